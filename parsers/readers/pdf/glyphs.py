"""The glyphs and rulings of one page as flat arrays, in the order of drawing, and what a reader must hide or drop of them.

Two coordinate spaces, converted once at the door (`show_page`):

    user space   points, origin at the bottom left of the MediaBox, /Rotate applied: what the interpreters deliver,
                 equal to pdfminer's LTChar boxes
    page space   points, origin at the top left of the CropBox as shown: what every later step and every record uses
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

from parsers.readers.pdf.hidden import CAUSES, CLEAR, CLIPPED, COVERED, DROWNED, LAYER, PICTURED

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

INVISIBLE = 3
"""Text render mode that paints nothing: the text layer of an OCR program, or words kept for searching."""
OVERPRINT_ADVANCE = 0.35
"""A second print of one character stands within this part of its advance (measured: nothing lost of 37,656 glyphs) ..."""
OVERPRINT_SIZE = 0.25
"""... and within this part of its size across."""
OVERPRINT_BAND = 4.0
"""Points: the height of the bands that copies are looked for in."""
CROP_SLACK = 0.5
"""Points that a glyph's middle may stand outside of the CropBox and still count as shown."""
MARK = "(cid:"

BOLD = regex.compile(
    r"""
    bold | heavy | black | demi                        # of a name of the West
  | [-_ ,] (?: W[6-9] | B | DB | EB | UB | M?B ) (?! [a-z] )   # HiraKakuPro-W6, FOT-RodinPro-DB
  """,
    regex.VERBOSE | regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Font:
    """What a page needs to know of a font."""

    name: str
    bold: bool
    vertical: bool
    em: float
    """Height of the em in units of the font size: 1, other than 1 for a Type 3 font with a matrix of its own."""


def font_of_name(name: str, vertical: bool = False, em: float = 1.0) -> Font:
    """The font record; bold as far as its name says so."""
    return Font(name, BOLD.search(name.partition("+")[2] or name) is not None, vertical, em)


class Path(NamedTuple):
    """A straight line or an upright rectangle that a page paints. Other curves are no rulings and are not kept."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    """Of the pen, in points; 0 where the path is only filled."""
    filled: bool
    stroked: bool
    white: bool = False
    """Filled with white: hides what is under it, rules nothing."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Parallel arrays with an entry for each glyph, in the order of drawing."""

    texts: list[str]
    """Mostly one character; a ligature has more; `(cid:7)` where the font has no Unicode for the glyph."""
    boxes: Floats
    """(n, 4): x0, y0, x1, y1 in user space or x0, top, x1, bottom in page space."""
    origins: Floats
    """(n, 2): where the glyph stands on its baseline, the rise included."""
    directions: Floats
    """(n, 2): one unit of text space along the line of writing, as the page sees it."""
    sizes: Floats
    """(n,): the em in points."""
    spacing: Floats
    """(n,): the character spacing (Tc) in points, which widens the gap after a glyph and is no gap of its own."""
    fonts: Ints
    """(n,): index to `Page.fonts`."""
    runs: Ints
    """(n,): number of the show operator that drew it."""
    modes: Ints
    """(n,): text render mode."""
    unseen: Ints
    """(n,): why a glyph that was drawn is not seen (pdf_hidden.CAUSES); 0 where it is."""

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, keep: Flags | Ints) -> Glyphs:
        """The glyphs that a mask or an index array names, in its order."""
        places = np.flatnonzero(keep) if keep.dtype == np.bool_ else keep
        return Glyphs(
            [self.texts[i] for i in places.tolist()],
            self.boxes[places], self.origins[places], self.directions[places], self.sizes[places],
            self.spacing[places], self.fonts[places], self.runs[places], self.modes[places], self.unseen[places],
        )  # fmt: skip


NO_GLYPHS = Glyphs(
    [], np.empty((0, 4)), np.empty((0, 2)), np.empty((0, 2)), np.empty(0), np.empty(0),
    np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What is painted on a page."""

    number: int
    width: float
    height: float
    """Of the page as shown, in points."""
    glyphs: Glyphs
    fonts: tuple[Font, ...]
    paths: tuple[Path, ...] = ()
    images: tuple[tuple[float, float, float, float], ...] = ()
    """Boxes of the pictures, in the space of the glyphs."""
    operators: int = 0
    """Painting operators met, text and pictures included: a page with many and no glyph is suspicious."""
    overprinted: int = 0
    """Copies of glyphs that were dropped because they thicken one drawn before."""
    emboldened: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    """(n,): a copy of this glyph was dropped, so it looks bold."""
    hidden: Mapping[str, int] = field(default_factory=dict)
    """Glyphs that are not shown and were left out, by the cause."""
    ocr: bool = False
    """All of its text is invisible over pictures: somebody's OCR wrote it."""
    turned: int = 0
    """Quarter turns clockwise that the page was given to read text that runs up or down the shown page."""


def show_page(page: Page, crop: tuple[float, float, float, float]) -> Page:
    """The page in page space, without the glyphs that lie outside of the CropBox. crop: in user space, /Rotate applied."""
    left, bottom, right, top = crop
    inside = _inside(page.glyphs.boxes, crop)
    kept = page.glyphs if inside.all() else page.glyphs.take(inside)
    glyphs = replace(
        kept,
        boxes=np.column_stack((kept.boxes[:, 0] - left, top - kept.boxes[:, 3], kept.boxes[:, 2] - left, top - kept.boxes[:, 1])),
        origins=np.column_stack((kept.origins[:, 0] - left, top - kept.origins[:, 1])),
        directions=kept.directions * (1.0, -1.0),
    )
    return replace(
        page,
        width=right - left,
        height=top - bottom,
        glyphs=glyphs,
        paths=tuple(
            Path(path.x0 - left, top - path.y1, path.x1 - left, top - path.y0, path.width, path.filled, path.stroked, path.white)
            for path in page.paths
            if path.x1 >= left and path.x0 <= right and path.y1 >= bottom and path.y0 <= top
        ),
        images=tuple((x0 - left, top - y1, x1 - left, top - y0) for x0, y0, x1, y1 in page.images),
        hidden=_counted(page.hidden, "outside of the CropBox", page.glyphs.texts, ~inside),
    )


def _inside(boxes: Floats, crop: tuple[float, float, float, float]) -> Flags:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: Flags = (x >= crop[0] - CROP_SLACK) & (x <= crop[2] + CROP_SLACK) & (y >= crop[1] - CROP_SLACK) & (y <= crop[3] + CROP_SLACK)
    return inside


def _counted(hidden: Mapping[str, int], cause: str, texts: Sequence[str], unseen: Flags) -> dict[str, int]:
    """The counts with those of one more cause; a blank that is not shown is no loss."""
    count = sum(not texts[place].isspace() for place in np.flatnonzero(unseen).tolist())
    return {**hidden, cause: hidden.get(cause, 0) + count} if count else dict(hidden)


def hide_unseen(page: Page) -> Page:
    """The page without the text that nobody sees, counted by cause.

    Where all that is left is invisible or behind a picture, and a picture is there, it is what OCR read and is kept.
    """
    for code in (CLIPPED, LAYER, COVERED, DROWNED, CLEAR):
        page = _hide(page, page.glyphs.unseen == code, CAUSES[code])
    invisible, pictured_ = page.glyphs.modes == INVISIBLE, page.glyphs.unseen == PICTURED
    if len(page.glyphs) and page.images and (invisible | pictured_).all():
        return replace(page, ocr=True)
    page = _hide(page, pictured_, CAUSES[PICTURED])
    return _hide(page, page.glyphs.modes == INVISIBLE, "invisible")


def _hide(page: Page, unseen: Flags, cause: str) -> Page:
    if not unseen.any():
        return page
    return replace(page, glyphs=page.glyphs.take(~unseen), hidden=_counted(page.hidden, cause, page.glyphs.texts, unseen))


def drop_overprint(page: Page) -> Page:
    """The page with each character once: producers thicken type by drawing it up to four times, shifted by 0.1 to 1 pt.

    A glyph goes when the same character was drawn before within `OVERPRINT_ADVANCE` of its advance along the line and
    `OVERPRINT_SIZE` of its size across. A second *different* character in one place is no overprint and stays.
    """
    glyphs = page.glyphs
    count = len(glyphs)
    kept_for = _first_prints(glyphs) if count else np.empty(0, np.int64)
    copies = kept_for != np.arange(count)
    if not copies.any():
        return replace(page, emboldened=np.zeros(count, np.bool_))
    bold = np.zeros(count, np.bool_)
    bold[kept_for[copies]] = True
    return replace(page, glyphs=glyphs.take(~copies), overprinted=page.overprinted + int(copies.sum()), emboldened=bold[~copies])


def _first_prints(glyphs: Glyphs) -> Ints:
    """For each glyph the index of the first print of it: its own, where it is no copy.

    Sorted by character and then along a band of the page, copies are neighbours; a second set of bands, half a band lower,
    finds those that a border between two bands parts.
    """
    codes = _codes(glyphs.texts)
    x, y = glyphs.origins[:, 0], glyphs.origins[:, 1]
    pairs: set[tuple[int, int]] = set()
    for shift in (0.0, 0.5):
        ranking = np.lexsort((x, np.floor(y / OVERPRINT_BAND + shift), codes))
        for step in (1, 2, 3):
            one, other = ranking[:-step], ranking[step:]
            near = (codes[one] == codes[other]) & (np.abs(x[one] - x[other]) + np.abs(y[one] - y[other]) <= glyphs.sizes[one])
            one, other = one[near], other[near]
            close = _is_copy(glyphs, one, other)
            pairs.update(zip(one[close].tolist(), other[close].tolist(), strict=True))
    first = np.arange(len(glyphs))
    for one_, other_ in sorted((min(pair), max(pair)) for pair in pairs):
        first[other_] = min(first[other_], first[one_])
    return first


def _codes(texts: Sequence[str]) -> Ints:
    """(n,): a number for each text, the same for the same text."""
    if set(map(len, texts)) == {1}:
        return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts])


def _is_copy(glyphs: Glyphs, one: Ints, other: Ints) -> Flags:
    same = np.abs(glyphs.sizes[one] - glyphs.sizes[other]) <= 0.1 * glyphs.sizes[one]
    shift = glyphs.origins[one] - glyphs.origins[other]
    direction = glyphs.directions[one]
    along = np.abs(shift[:, 0] * direction[:, 0] + shift[:, 1] * direction[:, 1])
    across = np.abs(shift[:, 1] * direction[:, 0] - shift[:, 0] * direction[:, 1])
    boxes = glyphs.boxes[one]
    wide = np.where(np.abs(direction[:, 0]) >= np.abs(direction[:, 1]), boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    copy: Flags = same & (along <= OVERPRINT_ADVANCE * wide) & (across <= OVERPRINT_SIZE * glyphs.sizes[one])
    return copy


def turn_upright(page: Page) -> Page:
    """The page turned by quarters so that most of its text runs from left to right.

    Landscape tables are set on portrait pages with the text running up the page; they are read as the reader turns the sheet.
    """
    directions = page.glyphs.directions
    if not len(directions):
        return page
    turns = [int(np.sum(_runs_to(directions, x, y))) for x, y in ((1, 0), (0, -1), (-1, 0), (0, 1))]
    best = max(range(4), key=lambda quarter: turns[quarter])
    for _ in range(best):
        page = _turn_clockwise(page)
    return replace(page, turned=best)


def _runs_to(directions: Floats, x: float, y: float) -> Flags:
    to: Flags = directions[:, 0] * x + directions[:, 1] * y > 0.99
    return to


def _turn_clockwise(page: Page) -> Page:
    high = page.height
    glyphs = page.glyphs
    boxes = glyphs.boxes
    return replace(
        page,
        width=page.height,
        height=page.width,
        glyphs=replace(
            glyphs,
            boxes=np.column_stack((high - boxes[:, 3], boxes[:, 0], high - boxes[:, 1], boxes[:, 2])),
            origins=np.column_stack((high - glyphs.origins[:, 1], glyphs.origins[:, 0])),
            directions=np.column_stack((-glyphs.directions[:, 1], glyphs.directions[:, 0])),
        ),
        paths=tuple(path._replace(x0=high - path.y1, y0=path.x0, x1=high - path.y0, y1=path.x1) for path in page.paths),
        images=tuple((high - y1, x0, high - y0, x1) for x0, y0, x1, y1 in page.images),
    )


def level(page: Page) -> Flags:
    """(n,): the glyph's line of writing runs from left to right."""
    return _runs_to(page.glyphs.directions, 1, 0)


def pictured(page: Page) -> float:
    """The part of the page that its pictures cover, counted one by one: 0 to 1."""
    area = sum(
        max(0.0, min(x1, page.width) - max(x0, 0.0)) * max(0.0, min(bottom, page.height) - max(top, 0.0)) for x0, top, x1, bottom in page.images
    )
    return min(1.0, area / max(page.width * page.height, 1.0))


def unnamed(texts: Sequence[str]) -> int:
    """How many glyphs have no Unicode."""
    whole = "\0".join(texts)
    return whole.count(MARK) + whole.count("\ufffd")
