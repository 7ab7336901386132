"""The pattern that finds words against the obvious one: every word tried one after the other, the longest first."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
import regex

from parsers.words import vocabulary
from parsers.words.vocabulary import KINDS, ListedWord, alternation, load_words, words_of

FLAGS = regex.VERBOSE | regex.IGNORECASE
JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")


def one_by_one(words: Iterable[ListedWord]) -> str:
    """The slow and obvious alternation."""
    return f"(?:{'|'.join(word_to_pattern(word.text) for word in words)})"


def word_to_pattern(text: str) -> str:
    pieces = []
    for before, character in zip(" " + text, text, strict=False):
        between = r"\s?" if JAPANESE.match(before) and JAPANESE.match(character) else ""
        pieces.append(r"\s+" if character == " " else between + regex.escape(character))
    start = r"(?<![A-Za-z])" if text[0].isascii() and text[0].isalpha() else ""
    end = r"(?![A-Za-z])" if text[-1].isascii() and text[-1].isalpha() else ""
    return start + "".join(pieces) + end


def printed(text: str, blank: str) -> str:
    """The word in capitals, with a blank between two Japanese characters."""
    between = [blank if JAPANESE.match(a) and JAPANESE.match(b) else "" for a, b in zip(text, text[1:] + " ", strict=True)]
    return "".join(a + b for a, b in zip(text.upper(), between, strict=True))


@pytest.mark.parametrize("kinds", [KINDS, ("statement",), ("money", "counter"), ("measure", "comparison", "scenario", "scope")])
def test_the_same_matches_as_one_by_one(kinds: tuple[str, ...]) -> None:
    words = words_of(*kinds)
    quick, slow = regex.compile(alternation(words), FLAGS), regex.compile(one_by_one(words), FLAGS)
    chance = random.Random(3)
    for word in words:
        other = chance.choice(words).text
        for text in (word.text, printed(word.text, " "), printed(word.text, ""), word.text + other, f"{word.text} {other}", f"x{word.text}s の{other[:-1]}"):
            found = [[match.span() for match in pattern.finditer(text)] for pattern in (quick, slow)]
            assert found[0] == found[1], text


def test_every_word_is_found_in_itself() -> None:
    for kind in KINDS:
        pattern = regex.compile(alternation(words_of(kind)), FLAGS)
        assert all(pattern.fullmatch(word.text) for word in load_words() if word.kind == kind)


def test_a_longer_word_wins_and_a_shorter_one_is_tried_again() -> None:
    words = [ListedWord("measure", "x", "ja", text, "") for text in ("前期比増減", "前期比", "増減率")]
    assert regex.compile(alternation(words), FLAGS).findall("前期比増減 前期比増 増 減率") == ["前期比増減", "前期比", "増 減率"]
    assert regex.fullmatch(alternation(words) + "増減額", "前期比増減額", FLAGS)


@pytest.mark.parametrize(
    ("printed", "known", "listed"),
    [("Millions  of Yen", "millions of yen", "millions of yen"), ("百万 円", "百万円", "百万円"), ("Yen", "millions of yen", "yen")],
)
def test_a_word_that_was_found_as_it_is_listed(printed: str, known: str, listed: str) -> None:
    assert vocabulary.as_listed(printed, {known}) == listed
