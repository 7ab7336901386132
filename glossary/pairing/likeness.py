"""How alike a Japanese and an English label are, from 0 to 1, without a term of the glossary that names both.

The Japanese label is cut into the longest words that are known (to the glossary, then to the JMdict extract); each gives English
readings; the likeness is how well the readings cover the English label and the English label covers the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from glossary.terms.folds import fold_label, is_japanese, plain, respell, singular
from glossary.terms.glossary import Glossary, read_table
from glossary.terms.tokens import LabelWord, japanese_words

KIN_WEIGHT = 0.8
UNKNOWN_WEIGHT = 0.5
LIGHT_WEIGHT = 0.3
LONGEST_SPAN = 8

# Words of either language that say nothing, and words that say little, of their own.
_ARTICLES = ("a", "an", "the", "and", "as", "or", "net", "used", "provided")
_PREPOSITIONS = ("at", "by", "for", "from", "in", "into", "of", "on", "per", "to", "under", "upon", "with")
_STOP = frozenset((*_ARTICLES, *_PREPOSITIONS))
_LIGHT = frozenset([*"額高等的性金分内数事物上", "因る", "係る", "関する", "対する", "amount", "activity", "approximate"])
_EMPTY_GLOSS = frozenset({"something", "someone", "be", "being", "etc", "esp", "one", "oneself"})


_LATIN_WORD = regex.compile(r"[\p{Latin}\d](?:[.'-]?[\p{Latin}\d])*+")

Stems = frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a Japanese label with its English readings, each as stems."""

    text: str
    readings: tuple[Stems, ...]
    weight: float


@lru_cache(maxsize=1)
def jmdict() -> Mapping[str, tuple[Stems, ...]]:
    """Headword -> its glosses as stems, from the extract."""
    return {
        word: tuple(stems for gloss in glosses.split("; ") if (stems := english_stems(gloss)))
        for word, glosses in read_table("jmdict/extract.tsv", ("headword", "glosses"))
    }


@lru_cache(maxsize=1)
def kin() -> Mapping[str, Stems]:
    """Stem -> stems that may stand for it in a financial statement, both ways."""
    pairs: dict[str, set[str]] = defaultdict(set)
    for word, others in read_table("kin.tsv", ("word", "kin")):
        for other in others.split():
            pairs[stem(word)].add(stem(other))
            pairs[stem(other)].add(stem(word))
    return {word: frozenset(others) for word, others in pairs.items()}


_SUFFIXES = (
    "ization",
    "isation",
    "ations",
    "ation",
    "ments",
    "ment",
    "ities",
    "ity",
    "ings",
    "ing",
    "ances",
    "ance",
    "ions",
    "ion",
    "ables",
    "able",
    "ed",
    "ive",
    "al",
)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The word without its inflection and common endings; only words of one stem need to meet.

    >>> stem("investments") == stem("investing"), stem("sales") == stem("sale"), stem("provision") == stem("profit")
    (True, True, False)
    """
    word = singular(word.strip("'.-").replace("'s", ""))
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


@lru_cache(maxsize=16384)
def english_stems(text: str) -> Stems:
    """The stems of an English text, stop words left out; a hyphenated word counts as its parts."""
    words = (part for word in _LATIN_WORD.findall(plain(text)) for part in word.split("-"))
    return frozenset(stem(word) for word in words if word and word not in _STOP and word not in _EMPTY_GLOSS)


class Matcher:
    """Likeness of labels with one glossary's terms as vocabulary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._known: dict[tuple[str, str], float] = {}

    def likeness(self, ja_label: str, en_label: str) -> float:
        """0 where nothing is shared, 1 where the labels are the same or say the same."""
        key = (ja_label, en_label)
        if key not in self._known:
            self._known[key] = self._likeness(ja_label, en_label)
        return self._known[key]

    def _likeness(self, ja_label: str, en_label: str) -> float:
        if fold_label(ja_label) == fold_label(en_label):
            return 1.0
        english = english_stems(en_label)
        units = self.units(ja_label)
        if not english or not units:
            return 0.0
        japanese = sum(unit.weight * _covered(unit, english) for unit in units) / sum(unit.weight for unit in units)
        readings = frozenset(word for unit in units for reading in unit.readings for word in reading)
        weights = {word: LIGHT_WEIGHT if word in _LIGHT_STEMS else 1.0 for word in english}
        covered = sum(weight * _reached(word, readings) for word, weight in weights.items()) / sum(weights.values())
        return 2 * japanese * covered / (japanese + covered) if japanese + covered else 0.0

    def units(self, ja_label: str) -> tuple[Unit, ...]:
        """The known words of a Japanese label, longest first at each place; particles left out."""
        if ja_label not in self._units:
            text = respell(plain(ja_label), self._glossary.variants)
            self._units[ja_label] = tuple(self._cut(japanese_words(text)))
        return self._units[ja_label]

    def _cut(self, words: Sequence[LabelWord]) -> Iterator[Unit]:
        place = 0
        while place < len(words):
            end, readings = self._longest(words, place)
            word = words[place]
            text = "".join(part.surface for part in words[place:end])
            if readings:
                yield Unit(text, readings, LIGHT_WEIGHT if text in _LIGHT or word.lemma in _LIGHT else float(end - place) ** 0.5)
            elif word.content:
                yield Unit(text, (), LIGHT_WEIGHT if word.lemma in _LIGHT or word.surface in _LIGHT else UNKNOWN_WEIGHT)
            place = end

    def _longest(self, words: Sequence[LabelWord], place: int) -> tuple[int, tuple[Stems, ...]]:
        """Where the longest known span from `place` ends, and its readings; one word without any where nothing is known."""
        if not words[place].content:
            return place + 1, ()
        for end in range(min(len(words), place + LONGEST_SPAN), place, -1):
            if words[end - 1].content and (readings := self._readings("".join(word.surface for word in words[place:end]))):
                return end, readings
        word = words[place]
        if word.english:
            return place + 1, (english_stems(word.english),)
        if not is_japanese(word.surface):
            stems = english_stems(word.surface)
            return place + 1, (stems,) if stems else ()
        return place + 1, jmdict().get(word.lemma, ())

    def _readings(self, span: str) -> tuple[Stems, ...]:
        """The English readings of a span: the labels of its concepts, then the dictionary's glosses."""
        terms = self._glossary.index.get((0, "ja", fold_label(span)), ()) if is_japanese(span) else ()
        preferred = (self._glossary.preferred(term.concept, "en") for term in terms)
        own = tuple(dict.fromkeys(english_stems(label) for label in preferred if label))
        return own + jmdict().get(span, ())


_LIGHT_STEMS = frozenset(stem(word) for word in _LIGHT if word.isascii())


def _covered(unit: Unit, english: Stems) -> float:
    """How much of the best reading of a word stands in the English label."""
    return max((sum(_reached(word, english) for word in reading) / len(reading) for reading in unit.readings if reading), default=0.0)


def _reached(word: str, words: Stems) -> float:
    """1 where the word itself is there, less where only its kin is."""
    if word in words:
        return 1.0
    return KIN_WEIGHT if not kin().get(word, frozenset()).isdisjoint(words) else 0.0
