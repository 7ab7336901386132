"""What a page draws and nobody sees: clipped away, in a layer that is switched off, painted over, transparent, in its ground's colour.

Text of a mode that paints nothing is pdf_glyphs' matter. Both readers keep a `Sight` while they draw (it is saved and restored
with the graphics state), tell a `Scene` what is painted and ask it once a page.
All places are in user space. Where a shape is no upright rectangle, its bounding box stands for it in the way that hides less:
a clip lets the whole box be seen, and what is painted under such a clip covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pdfminer.pdftypes import list_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt

from parsers.readers.pdf.inks import EVERYWHERE, PAPER, THIN, Ground, Ink, alike_any, drowned, ink_of
from parsers.readers.pdf.limits import PAGE_RULINGS

SHOWN, CLIPPED, LAYER, COVERED, PICTURED, DROWNED, CLEAR = range(7)
CAUSES = {
    CLIPPED: "clipped away", LAYER: "in layers that are switched off", COVERED: "painted over", PICTURED: "behind a picture",
    DROWNED: "in the colour of what they stand on", CLEAR: "transparent",
}  # fmt: skip
SLACK = 0.5
"""Points that a glyph's middle may stand outside of a clip and still count as shown."""


class Cover(NamedTuple):
    """A rectangle painted over what was drawn before it."""

    x0: float
    y0: float
    x1: float
    y1: float
    run: int
    """Show operators drawn before it."""
    picture: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """How what is drawn now will be seen."""

    clip: Rect | None = None
    """Nothing outside of it is shown; None: no clip."""
    exact: bool = True
    """The clip is that rectangle, and not a shape inside of it."""
    opaque: bool = True
    """What is painted hides what is under it."""
    dark: bool = False
    """Inside of a layer that is switched off."""
    clear: bool = False
    """What is painted is wholly transparent."""

    def clipped(self, path: Sequence[PathSegment], ctm: Matrix) -> Sight:
        """With a path as a further clip; one without a point changes nothing."""
        points = [apply_matrix_pt(ctm, point) for segment in path for point in zip(segment[1::2], segment[2::2], strict=True)]
        if not points:
            return self
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        exact = self.exact and len(points) <= 5 and set(points) == {(x0, y0), (x0, y1), (x1, y0), (x1, y1)}
        if self.clip is not None:
            left, low, right, high = self.clip
            x0, y0, x1, y1 = max(x0, left), max(y0, low), min(x1, right), min(y1, high)
        return Sight((x0, y0, x1, y1), exact, self.opaque, self.dark, self.clear)

    def with_parameters(self, state: dict[Any, Any]) -> Sight:
        """Under the entries of a graphics state dictionary: transparency, blending and soft masks hide nothing."""
        opaque = self.opaque
        clear = resolve1(state["ca"]) == 0 if "ca" in state else self.clear
        if "ca" in state or "BM" in state or "SMask" in state:
            blend = resolve1(state.get("BM", "Normal"))
            blends = blend if isinstance(blend, list) else [blend]
            mask = resolve1(state.get("SMask"))
            normal = any(str(literal_name(mode)) in ("Normal", "Compatible") for mode in blends[:1])
            opaque = resolve1(state.get("ca", 1)) == 1 and normal and (mask is None or literal_name(mask) == "None")
        return replace(self, opaque=opaque, clear=clear)

    def covers(self, boxes: Iterable[Rect], run: int, picture: bool = False) -> list[Cover]:
        """What upright rectangles painted now cover of what was drawn before them."""
        if not (run and self.opaque and self.exact) or self.dark:
            return []
        left, low, right, high = self.clip or (-np.inf, -np.inf, np.inf, np.inf)
        cut = ((max(x0, left), max(y0, low), min(x1, right), min(y1, high)) for x0, y0, x1, y1 in boxes)
        return [Cover(*box, run, picture) for box in cut if box[2] - box[0] > SLACK and box[3] - box[1] > SLACK]


OPEN = Sight()


def form_to_path(form: Any) -> list[PathSegment]:
    """The /BBox of a form as a path in its own space; none where it is not four numbers."""
    corners = [resolve1(value) for value in list_value(form["BBox"])]
    if len(corners) != 4 or not all(isinstance(value, (int, float)) for value in corners):
        return []
    x0, y0, x1, y1 = corners
    return [("m", x0, y0), ("l", x1, y0), ("l", x1, y1), ("l", x0, y1), ("h",)]


def hides_what_is_under(picture: Any, ctm: Matrix) -> bool:
    """Whether a picture stands upright and is opaque: no mask of any kind."""
    upright = ctm[1] == 0 == ctm[2] or ctm[0] == 0 == ctm[3]
    return upright and not any(resolve1(picture.get(key)) for key in ("SMask", "Mask", "ImageMask", "SMaskInData"))


class Painted(NamedTuple):
    """Something painted that text may stand on; what it is, is worked out only where that matters."""

    shape: Rect | tuple[Sequence[PathSegment], Matrix, float]
    """An upright rectangle in user space, or a path with its matrix and half the width of its pen."""
    sight: Sight
    run: int
    """Show operators drawn before it."""
    color: object = None
    space: str = ""

    def is_wide(self) -> bool:
        """Whether text can be lost in it: a rectangle of a colour, and no line."""
        if self.color is None or len(self.shape) != 4:
            return False
        x0, y0, x1, y1 = self.shape
        return x1 - x0 > THIN and y1 - y0 > THIN

    def to_ground(self) -> Ground:
        """The rectangle that it covers, or the one around what it may cover."""
        if len(self.shape) == 4:
            x0, y0, x1, y1 = self.shape
        else:
            path, ctm, pen = self.shape
            x0, y0, x1, y1 = box_of(path, ctm)
            x0, y0, x1, y1 = x0 - pen, y0 - pen, x1 + pen, y1 + pen
        if self.sight.clip is not None:
            left, low, right, high = self.sight.clip
            x0, y0, x1, y1 = max(x0, left), max(y0, low), min(x1, right), min(y1, high)
        certain = self.sight.opaque and self.sight.exact
        return Ground(x0, y0, x1, y1, self.run, ink_of(self.color, self.space) if certain else None)


class Scene:
    """What a page paints besides the glyphs themselves, as far as it decides which of them are seen."""

    def __init__(self) -> None:
        self.sights: list[Sight] = []
        """How each show operator's glyphs are seen ..."""
        self.inks: list[Ink | None] = []
        """... and in which colour they are filled; None: unknown, or not filled."""
        self.covers: list[Cover] = []
        self.painted: list[Painted] = []

    def show(self, sight: Sight, ink: Ink | None) -> None:
        """Counts a show operator."""
        self.sights.append(sight)
        self.inks.append(ink if sight.opaque else None)

    def fill(self, boxes: Sequence[Rect], path: Sequence[PathSegment], ctm: Matrix, sight: Sight, color: object, space: str) -> None:
        """A filled path. boxes: the upright rectangles in it, in user space."""
        if space != "Pattern" and boxes:
            self.covers += sight.covers(boxes, len(self.sights))
        if len(boxes) == 1 and ((len(path) == 5 and path[4][0] == "h") or [segment[0] for segment in path].count("m") == 1):
            self.painted.append(Painted(boxes[0], sight, len(self.sights), color, space))
        elif path:
            self.painted.append(Painted((path, ctm, 0.0), sight, len(self.sights)))

    def stroke(self, path: Sequence[PathSegment], ctm: Matrix, width: float, sight: Sight) -> None:
        """A path drawn with a pen of that width in points."""
        if path:
            self.painted.append(Painted((path, ctm, width / 2), sight, len(self.sights)))

    def picture(self, box: Rect, opaque: bool, sight: Sight) -> None:
        """A picture."""
        if opaque:
            self.covers += sight.covers([box], len(self.sights), picture=True)
        self.painted.append(Painted(box, sight, len(self.sights)))

    def shade(self, sight: Sight) -> None:
        """A shading, over all that the clip lets through."""
        self.painted.append(Painted(EVERYWHERE, sight, len(self.sights)))

    def _drowned(self, boxes: NDArray[np.float64], runs: NDArray[np.int64]) -> NDArray[np.int64]:
        """The indices of glyphs in the colour of what they stand on; on a page that is a drawing none are looked for."""
        grounds = {ink_of(one.color, one.space) for one in self.painted if one.is_wide()}
        risky = alike_any(set(self.inks), grounds | {PAPER})
        if not risky or len(self.painted) > PAGE_RULINGS:
            return np.empty(0, np.int64)
        return drowned(boxes, runs, self.inks, risky, [one.to_ground() for one in self.painted if not one.sight.dark])

    def unseen_of(self, boxes: NDArray[np.float64], runs: NDArray[np.int64]) -> NDArray[np.int64]:
        """(n,): why each glyph is not seen, `SHOWN` where it is. runs: counted from 1."""
        unseen = np.zeros(len(boxes), np.int64)
        if not len(boxes):
            return unseen
        unseen[self._drowned(boxes, runs)] = DROWNED
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        ends = np.searchsorted(runs, [cover.run + 1 for cover in self.covers[:PAGE_RULINGS]])
        for cover, end in zip(self.covers, ends.tolist(), strict=False):
            part = slice(0, end)
            under = (x[part] > cover.x0) & (x[part] < cover.x1) & (y[part] > cover.y0) & (y[part] < cover.y1)
            unseen[part][under] = PICTURED if cover.picture else COVERED
        of_run = runs - 1
        unseen[np.array([sight.clear for sight in self.sights])[of_run]] = CLEAR
        clips = np.array([sight.clip or EVERYWHERE for sight in self.sights])[of_run]
        outside = (x < clips[:, 0] - SLACK) | (x > clips[:, 2] + SLACK) | (y < clips[:, 1] - SLACK) | (y > clips[:, 3] + SLACK)
        unseen[outside] = CLIPPED
        unseen[np.array([sight.dark for sight in self.sights])[of_run]] = LAYER
        return unseen


def box_of(path: Sequence[PathSegment], ctm: Matrix) -> Rect:
    """The box around every point of a path, those that bend its curves among them."""
    points = [apply_matrix_pt(ctm, point) for segment in path for point in zip(segment[1::2], segment[2::2], strict=True)]
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
