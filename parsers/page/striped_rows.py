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

from parsers.page.extents import SLACK, THIN
from parsers.page.joining import join_label
from parsers.page.number_cells import cells_of
from parsers.printed import Line, Ruling
from parsers.text.scanner import Scanner


def join_stripes(lines: Sequence[Line], rulings: Sequence[Ruling], scanner: Scanner) -> list[Line]:
    """The rows and headings of a region, each that the stripes hold as one line; as they are where a stripe or the room between two holds
    several rows of numbers. Lines of one row stand closer together than a row is high.

    rulings: those of the page.
    """
    stripes = stripes_behind(lines, rulings)
    if len(stripes) < 2:
        return list(lines)
    edges = sorted({edge for stripe in stripes for edge in stripe})
    height = min(bottom - top for top, bottom in stripes)
    made: list[Line] = []
    for at, group in groupby(lines, lambda line: bisect_right(edges, _middle(line))):
        held = list(group)
        rows = [line for line in held if cells_of(line, scanner)]
        if len(rows) > 1 and 0 < at < len(edges):
            return list(lines)
        close = all(_middle(below) - _middle(above) < height - SLACK / 2 for above, below in pairwise(held))
        made += [_one_row(held, rows[0] if rows else held[0], scanner)] if len(held) > 1 and len(rows) < 2 and close else held
    return made


def stripes_behind(lines: Sequence[Line], rulings: Sequence[Ruling]) -> list[tuple[float, float]]:
    """(top, bottom) of the stripes behind the labels, top to bottom; empty where they overlap."""
    begins = [line.chunks[0].x0 for line in lines if line.chunks]
    if not begins or not rulings:
        return []
    top, bottom, edge = _middle(lines[0]), _middle(lines[-1]), min(begins)
    behind = (one for one in rulings if one.bottom - one.top > THIN and one.x0 <= edge + SLACK and edge < one.x1 and top < one.bottom and one.top < bottom)
    stripes = sorted({(one.top, one.bottom) for one in behind})
    return [] if any(below[0] < above[1] - SLACK for above, below in pairwise(stripes)) else stripes


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
