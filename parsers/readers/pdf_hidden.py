"""What a page draws and nobody sees: clipped away, in a layer that is switched off, painted over. Invisible text is pdf_glyphs' matter.

Both readers keep a `Sight` while they draw (it is saved and restored with the graphics state) and ask `unseen_of` once a page.
All places are in user space. Where a shape is no upright rectangle, its bounding box stands for it in the way that hides less:
a clip lets the whole box be seen, and what is painted under such a clip covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt

from parsers.readers.pdf_limits import PAGE_RULINGS

SHOWN, CLIPPED, LAYER, COVERED, PICTURED = range(5)
CAUSES = {CLIPPED: "clipped away", LAYER: "in layers that are switched off", COVERED: "painted over", PICTURED: "behind a picture"}
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
        return Sight((x0, y0, x1, y1), exact, self.opaque, self.dark)

    def with_parameters(self, state: dict[Any, Any]) -> Sight:
        """Under the entries of a graphics state dictionary: transparency, blending and soft masks hide nothing."""
        opaque = self.opaque
        if "ca" in state or "BM" in state or "SMask" in state:
            blend = resolve1(state.get("BM", "Normal"))
            blends = blend if isinstance(blend, list) else [blend]
            mask = resolve1(state.get("SMask"))
            normal = any(str(literal_name(mode)) in ("Normal", "Compatible") for mode in blends[:1])
            opaque = resolve1(state.get("ca", 1)) == 1 and normal and (mask is None or literal_name(mask) == "None")
        return replace(self, opaque=opaque)

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


class Marks:
    """The marked content that is open at a place of a content stream, and whether any of it is in a layer that is switched off."""

    def __init__(self, dark: bool = False) -> None:
        self._open: list[bool] = []
        self._hidden = int(dark)

    def begin(self, hidden: bool) -> None:
        """Opens one."""
        self._open.append(hidden)
        self._hidden += hidden

    def end(self) -> None:
        """Closes the last one."""
        if self._open:
            self._hidden -= self._open.pop()

    def darken(self, sight: Sight) -> Sight:
        """The sight under these marks."""
        dark = self._hidden > 0
        return sight if sight.dark is dark else replace(sight, dark=dark)


class Layers:
    """Which optional content a document switches off when it is opened (ISO 32000-1, 8.11.4)."""

    def __init__(self, catalog: dict[Any, Any]) -> None:
        properties = dict_value(catalog.get("OCProperties"))
        default = dict_value(properties.get("D"))
        base = _numbers(properties.get("OCGs")) if literal_name(resolve1(default.get("BaseState"))) == "OFF" else set()
        self.off = (base - _numbers(default.get("ON"))) | _numbers(default.get("OFF"))
        self._known: dict[int, bool] = {}

    def hide(self, content: object) -> bool:
        """Whether content that names this group or membership is not shown."""
        if not self.off:
            return False
        if not isinstance(content, PDFObjRef):
            return self._membership_hides(content)
        if content.objid not in self._known:
            self._known[content.objid] = content.objid in self.off or self._membership_hides(content)
        return self._known[content.objid]

    def _membership_hides(self, content: object) -> bool:
        membership = dict_value(content)
        groups = membership.get("OCGs")
        states = [number not in self.off for number in _numbers([groups] if isinstance(groups, PDFObjRef) and _is_group(groups) else groups)]
        if not states:
            return False
        policy = str(literal_name(resolve1(membership.get("P")))) if membership.get("P") else "AnyOn"
        seen = {"AllOn": all(states), "AnyOff": not all(states), "AllOff": not any(states)}
        return not seen.get(policy, any(states))


def _numbers(groups: object) -> set[int]:
    return {group.objid for group in list_value(groups) if isinstance(group, PDFObjRef)} if groups else set()


def _is_group(reference: PDFObjRef) -> bool:
    return isinstance(resolve1(reference), dict)


def unseen_of(boxes: NDArray[np.float64], runs: NDArray[np.int64], sights: Sequence[Sight], covers: Sequence[Cover]) -> NDArray[np.int64]:
    """(n,): why each glyph is not seen, `SHOWN` where it is. sights: one a run, runs counted from 1."""
    unseen = np.zeros(len(boxes), np.int64)
    if not len(boxes):
        return unseen
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    ends = np.searchsorted(runs, [cover.run + 1 for cover in covers[:PAGE_RULINGS]])
    for cover, end in zip(covers, ends.tolist(), strict=False):
        part = slice(0, end)
        under = (x[part] > cover.x0) & (x[part] < cover.x1) & (y[part] > cover.y0) & (y[part] < cover.y1)
        unseen[part][under] = PICTURED if cover.picture else COVERED
    clips = np.array([sight.clip or (-np.inf, -np.inf, np.inf, np.inf) for sight in sights])[runs - 1]
    outside = (x < clips[:, 0] - SLACK) | (x > clips[:, 2] + SLACK) | (y < clips[:, 1] - SLACK) | (y > clips[:, 3] + SLACK)
    unseen[outside] = CLIPPED
    unseen[np.array([sight.dark for sight in sights])[runs - 1]] = LAYER
    return unseen
