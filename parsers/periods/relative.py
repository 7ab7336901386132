"""Words that point at the period reported on: 当期, 前連結会計年度末, Current Year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import regex

from parsers.about import FiscalCalendar
from parsers.periods.day_arithmetic import Span, add_months, end_of, months_between, start_of
from parsers.periods.days import (
    FLAGS,
    small,
)
from parsers.periods.fiscal import fiscal_year_of
from parsers.periods.mentions import WHOLE, Mention, Reported, to_mention
from parsers.words.patterns import compiled

_RELATIVE = compiled(
    r"""
    (?P<shift>前々|前|当|翌|今|本|次|来)
    (?: (?P<annual>(?:連結)?+(?:会計|事業)年度) (?P<instant>\s?末)?+
      | 第\s?(?P<quarter>[1-4]|[一二三四])\s?四半期 (?P<span>\s?(?:連結)?+(?:累計期間|会計期間)|\s?累計)?+ (?P<instant>\s?末)?+
      | (?P<interim>中間(?:連結)?+会計期間|中間期) (?P<instant>\s?末)?+
      | (?P<annual>年度)(?P<instant>\s?末)?+ (?=[\s(),、/]|$|実績|予想|計画)
      | (?P<same>年同期|年同四半期|年同中間期|年中間期) (?P<span>(?:連結)?+(?:累計期間|会計期間)|累計)?+ (?=[\s(),、/]|$|実績)
      | (?P<three>四半期)(?:連結)?+(?:会計期間)?+ (?P<instant>\s?末)?+ (?=[\s(),、/]|$|実績|予想)
      | (?P<term>期|(?:連結)?+会計期間)(?:連結)?+ (?P<instant>\s?末)?+ (?=[\s(),、/]|$|実績|予想|計画|累計)
    ) (?! [比差残首] )
  | (?<![a-z]) (?P<word>current|previous|prior|preceding|last|this|next|year-ago|same) \s+
        (?: (?:consolidated\s+)?(?P<annual>(?:fiscal |accounting|business)\s+year | year) (?P<instant>[\s-]end)?+ | (?P<three>quarter) |
        (?P<same>(?:period|quarter)\s+(?:of\s+(?:the\s+)?)?(?:previous |prior|last)\s+(?:fiscal\s+)?year) | (?P<interim>interim\s+period) |
        (?P<term>(?:accounting\s+)?period|term) )
    (?![a-z]) (?!\s+(?:ended|ending|comparison|adjustment|service|month))
    """,
    FLAGS,
)
_SHIFTS = {"前々": -2, "前": -1, "翌": 1, "次": 1, "来": 1} | {
    "previous": -1, "prior": -1, "preceding": -1, "last": -1, "next": 1, "year-ago": -1, "same": -1}


def find_relative(folded: str, calendar: FiscalCalendar, reported: Reported | None) -> Iterator[Mention]:
    """当第３四半期累計期間, 前連結会計年度末, `Current Year`: resolved where the period reported on is known."""
    for found in _RELATIVE.finditer(folded):
        shift = _SHIFTS.get((found["shift"] or found["word"]).casefold(), 0)
        instant = found["instant"] is not None
        months = _relative_months(found, calendar, reported)
        end = _relative_end(found, shift, calendar, reported) if reported else None
        start = start_of(end, months) if end and months else None
        year = shifted_year(reported.end, shift, calendar) if reported and (end or found["term"]) else None
        yield replace(to_mention(found, "relative", start, end, months, instant), year=year, part=WHOLE if months == 12 else None, shift=shift)


def shifted_year(day: date, shift: int, calendar: FiscalCalendar) -> Span:
    """The fiscal year so many before or after the one in which a day lies."""
    year = fiscal_year_of(day, calendar)
    for _ in range(abs(shift)):
        year = fiscal_year_of(year[0] - timedelta(days=1) if shift < 0 else year[1] + timedelta(days=1), calendar)
    return year


def _relative_months(found: regex.Match[str], calendar: FiscalCalendar, reported: Reported | None) -> int | None:
    if found["annual"]:
        return 12
    if found["quarter"]:
        passed, said = small(found["quarter"]), found["span"] or ""
        # All that passed with the fourth quarter is called the year, so that the name alone is the quarter.
        return 3 * passed if "累計" in said else 3 if "会計期間" in said or passed == 4 else None
    if found["interim"]:
        return 6
    if found["three"]:
        return 3
    if reported and "累計" in (found["span"] or ""):
        return months_between(fiscal_year_of(reported.end, calendar)[0], reported.end)
    return reported.months if reported else None


def _relative_end(found: regex.Match[str], shift: int, calendar: FiscalCalendar, reported: Reported) -> date | None:
    year = shifted_year(reported.end, shift, calendar)
    if found["annual"]:
        return year[1]
    if found["quarter"] or found["interim"]:
        passed = 3 * small(found["quarter"]) if found["quarter"] else 6
        return end_of(year[0], passed)
    if found["same"] and shift:
        return add_months(reported.end, 12 * shift)
    if found["three"]:
        return add_months(reported.end, 3 * shift)
    if found["instant"] and shift < 0:
        return year[1]
    # 前期 in a quarter's release is the quarter before for some and the year before for others: only a year's release decides.
    if shift and reported.months != 12:
        return None
    return add_months(reported.end, 12 * shift)
