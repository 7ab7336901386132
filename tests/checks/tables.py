"""Tables written as text, for tests: one line a row, cells apart by blanks, `~` for an empty cell whose place is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from parsers.model import Cell, Column, Row, Table

DEC03, DEC02, SEP03 = date(2003, 12, 31), date(2002, 12, 31), date(2003, 9, 30)


def amount(number: int, unit: str | None = "JPY", end: date | None = DEC03) -> Column:
    return Column(number, unit=unit, scale=Decimal(1000), period_end=end)


def share(number: int, base: int | None = None, end: date | None = DEC03) -> Column:
    return Column(number, measure="common_size", unit="pure", period_end=end, base=base)


def change(number: int, base: int | None = None, compared: int | None = None, measure: str = "change_yoy") -> Column:
    return Column(number, measure=measure, unit="pure", period_end=DEC03, base=base, compared=compared)


def table(columns: tuple[Column, ...], text: str, statement: str = "balance_sheet") -> Table:
    """A table; a line is `label | cells`, `label =| cells` for a total; rows with fewer cells than columns are sparse."""
    rows = []
    for number, line in enumerate((line for line in text.strip().splitlines() if line.strip()), 1):
        label, _, cells = line.partition("|")
        printed = cells.split()
        sparse = len(printed) != len(columns)
        row_cells = tuple(
            Cell(token, None if sparse else columns[at].number, 1, number) for at, token in enumerate(printed) if token != "~"
        )  # fmt: skip
        rows.append(Row(number, label.strip().removesuffix("=").strip(), (), 0, row_cells, total=label.strip().endswith("="), line=number))
    placed = all(cell.column is not None for row in rows for cell in row.cells)
    return Table(1, 1, "", "ja", statement, columns, tuple(rows), placed=placed)
