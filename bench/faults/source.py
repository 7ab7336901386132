"""A text or HTML release with every reading located in its lines, so that a slip can be put exactly where a number or a label stands."""

from __future__ import annotations

import html
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex

from flows.pipeline.normalize import normalize
from flows.pipeline.result import Result
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from parsers.records import Reading

JOINED = r"[\d.,]"
"""What does not stand beside a whole number."""

RowPlace = tuple[int, int]
"""table, row"""


@dataclass(frozen=True)
class Cell:
    """A printed number in the source."""

    at: int
    """Number of the cell in its source."""
    line: int
    """Place in `Source.lines`, from 0."""
    start: int
    end: int
    reading: Reading
    """As the clean release reads it."""

    @property
    def printed(self) -> str:
        return self.reading.printed

    @property
    def row(self) -> RowPlace:
        return self.reading.table, self.reading.row


@dataclass(frozen=True)
class Source:
    """A clean release: its lines, what the pipeline makes of it, and where each reading stands."""

    name: str
    """The file's, with its extension."""
    lines: tuple[str, ...]
    result: Result
    cells: tuple[Cell, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Cell]:
        return {cell.reading.reading_id: cell for cell in self.cells}

    @cached_property
    def rows(self) -> Mapping[RowPlace, tuple[Cell, ...]]:
        """The rows all of whose readings are located, on one line, from left to right."""
        found: dict[RowPlace, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            found[cell.row].append(cell)
        whole: dict[RowPlace, int] = defaultdict(int)
        for reading in self.result.readings:
            whole[reading.table, reading.row] += 1
        return {
            row: tuple(sorted(cells, key=lambda cell: cell.start))
            for row, cells in found.items()
            if len(cells) == whole[row] and len({cell.line for cell in cells}) == 1
        }

    @cached_property
    def partners(self) -> Mapping[int, int]:
        """Cell to the cell that prints the same number at the same scale in the other language."""
        found: dict[int, int] = {}
        for check in self.result.checks:
            if check.kind == "bilingual" and check.residual == 0 == check.tolerance and set(check.reading_ids) <= self.by_id.keys():
                one, other = (self.by_id[reading_id] for reading_id in check.reading_ids)
                if one.reading.decimals == other.reading.decimals:
                    found[one.at], found[other.at] = other.at, one.at
        return found


def locate(path: Path) -> Source:
    """The text or HTML at a path, normalized, with its readings located; readings that stand nowhere whole are left out."""
    text = path.read_text(encoding="utf-8")
    result = read(text, path.name)
    lines = tuple(text.split("\n"))
    cells: list[Cell] = []
    for line, readings in sorted(by_line(text, result.readings, path.suffix).items()):
        for start, end, reading in spots(lines[line], readings):
            cells.append(Cell(len(cells), line, start, end, reading))
    return Source(path.name, lines, result, tuple(cells))


def by_line(text: str, readings: Iterable[Reading], suffix: str) -> dict[int, list[Reading]]:
    """Place of each line, from 0, to its readings from left to right.

    A text's readings know their line; those of HTML are looked for one after the other, as elements that hold nothing else.
    """
    found: dict[int, list[Reading]] = defaultdict(list)
    at = 0
    for reading in sorted(readings, key=lambda r: (r.table, r.row, r.column)):
        line = (reading.line or 0) - 1
        if suffix == ".html":
            here = regex.compile(rf">\s*+{regex.escape(html.escape(reading.printed), literal_spaces=True)}\s*+<").search(text, at)
            if here is None:
                continue
            at = here.end() - 1
            line = text.count("\n", 0, here.start() + 1)
        found[line].append(reading)
    return found


def spots(line: str, readings: Iterable[Reading]) -> list[tuple[int, int, Reading]]:
    """Where the readings of a line stand, from the right end leftwards: labels hold digits too."""
    found: list[tuple[int, int, Reading]] = []
    end = len(line)
    for reading in reversed(list(readings)):
        whole = rf"(?<!{JOINED}){regex.escape(reading.printed, literal_spaces=True)}(?!{JOINED})"
        last = regex.search(rf"(?r){whole}", line, endpos=end)
        if last is not None:
            found.append((last.start(), last.end(), reading))
            end = last.start()
    return found[::-1]


def read(text: str, name: str) -> Result:
    """What the pipeline makes of a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return normalize(paths_to_drops([path])[0], Settings())


def with_prints(lines: Sequence[str], prints: Mapping[Cell, str]) -> list[str]:
    """The lines with other numbers in the place of some cells."""
    changed = list(lines)
    for cell in sorted(prints, key=lambda cell: -cell.start):
        line = changed[cell.line]
        changed[cell.line] = line[: cell.start] + prints[cell] + line[cell.end :]
    return changed
