"""Which releases a changed glossary touches: a digest of what it says about the words of one release.

A term whose words stand nowhere in a release can be looked up by none of its rows, whatever is cut off a label first; so
the terms whose words do stand there, all other terms of the same concepts, and the concepts themselves decide the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from glossary.terms.folds import fold_core, fold_label, fold_words, plain, respell
from glossary.terms.glossary import DATA_FILES, Glossary, Label, without_standing
from glossary.terms.kept_folds import fold_all
from parsers.records import Reading

FOLDS = (fold_label, fold_words, fold_core)
"""The ways in which a label may be looked up; words found by any of them count."""
BETWEEN = "\x1f"


WORDS = ("label", "table_title", "label_path", "header", "members")
"""Columns of a reading whose texts may be looked up."""


def readings_to_words(readings: Iterable[Reading]) -> tuple[str, ...]:
    """Every text of a release that may be looked up: labels, headings above them, titles, headers, members."""
    return rows_to_words({name: getattr(reading, name) for name in WORDS} for reading in readings)


def rows_to_words(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The same from rows of the store."""
    words: set[str] = set()
    for row in rows:
        words.update((row["label"], row["table_title"], *row["label_path"], *row["header"], *row["members"]))
    return tuple(sorted(words))


def touched_digest(glossary: Glossary, words: Iterable[str]) -> str:
    """Equal for two glossaries that normalize a release of these words alike."""
    indexed = _index(glossary)
    texts = [respell(plain(word), glossary.variants) for word in words]
    concepts: set[str] = set()
    for fold, terms in zip(FOLDS, indexed.terms, strict=True):
        whole = BETWEEN.join(sorted({fold(text) for text in texts}))
        concepts.update(concept for term, found in terms.items() if term in whole for concept in found)
    digest = hashlib.sha256(indexed.rest.encode())
    for concept in sorted(concepts):
        digest.update(indexed.said_of(concept, glossary).encode())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Index:
    """A glossary as this module asks it."""

    terms: tuple[dict[str, set[str]], ...]
    """For each fold: folded term -> its concepts."""
    labels: dict[str, list[Label]]
    """Concept -> its labels."""
    rest: str
    """Digest of what any release may use: spelling variants, entities, the dictionary extract."""
    said: dict[str, str] = field(default_factory=dict)
    """What `said_of` gave before."""

    def said_of(self, concept: str, glossary: Glossary) -> str:
        """All that the glossary says of a concept."""
        if concept not in self.said:
            found = glossary.concepts.get(concept)
            labels = "".join(repr(without_standing(label)) for label in self.labels.get(concept, ()))
            self.said[concept] = (repr(found) if found else "") + labels
        return self.said[concept]


_INDEXES: dict[str, Index] = {}


def _index(glossary: Glossary) -> Index:
    if glossary.digest not in _INDEXES:
        _INDEXES[glossary.digest] = _make_index(glossary)
    return _INDEXES[glossary.digest]


def _make_index(glossary: Glossary) -> Index:
    terms: tuple[dict[str, set[str]], ...] = tuple({} for _ in FOLDS)
    labels: dict[str, list[Label]] = {}
    for label in glossary.labels:
        forms = glossary.folded.get(label.label) or fold_all([label.label], glossary.variants)[0]
        for form, folded in zip(forms, terms, strict=True):
            folded.setdefault(form, set()).add(label.concept)
        labels.setdefault(label.concept, []).append(label)
    rest = hashlib.sha256(repr(sorted(glossary.variants.items())).encode())
    for name in DATA_FILES:
        path = files("glossary.terms") / name
        if name not in ("concepts.tsv", "labels.tsv") and path.is_file():
            rest.update(path.read_bytes())
    return Index(terms, labels, rest.hexdigest())
