"""Rows in which a period stands before each number, taken apart: the item as a heading, each period as a stub.

    期末発行済株式数   2022年3月期  222,000,000株   2021年3月期  222,000,000株
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from parsers.boxes import around
from parsers.model import Chunk, Line
from parsers.page.extents import is_cell
from parsers.page.lines import LETTERS
from parsers.periods.fiscal import DEFAULT_CALENDAR
from parsers.text.scan import scan_frame

DIGIT = regex.compile(r"\d")
GROUPED = regex.compile(r"[(△▲\-−]?+\d{1,3}(?:,\d{3})++(?:\.\d++)?+[)%]?+")
"""A number with commas is no period; most cells are one, and need not be searched for words."""


def split_dated(line: Line) -> list[Line]:
    """The item, then a line for each period with its number; the line itself where it is anything else."""
    first = next((at for at, chunk in enumerate(line.chunks) if is_period_text(chunk)), None)
    if first is None or first == 0 or any(is_cell(chunk) for chunk in line.chunks[:first]):
        return [line]
    pairs = line.chunks[first:]
    if len(pairs) < 4 or len(pairs) % 2 or not all(is_period_text(one) for one in pairs[::2]) or not all(is_cell(one) for one in pairs[1::2]):
        return [line]
    head = replace(line, chunks=line.chunks[:first], bbox=around(line.chunks[:first]))
    return [head, *(replace(line, chunks=pair, indent=pair[0].x0, bbox=around(pair)) for pair in zip(pairs[::2], pairs[1::2], strict=True))]


def is_period_text(chunk: Chunk) -> bool:
    return DIGIT.search(chunk.text) is not None and GROUPED.fullmatch(chunk.text) is None and _is_period(chunk.text)


@lru_cache(maxsize=4096)
def _is_period(text: str) -> bool:
    words = [word for word in scan_frame(text, DEFAULT_CALENDAR) if word.kind == "period"]
    covered = sum(len(LETTERS.findall(word.text)) for word in words)
    return bool(words) and covered >= 0.7 * len(LETTERS.findall(text))
