"""What stands at one height makes a row, though it was set a few points apart: figures higher than those beside them, and
the notes of a row stacked over several lines.

                       8,10
    Cost of sales     11,12    2,011,471            14,894,118
                      13,22
                                   29,651           187,451     <- a line of its own, a few points higher than
    Other expenses    28       39,262                              the rest of its row
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.boxes import around
from parsers.page.number_cells import cells_of
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner
from parsers.words.note_references import NOTES, is_reference

OVERLAP = 0.35
"""Of the height of a line: lines that share this much of it stand at one height."""
STACKED = 2.5
"""Of the height of a line: the notes of a row stand no further from its middle."""


def join_heights(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines of a page with the numbers of each row in one line; labels stay where they are."""
    return stack_notes(level_cells(lines, scanner), scanner)


def level_cells(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines with the numbers of two lines in that which has more of them (notes apart), or a label, where the two share their height and no column."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is None or not (cells := cells_of(line, scanner)) or not (upper := cells_of(above, scanner)) or not _share(above, line, (*upper, *cells)):
            joined.append(line)
            continue
        few, many = (above, line) if _weight(above, scanner) < _weight(line, scanner) else (line, above)
        rest, moved = few.chunks[: len(few.chunks) - len(cells_of(few, scanner))], cells_of(few, scanner)
        row = replace(many, chunks=tuple(sorted((*many.chunks, *moved), key=lambda chunk: chunk.x0)))
        pieces = [replace(few, chunks=rest, bbox=around(rest))] if rest else []
        joined[-1:] = [*pieces, row] if few is above else [row, *pieces]
    return joined


def _weight(line: Line, scanner: Scanner) -> tuple[int, int]:
    cells = cells_of(line, scanner)
    return sum(1 for chunk in cells if not is_reference(chunk.text)), len(line.chunks) - len(cells)


def _share(above: Line, line: Line, cells: Sequence[Chunk]) -> bool:
    if above.bbox is None or line.bbox is None or above.page != line.page:
        return False
    height = min(above.bbox[3] - above.bbox[1], line.bbox[3] - line.bbox[1])
    ordered = sorted(cells, key=lambda chunk: chunk.x0)
    apart = all(left.x1 < right.x0 for left, right in pairwise(ordered))
    texts = [chunk for one in (above, line) for chunk in one.chunks if chunk not in cells]
    return above.bbox[3] - line.bbox[1] >= OVERLAP * height and apart and all(text.x1 < ordered[0].x0 for text in texts)


def stack_notes(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines with the numbers of notes that stand alone on a line, below the head of their column, put to the row nearest to them."""
    head: Chunk | None = None
    rows: dict[int, list[tuple[int, Chunk]]] = {}
    alone: list[tuple[int, Chunk]] = []
    for at, line in enumerate(lines):
        head = next((chunk for chunk in line.chunks if NOTES.match(chunk.text)), head)
        for chunk in line.chunks:
            if head is not None and is_reference(chunk.text) and head.x0 - 5 < chunk.x1 and chunk.x0 < head.x1 + 5:
                if len(line.chunks) == 1:
                    alone.append((at, chunk))
                else:
                    rows.setdefault(at, []).append((at, chunk))
    single = {at for at, _ in alone}
    valued = [at for at, line in enumerate(lines) if at not in single and len(cells_of(line, scanner)) > (at in rows)]
    gone: set[int] = set()
    for at, chunk in alone:
        near = min(valued, key=lambda row: abs(_middle(lines[row]) - _middle(lines[at])), default=None)
        height = chunk.bbox[3] - chunk.bbox[1] if chunk.bbox else 10.0
        if near is not None and abs(_middle(lines[near]) - _middle(lines[at])) <= STACKED * height:
            rows.setdefault(near, []).append((at, chunk))
            gone.add(at)
    return [_with_notes(line, [chunk for _, chunk in sorted(rows[at], key=lambda one: one[0])]) if at in rows else line for at, line in enumerate(lines) if at not in gone]


def _with_notes(line: Line, notes: Sequence[Chunk]) -> Line:
    others = [chunk for chunk in line.chunks if chunk not in notes]
    one = replace(notes[0], text=",".join(chunk.text for chunk in notes), x0=min(chunk.x0 for chunk in notes), x1=max(chunk.x1 for chunk in notes))
    return replace(line, chunks=tuple(sorted((*others, one), key=lambda chunk: chunk.x0)))


def _middle(line: Line) -> float:
    return (line.bbox[1] + line.bbox[3]) / 2 if line.bbox else 0.0
