"""The unit that stands in brackets behind a label or a header text."""

from __future__ import annotations

import regex

UNIT_BEHIND = regex.compile(r"\s*+[(（\[][^()（）\[\]]{1,48}+[)）\]]\s*+\Z")
"""A unit in brackets behind a text: "株式数（株）"."""


def bracketed(label: str, unit: str) -> str:
    """A label with its unit behind it.

    >>> bracketed("売上高", "百万円"), bracketed("Stores", "(number)")
    ('売上高 (百万円)', 'Stores (number)')
    """
    return f"{label} {unit}" if unit[:1] in "(（" else f"{label} ({unit})"
