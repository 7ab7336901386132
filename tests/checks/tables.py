"""Tables written as text, for tests: one line a row, cells apart by blanks, `~` for an empty cell whose place is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from parsers.about import About, FiscalCalendar
from parsers.records import Fact, Reading, Source
from parsers.table import Cell, Column, Row, Table
from parsers.words.numbers import parse_number

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
        row_cells = tuple(Cell(token, None if sparse else columns[at].number, 1, number) for at, token in enumerate(printed) if token != "~")
        rows.append(Row(number, label.strip().removesuffix("=").strip(), (), 0, row_cells, total=label.strip().endswith("="), line=number))
    placed = all(cell.column is not None for row in rows for cell in row.cells)
    return Table(1, 1, "", "ja", statement, columns, tuple(rows), placed=placed)


SAID = tuple(Source(dimension, "", "header") for dimension in ("unit", "scale", "period", "scope"))
"""Words over the column say all that a number means."""


def readings(source: Table, release_id: str = "r") -> tuple[Reading, ...]:
    """The readings of a table made by `table`: amounts in thousands where the column says so, shares and changes as ratios."""
    columns = {column.number: column for column in source.columns}
    return tuple(
        to_reading(release_id, source, row, cell, columns[cell.column]) for row in source.rows for cell in row.cells if cell.column is not None
    )


def to_reading(release_id: str, source: Table, row: Row, cell: Cell, column: Column) -> Reading:
    number = parse_number(cell.printed)
    if number is None:
        raise ValueError(f"{cell.printed!r} is no number")
    scale = column.scale or Decimal(1)
    percent = column.unit == "pure"
    value = None if number.value is None else number.value / 100 if percent else number.value * scale
    decimals = None if number.value is None else number.places + 2 if percent else number.places - (len(str(int(scale))) - 1)
    start = None if source.statement == "balance_sheet" else column.period_start
    return Reading(
        f"{release_id}/{source.document}.{source.number}.{row.number}.{cell.column}",
        release_id,
        source.document,
        source.language,
        source.number,
        source.title,
        source.statement,
        row.number,
        row.label,
        (row.label,),
        0,
        column.number,
        (),
        (),
        (),
        column.scenario,
        column.scope or source.scope,
        cell.printed,
        column.measure,
        column.unit or "unknown",
        value,
        decimals,
        start,
        column.period_end,
        column.compared_end,
        "inferred" if cell.inferred else "printed",
        "inferred" if cell.inferred else "printed",
        SAID,
        1,
        cell.line,
        None,
    )


def about(**changes: object) -> About:
    """What a document says that says nothing."""
    blank = About(None, None, None, None, FiscalCalendar(3, 31, False, False), None, None, None, None, "unstated", None)
    return replace(blank, **changes)  # type: ignore[arg-type]


def as_facts(found: tuple[Reading, ...]) -> list[Fact]:
    """A fact for each reading, its label for a concept."""
    return [
        Fact(
            r.reading_id, "r", "", r.label, (), r.scenario, r.scope, r.measure, r.unit, r.period_start, r.period_end, r.value, r.decimals,
            r.statement, None, "accepted", r.label, None, "printed", "glossary", "ja_only", "unproved", 0, (r.reading_id,), None,
        )
        for r in found
    ]  # fmt: skip
