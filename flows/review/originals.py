"""The documents themselves, for the page: pictures of PDF pages, lines of text and HTML.

The store keeps no documents. Where the drop is still there, and holds the very bytes that were read (SHA-256), its pages are shown; where it is
not, the page says so and works without. Boxes and pictures share one place: points from the top left of the page as it is shown.
"""

from __future__ import annotations

import base64
import hashlib
import io
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from flows.review.stored import Stored
from flows.work.drops import paths_to_drops
from flows.work.twins import base_of
from parsers.errors import UnreadableDocument
from parsers.read import read_document

SCALE = 1.6
"""Pixels a point: 115 dpi, so that footnotes of 6 points can be read."""
LOSSLESS_BYTES = 120_000
"""A page of text is 20 to 40 kilobytes without loss; a photograph is told by more than this and stored with loss."""
PICTURE_BYTES = 3_400_000
"""All pictures of a release together, so that its page stays under 5 MB; pages beyond are not shown, and that is said."""
SECONDS = 30.0
"""For all pictures of a release; less than the page may take (flows/review/painter.py)."""
LARGEST = 2_500
"""Pixels of a picture's longer side; larger pages (posters, hostile files) are drawn smaller."""
INDENT = 60
"""Columns of indent kept of a line."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    width: float
    """Of the page, in points."""
    height: float
    data: str
    """A data URI."""


@dataclass(frozen=True, slots=True)
class Original:
    """What is shown of one document: `pages` by their number, or `lines` as (page, line, text)."""

    document: int
    path: str
    pages: dict[int, PagePicture]
    lines: tuple[tuple[int, int, str], ...]
    note: str
    """Why something is not shown; empty in the good case."""


def read_sources(stored: Stored, places: Iterable[Path]) -> tuple[Original, ...]:
    """A source for each document of a release, found in the places (drops and folders of drops) by its bytes."""
    found = find_documents(stored, places)
    deadline = time.monotonic() + SECONDS
    sources: list[Original] = []
    left = PICTURE_BYTES
    for number, document in enumerate(stored.release["documents"], start=1):
        data = found.get(document["sha256"])
        if data is None:
            note = f"{document['path']} was not found with the content that was read; give its place with --from to see it here"
            sources.append(Original(number, document["path"], {}, (), note))
        elif document["media_type"] == "application/pdf":
            first = pages_first(stored, number, document["pages"])
            pages, note = pdf_to_pictures(data.read_bytes(), first, left, deadline)
            left -= sum(len(page.data) for page in pages.values())
            sources.append(Original(number, document["path"], pages, (), note))
        else:
            sources.append(lines_source(number, document["path"], data))
    return tuple(sources)


def originals_lost(stored: Stored, why: str) -> tuple[Original, ...]:
    """The documents without anything of them, where they cannot be drawn."""
    return tuple(
        Original(number, document["path"], {}, (), f"{document['path']} cannot be shown: {why}")
        for number, document in enumerate(stored.release["documents"], start=1)
    )


def find_documents(stored: Stored, places: Iterable[Path]) -> dict[str, Path]:
    """SHA-256 -> file, for the documents of the release that are still there."""
    wanted: set[str] = {document["sha256"] for document in stored.release["documents"]}
    found: dict[str, Path] = {}
    for place in places:
        if not place.exists():
            continue
        drops = (*paths_to_drops([place]), *(paths_to_drops([], whole=[place]) if place.is_dir() else ()))
        for drop in drops:
            if base_of(drop.release_id) == base_of(stored.release_id) or place.is_file():
                files = (path for _, path in drop.documents if isinstance(path, Path))
                found |= {digest: path for path in files if (digest := file_digest(path)) in wanted}
    return found


def file_digest(path: Path) -> str:
    """SHA-256 of a file; empty where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def pages_first(stored: Stored, document: int, pages: int) -> list[int]:
    """Page numbers, those with readings or findings first: they must fit, whatever else is left out."""
    spoken = {reading["page"] for reading in stored.readings if reading["document"] == document}
    spoken |= {finding["page"] for finding in stored.findings if finding["document"] == document and finding["page"]}
    return sorted(range(1, pages + 1), key=lambda page: (page not in spoken, page))


def pdf_to_pictures(data: bytes, order: Sequence[int], budget: int, deadline: float) -> tuple[dict[int, PagePicture], str]:
    """(page -> picture, which pages are left out and why)."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {}, f"the pages cannot be drawn ({error})"
    pictures: dict[int, PagePicture] = {}
    left_out: list[int] = []
    for number in order:
        picture = None
        if number <= len(document) and budget > 0 and time.monotonic() < deadline:
            picture = page_to_picture(document, number)
        if picture is None or len(picture.data) > budget:
            left_out.append(number)
        else:
            budget -= len(picture.data)
            pictures[number] = picture
    note = f"pages left out to keep this file small: {', '.join(map(str, sorted(left_out)[:40]))}" if left_out else ""
    return pictures, note


def page_to_picture(document: pypdfium2.PdfDocument, number: int) -> PagePicture | None:
    """A page in shades of grey; None where it cannot be drawn."""
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(SCALE, LARGEST / max(width, height, 1.0))
        image = page.render(scale=scale, grayscale=True).to_pil()
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
    return PagePicture(width, height, image_to_uri(image))


def image_to_uri(image: Image.Image) -> str:
    """WebP without loss in sixteen greys, which is small and sharp for text; with loss where that is large (photographs)."""
    buffer = io.BytesIO()
    image.convert("L").point([round(round(grey / 17) * 17) for grey in range(256)]).save(buffer, "WEBP", lossless=True, method=1)
    if buffer.tell() > LOSSLESS_BYTES:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=40, method=2)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()


def lines_source(number: int, name: str, path: Path) -> Original:
    """The lines of a text or HTML document as its reader gives them, so that line numbers are those of the readings."""
    try:
        document = read_document(path, number=number, name=name)
    except UnreadableDocument as error:
        return Original(number, name, {}, (), str(error))
    gap = "   " if document.media_type == "text/html" else " "
    texts = (" " * min(INDENT, int(line.indent)) + gap.join(chunk.text for chunk in line.chunks).rstrip() for line in document.lines)
    lines = tuple((line.page, line.number, text) for line, text in zip(document.lines, texts, strict=True))
    return Original(number, name, {}, lines, "")
