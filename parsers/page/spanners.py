"""Header lines over columns of numbers: the columns that each text covers."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.page.extents import CENTRED, LABEL_GAP, Extent, begins_beside, columns_under, middles_apart, partition
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner
from parsers.words.note_references import NOTES

SPANNED = 8.0
"""Points: a spanner stands this close to the middle of its columns."""
def header_places(lines: Sequence[Line], columns: Sequence[Extent], scanner: Scanner, begin: float | None = None) -> list[dict[int, tuple[int, int]]]:
    """For each header line: index of a chunk -> (first, last) column it covers.

    Read from the bottom up, so that a column is as wide as its numbers and its own header. A chunk over the middle of
    one column belongs to it; else it spans the most columns that it stands in the middle of and that no other chunk of
    its line touches. begin: where the columns begin, None at the numbers of the first.
    """
    extents = list(columns)
    left = columns[0].x0 if begin is None else begin
    found: list[dict[int, tuple[int, int]]] = []
    for at_line, line in reversed(list(enumerate(lines))):
        above = [columns_under(chunk, columns) for upper in lines[:at_line] for chunk in upper.chunks if chunk.x1 > left]
        over = {at: chunk for at, chunk in enumerate(line.chunks) if chunk.x1 > left - LABEL_GAP and not (chunk.x1 <= left and NOTES.match(chunk.text))}
        touched = {at: columns_under(chunk, extents) for at, chunk in over.items()}
        places = {}
        for at, chunk in over.items():
            others = {column for other, columns_ in touched.items() if other != at for column in columns_}
            below = _same_middle(chunk, lines[at_line + 1 : at_line + 2], found[-1:])
            if below is not None and not any(low in others for low in range(below[0], below[1] + 1)):
                places[at] = below
                continue
            if (under := _under_full(chunk, line, lines[:at_line], left, len(columns), scanner)) is not None:
                places[at] = under
                continue
            beneath = _texts_below(line, lines[at_line + 1 : at_line + 2], found[-1:], touched)
            centred = _centred_over(chunk, touched[at], others, lines[at_line + 1 : at_line + 2], found[-1:])
            places[at] = centred or _span_of(chunk, touched[at], others, extents, above, beneath, scanner)
        own = {columns_[0] for columns_ in above if len(columns_) == 1} - {column for columns_ in touched.values() for column in columns_}
        if any(begins_beside(line, lower) for lower in lines[at_line + 1 : at_line + 2]):
            own |= interleaved({column for columns_ in touched.values() for column in columns_}, found[-1])
        places = partition({at: chunk for at, chunk in over.items() if scanner(chunk.text).names_period}, places, extents, own)
        for at, (low, high) in places.items():
            if low == high:
                extents[low] = Extent(min(extents[low].x0, over[at].x0), max(extents[low].x1, over[at].x1))
        found.append(places)
    return found[::-1]


def interleaved(touched: set[int], lower: dict[int, tuple[int, int]]) -> set[int]:
    """The columns of a line of the header that stands over none of these: its texts stand between the lines of their neighbours."""
    columns = {column for low, high in lower.values() for column in range(low, high + 1)}
    return set() if columns & touched else columns


def _same_middle(chunk: Chunk, below: Sequence[Line], placed: Sequence[dict[int, tuple[int, int]]]) -> tuple[int, int] | None:
    """The columns of the spanner in the line below that a text has its middle in common with; None where there is none."""
    for line, places in zip(below, placed, strict=True):
        for at, (low, high) in places.items():
            other = line.chunks[at]
            if low < high and abs((other.x0 + other.x1 - chunk.x0 - chunk.x1) / 2) <= CENTRED:
                return low, high
    return None


def _under_full(chunk: Chunk, line: Line, above: Sequence[Line], left: float, width: int, scanner: Scanner) -> tuple[int, int] | None:
    """The columns whose texts in a line above that has one for each stand with their middle over a text; None: there are none.

    A unit reaches over as many as nothing else in its line stands under, another text over as few.
    """
    beside, *upper = [[other for other in one.chunks if other.x1 > left - LABEL_GAP] for one in (line, *reversed(above))]
    full = next((texts for texts in upper if len(texts) == width), None)
    if full is None or len(beside) == width:
        return None
    middles = [(one.x0 + one.x1) / 2 for one in full]
    middle = (chunk.x0 + chunk.x1) / 2
    others = [(other.x0 + other.x1) / 2 for other in beside if other is not chunk]
    spans = [
        (low, high) for low in range(width) for high in range(low, width)
        if abs((middles[low] + middles[high]) / 2 - middle) <= CENTRED and not any(middles[low] - CENTRED <= other <= middles[high] + CENTRED for other in others)
    ]  # fmt: skip
    widest = 1 if scanner(chunk.text).only("unit") else -1
    return max(spans, key=lambda span: (span[1] - span[0]) * widest, default=None)


def _texts_below(
    line: Line, below: Sequence[Line], placed: Sequence[dict[int, tuple[int, int]]], touched: dict[int, list[int]]
) -> dict[int, Chunk]:
    """Column -> its own text in the next line of the header, where that line is a level of its own and not the second half
    of one text: without a text where this line has one."""
    for lower, places in zip(below, placed, strict=True):
        under = {column for low, high in places.values() for column in range(low, high + 1)}
        if any(not under & set(columns) for columns in touched.values()):
            return {low: lower.chunks[at] for at, (low, high) in places.items() if low == high}
    return {}


def _span_of(
    chunk: Chunk, touched: Sequence[int], others: set[int], extents: Sequence[Extent], above: Sequence[Sequence[int]], below: dict[int, Chunk], scanner: Scanner
) -> tuple[int, int]:
    """(first, last) column that a header chunk covers."""
    middle = (chunk.x0 + chunk.x1) / 2
    if len(touched) == 1 and not scanner(chunk.text).names_period:
        extent = extents[touched[0]]
        wide = _over_neighbours(chunk, touched[0], others, below)
        if wide is not None or abs((extent.x0 + extent.x1) / 2 - middle) <= CENTRED or abs(extent.x1 - chunk.x1) <= CENTRED:
            return wide or (touched[0], touched[0])
    best = (min(touched), max(touched))
    for low in range(min(touched), -1, -1):
        if low in others:
            break
        for high in range(max(touched), len(extents)):
            if high in others:
                break
            centred = abs((extents[low].x0 + extents[high].x1) / 2 - middle) <= SPANNED
            if centred and high - low > best[1] - best[0] and not any(_divides(upper, low, high) for upper in above):
                best = (low, high)
    return best


def _centred_over(
    chunk: Chunk, touched: Sequence[int], others: set[int], below: Sequence[Line], placed: Sequence[dict[int, tuple[int, int]]]
) -> tuple[int, int] | None:
    """The most columns, two or more, whose texts in the next line have their middle where a text has its own; None: there are none.

    Texts of a header stand at the middle of their columns, numbers at the right: so the header says it best.
    """
    for line, places in zip(below, placed, strict=True):
        texts = {column: line.chunks[at] for at, (low, high) in places.items() for column in (low, high)}
        own = texts.get(touched[0]) if len(touched) == 1 else None
        if len(touched) == 1 and (own is None or min(middles_apart(chunk, own), abs(own.x0 - chunk.x0), abs(own.x1 - chunk.x1)) <= CENTRED):
            return None  # it has its middle, or an edge, over that of its own column
        spans = [
            (low, high)
            for low in texts for high in texts
            if low < high and low <= min(touched) and max(touched) <= high and not others & set(range(low, high + 1))
            and all(any(first <= column <= last for first, last in places.values()) for column in range(low, high + 1))
            and abs((texts[low].x0 + texts[low].x1 + texts[high].x0 + texts[high].x1) / 4 - (chunk.x0 + chunk.x1) / 2) <= CENTRED
        ]  # fmt: skip
        return max(spans, key=lambda span: span[1] - span[0], default=None)
    return None


def _over_neighbours(chunk: Chunk, column: int, others: set[int], below: dict[int, Chunk]) -> tuple[int, int] | None:
    """The columns left and right of the one under a text that have texts of their own below and none beside it, as many on
    each side, with the text at their middle; None: it stands over its column alone."""
    reach = 0
    while all(side in below and side not in others for side in (column - reach - 1, column + reach + 1)):
        reach += 1
    if not reach or column not in below:
        return None
    first, last = below[column - reach], below[column + reach]
    middle = ((first.x0 + first.x1) / 2 + (last.x0 + last.x1) / 2) / 2
    return (column - reach, column + reach) if abs(middle - (chunk.x0 + chunk.x1) / 2) <= SPANNED else None


def _divides(upper: Sequence[int], low: int, high: int) -> bool:
    """Does a chunk further up stand over one side of these columns only, so that nothing below it spans them all?"""
    inside = [column for column in upper if low <= column <= high]
    return 0 < len(inside) <= (high - low) / 2 and (low in inside) != (high in inside)
