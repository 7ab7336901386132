"""What stands in the cells of a ruled table: entries, and the columns that hold numbers.

The columns are those that hold numbers; a cell that holds several side by side, with no line between, is cut where they end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from parsers.boxes import around
from parsers.page.extents import Extent, columns_under
from parsers.page.ruled_cells import JOINT, RuledCell, RuledTable
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

LETTER = regex.compile(r"\p{Letter}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line prints in one cell."""

    cell: RuledCell
    line: Line
    chunks: tuple[Chunk, ...]
    printed: tuple[Chunk, ...]
    """Its numbers as they look: all chunks, or one behind words ("普通株式 4,805,300"); none in a range of numbers."""
    is_text: bool = False
    """Its numbers are part of a text: of a name, an address, a remark."""

    @property
    def numbers(self) -> tuple[Chunk, ...]:
        """Its numbers; none in a text."""
        return () if self.is_text else self.printed

    @property
    def words(self) -> str:
        """What is no number in it."""
        return " ".join(chunk.text for chunk in self.chunks[: len(self.chunks) - len(self.numbers)])

    @property
    def text(self) -> str:
        return " ".join(chunk.text for chunk in self.chunks)

    @property
    def top(self) -> float:
        return min(chunk.bbox[1] for chunk in self.chunks if chunk.bbox)

    @property
    def bottom(self) -> float:
        return max(chunk.bbox[3] for chunk in self.chunks if chunk.bbox)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Place:
    """A column of numbers: the places of the ruled table it stands in, and where its numbers begin and end."""

    column: int
    extent: Extent


def numbers_of(chunks: tuple[Chunk, ...], scanner: Scanner) -> tuple[Chunk, ...]:
    """The numbers of an entry: all its chunks, or one behind words."""
    numbers = [scanner(chunk.text).is_value for chunk in chunks]
    if all(numbers):
        return chunks
    return chunks[-1:] if numbers[-1] and not any(numbers[:-1]) and all(LETTER.search(one.text) for one in chunks[:-1]) else ()


def take_entries(table: RuledTable, lines: Sequence[Line], scanner: Scanner) -> tuple[list[Entry], list[Line]]:
    """(what stands in the table, the lines without it)."""
    entries: list[Entry] = []
    rest: list[Line] = []
    for line in lines:
        inside: dict[RuledCell, list[Chunk]] = {}
        outside: list[Chunk] = []
        for chunk in line.chunks:
            x, y = middle_of(chunk)
            if chunk.bbox and table.holds(x, y):
                inside.setdefault(table.cell_at(x, y), []).append(chunk)
            else:
                outside.append(chunk)
        entries += [Entry(across(table, cell, chunks, scanner), line, tuple(chunks), numbers_of(tuple(chunks), scanner)) for cell, chunks in inside.items()]
        if outside or not line.chunks:
            rest.append(replace(line, chunks=tuple(outside)) if inside else line)
    return entries, rest


def across(table: RuledTable, cell: RuledCell, chunks: Sequence[Chunk], scanner: Scanner) -> RuledCell:
    """The cell; of one text without numbers that an upright line goes through, the places on both sides: it stands over both."""
    chunk = chunks[0]
    if len(chunks) > 1 or scanner(chunk.text).is_cell or (table.xs[cell.left] <= chunk.x0 + JOINT and chunk.x1 - JOINT <= table.xs[cell.right + 1]):
        return cell
    return replace(cell, left=min(cell.left, table.column_at(chunk.x0 + JOINT)), right=max(cell.right, table.column_at(chunk.x1 - JOINT)))


def middle_of(chunk: Chunk) -> tuple[float, float]:
    x0, top, x1, bottom = chunk.bbox or (chunk.x0, 0.0, chunk.x1, 0.0)
    return (x0 + x1) / 2, (top + bottom) / 2


def places_in(cell: RuledCell, places: Sequence[Place]) -> list[int]:
    return [at for at, place in enumerate(places) if cell.left <= place.column <= cell.right]


def place_of(chunk: Chunk, cell: RuledCell, places: Sequence[Place]) -> int | None:
    """Index of the column a chunk stands in; None where its cell holds none."""
    inside = places_in(cell, places)
    if not inside:
        return None
    touched = columns_under(chunk, [places[at].extent for at in inside])
    return inside[touched[-1]]


def to_line(source: Line, chunks: tuple[Chunk, ...], indent: float) -> Line:
    return replace(source, layout="grid", chunks=chunks, indent=indent, bbox=around(chunks))
