"""The unit that stands in brackets behind a label or a header text."""

from __future__ import annotations

import regex

from parsers.words.units import UnitNote, parse_unit_note

UNIT_BEHIND = regex.compile(r"\s*+[(（\[][^()（）\[\]]{1,48}+[)）\]]\s*+\Z")
"""A unit in brackets behind a text: "株式数（株）"."""


def split_unit(label: str) -> tuple[str, UnitNote | None]:
    """(label, unit) of a label with its unit in brackets behind it.

    >>> split_unit("純資産額 (百万円)")[0], split_unit("営業利益(損失)")[0]
    ('純資産額', '営業利益(損失)')
    """
    match = UNIT_BEHIND.search(label)
    note = parse_unit_note(match[0].strip()) if match else None
    return (label[: match.start()].rstrip(), note) if match and note is not None and match.start() else (label, None)


def bracketed(label: str, unit: str) -> str:
    """A label with its unit behind it.

    >>> bracketed("売上高", "百万円"), bracketed("Stores", "(number)")
    ('売上高 (百万円)', 'Stores (number)')
    """
    return f"{label} {unit}" if unit[:1] in "(（" else f"{label} ({unit})"


def is_unit_note(text: str, *, of_shares: bool = False) -> bool:
    """A unit in brackets, or behind 単位: said of the whole table wherever it stands. of_shares: also per cent, which otherwise stand beside any unit."""
    return regex.match(r"\s*+(?:[(（［\[]|単位)", text) is not None and (note := parse_unit_note(text)) is not None and (of_shares or note.unit != "pure")
