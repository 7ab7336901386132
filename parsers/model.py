"""Every record that taiyaku passes from stage to stage. Standard library only; nothing here does work.

Three families, in the order in which a release turns into data:

* what a reader sees:      `Document` -> `Line` -> `Chunk` (text and place, no meaning);
* what a table is:         `Table` -> `Row` -> `Cell`, with one `Column` for each column of numbers;
* what the data set holds: `Reading`, `Alignment`, `Fact`, `Check`, `Finding`, `Release`, `Comparative`.

The last family is the data contract: one dataclass a Parquet table, one field a column, in this order.
All records are immutable: a stage that learns something returns new ones (`dataclasses.replace`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, origin at the top left of the page as it is shown."""

Language = Literal["ja", "en"]
Layout = Literal["run", "grid", "geometry"]
Severity = Literal["info", "warning", "error"]

# ---------------------------------------------------------------------------------------------------------------------
# What a reader sees


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


# ---------------------------------------------------------------------------------------------------------------------
# What a table is


@dataclass(frozen=True, slots=True)
class Source:
    """Printed words that give a dimension of what a number means, and where they stand."""

    dimension: str
    """unit, scale, period, measure, scenario, scope, members"""
    text: str
    by: str
    """cell, row, header, section, caption, document; concept, numbers, other_language, twin: no words of the page, but evidence."""
    document: int | None = None
    page: int | None = None
    line: int | None = None
    """None where words stand in a header or label whose line is not kept."""
    bbox: BBox | None = None


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
    moves: bool = False
    """Does it stand between the balances of two days, and print what moved in between, whatever its rows are called?"""
    lengths: tuple[int, ...] = ()
    """Months that the name of its period may mean, where that is more than one (2024年3月期第3四半期: 3, 9)."""
    by_numbers: tuple[str, ...] = ()
    """Dimensions that numbers decided and no words: period, measure."""
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


# ---------------------------------------------------------------------------------------------------------------------
# What the data set holds (the data contract)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number or nil mark as printed in a table, in either language."""

    reading_id: str
    """`<release_id>/<document>.<table>.<row>.<column>`, each counted from 1."""
    release_id: str
    document: int
    language: Language
    table: int
    table_title: str
    statement: str
    row: int
    label: str
    label_path: tuple[str, ...]
    depth: int
    column: int
    header: tuple[str, ...]
    footnotes: tuple[str, ...]
    members: tuple[str, ...]
    scenario: str
    scope: str
    printed: str
    measure: str
    unit: str
    value: Decimal | None
    """Base units, scale applied; None for a nil mark."""
    decimals: int | None
    """Exponent of the last printed digit in base units, as in XBRL; None for a nil mark."""
    period_start: date | None
    period_end: date | None
    compared_end: date | None
    placement: str
    frame: str
    """printed, inferred (some dimension was decided by evidence), open (unit or period unknown)"""
    sources: tuple[Source, ...]
    page: int
    line: int
    bbox: BBox | None
    verdict: str = "unproved"
    proofs: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """A Japanese row and its English row, or a row that stands in one language only."""

    release_id: str
    ja_document: int | None
    ja_table: int | None
    ja_row: int | None
    ja_label: str | None
    en_document: int | None
    en_table: int | None
    en_row: int | None
    en_label: str | None
    concept: str
    scale_twin: bool
    method: str
    score: float
    cells_compared: int
    cells_equal: int
    status: str
    """aligned, ja_only, en_only"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number as understood."""

    fact_id: str
    release_id: str
    entity: str
    concept: str
    members: tuple[str, ...]
    scenario: str
    scope: str
    measure: str
    unit: str
    period_start: date | None
    period_end: date | None
    value: Decimal | None
    decimals: int | None
    statement: str
    fiscal_period: str | None
    concept_status: str
    label_ja: str | None
    label_en: str | None
    label_ja_source: str | None
    label_en_source: str | None
    agreement: str
    verdict: str
    proofs: int
    reading_ids: tuple[str, ...]
    compared_end: date | None = None
    """Of a change: end of the earlier period, so that two changes of one later period stay apart."""


@dataclass(frozen=True, slots=True)
class Check:
    """An identity that was tried."""

    check_id: str
    release_id: str
    kind: str
    statement: str | None
    measure: str | None
    unit: str | None
    period_end: date | None
    reading_ids: tuple[str, ...]
    expected: Decimal | None
    found: Decimal | None
    residual: Decimal | None
    tolerance: Decimal | None
    tight_for: tuple[str, ...]
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: what was expected, what was found, which choices there were."""

    code: str
    severity: Severity
    message: str
    reading_ids: tuple[str, ...] = ()
    document: int | None = None
    page: int | None = None
    line: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    path: str
    sha256: str
    media_type: str
    languages: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Release:
    release_id: str
    entity: str | None
    name_ja: str | None
    name_en: str | None
    announced_on: date | None
    fiscal_period: str | None
    accounting_standard: str | None
    prevailing_language: str | None
    rounding: str
    usd_rate: Decimal | None
    documents: tuple[DocumentSummary, ...]
    status: str
    reason: str | None
    tables: int
    readings: int
    facts: int
    proved: int
    supported: int
    contradicted: int
    unproved: int
    differences: int
    glossary_digest: str
    version: str


@dataclass(frozen=True, slots=True)
class Comparative:
    """One fact printed by two releases."""

    reading_id: str
    other_reading_id: str
    fact_id: str
    kind: str
    value: Decimal | None
    other_value: Decimal | None
    release_id: str
    other_release_id: str
    announced_on: date | None
    other_announced_on: date | None


# ---------------------------------------------------------------------------------------------------------------------
# What a release says of itself


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """How an entity counts its years, as its document says."""

    end_month: int
    end_day: int
    names_end_year: bool
    """True: "FY2004" is the year that ends in 2004; False: the year that begins in 2004 ends in 2005."""
    stated: bool
    """False: nothing in the document said so; a March year end named by its first year was assumed."""
    terms: tuple[tuple[date, date], ...] = ()
    """First and last day of the terms whose days the document prints: they beat every rule about the names of years."""
    term_months: int = 12
    """How long a term is whose days are not printed; 6 for a fund that closes its books twice a year."""
    quarters_since_start: bool | None = None
    """Do the days printed behind a quarter's name begin with the year: 2024年3月期第3四半期 (2023年4月1日～12月31日)? None: the document does
    not say whether such a name is the quarter alone or all that passed of the year."""
    second_quarter_is_half: bool = False
    """Does it call the half a quarter: 第2四半期（中間期）? It decides what the names of quarters mean where nothing better does."""


@dataclass(frozen=True, slots=True)
class About:
    """What the documents of a release say of the release as a whole."""

    entity: str | None
    name_ja: str | None
    name_en: str | None
    announced_on: date | None
    calendar: FiscalCalendar
    period_end: date | None
    """Last day of the period reported on."""
    period_months: int | None
    """Length of the period reported on: 3, 6, 9 or 12, counted from the beginning of the fiscal year; a quarter is 3."""
    accounting_standard: str | None
    prevailing_language: Language | None
    rounding: str
    usd_rate: Decimal | None
    group: bool = False
    """Does a heading name a consolidated statement? Then a statement whose title is silent is the company's own."""
    annual_cover: str = ""
    """The words on the cover of an annual report that give the fiscal year it is on; "" where the release is none."""
