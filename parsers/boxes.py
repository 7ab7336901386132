"""Boxes around boxes, in points from the top left of the page."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.model import BBox


def around(boxes: Iterable[BBox | None]) -> BBox | None:
    """The smallest box that holds all of them; None where none is known.

    >>> around([(10, 20, 30, 28), None, (35, 18, 60, 28)])
    (10, 18, 60, 28)
    >>> around([None])
    """
    known = [box for box in boxes if box]
    if not known:
        return None
    return min(box[0] for box in known), min(box[1] for box in known), max(box[2] for box in known), max(box[3] for box in known)
