"""The folded forms of all labels, kept in the user's cache: folding three thousand of them takes longer than reading a page.

What is kept depends on the labels, the spelling variants and the code that folds, and is made anew where one of them changes.
Anybody may delete it; where it cannot be read or written the labels are folded as ever.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import regex

from glossary.terms import folds
from glossary.terms.folds import fold_core, fold_label, fold_words, plain, respell
from parsers.words.patterns import kept_folder

Folded = tuple[str, str, str]
"""By fold_label, fold_words and fold_core."""


def fold_all(labels: Sequence[str], variants: Mapping[str, str]) -> list[Folded]:
    """The folded forms of each label, its spelling variants replaced."""
    forms: list[Folded] = []
    for label in labels:
        text = respell(plain(label), variants)
        forms.append((fold_label(text), fold_words(text), fold_core(text)))
    return forms


def kept_folds(labels: Sequence[str], variants: Mapping[str, str]) -> list[Folded]:
    """The same, taken up from the cache where they were kept."""
    place = _place(labels, variants)
    with suppress(OSError, ValueError, RuntimeError):
        forms = json.loads(place.read_text(encoding="utf-8"))
        if len(forms) == len(labels) and all(len(form) == 3 for form in forms):
            return [(label, words, core) for label, words, core in forms]
    made = fold_all(labels, variants)
    with suppress(OSError, RuntimeError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(made, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(name, place)
    return made


def _place(labels: Sequence[str], variants: Mapping[str, str]) -> Path:
    made_of = (sys.version, regex.__version__, unicodedata.unidata_version, tuple(labels), tuple(variants.items()))
    digest = blake2b(Path(folds.__file__).read_bytes() + repr(made_of).encode(), digest_size=12).hexdigest()
    return kept_folder().parent / "folds" / f"{digest}.json"
