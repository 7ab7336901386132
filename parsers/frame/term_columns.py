"""Columns that name no period and still say which: 当期首残高 in a schedule, 移行日 in an overview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import regex

from parsers.about import About
from parsers.periods.day_arithmetic import start_of
from parsers.periods.fiscal import is_year_end
from parsers.periods.spans import PeriodDays
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

TERM_COLUMN = compiled(r"当期(?:首|末|中)?[のに]?\s?(?:残高|増加|減少|償却|繰入|戻入|使用|取得|売却|変動|計上|発生)|(?:累計|引当金|償却)額\Z")
"""Over a column of a schedule: what it says is of the year reported on, at its beginning, in it, or at its end."""


def is_of_term(header: Sequence[str]) -> bool:
    """Does the text over a column name a balance of the year reported on, or what moved it?

    >>> is_of_term(["当期首 残高"]), is_of_term(["有形固定資産", "当期増加額"]), is_of_term(["当期純利益"]), is_of_term(["平均利率"])
    (True, True, False, False)
    """
    return bool(header) and TERM_COLUMN.search("".join(fold_widths(header[-1]).split())) is not None


TRANSITION = compiled(r"移行日|\bdate of transition\b", regex.IGNORECASE)
"""Over a column: its balances are those with which the year began from which other standards are applied."""


def transition_day(span: PeriodDays, about: About) -> PeriodDays:
    """The last day before that year; what the column prints of a period is of none that it names."""
    begins = span.end.replace(day=1)
    before = begins - timedelta(days=1) if span.end != begins else span.end - timedelta(days=1)
    return PeriodDays(None, before if is_year_end(before, about.calendar) else span.end, sure=False)


def reports_year(about: About) -> PeriodDays | None:
    """The year that a release on a whole year reports on; None for others, in which 当期 may be a part of the year."""
    if about.period_end is None or about.period_months != 12:
        return None
    return PeriodDays(start_of(about.period_end, 12), about.period_end)
