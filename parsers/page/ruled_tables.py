"""Ruled tables to grid lines.

lines of a page + a ruled table -> entries (what one line prints in one cell) -> columns of numbers -> header and rows
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.page.extents import Extent
from parsers.page.number_cells import MARK, find_columns
from parsers.page.ruled_body import body_lines
from parsers.page.ruled_cells import NEAR, RuledCell, RuledTable
from parsers.page.ruled_entries import LETTER, Entry, Place
from parsers.page.ruled_header import header_lines
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

SPLIT_ROWS = 3
"""Rows with labels in the middle of a table that make it two tables side by side."""
TOO_MIXED = 0.3
"""A table in which more of the numbers than this share their cell with a label is not ruled between them."""


@dataclass(frozen=True, slots=True)
class RuledLines:
    """A ruled table as grid lines, the header being the first `header` of them (headings of the first rows, over the labels alone, are behind it)."""

    table: RuledTable
    lines: tuple[Line, ...]
    header: int
    places: tuple[Place, ...] = ()
    """Of its columns of numbers, left to right."""


def ruled_to_lines(table: RuledTable, entries: Sequence[Entry], scanner: Scanner) -> list[RuledLines]:
    """The grid lines of a ruled table, of two where two stand side by side in one box; empty where it holds no numbers or
    is not ruled between its labels and numbers."""
    entries = mark_texts(entries, scanner)
    numbered = [entry for entry in entries if entry.numbers]
    mixed = sum(1 for entry in entries if any(valued := [scanner(chunk.text).is_value for chunk in entry.chunks]) and not all(valued))
    if not numbered or mixed > TOO_MIXED * len(numbered) or dated_cells(entries, scanner):
        return []
    if (cut := find_cut(entries)) is not None:
        halves = [[entry for entry in entries if (entry.cell.left >= cut) == right] for right in (False, True)]
        left, right = (ruled_to_lines(table, half, scanner) for half in halves)
        return [*left, *put_beside(right)]
    places = find_places(numbered, scanner)
    first = min(numbered, key=lambda entry: (entry.cell.top, entry.top))
    labels = [column for column in sorted({entry.cell.left for entry in entries}) if column < places[0].column]
    rows: dict[RuledCell, int] = {}
    for entry in numbered:
        rows[entry.cell] = rows.get(entry.cell, 0) + 1
    above = [entry for entry in entries if is_above(entry, first, labels, rows.get(entry.cell, 0), scanner)]
    below = [entry for entry in entries if not any(entry is other for other in above)]
    header = list(header_lines(above, places, labels, scanner))
    body = list(body_lines(table, below, places, labels, first.cell.top, scanner))
    over = max((at for at, line in enumerate(header, 1) if len(line.chunks) > 1), default=0)
    return [RuledLines(table, (*header, *body), over, tuple(places))]


def find_places(numbered: Sequence[Entry], scanner: Scanner) -> list[Place]:
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
            extents = list(find_columns((replace(entry.line, chunks=entry.numbers) for entry in entries), scanner))
        places += [Place(column, extent) for extent in extents]
    return places


def column_of(entry: Entry, single: set[int]) -> int:
    """The place of a ruled table that an entry's numbers count for: its own, of a wide cell the narrow one they stand in."""
    inside = [column for column in range(entry.cell.left, entry.cell.right + 1) if column in single]
    return inside[-1] if inside else entry.cell.right


def has_labels(entries: Sequence[Entry]) -> bool:
    """Do words stand in the first column below its first number, or is the first column one of words; also where there are no numbers?"""
    numbered = [entry for entry in entries if entry.numbers]
    first = min((entry.cell.left for entry in entries), default=0)
    return not numbered or first < min(entry.cell.left for entry in numbered)


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


def in_columns_of(before: RuledLines, after: RuledLines) -> RuledLines | None:
    """The second piece of a table in the columns of the first, whose places its numbers stand in, whichever columns are empty on either page;
    None where one of them stands in no place of the first, or in several."""
    found: list[int] = []
    for place in after.places:
        under = [at for at, one in enumerate(before.places) if one.column == place.column]
        near = [at for at in under if before.places[at].extent.x0 < place.extent.x1 and place.extent.x0 < before.places[at].extent.x1]
        if len(near or under) != 1:
            return None
        found += near or under
    if len(set(found)) < len(found):
        return None
    if found == list(range(len(before.places))):
        return after
    moved = tuple(
        replace(line, chunks=tuple(replace(chunk, x0=found[int(chunk.x0) - 1] + 1, x1=found[int(chunk.x1) - 2] + 2) if chunk.x0 >= 1 else chunk for chunk in line.chunks))
        for line in after.lines[after.header :]
    )
    return replace(after, lines=(*after.lines[: after.header], *moved), places=before.places)


def mark_texts(entries: Sequence[Entry], scanner: Scanner) -> list[Entry]:
    """The entries with those marked whose digits are no numbers: a cell with as many lines of words as of numbers (units
    apart), a column with more such cells than cells of numbers, or with no number but nil marks beside words."""
    lines: dict[RuledCell, list[Entry]] = {}
    for entry in entries:
        lines.setdefault(entry.cell, []).append(entry)
    words = {cell: sum(1 for entry in found if not entry.numbers and not scanner(entry.text).is_unit) for cell, found in lines.items()}
    numbers = {cell: sum(1 for entry in found if entry.numbers) for cell, found in lines.items()}
    first = min((cell.top for cell, count in numbers.items() if count > words[cell]), default=0)
    textual = {cell for cell, count in words.items() if count and count >= numbers[cell]} | {cell for cell, found in lines.items() if is_marked(found)}
    columns: dict[int, list[RuledCell]] = {}
    for cell in lines:
        if cell.top >= first and (words[cell] or numbers[cell]):
            columns.setdefault(cell.left, []).append(cell)
    for cells in columns.values():
        texts = [cell for cell in cells if cell in textual]
        valued = any(not is_nil(chunk, scanner) for cell in cells if cell not in textual for entry in lines[cell] for chunk in entry.numbers)
        if texts and (not valued or 2 * len(texts) > len(cells)):
            textual |= set(cells)
    return [replace(entry, is_text=entry.cell in textual) for entry in entries]


def is_marked(entries: Sequence[Entry]) -> bool:
    """Do footnote marks stand below words in one cell, and no other number: "U.S. dollars" over "(1)"?"""
    return not entries[0].numbers and all(MARK.match(chunk.text) for entry in entries for chunk in entry.numbers)


def dated_cells(entries: Sequence[Entry], scanner: Scanner) -> bool:
    """Does a period stand in a cell of its own before most numbers (期末発行済株式数 | 2022年3月期 | 222,000,000株)?"""
    numbers = [entry for entry in entries if entry.numbers]
    before = [(entry.cell.right + 1, entry.cell.top) for entry in entries if entry.cell.left > 0 and all(scanner(chunk.text).is_period_stub for chunk in entry.chunks)]
    return 2 * sum(1 for entry in numbers if (entry.cell.left, entry.cell.top) in before) > len(numbers)


def is_nil(chunk: Chunk, scanner: Scanner) -> bool:
    number = scanner(scanner(chunk.text).split[0]).number
    return number is None or number.nil


def is_above(entry: Entry, first: Entry, labels: Sequence[int], rows: int, scanner: Scanner) -> bool:
    """Does it belong to the header: a cell above the first number's, or words above the numbers inside of one cell (百万円)?

    rows: how many lines of numbers its cell holds; above one alone only units are no part of a text.
    """
    if entry.cell.bottom < first.cell.top:
        return True
    within = entry.cell.left not in labels and entry.cell.top <= first.cell.top <= entry.cell.bottom
    return within and not entry.numbers and (rows > 1 or scanner(entry.text).is_unit) and entry.bottom <= first.middle


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
