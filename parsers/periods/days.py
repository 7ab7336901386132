"""Days and months as printed, in both languages: the pieces out of which periods.py and calendars.py read larger things.

All patterns are for text whose widths are folded. Named groups may stand several times in a pattern; a match keeps the last that took part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from parsers.periods.day_arithmetic import last_day
from parsers.words.patterns import compiled

FLAGS = regex.VERBOSE | regex.IGNORECASE

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_KANJI = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "s": 1925, "h": 1988, "r": 2018}

KANJI_NUMBER = r"[〇零一二三四五六七八九十]"
SMALL = rf"(?:[0-9]{{1,2}}+|{KANJI_NUMBER}{{1,3}}+)"
MONTH_EN = (
    r"(?:jan(?:uary)?+|feb(?:ruary)?+|mar(?:ch)?+|apr(?:il)?+|may|june?+|july?+|aug(?:ust)?+"
    r"|sept(?:ember)?+|sep|oct(?:ober)?+|nov(?:ember)?+|dec(?:ember)?+)"
)
YEAR4 = r"(?:19|20)[0-9]{2}"
_ERA = r"(?P<era>明治|大正|昭和|平成|令和|(?<![a-z])[shr](?=\s?[0-9]))"
YEAR_JA = rf"(?:{_ERA}\s?(?P<year>元|{SMALL})|(?P<year>(?<![0-9]){YEAR4}|{KANJI_NUMBER}{{4}}))"
ORDINAL = r"(?:1st|2nd|3rd|4th|first|second|third|fourth|1|2|3|4)"
MONTHS_WORD = {"one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12, "四": 4}
"""Numbers of months in words."""
DAY_EN = r"[0-3]?[0-9](?:st|nd|rd|th)?"

# Where a date may begin at all, and what none is without: most texts hold no date and are left at once.
_BEGINS = rf"(?= [0-9jfmasondshr明大昭平令] | {KANJI_NUMBER} )"
_DATED = compiled(rf"年|{YEAR4}|(?<![a-z])[shr]\s?[0-9元]|平成|令和|昭和", regex.IGNORECASE)
_DATE = compiled(
    rf"""
    {_BEGINS} (?:
    {YEAR_JA} \s?年 \s? (?P<month>{SMALL}) \s?月 \s? (?P<day>{SMALL}) \s?日
  | (?<![0-9./-]) (?P<year>{YEAR4}) (?P<sep>[/.-]) \s? (?P<month>[01]?[0-9]) (?P=sep) \s? (?P<day>[0-3]?[0-9]) (?![0-9]|[/.-][0-9])
  | (?<![a-z]) (?P<name>{MONTH_EN}) \.? \s*+ (?P<day>{DAY_EN}) \s*+ (?: , \s*+ | (?<=\s) ) (?P<year>{YEAR4}) (?![0-9])
  | (?<![0-9]) (?P<day>{DAY_EN}) \s+ (?P<name>{MONTH_EN}) \.? ,? \s+ (?P<year>{YEAR4}) (?![0-9])
  | {_ERA} \s? (?P<year>元|[0-9]{{1,2}}) (?P<sep>[./]) \s? (?P<month>[01]?[0-9]) (?P=sep) \s? (?P<day>[0-3]?[0-9]) (?![0-9]|[/.-][0-9])
  | (?<![0-9./-]) (?P<first>[0-3]?[0-9]) / (?P<second>[0-3]?[0-9]) / (?P<year>{YEAR4}) (?![0-9]|[/.-][0-9])
    )
    """,
    FLAGS,
)


NEAR = 6
"""Years: a year of two digits is the one of its meanings that is nearer than this to a day; they lie 12 or more apart."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A full date and where it stands."""

    start: int
    end: int
    day: date


def find_dates(folded: str) -> Iterator[Dated]:
    """The full dates of a folded text, left to right; impossible ones (February 30) are passed over."""
    for found in _DATE.finditer(folded) if _DATED.search(folded) else ():
        day = day_in_slashes(found) if found["first"] else day_of(year_of(found), month_of(found), small(found["day"]))
        if day is not None:
            yield Dated(found.start(), found.end(), day)


def day_in_slashes(found: regex.Match[str]) -> date | None:
    """3/31/2024 and 31/3/2024; None where either number may be the month."""
    one, other, year = small(found["first"]), small(found["second"]), int(found["year"])
    if one > 12 >= other:
        return day_of(year, other, one)
    return day_of(year, one, other) if other > 12 or one == other else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end_of(year: int, month: int) -> date | None:
    """The month's last day, or None where there is no such month."""
    return last_day(year, month) if 1 <= month <= 12 and 1 <= year <= 9998 else None


def year_of(found: regex.Match[str]) -> int:
    """The calendar year in the groups `era` and `year`; two digits alone belong to 1980..2079."""
    era, printed = found.groupdict().get("era"), found["year"]
    if era:
        return _ERAS[era.casefold()] + (1 if printed == "元" else small(printed))
    return full_year(printed)


def full_year(printed: str) -> int:
    """2003, 二〇〇三 or 03 as a calendar year."""
    year = int("".join(str(_KANJI.get(character, character)) for character in printed))
    return year if year >= 100 else 2000 + year if year < 80 else 1900 + year


def year_near(printed: str, day: date | None) -> int | None:
    """A year of two digits whose era or century is left out: of the years it may be, the one near a day; None without one.

    >>> year_near("31", date(2018, 8, 31)), year_near("24", date(2024, 3, 31)), year_near("5", None)
    (2019, 2024, None)
    """
    if day is None:
        return None
    year = min((base + int(printed) for base in (*_ERAS.values(), 2000)), key=lambda year: abs(year - day.year))
    return year if abs(year - day.year) < NEAR else None


def month_of(found: regex.Match[str]) -> int:
    """The month in the groups `month` (digits) or `name` (English)."""
    name = found.groupdict().get("name")
    return month_number(name) if name else small(found["month"])


def month_number(name: str) -> int:
    """1 for Jan, January, jan and so on."""
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.casefold()[:3]))


def small(printed: str) -> int:
    """A number below one hundred, in digits (31, 2nd) or in kanji (三十一); 0 where it is neither.

    >>> small("十二"), small("2nd"), small("三十一")
    (12, 2, 31)
    """
    digits = "".join(character for character in printed if character in "0123456789")
    if digits:
        return int(digits)
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return int("".join(str(_KANJI[character]) for character in printed))
    return 10 * (_KANJI.get(tens, 1)) + (_KANJI.get(ones, 0))
