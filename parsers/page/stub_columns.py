"""Labels in two columns, the left one shared by several rows: each shared label as a heading of its own.

    Precision parts    Sales      24,750            Precision parts
                       Profit      2,010     ->         Sales     24,750
    Machine tools      Sales      16,500                Profit     2,010
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.boxes import around
from parsers.page.number_cells import cells_of
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

NEAR = 2.0
"""Points: labels of one column begin this close to each other."""


def part_stubs(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The rows with the labels of the left column as headings, where other rows have a label in the right column only."""
    labels = [line.chunks[: len(line.chunks) - len(cells)] if (cells := cells_of(line, scanner)) else () for line in lines]
    seconds = [found[1].x0 for found in labels if _is_pair(found, scanner)]
    alone = [found[0].x0 for found in labels if len(found) == 1]
    columns = {x for x in seconds if any(abs(other - x) <= NEAR for other in alone)}
    parted: list[Line] = []
    for line, found in zip(lines, labels, strict=True):
        if _is_pair(found, scanner) and any(abs(found[1].x0 - x) <= NEAR for x in columns):
            parted.append(replace(line, chunks=found[:1], bbox=around(found[:1])))
            parted.append(replace(line, chunks=line.chunks[1:], bbox=around(line.chunks[1:]), indent=found[1].x0))
        else:
            parted.append(line)
    return parted


def _is_pair(labels: Sequence[Chunk], scanner: Scanner) -> bool:
    return len(labels) == 2 and not any(scanner(label.text).is_unit_head for label in labels)
