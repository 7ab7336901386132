"""Dates, ranges, months and years as printed, with the lengths that the words around them give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import regex

from parsers.about import FiscalCalendar
from parsers.periods.day_arithmetic import add_months, months_between, start_of
from parsers.periods.days import (
    FLAGS,
    MONTH_EN,
    MONTHS_WORD,
    ORDINAL,
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
from parsers.periods.fiscal import fiscal_year, term_end, term_ending
from parsers.periods.mentions import KIND_OF_MONTHS, WHOLE, Mention, to_mention
from parsers.words.patterns import compiled

_BEFORE_DATE = compiled(
    rf"""
    (?: (?:for|during|in)\s+ )?+ (?:the\s+)?+
        (?: (?P<weeks>[1-9]|[1-4][0-9]|5[0-3]|thirteen|twenty-six|thirty-nine|fifty-two|fifty-three)[\s-]*+weeks?+(?:\s+periods?)?+
        | (?P<months>three|six|nine |twelve|[1-9]|1[0-2])[\s-]*+months?+(?:\s+periods?)?+ | (?P<quarter>(?:{ORDINAL}\s+)?quarters?+) |
        (?P<year>(?:fiscal\s+|business\s+)?years?+ | fye?) | (?P<half>(?:interim|half[\s-]year |semi-?annual)(?:\s+period)?s?+) )
    \s+ (?:ended|ending|to|end) \s* (?:on\s)? \s* $
  | (?P<instant>(?<![a-z])(?:balance\s+|end\s+)?as\s+(?:of|at) (?:\s+end\s+of)?+ | (?<![a-z])(?:at|end\s+of)) \s+ (?:the\s+end\s+of\s+)? $
    """,
    FLAGS,
)
_WEEKS = {"thirteen": 13, "twenty-six": 26, "thirty-nine": 39, "fifty-two": 52, "fifty-three": 53}
_AFTER_DATE = compiled(r"\s?(?:現在|時点|末(?!日))", regex.VERBOSE)
_LIST_GAP = compiled(r"\s*+ (?: , | 、 | ; | ・ | / | & | and | or | 及び | および | 並びに | と )*+ \s*+ (?: and | & | , )?+ \s*+", FLAGS)
_RANGE_GAP = compiled(r"\s*+ [\])】）]? \s*+ (?: から | ~ | - | 至 | to | through | until | ~\s?至 | [,、]\s?至 | -\s?至) \s*+ 至? \s*+", FLAGS)
_FROM = compiled(r"(?: \(? \s* 自 \s* | (?:for\s+the\s+period\s+)?(?<![a-z])from \s+ )$", FLAGS)
_YEAR_AFTER = compiled(rf"\s*+ (?:, | and | & | or | 及び | ,\s*and )\s*+ (?P<year>{YEAR4}) (?![0-9,./年-])", FLAGS)
_LONGEST_BEFORE = 60
"""Characters looked at before a date, for `For the Three Months Ended`."""


def find_dated(folded: str) -> Iterator[Mention]:
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
    if words["weeks"]:
        first = day - timedelta(weeks=_WEEKS.get(words["weeks"].casefold()) or small(words["weeks"])) + timedelta(days=1)
        return Mention(start, end, folded[start:end], "range", first, day, months_between(first, day))
    months = _length_said(words)
    mention = Mention(start, end, folded[start:end], KIND_OF_MONTHS.get(months, "range"), start_of(day, months), day, months)
    return replace(mention, part=WHOLE, year=(start_of(day, 12), day)) if words["year"] else mention


def _length_said(words: regex.Match[str]) -> int:
    """Months of `three months ended`, `quarter ended`, `year ended`."""
    if words["months"]:
        return MONTHS_WORD.get(words["months"].casefold()) or small(words["months"])
    return 3 if words["quarter"] else 6 if words["half"] else 12


_MONTH_RANGE = compiled(
    rf"""
    (?<![a-z])(?P<name>{MONTH_EN})\.?+ (?:\s+(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,?+)? \s*+ (?: - | ~ | to | through | until ) \s*+
        (?P<name>{MONTH_EN})\.?+ (?:\s+(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?)? \s*+ ,?+ \s*+ (?P<year>{YEAR4}) (?![0-9])
  | {YEAR_JA} \s?年度?\(? \s?(?P<month>{SMALL})\s?月?+ (?:\s?(?P<day>{SMALL})\s?日)? \s? (?: から | - | ~ | ・ ) \s? (?P<month>{SMALL})
  \s?月 (?:\s?(?P<day>{SMALL})\s?日)? (?:期(?!末)|まで)?+ \)?
  | (?<![0-9/.-]) (?P<year>{YEAR4}) [/.] (?P<month>1[0-2]|[1-9]) \s?[-~]\s? (?P<month>1[0-2]|[1-9]) (?![0-9/.,])
    """,
    FLAGS,
)


def find_month_ranges(folded: str) -> Iterator[Mention]:
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
        yield to_mention(found, "range", first, last, months_between(first, last))


_MONTH = compiled(
    rf"""
        (?P<before>(?<![a-z])as\s+(?:of |at)\s+(?:the\s+)?(?:end\s+of\s+)? | (?<![a-z])end\s+of\s+)?+ (?<![a-z])(?P<name>{MONTH_EN})\.?+
        \s?,?+\s*+ (?: (?P<year>{YEAR4}) | ['-](?P<year>[0-9]{{2}}) ) (?![0-9])
  | {YEAR_JA} \s?年 \s?(?P<month>{SMALL}) \s?月 (?:\s?(?P<end>末)日?+(?:現在)?+)?+ (?! \s?(?:{SMALL})\s?日 | \s?期 | \s?中間 | \s?第 |
  \s?四半期 | \s?[-~] )
    """,
    FLAGS,
)


def find_months(folded: str, calendar: FiscalCalendar) -> Iterator[Mention]:
    """`March 2004`, 2003年12月, 2003年12月末."""
    for found in _MONTH.finditer(folded):
        last = month_end_of(year_of(found), month_of(found))
        if last is not None:
            term = term_ending(term_end(last.year, last.month, calendar), calendar)
            yield replace(to_mention(found, "month_end", None, last, None, bool(found["before"] or found["end"])), term=term)



_BARE_YEAR = compiled(rf"""
    (?<![^\s(/,、\[]) (?P<year>{YEAR4}) (?<!{MONTH_EN}\.?\s?[0-9]{{1,2}}\s?,?\s?{YEAR4}) (?![^\s)/,、\]]) (?!,[0-9]|[/-][0-9]) | (?<![0-9])
    (?P<year>{YEAR4})\s?年 (?![0-9度\s]|間|以|ぶり|来)
    """, FLAGS)


def find_years(folded: str, calendar: FiscalCalendar) -> Iterator[Mention]:
    """`2001` that stands alone: the fiscal year of that name."""
    for found in _BARE_YEAR.finditer(folded):
        first, last = fiscal_year(int(found["year"]), calendar)
        yield replace(to_mention(found, "year", first, last, 12), year=(first, last))
