"""Amounts set in two columns under one header, the parts in the inner one and their sum in the outer one, beside the last part.

    Ⅲ 販売費及び一般管理費                             販売費及び一般管理費            8,000
      1. 給料手当             5,100              ->      給料手当            5,100
      2. その他               2,900    8,000             その他              2,900

The sum is the heading's and not the last part's. Where nothing names it, it is left out and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from parsers.records import Finding
from parsers.table import Cell, Column, Row
from parsers.text.scanner import Scanner


def name_sums(columns: Sequence[Column], rows: Sequence[Row], scanner: Scanner) -> tuple[tuple[Row, ...], list[Finding]]:
    """The rows with each sum of an inner column in the row of its heading, and a finding for each that nothing names."""
    kept = {row.number: row for row in rows}
    findings: list[Finding] = []
    for inner, outer in pairwise(columns):
        if _meaning(inner) != _meaning(outer) or inner.period_end is None or outer.header not in (inner.header, ()):
            continue
        moved = _beside(columns, outer)
        run: list[Row] = []
        for row in rows:
            part, total = _value(row, inner, scanner), _value(row, outer, scanner)
            run += [row] if part is not None else []
            if total is None:
                continue
            if part is not None and _adds_up([_value(one, inner, scanner) for one in run], total):
                heading = _heading(rows, run[0])
                if heading is not None:
                    cells = tuple(cell for cell in kept[row.number].cells if cell.column in moved)
                    kept[heading.number] = replace(kept[heading.number], cells=_ordered((*kept[heading.number].cells, *cells)))
                elif len(run) > 1:
                    findings.append(_unnamed(row, outer))
                if heading is not None or len(run) > 1:
                    kept[row.number] = replace(kept[row.number], cells=tuple(cell for cell in kept[row.number].cells if cell.column not in moved))
            run = []
    return tuple(kept[row.number] for row in rows), findings


def _meaning(column: Column) -> tuple[object, ...]:
    days = (column.period_start, column.period_end, column.compared_end)
    return (column.measure, column.unit, column.scale, *days, column.members, column.scenario, column.scope, column.label)


def _beside(columns: Sequence[Column], outer: Column) -> frozenset[int]:
    """The numbers of the outer column and of those that print its shares."""
    return frozenset({outer.number, *(column.number for column in columns if column.base == outer.number and column.measure == "common_size")})


def _value(row: Row, column: Column, scanner: Scanner) -> Decimal | None:
    cell = next((cell for cell in row.cells if cell.column == column.number), None)
    number = scanner(cell.printed).number if cell is not None else None
    return number.value if number is not None else None


def _adds_up(parts: Sequence[Decimal | None], total: Decimal) -> bool:
    """Do the parts give the total, but for a rounding of each?"""
    known = [part for part in parts if part is not None]
    unit = Decimal(1).scaleb(int(total.as_tuple().exponent))
    return abs(sum(known) - total) <= (unit * len(known) if len(known) > 1 else 0)


def _heading(rows: Sequence[Row], first: Row) -> Row | None:
    """The heading directly over the first part; None where another row stands there."""
    at = next(at for at, row in enumerate(rows) if row.number == first.number)
    return rows[at - 1] if at and not rows[at - 1].cells and rows[at - 1].label and not rows[at - 1].left_out else None


def _ordered(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.column or 0))


def _unnamed(row: Row, outer: Column) -> Finding:
    printed = next(cell.printed for cell in row.cells if cell.column == outer.number)
    message = f"p.{row.page} line {row.line} {row.label!r}: {printed} is the sum of the rows above in the column before it, and nothing names it; left out of the data"
    return Finding("unnamed_sum", "warning", message, page=row.page, line=row.line, bbox=row.bbox)
