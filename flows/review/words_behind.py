"""The printed words that give each dimension of a number, and where they stand, as a person reads them: `百万円: caption, p. 3`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
EVIDENCE = {
    "numbers": "the numbers beside it", "concept": "what is known of the item", "other_language": "the other language",
    "twin": "the same table at another scale",
}  # fmt: skip
"""What decided where no words did."""


def words_behind(reading: Row, cell: str | None = None) -> list[tuple[str, str]]:
    """(dimensions, the words and their place) of a reading, dimensions that the same words give together.

    cell: what to say where its own cell gives one; None: the cell's text.

    >>> caption = {"text": "（百万円）", "by": "caption", "page": 3, "line": None}
    >>> words_behind({"sources": [{"dimension": "unit", **caption}, {"dimension": "scale", **caption}]})
    [('unit, scale', '（百万円）: caption, p. 3')]
    >>> words_behind({"sources": [{"dimension": "measure", "text": "", "by": "numbers", "page": None, "line": None}]})
    [('measure', 'the numbers beside it')]
    """
    given: dict[str, list[str]] = {}
    for source in reading["sources"] or ():
        text = cell if cell is not None and source["by"] == "cell" else source_text(source)
        given.setdefault(text, []).append(source["dimension"])
    return [(", ".join(dimensions), text) for text, dimensions in given.items()]


def source_text(source: Row) -> str:
    """The words of a source and where they stand; line only where it is known."""
    said = EVIDENCE.get(source["by"], str(source["by"]))
    places = [f"p. {source['page']}"] if source["page"] else []
    places += [f"line {source['line']}"] if source["line"] else []
    place = ", ".join((said, *places))
    return f"{' '.join(source['text'].split())}: {place}" if source["text"] else place


def interned(readings: Iterable[Row]) -> tuple[list[tuple[str, str]], list[list[int]]]:
    """Every pair of `words_behind` once, and for each reading the indices of its own."""
    known: dict[tuple[str, str], int] = {}
    of_readings = [[known.setdefault(pair, len(known)) for pair in words_behind(reading)] for reading in readings]
    return list(known), of_readings
