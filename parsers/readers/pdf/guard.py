"""A PDF opened with limits: pdfminer.six's objects, with what a hostile or broken file can ask of them bounded.

Left to itself pdfminer expands a bomb, walks a range of 2^31, follows `/Prev` in a circle and takes a truncated stream for
an empty one. Here every stream is decoded under a budget, a stream that breaks off is an error, cross-reference sections
and pages are walked once, and what pdfminer looks up in vain is known. The time and memory of the whole process are limited
by whoever runs it (flows/work/workers.py).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from hashlib import md5
from io import BytesIO
from typing import Any, ClassVar

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from pdfminer.arcfour import Arcfour
from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFStandardSecurityHandler, PDFStandardSecurityHandlerV4
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, int_value, list_value, resolve1
from pdfminer.psparser import KWD, PSKeyword

from parsers.errors import UnreadableDocument
from parsers.readers.pdf.limits import PAGE_LIMIT, Broken, Budget
from parsers.readers.pdf.objects import parse_object, parse_objects
from parsers.readers.pdf.operators import Irregular
from parsers.readers.pdf.streams import BoundedStream

OBJECT = re.compile(rb"\s*+ ([0-9]{1,9}+) \s++ [0-9]{1,5}+ \s++ obj (?= [\s/<\[(] )", re.VERBOSE)
NULL = KWD(b"null")
"""What pdfminer leaves for a null inside of an object stream."""


class BoundedParser(PDFParser):
    """pdfminer's parser of objects, whose streams end where `endstream` stands and decode under a budget."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        super().__init__(BytesIO(data))
        self.whole = data
        self.budget = budget

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        """Handles the keyword `stream` itself and leaves the others to pdfminer."""
        if token is not self.KEYWORD_STREAM:
            super().do_keyword(pos, token)
            return
        ((_, entries),) = self.pop(1)
        stream, end = self.stream_at(pos, dict_value(entries))
        following = self.whole.find(b"endstream", end)
        self.seek(following if following >= 0 else end)
        self.push((pos, stream))

    def stream_at(self, pos: int, attrs: dict[str, Any]) -> tuple[BoundedStream, int]:
        """The stream whose keyword stands at `pos`, and where its data end."""
        start = self._first_byte(pos)
        end = self._last_byte(start, int_value(attrs.get("Length", 0)))
        assert self.doc is not None
        stream = BoundedStream(attrs, self.whole[start:end], self.doc.decipher)
        stream.budget = self.budget
        return stream, end

    def _first_byte(self, pos: int) -> int:
        start = pos + len(b"stream")
        return start + (2 if self.whole[start : start + 2] == b"\r\n" else 1)

    def _last_byte(self, start: int, length: int) -> int:
        """Behind the last byte: where /Length says, if `endstream` follows there, else before the next `endstream`."""
        end = start + length
        if 0 <= length <= len(self.whole) - start and self.whole[end : end + 12].lstrip().startswith(b"endstream"):
            return end
        found = self.whole.find(b"endstream", start)
        if found < 0:
            return len(self.whole)
        return found - (2 if self.whole[found - 2 : found] == b"\r\n" else 1 if self.whole[found - 1 : found] in (b"\n", b"\r") else 0)


# ---------------------------------------------------------------------------------------------------------------------
# Documents and pages


def decipher_rc4(key: bytes, objid: int, genno: int, data: bytes) -> bytes:
    """The deciphered bytes of an object, by the library that pdfminer has at hand for AES; its own RC4 is written in Python."""
    mixed = md5(key + struct.pack("<L", objid)[:3] + struct.pack("<L", genno)[:2], usedforsecurity=False).digest()
    secret = mixed[: min(len(key) + 5, 16)]
    if len(secret) * 8 not in ARC4.key_sizes:
        return Arcfour(secret).decrypt(data)
    return Cipher(ARC4(secret), None).decryptor().update(data)


class QuickHandler(PDFStandardSecurityHandler):
    """Revisions 2 and 3."""

    def decrypt_rc4(self, objid: int, genno: int, data: bytes) -> bytes:
        """The deciphered bytes of an object."""
        assert self.key is not None
        return decipher_rc4(self.key, objid, genno, data)


class QuickHandlerV4(PDFStandardSecurityHandlerV4):
    """Revision 4."""

    def decrypt_rc4(self, objid: int, genno: int, data: bytes) -> bytes:
        """The deciphered bytes of an object."""
        assert self.key is not None
        return decipher_rc4(self.key, objid, genno, data)


class BoundedDocument(PDFDocument):
    """pdfminer's document, with each cross-reference section read once and no guessing where there is none."""

    security_handler_registry: ClassVar[dict[int, type[PDFStandardSecurityHandler]]] = {
        **PDFDocument.security_handler_registry, 1: QuickHandler, 2: QuickHandler, 4: QuickHandlerV4,
    }  # fmt: skip

    def __init__(self, data: bytes, repaired: bool = False) -> None:
        self.repaired = repaired
        self.budget = Budget()
        self.sections: set[int] = set()
        self.whole = data
        self.bounded = BoundedParser(data, self.budget)
        super().__init__(self.bounded, fallback=False)

    def getobj(self, objid: int) -> object:
        """The object; None for references that go round in a circle."""
        seen = {objid}
        found = super().getobj(objid)
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                return None
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found

    def _refer(self, number: int) -> PDFObjRef:
        return PDFObjRef(self, number)

    def _getobj_parse(self, pos: int, objid: int) -> object:
        head = OBJECT.match(self.whole, pos)
        if head is None or int(head[1]) != objid:
            return super()._getobj_parse(pos, objid)
        try:
            found, word, place = parse_object(self.whole, head.end(), self._refer)
        except Irregular:
            return super()._getobj_parse(pos, objid)
        if word == b"endobj":
            return found
        if not isinstance(found, dict):
            return super()._getobj_parse(pos, objid)
        return self.bounded.stream_at(place, found)[0]

    def _get_objects(self, stream: PDFStream) -> tuple[list[object], int]:
        try:
            objects = parse_objects(stream.get_data(), self._refer, NULL)
        except Irregular:
            return super()._get_objects(stream)
        return objects, int_value(stream.get("N", 0))

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Reads a section and those before it."""
        if start in self.sections:
            return
        self.sections.add(start)
        self.budget.spend("cross-reference sections", 1)
        super().read_xref_from(parser, start, xrefs)


def document_to_pages(document: BoundedDocument) -> Iterator[PDFPage]:
    """The pages in order, each object once, whatever the depth of their tree.

    Raises UnreadableDocument (`damaged`) where there is no page, or where one is named and not there.
    """
    root = document.catalog.get("Pages")
    counted = int_value(dict_value(root).get("Count", 0))
    found, seen = 0, set()
    waiting: list[tuple[Any, dict[str, Any]]] = [(root, document.catalog)]
    while waiting:
        node, parent = waiting.pop()
        number = node.objid if isinstance(node, PDFObjRef) else None
        if number in seen:
            continue
        if number is not None:
            seen.add(number)
        entries = dict_value(node).copy()
        if not entries:
            raise Broken(f"page {number} of the file is not where the file says", pages=counted)
        inherited = {key: value for key, value in parent.items() if key in PDFPage.INHERITABLE_ATTRS and key not in entries}
        entries |= inherited
        if "Kids" in entries:
            waiting += [(child, entries) for child in reversed(list_value(entries["Kids"]))]
        else:
            document.budget.spend("pages", 1)
            found += 1
            yield PDFPage(document, number, entries, None)
    if not found:
        raise Broken("no page is found")


def content_streams(page: PDFPage) -> list[PDFStream]:
    """The page's content streams. Raises UnreadableDocument (`damaged`) where one is named and not there, `too_large`."""
    entries = page.attrs.get("Contents")
    listed = resolve1(entries)
    streams = []
    for entry in listed if isinstance(listed, list) else [entries]:
        stream = resolve1(entry)
        if isinstance(stream, PDFStream):
            streams.append(stream)
        elif isinstance(entry, PDFObjRef) and not _is_free(page.doc, entry.objid):
            raise Broken(f"content stream {entry.objid} is not where the file says")
    if not streams and isinstance(page.doc, BoundedDocument) and page.doc.repaired:
        raise Broken("a page has lost its content")
    return streams


def content_bytes(streams: Iterable[PDFStream], budget: Budget) -> bytes:
    """The streams' bytes as one stream, paid for. Raises UnreadableDocument."""
    pieces: list[bytes] = []
    size = 0
    for stream in streams:
        pieces.append(stream.get_data())
        size += len(pieces[-1])
        budget.spend("content bytes", len(pieces[-1]))
        if size > PAGE_LIMIT:
            raise UnreadableDocument("too_large", f"a page with {size:,} bytes of operators and more")
    return b"\n".join(pieces)


def _is_free(document: PDFDocument, number: int) -> bool:
    """No section of the file knows the object: the reference is a null, as the standard has it."""
    for xref in document.xrefs:
        try:
            xref.get_pos(number)
        except (KeyError, PDFObjectNotFound):
            continue
        return False
    return True
