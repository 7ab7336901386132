"""A header that stands alone at the foot of a page, and is printed again over its rows at the top of the next.

What stands between the two (a heading, the page's number) keeps its place: the title above, its unit, then the header once, over the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile

from parsers.page.number_cells import cells_of
from parsers.printed import Line
from parsers.text.scanner import Scanner

BESIDE = 1.0
"""Points: what is printed again on the next page stands no further left or right."""
SAYING = 2
"""Words of a period, unit or measure that make lines a header, and not the name of the release at the edge of each page."""


def without_lone_headers(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines in points without the headers at the foot of a page that have no rows there and are printed again on the next."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    kept: list[Line] = []
    for at, page in enumerate(pages):
        first, last = _lone_header(page, pages[at + 1], scanner) if at + 1 < len(pages) else (0, 0)
        kept += [*page[:first], *page[last:]]
    return kept


def _lone_header(page: Sequence[Line], after: Sequence[Line], scanner: Scanner) -> tuple[int, int]:
    """Where the header that begins the page after stands on this one, with no row behind it; (0, 0) where it does not.

    Behind it there are at most lines of one text: headings, the page's number.
    """
    behind = next((at + 1 for at in reversed(range(len(page))) if _is_row(page[at], scanner)), 0)
    header = next((at for at, line in enumerate(after) if _is_row(line, scanner)), 0)
    for first in range(behind, len(page)):
        pairs = list(takewhile(lambda pair: _alike(*pair), zip(page[first:], after[:header], strict=False)))
        last = first + len(pairs)
        ends = all(len(line.chunks) == 1 for line in (*page[last:], *after[len(pairs) : header]))
        if ends and sum(len(scanner(chunk.text).words) for line in page[first:last] for chunk in line.chunks) >= SAYING:
            return first, last
    return 0, 0


def _is_row(line: Line, scanner: Scanner) -> bool:
    return len(line.chunks) > 1 and bool(cells_of(line, scanner))


def _alike(one: Line, other: Line) -> bool:
    """Do two lines print the same texts in the same places?"""
    return len(one.chunks) == len(other.chunks) and all(
        left.text == right.text and abs(left.x0 - right.x0) <= BESIDE for left, right in zip(one.chunks, other.chunks, strict=True)
    )
