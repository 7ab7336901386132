"""Which chunks of a line are numbers in cells, and the columns in which they end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from unicodedata import normalize

import regex

from parsers.page.extents import Extent, type_size
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner
from parsers.words.note_references import is_list

EDGE = 0.3
"""Of the size of the type: right edges this close belong to one column."""
RAISED_BEHIND = regex.compile(r"\A(?P<number>.*\d.*?)\s*+[*＊※†]?+[⁽]?+(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}+)[⁾]?+\s*+\Z")
LONE_MARK = regex.compile(r"\A\s*+[※＊*†]\s*+[\d０-９]{0,2}\s*+\Z")
MARK = regex.compile(r"\A[(（]\d{1,2}[)）]\Z")


def join_marks(line: Line, scanner: Scanner) -> Line:
    """The line with each footnote mark that stands apart before a number, or raised behind one, put before it:
    ※ | 5,673 is one cell, and 3,720² is ※2 3,720."""
    chunks = tuple(_mark_first(chunk, scanner) for chunk in line.chunks)
    line = replace(line, chunks=chunks) if chunks != line.chunks else line
    if not any(LONE_MARK.match(chunk.text) for chunk in line.chunks[:-1]):
        return line
    marked: list[Chunk] = []
    mark: Chunk | None = None
    for chunk in line.chunks:
        if mark is not None and scanner(chunk.text).is_cell:
            marked[-1] = replace(chunk, text=f"{mark.text} {chunk.text}")
        else:
            marked.append(chunk)
        mark = chunk if len(marked) > 1 and LONE_MARK.match(chunk.text) else None
    return replace(line, chunks=tuple(marked))


def _mark_first(chunk: Chunk, scanner: Scanner) -> Chunk:
    raised = RAISED_BEHIND.match(chunk.text)
    if raised is None or scanner(raised["number"]).number is None:
        return chunk
    return replace(chunk, text=f"※{normalize('NFKC', raised['mark'])} {raised['number']}")


def cells_of(line: Line, scanner: Scanner) -> tuple[Chunk, ...]:
    """The trailing chunks of a line that are numbers; empty where they are only years or page numbers."""
    cells: list[Chunk] = []
    for at, chunk in reversed(list(enumerate(line.chunks))):
        if not (scanner(chunk.text).is_cell or is_list(chunk.text)) or (at == 0 and (scanner(chunk.text).is_range or (is_list(chunk.text) and not cells))):
            break
        cells.append(chunk)
    cells.reverse()
    if len(cells) == len(line.chunks) <= 3 and scanner(line.text).is_page_number:
        return ()
    if cells and all(scanner(chunk.text).is_year for chunk in cells):
        return ()
    if len(cells) == 1 and MARK.match(cells[0].text) and scanner(line.text).plain.names_unit:
        return ()
    return tuple(cells)


def find_columns(rows: Iterable[Line], scanner: Scanner) -> tuple[Extent, ...]:
    """The columns of some rows of numbers, left to right.

    Right edges closer than 0.3 of the type's size make a column; two whose extents overlap and that never meet in one
    row are one (a hanging bracket or per cent sign, centred numbers).
    """
    cells = sorted(((chunk, at) for at, row in enumerate(rows) for chunk in cells_of(row, scanner)), key=lambda item: item[0].x1)
    if not cells:
        return ()
    clusters: list[list[tuple[Chunk, int]]] = [[cells[0]]]
    for item in cells[1:]:
        size = type_size(item[0])
        if item[0].x1 - clusters[-1][-1][0].x1 > EDGE * size:
            clusters.append([item])
        else:
            clusters[-1].append(item)
    merged = [clusters[0]]
    for cluster in clusters[1:]:
        low = min(chunk.x0 for chunk, _ in cluster)
        high = max(chunk.x1 for chunk, _ in merged[-1])
        if low < high and not {row for _, row in cluster} & {row for _, row in merged[-1]}:
            merged[-1] = merged[-1] + cluster
        else:
            merged.append(cluster)
    return tuple(Extent(min(chunk.x0 for chunk, _ in cluster), max(chunk.x1 for chunk, _ in cluster)) for cluster in merged)
