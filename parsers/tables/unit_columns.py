"""A column of units between labels and numbers (売上高 | 百万円 | 41,200): the unit goes behind its label, in brackets."""

from __future__ import annotations

from dataclasses import replace

import regex

from parsers.page.headings import UNITS_HEAD
from parsers.tables.blocks import Block, BlockRow
from parsers.text.scanner import Scanner
from parsers.words.unit_brackets import bracketed

HEAD = regex.compile(r"\A\W*+(?:単\s*位|units?)\W*+\Z", regex.IGNORECASE)


def with_units(block: Block, scanner: Scanner) -> Block:
    """The block without its column of units: each row has its own behind its label."""
    if block.layout != "grid":
        headed = any(UNITS_HEAD.match(item.text) for item in block.header_lines)
        return replace(block, rows=tuple(_unit_apart(row, scanner) for row in block.rows)) if headed else block
    for head in (cell for line in block.header_cells for cell in line if cell.x1 - cell.x0 == 1 and HEAD.match(cell.text)):
        cells = [cell for row in block.rows for cell in row.cells if cell.column == head.x0]
        if cells and all(scanner(cell.text).note is not None for cell in cells):
            header = tuple(tuple(cell for cell in line if cell is not head) for line in block.header_cells)
            rows = tuple(_labelled(row, head.x0) for row in block.rows)
            block = replace(block, header_cells=tuple(line for line in header if line), rows=rows)
    return block


def _labelled(row: BlockRow, column: int) -> BlockRow:
    unit = next((cell.text.strip("()（） ") for cell in row.cells if cell.column == column), "")
    cells = tuple(cell for cell in row.cells if cell.column != column)
    return replace(row, label=bracketed(row.label, unit) if unit else row.label, cells=cells)


def _unit_apart(row: BlockRow, scanner: Scanner) -> BlockRow:
    words = row.label.rsplit(maxsplit=1)
    return replace(row, label=bracketed(*words)) if row.cells and len(words) == 2 and scanner(words[1]).is_unit_head else row
