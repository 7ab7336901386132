"""Columns whose period is said elsewhere: 当期首残高 in a schedule, 移行日 in an overview, 当連結会計年度 in the section of another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import regex

from parsers.about import About
from parsers.frame.captions import Captions
from parsers.frame.drafts import Draft
from parsers.periods.day_arithmetic import start_of
from parsers.periods.fiscal import is_year_end
from parsers.periods.periods import Mention
from parsers.periods.spans import YEAR, PeriodDays
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

TERM_COLUMN = compiled(r"当期(?:首|末|中)?[のに]?\s?(?:残高|増加|減少|償却|繰入|戻入|使用|取得|売却|変動|計上|発生)|(?:累計|引当金|償却)額(?=\Z|[(（])")
"""Over a column of a schedule: what it says is of the year reported on, at its beginning, in it, or at its end."""


def is_of_term(header: Sequence[str]) -> bool:
    """Does the text over a column name a balance of the year reported on, or what moved it?

    >>> is_of_term(["当期首 残高"]), is_of_term(["有形固定資産", "当期増加額"]), is_of_term(["当期純利益"]), is_of_term(["平均利率"])
    (True, True, False, False)
    >>> is_of_term(["当期末減価償却累計額又は償却累計額（百万円）"])
    True
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


def settle_section(drafts: Sequence[Draft], captions: Captions) -> None:
    """Under a heading that prints the days of another year, 当連結会計年度 over a column is that year.

        前連結会計年度（自　2018年４月１日　至　2019年３月31日）
        １．発行済株式の種類及び総数に関する事項
                        当連結会計年度期首株式数     …     当連結会計年度末株式数

    Left as they are where the columns themselves tell the year from another (前連結会計年度  当連結会計年度).
    """
    above = _span_above(captions)
    shifts = {mention.shift for draft in drafts for mention in draft.mentions if mention.shift is not None}
    if above is not None and shifts == {0}:
        for draft in drafts:
            draft.mentions = [_in(above, mention) if mention.shift == 0 else mention for mention in draft.mentions]


def _span_above(captions: Captions) -> Mention | None:
    """The range of days that the nearest text above names, if it names one."""
    named = captions.nearest or ((captions.lead,) if captions.lead else ()) or ((captions.section,) if captions.section else ())
    return named[0] if len(named) == 1 and named[0].kind == "range" and named[0].period_start is not None else None


def _in(above: Mention, mention: Mention) -> Mention:
    """The words as they are meant below the heading; a year's (年度) are no part of it."""
    if "年度" in mention.text and above.months != YEAR:
        return mention
    year = (above.period_start, above.period_end) if mention.year and above.period_start and above.period_end else None
    return replace(mention, period_start=above.period_start if mention.period_start else None, period_end=above.period_end, year=year)
