"""Rows in which a period stands before each number, taken apart: the item as a heading, each period as a stub.

    期末発行済株式数   2022年3月期  222,000,000株   2021年3月期  222,000,000株
"""

from __future__ import annotations

from dataclasses import replace

from parsers.boxes import around
from parsers.model import Line
from parsers.text.scanner import Scanner


def split_dated(line: Line, scanner: Scanner) -> list[Line]:
    """The item, then a line for each period with its number; the line itself where it is anything else."""
    first = next((at for at, chunk in enumerate(line.chunks) if scanner(chunk.text).is_period_stub), None)
    if first is None or first == 0 or any(scanner(chunk.text).is_cell for chunk in line.chunks[:first]):
        return [line]
    pairs = line.chunks[first:]
    if len(pairs) < 4 or len(pairs) % 2 or not all(scanner(one.text).is_period_stub for one in pairs[::2]) or not all(scanner(one.text).is_cell for one in pairs[1::2]):
        return [line]
    head = replace(line, chunks=line.chunks[:first], bbox=around(line.chunks[:first]))
    return [head, *(replace(line, chunks=pair, indent=pair[0].x0, bbox=around(pair)) for pair in zip(pairs[::2], pairs[1::2], strict=True))]
