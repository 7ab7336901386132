"""Header lines over columns of numbers: texts set over two lines put together, and the columns that each text covers."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

import regex

from parsers.boxes import around
from parsers.model import Chunk, Line
from parsers.page.extents import Extent, columns_under
from parsers.page.joining import join_header
from parsers.text.scanner import Scanner

CENTRED = 2.5
"""Points: a header this close to the middle, or to the right edge, of a column is its own."""
SPANNED = 8.0
"""Points: a spanner stands this close to the middle of its columns."""
LABEL_GAP = 30.0
"""Points: a chunk that ends further left of the first column than this belongs to the labels."""
BROKEN = regex.compile(r"\A[\p{Han}\p{Hiragana}\p{Katakana}ー--自至]|[\p{Han}\p{Hiragana}\p{Katakana}ー--自至]\Z", regex.VERSION1)
"""The end or the beginning of a line that may be the middle of a word."""
UNFINISHED = regex.compile(r"\b(?:of|in|per|U\.?S\.?)\s*+\Z", regex.IGNORECASE)


def merge_header(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """Header lines with texts set over two lines put together: where every chunk of a line stands in the middle below one
    of the line above, the two are one ("Three months ended" over "December 31, 2003", 自 over 至)."""
    merged: list[Line] = []
    for line in lines:
        above = merged[-1] if merged else None
        pairs = aligned_lines(above.chunks, line.chunks) if above is not None else None
        if above is None or pairs is None or _is_unit_line(above, line, scanner):
            merged.append(line)
            continue
        chunks = tuple(_joined(chunk, line.chunks[pairs[at]], scanner) if at in pairs else chunk for at, chunk in enumerate(above.chunks))
        merged[-1] = replace(line, chunks=chunks, indent=above.indent)
    return merged


def _is_unit_line(above: Line, line: Line, scanner: Scanner) -> bool:
    """A line of units under or over names, not the second half of "Thousands of" / "yen"."""
    return (_units_only(line, scanner) or _units_only(above, scanner)) and not any(UNFINISHED.search(chunk.text) for chunk in above.chunks)


def _units_only(line: Line, scanner: Scanner) -> bool:
    return all(scanner(chunk.text).only("unit") for chunk in line.chunks)


def aligned_lines(above: Sequence[Chunk], below: Sequence[Chunk]) -> dict[int, int] | None:
    """Index above -> index below for lines of which every chunk below has its own in the middle above; None: they differ."""
    if not below or len(below) > len(above):
        return None
    pairs: dict[int, int] = {}
    for at, chunk in enumerate(below):
        middle = (chunk.x0 + chunk.x1) / 2
        near = [
            place
            for place, other in enumerate(above)
            if place not in pairs and min(abs((other.x0 + other.x1) / 2 - middle), abs(other.x1 - chunk.x1), abs(other.x0 - chunk.x0)) <= CENTRED
        ]
        if not near:
            return None
        pairs[near[0]] = at
    return pairs


def _joined(upper: Chunk, lower: Chunk, scanner: Scanner) -> Chunk:
    text = join_period(upper.text, lower.text, scanner) if scanner(upper.text).names_period or scanner(lower.text).names_period else join_header(upper.text, lower.text)
    return replace(upper, text=text, x0=min(upper.x0, lower.x0), x1=max(upper.x1, lower.x1), bbox=around([upper, lower]))


def join_period(upper: str, lower: str, scanner: Scanner) -> str:
    """Two lines of a period as one; a Japanese word that the line broke is put together.

    "当第2四半期累計" over "期間" is 当第2四半期累計期間; "当連結会計年度" and "（自", "前期" and "平成16年3月期" stay two words.
    """
    broken = BROKEN.search(upper) and BROKEN.match(lower) and not scanner(lower).words
    return f"{upper}{lower}" if broken else f"{upper} {lower}"


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
        over = {at: chunk for at, chunk in enumerate(line.chunks) if chunk.x1 > left - LABEL_GAP}
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


def begins_beside(line: Line, lower: Line) -> bool:
    """Does a line begin before the one above it ends, as lines of texts side by side do?"""
    return line.bbox is not None and lower.bbox is not None and line.bbox[3] > lower.bbox[1] + 0.5


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
    widest = _units_only(replace(line, chunks=(chunk,)), scanner)
    return max(spans, key=lambda span: (span[1] - span[0]) * (1 if widest else -1), default=None)


def stands_over(chunk: Chunk, left: float) -> bool:
    """Does a text stand over the columns that begin at `left`, or close before them and not at the labels' edge?"""
    return chunk.x1 > left - 2 or (chunk.x1 > left - LABEL_GAP and chunk.x0 > left - 60)


def partition(
    periods: dict[int, Chunk], places: dict[int, tuple[int, int]], extents: Sequence[Extent], own: Set[int] = frozenset()
) -> dict[int, tuple[int, int]]:
    """Places in which a column under no chunk of the line belongs to the period beside it whose middle is nearest.

    own: columns that have a header of their own further up.
    """
    grown = dict(places)
    while periods:
        taken = {column for low, high in grown.values() for column in range(low, high + 1)} | own
        beside = [(at, column) for at in periods for column in (grown[at][0] - 1, grown[at][1] + 1) if 0 <= column < len(extents) and column not in taken]
        if not beside:
            break
        at, column = min(beside, key=lambda pair: _distance(periods[pair[0]], extents[pair[1]]))
        low, high = grown[at]
        grown[at] = (min(low, column), max(high, column))
    return grown


def _distance(chunk: Chunk, extent: Extent | Chunk) -> float:
    return abs((chunk.x0 + chunk.x1) / 2 - (extent.x0 + extent.x1) / 2)


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
        if len(touched) == 1 and (own is None or min(_distance(chunk, own), abs(own.x0 - chunk.x0), abs(own.x1 - chunk.x1)) <= CENTRED):
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
