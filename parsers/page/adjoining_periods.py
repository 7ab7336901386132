"""Two periods over two columns that stand as near to each other as words do: 2024年3月期実績 2025年3月期予想 are two texts.

Each side must name the last day of its period, year included, and nothing between may join them ("and", 至, a dash).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from parsers.model import Chunk, Line
from parsers.periods.fiscal import DEFAULT_CALENDAR
from parsers.text.scan import scan_frame

MOST = 60
"""Characters of a text that is looked at."""
GAP = 0.2
"""Of the size of the type: texts stand at least this far apart."""
POINTS = regex.compile(r"\d{4}|前|当|年|(?:previous|current|prior)\s", regex.IGNORECASE)
JOINED = regex.compile(r"(?:\b(?:and|to|from|ended|ending|the|of|through|until|vs\.?)|[自至からと及び~～〜―–\-,、・/(（])\s*+\Z", regex.IGNORECASE)
JOINS = regex.compile(r"\s*+(?:(?:and|to|through|until|vs)\b|[自至から～〜~―–\-,、・/と及])", regex.IGNORECASE)


def split_twins(line: Line) -> Line:
    """The line with each chunk of two periods as two."""
    chunks = tuple(part for chunk in line.chunks for part in twins_of(chunk))
    return replace(line, chunks=chunks) if len(chunks) > len(line.chunks) else line


def twins_of(chunk: Chunk) -> tuple[Chunk, ...]:
    if len(chunk.words) < 2 or len(chunk.text) > MOST or not POINTS.search(chunk.text) or chunk.bbox is None:
        return (chunk,)
    size = chunk.bbox[3] - chunk.bbox[1]
    for at in range(1, len(chunk.words)):
        left, right = (" ".join(word[0] for word in words) for words in (chunk.words[:at], chunk.words[at:]))
        wide = chunk.words[at][1] - chunk.words[at - 1][2] >= GAP * size
        if wide and not JOINED.search(left) and not JOINS.match(right) and is_whole_period(left) and is_whole_period(right):
            return (part_of(chunk, 0, at), *twins_of(part_of(chunk, at, len(chunk.words))))
    return (chunk,)


@lru_cache(maxsize=4096)
def is_whole_period(text: str) -> bool:
    """One period that says its own last day, or points at one and says nothing else; brackets closed.

    >>> is_whole_period("2024年3月期実績"), is_whole_period("（2023年3月31日）"), is_whole_period("前連結会計年度")
    (True, True, True)
    >>> is_whole_period("第2四半期"), is_whole_period("（自 2023年4月1日"), is_whole_period("当期の実績")
    (False, False, False)
    """
    words = [word for word in scan_frame(text, DEFAULT_CALENDAR) if word.kind == "period"]
    if len(words) != 1 or words[0].period is None:
        return False
    dated = words[0].period.period_end is not None or (words[0].period.kind == "relative" and words[0].text.strip() == text.strip())
    return dated and text.count("(") + text.count("（") == text.count(")") + text.count("）")


def part_of(chunk: Chunk, first: int, last: int) -> Chunk:
    words = chunk.words[first:last]
    x0, x1 = words[0][1], max(word[2] for word in words)
    box = chunk.bbox and (x0, chunk.bbox[1], x1, chunk.bbox[3])
    return replace(chunk, text=" ".join(word[0] for word in words), x0=x0, x1=x1, bbox=box, words=words)
