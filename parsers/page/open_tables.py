"""PDF lines to grid lines: the columns of a table are found where its numbers end.

    lines of a page -> regions (rows of numbers close together) -> columns (right edges) -> header chunks to columns

A line that belongs to no table leaves as running text. Coordinates are points, origin at the top left of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import regex

from parsers.boxes import around
from parsers.page.adjoining_periods import split_twins
from parsers.page.dated_rows import split_dated
from parsers.page.extents import top_of
from parsers.page.headings import HEADING, MAX_HEADING, NUMBERED, names_statement
from parsers.page.lone_headers import without_lone_headers
from parsers.page.number_cells import join_marks
from parsers.page.region_lines import region_lines, unruled_pieces
from parsers.page.regions import Region, continues, is_prose, is_title
from parsers.page.ruled_cells import JOINT, RuledTable, find_ruled_tables, is_right_of, join_tables
from parsers.page.ruled_entries import take_entries
from parsers.page.ruled_tables import RuledLines, has_labels, in_columns_of, put_beside, ruled_on, ruled_to_lines
from parsers.page.torn_ranges import join_ranges
from parsers.printed import Chunk, Line, Ruling
from parsers.text.scanner import HALF, Scanner

DIGIT = regex.compile(r"\d")
EDGE = 3
"""Lines at the top and at the bottom of a page that may be its head and foot."""
APART = 2.0
"""Of the size of the type, from top to top: a head stands further above the page than the lines of a paragraph or a table from each other."""
ITEM = regex.compile(r"\A\s*+[(（](?:[ivx]{1,4}|[a-h])[)）]\s*+(?=[\p{Lu}\p{Han}\p{Hiragana}\p{Katakana}])")
"""A note's own table, between two tables: "(ii) Changes in the allowance"."""
NAMES_RELEASE = regex.compile(r"決算短信|financial results|earnings release", regex.IGNORECASE)
"""In the head of a page."""


def geometry_to_grid(lines: Sequence[Line], scanner: Scanner, rulings: Sequence[Ruling] = ()) -> tuple[Line, ...]:
    """All lines of a document: tables as grid lines with one group a table, the rest as running text, in order.

    rulings: what is ruled into cells is read cell by cell. Lines that never had a place in points stay as they are.
    """
    if not any(line.layout == "geometry" for line in lines):
        return tuple(lines)
    placed: list[Line] = []
    running = running_heads(lines, scanner)
    lines = without_lone_headers([line for line in lines if _place(line) not in running], scanner)
    lines = [part for line in lines for part in split_dated(split_twins(join_ranges(join_marks(line, scanner), scanner.number), scanner), scanner)]
    drawn = {page: list(found) for page, found in groupby(rulings, key=lambda ruling: ruling.page)}
    ruled = {page: find_ruled_tables(found) for page, found in drawn.items()}
    group = 0
    before: Region | RuledLines | None = None
    titled = False
    for number, page in groupby(lines, key=lambda line: line.page):
        for piece in page_to_pieces(list(page), ruled.get(number, ()), scanner, drawn.get(number, ())):
            if isinstance(piece, Line):
                run = as_run(piece)
                if run.chunks and placed and placed[-1].chunks and placed[-1].layout == "run" and _one_line(placed[-1], run):
                    placed[-1] = put_together(placed[-1], run)  # a line of periods and numbers that is in no table is one line again
                else:
                    placed.append(run)
                titled = titled or is_title(piece) or heads_section(piece, scanner)
                continue
            goes_on = before is not None and not titled and goes_on_from(before, piece, scanner)
            if goes_on and isinstance(piece, Region) and isinstance(before, Region):
                piece = replace(piece, columns=before.columns)
            elif goes_on and isinstance(piece, RuledLines) and isinstance(before, RuledLines):
                placed_on = in_columns_of(before, piece)
                piece, goes_on = placed_on or piece, placed_on is not None
            group += 0 if goes_on else 1
            placed += piece_to_lines(piece, group, scanner, header=not goes_on)
            before, titled = piece, False
    return tuple(placed)


def heads_section(line: Line, scanner: Scanner) -> bool:
    """A numbered heading, or a line that is a period: no table goes on over it, but over the release's name at the head of a page."""
    if line.page > 1 and NAMES_RELEASE.search(line.text):
        return False
    named = len(line.text) <= MAX_HEADING and any(DIGIT.search(word.text) for word in scanner(line.text).of("period"))
    return HEADING.match(line.text) is not None or ITEM.match(line.text) is not None or (named and not is_prose(line))


def page_to_pieces(lines: Sequence[Line], ruled: Sequence[RuledTable], scanner: Scanner, rulings: Sequence[Ruling] = ()) -> Iterator[Line | Region | RuledLines]:
    """A page from top to bottom: ruled tables, and what stands between them."""
    rest = list(lines)
    tables: list[tuple[float, list[RuledLines]]] = []
    for table in join_beside(ruled, lines, scanner):
        entries, without = take_entries(table, rest, scanner)
        if made := ruled_to_lines(table, entries, scanner):
            if any(is_right_of(table, before) for before in ruled):
                made = put_beside(made)
            tables.append((table.ys[0], made))
            rest = without
    for top, made in tables:
        yield from unruled_pieces([line for line in rest if top_of(line) < top], scanner, rulings)
        yield from made
        rest = [line for line in rest if top_of(line) >= top]
    yield from unruled_pieces(rest, scanner, rulings)


def join_beside(ruled: Sequence[RuledTable], lines: Sequence[Line], scanner: Scanner) -> list[RuledTable]:
    """The tables, each box of numbers without labels put to the box on its left that ends at its height: its rows are named there."""
    joined: list[RuledTable] = []
    for table in ruled:
        found = next((at for at, left in enumerate(joined) if is_right_of(table, left) and abs(left.ys[-1] - table.ys[-1]) <= JOINT), None)
        if found is not None and has_labels(take_entries(joined[found], lines, scanner)[0]) and not has_labels(take_entries(table, lines, scanner)[0]):
            joined[found] = join_tables(joined[found], table)
        else:
            joined.append(table)
    return joined


def goes_on_from(before: Region | RuledLines, piece: Region | RuledLines, scanner: Scanner) -> bool:
    """Does a piece on the next page go on with the table before it?"""
    if isinstance(before, Region) and isinstance(piece, Region):
        return continues(before, piece, scanner)
    return isinstance(before, RuledLines) and isinstance(piece, RuledLines) and ruled_on(before, piece)


def piece_to_lines(piece: Region | RuledLines, group: int, scanner: Scanner, *, header: bool) -> list[Line]:
    if isinstance(piece, Region):
        return region_lines(piece, group, scanner, header=header)
    return [replace(line, group=group) for line in piece.lines[0 if header else piece.header :]]


def running_heads(lines: Sequence[Line], scanner: Scanner) -> set[tuple[str, int]]:
    """(text, place) of heads and feet: lines set apart at the top or bottom of a page, on three pages or more at one height, that name
    no table and are no number; a text in which a period or a unit stands among other words is one (A Inc. March 2021 results)."""
    pages: dict[tuple[str, int], int] = {}
    for _, page in groupby(lines, key=lambda line: line.page):
        edge = list(page)
        for line in {id(line): line for line in (*_set_apart(edge[: EDGE + 1]), *_set_apart(edge[: -EDGE - 2 : -1]))}.values():
            pages[_place(line)] = pages.get(_place(line), 0) + 1
    whole = {_place(line) for line in lines if len(line.chunks) == 1}
    return {place for place, count in pages.items() if count >= 3 and _is_head(place[0], scanner, whole=place in whole)}


def _set_apart(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines before the first wide gap, from the edge of a page inwards; none where there is no such gap."""
    for at, (outer, inner) in enumerate(pairwise(lines), start=1):
        if outer.bbox is not None and abs(top_of(inner) - top_of(outer)) > APART * (outer.bbox[3] - outer.bbox[1]):
            return lines[:at]
    return ()


def _is_head(text: str, scanner: Scanner, *, whole: bool) -> bool:
    """whole: is it printed as one piece, as no header over several columns is?"""
    named = NUMBERED.match(text) is not None or names_statement(text)
    framed = scanner(text).fills(HALF) if whole else bool(scanner(text).words)
    return bool(text.strip()) and not named and scanner(text).number is None and not framed


def _place(line: Line) -> tuple[str, int]:
    return line.text, round(top_of(line))


def _one_line(one: Line, other: Line) -> bool:
    return (one.page, one.number) == (other.page, other.number)


def put_together(first: Line, second: Line) -> Line:
    """Two pieces of one printed line, both of one chunk, as they stood beside each other."""
    (one,), (other,) = first.chunks, second.chunks
    box = around((one, other))
    whole = Chunk(f"{one.text}  {other.text}", one.x0, other.x1, box, one.bold and other.bold, (*one.words, *other.words))
    return replace(first, chunks=(whole,), bbox=box)


def as_run(line: Line) -> Line:
    """A line without columns: one chunk, gaps kept as two blanks."""
    if not line.chunks:
        return replace(line, layout="run")
    text = "  ".join(chunk.text for chunk in line.chunks)
    words = tuple(word for chunk in line.chunks for word in chunk.words)
    bold = all(chunk.bold for chunk in line.chunks)
    return replace(line, layout="run", chunks=(Chunk(text, line.chunks[0].x0, line.chunks[-1].x1, line.bbox, bold, words),))
