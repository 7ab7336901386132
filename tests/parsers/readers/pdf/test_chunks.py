"""Words of a line to chunks: what was drawn as one text, letter by letter, and what stands in cells of its own."""

from __future__ import annotations

import pytest

from parsers.readers.pdf.chunks import line_to_chunks
from parsers.readers.pdf.glyph_lines import GlyphWord, WordLine

EM, LETTER = 8.0, 4.0


def spelled(text: str, x: float, first: int) -> list[GlyphWord]:
    """The words of a text in a font of fixed width, every letter and blank drawn by an operator of its own, numbered from `first`."""
    words, at = [], 0
    for word in text.split(" "):
        left = x + LETTER * at
        words.append(GlyphWord(word, left, left + LETTER * len(word), 100, 108, EM, 108, 0, at > 0, first + at, first + at + len(word) - 1))
        at += len(word) + 1
    return words


@pytest.mark.parametrize("text", ["Feb 28, 2009", "(4) Consolidated Statements", "U.S. dollars (1)"])
def test_a_text_drawn_letter_by_letter_is_one_chunk(text: str) -> None:
    assert [chunk.text for chunk in line_to_chunks(WordLine(108, tuple(spelled(text, 60, 1))))] == [text]


def test_cells_drawn_letter_by_letter_are_chunks_of_their_own() -> None:
    """No blank was drawn between them, or more than one."""
    cells = [*spelled("Feb 28, 2009", 60, 1), *spelled("2010", 112, 13), *spelled("1,234", 136, 19)]
    assert [chunk.text for chunk in line_to_chunks(WordLine(108, tuple(cells)))] == ["Feb 28, 2009", "2010", "1,234"]
