"""Periods as printed: quarters, halves, fiscal years, dates, ranges and the words that point at them (当期, Current Year).

    fiscal year that ends in March, named by its first year ("fiscal 2003")

    2003-04-01        07-01         10-01        2004-01-01     04-01
        |----- 1Q03 ----|---- 2Q03 ----|---- 3Q03 ----|--- 4Q03 ---|
        |------------ 1H03 ------------|
        |------------------- 9M03 --------------------|

Every quarter, half and year is read by the document's calendar (`find_calendar`). What a bare date lasts is not printed
with it: the caption or the statement says (`parse_duration`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import regex

from parsers.calendars import find_calendar
from parsers.days import (
    FLAGS,
    MONTH_EN,
    SMALL,
    YEAR4,
    YEAR_JA,
    day_of,
    find_dates,
    month_end_of,
    month_number,
    month_of,
    small,
    year_of,
)
from parsers.fiscal import (
    add_months,
    fiscal_period_name,
    fiscal_year,
    fiscal_year_of,
    is_year_end,
    months_between,
    start_of,
    year_end,
)
from parsers.model import FiscalCalendar
from parsers.patterns import compiled
from parsers.rarer_periods import find_rarer
from parsers.widths import fold_widths

__all__ = ["Mention", "find_calendar", "fiscal_period_name", "parse_duration", "parse_periods", "start_of"]

Kind = Literal["date", "range", "quarter", "half", "nine_months", "fiscal_year", "year", "month_end", "relative"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a text. Days are inclusive."""

    start: int
    end: int
    text: str
    kind: Kind
    period_start: date | None = None
    period_end: date | None = None
    months: int | None = None
    """None: the caption or the statement decides, as for a bare date."""
    instant: bool = False
    """Only where words say so: `As of`, 現在, 末."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The period a release reports on, for words that point at it."""

    end: date
    months: int | None


_KIND_OF_MONTHS: dict[int | None, Kind] = {3: "quarter", 6: "half", 9: "nine_months", 12: "fiscal_year"}

# ---------------------------------------------------------------------------------------------------------------------
# Parts of a fiscal year, with or without the year's name

_ORDINAL = r"(?:1st|2nd|3rd|4th|first|second|third|fourth|1|2|3|4)"
_NUMBER_OF = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "final": 4}

_PART_EN = rf"""(?: (?P<quarter>{_ORDINAL}) [\s-]*+ quarters?+ | (?<![a-z0-9])(?P<quarter>[1-4])\s?q(?:tr)?+(?=fy|[^a-z]|$)
    | (?<![a-z])q(?:tr)?\.?\s?(?P<quarter>[1-4])(?![0-9])
    | (?P<half>1st|2nd|first|second) [\s-]*+ half | (?<![a-z0-9])(?P<half>[12])\s?h(?=fy|[^a-z]|$) | (?<![a-z])h(?P<half>[12])(?![0-9])
    | (?:first\s)?+ (?<![a-z0-9])(?P<nine>nine|9)[\s-]months?+ | (?<![a-z0-9])(?P<nine>9)\s?m(?![a-z])
    | (?<![a-z])(?P<whole>full[\s-]*+(?:fiscal[\s-]*+)?year) (?!\s*+(?:fiscal\s)?+forecast) )"""
_PART_JA = r"""(?: 第\s?(?P<quarter>[1-4]|[一二三四])\s?四半\s?期 (?:連結)?+ (?P<span>累計期間|会計期間|累計)?+ | (?P<quarter>[1-4])\s?q(?![a-z])
    | (?P<half1>上半期|上期|前半期|中間(?:連結)?会計期間|中間期|中間(?!連結|損益|貸借|包括|財務|純利益|利益|決算短信)) | (?P<half2>下半期|下期|後半期) | (?P<whole>通期|年間|本決算) )"""
_FY = rf"""(?: (?<![a-z])fye?\s?(?P<year>{YEAR4})\s?[./]\s?(?P<month>1[0-2]|0?[1-9])(?![0-9]|\s?[qh](?![a-z]))
    | (?<![a-z])fye?\s?(?P<month>1[0-2]|0?[1-9])/(?P<year>{YEAR4}|[0-9]{{2}})(?![0-9])
    | (?:(?<![a-z])|(?<=[0-9][qh]))fy[\s.'-]?+(?P<year>{YEAR4}|[0-9]{{2}})(?![0-9,]) (?: [/-][0-9]{{2}}(?![0-9]) )?+
    | (?<![a-z])fiscal \s (?:years?\s)?+ (?P<year>{YEAR4}) | (?<![0-9])(?P<year>{YEAR4})\s fiscal (?:\s year)?+
    | {YEAR_JA} \s?年\s?度 )"""
_YM_TERM = rf"""
    (?: {YEAR_JA} \s?年 \s?(?P<month>{SMALL}) \s?月\s?期 | (?<![0-9/])(?P<year>{YEAR4} |[0-9]{{2}})\s?/\s?(?P<month>1[0-2] |0?[1-9])\s?月?期
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
_INTERIM = compiled(rf"{YEAR_JA} \s?年 \s?(?P<month>{SMALL}) \s?月 \s?(?:中間\s?期 | 第\s?(?P<quarter>[1-3])\s?四半期 | 四半期)", FLAGS)


def _find_parts(folded: str, calendar: FiscalCalendar, reported: Reported | None) -> Iterator[Mention]:
    """Quarters, halves, nine months and fiscal years by their names."""
    for found in _PARTS.finditer(folded):
        mention = _parts_to_mention(found, calendar, reported)
        if mention is not None:
            yield mention
    for found in _INTERIM.finditer(folded):
        end = month_end_of(year_of(found), small(found["month"]))
        if end is not None:
            months = 6 if found["quarter"] is None and "中間" in found[0] else None
            yield _mention(found, _KIND_OF_MONTHS.get(months, "month_end"), None if months is None else start_of(end, months), end, months)


def _parts_to_mention(found: regex.Match[str], calendar: FiscalCalendar, reported: Reported | None) -> Mention | None:
    quarter, half, nine = found["quarter"], found["half"], found["nine"]
    half = "1" if found["half1"] else "2" if found["half2"] else half
    instant = found["instant"] is not None
    cumulative = found["cumulative"] is not None or (found["span"] or "").startswith("累計")
    year, term = _named_year(found, calendar, reported)
    if term is not None and not is_year_end(term, calendar):
        if quarter or half or nine:
            # 2025年12月期 第2四半期 under a calendar that says otherwise: the label's own year end wins.
            return _part(found, (start_of(term, 12), term), quarter, half, nine, cumulative, instant)
        months = months_between(fiscal_year_of(term, calendar)[0], term) if cumulative else None
        return _mention(found, _KIND_OF_MONTHS.get(months, "month_end"), start_of(term, months) if months else None, term, months, instant)
    if year is None:
        kind: Kind = "quarter" if quarter else "half" if half else "nine_months" if nine else "fiscal_year"
        months = (3 * _ordinal(quarter) if cumulative else 3) if quarter else 6 if half else 9 if nine else 12
        return _mention(found, _KIND_OF_MONTHS.get(months, kind), None, None, months, instant)
    mention = _part(found, year, quarter, half, nine, cumulative, instant)
    if term is not None and quarter and not cumulative and found["span"] is None and mention.months == 3 and _ordinal(quarter) > 1:
        # 2004年3月期第3四半期 is the whole nine months in a tanshin and the quarter in a presentation: the caption decides.
        return replace(mention, months=None, period_start=None)
    return mention


def _named_year(found: regex.Match[str], calendar: FiscalCalendar, reported: Reported | None) -> tuple[tuple[date, date] | None, date | None]:
    """The fiscal year's first and last day, and the day that the text itself gives as its end (2004年3月期, FY2022.3)."""
    if found["year"] is None:
        return (fiscal_year_of(reported.end, calendar) if reported else None), None
    year = year_of(found)
    if found["month"] is None:
        return fiscal_year(year, calendar), None
    month = small(found["month"])
    term = year_end(year, calendar) if month == calendar.end_month else month_end_of(year, month)
    return (None if term is None else (start_of(term, 12), term)), term


def _part(
    found: regex.Match[str], year: tuple[date, date], quarter: str | None, half: str | None, nine: str | None, cumulative: bool, instant: bool
) -> Mention:
    """The quarter, half or nine months of a year, or the year itself."""
    _first, last = year
    if quarter:
        number = _ordinal(quarter)
        months = 3 * number if cumulative else 3
        end = add_months(last, 3 * number - 12)
    elif half:
        months, end = 6, last if _ordinal(half) == 2 else add_months(last, -6)
    elif nine:
        months, end = 9, add_months(last, -3)
    else:
        months, end = 12, last
    return _mention(found, _KIND_OF_MONTHS[months], start_of(end, months), end, months, instant)


def _ordinal(printed: str) -> int:
    return _NUMBER_OF.get(printed.casefold()) or small(printed)


def _mention(
    found: regex.Match[str], kind: Kind, first: date | None, last: date | None, months: int | None, instant: bool = False
) -> Mention:
    start, end = found.span()
    text = found[0]
    end -= len(text) - len(text.rstrip())
    if instant:
        return Mention(start, end, text.rstrip(), kind, None, last, 0, True)
    return Mention(start, end, text.rstrip(), kind, first, last, months, False)


# ---------------------------------------------------------------------------------------------------------------------
# Dates, and what the words around them say

_MONTHS_WORD = {"one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12, "四": 4}
_BEFORE_DATE = compiled(
    rf"""
    (?: (?:for|during|in)\s+ )?+ (?:the\s+)?+
        (?: (?P<months>three|six|nine |twelve|[1-9]|1[0-2])[\s-]*+months?+(?:\s+periods?)?+ | (?P<quarter>(?:{_ORDINAL}\s+)?quarters?+) |
        (?P<year>(?:fiscal\s+|business\s+)?years?+ | fye?) | (?P<half>(?:interim|half[\s-]year |semi-?annual)(?:\s+period)?s?+) )
    \s+ (?:ended|ending|to|end) \s* (?:on\s)? \s* $
  | (?P<instant>(?<![a-z])(?:balance\s+|end\s+)?as\s+(?:of|at) (?:\s+end\s+of)?+ | (?<![a-z])(?:at|end\s+of)) \s+ (?:the\s+end\s+of\s+)? $
    """,
    FLAGS,
)
_AFTER_DATE = compiled(r"\s?(?:現在|時点|末(?!日))", regex.VERBOSE)
_LIST_GAP = compiled(r"\s*+ (?: , | 、 | ; | ・ | / | & | and | or | 及び | および | 並びに | と )*+ \s*+ (?: and | & | , )?+ \s*+", FLAGS)
_RANGE_GAP = compiled(r"\s*+ [\])】）]? \s*+ (?: から | ~ | - | 至 | to | through | until | ~\s?至 | [,、]\s?至 | -\s?至) \s*+ 至? \s*+", FLAGS)
_FROM = compiled(r"(?: \(? \s* 自 \s* | (?:for\s+the\s+period\s+)?(?<![a-z])from \s+ )$", FLAGS)
_YEAR_AFTER = compiled(rf"\s*+ (?:, | and | & | or | 及び | ,\s*and )\s*+ (?P<year>{YEAR4}) (?![0-9,./年-])", FLAGS)
_LONGEST_BEFORE = 60
"""Characters looked at before a date, for `For the Three Months Ended`."""


def _find_dates(folded: str) -> Iterator[Mention]:
    """Dates and ranges of dates, with the durations that stand before them and lists carried on."""
    dates = tuple(find_dates(folded))
    last: Mention | None = None
    index = 0
    while index < len(dates):
        one = dates[index]
        following = dates[index + 1] if index + 1 < len(dates) else None
        if following and one.day < following.day and _RANGE_GAP.fullmatch(folded, one.end, following.start):
            opening = _FROM.search(folded, max(0, one.start - _LONGEST_BEFORE), one.start)
            last = _range(folded, opening.start() if opening else one.start, following.end, one.day, following.day)
            index += 2
        else:
            last = _date_to_mention(folded, one.start, one.end, one.day, last)
            index += 1
        yield last
        while further := _YEAR_AFTER.match(folded, last.end):
            if last.period_end is None or last.kind == "range":
                break
            end = _same_day(last.period_end, int(further["year"]))
            start = _start(end, last.months)
            last = replace(last, start=further.start("year"), end=further.end(), text=further["year"], period_end=end, period_start=start)
            yield last


def _same_day(day: date, year: int) -> date:
    """The same day of another year; a February's last day stays its last day."""
    return add_months(day, 12 * (year - day.year))


def _start(end: date, months: int | None) -> date | None:
    return start_of(end, months) if months else None


_CLOSING = compiled(r"\s?まで|\)")


def _range(folded: str, start: int, end: int, first: date, last: date) -> Mention:
    closing = _CLOSING.match(folded, end)
    # The bracket before 自 is closed with the range, so that the span stays balanced.
    if folded[start] == "(" and closing and closing[0] == ")":
        end = closing.end()
    elif folded[start] == "(":
        start += len(folded[start:end]) - len(folded[start:end].lstrip("( "))
    return Mention(start, end, folded[start:end], "range", first, last, months_between(first, last), False)


def _date_to_mention(folded: str, start: int, end: int, day: date, before: Mention | None) -> Mention:
    """A date: an instant or a duration where the words before or behind it, or the list it stands in, say so."""
    if after := _AFTER_DATE.match(folded, end):
        return Mention(start, after.end(), folded[start : after.end()], "date", None, day, 0, True)
    words = _BEFORE_DATE.search(folded, max(0, start - _LONGEST_BEFORE), start)
    if words is None:
        if before is not None and before.kind != "range" and (before.months or before.instant) and _LIST_GAP.fullmatch(folded, before.end, start):
            return replace(before, start=start, end=end, text=folded[start:end], period_end=day, period_start=_start(day, before.months))
        return Mention(start, end, folded[start:end], "date", None, day)
    start = words.start()
    if words["instant"]:
        return Mention(start, end, folded[start:end], "date", None, day, 0, True)
    months = _length_said(words)
    return Mention(start, end, folded[start:end], _KIND_OF_MONTHS.get(months, "range"), start_of(day, months), day, months)


def _length_said(words: regex.Match[str]) -> int:
    """Months of `three months ended`, `quarter ended`, `year ended`."""
    if words["months"]:
        return _MONTHS_WORD.get(words["months"].casefold()) or small(words["months"])
    return 3 if words["quarter"] else 6 if words["half"] else 12


_MONTH_RANGE = compiled(
    rf"""
    (?<![a-z])(?P<name>{MONTH_EN})\.?+ (?:\s+(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,?+)? \s*+ (?: - | ~ | to | through | until ) \s*+
        (?P<name>{MONTH_EN})\.?+ (?:\s+(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?)? \s*+ ,?+ \s*+ (?P<year>{YEAR4}) (?![0-9])
  | {YEAR_JA} \s?年度?\(? \s?(?P<month>{SMALL})\s?月?+ (?:\s?(?P<day>{SMALL})\s?日)? \s? (?: から | - | ~ | ・ ) \s? (?P<month>{SMALL})
  \s?月 (?:\s?(?P<day>{SMALL})\s?日)? (?:期(?!末)|まで)?+ \)?
    """,
    FLAGS,
)


def _find_month_ranges(folded: str) -> Iterator[Mention]:
    """`Apr.-Jun. 2021`, `April 1 to June 30, 2021`, 2003年10-12月, 2003年4月1日～12月31日."""
    for found in _MONTH_RANGE.finditer(folded):
        names, days = found.captures("name"), found.captures("day")
        months = [month_number(name) for name in names] or [small(month) for month in found.captures("month")]
        year = year_of(found)
        last = month_end_of(year, months[1])
        first_year = year if names == [] or months[0] <= months[1] else year - 1
        if last is None or not 1 <= months[0] <= 12 or len(days) == 1:
            continue
        if names == [] and months[0] > months[1]:
            last = month_end_of(year + 1, months[1])
        first: date | None = date(first_year, months[0], 1)
        if len(days) == 2 and last is not None:
            first, last = day_of(first_year, months[0], small(days[0])), day_of(last.year, months[1], small(days[1]))
        if first is None or last is None or last < first:
            continue
        yield _mention(found, "range", first, last, months_between(first, last))


_MONTH = compiled(
    rf"""
        (?P<before>(?<![a-z])as\s+(?:of |at)\s+(?:the\s+)?(?:end\s+of\s+)? | (?<![a-z])end\s+of\s+)?+ (?<![a-z])(?P<name>{MONTH_EN})\.?+
        \s?,?+\s*+ (?: (?P<year>{YEAR4}) | ['-](?P<year>[0-9]{{2}}) ) (?![0-9])
  | {YEAR_JA} \s?年 \s?(?P<month>{SMALL}) \s?月 (?:\s?(?P<end>末)日?+(?:現在)?+)?+ (?! \s?(?:{SMALL})\s?日 | \s?期 | \s?中間 | \s?第 |
  \s?四半期 | \s?[-~] )
    """,
    FLAGS,
)


def _find_months(folded: str) -> Iterator[Mention]:
    """`March 2004`, 2003年12月, 2003年12月末."""
    for found in _MONTH.finditer(folded):
        last = month_end_of(year_of(found), month_of(found))
        if last is not None:
            yield _mention(found, "month_end", None, last, None, bool(found["before"] or found["end"]))


def _find_rarer(folded: str, calendar: FiscalCalendar, reported: Reported | None) -> Iterator[Mention]:
    for one in find_rarer(folded, calendar, reported.end if reported else None):
        kind: Kind = _KIND_OF_MONTHS.get(one.months, "month_end" if one.months is None else "range")
        yield Mention(one.start, one.end, folded[one.start : one.end], kind, one.first, one.last, one.months)


_BARE_YEAR = compiled(rf"""
    (?<![^\s(/,、\[]) (?P<year>{YEAR4}) (?<!{MONTH_EN}\.?\s?[0-9]{{1,2}}\s?,?\s?{YEAR4}) (?![^\s)/,、\]]) (?!,[0-9]|[/-][0-9]) | (?<![0-9])
    (?P<year>{YEAR4})\s?年 (?![0-9度\s]|間|以|ぶり|来)
    """, FLAGS)


def _find_years(folded: str, calendar: FiscalCalendar) -> Iterator[Mention]:
    """`2001` that stands alone: the fiscal year of that name."""
    for found in _BARE_YEAR.finditer(folded):
        first, last = fiscal_year(int(found["year"]), calendar)
        yield _mention(found, "year", first, last, 12)


# ---------------------------------------------------------------------------------------------------------------------
# Words that point at the period reported on

_RELATIVE = compiled(
    r"""
    (?P<shift>前々|前|当|翌|今|本|次|来)
    (?: (?P<annual>(?:連結)?+(?:会計|事業)年度) (?P<instant>\s?末)?+
      | 第\s?(?P<quarter>[1-3]|[一二三])\s?四半期 (?P<span>(?:連結)?+(?:累計期間|会計期間)|累計)?+ (?P<instant>\s?末)?+
      | (?P<interim>中間(?:連結)?+会計期間|中間期) (?P<instant>\s?末)?+
      | (?P<annual>年度)(?P<instant>\s?末)?+ (?=[\s(),、/]|$|実績|予想|計画)
      | (?P<same>年同期|年同四半期|年同中間期|年中間期) (?P<span>(?:連結)?+(?:累計期間|会計期間)|累計)?+ (?=[\s(),、/]|$|実績)
      | (?P<three>四半期)(?:連結)?+(?:会計期間)?+ (?P<instant>\s?末)?+ (?=[\s(),、/]|$|実績|予想)
      | (?P<term>期)(?:連結)?+ (?P<instant>\s?末)?+ (?=[\s(),、/]|$|実績|予想|計画|累計)
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


def _find_relative(folded: str, calendar: FiscalCalendar, reported: Reported | None) -> Iterator[Mention]:
    """当第３四半期累計期間, 前連結会計年度末, `Current Year`: resolved where the period reported on is known."""
    for found in _RELATIVE.finditer(folded):
        shift = _SHIFTS.get((found["shift"] or found["word"]).casefold(), 0)
        instant = found["instant"] is not None
        months = _relative_months(found, calendar, reported)
        end = _relative_end(found, shift, calendar, reported) if reported else None
        start = start_of(end, months) if end and months else None
        yield _mention(found, "relative", start, end, months, instant)


def _relative_months(found: regex.Match[str], calendar: FiscalCalendar, reported: Reported | None) -> int | None:
    if found["annual"]:
        return 12
    if found["quarter"]:
        return 3 if "会計期間" in (found["span"] or "") else 3 * small(found["quarter"]) if "累計" in (found["span"] or "") else None
    if found["interim"]:
        return 6
    if found["three"]:
        return 3
    if reported and "累計" in (found["span"] or ""):
        return months_between(fiscal_year_of(reported.end, calendar)[0], reported.end)
    return reported.months if reported else None


def _relative_end(found: regex.Match[str], shift: int, calendar: FiscalCalendar, reported: Reported) -> date | None:
    year_last = fiscal_year_of(reported.end, calendar)[1]
    if found["annual"]:
        return add_months(year_last, 12 * shift)
    if found["quarter"] or found["interim"]:
        passed = 3 * small(found["quarter"]) if found["quarter"] else 6
        return add_months(year_last, passed - 12 + 12 * shift)
    if found["same"] and shift:
        return add_months(reported.end, 12 * shift)
    if found["three"]:
        return add_months(reported.end, 3 * shift)
    if found["instant"] and shift < 0:
        return add_months(year_last, 12 * shift)
    # 前期 in a quarter's release is the quarter before for some and the year before for others: only a year's release decides.
    if shift and reported.months != 12:
        return None
    return add_months(reported.end, 12 * shift)


# ---------------------------------------------------------------------------------------------------------------------


_NUMBERED = compiled("[0-9年]")
"""No date, month or year is without a digit or 年."""


def parse_periods(
    text: str, calendar: FiscalCalendar, *, reported_end: date | None = None, reported_months: int | None = None
) -> tuple[Mention, ...]:
    """The periods named in a text, left to right, none overlapping; spans are offsets in the text as given.

    >>> from parsers.fiscal import DEFAULT_CALENDAR
    >>> [m.period_end.isoformat() for m in parse_periods("3Q03 4Q02", DEFAULT_CALENDAR)]
    ['2003-12-31', '2003-03-31']
    >>> [(m.kind, m.months) for m in parse_periods("２００３年１２月期", DEFAULT_CALENDAR)]
    [('month_end', None)]
    >>> parse_periods("Total revenues 9,633", DEFAULT_CALENDAR)
    ()
    """
    folded = fold_widths(text)
    reported = Reported(reported_end, reported_months) if reported_end else None
    numbered = _NUMBERED.search(folded) is not None
    found = [
        *(_find_dates(folded) if numbered else ()),
        *(_find_month_ranges(folded) if numbered else ()),
        *_find_parts(folded, calendar, reported),
        *(_find_months(folded) if numbered else ()),
        *(_find_rarer(folded, calendar, reported) if numbered else ()),
        *_find_relative(folded, calendar, reported),
        *(_find_years(folded, calendar) if numbered else ()),
    ]
    chosen: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(replace(mention, text=text[mention.start : mention.end]))
    return tuple(chosen)


_DURATIONS: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], int]], ...] = (
    (compiled(r"第\s?([1-4一二三四])\s?四半期(?:連結)?(?:会計期間)?末", FLAGS), lambda found: 0),
    (compiled(r"第\s?([1-4一二三四])\s?四半期(?:連結)?会計期間", FLAGS), lambda found: 3),
    (compiled(r"""
        第\s?([1-4一二三四])\s?四半期 .*? 累計 | 累計 .*? 第\s?([1-4一二三四])\s?四半期
        """, FLAGS), lambda found: 3 * small(found[1] or found[2])),
    (compiled(r"""
        (?<![a-z0-9])(three|six|nine|twelve|3|6|9|12)[\s-]*+months?
        """, FLAGS), lambda found: _MONTHS_WORD.get(found[1].casefold()) or small(found[1])),
    (compiled(r"([369]|12)\s?[ヶケかカヵ]月", FLAGS), lambda found: small(found[1])),
    (compiled(r"""
        (?<![a-z])(?:as\s+of|as\s+at|at\s+(?=[a-z]{3,9}\.?\s*[0-9])) | 現在 | 時点 | (?:期|年度|月|期間)末 | 貸借対照表 |
        (?<![a-z])balance\s+sheets?
        """, FLAGS), lambda found: 0),
    (compiled(r"""
        中間 | 半期(?!.*四半期)(?<!四半期) | (?<![a-z])(?:half[\s-]year | (?:first|second|1st|2nd)\s+half | interim | semi-?annual)
        """, FLAGS), lambda found: 6),
    (compiled(r"四半期 | (?<![a-z])quarter", FLAGS), lambda found: 3),
    (compiled(r"""
        通期 | 年度 | 年間 | (?<![a-z])(?:years?\s+end | fiscal\s+year | full[\s-]year | annual | full\s+fiscal)
        """, FLAGS), lambda found: 12),
)


def parse_duration(text: str) -> int | None:
    """The months that a caption's words give its columns; 0 for an instant, None where it says nothing.

    >>> parse_duration("For the Nine Months Ended"), parse_duration("2021年６月30日現在"), parse_duration("営業収益の内訳")
    (9, 0, None)
    >>> parse_duration("第３四半期連結累計期間")
    9
    """
    folded = fold_widths(text)
    for pattern, months in _DURATIONS:
        if found := pattern.search(folded):
            return months(found)
    return None
