"""Labels that a narrow column sets over any number of lines, closer to each other than rows are, as one label.

    Total
    operating           <- 11 points from line to line
    costs and
    expenses        (96,928)    (12,958,319)
    Other, net          (94)        (12,586)    <- 14 points from row to row
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.boxes import around
from parsers.page.extents import CENTRED, top_of
from parsers.page.joining import COLON, join_label
from parsers.page.number_cells import cells_of
from parsers.printed import Line
from parsers.text.scanner import Scanner

SAME = 1.06
"""Distances of lines that differ by less than this are the same."""
WIDER = 1.12
"""How much further than lines of one label the lines of two stand, at least."""
LEAST = 3
"""Labels of several lines that show how close their lines stand."""


def join_tight(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines of a region's body with each label as one line, that of its numbers; as they are where two rows stand as close as lines
    of a label do, or the distances of the lines are not of two kinds."""
    tight = tight_distance(lines)
    groups: list[list[Line]] = []
    for line in lines if tight else ():
        if groups and 0 < top_of(line) - top_of(groups[-1][-1]) <= tight and not COLON.search(groups[-1][-1].text):
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = [sum(1 for line in group if cells_of(line, scanner)) for group in groups]
    if max(rows, default=2) > 1 or sum(1 for group in groups if _is_label(group, scanner)) < LEAST:
        return list(lines)
    return [line for group in groups for line in (_as_one(group, scanner) if _is_label(group, scanner) else group)]


def tight_distance(lines: Sequence[Line]) -> float:
    """The most that two lines of one label stand apart, from top to top; 0.0 where the distances are not of two kinds."""
    apart = sorted(gap for above, below in pairwise(lines) if (gap := top_of(below) - top_of(above)) > 0)
    close = [gap for gap in apart if gap <= SAME * apart[0]]
    if len(close) == len(apart) or apart[len(close)] < WIDER * close[-1]:
        return 0.0
    return close[-1]


def _is_label(group: Sequence[Line], scanner: Scanner) -> bool:
    """Are these lines one label, set at one edge, with the numbers of one row beside one of them?"""
    labels = [line.chunks[: len(line.chunks) - len(cells_of(line, scanner))] for line in group]
    if len(group) < 2 or sum(1 for line in group if cells_of(line, scanner)) != 1 or any(len(label) != 1 for label in labels):
        return False
    first = labels[0][0]
    return all(abs(label[0].x0 - first.x0) <= CENTRED and not scanner(label[0].text).is_period_stub for label in labels)


def _as_one(group: Sequence[Line], scanner: Scanner) -> list[Line]:
    row = next(line for line in group if cells_of(line, scanner))
    chunks = [line.chunks[0] for line in group]
    text = ""
    for chunk in chunks:
        text = join_label(text, chunk.text)
    label = replace(chunks[0], text=text, x1=max(chunk.x1 for chunk in chunks), bbox=around(chunks), words=())
    return [replace(row, chunks=(label, *cells_of(row, scanner)), indent=label.x0)]
