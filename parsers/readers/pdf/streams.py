"""Streams of a PDF decoded under a budget; one that breaks off, or swells, is an error and never silently empty."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdftypes import PDFStream, dict_value, int_value
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from parsers.errors import UnreadableDocument
from parsers.readers.pdf.limits import Broken, Budget

STREAM_LIMIT = 64 << 20
"""Decoded bytes of one stream."""
FILTERS = 6
"""Filters of one stream."""
ROW_LIMIT = 1 << 20
"""Bytes in a row of a predictor ..."""
ROWS_LIMIT = 1 << 20
"""... and how many rows: pdfminer undoes each in Python."""


class BoundedStream(PDFStream):
    """A stream that decodes under a budget and notices when its data break off."""

    budget: Budget

    def decode(self) -> None:
        """Fills `data`. Raises UnreadableDocument."""
        data = self.rawdata or b""
        if self.decipher:
            assert self.objid is not None
            assert self.genno is not None
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        filters = self.get_filters()
        if len(filters) > FILTERS:
            raise Broken(f"object {self.objid}: {len(filters)} filters")
        for name, params in filters:
            data = self._apply(literal_name(name), data)
            data = _undo_predictor(data, dict_value(params))
        self.data, self.rawdata = data, None

    def _apply(self, name: object, data: bytes) -> bytes:
        decoder = DECODERS.get(str(name))
        if decoder is None:
            raise Broken(f"object {self.objid}: filter {name} cannot hold text")
        try:
            data = decoder(data)
        except UnreadableDocument as error:
            raise type(error)(*_told(error, f"object {self.objid}: ")) from error
        except Exception as error:
            raise Broken(f"object {self.objid}: {name} cannot be decoded ({error})") from error
        self.budget.spend("decoded bytes", len(data))
        return data


def _told(error: UnreadableDocument, place: str) -> tuple[str, ...]:
    return (place + str(error),) if isinstance(error, Broken) else (error.code, place + str(error))


def inflate(data: bytes) -> bytes:
    """The inflated bytes. Raises UnreadableDocument: `too_large`, or `damaged` where the data break off or are garbled.

    A wrong checksum behind complete data is forgiven.
    """
    if not data.strip():
        return b""
    whole = zlib.decompressobj()
    try:
        out = whole.decompress(data, STREAM_LIMIT)
    except zlib.error:
        # the checksum, or garbled data: without the header and the checksum only the latter fails again
        whole = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            out = whole.decompress(data[2:], STREAM_LIMIT)
        except zlib.error as error:
            raise Broken(f"compressed data are garbled ({error})") from error
    if whole.unconsumed_tail:
        raise UnreadableDocument("too_large", f"inflates to more than {STREAM_LIMIT:,} bytes")
    if not whole.eof and not _only_checksum_missing(data):
        raise Broken(f"compressed data break off after {len(data):,} bytes")
    return out


def _only_checksum_missing(data: bytes) -> bool:
    bare = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        bare.decompress(data[2:], STREAM_LIMIT)
    except zlib.error:
        return False
    return bare.eof


def unpack_lzw(data: bytes) -> bytes:
    """The unpacked bytes. Raises UnreadableDocument."""
    pieces: list[bytes] = []
    size = 0
    for piece in LZWDecoder(BytesIO(data)).run():
        size += len(piece)
        if size > STREAM_LIMIT:
            raise UnreadableDocument("too_large", f"unpacks to more than {STREAM_LIMIT:,} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def unpack_runs(data: bytes) -> bytes:
    """The bytes of a run-length code, as pdfminer's rldecode gives them. Raises UnreadableDocument."""
    pieces: list[bytes] = []
    place = size = 0
    while place < len(data) and (length := data[place]) != 128:
        step = length + 1 if length < 128 else 1
        if place + step >= len(data):
            raise Broken(f"run-length data break off after {len(data):,} bytes")
        piece = data[place + 1 : place + 1 + step] * (1 if length < 128 else 257 - length)
        pieces.append(piece)
        place += 1 + step
        size += len(piece)
        if size > STREAM_LIMIT:
            raise UnreadableDocument("too_large", f"unpacks to more than {STREAM_LIMIT:,} bytes")
    return b"".join(pieces)


POWERS = np.array([85**4, 85**3, 85**2, 85, 1], dtype=np.uint64)


def decode_ascii85(data: bytes) -> bytes:
    """The decoded bytes; by the standard library where the text holds the short form `z` or anything else unusual."""
    text = b"".join(data.split())
    body = text.removeprefix(b"<~").partition(b"~")[0]
    digits = np.frombuffer(body, dtype=np.uint8)
    if not len(body) or digits.min() < 33 or digits.max() > 117:
        return ascii85decode(data)
    missing = -len(body) % 5
    groups = np.concatenate((digits, np.full(missing, 117, np.uint8))).astype(np.uint64).reshape(-1, 5) - np.uint64(33)
    values = groups @ POWERS
    if values.max() > 0xFFFFFFFF:
        return ascii85decode(data)
    decoded = values.astype(">u4").tobytes()
    return decoded[: len(decoded) - missing]


def _undo_predictor(data: bytes, params: dict[str, Any]) -> bytes:
    kind = int_value(params.get("Predictor", 1))
    if kind < 2:
        return data
    colors, columns, bits = (int_value(params.get(name, default)) for name, default in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8)))
    if not 0 < colors * columns * bits <= 8 * ROW_LIMIT:
        raise Broken(f"a predictor over rows of {colors} x {columns} x {bits} bits")
    if len(data) * 8 > ROWS_LIMIT * colors * columns * bits:
        raise UnreadableDocument("too_large", f"a predictor over {len(data) * 8 // (colors * columns * bits):,} rows")
    return apply_tiff_predictor(colors, columns, bits, data) if kind == 2 else apply_png_predictor(kind, colors, columns, bits, data)


DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "FlateDecode": inflate, "Fl": inflate, "LZWDecode": unpack_lzw, "LZW": unpack_lzw, "ASCII85Decode": decode_ascii85,
    "A85": decode_ascii85, "ASCIIHexDecode": asciihexdecode, "AHx": asciihexdecode, "RunLengthDecode": unpack_runs, "RL": unpack_runs,
}  # fmt: skip
"""The filters that streams of operators, maps and objects use; a picture's are never asked for."""
