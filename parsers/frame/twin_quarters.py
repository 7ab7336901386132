"""Quarters whose length their own table leaves open: other tables of the release tell, in this language or the other.

Those that print the same numbers under a period of one length come first; then what other tables were found to mean by the same kind of
name. What nothing tells stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers.frame.linked_columns import link_columns
from parsers.periods.day_arithmetic import start_of
from parsers.periods.spans import length_of
from parsers.records import Finding, Source
from parsers.table import Column, Table
from parsers.text.scanner import Scanner

DIGITS = 4
"""Numbers of fewer digits are equal by chance."""
LEAST = 2
"""Rows whose label and number another table must repeat, or equal numbers where the labels are of the other language."""


def settle_open_quarters(tables: Sequence[Table], scanner: Scanner) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The tables of a release with the lengths of quarters that other tables tell; and findings that say by which. A document that calls the second quarter a half is followed last."""
    votes = Counter(column.lengths.index(length) for table in tables for column in table.columns if column.sure and (length := length_of(column)) in column.lengths)
    settled, findings = [], []
    for table in tables:
        if not any(_is_open(column) for column in table.columns):
            settled.append(table)
            continue
        twins = Counter(column.lengths.index(months) for column in table.columns if _is_open(column) and (months := _twin_length(table, column, tables, scanner)))
        chosen = twins or votes or Counter([1] if scanner.about.calendar.second_quarter_is_half else [])
        if len(chosen) != 1:
            settled.append(table)
            continue
        which = next(iter(chosen))
        source = Source("period", "", "twin") if twins else Source("period", "", "numbers")
        columns = [_lengthened(column, column.lengths[which], source) if _is_open(column) else column for column in table.columns]
        settled.append(replace(table, columns=tuple(link_columns(columns))))
        told = (
            "the same numbers under a period of that length" if twins
            else "the other tables of the release, which call quarters alike," if votes
            else "the words 第2四半期（中間期）"
        )  # fmt: skip
        meaning = ("the quarter alone", "all that passed of the year")[which]
        message = f"p.{table.page} line {table.line} {table.title!r}: the names of its quarters leave their length open; {told} say that they mean {meaning}"
        findings.append(Finding("quarter_by_evidence", "info", message, document=table.document, page=table.page, line=table.line))
    return tuple(settled), tuple(findings)


def _is_open(column: Column) -> bool:
    return bool(column.lengths) and not column.sure


def _lengthened(column: Column, months: int, source: Source) -> Column:
    start = start_of(column.period_end, months) if column.period_end else None
    return replace(column, period_start=start, sure=True, sources=(source, *(one for one in column.sources if one.dimension != "period")))


def _twin_length(table: Table, column: Column, tables: Sequence[Table], scanner: Scanner) -> int | None:
    """The one length of the columns of other tables that end on the same day and repeat this column's rows; None for none or several."""
    mine = _rows(table, column, scanner)
    lengths = {
        length
        for other in tables
        for twin in other.columns
        if twin.sure and twin.measure == column.measure and twin.period_end == column.period_end and (length := length_of(twin)) in column.lengths
        and len(mine & _rows(other, twin, scanner) if other.language == table.language else _numbers(mine) & _numbers(_rows(other, twin, scanner))) >= LEAST
    }  # fmt: skip
    return lengths.pop() if len(lengths) == 1 else None


def _rows(table: Table, column: Column, scanner: Scanner) -> frozenset[tuple[str, Decimal]]:
    """Label and amount, as printed, of the rows of a column that are not equal to others by chance."""
    return frozenset(
        (row.label, number.value)
        for row in table.rows
        for cell in row.cells
        if cell.column == column.number and (number := scanner(cell.printed).number) is not None and number.value is not None
        and len(number.value.as_tuple().digits) >= DIGITS
    )  # fmt: skip


def _numbers(rows: frozenset[tuple[str, Decimal]]) -> frozenset[Decimal]:
    return frozenset(value for _, value in rows)
