"""Strings of a font to texts, advances and places: each code is looked up in pdfminer's font once, each string worked out once.

Places are summed up in the order in which pdfminer's device sums them: the number before a glyph, the character spacing (not
before the first), the glyph's advance, the word spacing behind a blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from struct import unpack
from typing import NamedTuple

from pdfminer.cmapdb import CMap, IdentityCMap
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined

from parsers.readers.pdf.operators import Array, string_pieces

BLANK = 32
"""The code of a font of one-byte codes that word spacing widens."""


class Alphabet(dict[int, tuple[str, float]]):
    """Text and width in text space of each unit of a font's strings: a byte, or two bytes as one number.

    Raises KeyError or TypeError for a unit that the font's CMap does not take for one code.
    """

    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self.font = font
        self.multibyte = font.is_multibyte()
        cmap = getattr(font, "cmap", None)
        self.cids = cmap.code2cid if isinstance(cmap, CMap) else None
        self.wide = self.cids is not None or type(cmap) is IdentityCMap
        self.texts = Texts(self)
        self.chars: dict[int, tuple[str, float]] = {}

    def __missing__(self, unit: int) -> tuple[str, float]:
        if self.cids is None:
            found = self.char(unit)
        else:
            code = self.cids[unit >> 8][unit & 255]  # type: ignore[index]
            if not isinstance(code, int):
                raise KeyError(unit)
            found = self.char(code)
        self[unit] = found
        return found

    def char(self, code: int) -> tuple[str, float]:
        """Text and width of a code."""
        found = self.chars.get(code)
        if found is None:
            found = self.chars[code] = char_of(self.font, code)
        return found


class Texts(dict[int, str]):
    """The texts of an alphabet."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self.alphabet = alphabet

    def __missing__(self, unit: int) -> str:
        found = self[unit] = self.alphabet[unit][0]
        return found


class Advances(dict[int, float]):
    """The advances in text space of an alphabet at one size and scaling."""

    def __init__(self, alphabet: Alphabet, size: float, scaling: float) -> None:
        super().__init__()
        self.alphabet, self.size, self.scaling = alphabet, size, scaling

    def __missing__(self, unit: int) -> float:
        found = self[unit] = self.alphabet[unit][1] * self.size * self.scaling
        return found


class Face:
    """A font at one size and scaling."""

    __slots__ = ("_advances", "_alphabet", "_known", "descent", "multibyte")

    def __init__(self, alphabet: Alphabet, size: float, scaling: float) -> None:
        self._alphabet = alphabet
        self._advances = Advances(alphabet, size, scaling)
        self._known: dict[bytes, tuple[list[str], list[float]]] = {}
        self.descent = alphabet.font.get_descent() * size
        self.multibyte = alphabet.multibyte

    def show(self, string: bytes) -> tuple[list[str], list[float]]:
        """Texts and advances in text space of the string's glyphs."""
        found = self._known.get(string)
        if found is None:
            found = self._known[string] = self._work_out(string)
        return found

    def show_all(self, strings: list[bytes]) -> tuple[list[str], list[float], list[int]]:
        """The same of several strings, and how many glyphs each has."""
        if not self.multibyte:
            return *self._work_out(b"".join(strings)), list(map(len, strings))
        texts: list[str] = []
        advances: list[float] = []
        counts: list[int] = []
        for string in strings:
            some, steps = self.show(string)
            texts += some
            advances += steps
            counts.append(len(steps))
        return texts, advances, counts

    def _work_out(self, string: bytes) -> tuple[list[str], list[float]]:
        alphabet = self._alphabet
        units = unpack(f">{len(string) // 2}H", string) if alphabet.wide and not len(string) % 2 else string
        if not self.multibyte or units is not string:
            try:
                return list(map(alphabet.texts.__getitem__, units)), list(map(self._advances.__getitem__, units))
            except (KeyError, TypeError):
                pass
        size, scaling = self._advances.size, self._advances.scaling
        chars = [alphabet.char(code) for code in alphabet.font.decode(string)]
        return [text for text, _ in chars], [width * size * scaling for _, width in chars]


class Spacing(NamedTuple):
    """What a show operator adds between glyphs, in text space."""

    chars: float
    words: float
    number: float
    """One unit of the numbers between strings."""


class GlyphRun(NamedTuple):
    """What a show operator draws."""

    texts: list[str]
    advances: list[float]
    xs: list[float]
    """Where each glyph begins."""
    end: float


def place_string(face: Face, string: bytes, x: float, spacing: Spacing) -> GlyphRun:
    """The row of one string."""
    texts, advances = face.show(string)
    if spacing.words and BLANK in string:
        return place_pieces(face, (string,), x, spacing)
    if not spacing.chars or len(advances) < 2:
        xs = list(accumulate(advances, initial=x))
        return GlyphRun(texts, advances, xs, xs.pop())
    steps = [spacing.chars] * (2 * len(advances) - 1)
    steps[::2] = advances
    sums = list(accumulate(steps, initial=x))
    return GlyphRun(texts, advances, sums[::2], sums[-1])


def place_pieces(face: Face, pieces: Sequence[float | bytes], x: float, spacing: Spacing) -> GlyphRun:
    """The row of strings and numbers in any order."""
    all_texts: list[str] = []
    all_advances: list[float] = []
    xs: list[float] = []
    spaced = False
    for piece in pieces:
        if isinstance(piece, float):
            x -= piece * spacing.number
            spaced = True
            continue
        texts, advances = face.show(piece)
        all_texts += texts
        all_advances += advances
        for place, advance in enumerate(advances):
            if spaced:
                x += spacing.chars
            xs.append(x)
            x += advance
            if spacing.words and piece[place] == BLANK:
                x += spacing.words
            spaced = True
    return GlyphRun(all_texts, all_advances, xs, x)


def place_array(face: Face, array: Array, x: float, spacing: Spacing) -> GlyphRun:
    """The same where strings and single numbers take turns: one sum over all steps, and every so many of it is a place."""
    texts, advances, counts = face.show_all(array.strings)
    if not all(counts):
        return place_pieces(face, string_pieces(array.operands), x, spacing)
    each, size, number = 4 if spacing.words else 3, len(advances), -spacing.number
    steps = [0.0] * (each * size)
    steps[2::each] = advances
    if spacing.chars:
        steps[1::each] = [spacing.chars] * size
        if not array.led:
            steps[1] = 0.0
    if spacing.words:
        steps[3::each] = [spacing.words if code == BLANK else 0.0 for code in b"".join(array.strings)]
    place = 0
    for count, value in zip(counts, array.numbers, strict=False):
        steps[place] = value * number
        place += each * count
    sums = list(accumulate(steps, initial=x))
    return GlyphRun(texts, advances, sums[2::each], sums[-1] - array.numbers[-1] * spacing.number)


def char_of(font: PDFFont, code: int) -> tuple[str, float]:
    """Text and width of a code, as pdfminer's layout analyzer finds them."""
    try:
        text = font.to_unichr(code)
    except PDFUnicodeNotDefined:
        text = f"(cid:{code})"
    return text, font.char_width(code)
