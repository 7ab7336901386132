"""Fonts for the fast path: pdfminer's own font objects, made without the work that reading text does not need.

Left out are embedded font programs whose glyph table is not asked for, and the slow parsing of a ToUnicode map where one
regular expression accounts for every byte of it. Maps are kept over documents by the hash of their stream.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pdfminer.cmapdb import CMap, CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import literal_name

KEPT_MAPS = 512
"""ToUnicode maps kept over documents."""
LARGEST_MAP = 1 << 16
"""Entries: no code of a font is longer than two bytes in practice; a longer range is cut there."""

SECTION = re.compile(
    rb"""
    \s*+ (?: (?: [0-9]++ \s++ )?+ begin (?P<kind> bfchar | bfrange ) (?P<body> [\s<>\[\]0-9A-Fa-f]*+ ) end (?P=kind) \b
           | (?P<other> (?! (?: [0-9]++ \s++ )? begin(?:bf|cid|notdef) | usecmap ) [^\s]++ ) )
    """,
    re.VERBOSE,
)
CHAR = re.compile(rb"\s*+ < ([0-9A-Fa-f]++) > \s*+ < ([0-9A-Fa-f]++) > \s*+", re.VERBOSE)
RANGE = re.compile(
    rb"\s*+ < ([0-9A-Fa-f]++) > \s*+ < ([0-9A-Fa-f]++) > \s*+ (?: < ([0-9A-Fa-f]++) > | \[ ( [\s<>0-9A-Fa-f]*+ ) \] ) \s*+", re.VERBOSE
)
UNSAFE = re.compile(rb"usecmap|begincid|beginnotdef|%|\(")

Chars = dict[int, tuple[str, float]]
"""Code to text and width in text space."""

_maps: OrderedDict[bytes, dict[int, str]] = OrderedDict()


def to_unicode(data: bytes) -> dict[int, str]:
    """Code to text, as pdfminer's CMapParser reads a ToUnicode stream; the dictionary is shared and not to be changed."""
    key = hashlib.blake2b(data, digest_size=16).digest()
    found = _maps.get(key)
    if found is None:
        found = _maps[key] = _regular_map(data) or _any_map(data)
        if len(_maps) > KEPT_MAPS:
            _maps.popitem(last=False)
    return found


def _any_map(data: bytes) -> dict[int, str]:
    whole = FileUnicodeMap()
    CMapParser(whole, BytesIO(data)).run()
    return whole.cid2unichr


def _regular_map(data: bytes) -> dict[int, str] | None:
    """The map, or None where the stream holds more than plain bfchar and bfrange sections."""
    if UNSAFE.search(data):
        return None
    start = data.find(b"begincmap")
    end = data.find(b"endcmap")
    if start < 0 or end < start:
        return None
    entries: dict[int, str] = {}
    for found in SECTION.finditer(data, start, end):
        kind = found["kind"]
        if kind == b"bfchar" and not _add_chars(found["body"], entries):
            return None
        if kind == b"bfrange" and not _add_ranges(found["body"], entries):
            return None
    return entries


def _add_chars(body: bytes, entries: dict[int, str]) -> bool:
    place = 0
    for found in CHAR.finditer(body):
        if found.start() != place:
            return False
        place = found.end()
        code, text = found.groups()
        if len(code) % 2 or len(text) % 2:
            return False
        _add(entries, int(code, 16), bytes.fromhex(text.decode("ascii")))
    return place == len(body) or not body.strip()


def _add_ranges(body: bytes, entries: dict[int, str]) -> bool:
    place = 0
    for found in RANGE.finditer(body):
        if found.start() != place:
            return False
        place = found.end()
        low, high, text, listed = found.groups()
        first, last = int(low, 16), int(high, 16)
        if len(low) % 2 or len(low) != len(high) or last - first >= LARGEST_MAP or (text is not None and len(text) % 2):
            return False
        if text is None:
            pieces = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
            if any(len(piece) % 2 for piece in pieces):
                return False
            for code, piece in zip(range(first, last + 1), pieces, strict=False):
                _add(entries, code, bytes.fromhex(piece.decode("ascii")))
        else:
            _add_run(entries, first, last, bytes.fromhex(text.decode("ascii")))
    return place == len(body) or not body.strip()


def _add_run(entries: dict[int, str], first: int, last: int, text: bytes) -> None:
    prefix, tail = text[:-4], text[-4:]
    base = int.from_bytes(tail, "big")
    for code in range(first, last + 1):
        _add(entries, code, prefix + (base + code - first).to_bytes(8, "big")[-len(tail) :])


def _add(entries: dict[int, str], code: int, text: bytes) -> None:
    char = text.decode("UTF-16BE", "ignore")
    if char == "\u00a0" and entries.get(code) == " ":
        return
    entries[code] = char


class FontBook(PDFResourceManager):
    """pdfminer's resource manager that makes the same fonts with less work."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a resource, made once."""
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        font = super().get_font(None, spec if "DescendantFonts" in spec else lighten(spec))
        if objid:
            self._cached_fonts[objid] = font
        return _with_map(font, spec)


def lighten(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The font's dictionary with an empty ToUnicode stream, and without its font program unless that is the only source of text."""
    light = dict(spec)
    mapped = isinstance(resolve1(spec.get("ToUnicode")), PDFStream)
    if mapped:
        light["ToUnicode"] = PDFStream({}, b"")
    if "FontDescriptor" in spec and str(literal_name(spec.get("Subtype"))).startswith("CIDFont") and (mapped or not _needs_program(spec)):
        light["FontDescriptor"] = {key: value for key, value in dict_value(spec["FontDescriptor"]).items() if key != "FontFile2"}
    return light


def _needs_program(spec: Mapping[str, Any]) -> bool:
    system = dict_value(spec.get("CIDSystemInfo", {}))
    ordering = resolve1(system.get("Ordering", b""))
    return not isinstance(ordering, bytes) or ordering.strip() in (b"Identity", b"UCS", b"")


def _with_map(font: PDFFont, spec: Mapping[str, Any]) -> PDFFont:
    stream = resolve1(spec.get("ToUnicode"))
    if isinstance(stream, PDFStream) and getattr(font, "unicode_map", None) is not None:
        whole = FileUnicodeMap()
        whole.cid2unichr = to_unicode(stream.get_data())
        font.unicode_map = whole  # type: ignore[attr-defined]
    return font


class Face:
    """A font at one size and scaling: strings to texts and advances, each string worked out once."""

    __slots__ = ("_chars", "_font", "_known", "_scaling", "_size", "_wide", "descent", "multibyte")

    def __init__(self, font: PDFFont, size: float, scaling: float, chars: Chars) -> None:
        self._font, self._size, self._scaling, self._chars = font, size, scaling, chars
        self._known: dict[bytes, tuple[list[str], list[float], list[int]]] = {}
        self.descent = font.get_descent() * size
        self.multibyte = font.is_multibyte()
        cmap = getattr(font, "cmap", None)
        self._wide = cmap.code2cid if isinstance(cmap, CMap) else None

    def show(self, string: bytes) -> tuple[list[str], list[float], list[int]]:
        """Texts, advances in text space and codes of the string's glyphs."""
        found = self._known.get(string)
        if found is None:
            found = self._known[string] = self._work_out(string)
        return found

    def _work_out(self, string: bytes) -> tuple[list[str], list[float], list[int]]:
        chars, font, size, scaling = self._chars, self._font, self._size, self._scaling
        texts: list[str] = []
        advances: list[float] = []
        codes = self._codes(string)
        for code in codes:
            known = chars.get(code)
            if known is None:
                known = chars[code] = char_of(font, code)
            texts.append(known[0])
            advances.append(known[1] * size * scaling)
        return texts, advances, codes

    def _codes(self, string: bytes) -> list[int]:
        """The codes that the font's CMap makes of the string; two bytes at a time where all its leading bytes ask for that."""
        if self._wide is None or len(string) % 2:
            return list(self._font.decode(string))
        wide = self._wide
        try:
            codes = [wide[first][second] for first, second in zip(string[::2], string[1::2], strict=True)]  # type: ignore[index]
        except (KeyError, TypeError):
            return list(self._font.decode(string))
        return codes if all(isinstance(code, int) for code in codes) else list(self._font.decode(string))


def char_of(font: PDFFont, code: int) -> tuple[str, float]:
    """Text and width of a code, as pdfminer's layout analyzer finds them."""
    try:
        text = font.to_unichr(code)
    except PDFUnicodeNotDefined:
        text = f"(cid:{code})"
    return text, font.char_width(code)
