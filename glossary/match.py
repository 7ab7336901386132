"""How alike a Japanese and an English label are, from 0 to 1, without the glossary's help."""

from __future__ import annotations

from functools import lru_cache

import regex

from glossary.folds import fold_label, plain, singular

_LATIN_WORD = regex.compile(r"[\p{Latin}\d][\p{Latin}\d.]*+")


@lru_cache(maxsize=65536)
def label_similarity(ja_label: str, en_label: str) -> float:
    """0 where nothing is shared, 1 where the labels are the same.

    >>> label_similarity("192kbps – 768kbps", "192kbps – 768kbps")
    1.0
    """
    if fold_label(ja_label) == fold_label(en_label):
        return 1.0
    ours, theirs = _latin_words(ja_label), _latin_words(en_label)
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / len(ours | theirs)


def _latin_words(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in _LATIN_WORD.findall(plain(text)))
