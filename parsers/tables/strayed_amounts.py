"""Amounts that stand under the shares of other rows, because their own row prints none.

    精密部品     24,750   (60.0%)          精密部品     24,750   (60.0%)
    調整額                  △120     ->    調整額         △120
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from parsers.tables.blocks import Block, BlockRow
from parsers.text.scanner import Scanner

LEAST = 2
"""Rows that print a percentage with its sign in a column of shares."""


def with_amounts_home(block: Block, scanner: Scanner) -> Block:
    """The block with each such amount in the column before the one of shares."""
    if block.layout != "grid":
        return block
    used = sorted({cell.column for row in block.rows for cell in row.cells if cell.column is not None})
    homes = {column: before for before, column in pairwise(used) if _holds_shares(block, column, scanner) and not _holds_shares(block, before, scanner)}
    return replace(block, rows=tuple(_sent_home(row, homes, scanner) for row in block.rows)) if homes else block


def _holds_shares(block: Block, column: int, scanner: Scanner) -> bool:
    """Are most of a column's numbers percentages in brackets?"""
    numbers = [number for row in block.rows for cell in row.cells if cell.column == column and (number := scanner(cell.text).number) is not None]
    shares = sum(number.percent and number.bracketed for number in numbers)
    return shares >= LEAST and shares * 2 > len(numbers)


def _sent_home(row: BlockRow, homes: dict[int, int], scanner: Scanner) -> BlockRow:
    taken = {cell.column for cell in row.cells}
    cells = []
    for cell in row.cells:
        number = scanner(cell.text).number
        strayed = cell.column in homes and homes[cell.column] not in taken and number is not None and not number.percent and number.places == 0
        cells.append(replace(cell, column=homes[cell.column]) if strayed and cell.column is not None else cell)
    return replace(row, cells=tuple(cells))
