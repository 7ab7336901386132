"""Ruling lines and rectangles of a page: what a path paints that can rule, stripe or box a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pdfminer.utils import Matrix, PathSegment, apply_matrix_pt

from parsers.printed import Line, Ruling
from parsers.readers.pdf.glyphs import Page, Path

THIN = 3.0
"""Points: a rectangle no thicker than this is a line."""
ASKEW = 0.5
"""Points that a line may be out of level and still rule."""
SHORT = 2.0
"""Points: anything smaller both ways is a dot, a bullet or a glyph drawn as a path."""
ABOVE = 1.2
"""Ems: how far above the top of the numbers a ruling line may stand and still mark a total."""
GRID = 0.6
"""Where more than this part of a page's numeric lines is ruled, the rulings are a grid and mark no totals."""
PAINTED = frozenset(("DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased"))
WHITES: tuple[object, ...] = (1, 1.0, (1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0))


def painted_white(color: object, space: str) -> bool:
    """Whether a fill colour is the paper's; a full tint of a spot colour is not."""
    return color in WHITES and space in PAINTED


def path_to_rulings(path: Sequence[PathSegment], ctm: Matrix, pen: float, stroke: bool, fill: bool, white: bool) -> list[Path]:
    """The straight level or upright lines and the rectangles among a path's pieces, in user space.

    path: `m l h c v y` segments as pdfminer gives them (a rectangle operator is m l l l h). Curves and slanted lines give nothing.
    """
    if len(path) == 5 and path[4][0] == "h" and ctm[1] == 0 == ctm[2]:
        corner = _upright_rectangle(path)
        if corner is not None:
            x0, y0, x1, y1 = corner
            x0, x1, y0, y1 = ctm[0] * x0 + ctm[4], ctm[0] * x1 + ctm[4], ctm[3] * y0 + ctm[5], ctm[3] * y1 + ctm[5]
            if abs(x1 - x0) < SHORT and abs(y1 - y0) < SHORT:
                return []
            return [Path(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), pen if stroke else 0.0, fill, stroke, white)]
    found: list[Path] = []
    piece: list[PathSegment] = []
    for segment in path:
        if segment[0] == "m" and piece:
            found += _subpath_to_rulings(piece, ctm, pen, stroke, fill, white)
            piece = []
        piece.append(segment)
    if piece:
        found += _subpath_to_rulings(piece, ctm, pen, stroke, fill, white)
    return found


def _upright_rectangle(path: Sequence[PathSegment]) -> tuple[float, ...] | None:
    """Opposite corners of what the rectangle operator draws, else None."""
    start, second, third, fourth = path[0], path[1], path[2], path[3]
    if len(start) != 3 or len(second) != 3 or len(third) != 3 or len(fourth) != 3 or second[0] + third[0] + fourth[0] != "lll":
        return None
    if start[2] != second[2] or second[1] != third[1] or third[2] != fourth[2] or fourth[1] != start[1]:
        return None
    return start[1], start[2], third[1], third[2]


def _subpath_to_rulings(piece: list[PathSegment], ctm: Matrix, pen: float, stroke: bool, fill: bool, white: bool) -> Iterator[Path]:
    shape = "".join(segment[0] for segment in piece)
    if shape[:1] != "m" or shape.strip("mlh"):
        return
    points = [apply_matrix_pt(ctm, (segment[1], segment[2])) for segment in piece if len(segment) == 3]
    if shape.endswith("h"):
        points.append(points[0])
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if max(wide, high) < SHORT:
        return
    if _is_rectangle(points) or (fill and min(wide, high) <= ASKEW):
        yield Path(min(xs), min(ys), max(xs), max(ys), pen if stroke else 0.0, fill, stroke, white)
    elif stroke:
        for (x0, y0), (x1, y1) in pairwise(points):
            if (abs(x1 - x0) <= ASKEW) != (abs(y1 - y0) <= ASKEW):
                yield Path(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), pen, False, True)


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    if len(points) != 5 or points[0] != points[4]:
        return False
    return all((abs(x1 - x0) <= ASKEW) != (abs(y1 - y0) <= ASKEW) or (x1, y1) == (x0, y0) for (x0, y0), (x1, y1) in pairwise(points))


def page_to_rulings(page: Page) -> tuple[Ruling, ...]:
    """The page's rulings in page space, top to bottom: a thin one is a line, one thick both ways a stripe or the ground of a cell.

    A stroked rectangle becomes its four sides, a filled one stays one rectangle. White ones (erased ground) are left out, each
    place is told once.
    """
    found: set[tuple[float, float, float, float]] = set()
    for path in page.paths:
        found.update(_sides(path))
    ordered = sorted(found, key=lambda box: (box[1], box[0], box[3], box[2]))
    return tuple(Ruling(page.number, *box) for box in ordered)


def _sides(path: Path) -> Iterator[tuple[float, float, float, float]]:
    x0, top, x1, bottom = (round(value, 2) for value in (path.x0, path.y0, path.x1, path.y1))
    thin = min(x1 - x0, bottom - top) <= THIN
    if (path.filled and not path.white) or (thin and path.stroked):
        yield (x0, top, x1, bottom)
    if path.stroked and not thin:
        yield from ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))


def level_rulings(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The lines that run from left to right."""
    return [ruling for ruling in rulings if ruling.bottom - ruling.top <= THIN < ruling.x1 - ruling.x0]


def upright_rulings(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The lines that run from top to bottom."""
    return [ruling for ruling in rulings if ruling.x1 - ruling.x0 <= THIN < ruling.bottom - ruling.top]


def mark_ruled(lines: Sequence[Line], rulings: Sequence[Ruling], numeric: Sequence[Sequence[int]]) -> list[Line]:
    """The lines of one page with `ruled` set where a ruling line stands directly above their numbers.

    numeric: for each line the indices of its chunks that are numbers. In a grid every row is ruled and none is marked.
    """
    across = level_rulings(rulings)
    ruled = [bool(places) and _has_rule_above(line, places, across) for line, places in zip(lines, numeric, strict=True)]
    if sum(ruled) > GRID * max(1, sum(bool(places) for places in numeric)) and sum(ruled) > 3:
        return list(lines)
    return [replace(line, ruled=True) if mark else line for line, mark in zip(lines, ruled, strict=True)]


def _has_rule_above(line: Line, places: Sequence[int], across: Sequence[Ruling]) -> bool:
    for place in places:
        box = line.chunks[place].bbox
        if box is None:
            continue
        x0, top, x1, bottom = box
        em = bottom - top
        if any(top - ABOVE * em < rule.bottom <= top + 0.35 * em and min(rule.x1, x1) - max(rule.x0, x0) > 0.5 * (x1 - x0) for rule in across):
            return True
    return False
