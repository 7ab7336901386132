"""The account of numbers: what became of every number that the documents print.

    printed = read + reported + words + prose

Printed is what stands in a cell of its own or at the end of a row, and grouped digits wherever they stand (1,234). Such a number is

    read       a reading prints its digits at its place
    reported   a finding leaves its row out, or names it at its line
    words      a label, a title, a header or a note mark holds it, or it counts the rows
    prose      its line or its cell is a sentence or a note

and what is none of these is reported here, row by row, so that no number goes in silence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from parsers.page.lines import is_note, is_sentence, sort_lines
from parsers.page.sorted_lines import Kind, Sorted
from parsers.printed import Document, Line
from parsers.records import BBox, Finding, Reading
from parsers.table import Table
from parsers.text.scanner import Scanner
from parsers.words.widths import fold_widths

NUMBER = regex.compile(r"\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++(?:\.\d++)?+")
BLANKS = regex.compile(r"\s++")
LEFT_OUT = frozenset({"too_many_cells", "unplaced_row", "unread_row"})
"""Findings that leave out all numbers of their line."""
NAMES = frozenset({"unnamed_rates", "unnamed_sum", "unreadable_cell", "unread_table", "side_by_side"})
"""Findings that leave out the numbers they name."""
WORDY = frozenset({Kind.TITLE, Kind.CAPTION, Kind.HEADER})
TOLD = frozenset({Kind.PROSE, Kind.NOTE})
SHOWN = 40
"""Characters of a line in a finding; a longer cell may be a sentence."""


@dataclass(eq=False, slots=True)
class PrintedNumber:
    """A number where it stands, and what became of it."""

    digits: str
    """Half-width, without sign and unit."""
    line: Line
    text: str
    """The cell it stands in; of running text the line."""
    box: BBox | None
    counted: bool
    """Is it a cell, the end of a row, or grouped? What is neither counts only where a reading prints it."""
    cell: bool
    """Is it a cell, or the end of a row?"""
    first: bool
    """Does nothing stand before it in its line?"""
    fate: str = ""
    """read, reported, words, prose; "" while nothing says what became of it."""

    @property
    def place(self) -> tuple[int, int]:
        """Page and line."""
        return self.line.page, self.line.number


@dataclass(frozen=True, slots=True)
class Account:
    """How many numbers are printed, and what became of them."""

    printed: int
    read: int
    reported: int
    words: int
    prose: int


def account_for(
    documents: Sequence[Document], tables: Sequence[Table], readings: Sequence[Reading], findings: Sequence[Finding], scanner: Scanner
) -> tuple[Account, list[Finding]]:
    """The account of a release, and a finding (`unread_number`) for each row of numbers that nothing else accounts for."""
    fates, told = Counter[str](), list[Finding]()
    for document in documents:
        numbers = list(printed_numbers(document, scanner))
        settle_read(numbers, [reading for reading in readings if reading.document == document.number])
        settle_reported(numbers, [finding for finding in findings if finding.document == document.number])
        settle_words(numbers, [table for table in tables if table.document == document.number])
        told += report(numbers, document.number)
        fates.update(number.fate for number in numbers if number.counted or number.fate == "read")
    return Account(fates.total(), fates["read"], fates["reported"], fates["words"], fates["prose"]), told


def numbers_of(text: str) -> list[str]:
    """The digits of each number in a text.

    >>> numbers_of("△1,234 (5.6％)"), numbers_of("22円94銭"), numbers_of("－")
    (['1,234', '5.6'], ['22', '94'], [])
    """
    return NUMBER.findall(fold_widths(text))


def printed_numbers(document: Document, scanner: Scanner) -> Iterator[PrintedNumber]:
    """The numbers of a document, top to bottom; titles, headers, sentences and notes have their fate already."""
    for item in sort_lines([line for line in document.lines if NUMBER.search(line.text)], scanner):
        pieces = [chunk for chunk in item.line.chunks if chunk.text.strip()]
        if item.kind is not Kind.GRID:
            fate = "prose" if item.kind in TOLD else "words" if item.kind in WORDY else ""
            yield from _numbers_in(item, item.text, item.line.bbox, _numbers_of_row(item), True, fate)
            continue
        for at, chunk in enumerate(pieces):
            fate = "prose" if len(chunk.text) > SHOWN and (is_sentence(chunk.text) or is_note(chunk.text)) else ""
            yield from _numbers_in(item, chunk.text, chunk.bbox, _numbers_of_cell(chunk.text, scanner), at == 0, fate)


def _numbers_of_row(item: Sorted) -> tuple[int, int]:
    """Where the numbers of a line of running text begin and end; nowhere where it is no row."""
    end = len(item.text)
    return item.text.find(item.tokens[0], len(item.label)) if item.kind is Kind.DATA else end, end


def _numbers_of_cell(text: str, scanner: Scanner) -> tuple[int, int]:
    """Where the numbers of a cell begin and end: between its marks, or behind its words, where two numbers or one like an amount end it."""
    bare, end = scanner(text).split[0], len(text)
    if scanner(bare).number is not None or scanner(bare).is_range:
        start = max(text.find(bare), 0)
        return start, start + len(bare)
    found = scanner(text).trailing[1]
    return found[0][1] if len(found) > 1 or any(scanner(token).is_amount_like for token, _, _ in found) else end, end


def _numbers_in(item: Sorted, text: str, box: BBox | None, span: tuple[int, int], leads: bool, fate: str) -> Iterator[PrintedNumber]:
    for found in NUMBER.finditer(fold_widths(text)):
        cell = span[0] <= found.start() < span[1]
        first = leads and not text[: found.start()].strip(" \u3000([（")
        yield PrintedNumber(found[0], item.line, text, box, cell or "," in found[0], cell, first, fate)


def settle_read(numbers: Iterable[PrintedNumber], readings: Iterable[Reading]) -> list[Reading]:
    """Each number of a reading is one of its line, or at the height of its box, with the same digits, at its box where it has one. Comes
    back: the readings of numbers that are not printed there."""
    lines = defaultdict[tuple[int, int, str], list[PrintedNumber]](list)
    heights = defaultdict[tuple[int, str], list[tuple[float, tuple[int, int, str]]]](list)
    for number in numbers:
        lines[*number.place, number.digits].append(number)
    for key, found in lines.items():
        found.sort(key=_left)
        heights[key[0], key[2]].append((_middle(found[0]), key))
    for level in heights.values():
        level.sort()
    nowhere = []
    for reading in readings:
        for digits in numbers_of(reading.printed):
            keys = [(reading.page, reading.line, digits)]
            if reading.bbox is not None:
                level = heights.get((reading.page, digits), [])
                keys += [key for _, key in level[bisect_left(level, (reading.bbox[1],)) : bisect_right(level, (reading.bbox[3], (reading.page + 1,)))]]
            read = next((taken for key in keys if (taken := _take(lines.get(key, []), reading.bbox)) is not None), None)
            if read is None:
                nowhere.append(reading)
            else:
                read.fate = "read"
    return nowhere


def _take(numbers: list[PrintedNumber], box: BBox | None) -> PrintedNumber | None:
    """The last of the numbers of a line, left to right, or that which meets a box; it is taken out. None where there is none."""
    at = len(numbers) if box is None else bisect_right(numbers, box[2], key=_left)
    if at == 0:
        return None
    found = numbers[at - 1]
    return numbers.pop(at - 1) if box is None or found.box is None or found.box[2] >= box[0] else None


def _left(number: PrintedNumber) -> float:
    return number.box[0] if number.box else 0.0


def _middle(number: PrintedNumber) -> float:
    return (number.box[1] + number.box[3]) / 2 if number.box else 0.0


def settle_reported(numbers: Iterable[PrintedNumber], findings: Iterable[Finding]) -> None:
    """A finding reports the numbers of its line, or those it names there."""
    left_out = {(finding.page, finding.line) for finding in findings if finding.code in LEFT_OUT}
    named = {(finding.page, finding.line, digits) for finding in findings if finding.code in NAMES for digits in numbers_of(finding.message)}
    for number in numbers:
        if not number.fate and (number.place in left_out or (*number.place, number.digits) in named):
            number.fate = "reported"


def settle_words(numbers: Sequence[PrintedNumber], tables: Iterable[Table]) -> None:
    """A number is a word where its cell is a text of a header or of its row's stub, where it is a mark or counts the rows, and as a year in a
    row without readings. A cell of grouped digits is none."""
    texts, marks = set[str](), set[tuple[int, int, str]]()
    for table in tables:
        said = [table.title, *(source.text for source in table.sources), *(text for column in table.columns for text in (*column.header, *column.members))]
        texts.update(_bare(text) for text in said)
        for row in table.rows:
            texts.update(_bare(text) for text in row.label_path)
            marks.update((row.page, row.line, digits) for text in (*row.footnotes, *row.label_path) for digits in numbers_of(text))
    rows = {number.place for number in numbers if number.fate == "read"}
    for number in numbers:
        if number.fate or (number.cell and "," in number.digits):
            continue
        counts = number.first and len(number.digits) < 3
        year = len(number.digits) == 4 and number.digits[:2] in ("19", "20") and number.place not in rows
        if counts or year or (*number.place, number.digits) in marks or _bare(number.text) in texts:
            number.fate = "words"


def _bare(text: str) -> str:
    return BLANKS.sub("", fold_widths(text))


def report(numbers: Iterable[PrintedNumber], document: int) -> Iterator[Finding]:
    """A finding for each row of numbers without a fate; they are reported then."""
    rows = defaultdict[tuple[int, int], list[PrintedNumber]](list)
    for number in numbers:
        if number.counted and not number.fate:
            rows[number.place].append(number)
            number.fate = "reported"
    for (page, line), left in rows.items():
        printed = " ".join(number.digits for number in left)
        message = f"p.{page} line {line} {left[0].line.text[:SHOWN]!r}: {printed} stand in no reading, label or header; left out of the data"
        yield Finding("unread_number", "warning" if any(number.cell for number in left) else "info", message, (), document, page, line, left[0].box)
