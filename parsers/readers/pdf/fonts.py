"""pdfminer's own font objects, made within bounds, and for the fast path without the work that reading text does not need.

Left out are embedded font programs whose glyph table is not asked for, and the slow parsing of a ToUnicode map where one
regular expression accounts for all of it. Maps are kept over documents by the hash of their stream.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFType1Font
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSKeyword, literal_name

from parsers.errors import UnreadableDocument
from parsers.readers.pdf.cmaps import collection_map
from parsers.readers.pdf.limits import Broken, Budget

KEPT_MAPS = 128
"""ToUnicode maps kept over documents ..."""
KEPT_LARGEST = 10_000
"""... of no more entries than this."""
LARGEST_MAP = 1 << 16
"""Entries: no code of a font is longer than two bytes in practice; a longer range is cut there."""

SECTION = re.compile(
    rb"""
    \s*+ (?: (?: [0-9]++ \s++ )?+ begin (?P<kind> bfchar | bfrange ) (?P<body> (?: < [0-9A-Fa-f]++ > | [\s\[\]] )*+ ) end (?P=kind) \b
           | (?! (?: [0-9]++ \s++ )? begin (?: bf | cid | notdef ) | end (?: bf | cid | notdef ) ) [^\s]++ ) \s*+
    """,
    re.VERBOSE,
)
CHAR = re.compile(rb"\s*+ < ([0-9A-Fa-f]++) > \s*+ < ([0-9A-Fa-f]++) > \s*+", re.VERBOSE)
RANGE = re.compile(
    rb"\s*+ < ([0-9A-Fa-f]++) > \s*+ < ([0-9A-Fa-f]++) > \s*+ (?: < ([0-9A-Fa-f]++) > | \[ ( [\s<>0-9A-Fa-f]*+ ) \] ) \s*+", re.VERBOSE
)
UNSAFE = re.compile(rb"usecmap|%")

_maps: OrderedDict[bytes, dict[int, str]] = OrderedDict()


def to_unicode(data: bytes) -> dict[int, str]:
    """Code to text, as pdfminer's CMapParser reads a ToUnicode stream; the dictionary is shared and not to be changed."""
    key = hashlib.blake2b(data, digest_size=16).digest()
    found = _maps.get(key)
    if found is None:
        regular = _regular_map(data)
        found = _any_map(data) if regular is None else regular
        if len(found) <= KEPT_LARGEST:
            _maps[key] = found
        if len(_maps) > KEPT_MAPS:
            _maps.popitem(last=False)
    return found


def _any_map(data: bytes) -> dict[int, str]:
    whole = FileUnicodeMap()
    BoundedMapParser(whole, BytesIO(data)).run()
    return whole.cid2unichr


def _regular_map(data: bytes) -> dict[int, str] | None:
    """The map, or None where the stream holds more than plain bfchar and bfrange sections."""
    if UNSAFE.search(data):
        return None
    start = data.find(b"begincmap")
    end = data.find(b"endcmap")
    if start < 0 or end < start:
        return None
    if b"beginbf" in data[:start]:
        return None
    entries: dict[int, str] = {}
    place = start
    while place < end:
        found = SECTION.match(data, place, end)
        if found is None:
            return None
        place = found.end()
        kind = found["kind"]
        if kind is not None and not ADDERS[kind](found["body"], entries):
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


ADDERS = {b"bfchar": _add_chars, b"bfrange": _add_ranges}


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


class BoundedMapParser(CMapParser):
    """pdfminer's parser of maps, with no range longer than a font can have codes."""

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        """Cuts ranges before pdfminer walks them."""
        if token in (self.KEYWORD_ENDBFRANGE, self.KEYWORD_ENDCIDRANGE):
            for place in range(1, len(self.curstack), 3):
                (_, low), (where, high) = self.curstack[place - 1], self.curstack[place]
                if isinstance(low, bytes) and isinstance(high, bytes):
                    self.curstack[place] = (where, _bounded_end(low, high))
        super().do_keyword(pos, token)


def _bounded_end(low: bytes, high: bytes) -> bytes:
    last = int.from_bytes(low, "big") + LARGEST_MAP - 1
    return last.to_bytes(len(high) + 3, "big")[-len(high) :] if int.from_bytes(high, "big") > last else high


class UnusableFont(PDFType1Font):
    """Stands for a font that cannot be made; nothing is wrong until text is set in it."""

    def __init__(self, name: object, why: str) -> None:
        self.name, self.why = name, why
        self.fontname = str(name)

    def is_multibyte(self) -> bool:
        """Raises UnreadableDocument: without the font the text is lost."""
        raise Broken(f"font {self.name} cannot be read ({self.why})")

    is_vertical = is_multibyte


class BoundedFonts(PDFResourceManager):
    """pdfminer's fonts, each made once, with the ranges that they name cut to what a font can have."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget

    def get_font(self, objid: object, spec: Mapping[str, Any]) -> PDFFont:
        """The font of a resource."""
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        try:
            font = super().get_font(None, spec) if "DescendantFonts" in spec else self._make(spec)
        except UnreadableDocument:
            raise
        except Exception as error:  # whatever pdfminer stumbles over in the font
            font = UnusableFont(literal_name(spec.get("BaseFont")), f"{type(error).__name__}: {error}")
        if objid:
            self._cached_fonts[objid] = font
        return font

    def _make(self, spec: Mapping[str, Any]) -> PDFFont:
        stream = resolve1(spec.get("ToUnicode"))
        font = self.with_widths(self.bounded(spec))
        if isinstance(stream, PDFStream) and getattr(font, "unicode_map", None) is not None:
            whole = FileUnicodeMap()
            whole.cid2unichr = self.map_of(stream.get_data())
            font.unicode_map = whole  # type: ignore[attr-defined]
        return font

    def with_widths(self, spec: dict[str, Any]) -> PDFFont:
        """pdfminer's font of a bounded dictionary."""
        return super().get_font(None, spec)

    def map_of(self, data: bytes) -> dict[int, str]:
        """Code to text, of a ToUnicode stream."""
        return _any_map(data)

    def bounded(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """The font's dictionary with bounded ranges, its ToUnicode stream put aside, and no glyph table that could not be walked."""
        safe = dict(spec)
        if isinstance(resolve1(spec.get("ToUnicode")), PDFStream):
            safe["ToUnicode"] = PDFStream({}, b"")
        for key, size in (("W", 3), ("W2", 5)):
            if key in safe:
                safe[key] = bounded_ranges(list_value(safe[key]), size, self.budget)
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(encoding, dict) and len(list_value(encoding.get("Differences", []))) > LARGEST_MAP:
            safe["Encoding"] = encoding | {"Differences": list_value(encoding["Differences"])[:LARGEST_MAP]}
        if literal_name(spec.get("Subtype")) == "Type3":
            safe.setdefault("FontMatrix", [0.001, 0, 0, 0.001, 0, 0])
            safe.setdefault("FontBBox", [0, 0, 0, 0])
        if self.skips_program(spec):
            safe["FontDescriptor"] = {key: value for key, value in dict_value(spec["FontDescriptor"]).items() if key != "FontFile2"}
        return safe

    def skips_program(self, spec: Mapping[str, Any]) -> bool:
        """Whether the embedded font program is left out: it maps more than a font can have."""
        program = resolve1(dict_value(spec.get("FontDescriptor", {})).get("FontFile2"))
        return isinstance(program, PDFStream) and asks_program(spec) and not glyph_table_is_bounded(program.get_data())


class FontBook(BoundedFonts):
    """The same fonts with less work: maps by one regular expression and kept, font programs only where they are the text's source."""

    def with_widths(self, spec: dict[str, Any]) -> PDFFont:
        """The font, its widths read without pdfminer's second walk over every one of them."""
        widths = plain_widths(spec.get("W", ()))
        if widths is None:
            return super().with_widths(spec)
        collection = named_collection(spec)
        rest = {key: value for key, value in spec.items() if key != "W"}
        font = super().with_widths(rest | {"ToUnicode": PDFStream({}, b"")} if collection else rest)
        if isinstance(font, PDFCIDFont):
            if collection:
                font.unicode_map = collection_map(collection)
            if not font.is_vertical():
                font.widths = widths
        return font

    def map_of(self, data: bytes) -> dict[int, str]:
        """Code to text, of a ToUnicode stream."""
        return to_unicode(data)

    def skips_program(self, spec: Mapping[str, Any]) -> bool:
        """Whether the embedded font program is left out."""
        return "FontFile2" in dict_value(spec.get("FontDescriptor", {})) and (not asks_program(spec) or super().skips_program(spec))


def named_collection(spec: Mapping[str, Any]) -> str | None:
    """The character collection whose own map gives a CID font's texts in level writing; None where something else does."""
    if not str(literal_name(spec.get("Subtype"))).startswith("CIDFont") or "ToUnicode" in spec:
        return None
    info = dict_value(spec.get("CIDSystemInfo", {}))
    registry, ordering = (resolve1(info.get(key)) for key in ("Registry", "Ordering"))
    if not isinstance(registry, bytes) or not isinstance(ordering, bytes) or not str(literal_name(spec.get("Encoding"))).endswith("-H"):
        return None
    name = f"{registry.strip().decode('latin-1')}-{ordering.strip().decode('latin-1')}"
    return None if name in ("Adobe-Identity", "Adobe-UCS") else name


def asks_program(spec: Mapping[str, Any]) -> bool:
    """Whether pdfminer takes the text of the font's codes from the glyph table of its program."""
    if not str(literal_name(spec.get("Subtype"))).startswith("CIDFont") or "ToUnicode" in spec:
        return False
    ordering = resolve1(dict_value(spec.get("CIDSystemInfo", {})).get("Ordering", b""))
    return not isinstance(ordering, bytes) or ordering.strip() in (b"Identity", b"UCS", b"")


def bounded_ranges(widths: Sequence[Any], size: int, budget: Budget) -> list[Any]:
    """A /W (size 3) or /W2 (size 5) array with its ranges `first last ...` no longer than two bytes can name.

    >>> bounded_ranges([1, 2**31, 500, 7, [250]], 3, Budget())
    [1, 65536, 500, 7, [250]]
    """
    bounded: list[Any] = []
    waiting = 0
    for value in widths:
        if type(value) is not int and type(value) is not list:
            value = resolve1(value)
        if isinstance(value, list):
            waiting = 0
            budget.spend("font widths", len(value))
        elif isinstance(value, (int, float)):
            waiting += 1
            first = bounded[-1] if waiting == 2 else None
            if isinstance(first, int) and isinstance(value, int):
                value = min(value, first + LARGEST_MAP - 1)
                budget.spend("font widths", max(0, value - first + 1))
            waiting %= size
        bounded.append(value)
    return bounded


def plain_widths(widths: Sequence[Any]) -> dict[int | str, float] | None:
    """The widths of a bounded /W array as pdfminer's get_widths reads them; None where it is not made of plain numbers.

    >>> plain_widths([1, [278, 300], 5, 6, 500])
    {1: 278, 2: 300, 5: 500, 6: 500}
    """
    found: dict[int | str, float] = {}
    place = 0
    while place < len(widths):
        first, second = widths[place], widths[place + 1] if place + 1 < len(widths) else None
        if type(first) is not int:
            return None
        if isinstance(second, list):
            if any(type(width) is not int and type(width) is not float for width in second):
                return None
            found.update(zip(range(first, first + len(second)), second, strict=True))
            place += 2
        elif type(second) is int and place + 2 < len(widths) and type(widths[place + 2]) in (int, float):
            found.update(dict.fromkeys(range(first, second + 1), widths[place + 2]))
            place += 3
        else:
            return None
    return found


def glyph_table_is_bounded(program: bytes) -> bool:
    """Whether the ranges of a TrueType program's Unicode tables are of a size that a font can have."""
    try:
        return _mapped_codes(program) <= 4 * LARGEST_MAP
    except (struct.error, IndexError):
        return True  # pdfminer stumbles over it in the same way, and at once


def _mapped_codes(program: bytes) -> int:
    (tables,) = struct.unpack_from(">H", program, 4)
    records = [struct.unpack_from(">4sLLL", program, 12 + 16 * place) for place in range(min(tables, (len(program) - 12) // 16))]
    base = next((offset for name, _, offset, _ in records if name == b"cmap"), None)
    if base is None:
        return 0
    (count,) = struct.unpack_from(">H", program, base + 2)
    total = 0
    for place in range(count):
        (offset,) = struct.unpack_from(">L", program, base + 4 + 8 * place + 4)
        total += _codes_of_table(program, base + offset)
    return total


def _codes_of_table(program: bytes, start: int) -> int:
    (kind,) = struct.unpack_from(">H", program, start)
    if kind == 4:
        segments = struct.unpack_from(">H", program, start + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", program, start + 14)
        firsts = struct.unpack_from(f">{segments}H", program, start + 16 + 2 * segments)
        return sum(max(0, last - first + 1) for first, last in zip(firsts, ends, strict=True))
    if kind == 12:
        (groups,) = struct.unpack_from(">L", program, start + 12)
        ranges = [struct.unpack_from(">LL", program, start + 16 + 12 * place) for place in range(min(groups, len(program) // 12))]
        return sum(max(0, last - first + 1) for first, last in ranges)
    return 8 * LARGEST_MAP if kind == 2 else LARGEST_MAP // 4
