"""The closed set of words that read a table's frame: units, scales, counters, measures, scenarios, scope.

They stand in words.tsv, one a row, sorted: kind, value, lang, text, note. What a list cannot say (a date, a caption that
strings several units together) is grammar and stands in the module that needs it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from parsers.errors import TableError

KINDS = ("comparison", "counter", "measure", "money", "scale", "scenario", "scope", "statement")
LANGUAGES = ("en", "ja", "any")
_FILE = Path(__file__).with_name("words.tsv")
_HEADER = ["kind", "value", "lang", "text", "note"]


@dataclass(frozen=True, slots=True)
class Word:
    kind: str
    value: str
    """What the word means: a unit, a power of ten, a measure ..."""
    lang: str
    text: str
    """As it is searched for: widths folded, lower case where it is English, single blanks."""
    note: str


def parse_words(lines: Iterable[str], name: str) -> tuple[Word, ...]:
    """The rows of a words table.

    Raises TableError where the header, the number of fields, a kind, a language or the order is not what it should be,
    or where one text stands twice in a kind.
    """
    rows = [line.rstrip("\n").split("\t") for line in lines]
    if not rows or rows[0] != _HEADER:
        raise TableError(f"{name}:1: expected the header {_HEADER}, found {rows[0] if rows else 'nothing'}")
    words: list[Word] = []
    seen: set[tuple[str, str]] = set()
    for number, fields in enumerate(rows[1:], start=2):
        words.append(_row_to_word(fields, f"{name}:{number}"))
        key = (words[-1].kind, words[-1].text)
        if key in seen:
            raise TableError(f"{name}:{number}: {key[1]!r} stands twice among the words of kind {key[0]}; keep one row")
        seen.add(key)
    if rows[1:] != sorted(rows[1:]):
        late = next(number for number, (a, b) in enumerate(itertools.pairwise(rows), start=3) if a > b)
        raise TableError(f"{name}:{late}: rows are kept sorted; move this one up")
    return tuple(words)


def _row_to_word(fields: list[str], place: str) -> Word:
    if len(fields) != len(_HEADER):
        raise TableError(f"{place}: expected {len(_HEADER)} fields set apart by tabs, found {len(fields)}")
    kind, value, lang, text, note = fields
    if kind not in KINDS:
        raise TableError(f"{place}: unknown kind {kind!r}; choices: {', '.join(KINDS)}")
    if lang not in LANGUAGES:
        raise TableError(f"{place}: unknown language {lang!r}; choices: {', '.join(LANGUAGES)}")
    if not value or not text or text != text.strip() or text != text.casefold():
        raise TableError(f"{place}: value and text must not be empty, the text in lower case and without blanks around it")
    return Word(kind, value, lang, text, note)


@cache
def load_words() -> tuple[Word, ...]:
    """Every row of words.tsv, read once."""
    with _FILE.open(encoding="utf-8") as lines:
        return parse_words(lines, _FILE.name)


def words_of(*kinds: str) -> tuple[Word, ...]:
    """The words of some kinds, longest text first, so that an alternation of them finds the longest."""
    chosen = (word for word in load_words() if word.kind in kinds)
    return tuple(sorted(chosen, key=lambda word: (-len(word.text), word.text)))


def alternation(words: Iterable[Word]) -> str:
    """A VERBOSE pattern that finds any of the words, longest first, in folded text.

    A blank in a word stands for any number of blanks; between two Japanese characters a blank may stand, because a header set over
    two lines is joined with one; a Latin word ends where a letter does not go on.
    """
    return f"(?:{'|'.join(dict.fromkeys(_word_to_pattern(word.text) for word in words))})"


_JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")


def _word_to_pattern(text: str) -> str:
    pieces: list[str] = []
    for before, character in zip(" " + text, text, strict=False):
        if character == " ":
            pieces.append(r"\s+")
            continue
        if _JAPANESE.match(before) and _JAPANESE.match(character):
            pieces.append(r"\s?")
        pieces.append(rf"\{character}" if not character.isalnum() else character)
    start = r"(?<![A-Za-z])" if text[0].isascii() and text[0].isalpha() else ""
    end = r"(?![A-Za-z])" if text[-1].isascii() and text[-1].isalpha() else ""
    return start + "".join(pieces) + end
