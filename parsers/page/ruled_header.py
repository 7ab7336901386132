"""The header of a ruled table: a cell's text is one text, however many lines it was set over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.page.joining import join_header
from parsers.page.number_cells import MARK
from parsers.page.ruled_cells import RuledCell
from parsers.page.ruled_entries import Entry, Place, places_in, to_line
from parsers.page.spanners import header_places
from parsers.page.stacked_headers import UNFINISHED, merge_header, stack_header
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner


@dataclass(frozen=True, slots=True)
class CellText:
    """A text of the header, and the columns it stands over (-1: over the labels)."""

    row: tuple[int, int]
    first: int
    last: int
    text: str
    chunk: Chunk
    line: Line


def header_lines(entries: Sequence[Entry], places: Sequence[Place], labels: Sequence[int], scanner: Scanner) -> Iterator[Line]:
    cells: dict[RuledCell, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.top):
        cells.setdefault(entry.cell, []).append(entry)
    texts = [text for cell, found in cells.items() for text in cell_to_texts(cell, found, places, labels, scanner)]
    for row in sorted({text.row for text in texts}):
        beside = [text for text in texts if text.row == row]
        stub = " ".join(text.text for text in beside if text.first < 0)
        over = sorted((text for text in beside if text.first >= 0), key=lambda text: text.first)
        chunks = (
            Chunk(stub, 0, 1),
            *(Chunk(text.text, text.first + 1, text.last + 2, text.chunk.bbox, text.chunk.bold) for text in over),
        )
        yield to_line(beside[0].line, chunks, beside[0].chunk.x0)


def cell_to_texts(cell: RuledCell, entries: Sequence[Entry], places: Sequence[Place], labels: Sequence[int], scanner: Scanner) -> Iterator[CellText]:
    """The texts of a header cell: its lines as one, but a unit below a name, and periods side by side, by themselves."""
    inside = places_in(cell, places)
    if not inside:
        if cell.left in labels or not labels:
            text = ""
            for entry in entries:
                text = join_header(text, entry.text) if text else entry.text
            yield CellText((cell.top, 0), -1, -1, text, entries[0].chunks[0], entries[0].line)
        return
    if len(inside) > 1 and any(len(entry.chunks) > 1 for entry in entries):
        extents = [places[at].extent for at in inside]
        lines = merge_header(stack_header([replace(entry.line, chunks=entry.chunks) for entry in entries], extents[0].x0, scanner), scanner)
        for at, (line, placed) in enumerate(zip(lines, header_places(lines, extents, scanner), strict=True)):
            for index, (first, last) in placed.items():
                chunk = line.chunks[index]
                yield CellText((cell.bottom, at), inside[first], inside[last], chunk.text, chunk, line)
        return
    texts: list[tuple[str, Entry]] = []
    for entry in entries:
        if texts and reads_on(*texts[-1], entry, scanner=scanner):
            texts[-1] = (join_header(texts[-1][0], entry.text), texts[-1][1])
        else:
            texts.append((entry.text, entry))
    for at, (text, entry) in enumerate(texts):
        yield CellText((cell.top if at == 0 else cell.bottom, at), inside[0], inside[-1], text, entry.chunks[0], entry.line)


def reads_on(text: str, last: Entry, entry: Entry, scanner: Scanner) -> bool:
    """Does a text of a header cell go on with its next line? "Million" over "yen" does, and "yen" over its mark "(1)"; a name over its unit does not."""
    if UNFINISHED.search(text) or MARK.match(entry.text):
        return True
    if scanner(text).is_unit:
        return False
    return scanner(f"{text} {entry.text}").is_unit or (not scanner(entry.text).is_unit and is_dated(entry, scanner) <= is_dated(last, scanner))


def is_dated(entry: Entry, scanner: Scanner) -> bool:
    """A period that says its days, by itself."""
    return scanner(entry.text).only("period") and all(scanner(chunk.text).is_period_stub for chunk in entry.chunks)
