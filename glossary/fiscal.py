"""Names of fiscal periods: `FY2003-Q3`, `FY2004-H1`, `FY2003-9M`, `FY2002`, by the calendar year in which the fiscal year begins."""

from __future__ import annotations

from datetime import date, timedelta

from parsers.model import FiscalCalendar

_FROM_START = {3: "-Q1", 6: "-H1", 9: "-9M", 12: ""}


def fiscal_period(start: date | None, end: date | None, calendar: FiscalCalendar) -> str | None:
    """The name of a period, or None where it is not a quarter, a half, nine months or a year of the calendar.

    An instant is named by the quarter that it ends, the last day of the year by the year.
    """
    if end is None:
        return None
    last_month = _months_into_year(end, calendar)
    first_month = last_month - 3 if start is None else _months_into_year(start - timedelta(days=1), calendar) % 12
    if last_month is None or not _ends_month(end) or (start is not None and start.day != 1):
        return None
    year = _first_year(end, last_month)
    if start is None:
        return f"FY{year}" if last_month == 12 else _quarter(year, last_month)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 3:
        return _quarter(year, last_month)
    if months == 6 and last_month == 12:
        return f"FY{year}-H2"
    return f"FY{year}{_FROM_START[months]}" if first_month == 0 and months in _FROM_START else None


def _months_into_year(day: date, calendar: FiscalCalendar) -> int:
    """Months of the fiscal year that have passed at the end of the day's month: 1 to 12."""
    return (day.month - calendar.end_month - 1) % 12 + 1


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _first_year(end: date, months: int) -> int:
    """The calendar year in which the fiscal year begins that has `months` months behind it at `end`."""
    return (end.year * 12 + end.month - months) // 12


def _quarter(year: int, month: int) -> str | None:
    return f"FY{year}-Q{month // 3}" if month % 3 == 0 else None
