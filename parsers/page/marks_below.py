"""A footnote mark that a narrow column of a header set on a line of its own: "U.S. dollars" over "(1)". It looks like a number, and is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.boxes import around
from parsers.page.extents import CENTRED, type_size
from parsers.page.number_cells import MARK, cells_of
from parsers.printed import Chunk, Line
from parsers.text.scanner import PLAIN_YEAR, Scanner

CLOSE = 0.35
"""Of the size of the type: the gap between the lines of one text; rows of a table stand further apart, or have a label."""
NEAR = 3
"""Lines above in which the text may stand, with lines of its neighbours between."""


def join_marks_below(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines with each mark put behind the unit that it stands below; a line that held nothing else is gone."""
    joined: list[Line] = []
    for line in lines:
        marks = [chunk for chunk in line.chunks if MARK.match(chunk.text)]
        for mark in marks if all(MARK.match(cell.text) or PLAIN_YEAR.match(cell.text) for cell in cells_of(line, scanner)) else ():
            at = next((at for at in range(len(joined) - 1, max(-1, len(joined) - 1 - NEAR), -1) if _unit_over(joined[at], mark, scanner)), None)
            if at is None or _has_label(line, joined[-NEAR:]):
                continue
            chunks = [replace(one, text=f"{one.text} {mark.text}", bbox=around([one, mark])) if _is_over(one, mark) else one for one in joined[at].chunks]
            joined[at] = replace(joined[at], chunks=tuple(chunks))
            line = replace(line, chunks=tuple(chunk for chunk in line.chunks if chunk is not mark))
        if line.chunks or not marks:
            joined.append(line)
    return joined


def _unit_over(line: Line, mark: Chunk, scanner: Scanner) -> bool:
    return any(_is_over(chunk, mark) and (scanner(chunk.text).is_unit or scanner(chunk.text).is_unit_head) for chunk in line.chunks)


def _is_over(text: Chunk, mark: Chunk) -> bool:
    """Does a text end close above a mark, with its middle over that of the mark?"""
    if text.bbox is None or mark.bbox is None or MARK.match(text.text):
        return False
    return 0 <= mark.bbox[1] - text.bbox[3] <= CLOSE * type_size(mark) and abs((text.x0 + text.x1 - mark.x0 - mark.x1) / 2) <= CENTRED


def _has_label(line: Line, above: Sequence[Line]) -> bool:
    """Does a line begin further left than all of the header above it, as a row of the table does?"""
    return line.chunks[0].x0 < min(chunk.x0 for one in above for chunk in one.chunks)
