"""Fiscal years: which days they have, with years ending on a month's last day and years ending on March 20."""

from __future__ import annotations

from datetime import date, timedelta

from parsers.about import FiscalCalendar
from parsers.periods.day_arithmetic import Span, add_months, is_last_day, last_day, months_between, start_of

DEFAULT_CALENDAR = FiscalCalendar(end_month=3, end_day=31, names_end_year=False, stated=False)


def year_end(year: int, calendar: FiscalCalendar) -> date:
    """The day on which a fiscal year ends in the calendar year."""
    end = last_day(year, calendar.end_month)
    # A year that ends on February 28 ends on the 29th in leap years.
    at_month_end = calendar.end_day >= end.day or (calendar.end_month == 2 and calendar.end_day >= 28)
    return end if at_month_end else end.replace(day=calendar.end_day)


def term_end(year: int, month: int, calendar: FiscalCalendar) -> date:
    """The day on which a term that ends in a month does: the 20th of June, where the years end on 20 March."""
    end = last_day(year, month)
    usual = year_end(year, calendar)
    return end if is_last_day(usual) else end.replace(day=usual.day)


def term_ending(end: date, calendar: FiscalCalendar) -> Span:
    """The fiscal term that ends on a day: as the document prints it, else of the usual length."""
    printed = next((term for term in calendar.terms if term[1] == end), None)
    return printed or (start_of(end, calendar.term_months), end)


def fiscal_year(named: int, calendar: FiscalCalendar) -> Span:
    """The year that the entity itself calls by this number."""
    ends_in = named if calendar.names_end_year or calendar.end_month == 12 else named + 1
    return term_ending(year_end(ends_in, calendar), calendar)


def fiscal_year_of(day: date, calendar: FiscalCalendar) -> Span:
    """The fiscal term in which a day lies."""
    printed = next((term for term in calendar.terms if term[0] <= day <= term[1]), None)
    if printed is not None:
        return printed
    end = year_end(day.year, calendar)
    if day > end:
        end = year_end(day.year + 1, calendar)
    while day <= (earlier := add_months(end, -calendar.term_months)):
        end = earlier
    return term_ending(end, calendar)


def is_year_end(day: date, calendar: FiscalCalendar) -> bool:
    """Whether a fiscal term ends on this day, also the one before a printed term."""
    if any(day == last or day + timedelta(days=1) == first for first, last in calendar.terms):
        return True
    return day == year_end(day.year, calendar) or (calendar.term_months == 6 and add_months(day, 6) == year_end(day.year + (day.month > 6), calendar))


def fiscal_period_name(start: date | None, end: date, calendar: FiscalCalendar) -> str | None:
    """`FY2003-Q3`, `-H1`, `-9M`, `FY2002`: by the calendar year in which the fiscal year begins; None where it is none of these.

    An instant (start None) is called by the quarter that ends there, and by the year where the year ends there.

    >>> fiscal_period_name(date(2003, 10, 1), date(2003, 12, 31), DEFAULT_CALENDAR)
    'FY2003-Q3'
    >>> fiscal_period_name(None, date(2003, 3, 31), DEFAULT_CALENDAR)
    'FY2002'
    """
    year_start, year_last = fiscal_year_of(end, calendar)
    # A year to December 20 begins in December of the year before, and nobody calls it by that.
    name = f"FY{year_last.year if calendar.end_month == 12 else year_start.year}"
    passed = months_between(year_start, end)
    if passed is None or passed % 3:
        return None
    if start is None:
        return name if passed == 12 else f"{name}-Q{passed // 3}"
    months = months_between(start, end)
    if months == 3:
        return f"{name}-Q{passed // 3}"
    suffixes = {(6, 6): "-H1", (6, 12): "-H2", (9, 9): "-9M", (12, 12): ""}
    suffix = suffixes.get((months or 0, passed))
    return None if suffix is None else name + suffix
