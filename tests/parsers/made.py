"""Documents made for tests: text that was never in a release, and lines placed in points as a PDF reader gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from parsers.about import About, FiscalCalendar
from parsers.find_tables import find_tables
from parsers.frame.readings import tables_to_readings
from parsers.frame.twin_quarters import settle_open_quarters
from parsers.page.lines import sort_lines
from parsers.page.sorted_lines import Sorted
from parsers.periods.fiscal import DEFAULT_CALENDAR
from parsers.placing.placement import place
from parsers.printed import Chunk, Document, Line
from parsers.readers import text as text_reader
from parsers.records import Finding, Reading
from parsers.release.description import describe
from parsers.table import Table
from parsers.text.scanner import Scanner


def about(calendar: FiscalCalendar = DEFAULT_CALENDAR, *, end: date | None = None, months: int | None = None, announced: date | None = None) -> About:
    """What nothing but these arguments says of a release."""
    return About(None, None, None, announced, calendar, end, months, None, None, "unstated", None)


ABOUT = about()
SCANNER = Scanner(ABOUT)


def document(text: str) -> Document:
    return text_reader.read(Path("a.txt"), text.encode(), number=1, name="a.txt")


def sorted_lines(text: str, known: About = ABOUT) -> tuple[Sorted, ...]:
    return sort_lines(document(text).lines, Scanner(known))


@dataclass
class Read:
    """A document and what was read of it."""

    tables: tuple[Table, ...]
    readings: tuple[Reading, ...]
    findings: list[Finding] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def cells(self, label: str) -> list[Reading]:
        """The readings of the row of this label, left to right."""
        return [reading for reading in self.readings if reading.label == label]

    def cell(self, label: str, printed: str) -> Reading:
        """The only reading of a row that prints this."""
        (found,) = (reading for reading in self.cells(label) if reading.printed == printed)
        return found


def read(source: str | Document, known: About | None = None) -> Read:
    """The whole way from a document to its readings; `known` instead of what the document says of its release."""
    made = document(source) if isinstance(source, str) else source
    known = known or describe([made])[0]
    scanner = Scanner(known)
    tables, findings = find_tables(made, scanner)
    placed = [place(table, scanner, known.rounding) for table in tables]
    tables = tuple(table for table, _ in placed)
    tables, settled = settle_open_quarters(tables, scanner)
    readings, more = tables_to_readings("r", tables, scanner)
    return Read(tables, readings, [*findings, *(finding for _, told in placed for finding in told), *settled, *more])


def days(start: str | None, end: str) -> tuple[date | None, date]:
    """First and last day from their ISO forms; None: an instant."""
    return (date.fromisoformat(start) if start else None), date.fromisoformat(end)


# ---------------------------------------------------------------------------------------------------------------------
# Lines placed in points

SIZE = 10.0
"""Points: the size of the type."""
NARROW = 5.0
"""Points: the advance of a Latin character; a Japanese one is twice as wide."""


def width(text: str) -> float:
    return sum(NARROW if character.isascii() else 2 * NARROW for character in text)


def left(x: float, text: str, *, bold: bool = False) -> Chunk:
    """A chunk that begins at x."""
    return Chunk(text, x, x + width(text), bold=bold)


def right(x: float, text: str) -> Chunk:
    """A chunk that ends at x."""
    return left(x - width(text), text)


def centre(x: float, text: str) -> Chunk:
    """A chunk with its middle at x."""
    return left(x - width(text) / 2, text)


def line(top: float, *chunks: Chunk, page: int = 1, number: int = 0) -> Line:
    """A line whose type begins `top` points below the top of its page."""
    placed = tuple(
        Chunk(chunk.text, chunk.x0, chunk.x1, (chunk.x0, top, chunk.x1, top + SIZE), chunk.bold, _words(chunk))
        for chunk in sorted(chunks, key=lambda chunk: chunk.x0)
    )
    box = (placed[0].x0, top, placed[-1].x1, top + SIZE)
    return Line(page, number or round(top), "geometry", placed, indent=placed[0].x0, bbox=box)


def _words(chunk: Chunk) -> tuple[tuple[str, float, float], ...]:
    """The words of a chunk with their edges."""
    words, at = [], chunk.x0
    for piece in chunk.text.split(" "):
        if piece:
            words.append((piece, at, at + width(piece)))
        at += width(piece) + NARROW
    return tuple(words)


def page_lines(rows: Iterable[Sequence[Chunk]], *, top: float = 100.0, pitch: float = 15.0, page: int = 1) -> tuple[Line, ...]:
    """Rows of chunks as lines, one below the other; an empty row leaves its place free."""
    return tuple(line(top + at * pitch, *chunks, page=page) for at, chunks in enumerate(rows) if chunks)


def pdf_document(lines: Sequence[Line]) -> Document:
    return Document(1, "a.pdf", "0" * 64, "application/pdf", max(line.page for line in lines), tuple(lines))
