"""Lines of a page to regions: rows of numbers that share columns, with the header above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from parsers.page.drawn_cells import cells_over, places_in_cells
from parsers.page.drawn_headers import header_in_boxes, places_in_boxes
from parsers.page.extents import CENTRED, LABEL_GAP, Extent, begins_beside, stands_over, top_of, type_size
from parsers.page.headings import NUMBERED, names_statement
from parsers.page.number_cells import MARK, cells_of, find_columns
from parsers.page.spanners import header_places
from parsers.page.stacked_headers import LEAD, OPEN, joined_texts, merge_header, stack_header
from parsers.printed import Line, Ruling
from parsers.text.scanner import Scanner

HANGING = 12.0
"""Points: columns of a table that goes on over a page keep their right edges this exactly, a bracket or % apart."""
BRACKETS = regex.compile(r"\A\s*+[(（][^()（）]*+[)）]\s*+\Z")
FOLIO = regex.compile(r"\s*+\d{1,4}\s*+")
ENDS = regex.compile(r"[.。:：;)）]\s*+\Z")
"""What a sentence, a note or a heading ends in."""
FAR = 3.0
"""Of the size of the type: rows stand no further apart."""
MOST_HEADER = 12
"""Lines that a header may have."""
PROSE_LETTERS = 34
"""A single chunk with more letters than this between rows is a sentence, not a heading."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one page that share columns; the header is the first `header` of them."""

    lines: tuple[Line, ...]
    header: int
    columns: tuple[Extent, ...]
    cells: tuple[Extent, ...] | None = None
    """The drawn cells that the columns stand in, where the rules tell."""
    left: float | None = None
    """Where the columns begin, where that is further left than the numbers of the first."""
    boxed: bool = False
    """Is each text of its header as wide as the drawn box it stands in?"""


def find_regions(lines: Sequence[Line], scanner: Scanner, rulings: Sequence[Ruling] = ()) -> list[Line | Region]:
    """Lines and regions in order. A region is a run of rows of numbers, with headings between and a header above.

    rulings: those of the page.
    """
    pieces: list[Line | Region] = []
    start = 0
    while start < len(lines):
        if not cells_of(lines[start], scanner) or is_folio(lines, start):
            pieces.append(lines[start])
            start += 1
            continue
        end = _region_end(lines, start, scanner)
        rows = [line for line in lines[start:end] if cells_of(line, scanner)]
        columns = find_columns(rows, scanner)
        if len(rows) < 2 and len(columns) < 2:
            pieces += lines[start:end]
            start = end
            continue
        cells = cells_over(columns, rows, rulings, type_size(cells_of(rows[0], scanner)[0]))
        left = cells[0].x0 + LABEL_GAP if cells else left_of(columns, rows, scanner)
        boxed = _stack_in_boxes(pieces, columns, left, rows[0], rulings, scanner)
        above, header = _take_above(pieces, left, pitch_of(rows), scanner, boxed=boxed)
        pieces.append(Region((*above, *lines[start:end]), header, columns, cells, left, boxed))
        start = end
    return pieces


def _region_end(lines: Sequence[Line], start: int, scanner: Scanner) -> int:
    """Index behind the last row of the region that begins at `start`."""
    end, index = start + 1, start + 1
    extents = [Extent(chunk.x0, chunk.x1) for chunk in cells_of(lines[start], scanner)]
    labels = 0.0
    while index < len(lines):
        line = lines[index]
        cells = cells_of(line, scanner)
        labels = max(labels, *label_ends(lines[index - 1], scanner), 0.0)
        if is_folio(lines, index):
            break
        if cells:
            if not any(cell.x0 < extent.x1 and extent.x0 < cell.x1 for cell in cells for extent in extents):
                break
            extents += [Extent(chunk.x0, chunk.x1) for chunk in cells]
            end = index + 1
        elif (is_prose(line) and not _begins_label(lines, index, extents, scanner)) or is_title(line) or _is_header_like(line, lines[start], labels, scanner) or index - end > 5:
            break
        index += 1
    size = type_size(cells_of(lines[end - 1], scanner)[0])
    while (
        end < len(lines)
        and len(lines[end].chunks) == 1
        and not cells_of(lines[end], scanner)
        and lines[end].chunks[0].x1 < min(extent.x0 for extent in extents)
    ):
        gap = top_of(lines[end]) - top_of(lines[end - 1])
        if not (0 <= gap < 0.95 * size or (gap < 1.8 * size and scanner(lines[end].chunks[0].text).names_period)):
            break
        end += 1  # the last lines of a label set beside its numbers, or of a stub that is a period
    return end


def _begins_label(lines: Sequence[Line], at: int, extents: Sequence[Extent], scanner: Scanner) -> bool:
    """Is a long line the first of a label: no sentence, left of all numbers, close above a row of them?"""
    if at + 1 >= len(lines) or lines[at].chunks[-1].x1 >= min(extent.x0 for extent in extents) or ENDS.search(lines[at].text):
        return False
    cells = cells_of(lines[at + 1], scanner)
    return bool(cells) and top_of(lines[at + 1]) - top_of(lines[at]) < 2 * type_size(cells[0])


def is_folio(lines: Sequence[Line], at: int) -> bool:
    """Is it the number of the page: a few digits alone in its last line, further below the one before than a row would stand?"""
    if at == 0 or at + 1 < len(lines) or len(lines[at].chunks) != 1 or FOLIO.fullmatch(lines[at].text) is None:
        return False
    return top_of(lines[at]) - top_of(lines[at - 1]) > FAR * type_size(lines[at].chunks[0])


def is_title(line: Line) -> bool:
    """A line that names a table, with or without its unit at the right edge; in small letters it is a piece of a label ("dividend")."""
    return NUMBERED.match(line.text) is not None or (not line.text[:1].islower() and names_statement(line.text))


def label_ends(line: Line, scanner: Scanner) -> list[float]:
    """Where the labels of a row of numbers end; empty for another line."""
    cells = cells_of(line, scanner)
    return [chunk.x1 for chunk in line.chunks[: len(line.chunks) - len(cells)]] if cells else []


def _is_header_like(line: Line, row: Line, labels: float, scanner: Scanner) -> bool:
    """Two chunks or more over the columns of a row, none a number, or behind where all labels end, or two periods side by side, over the
    columns or behind the label of the row (those of another table may stand elsewhere): a header in the middle of a page. A label beside it makes it a row with words for numbers."""
    if labels and len(line.chunks) > 1 and line.chunks[0].x0 > labels and line.chunks[-1].x1 > cells_of(row, scanner)[0].x0:
        return True
    left = min(chunk.x0 for chunk in cells_of(row, scanner))
    texts = [chunk for chunk in line.chunks if not scanner(chunk.text).is_cell]
    periods = [chunk for chunk in texts if scanner(chunk.text).names_period and (stands_over(chunk, left) or chunk.x0 > row.chunks[0].x1)]
    return sum(1 for chunk in texts if chunk.x1 > left) >= 2 or len(periods) >= 2


def left_of(columns: Sequence[Extent], rows: Sequence[Line], scanner: Scanner) -> float:
    """Where the columns begin: at the numbers of the first; where columns are wide, a gap further right than the labels and
    the first column reach, taken to be as wide as the narrowest."""
    labels = [x1 for row in rows for x1 in label_ends(row, scanner)]
    widths = [right.x1 - left.x1 for left, right in pairwise(columns)]
    return min(columns[0].x0, max(columns[0].x1 - min(widths), *labels) + LABEL_GAP) if widths and labels else columns[0].x0


def pitch_of(rows: Sequence[Line]) -> float:
    """How far below each other the tops of rows of one line stand; 0.0 where there are too few rows to say."""
    gaps = sorted(gap for above, below in pairwise(rows) if (gap := top_of(below) - top_of(above)) > 0)
    return gaps[len(gaps) // 4] if len(gaps) > 1 else 0.0


def _take_above(pieces: list[Line | Region], left: float, pitch: float, scanner: Scanner, *, boxed: bool) -> tuple[list[Line], int]:
    """(header and headings above a region, how many of them are header), taken from the end of `pieces`.

    Headings of the first rows may stand between header and rows; they stand beside the columns, not over them.
    left: where the columns begin. pitch: how far apart its rows are.
    """
    if not boxed:
        pieces += stack_header(_tail(pieces, left, scanner), left, scanner, pitch)
    found: list[tuple[Line, bool]] = []
    captions: list[Line | Region] = []
    while pieces and isinstance(line := pieces[-1], Line) and len(found) < MOST_HEADER:
        if is_prose(line) or names_amount(line, scanner) or (is_title(line) and not _stands_over(line, left) and not _is_between(line, pieces[-2:-1])):
            break
        within = sum(1 for chunk in line.chunks if chunk.x1 > left) <= 1 + is_bracketed_unit(line)
        if _is_caption(line, scanner) and within and not _ends_header(line, pieces[-3:-1]):
            captions.insert(0, line)
            pieces.pop()
            continue
        over = any(stands_over(chunk, left) for chunk in line.chunks) and not (len(line.chunks) == 1 and line.chunks[0].x0 < left - 60)
        found.insert(0, (line, over))
        pieces.pop()
    while found and not found[0][1]:
        pieces.append(found.pop(0)[0])
    pieces += captions
    header = max((at + 1 for at, (_, over) in enumerate(found) if over), default=0)
    return [line for line, _ in found], header


def _tail(pieces: list[Line | Region], left: float, scanner: Scanner) -> list[Line]:
    """The lines at the end of `pieces` that may be a header, taken from there."""
    tail: list[Line] = []
    while pieces and isinstance(line := pieces[-1], Line) and len(tail) < MOST_HEADER and not is_prose(line) and not names_amount(line, scanner):
        if is_title(line) and not _stands_over(line, left) and not _is_between(line, pieces[-2:-1]):
            break
        tail.insert(0, line)
        pieces.pop()
    return tail


def _stack_in_boxes(pieces: list[Line | Region], columns: Sequence[Extent], left: float, row: Line, rulings: Sequence[Ruling], scanner: Scanner) -> bool:
    """Do the lines at the end of `pieces` stand in drawn boxes? Then each box is one text of them now."""
    tail = _tail(pieces, left, scanner)
    made = header_in_boxes(tail, columns, left, top_of(row), rulings, lambda upper, lower: joined_texts(upper, lower, scanner))
    pieces += tail if made is None else made
    return made is not None


def names_amount(line: Line, scanner: Scanner) -> bool:
    """Does it hold a number with its unit (430百万円)? Then it is a note on the table before, and no header."""
    return any((number := scanner(word).in_cell) is not None and number.unit not in (None, "pure") for word in line.text.split())


def _is_between(line: Line, above: Sequence[Line | Region]) -> bool:
    return any(isinstance(one, Line) and begins_beside(one, line) for one in above)


def _stands_over(line: Line, left: float) -> bool:
    """Two texts or more over columns and none over the labels: a header, whatever its words; or the second half of a text."""
    if len(line.chunks) == 1 and line.text[:1].islower():
        return stands_over(line.chunks[0], left)
    return len(line.chunks) > 1 and all(chunk.x0 > left - LABEL_GAP for chunk in line.chunks)


def _ends_header(line: Line, above: Sequence[Line | Region]) -> bool:
    """Is a unit the last line of a text of the header ("Earnings per share" over "(yen)"): close below its middle?"""
    if len(line.chunks) != 1:
        return False
    unit = line.chunks[0]
    over = [chunk for one in above if isinstance(one, Line) for chunk in one.chunks if chunk.bbox and unit.bbox]
    near = [chunk for chunk in over if chunk.bbox and unit.bbox and 0 <= unit.bbox[1] - chunk.bbox[3] <= (LEAD - 1) * type_size(unit)]
    return any(abs((other.x0 + other.x1 - unit.x0 - unit.x1) / 2) <= CENTRED for other in near)


def is_bracketed_unit(line: Line) -> bool:
    """Two units side by side in brackets, or one with its footnote mark: still a note on the whole table."""
    return line.text.lstrip()[:1] in "(（" or MARK.match(line.chunks[-1].text) is not None


def _is_caption(line: Line, scanner: Scanner) -> bool:
    """A line that speaks of the whole table: its unit, or several periods in a row."""
    if any(OPEN.search(chunk.text) for chunk in line.chunks):
        return False  # the first half of （自 … 至 …）
    bracketed = len(line.chunks) == 1 and BRACKETS.match(line.text) is not None
    if scanner(line.text).plain.names_unit or (bracketed and (len(line.text) > 16 or scanner(line.text).speaks_of_percentages)):
        return True
    if len(line.chunks) == 2 and BRACKETS.match(line.chunks[1].text) and scanner(line.chunks[1].text).speaks_of_percentages:
        return True  # a heading with its note on the percentages at the right edge
    periods = {word.period.period_end if word.period and word.period.period_end else word.text for word in scanner(line.text).of("period")}
    return len(line.chunks) == 1 and len(periods) >= 2  # 15年3月期の業績（平成14年4月1日～平成15年3月31日） says one twice


def is_prose(line: Line) -> bool:
    """One long chunk, or a sentence's end."""
    if any(chunk.text.rstrip().endswith("。") for chunk in line.chunks):
        return True
    if len(line.chunks) != 1:
        return False
    text = line.chunks[0].text
    letters = len(regex.findall(r"\p{Letter}", text))
    wide = len(regex.findall(r"[\p{Han}\p{Hiragana}\p{Katakana}]", text))
    return letters > (PROSE_LETTERS if wide * 2 > letters else 2.2 * PROSE_LETTERS)


def continues(before: Region, region: Region, scanner: Scanner) -> bool:
    """Does a region on the next page go on with the table before it: columns where it had columns, and its header or none?"""
    if before.lines[-1].page + 1 != region.lines[0].page or len(region.columns) > len(before.columns):
        return False
    partners = [[at for at, old in enumerate(before.columns) if old.x0 < new.x1 and new.x0 < old.x1] for new in region.columns]
    if any(len(found) != 1 for found in partners) or len({found[0] for found in partners}) < len(partners):
        return False
    if any(abs(before.columns[found[0]].x1 - new.x1) > HANGING for found, new in zip(partners, region.columns, strict=True)):
        return False
    old, new = column_texts(before, scanner), column_texts(region, scanner)
    return all(old[found[0]].endswith(text) for found, text in zip(partners, new, strict=True))


def header_of(region: Region, scanner: Scanner) -> tuple[list[Line], list[dict[int, tuple[int, int]]]]:
    """The header lines of a region, and for each: index of a chunk -> (first, last) column it covers."""
    if region.boxed:
        return list(region.lines[: region.header]), places_in_boxes(region.lines[: region.header], region.columns)
    head = merge_header(region.lines[: region.header], scanner)
    return head, places_in_cells(head, region.cells, scanner) if region.cells else header_places(head, region.columns, scanner, region.left)


def column_texts(region: Region, scanner: Scanner) -> list[str]:
    """What stands over each column, top to bottom and without blanks, whatever lines it was set over."""
    texts = [""] * len(region.columns)
    for line, places in zip(*header_of(region, scanner), strict=True):
        for at, (low, high) in places.items():
            for column in range(low, high + 1):
                texts[column] += "".join(line.chunks[at].text.split())
    return texts


def split_side_by_side(lines: Sequence[Line], scanner: Scanner) -> list[list[Line]]:
    """The lines of a page, twice where two tables stand side by side: all left parts, then all right parts.

    Side by side are at least four rows in which a text begins at one x behind numbers.
    """
    starts: dict[int, int] = {}
    for line in lines:
        for at in range(1, len(line.chunks) - 1):
            chunk = line.chunks[at]
            if scanner(line.chunks[at - 1].text).is_cell and not scanner(chunk.text).is_cell and regex.search(r"\p{Letter}{2}", chunk.text) and scanner(line.chunks[at + 1].text).is_cell:
                starts[round(chunk.x0 / 4)] = starts.get(round(chunk.x0 / 4), 0) + 1
    if not starts or max(starts.values()) < 4:
        return [list(lines)]
    cut = min(key for key, count in starts.items() if count * 3 >= max(starts.values())) * 4 - 4
    first = next(at for at, line in enumerate(lines) if len(line.chunks) > 1 and any(chunk.x0 >= cut for chunk in line.chunks))
    last = max(at for at, line in enumerate(lines) if len(line.chunks) > 2 and any(chunk.x0 >= cut and scanner(chunk.text).is_cell for chunk in line.chunks))
    while last + 1 < len(lines) and cells_of(lines[last + 1], scanner) and all(chunk.x1 < cut for chunk in lines[last + 1].chunks):
        last += 1  # the last rows of the longer table
    middle = lines[first : last + 1]
    left = [replace(line, chunks=part) for line in middle if (part := tuple(chunk for chunk in line.chunks if chunk.x0 < cut))]
    right = [
        replace(line, chunks=part, indent=part[0].x0, beside=True)
        for line in middle
        if (part := tuple(chunk for chunk in line.chunks if chunk.x0 >= cut))
    ]
    return [[*lines[:first], *left], [*right, *lines[last + 1 :]]]
