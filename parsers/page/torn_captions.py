"""A caption that was set over two lines and broken inside a date: "For the Three Months Ended Feb 28, 2009 and Feb" over "28, 2010"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.boxes import around
from parsers.page.extents import CENTRED, type_size
from parsers.page.headings import MAX_HEADING, NUMBERED
from parsers.page.stacked_headers import LEAD, makes_one
from parsers.printed import Line
from parsers.text.scanner import Scanner


def join_torn_captions(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines with each two of one text that share a date put together."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _goes_on(above, line, scanner):
            one, two = above.chunks[0], line.chunks[0]
            chunk = replace(one, text=f"{one.text} {two.text}", x0=min(one.x0, two.x0), x1=max(one.x1, two.x1), bbox=around([one, two]), words=(*one.words, *two.words))
            joined[-1] = replace(above, chunks=(chunk,), bbox=chunk.bbox)
        else:
            joined.append(line)
    return joined


def _goes_on(above: Line, line: Line, scanner: Scanner) -> bool:
    """Is a line the second of one text: close below the first, at its edge or its middle, with one period word on both?"""
    if len(above.chunks) != 1 or len(line.chunks) != 1 or above.bbox is None or line.bbox is None or NUMBERED.match(above.text):
        return False
    one, two = above.chunks[0], line.chunks[0]
    near = 0 < line.bbox[1] - above.bbox[1] <= (above.bbox[3] - above.bbox[1]) - type_size(two) + LEAD * type_size(two)
    set_together = min(abs(one.x0 - two.x0), abs((one.x0 + one.x1 - two.x0 - two.x1) / 2)) <= CENTRED
    return near and set_together and max(len(one.text), len(two.text)) <= MAX_HEADING and makes_one(one.text, two.text, scanner)
