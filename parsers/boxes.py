"""Boxes around pieces of a page, in points from the top left of the page."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.printed import Chunk
from parsers.records import BBox


def around(chunks: Iterable[Chunk]) -> BBox | None:
    """The smallest box that holds all chunks; None where none has a box.

    >>> around([Chunk("Net", 10, 30, (10, 20, 30, 28)), Chunk("", 30, 35), Chunk("sales", 35, 60, (35, 18, 60, 28))])
    (10, 18, 60, 28)
    >>> around([Chunk("Net", 0, 3)])
    """
    boxes = [chunk.bbox for chunk in chunks if chunk.bbox]
    if not boxes:
        return None
    return min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes)
