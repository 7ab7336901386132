"""Small made-up tables for tests: labels with numbers, one or two columns of a quarter, in millions or thousands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from parsers.about import About, FiscalCalendar, Language
from parsers.records import Reading
from parsers.table import Cell, Column, Row, Table

RELEASE = "made"
QUARTERS = ((date(2003, 10, 1), date(2003, 12, 31)), (date(2002, 10, 1), date(2002, 12, 31)), (date(2003, 7, 1), date(2003, 9, 30)))

Line = tuple[str, Sequence[int | None]] | tuple[str, Sequence[int | None], tuple[str, ...]]
"""Label, numbers by column (None: a nil mark), headings above."""


def made_table(
    number: int,
    language: Language,
    lines: Sequence[Line],
    *,
    title: str = "",
    statement: str = "income_statement",
    decimals: int = -6,
    document: int = 1,
) -> tuple[Table, list[Reading]]:
    """A table and its readings; a line without numbers is a heading."""
    rows: list[Row] = []
    readings: list[Reading] = []
    for place, line in enumerate(lines, start=1):
        label, numbers = line[0], line[1]
        headings: tuple[str, ...] = line[2] if len(line) == 3 else ()
        own = [
            made_reading(document, number, place, column, language, label, headings, value, title, statement, decimals)
            for column, value in enumerate(numbers, start=1)
        ]
        readings += own
        rows.append(Row(place, label, (*headings, label), len(headings), tuple(Cell(r.printed, r.column, 1, place) for r in own)))
    columns = tuple(Column(n) for n in range(1, 1 + max((len(line[1]) for line in lines), default=0)))
    return Table(document, number, title, language, statement, columns, tuple(rows)), readings


def made_reading(
    document: int,
    table: int,
    row: int,
    column: int,
    language: Language,
    label: str,
    headings: tuple[str, ...],
    value: int | None,
    title: str = "",
    statement: str = "income_statement",
    decimals: int = -6,
) -> Reading:
    """One reading: an amount in yen of the column's quarter."""
    start, end = QUARTERS[column - 1]
    return Reading(
        reading_id=f"{RELEASE}/{document}.{table}.{row}.{column}",
        release_id=RELEASE,
        document=document,
        language=language,
        table=table,
        table_title=title,
        statement=statement,
        row=row,
        label=label,
        label_path=(*headings, label),
        depth=len(headings),
        column=column,
        header=(),
        footnotes=(),
        members=(),
        scenario="actual",
        scope="consolidated",
        printed="-" if value is None else f"{value:,}",
        measure="amount",
        unit="JPY",
        value=None if value is None else Decimal(value).scaleb(-decimals),
        decimals=None if value is None else decimals,
        period_start=start,
        period_end=end,
        compared_end=None,
        placement="printed",
        frame="printed",
        sources=(),
        page=1,
        line=row,
        bbox=None,
    )


def made_about(prevailing: Language | None = None) -> About:
    """A release of a made-up company whose years end in March."""
    calendar = FiscalCalendar(3, 31, False, True)
    return About(None, "見本株式会社", "Sample Corporation", date(2004, 2, 12), calendar, date(2003, 12, 31), 3, None, prevailing, "unstated", None)


def together(*made: tuple[Table, list[Reading]]) -> tuple[tuple[Table, ...], tuple[Reading, ...]]:
    """Tables and readings of several made tables."""
    return tuple(table for table, _ in made), tuple(reading for _, readings in made for reading in readings)
