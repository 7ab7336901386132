"""A period named in a text, before anything is known of the table it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import regex

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
