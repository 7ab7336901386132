"""Lines of monospaced text as lines in points: what stands where, so that the columns can be found as on a page.

A half-width character is 5 points wide and a line 10 high, 12 from top to top: the shape of type of 10 points.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise

import regex

from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

WIDTH = 5.0
"""Points: a half-width character."""
HEIGHT, LEADING = 10.0, 12.0
"""Points: a line, and from one line to the next."""

GAP = regex.compile(r"(?:[ \u3000]{2,}|\t)[ \u3000\t]*+")
BLANKS = regex.compile(r"[ \u3000]++")
JAMMED = regex.compile(r"(?<=\b(?:19|20)\d\d)(?=\p{Latin}\p{Ll})")
"""Between a year that fills its column and the text of the next one: "to June 30, 2007to June 30, 2008"."""
LEADER = regex.compile(r"(?:(?<=[\s\p{Letter})）\d])[.．・·]{4,}+|[…‥]{2,}+|(?:(?<=\s)[.．・·]\s){3,}+[.．・·]?+)")
"""Dots that lead the eye from a label to its numbers."""
WORD = regex.compile(r"[^ \u3000]++")
HELD = regex.compile(r"\A[△▲▼(（$＄¥￥€£]\Z")
"""What belongs to the number behind it, however wide the gap is that sets the digits at the right edge."""
SPACED = regex.compile(
    r"""(?<![^\s\u3000(（【])
        (?P<letters>[\p{Han}\p{Hiragana}\p{Katakana}ー](?P<gap>[ \u3000]{1,4})[\p{Han}\p{Hiragana}\p{Katakana}ー]
            (?:(?P=gap)[\p{Han}\p{Hiragana}\p{Katakana}ー])*+)
        (?![^\s\u3000)）】(（])""",
    regex.VERBOSE,
)
"""Single letters set apart: 売　上　高."""
SET_APART = regex.compile(r"(?:\s\s|\u3000)\Z")
UNITS = frozenset("円銭株人口倍月年日自至")
"""Letters that stand alone over columns."""


def join_spaced(text: str) -> str:
    """The text with words whose letters were set apart put together.

    >>> join_spaced("連　結　損　益　計　算　書"), join_spaced("科　　目    前 期 末"), join_spaced("円 銭"), join_spaced("円    円")
    ('連結損益計算書', '科目    前期末', '円 銭', '円    円')
    """
    return SPACED.sub(lambda found: BLANKS.sub("", found[0]) if is_word(found) else found[0], text)


def is_word(found: regex.Match[str]) -> bool:
    """Are letters set apart one word, not units over columns or two words of one letter?"""
    letters = BLANKS.sub("", found["letters"])
    return not set(letters) <= UNITS and (len(letters) > 2 or found["gap"] != " ")


def columns_wide(text: str, ambiguous: int = 1) -> int:
    """The width of a text in half-width columns; `ambiguous`: that of △, ─ and others that are wide in Japanese fonts only."""
    return len(text) if text.isascii() else sum(_column_wide(one, ambiguous) for one in text)


@cache
def _column_wide(character: str, ambiguous: int) -> int:
    return 0 if unicodedata.combining(character) else {"F": 2, "W": 2, "A": ambiguous}.get(unicodedata.east_asian_width(character), 1)


def is_ambiguous(text: str) -> bool:
    """Does a text hold a character that is wide in Japanese fonts only?"""
    return not text.isascii() and any(_column_wide(one, 1) != _column_wide(one, 2) for one in set(text))


def column_places(text: str, indent: float, ambiguous: int) -> list[float]:
    """Where each character of a text begins, and where the last one ends, in points."""
    widths = (1 for _ in text) if text.isascii() else (_column_wide(one, ambiguous) for one in text)
    return [WIDTH * place for place in accumulate(widths, initial=indent)]


def place_line(line: Line, at: int, ambiguous: int, scanner: Scanner) -> Line:
    """A line of running text as chunks in points, cut where its columns may be; `at`: how many lines stand above it.

    Cut are gaps of two blanks, and the numbers at the end of a line from each other.
    """
    text = line.chunks[0].text if line.chunks else ""
    top = at * LEADING
    places = column_places(text, line.indent, ambiguous)
    chunks: list[Chunk] = []
    for start, end in spans_of(text, scanner):
        x0, x1 = places[start], places[end]
        words, printed = [], join_spaced(text[start:end])
        if printed == text[start:end]:
            words = [(word[0], places[start + word.start()], places[start + word.end()]) for word in WORD.finditer(printed)]
        chunks.append(Chunk(printed, x0, x1, (x0, top, x1, top + HEIGHT), line.chunks[0].bold, tuple(words)))
    box = (chunks[0].x0, top, chunks[-1].x1, top + HEIGHT) if chunks else None
    return replace(line, layout="geometry", chunks=tuple(chunks), indent=chunks[0].x0 if chunks else 0.0, bbox=box)


def spans_of(text: str, scanner: Scanner) -> list[tuple[int, int]]:
    """Where the chunks of a line begin and end.

    >>> [text[a:b] for text in ("Net sales ....  1,234 (5.6%)",) for a, b in spans_of(text, Scanner())]
    ['Net sales', '1,234', '(5.6%)']
    >>> [text[a:b] for text in ("科　　目　　　前連結会計年度　　自 平成14年4月 1日",) for a, b in spans_of(text, Scanner())]
    ['科　　目', '前連結会計年度', '自 平成14年4月 1日']
    >>> [text[a:b] for text in ("to September 30, 2007to September 30, 2008",) for a, b in spans_of(text, Scanner())]
    ['to September 30, 2007', 'to September 30, 2008']
    """
    text = LEADER.sub(lambda found: " " * len(found[0]), text)
    spaced = [found.span() for found in SPACED.finditer(text) if is_word(found)]
    tokens = trailing_cells(text, scanner)
    whole = [*spaced, *tokens]
    cuts = {0, len(text)}
    for gap in GAP.finditer(text):
        if not any(start < gap.end() and gap.start() < end for start, end in whole):
            cuts.add(gap.end())
    cuts |= {start for start, _ in tokens} | {found.start() for found in JAMMED.finditer(text)}
    edges = sorted(cuts)
    pieces = [
        (start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        for start, end in pairwise(edges) if (piece := text[start:end]).strip()
    ]  # fmt: skip
    joined: list[tuple[int, int]] = []
    held = False
    for start, end in pieces:
        if held and text[start].isdecimal():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        held = HELD.match(text[start:end]) is not None
    return joined


def trailing_cells(text: str, scanner: Scanner) -> list[tuple[int, int]]:
    """Where the numbers at the end of a line stand; the first only where a gap or its digits set it apart from the label ("Table 3")."""
    _, found = scanner(text).trailing
    spans = [(start, end) for _, start, end in found]
    while spans and spans[0][0] and not SET_APART.search(text[: spans[0][0]]):
        if scanner(text[slice(*spans[0])]).is_amount_like:
            break
        spans.pop(0)
    return spans
