"""How high in the outline of a document a heading stands, by its number and its brackets."""

from __future__ import annotations

from collections.abc import Iterable

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
        rf"\s*+ {_N}[.．、]\s*+(?=[\p{{Letter}}\d]) | \s*+ [(]\s*+[^()]+?(?:関係|情報|事項|明細)\s*+[)]\s*+\Z",
        rf"\s*+ [(]{_N}[)]\s*+\S",
        r"\s*+ (?:[①-⑳]|[ア-ンa-z][.．)])\s*+\S",
    )
)
"""A heading of an earlier kind ends those of its own and of later kinds; brackets 【】 stand for the parts of a filing."""


BRACKETED = 5
"""Kinds before this one have brackets 【】 or are chapters."""
FIRST = compiled(r"\s*+ [(]?+ (?: 1 | [iIⅠ①アaA] ) (?![\divxIVX])", regex.VERBOSE)


def is_first(text: str) -> bool:
    """Does a heading begin to count: 1., (1), ①, a.?

    >>> [is_first(text) for text in ("1. Sales", "（１）売上高", "①", "2. Costs", "10. Other", "ii. Costs")]
    [True, True, True, False, False, False]
    """
    return FIRST.match(fold_widths(text)) is not None


def ending_rank(headings: Iterable[str]) -> int:
    """The highest rank of these headings, from top to bottom, as far as they end what stands above them; len(RANKS) where none does.

    A heading that begins to count, without 【】, stands in what is above it, whatever its kind, and so do those that count on, and what is of later
    kinds: "1. Sales", "(1) By region", "2. Costs" below "b. Related information".
    """
    highest, within = len(RANKS), len(RANKS)
    for text in headings:
        rank = rank_of(text)
        if rank is None or rank > within or (rank == within and not is_first(text)):
            continue
        if rank >= BRACKETED and rank < within and is_first(text):
            within = rank
        else:
            highest = min(highest, rank)
    return highest


def rank_of(text: str) -> int | None:
    """The place of a heading's kind among RANKS, 0 the highest; None where neither number nor bracket makes it one.

    >>> [rank_of(text) for text in ("第４【提出会社の状況】", "３【配当政策】", "（６）【大株主の状況】", "（有価証券関係）", "(1) 売上高", "売上高")]
    [0, 1, 2, 5, 6, None]
    """
    folded = fold_widths(text)
    return next((rank for rank, pattern in enumerate(RANKS) if pattern.match(folded)), None)
