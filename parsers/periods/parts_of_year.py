"""Quarters, halves, nine months and fiscal years by their names: 3Q03, 第3四半期, FY2024."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import regex

from parsers.about import FiscalCalendar
from parsers.periods.day_arithmetic import months_between, start_of
from parsers.periods.days import (
    FLAGS,
    ORDINAL,
    SMALL,
    YEAR4,
    YEAR_JA,
    month_end_of,
    small,
    year_near,
    year_of,
)
from parsers.periods.fiscal import fiscal_year, fiscal_year_of, is_year_end, term_ending, year_end
from parsers.periods.mentions import KIND_OF_MONTHS, WHOLE, Mention, Part, Reported, part_of, to_mention
from parsers.words.patterns import compiled

_NUMBER_OF = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "final": 4}

_PART_EN = rf"""(?: (?P<quarter>{ORDINAL}) [\s-]*+ quarters?+ | (?<![a-z0-9])(?P<quarter>[1-4])\s?q(?:tr)?+(?=fy|[^a-z]|$)
    | (?<![a-z])q(?:tr)?\.?\s?(?P<quarter>[1-4])(?![0-9])
    | (?P<half>1st|2nd|first|second) [\s-]*+ half | (?<![a-z0-9])(?P<half>[12])\s?h(?=fy|[^a-z]|$) | (?<![a-z])h(?P<half>[12])(?![0-9])
    | (?:first\s)?+ (?<![a-z0-9])(?P<nine>nine|9)[\s-]months?+ | (?<![a-z0-9])(?P<nine>9)\s?m(?![a-z])
    | (?<![a-z])(?P<whole>full[\s-]*+(?:fiscal[\s-]*+)?year) (?!\s*+(?:fiscal\s)?+forecast) )"""
_PART_JA = r"""(?: 第\s?(?P<quarter>[1-4]|[一二三四])\s?四半\s?期 (?:連結)?+ (?P<span>累計期間|会計期間|累計)?+ | (?P<quarter>[1-4])\s?q(?![a-z])
    | (?P<half1>上半期|上期|前半期|中間(?:連結)?会計期間|中間期|中間(?!連結|損益|貸借|包括|財務|純利益|利益|決算短信)) | (?P<half2>下半期|下期|後半期)
    | (?P<whole>通期|年間(?!\p{Han})|年間(?=予想|計画|実績|見通し|見込|累計|合計|目標|配当)|本決算) )"""
_FY = rf"""(?: (?<![a-z])fye?\s?(?P<year>{YEAR4})\s?[./]\s?(?P<month>1[0-2]|0?[1-9])(?![0-9]|\s?[qh](?![a-z]))
    | (?<![a-z])fye?\s?(?P<month>1[0-2]|0?[1-9])/(?P<year>{YEAR4}|[0-9]{{2}})(?![0-9])
    | (?:(?<![a-z])|(?<=[0-9][qh]))fy[\s.'-]?+(?P<year>{YEAR4}|[0-9]{{2}})(?![0-9,]) (?: [/-][0-9]{{2}}(?![0-9]) )?+
    | (?<![a-z])fiscal \s (?:years?\s)?+ (?P<year>{YEAR4}) | (?<![0-9])(?P<year>{YEAR4})\s fiscal (?:\s year)?+
    | {YEAR_JA} \s?年\s?度 )"""
_SHORT_YEAR = r"(?<![0-9年平成和])(?P<short>[0-9]{1,2})"
_YM_TERM = rf"""
    (?: (?: {YEAR_JA} | {_SHORT_YEAR} ) \s?年 \s?(?P<month>{SMALL}) \s?月\s?期 | (?<![0-9/])(?P<year>{YEAR4} |[0-9]{{2}})\s?/\s?(?P<month>1[0-2] |0?[1-9])\s?月?期
    )
    """
_TAIL = r"""
    (?: \s?\(?(?P<cumulative>累計(?:期間)?+ |cumulative(?:\stotal)?+ |year-to-date|ytd)\)? | (?P<instant>\s?末) | \s? \(
    [0-9]{1,2}月?\s?[-~]\s?[0-9]{1,2}月期?間? \) )?+
    """
_OF = r"(?: \s*+ (?:of|for|in)? \s*+ (?:the)? \s*+ )"

# Where a part may begin at all; without it every letter of a page of prose is tried.
_BEGINS = r"""
    (?= [0-9第上下中通年本前後昭平令大明〇零一二三四五六七八九十fstnqhr] )
    (?= (?<![0-9])[0-9] | [第上下中通年本前後昭平令大明〇零一二三四五六七八九十]
      | (?<![a-z])(?:first|second |third|fourth|nine|six|full |fy|fiscal|q|h[12]|[shr]\s?[0-9元]) )
    """
_PARTS = compiled(
    rf"""
    {_BEGINS} (?:
    (?:first\s)?+ (?<![a-z0-9])(?P<half1>six|6)[\s-]months?+ {_OF} {_FY} {_TAIL}
  | {_PART_EN} (?: {_OF} {_FY} | {_OF} (?P<year>{YEAR4})(?![0-9,.]) | '?(?P<year>[0-9]{{2}})(?![0-9]) ) {_TAIL}
  | (?: {_FY} | {_YM_TERM} ) [\s/.,-]*+ \(? (?: {_PART_JA} | {_PART_EN} | (?P<nine>9m(?:onths)?)(?![a-z]) ) \)?+ {_TAIL}
  | {_YM_TERM} \s? {_TAIL}
  | {_FY} {_TAIL}
  | (?<![当前次翌]) {_PART_JA} {_TAIL} (?![比差])
  | {_PART_EN} {_TAIL} (?!\s*+(?:end|ended|ending)\b)
    )
    """,
    FLAGS,
)
_INTERIM = compiled(rf"(?: {YEAR_JA} | {_SHORT_YEAR} ) \s?年 \s?(?P<month>{SMALL}) \s?月 \s?(?:中間\s?期 | 第\s?(?P<quarter>[1-3])\s?四半期 | 四半期)", FLAGS)


def find_parts(folded: str, calendar: FiscalCalendar, reported: Reported | None) -> Iterator[Mention]:
    """Quarters, halves, nine months and fiscal years by their names."""
    for found in _PARTS.finditer(folded):
        mention = _parts_to_mention(found, calendar, reported)
        if mention is not None:
            yield mention
    for found in _INTERIM.finditer(folded):
        year = printed_year(found, reported)
        end = None if year is None else month_end_of(year, small(found["month"]))
        if end is not None:
            months = 6 if found["quarter"] is None and "中間" in found[0] else None
            yield to_mention(found, KIND_OF_MONTHS.get(months, "month_end"), None if months is None else start_of(end, months), end, months)


def _parts_to_mention(found: regex.Match[str], calendar: FiscalCalendar, reported: Reported | None) -> Mention | None:
    quarter, half, nine = found["quarter"], found["half"], found["nine"]
    half = "1" if found["half1"] else "2" if found["half2"] else half
    instant = found["instant"] is not None
    cumulative = found["cumulative"] is not None or (found["span"] or "").startswith("累計")
    if found["short"] and printed_year(found, reported) is None:
        return None
    year, term = _named_year(found, calendar, reported)
    if term is not None and not is_year_end(term, calendar):
        if quarter or half or nine:
            # 2025年12月期 第2四半期 under a calendar that says otherwise: the label's own year end wins.
            return _part(found, (start_of(term, 12), term), quarter, half, nine, cumulative, instant)
        months = months_between(fiscal_year_of(term, calendar)[0], term) if cumulative else None
        return to_mention(found, KIND_OF_MONTHS.get(months, "month_end"), start_of(term, months) if months else None, term, months, instant)
    if year is None:
        part = _part_named(quarter, half, nine, cumulative)
        return replace(to_mention(found, KIND_OF_MONTHS[part.months], None, None, part.months, instant), part=part, yearless=True)
    mention = replace(_part(found, year, quarter, half, nine, cumulative, instant), yearless=printed_year(found, reported) is None)
    if term is not None and quarter and not cumulative and found["span"] is None and mention.months == 3 and _ordinal(quarter) > 1:
        # 2004年3月期第3四半期 is the whole nine months in a tanshin and the quarter in a presentation: the document's own ranges or the numbers decide.
        # The word "quarter" means one, unless the document says otherwise.
        if calendar.quarters_since_start is None and "quarter" not in found[0].casefold():
            return replace(mention, months=None, period_start=None)
        return _part(found, year, quarter, half, nine, calendar.quarters_since_start is True, instant)
    return mention


def printed_year(found: regex.Match[str], reported: Reported | None) -> int | None:
    """The calendar year in the groups `era` and `year`, or in `short`, whose era is left out; None where none is printed."""
    if found["short"]:
        return year_near(found["short"], reported.end if reported else None)
    return year_of(found) if found["year"] else None


def _named_year(found: regex.Match[str], calendar: FiscalCalendar, reported: Reported | None) -> tuple[tuple[date, date] | None, date | None]:
    """The fiscal year's first and last day, and the day that the text itself gives as its end (2004年3月期, FY2022.3)."""
    year = printed_year(found, reported)
    if year is None:
        return (fiscal_year_of(reported.end, calendar) if reported else None), None
    if found["month"] is None:
        return fiscal_year(year, calendar), None
    month = small(found["month"])
    term = year_end(year, calendar) if month == calendar.end_month else month_end_of(year, month)
    return (None if term is None else term_ending(term, calendar)), term


def _part(
    found: regex.Match[str], year: tuple[date, date], quarter: str | None, half: str | None, nine: str | None, cumulative: bool, instant: bool
) -> Mention:
    """The quarter, half or nine months of a year, or the year itself."""
    part = _part_named(quarter, half, nine, cumulative)
    first, last = part_of(year, part)
    return replace(to_mention(found, KIND_OF_MONTHS[part.months], first, last, part.months, instant), part=part, year=year)


def _part_named(quarter: str | None, half: str | None, nine: str | None, cumulative: bool) -> Part:
    if quarter:
        return Part(3 * _ordinal(quarter) if cumulative else 3, 3 * _ordinal(quarter))
    if half:
        return Part(6, 6 * _ordinal(half))
    return Part(9, 9) if nine else WHOLE


def _ordinal(printed: str) -> int:
    return _NUMBER_OF.get(printed.casefold()) or small(printed)
