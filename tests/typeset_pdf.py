"""Small PDFs written by hand, each with a trap of the field, and hostile ones: the corpus of the PDF tests.

    .venv/bin/python tests/typeset_pdf.py FOLDER      writes every sample to FOLDER

Everything is made here, byte by byte, so that a test knows what the page says: `SAMPLES` are readable, `HOSTILE` must end
as an error with a reason or as readings with a finding, fast and in little memory.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOLD = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"


def cid_font(encoding: str, name: str = "HeiseiMin-W3", extra: str = "") -> str:
    """A Japanese font that is not embedded, as most producers of the 2000s wrote it."""
    descriptor = "<< /Type /FontDescriptor /FontName /%s /Flags 6 /Ascent 850 /Descent -150 /FontBBox [0 -150 1000 850] /StemV 80 >>"
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /{encoding} /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 "
        f"/BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /W [1 [278] 2 94 500 231 389 500] "
        f"{extra} /FontDescriptor {descriptor % name} >> ] >>"
    )


FONTS = {"F1": HELVETICA, "F2": BOLD, "J1": cid_font("UniJIS-UCS2-H"), "J2": cid_font("90ms-RKSJ-H", "HeiseiKakuGo-W5")}


def write_objects(objects: Mapping[int, bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """A file with these objects and a proper cross-reference table."""
    out = bytearray(b"%PDF-1.5\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    return bytes(out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer.encode(), start))


def stream(data: bytes, entries: str = "", length: int | None = None) -> bytes:
    """A stream object's body."""
    return b"<< /Length %d %s >>\nstream\n" % (len(data) if length is None else length, entries.encode()) + data + b"\nendstream"


def flate(data: bytes, entries: str = "") -> bytes:
    """A compressed stream object's body."""
    return stream(zlib.compress(data), "/Filter /FlateDecode " + entries)


def pdf(
    pages: Sequence[str | bytes], fonts: Mapping[str, str] = FONTS, page_entries: str = "", resources: str = "",
    extra: Mapping[int, bytes] | None = None, trailer: str = "",
) -> bytes:  # fmt: skip
    """A file whose pages have these contents. extra: further objects, from number 1000 on, that `resources` may name."""
    named = " ".join(f"/{name} {100 + place} 0 R" for place, name in enumerate(fonts))
    objects: dict[int, bytes] = {100 + place: body.encode() for place, body in enumerate(fonts.values())}
    kids = " ".join(f"{200 + 2 * place} 0 R" for place in range(len(pages)))
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    box = "" if "/MediaBox" in page_entries else "/MediaBox [0 0 595 842]"
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} {box} >>".encode()
    for place, content in enumerate(pages):
        body = content if isinstance(content, bytes) else content.encode("latin-1")
        objects[200 + 2 * place] = (
            f"<< /Type /Page /Parent 2 0 R {page_entries} /Contents {201 + 2 * place} 0 R "
            f"/Resources << /Font << {named} >> {resources} >> >>"
        ).encode()  # fmt: skip
        objects[201 + 2 * place] = flate(body)
    objects |= extra or {}
    return write_objects(objects, "/Root 1 0 R " + trailer)


def put(x: float, y: float, text: str, font: str = "F1", size: float = 10, before: str = "") -> str:
    """Text at a place, y counted from the bottom. Japanese fonts get hexadecimal codes."""
    return f"BT {before} /{font} {size} Tf 1 0 0 1 {x} {y} Tm {coded(text, font)} Tj ET\n"


def coded(text: str, font: str) -> str:
    """The text as a string operand of that font."""
    if font == "J2":
        return f"<{text.encode('cp932').hex()}>"
    if font.startswith("J"):
        return f"<{text.encode('utf-16-be').hex()}>"
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("–", "\\226").replace("¥", "\\245") + ")"


def put_right(x1: float, y: float, text: str, size: float = 10, font: str = "F1") -> str:
    """A number whose right edge stands at x1 (Helvetica)."""
    widths = {",": 278, ".": 278, "(": 333, ")": 333, "-": 333, "%": 889, " ": 278, "–": 556}
    return put(x1 - sum(widths.get(char, 556) for char in text) * size / 1000, y, text, font, size)


def table(rows: Sequence[tuple[str, ...]], top: float = 700, rights: Sequence[float] = (300, 400), pitch: float = 16) -> str:
    """A label and right-aligned numbers a row."""
    out = ""
    for place, (label, *cells) in enumerate(rows):
        y = top - pitch * place
        out += put(60, y, label)
        out += "".join(put_right(x1, y, cell) for x1, cell in zip(rights, cells, strict=False) if cell)
    return out


ROWS = (("Net sales", "9,633", "10,564"), ("Cost of sales", "8,125", "9,604"), ("Gross profit", "1,508", "960"))


# ---------------------------------------------------------------------------------------------------------------------
# Readable samples, each with a trap


def plain_table() -> bytes:
    """Three rows, two columns, a rule above the total."""
    return pdf([table(ROWS) + "0.5 w 250 681 m 400 681 l S\n"])


def overprint() -> bytes:
    """A bold label drawn four times, and a number twice."""
    fourfold = "".join(put(60 + dx, 700 + dy, "Operating income") for dx in (0, 0.3) for dy in (0, 0.3))
    return pdf([fourfold + put_right(300, 700, "11,236") + put_right(300.4, 700, "11,236") + table(ROWS, 660)])


def japanese() -> bytes:
    """Two encodings of Japanese fonts that are not embedded."""
    lines = (
        put(60, 700, "営業収益合計", "J1")
        + put_right(300, 700, "9,633")
        + put(60, 680, "資　産　合　計", "J2")
        + put_right(300, 680, "△1,234".replace("△", "-"))
    )
    spread = put(60, 660, "売", "J1") + put(85, 660, "上", "J1") + put(110, 660, "高", "J1") + put_right(300, 660, "5,673")
    return pdf([lines + spread + put(60, 640, "（単位：百万円）", "J1")])


def rotated() -> bytes:
    """A landscape page: the sheet is turned by /Rotate 90 and its text runs up the sheet."""
    body = "q 0 1 -1 0 595 0 cm\n" + table(ROWS, 500) + "Q\n"
    return pdf([body], page_entries="/Rotate 90")


def turned_text() -> bytes:
    """A landscape table on a portrait page, without /Rotate."""
    return pdf(["q 0 1 -1 0 595 0 cm\n" + table(ROWS, 500) + "Q\n"])


def cropped() -> bytes:
    """A CropBox that cuts printer's marks off; the MediaBox does not begin at zero."""
    body = table(ROWS) + put(5, 5, "printer 2004") + put(560, 830, "9,999")
    return pdf([body], page_entries="/MediaBox [-20 -30 595 842] /CropBox [40 50 550 800]")


def invisible() -> bytes:
    """A number in render mode 3 beside visible ones."""
    return pdf([table(ROWS) + put(450, 700, "77,777", before="3 Tr")])


def clipped() -> bytes:
    """Numbers outside of a clip, cut in half by one, outside of a form's /BBox, and one behind the clip's `Q`."""
    away = "q 50 690 200 20 re W n\n" + put(300, 650, "66,666") + put(60, 695, "Net") + "Q\n"
    crossed = "q 0 0 200 800 re W* n 100 0 300 800 re W n\n" + put(210, 500, "55,555") + put(110, 500, "both") + "Q\n"
    round_ = "q 100 100 m 200 100 200 200 100 200 c h W n\n" + put(120, 150, "in") + put(120, 260, "44,444") + "Q\n"
    empty = "q W n\n" + put(60, 400, "no path") + "Q\n"
    form = stream((put(20, 20, "inside") + put(20, 150, "33,333")).encode(), "/Type /XObject /Subtype /Form /BBox [0 0 300 100] /Matrix [1 0 0 1 50 250]")
    body = table(ROWS, 780) + away + crossed + round_ + empty + "/Fm Do\n"
    return pdf([body], resources="/XObject << /Fm 1000 0 R >>", extra={1000: form})


def layered() -> bytes:
    """Text in layers that are on and off: marked content, nested and over `Q`, a form, a picture, memberships of each policy."""
    groups = {1000 + place: b"<< /Type /OCG /Name (layer) >>" for place in (0, 1)}
    memberships = {
        1010 + place: f"<< /Type /OCMD /OCGs {groups_} /P /{policy} >>".encode()
        for place, (groups_, policy) in enumerate((
            ("[1000 0 R 1001 0 R]", "AnyOn"), ("[1000 0 R 1001 0 R]", "AllOn"), ("1001 0 R", "AllOff"), ("1001 0 R", "AnyOn"),
        ))
    }  # fmt: skip
    form = stream(put(20, 20, "88,888").encode(), "/Type /XObject /Subtype /Form /BBox [0 0 300 100] /OC 1001 0 R")
    picture = IMAGE.replace(b"/Type /XObject", b"/Type /XObject /OC 1001 0 R")
    body = table(ROWS) + "/OC /On BDC\n" + put(60, 600, "on") + "/OC /Off BDC /Span << /Lang (ja) >> BDC q\n" + put(60, 580, "77,777")
    body += "EMC Q\n" + put(160, 580, "66,666") + "0 0 100 100 re f EMC\n" + put(60, 560, "again") + "EMC EMC\n"
    body += "".join(f"/OC /M{place} BDC\n" + put(60, 500 - 20 * place, f"{place + 1},000") + "EMC\n" for place in range(4))
    body += "/Fm Do q 595 0 0 842 0 0 cm /Im Do Q\n" + put(60, 300, "end")
    named = " ".join(f"/M{place} {1010 + place} 0 R" for place in range(4))
    resources = f"/Properties << /On 1000 0 R /Off 1001 0 R {named} >> /XObject << /Fm 1020 0 R /Im 1021 0 R >>"
    objects = objects_of(pdf([body], resources=resources, extra={**groups, **memberships, 1020: form, 1021: picture}))
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [1000 0 R 1001 0 R] /D << /OFF [1001 0 R] >> >> >>"
    return write_objects(objects)


def painted_over() -> bytes:
    """A number erased by a white rectangle and printed anew, one behind a picture; a marker's colour and a clipped ground hide nothing."""
    erased = put_right(300, 600, "1,111") + "1 g 260 595 50 16 re f 0 g\n" + put_right(300, 600, "2,222")
    behind = put(60, 560, "33,333") + "q 100 0 0 20 50 555 cm /Im Do Q\n"
    marked = put(60, 520, "4,444") + "q /Half gs 1 1 0 rg 50 515 100 16 re f Q q /Times gs 1 1 0 rg 50 515 100 16 re f Q\n"
    masked = put(60, 500, "masked") + "q 100 0 0 20 50 495 cm /Mask Do Q\n"
    ground = put(60, 480, "5,555") + "q 300 0 50 50 re W n 1 g 0 0 595 842 re f Q q 300 0 m 400 900 l 500 0 l h W n 1 g 0 0 595 842 re f Q\n"
    body = table(ROWS) + "0 g\n" + put(60, 600, "Erased") + erased + behind + marked + masked + ground
    resources = "/XObject << /Im 1000 0 R /Mask 1001 0 R >> /ExtGState << /Half << /ca .5 >> /Times << /BM /Multiply >> >>"
    return pdf([body], resources=resources, extra={1000: IMAGE, 1001: IMAGE.replace(b"/Width 1", b"/Width 1 /SMask 1000 0 R")})


def drowned() -> bytes:
    """Numbers in the colour of the paper, or of the patch that they stand on; and those that only seem to be."""
    lost = "1 g\n" + put(60, 620, "11,111") + ".99 .985 1 rg\n" + put(160, 620, "11,112") + "0 0 0 0 k\n" + put(260, 620, "11,113")
    lost += "0 0 1 rg 50 595 100 16 re f\n" + put(60, 600, "22,221") + "0 g 200 595 100 16 re f\n" + put(210, 600, "22,222")
    lost += "/Clear gs 0 g\n" + put(310, 600, "22,223") + "/Full gs\n"
    band = "0 0 .5 rg 50 555 100 16 re f 1 g\n" + put(60, 560, "33,331") + "0 g 200 555 18 16 re f 1 g\n" + put(210, 560, "33,332")
    shape = "0 g 50 535 m 50 551 90 551 150 551 c 150 515 l h f 1 g\n" + put(60, 535, "44,441")
    shape += "0 g 18 w 200 540 m 300 540 l S 1 w 1 g\n" + put(210, 536, "44,442")
    picture = "q 100 0 0 16 50 495 cm /Im Do Q 1 g\n" + put(60, 500, "55,551") + "q 200 495 100 16 re W n /Sh sh Q\n" + put(210, 500, "55,552")
    state = "1 g /DeviceGray cs\n" + put(60, 480, "66,661") + "1 g\n" + put(160, 480, "66,662", before="1 Tr") + put(260, 480, "", before="0 Tr")
    state += "/Half gs 0 g 350 475 100 16 re f /Full gs 1 g\n" + put(360, 480, "66,663")
    form = stream(b"0 0 100 16 re f 0 g\n" + put(10, 4, "77,771").encode(), "/Type /XObject /Subtype /Form /BBox [0 0 300 100]")
    strips = "".join(f"0 0 .{place} rg 50 {400 + place} 100 1 re f\n" for place in range(20)) + "1 g\n" + put(60, 405, "88,881")
    strips += "".join(f"1 w 200 {400.5 + place} m 300 {400.5 + place} l S\n" for place in range(20)) + "1 g\n" + put(210, 405, "88,882")
    body = table(ROWS) + lost + band + shape + picture + state + strips + "0 g q 1 0 0 1 50 440 cm .9 g /Fm Do Q\n" + put(60, 380, "end")
    resources = "/XObject << /Im 1000 0 R /Fm 1001 0 R >> /Shading << /Sh << /ShadingType 2 >> >> "
    resources += "/ExtGState << /Clear << /ca 0 >> /Half << /ca .5 >> /Full << /ca 1 >> >>"
    return pdf([body], resources=resources, extra={1000: IMAGE, 1001: form})


EXPRESSIONS = (
    ("[/Not 1001 0 R]", True), ("[/Not 1000 0 R]", False), ("[/And 1000 0 R 1001 0 R]", False), ("[/Or 1000 0 R 1001 0 R]", True),
    ("[/And 1000 0 R [/Not [/Or 1001 0 R 1001 0 R]]]", True), ("[/Or [/And 1000 0 R 1001 0 R] [/Not 1000 0 R]]", False),
    ("[/Xor 1000 0 R 1001 0 R]", False), ("[/And]", False),
)  # fmt: skip
"""Visibility expressions over a layer that is on (1000) and one that is off (1001), and whether they show what belongs to them.
The last two are none: the groups beside them decide."""


def expressions() -> bytes:
    """A number under each of `EXPRESSIONS`, from 1,000 on."""
    members = {
        1010 + place: f"<< /Type /OCMD /OCGs 1001 0 R /VE {expression} >>".encode() for place, (expression, _) in enumerate(EXPRESSIONS)
    }  # fmt: skip
    groups = {1000: b"<< /Type /OCG /Name (on) >>", 1001: b"<< /Type /OCG /Name (off) >>"}
    body = table(ROWS) + "".join(f"/OC /M{place} BDC\n" + put(60, 600 - 20 * place, f"{place + 1},000") + "EMC\n" for place in range(len(members)))
    named = " ".join(f"/M{place} {1010 + place} 0 R" for place in range(len(members)))
    objects = objects_of(pdf([body], resources=f"/Properties << {named} >>", extra={**groups, **members}))
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [1000 0 R 1001 0 R] /D << /OFF [1001 0 R] >> >> >>"
    return write_objects(objects)


IMAGE = stream(b"\x00", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")


def scanned() -> bytes:
    """A picture and nothing else."""
    return pdf(["q 595 0 0 842 0 0 cm /Im0 Do Q\n"] * 2, resources="/XObject << /Im0 1000 0 R >>", extra={1000: IMAGE})


def scanned_with_ocr() -> bytes:
    """A picture with the text layer of an OCR program."""
    body = "q 595 0 0 842 0 0 cm /Im0 Do Q\n" + table(ROWS).replace("BT ", "BT 3 Tr ")
    return pdf([body], resources="/XObject << /Im0 1000 0 R >>", extra={1000: IMAGE})


def vertical() -> bytes:
    """Vertical writing beside a table: 資産の部 down the left edge."""
    fonts = FONTS | {"JV": cid_font("UniJIS-UCS2-V")}
    return pdf([put(40, 700, "資産の部", "JV") + table(ROWS)], fonts)


def type3() -> bytes:
    """Digits drawn by procedures, with names that say what they are, in a glyph space of its own."""
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    procs = " ".join(f"/{name} 1001 0 R" for name in names)
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 6 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 48 /LastChar 57 /Widths [{'6 ' * 10}] "
        f"/Encoding << /Type /Encoding /Differences [48 {' '.join('/' + name for name in names)}] >> /CharProcs << {procs} >> /Resources << >> >>"
    )
    return pdf([table(ROWS) + put(250, 600, "2004", "T3")], FONTS | {"T3": font}, extra={1001: stream(b"6 0 0 0 6 10 d1 0 0 6 10 re f")})


def nameless() -> bytes:
    """A font without any way from its codes to text."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Subset /Encoding /Identity-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType2 "
        "/BaseFont /ABCDEF+Subset /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >> ] >>"
    )
    return pdf([table(ROWS) + "BT /G 10 Tf 1 0 0 1 450 700 Tm <000700080009> Tj ET\n"], FONTS | {"G": font})


MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar
3 beginbfrange <0010> <0019> <0030> <0020> <0022> [<58F2> <4E0A> <9AD8>] <0030> <0031> <D842DFB7> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


def subset() -> bytes:
    """An embedded subset with a ToUnicode map: ligature, range, list, a character beyond the basic plane."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Mincho-Bold /Encoding /Identity-H /ToUnicode 1000 0 R /DescendantFonts [ << /Type /Font "
        "/Subtype /CIDFontType2 /BaseFont /ABCDEF+Mincho-Bold /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 "
        "/W [3 [300 556] 16 25 556] /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Mincho-Bold /Flags 4 /Ascent 880 /Descent -120 "
        "/FontBBox [0 -120 1000 880] /ItalicAngle 0 /CapHeight 700 /StemV 80 >> >> ] >>"
    )
    body = "BT /S 10 Tf 1 0 0 1 60 700 Tm <002000210022> Tj ET BT /S 10 Tf 1 0 0 1 250 700 Tm <001200100011> Tj ET "
    return pdf([body + "BT /S 10 Tf 1 0 0 1 60 680 Tm <000400030030> Tj ET\n"], FONTS | {"S": font}, extra={1000: flate(MAP)})


def spacing() -> bytes:
    """Character, word and horizontal spacing, rises, leading, arrays that begin with a number, the quote operators."""
    body = (
        "BT /F1 10 Tf 1.5 Tc 60 700 Td (Net) Tj (sales) Tj 0.5 Tw 80 Tz [-200 (a b) 30 (c)] TJ ET "
        "BT /F1 10 Tf 12 TL 1 0 0 1 60 650 Tm 0 Tc 0 Tw 100 Tz (first) Tj T* (second) Tj (third) ' 2 1 (four th) \" 4 Ts (up) Tj 0 Ts ET "
        "q 2 0 0 0.5 10 20 cm BT /F2 12 Tf 0.1 0.9 -0.9 0.1 100 900 Tm (aslant) Tj 20 -14 TD (more) Tj T* (last) Tj ET Q "
        "BT /F1 9 Tf 60 600 Td [(\\(2\\051) -20 <4142> (\\\\x(in)y)] TJ ET\n"
    )
    return pdf([body])


def forms() -> bytes:
    """Text in a form that another form paints; text behind it must stand where the page says."""
    inner = stream(table(ROWS[:1], 20, (150, 250)).encode(), "/Type /XObject /Subtype /Form /BBox [0 0 300 100]")
    outer = stream(
        b"q 1 0 0 1 0 40 cm /In Do Q /In Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Matrix [1 0 0 1 50 500] "
        "/Resources << /Font << /F1 100 0 R >> /XObject << /In 1000 0 R >> >>",
    )
    body = "/Out Do\n" + put(60, 300, "behind") + put_right(300, 300, "4,321")
    return pdf([body], resources="/XObject << /Out 1001 0 R >>", extra={1000: inner, 1001: outer})


def ruled() -> bytes:
    """A boxed table: stroked box, thin rectangles for rules, zebra stripes, white ground, an upright rule between numbers that nearly touch."""
    body = "1 g 50 600 400 120 re f 0.9 g 50 680 400 16 re f 0 g 50 715 400 0.5 re f\n1 w 50 600 400 120 re S 301 600 m 301 720 l S\n"
    body += (
        put(60, 700, "Net sales")
        + put_right(300, 700, "9,633")
        + put(302, 700, "10,564")
        + put(60, 684, "Cost")
        + put_right(300, 684, "8,125")
        + put(302, 684, "9,604")
    )
    return pdf([body])


def digits() -> bytes:
    """Numbers set badly: split by kerning, brackets apart, hanging, a note glued on, a sign at the other edge of the cell."""
    out = put(60, 700, "Split") + "BT /F1 10 Tf 1 0 0 1 250 700 Tm [(2)-300(04,183)] TJ ET\n"
    out += put(60, 684, "Nil") + put(280, 684, "(") + put(286, 684, "-") + put(292, 684, ")")
    out += put(60, 668, "Hanging") + put_right(300, 668, "(1,234") + put(300.5, 668, ")") + put_right(400, 668, "12.5") + put(402, 668, "%")
    out += put(60, 652, "現金", "J1") + put(220, 652, "※１", "J1") + put(240, 652, "303,921") + put_right(400, 652, "58,000")
    out += put(60, 636, "A label that runs up to its number") + put(60 + 152.5, 636, "204,183")
    out += put(60, 620, "Sign") + put(220, 620, "¥") + put_right(300, 620, "1,234") + put(340, 620, "△", "J1") + put_right(400, 620, "56")
    out += put(60, 604, "Revenue") + put(102, 608, "8", size=6) + put_right(300, 604, "9,633") + put(60, 588, "Capital") + put(94, 592, "(2)", size=6)
    out += put(60, 572, "March 31, 2004 and 2003") + put(60, 556, "The year to March 31, 2004")
    return pdf([out])


def glued_note() -> bytes:
    """※１303,921 in one string; ※1303,921 in another, where only grouping tells."""
    out = put(60, 700, "現金及び預金", "J1") + put(220, 700, "※１303,921", "J1") + put(60, 684, "売掛金", "J1") + put(220, 684, "※1303,921", "J1")
    return pdf([out])


SAMPLES: tuple[Callable[[], bytes], ...] = (
    plain_table, overprint, japanese, rotated, turned_text, cropped, invisible, scanned_with_ocr, vertical, type3, nameless, subset, spacing,
    forms, ruled, digits, glued_note, clipped, layered, painted_over, drowned, expressions,
)  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Hostile and broken files, each with the reason code that it must end with; None: it is read, with a finding


def garble(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with one piece replaced; its cross-reference table no longer fits where the lengths differ."""
    assert old in data
    return data.replace(old, new, 1)


def flate_bomb() -> bytes:
    """A page whose 200 kB inflate to 200 MB."""
    good = pdf(["q"])
    return write_objects(objects_of(good) | {201: flate(b" " * (200 << 20))})


def nested_bomb() -> bytes:
    """A bomb in a bomb."""
    twice = zlib.compress(zlib.compress(b" " * (300 << 20)))
    return write_objects(objects_of(pdf(["q"])) | {201: stream(twice, "/Filter [/FlateDecode /FlateDecode]")})


def lzw_bomb() -> bytes:
    """An LZW stream whose every code is the longest string yet."""
    codes = [(258 + place, 9 if place < 253 else 10 if place < 765 else 11 if place < 1789 else 12) for place in range(3836)]
    once = "".join(f"{code:0{width}b}" for code, width in ((0, 9), *codes, (256, 12)))
    bits = f"{256:09b}" + once * 40
    bits += "0" * (-len(bits) % 8)
    return write_objects(objects_of(pdf(["q"])) | {201: stream(int(bits, 2).to_bytes(len(bits) // 8, "big"), "/Filter /LZWDecode")})


def many_filters() -> bytes:
    """A hundred filters on one stream."""
    return write_objects(objects_of(pdf(["q"])) | {201: stream(b"00", "/Filter [" + "/ASCIIHexDecode " * 100 + "]")})


def huge_predictor() -> bytes:
    """A predictor with rows of 2^31 bytes."""
    return write_objects(objects_of(pdf(["q"])) | {201: flate(b"q", "/DecodeParms << /Predictor 12 /Columns 2147483647 >>")})


def huge_widths() -> bytes:
    """A font that claims widths for 2^31 codes."""
    wide = cid_font("UniJIS-UCS2-H").replace("/W [", "/W [0 2147483647 500 -2147483648 2147483647 300 ")
    return pdf([table(ROWS) + put(60, 600, "売上高", "J1")], FONTS | {"J1": wide})


def huge_map() -> bytes:
    """A ToUnicode map with a range of 2^32."""
    bad = MAP.replace(b"<0020> <0022> [<58F2> <4E0A> <9AD8>]", b"<00000000> % a comment\n <FFFFFFFF> <0041>")
    return write_objects(objects_of(subset()) | {1000: flate(bad)})


def length_cycle() -> bytes:
    """A stream whose length is told by itself."""
    packed = zlib.compress(table(ROWS).encode("latin-1"))
    body = b"<< /Length 201 0 R /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    return write_objects(objects_of(pdf(["q"])) | {201: body})


def reference_cycle() -> bytes:
    """Two objects that are each other."""
    return write_objects(objects_of(pdf([table(ROWS)])) | {201: b"300 0 R", 300: b"301 0 R", 301: b"300 0 R"})


def font_cycle() -> bytes:
    """A font whose descendant is itself."""
    body = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [100 0 R] >>"
    return write_objects(objects_of(pdf([table(ROWS)])) | {100: body})


def kids_cycle() -> bytes:
    """A page tree that is its own child."""
    return write_objects(objects_of(pdf([table(ROWS)])) | {2: b"<< /Type /Pages /Kids [2 0 R 200 0 R] /Count 1 /MediaBox [0 0 595 842] >>"})


def deep_tree() -> bytes:
    """A page tree 5,000 levels deep with a page at its bottom."""
    objects = objects_of(pdf([table(ROWS)]))
    for level in range(5_000):
        objects[10_000 + level] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (10_001 + level if level < 4_999 else 200)
    return write_objects(objects | {2: b"<< /Type /Pages /Kids [10000 0 R] /Count 1 /MediaBox [0 0 595 842] >>"})


def many_pages() -> bytes:
    """Twenty thousand pages in a row."""
    objects = objects_of(pdf([table(ROWS)]))
    kids = b"<< /Type /Page /MediaBox [0 0 9 9] >> " * 20_000
    return write_objects(objects | {2: b"<< /Type /Pages /Kids [" + kids + b"] /Count 1 >>"})


def missing_page() -> bytes:
    """The tree names two pages; one of them is nowhere."""
    return write_objects(objects_of(pdf([table(ROWS)])) | {2: b"<< /Type /Pages /Kids [200 0 R 299 0 R] /Count 2 /MediaBox [0 0 595 842] >>"})


def wrong_count() -> bytes:
    """The tree counts two pages, has one and names no other: read."""
    return garble(pdf([table(ROWS)]), b"/Count 1", b"/Count 2")


def huge_length() -> bytes:
    """/Length 1e12 as a whole number; the stream ends where `endstream` stands."""
    packed = zlib.compress(table(ROWS).encode("latin-1"))
    return write_objects(objects_of(pdf(["q"])) | {201: stream(packed, "/Filter /FlateDecode", length=10**12)})


def missing_endstream() -> bytes:
    """A length too short by half: the stream goes on to `endstream`."""
    packed = zlib.compress(table(ROWS).encode("latin-1"))
    return write_objects(objects_of(pdf(["q"])) | {201: stream(packed, "/Filter /FlateDecode", length=len(packed) // 2)})


def form_fan_out() -> bytes:
    """Nine forms, each painting the next ten times."""
    extra = {
        1000 + level: stream(
            b"/X Do " * 10,
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {1001 + level} 0 R >> >>",
        )
        for level in range(9)
    }  # fmt: skip
    extra[1009] = stream(b"q Q", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return pdf(["/X Do"], resources="/XObject << /X 1000 0 R >>", extra=extra)


def form_cycle() -> bytes:
    """A form that paints itself: painted once."""
    form = stream(
        table(ROWS).encode("latin-1") + b"/X Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 100 0 R >> /XObject << /X 1000 0 R >> >>",
    )
    return pdf(["/X Do"], resources="/XObject << /X 1000 0 R >>", extra={1000: form})


def saved_forever() -> bytes:
    """A million graphics states."""
    return pdf(["q " * 1_000_000])


def glyph_flood() -> bytes:
    """Two million glyphs on a page."""
    return pdf(["BT /F1 9 Tf " + "(aaaaaaaaaaaaaaaaaaaa) Tj " * 100_000 + "ET"])


def scattered() -> bytes:
    """Thirty thousand digits all over a page, and as many thin rectangles: read, slowly."""
    drawn = "".join(put(7 * place % 590, 11 * place % 840, str(place % 10), size=5 + place % 5) for place in range(30_000))
    return pdf([drawn + "".join(f"{7 * place % 590} {13 * place % 840} 0.5 40 re f\n" for place in range(30_000))])


def marked_flood() -> bytes:
    """300,000 marks opened and not closed, in a layer of 100,000 groups."""
    groups = " ".join(f"{2000 + place} 0 R" for place in range(100_000))
    resources = f"/Properties << /M << /Type /OCMD /OCGs [{groups}] >> >>"
    objects = objects_of(pdf([table(ROWS) + "/OC /M BDC\n" * 300 + "/P BMC\n" * 300_000], resources=resources))
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /D << /OFF [1999 0 R] >> >> >>"
    return write_objects(objects)


def cover_flood() -> bytes:
    """A dense page under 100,000 rectangles."""
    text = "".join(put(20, 800 - 9 * place, "0123456789" * 30, size=2) for place in range(80))
    return pdf([text + table(ROWS) + "1 g\n" + "500 0 90 90 re f\n" * 100_000])


def ground_flood() -> bytes:
    """White text on 19,990 white patches."""
    patches = "".join(f"{place % 97} {place % 89} 400 600 re f\n" for place in range(19_990))
    return pdf(["1 g " + patches + "".join(put(20, 100 + place, "1" * 100, size=2) for place in range(390))])


def clip_flood() -> bytes:
    """Clips within clips, each a path of many points."""
    path = "0 0 m " + "9 9 l 600 900 l 0 900 l " * 2_000 + "h W n\n"
    return pdf([path * 30 + table(ROWS)])


def repeated_content() -> bytes:
    """One content stream of 2 MB, named 100,000 times."""
    objects = objects_of(pdf([b" " * 2_000_000 + table(ROWS).encode()]))
    objects[200] = objects[200].replace(b"/Contents 201 0 R", b"/Contents [" + b"201 0 R " * 100_000 + b"]")
    return write_objects(objects)


def predicted_rows() -> bytes:
    """A predictor over 25 million rows of one byte."""
    content = flate(b"\x02\x00" * 25_000_000, "/DecodeParms << /Predictor 12 /Columns 1 >>")
    return write_objects(objects_of(plain_table()) | {201: content})


def run_length_bomb() -> bytes:
    """Runs of 127 bytes, 90 MB of them."""
    return write_objects(objects_of(plain_table()) | {201: stream(b"\x82a" * 700_000, "/Filter /RunLengthDecode")})


def long_string() -> bytes:
    """One string of six million glyphs."""
    return pdf(["BT /F1 1 Tf 6 700 Td (" + "a1" * 3_000_000 + ") Tj ET"])


def many_differences() -> bytes:
    """An encoding that names a million glyphs."""
    entries = "/Differences [0 " + "/a " * 1_000_000 + "]"
    odd = f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << {entries} >> >>"
    return pdf([table(ROWS) + put(60, 500, "a", "F9")], FONTS | {"F9": odd})


def fat_map() -> bytes:
    """A glyph that a font's map says is 60,000 characters, drawn 20,000 times over."""
    chars = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <" + b"0031" * 60_000 + b"> endbfchar endcmap"
    body = "BT /F9 10 Tf 60 600 Td " + "(AAAAAAAAAAAAAAAAAAAA) Tj " * 1_000 + "ET " + table(ROWS)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 1000 0 R >>"
    return pdf([body], FONTS | {"F9": font}, extra={1000: flate(chars)})


def endless_numbers() -> bytes:
    """Matrices that multiply beyond every number, beside a table."""
    grown = "q " + "999999999999999 0 0 999999999999999 999999999999999 1 cm " * 40 + table(ROWS) + " Q "
    return pdf([grown + table(ROWS)], page_entries="/MediaBox [0 0 999999999999999 1e308] /Rotate 45 /CropBox [(a) null 3]")


def previous_loop() -> bytes:
    """/Prev that points at its own section."""
    data = pdf([table(ROWS)])
    start = data.rindex(b"xref\n0")
    return garble(data, b"trailer\n<<", b"trailer\n<< /Prev %d" % start)


def truncated_content() -> bytes:
    """A page whose compressed operators break off in the middle."""
    packed = zlib.compress(table(ROWS * 30).encode("latin-1"))
    return write_objects(objects_of(pdf(["q"])) | {201: stream(packed[: len(packed) // 2], "/Filter /FlateDecode")})


def wrong_checksum() -> bytes:
    """Complete operators behind which the checksum is wrong: read, nothing is lost."""
    packed = zlib.compress(table(ROWS).encode("latin-1"))
    return write_objects(objects_of(pdf(["q"])) | {201: stream(packed[:-4] + b"\0\0\0\0", "/Filter /FlateDecode")})


def no_checksum() -> bytes:
    """Complete operators, the checksum cut off."""
    packed = zlib.compress(table(ROWS).encode("latin-1"))
    return write_objects(objects_of(pdf(["q"])) | {201: stream(packed[:-4], "/Filter /FlateDecode")})


def no_xref() -> bytes:
    """A file without its cross-reference table: repaired."""
    data = pdf([table(ROWS)])
    return data[: data.rindex(b"xref\n0")] + b"trailer\n<< /Root 1 0 R /Size 300 >>\n%%EOF\n"


def shifted_xref() -> bytes:
    """Every offset seven bytes off, as after a careless transfer: repaired."""
    return garble(pdf([table(ROWS)]), b"%PDF-1.5\n", b"%PDF-1.5\n%abcde\n")


def cut_off() -> bytes:
    """A file that ends in the middle of its page's operators."""
    data = pdf([table(ROWS * 40)])
    return data[: data.index(b"endstream") - 200]


def no_pdf() -> bytes:
    """A header and noise."""
    return b"%PDF-1.4\n" + bytes(range(256)) * 40


def blank() -> bytes:
    """A page with nothing on it."""
    return pdf([""])


def endless_expression() -> bytes:
    """A visibility expression that names itself twice."""
    objects = objects_of(pdf(["/OC /M BDC\n" + table(ROWS) + "EMC\n"], resources="/Properties << /M 300 0 R >>"))
    return write_objects(objects | {300: b"<< /Type /OCMD /VE 301 0 R >>", 301: b"[/And 301 0 R 301 0 R]"})


def encrypted() -> bytes:
    """A file that asks for a password."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf([table(ROWS)]))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def deep_arrays() -> bytes:
    """An array in an array, 100,000 deep, where the resources should be: no font is defined."""
    return write_objects(
        objects_of(pdf([table(ROWS)]))
        | {300: b"[" * 100_000 + b"]" * 100_000, 200: b"<< /Type /Page /Parent 2 0 R /Resources 300 0 R /Contents 201 0 R /Group 300 0 R >>"}
    )


def objects_of(data: bytes) -> dict[int, bytes]:
    """The objects of a file that `write_objects` wrote."""
    found: dict[int, bytes] = {}
    place = 0
    while (start := data.find(b" 0 obj\n", place)) >= 0:
        number = int(data[data.rindex(b"\n", 0, start) + 1 : start])
        end = data.index(b"\nendobj\n", start)
        found[number] = data[start + 7 : end]
        place = end
    return found


HOSTILE: tuple[tuple[Callable[[], bytes], str | None], ...] = (
    (flate_bomb, "too_large"), (nested_bomb, "too_large"), (lzw_bomb, "too_large"), (many_filters, "damaged"), (huge_predictor, "damaged"),
    (huge_widths, None), (huge_map, None), (length_cycle, None), (reference_cycle, "damaged"), (font_cycle, "damaged"), (kids_cycle, None),
    (deep_tree, None), (many_pages, "too_large"), (missing_page, "damaged"), (wrong_count, None), (missing_endstream, None),
    (huge_length, None), (form_fan_out, "too_large"), (form_cycle, None), (saved_forever, "damaged"), (marked_flood, None), (cover_flood, None), (ground_flood, "empty"),
    (clip_flood, None), (repeated_content, "too_large"), (predicted_rows, "too_large"), (run_length_bomb, "too_large"),
    (long_string, "too_large"), (many_differences, None), (fat_map, None), (endless_numbers, None), (glyph_flood, "too_large"), (scattered, None),
    (previous_loop, None), (truncated_content, "damaged"), (wrong_checksum, None), (no_checksum, None), (no_xref, None),
    (shifted_xref, None), (cut_off, "damaged"), (no_pdf, "damaged"), (blank, "empty"), (encrypted, "encrypted"), (scanned, "scanned"),
    (deep_arrays, "damaged"), (endless_expression, "damaged"),
)  # fmt: skip


def main(folder: Path) -> None:
    """Writes every sample."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in (*SAMPLES, *(sample for sample, _ in HOSTILE)):
        (folder / f"{sample.__name__}.pdf").write_bytes(sample())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
