"""Japanese text as words. The only door to fugashi; the dictionary is loaded at the first call, not at import."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# Parts of speech of UniDic that carry no meaning of their own: particles, auxiliary verbs, symbols, blanks.
_EMPTY = frozenset({"助詞", "助動詞", "補助記号", "空白", "記号"})


@dataclass(frozen=True, slots=True)
class LabelWord:
    """A word of a label."""

    surface: str
    lemma: str
    """Dictionary form; for a loan word its Japanese part."""
    english: str
    """The English word that a loan word comes from (サービス: service), else ""."""
    content: bool
    """False for particles, auxiliaries and symbols."""


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import fugashi
    import unidic_lite

    # The dictionary is named outright: `fugashi.Tagger()` looks for others first.
    return fugashi.GenericTagger(f'-r "{unidic_lite.DICDIR}/mecabrc" -d "{unidic_lite.DICDIR}"')


@lru_cache(maxsize=16384)
def japanese_words(text: str) -> tuple[LabelWord, ...]:
    """The words of a Japanese text (NFKC, as `folds.plain` gives it), in order.

    >>> [word.surface for word in japanese_words("付加価値サービス")]
    ['付加', '価値', 'サービス']
    """
    return tuple(_to_word(node.surface, node.feature) for node in _tagger()(text))


def _to_word(surface: str, feature: tuple[str, ...]) -> LabelWord:
    # UniDic: 0 part of speech, 7 lemma; the lemma of a loan word carries its origin after a hyphen (サービス-service).
    lemma = feature[7] if len(feature) > 7 and feature[7] not in ("", "*") else surface
    base, _, origin = lemma.partition("-")
    return LabelWord(surface, base, origin.casefold() if origin.isascii() else "", feature[0] not in _EMPTY)
