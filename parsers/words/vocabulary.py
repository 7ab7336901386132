"""The closed set of words that read a table's frame: units, scales, counters, measures, scenarios, scope.

They stand in words.tsv, one a row, sorted: kind, value, lang, text, note. What a list cannot say (a date, a caption that
strings several units together) is grammar and stands in the module that needs it.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from parsers.errors import TableError

KINDS = ("comparison", "counter", "letter", "measure", "money", "noted", "rate", "scale", "scenario", "scope", "statement")
LANGUAGES = ("en", "ja", "any")
_FILE = Path(__file__).with_name("words.tsv")
_ALIKE = {"noted": "counter"}
"""Kinds of which a text is one only."""
_HEADER = ["kind", "value", "lang", "text", "note"]


@dataclass(frozen=True, slots=True)
class ListedWord:
    kind: str
    value: str
    """What the word means: a unit, a power of ten, a measure ..."""
    lang: str
    text: str
    """As it is searched for: widths folded, lower case where it is English, single blanks."""
    note: str


def parse_words(lines: Iterable[str], name: str) -> tuple[ListedWord, ...]:
    """The rows of a words table.

    Raises TableError where the header, the number of fields, a kind, a language or the order is not what it should be,
    or where one text stands twice in a kind.
    """
    rows = [line.rstrip("\n").split("\t") for line in lines]
    if not rows or rows[0] != _HEADER:
        raise TableError(f"{name}:1: expected the header {_HEADER}, found {rows[0] if rows else 'nothing'}")
    words: list[ListedWord] = []
    seen: set[tuple[str, str]] = set()
    for number, fields in enumerate(rows[1:], start=2):
        words.append(_row_to_word(fields, f"{name}:{number}"))
        key = (_ALIKE.get(words[-1].kind, words[-1].kind), words[-1].text)
        if key in seen:
            raise TableError(f"{name}:{number}: {key[1]!r} stands twice among the words of kind {key[0]}; keep one row")
        seen.add(key)
    if rows[1:] != sorted(rows[1:]):
        late = next(number for number, (a, b) in enumerate(itertools.pairwise(rows[1:]), start=3) if a > b)
        raise TableError(f"{name}:{late}: rows are kept sorted; move this one up")
    return tuple(words)


def _row_to_word(fields: list[str], place: str) -> ListedWord:
    if len(fields) != len(_HEADER):
        raise TableError(f"{place}: expected {len(_HEADER)} fields set apart by tabs, found {len(fields)}")
    kind, value, lang, text, note = fields
    if kind not in KINDS:
        raise TableError(f"{place}: unknown kind {kind!r}; choices: {', '.join(KINDS)}")
    if lang not in LANGUAGES:
        raise TableError(f"{place}: unknown language {lang!r}; choices: {', '.join(LANGUAGES)}")
    if not value or not text or text != text.strip() or text != text.casefold():
        raise TableError(f"{place}: value and text must not be empty, the text in lower case and without blanks around it")
    return ListedWord(kind, value, lang, text, note)


@cache
def load_words() -> tuple[ListedWord, ...]:
    """Every row of words.tsv, read once."""
    with _FILE.open(encoding="utf-8") as lines:
        return parse_words(lines, _FILE.name)


def words_of(*kinds: str) -> tuple[ListedWord, ...]:
    """The words of some kinds, longest text first, so that an alternation of them finds the longest."""
    chosen = (word for word in load_words() if word.kind in kinds)
    return tuple(sorted(chosen, key=lambda word: (-len(word.text), word.text)))


def as_listed(printed: str, known: Container[str]) -> str:
    """A word that an alternation of the known ones found, as words.tsv writes it: lower case, single blanks, none that only a wrap put in.

    >>> as_listed("Millions  of Yen", {"millions of yen"}), as_listed("百万 円", {"百万円"})
    ('millions of yen', '百万円')
    """
    lowered = " ".join(printed.casefold().split())
    return lowered if lowered in known else lowered.replace(" ", "")


def alternation(words: Iterable[ListedWord]) -> str:
    """A VERBOSE pattern that finds any of the words, longest first, in folded text.

    A blank in a word stands for any number of blanks; between two Japanese characters a blank may stand, because a header set over
    two lines is joined with one; a Latin word ends where a letter does not go on. Words that begin alike share their beginning:
    tried one by one, a few hundred of them would be most of the time of reading a table.
    """
    roots: dict[str, _Node] = {"": {}, r"(?<![A-Za-z])": {}}
    for word in sorted(words, key=lambda word: -len(word.text)):
        node = roots[r"(?<![A-Za-z])" if _is_latin(word.text[0]) else ""]
        for piece in _word_to_pieces(word.text):
            node = node.setdefault(piece, {})
        node[_END] = {}
    return f"(?:{'|'.join(start + _node_to_pattern(node, '') for start, node in roots.items() if node)})"


_JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")
_END = ""
"""The piece that stands for the end of a word."""
_Node = dict[str, Any]
"""What may follow the same beginning: a piece of a pattern and what follows that."""


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _word_to_pieces(text: str) -> Iterator[str]:
    joined = False
    for character in text:
        piece, japanese = _character_to_piece(character, joined)
        yield piece
        joined = japanese


@cache
def _character_to_piece(character: str, joined: bool) -> tuple[str, bool]:
    """The pattern of a character, behind a Japanese one or not, and whether it is Japanese itself."""
    japanese = not character.isascii() and _JAPANESE.match(character) is not None
    blank = r"\s?" if joined and japanese else ""
    return r"\s+" if character == " " else blank + (character if character.isalnum() else rf"\{character}"), japanese


def _node_to_pattern(node: _Node, before: str) -> str:
    """Its words in the order of their coming, one that is the beginning of others last; before: the last character so far."""
    chain = ""
    while len(node) == 1 and _END not in node:
        ((piece, node),) = node.items()
        chain, before = chain + piece, piece[-1]
    choices = [piece + _node_to_pattern(following, piece[-1]) for piece, following in node.items() if piece != _END]
    if _END in node:
        choices.append("(?![A-Za-z])" if _is_latin(before) else "")
    return chain + (choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})")
