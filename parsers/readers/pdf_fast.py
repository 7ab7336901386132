"""Pages read fast: the same glyphs as `pdf_plain`, bit for bit, with an interpreter that only does what tables need.

The operators of a page are cut by one regular expression, show operators look their strings up in a cache for each font
and size, and boxes are worked out for the whole page at once. Every sum is taken in the order in which pdfminer takes it,
so that the numbers are the same to the last bit. What the strict grammar does not know, and vertical writing, raises
`Irregular`: the page is then read plainly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import Any, cast

import numpy as np
from pdfminer.pdfcolor import PREDEFINED_COLORSPACE
from pdfminer.pdffont import PDFFont
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import MATRIX_IDENTITY, Matrix, PathSegment, Rect, apply_matrix_rect, mult_matrix

from parsers.readers.pdf_fonts import Face, FontBook
from parsers.readers.pdf_glyphs import NO_GLYPHS, Floats, Font, Glyphs, Page, Path
from parsers.readers.pdf_guard import DEPTH, PAGE_GLYPHS, Broken, content_bytes, content_streams, too_many_glyphs
from parsers.readers.pdf_plain import UNIT_SQUARE, LazyFonts, LazySpaces, ems, font_record, page_matrix, spacing_after, unit_directions
from parsers.readers.pdf_rulings import painted_white, path_to_rulings
from parsers.readers.pdf_scan import ARRAY, Irregular, numbers, scan_operators, string_pieces

FORM, IMAGE = LIT("Form"), LIT("Image")
PICTURE_INLINE = frozenset((b"BI", b"ID", b"EI"))
BLANK = 32
"""The code of a font of one-byte codes that word spacing widens."""
State = tuple[Any, ...]


class FastReader:
    """Reads the pages of one document."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.faces: dict[tuple[int, float, float], Face] = {}
        self.chars: dict[int, dict[int, tuple[str, float]]] = {}
        self.places: dict[int, int] = {}
        self.fonts: list[Font] = []
        self.held: list[PDFFont] = []

    def read_page(self, page: PDFPage, number: int) -> Page:
        """What the page paints, in user space. Raises Irregular where only pdfminer's own parser will do."""
        canvas = Canvas(self)
        canvas.draw(page.resources, content_streams(page), page_matrix(page), frozenset())
        self.book.budget.spend("glyphs", len(canvas.texts))
        return Page(
            number, 0.0, 0.0, canvas.glyphs(), tuple(self.fonts), tuple(canvas.paths), tuple(canvas.images), canvas.operators
        )  # fmt: skip

    def face(self, font: PDFFont, size: float, scaling: float) -> Face:
        """The font at a size, made once."""
        key = (id(font), size, scaling)
        face = self.faces.get(key)
        if face is None:
            face = self.faces[key] = Face(font, size, scaling, self.chars.setdefault(id(font), {}))
            if id(font) not in self.places:
                self.held.append(font)
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

    def __init__(self, reader: FastReader) -> None:
        self.reader = reader
        self.texts: list[str] = []
        self.xs: list[float] = []
        self.advances: list[float] = []
        self.rows: list[tuple[float, ...]] = []
        self.paths: list[Path] = []
        self.images: list[Rect] = []
        self.operators = 0
        self.run = 0

    def draw(self, resources: Any, streams: Sequence[PDFStream], ctm: Matrix, within: frozenset[int]) -> None:
        """Paints a page's or a form's content. within: the numbers of the streams that are being painted around it."""
        budget = self.reader.book.budget
        budget.spend("forms", 1)
        valid = [stream for stream in streams if stream.objid is not None and stream.objid not in within]
        around = within | {stream.objid for stream in valid if stream.objid is not None}
        pen = Pen(self, dict_value(resources) if resources else {}, ctm, around)
        handlers = pen.handlers
        for operands, operator in scan_operators(content_bytes(valid, budget)):
            handler = handlers.get(operator)
            if handler is not None:
                handler(operands)
            elif operator in PICTURE_INLINE:
                raise Irregular(operator)

    def glyphs(self) -> Glyphs:
        """All glyphs in user space, box for box as LTChar works them out."""
        if not self.texts:
            return NO_GLYPHS
        rows = np.array(self.rows, dtype=np.float64)
        counts = rows[:, 15].astype(np.int64)
        fonts = rows[:, 12].astype(np.int64)
        spacing = rows[:, 11] * np.hypot(rows[:, 0], rows[:, 1])
        sizes = ems(rows[:, 0:4], rows[:, 6], np.array([font.em for font in self.reader.fonts])[fonts])
        per_glyph = np.repeat(rows, counts, axis=0)
        boxes, origins = runs_to_boxes(per_glyph, np.array(self.xs), np.array(self.advances))
        return Glyphs(
            self.texts,
            boxes=boxes,
            origins=origins,
            directions=np.repeat(unit_directions(rows[:, 0:4]), counts, axis=0),
            sizes=np.repeat(sizes, counts),
            spacing=np.repeat(spacing, counts),
            fonts=np.repeat(fonts, counts),
            runs=per_glyph[:, 13].astype(np.int64),
            modes=per_glyph[:, 14].astype(np.int64),
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


class Pen:
    """The graphics and text state of one content stream, with a handler for each operator that matters."""

    def __init__(self, canvas: Canvas, resources: dict[Any, Any], ctm: Matrix, around: frozenset[int]) -> None:
        self.canvas, self.resources, self.around = canvas, resources, around
        self.fonts = LazyFonts(canvas.reader.book, dict_value(resources.get("Font")))
        self.spaces = LazySpaces(dict_value(resources.get("ColorSpace")))
        self.fontmap: dict[bytes, PDFFont] = {}
        self.stack: list[State] = []
        self.ctm = ctm
        self.font: PDFFont | None = None
        self.size = self.charspace = self.wordspace = self.leading = self.rise = 0.0
        self.scaling = 100.0
        self.render = 0
        self.matrix: Matrix = MATRIX_IDENTITY
        self.line = (0.0, 0.0)
        self.width = 0.0
        self.color: object = 0
        self.space = PREDEFINED_COLORSPACE["DeviceGray"]
        self.path: list[PathSegment] = []
        self.handlers: dict[bytes, Callable[[bytes], None]] = {
            b"q": self.save, b"Q": self.restore, b"cm": self.transform, b"w": self.pen_width, b"Do": self.paint_object,
            b"BT": self.begin_text, b"Tf": self.set_font, b"Tm": self.set_matrix, b"Td": self.move, b"TD": self.move_leading,
            b"T*": self.next_line, b"Tj": self.show, b"TJ": self.show_array, b"'": self.next_line_show, b'"': self.spaced_show,
            b"Tc": self.set_charspace, b"Tw": self.set_wordspace, b"Tz": self.set_scaling, b"TL": self.set_leading,
            b"Ts": self.set_rise, b"Tr": self.set_render,
            b"m": self.path_m, b"l": self.path_l, b"c": self.path_c, b"v": self.path_v, b"y": self.path_y, b"h": self.path_h,
            b"re": self.path_re, b"n": self.end_path,
            b"S": self.stroke, b"s": self.close_stroke, b"f": self.fill, b"F": self.fill, b"f*": self.fill,
            b"B": self.fill_stroke, b"B*": self.fill_stroke, b"b": self.close_fill_stroke, b"b*": self.close_fill_stroke,
            b"g": self.gray, b"rg": self.rgb, b"k": self.cmyk, b"cs": self.color_space, b"sc": self.components, b"scn": self.components,
        }  # fmt: skip

    # graphics state

    def save(self, _: bytes) -> None:
        if len(self.stack) > DEPTH:
            raise Broken("graphics states are saved and never restored")
        self.stack.append((
            self.ctm, self.font, self.size, self.charspace, self.wordspace, self.leading, self.rise, self.scaling, self.render, self.matrix,
            self.line, self.width, self.color, self.space,
        ))  # fmt: skip

    def restore(self, _: bytes) -> None:
        if self.stack:
            (
                self.ctm, self.font, self.size, self.charspace, self.wordspace, self.leading, self.rise, self.scaling, self.render,
                self.matrix, self.line, self.width, self.color, self.space,
            ) = self.stack.pop()  # fmt: skip

    def transform(self, operands: bytes) -> None:
        self.ctm = mult_matrix(cast(Matrix, tuple(numbers(operands, 6))), self.ctm)

    def pen_width(self, operands: bytes) -> None:
        self.width = numbers(operands, 1)[0] * (self.ctm[0] ** 2 + self.ctm[1] ** 2) ** 0.5

    # text state

    def begin_text(self, _: bytes) -> None:
        self.matrix = MATRIX_IDENTITY
        self.line = (0.0, 0.0)

    def set_font(self, operands: bytes) -> None:
        try:
            name, size = operands.split()
            self.size = float(size)
        except ValueError as error:
            raise Irregular(operands) from error
        font = self.fontmap.get(name)
        if font is None:
            if not name.startswith(b"/"):
                raise Irregular(name)
            font = self.fontmap[name] = self.fonts[name[1:].decode("utf-8", "replace")]
        self.font = font

    def set_matrix(self, operands: bytes) -> None:
        self.matrix = cast(Matrix, tuple(numbers(operands, 6)))
        self.line = (0.0, 0.0)

    def move(self, operands: bytes) -> None:
        tx, ty = numbers(operands, 2)
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, tx * a + ty * c + e, tx * b + ty * d + f)
        self.line = (0.0, 0.0)

    def move_leading(self, operands: bytes) -> None:
        self.move(operands)
        self.leading = numbers(operands, 2)[1]

    def next_line(self, _: bytes) -> None:
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, self.leading * c + e, self.leading * d + f)
        self.line = (0.0, 0.0)

    def set_charspace(self, operands: bytes) -> None:
        self.charspace = numbers(operands, 1)[0]

    def set_wordspace(self, operands: bytes) -> None:
        self.wordspace = numbers(operands, 1)[0]

    def set_scaling(self, operands: bytes) -> None:
        self.scaling = numbers(operands, 1)[0]

    def set_leading(self, operands: bytes) -> None:
        self.leading = -numbers(operands, 1)[0]

    def set_rise(self, operands: bytes) -> None:
        self.rise = numbers(operands, 1)[0]

    def set_render(self, operands: bytes) -> None:
        self.render = int(numbers(operands, 1)[0])

    # text

    def show(self, operands: bytes) -> None:
        pieces = string_pieces(operands)
        if len(pieces) != 1 or operands[:1] not in b"(<":
            raise Irregular(operands[:40])
        self._draw(pieces)

    def show_array(self, operands: bytes) -> None:
        if operands[:1] != b"[" or (operands.count(b"[") > 1 and ARRAY.fullmatch(operands) is None):
            raise Irregular(operands[:40])
        self._draw(string_pieces(operands))

    def next_line_show(self, operands: bytes) -> None:
        self.next_line(operands)
        self.show(operands)

    def spaced_show(self, operands: bytes) -> None:
        pieces = string_pieces(operands)
        if len(pieces) != 3 or not isinstance(pieces[0], float) or not isinstance(pieces[1], float) or not isinstance(pieces[2], bytes):
            raise Irregular(operands[:40])
        self.wordspace, self.charspace = pieces[0], pieces[1]
        self.next_line(operands)
        self._draw(pieces[2:])

    def _draw(self, pieces: list[float | bytes]) -> None:
        font, canvas = self.font, self.canvas
        if font is None:
            return
        if font.is_vertical():
            raise Irregular(b"vertical writing")
        canvas.run += 1
        canvas.operators += 1
        if len(canvas.texts) > PAGE_GLYPHS:
            raise too_many_glyphs()
        scaling = self.scaling * 0.01
        face = canvas.reader.face(font, self.size, scaling)
        charspace = self.charspace * scaling
        wordspace = 0.0 if face.multibyte else self.wordspace * scaling
        step = 0.001 * self.size * scaling
        x, y = self.line
        xs, all_texts, all_advances, known = canvas.xs, canvas.texts, canvas.advances, face.known.get
        before = len(all_texts)
        spaced = False
        for piece in pieces:
            if isinstance(piece, float):
                x -= piece * step
                spaced = True
                continue
            texts, advances, codes = known(piece) or face.show(piece)
            all_texts += texts
            all_advances += advances
            if not charspace and not wordspace:
                xs.extend(accumulate(advances, initial=x))
                x = xs.pop()
            elif not wordspace or BLANK not in codes:
                for advance in advances:
                    if spaced:
                        x += charspace
                    xs.append(x)
                    x += advance
                    spaced = True
            else:
                for advance, code in zip(advances, codes, strict=True):
                    if spaced:
                        x += charspace
                    xs.append(x)
                    x += advance
                    if code == BLANK:
                        x += wordspace
                    spaced = True
        count = len(canvas.texts) - before
        if count:
            matrix = mult_matrix(self.matrix, self.ctm)
            row = (self.size, self.rise, face.descent, y, 0.0, charspace, canvas.reader.place(font), canvas.run, self.render, count)
            canvas.rows.append((*matrix, *row))
        self.line = spacing_after((x, y), pieces, charspace, count > 0, False)

    # paths

    def path_m(self, operands: bytes) -> None:
        self.path.append(("m", *numbers(operands, 2)))  # type: ignore[arg-type]

    def path_l(self, operands: bytes) -> None:
        self.path.append(("l", *numbers(operands, 2)))  # type: ignore[arg-type]

    def path_c(self, operands: bytes) -> None:
        self.path.append(("c", *numbers(operands, 6)))  # type: ignore[arg-type]

    def path_v(self, operands: bytes) -> None:
        self.path.append(("v", *numbers(operands, 4)))  # type: ignore[arg-type]

    def path_y(self, operands: bytes) -> None:
        self.path.append(("y", *numbers(operands, 4)))  # type: ignore[arg-type]

    def path_h(self, _: bytes) -> None:
        self.path.append(("h",))

    def path_re(self, operands: bytes) -> None:
        x, y, w, h = numbers(operands, 4)
        self.path += (("m", x, y), ("l", x + w, y), ("l", x + w, y + h), ("l", x, y + h), ("h",))

    def end_path(self, _: bytes) -> None:
        self.path = []

    def stroke(self, _: bytes) -> None:
        self._paint(True, False)

    def close_stroke(self, _: bytes) -> None:
        self.path.append(("h",))
        self._paint(True, False)

    def fill(self, _: bytes) -> None:
        self._paint(False, True)

    def fill_stroke(self, _: bytes) -> None:
        self._paint(True, True)

    def close_fill_stroke(self, _: bytes) -> None:
        self.path.append(("h",))
        self._paint(True, True)

    def _paint(self, stroke: bool, fill: bool) -> None:
        self.canvas.operators += 1
        white = fill and painted_white(self.color, self.space.name)
        self.canvas.paths.extend(path_to_rulings(self.path, self.ctm, self.width, stroke, fill, white))
        self.path = []

    # colours of filling, kept to tell what is painted white

    def gray(self, operands: bytes) -> None:
        self.color, self.space = numbers(operands, 1)[0], PREDEFINED_COLORSPACE["DeviceGray"]

    def rgb(self, operands: bytes) -> None:
        self.color, self.space = tuple(numbers(operands, 3)), PREDEFINED_COLORSPACE["DeviceRGB"]

    def cmyk(self, operands: bytes) -> None:
        self.color, self.space = tuple(numbers(operands, 4)), PREDEFINED_COLORSPACE["DeviceCMYK"]

    def color_space(self, operands: bytes) -> None:
        name = operands.strip()[1:].decode("utf-8", "replace")
        with suppress(KeyError):
            self.space = self.spaces[name]

    def components(self, operands: bytes) -> None:
        if b"/" in operands:
            self.color = operands
            return
        values = numbers(operands, self.space.ncomponents)
        if len(values) in (1, 3, 4):
            self.color = values[0] if len(values) == 1 else tuple(values)

    # forms and pictures

    def paint_object(self, operands: bytes) -> None:
        name = operands.strip()[1:].decode("utf-8", "replace")
        entry = dict_value(self.resources.get("XObject")).get(name)
        if entry is None:
            return
        stream = stream_value(entry)
        subtype = stream.get("Subtype")
        if subtype is FORM and "BBox" in stream:
            self._paint_form(stream)
        elif subtype is IMAGE and "Width" in stream and "Height" in stream:
            self.canvas.operators += 1
            self.canvas.images.append(apply_matrix_rect(self.ctm, UNIT_SQUARE))

    def _paint_form(self, form: PDFStream) -> None:
        matrix = cast(Matrix, list_value(form.get("Matrix", MATRIX_IDENTITY)))
        own = form.get("Resources")
        resources = dict_value(own) if own else self.resources
        self.canvas.draw(resources, [form], mult_matrix(matrix, self.ctm), self.around)
