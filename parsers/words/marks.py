"""Footnote marks, one or several: before or behind the number of a cell, behind the words of a header."""

from __future__ import annotations

import unicodedata

import regex

from parsers.words.numbers import NumberOf

CELL_MARK = regex.compile(r"\A\s*+[※＊*†](?P<apart>\s*+)(?P<mark>[０-９]{1,2}+|[0-9]{0,2}+)(?P<gap>\s*+)(?=[^\s])")
NOTED = regex.compile(r"\A\s*+(?:[(（]\s*+注(?P<mark>[\d０-９]{0,2})[)）](?P<mark>[\d０-９]{1,2}(?=\s))?+|注(?P<mark>[\d０-９]{1,2})(?=\s))\s*+(?=\S)")
LISTED = regex.compile(r"\A\s*+[※＊*†]\s*+(?P<mark>[\d０-９]{1,2})\s*+[,、・，]\s*+(?=[※＊*†])")
"""The first of several marks."""
BEHIND = regex.compile(
    r"""(?<=[\d０-９%％)）円])\s*+(?:
        [⁽]?+注?(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]++)[⁾]?+(?:\s*+[,、]?\s*+[⁽]?+注?(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]++)[⁾]?+)*+
      | [(（]\s*+(?:注|Notes?)\.?\s*+(?P<mark>[\d０-９]{0,2})\s*+[)）]\s*+(?P<mark>[\d０-９]{1,2})?+
      | [※＊*†]++\s*+(?P<mark>[\d０-９]{1,2})?+
    )\s*+\Z""",
    regex.VERBOSE | regex.IGNORECASE,
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
HEADER_MARK = regex.compile(r"(?<=\S)\s*+(?:[(（]\s*+(?:(?:[Nn]otes?|注)\.?\s*+)?\d{1,2}\s*+[)）]|[(（]\s*+(?:[Nn]otes?|注)\s*+[)）]|[⁽]?[⁰¹²³⁴⁵⁶⁷⁸⁹]++[⁾]?)(?=\s|\Z|[/、,])")
MOST = 5
"""Marks of one number."""


def split_mark(text: str, number: NumberOf) -> tuple[str, str]:
    """(number, footnote marks with commas between) of a cell; the marks are "" where there are none.

    Where the digits of mark and number touch and more than one cut would leave a number, nothing is cut.
    number: what says of a text which number it is.

    >>> from parsers.words.numbers import parse_number
    >>> [split_mark(text, parse_number) for text in ("※１ 303,921", "※１303,921", "*2 △45", "※1303,921")]
    [('303,921', '1'), ('303,921', '1'), ('△45', '2'), ('303,921', '1')]
    >>> [split_mark(text, parse_number) for text in ("※ 57,756", "※57,756", "※ 5,673")]
    [('57,756', '*'), ('※57,756', ''), ('5,673', '*')]
    >>> [split_mark(text, parse_number) for text in ("※1 , ※3 14,078", "6(注)1", "3,720²", "（注５）200")]
    [('14,078', '1,3'), ('6', '1'), ('3,720', '2'), ('200', '5')]
    >>> [split_mark(text, parse_number) for text in ("1,234", "*")]
    [('1,234', ''), ('*', '')]
    """
    if not regex.search(r"[※＊*†注⁰¹²³⁴⁵⁶⁷⁸⁹]|note", text, regex.IGNORECASE):
        return text, ""
    rest, marks = text, list[str]()
    while len(marks) < MOST and (found := LISTED.match(rest) or NOTED.match(rest)):
        marks += taken(found)
        rest = rest[found.end() :].lstrip(",、 ")
    rest, first = _leading_mark(rest, number)
    marks += [first] if first else []
    if (found := BEHIND.search(rest)) and number(rest[: found.start()]) is not None:
        rest, marks = rest[: found.start()].strip(), [*marks, *taken(found)]
    return (rest.strip(), ",".join(marks)) if marks and number(rest) is not None else (text, "")


def taken(found: regex.Match[str]) -> list[str]:
    """The numbers of a mark; "*" for a mark without any."""
    return [unicodedata.normalize("NFKC", mark.translate(RAISED)) for mark in found.captures("mark") if mark] or ["*"]


def _leading_mark(text: str, number: NumberOf) -> tuple[str, str]:
    match = CELL_MARK.match(text)
    if match is None:
        return text, ""
    digits, rest = match["mark"], text[match.end() :].strip()
    if digits and (match["gap"] or digits[0] in "０１２３４５６７８９"):
        cuts = [len(digits)]
    else:
        cuts = [0] if match["apart"] else list(range(len(digits) + 1))
    found = [(digits[cut:] + rest, digits[:cut]) for cut in cuts if number(digits[cut:] + rest) is not None]
    if len(found) != 1:
        return text, ""
    bare, mark = found[0]
    return bare, unicodedata.normalize("NFKC", mark) or "*"


def unmarked(text: str) -> str:
    """The text with the footnote marks of its header words blotted out, at the same length: "USD (1)" is "USD    "."""
    return HEADER_MARK.sub(lambda match: " " * len(match[0]), text)
