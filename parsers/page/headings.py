"""Texts that head something: a numbered section, a statement by its name, the column of notes or of units."""

from __future__ import annotations

import regex

from parsers.words.statements import find_statement_title

NUMBERED = regex.compile(
    r"\A\s*+(?:Table|Exhibit|Schedule|表|図表|別表)\s*+[\d０-９]{1,3}(?:[-－.][\d０-９]{1,2})?(?:\s|[.．:：)）、]|\Z)", regex.IGNORECASE
)
HEADING = regex.compile(
    r"\A\s*+(?:[(（][\d０-９]{1,2}[)）]|[\d０-９]{1,2}[.．、]|[\d０-９]{1,2}(?=【)|[①-⑳]|[a-h][.)](?=\s))\s*+"
    r"(?=[【\p{Lu}\p{Han}\p{Hiragana}\p{Katakana}]|[\d０-９]{4}年)"
)
"""A numbered heading of a section: "(1) Consolidated Operating Results", "3. Projections", "１．連結業績"."""
NOTES_HEAD = regex.compile(r"\A\s*+(?:notes?|note\s?nos?\.?|注記?|注記?番号)\s++(?=\S)", regex.IGNORECASE)
"""Over a column that gives the numbers of notes."""
UNITS_HEAD = regex.compile(r"\A\s*+(?:単位|units?)\s++(?=\S)", regex.IGNORECASE)
"""Over a column that gives the unit of each row."""
MAX_HEADING = 110
"""Characters; a longer line without numbers is prose."""


def names_statement(text: str) -> bool:
    """Does a line name a statement, with or without the number and the brackets of a heading around its name?

    >>> names_statement("(3)【中間連結キャッシュ・フロー計算書】"), names_statement("(3)【事業の内容】")
    (True, False)
    """
    bare = HEADING.sub("", text).strip("【】 \u3000")
    return find_statement_title(text) is not None or (bare != text and find_statement_title(bare) not in (None, "other"))
