"""Where texts stand on a page, whatever they say: extents, columns, middles.

Coordinates are points, origin at the top left of the page.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from parsers.printed import Chunk, Line

CENTRED = 2.5
"""Points: a header this close to the middle, or to the right edge, of a column is its own."""
LABEL_GAP = 30.0
"""Points: a chunk that ends further left of the first column than this belongs to the labels."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A column: where its numbers begin and end."""

    x0: float
    x1: float


def columns_under(chunk: Chunk, columns: Sequence[Extent]) -> list[int]:
    """Indexes of the columns that a header chunk touches; the nearest one where it touches none."""
    touched = [at for at, column in enumerate(columns) if chunk.x0 < column.x1 and column.x0 < chunk.x1]
    return touched or [nearest_column(chunk, columns)]


def nearest_column(chunk: Chunk, columns: Sequence[Extent]) -> int:
    """Index of the column whose right edge is nearest, or the one that contains the chunk."""
    return min(
        range(len(columns)), key=lambda at: (not (columns[at].x0 - 1 <= chunk.x0 and chunk.x1 <= columns[at].x1 + 1), abs(columns[at].x1 - chunk.x1))
    )


def type_size(chunk: Chunk) -> float:
    return chunk.bbox[3] - chunk.bbox[1] if chunk.bbox else 10.0


def top_of(line: Line) -> float:
    return line.bbox[1] if line.bbox else 0.0


def stands_over(chunk: Chunk, left: float) -> bool:
    """Does a text stand over the columns that begin at `left`, or close before them and not at the labels' edge?"""
    return chunk.x1 > left - 2 or (chunk.x1 > left - LABEL_GAP and chunk.x0 > left - 60)


def begins_beside(line: Line, lower: Line) -> bool:
    """Does a line begin before the one above it ends, as lines of texts side by side do?"""
    return line.bbox is not None and lower.bbox is not None and line.bbox[3] > lower.bbox[1] + 0.5


def aligned_lines(above: Sequence[Chunk], below: Sequence[Chunk]) -> dict[int, int] | None:
    """Index above -> index below for lines of which every chunk below has its own in the middle above; None: they differ."""
    if not below or len(below) > len(above):
        return None
    pairs: dict[int, int] = {}
    for at, chunk in enumerate(below):
        middle = (chunk.x0 + chunk.x1) / 2
        near = [
            place
            for place, other in enumerate(above)
            if place not in pairs and min(abs((other.x0 + other.x1) / 2 - middle), abs(other.x1 - chunk.x1), abs(other.x0 - chunk.x0)) <= CENTRED
        ]
        if not near:
            return None
        pairs[near[0]] = at
    return pairs


def partition(
    periods: dict[int, Chunk], places: dict[int, tuple[int, int]], extents: Sequence[Extent], own: Set[int] = frozenset()
) -> dict[int, tuple[int, int]]:
    """Places in which a column under no chunk of the line belongs to the period beside it whose middle is nearest.

    A period at the middle of its columns, two or more, has all that are its own. own: columns that have a header of their own further up.
    """
    grown = dict(places)
    periods = {at: chunk for at, chunk in periods.items() if not _centred(chunk, *grown[at], extents)}
    while periods:
        taken = {column for low, high in grown.values() for column in range(low, high + 1)} | own
        beside = [(at, column) for at in periods for column in (grown[at][0] - 1, grown[at][1] + 1) if 0 <= column < len(extents) and column not in taken]
        if not beside:
            break
        at, column = min(beside, key=lambda pair: middles_apart(periods[pair[0]], extents[pair[1]]))
        low, high = grown[at]
        grown[at] = (min(low, column), max(high, column))
    return grown


def _centred(chunk: Chunk, low: int, high: int, extents: Sequence[Extent]) -> bool:
    return low < high and middles_apart(chunk, Extent(extents[low].x0, extents[high].x1)) <= CENTRED


def middles_apart(chunk: Chunk, extent: Extent | Chunk) -> float:
    """Points from middle to middle, sideways."""
    return abs((chunk.x0 + chunk.x1) / 2 - (extent.x0 + extent.x1) / 2)
