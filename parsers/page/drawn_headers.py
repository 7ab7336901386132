"""Headers of which each cell is a drawn box, as browsers paint the ground of header cells: the texts of a box are one text over its columns.

     ______________________________ ________
    |   Year-over-year Comparison  |  From  |
    |______________ _______________| July 1 |
    |  From Oct. 1 |  From Oct. 1  | to     |
    |  to Dec. 31  |  to Dec. 31   | Sep 30 |
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.page.extents import SLACK, THIN, Extent
from parsers.printed import Chunk, Line, Ruling

Join = Callable[[Chunk, Chunk], Chunk]
"""Two lines of a text as one."""


def header_in_boxes(lines: Sequence[Line], columns: Sequence[Extent], left: float, bottom: float, rulings: Sequence[Ruling], join: Join) -> list[Line] | None:
    """Header lines, one for each height at which boxes begin, with one chunk a box, as wide as the box; lines above and below the boxes as they are.
    None where a text over the columns stands in no box or shares its line in it with another, or a column has no box.

    left: where the columns begin; bottom: where the first row begins. rulings: those of the page.
    """
    tops = [line.bbox[1] for line in lines if line.bbox]
    boxes = [one for one in rulings if one.x1 - one.x0 > THIN and one.bottom - one.top > THIN and one.x1 > left and one.bottom <= bottom + SLACK] if tops else []
    held = [(at, chunk, box_of(chunk, boxes)) for at, line in enumerate(lines) for chunk in line.chunks if chunk.x1 > left]
    first = next((place for place, (_, _, box) in enumerate(held) if box is not None), len(held))
    inside = [(at, chunk, box) for at, chunk, box in held[first:] if box is not None]
    used = list(dict.fromkeys(box for _, _, box in inside))
    if len(used) < 2 or len(inside) < len(held) - first or len({(at, box) for at, _, box in inside}) < len(inside):
        return None
    if any(one is not other and _overlap(one, other) for one in used for other in used) or not all(any(covered([column], box.x0, box.x1) for box in used) for column in columns):
        return None
    texts: dict[Ruling, Chunk] = {}
    for _, chunk, box in inside:
        texts[box] = join(texts[box], chunk) if box in texts else chunk
    start, end = inside[0][0], inside[-1][0] + 1
    levels: dict[int, list[Chunk]] = {}
    for box, chunk in texts.items():
        level = next((at for at in levels if abs(at - box.top) <= SLACK), round(box.top))
        levels.setdefault(level, []).append(replace(chunk, x0=box.x0, x1=box.x1))
    beside = [chunk for line in lines[start:end] for chunk in line.chunks if chunk.x1 <= left]
    made = [_with_chunks(lines[min(start + at, end - 1)], levels[level]) for at, level in enumerate(sorted(levels))]
    return [*lines[:start], *made[:-1], _with_chunks(made[-1], [*beside, *made[-1].chunks]), *lines[end:]]


def box_of(chunk: Chunk, boxes: Sequence[Ruling]) -> Ruling | None:
    """The smallest box that a text stands in; None where it stands in none."""
    if chunk.bbox is None:
        return None
    middle = (chunk.bbox[1] + chunk.bbox[3]) / 2
    around = [box for box in boxes if box.top <= middle <= box.bottom and box.x0 - SLACK <= chunk.x0 and chunk.x1 <= box.x1 + SLACK]
    return min(around, key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top), default=None)


def places_in_boxes(lines: Sequence[Line], columns: Sequence[Extent]) -> list[dict[int, tuple[int, int]]]:
    """For each header line: index of a chunk, which is as wide as its box -> (first, last) column in it."""
    spans = [{at: covered(columns, chunk.x0, chunk.x1) for at, chunk in enumerate(line.chunks)} for line in lines]
    return [{at: (under[0], under[-1]) for at, under in line.items() if under} for line in spans]


def covered(columns: Sequence[Extent], x0: float, x1: float) -> list[int]:
    """The columns whose middle is between two edges."""
    return [at for at, column in enumerate(columns) if x0 <= (column.x0 + column.x1) / 2 <= x1]


def _overlap(one: Ruling, other: Ruling) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > SLACK and min(one.bottom, other.bottom) - max(one.top, other.top) > SLACK


def _with_chunks(line: Line, chunks: Sequence[Chunk]) -> Line:
    placed = tuple(sorted(chunks, key=lambda chunk: chunk.x0))
    return replace(line, chunks=placed, indent=placed[0].x0)
