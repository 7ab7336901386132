"""Pages read with pdfminer.six's own interpreter and its own LTChar boxes, without layout analysis: slow and exact.

This is the reading that the fast path (`pdf_fast`) has to equal, glyph for glyph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np
from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PREDEFINED_COLORSPACE, PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFStackT, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import LIT, literal_name
from pdfminer.utils import MATRIX_IDENTITY, Matrix, PathSegment, Point, Rect, apply_matrix_rect, mult_matrix

from parsers.readers.pdf.fonts import BoundedFonts, UnusableFont
from parsers.readers.pdf.glyphs import NO_GLYPHS, Floats, Font, Glyphs, Page, Path, font_of_name
from parsers.readers.pdf.guard import content_bytes, content_streams
from parsers.readers.pdf.hidden import OPEN, Scene, Sight, form_to_path, hides_what_is_under
from parsers.readers.pdf.inks import ink_of
from parsers.readers.pdf.layers import Layers, Marks
from parsers.readers.pdf.limits import CODE_BYTES, DEPTH, PAGE_GLYPHS, Broken, too_many_glyphs
from parsers.readers.pdf.rulings import painted_white, path_to_rulings

FORM = LIT("Form")
UNIT_SQUARE = (0.0, 0.0, 1.0, 1.0)


class LazyFonts(dict[object, PDFFont]):
    """Fonts by the names that a page gives them."""

    def __init__(self, fonts: BoundedFonts, named: dict[Any, Any]) -> None:
        super().__init__()
        self.fonts, self.named = fonts, named

    def __missing__(self, name: object) -> PDFFont:
        spec = self.named.get(name)
        if spec is None:  # pdfminer would set text in a font that it makes up
            font: PDFFont = UnusableFont(name, "the page's resources do not have it")
        else:
            font = self.fonts.get_font(spec.objid if isinstance(spec, PDFObjRef) else None, dict_value(spec))
        self[name] = font
        return font


class LazySpaces(dict[str, PDFColorSpace]):
    """Colour spaces by the names that a page gives them."""

    def __init__(self, named: dict[Any, Any]) -> None:
        super().__init__()
        self.named = named

    def __missing__(self, name: str) -> PDFColorSpace:
        own = self.named.get(name)
        space = named_color_space(resolve1(own)) if own is not None else None
        if space is None:
            space = PREDEFINED_COLORSPACE[name]
        self[name] = space
        return space


def named_color_space(spec: object) -> PDFColorSpace | None:
    """The colour space of a resource, as pdfminer's interpreter reads it."""
    name = literal_name(spec[0]) if isinstance(spec, list) else literal_name(spec)
    if name == "ICCBased" and isinstance(spec, list) and len(spec) >= 2:
        return PDFColorSpace(name, stream_value(spec[1])["N"])
    if name == "DeviceN" and isinstance(spec, list) and len(spec) >= 2:
        return PDFColorSpace(name, len(list_value(spec[1])))
    return PREDEFINED_COLORSPACE.get(name)


class PlainInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter with three slips mended: `F` fills, `"` moves to the next line, a form gives back the matrix it found."""

    rsrcmgr: BoundedFonts
    device: PlainDevice

    def __init__(self, rsrcmgr: BoundedFonts, device: PlainDevice) -> None:
        super().__init__(rsrcmgr, device)
        self.outer = OPEN
        self.within_form = False
        self.kept_sights: list[Sight] = []
        self.marks = Marks()

    def init_state(self, ctm: Matrix) -> None:
        """Begins a page or a form."""
        super().init_state(ctm)
        self.kept_sights, self.marks = [], Marks(self.outer.dark)
        self.device.sight = self.outer
        if self.within_form:  # what it inherits is not known here
            self.graphicstate.ncolor = None  # type: ignore[assignment]

    def execute(self, streams: Sequence[object]) -> None:
        """Runs a page's or a form's content, paid for."""
        self.rsrcmgr.budget.spend("forms", 1)
        content_bytes(map(stream_value, streams), self.rsrcmgr.budget)
        super().execute(streams)

    def init_resources(self, resources: dict[object, object]) -> None:
        """Takes the resources; fonts and colour spaces are made when they are asked for, so that one nobody uses breaks nothing."""
        entries = dict_value(resources)
        super().init_resources({key: value for key, value in entries.items() if key not in ("Font", "ColorSpace")})
        self.resources = entries
        self.fontmap = LazyFonts(self.rsrcmgr, dict_value(entries.get("Font")))
        self.csmap = LazySpaces(dict_value(entries.get("ColorSpace")))

    def do_q(self) -> None:
        """Save the graphics state."""
        if len(self.gstack) > DEPTH:
            raise Broken("graphics states are saved and never restored")
        self.kept_sights.append(self.device.sight)
        super().do_q()

    def do_Q(self) -> None:
        """Restore the graphics state."""
        if self.kept_sights:
            self.device.sight = self.marks.darken(self.kept_sights.pop())
        super().do_Q()

    def do_W(self) -> None:
        """Clip by the path."""
        self.device.sight = self.device.sight.clipped(self.curpath, self.ctm)

    do_W_a = do_W

    def do_gs(self, name: PDFStackT) -> None:
        """Take the parameters of a graphics state dictionary that make what is painted let through what is under it."""
        state = dict_value(self.resources.get("ExtGState")).get(literal_name(name))
        self.device.sight = self.device.sight.with_parameters(dict_value(state))

    def do_BMC(self, tag: PDFStackT) -> None:
        """Begin marked content."""
        self._begin_marked(False)

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:
        """Begin marked content that may belong to a layer."""
        named = dict_value(self.resources.get("Properties")).get(literal_name(props)) if literal_name(tag) == "OC" else None
        self._begin_marked(named is not None and self.device.layers.hide(named))

    def _begin_marked(self, hidden: bool) -> None:
        self.marks.begin(hidden)
        self.device.sight = self.marks.darken(self.device.sight)

    def do_EMC(self) -> None:
        """End marked content."""
        self.marks.end()
        self.device.sight = self.marks.darken(self.device.sight)

    def do_cs(self, name: PDFStackT) -> None:
        """Take a colour space; its first colour is not known here."""
        self.graphicstate.ncolor = None  # type: ignore[assignment]
        super().do_cs(name)

    def do_sh(self, name: object) -> None:
        """Paint a shading."""
        self.device.scene.shade(self.device.sight)

    def do_F(self) -> None:
        """Fill the path (the old name)."""
        self.do_f()

    def do__w(self, aw: PDFStackT, ac: PDFStackT, s: PDFStackT) -> None:
        """Set the spacings, move to the next line and show text."""
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do__q(s)

    def do_Do(self, xobjid_arg: PDFStackT) -> None:
        """Paint a form or a picture; one in a layer that is switched off is read so that its text is counted."""
        entry = self.xobjmap.get(literal_name(xobjid_arg))
        if entry is None:
            return
        painted, seen = stream_value(entry), self.device.sight
        dark = seen.dark or ("OC" in painted and self.device.layers.hide(painted.get("OC")))
        self.device.sight = self.inner = replace(seen, dark=dark)
        if painted.get("Subtype") is FORM and "BBox" in painted:
            matrix = cast(Matrix, list_value(painted.get("Matrix", MATRIX_IDENTITY)))
            self.inner = self.inner.clipped(form_to_path(painted), mult_matrix(matrix, self.ctm))
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)
        self.device.sight = seen

    def subinterp(self) -> PlainInterpreter:
        """The interpreter of a form."""
        inner = cast(PlainInterpreter, super().subinterp())
        inner.outer = self.inner
        inner.within_form = True
        return inner


class PlainDevice(PDFTextDevice):
    """Collects glyphs, rulings and pictures of one page after another."""

    ctm: Matrix

    def __init__(self, rsrcmgr: PDFResourceManager) -> None:
        super().__init__(rsrcmgr)
        self.fonts: dict[int, int] = {}
        self.kept: list[Font] = []
        self.begin()

    def begin(self) -> None:
        """Forgets the page before."""
        self.texts: list[str] = []
        self.rows: list[tuple[float, ...]] = []
        self.paths: list[Path] = []
        self.images: list[Rect] = []
        self.operators = 0
        self.run = 0
        self.mode = 0
        self.spacing = 0.0
        self.sight = OPEN
        self.scene = Scene()
        self.layers = Layers({})

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState) -> None:
        """Draws one show operator and moves on by the character spacing that pdfminer leaves out (`spacing_after`)."""
        self.run += 1
        self.operators += 1
        filled = textstate.render == 0 and not isinstance(textstate.font, PDFType3Font)
        self.scene.show(self.sight, ink_of(graphicstate.ncolor, ncs.name) if filled else None)
        if len(self.texts) > PAGE_GLYPHS:
            raise too_many_glyphs()
        self.mode = textstate.render
        pieces = list(seq)
        size = len(self.texts)
        for piece in pieces:  # added up as the fast path does
            size += len(piece) if isinstance(piece, bytes) else 0
            if size > CODE_BYTES * PAGE_GLYPHS:
                raise too_many_glyphs()
        spacing = textstate.charspace * (textstate.scaling * 0.01)
        self.spacing = spacing
        before = len(self.texts)
        super().render_string(textstate, pieces, ncs, graphicstate)
        assert textstate.font is not None
        if len(self.texts) > before:
            textstate.linematrix = spacing_after(textstate.linematrix, spacing, led_by_number(pieces), textstate.font.is_vertical())

    def render_char(
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:  # fmt: skip
        """Draws one glyph and gives back its advance in text space."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        item = LTChar(matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), ncs, graphicstate)
        a, b, c, d, e, f = matrix
        self.texts.append(text)
        self.rows.append((*item.bbox, e + rise * c, f + rise * d, a, b, c, d, fontsize, scaling, self.spacing, self._font(font), self.run, self.mode))
        return item.adv

    def _font(self, font: PDFFont) -> int:
        place = self.fonts.get(id(font))
        if place is None:
            place = self.fonts[id(font)] = len(self.kept)
            self.kept.append(font_record(font))
        return place

    def paint_path(self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]) -> None:
        """Keeps what can rule a table."""
        self.operators += 1
        if self.sight.dark:
            return
        white = fill and painted_white(graphicstate.ncolor, graphicstate.ncs.name)
        rulings = path_to_rulings(path, self.ctm, graphicstate.linewidth, stroke, fill, white)
        self.paths += rulings
        if fill:
            boxes = [ruling[:4] for ruling in rulings if ruling.filled]
            self.scene.fill(boxes, path, self.ctm, self.sight, graphicstate.ncolor, graphicstate.ncs.name)
        if stroke:
            self.scene.stroke(path, self.ctm, graphicstate.linewidth, self.sight)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keeps the picture's place."""
        self.operators += 1
        if self.sight.dark:
            return
        box = apply_matrix_rect(self.ctm, UNIT_SQUARE)
        self.images.append(box)
        self.scene.picture(box, hides_what_is_under(stream, self.ctm), self.sight)

    def glyphs(self) -> Glyphs:
        """The page's glyphs in user space."""
        return rows_to_glyphs(self.texts, self.rows, self.kept, self.scene)


def led_by_number(pieces: Sequence[object]) -> bool:
    """Whether what a show operator shows begins with a number."""
    return bool(pieces) and not isinstance(pieces[0], bytes)


def spacing_after(line: Point, spacing: float, led: bool, vertical: bool) -> Point:
    """Where the next show operator starts: the standard adds Tc after every glyph, pdfminer.six before all but the first.

    The sum is the same inside of a string; the last glyph's is missing (pdfminer.six#1128), and a string that begins with a
    number (`led`) gets one too many before its first glyph (that one has moved the glyphs, as in LTChar, so it is not counted again).
    """
    if led:
        return line
    x, y = line
    return (x, y + spacing) if vertical else (x + spacing, y)


def font_record(font: PDFFont) -> Font:
    """What the page keeps of a pdfminer font."""
    name = font.fontname if isinstance(font.fontname, str) else str(font.fontname)
    if name == "unknown":
        name = str(getattr(font, "basefont", name))
    em = 1.0
    if isinstance(font, PDFType3Font):
        high = abs(font.bbox[3] - font.bbox[1]) * abs(font.vscale)
        em = high if high else abs(font.vscale) * 1000
    return font_of_name(name, font.is_vertical(), em)


def rows_to_glyphs(texts: list[str], rows: list[tuple[float, ...]], fonts: Sequence[Font], scene: Scene) -> Glyphs:
    """Glyphs from rows of box, origin, matrix, font size, scaling, spacing, font, run, mode."""
    if not rows:
        return NO_GLYPHS
    table = np.array(rows, dtype=np.float64)
    places = table[:, 13].astype(np.int64)
    boxes, runs = np.ascontiguousarray(table[:, 0:4]), table[:, 14].astype(np.int64)
    return Glyphs(
        texts,
        boxes=boxes,
        origins=np.ascontiguousarray(table[:, 4:6]),
        directions=unit_directions(table[:, 6:10]),
        sizes=ems(table[:, 6:10], table[:, 10], np.array([font.em for font in fonts])[places]),
        spacing=table[:, 12] * np.hypot(table[:, 6], table[:, 7]),
        fonts=places,
        runs=runs,
        modes=table[:, 15].astype(np.int64),
        unseen=scene.unseen_of(boxes, runs),
    )


def unit_directions(matrices: Floats) -> Floats:
    """(n, 2): to the right of an upright glyph (also of one in vertical writing), as a vector of length 1."""
    along = matrices[:, 0:2]
    length = np.hypot(along[:, 0], along[:, 1])
    unit: Floats = along / np.where(length == 0, 1.0, length)[:, None]
    return unit


def ems(matrices: Floats, fontsizes: Floats, per_size: Floats) -> Floats:
    """(n,): the em in points, measured across the line of writing."""
    size: Floats = np.abs(fontsizes) * per_size * np.hypot(matrices[:, 2], matrices[:, 3])
    return size


def page_matrix(page: PDFPage) -> Matrix:
    """From default user space to the space of the glyphs: /Rotate applied, origin in the corner of the MediaBox."""
    x0, y0, x1, y1 = page.mediabox
    turned: dict[int, Matrix] = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    return turned.get(page.rotate, (1, 0, 0, 1, -x0, -y0))


def read_page(interpreter: PlainInterpreter, device: PlainDevice, page: PDFPage, number: int) -> Page:
    """What the page paints, in user space."""
    device.begin()
    device.layers = Layers(page.doc.catalog)
    content_streams(page)
    interpreter.process_page(page)
    interpreter.rsrcmgr.budget.spend("glyphs", len(device.texts))
    return Page(number, 0.0, 0.0, device.glyphs(), tuple(device.kept), tuple(device.paths), tuple(device.images), device.operators)
