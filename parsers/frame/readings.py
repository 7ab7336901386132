"""Placed tables to readings: every number with its value, unit, decimals and period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import regex

from parsers.frame.drafts import MONEY
from parsers.frame.stocks import is_closing, is_opening, is_stock
from parsers.model import About, Cell, Column, Finding, Reading, Row, Table
from parsers.periods.fiscal import add_months
from parsers.words.numbers import Number, parse_number
from parsers.words.units import parse_label_unit

DIVIDEND = regex.compile(
    r"\A(?:(?:1株当たり|年間|中間|期末|普通|特別|記念)?配当金?)(?:\Z|[(（])|\A(?:annual |interim |year-end |cash |ordinary |special )*dividends?(?: per share)?\Z",
    regex.IGNORECASE,
)
"""A dividend in plain yen is one share's; the sum paid out is printed in millions, or in a statement that is all in yen."""
FLOWS = frozenset({"income_statement", "balance_sheet", "cash_flow_statement", "equity"})
"""Statements whose dividends without decimals are sums."""
MOST_DIVIDEND = 1_000_000
"""Yen; more for one share nobody pays."""
PER_SHARE = regex.compile(
    r"\b(?:basic|diluted|dividends?|net (?:income|loss|assets)|profit|earnings|income|loss|book value)\b|基本|希薄化|潜在株式|調整後|配当|利益|損失|純資産",
    regex.IGNORECASE,
)
"""Rows under a heading such as "Net income per share", whose numbers are one share's though they have no decimals."""
BASIC = regex.compile(r"\A\W*+(?:basic|(?:fully[- ])?diluted)\W*+\Z", regex.IGNORECASE)
HUNDRED = Decimal(100)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one unit printed in a cell is worth."""

    unit: str
    factor: Decimal
    """Base units in one printed unit: 1000 in 千円, 0.01 in percent."""


def tables_to_readings(release_id: str, tables: Sequence[Table], about: About) -> tuple[tuple[Reading, ...], list[Finding]]:
    """One reading for each placed number and nil mark, in the order of tables, rows and columns."""
    readings: list[Reading] = []
    findings: list[Finding] = []
    idle = idle_brackets(tables)
    for table in tables:
        for reading, found in _table_readings(release_id, table, about, idle):
            readings.append(reading)
            findings += found
    return tuple(readings), findings


def idle_brackets(tables: Sequence[Table]) -> frozenset[tuple[int, int, int]]:
    """(document, table, column) of percentages that stand in brackets whatever their sign: (14.3) (△40.0) (-).

    All numbers of the column are bracketed, and the tables of its language mark negatives with △, or inside of brackets, and never
    write them with brackets alone.
    """
    bare: set[tuple[int, str]] = set()
    marked: set[tuple[int, str]] = set()
    columns: dict[tuple[int, int, int], bool] = {}
    languages = {(table.document, table.number): (table.document, table.language) for table in tables}
    for table in tables:
        pure = {column.number for column in table.columns if column.unit == "pure"}
        for cell in (cell for row in table.rows for cell in row.cells if cell.column is not None):
            number = parse_number(cell.printed)
            if number is None or number.value is None or cell.column is None:
                continue
            if number.marked and (number.bracketed or any(mark in cell.printed for mark in "△▲")):
                marked.add(languages[table.document, table.number])
            elif number.bracketed and not number.marked and cell.column not in pure:
                bare.add(languages[table.document, table.number])
            if cell.column in pure:
                place = (table.document, table.number, cell.column)
                columns[place] = columns.get(place, True) and number.bracketed
    return frozenset(place for place, all_of_it in columns.items() if all_of_it and languages[place[:2]] in marked - bare)


def _table_readings(
    release_id: str, table: Table, about: About, idle: frozenset[tuple[int, int, int]]
) -> Iterator[tuple[Reading, list[Finding]]]:
    columns = {column.number: column for column in table.columns}
    for row in table.rows:
        for cell in row.cells:
            number = parse_number(cell.printed)
            if cell.column is None or number is None:
                continue
            set_apart = cell.aside or (table.document, table.number, cell.column) in idle
            if set_apart and not number.marked and number.value is not None:
                number = replace(number, value=abs(number.value))
            yield cell_to_reading(release_id, table, row, cell, columns[cell.column], number)


def cell_to_reading(release_id: str, table: Table, row: Row, cell: Cell, column: Column, number: Number) -> tuple[Reading, list[Finding]]:
    """A cell as a reading, with findings where its unit or period is not known."""
    quantity = cell_quantity(table, row, column, number)
    measure = row.measure or cell_measure(column, number)
    start, end = cell_period(table, row, column, quantity.unit)
    value = None if number.value is None else number.value * quantity.factor
    decimals = None if number.value is None else number.places - quantity.factor.log10().to_integral_value().__int__()
    reading_id = f"{release_id}/{table.document}.{table.number}.{row.number}.{column.number}"
    findings = []
    where = f"p.{cell.page} line {cell.line} {row.label!r} {cell.printed!r}"
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
            scope=column.scope,
            printed=cell.printed,
            measure=measure,
            unit=quantity.unit,
            value=value,
            decimals=decimals,
            period_start=start,
            period_end=end,
            compared_end=cell_compared(row, column, measure),
            placement="inferred" if cell.inferred else "printed",
            page=cell.page,
            line=cell.line,
            bbox=cell.bbox,
        ),
        findings,
    )


def cell_measure(column: Column, number: Number) -> str:
    """The column's measure; a ratio row's percentage in a column of amounts is an amount."""
    return column.measure or "amount"


def cell_compared(row: Row, column: Column, measure: str) -> date | None:
    """End of the period that a change compares with; None for other measures."""
    if measure in ("amount", "common_size", "attainment"):
        return None
    if column.compared_end is None and row.period_end is not None and measure.endswith("_yoy"):
        return add_months(row.period_end, -12)
    return column.compared_end


def cell_quantity(table: Table, row: Row, column: Column, number: Number) -> Quantity:
    """Unit and worth of a printed unit: the cell says it before the row, the row before the header, then the caption."""
    if number.percent or (column.unit == "pure" and number.unit is None):
        return Quantity("pure", ONE / HUNDRED)
    if number.unit is not None and number.unit not in MONEY:
        return Quantity(number.unit, number.scale)
    if row.measure is not None and row.measure.startswith("change"):
        return Quantity("pure", ONE / HUNDRED)
    if column.label is not None and column.unit is not None and column.unit not in MONEY:
        return Quantity(column.unit, number.scale * (column.scale if column.scale is not None else ONE))
    currency = number.unit or (column.unit if column.unit in MONEY else None) or (table.unit if table.unit in MONEY else None)
    label = column.label or row.label
    of_label = parse_label_unit(label) or (_heading_unit(table, row, number) if column.label is None else None)
    scale = column.scale if column.scale is not None else _table_scale(table, currency)
    if row.unit == "pure":
        return Quantity("pure", ONE / HUNDRED if row.scale in (None, ONE / HUNDRED) else ONE)
    if of_label == "pure" and row.unit is None:
        return Quantity("pure", ONE / HUNDRED if _is_percent_label(label) else ONE)
    if of_label is not None and "/" in of_label:
        return Quantity(f"{currency or row.unit or 'JPY'}/{of_label.partition('/')[2]}", number.scale)
    if DIVIDEND.search(label) and currency is not None and scale in (None, ONE) and row.scale in (None, ONE) and _one_shares(table, number):
        return Quantity(f"{currency}/share", number.scale)
    if row.unit is not None:
        return Quantity(row.unit, number.scale * (row.scale if row.scale is not None else ONE))
    if of_label is not None and of_label not in MONEY:
        return Quantity(of_label, number.scale)
    if row.scale is not None:
        return Quantity(currency or "unknown", row.scale)
    named = [name for name, _ in table.scales if name in MONEY]
    other_scale = bool(named) and currency not in named and number.scale == ONE and (number.unit is None or number.signed_unit)
    if currency is not None and column.scale is None and (other_scale or (not named and number.signed_unit and _scale_unknown(table, column))):
        return Quantity("unknown", number.scale)
    if number.unit is not None and not number.signed_unit:
        return Quantity(number.unit, number.scale)
    if currency is not None:
        return Quantity(currency, number.scale * (scale if scale is not None else ONE))
    unit = column.unit or table.unit
    return Quantity(unit or "unknown", number.scale * (scale if scale is not None else ONE) if unit else ONE)


def _one_shares(table: Table, number: Number) -> bool:
    """Could a dividend in plain currency be that of one share?"""
    return number.places > 0 or (table.statement not in FLOWS and (number.value is None or abs(number.value) < MOST_DIVIDEND))


def _heading_unit(table: Table, row: Row, number: Number) -> str | None:
    """The unit of the heading right above the row, where it says "per share" and the row is one of those printed so."""
    heading = row.label_path[-2] if len(row.label_path) > 1 else table.title if BASIC.search(row.label) else ""
    of_heading = parse_label_unit(heading) if row.unit is None else None
    if of_heading is not None and "/" in of_heading:
        return of_heading if number.places or PER_SHARE.search(row.label) else None
    return of_heading if of_heading in ("shares", "ADS") and BASIC.search(row.label) else None


def _scale_unknown(table: Table, column: Column) -> bool:
    """Does nothing state the scale of a currency sign that stands at the first and last rows only?"""
    if table.scale is not None or column.unit is not None or table.unit is not None:
        return False
    numbers = [parse_number(cell.printed) for row in table.rows for cell in row.cells if cell.column == column.number]
    return any(number is not None and number.value and number.unit is None and not number.percent for number in numbers)


def _table_scale(table: Table, currency: str | None) -> Decimal | None:
    """The caption's scale for a currency; a currency it does not name has none."""
    for name, scale in table.scales:
        if name == currency:
            return scale
    return table.scale


def _is_percent_label(label: str) -> bool:
    return "倍" not in label and "times" not in label.lower()


def cell_period(table: Table, row: Row, column: Column, unit: str) -> tuple[date | None, date | None]:
    """(first day, last day): a stock is an instant, an opening balance that of the day before the first day."""
    start, end = (row.period_start, row.period_end) if row.period_end is not None else (column.period_start, column.period_end)
    label = column.label or row.label
    if end is None:
        return None, None
    if is_opening(label) and start is not None:
        return None, start - timedelta(days=1)
    if is_closing(label) or is_stock(label, unit, table.statement):
        return None, end
    if not column.sure and start is None and row.period_end is None and unit != "pure":
        return None, None  # the last day of a period of which nobody knows the first
    return start, end
