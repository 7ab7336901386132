"""What only a concept tells of a number: 資本金 is taken on a day, whatever the column says of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import regex

from glossary.pairing.items import Item, tables_to_items
from glossary.terms.glossary import Glossary
from parsers.frame.stocks import PERFORMED, speaks_of_flows
from parsers.records import Reading, Source
from parsers.table import Table

BARE_TOTAL = regex.compile(r"\W*+(?:[合総小]?\s?計|(?:sub-?|grand )?total|sum)\W*+", regex.IGNORECASE)
OVERVIEWS = frozenset({"summary", "breakdown", "operating_metric", "other"})
"""Tables in which stocks stand under durations; the statements say themselves what is a balance."""


def with_instants(tables: Sequence[Table], readings: Sequence[Reading], glossary: Glossary) -> tuple[Reading, ...]:
    """The readings, instants where the glossary knows their row as one and no word around it speaks of flows."""
    mended: dict[str, Reading] = {}
    wanting = [reading for reading in readings if reading.period_start is not None and reading.statement in OVERVIEWS]
    places = {(reading.document, reading.table) for reading in wanting}
    for table in tables_to_items([table for table in tables if (table.document, table.number) in places], wanting, glossary):
        for item in table.items:
            if is_instant(item, table.table.title, glossary):
                moved = {column.number for column in table.table.columns if column.moves}
                mended.update((one.reading_id, _instant(one, item.concept or "")) for one in item.readings if one.column not in moved and not _is_flow(one))
    return with_totals([mended.get(reading.reading_id, reading) for reading in readings])


def with_totals(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, totals of balances as the balances they are: all that stands above a total in its column, down from the total before it
    (in a table whose stubs are periods: before it in its row), is of one day."""
    mended: dict[str, Reading] = {}
    places = {(reading.document, reading.table) for reading in readings if reading.period_start is not None and reading.statement not in PERFORMED and is_bare_total(reading)}
    lines: dict[tuple[int, int, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if (reading.document, reading.table) in places and reading.measure == "amount":
            lines[reading.document, reading.table, reading.column].append(reading)
            lines[reading.document, reading.table, -reading.row].append(reading)
    for line in lines.values():
        parts: list[Reading] = []
        for reading in line:
            if not is_bare_total(reading):
                parts.append(reading)
                continue
            if reading.period_start is not None and len(parts) > 1 and all(is_balance_beside(part, reading) for part in parts):
                mended[reading.reading_id] = _instant(reading, "")
            parts = []
    return tuple(mended.get(reading.reading_id, reading) for reading in readings) if mended else tuple(readings)


def is_bare_total(reading: Reading) -> bool:
    """Is its label a total without a name of its own (合計, Total), so that it is what its parts are?"""
    return BARE_TOTAL.fullmatch(reading.label) is not None


def is_balance_beside(part: Reading, total: Reading) -> bool:
    """Is it of the last day of the period that the total seems to be of, in the same unit, and an item of its own?"""
    return (part.period_start, part.period_end, part.unit) == (None, total.period_end, total.unit) and part.label != total.label


def is_instant(item: Item, title: str, glossary: Glossary) -> bool:
    """Is its concept one of a day, and no flow on it meant (土地 among 固定資産売却益)?"""
    concept = glossary.concepts.get(item.concept or "")
    return concept is not None and concept.period == "instant" and not speaks_of_flows(item.label, (*item.headings, title))


def _is_flow(reading: Reading) -> bool:
    """Does its column say what happened to the item, such as 減損損失 or 当期増加額? The difference of a balance is of its day."""
    return reading.measure == "amount" and any(speaks_of_flows(text, ()) for text in reading.header)


def _instant(reading: Reading, concept: str) -> Reading:
    told = Source("period", concept, "concept") if concept else Source("period", "", "numbers")
    return replace(reading, period_start=None, sources=(*reading.sources, told))
