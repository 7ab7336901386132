"""The body of a ruled table: a row is what stands between two level lines; where several rows stand there, they are told apart
by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from parsers.boxes import around
from parsers.page.joining import join_label
from parsers.page.ruled_cells import RuledCell, RuledTable
from parsers.page.ruled_entries import Entry, Place, place_of, to_line
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

UNREAD = " ?"
"""Behind a number whose label could not be told, so that it stays a text, which is told and left out."""
CENTRED = 0.35
"""Of the size of the type: a number this close to the middle of a label, or of its first or last line, stands beside it."""


def body_lines(table: RuledTable, entries: Sequence[Entry], places: Sequence[Place], labels: Sequence[int], first: int, scanner: Scanner) -> Iterator[Line]:
    labelled = [entry for entry in entries if entry.cell.left in labels]
    valued = [entry for entry in entries if entry.cell.left not in labels]
    shared = shared_columns(labelled, labels, scanner)
    told: set[RuledCell] = set()
    for band in bands_of(first, len(table.ys) - 1, {entry.cell for entry in labelled if entry.cell.left not in shared}):
        cells = sorted({entry.cell for entry in labelled if entry.cell.top < band.stop and band.start <= entry.cell.bottom}, key=lambda cell: cell.left)
        values = [[entry for entry in valued if table.row_at(entry.middle) == row] for row in band]
        names = [cell for cell in cells if cell.left not in shared and cell.left in labels[:1]]
        names = names or [cell for cell in cells if cell.left == min((one.left for one in cells if one.left not in shared), default=None)]
        own = [entry for entry in labelled if entry.cell in names]
        units = [entry for entry in labelled if entry.cell in cells and entry.cell not in names and scanner(entry.text).is_unit]
        for cell in cells:
            if cell.left in shared and cell not in told:
                told.add(cell)
                head = [entry for entry in labelled if entry.cell == cell]
                yield to_line(head[0].line, (label_chunk(head, scanner),), head[0].chunks[0].x0)
        yield from band_lines(own, values, places, units, scanner)


def bands_of(first: int, last: int, cells: Iterable[RuledCell]) -> Iterator[range]:
    """Rows of places that no label crosses the edges of, top to bottom.

    >>> list(bands_of(0, 4, [RuledCell(0, 1, 0, 2)]))
    [range(0, 1), range(1, 3), range(3, 4)]
    """
    crossed = {row for cell in cells for row in range(cell.top, cell.bottom)}
    start = first
    for row in range(first, last):
        if row not in crossed:
            yield range(start, row + 1)
            start = row + 1


def shared_columns(labelled: Sequence[Entry], labels: Sequence[int], scanner: Scanner) -> set[int]:
    """The columns of labels that others to their right share: cells that reach over several rows, stand empty below, or repeat."""
    shared: set[int] = set()
    for column, following in pairwise(labels):
        texts = {entry.cell: entry.text for entry in labelled if entry.cell.left == column}
        rows = {row for cell in texts for row in range(cell.top, cell.bottom + 1)}
        named = {entry.cell.top for entry in labelled if entry.cell.left == following and not scanner(entry.text).is_unit}
        tall = any(len(named & set(range(cell.top, cell.bottom + 1))) > 1 for cell in texts)
        if named and (tall or named - rows or len(set(texts.values())) < len(texts)):
            shared.add(column)
    return shared


def band_lines(labels: Sequence[Entry], values: Sequence[Sequence[Entry]], places: Sequence[Place], units: Sequence[Entry], scanner: Scanner) -> Iterator[Line]:
    """The rows beside one box of labels: one, or several that stand apart by level lines or by their numbers.

    values: what stands between two level lines each; a label without its own line is that of every such row.
    """
    labels = sorted(labels, key=lambda entry: entry.top)
    rows = [row for found in values for row in (number_rows(found) if depth_of(found) > 1 else [found]) if row]
    numbered = [row for row in rows if any(entry.numbers for entry in row)]
    if len(rows) <= 1 and len(numbered) <= 1:
        if labels or rows:
            yield row_line(labels, [entry for row in rows for entry in row], places, units, scanner)
        return
    if (groups := label_groups(labels, numbered)) is not None:
        for group, numbers in groups:
            yield row_line(group, numbers, places, units if numbers else (), scanner)
        return
    for found in values:
        own = number_rows(found) if depth_of(found) > 1 else []
        if own and len(labels) > 1:
            yield from together(labels, own, places, units, scanner)
        elif found:
            # Several numbers above each other beside one label: nothing says which is which.
            yield row_line(labels, found, places, units, scanner, unread=bool(own))


def depth_of(entries: Sequence[Entry]) -> int:
    """The most lines of numbers that a cell holds."""
    depth: dict[RuledCell, int] = {}
    for entry in entries:
        if entry.numbers:
            depth[entry.cell] = depth.get(entry.cell, 0) + 1
    return max(depth.values(), default=0)


def number_rows(values: Sequence[Entry]) -> list[list[Entry]]:
    """Entries that stand at one height together, top to bottom."""
    rows: list[list[Entry]] = []
    for entry in sorted(values, key=lambda one: one.middle):
        if rows and abs(entry.middle - rows[-1][0].middle) < 0.5 * (entry.bottom - entry.top):
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [row for row in rows if any(entry.numbers for entry in row)]


def label_groups(labels: Sequence[Entry], rows: Sequence[Sequence[Entry]]) -> list[tuple[list[Entry], list[Entry]]] | None:
    """Lines of labels put together, as few as can be, so that each row of numbers stands beside one label; None: they don't.

    The lines of one label stand closer together than labels do.
    """
    gaps = sorted({0.0, *(round(below.top - above.top, 1) + 0.1 for above, below in pairwise(labels))})
    for most in gaps:
        groups: list[list[Entry]] = []
        for entry in labels:
            if groups and entry.top - groups[-1][-1].top <= most:
                groups[-1].append(entry)
            else:
                groups.append([entry])
        beside = [[at for at, group in enumerate(groups) if stands_beside(row, group)] for row in rows]
        if all(len(found) == 1 for found in beside) and len({found[0] for found in beside}) == len(rows):
            of_group = {found[0]: list(row) for found, row in zip(beside, rows, strict=True)}
            return [(group, of_group.get(at, [])) for at, group in enumerate(groups)]
    return None


def stands_beside(row: Sequence[Entry], group: Sequence[Entry]) -> bool:
    size = max(entry.bottom - entry.top for entry in row)
    centre = (group[0].top + group[-1].bottom) / 2
    heights = (centre, group[0].middle, group[-1].middle)
    return min(abs(entry.middle - height) for entry in row for height in heights) <= CENTRED * size


def together(labels: Sequence[Entry], rows: Sequence[Sequence[Entry]], places: Sequence[Place], units: Sequence[Entry], scanner: Scanner) -> Iterator[Line]:
    """Each line of labels as it stands, with the numbers at its height; blocks puts wrapped labels together by their words."""
    used: set[int] = set()
    for entry in labels:
        beside = [at for at, row in enumerate(rows) if at not in used and stands_beside(row, [entry])]
        used |= set(beside[:1])
        yield row_line([entry], rows[beside[0]] if beside else [], places, units if beside else (), scanner)
    for at, row in enumerate(rows):
        if at not in used:
            yield row_line([], row, places, units, scanner, unread=True)


def row_line(labels: Sequence[Entry], values: Sequence[Entry], places: Sequence[Place], units: Sequence[Entry], scanner: Scanner, *, unread: bool = False) -> Line:
    """A row of the body, or a heading where it has no values.

    unread: its numbers are left as texts, which are told and left out.
    """
    by_place: dict[int, list[Chunk]] = {}
    words = [entry.words for entry in values if entry.numbers and entry.words]
    for entry in sorted(values, key=lambda one: (one.top, one.chunks[0].x0)):
        for chunk in entry.numbers or entry.chunks:
            at = place_of(chunk, entry.cell, places)
            if at is not None:
                by_place.setdefault(at, []).append(chunk)
    first = label_chunk(labels, scanner, [*(words if len(words) == 1 else ()), *units_beside(units, [*labels, *values])])
    cells = [joined_chunk(chunks, at, unread=unread) for at, chunks in sorted(by_place.items())]
    source = next((entry for entry in values if entry.numbers), (labels or values)[0])
    return to_line(source.line, (first, *cells), labels[0].chunks[0].x0 if labels else 0.0)


def units_beside(units: Sequence[Entry], row: Sequence[Entry]) -> list[str]:
    """The unit of a row: the only one of its cells, or the one at the height of the row."""
    if len(units) > 1:
        units = [unit for unit in units if any(abs(unit.middle - entry.middle) <= CENTRED * (unit.bottom - unit.top) for entry in row)]
    return [in_brackets(unit.text) for unit in units[:1]]


def in_brackets(unit: str) -> str:
    return unit if unit.lstrip()[:1] in "(（［[" else f"({unit})"


def label_chunk(labels: Sequence[Entry], scanner: Scanner, behind: Sequence[str] = ()) -> Chunk:
    """The lines of a label as one text; a unit beside one of its lines goes to its end."""
    text = ""
    for entry in labels:
        units = [chunk.text for chunk in entry.chunks if scanner(chunk.text).is_unit]
        words = " ".join(chunk.text for chunk in entry.chunks if not units or not scanner(chunk.text).is_unit)
        text = join_label(text, words)
        behind = [*behind, *units]
    text = " ".join([*([text] if text else []), *behind])
    return Chunk(text, 0, 1, around(entry.chunks[0] for entry in labels), bool(labels) and all(c.bold for e in labels for c in e.chunks))


def joined_chunk(chunks: Sequence[Chunk], at: int, *, unread: bool) -> Chunk:
    text = " ".join(chunk.text for chunk in chunks)
    return Chunk(f"{text}{UNREAD}" if unread and len(chunks) == 1 else text, at + 1, at + 2, around(chunks), all(chunk.bold for chunk in chunks))
