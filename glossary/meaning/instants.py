"""What only a concept tells of a number: 資本金 is taken on a day, whatever the column says of the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glossary.pairing.items import Item, tables_to_items
from glossary.terms.glossary import Glossary
from parsers.frame.stocks import speaks_of_flows
from parsers.records import Reading, Source
from parsers.table import Table

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
                mended.update((reading.reading_id, _instant(reading, item.concept or "")) for reading in item.readings if not _is_flow(reading))
    return tuple(mended.get(reading.reading_id, reading) for reading in readings) if mended else tuple(readings)


def is_instant(item: Item, title: str, glossary: Glossary) -> bool:
    """Is its concept one of a day, and no flow on it meant (土地 among 固定資産売却益)?"""
    concept = glossary.concepts.get(item.concept or "")
    return concept is not None and concept.period == "instant" and not speaks_of_flows(item.label, (*item.headings, title))


def _is_flow(reading: Reading) -> bool:
    """Does its column say what happened to the item, such as 減損損失 or 当期増加額? The difference of a balance is of its day."""
    return reading.measure == "amount" and any(speaks_of_flows(text, ()) for text in reading.header)


def _instant(reading: Reading, concept: str) -> Reading:
    return replace(reading, period_start=None, sources=(*reading.sources, Source("period", concept, "concept")))
