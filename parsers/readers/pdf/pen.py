"""The graphics and text state of a content stream on the fast path: a handler for each operator that tables need."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from pdfminer.pdfcolor import PREDEFINED_COLORSPACE
from pdfminer.pdffont import PDFFont, PDFType3Font
from pdfminer.pdftypes import PDFStream, dict_value, list_value, stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import MATRIX_IDENTITY, Matrix, PathSegment, apply_matrix_rect, mult_matrix

from parsers.readers.pdf.faces import Face, GlyphRun, Spacing, place_array, place_pieces, place_string
from parsers.readers.pdf.hidden import Sight, form_to_path, hides_what_is_under
from parsers.readers.pdf.inks import ink_of
from parsers.readers.pdf.layers import Marks
from parsers.readers.pdf.limits import DEPTH, Broken
from parsers.readers.pdf.operators import ARRAY, Irregular, number_of, numbers, single_string, split_array, string_pieces
from parsers.readers.pdf.plain import UNIT_SQUARE, LazyFonts, LazySpaces, led_by_number, spacing_after
from parsers.readers.pdf.rulings import painted_white, path_to_rulings

if TYPE_CHECKING:
    from parsers.readers.pdf.fast import Canvas

FORM, IMAGE = LIT("Form"), LIT("Image")
State = tuple[Any, ...]


class Pen:
    """The graphics and text state of one content stream, with a handler for each operator that matters."""

    def __init__(self, canvas: Canvas, resources: dict[Any, Any], ctm: Matrix, around: frozenset[int], sight: Sight, color: object) -> None:
        self.canvas, self.resources, self.around = canvas, resources, around
        self.sight = sight
        self.marks = Marks(sight.dark)
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
        self.color: object = color
        self.space = PREDEFINED_COLORSPACE["DeviceGray"]
        self.path: list[PathSegment] = []
        self.handlers: dict[bytes, Callable[[bytes], None]] = {
            b"q": self.save, b"Q": self.restore, b"cm": self.transform, b"w": self.pen_width, b"Do": self.paint_object,
            b"BT": self.begin_text, b"Tf": self.set_font, b"Tm": self.set_matrix, b"Td": self.move, b"TD": self.move_leading,
            b"T*": self.next_line, b"Tj": self.show, b"TJ": self.show_array, b"'": self.next_line_show, b'"': self.spaced_show,
            b"Tc": self.set_charspace, b"Tw": self.set_wordspace, b"Tz": self.set_scaling, b"TL": self.set_leading,
            b"Ts": self.set_rise, b"Tr": self.set_render,
            b"m": self.path_m, b"l": self.path_l, b"c": self.path_c, b"v": self.path_v, b"y": self.path_y, b"h": self.path_h,
            b"re": self.path_re, b"n": self.end_path, b"W": self.clip, b"W*": self.clip, b"gs": self.parameters,
            b"BMC": self.begin_marked, b"BDC": self.begin_marked, b"EMC": self.end_marked,
            b"S": self.stroke, b"s": self.close_stroke, b"f": self.fill, b"F": self.fill, b"f*": self.fill,
            b"B": self.fill_stroke, b"B*": self.fill_stroke, b"b": self.close_fill_stroke, b"b*": self.close_fill_stroke,
            b"g": self.gray, b"rg": self.rgb, b"k": self.cmyk, b"cs": self.color_space, b"sc": self.components, b"scn": self.components, b"sh": self.shade,
        }  # fmt: skip

    # graphics state

    def save(self, _: bytes) -> None:
        if len(self.stack) > DEPTH:
            raise Broken("graphics states are saved and never restored")
        self.stack.append((
            self.ctm, self.font, self.size, self.charspace, self.wordspace, self.leading, self.rise, self.scaling, self.render, self.matrix,
            self.line, self.width, self.color, self.space, self.sight,
        ))  # fmt: skip

    def restore(self, _: bytes) -> None:
        if self.stack:
            (
                self.ctm, self.font, self.size, self.charspace, self.wordspace, self.leading, self.rise, self.scaling, self.render,
                self.matrix, self.line, self.width, self.color, self.space, self.sight,
            ) = self.stack.pop()  # fmt: skip
            self.sight = self.marks.darken(self.sight)

    def transform(self, operands: bytes) -> None:
        self.ctm = mult_matrix(cast(Matrix, tuple(numbers(operands, 6))), self.ctm)

    def pen_width(self, operands: bytes) -> None:
        self.width = number_of(operands) * (self.ctm[0] ** 2 + self.ctm[1] ** 2) ** 0.5

    # what is seen

    def clip(self, _: bytes) -> None:
        self.sight = self.sight.clipped(self.path, self.ctm)

    def parameters(self, operands: bytes) -> None:
        state = dict_value(self.resources.get("ExtGState")).get(operands.strip()[1:].decode("utf-8", "replace"))
        self.sight = self.sight.with_parameters(dict_value(state))

    def begin_marked(self, operands: bytes) -> None:
        tag, _, name = operands.strip().partition(b"/OC")
        hidden = False
        if not tag and name[:1].isspace():
            properties = dict_value(self.resources.get("Properties"))
            hidden = self.canvas.layers.hide(properties.get(name.strip()[1:].decode("utf-8", "replace")))
        self.marks.begin(hidden)
        self.sight = self.marks.darken(self.sight)

    def end_marked(self, _: bytes) -> None:
        self.marks.end()
        self.sight = self.marks.darken(self.sight)

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
        self.charspace = number_of(operands)

    def set_wordspace(self, operands: bytes) -> None:
        self.wordspace = number_of(operands)

    def set_scaling(self, operands: bytes) -> None:
        self.scaling = number_of(operands)

    def set_leading(self, operands: bytes) -> None:
        self.leading = -number_of(operands)

    def set_rise(self, operands: bytes) -> None:
        self.rise = number_of(operands)

    def set_render(self, operands: bytes) -> None:
        self.render = int(number_of(operands))

    # text

    def show(self, operands: bytes) -> None:
        string = single_string(operands)
        if string is None:
            pieces = string_pieces(operands)
            if len(pieces) != 1 or operands[:1] not in b"(<" or not isinstance(pieces[0], bytes):
                raise Irregular(operands[:40])
            string = pieces[0]
        self._draw(place_string, string, len(string), False)

    def show_array(self, operands: bytes) -> None:
        if operands[:1] != b"[" or (operands.count(b"[") > 1 and ARRAY.fullmatch(operands) is None):
            raise Irregular(operands[:40])
        array = split_array(operands)
        if array is not None:
            self._draw(place_array, array, sum(map(len, array.strings)), array.led)
        else:
            pieces = string_pieces(operands)
            self._draw(place_pieces, pieces, sum(len(piece) for piece in pieces if isinstance(piece, bytes)), led_by_number(pieces))

    def next_line_show(self, operands: bytes) -> None:
        self.next_line(operands)
        self.show(operands)

    def spaced_show(self, operands: bytes) -> None:
        pieces = string_pieces(operands)
        if len(pieces) != 3 or not isinstance(pieces[0], float) or not isinstance(pieces[1], float) or not isinstance(pieces[2], bytes):
            raise Irregular(operands[:40])
        self.wordspace, self.charspace = pieces[0], pieces[1]
        self.next_line(operands)
        self._draw(place_string, pieces[2], len(pieces[2]), False)

    def _draw(self, place: Callable[[Face, Any, float, Spacing], GlyphRun], shown: Any, size: int, led: bool) -> None:
        """Draws what one show operator shows. size: bytes of its strings; led: a number comes before them."""
        font, canvas = self.font, self.canvas
        if font is None:
            return
        scaling = self.scaling * 0.01
        face = canvas.reader.face(font, self.size, scaling)
        ink = ink_of(self.color, self.space.name) if self.render == 0 and not isinstance(font, PDFType3Font) else None
        canvas.begin_run(self.sight, ink, size)
        spacing = Spacing(self.charspace * scaling, 0.0 if face.multibyte else self.wordspace * scaling, 0.001 * self.size * scaling)
        x, y = self.line
        texts, advances, xs, x = place(face, shown, x, spacing)
        self.line = x, y
        if texts:
            canvas.texts += texts
            canvas.advances += advances
            canvas.xs += xs
            canvas.rows += mult_matrix(self.matrix, self.ctm)
            canvas.rows += (
                self.size, self.rise, face.descent, y, 0.0, spacing.chars, canvas.reader.place(font), canvas.run, self.render, len(texts),
            )  # fmt: skip
            self.line = spacing_after(self.line, spacing.chars, led, False)

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
        if not self.sight.dark:
            white = fill and painted_white(self.color, self.space.name)
            paths = path_to_rulings(self.path, self.ctm, self.width, stroke, fill, white)
            self.canvas.paths += paths
            if fill:
                boxes = [path[:4] for path in paths if path.filled]
                self.canvas.scene.fill(boxes, self.path, self.ctm, self.sight, self.color, self.space.name)
            if stroke:
                self.canvas.scene.stroke(self.path, self.ctm, self.width, self.sight)
        self.path = []

    # colours of filling, kept to tell what is painted white

    def gray(self, operands: bytes) -> None:
        self.color, self.space = number_of(operands), PREDEFINED_COLORSPACE["DeviceGray"]

    def rgb(self, operands: bytes) -> None:
        self.color, self.space = tuple(numbers(operands, 3)), PREDEFINED_COLORSPACE["DeviceRGB"]

    def cmyk(self, operands: bytes) -> None:
        self.color, self.space = tuple(numbers(operands, 4)), PREDEFINED_COLORSPACE["DeviceCMYK"]

    def color_space(self, operands: bytes) -> None:
        name = operands.strip()[1:].decode("utf-8", "replace")
        self.color = None  # the first colour of the space, whatever that is
        with suppress(KeyError):
            self.space = self.spaces[name]

    def components(self, operands: bytes) -> None:
        if b"/" in operands:
            self.color = operands
            return
        values = numbers(operands, self.space.ncomponents)
        if len(values) in (1, 3, 4):
            self.color = values[0] if len(values) == 1 else tuple(values)

    # forms, pictures and shadings

    def shade(self, _: bytes) -> None:
        self.canvas.scene.shade(self.sight)

    def paint_object(self, operands: bytes) -> None:
        name = operands.strip()[1:].decode("utf-8", "replace")
        entry = dict_value(self.resources.get("XObject")).get(name)
        if entry is None:
            return
        stream = stream_value(entry)
        subtype = stream.get("Subtype")
        seen = self.sight
        if "OC" in stream and self.canvas.layers.hide(stream.get("OC")):
            self.sight = replace(seen, dark=True)
        if subtype is FORM and "BBox" in stream:
            self._paint_form(stream)
        elif subtype is IMAGE and "Width" in stream and "Height" in stream:
            self.canvas.operators += 1
            if not self.sight.dark:
                box = apply_matrix_rect(self.ctm, UNIT_SQUARE)
                self.canvas.images.append(box)
                self.canvas.scene.picture(box, hides_what_is_under(stream, self.ctm), self.sight)
        self.sight = seen

    def _paint_form(self, form: PDFStream) -> None:
        matrix = cast(Matrix, list_value(form.get("Matrix", MATRIX_IDENTITY)))
        own = form.get("Resources")
        resources = dict_value(own) if own else self.resources
        ctm = mult_matrix(matrix, self.ctm)
        self.canvas.draw(resources, [form], ctm, self.around, self.sight.clipped(form_to_path(form), ctm), None)
