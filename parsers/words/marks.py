"""Footnote marks: before the number of a cell, behind the words of a header."""

from __future__ import annotations

import unicodedata

import regex

from parsers.words.numbers import parse_number

CELL_MARK = regex.compile(r"\A\s*+[※＊*†](?P<apart>\s*+)(?P<mark>[０-９]{1,2}+|[0-9]{0,2}+)(?P<gap>\s*+)(?=[^\s])")
HEADER_MARK = regex.compile(r"(?<=\S)\s*+(?:[(（]\s*+(?:(?:[Nn]otes?|注)\.?\s*+)?\d{1,2}\s*+[)）]|[(（]\s*+(?:[Nn]otes?|注)\s*+[)）]|[⁽]?[⁰¹²³⁴⁵⁶⁷⁸⁹]++[⁾]?)(?=\s|\Z|[/、,])")


def split_mark(text: str) -> tuple[str, str]:
    """(number, footnote mark) of a cell with a mark before its number; the mark is "" where there is none.

    Where the digits of mark and number touch and more than one cut would leave a number, nothing is cut.

    >>> split_mark("※１ 303,921"), split_mark("※１303,921"), split_mark("*2 △45"), split_mark("※1303,921")
    (('303,921', '1'), ('303,921', '1'), ('△45', '2'), ('303,921', '1'))
    >>> split_mark("※ 57,756"), split_mark("※57,756"), split_mark("※ 5,673")
    (('57,756', '*'), ('※57,756', ''), ('5,673', '*'))
    >>> split_mark("1,234"), split_mark("*")
    (('1,234', ''), ('*', ''))
    """
    match = CELL_MARK.match(text)
    if match is None:
        return text, ""
    digits, rest = match["mark"], text[match.end() :].strip()
    if digits and (match["gap"] or digits[0] in "０１２３４５６７８９"):
        cuts = [len(digits)]
    else:
        cuts = [0] if match["apart"] else list(range(len(digits) + 1))
    found = [(digits[cut:] + rest, digits[:cut]) for cut in cuts if parse_number(digits[cut:] + rest) is not None]
    if len(found) != 1:
        return text, ""
    number, mark = found[0]
    return number, unicodedata.normalize("NFKC", mark) or "*"


def unmarked(text: str) -> str:
    """The text with the footnote marks of its header words blotted out, at the same length: "USD (1)" is "USD    "."""
    return HEADER_MARK.sub(lambda match: " " * len(match[0]), text)
