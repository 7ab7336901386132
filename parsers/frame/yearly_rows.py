"""Changes beside the items of a table whose rows are periods, where no words say what they compare with: the rows a year apart tell.

                     売上高
                  百万円    ％
    2024年3月期   43,870   6.4       43,870 is 6.4 per cent more than 41,250
    2023年3月期   41,250   0.8
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers.frame.percentages import agree, change
from parsers.frame.sources import by_numbers
from parsers.periods.day_arithmetic import add_months
from parsers.table import Column, Row
from parsers.text.scanner import Scanner
from parsers.words.numbers import Number

DAYS, LEAP = 365, 1
"""Of a year."""


def compare_rows(columns: Sequence[Column], rows: Sequence[Row], scanner: Scanner) -> list[Column]:
    """The columns, their changes against nobody says what as those from year to year where the rows a year apart bear most of them out."""
    unsaid = [column for column in columns if column.measure == "change_other" and column.base is not None]
    pairs = [pair for column in unsaid for later in rows for earlier in rows if (pair := _yearly(column, later, earlier, scanner)) is not None]
    if not agree(pairs):
        return list(columns)
    sources = by_numbers({"measure"})
    return [replace(one, measure="change_yoy", sources=(*one.sources, *sources)) if one in unsaid else one for one in columns]


def _yearly(column: Column, later: Row, earlier: Row, scanner: Scanner) -> tuple[Decimal | None, Decimal | None] | None:
    """What a row prints as a change, its brackets apart, and the change from the row a year earlier; None for other rows."""
    if later.period_end is None or earlier.period_end != add_months(later.period_end, -12) or (later.period_start is None) != (earlier.period_start is None):
        return None
    if later.period_start is not None and earlier.period_start is not None and abs((later.period_start - earlier.period_start).days - DAYS) > LEAP:
        return None
    printed, one, other = (_number(row, at, scanner) for row, at in ((later, column.number), (later, column.base), (earlier, column.base)))
    if printed is None or one is None or other is None:
        return None
    found = change(one.value, other.value)
    bare = printed.bracketed and not printed.marked
    return (abs(printed.value) if bare and printed.value is not None else printed.value, abs(found) if bare and found is not None else found)


def _number(row: Row, column: int | None, scanner: Scanner) -> Number | None:
    return next((scanner(cell.printed).number for cell in row.cells if cell.column == column), None)
