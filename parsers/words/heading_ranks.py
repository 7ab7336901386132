"""How high in the outline of a document a heading stands, by its number and its brackets."""

from __future__ import annotations

import regex

from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

_N = r"(?:\d{1,2}|[ivx]{1,4}(?=[.．、)）\s])|[Ⅰ-Ⅻ])"
RANKS = tuple(
    compiled(pattern, regex.VERBOSE | regex.IGNORECASE)
    for pattern in (
        r"\s*+ 第[\d一二三四五六七八九]{1,2}(?:部|章|\s|【|[.．])",
        rf"\s*+ {_N}[.．、]?\s*+【",
        rf"\s*+ [(]{_N}[)]\s*+【",
        r"\s*+ (?:[①-⑳]|[ア-ンa-z][.．)])\s*+【",
        r"\s*+ 【",
        rf"\s*+ {_N}[.．、]\s*+(?=[\p{{Letter}}\d]) | \s*+ [(]\s*+[^()]++(?:関係|情報|事項|明細)\s*+[)]\s*+\Z",
        rf"\s*+ [(]{_N}[)]\s*+\S",
        r"\s*+ (?:[①-⑳]|[ア-ンa-z][.．)])\s*+\S",
    )
)
"""A heading of an earlier kind ends those of its own and of later kinds; brackets 【】 stand for the parts of a filing."""


def rank_of(text: str) -> int | None:
    """The place of a heading's kind among RANKS, 0 the highest; None where neither number nor bracket makes it one.

    >>> [rank_of(text) for text in ("第４【提出会社の状況】", "３【配当政策】", "（６）【大株主の状況】", "(1) 売上高", "売上高")]
    [0, 1, 2, 6, None]
    """
    folded = fold_widths(text)
    return next((rank for rank, pattern in enumerate(RANKS) if pattern.match(folded)), None)
