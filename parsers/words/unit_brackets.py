"""The unit that stands in brackets behind a label or a header text."""

from __future__ import annotations

from decimal import Decimal

import regex

from parsers.words.units import UnitNote, parse_unit_note

UNIT_BEHIND = regex.compile(r"\s*+[(（\[][^()（）\[\]]{1,24}+[)）\]]\s*+\Z")
"""A unit in brackets behind a text: "株式数（株）"."""
TIME_BEHIND = regex.compile(r"\s*+[(（](?P<unit>years?|年|months?|[かカヵヶ]?月|days?|日)[)）]\s*+\Z", regex.IGNORECASE)
TIMES = {"y": "years", "年": "years", "m": "months", "か": "months", "カ": "months", "ヵ": "months", "ヶ": "months", "月": "months", "d": "days", "日": "days"}
"""By the first letter of what is printed: a time is no scale and no share of anything."""


def split_unit(label: str) -> tuple[str, UnitNote | None]:
    """(label, unit) of a label with its unit in brackets behind it.

    >>> split_unit("純資産額 (百万円)")[0], split_unit("営業利益(損失)")[0]
    ('純資産額', '営業利益(損失)')
    """
    if (time := TIME_BEHIND.search(label)) and time.start():
        return label[: time.start()].rstrip(), UnitNote(TIMES[time["unit"].casefold()[0]], Decimal(1))
    match = UNIT_BEHIND.search(label)
    note = parse_unit_note(match[0].strip()) if match else None
    return (label[: match.start()].rstrip(), note) if match and note is not None and match.start() else (label, None)
