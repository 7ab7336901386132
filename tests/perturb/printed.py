"""A release's text with its true numbers located in it, so that text and truth can be changed together.

Every located cell is one character of a private-use plane in the text; what it prints stands in the truth. So lines can
be moved and words exchanged without touching a number, and a number changed without touching a line.
"""

from __future__ import annotations

import csv
import html
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import regex

from tests import typeset

FIRST_CELL = 0xF0000
"""Code point of the first located cell."""
REACH = 14
"""Lines from one row of a table to the next, wrapped labels and blank lines included."""
LABEL_LINES = 4
"""Lines over which a label may be wrapped, and two more."""

TOKEN = regex.compile(r"<[^<>]*+>|(?P<token>[^\s<>]++)")
TAG = regex.compile(r"<[^<>]*+>")
CELL = regex.compile(r"[\U000F0000-\U000FFFFD]")


@dataclass(frozen=True)
class Truth:
    """What one printed cell means; the same for the truth of real releases and the golden files of ours."""

    language: str
    table: str
    statement: str
    row: str
    label: str
    column: str
    measure: str
    unit: str
    power: int
    """Exponent of ten of the scale; percentages are told by their unit."""
    months: int | None
    """0: an instant; None: not known."""
    end: date
    raw: str

    @property
    def value(self) -> Decimal | None:
        return typeset.parse_printed(self.raw, self.unit, self.power)[0]

    @property
    def decimals(self) -> int | None:
        return typeset.parse_printed(self.raw, self.unit, self.power)[1]

    @property
    def place(self) -> tuple[str, str]:
        return self.language, self.table


@dataclass(frozen=True)
class Printed:
    """text: with one private-use character a located cell; truth: what stands at each, by number."""

    name: str
    text: str
    truth: tuple[Truth, ...]
    encoding: str = "utf-8"

    @property
    def data(self) -> bytes:
        """The file as it would be dropped."""
        text = CELL.sub(lambda cell: self.truth[ord(cell[0]) - FIRST_CELL].raw, self.text)
        return text.encode(self.encoding, errors="replace")

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


def numbers_in(text: str) -> list[int]:
    """The numbers of the located cells in a text, in order."""
    return [ord(cell) - FIRST_CELL for cell in CELL.findall(text)]


def with_raws(printed: Printed, raws: Mapping[int, str]) -> Printed:
    return replace(printed, truth=tuple(replace(truth, raw=raws.get(at, truth.raw)) for at, truth in enumerate(printed.truth)))


def fold(label: str) -> str:
    """A label without case, width, blanks and punctuation."""
    return regex.sub(r"[\W_]++", "", unicodedata.normalize("NFKC", label)).casefold()


# ---------------------------------------------------------------------------------------------------------------------
# Where truth comes from


def sample(description: Path) -> Printed:
    """One of our own samples with its golden rows."""
    galley = typeset.load(description)
    return locate(galley.file.removesuffix(".txt"), typeset.typeset(galley), [golden_truth(row) for row in typeset.golden(galley)])


def golden_truth(row: Mapping[str, str]) -> Truth:
    end = date.fromisoformat(row["period_end"])
    places = len(row["printed"].rstrip("%)").partition(".")[2].rstrip("Gbps")) if "." in row["printed"] else 0
    return Truth(
        row["language"], row["table"], row["statement"], row["row"], f"{row['stub']} {row['label']}".strip(), row["column"],
        row["measure"], row["unit"], places - int(row["decimals"] or 0), golden_months(row["period_start"], end), end, row["printed"],
    )  # fmt: skip


def golden_months(start: str, end: date) -> int | None:
    if start == "*":
        return None
    if not start:
        return 0
    first = date.fromisoformat(start)
    return (end.year - first.year) * 12 + end.month - first.month + 1


def real(text_file: Path, truth_file: Path) -> Printed:
    """A real release with its hand-made truth."""
    with open(truth_file, encoding="utf-8", newline="") as file:
        rows = [csv_truth(row) for row in csv.DictReader(file)]
    return locate(text_file.stem, text_file.read_text(encoding="utf-8"), rows)


def csv_truth(row: Mapping[str, str]) -> Truth:
    unit = "pure" if row["unit"] == "percent" else row["unit"]
    months = None if row["months"] == "*" else int(row["months"])
    return Truth(
        row["language"], row["table"], row["statement"], row["row"], row["label"], row["column"], row["measure"], unit,
        len(row["scale"]) - 1, months, date.fromisoformat(row["period_end"]), row["raw"],
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Finding the cells


def locate(name: str, text: str, truth: Iterable[Truth]) -> Printed:
    """The text with its cells located; ValueError where a table of the truth is not found row for row."""
    located = tuple(truth)
    lines = text.split("\n")
    tokens = [[(found["token"], *found.span("token")) for found in TOKEN.finditer(line) if found["token"]] for line in lines]
    folded = [fold(TAG.sub("", html.unescape(line))) for line in lines]
    labels = ["".join(folded[max(0, at - LABEL_LINES) : at + 1]) for at in range(len(lines))]
    ends: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(tokens):
        for length in range(1, min(len(row), 12) + 1):
            ends.setdefault(tuple(token for token, _, _ in row[-length:]), []).append(at)
    taken: dict[int, list[int]] = {}
    for rows in tables_of(located):
        found = next(find_rows(rows, located, ends, labels, taken), None)
        if found is None:
            raise ValueError(f"{name}: table {located[rows[0][0]].place} not found in the text")
        taken.update(zip(found, rows, strict=True))
    for at, cells in taken.items():
        line = lines[at]
        for cell, (_, start, end) in reversed(list(zip(cells, tokens[at][-len(cells) :], strict=True))):
            line = line[:start] + chr(FIRST_CELL + cell) + line[end:]
        lines[at] = line
    return Printed(name, "\n".join(lines), located)


def tables_of(truth: tuple[Truth, ...]) -> Iterator[list[list[int]]]:
    """For each table, for each row, the numbers of its cells by column."""
    tables: dict[tuple[str, str], dict[str, list[int]]] = {}
    for at, cell in enumerate(truth):
        tables.setdefault(cell.place, {}).setdefault(cell.row, []).append(at)
    for rows in tables.values():
        yield [sorted(cells, key=lambda at: int(truth[at].column)) for cells in rows.values()]


def find_rows(
    rows: list[list[int]], truth: tuple[Truth, ...], ends: Mapping[tuple[str, ...], list[int]], labels: list[str], taken: Mapping[int, list[int]]
) -> Iterator[list[int]]:
    """Every way to find the rows on successive lines."""

    def lines_of(row: list[int]) -> list[int]:
        label = fold(truth[row[0]].label)
        return [at for at in ends.get(tuple(truth[cell].raw for cell in row), []) if at not in taken and label in labels[at]]

    candidates = [lines_of(row) for row in rows]
    for start in candidates[0]:
        found = [start]
        for following in candidates[1:]:
            below = next((at for at in following if found[-1] < at <= found[-1] + REACH), None)
            if below is None:
                break
            found.append(below)
        else:
            yield found
