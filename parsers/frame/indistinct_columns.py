"""Columns of different numbers that say the same: their header lost a word, so nobody knows which is which.

In running text that word may stand anywhere (a segment, a length, another year): the periods of such columns are taken back, and
every number of theirs is told as one of an unknown period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from parsers.records import Finding
from parsers.table import Column
from parsers.text.scanner import Scanner

LEAST = 2
"""Rows in which the columns must differ."""


def refuse_same_columns(
    columns: Sequence[Column], rows: Sequence[Sequence[str | None]], where: str, page: int, line: int, scanner: Scanner, *, known: bool
) -> tuple[list[Column], list[Finding]]:
    """The columns, and a finding where several say the same over other numbers; known: their places are sure, so the periods stay."""
    alike: dict[tuple[object, ...], list[Column]] = defaultdict(list)
    for column in columns:
        if column.period_end is not None:
            meaning = (column.measure, column.unit, column.scale, column.period_start, column.period_end, column.compared_end)
            alike[(*meaning, column.members, column.scenario, column.scope, column.label, tuple(column.header) if known else ())].append(column)
    same = [group for group in alike.values() if len(group) > 1 and _differ(group, rows, scanner)]
    if not same:
        return list(columns), []
    numbers = sorted(column.number for group in same for column in group)
    lost = frozenset() if known else frozenset(numbers)
    kept = [replace(column, period_start=None, period_end=None, compared_end=None) if column.number in lost else column for column in columns]
    shown = ", ".join(map(str, numbers))
    message = f"p.{page} line {line} {where!r}: columns {shown} have different numbers and nothing in the header tells them apart"
    return kept, [Finding("same_columns", "warning", message, page=page, line=line)]


def _differ(group: Sequence[Column], rows: Sequence[Sequence[str | None]], scanner: Scanner) -> bool:
    """Do most rows print other numbers in these columns?"""
    tested = [values for row in rows if len(values := _values(group, row, scanner)) > 1]
    other = sum(1 for values in tested if len(set(values)) > 1)
    return other >= LEAST and other * 2 > len(tested)


def _values(group: Sequence[Column], row: Sequence[str | None], scanner: Scanner) -> list[object]:
    numbers = [scanner(text).number for column in group if column.number <= len(row) and (text := row[column.number - 1])]
    return [number.value for number in numbers if number is not None and number.value is not None]
