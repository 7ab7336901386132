"""Columns that refer to notes: the small numbers under "Notes" or 注記 are no amounts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import regex

from parsers.page.headings import NOTES_HEAD
from parsers.tables.blocks import Block, BlockRow
from parsers.words.note_references import NOTES, ONE, is_reference, marks_of
from parsers.words.widths import fold_widths

BEHIND = regex.compile(rf"\s++(?P<notes>{ONE}(?:\s?[,、・]\s?{ONE})++)\Z")
"""A list behind a label; a number by itself may as well be part of its name."""
MARK = regex.compile(r"[(（]\s*+注\s*+[)）]?\s*+[\d０-９]{1,2}\s*+[)）]?")
"""(注)3: where a column holds nothing else, whatever stands over it, its numbers are those of notes (任期 in a list of officers)."""
OPEN = regex.compile(rf"\s++(?P<notes>(?:{ONE}\s?,\s?)+)\Z")
"""The first numbers of a list whose last one was taken for a cell."""


def without_notes(block: Block) -> Block:
    """The block without its column of notes: each row knows the notes it refers to."""
    return _grid_without(block) if block.layout == "grid" else _run_without(block)


def _grid_without(block: Block) -> Block:
    for head in [cell for line in block.header_cells for cell in line if cell.x1 - cell.x0 == 1]:
        texts = [cell.text for row in block.rows for cell in row.cells if cell.column == head.x0]
        counted = [text for text in texts if any(map(str.isdigit, text))]
        over = [cell for line in block.header_cells for cell in line if cell.x0 <= head.x0 < cell.x1 and cell is not head]
        noted = texts and not over and NOTES.match(head.text) and all(map(is_reference, counted))
        if noted or (counted and all(map(MARK.fullmatch, counted))):
            header = tuple(tuple(cell for cell in line if cell is not head) for line in block.header_cells)
            rows = tuple(
                replace(
                    row,
                    cells=tuple(cell for cell in row.cells if cell.column != head.x0),
                    notes=tuple(mark for cell in row.cells if cell.column == head.x0 for mark in marks_of(cell.text)),
                )
                for row in block.rows
            )
            block = replace(block, header_cells=tuple(line for line in header if line), rows=rows)
    return block


def _run_without(block: Block) -> Block:
    """Of running text: the numbers in front of the others, in rows that have one more than the rows without."""
    if not any(NOTES_HEAD.match(item.text) for item in block.header_lines):
        return block
    plain = Counter(len(row.cells) for row in block.rows if row.cells and not is_reference(row.cells[0].text))
    width = max(plain, key=lambda count: (plain[count], count), default=0)
    return replace(block, rows=tuple(_row_without(row, width) for row in block.rows)) if width else block


def _row_without(row: BlockRow, width: int) -> BlockRow:
    behind = BEHIND
    if len(row.cells) == width + 1 and is_reference(row.cells[0].text):
        row = replace(row, cells=row.cells[1:], notes=marks_of(row.cells[0].text))
        behind = OPEN
    notes = behind.search(fold_widths(row.label)) if len(row.cells) == width else None
    return row if notes is None else replace(row, label=row.label[: notes.start()], notes=(*marks_of(notes["notes"]), *row.notes))
