"""Ruled tables to grid lines: a cell's text is one text, however many lines it was set over.

    lines of a page + a ruled table -> entries (what one line prints in one cell) -> columns of numbers -> header and rows

The columns are those that hold numbers; a cell that holds several side by side, with no line between, is cut where they end.
A row is what stands between two level lines; where several rows stand there, they are told apart by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from parsers.cell_marks import split_mark
from parsers.dated_cells import is_period_text
from parsers.extents import Extent, columns_under, find_columns, is_cell
from parsers.fiscal import DEFAULT_CALENDAR
from parsers.frame import scan_frame
from parsers.joining import join_header, join_label
from parsers.lines import PLAIN_YEAR
from parsers.model import BBox, Chunk, Line
from parsers.numbers import parse_number
from parsers.ruled_cells import JOINT, NEAR, RuledCell, RuledTable
from parsers.spanners import UNFINISHED, header_places, merge_header

SPLIT_ROWS = 3
"""Rows with labels in the middle of a table that make it two tables side by side."""
CENTRED = 0.35
"""Of the size of the type: a number this close to the middle of a label, or of its first or last line, stands beside it."""
LETTER = regex.compile(r"\p{Letter}")
TOO_MIXED = 0.3
"""A table in which more of the numbers than this share their cell with a label is not ruled between them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line prints in one cell."""

    cell: RuledCell
    line: Line
    chunks: tuple[Chunk, ...]
    is_text: bool = False
    """Its numbers are part of a text: of a name, an address, a remark."""

    @property
    def numbers(self) -> tuple[Chunk, ...]:
        """Its numbers: all chunks, or one behind words ("普通株式 4,805,300"); none in a text, nor in a range of numbers."""
        if self.is_text:
            return ()
        if all(is_number(chunk) for chunk in self.chunks):
            return self.chunks
        words = self.chunks[:-1]
        return self.chunks[-1:] if is_number(self.chunks[-1]) and all(LETTER.search(one.text) and not is_number(one) for one in words) else ()

    @property
    def words(self) -> str:
        """What is no number in it."""
        return " ".join(chunk.text for chunk in self.chunks[: len(self.chunks) - len(self.numbers)])

    @property
    def text(self) -> str:
        return " ".join(chunk.text for chunk in self.chunks)

    @property
    def top(self) -> float:
        return min(chunk.bbox[1] for chunk in self.chunks if chunk.bbox)

    @property
    def bottom(self) -> float:
        return max(chunk.bbox[3] for chunk in self.chunks if chunk.bbox)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Place:
    """A column of numbers: the places of the ruled table it stands in, and where its numbers begin and end."""

    column: int
    extent: Extent


@dataclass(frozen=True, slots=True)
class RuledLines:
    """A ruled table as grid lines, the header being the first `header` of them."""

    table: RuledTable
    lines: tuple[Line, ...]
    header: int


def is_number(chunk: Chunk) -> bool:
    return is_cell(chunk) and PLAIN_YEAR.match(chunk.text.strip()) is None


def take_entries(table: RuledTable, lines: Sequence[Line]) -> tuple[list[Entry], list[Line]]:
    """(what stands in the table, the lines without it)."""
    entries: list[Entry] = []
    rest: list[Line] = []
    for line in lines:
        inside: dict[RuledCell, list[Chunk]] = {}
        outside: list[Chunk] = []
        for chunk in line.chunks:
            x, y = middle_of(chunk)
            if chunk.bbox and table.holds(x, y):
                inside.setdefault(table.cell_at(x, y), []).append(chunk)
            else:
                outside.append(chunk)
        entries += [Entry(across(table, cell, chunks), line, tuple(chunks)) for cell, chunks in inside.items()]
        if outside or not line.chunks:
            rest.append(replace(line, chunks=tuple(outside)) if inside else line)
    return entries, rest


def across(table: RuledTable, cell: RuledCell, chunks: Sequence[Chunk]) -> RuledCell:
    """The cell; of one text without numbers that an upright line goes through, the places on both sides: it stands over both."""
    chunk = chunks[0]
    if len(chunks) > 1 or is_cell(chunk) or (table.xs[cell.left] <= chunk.x0 + JOINT and chunk.x1 - JOINT <= table.xs[cell.right + 1]):
        return cell
    return replace(cell, left=min(cell.left, table.column_at(chunk.x0 + JOINT)), right=max(cell.right, table.column_at(chunk.x1 - JOINT)))


def middle_of(chunk: Chunk) -> tuple[float, float]:
    x0, top, x1, bottom = chunk.bbox or (chunk.x0, 0.0, chunk.x1, 0.0)
    return (x0 + x1) / 2, (top + bottom) / 2


def ruled_to_lines(table: RuledTable, entries: Sequence[Entry]) -> list[RuledLines]:
    """The grid lines of a ruled table, of two where two stand side by side in one box; empty where it holds no numbers or
    is not ruled between its labels and numbers."""
    entries = mark_texts(entries)
    numbered = [entry for entry in entries if entry.numbers]
    mixed = sum(1 for entry in entries if any(map(is_number, entry.chunks)) and not all(map(is_number, entry.chunks)))
    if not numbered or mixed > TOO_MIXED * len(numbered) or dated_cells(entries):
        return []
    if (cut := find_cut(entries)) is not None:
        halves = [[entry for entry in entries if (entry.cell.left >= cut) == right] for right in (False, True)]
        left, right = (ruled_to_lines(table, half) for half in halves)
        return [*left, *put_beside(right)]
    places = find_places(numbered)
    first = min(numbered, key=lambda entry: (entry.cell.top, entry.top))
    labels = [column for column in sorted({entry.cell.left for entry in entries}) if column < places[0].column]
    rows: dict[RuledCell, int] = {}
    for entry in numbered:
        rows[entry.cell] = rows.get(entry.cell, 0) + 1
    above = [entry for entry in entries if is_above(entry, first, labels, rows.get(entry.cell, 0))]
    below = [entry for entry in entries if not any(entry is other for other in above)]
    header = list(header_lines(above, places, labels))
    body = list(body_lines(table, below, places, labels, first.cell.top))
    return [RuledLines(table, (*header, *body), len(header))]


def put_beside(tables: Sequence[RuledLines]) -> list[RuledLines]:
    """The tables, marked as standing to the right of the one before."""
    return [replace(one, lines=tuple(replace(line, beside=True) for line in one.lines)) for one in tables]


def ruled_on(before: RuledLines, after: RuledLines) -> bool:
    """Does a ruled table go on with the one on the page before: the same columns, and its header or none?"""
    old, new = before.table, after.table
    if old.page + 1 != new.page or len(old.xs) != len(new.xs) or any(abs(a - b) > NEAR for a, b in zip(old.xs, new.xs, strict=True)):
        return False
    texts = [line.text for line in before.lines[: before.header]]
    return [line.text for line in after.lines[: after.header]] in (texts, [])


def mark_texts(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with those marked whose digits are no numbers: a cell with as many lines of words as of numbers (units
    apart), a column with more such cells than cells of numbers, or with no number but nil marks beside words."""
    lines: dict[RuledCell, list[Entry]] = {}
    for entry in entries:
        lines.setdefault(entry.cell, []).append(entry)
    words = {cell: sum(1 for entry in found if not entry.numbers and not is_unit(entry.text)) for cell, found in lines.items()}
    numbers = {cell: sum(1 for entry in found if entry.numbers) for cell, found in lines.items()}
    first = min((cell.top for cell, count in numbers.items() if count > words[cell]), default=0)
    textual = {cell for cell, count in words.items() if count and count >= numbers[cell]}
    columns: dict[int, list[RuledCell]] = {}
    for cell in lines:
        if cell.top >= first and (words[cell] or numbers[cell]):
            columns.setdefault(cell.left, []).append(cell)
    for cells in columns.values():
        texts = [cell for cell in cells if cell in textual]
        valued = any(not is_nil(chunk) for cell in cells if cell not in textual for entry in lines[cell] for chunk in entry.numbers)
        if texts and (not valued or 2 * len(texts) > len(cells)):
            textual |= set(cells)
    return [replace(entry, is_text=entry.cell in textual) for entry in entries]


def dated_cells(entries: Sequence[Entry]) -> bool:
    """Does a period stand in a cell of its own before most numbers (期末発行済株式数 | 2022年3月期 | 222,000,000株)?"""
    numbers = [entry for entry in entries if entry.numbers]
    before = [(entry.cell.right + 1, entry.cell.top) for entry in entries if entry.cell.left > 0 and all(map(is_period_text, entry.chunks))]
    return 2 * sum(1 for entry in numbers if (entry.cell.left, entry.cell.top) in before) > len(numbers)


def is_nil(chunk: Chunk) -> bool:
    number = parse_number(split_mark(chunk.text)[0])
    return number is None or number.nil


def is_above(entry: Entry, first: Entry, labels: Sequence[int], rows: int) -> bool:
    """Does it belong to the header: a cell above the first number's, or words above the numbers inside of one cell (百万円)?

    rows: how many lines of numbers its cell holds; above one alone only units are no part of a text.
    """
    if entry.cell.bottom < first.cell.top:
        return True
    within = entry.cell.left not in labels and entry.cell.top <= first.cell.top <= entry.cell.bottom
    return within and not entry.numbers and (rows > 1 or is_unit(entry.text)) and entry.bottom <= first.middle


def find_cut(entries: Sequence[Entry]) -> int | None:
    """The column of labels in the middle of the table, where it is two tables side by side."""
    numbers = [entry for entry in entries if entry.numbers]
    first = min(entry.cell.left for entry in numbers)
    for column in sorted({entry.cell.left for entry in entries if entry.cell.left > first}):
        own = [entry for entry in entries if entry.cell.left == column == entry.cell.right]
        labels = {entry.cell.top for entry in own if not entry.numbers and len(LETTER.findall(entry.text)) >= 2}
        beside = {entry.cell.top for entry in numbers if entry.cell.left > column}
        before = {entry.cell.top for entry in entries if entry.cell.left < first and not entry.numbers}
        if not any(entry.numbers for entry in own) and len(labels & beside & before) >= SPLIT_ROWS:
            return column
    return None


def find_places(numbered: Sequence[Entry]) -> list[Place]:
    """The columns of numbers, left to right."""
    single = {entry.cell.left for entry in numbered if entry.cell.left == entry.cell.right}
    by_column: dict[int, list[Entry]] = {}
    for entry in numbered:
        by_column.setdefault(column_of(entry, single), []).append(entry)
    places: list[Place] = []
    for column, entries in sorted(by_column.items()):
        chunks = [chunk for entry in entries for chunk in entry.numbers]
        extents = [Extent(min(chunk.x0 for chunk in chunks), max(chunk.x1 for chunk in chunks))]
        if any(len(entry.numbers) > 1 for entry in entries):
            extents = list(find_columns(replace(entry.line, chunks=entry.numbers) for entry in entries))
        places += [Place(column, extent) for extent in extents]
    return places


def column_of(entry: Entry, single: set[int]) -> int:
    """The place of a ruled table that an entry's numbers count for: its own, of a wide cell the narrow one they stand in."""
    inside = [column for column in range(entry.cell.left, entry.cell.right + 1) if column in single]
    return inside[-1] if inside else entry.cell.right


def places_in(cell: RuledCell, places: Sequence[Place]) -> list[int]:
    return [at for at, place in enumerate(places) if cell.left <= place.column <= cell.right]


def place_of(chunk: Chunk, cell: RuledCell, places: Sequence[Place]) -> int | None:
    """Index of the column a chunk stands in; None where its cell holds none."""
    inside = places_in(cell, places)
    if not inside:
        return None
    touched = columns_under(chunk, [places[at].extent for at in inside])
    return inside[touched[-1]]


# ---------------------------------------------------------------------------------------------------------------------
# Header


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the header, and the columns it stands over (-1: over the labels)."""

    row: tuple[int, int]
    first: int
    last: int
    text: str
    chunk: Chunk
    line: Line


def header_lines(entries: Sequence[Entry], places: Sequence[Place], labels: Sequence[int]) -> Iterator[Line]:
    cells: dict[RuledCell, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.top):
        cells.setdefault(entry.cell, []).append(entry)
    texts = [text for cell, found in cells.items() for text in cell_to_texts(cell, found, places, labels)]
    for row in sorted({text.row for text in texts}):
        beside = [text for text in texts if text.row == row]
        stub = " ".join(text.text for text in beside if text.first < 0)
        over = sorted((text for text in beside if text.first >= 0), key=lambda text: text.first)
        chunks = (
            Chunk(stub, 0, 1),
            *(Chunk(text.text, text.first + 1, text.last + 2, text.chunk.bbox, text.chunk.bold) for text in over),
        )
        yield to_line(beside[0].line, chunks, beside[0].chunk.x0)


def cell_to_texts(cell: RuledCell, entries: Sequence[Entry], places: Sequence[Place], labels: Sequence[int]) -> Iterator[Text]:
    """The texts of a header cell: its lines as one, but a unit below a name, and periods side by side, by themselves."""
    inside = places_in(cell, places)
    if not inside:
        if cell.left in labels or not labels:
            text = ""
            for entry in entries:
                text = join_header(text, entry.text) if text else entry.text
            yield Text((cell.top, 0), -1, -1, text, entries[0].chunks[0], entries[0].line)
        return
    if len(inside) > 1 and any(len(entry.chunks) > 1 for entry in entries):
        lines = merge_header([replace(entry.line, chunks=entry.chunks) for entry in entries])
        extents = [places[at].extent for at in inside]
        for at, (line, placed) in enumerate(zip(lines, header_places(lines, extents), strict=True)):
            for index, (first, last) in placed.items():
                chunk = line.chunks[index]
                yield Text((cell.bottom, at), inside[first], inside[last], chunk.text, chunk, line)
        return
    texts: list[tuple[str, Entry]] = []
    for entry in entries:
        if texts and reads_on(*texts[-1], entry):
            texts[-1] = (join_header(texts[-1][0], entry.text), texts[-1][1])
        else:
            texts.append((entry.text, entry))
    for at, (text, entry) in enumerate(texts):
        yield Text((cell.top if at == 0 else cell.bottom, at), inside[0], inside[-1], text, entry.chunks[0], entry.line)


def reads_on(text: str, last: Entry, entry: Entry) -> bool:
    """Does a text of a header cell go on with its next line? "Million" over "yen" does, a name over its unit does not."""
    if UNFINISHED.search(text):
        return True
    if is_unit(text):
        return False
    return is_unit(f"{text} {entry.text}") or (not is_unit(entry.text) and is_dated(entry) <= is_dated(last))


def is_dated(entry: Entry) -> bool:
    """A period that says its days, by itself."""
    words = scan_frame(entry.text, DEFAULT_CALENDAR)
    return bool(words) and all(word.kind == "period" for word in words) and all(map(is_period_text, entry.chunks))


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Units and nothing else.

    >>> is_unit("百万円"), is_unit("（百万円）"), is_unit("百万円　％"), is_unit("当額（円）")
    (True, True, True, False)
    """
    rest = list(text)
    for word in scan_frame(text, DEFAULT_CALENDAR):
        if word.kind == "unit":
            rest[word.start : word.end] = [" "] * (word.end - word.start)
    left = "".join(rest)
    return left != text and not LETTER.search(left) and not regex.search(r"\d", left)


# ---------------------------------------------------------------------------------------------------------------------
# Body


def body_lines(table: RuledTable, entries: Sequence[Entry], places: Sequence[Place], labels: Sequence[int], first: int) -> Iterator[Line]:
    labelled = [entry for entry in entries if entry.cell.left in labels]
    valued = [entry for entry in entries if entry.cell.left not in labels]
    shared = shared_columns(labelled, labels)
    told: set[RuledCell] = set()
    for row in range(first, len(table.ys) - 1):
        cells = sorted({entry.cell for entry in labelled if entry.cell.top <= row <= entry.cell.bottom}, key=lambda cell: cell.left)
        values = [entry for entry in valued if table.row_at(entry.middle) == row]
        names = [cell for cell in cells if cell.left not in shared and cell.left in labels[:1]] or [cell for cell in cells if cell.left not in shared][:1]
        own = [entry for entry in labelled if entry.cell in names]
        units = [entry for entry in labelled if entry.cell in cells and entry.cell not in names and is_unit(entry.text)]
        for cell in cells:
            if cell.left in shared and cell not in told:
                told.add(cell)
                head = [entry for entry in labelled if entry.cell == cell]
                yield to_line(head[0].line, (label_chunk(head),), head[0].chunks[0].x0)
        yield from band_lines(own, values, places, units)


def shared_columns(labelled: Sequence[Entry], labels: Sequence[int]) -> set[int]:
    """The columns of labels that others to their right share: cells that reach over several rows, stand empty below, or repeat."""
    shared: set[int] = set()
    for column, following in pairwise(labels):
        texts = {entry.cell: entry.text for entry in labelled if entry.cell.left == column}
        rows = {row for cell in texts for row in range(cell.top, cell.bottom + 1)}
        named = {entry.cell.top for entry in labelled if entry.cell.left == following and not is_unit(entry.text)}
        tall = any(len(named & set(range(cell.top, cell.bottom + 1))) > 1 for cell in texts)
        if named and (tall or named - rows or len(set(texts.values())) < len(texts)):
            shared.add(column)
    return shared


def band_lines(labels: Sequence[Entry], values: Sequence[Entry], places: Sequence[Place], units: Sequence[Entry]) -> Iterator[Line]:
    """The rows between two level lines: one, or several that stand apart by their numbers."""
    labels = sorted(labels, key=lambda entry: entry.top)
    depth: dict[RuledCell, int] = {}
    for entry in values:
        if entry.numbers:
            depth[entry.cell] = depth.get(entry.cell, 0) + 1
    if max(depth.values(), default=0) <= 1:
        if labels or values:
            yield row_line(labels, values, places, units)
        return
    rows = number_rows(values)
    groups = label_groups(labels, rows)
    if groups is None and len(labels) > 1:
        yield from (line for line in together(labels, rows, places, units))
        return
    if groups is None:
        # Several numbers above each other beside one label: nothing says which is which.
        yield row_line(labels, values, places, units, unread=True)
        return
    for group, numbers in groups:
        yield row_line(group, numbers, places, units if numbers else ())


def number_rows(values: Sequence[Entry]) -> list[list[Entry]]:
    """Entries that stand at one height together, top to bottom."""
    rows: list[list[Entry]] = []
    for entry in sorted(values, key=lambda one: one.middle):
        if rows and abs(entry.middle - rows[-1][0].middle) < 0.5 * (entry.bottom - entry.top):
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [row for row in rows if any(entry.numbers for entry in row)]


def label_groups(labels: Sequence[Entry], rows: Sequence[Sequence[Entry]]) -> list[tuple[list[Entry], list[Entry]]] | None:
    """Lines of labels put together, as few as can be, so that each row of numbers stands beside one label; None: they don't.

    The lines of one label stand closer together than labels do.
    """
    gaps = sorted({0.0, *(round(below.top - above.top, 1) + 0.1 for above, below in pairwise(labels))})
    for most in gaps:
        groups: list[list[Entry]] = []
        for entry in labels:
            if groups and entry.top - groups[-1][-1].top <= most:
                groups[-1].append(entry)
            else:
                groups.append([entry])
        beside = [[at for at, group in enumerate(groups) if stands_beside(row, group)] for row in rows]
        if all(len(found) == 1 for found in beside) and len({found[0] for found in beside}) == len(rows):
            of_group = {found[0]: list(row) for found, row in zip(beside, rows, strict=True)}
            return [(group, of_group.get(at, [])) for at, group in enumerate(groups)]
    return None


def stands_beside(row: Sequence[Entry], group: Sequence[Entry]) -> bool:
    size = max(entry.bottom - entry.top for entry in row)
    centre = (group[0].top + group[-1].bottom) / 2
    middle = row[0].middle
    return min(abs(middle - centre), abs(middle - group[0].middle), abs(middle - group[-1].middle)) <= CENTRED * size


def together(labels: Sequence[Entry], rows: Sequence[Sequence[Entry]], places: Sequence[Place], units: Sequence[Entry]) -> Iterator[Line]:
    """Each line of labels as it stands, with the numbers at its height; blocks puts wrapped labels together by their words."""
    used: set[int] = set()
    for entry in labels:
        beside = [at for at, row in enumerate(rows) if at not in used and stands_beside(row, [entry])]
        used |= set(beside[:1])
        yield row_line([entry], rows[beside[0]] if beside else [], places, units if beside else ())
    for at, row in enumerate(rows):
        if at not in used:
            yield row_line([], row, places, units, unread=True)


def row_line(labels: Sequence[Entry], values: Sequence[Entry], places: Sequence[Place], units: Sequence[Entry], *, unread: bool = False) -> Line:
    """A row of the body, or a heading where it has no values.

    unread: its numbers are left as texts, which are told and left out.
    """
    by_place: dict[int, list[Chunk]] = {}
    words = [entry.words for entry in values if entry.numbers and entry.words]
    for entry in sorted(values, key=lambda one: (one.top, one.chunks[0].x0)):
        for chunk in entry.numbers or entry.chunks:
            at = place_of(chunk, entry.cell, places)
            if at is not None:
                by_place.setdefault(at, []).append(chunk)
    first = label_chunk(labels, [*(words if len(words) == 1 else ()), *units_beside(units, [*labels, *values])])
    cells = [joined_chunk(chunks, at, unread=unread) for at, chunks in sorted(by_place.items())]
    source = next((entry for entry in values if entry.numbers), (labels or values)[0])
    return to_line(source.line, (first, *cells), labels[0].chunks[0].x0 if labels else 0.0)


def units_beside(units: Sequence[Entry], row: Sequence[Entry]) -> list[str]:
    """The unit of a row: the only one of its cells, or the one at the height of the row."""
    if len(units) > 1:
        units = [unit for unit in units if any(abs(unit.middle - entry.middle) <= CENTRED * (unit.bottom - unit.top) for entry in row)]
    return [in_brackets(unit.text) for unit in units[:1]]


def in_brackets(unit: str) -> str:
    return unit if unit.lstrip()[:1] in "(（［[" else f"({unit})"


def label_chunk(labels: Sequence[Entry], behind: Sequence[str] = ()) -> Chunk:
    """The lines of a label as one text; a unit beside one of its lines goes to its end."""
    text = ""
    for entry in labels:
        units = [chunk.text for chunk in entry.chunks if is_unit(chunk.text)]
        words = " ".join(chunk.text for chunk in entry.chunks if not units or not is_unit(chunk.text))
        text = join_label(text, words)
        behind = [*behind, *units]
    text = " ".join([*([text] if text else []), *behind])
    return Chunk(text, 0, 1, union(entry.chunks[0].bbox for entry in labels), bool(labels) and all(c.bold for e in labels for c in e.chunks))


def joined_chunk(chunks: Sequence[Chunk], at: int, *, unread: bool) -> Chunk:
    text = " ".join(chunk.text for chunk in chunks)
    return Chunk(f"{text} ?" if unread and len(chunks) == 1 else text, at + 1, at + 2, union(chunk.bbox for chunk in chunks), all(chunk.bold for chunk in chunks))


def union(boxes: Iterator[BBox | None]) -> BBox | None:
    found = [box for box in boxes if box]
    if not found:
        return None
    return min(box[0] for box in found), min(box[1] for box in found), max(box[2] for box in found), max(box[3] for box in found)


def to_line(source: Line, chunks: tuple[Chunk, ...], indent: float) -> Line:
    return replace(source, layout="grid", chunks=chunks, indent=indent, bbox=union(chunk.bbox for chunk in chunks))
