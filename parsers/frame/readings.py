"""Placed tables to readings: every number with its value, unit, decimals and period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from parsers.frame.brackets import Place, idle_brackets
from parsers.frame.derived_rows import compared_with
from parsers.frame.drafts import MONEY
from parsers.frame.quantity import AREA, Quantity, cell_quantity, unit_of_cells, unit_said_by
from parsers.frame.sources import OPEN, frame_of, innermost
from parsers.frame.stocks import is_closing, is_no_flow, is_opening, is_opening_column, is_restating, is_stock, speaks_of_flows
from parsers.records import Finding, Reading, Source
from parsers.table import Cell, Column, Row, Table
from parsers.text.scanner import Scanner
from parsers.words.numbers import Number

FLOWING = frozenset({"pure", "unknown", "shares", "ADS", *MONEY})
"""Units of what may be a period's under a day without one; other counts are taken on the day."""


def tables_to_readings(release_id: str, tables: Sequence[Table], scanner: Scanner) -> tuple[tuple[Reading, ...], list[Finding]]:
    """One reading for each placed number and nil mark, in the order of tables, rows and columns."""
    readings: list[Reading] = []
    findings: list[Finding] = []
    idle = idle_brackets(tables, scanner)
    for table in tables:
        for reading, found in _table_readings(release_id, table, scanner, idle):
            readings.append(reading)
            findings += found
    return tuple(readings), findings


def _table_readings(
    release_id: str, table: Table, scanner: Scanner, idle: frozenset[Place]
) -> Iterator[tuple[Reading, list[Finding]]]:
    columns = {column.number: column for column in table.columns}
    of_cells = unit_of_cells(table, scanner)
    for row in table.rows:
        for cell in row.cells:
            number = scanner(cell.printed).number
            if cell.column is None or number is None:
                continue
            area = number.bracketed and any(map(AREA.search, columns[cell.column].header))
            apart = (cell.aside or columns[cell.column].aside or area) and not number.marked
            if (apart or (table.document, table.number, row.number, cell.column) in idle) and number.value is not None:
                number = replace(number, value=abs(number.value))
            yield cell_to_reading(release_id, table, row, cell, columns[cell.column], number, scanner, of_cells)


def cell_to_reading(
    release_id: str, table: Table, row: Row, cell: Cell, column: Column, number: Number, scanner: Scanner, of_cells: Quantity | None = None
) -> tuple[Reading, list[Finding]]:
    """A cell as a reading, with findings where its unit or period is not known."""
    quantity = cell_quantity(table, row, column, number, scanner, of_cells)
    measure = row.measure or cell_measure(column, number)
    start, end = cell_period(table, row, column, quantity.unit, measure)
    value = None if number.value is None else number.value * quantity.factor
    if value is not None and (row.of_earlier or column.of_earlier):
        value -= 1
    decimals = None if number.value is None else number.places - quantity.factor.log10().to_integral_value().__int__()
    reading_id = f"{release_id}/{table.document}.{table.number}.{row.number}.{column.number}"
    findings = []
    where = f"p.{cell.page} line {cell.line} {row.label!r} {cell.printed!r}"
    sources = cell_sources(table, row, column, cell, number, quantity.unit, end, scanner)
    if quantity.unit == "unknown":
        findings.append(
            Finding(
                "unknown_unit",
                "warning",
                f"{where}: neither cell, row, column nor caption gives a unit",
                (reading_id,),
                table.document,
                cell.page,
                cell.line,
                cell.bbox,
            )
        )
    if end is None:
        findings.append(
            Finding(
                "unknown_period",
                "warning",
                f"{where}: nothing printed says which days column {column.number} stands for",
                (reading_id,),
                table.document,
                cell.page,
                cell.line,
                cell.bbox,
            )
        )
    if cell.tag is not None and cell.tag.value is not None and value is not None and cell.tag.value != value:
        message = f"{where}: printed {value}, its XBRL tag {cell.tag.concept} says {cell.tag.value}; the printed number is kept"
        findings.append(Finding("tag_differs", "warning", message, (reading_id,), table.document, cell.page, cell.line, cell.bbox))
    return (
        Reading(
            reading_id=reading_id,
            release_id=release_id,
            document=table.document,
            language=table.language,
            table=table.number,
            table_title=table.title,
            statement=table.statement,
            row=row.number,
            label=column.label or row.label,
            label_path=row.label_path if column.label is None else (column.label,),
            depth=row.depth,
            column=column.number,
            header=column.header,
            footnotes=(*row.footnotes, *cell.footnotes),
            members=column.members,
            scenario=row.scenario or column.scenario,
            scope=row.scope or column.scope or table.scope,
            printed=cell.printed,
            measure=measure,
            unit=quantity.unit,
            value=value,
            decimals=decimals,
            period_start=start,
            period_end=end,
            compared_end=cell_compared(row, column, measure),
            placement="inferred" if cell.inferred else "printed",
            frame=frame_of(sources, quantity.unit, end is not None, "inferred" if cell.inferred else "printed"),
            sources=sources,
            page=cell.page,
            line=cell.line,
            bbox=cell.bbox,
        ),
        findings,
    )


def cell_sources(
    table: Table, row: Row, column: Column, cell: Cell, number: Number, unit: str, end: date | None, scanner: Scanner
) -> tuple[Source, ...]:
    """The words that give what the cell means, one source a dimension, the innermost; none for an unknown unit or period."""
    own: tuple[Source, ...] = ()
    if number.unit is not None or number.percent:
        own = tuple(Source(name, cell.printed, "cell", table.document, cell.page, cell.line, cell.bbox) for name in OPEN["unit"])
    sources = innermost((own, row.sources, column.sources, table.sources))
    if not any(source.dimension == "unit" for source in sources) and (by := unit_said_by(table, row, column, number, unit, scanner)) is not None:
        words = {"row": row.label, "section": " ".join(row.label_path[:-1]), "header": " ".join(column.header), "caption": table.title}.get(by, cell.printed)
        sources += tuple(Source(name, words, by, table.document, cell.page) for name in OPEN["unit"])
    unknown = {*(OPEN["unit"] if unit == "unknown" else ()), *(OPEN["period"] if end is None else ())}
    return tuple(source for source in sources if source.dimension not in unknown) if unknown else sources


def cell_measure(column: Column, number: Number) -> str:
    """The column's measure; a ratio row's percentage in a column of amounts is an amount."""
    return column.measure or "amount"


def cell_compared(row: Row, column: Column, measure: str) -> date | None:
    """End of the period that a change compares with; None for other measures."""
    if measure in ("amount", "common_size", "attainment"):
        return None
    if row.stub is not None:
        return compared_with(measure, column.period_start, column.period_end)
    if column.compared_end is None and row.period_end is not None:
        return compared_with(measure, row.period_start, row.period_end)
    return column.compared_end


def cell_period(table: Table, row: Row, column: Column, unit: str, measure: str) -> tuple[date | None, date | None]:
    """(first day, last day): a stock is an instant, an opening balance that of the day before the first day."""
    start, end = (row.period_start, row.period_end) if row.period_end is not None else (column.period_start, column.period_end)
    label = column.label or row.label
    if end is None:
        return None, None
    opening = is_opening(label) or (table.statement == "equity" and is_restating(label)) or (column.label is None and row.period_end is None and any(map(is_opening_column, column.header)))
    if opening and start is not None:
        return None, start - timedelta(days=1)
    if (column.moves or column.closes) and row.period_end is None:
        return None if column.closes else start, end
    above = (*row.label_path[-2::-1], table.title) if column.label is None else (table.title,)
    base = next((one for one in table.columns if one.number == column.base), column) if measure == "common_size" else column
    header = [text for text in base.header if measure == "amount" or not speaks_of_flows(text, ())] if column.label is None else []
    if is_closing(label) or is_stock(label, unit, table.statement, above, header):
        return None, end
    if column.bare_day and row.period_end is None and unit not in FLOWING and "/" not in unit and not speaks_of_flows(label, ()):
        return None, end
    if column.named_day and row.period_end is None and (is_no_flow("", table.statement, (table.title,)) or (measure == "amount" and is_no_flow(label, table.statement, above))):
        return None, end
    if not column.sure and start is None and row.period_end is None and (unit != "pure" or measure != "amount"):
        return None, None  # the last day of a period of which nobody knows the first
    return start, end
