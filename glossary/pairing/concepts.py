"""The concept of a row: the glossary's where it knows one, else a provisional one made from the row's own words."""

from __future__ import annotations

import regex

from glossary.pairing.items import Item
from glossary.terms.folds import GENERIC, fold_label, plain
from glossary.terms.glossary import Glossary

PROVISIONAL = "provisional:"

_LATIN = regex.compile(r"[\p{Latin}\d]++")


def is_provisional(concept: str) -> bool:
    """Whether no accepted term stands behind the concept."""
    return concept.startswith(PROVISIONAL)


def line_of(concept: str) -> str:
    """The concept that a row's label asks for, also where its numbers made it a provisional one of its own.

    >>> line_of("provisional:AccountsPayable@Operating Activities"), line_of("AccountsPayable")
    ('AccountsPayable', 'AccountsPayable')
    """
    return concept.removeprefix(PROVISIONAL).partition("@")[0]


def row_concept(item: Item, glossary: Glossary) -> str:
    """The concept of an item by itself."""
    return item.concept or provisional_concept(item, item)


def pair_concept(ja: Item, en: Item, glossary: Glossary) -> str:
    """The concept of a row pair: the one both know; where they know two, the one of the more particular place; else the one that is known."""
    if ja.concept and en.concept and ja.concept != en.concept:
        return ja.concept if _particular(ja) > _particular(en) else en.concept
    return en.concept or ja.concept or _tied_in_common(ja, en) or provisional_concept(en, ja)


def _particular(item: Item) -> int:
    term = item.found.term
    return 0 if term is None else 2 * bool(term.parent) + bool(term.context)


def _tied_in_common(ja: Item, en: Item) -> str | None:
    """The one concept that the ties of both languages share."""
    common = set(ja.found.tied) & set(en.found.tied) or set(ja.found.tied) & {en.concept} or set(en.found.tied) & {ja.concept}
    return common.pop() if len(common) == 1 else None


def provisional_concept(item: Item, other: Item) -> str:
    """A concept made from an item's words, the same in every release that prints them.

    English words in CamelCase where there are any, else the Japanese words; generic words (その他, Other) carry their heading.
    other: the partner in the other language, whose words serve where the item has none.
    """
    label = item.label or other.label
    words = camel_case(label)
    if fold_label(label) in GENERIC and item.headings:
        words = f"{camel_case(item.headings[-1])}.{words}"
    return f"{PROVISIONAL}{item.unit or 'heading'}:{words}"


def camel_case(text: str) -> str:
    """`Total costs` as TotalCosts; Japanese folded as it is."""
    folded = plain(text)
    if regex.search(r"[\p{Han}\p{Hiragana}\p{Katakana}]", folded):
        return fold_label(text)
    return "".join(word[:1].upper() + word[1:] for word in _LATIN.findall(folded))
