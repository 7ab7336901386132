"""The cells over and under the columns of a table whose rules are drawn cell by cell, as browsers do: one rule a cell, end to end.

____________|__________|__________      three rules that meet: a cell of labels and two of numbers
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.page.extents import CENTRED, SLACK, THIN, Extent, partition, top_of
from parsers.printed import Chunk, Line, Ruling
from parsers.text.scanner import Scanner

MEETS = 1.0
"""Points: rules end to end are no further apart."""
ABOVE = 2.0
"""Of the size of the type: no further above its first row stands the rule below a header."""


def cells_over(columns: Sequence[Extent], rows: Sequence[Line], rulings: Sequence[Ruling], size: float) -> tuple[Extent, ...] | None:
    """One cell a column, from the rules between the header and the last of these rows; None where no line of rules is drawn
    cell by cell with a cell for each column, side by side, behind those of the labels.

    size: of the type, in points.
    Where an empty cell stands between two columns, or before the first, a header may be set over it and its neighbour."""
    top, bottom = top_of(rows[0]) - ABOVE * size, top_of(rows[-1]) + 2 * size
    level = sorted(
        (one for one in rulings if one.bottom - one.top <= THIN < one.x1 - one.x0 and top <= one.top <= bottom),
        key=lambda one: (round(one.top), one.x0),
    )
    labels = min(row.chunks[0].x0 for row in rows)
    for line in _end_to_end(level):
        cells = [next((at for at, rule in enumerate(line) if rule.x0 - SLACK <= column.x0 and column.x1 <= rule.x1 + SLACK), 0) for column in columns]
        if line[0].x0 - SLACK <= labels and cells[0] > 0 and cells == list(range(cells[0], cells[0] + len(cells))):
            return tuple(Extent(line[at].x0, line[at].x1) for at in cells)
    return None


def _end_to_end(level: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rules at one height that meet, two or more."""
    lines: list[list[Ruling]] = []
    for rule in level:
        if lines and abs(lines[-1][-1].top - rule.top) <= MEETS and abs(lines[-1][-1].x1 - rule.x0) <= MEETS:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [line for line in lines if len(line) > 1]


def places_in_cells(lines: Sequence[Line], cells: Sequence[Extent], scanner: Scanner) -> list[dict[int, tuple[int, int]]]:
    """For each header line: index of a chunk -> (first, last) cell it covers; chunks over the labels are left out.

    A text stands in the middle of what it covers, the most cells with texts of their own below; one that stands in no
    middle covers what it touches, a period also the cells beside it that nothing stands over.
    """
    found: list[dict[int, tuple[int, int]]] = []
    below: set[int] = set()
    for line in reversed(lines):
        touched = {at: under for at, chunk in enumerate(line.chunks) if (under := _touched(chunk, cells))}
        places = {}
        for at, under in touched.items():
            others = {column for other, columns in touched.items() if other != at for column in columns}
            places[at] = _span(line.chunks[at], under, others, cells, below)
        bare = set(range(len(cells))) - below if below else set()
        places = partition({at: line.chunks[at] for at in places if scanner(line.chunks[at].text).names_period}, places, cells, bare)
        below |= {column for low, high in places.values() for column in range(low, high + 1)}
        found.append(places)
    return found[::-1]


def _touched(chunk: Chunk, cells: Sequence[Extent]) -> list[int]:
    if chunk.x0 < cells[0].x0 - SLACK:
        return []  # it begins over the labels
    return [at for at, cell in enumerate(cells) if min(cell.x1, chunk.x1) - max(cell.x0, chunk.x0) > min(SLACK, (chunk.x1 - chunk.x0) / 2)]


def _span(chunk: Chunk, touched: Sequence[int], others: set[int], cells: Sequence[Extent], below: set[int]) -> tuple[int, int]:
    middle = (chunk.x0 + chunk.x1) / 2
    spans = [
        (low, high) for low in range(touched[0] + 1) for high in range(touched[-1], len(cells))
        if not others & set(range(low, high + 1)) and abs((cells[low].x0 + cells[high].x1) / 2 - middle) <= CENTRED
        and (low == high or set(range(low, high + 1)) <= below)
    ]  # fmt: skip
    return max(spans, key=lambda span: span[1] - span[0], default=(touched[0], touched[-1]))
