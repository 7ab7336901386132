"""A PDF with a text layer as lines of chunks, each with its place on the page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import regex
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from parsers.errors import UnreadableDocument
from parsers.model import Document, Finding, Line, Ruling
from parsers.readers.pdf_chunks import POINTS, cut_headings, is_number, line_to_chunks
from parsers.readers.pdf_fast import FastReader
from parsers.readers.pdf_fonts import FontBook
from parsers.readers.pdf_glyphs import Page, drop_overprint, hide_invisible, show_page, turn_upright, unnamed
from parsers.readers.pdf_plain import PlainDevice, PlainInterpreter, read_page
from parsers.readers.pdf_rulings import mark_ruled, page_to_rulings, upright_rulings
from parsers.readers.pdf_scan import Irregular
from parsers.readers.pdf_words import page_to_word_lines

HEADER = regex.compile(rb"%PDF-[0-9]")
HEADER_WITHIN = 1024
"""Bytes: readers accept a header that far behind the start of the file."""
DATE = regex.compile(r"(?:D:)?+(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
MEDIA_TYPE = "application/pdf"


def claims(path: Path, head: bytes) -> bool:
    """Whether the file is a PDF by its first bytes, whatever its name."""
    return HEADER.search(head[:HEADER_WITHIN]) is not None


def read(path: Path, data: bytes, *, number: int, name: str, plain: bool = False) -> Document:
    """The document's lines, rulings and findings.

    Lines have layout `geometry`: coordinates in points from the top left of the page as shown (CropBox and /Rotate applied),
    numbered on each page. name: the file's name inside of the drop. plain: with pdfminer.six's own interpreter, slowly.

    Raises UnreadableDocument with the code `encrypted`, `scanned` (pictures without text), `damaged` or `too_large`.
    """
    pages: list[Page] = []
    lines: list[Line] = []
    rulings: list[Ruling] = []
    findings: list[Finding] = []
    document = open_document(data, name)
    for page in document_to_pages(document, plain):
        page = page_as_shown(page)
        page_lines, page_rulings, page_findings = page_to_lines(page, number)
        pages.append(replace(page, paths=()))
        lines.extend(page_lines)
        rulings.extend(page_rulings)
        findings.extend(page_findings)
    refuse_scans(pages, name)
    return Document(
        number, name, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, len(pages), tuple(lines), document_date(document), tuple(findings), tuple(rulings)
    )


def open_document(data: bytes, name: str) -> PDFDocument:
    """The opened document. Raises UnreadableDocument (`encrypted`, `damaged`)."""
    try:
        return PDFDocument(PDFParser(BytesIO(data)))
    except PDFEncryptionError as error:
        raise UnreadableDocument("encrypted", f"{name}: the PDF asks for a password; save it without one and drop it again") from error


def document_to_pages(document: PDFDocument, plain: bool) -> Iterator[Page]:
    """The pages in order, with the CropBox applied, in page space."""
    book = PDFResourceManager() if plain else FontBook()
    device = PlainDevice(book)
    interpreter = PlainInterpreter(book, device)
    fast = FastReader(book) if isinstance(book, FontBook) else None
    for number, page in enumerate(PDFPage.create_pages(document), 1):
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
    return turn_upright(drop_overprint(hide_invisible(page)))


def page_to_lines(page: Page, document: int) -> tuple[list[Line], tuple[Ruling, ...], list[Finding]]:
    """The page's lines from top to bottom, its rulings, and what is odd about it."""
    rulings = page_to_rulings(page)
    upright = upright_rulings(rulings)
    word_lines, aslant = page_to_word_lines(page)
    lines: list[Line] = []
    for place, chunks in enumerate(cut_headings([line_to_chunks(line, upright) for line in word_lines]), 1):
        boxes = [chunk.bbox for chunk in chunks if chunk.bbox is not None]
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        lines.append(Line(page.number, place, "geometry", chunks, indent=round(chunks[0].x0, POINTS), bbox=box))
    numeric = [[i for i, chunk in enumerate(line.chunks) if is_number(chunk.text)] for line in lines]
    return mark_ruled(lines, rulings, numeric), rulings, page_findings(page, document, aslant)


def page_findings(page: Page, document: int, aslant: int) -> list[Finding]:
    """What a person should know of the page."""
    nameless = unnamed(page.glyphs.texts)
    told = (
        (page.overprinted, "overprint", "info", f"{page.overprinted} overprinted copies of glyphs dropped"),
        (page.hidden, "hidden_text", "info", f"{page.hidden} glyphs left out that the page does not show (invisible, or outside of the CropBox)"),
        (page.ocr, "ocr_text", "warning", "all text is an invisible layer over pictures, the work of an OCR program: check its numbers"),
        (nameless, "cid_text", "error", f"{nameless} glyphs have no Unicode in the font and read (cid:n); their text is lost"),
        (aslant, "aslant_text", "warning", f"{aslant} glyphs run aslant or across the page's direction of reading and are in no line"),
        (page.turned, "turned_page", "info", f"text runs up or down the page: read after {page.turned} quarter turns clockwise"),
        (page.images and not len(page.glyphs), "scanned_page", "warning", "a picture and no text: run OCR on the page first"),
        (page.operators and not len(page.glyphs) and not page.images, "no_glyphs", "warning", f"{page.operators} painting operators and no glyph"),
    )  # fmt: skip
    return [
        Finding(code, severity, f"p.{page.number}: {message}", document=document, page=page.number)  # type: ignore[arg-type]
        for present, code, severity, message in told
        if present
    ]


def refuse_scans(pages: list[Page], name: str) -> None:
    """Nothing. Raises UnreadableDocument where no page has text: `scanned` with pictures, else `damaged`."""
    if any(len(page.glyphs) for page in pages):
        return
    if any(page.images for page in pages):
        raise UnreadableDocument("scanned", f"{name}: {len(pages)} pages of pictures without text; run OCR first, then drop it again")
    raise UnreadableDocument("damaged", f"{name}: {len(pages)} pages and no text on any of them; export the PDF again")


def document_date(document: PDFDocument) -> date | None:
    """The day that the metadata give for the document's creation."""
    for info in document.info:
        stamp = resolve1(info.get("CreationDate"))
        found = DATE.match(stamp.decode("latin-1")) if isinstance(stamp, bytes) else None
        if found:
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None
