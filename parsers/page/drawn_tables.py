"""Tables drawn with characters: bars between the cells (│ | ┃), with or without rules and corners, Markdown among them.

    ┌──────┬────────┬────────┐
    │      │  Mar 2023  │  Mar 2024  │        | Net sales | 41,250 | 43,870 |
    ├──────┼────────┼────────┤
    │Sales │      41,250│      43,870│
    └──────┴────────┴────────┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from parsers.page.joining import join_label
from parsers.page.plain_places import columns_wide, join_spaced
from parsers.page.stacked_headers import join_period
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

BAR = regex.compile(r"[│┃║|｜]")
BORDER = regex.compile(r"(?=.*[-=_ー－\u2500-\u257f]{2})[\s|｜+:\-=_ー－\u2500-\u257f]++")
"""A line of rules and corners, Markdown's |---:| among them."""
CORNER = regex.compile(r"[│┃║|｜+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┠┨┝┥┯┷┿╂]")


@dataclass(frozen=True, slots=True)
class DrawnLine:
    line: Line
    cells: tuple[tuple[str, int, int], ...]
    """(text, first column, column behind the last)."""


def drawn_to_grid(lines: Sequence[Line], group: int, scanner: Scanner) -> list[Line]:
    """The lines with drawn tables as grid lines, one group a table; groups are counted on from `group`."""
    placed: list[Line] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and is_drawn(lines[end]):
            end += 1
        made = table_lines(lines[start:end], scanner) if end > start else None
        if made is None:
            placed += lines[start : max(end, start + 1)]
        else:
            group += 1
            placed += [replace(line, group=group) for line in made]
        start = max(end, start + 1)
    return placed


def is_drawn(line: Line) -> bool:
    """A border, or a line with a bar."""
    return line.layout == "run" and bool(line.text.strip()) and (BORDER.fullmatch(line.text) is not None or BAR.search(line.text) is not None)


def table_lines(lines: Sequence[Line], scanner: Scanner) -> list[Line] | None:
    """The rows of a drawn table; None where two lines with bars and a number between them are missing."""
    drawn = [line for line in lines if not BORDER.fullmatch(line.text)]
    if len(drawn) < 2 or not all(BAR.search(line.text) for line in drawn):
        return None
    columns = column_finder(drawn, lines)
    bands: list[list[DrawnLine]] = [[]]
    for line in lines:
        if BORDER.fullmatch(line.text):
            bands.append([])
        else:
            bands[-1].append(DrawnLine(line, tuple(columns(line))))
    rows = [row for band in bands for row in band_rows(band, scanner)]
    if not any(scanner(text).is_cell for row in rows for text, first, _ in row.cells if first):
        return None
    return [grid_line(row) for row in rows]


def parts_of(text: str) -> list[tuple[int, int]]:
    """Where the texts between bars begin and end; outer bars hold nothing outside."""
    bars = [found.start() for found in BAR.finditer(text)]
    edges = [-1, *bars, len(text)]
    parts = [(left + 1, right) for left, right in pairwise(edges)]
    parts = parts[1:] if text[: parts[0][1]].strip() == "" and BAR.match(text.lstrip()) else parts
    return parts[:-1] if parts and BAR.match(text.rstrip()[-1:]) else parts


def column_finder(drawn: Sequence[Line], lines: Sequence[Line]) -> Callable[[Line], list[tuple[str, int, int]]]:
    """How a line is cut into (text, first column, column behind the last): by order where every line has as many bars, else by
    the places of the bars."""
    counts = {len(parts_of(line.text)) for line in drawn}
    if len(counts) == 1:
        return lambda line: [(line.text[a:b].strip(), at, at + 1) for at, (a, b) in enumerate(parts_of(line.text))]
    corners = [{place_of(line, found.start()) for found in CORNER.finditer(line.text)} for line in lines]
    edges = merged(sorted(set().union(*corners)))

    def column_of(place: float) -> int:
        return min(range(len(edges)), key=lambda at: abs(edges[at] - place))

    def cut(line: Line) -> list[tuple[str, int, int]]:
        found = []
        for a, b in parts_of(line.text):
            first, last = column_of(place_of(line, a - 1)), column_of(place_of(line, b))
            found.append((line.text[a:b].strip(), first, max(last, first + 1)))
        return found

    return cut


def place_of(line: Line, at: int) -> float:
    return line.indent + columns_wide(line.text[: max(at, 0)], 2)


def merged(places: Sequence[float]) -> list[float]:
    """Places closer than two columns are one."""
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] > 1:
            kept.append(place)
    return kept


def band_rows(band: Sequence[DrawnLine], scanner: Scanner) -> Iterator[DrawnLine]:
    """The rows between two rules: every line with a number of its own is one; lines without are joined to the header or label they make."""
    valued = [any(scanner(text).is_cell for text, first, _ in line.cells if first) for line in band]
    same = len({tuple((first, last) for _, first, last in line.cells) for line in band}) == 1
    if len(band) > 1 and same and sum(valued) < 2:
        yield joined(band, scanner)
    else:
        yield from band


def joined(band: Sequence[DrawnLine], scanner: Scanner) -> DrawnLine:
    cells = []
    for parts in zip(*(line.cells for line in band), strict=True):
        text = ""
        for part, first, _ in parts:
            both = text and part
            text = (join_period(text, part, scanner) if first else join_label(text, part)) if both else text or part
        cells.append((text, parts[0][1], parts[0][2]))
    return DrawnLine(band[0].line, tuple(cells))


def grid_line(row: DrawnLine) -> Line:
    chunks = [Chunk(join_spaced(text), first, last, bold=row.line.chunks[0].bold) for text, first, last in row.cells]
    label = row.line.text[slice(*parts_of(row.line.text)[0])]
    indent = columns_wide(label[: len(label) - len(label.lstrip(" \u3000"))])
    return replace(row.line, layout="grid", chunks=tuple(chunks), indent=indent)
