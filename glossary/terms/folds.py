"""How labels are folded before they are compared: widths, case, spelling variants, punctuation.

Three grades, each coarser than the one before: `fold_label` (the same words), `fold_words` (the same words but for
number, articles and hyphens) and `fold_core` (what is left without brackets: 営業利益(損失) and 営業利益).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import regex

_NOT_WORD = regex.compile(r"[\W_]++")
# `Loss (gain) on sales` is a net amount and keeps its brackets; `Operating income (loss)` is operating income.
_BRACKETS = regex.compile(r"\([^()]*+\)(?!\s*+on\b)|（[^（）]*+）|【|】|<|>|［[^［］]*+］|\[[^\[\]]*+\]")
_WORD = regex.compile(r"[\p{Latin}\d']++|[^\s\p{Latin}\d\p{P}\p{S}]++")
_ARTICLES = frozenset({"the", "a", "an"})
_JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")

_AMPERSAND = regex.compile(r"\s*+&\s*+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
# `Accounts receivable, net` and `Accounts receivable`; `…, net of tax` in comprehensive income.
_NET = regex.compile(r"[,\-‐–]\s*+net(?:\s++of\s++tax(?:es)?)?\s*+$")


# Labels that say nothing without what stands above them, folded.
GENERIC = frozenset({"other", "others", "othernet", "total", "subtotal", "net", "その他", "その他純額", "合計", "小計", "計", "うち", "その他合計"})


def is_japanese(text: str) -> bool:
    """Whether the text holds a Japanese character.

    >>> is_japanese("営業収益"), is_japanese("Total revenues")
    (True, False)
    """
    return _JAPANESE.search(text) is not None


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The text with compatibility widths, ampersands, dashes and quotes made one kind, lower case."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _AMPERSAND.sub(" and ", text).translate(_QUOTES).strip()


@lru_cache(maxsize=65536)
def fold_label(text: str) -> str:
    """The label without case, widths, blanks and punctuation.

    >>> fold_label("Operating income (loss)"), fold_label("負債、少数株主持分及び資本合計")
    ('operatingincomeloss', '負債少数株主持分及び資本合計')
    """
    return _NOT_WORD.sub("", plain(text))


def singular(word: str) -> str:
    """The word without a plural ending; not a dictionary form, only the same for both numbers.

    >>> singular("liabilities"), singular("taxes"), singular("loss"), singular("sales")
    ('liability', 'tax', 'loss', 'sale')
    """
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@lru_cache(maxsize=65536)
def fold_words(text: str) -> str:
    """The label as its words in order, singular, without articles, hyphens and apostrophes.

    >>> fold_words("Cash and cash equivalent") == fold_words("Cash and Cash-Equivalents")
    True
    """
    words = (word.replace("'s", "").replace("'", "") for word in _WORD.findall(plain(text)))
    return "".join(singular(word) for word in words if word and word not in _ARTICLES)


@lru_cache(maxsize=65536)
def fold_core(text: str) -> str:
    """The label's words without what stands in brackets.

    >>> fold_core("営業利益又は営業損失(△)"), fold_core("Net income (loss)")
    ('営業利益又は営業損失', 'netincome')
    """
    return fold_words(_NET.sub("", _BRACKETS.sub(" ", plain(text)).rstrip()))


def respell(text: str, variants: Mapping[str, str]) -> str:
    """The text with every known spelling variant replaced by its usual form (ダイヤル for ダイアル).

    variants: variant -> usual form, as `variants.tsv` lists them; longer variants first.
    """
    for variant, usual in variants.items():
        if variant in text:
            text = text.replace(variant, usual)
    return text
