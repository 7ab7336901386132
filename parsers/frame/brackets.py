"""Brackets around a number that are no minus: "of which" and asides, where the release writes its negatives otherwise.

    (うち海外売上高)        (12,300)      the label stands in brackets like its numbers, or says "of which"
    従業員数   4,980          (320)      every number of the column stands in them
                              (252)      a count of persons or places is hardly less than none, unless it is a change
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from parsers.about import Language
from parsers.frame.stocks import STOCK_UNITS, speaks_of_flows
from parsers.table import Cell, Row, Table
from parsers.text.scanner import Scanner
from parsers.words.numbers import Number
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

ASIDE = compiled(
    r"\A\s*+ (?: [(\[〔] .* [)\]〕] \s*+ \Z | [\W]*+ (?: うち | 内[、,] | 外[、,] | of\ which\b | including\b | excluding\b ) )", regex.VERBOSE | regex.IGNORECASE
)
"""A label that stands in brackets or says that its number is a part of another."""

Place = tuple[int, int, int, int]
"""document, table, row, column"""


@dataclass(slots=True)
class _Habit:
    """How the tables of a language write negatives."""

    marked: bool = False
    """With △ or -, or such a mark inside of brackets."""
    bare: bool = False
    """With brackets alone, in a row and a column that print other numbers without; rates stand in them for other reasons too."""
    asides: set[Place] = field(default_factory=set)
    throughout: set[Place] = field(default_factory=set)
    counts: set[Place] = field(default_factory=set)


def idle_brackets(tables: Sequence[Table], scanner: Scanner) -> frozenset[Place]:
    """The numbers in brackets alone that are no negatives.

    In a row that is an aside they are none where the language's tables mark negatives otherwise, or write none with brackets; in a column,
    or a row of changes, that stands in brackets throughout only where the tables do the one and not the other. Counts in a column throughout
    in brackets beside one of the same period are none anywhere; others are where an aside's would be.
    """
    habits: dict[Language, _Habit] = {}
    counts: set[Place] = set()
    for table in tables:
        habit = habits.setdefault(table.language, _Habit())
        numbers = list(_numbers(table, scanner))
        rates = {column.number for column in table.columns if column.unit == "pure"}
        throughout = {column: True for _, _, column, _ in numbers}
        for _, _, column, number in numbers:
            throughout[column] = throughout[column] and number.bracketed
        derived = {row.number for row in table.rows if row.stub is not None}
        derived -= {row.number for row, _, _, number in numbers if not number.bracketed}
        for row, cell, column, number in numbers:
            place = (table.document, table.number, row.number, column)
            if number.marked:
                habit.marked = habit.marked or number.bracketed or any(mark in cell.printed for mark in "△▲")
            elif number.bracketed and not number.percent and _is_count(table, row, column):
                (counts if throughout[column] and _is_beside_its_like(table, column) else habit.counts).add(place)
            elif number.bracketed and _is_aside(row):
                habit.asides.add(place)
            elif number.bracketed and (throughout[column] or row.number in derived):
                habit.throughout.add(place)
            elif number.bracketed and not number.percent and column not in rates:
                habit.bare = True
    idle: set[Place] = set(counts)
    for habit in habits.values():
        idle |= habit.asides | habit.counts if habit.marked or not habit.bare else set()
        idle |= habit.throughout if habit.marked and not habit.bare else set()
    return frozenset(idle)


def _numbers(table: Table, scanner: Scanner) -> Iterator[tuple[Row, Cell, int, Number]]:
    for row in table.rows:
        for cell in row.cells:
            number = scanner(cell.printed).number
            if cell.column is not None and number is not None and number.value is not None:
                yield row, cell, cell.column, number


def _is_count(table: Table, row: Row, column: int) -> bool:
    """Does its row or column count what is there on a day, and neither speak of a change?"""
    of = next(one for one in table.columns if one.number == column)
    unit = row.unit or of.unit or (table.unit if of.measure == "amount" else None)
    return unit in STOCK_UNITS and of.measure == "amount" and not any(speaks_of_flows(text, ()) for text in (*row.label_path, *of.header, of.label or "", table.title))


def _is_beside_its_like(table: Table, column: int) -> bool:
    """Is there another column of amounts of its period, from which only the brackets tell it apart?"""
    own = next(one for one in table.columns if one.number == column)
    return any(
        one is not own and one.measure == own.measure and (one.period_start, one.period_end) == (own.period_start, own.period_end) for one in table.columns
    )


def _is_aside(row: Row) -> bool:
    return ASIDE.match(fold_widths(row.stub or row.label)) is not None
