"""What a reader sees: `Document` -> `Line` -> `Chunk`, text and place, no meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from parsers.records import BBox, Finding

Layout = Literal["run", "grid", "geometry"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a line between two column gaps, as printed.

    Superscript text stands in `text` as Unicode superscripts (⁸, ⁽²⁾), whatever the source called it, so that
    footnote marks survive until the label is read. Markup is gone, overprinted copies are gone, widths are as printed.
    """

    text: str
    x0: float
    """Left edge: points (geometry), index of the first grid column covered (grid), characters (run)."""
    x1: float
    """Right edge: points, index behind the last grid column covered, characters."""
    bbox: BBox | None = None
    bold: bool = False
    words: tuple[tuple[str, float, float], ...] = ()
    """Geometry only: the words of the chunk with their left and right edge in points, for cutting it later."""
    tag: TagFact | None = None
    """HTML only: the inline XBRL tag around the number, kept as evidence."""
    above: str = ""
    """HTML only: the text of a cell of an earlier row that reaches down to here; `text` is empty then."""
    aside: bool = False
    """HTML only: a number that shares its cell with the one it says something of (24,750 over (60.0%)); its brackets are no minus."""


@dataclass(frozen=True, slots=True)
class TagFact:
    """What an inline XBRL tag says of the number it wraps."""

    concept: str
    period_start: date | None
    period_end: date | None
    unit: str | None
    value: Decimal | None
    """With the tag's own scale and sign applied; None where the tag says nil."""
    decimals: int | None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Chunks that share a baseline (or a table row of HTML, or a line of a text file), left to right.

    layout: `run`, one chunk a line, its column positions are lost (blank-separated text);
            `grid`, chunks know their column (tabs, HTML tables); empty cells are chunks with empty text;
            `geometry`, chunks know where they stand in points (PDF).
    """

    page: int
    """Counted from 1; 1 where the source has no pages."""
    number: int
    """Of the document for text and HTML, of the page for PDF; counted from 1."""
    layout: Layout
    chunks: tuple[Chunk, ...]
    indent: float = 0.0
    """Of the first non-blank character: columns (a full-width blank counts 2) or points."""
    bbox: BBox | None = None
    group: int = 0
    """HTML: the table element the line comes from, counted from 1; PDF: the ruled box it stands in. 0: none."""
    beside: bool = False
    """It belongs to a table that stands to the right of the one before."""
    ruled: bool = False
    """A ruling line stands directly above the numbers of this line (the sign of a total)."""
    outer: tuple[str, ...] = ()
    """Grid: the words of its stub that stand outside of its label, outermost first."""

    @property
    def text(self) -> str:
        """The chunks' texts with a blank between them."""
        return " ".join(chunk.text for chunk in self.chunks if chunk.text)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling line or a filled rectangle of a PDF page: points, origin at the top left of the page as it is shown.

    Thin one way (up to 3 points): a line. Thick both ways: a zebra stripe or the ground of a cell. A box that is only
    stroked is told as its four sides.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Document:
    """One file as lines, top to bottom."""

    number: int
    """Place in its release, counted from 1."""
    path: str
    """Name inside the drop, never a path of the machine."""
    sha256: str
    media_type: str
    pages: int
    lines: tuple[Line, ...]
    dated: date | None = None
    """From the file's metadata, where it has any."""
    findings: tuple[Finding, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    """Of a PDF: what rules, stripes and boxes its tables, page by page, top to bottom."""
