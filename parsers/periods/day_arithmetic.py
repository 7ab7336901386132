"""Arithmetic of days and months that knows no calendar but everybody's."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day, both inclusive."""

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, 29 if month == 2 and isleap(year) else DAYS[month - 1])


def is_last_day(day: date) -> bool:
    """Whether a month ends on this day."""
    return day.day >= 28 and day == last_day(day.year, day.month)


def add_months(day: date, months: int) -> date:
    """The day some months later (earlier where negative); a month's last day stays a month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    end = last_day(year, month + 1)
    return end if is_last_day(day) else date(year, month + 1, min(day.day, end.day))


def start_of(end: date, months: int) -> date:
    """The first day of the months that end on `end`.

    >>> start_of(date(2003, 12, 31), 3), start_of(date(2004, 3, 20), 12)
    (datetime.date(2003, 10, 1), datetime.date(2003, 3, 21))
    """
    return add_months(end, -months) + timedelta(days=1)


def end_of(start: date, months: int) -> date:
    """The last day of the months that begin on `start`."""
    return add_months(start - timedelta(days=1), months)


def months_between(start: date, end: date) -> int | None:
    """Whole months from the first to the last day, both inclusive; None where they are not whole."""
    months = (end.year - start.year) * 12 + end.month - start.month
    for candidate in (months, months + 1):
        if candidate > 0 and start_of(end, candidate) == start:
            return candidate
    return None
