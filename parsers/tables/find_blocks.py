"""Sorted lines to blocks, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.page.sorted_lines import Kind, Sorted
from parsers.tables.blocks import Block
from parsers.tables.grid_blocks import grid_block
from parsers.tables.lonely_titles import bring_titles, lonely_titles
from parsers.tables.run_blocks import run_block
from parsers.tables.sections import carry_over
from parsers.tables.unit_lines import with_unit_lines
from parsers.text.scanner import Scanner


def find_blocks(lines: Sequence[Sorted], scanner: Scanner) -> tuple[Block, ...]:
    """All tables of a document in reading order; titles printed apart from their tables are brought together."""
    blocks: list[Block] = []
    index, floor = 0, 0
    while index < len(lines):
        block = None
        if lines[index].kind is Kind.GRID:
            block = grid_block(lines, index, floor, scanner)
        elif lines[index].kind is Kind.DATA:
            block = run_block(lines, index, floor)
        if block is None:
            index += 1
            continue
        blocks.append(block)
        index = floor = block.last + 1
    return tuple(with_unit_lines(lines, carry_over(bring_titles(blocks, lonely_titles(lines, blocks))), scanner))
