"""Labels set over several lines in tables of which every second row has a ground: what stands on one ground, or between two, is one row.

     ████████████████████████████████████
     █ Interest and                     █
     █ dividend income          27,862  █
     ████████████████████████████████████
       Interest expense       (199,457)
     ████████████████████████████████████
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from parsers.page.drawn_cells import SLACK, THIN
from parsers.page.joining import join_label
from parsers.page.number_cells import cells_of
from parsers.printed import Line, Ruling
from parsers.text.scanner import Scanner


def join_stripes(lines: Sequence[Line], rulings: Sequence[Ruling], scanner: Scanner) -> list[Line]:
    """The rows and headings of a region, each that the stripes hold as one line; as they are where a stripe holds two rows of numbers.

    rulings: those of the page.
    """
    bands = row_bands(lines, rulings)
    if not bands:
        return list(lines)
    tops = [top for top, _ in bands]

    def band_of(line: Line) -> tuple[float, float] | None:
        at = bisect_right(tops, _middle(line)) - 1
        return bands[at] if at >= 0 and _middle(line) < bands[at][1] else None

    made: list[Line] = []
    for band, group in groupby(lines, band_of):
        held = list(group)
        rows = [line for line in held if cells_of(line, scanner)]
        if band is not None and len(rows) > 1:
            return list(lines)
        made += held if band is None or len(held) == 1 else [_one_row(held, rows[0] if rows else held[0], scanner)]
    return made


def row_bands(lines: Sequence[Line], rulings: Sequence[Ruling]) -> list[tuple[float, float]]:
    """(top, bottom) of the stripes behind the labels and of the room between them; empty where there are fewer than two stripes."""
    if not lines:
        return []
    top, bottom, edge = _middle(lines[0]), _middle(lines[-1]), min(line.chunks[0].x0 for line in lines)
    stripes = sorted(
        {
            (one.top, one.bottom)
            for one in rulings
            if one.bottom - one.top > THIN and one.x0 <= edge + SLACK and edge < one.x1 and top < one.bottom and one.top < bottom
        }
    )
    if len(stripes) < 2 or any(below[0] < above[1] - SLACK for above, below in pairwise(stripes)):
        return []
    return sorted([*stripes, *((above[1], below[0]) for above, below in pairwise(stripes) if below[0] - above[1] > SLACK)])


def _one_row(held: Sequence[Line], row: Line, scanner: Scanner) -> Line:
    """The lines of one row: their labels as one, the cells of the line that has them."""
    cells = cells_of(row, scanner)
    pieces = [chunk for line in held for chunk in line.chunks[: len(line.chunks) - len(cells_of(line, scanner))]]
    if not pieces:
        return row
    text = ""
    for piece in pieces:
        text = join_label(text, piece.text)
    first = min(pieces, key=lambda chunk: chunk.x0)
    return replace(row, chunks=(replace(pieces[0], text=text, x0=first.x0, x1=max(chunk.x1 for chunk in pieces)), *cells), indent=first.x0)


def _middle(line: Line) -> float:
    return (line.bbox[1] + line.bbox[3]) / 2 if line.bbox else 0.0
