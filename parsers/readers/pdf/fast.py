"""Pages read fast: the same glyphs as `pdf_plain`, bit for bit, with an interpreter that only does what tables need.

The operators of a page are cut by one regular expression, show operators look their strings up in a cache for each font
and size, and boxes are worked out for the whole page at once. Every sum is taken in the order in which pdfminer takes it,
so that the numbers are the same to the last bit. What the strict grammar does not know, and vertical writing, raises
`Irregular`: the page is then read plainly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pdfminer.pdffont import PDFFont
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value
from pdfminer.utils import Matrix, Rect

from parsers.readers.pdf.faces import Alphabet, Face
from parsers.readers.pdf.fonts import FontBook
from parsers.readers.pdf.glyphs import NO_GLYPHS, Floats, Font, Glyphs, Page, Path
from parsers.readers.pdf.guard import content_bytes, content_streams
from parsers.readers.pdf.hidden import OPEN, Scene, Sight
from parsers.readers.pdf.inks import Ink
from parsers.readers.pdf.layers import Layers
from parsers.readers.pdf.limits import CODE_BYTES, PAGE_GLYPHS, too_many_glyphs
from parsers.readers.pdf.operators import Irregular, scan_operators
from parsers.readers.pdf.pen import Pen
from parsers.readers.pdf.plain import ems, font_record, page_matrix, unit_directions

COLUMNS = 16
"""Matrix (6), size, rise, descent, y, 0, spacing, font, run, mode, glyphs."""
PICTURE_INLINE = frozenset((b"BI", b"ID", b"EI"))


class FastReader:
    """Reads the pages of one document."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.faces: dict[tuple[int, float, float], Face] = {}
        self.alphabets: dict[int, Alphabet] = {}
        self.places: dict[int, int] = {}
        self.fonts: list[Font] = []

    def read_page(self, page: PDFPage, number: int) -> Page:
        """What the page paints, in user space. Raises Irregular where only pdfminer's own parser will do."""
        canvas = Canvas(self, Layers(page.doc.catalog))
        canvas.draw(page.resources, content_streams(page), page_matrix(page), frozenset(), OPEN, 0)
        self.book.budget.spend("glyphs", len(canvas.texts))
        return Page(
            number, 0.0, 0.0, canvas.glyphs(), tuple(self.fonts), tuple(canvas.paths), tuple(canvas.images), canvas.operators
        )  # fmt: skip

    def face(self, font: PDFFont, size: float, scaling: float) -> Face:
        """The font at a size, made once. Raises Irregular for vertical writing."""
        key = (id(font), size, scaling)
        face = self.faces.get(key)
        if face is None:
            alphabet = self.alphabets.get(id(font))
            if alphabet is None:
                if font.is_vertical():
                    raise Irregular(b"vertical writing")
                alphabet = self.alphabets[id(font)] = Alphabet(font)  # holds the font, so that no other one gets its id
            face = self.faces[key] = Face(alphabet, size, scaling)
        return face

    def place(self, font: PDFFont) -> int:
        """Index of the font's record in `fonts`."""
        found = self.places.get(id(font))
        if found is None:
            found = self.places[id(font)] = len(self.fonts)
            self.fonts.append(font_record(font))
        return found


class Canvas:
    """What one page has painted so far."""

    def __init__(self, reader: FastReader, layers: Layers) -> None:
        self.reader, self.layers = reader, layers
        self.scene = Scene()
        self.texts: list[str] = []
        self.xs: list[float] = []
        self.advances: list[float] = []
        self.rows: list[float] = []
        """`COLUMNS` numbers for each show operator that drew something."""
        self.paths: list[Path] = []
        self.images: list[Rect] = []
        self.operators = 0
        self.run = 0

    def draw(
        self, resources: Any, streams: Sequence[PDFStream], ctm: Matrix, within: frozenset[int], sight: Sight, color: object
    ) -> None:  # fmt: skip
        """Paints a page's or a form's content.

        within: the numbers of the streams that are being painted around it; color: what it begins to fill with, None for a form,
        which inherits it.
        """
        budget = self.reader.book.budget
        budget.spend("forms", 1)
        valid = [stream for stream in streams if stream.objid is not None and stream.objid not in within]
        around = within | {stream.objid for stream in valid if stream.objid is not None}
        pen = Pen(self, dict_value(resources) if resources else {}, ctm, around, sight, color)
        handlers = pen.handlers
        for operands, operator in scan_operators(content_bytes(valid, budget)):
            handler = handlers.get(operator)
            if handler is not None:
                handler(operands)
            elif operator in PICTURE_INLINE:
                raise Irregular(operator)

    def begin_run(self, sight: Sight, ink: Ink | None, size: int) -> None:
        """Counts a show operator. size: bytes of its strings. Raises UnreadableDocument (`too_large`)."""
        self.run += 1
        self.operators += 1
        self.scene.show(sight, ink)
        if len(self.texts) > PAGE_GLYPHS or len(self.texts) + size > CODE_BYTES * PAGE_GLYPHS:
            raise too_many_glyphs()

    def glyphs(self) -> Glyphs:
        """All glyphs in user space, box for box as LTChar works them out."""
        if not self.texts:
            return NO_GLYPHS
        rows = np.array(self.rows, dtype=np.float64).reshape(-1, COLUMNS)
        counts = rows[:, 15].astype(np.int64)
        fonts = rows[:, 12].astype(np.int64)
        spacing = rows[:, 11] * np.hypot(rows[:, 0], rows[:, 1])
        sizes = ems(rows[:, 0:4], rows[:, 6], np.array([font.em for font in self.reader.fonts])[fonts])
        per_glyph = np.repeat(rows, counts, axis=0)
        boxes, origins = runs_to_boxes(per_glyph, np.array(self.xs), np.array(self.advances))
        runs = per_glyph[:, 13].astype(np.int64)
        return Glyphs(
            self.texts,
            boxes=boxes,
            origins=origins,
            directions=np.repeat(unit_directions(rows[:, 0:4]), counts, axis=0),
            sizes=np.repeat(sizes, counts),
            spacing=np.repeat(spacing, counts),
            fonts=np.repeat(fonts, counts),
            runs=runs,
            modes=per_glyph[:, 14].astype(np.int64),
            unseen=self.scene.unseen_of(boxes, runs),
        )


def runs_to_boxes(rows: Floats, xs: Floats, advances: Floats) -> tuple[Floats, Floats]:
    """(n, 4) boxes and (n, 2) origins in user space; rows: a, b, c, d, e, f, size, rise, descent, y ... of each glyph's run."""
    a, b, c, d, e, f, size, rise, descent, y = (rows[:, i] for i in range(10))
    e = xs * a + y * c + e
    f = xs * b + y * d + f
    bottom = descent + rise
    top = bottom + size
    left_x, right_x, low_x, high_x = a * 0.0, a * advances, c * bottom, c * top
    left_y, right_y, low_y, high_y = b * 0.0, b * advances, d * bottom, d * top
    across = ((left_x + low_x) + e, (right_x + low_x) + e, (right_x + high_x) + e, (left_x + high_x) + e)
    along = ((left_y + low_y) + f, (right_y + low_y) + f, (right_y + high_y) + f, (left_y + high_y) + f)
    boxes = np.column_stack(
        (np.minimum.reduce(across), np.minimum.reduce(along), np.maximum.reduce(across), np.maximum.reduce(along))
    )  # fmt: skip
    return boxes, np.column_stack((e + rise * c, f + rise * d))
