"""Numbers of notes that a row refers to: 5 or 8, 34 or 5(1),26 under "Notes" or 注記."""

from __future__ import annotations

import regex

from parsers.words.widths import fold_widths

NOTES = regex.compile(r"\A\W*+(?:notes?|note\s?nos?\.?|注記?|注記?\s?番号)\W*+\Z", regex.IGNORECASE)
"""What stands over a column that refers to notes."""
ONE = r"[(（]?\d{1,2}(?:\(\d{1,2}\))?[)）]?"
REFERENCE = regex.compile(rf"{ONE}(?:\s?[,、・]\s?{ONE})*+")
"""5 or 8, 34 or 5(1),26."""


def is_reference(text: str) -> bool:
    """Numbers of notes and nothing else.

    >>> is_reference("8, 34"), is_reference("（12）"), is_reference("6,26"), is_reference("1,234"), is_reference("5.5")
    (True, True, True, False, False)
    """
    return REFERENCE.fullmatch(fold_widths(text).strip()) is not None


def is_list(text: str) -> bool:
    """Numbers of several notes: what no number can be taken for."""
    return "," in fold_widths(text).replace("、", ",") and is_reference(text)


def marks_of(text: str) -> tuple[str, ...]:
    return tuple(mark.strip("()") for mark in regex.findall(ONE, fold_widths(text)))
