"""A period named in a text, before anything is known of the table it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import regex

from parsers.periods.day_arithmetic import Span, end_of, start_of

Kind = Literal["date", "range", "quarter", "half", "nine_months", "fiscal_year", "year", "month_end", "relative", "day", "length"]
FOR_ALL_COLUMNS: tuple[Kind, ...] = ("day", "length")
"""What a header says of periods without naming one: it belongs to every column below."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a fiscal year, whatever the year."""

    months: int
    """How long it is: 3 for a quarter, 9 for the first nine months."""
    passed: int
    """Months of the year that have passed when it ends: 9 for the third quarter, as for the first nine months."""


WHOLE = Part(12, 12)


def part_of(year: Span, part: Part) -> Span:
    """The days of a part of a fiscal year; the whole of a year that is no twelve months long is all of it."""
    first, last = year
    end = last if part.passed == 12 else end_of(first, part.passed)
    return (first if part.passed == part.months else start_of(end, part.months)), end


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
    part: Part | None = None
    """The part of a fiscal year that it names, where it names one."""
    year: Span | None = None
    """The fiscal year that it names a part of, or the whole."""
    yearless: bool = False
    """Is no year printed in it? Then its days, if it has any, are those of the period reported on."""
    term: Span | None = None
    """Of a month: the term that ends in it, should another text say that a term is meant (第45期 over 2015年6月)."""
    named: bool = False
    """Of a date: does the name of a period stand before it, 当連結会計年度（2026年3月31日）? Then balances are of the day, and what happened is of the period."""
    day: tuple[int, int] | None = None
    """Month and day of a date printed without its year: `December 31,`."""
    shift: int | None = None
    """Of words that point at a period: how many before (-1: 前期) or behind the one reported on (0: 当期); None for all others."""

    @property
    def open_lengths(self) -> tuple[int, ...]:
        """The months that its name may mean, where it says neither (2024年3月期第3四半期: 3, 9); () where it means one length."""
        if self.months is not None or self.part is None or self.part.passed == self.part.months:
            return ()
        return (self.part.months, self.part.passed)


@dataclass(frozen=True, slots=True)
class Reported:
    """The period a release reports on, for words that point at it."""

    end: date
    months: int | None


KIND_OF_MONTHS: dict[int | None, Kind] = {3: "quarter", 6: "half", 9: "nine_months", 12: "fiscal_year"}


def to_mention(
    found: regex.Match[str], kind: Kind, first: date | None, last: date | None, months: int | None, instant: bool = False
) -> Mention:
    """What a pattern found as a mention, blanks at its end apart."""
    start, end = found.span()
    text = found[0]
    end -= len(text) - len(text.rstrip())
    if instant:
        return Mention(start, end, text.rstrip(), kind, None, last, 0, True)
    return Mention(start, end, text.rstrip(), kind, first, last, months, False)
