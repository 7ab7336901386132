"""A line of a document and what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from parsers.printed import Line
from parsers.text.scan import FrameWord


class Kind(Enum):
    BLANK = "blank"
    DATA = "data"
    """Ends in numbers or nil marks."""
    HEADER = "header"
    """Periods, units and measures over or under columns."""
    TITLE = "title"
    """Names a table or a statement."""
    CAPTION = "caption"
    """Says periods, durations or units of a whole table."""
    NOTE = "note"
    PROSE = "prose"
    TEXT = "text"
    """Short and without numbers: a heading or a piece of a label."""
    GRID = "grid"
    """A line whose cells know their column."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A line and what it is for."""

    line: Line
    kind: Kind
    label: str = ""
    """DATA: the text before the numbers."""
    tokens: tuple[str, ...] = ()
    """DATA: the numbers as printed."""
    words: tuple[FrameWord, ...] = ()
    """HEADER: the words of the table's frame."""

    @property
    def text(self) -> str:
        return self.line.text
