"""Ranges of numbers whose ends stand apart on a page, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.boxes import around
from parsers.printed import Chunk, Line
from parsers.words.numbers import NumberOf
from parsers.words.ranges import is_loose, is_range

WIDE = 1.5
"""Of the size of the type: the ends of a range stand no further from ~ or "to"."""
NARROW = 0.7
"""Of the size of the type: the ends of a range stand no further from a dash, which alone in its column would be a nil mark."""


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
