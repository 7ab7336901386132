"""Rulings of a page to tables of cells: what lines box in is one cell, whatever stands in it.

    lines of a page -> lines put together -> lines that cross are a table -> places between them -> places with no line between are a cell

Coordinates are points, origin at the top left of the page as it is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from parsers.printed import Ruling
from parsers.records import BBox

THIN = 3.0
"""Points: a ruling no thicker than this is a line."""
NEAR = 1.5
"""Points: lines this close together are one."""
JOINT = 3.0
"""Points: pieces of a line this far apart are one; lines that end this close to another cross it."""
MOST_PLACES = 20_000
"""Places of a table; more are a drawing."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: where it stands across its direction, from and to along it."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RuledCell:
    """Columns and rows of places that a cell covers, the last ones included."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class RuledTable:
    """A table as its rulings box it in: the edges of its columns and rows, left to right and top to bottom."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    @property
    def bbox(self) -> BBox:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @cached_property
    def _places(self) -> dict[tuple[int, int], RuledCell]:
        return {(x, y): cell for cell in self.cells for x in range(cell.left, cell.right + 1) for y in range(cell.top, cell.bottom + 1)}

    def column_at(self, x: float) -> int:
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def row_at(self, y: float) -> int:
        return min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)

    def cell_at(self, x: float, y: float) -> RuledCell:
        return self._places[self.column_at(x), self.row_at(y)]

    def holds(self, x: float, y: float) -> bool:
        x0, top, x1, bottom = self.bbox
        return x0 - NEAR <= x <= x1 + NEAR and top - NEAR <= y <= bottom + NEAR


def is_right_of(table: RuledTable, other: RuledTable) -> bool:
    """Does a table stand to the right of another that begins at its height?"""
    return other.xs[-1] <= table.xs[0] + NEAR and abs(table.ys[0] - other.ys[0]) <= JOINT


def find_ruled_tables(rulings: Sequence[Ruling]) -> list[RuledTable]:
    """The tables of one page that lines box in, top to bottom: two columns or more."""
    level = join_spans(Stroke((one.top + one.bottom) / 2, one.x0, one.x1) for one in rulings if one.bottom - one.top <= THIN < one.x1 - one.x0)
    upright = join_spans(Stroke((one.x0 + one.x1) / 2, one.top, one.bottom) for one in rulings if one.x1 - one.x0 <= THIN < one.bottom - one.top)
    tables = [table for group in crossing(level, upright) if (table := spans_to_table(rulings[0].page, *group)) is not None]
    return sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))


def join_spans(spans: Iterable[Stroke]) -> list[Stroke]:
    """The lines with pieces of one line put together.

    >>> join_spans([Stroke(10.0, 0, 50), Stroke(10.4, 50.5, 99), Stroke(30, 0, 99)])
    [Stroke(at=10.0, low=0, high=99), Stroke(at=30, low=0, high=99)]
    """
    joined: list[Stroke] = []
    row: list[Stroke] = []
    for span in [*sorted(spans, key=lambda one: one.at), Stroke(float("inf"), 0, 0)]:
        if row and span.at - row[0].at > NEAR:
            pieces = sorted(row, key=lambda one: one.low)
            low, high = pieces[0].low, pieces[0].high
            for piece in pieces[1:]:
                if piece.low - high > JOINT:
                    joined.append(Stroke(row[0].at, low, high))
                    low = piece.low
                    high = piece.high
                high = max(high, piece.high)
            joined.append(Stroke(row[0].at, low, high))
            row = []
        row.append(span)
    return joined


def crossing(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """(level lines, upright lines) of each table: what is joined by crossings."""
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, across in enumerate(level):
        for j, down in enumerate(upright):
            if across.low - JOINT <= down.at <= across.high + JOINT and down.low - JOINT <= across.at <= down.high + JOINT:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, across in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(across)
    for j, down in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(down)
    return [group for group in groups.values() if group[0] and group[1]]


def spans_to_table(page: int, level: Sequence[Stroke], upright: Sequence[Stroke]) -> RuledTable | None:
    """The table that these lines make; None where they make fewer than two columns. An open side is one."""
    xs = edges([*(span.at for span in upright), min(span.low for span in level), max(span.high for span in level)])
    ys = edges([*(span.at for span in level), min(span.low for span in upright), max(span.high for span in upright)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or columns * rows > MOST_PLACES:
        return None
    across = {(x, y) for span in level for y in [place_of(ys, span.at)] for x in range(columns) if covers(span, xs[x], xs[x + 1])}
    down = {(x, y) for span in upright for x in [place_of(xs, span.at)] for y in range(rows) if covers(span, ys[y], ys[y + 1])}
    return RuledTable(page, xs, ys, tuple(places_to_cells(columns, rows, across, down)))


def edges(values: Sequence[float]) -> tuple[float, ...]:
    """The values, ascending, those close together once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > JOINT:
            kept.append(value)
    return tuple(kept)


def place_of(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda at: abs(values[at] - value))


def covers(span: Stroke, low: float, high: float) -> bool:
    middle = (low + high) / 2
    return span.low <= middle <= span.high


def places_to_cells(columns: int, rows: int, across: set[tuple[int, int]], down: set[tuple[int, int]]) -> list[RuledCell]:
    """Places with no line between them put together, where they make a rectangle; else row by row.

    across: (column, edge of rows) where a level line stands; down: (edge of columns, row) where an upright one does.
    """
    cells: list[RuledCell] = []
    seen: set[tuple[int, int]] = set()
    for y in range(rows):
        for x in range(columns):
            if (x, y) in seen:
                continue
            found = {(x, y)}
            todo = [(x, y)]
            while todo:
                a, b = todo.pop()
                steps = [
                    (a + 1, b, (a + 1, b) in down), (a - 1, b, (a, b) in down), (a, b + 1, (a, b + 1) in across), (a, b - 1, (a, b) in across),
                ]  # fmt: skip
                for c, d, closed in steps:
                    if not closed and 0 <= c < columns and 0 <= d < rows and (c, d) not in found:
                        found.add((c, d))
                        todo.append((c, d))
            seen |= found
            cells += rectangles(found, across, down)
    return cells


def rectangles(places: set[tuple[int, int]], across: set[tuple[int, int]], down: set[tuple[int, int]]) -> Iterator[RuledCell]:
    """Joined places as one cell; as several where they make no rectangle, or where lines stand inside of it that end in it.

    A row of places goes as far as nothing stands between them, and goes on below where the row there begins and ends with it.
    """
    left = set(places)
    for x, y in sorted(places, key=lambda place: (place[1], place[0])):
        if (x, y) not in left:
            continue
        right, bottom = _row_end(x, y, left, down), y
        while all((at, bottom + 1) in left and (at, bottom + 1) not in across for at in range(x, right + 1)):
            if _row_end(x, bottom + 1, left, down) != right or ((x - 1, bottom + 1) in left and (x, bottom + 1) not in down):
                break
            bottom += 1
        left -= {(a, b) for a in range(x, right + 1) for b in range(y, bottom + 1)}
        yield RuledCell(x, y, right, bottom)


def _row_end(x: int, y: int, places: set[tuple[int, int]], down: set[tuple[int, int]]) -> int:
    while (x + 1, y) in places and (x + 1, y) not in down:
        x += 1
    return x


def join_tables(left: RuledTable, right: RuledTable) -> RuledTable:
    """Two tables side by side as one; between them stands an empty column of places."""
    ys = edges([*left.ys, *right.ys])
    cells = [
        RuledCell(cell.left + more, place_of(ys, table.ys[cell.top]), cell.right + more, place_of(ys, table.ys[cell.bottom + 1]) - 1)
        for table, more in ((left, 0), (right, len(left.xs))) for cell in table.cells
    ]  # fmt: skip
    between = [RuledCell(len(left.xs) - 1, y, len(left.xs) - 1, y) for y in range(len(ys) - 1)]
    return RuledTable(left.page, left.xs + right.xs, ys, (*cells, *between))
