"""PDF lines to grid lines: the columns of a table are found where its numbers end.

    lines of a page -> regions (rows of numbers close together) -> columns (right edges) -> header chunks to columns

A line that belongs to no table leaves as running text. Coordinates are points, origin at the top left of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from parsers.fiscal import DEFAULT_CALENDAR
from parsers.frame import scan_frame
from parsers.lines import NUMBERED, ONE, PERCENT, PLAIN_YEAR, unmarked
from parsers.model import Chunk, Line
from parsers.numbers import not_meaningful, parse_number
from parsers.statements import find_statement_title
from parsers.units import parse_unit_note

EDGE = 0.3
"""Of the size of the type: right edges this close belong to one column."""
SAME_COLUMN = 2.5
"""Points: columns of a table that goes on over a page keep their edges this exactly."""
SPAN_REACH = 110.0
"""Points: how far from its centre a spanner may reach."""
MARK = regex.compile(r"\A[(（]\d{1,2}[)）]\Z")
PROSE_LETTERS = 34
"""A single chunk with more letters than this between rows is a sentence, not a heading."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A column: where its numbers begin and end."""

    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one page that share columns; the header is the first `header` of them."""

    lines: tuple[Line, ...]
    header: int
    columns: tuple[Extent, ...]


def geometry_to_grid(lines: Sequence[Line]) -> tuple[Line, ...]:
    """All lines of a document: tables as grid lines with one group a table, the rest as running text, in order.

    Lines that never had a place in points stay as they are.
    """
    if not any(line.layout == "geometry" for line in lines):
        return tuple(lines)
    placed: list[Line] = []
    group = 0
    before: Region | None = None
    titled = False
    for _, page in groupby(lines, key=lambda line: line.page):
        for part in split_side_by_side(list(page)):
            for piece in find_regions(part):
                if isinstance(piece, Line):
                    placed.append(as_run(piece))
                    titled = titled or is_title(piece)
                    continue
                goes_on = before is not None and not titled and continues(before, piece)
                group += 0 if goes_on else 1
                rows = piece.lines[piece.header :] if goes_on else piece.lines
                placed += [region_line(line, piece.columns, group, header=not goes_on and at < piece.header) for at, line in enumerate(rows)]
                before, titled = piece, False
    return tuple(placed)


def as_run(line: Line) -> Line:
    """A line without columns: one chunk, gaps kept as two blanks."""
    text = "  ".join(chunk.text for chunk in line.chunks)
    bold = bool(line.chunks) and all(chunk.bold for chunk in line.chunks)
    return replace(line, layout="run", chunks=(Chunk(text, line.chunks[0].x0, line.chunks[-1].x1, line.bbox, bold),) if line.chunks else ())


def is_cell(chunk: Chunk) -> bool:
    """A number or nil mark that could stand in a column."""
    return parse_number(chunk.text) is not None or not_meaningful(chunk.text)


def cells_of(line: Line) -> tuple[Chunk, ...]:
    """The trailing chunks of a line that are numbers; empty where they are only years or page numbers."""
    cells: list[Chunk] = []
    for chunk in reversed(line.chunks):
        if not is_cell(chunk):
            break
        cells.append(chunk)
    cells.reverse()
    if cells and all(PLAIN_YEAR.match(chunk.text.strip()) for chunk in cells):
        return ()
    if len(cells) == 1 and MARK.match(cells[0].text) and _is_unit(unmarked(line.text)):
        return ()
    return tuple(cells)


def is_prose(line: Line) -> bool:
    """One long chunk, or a sentence's end."""
    if len(line.chunks) != 1:
        return False
    text = line.chunks[0].text
    letters = len(regex.findall(r"\p{Letter}", text))
    wide = len(regex.findall(r"[\p{Han}\p{Hiragana}\p{Katakana}]", text))
    return letters > (PROSE_LETTERS if wide * 2 > letters else 2.2 * PROSE_LETTERS) or text.rstrip().endswith("。")


def find_regions(lines: Sequence[Line]) -> list[Line | Region]:
    """Lines and regions in order. A region is a run of rows of numbers, with headings between and a header above."""
    pieces: list[Line | Region] = []
    start = 0
    while start < len(lines):
        if not cells_of(lines[start]):
            pieces.append(lines[start])
            start += 1
            continue
        end = _region_end(lines, start)
        rows = [line for line in lines[start:end] if cells_of(line)]
        columns = find_columns(rows)
        if len(rows) < 2 and len(columns) < 2:
            pieces += lines[start:end]
            start = end
            continue
        above, header = _take_above(pieces, columns)
        pieces.append(Region((*above, *lines[start:end]), header, columns))
        start = end
    return pieces


def _region_end(lines: Sequence[Line], start: int) -> int:
    """Index behind the last row of the region that begins at `start`."""
    end, index = start + 1, start + 1
    extents = [Extent(chunk.x0, chunk.x1) for chunk in cells_of(lines[start])]
    while index < len(lines):
        line = lines[index]
        cells = cells_of(line)
        if cells:
            if not any(cell.x0 < extent.x1 and extent.x0 < cell.x1 for cell in cells for extent in extents):
                break
            extents += [Extent(chunk.x0, chunk.x1) for chunk in cells]
            end = index + 1
        elif is_prose(line) or is_title(line) or _is_header_like(line, lines[start]):
            break
        elif index - end > 5:
            break
        index += 1
    return end


def is_title(line: Line) -> bool:
    """A line that names a table, with or without its unit at the right edge."""
    return NUMBERED.match(line.text) is not None or find_statement_title(line.text) is not None


def _is_header_like(line: Line, row: Line) -> bool:
    """Two chunks or more over the columns of a row, none a number: a header in the middle of a page. A label beside it
    makes it a row with words for numbers."""
    left = min(chunk.x0 for chunk in cells_of(row))
    return sum(1 for chunk in line.chunks if chunk.x1 > left and not is_cell(chunk)) >= 2


def _take_above(pieces: list[Line | Region], columns: Sequence[Extent]) -> tuple[list[Line], int]:
    """(header and headings above a region, how many of them are header), taken from the end of `pieces`.

    Headings of the first rows may stand between header and rows; they stand beside the columns, not over them.
    """
    left = columns[0].x0
    found: list[tuple[Line, bool]] = []
    captions: list[Line | Region] = []
    while pieces and isinstance(line := pieces[-1], Line) and len(found) < 12:
        if is_prose(line) or is_title(line):
            break
        if _is_caption(line):
            captions.insert(0, line)
            pieces.pop()
            continue
        over = any(chunk.x1 > left - 2 for chunk in line.chunks) and not (len(line.chunks) == 1 and line.chunks[0].x0 < left - 60)
        found.insert(0, (line, over))
        pieces.pop()
    while found and not found[0][1]:
        pieces.append(found.pop(0)[0])
    pieces += captions
    header = max((at + 1 for at, (_, over) in enumerate(found) if over), default=0)
    return [line for line, _ in found], header


def _is_caption(line: Line) -> bool:
    """A line that speaks of the whole table: its unit, or several periods in a row."""
    if _is_unit(unmarked(line.text)):
        return True
    return len(line.chunks) == 1 and sum(1 for word in scan_frame(line.text, DEFAULT_CALENDAR) if word.kind == "period") >= 2


def _is_unit(text: str) -> bool:
    note = parse_unit_note(text)
    return note is not None and (text.lstrip()[:1] in "(（[［単" or note.scale not in (None, ONE, PERCENT))


def find_columns(rows: Iterable[Line]) -> tuple[Extent, ...]:
    """The columns of some rows of numbers, left to right.

    Right edges closer than 0.3 of the type's size make a column; two whose extents overlap and that never meet in one
    row are one (a hanging bracket or per cent sign, centred numbers).
    """
    cells = sorted(((chunk, at) for at, row in enumerate(rows) for chunk in cells_of(row)), key=lambda item: item[0].x1)
    if not cells:
        return ()
    clusters: list[list[tuple[Chunk, int]]] = [[cells[0]]]
    for item in cells[1:]:
        size = _size(item[0])
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


def _size(chunk: Chunk) -> float:
    return chunk.bbox[3] - chunk.bbox[1] if chunk.bbox else 10.0


def region_line(line: Line, columns: Sequence[Extent], group: int, *, header: bool) -> Line:
    """A line of a region with its chunks under columns: chunk 0 the label, then the columns from 1 on."""
    cells = () if header else cells_of(line)
    rest = line.chunks[: len(line.chunks) - len(cells)]
    label = [chunk for chunk in rest if not header or chunk.x1 < columns[0].x0 - 30]
    over = [chunk for chunk in rest if chunk not in label]
    placed = [replace(chunk, x0=low + 1, x1=high + 2) for chunk, (low, high) in zip(over, spread(over, columns), strict=True)]
    placed += [replace(chunk, x0=at + 1, x1=at + 2) for chunk in cells for at in (nearest_column(chunk, columns),)]
    text = " ".join(chunk.text for chunk in label)
    bbox = label[0].bbox if label else None
    first = Chunk(text, 0, 1, bbox, bold=bool(label) and all(chunk.bold for chunk in label))
    return replace(line, layout="grid", chunks=(first, *placed), group=group, indent=label[0].x0 if label else columns[0].x0)


def spread(chunks: Sequence[Chunk], columns: Sequence[Extent]) -> list[tuple[int, int]]:
    """(first, last) index of the columns that each chunk of a header line covers.

    A chunk covers the columns it touches. Where a line has fewer chunks than there are columns and none of them is a
    unit or a measure, they are spanners: a column under none of them belongs to the chunk whose centre is nearest.
    """
    covered = [columns_under(chunk, columns) for chunk in chunks]
    if 0 < len(chunks) < len(columns) and not any(word.kind in ("unit", "measure") for chunk in chunks for word in scan_frame(chunk.text, DEFAULT_CALENDAR)):
        taken = {at for touched in covered for at in touched}
        for at, column in enumerate(columns):
            if at in taken:
                continue
            middle = (column.x0 + column.x1) / 2
            nearest = min(range(len(chunks)), key=lambda place: abs((chunks[place].x0 + chunks[place].x1) / 2 - middle))
            if abs((chunks[nearest].x0 + chunks[nearest].x1) / 2 - middle) <= SPAN_REACH:
                covered[nearest].append(at)
    return [(min(touched), max(touched)) for touched in covered]


def columns_under(chunk: Chunk, columns: Sequence[Extent]) -> list[int]:
    """Indexes of the columns that a header chunk touches; the nearest one where it touches none."""
    touched = [at for at, column in enumerate(columns) if chunk.x0 < column.x1 and column.x0 < chunk.x1]
    return touched or [nearest_column(chunk, columns)]


def nearest_column(chunk: Chunk, columns: Sequence[Extent]) -> int:
    """Index of the column whose right edge is nearest, or the one that contains the chunk."""
    return min(range(len(columns)), key=lambda at: (not (columns[at].x0 - 1 <= chunk.x0 and chunk.x1 <= columns[at].x1 + 1), abs(columns[at].x1 - chunk.x1)))


def continues(before: Region, region: Region) -> bool:
    """Does a region on the next page go on with the table before it: the same columns, and the same header or none?"""
    if before.lines[-1].page + 1 != region.lines[0].page or len(before.columns) != len(region.columns):
        return False
    if any(abs(old.x1 - new.x1) > SAME_COLUMN for old, new in zip(before.columns, region.columns, strict=True)):
        return False
    texts = [line.text for line in before.lines[: before.header]]
    return [line.text for line in region.lines[: region.header]] in (texts, [])


def split_side_by_side(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page, twice where two tables stand side by side: all left parts, then all right parts.

    Side by side are at least four rows in which a text begins at one x behind numbers.
    """
    starts: dict[int, int] = {}
    for line in lines:
        for at in range(1, len(line.chunks) - 1):
            chunk = line.chunks[at]
            if is_cell(line.chunks[at - 1]) and not is_cell(chunk) and regex.search(r"\p{Letter}{2}", chunk.text) and is_cell(line.chunks[at + 1]):
                starts[round(chunk.x0 / 4)] = starts.get(round(chunk.x0 / 4), 0) + 1
    if not starts or max(starts.values()) < 4:
        return [list(lines)]
    cut = min(key for key, count in starts.items() if count * 3 >= max(starts.values())) * 4 - 4
    first = next(at for at, line in enumerate(lines) if len(line.chunks) > 1 and any(chunk.x0 >= cut for chunk in line.chunks))
    last = max(at for at, line in enumerate(lines) if len(line.chunks) > 2 and any(chunk.x0 >= cut and is_cell(chunk) for chunk in line.chunks))
    middle = lines[first : last + 1]
    left = [replace(line, chunks=part) for line in middle if (part := tuple(chunk for chunk in line.chunks if chunk.x0 < cut))]
    right = [replace(line, chunks=part, indent=part[0].x0) for line in middle if (part := tuple(chunk for chunk in line.chunks if chunk.x0 >= cut))]
    return [[*lines[:first], *left], [*right, *lines[last + 1 :]]]
