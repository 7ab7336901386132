"""Periods in rarer spellings: `1-3Q FY2005`, `Apr. 2005 - Dec. 2005`, `Year to March 2006`, `2005/2Q`.

Each would be read as something else by its parts alone: a quarter, two months, a day, a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from parsers.about import FiscalCalendar
from parsers.periods.day_arithmetic import Span, months_between, start_of
from parsers.periods.days import FLAGS, MONTH_EN, YEAR4, full_year, month_end_of, month_number, small, year_of
from parsers.periods.fiscal import fiscal_year, is_year_end, term_ending, year_end
from parsers.periods.mentions import WHOLE, Part, part_of
from parsers.words.patterns import compiled


@dataclass(frozen=True, slots=True)
class Spelled:
    start: int
    end: int
    first: date | None
    """None beside months: nothing says which year; None beside none: the caption says how long it lasts."""
    last: date | None
    months: int | None
    part: Part | None = None
    year: Span | None = None
    yearless: bool = False
    instant: bool = False


_YEAR = rf"(?: (?:fy|fiscal(?:\s+years?)?)[\s.'-]?(?P<year>{YEAR4}|[0-9]{{2}})(?![0-9]) | (?P<year>{YEAR4})(?![0-9,.]) (?:\s?年度)? )"
_UP_TO = r"(?: (?<![0-9a-z]) (?: 1\s?q? | q\s?1 ) \s? [-~] \s? (?: (?P<quarter>[2-4])\s?q(?![a-z]) | q\s?(?P<quarter>[2-4])(?![0-9]) ) | 第?\s?1\s?[-~]\s?第?\s?(?P<quarter>[2-4])\s?四半期 )"
_QUARTERS = compiled(rf"{_UP_TO} (?: [\s/]*+ (?:of\s)? {_YEAR} | [\s'/-]?(?P<year>[0-9]{{2}})(?![0-9%,.]) )?+ | {_YEAR} [\s/-]*+ {_UP_TO}", FLAGS)
_MONTHS_OF = compiled(rf"(?: (?<![a-z])first\s+ )?+ (?<![a-z0-9])(?P<months>three|six|nine|[369])[\s-]months?\s+of\s+(?:the\s+)?{_YEAR}", FLAGS)
_PART = r"(?: (?P<quarter>[1-4])\s?q(?![a-z]) | q\s?(?P<quarter>[1-4])(?![0-9]) | (?P<half>[12])\s?h(?![a-z]) )"
_YEAR_FIRST = compiled(rf"(?<![0-9/.-])(?P<year>{YEAR4}) [\s/]? {_PART} | (?<![0-9a-z]) {_PART} (?: [/-](?P<year>[0-9]{{2}})(?![0-9/]) | / (?:fy)?(?P<year>{YEAR4})(?![0-9]) )", FLAGS)
_MONTH_TO_MONTH = compiled(
    rf"""(?<![a-z])(?P<name>{MONTH_EN})\.?\s?(?P<year>{YEAR4}) \s*+ (?: - | ~ | to | through | until ) \s*+ (?P<name>{MONTH_EN})\.?\s?(?P<year>{YEAR4})(?![0-9])""",
    FLAGS,
)
_UNTIL_MONTH = compiled(
    rf"""(?: (?<![a-z0-9])(?P<months>three|six|nine|twelve|[369]|12)[\s-]months?\s+ | (?<![a-z])(?P<quarter>quarter)\s+ | (?<![a-z])(?P<whole>(?:fiscal\s+)?years?)\s+
       | (?<![a-z])(?P<whole>fye)\s+ )
       (?:(?:ended|ending|to)\s+)? (?P<name>{MONTH_EN})\.?\s?,?\s? (?P<year>{YEAR4})(?![0-9])""",
    FLAGS,
)
_YEAR_SLASH_MONTH = compiled(
    rf"""\A\s*+ (?:(?P<era>(?<![a-z])[shr]|平成|令和|昭和)\s?)? (?P<year>{YEAR4}|[0-9]{{1,2}}) \s?[/.]\s? (?P<month>1[0-2]|0?[1-9]) (?: \s?月 )? \s?
       (?: (?P<term>期) | (?P<end>末) )? (?= \s* (?:\(?(?:実績|予想|見込み?|計画|actual|forecast|[ae])\)?)? \s*\Z )""",
    FLAGS,
)
_NUMBERS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}


def find_rarer(folded: str, calendar: FiscalCalendar) -> Iterator[Spelled]:
    """The periods so spelled, in no order."""
    for found in _QUARTERS.finditer(folded):
        yield _part(found, calendar, 3 * int(found["quarter"]), 0)
    for found in _MONTHS_OF.finditer(folded):
        yield _part(found, calendar, _count(found["months"]), 0)
    for found in _YEAR_FIRST.finditer(folded):
        length = 6 if found["half"] else 3
        yield _part(found, calendar, length, length * (int(found["quarter"] or found["half"]) - 1))
    for found in _MONTH_TO_MONTH.finditer(folded):
        (one, other), (first, last) = found.captures("name"), found.captures("year")
        start, end = date(int(first), month_number(one), 1), month_end_of(int(last), month_number(other))
        if end is not None and start < end:
            yield Spelled(*found.span(), start, end, months_between(start, end))
    for found in _UNTIL_MONTH.finditer(folded):
        end = month_end_of(int(found["year"]), month_number(found["name"]))
        if end is not None:
            months = 12 if found["whole"] else 3 if found["quarter"] else _count(found["months"])
            yield Spelled(*found.span(), start_of(end, months), end, months)
    if (term := _YEAR_SLASH_MONTH.search(folded)) is not None:
        yield from _year_and_month(term, calendar)


def _year_and_month(found: regex.Match[str], calendar: FiscalCalendar) -> Iterator[Spelled]:
    """A whole text such as 24/3, 2024/3末, R6.3: the term that ends there, or that month's end."""
    if (found["era"] is None and len(found["year"]) == 1) or (found["era"] is None and "/" not in found[0] and not (found["end"] or found["term"])):
        return  # 4.3 is a number, and 24.3 may be
    end = month_end_of(year_of(found), small(found["month"]))
    if end is not None and end.month == calendar.end_month:
        end = year_end(end.year, calendar)
    if end is None:
        return
    if found["end"]:
        yield Spelled(*found.span(), None, end, 0, instant=True)
    elif is_year_end(end, calendar):
        year = term_ending(end, calendar)
        yield Spelled(*found.span(), *year, months_between(*year), WHOLE, year)
    else:
        yield Spelled(*found.span(), None, end, None)


def _count(printed: str) -> int:
    return _NUMBERS.get(printed.casefold()) or int(printed)


def _part(found: regex.Match[str], calendar: FiscalCalendar, months: int, before: int) -> Spelled:
    """`months` months of the fiscal year named, after the first `before` ones."""
    part = Part(months, before + months)
    if found["year"] is None:
        return Spelled(*found.span(), None, None, months, part, yearless=True)
    year = fiscal_year(full_year(found["year"]), calendar)
    return Spelled(*found.span(), *part_of(year, part), months, part, year)
