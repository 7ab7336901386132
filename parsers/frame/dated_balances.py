"""Balances that name their day in the stub, and what moved between two of them.

    2018年4月1日残高          the balance of the day before the year began
      当期純利益              2018-04-01 to 2019-03-31
    2019年3月31日残高         that day's balance
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import regex

from parsers.model import Row
from parsers.periods.fiscal import fiscal_year_of
from parsers.text.scanner import Scanner

BALANCE = regex.compile(r"残高|\bbalances?\b", regex.IGNORECASE)


def date_balances(rows: Sequence[Row], scanner: Scanner) -> tuple[Row, ...]:
    """The rows with their days: balances where their label names one, movements where they stand between two balances."""
    days = {row.number: day for row in rows if (day := balance_day(row.label, scanner)) is not None}
    dated: list[Row] = []
    opening: date | None = None
    for at, row in enumerate(rows):
        if row.number in days:
            opening = days[row.number]
            dated.append(replace(row, period_start=None, period_end=opening))
            continue
        closing = next((days[later.number] for later in rows[at + 1 :] if later.number in days), None)
        between = opening is not None and closing is not None and opening < closing and row.period_end is None
        dated.append(replace(row, period_start=opening + timedelta(days=1), period_end=closing) if between and opening else row)
    return tuple(dated)


def balance_day(label: str, scanner: Scanner) -> date | None:
    """The day whose balance a row prints; that of the first day of a year is what the year before ended with."""
    if BALANCE.search(label) is None:
        return None
    named = [word.period for word in scanner(label).words if word.period is not None and word.period.kind == "date"]
    if len(named) != 1 or named[0].period_end is None:
        return None
    day = named[0].period_end
    return day - timedelta(days=1) if fiscal_year_of(day, scanner.about.calendar)[0] == day else day
