"""Plain text to grids: tables drawn with bars, and columns that stand one below the other by the place of their characters.

    lines -> rules and tags off -> drawn tables -> places -> regions -> those whose numbers end in the same places: grids

Text whose columns are lost stays running text, in which only the order of the numbers is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import regex

from parsers.page.adjoining_periods import split_twins
from parsers.page.dated_rows import split_dated
from parsers.page.drawn_tables import drawn_to_grid
from parsers.page.extents import nearest_column, stands_over
from parsers.page.number_cells import cells_of, join_marks
from parsers.page.plain_places import WIDTH, columns_wide, is_ambiguous, join_spaced, place_line
from parsers.page.region_lines import region_lines, unruled_pieces
from parsers.page.regions import MOST_HEADER, Region, continues
from parsers.page.torn_ranges import join_ranges
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

RULE = regex.compile(r"\s*+(?:[-=_‐‑‒–—―−─━═ー－＿＝￣¯~*]{3,}+\s*+)++")
"""A line of nothing but rules; a nil mark is shorter."""
TAG_LINE = regex.compile(r"\s*+(?:</?(?:TABLE|CAPTION|S|C|FN|PAGE)>\s*+)++", regex.IGNORECASE)
"""How filings in plain text mark a table and its columns: the columns stand where they do without it."""
APART = 2
"""Blank lines: what stands further apart begins anew, unless rows go on."""
CLOSE = 4
"""Columns: what follows as words do stands no further apart (two full-width blanks)."""
NEXT = 3
"""Lines from a row to the next of its table, with a heading or the lines of a label between."""
STRAY = 1.01 * WIDTH
"""Points: the numbers of a column end this exactly below each other, brackets and per cent signs aside."""
HANGING = regex.compile(r"[)）%％\s]*+\Z")


def plain_to_grid(lines: Sequence[Line], scanner: Scanner) -> tuple[Line, ...]:
    """The lines of a document with its plain-text tables as grid lines, one group a table; the rest in order as it was."""
    if any(line.layout == "geometry" for line in lines):
        return tuple(lines)
    group = max((line.group for line in lines), default=0)
    ruled = drawn_to_grid(lines, group, scanner)
    group = max((line.group for line in ruled), default=0)
    placed: list[Line] = []
    run: list[Line] = []
    for line in [*without_rules(ruled), None]:
        if line is not None and line.layout == "run":
            run.append(line)
            continue
        found = columns_to_grid(run, group, scanner)
        group = max((one.group for one in found), default=group) if any(one.group for one in found) else group
        placed += found
        run = []
        if line is not None:
            placed.append(line)
    return tuple(placed)


def without_rules(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without rules and tags; the row below a rule is ruled off."""
    below = False
    for line in lines:
        if line.layout == "run" and line.text.strip() and (RULE.fullmatch(line.text) or TAG_LINE.fullmatch(line.text)):
            below = RULE.fullmatch(line.text) is not None
            continue
        yield replace(line, ruled=True) if below and line.text.strip() else line
        below = below and not line.text.strip()


def columns_to_grid(lines: Sequence[Line], group: int, scanner: Scanner) -> list[Line]:
    """The lines with each region whose columns can be known by places as a grid. The width of ambiguous characters is that
    under which more numbers stand in columns."""
    if not any("  " in line.text or "\u3000" in line.text for line in lines):
        return [joined(line) for line in lines]
    narrow = [placed_pieces(line, at, 1, scanner) for at, line in enumerate(lines)]
    ways = [placed_regions(lines, narrow, 1, scanner)]
    if any(is_ambiguous(line.text) for line in lines):
        wide = [placed_pieces(line, at, 2, scanner) if is_ambiguous(line.text) else narrow[at] for at, line in enumerate(lines)]
        ways.insert(0, placed_regions(lines, wide, 2, scanner))
    best = max(ways, key=lambda pieces: sum(len(cells_of(line, scanner)) for piece in pieces if isinstance(piece, Region) for line in piece.lines))
    return pieces_to_lines(lines, best, group, scanner)


def joined(line: Line) -> Line:
    """A line of running text with words whose letters were set apart put together."""
    text = join_spaced(line.chunks[0].text) if line.chunks else ""
    return replace(line, chunks=(replace(line.chunks[0], text=text),)) if line.chunks and text != line.chunks[0].text else line


def placed_pieces(line: Line, at: int, ambiguous: int, scanner: Scanner) -> list[Line]:
    """A line in points, its marks, ranges and periods each a chunk; a line for each period where one stands before each of its numbers."""
    joined = join_ranges(join_marks(place_line(line, at, ambiguous, scanner), scanner), scanner.number)
    return split_dated(split_twins(joined, scanner), scanner)


def placed_regions(lines: Sequence[Line], placed: Sequence[Sequence[Line]], ambiguous: int, scanner: Scanner) -> list[Line | Region]:
    """Lines and the regions that carry columns, in order; `placed`: what became of each line in points."""
    pieces: list[Line | Region] = []
    printed = {line.number: line for line in lines}
    for stretch in stretches([part for parts in placed for part in parts], scanner):
        if is_flowing([printed[line.number] for line in stretch], scanner, ambiguous):
            pieces += stretch
            continue
        for part in at_headers(stretch, scanner):
            for piece in unruled_pieces(part, scanner):
                lost = isinstance(piece, Region) and not carries_columns(piece, pieces, scanner)
                pieces += piece.lines if isinstance(piece, Region) and lost else [piece]
    return pieces


def stretches(lines: Sequence[Line], scanner: Scanner) -> Iterator[list[Line]]:
    """Lines cut where a page ends, and at two blank lines or more before what is no row."""
    stretch: list[Line] = []
    blank = 0
    for line in lines:
        if not line.chunks:
            blank += 1
        else:
            if stretch and (line.page != stretch[0].page or (blank >= APART and not cells_of(line, scanner))):
                yield stretch
                stretch = []
            blank = 0
        stretch.append(line)
    if stretch:
        yield stretch


def at_headers(lines: Sequence[Line], scanner: Scanner) -> Iterator[list[Line]]:
    """Lines cut at a blank line between a row and a header."""
    start, left = 0, 0.0
    for at, line in enumerate(lines):
        if cells := cells_of(line, scanner):
            left = cells[0].x0
        elif left and line.chunks and not lines[at - 1].chunks and begins_header(lines[at : at + MOST_HEADER], left, scanner):
            yield list(lines[start:at])
            start, left = at, 0.0
    yield list(lines[start:])


def begins_header(lines: Sequence[Line], left: float, scanner: Scanner) -> bool:
    """Do lines before the next row all stand over columns that begin at `left`, a unit or a period among them?"""
    header = list(takewhile(lambda line: line.chunks and not cells_of(line, scanner), lines))
    over = all(stands_over(line.chunks[0], left) for line in header)
    return over and any(scanner(line.text).of("unit", "period") for line in header)


def is_flowing(lines: Sequence[Line], scanner: Scanner, ambiguous: int = 1) -> bool:
    """Do the numbers follow each other as words do, at the same distance however long they are, and not in places of their own?

    Asked of each row and the next of its table, number by number: is it the distance or the place in which they agree?
    Where both agree everywhere and there is but one distance, nothing shows a place.
    """
    rows = [(at, row) for at, line in enumerate(lines) if len(row := gaps_and_edges(line, scanner, ambiguous)) > 1]
    flowing = columned = 0
    for (at, above), (at_below, below) in pairwise(rows):
        if at_below - at > NEXT:
            continue
        for (gap, *edges), (gap_below, *edges_below) in zip(above, below, strict=False):
            same = any(edge == other for edge, other in zip(edges, edges_below, strict=True))
            flowing += gap == gap_below and not same
            columned += gap != gap_below and same
    apart = {gap for _, row in rows for gap, _, _ in row}
    return flowing > columned or (not columned and len(apart) == 1 and apart <= set(range(CLOSE + 1)))


def gaps_and_edges(line: Line, scanner: Scanner, ambiguous: int = 1) -> list[tuple[int, float, float]]:
    """(blanks before it, where it ends, where its digits end) of each number at the end of a line, in columns; the blanks
    before the first say nothing without a label."""
    text = line.text
    label, tokens = scanner(text).trailing
    found = []
    left = len(label)
    for token, start, end in tokens:
        gap = columns_wide(text[left:start], ambiguous) if left else -1
        edge = line.indent + columns_wide(text[:end], ambiguous)
        found.append((gap, edge, edge - hanging(token)))
        left = end
    return found


def hanging(text: str) -> int:
    """How wide the bracket or per cent sign is that hangs over the edge of a column."""
    return columns_wide(text) - columns_wide(HANGING.sub("", text))


def carries_columns(region: Region, above: Sequence[Line | Region], scanner: Scanner) -> bool:
    """Do the numbers of a region stand in columns: each in one of its own, those of a column ending (or beginning, or with
    their middles) in one place, and no column reaching into its neighbour? One row needs a header over every column."""
    rows = [cells for line in region.lines[region.header :] if (cells := cells_of(line, scanner))]
    columns = region.columns
    if any(left.x1 > right.x0 for left, right in pairwise(columns)):
        return False
    members: list[list[Chunk]] = [[] for _ in columns]
    for cells in rows:
        own = [nearest_column(cell, columns) for cell in cells]
        if len(set(own)) < len(own):
            return False
        for at, cell in zip(own, cells, strict=True):
            members[at].append(cell)
    if not all(stands_below(column) for column in members):
        return False
    if region.header and len(rows) == 1:
        over = [chunk for line in region.lines[: region.header] for chunk in line.chunks]
        return all(any(chunk.x0 < column.x1 and column.x0 < chunk.x1 for chunk in over) for column in columns)
    if region.header:
        return True
    before = next((piece for piece in reversed(above) if isinstance(piece, Region) or piece.chunks), None)
    headed = isinstance(before, Line) and len(before.chunks) > 1 and not cells_of(before, scanner)
    return len(rows) > 1 and not headed


def stands_below(cells: Sequence[Chunk]) -> bool:
    """Do the numbers of a column end, begin or have their middles in one place?"""
    places = (
        [cell.x1 for cell in cells],
        [cell.x1 - WIDTH * hanging(cell.text) for cell in cells],
        [cell.x0 for cell in cells],
        [(cell.x0 + cell.x1) / 2 for cell in cells],
    )
    return any(max(edges) - min(edges) <= STRAY for edges in places)


def pieces_to_lines(lines: Sequence[Line], pieces: Sequence[Line | Region], group: int, scanner: Scanner) -> list[Line]:
    """Regions as grid lines, each other line as it was printed, once."""
    printed = {line.number: line for line in lines}
    placed: list[Line] = []
    before: Region | None = None
    taken = {line.number for piece in pieces if isinstance(piece, Region) for line in piece.lines}
    spans = [(min(one.number for one in piece.lines), max(one.number for one in piece.lines)) for piece in pieces if isinstance(piece, Region)]
    for piece in pieces:
        if isinstance(piece, Region):
            goes_on = before is not None and continues(before, piece, scanner)
            group += 0 if goes_on else 1
            placed += [without_places(line, printed) for line in region_lines(piece, group, scanner, header=not goes_on)]
            before = piece
        elif piece.number in printed and piece.number not in taken:
            taken.add(piece.number)
            placed.append(joined(printed[piece.number]))
    missing = [line for number, line in printed.items() if number not in taken and not any(first <= number <= last for first, last in spans)]
    for line in missing:
        at = next((at for at, one in enumerate(placed) if one.number > line.number), len(placed))
        placed.insert(at, joined(line))
    return placed


def without_places(line: Line, printed: dict[int, Line]) -> Line:
    """A grid line as text gives it: no boxes, the indent in columns."""
    chunks = tuple(replace(chunk, bbox=None, words=()) for chunk in line.chunks)
    return replace(line, chunks=chunks, bbox=None, indent=line.indent / WIDTH)
