"""Sorted lines to blocks: the lines that make one table, taken apart into title, captions, header and body.

A block is not understood yet: its labels and cells are as printed, its header is text. There are two shapes:

    run    the cells of a row are set apart by blanks, only their order is known
    grid   cells know their column (tabs, HTML, and PDF lines after their columns were found)
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from parsers.fiscal import DEFAULT_CALENDAR
from parsers.frame import scan_frame
from parsers.lines import PLAIN_YEAR, Kind, Sorted, unmarked
from parsers.model import BBox, Line, TagFact
from parsers.numbers import not_meaningful, parse_number
from parsers.units import parse_unit_note


@dataclass(frozen=True, slots=True)
class BlockCell:
    text: str
    column: int | None
    """Index of the grid column; None in running text."""
    bbox: BBox | None = None
    tag: TagFact | None = None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row of the body: a label with cells, or a heading without."""

    label: str
    cells: tuple[BlockCell, ...]
    line: Line
    indent: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class HeaderCell:
    text: str
    x0: int
    x1: int
    """Grid columns covered, x1 excluded."""


@dataclass(frozen=True, slots=True)
class Block:
    layout: str
    titles: tuple[str, ...]
    """Lines that name the table, top to bottom; empty where none stands above it."""
    captions: tuple[str, ...]
    stub_head: str
    """Words over the labels, or between title and header: what a table printed apart from its title calls itself."""
    header_lines: tuple[Sorted, ...]
    """run: the header as sorted lines, top to bottom."""
    header_cells: tuple[tuple[HeaderCell, ...], ...]
    """grid: the header, a tuple for each of its lines, top to bottom."""
    rows: tuple[BlockRow, ...]
    after: tuple[Sorted, ...]
    """Header lines that stand below the body."""
    first: int
    last: int
    """Index of the first and last line of the body among the sorted lines."""
    document_end: bool = False


@dataclass(frozen=True, slots=True)
class _Caption:
    """A title whose table does not stand below it."""

    index: int
    titles: tuple[str, ...]
    captions: tuple[str, ...]


CELL_MARK = regex.compile(r"\A\s*+[※＊*†]\s*+(?P<mark>[０-９]{1,2}|[0-9]{0,2})(?P<gap>\s*+)(?=[^\s])")
SECTION = 60
"""Lines: how far above a table the heading of its section may stand."""
RUNNING = 3
"""A text that stands this often is the running head of the pages."""
RUNNING_HEAD = 3
"""Lines of text that a page break may put between two rows of a grid."""
CONNECTOR = regex.compile(
    r"(?:及び|および|並びに|ならびに|又は|または|＋|\+|、|,|[-–/／・&＆]|(?<=\s)(?:and|of|in|the|to|for|or|from|by|on|with|net))\s*+\Z",
    regex.IGNORECASE,
)
LOWER = regex.compile(r"\A\s*+\p{Ll}{2,}")
COLON = regex.compile(r"[:：]\s*+\Z")


def find_blocks(lines: Sequence[Sorted]) -> tuple[Block, ...]:
    """All tables of a document in reading order; titles printed apart from their tables are brought together."""
    blocks: list[Block] = []
    index, floor = 0, 0
    while index < len(lines):
        block = None
        if lines[index].kind is Kind.GRID:
            block = _grid_block(lines, index, floor)
        elif lines[index].kind is Kind.DATA:
            block = _run_block(lines, index, floor)
        if block is None:
            index += 1
            continue
        blocks.append(block)
        index = floor = block.last + 1
    return tuple(_bring_titles(blocks, _lonely_titles(lines, blocks)))


# ---------------------------------------------------------------------------------------------------------------------
# Above the body: title, captions, header


@dataclass(frozen=True, slots=True)
class _Above:
    titles: tuple[str, ...]
    captions: tuple[str, ...]
    stub_head: str
    header: tuple[Sorted, ...]
    headings: tuple[Sorted, ...]
    """Text lines between the header and the first row of numbers."""


def _look_up(lines: Sequence[Sorted], first: int, floor: int) -> _Above:
    """What stands above the body that begins at `first`, as far up as its title, prose, notes or another table."""
    region: list[Sorted] = []
    title: Sorted | None = None
    index = first - 1
    while index >= floor:
        item = lines[index]
        if item.kind in (Kind.PROSE, Kind.NOTE, Kind.DATA, Kind.GRID):
            break
        if item.kind is Kind.TITLE:
            title = item
            break
        if item.kind is not Kind.BLANK:
            region.append(item)
        index -= 1
    region.reverse()
    titles = [title.text] if title else []
    last_header = max((place for place, item in enumerate(region) if item.kind in (Kind.HEADER, Kind.CAPTION)), default=-1)
    headings = tuple(region[last_header + 1 :])
    frame = region[: last_header + 1]
    captions = [item.text for item in frame if item.kind is Kind.CAPTION]
    header = [item for item in frame if item.kind is not Kind.CAPTION]
    if title is not None:
        captions.insert(0, title.text)
    if title is None and not last_header >= 0:
        headings = headings[-3:]
    first_word = next((place for place, item in enumerate(header) if item.kind is Kind.HEADER), len(header))
    stub = next((item.text for item in reversed(header[:first_word])), "")
    if not stub and first_word < len(header) and header[first_word].words:
        stub = header[first_word].text[: header[first_word].words[0].start].strip()
    return _Above(tuple(titles), tuple(captions), stub, tuple(header), headings)


def _heading_above(lines: Sequence[Sorted], index: int) -> str:
    """The nearest heading above, over prose and other tables: the section in which a table without a title stands."""
    seen = Counter(item.text for item in lines if item.kind is Kind.TEXT)
    plain = ""
    for item in reversed(lines[max(0, index - SECTION) : index]):
        if item.kind is Kind.TITLE:
            return plain or item.text
        if item.kind is Kind.TEXT and 3 <= len(item.text) <= 80 and seen[item.text] < RUNNING and not COLON.search(item.text):
            if item.line.chunks[0].bold:
                return item.text
            plain = plain or item.text
    return plain


# ---------------------------------------------------------------------------------------------------------------------
# Running text


def _run_block(lines: Sequence[Sorted], first: int, floor: int) -> Block | None:
    """The table whose first row of numbers is line `first`; None where that line is no table."""
    last, rows_at = _run_extent(lines, first)
    above = _look_up(lines, first, floor)
    widths = [len(lines[index].tokens) for index in rows_at]
    framed = bool(above.header or above.captions)
    if max(widths) < 2 and not (framed and len(rows_at) >= 2):
        return None
    if len(rows_at) < 2 and not above.header:
        return None
    rows = _run_rows(above.headings, [lines[index] for index in range(first, last + 1)])
    after = _header_below(lines, last)
    titles = above.titles
    return Block(
        "run",
        titles,
        above.captions,
        above.stub_head,
        above.header,
        (),
        rows,
        after,
        first,
        last,
        document_end=all(item.kind is Kind.BLANK for item in lines[last + 1 :]),
    )


def _run_extent(lines: Sequence[Sorted], first: int) -> tuple[int, list[int]]:
    """(index of the last row of numbers, indexes of all of them). Headings and blank lines may stand between, also a
    note, where the rows go on behind it under the same header."""
    last, rows = first, [first]
    index, pending, noted = first + 1, 0, False
    while index < len(lines):
        item = lines[index]
        if item.kind is Kind.DATA:
            if noted and len(item.tokens) != max(len(lines[row].tokens) for row in rows):
                break
            last = index
            rows.append(index)
            pending, noted = 0, False
        elif item.kind is Kind.TEXT:
            pending += 1
            if pending > 6:
                break
        elif item.kind is Kind.NOTE or (item.kind is Kind.PROSE and noted):
            noted = True
        elif item.kind is not Kind.BLANK:
            break
        index += 1
    return last, rows


def _run_rows(headings: Sequence[Sorted], body: Sequence[Sorted]) -> tuple[BlockRow, ...]:
    """Rows and headings, with labels that were printed over several lines put together.

    A text line belongs to the label below it where that line has numbers only, where it ends like a phrase that goes on
    ("and", 及び, an open bracket) or where the next begins in lower case; else it is a heading.
    """
    rows: list[BlockRow] = []
    pending: list[tuple[Sorted, bool]] = []  # the line, and does the next one follow without a blank line
    blank = False
    for item in [*headings, *body]:
        if item.kind is Kind.BLANK:
            blank = True
            pending = [(line, False) if place == len(pending) - 1 else (line, near) for place, (line, near) in enumerate(pending)]
        elif item.kind is Kind.TEXT or item.kind is Kind.HEADER:
            if rows and not pending and not blank and rows[-1].cells and _goes_on(rows[-1].label, item.text):
                rows[-1] = replace(rows[-1], label=join_label(rows[-1].label, item.text))
            else:
                pending.append((item, True))
            blank = False
        elif item.kind is Kind.DATA:
            label, indent = item.label, item.line.indent
            while pending and (not label or (len(pending) and _joins(pending[-1][0].text, label, near=pending[-1][1]))):
                piece = pending.pop()[0]
                label, indent = join_label(piece.text, label), piece.line.indent
            rows += [BlockRow(line.text.strip(), (), line.line, line.line.indent, line.line.chunks[0].bold) for line, _ in pending]
            pending, blank = [], False
            rows.append(BlockRow(label, tuple(BlockCell(token, None, box) for token, box in zip(item.tokens, token_boxes(item), strict=True)), item.line, indent))
    return tuple(rows)


def token_boxes(item: Sorted) -> list[BBox | None]:
    """Where each number of a line of running text stands; None where the source has no geometry."""
    chunk = item.line.chunks[0]
    boxes: list[BBox | None] = []
    end = len(chunk.words)
    for token in reversed(item.tokens):
        start = max(end - len(token.split()), 0)
        box = None
        if chunk.bbox and start < end and "".join(word for word, _, _ in chunk.words[start:end]) == "".join(token.split()):
            box = (chunk.words[start][1], chunk.bbox[1], chunk.words[end - 1][2], chunk.bbox[3])
        boxes.append(box or item.line.bbox)
        end = start
    return boxes[::-1]


def _joins(piece: str, label: str, *, near: bool) -> bool:
    """Is `piece` the beginning of the label `label` on the next line?"""
    if COLON.search(piece):
        return False
    opened = piece.count("(") + piece.count("（") - piece.count(")") - piece.count("）")
    if opened > 0:
        return True
    if CONNECTOR.search(piece):
        return near or LOWER.match(label) is not None
    return near and LOWER.match(label) is not None


def _goes_on(label: str, text: str) -> bool:
    """Does `text`, printed below a row of numbers, end the label of that row?"""
    if COLON.search(text):
        return False
    opened = label.count("(") + label.count("（") - label.count(")") - label.count("）")
    return opened > 0 or (CONNECTOR.search(label) is not None and LOWER.match(text) is not None)


def join_label(first: str, second: str) -> str:
    """Two lines of a label as one: a blank between Latin words, nothing between Japanese ones, a hyphen kept.

    >>> join_label("Total liabilities and", "shareholders' equity")
    "Total liabilities and shareholders' equity"
    >>> join_label("インターネット接続及び", "付加価値サービス収入合計")
    'インターネット接続及び付加価値サービス収入合計'
    """
    first, second = first.rstrip(" \u3000"), second.lstrip(" \u3000")
    if not first or not second:
        return first + second
    latin = regex.search(r"[\p{Latin}\d)&,.]\Z", first) is not None and regex.match(r"[\p{Latin}\d(&]", second) is not None
    return first + (" " if latin and not first.endswith("-") else "") + second


COMPOUND = regex.compile(r"\b(?:year|month|quarter|period|non|long|short|mid|end|multi|self|pre|post|off|on|inter|co)-\Z", regex.IGNORECASE)


def join_header(first: str, second: str) -> str:
    """Two lines of a header as one; a word broken with a hyphen is put together, a compound keeps its own.

    >>> join_header("Adjust-", "ments"), join_header("Fiscal year-", "end"), join_header("Dividend /", "Net assets")
    ('Adjustments', 'Fiscal year-end', 'Dividend / Net assets')
    """
    if first.endswith("-") and second[:1].islower():
        return first + second if COMPOUND.search(first) else first[:-1] + second
    return f"{first} {second}" if first.endswith(" /") else join_label(first, second)


def _header_below(lines: Sequence[Sorted], last: int) -> tuple[Sorted, ...]:
    """Header lines printed below the body, over notes and blank lines, before the next title."""
    found = []
    for item in lines[last + 1 :]:
        if item.kind is Kind.HEADER:
            found.append(item)
        elif item.kind in (Kind.TITLE, Kind.DATA, Kind.GRID, Kind.CAPTION) or (item.kind is Kind.PROSE and found):
            break
    return tuple(found)


# ---------------------------------------------------------------------------------------------------------------------
# Grids


def _grid_block(lines: Sequence[Sorted], first: int, floor: int) -> Block | None:
    """The table whose first grid line is `first`; None where the grid holds no number."""
    last, members = _grid_extent(lines, first)
    grid = [lines[index].line for index in members]
    start = next((place for place, line in enumerate(grid) if is_body_line(line)), None)
    if start is None:
        return None
    header_end = max((place + 1 for place in range(start) if any(chunk.text for chunk in grid[place].chunks[1:])), default=0)
    above = _look_up(lines, first, floor)
    heading = "" if above.titles else _heading_above(lines, first)
    captions = list(above.captions)
    captions += [item.text for item in above.header if item.kind is Kind.HEADER]
    captions += [item.text for item in above.headings if parse_unit_note(item.text) is not None]
    header = tuple(spread_header(line, grid[place + 1 : header_end]) for place, line in enumerate(grid[:header_end]))
    stub = next((line.chunks[0].text for line in grid[:header_end] if line.chunks and line.chunks[0].text), "")
    noted = [line for line in header if line and all(is_unit_note(cell.text) for cell in line)]
    header = tuple(line for line in header if line not in noted)
    captions += [cell.text for line in noted for cell in line]
    stubs = [line.chunks[0].text for line in grid[header_end:] if is_body_line(line)]
    dated = sum(1 for text in stubs if any(word.kind == "period" for word in scan_frame(text, DEFAULT_CALENDAR)))
    width = max(int(chunk.x1) for line in grid for chunk in line.chunks)
    header, spanned = (header, []) if dated * 2 > len(stubs) else _take_spanners(header, width)
    titles = tuple(text for text in (*above.titles, heading, *(text for text in spanned if parse_unit_note(text) is None)) if text)
    captions += [text for text in spanned if parse_unit_note(text) is not None]
    rows = tuple(row for line in grid[header_end:] if (row := grid_row(line)) is not None)
    return Block(
        "grid", titles, tuple(captions), stub, (), header, join_grid_labels(rows), (), first, last,
        document_end=all(item.kind is Kind.BLANK for item in lines[last + 1 :]),
    )  # fmt: skip


def is_unit_note(text: str) -> bool:
    """A unit in brackets, or behind 単位: said of the whole table wherever it stands."""
    return regex.match(r"\s*+(?:[(（［\[]|単位)", text) is not None and (note := parse_unit_note(text)) is not None and note.unit != "pure"


def _take_spanners(header: tuple[tuple[HeaderCell, ...], ...], width: int) -> tuple[tuple[tuple[HeaderCell, ...], ...], list[str]]:
    """(header without its leading lines that span all columns, their texts): these name the table, not its columns."""
    taken: list[str] = []
    rest = list(header)
    while len(rest) > 1 and len(rest[0]) == 1 and rest[0][0].x1 - rest[0][0].x0 >= max(2, width - 2):
        if len(rest[1]) == 1 and rest[1][0].x1 - rest[1][0].x0 < 2:
            break
        taken.append(rest.pop(0)[0].text)
    return tuple(rest), taken


def _grid_extent(lines: Sequence[Sorted], first: int) -> tuple[int, list[int]]:
    """(index of the last line, indexes of the grid lines): lines without a gap, and on behind a note or a blank line
    where the next grid line is a row of numbers that needs no header of its own."""
    members, index, gap = [first], first + 1, False
    again = max((at for at in range(first, len(lines)) if lines[first].line.group and lines[at].line.group == lines[first].line.group), default=first)
    group, width = lines[first].line.group, len(lines[first].line.chunks)
    seen_body, texts = is_body_line(lines[first].line), 0
    while index < len(lines):
        item = lines[index]
        if item.kind is Kind.GRID:
            if item.line.group != group:
                break
            body = is_body_line(item.line)
            if gap and group == 0 and not (seen_body and body and len(item.line.chunks) == width):
                break
            if seen_body and not body and any(chunk.text for chunk in item.line.chunks[1:]) and is_header_line(item.line):
                break
            members.append(index)
            seen_body, gap, texts = seen_body or body, False, 0
            width = max(width, len(item.line.chunks))
        elif group and item.line.group == group:
            members.append(index)
        elif index < again or item.kind in (Kind.NOTE, Kind.BLANK) or (item.kind is Kind.PROSE and gap):
            gap = True
        elif item.kind is Kind.TEXT and texts < RUNNING_HEAD:
            gap, texts = True, texts + 1
        else:
            break
        index += 1
    return members[-1], members


def is_body_line(line: Line) -> bool:
    """Does a cell behind the label hold a number that is no year?"""
    return any(is_number(chunk.text) for chunk in line.chunks[1:])


def is_header_line(line: Line) -> bool:
    """No label-sized text in front, or none at all, and no number behind: a header in the middle of a grid."""
    cells = [chunk.text for chunk in line.chunks[1:] if chunk.text]
    return len(cells) >= 2 and not any(is_number(text) or not_meaningful(text) for text in cells)


def is_number(text: str) -> bool:
    """A number or nil mark, not a year and not a currency with a footnote mark ("USD (1)")."""
    number, _ = split_mark(text)
    return bool(number) and PLAIN_YEAR.match(number) is None and parse_number(unmarked(number)) is not None


def split_mark(text: str) -> tuple[str, str]:
    """(number, footnote mark) of a cell with a mark before its number; the mark is "" where there is none.

    >>> split_mark("※１ 303,921"), split_mark("※１303,921"), split_mark("*2 △45"), split_mark("※1303,921")
    (('303,921', '1'), ('303,921', '1'), ('△45', '2'), ('303,921', '1'))
    >>> split_mark("1,234"), split_mark("*")
    (('1,234', ''), ('*', ''))
    """
    match = CELL_MARK.match(text)
    if match is None:
        return text, ""
    rest = text[match.end() :].strip()
    for digits in sorted({match["mark"], match["mark"][:1], ""}, key=len, reverse=True):
        number = match["mark"][len(digits) :] + rest if not match["gap"] else rest
        if parse_number(number) is not None and (match["gap"] or len(digits) == len(match["mark"]) or digits):
            return number, unicodedata.normalize("NFKC", digits) or "*"
    return text, ""


def spread_header(line: Line, below: Sequence[Line]) -> tuple[HeaderCell, ...]:
    """The header cells of a line with the columns they cover.

    In tab-separated text a spanner stands in its first column and the others are empty: it covers empty columns up to
    the next text of its line, as far as a line below has text there.
    """
    cells = []
    chunks = line.chunks
    for place, chunk in enumerate(chunks):
        if not chunk.text or chunk.x0 < 1:
            continue
        x1 = int(chunk.x1)
        if chunk.x1 - chunk.x0 == 1 and not line.group:  # HTML says itself how far a cell reaches
            for following in chunks[place + 1 :]:
                texts = [other.text for lower in below for other in lower.chunks if other.text and other.x0 <= following.x0 < other.x1]
                if following.text or not texts or any(is_change(text) for text in texts):
                    break
                x1 = int(following.x1)
        cells.append(HeaderCell(chunk.text, int(chunk.x0), x1))
    return tuple(cells)


def is_change(text: str) -> bool:
    """A header that names a change: it stands beside the periods it compares, not under one of them."""
    words = scan_frame(text, DEFAULT_CALENDAR)
    return any((word.measure or "").startswith(("change", "difference")) for word in words if word.kind == "measure")


def grid_row(line: Line) -> BlockRow | None:
    """A line of the body as a row; None where it is empty."""
    if not any(chunk.text for chunk in line.chunks):
        return None
    cells = tuple(BlockCell(chunk.text, int(chunk.x0), chunk.bbox, chunk.tag) for chunk in line.chunks[1:] if chunk.text)
    label = line.chunks[0].text
    return BlockRow(label, cells, line, line.indent, bold=line.chunks[0].bold)


def join_grid_labels(rows: Sequence[BlockRow]) -> tuple[BlockRow, ...]:
    """Rows whose label was printed over several lines of the grid, put together as in running text."""
    joined: list[BlockRow] = []
    for row in rows:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and not previous.cells
            and previous.label
            and row.cells
            and (not row.label or _joins(previous.label, row.label, near=True))
        ):
            joined[-1] = replace(row, label=join_label(previous.label, row.label), indent=previous.indent)
        elif previous is not None and previous.cells and not row.cells and _goes_on(previous.label, row.label):
            joined[-1] = replace(previous, label=join_label(previous.label, row.label))
        else:
            joined.append(row)
    return tuple(joined)


# ---------------------------------------------------------------------------------------------------------------------
# Titles printed apart from their tables


def _lonely_titles(lines: Sequence[Sorted], blocks: Sequence[Block]) -> list[_Caption]:
    """Titles with no table below them before the next title or prose."""
    starts = {block.first for block in blocks}
    lonely = []
    for index, item in enumerate(lines):
        if item.kind is not Kind.TITLE:
            continue
        captions = [item.text]
        for below in range(index + 1, len(lines)):
            if below in starts:
                break
            if lines[below].kind is Kind.CAPTION:
                captions.append(lines[below].text)
            elif lines[below].kind in (Kind.PROSE, Kind.TITLE, Kind.NOTE):
                if regex.match(r"\s*+(?:Table|表|図表)", item.text, regex.IGNORECASE):
                    lonely.append(_Caption(index, (item.text,), tuple(captions)))
                break
    return lonely


def _bring_titles(blocks: Sequence[Block], lonely: Sequence[_Caption]) -> list[Block]:
    """Blocks without a title take the lonely title that says what their stub head says; what is left goes by order."""
    free = list(lonely)
    wanting = [place for place, block in enumerate(blocks) if not block.titles and block.layout == "run"]
    result = list(blocks)
    for place in list(wanting):
        stub = _bare(blocks[place].stub_head or (blocks[place].rows[0].label if blocks[place].rows and not blocks[place].rows[0].cells else ""))
        best = [caption for caption in free if stub and (_bare(caption.titles[0]) == stub)]
        best = best or [caption for caption in free if stub and (stub in _bare(caption.titles[0]) or _bare(caption.titles[0]) in stub)]
        if len(best) == 1 or (best and min(abs(caption.index - blocks[place].first) for caption in best) >= 0):
            chosen = min(best, key=lambda caption: abs(caption.index - blocks[place].first))
            result[place] = replace(blocks[place], titles=chosen.titles, captions=(*chosen.captions, *blocks[place].captions))
            free.remove(chosen)
            wanting.remove(place)
    if len(wanting) == len(free):
        for place, caption in zip(wanting, free, strict=True):
            result[place] = replace(blocks[place], titles=caption.titles, captions=(*caption.captions, *blocks[place].captions))
    return result


def _bare(title: str) -> str:
    """A title without its number, its unit and everything that is no letter."""
    title = regex.sub(r"\A\s*+(?:Table|表|図表)\s*+[\d０-９]++[.．:：\s]*+", "", title, flags=regex.IGNORECASE)
    title = regex.sub(r"[(（][^()（）]*+[)）]", "", title)
    return regex.sub(r"[^\p{Letter}]++", "", title).casefold()
