"""What the cells of each column look like: percentages, whole numbers, numbers with decimals."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner


def body_matrix(block: Block, scanner: Scanner) -> tuple[int, tuple[int, ...], list[list[str | None]]]:
    """(number of columns, grid column of each, cells by column for every row that is full or knows its columns)."""
    if block.layout == "grid":
        used = sorted({cell.column for row in block.rows for cell in row.cells if cell.column is not None and scanner(cell.text).holds_number})
        index = {column: place for place, column in enumerate(used)}
        rows: list[list[str | None]] = []
        for row in block.rows:
            cells: list[str | None] = [None] * len(used)
            for cell in row.cells:
                if cell.column in index:
                    cells[index[cell.column]] = cell.text
            if row.cells:
                rows.append(cells)
        return len(used), tuple(used), rows
    width = run_width(block)
    return width, tuple(range(1, width + 1)), [[cell.text for cell in row.cells] for row in block.rows if len(row.cells) == width]


def run_width(block: Block) -> int:
    """How many columns a block of running text has: what most rows print; among near equals the wider."""
    counts: dict[int, int] = {}
    for row in block.rows:
        if row.cells:
            counts[len(row.cells)] = counts.get(len(row.cells), 0) + 1
    return max(counts, key=lambda width: (counts[width] * width, width)) if counts else 0


def percent_columns(rows: Sequence[Sequence[str | None]], width: int, scanner: Scanner) -> list[bool]:
    """For each column: do its cells look like percentages (some with the sign, the others with one or two decimals)?"""
    flags = []
    for place in range(width):
        numbers = [
            number for row in rows if (text := row[place]) is not None and (number := scanner(text).number) is not None and number.value is not None
        ]
        signed = sum(number.percent for number in numbers)
        fine = sum(number.percent or number.places in (1, 2) for number in numbers)
        flags.append((bool(numbers) and signed * 2 > len(numbers)) or (bool(signed) and fine * 10 >= 9 * len(numbers)))
    return flags


def whole_columns(rows: Sequence[Sequence[str | None]], width: int, scanner: Scanner) -> list[bool]:
    """For each column: are its cells whole numbers without a per cent sign?"""
    flags = []
    for place in range(width):
        numbers = [number for row in rows if (text := row[place]) is not None and (number := scanner(text).number) is not None]
        values = [number for number in numbers if number.value is not None]
        flags.append(bool(values) and not any(number.percent or number.places for number in values))
    return flags


def one_decimal_columns(rows: Sequence[Sequence[str | None]], width: int, scanner: Scanner) -> list[bool]:
    """For each column: do nine of ten cells have one or two decimals? (Percentages without their sign.)"""
    flags = []
    for place in range(width):
        numbers = [
            number for row in rows if (text := row[place]) is not None and (number := scanner(text).number) is not None and number.value is not None
        ]
        flags.append(bool(numbers) and sum(number.percent or number.places in (1, 2) for number in numbers) * 10 >= 9 * len(numbers))
    return flags
