"""Ranges of numbers (20,000 ～ 22,000): no one number, so nothing is read of them, and that is told."""

from __future__ import annotations

import regex

from parsers.words.numbers import NumberOf
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

_GAP = compiled(r"(?P<wave>\s*+(?:~|から|\bto\b)\s*+) | (?P<dash>\s*+-\s*+)", regex.VERBOSE | regex.IGNORECASE)
_FIGURE = regex.compile(r"\d{3}|\d[.,]\d|\d%")
_PLAIN = (None, "JPY", "USD", "EUR", "CNY", "GBP", "pure")
"""Units of a range's ends; of others a range names a class of things (3Mbps – 1.2Gbps)."""
_YEAR = regex.compile(r"(?:19|20)\d\d")
_BLANK_DASH = regex.compile(r"\s-\s")


def is_range(text: str, number: NumberOf) -> bool:
    """Two amounts or rates and what stands between them; digits that may be months, chapters or years, and counted things, are none.

    number: what says of a text which number it is.

    >>> from parsers.words.numbers import parse_number
    >>> [is_range(text, parse_number) for text in ("20,000 ～ 22,000", "△5.0%～3.1%", "1,500 to 1,600", "1,450－1,550")]
    [True, True, True, True]
    >>> [is_range(text, parse_number) for text in ("4～6", "2023-2024", "1Mbps – 1.2Gbps", "1,450", "-")]
    [False, False, False, False, False]
    """
    folded = fold_widths(text).strip()
    if not _FIGURE.search(folded) or number(text) is not None:
        return False
    for gap in _GAP.finditer(folded):
        ends = (folded[: gap.start()], folded[gap.end() :])
        numbers = [number(end) for end in ends]
        if all(one is not None and not one.nil and one.unit in _PLAIN for one in numbers):
            return not all(_YEAR.fullmatch(end) for end in ends)
    return False


def is_loose(text: str) -> bool:
    """Is it a range by a dash between blanks, which in running text would be a nil mark between two numbers?"""
    return _BLANK_DASH.search(fold_widths(text)) is not None
