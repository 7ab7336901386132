"""Blocks: the lines that make one table, taken apart into title, captions, header and body.

A block is not understood yet: its labels and cells are as printed, its header is text. There are two shapes:

    run    the cells of a row are set apart by blanks, only their order is known
    grid   cells know their column (tabs, HTML, and PDF lines after their columns were found)
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.page.sorted_lines import Sorted
from parsers.printed import Line, TagFact
from parsers.records import BBox


@dataclass(frozen=True, slots=True)
class BlockCell:
    text: str
    column: int | None
    """Index of the grid column; None in running text."""
    bbox: BBox | None = None
    tag: TagFact | None = None
    aside: bool = False
    """Its brackets set it apart from the number it says something of: they are no minus."""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row of the body: a label with cells, or a heading without."""

    label: str
    cells: tuple[BlockCell, ...]
    line: Line
    indent: float
    bold: bool = False
    notes: tuple[str, ...] = ()
    """Numbers of the notes that a column of notes gives it."""
    noted: str = ""
    """The unit that a row above, which holds nothing else, gives to the rows below it."""
    outer: tuple[str, ...] = ()
    """Grid: the words of its stub that stand outside of its label, outermost first."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    text: str
    x0: int
    x1: int
    """Grid columns covered, x1 excluded."""


@dataclass(frozen=True, slots=True)
class Block:
    layout: str
    titles: tuple[str, ...]
    """Lines that name the table, top to bottom; empty where none stands above it."""
    captions: tuple[str, ...]
    stub_head: str
    """Words over the labels, or between title and header: what a table printed apart from its title calls itself."""
    header_lines: tuple[Sorted, ...]
    """run: the header as sorted lines, top to bottom."""
    header_cells: tuple[tuple[HeaderCell, ...], ...]
    """grid: the header, a tuple for each of its lines, top to bottom."""
    rows: tuple[BlockRow, ...]
    after: tuple[Sorted, ...]
    """Header lines that stand below the body."""
    first: int
    last: int
    """Index of the first and last line of the body among the sorted lines."""
    document_end: bool = False
    section: str = ""
    """The line above that is the period of the section it stands in."""
    lead: str = ""
    """The prose directly above it."""
    titled: bool = True
    """Does a title or a period stand directly above it?"""
