"""The words behind a number, on the review page and in the terminal."""

from __future__ import annotations

import doctest

from flows.command.show import reach_of
from flows.review import words_behind as module
from flows.review.words_behind import interned, words_behind

CAPTION = {"dimension": "unit", "text": "（単位：百万円）", "by": "caption", "page": 3, "line": None}
ROW = {"dimension": "unit", "text": "従業員数（人）", "by": "row", "page": 3, "line": 12}
CELL = {"dimension": "unit", "text": "14.2%", "by": "cell", "page": 3, "line": 13}


def test_doctests() -> None:
    assert doctest.testmod(module).failed == 0


def test_words_and_where_they_stand() -> None:
    assert words_behind({"sources": [ROW, {**CAPTION, "dimension": "scale"}]}) == [
        ("unit", "従業員数（人）: row, p. 3, line 12"), ("scale", "（単位：百万円）: caption, p. 3"),
    ]  # fmt: skip
    assert words_behind({"sources": [CELL]}, "the cell itself") == [("unit", "the cell itself")]
    assert words_behind({"sources": None}) == []


def test_words_are_kept_once() -> None:
    assert interned([{"sources": [CAPTION]}, {"sources": [CAPTION]}, {"sources": [ROW]}]) == (
        [("unit", "（単位：百万円）: caption, p. 3"), ("unit", "従業員数（人）: row, p. 3, line 12")], [[0], [0], [1]],
    )  # fmt: skip


def test_the_reach_of_words() -> None:
    table = [{"column": column} for column in (1, 2, 1, 2)]
    assert [reach_of(found, table) for found in (table, table[::2], table[:1])] == ["all", "column 1", "1 number"]
