"""Header texts set over two or three lines, each at the middle of its row, so that the lines of neighbours stand between
each other's: the pieces of one period or unit put together.

             Nine months ended                             Year ended
                                   Increase        %
             December 31, 2006                           March 31, 2006
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from parsers.boxes import around
from parsers.page.extents import CENTRED, aligned_lines, stands_over, top_of
from parsers.page.joining import cuts_day, join_header
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

LEAD = 1.7
"""Of the size of the type: lines of one text stand no further apart from top to top."""
MOST = 0.8
TIGHT = 0.9
"""Of the pitch of the rows: lines of one text stand closer."""
BROKEN = regex.compile(r"\A[\p{Han}\p{Hiragana}\p{Katakana}ー--自至]|[\p{Han}\p{Hiragana}\p{Katakana}ー--自至]\Z", regex.VERSION1)
"""The end or the beginning of a line that may be the middle of a word."""
UNFINISHED = regex.compile(r"\b(?:of|in|per|U\.?S\.?)\s*+\Z", regex.IGNORECASE)
OPEN = regex.compile(r"[(（][^()（）]*+\Z")
"""A bracket that nothing closes yet: the text goes on below."""
GOES_ON = regex.compile(r"(?:per|of|to|and|from|attributable|ended|ending)(?:\s|\Z)")
"""The beginning of a second half."""


@dataclass(eq=False)
class HeaderText:
    """A text of the header: where it stands, and the lines it was put together from."""

    chunk: Chunk
    lines: list[int]
    last: Chunk


def stack_header(lines: Sequence[Line], left: float, scanner: Scanner, pitch: float = 0.0) -> list[Line]:
    """Header lines with the pieces of each text as one, at the line nearest to its middle.

    left: where the columns begin; what stands over the labels is left alone. pitch: points from row to row, 0 where unknown;
    lines closer than rows are lines of one text, others where they make a period or a unit together.
    """
    pieces = [HeaderText(chunk, [at], chunk) for at, line in enumerate(lines) for chunk in line.chunks]
    stacked: list[HeaderText] = []
    for piece in list(pieces):
        above = [one for one in stacked if stands_over(piece.chunk, left) and goes_below(one, piece, pieces, lines, scanner, pitch)]
        if len(above) == 1:
            joined_below(above[0], piece, scanner)
            pieces.remove(piece)  # it is the last line of the other now, and no neighbour
        else:
            stacked.append(piece)
    if all(len(piece.lines) == 1 for piece in stacked):
        return list(lines)
    kept = {piece.lines[0] for piece in stacked if len(piece.lines) == 1}
    own = {at for piece in stacked if len(piece.lines) > 1 for at in piece.lines}
    rows: dict[int, list[Chunk]] = {}
    for piece in stacked:
        rows.setdefault(piece.lines[0] if len(piece.lines) == 1 else nearest(piece, lines, kept, own), []).append(piece.chunk)
    return [with_chunks(lines[at], rows[at]) for at in sorted(rows)]


def goes_below(upper: HeaderText, lower: HeaderText, pieces: Sequence[HeaderText], lines: Sequence[Line], scanner: Scanner, pitch: float = 0.0) -> bool:
    """Is `lower` the next line of the text of `upper`: close below its middle or edge, nothing else over or under either,
    and a period or a unit only together, or with a line of its neighbours between?"""
    one, two = upper.last, lower.chunk
    if one.bbox is None or two.bbox is None or upper.lines[-1] == lower.lines[0]:
        return False
    size = two.bbox[3] - two.bbox[1]
    if not 0.5 * size < two.bbox[1] - one.bbox[1] <= LEAD * size:
        return False
    if any(other not in (upper, lower) and beside_below(upper, lower, other, pieces, lines, TIGHT * pitch) for other in pieces):
        return False  # it stands over both
    aligned = min(abs((one.x0 + one.x1 - two.x0 - two.x1) / 2), abs(one.x0 - two.x0), abs(one.x1 - two.x1)) <= CENTRED
    alone = not any(
        other is not mine and overlaps(other.last, its) for mine, its, at in ((upper, two, upper.lines[-1]), (lower, one, lower.lines[0]))
        for other in pieces if at in other.lines
    )  # fmt: skip
    if alone and not scanner(upper.chunk.text).names_unit and (aligned or covers(upper.chunk, two)) and two.bbox[1] - one.bbox[1] < TIGHT * pitch:
        return True
    between = any(upper.lines[-1] < at < lower.lines[0] for piece in pieces for at in piece.lines)
    above, below = lines[upper.lines[-1]], lines[lower.lines[0]]
    halves = OPEN.search(upper.chunk.text) or OPEN.search(two.text) or GOES_ON.match(two.text)
    if not between and not halves:
        if aligned_lines(above.chunks, below.chunks) is not None:
            return False  # whole lines are put together later
        if len(below.chunks) > len(above.chunks) and not (makes_one(upper.chunk.text, two.text, scanner) and all_below(above, below, scanner)):
            return False  # more texts below than above are a level of their own
    if not alone or not (aligned or (halves is not None and covers(one, two))):
        return False
    return belongs(upper.chunk.text, two.text, scanner) or (between and not scanner(one.text).is_unit_head and not scanner(two.text).is_unit_head)


def beside_below(upper: HeaderText, lower: HeaderText, other: HeaderText, pieces: Sequence[HeaderText], lines: Sequence[Line], close: float) -> bool:
    """Does another text stand beside the lower one or the lines close below it, it too with its middle below the upper one?"""
    one, two, its = upper.last, lower.chunk, other.chunk
    if overlaps(its, two) or not one.x0 < (its.x0 + its.x1) / 2 < one.x1:
        return False
    end = top_of(lines[lower.lines[0]])
    for piece in pieces:
        top = top_of(lines[piece.lines[0]])
        end = top if overlaps(piece.chunk, two) and end < top < end + close else end
    return top_of(lines[upper.lines[-1]]) < top_of(lines[other.lines[0]]) <= end


def belongs(above: str, below: str, scanner: Scanner) -> bool:
    """Do two texts make a period that neither is by itself, its words on both lines, or a name of a period and its days?"""
    if UNFINISHED.search(above) or OPEN.search(above) or GOES_ON.match(below):
        return True
    if scanner(above).is_unit_head or scanner(below).is_unit_head:
        return False
    if scanner(below).names_period and not scanner(above).names_period:
        return False
    if any(scanner(text).of("measure") for text in (above, below)):
        return False
    return (scanner(above).names_period and scanner(below).names_period) or makes_one(above, below, scanner)


def makes_one(above: str, below: str, scanner: Scanner) -> bool:
    """Does one period word begin in a text and end in the next: 自 2009年1月1日 over 至 2009年3月31日?"""
    return any(word.start < len(above) < word.end for text in (f"{above} {below}", f"{above}{below}") for word in scanner(text).of("period"))


def all_below(above: Line, below: Line, scanner: Scanner) -> bool:
    """Has every period of a line one of its own above it, so that none above reaches over several?"""
    return aligned_lines(above.chunks, [chunk for chunk in below.chunks if scanner(chunk.text).names_period]) is not None


def overlaps(one: Chunk, two: Chunk) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1


def covers(one: Chunk, two: Chunk) -> bool:
    """Does most of the narrower text stand over or under the other?"""
    return min(one.x1, two.x1) - max(one.x0, two.x0) >= MOST * min(one.x1 - one.x0, two.x1 - two.x0)


def joined_below(upper: HeaderText, lower: HeaderText, scanner: Scanner) -> None:
    upper.chunk = replace(joined_texts(upper.chunk, lower.chunk, scanner), words=())
    upper.lines += lower.lines
    upper.last = lower.chunk


def nearest(piece: HeaderText, lines: Sequence[Line], kept: set[int], own: set[int]) -> int:
    """The line whose middle is nearest to that of a text of several lines, the lower of two: one of the texts of one line (`kept`)
    within its height, else one of those that the texts of several lines were set on (`own`), so that neighbours meet on one line."""
    box = piece.chunk.bbox or (0.0, 0.0, 0.0, 0.0)
    middle = (box[1] + box[3]) / 2
    within = [at for at in kept if box[1] <= middle_of(lines[at]) <= box[3]]
    return min(within or own, key=lambda at: (round(abs(middle_of(lines[at]) - middle), 1), -at))


def middle_of(line: Line) -> float:
    return (line.bbox[1] + line.bbox[3]) / 2 if line.bbox else top_of(line)


def with_chunks(line: Line, chunks: Sequence[Chunk]) -> Line:
    placed = tuple(sorted(chunks, key=lambda chunk: chunk.x0))
    return replace(line, chunks=placed, indent=placed[0].x0)


def merge_header(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """Header lines with texts set over two lines put together: where every chunk of a line stands in the middle below one
    of the line above, the two are one ("Three months ended" over "December 31, 2003", 自 over 至)."""
    merged: list[Line] = []
    for line in lines:
        above = merged[-1] if merged else None
        pairs = aligned_lines(above.chunks, line.chunks) if above is not None else None
        if above is None or pairs is None or is_unit_line(above, line, scanner):
            merged.append(line)
            continue
        chunks = tuple(joined_texts(chunk, line.chunks[pairs[at]], scanner) if at in pairs else chunk for at, chunk in enumerate(above.chunks))
        merged[-1] = replace(line, chunks=chunks, indent=above.indent)
    return merged


def is_unit_line(above: Line, line: Line, scanner: Scanner) -> bool:
    """A line of units under or over names, not the second half of "Thousands of" / "yen"."""
    return (units_only(line, scanner) or units_only(above, scanner)) and not any(UNFINISHED.search(chunk.text) for chunk in above.chunks)


def units_only(line: Line, scanner: Scanner) -> bool:
    return all(scanner(chunk.text).only("unit") for chunk in line.chunks)


def join_period(upper: str, lower: str, scanner: Scanner) -> str:
    """Two lines of a period as one; a Japanese word that the line broke is put together.

    "当第2四半期累計" over "期間" is 当第2四半期累計期間, "至 2018年6月3" over "0日" one day; "当連結会計年度" and "（自", "前期" and
    "平成16年3月期" stay two words.
    """
    if cuts_day(upper, lower):
        return f"{upper}{lower}"
    broken = BROKEN.search(upper) and BROKEN.match(lower) and not scanner(lower).words
    return f"{upper}{lower}" if broken else f"{upper} {lower}"


def joined_texts(upper: Chunk, lower: Chunk, scanner: Scanner) -> Chunk:
    """Two lines of a header text as one chunk around both."""
    text = join_period(upper.text, lower.text, scanner) if scanner(upper.text).names_period or scanner(lower.text).names_period else join_header(upper.text, lower.text)
    return replace(upper, text=text, x0=min(upper.x0, lower.x0), x1=max(upper.x1, lower.x1), bbox=around([upper, lower]))
