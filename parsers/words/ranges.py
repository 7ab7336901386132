"""Ranges of numbers (20,000 ～ 22,000): no one number, so nothing is read of them, and that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from parsers.boxes import around
from parsers.model import Chunk, Line
from parsers.words.numbers import NumberOf
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

WIDE = 1.5
"""Of the size of the type: the ends of a range stand no further from ~ or "to"."""
NARROW = 0.7
"""Of the size of the type: the ends of a range stand no further from a dash, which alone in its column would be a nil mark."""
_GAP = compiled(r"(?P<wave>\s*+(?:~|から|\bto\b)\s*+) | (?P<dash>\s*+-\s*+)", regex.VERBOSE | regex.IGNORECASE)
_FIGURE = regex.compile(r"\d{3}|\d[.,]\d|\d%")
_PLAIN = (None, "JPY", "USD", "EUR", "CNY", "GBP", "pure")
"""Units of a range's ends; of others a range names a class of things (3Mbps – 1.2Gbps)."""
_YEAR = regex.compile(r"(?:19|20)\d\d")
_BLANK_DASH = regex.compile(r"\s-\s")


def is_range(text: str, number: NumberOf) -> bool:
    """Two amounts or rates and what stands between them; digits that may be months, chapters or years, and counted things, are none.

    number: what says of a text which number it is.

    >>> from parsers.words.numbers import parse_number
    >>> [is_range(text, parse_number) for text in ("20,000 ～ 22,000", "△5.0%～3.1%", "1,500 to 1,600", "1,450－1,550")]
    [True, True, True, True]
    >>> [is_range(text, parse_number) for text in ("4～6", "2023-2024", "1Mbps – 1.2Gbps", "1,450", "-")]
    [False, False, False, False, False]
    """
    folded = fold_widths(text).strip()
    if not _FIGURE.search(folded) or number(text) is not None:
        return False
    for gap in _GAP.finditer(folded):
        ends = (folded[: gap.start()], folded[gap.end() :])
        numbers = [number(end) for end in ends]
        if all(one is not None and not one.nil and one.unit in _PLAIN for one in numbers):
            return not all(_YEAR.fullmatch(end) for end in ends)
    return False


def is_loose(text: str) -> bool:
    """Is it a range by a dash between blanks, which in running text would be a nil mark between two numbers?"""
    return _BLANK_DASH.search(fold_widths(text)) is not None


def join_ranges(line: Line, number: NumberOf) -> Line:
    """The line with the pieces of each range as one chunk: 20,000 | - | 22,000."""
    chunks = list(line.chunks)
    at = 0
    while at < len(chunks):
        pieces = next((count for count in (3, 2) if _is_torn(chunks[at : at + count], count, number)), 0)
        if pieces:
            chunks[at : at + pieces] = [_joined(chunks[at : at + pieces])]
        at += 1
    return replace(line, chunks=tuple(chunks)) if len(chunks) < len(line.chunks) else line


def _is_torn(pieces: Sequence[Chunk], count: int, number: NumberOf) -> bool:
    if count == 2 and all(number(piece.text) is not None for piece in pieces):
        return False  # 38,858 | -26,504: two columns, the second below zero
    if len(pieces) < count or not is_range(text := " ".join(piece.text for piece in pieces), number):
        return False
    size = max(piece.bbox[3] - piece.bbox[1] if piece.bbox else 10.0 for piece in pieces)
    most = (NARROW if is_loose(text) else WIDE) * size
    return all(right.x0 - left.x1 <= most for left, right in pairwise(pieces))


def _joined(pieces: Sequence[Chunk]) -> Chunk:
    words = tuple(word for piece in pieces for word in piece.words)
    return replace(pieces[0], text=" ".join(piece.text for piece in pieces), x1=pieces[-1].x1, bbox=around(pieces), words=words)
