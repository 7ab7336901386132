"""PDF lines to grid lines: the columns of a table are found where its numbers end.

    lines of a page -> regions (rows of numbers close together) -> columns (right edges) -> header chunks to columns

A line that belongs to no table leaves as running text. Coordinates are points, origin at the top left of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import regex

from parsers.blocks import COLON, join_header, join_label
from parsers.fiscal import DEFAULT_CALENDAR
from parsers.frame import scan_frame
from parsers.lines import NUMBERED, ONE, PAGE, PERCENT, PLAIN_YEAR, names_statement, unmarked
from parsers.model import Chunk, Line
from parsers.numbers import not_meaningful, parse_number
from parsers.units import parse_unit_note

EDGE = 0.3
"""Of the size of the type: right edges this close belong to one column."""
HANGING = 12.0
"""Points: columns of a table that goes on over a page keep their right edges this exactly, a bracket or % apart."""
CENTRED = 2.5
"""Points: a header this close to the middle, or to the right edge, of a column is its own."""
SPANNED = 8.0
"""Points: a spanner stands this close to the middle of its columns."""
LABEL_GAP = 30.0
"""Points: a chunk that ends further left of the first column than this belongs to the labels."""
UNFINISHED = regex.compile(r"\b(?:of|in|U\.?S\.?)\s*+\Z", regex.IGNORECASE)
MARK = regex.compile(r"\A[(（]\d{1,2}[)）]\Z")
BRACKETS = regex.compile(r"\A\s*+[(（][^()（）]*+[)）]\s*+\Z")
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
    return line.text, round(_top(line))


def as_run(line: Line) -> Line:
    """A line without columns: one chunk, gaps kept as two blanks."""
    if not line.chunks:
        return replace(line, layout="run")
    text = "  ".join(chunk.text for chunk in line.chunks)
    words = tuple(word for chunk in line.chunks for word in chunk.words)
    bold = all(chunk.bold for chunk in line.chunks)
    return replace(line, layout="run", chunks=(Chunk(text, line.chunks[0].x0, line.chunks[-1].x1, line.bbox, bold, words),))


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
    if len(cells) == len(line.chunks) <= 3 and PAGE.match(line.text):
        return ()
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
        elif is_prose(line) or is_title(line) or _is_header_like(line, lines[start]) or index - end > 5:
            break
        index += 1
    size = _size(cells_of(lines[end - 1])[0])
    while (
        end < len(lines)
        and len(lines[end].chunks) == 1
        and not cells_of(lines[end])
        and lines[end].chunks[0].x1 < min(extent.x0 for extent in extents)
    ):
        gap = _top(lines[end]) - _top(lines[end - 1])
        if not (0 <= gap < 0.95 * size or (gap < 1.8 * size and _is_period(lines[end].chunks[0]))):
            break
        end += 1  # the last lines of a label set beside its numbers, or of a stub that is a period
    return end


def is_title(line: Line) -> bool:
    """A line that names a table, with or without its unit at the right edge."""
    return NUMBERED.match(line.text) is not None or names_statement(line.text)


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
        if _is_caption(line) and sum(1 for chunk in line.chunks if chunk.x1 > left) <= 1 + is_bracketed_unit(line):
            captions.insert(0, line)
            pieces.pop()
            continue
        over = any(chunk.x1 > left - 2 or (chunk.x1 > left - LABEL_GAP and chunk.x0 > left - 60) for chunk in line.chunks) and not (len(line.chunks) == 1 and line.chunks[0].x0 < left - 60)
        found.insert(0, (line, over))
        pieces.pop()
    while found and not found[0][1]:
        pieces.append(found.pop(0)[0])
    pieces += captions
    header = max((at + 1 for at, (_, over) in enumerate(found) if over), default=0)
    return [line for line, _ in found], header


def is_bracketed_unit(line: Line) -> bool:
    """Two units side by side in brackets, or one with its footnote mark: still a note on the whole table."""
    return line.text.lstrip()[:1] in "(（" or MARK.match(line.chunks[-1].text) is not None


def _is_caption(line: Line) -> bool:
    """A line that speaks of the whole table: its unit, or several periods in a row."""
    if _is_unit(unmarked(line.text)) or (len(line.chunks) == 1 and BRACKETS.match(line.text) and len(line.text) > 16):
        return True
    return len(line.chunks) == 1 and sum(1 for word in scan_frame(line.text, DEFAULT_CALENDAR) if word.kind == "period") >= 2


def _is_unit(text: str) -> bool:
    note = parse_unit_note(text)
    return note is not None and (text.lstrip()[:1] in "(（[［単" or any(scale not in (ONE, PERCENT) for _, scale in note.scales))


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


def merge_header(lines: Sequence[Line]) -> list[Line]:
    """Header lines with texts set over two lines put together: where every chunk of a line stands in the middle below one
    of the line above, the two are one ("Three months ended" over "December 31, 2003", 自 over 至)."""
    merged: list[Line] = []
    for line in lines:
        above = merged[-1] if merged else None
        pairs = _aligned(above.chunks, line.chunks) if above is not None else None
        if above is None or pairs is None or _is_unit_line(above, line):
            merged.append(line)
            continue
        chunks = tuple(_joined(chunk, line.chunks[pairs[at]]) if at in pairs else chunk for at, chunk in enumerate(above.chunks))
        merged[-1] = replace(line, chunks=chunks, indent=above.indent)
    return merged


def _is_unit_line(above: Line, line: Line) -> bool:
    """A line of units under names, not the second half of "Thousands of" / "yen"."""
    units = all(words and all(word.kind == "unit" for word in words) for chunk in line.chunks for words in [scan_frame(chunk.text, DEFAULT_CALENDAR)])
    return units and not any(UNFINISHED.search(chunk.text) for chunk in above.chunks)


def _aligned(above: Sequence[Chunk], below: Sequence[Chunk]) -> dict[int, int] | None:
    """Index above -> index below for lines of which every chunk below has its own in the middle above; None: they differ."""
    if not below or len(below) > len(above):
        return None
    pairs: dict[int, int] = {}
    for at, chunk in enumerate(below):
        middle = (chunk.x0 + chunk.x1) / 2
        near = [
            place
            for place, other in enumerate(above)
            if place not in pairs and min(abs((other.x0 + other.x1) / 2 - middle), abs(other.x1 - chunk.x1), abs(other.x0 - chunk.x0)) <= CENTRED
        ]
        if not near:
            return None
        pairs[near[0]] = at
    return pairs


def _joined(upper: Chunk, lower: Chunk) -> Chunk:
    bbox = upper.bbox
    if upper.bbox and lower.bbox:
        bbox = (min(upper.bbox[0], lower.bbox[0]), upper.bbox[1], max(upper.bbox[2], lower.bbox[2]), lower.bbox[3])
    text = f"{upper.text} {lower.text}" if _is_period(upper) or _is_period(lower) else join_header(upper.text, lower.text)
    return replace(upper, text=text, x0=min(upper.x0, lower.x0), x1=max(upper.x1, lower.x1), bbox=bbox)


def header_places(lines: Sequence[Line], columns: Sequence[Extent]) -> list[dict[int, tuple[int, int]]]:
    """For each header line: index of a chunk -> (first, last) column it covers.

    Read from the bottom up, so that a column is as wide as its numbers and its own header. A chunk over the middle of
    one column belongs to it; else it spans the most columns that it stands in the middle of and that no other chunk of
    its line touches.
    """
    extents = list(columns)
    left = columns[0].x0
    found: list[dict[int, tuple[int, int]]] = []
    for at_line, line in reversed(list(enumerate(lines))):
        above = [columns_under(chunk, columns) for upper in lines[:at_line] for chunk in upper.chunks if chunk.x1 > left]
        over = {at: chunk for at, chunk in enumerate(line.chunks) if chunk.x1 > left - LABEL_GAP}
        touched = {at: columns_under(chunk, extents) for at, chunk in over.items()}
        places = {}
        for at, chunk in over.items():
            others = {column for other, columns_ in touched.items() if other != at for column in columns_}
            places[at] = _span_of(chunk, touched[at], others, extents, above)
        places = partition({at: chunk for at, chunk in over.items() if _is_period(chunk)}, places, extents)
        for at, (low, high) in places.items():
            if low == high:
                extents[low] = Extent(min(extents[low].x0, over[at].x0), max(extents[low].x1, over[at].x1))
        found.append(places)
    return found[::-1]


def _is_period(chunk: Chunk) -> bool:
    words = scan_frame(chunk.text, DEFAULT_CALENDAR)
    return any(word.kind == "period" for word in words) and not any(word.kind in ("unit", "measure") for word in words)


def partition(periods: dict[int, Chunk], places: dict[int, tuple[int, int]], extents: Sequence[Extent]) -> dict[int, tuple[int, int]]:
    """Places in which a column under no chunk of the line belongs to the period beside it whose middle is nearest."""
    grown = dict(places)
    while periods:
        taken = {column for low, high in grown.values() for column in range(low, high + 1)}
        beside = [(at, column) for at in periods for column in (grown[at][0] - 1, grown[at][1] + 1) if 0 <= column < len(extents) and column not in taken]
        if not beside:
            break
        at, column = min(beside, key=lambda pair: _distance(periods[pair[0]], extents[pair[1]]))
        low, high = grown[at]
        grown[at] = (min(low, column), max(high, column))
    return grown


def _distance(chunk: Chunk, extent: Extent) -> float:
    return abs((chunk.x0 + chunk.x1) / 2 - (extent.x0 + extent.x1) / 2)


def _span_of(chunk: Chunk, touched: Sequence[int], others: set[int], extents: Sequence[Extent], above: Sequence[Sequence[int]]) -> tuple[int, int]:
    """(first, last) column that a header chunk covers."""
    middle = (chunk.x0 + chunk.x1) / 2
    if len(touched) == 1 and not _is_period(chunk):
        extent = extents[touched[0]]
        if abs((extent.x0 + extent.x1) / 2 - middle) <= CENTRED or abs(extent.x1 - chunk.x1) <= CENTRED:
            return touched[0], touched[0]
    best = (min(touched), max(touched))
    for low in range(min(touched), -1, -1):
        if low in others:
            break
        for high in range(max(touched), len(extents)):
            if high in others:
                break
            centred = abs((extents[low].x0 + extents[high].x1) / 2 - middle) <= SPANNED
            if centred and high - low > best[1] - best[0] and not any(_divides(upper, low, high) for upper in above):
                best = (low, high)
    return best


def _divides(upper: Sequence[int], low: int, high: int) -> bool:
    """Does a chunk further up stand over one side of these columns only, so that nothing below it spans them all?"""
    inside = [column for column in upper if low <= column <= high]
    return 0 < len(inside) <= (high - low) / 2 and (low in inside) != (high in inside)


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """Rows whose label was set over two or three lines, the numbers beside its middle, its first or its last, as one line.

    Lines of one label stand closer together than rows do.
    """
    rows = [line for line in lines if cells_of(line)]
    gaps = sorted(below - above for above, below in pairwise(_top(line) for line in rows if _label(line)) if below > above)
    pitch = gaps[len(gaps) // 2] if gaps else 0.0
    joined: list[Line] = []
    used: set[int] = set()
    for at, line in enumerate(lines):
        if at in used:
            continue
        cells = cells_of(line)
        label = _label(line)
        if cells and (pitch or not label or _is_unit(label)):
            bare = not label or _is_unit(label)
            before = joined[-1] if joined and not cells_of(joined[-1]) else None
            after = lines[at + 1] if at + 1 < len(lines) and not cells_of(lines[at + 1]) else None
            size = _size(cells[0])
            close = 0.8 * size if bare else min(0.8 * pitch, 1.45 * size)
            is_before = before is not None and 0 <= _top(line) - _top(before) < close and not COLON.search(_label(before))
            if is_before and before is not None and len(joined) > 1 and cells_of(joined[-2]):
                is_before = _top(line) - _top(before) < _top(before) - _top(joined[-2])
            is_after = after is not None and 0 <= _top(after) - _top(line) < close and not _nearer(lines, at + 1, close)
            if bare or (is_before and is_after):
                pieces = [_label(before)] if is_before and before is not None else []
                pieces += [label] if label else []
                pieces += [_label(after)] if is_after and after is not None else []
                if is_before:
                    first = joined.pop().chunks[0]
                elif is_after and after is not None:
                    first = after.chunks[0]
                else:
                    first = line.chunks[0]
                if is_after:
                    used.add(at + 1)
                if len(pieces) > 1 or (pieces and not label):
                    text = _in_order(pieces, label)
                    line = replace(line, chunks=(replace(first, text=text), *cells), indent=first.x0)
        joined.append(line)
    return joined


def _in_order(pieces: Sequence[str], unit: str) -> str:
    """The lines of a label as one, a unit that stood beside them at its end."""
    words = [piece for piece in pieces if piece != unit or not _is_unit(piece)]
    text = ""
    for piece in words:
        text = join_label(text, piece)
    return f"{text} {unit}".strip() if unit and _is_unit(unit) else text


def _label(line: Line) -> str:
    cells = cells_of(line)
    return " ".join(chunk.text for chunk in line.chunks[: len(line.chunks) - len(cells)])


def _top(line: Line) -> float:
    return line.bbox[1] if line.bbox else 0.0


def _nearer(lines: Sequence[Line], at: int, close: float) -> bool:
    """Does the label line `at` stand nearer to the row below it than to the one above?"""
    if at + 1 >= len(lines) or not cells_of(lines[at + 1]):
        return False
    return _top(lines[at + 1]) - _top(lines[at]) < _top(lines[at]) - _top(lines[at - 1])


def columns_under(chunk: Chunk, columns: Sequence[Extent]) -> list[int]:
    """Indexes of the columns that a header chunk touches; the nearest one where it touches none."""
    touched = [at for at, column in enumerate(columns) if chunk.x0 < column.x1 and column.x0 < chunk.x1]
    return touched or [nearest_column(chunk, columns)]


def nearest_column(chunk: Chunk, columns: Sequence[Extent]) -> int:
    """Index of the column whose right edge is nearest, or the one that contains the chunk."""
    return min(
        range(len(columns)), key=lambda at: (not (columns[at].x0 - 1 <= chunk.x0 and chunk.x1 <= columns[at].x1 + 1), abs(columns[at].x1 - chunk.x1))
    )


def continues(before: Region, region: Region) -> bool:
    """Does a region on the next page go on with the table before it: columns where it had columns, and its header or none?"""
    if before.lines[-1].page + 1 != region.lines[0].page or len(region.columns) > len(before.columns):
        return False
    partners = [[at for at, old in enumerate(before.columns) if old.x0 < new.x1 and new.x0 < old.x1] for new in region.columns]
    if any(len(found) != 1 for found in partners) or len({found[0] for found in partners}) < len(partners):
        return False
    if any(abs(before.columns[found[0]].x1 - new.x1) > HANGING for found, new in zip(partners, region.columns, strict=True)):
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
