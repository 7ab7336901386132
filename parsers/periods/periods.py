"""Periods as printed: quarters, halves, fiscal years, dates, ranges and the words that point at them (当期, Current Year).

    fiscal year that ends in March, named by its first year ("fiscal 2003")

    2003-04-01        07-01         10-01        2004-01-01     04-01
        |----- 1Q03 ----|---- 2Q03 ----|---- 3Q03 ----|--- 4Q03 ---|
        |------------ 1H03 ------------|
        |------------------- 9M03 --------------------|

Every quarter, half and year is read by the document's calendar (`calendars.find_calendar`). What a bare date lasts is not printed
with it: the caption or the statement says (`parse_duration`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from parsers.about import FiscalCalendar
from parsers.periods.composed import as_year, compose
from parsers.periods.dated import find_dated, find_month_ranges, find_months, find_years
from parsers.periods.day_arithmetic import start_of
from parsers.periods.days import FLAGS
from parsers.periods.durations import parse_duration
from parsers.periods.fiscal import fiscal_period_name
from parsers.periods.mentions import KIND_OF_MONTHS, WHOLE, Kind, Mention, Reported
from parsers.periods.parts_of_year import find_parts
from parsers.periods.relative import find_relative
from parsers.periods.spellings import find_rarer
from parsers.periods.yearless import find_yearless
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

__all__ = ["Mention", "fiscal_period_name", "parse_duration", "parse_periods", "start_of"]


def _find_rarer(folded: str, calendar: FiscalCalendar) -> Iterator[Mention]:
    for one in find_rarer(folded, calendar):
        kind: Kind = KIND_OF_MONTHS.get(one.months, "month_end" if one.months is None else "range")
        yield Mention(one.start, one.end, folded[one.start : one.end], kind, one.first, one.last, one.months, one.instant, one.part, one.year, one.yearless)


_NUMBERED = compiled("[0-9年]")
"""No date, month or year is without a digit or 年."""


def parse_periods(
    text: str, calendar: FiscalCalendar, *, reported_end: date | None = None, reported_months: int | None = None
) -> tuple[Mention, ...]:
    """The periods named in a text, left to right, none overlapping; spans are offsets in the text as given.

    >>> from parsers.periods.fiscal import DEFAULT_CALENDAR
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
        *(find_dated(folded) if numbered else ()),
        *(find_month_ranges(folded) if numbered else ()),
        *find_parts(folded, calendar, reported),
        *(find_months(folded, calendar) if numbered else ()),
        *(_find_rarer(folded, calendar) if numbered else ()),
        *find_relative(folded, calendar, reported),
        *find_yearless(folded, calendar),
        *(find_years(folded, calendar) if numbered else ()),
    ]
    chosen: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or mention.start >= chosen[-1].end:
            printed = text[mention.start : mention.end]
            chosen.append(mention if mention.text == printed else replace(mention, text=printed))
    return tuple(_joined(chosen, folded, text))


_OF_THE = compiled(r"\s*+ [(,]? \s*+ (?:of|for|in)? \s*+ (?:the)? \s*+", FLAGS)


def _joined(mentions: Sequence[Mention], folded: str, text: str) -> Iterator[Mention]:
    """A part of a year and the year named behind it as one: `Second Quarter of the Fiscal Year Ending March 31, 2025`."""
    before: Mention | None = None
    for mention in mentions:
        if before is not None and before.yearless and before.part not in (None, WHOLE) and as_year(mention) is not None and _OF_THE.fullmatch(folded, before.end, mention.start):
            joined = compose([before, mention])
            before = replace(joined or mention, start=before.start, end=mention.end, text=text[before.start : mention.end])
            continue
        if before is not None:
            yield before
        before = mention
    if before is not None:
        yield before
