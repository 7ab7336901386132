"""PDF lines to grid lines: the columns of a table are found where its numbers end.

    lines of a page -> regions (rows of numbers close together) -> columns (right edges) -> header chunks to columns

A line that belongs to no table leaves as running text. Coordinates are points, origin at the top left of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from parsers.extents import Extent, cells_of, nearest_column, top_of
from parsers.fiscal import DEFAULT_CALENDAR
from parsers.frame import scan_frame
from parsers.lines import NUMBERED, names_statement
from parsers.model import Chunk, Line
from parsers.numbers import parse_number
from parsers.regions import Region, continues, find_regions, is_title, split_side_by_side
from parsers.spanners import header_places, merge_header
from parsers.wrapped import join_wrapped


def geometry_to_grid(lines: Sequence[Line]) -> tuple[Line, ...]:
    """All lines of a document: tables as grid lines with one group a table, the rest as running text, in order.

    Lines that never had a place in points stay as they are.
    """
    if not any(line.layout == "geometry" for line in lines):
        return tuple(lines)
    placed: list[Line] = []
    running = running_heads(lines)
    lines = [line for line in lines if _place(line) not in running]
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
                if goes_on and before is not None:
                    piece = replace(piece, columns=before.columns)
                group += 0 if goes_on else 1
                placed += region_lines(piece, group, header=not goes_on)
                before, titled = piece, False
    return tuple(placed)


def running_heads(lines: Sequence[Line]) -> set[tuple[str, int]]:
    """(text, place) of heads and feet: lines among the first or last three of a page, on three pages or more at one
    height, that name no table and hold neither number, period nor unit."""
    pages: dict[tuple[str, int], int] = {}
    for _, page in groupby(lines, key=lambda line: line.page):
        edge = list(page)
        for line in {id(line): line for line in (*edge[:3], *edge[-3:])}.values():
            pages[_place(line)] = pages.get(_place(line), 0) + 1
    return {place for place, count in pages.items() if count >= 3 and _is_head(place[0])}


def _is_head(text: str) -> bool:
    named = NUMBERED.match(text) is not None or names_statement(text)
    return bool(text.strip()) and not named and parse_number(text) is None and not scan_frame(text, DEFAULT_CALENDAR)


def _place(line: Line) -> tuple[str, int]:
    return line.text, round(top_of(line))


def as_run(line: Line) -> Line:
    """A line without columns: one chunk, gaps kept as two blanks."""
    if not line.chunks:
        return replace(line, layout="run")
    text = "  ".join(chunk.text for chunk in line.chunks)
    words = tuple(word for chunk in line.chunks for word in chunk.words)
    bold = all(chunk.bold for chunk in line.chunks)
    return replace(line, layout="run", chunks=(Chunk(text, line.chunks[0].x0, line.chunks[-1].x1, line.bbox, bold, words),))


def region_lines(region: Region, group: int, *, header: bool) -> list[Line]:
    """The lines of a region as grid lines; without its header where the table goes on from the page before."""
    head = merge_header(region.lines[: region.header])
    over = header_places(head, region.columns)
    above = [grid_line(line, region.columns, group, placed) for line, placed in zip(head, over, strict=True)] if header else []
    return above + [grid_line(line, region.columns, group, {}) for line in join_wrapped(region.lines[region.header :])]


def grid_line(line: Line, columns: Sequence[Extent], group: int, places: dict[int, tuple[int, int]]) -> Line:
    """A line with its chunks under columns: chunk 0 the label, then the columns from 1 on.

    places: for a header line, index of a chunk -> first and last column it covers; its other chunks are label.
    """
    cells = () if places else cells_of(line)
    rest = line.chunks[: len(line.chunks) - len(cells)]
    label = [chunk for at, chunk in enumerate(rest) if at not in places]
    placed = [replace(chunk, x0=places[at][0] + 1, x1=places[at][1] + 2) for at, chunk in enumerate(rest) if at in places]
    placed += [replace(chunk, x0=at + 1, x1=at + 2) for chunk in cells for at in (nearest_column(chunk, columns),)]
    text = " ".join(chunk.text for chunk in label)
    first = Chunk(text, 0, 1, label[0].bbox if label else None, bold=bool(label) and all(chunk.bold for chunk in label))
    return replace(line, layout="grid", chunks=(first, *placed), group=group, indent=label[0].x0 if label else columns[0].x0)
