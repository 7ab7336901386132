"""The same text set, encoded or overprinted differently."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import regex

from tests.perturb.printed import CELL, FIRST_CELL, Printed

FULL_WIDTH = str.maketrans("0123456789,.()%-", "０１２３４５６７８９，．（）％－")
PLAIN = str.maketrans("–—’‘“”⁽⁾¹²³⁴⁵⁶⁷⁸⁹・", "--''\"\"()123456789・")
"""What the older encodings lack."""
FOURFOLD = regex.compile(r"(?P<bold>[^\t\n]{0,60}?[\p{Han}\p{Hiragana}\p{Katakana}（）：][^\t\n]{0,200}?)(?P=bold){3}")
PAGE = regex.compile(r"(?m)^ (?=\S)")


def blanks_added(printed: Printed, random: Random) -> Printed:
    """More blanks between the cells, behind the lines, and blank lines doubled."""
    text = regex.sub(r" (?=[\U000F0000-\U000FFFFD])", lambda _: " " * random.randint(1, 4), printed.text)
    text = regex.sub(r"(?m)$", lambda _: " " * random.choice((0, 0, 1, 4)), text)
    return replace(printed, text=regex.sub(r"\n *\n", lambda blank: blank[0] + "\n" * random.choice((0, 0, 1)), text))


def full_width(printed: Printed, random: Random) -> Printed:
    """The numbers of Japanese tables in full-width digits. Their truth stays, only what is printed changes."""
    def widened(cell: regex.Match[str]) -> str:
        truth = printed.truth[ord(cell[0]) - FIRST_CELL]
        return truth.raw.translate(FULL_WIDTH) if truth.language == "ja" and truth.raw.isascii() and "bps" not in truth.raw else cell[0]

    return replace(printed, text=CELL.sub(widened, printed.text))


def overprinted_otherwise(printed: Printed, random: Random) -> Printed:
    """Bold text printed twice or three times instead of four."""
    times = random.choice((2, 3))
    return replace(printed, text=FOURFOLD.sub(lambda found: found["bold"] * times, printed.text))


def line_ends(printed: Printed, random: Random) -> Printed:
    """Line ends of other systems, pages begun by form feeds, a byte order mark."""
    text = PAGE.sub("\f ", printed.text).replace("\n", random.choice(("\r\n", "\r")))
    return replace(printed, text=text, encoding="utf-8-sig")


def encoded(printed: Printed, random: Random) -> Printed:
    """Shift_JIS, EUC-JP or UTF-16 with its mark."""
    encoding = random.choice(("cp932", "euc_jp", "utf-16"))
    text = printed.text if encoding.startswith("utf") else printed.text.translate(PLAIN)
    return replace(printed, text=text, encoding=encoding)
