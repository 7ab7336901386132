"""Units in cells of their own: behind the numbers of a column (506,515 | 千円), 〃 below one, or alone in a row for the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.tables.blocks import Block, BlockCell, BlockRow
from parsers.text.scanner import Scanner

DITTO = ("〃", "”", "″", "同上")


def with_unit_cells(block: Block, scanner: Scanner) -> Block:
    """The block with each unit printed behind its number in the number's cell, and without rows that hold a unit only: the
    rows below them carry it."""
    rows = block.rows
    if block.layout == "grid":
        rows = tuple(_joined(row, places, scanner) for row, places in zip(rows, _unit_places(rows, scanner), strict=True))
    return replace(block, rows=_without_unit_rows(rows, scanner))


def _unit_places(rows: Sequence[BlockRow], scanner: Scanner) -> list[dict[int, str]]:
    """For each row: the unit by the grid column it stands in, ditto marks resolved; only of columns that hold nothing else."""
    texts: dict[int, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.column is not None:
                texts.setdefault(cell.column, []).append(cell.text.strip())
    columns = {column for column, found in texts.items() if all(text in DITTO or _is_unit(text, scanner) for text in found)}
    last: dict[int, str] = {}
    places: list[dict[int, str]] = []
    for row in rows:
        here: dict[int, str] = {}
        for cell in row.cells:
            if cell.column in columns and cell.column is not None:
                text = cell.text.strip()
                here[cell.column] = last[cell.column] = last.get(cell.column, "") if text in DITTO else text.strip("()（） ")
        places.append(here)
    return places


def _is_unit(text: str, scanner: Scanner) -> bool:
    return not scanner(text).holds_number and (note := scanner(text).note) is not None and len(note.scales) == 1


def _joined(row: BlockRow, places: dict[int, str], scanner: Scanner) -> BlockRow:
    """The row with each unit behind the number on its left."""
    cells: list[BlockCell] = []
    for cell in row.cells:
        unit = places.get(cell.column) if cell.column is not None else None
        number = scanner(cells[-1].text).number if cells else None
        if unit is None:
            cells.append(cell)
        elif number is None:
            return row
        elif number.unit is None and not number.percent and scanner(f"{cells[-1].text}{unit}").number is not None:
            cells[-1] = replace(cells[-1], text=f"{cells[-1].text}{unit}")
        elif not number.nil:
            return row
    return replace(row, cells=tuple(cells)) if places else row


def _without_unit_rows(rows: Sequence[BlockRow], scanner: Scanner) -> tuple[BlockRow, ...]:
    kept: list[BlockRow] = []
    noted = ""
    for row in rows:
        texts = [text for text in (row.label.strip(), *(cell.text.strip() for cell in row.cells)) if text]
        if len(set(texts)) == 1 and scanner(texts[0]).is_unit_caption:
            noted = texts[0]
        else:
            kept.append(replace(row, noted=noted) if noted else row)
    return tuple(kept)
