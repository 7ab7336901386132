"""Spans of days: a mention of a period, with what caption and statement add, to first and last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from parsers.about import About
from parsers.periods.day_arithmetic import months_between, start_of
from parsers.periods.fiscal import fiscal_year_of
from parsers.periods.periods import Mention
from parsers.table import Column

INSTANT_STATEMENTS = frozenset({"balance_sheet"})


@dataclass(frozen=True, slots=True)
class PeriodDays:
    start: date | None
    """None: an instant."""
    end: date
    sure: bool = True
    """False: nothing printed says whether this is a day or the end of a period of some length."""
    bare: bool = False
    """Is only its last day printed, its length being that of the period which the release reports on?"""
    named: bool = False
    """Does the name of a period stand before its last day, without the first: 当連結会計年度（2026年3月31日）?"""


def months_apart(earlier: date, later: date) -> int | None:
    """Whole months from one day to a later one; None where they are not whole.

    >>> months_apart(date(2003, 9, 30), date(2003, 12, 31)), months_apart(date(2003, 9, 30), date(2003, 12, 15))
    (3, None)
    """
    return months_between(earlier + timedelta(days=1), later)


def length_of(column: Column) -> int | None:
    """Months of a column's period; 0: an instant; None: not known."""
    if column.period_end is None:
        return None
    return 0 if column.period_start is None else months_between(column.period_start, column.period_end)


def is_future(start: date | None, end: date | None, about: About) -> bool:
    """Had a period not ended when the release came out, so that its numbers are no actual ones?"""
    if start is None or end is None or about.announced_on is None:
        return False
    return end > max(about.announced_on, about.period_end or about.announced_on)


YEAR = 12
"""Months."""


def mention_to_span(mention: Mention, months: int | None, cumulative: bool, statement: str, about: About) -> PeriodDays | None:
    """The days a mention means over a column of amounts; None where it has no end.

    The statement decides between stock and flow, then the mention itself, then the caption's duration, then the words
    for "since the year began".
    """
    end = mention.period_end
    if end is None:
        return None
    if statement in INSTANT_STATEMENTS or mention.instant:
        return PeriodDays(None, end)
    if mention.period_start is not None:
        return PeriodDays(mention.period_start, end, named=mention.named)
    if mention.months:
        return PeriodDays(start_of(end, mention.months), end)
    if cumulative or "累計" in mention.text:
        return PeriodDays(fiscal_year_of(end, about.calendar)[0], end)
    if mention.open_lengths and mention.part is not None and mention.part.passed == YEAR:
        return PeriodDays(start_of(end, mention.part.months), end)  # all that passed with the fourth quarter is called the year
    if months is not None and (not mention.open_lengths or months in (0, *mention.open_lengths)):
        return PeriodDays(None, end) if months == 0 else PeriodDays(start_of(end, months), end)
    if mention.kind == "year":
        return PeriodDays(start_of(end, 12), end)
    if not mention.open_lengths and about.period_end is not None and about.period_months and (end.month, end.day) == (about.period_end.month, about.period_end.day):
        return PeriodDays(start_of(end, about.period_months), end, bare=True)  # the period that the release reports on, or the same of another year
    return PeriodDays(None, end, sure=False)
