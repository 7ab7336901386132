"""Lines of a header that are one text: a unit below its name, a bracket that a narrow column breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.tables.blocks import Block, HeaderCell
from parsers.text.scanner import Scanner
from parsers.words.widths import fold_widths


def join_brackets(block: Block) -> Block:
    """The block with 貸借対照表計上額（百万 and 円） below it over the same columns as one text."""
    lines: list[list[HeaderCell]] = []
    for line in block.header_cells:
        kept: list[HeaderCell] = []
        for cell in line:
            place = next((at for at, upper in enumerate(lines[-1]) if (upper.x0, upper.x1) == (cell.x0, cell.x1)), None) if lines else None
            if place is not None and _is_open(lines[-1][place].text) and _closes(cell.text):
                lines[-1][place] = replace(cell, text=lines[-1][place].text + cell.text)
            else:
                kept.append(cell)
        if kept or not line:
            lines.append(kept)
    return replace(block, header_cells=tuple(map(tuple, lines))) if block.header_cells else block


def _is_open(text: str) -> bool:
    folded = fold_widths(text)
    return folded.count("(") > folded.count(")")


def _closes(text: str) -> bool:
    folded = fold_widths(text)
    return folded.count(")") == folded.count("(") + 1


def join_units(header: Sequence[tuple[HeaderCell, ...]], scanner: Scanner) -> tuple[tuple[HeaderCell, ...], ...]:
    """The lines of a header, each with the line of units in brackets that stands below it over the same columns."""
    joined: list[tuple[HeaderCell, ...]] = []
    for line in header:
        places = [(cell.x0, cell.x1) for cell in line]
        if joined and line and all(scanner(cell.text).is_unit_caption for cell in line) and places == [(cell.x0, cell.x1) for cell in joined[-1]]:
            joined[-1] = tuple(replace(name, text=f"{name.text} {unit.text}") for name, unit in zip(joined[-1], line, strict=True))
        else:
            joined.append(line)
    return tuple(joined)
