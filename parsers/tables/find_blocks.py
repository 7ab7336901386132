"""Sorted lines to blocks, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.page.sorted_lines import Kind, Sorted
from parsers.tables.blocks import Block
from parsers.tables.grid_blocks import ends_of_groups, grid_block
from parsers.tables.lonely_titles import bring_titles, lonely_titles
from parsers.tables.run_blocks import run_block
from parsers.tables.sections import carry_over
from parsers.tables.surroundings import running_heads
from parsers.tables.unit_lines import with_unit_lines
from parsers.text.scanner import Scanner


def find_blocks(lines: Sequence[Sorted], scanner: Scanner) -> tuple[Block, ...]:
    """All tables of a document in reading order; titles printed apart from their tables are brought together."""
    blocks: list[Block] = []
    index, floor = 0, 0
    running, ends = running_heads(lines), ends_of_groups(lines)
    behind = max((at + 1 for at, item in enumerate(lines) if item.kind is not Kind.BLANK), default=0)
    while index < len(lines):
        block = None
        if lines[index].kind is Kind.GRID:
            block = grid_block(lines, index, floor, scanner, running, ends)
        elif lines[index].kind is Kind.DATA:
            block = run_block(lines, index, floor)
        if block is None:
            index += 1
            continue
        blocks.append(replace(block, document_end=True) if block.last + 1 >= behind else block)
        index = floor = block.last + 1
    return tuple(with_unit_lines(lines, carry_over(bring_titles(blocks, lonely_titles(lines, blocks))), scanner))
