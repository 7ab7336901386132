"""Two statements that claim the same period with different numbers: the other language tells which caption is wrong.

A caption set from the wrong template ("For the Three Months Ended ..." over nine months) looks right by itself. Beside it
stands the real quarter, with other numbers, and in the other language the same numbers under the right length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parsers.frame.sources import by_numbers
from parsers.periods.day_arithmetic import months_between, start_of
from parsers.records import Finding
from parsers.table import Column, Table

FLOWS = frozenset({"income_statement", "cash_flow_statement", "comprehensive_income"})
SAME = 0.8
"""Share of equal printed numbers from which two tables are one table in two languages."""
OTHER = 0.5
"""Share below which two tables of one statement show different periods."""

Span = tuple[date | None, date | None]


def settle_lengths(tables: Sequence[Table]) -> tuple[tuple[Table, ...], list[Finding]]:
    """The tables with the length of a period mended where a rival and a twin both speak against it."""
    flows = [table for table in tables if table.statement in FLOWS and _span(table)[0] is not None]
    printed = {table.number: _printed(table) for table in flows}
    mended: dict[int, Table] = {}
    findings: list[Finding] = []
    for table in flows:
        same_kind = [other for other in flows if other is not table and other.statement == table.statement]
        rivals = [
            other
            for other in same_kind
            if other.language == table.language and _span(other) == _span(table) and _share(printed, table, other) < OTHER
        ]
        twins = [other for other in same_kind if other.language != table.language and _share(printed, table, other) >= SAME]
        lengths = {_months(twin) for twin in twins if _span(twin)[1] == _span(table)[1]}
        if rivals and len(lengths) == 1 and (months := lengths.pop()) is not None and months != _months(table):
            mended[table.number] = replace(table, columns=tuple(_lengthened(column, months) for column in table.columns))
            twin = twins[0]
            message = (
                f"p.{table.page} line {table.line} {table.title!r}: its caption says {_months(table)} months, as that of table {rivals[0].number}, whose numbers "
                f"are others; table {twin.number} {twin.title!r} has the same numbers over {months} months; read as {months} months"
            )
            findings.append(Finding("length_conflict", "warning", message, document=table.document, page=table.page, line=table.line))
    return tuple(mended.get(table.number, table) for table in tables), findings


def _span(table: Table) -> Span:
    """The period of the first column of amounts."""
    column = next((column for column in table.columns if column.measure == "amount"), None)
    return (column.period_start, column.period_end) if column else (None, None)


def _months(table: Table) -> int | None:
    start, end = _span(table)
    return months_between(start, end) if start is not None and end is not None else None


def _printed(table: Table) -> list[str]:
    return [cell.printed for row in table.rows for cell in row.cells if any(character.isdigit() for character in cell.printed)]


def _share(printed: dict[int, list[str]], one: Table, other: Table) -> float:
    """Share of the numbers of a table that the other prints as well."""
    have = set(printed[other.number])
    mine = printed[one.number]
    return sum(1 for number in mine if number in have) / len(mine) if mine else 0.0


def _lengthened(column: Column, months: int) -> Column:
    if column.period_start is None or column.period_end is None:
        return column
    return replace(column, period_start=start_of(column.period_end, months), sources=(*by_numbers(["period"]), *column.sources))
