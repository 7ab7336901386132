"""Spans of days: a mention of a period, with what caption and statement add, to first and last day."""

from __future__ import annotations

import calendar as days
from dataclasses import dataclass
from datetime import date, timedelta

from parsers.model import About, FiscalCalendar
from parsers.periods import Mention, start_of

INSTANT_STATEMENTS = frozenset({"balance_sheet"})


@dataclass(frozen=True, slots=True)
class Span:
    start: date | None
    """None: an instant."""
    end: date
    sure: bool = True
    """False: nothing printed gives the length; the statement's usual one was taken."""


def add_months(day: date, months: int) -> date:
    """The same day some months later or earlier; the last day of a month stays the last day.

    >>> add_months(date(2003, 12, 31), -3), add_months(date(2024, 2, 29), 12), add_months(date(2004, 3, 20), -12)
    (datetime.date(2003, 9, 30), datetime.date(2025, 2, 28), datetime.date(2003, 3, 20))
    """
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    last = days.monthrange(year, month + 1)[1]
    at_end = day.day == days.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))


def months_between(start: date, end: date, *, inclusive: bool = False) -> int:
    """Whole months from one day to another; inclusive: `start` is the first day, not the day before it.

    >>> months_between(date(2003, 10, 1), date(2003, 12, 31), inclusive=True), months_between(date(2003, 9, 30), date(2003, 12, 31))
    (3, 3)
    """
    if inclusive:
        start = start - timedelta(days=1)
    return round((end.year - start.year) * 12 + end.month - start.month + (min(end.day, 30) - min(start.day, 30)) / 30)


def fiscal_year_start(day: date, calendar: FiscalCalendar) -> date:
    """First day of the fiscal year in which `day` lies.

    >>> fiscal_year_start(date(2003, 12, 31), FiscalCalendar(3, 31, False, True))
    datetime.date(2003, 4, 1)
    """
    for year in (day.year - 1, day.year, day.year + 1):
        last = date(year, calendar.end_month, min(calendar.end_day, days.monthrange(year, calendar.end_month)[1]))
        first = start_of(last, 12)
        if first <= day <= last:
            return first
    return start_of(day, 12)


def mention_to_span(mention: Mention, months: int | None, cumulative: bool, statement: str, about: About) -> Span | None:
    """The days a mention means over a column of amounts; None where it has no end.

    The statement decides between stock and flow, then the mention itself, then the caption's duration, then the period
    that the release reports on.
    """
    end = mention.period_end
    if end is None:
        return None
    if statement in INSTANT_STATEMENTS or mention.instant:
        return Span(None, end)
    if mention.period_start is not None:
        return Span(mention.period_start, end)
    if mention.months:
        return Span(start_of(end, mention.months), end)
    if cumulative or "累計" in mention.text:
        return Span(fiscal_year_start(end, about.calendar), end)
    if months is not None:
        return Span(None, end) if months == 0 else Span(start_of(end, months), end)
    if mention.kind == "year":
        return Span(start_of(end, 12), end)
    return Span(None, end, sure=False)
