"""Two tables in one grid, assets left and liabilities right: a column of labels in the middle begins the second.

    Current assets    40,900    Current liabilities    21,500          Current assets   40,900
    Total assets      70,000    Total liabilities      30,000    ->    Total assets     70,000
                                                                       Current liabilities   21,500 ...
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import regex

from parsers.printed import Chunk, Line
from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner
from parsers.words.label_texts import is_total

LEAST_ROWS = 3
"""Rows with a label and numbers on both sides."""
NAME = regex.compile(r"\p{Letter}{2}")
BEHIND = regex.compile(r"\s\d{1,3}(?:,\d{3})+[)）]?\s++(?=\p{Letter}{2})")


def split_side_by_side(lines: Sequence[Line], scanner: Scanner) -> tuple[Line, ...]:
    """The lines with each grid that is two tables as the one and, marked as beside it, the other."""
    placed: list[Line] = []
    for key, found in groupby(lines, key=lambda line: (line.group, line.layout == "grid" and line.bbox is None)):
        part = list(found)
        cut = find_cut(part, scanner) if key[1] else None
        if cut is None:
            placed += part
            continue
        placed += [kept for line in part if (kept := half_of(line, 0, cut)) is not None]
        placed.append(replace(part[-1], layout="run", chunks=(Chunk("", 0, 0),), group=0))
        placed += [replace(kept, group=-line.group, beside=True) for line in part if (kept := half_of(line, cut, None)) is not None]
    return tuple(placed)


def find_cut(lines: Sequence[Line], scanner: Scanner) -> int | None:
    """The grid column at which a second table begins: of names with numbers before and behind, a total in either."""
    starts = sorted({int(chunk.x0) for line in lines for chunk in line.chunks if chunk.x0 > 0 and NAME.search(chunk.text)})
    for cut in starts:
        rows = [(label_at(line, 0), label_at(line, cut), numbers_in(line, 1, cut, scanner), numbers_in(line, cut + 1, None, scanner)) for line in lines]
        both = [row for row in rows if NAME.search(row[0]) and NAME.search(row[1]) and row[2] and row[3]]
        numbered = any(scanner(label_at(line, cut)).is_number for line in lines)
        if len(both) >= LEAST_ROWS and not numbered and any(is_total(row[0]) for row in rows) and any(is_total(row[1]) for row in rows):
            return cut
    return None


def label_at(line: Line, column: int) -> str:
    return next((chunk.text for chunk in line.chunks if chunk.x0 <= column < chunk.x1), "")


def numbers_in(line: Line, first: int, last: int | None, scanner: Scanner) -> int:
    return sum(1 for chunk in line.chunks if chunk.x0 >= first and (last is None or chunk.x0 < last) and scanner(chunk.text).is_number)


def half_of(line: Line, first: int, last: int | None) -> Line | None:
    """What stands in some columns of a line, counted from the first of them; None where nothing does."""
    inside = [chunk for chunk in line.chunks if chunk.x1 > first and (last is None or chunk.x0 < last)]
    if not any(chunk.text for chunk in inside):
        return None
    chunks = [replace(chunk, x0=max(chunk.x0 - first, 0), x1=(chunk.x1 if last is None else min(chunk.x1, last)) - first) for chunk in inside]
    if chunks[0].x0 > 0 or chunks[0].x1 > 1:
        chunks[:1] = [Chunk("", 0, 1), *([replace(chunks[0], x0=max(chunks[0].x0, 1))] if chunks[0].x1 > 1 else [chunks[0]])]
    return replace(line, chunks=tuple(chunks))


def runs_side_by_side(block: Block, scanner: Scanner) -> bool:
    """Do the labels of running text hold amounts with another name behind: "Cash 12,400 Payables", over 14,300?

    Which side a row with one name stands on is lost then, so nothing is read.
    """
    if block.layout != "run":
        return False
    labels = [row.label for row in block.rows if row.cells]
    torn = [label for label in labels if any(True for _ in halves_of(label, scanner))]
    return len(torn) >= LEAST_ROWS and 2 * len(torn) >= len(labels)


def halves_of(label: str, scanner: Scanner) -> Iterator[str]:
    """The part of a label that is a row by itself: a name and its amounts."""
    for found in BEHIND.finditer(label):
        name, numbers = scanner(label[: found.end()].rstrip()).trailing
        if numbers and NAME.search(name):
            yield label[: found.end()]
