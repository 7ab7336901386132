"""Yen and sen printed with a blank between them under 円 銭: 22 94 is 22円94銭, and no two numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner
from parsers.words.widths import fold_widths

HEAD = regex.compile(r"\s*+\(?\s*+円\s*+[-・]?\s*+銭\s*+\)?\s*+")
YEN = r"(?P<open>\(?\s?[△▲-]?\s?)(?P<yen>\d[\d,]*+)"
PAIR = regex.compile(rf"\s*+{YEN}\s++(?P<sen>\d\d)(?P<close>\s?\)?)\s*+")
WHOLE = regex.compile(rf"\s*+{YEN}\s*+")
SEN = regex.compile(r"\s*+\d\d\s?\)?\s*+")
NEAR = 0.8
"""Of the size of the type: sen stand no further behind their yen."""
REACH = 60.0
"""Points from the middle of the header to that of a number below it."""


def join_sen(lines: Sequence[Line], scanner: Scanner) -> tuple[Line, ...]:
    """The lines with the yen and sen below each 円 銭 as one number."""
    if not any("銭" in chunk.text for line in lines for chunk in line.chunks):
        return tuple(lines)
    joined: list[Line] = []
    heads: list[Chunk] = []
    for line in lines:
        if line.layout == "run":
            heads = []
        elif any(is_head(chunk) for chunk in line.chunks):
            heads = [chunk for chunk in line.chunks if is_head(chunk)]
        elif heads:
            line = _grid_line(line, heads) if line.layout == "grid" else _placed_line(line, heads)
            heads = [head for head in heads if not any(_is_text(chunk, scanner) and _over(head, chunk) for chunk in line.chunks[1:])]
        joined.append(line)
    return tuple(joined)


def is_head(chunk: Chunk) -> bool:
    return HEAD.fullmatch(fold_widths(chunk.text)) is not None


def yen_and_sen(text: str) -> str:
    """The text as one number, or as it is.

    >>> yen_and_sen("22 94"), yen_and_sen("△1,022 04"), yen_and_sen("( 5 10)"), yen_and_sen("22.94"), yen_and_sen("22 945")
    ('22円94銭', '△1,022円04銭', '( 5円10銭)', '22.94', '22 945')
    """
    found = PAIR.fullmatch(fold_widths(text))
    return f"{found['open']}{found['yen']}円{found['sen']}銭{found['close']}" if found else text


def _grid_line(line: Line, heads: Sequence[Chunk]) -> Line:
    chunks = [replace(chunk, text=yen_and_sen(chunk.text)) if any(_over(head, chunk) for head in heads) else chunk for chunk in line.chunks]
    return replace(line, chunks=tuple(chunks))


def _placed_line(line: Line, heads: Sequence[Chunk]) -> Line:
    chunks: list[Chunk] = []
    for chunk in line.chunks:
        left = chunks[-1] if chunks else None
        if left is not None and _is_pair(left, chunk) and any(abs(_middle(head) - (left.x0 + chunk.x1) / 2) <= REACH for head in heads):
            box = left.bbox and chunk.bbox and (left.bbox[0], left.bbox[1], chunk.bbox[2], chunk.bbox[3])
            chunks[-1] = replace(left, text=yen_and_sen(f"{left.text} {chunk.text}"), x1=chunk.x1, bbox=box, words=(*left.words, *chunk.words))
        else:
            chunks.append(chunk)
    return replace(line, chunks=tuple(chunks))


def _is_pair(left: Chunk, right: Chunk) -> bool:
    size = right.bbox[3] - right.bbox[1] if right.bbox else 10.0
    return WHOLE.fullmatch(fold_widths(left.text)) is not None and SEN.fullmatch(fold_widths(right.text)) is not None and right.x0 - left.x1 <= NEAR * size


def _over(head: Chunk, chunk: Chunk) -> bool:
    return head.x0 < chunk.x1 and chunk.x0 < head.x1


def _is_text(chunk: Chunk, scanner: Scanner) -> bool:
    return bool(chunk.text.strip()) and scanner(chunk.text).number is None


def _middle(chunk: Chunk) -> float:
    return (chunk.x0 + chunk.x1) / 2
