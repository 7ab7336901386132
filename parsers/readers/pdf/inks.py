"""Text in the colour of what it stands on: white on paper, or on a white patch; black on a black one. Nobody sees it.

A colour counts only where it is certain: gray, RGB, CMYK or ICC components, painted opaquely. A picture, a shading, a pattern,
a shape that is no single upright rectangle, a spot colour and what a form inherits are grounds of unknown colour, and text on
them is taken for visible. So is all that a show operator draws where part of it is visible: half a number would be worse.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from operator import sub
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ink = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
PAPER: Ink = (1.0, 1.0, 1.0)
SAME = 0.02
"""Of the range of each of the three, by which two colours differ that nobody tells apart."""
THIN = 3.0
"""Points: what is no thicker is a line and no ground."""
CORE = 0.2
"""Of a glyph's box at each side: a ground matters where it touches what is left, and hides where it holds that."""
SPACES = frozenset(("DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased"))
EVERYWHERE = (-np.inf, -np.inf, np.inf, np.inf)


class Ground(NamedTuple):
    """What was painted over a rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float
    run: int
    """Show operators drawn before it."""
    ink: Ink | None
    """None: unknown."""


@lru_cache(maxsize=1024)
def ink_of(color: object, space: str) -> Ink | None:
    """The colour of components in a space; None where it is not certain.

    >>> ink_of(1, "DeviceGray"), ink_of((0.0, 0.0, 0.0, 1.0), "DeviceCMYK"), ink_of(1.0, "Separation")
    ((1.0, 1.0, 1.0), (0.0, 0.0, 0.0), None)
    """
    if space not in SPACES or color is None:
        return None
    parts = color if isinstance(color, tuple) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    clamped = [min(1.0, max(0.0, float(part))) for part in parts]
    if len(clamped) == 1:
        return clamped[0], clamped[0], clamped[0]
    if len(clamped) == 3:
        return clamped[0], clamped[1], clamped[2]
    if len(clamped) == 4:
        cyan, magenta, yellow, black = clamped
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def alike_any(inks: Iterable[Ink | None], others: Iterable[Ink | None]) -> set[Ink]:
    """Those of the inks that nobody tells from one of the others."""
    known = [other for other in others if other is not None]
    return {ink for ink in inks if ink is not None and any(max(map(abs, map(sub, ink, other))) <= SAME for other in known)}


def drowned(
    boxes: NDArray[np.float64], runs: NDArray[np.int64], inks: Sequence[Ink | None], risky: Container[Ink], grounds: Sequence[Ground]
) -> NDArray[np.int64]:
    """The indices of glyphs in the colour of what they stand on. inks: one a run, runs counted from 1; risky: those looked at."""
    places = np.flatnonzero(np.array([ink is not None and ink in risky for ink in inks])[runs - 1])
    if not len(places):
        return places
    colours = np.array([ink or PAPER for ink in inks])[runs[places] - 1]
    x0, y0, x1, y1 = boxes[places].T
    wide, high = CORE * (x1 - x0), CORE * (y1 - y0)
    x0, x1, y0, y1 = x0 + wide, x1 - wide, y0 + high, y1 - high
    open_ = np.ones(len(places), np.bool_)
    lost = np.zeros(len(places), np.bool_)
    for ground in reversed(grounds):
        over = open_ & (runs[places] > ground.run) & (x0 < ground.x1) & (x1 > ground.x0) & (y0 < ground.y1) & (y1 > ground.y0)
        if not over.any():
            continue
        same = over & (np.abs(colours - np.array(ground.ink)).max(axis=1) <= SAME) if ground.ink is not None else np.zeros_like(over)
        held = same & (x0 >= ground.x0) & (x1 <= ground.x1) & (y0 >= ground.y0) & (y1 <= ground.y1)
        lost |= held
        open_ &= ~(held | (over & ~same))
    lost |= open_ & (np.abs(colours - np.array(PAPER)).max(axis=1) <= SAME)
    seen = set(runs[places[~lost]].tolist())
    return places[lost & ~np.isin(runs[places], list(seen))]
