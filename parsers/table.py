"""What a table is: `Table` -> `Row` -> `Cell`, with one `Column` for each column of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parsers.about import Language
from parsers.printed import TagFact
from parsers.records import BBox, Source


@dataclass(frozen=True, slots=True)
class Column:
    """What the header says of one column of numbers; None and "" mean that the header is silent."""

    number: int
    """Counted from 1 over the columns that carry numbers."""
    header: tuple[str, ...] = ()
    """Texts over the column, outermost spanner first."""
    measure: str = "amount"
    unit: str | None = None
    """`JPY`, `USD`, `pure`, `contracts` ...; None: the row or the caption decides."""
    scale: Decimal | None = None
    period_start: date | None = None
    period_end: date | None = None
    compared_end: date | None = None
    members: tuple[str, ...] = ()
    scenario: str = "actual"
    scope: str | None = None
    """consolidated, non_consolidated; None while only the header has been read and says nothing: then the table decides."""
    base: int | None = None
    """Number of the amount column that a common_size or change column was computed from (the later period's)."""
    compared: int | None = None
    """Number of the amount column that a change column compares with."""
    label: str | None = None
    """In a table whose stubs are periods: the line item the column stands for."""
    sure: bool = True
    """False: the header gives an end but nothing says whether it ends a period; only stocks can be read there."""
    bare_day: bool = False
    """Does its header print a day and nothing of a period? What is counted there is counted on that day."""
    named_day: bool = False
    """Does its header print a day behind the name of a period, 当連結会計年度（2026年3月31日）? What is no flow there is of that day."""
    closes: bool = False
    """Does it print the balances in which what moved in the columns before it ends?"""
    moves: bool = False
    """Does it stand between the balances of two days, and print what moved in between, whatever its rows are called?"""
    lengths: tuple[int, ...] = ()
    """Months that the name of its period may mean, where that is more than one (2024年3月期第3四半期: 3, 9)."""
    period_words: str = ""
    """The words that give its period, where they do not stand over it alone: a spanner over a run of columns, those over the amounts that it
    compares; "": its own header, the captions, or nothing."""
    of_earlier: bool = False
    """Its changes are printed as the later amount in percent of the earlier one: 106.4 for a change of 6.4."""
    aside: bool = False
    """Its brackets set its numbers apart from the amounts that they say something of: they are no minus."""
    sources: tuple[Source, ...] = ()
    """The words over the column, one for each dimension they give."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed number or nil mark in a row."""

    printed: str
    column: int | None
    """`Column.number`; None while it is not known (a sparse row whose empty cells are lost)."""
    page: int
    line: int
    bbox: BBox | None = None
    inferred: bool = False
    tag: TagFact | None = None
    footnotes: tuple[str, ...] = ()
    aside: bool = False
    """Its brackets set it apart from the number it says something of: they are no minus."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line item, or a heading (no cells). A label printed over several lines is one row."""

    number: int
    """In its table, counted from 1; headings count."""
    label: str
    label_path: tuple[str, ...]
    depth: int
    cells: tuple[Cell, ...]
    footnotes: tuple[str, ...] = ()
    total: bool = False
    """A total by its words, its ruling or its place."""
    unit: str | None = None
    """Printed in brackets behind the label, or beside it; None where the row says none."""
    scale: Decimal | None = None
    period_start: date | None = None
    """In a table whose stubs are periods: the row's own period; start None: an instant."""
    period_end: date | None = None
    scenario: str | None = None
    """In a table whose stubs are periods: forecast and the like; None: the column decides."""
    measure: str | None = None
    """In a table whose stubs are forecasts and their changes: a change; None: the column decides."""
    scope: str | None = None
    """Where the label, or a heading above, is a word of scope; None: the column decides."""
    sources: tuple[Source, ...] = ()
    """The words of the stub, one for each dimension they give."""
    page: int = 1
    line: int = 0
    bbox: BBox | None = None
    section_unit: str | None = None
    """Of a row above that holds only a unit, for the rows below it."""
    section_scale: Decimal | None = None
    stub: str | None = None
    """What is printed as its label, where its numbers are changes or shares of the item in a row above, whose label it has."""
    of_earlier: bool = False
    """Its changes are printed as the later amount in percent of the earlier one."""
    left_out: bool = False
    """Numbers are printed in it whose columns nothing decides: they are told and not among its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    document: int
    number: int
    """In its document, counted from 1, in reading order."""
    title: str
    language: Language
    statement: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str | None = None
    """What the caption says of the unit; None where it is silent."""
    scale: Decimal | None = None
    scales: tuple[tuple[str, Decimal], ...] = ()
    """Where the caption gives one for each currency: (("JPY", 1000), ("USD", 1000))."""
    placed: bool = True
    """False while a row has a cell without a column."""
    scope: str = "consolidated"
    """Whose numbers, where no column and no row says otherwise."""
    sources: tuple[Source, ...] = ()
    """The words of title, captions, headings and the document, one for each dimension they give."""
    page: int = 1
    line: int = 0
