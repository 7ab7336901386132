"""Two periods over two columns that stand as near to each other as words do: 2024年3月期実績 2025年3月期予想 are two texts.

Each side must name the last day of its period, year included, and nothing between may join them ("and", 至, a dash).
"""

from __future__ import annotations

from dataclasses import replace

import regex

from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner

MOST = 60
"""Characters of a text that is looked at."""
GAP = 0.2
"""Of the size of the type: texts stand at least this far apart."""
POINTS = regex.compile(r"\d{4}|前|当|年|(?:previous|current|prior)\s", regex.IGNORECASE)
JOINED = regex.compile(r"(?:\b(?:and|to|from|ended|ending|the|of|through|until|vs\.?)|[自至からと及び~～〜―–\-,、・/(（])\s*+\Z", regex.IGNORECASE)
JOINS = regex.compile(r"\s*+(?:(?:and|to|through|until|vs)\b|[自至から～〜~―–\-,、・/と及])", regex.IGNORECASE)


def split_twins(line: Line, scanner: Scanner) -> Line:
    """The line with each chunk of two periods as two."""
    chunks = tuple(part for chunk in line.chunks for part in twins_of(chunk, scanner))
    return replace(line, chunks=chunks) if len(chunks) > len(line.chunks) else line


def twins_of(chunk: Chunk, scanner: Scanner) -> tuple[Chunk, ...]:
    if len(chunk.words) < 2 or len(chunk.text) > MOST or not POINTS.search(chunk.text) or chunk.bbox is None:
        return (chunk,)
    size = chunk.bbox[3] - chunk.bbox[1]
    for at in range(1, len(chunk.words)):
        left, right = (" ".join(word[0] for word in words) for words in (chunk.words[:at], chunk.words[at:]))
        wide = chunk.words[at][1] - chunk.words[at - 1][2] >= GAP * size
        if wide and not JOINED.search(left) and not JOINS.match(right) and scanner(left).is_whole_period and scanner(right).is_whole_period and not in_one(left, right, scanner):
            return (part_of(chunk, 0, at), *twins_of(part_of(chunk, at, len(chunk.words)), scanner))
    return (chunk,)


def in_one(left: str, right: str, scanner: Scanner) -> bool:
    """Does one period reach over the place between two texts: ... and Feb | 28, 2010?"""
    return any(word.start < len(left) < word.end for word in scanner(f"{left} {right}").of("period"))


def part_of(chunk: Chunk, first: int, last: int) -> Chunk:
    words = chunk.words[first:last]
    x0, x1 = words[0][1], max(word[2] for word in words)
    box = chunk.bbox and (x0, chunk.bbox[1], x1, chunk.bbox[3])
    return replace(chunk, text=" ".join(word[0] for word in words), x0=x0, x1=x1, bbox=box, words=words)
