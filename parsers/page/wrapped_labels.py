"""Labels set over several lines beside their numbers, as one label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.page.extents import top_of, type_size
from parsers.page.joining import COLON, join_label
from parsers.page.number_cells import cells_of
from parsers.printed import Line
from parsers.text.scanner import Scanner


def join_wrapped(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """Rows whose label was set over two or three lines, the numbers beside its middle, its first or its last, as one line.

    Lines of one label stand closer together than rows do.
    """
    rows = [line for line in lines if cells_of(line, scanner)]
    gaps = sorted(below - above for above, below in pairwise(top_of(line) for line in rows if label_of(line, scanner)) if below > above)
    pitch = gaps[len(gaps) // 2] if gaps else 0.0
    joined: list[Line] = []
    used: set[int] = set()
    for at, line in enumerate(lines):
        if at in used:
            continue
        cells = cells_of(line, scanner)
        label = label_of(line, scanner)
        if cells and (pitch or not label or scanner(label).names_unit):
            bare = not label or scanner(label).names_unit
            before = joined[-1] if joined and not cells_of(joined[-1], scanner) else None
            after = lines[at + 1] if at + 1 < len(lines) and lines[at + 1].chunks and not cells_of(lines[at + 1], scanner) else None
            size = type_size(cells[0])
            close = 0.8 * size if bare else min(0.8 * pitch, 1.45 * size)
            is_before = before is not None and 0 <= top_of(line) - top_of(before) < close and not COLON.search(label_of(before, scanner))
            if is_before and before is not None and len(joined) > 1 and cells_of(joined[-2], scanner):
                is_before = top_of(line) - top_of(before) < top_of(before) - top_of(joined[-2])
            is_after = after is not None and 0 <= top_of(after) - top_of(line) < close and not _nearer(lines, at + 1, close, scanner)
            if bare or (is_before and is_after):
                pieces = [label_of(before, scanner)] if is_before and before is not None else []
                pieces += [label] if label else []
                pieces += [label_of(after, scanner)] if is_after and after is not None else []
                if is_before:
                    first = joined.pop().chunks[0]
                elif is_after and after is not None:
                    first = after.chunks[0]
                else:
                    first = line.chunks[0]
                if is_after:
                    used.add(at + 1)
                if len(pieces) > 1 or (pieces and not label):
                    text = _in_order(pieces, label, scanner)
                    line = replace(line, chunks=(replace(first, text=text), *cells), indent=first.x0)
        joined.append(line)
    return joined


def _in_order(pieces: Sequence[str], unit: str, scanner: Scanner) -> str:
    """The lines of a label as one, a unit that stood beside them at its end."""
    words = [piece for piece in pieces if piece != unit or not scanner(piece).names_unit]
    text = ""
    for piece in words:
        text = join_label(text, piece)
    return f"{text} {unit}".strip() if unit and scanner(unit).names_unit else text


def label_of(line: Line, scanner: Scanner) -> str:
    cells = cells_of(line, scanner)
    return " ".join(chunk.text for chunk in line.chunks[: len(line.chunks) - len(cells)])


def _nearer(lines: Sequence[Line], at: int, close: float, scanner: Scanner) -> bool:
    """Does the label line `at` stand nearer to the row below it than to the one above?"""
    if at + 1 >= len(lines) or not cells_of(lines[at + 1], scanner):
        return False
    return top_of(lines[at + 1]) - top_of(lines[at]) < top_of(lines[at]) - top_of(lines[at - 1])
