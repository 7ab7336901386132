"""A PDF with a text layer as lines of chunks, each with its place on the page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import regex
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, resolve1

from parsers.boxes import around
from parsers.errors import UnreadableDocument
from parsers.printed import Document, Line, Ruling
from parsers.readers.pdf.chunks import POINTS, cut_headings, is_number, line_to_chunks
from parsers.readers.pdf.fast import FastReader
from parsers.readers.pdf.fonts import BoundedFonts, FontBook
from parsers.readers.pdf.glyph_lines import page_to_word_lines
from parsers.readers.pdf.glyphs import Page, drop_overprint, hide_unseen, pictured, show_page, turn_upright, unnamed
from parsers.readers.pdf.guard import BoundedDocument, document_to_pages
from parsers.readers.pdf.layers import Layers
from parsers.readers.pdf.limits import PAGE_RULINGS, Broken
from parsers.readers.pdf.operators import Irregular
from parsers.readers.pdf.plain import PlainDevice, PlainInterpreter, read_page
from parsers.readers.pdf.rulings import mark_ruled, page_to_rulings, upright_rulings
from parsers.records import Finding
from parsers.text.scanner import Scanner

DATE = regex.compile(r"(?:D:)?+(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
SCANNED = 0.5
"""A page is scanned when pictures cover this part of it and it has no text ..."""
STAMPED = 120
"""... and perhaps when it has no more glyphs than a running head and a page number: that is a finding."""
NAMELESS = 0.5
"""A document with a larger part of glyphs without Unicode is not read at all."""
MEDIA_TYPE = "application/pdf"


def read(path: Path, data: bytes, *, number: int, name: str, plain: bool = False, scanner: Scanner | None = None) -> Document:
    """The document's lines, rulings and findings.

    Lines have layout `geometry`: coordinates in points from the top left of the page as shown (CropBox and /Rotate applied),
    numbered on each page. name: the file's name inside of the drop. plain: with pdfminer.six's own interpreter, slowly.
    A file whose structure is broken is repaired once and read again, with a finding.

    Raises UnreadableDocument with the code `encrypted`, `scanned` (pictures without text), `mojibake` (most glyphs have no
    Unicode), `empty`, `too_large`, `memory` or `damaged`.
    """
    try:
        return _read_once(data, number, name, plain)
    except UnreadableDocument as error:
        if error.code != "damaged":
            raise _named(error, name) from error
        reason, pages = str(error), error.pages if isinstance(error, Broken) else 0
    document = _read_once_named(repair(data, name, reason), number, name, plain, reason)
    if document.pages < pages:
        raise UnreadableDocument("damaged", f"{name}: {reason}; of {pages} pages {document.pages} are left; ask for the file again")
    note = Finding("repaired", "warning", f"{name}: read after a repair ({reason})", document=number)
    return replace(document, sha256=hashlib.sha256(data).hexdigest(), findings=(note, *document.findings))


def _read_once_named(data: bytes, number: int, name: str, plain: bool, reason: str) -> Document:
    try:
        return _read_once(data, number, name, plain, repaired=True)
    except UnreadableDocument as error:
        if error.code == "damaged":
            raise UnreadableDocument("damaged", f"{name}: {error} (before a repair: {reason}); ask for the file again or export it anew") from error
        raise _named(error, name) from error


def _named(error: UnreadableDocument, name: str) -> UnreadableDocument:
    return error if str(error).startswith(name) else UnreadableDocument(error.code, f"{name}: {error}")


def repair(data: bytes, name: str, reason: str) -> bytes:
    """The file written anew by qpdf, its objects found without the cross-reference table. Raises UnreadableDocument."""
    import pikepdf  # rarely needed, and slow to import

    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(data)) as broken:
            broken.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except Exception as error:  # qpdf's own errors, and what a hostile file makes of them
        raise UnreadableDocument("damaged", f"{name}: {reason}; a repair failed too; ask for the file again or export it anew") from error
    return out.getvalue()


def _read_once(data: bytes, number: int, name: str, plain: bool, repaired: bool = False) -> Document:
    """The document, every exception of the libraries below turned to UnreadableDocument."""
    try:
        return _read_pages(BoundedDocument(data, repaired), hashlib.sha256(data).hexdigest(), number, name, plain)
    except UnreadableDocument:
        raise
    except PDFEncryptionError as error:
        raise UnreadableDocument("encrypted", "the PDF asks for a password; save it without one and drop it again") from error
    except MemoryError as error:
        raise UnreadableDocument("memory", "reading the PDF takes more memory than allowed") from error
    except RecursionError as error:
        raise UnreadableDocument("damaged", "parts of the file refer to each other in a circle") from error
    except Exception as error:  # pdfminer raises what its code stumbles over: KeyError, TypeError, struct.error ...
        raise UnreadableDocument("damaged", f"{type(error).__name__}: {error}") from error


def _read_pages(document: BoundedDocument, digest: str, number: int, name: str, plain: bool) -> Document:
    pages: list[Page] = []
    lines: list[Line] = []
    rulings: list[Ruling] = []
    findings: list[Finding] = []
    for page in glyph_pages(document, plain):
        page = page_as_shown(page)
        page_lines, page_rulings, page_findings = page_to_lines(page, number)
        pages.append(replace(page, paths=()))
        lines.extend(page_lines)
        rulings.extend(page_rulings)
        findings.extend(page_findings)
    refuse_unread(pages)
    findings.extend(layer_findings(document, number))
    return Document(number, name, digest, MEDIA_TYPE, len(pages), tuple(lines), document_date(document), tuple(findings), tuple(rulings))


def glyph_pages(document: BoundedDocument, plain: bool) -> Iterator[Page]:
    """The pages in order, with the CropBox applied, in page space."""
    book = BoundedFonts(document.budget) if plain else FontBook(document.budget)
    device = PlainDevice(book)
    interpreter = PlainInterpreter(book, device)
    fast = FastReader(book) if isinstance(book, FontBook) else None
    for number, page in enumerate(document_to_pages(document), 1):
        yield show_page(page_to_glyphs(page, number, interpreter, device, fast), crop_box(page))


def page_to_glyphs(page: PDFPage, number: int, interpreter: PlainInterpreter, device: PlainDevice, fast: FastReader | None) -> Page:
    """What the page paints, in user space; plainly where there is no fast reader or where it finds something irregular."""
    if fast is not None:
        try:
            return fast.read_page(page, number)
        except Irregular:
            pass
    return read_page(interpreter, device, page, number)


def crop_box(page: PDFPage) -> tuple[float, float, float, float]:
    """The CropBox, cut to the MediaBox, in user space with /Rotate applied (as `PDFPageInterpreter.process_page` turns it)."""
    x0, y0, x1, y1 = page.mediabox
    left, bottom = max(min(page.cropbox[0], page.cropbox[2]), min(x0, x1)), max(min(page.cropbox[1], page.cropbox[3]), min(y0, y1))
    right, top = min(max(page.cropbox[0], page.cropbox[2]), max(x0, x1)), min(max(page.cropbox[1], page.cropbox[3]), max(y0, y1))
    if right <= left or top <= bottom:
        left, bottom, right, top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    if page.rotate == 90:
        return bottom - y0, x1 - right, top - y0, x1 - left
    if page.rotate == 180:
        return x1 - right, y1 - top, x1 - left, y1 - bottom
    if page.rotate == 270:
        return y1 - top, left - x0, y1 - bottom, right - x0
    return left - x0, bottom - y0, right - x0, top - y0


def page_as_shown(page: Page) -> Page:
    """The page with what a reader sees of it, each glyph once, upright."""
    return turn_upright(drop_overprint(hide_unseen(page)))


def page_to_lines(page: Page, document: int) -> tuple[list[Line], tuple[Ruling, ...], list[Finding]]:
    """The page's lines from top to bottom, its rulings, and what is odd about it."""
    rulings = page_to_rulings(page) if len(page.paths) <= PAGE_RULINGS else ()
    upright = upright_rulings(rulings)
    word_lines, aslant = page_to_word_lines(page)
    lines: list[Line] = []
    for place, chunks in enumerate(cut_headings([line_to_chunks(line, upright) for line in word_lines]), 1):
        lines.append(Line(page.number, place, "geometry", chunks, indent=round(chunks[0].x0, POINTS), bbox=around(chunks)))
    numeric = [[i for i, chunk in enumerate(line.chunks) if is_number(chunk.text)] for line in lines]
    return mark_ruled(lines, rulings, numeric), rulings, page_findings(page, document, aslant)


def page_findings(page: Page, document: int, aslant: int) -> list[Finding]:
    """What a person should know of the page."""
    nameless = unnamed(page.glyphs.texts)
    causes = ", ".join(f"{count} {cause}" for cause, count in page.hidden.items())
    told = (
        (page.overprinted, "overprint", "info", f"{page.overprinted} overprinted copies of glyphs dropped"),
        (page.hidden, "hidden_text", "info", f"{sum(page.hidden.values())} glyphs left out that the page does not show: {causes}"),
        (page.ocr, "ocr_text", "warning", "all text is an invisible layer over pictures, the work of an OCR program: check its numbers"),
        (nameless, "cid_text", "error", f"{nameless} glyphs have no Unicode in the font and read (cid:n); their text is lost"),
        (aslant, "aslant_text", "warning", f"{aslant} glyphs run aslant or across the page's direction of reading and are in no line"),
        (page.turned, "turned_page", "info", f"text runs up or down the page: read after {page.turned} quarter turns clockwise"),
        (
            pictured(page) >= SCANNED and len(page.glyphs) <= STAMPED and not page.ocr, "scanned_page", "error",
            f"a picture covers the page, with {len(page.glyphs)} glyphs of text: what it shows is not read; run OCR on the page",
        ),
        (len(page.paths) > PAGE_RULINGS, "rulings", "warning", f"{len(page.paths):,} lines and rectangles, a drawing and no table: left out"),
        (page.operators and not len(page.glyphs) and not page.images, "no_glyphs", "warning", f"{page.operators} painting operators and no glyph"),
    )  # fmt: skip
    return [
        Finding(code, severity, f"p.{page.number}: {message}", document=document, page=page.number)  # type: ignore[arg-type]
        for present, code, severity, message in told
        if present
    ]


def layer_findings(document: BoundedDocument, number: int) -> list[Finding]:
    """A finding where layers are switched off: whoever switches them on sees more than was read."""
    off = len(Layers(document.catalog).off)
    if not off:
        return []
    return [Finding("hidden_layers", "warning", f"{off} layers are switched off when the document is opened; what they hold is not read", document=number)]


def refuse_unread(pages: list[Page]) -> None:
    """Nothing. Raises UnreadableDocument where a page is scanned, and where the document has no text that can be read."""
    scanned = [page.number for page in pages if pictured(page) >= SCANNED and not len(page.glyphs)]
    if scanned:
        places = ", ".join(map(str, scanned[:10])) + (" ..." if len(scanned) > 10 else "")
        raise UnreadableDocument("scanned", f"p.{places}: pictures without text; run OCR first (for example ocrmypdf), then drop it again")
    glyphs = sum(len(page.glyphs) for page in pages)
    nameless = sum(unnamed(page.glyphs.texts) for page in pages)
    if glyphs and nameless <= NAMELESS * glyphs:
        return
    if glyphs:
        raise UnreadableDocument(
            "mojibake", f"{nameless:,} of {glyphs:,} glyphs have no Unicode in their fonts; export the PDF again, or run OCR on it"
        )
    if unseen := sum(sum(page.hidden.values()) for page in pages):
        raise UnreadableDocument("empty", f"{len(pages)} pages of which no text is shown; {unseen:,} glyphs are clipped away, invisible, painted over or in the colour of the paper")
    if any(page.operators for page in pages):
        raise UnreadableDocument(
            "scanned", f"{len(pages)} pages of drawings without text (type turned to outlines?); run OCR first, then drop it again"
        )
    raise UnreadableDocument("empty", f"{len(pages)} pages with nothing on them")


def document_date(document: BoundedDocument) -> date | None:
    """The day that the metadata give for the document's creation."""
    for info in document.info:
        stamp = resolve1(dict_value(info).get("CreationDate"))
        found = DATE.match(stamp.decode("latin-1")) if isinstance(stamp, bytes) else None
        if found:
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None
