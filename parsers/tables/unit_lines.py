"""Lines on units and percentages that stand elsewhere than right above their table: below it, over the first of two grids, in a sentence for all tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.page.sorted_lines import Kind, Sorted
from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner
from parsers.words.marks import unmarked
from parsers.words.units import find_general_unit

NOTES_BELOW = 4
"""Lines below a table that may be notes on it."""


def with_unit_lines(lines: Sequence[Sorted], blocks: Sequence[Block], scanner: Scanner) -> list[Block]:
    """Blocks that say no unit of their own with the nearest line that says it for them as their outermost caption."""
    reached: list[Block] = []
    general, place = "", 0
    for at, block in enumerate(blocks):
        general = next((found for item in reversed(lines[place : block.first]) if (found := find_general_unit(item.text))), general)
        place = block.last
        if not _own_note(block, scanner):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            before = _own_note(reached[-1], scanner) if reached and _adjoins(lines, reached[-1], block) else ""
            text = _line_below(lines, block, following, scanner) or before or general
            block = replace(block, captions=(text, *block.captions)) if text else block
        if not any(scanner(text).speaks_of_percentages for text in (*block.titles, *block.captions)):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            block = replace(block, captions=(*_percentages_below(lines, block, following, scanner), *block.captions))
        reached.append(block)
    return reached


def _percentages_below(lines: Sequence[Sorted], block: Block, following: Block | None, scanner: Scanner) -> tuple[str, ...]:
    """The note right below a table that says what its percentages are, where the next table does not begin with it."""
    below: list[Sorted] = []
    for item in lines[block.last + 1 : following.first if following is not None else None]:
        if item.kind is Kind.TITLE or len(below) == NOTES_BELOW:
            break
        below += [item] if item.kind is not Kind.BLANK else []
    taken = (*following.titles, *following.captions) if following is not None else ()
    return tuple(item.text for item in below if scanner(item.text).speaks_of_percentages and item.text not in taken)[:1]


def _own_note(block: Block, scanner: Scanner) -> str:
    """The innermost of the lines over a table that says its unit; "" where none does."""
    return next((text for text in reversed((*block.titles, *block.captions)) if _says_unit(text, scanner)), "")


def _says_unit(text: str, scanner: Scanner) -> bool:
    note = scanner(unmarked(text)).note
    return note is not None and (note.unit not in (None, "pure") or note.scale is not None or len(note.scales) > 1)


def _line_below(lines: Sequence[Sorted], block: Block, following: Block | None, scanner: Scanner) -> str:
    """A unit in brackets right below a table, unless it is a caption of the next one."""
    below = next((item for item in lines[block.last + 1 :] if item.kind is not Kind.BLANK), None)
    if below is None or not scanner(below.text.strip()).is_unit_caption or (following is not None and below.text in following.captions):
        return ""
    return below.text


def _adjoins(lines: Sequence[Sorted], before: Block, block: Block) -> bool:
    """Is it the second grid under one title: nothing printed between the two?"""
    between = lines[before.last + 1 : block.first]
    return before.layout == block.layout == "grid" and not block.titled and all(item.kind is Kind.BLANK for item in between)
