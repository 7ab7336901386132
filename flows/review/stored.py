"""What the store holds of one release, read once for its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flows.store.folders import Folder
from flows.store.store import find_release, read_rows

Row = dict[str, Any]
RowKey = tuple[int, int, int]
"""(document, table, row), each counted from 1."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows of one release, readings in the order of the page."""

    release: Row
    readings: tuple[Row, ...]
    alignments: tuple[Row, ...]
    facts: tuple[Row, ...]
    checks: tuple[Row, ...]
    findings: tuple[Row, ...]

    @property
    def release_id(self) -> str:
        return str(self.release["release_id"])

    @property
    def index(self) -> dict[str, int]:
        """reading_id -> its place in `readings`; the page speaks of readings by this number."""
        return {reading["reading_id"]: place for place, reading in enumerate(self.readings)}


def read_stored(folder: Folder, release_id: str) -> Stored:
    """Everything the page shows of a release. Raises UsageError, with the choices, where there is no such release."""
    release = find_release(folder, release_id)
    readings = sorted(read_rows(folder, "readings", release_id), key=cell_key)
    others = (tuple(read_rows(folder, name, release_id)) for name in ("alignments", "facts", "checks", "findings"))
    return Stored(release, tuple(readings), *others)


def cell_key(reading: Row) -> tuple[int, int, int, int]:
    return (*row_key(reading), reading["column"])


def row_key(reading: Row) -> RowKey:
    return reading["document"], reading["table"], reading["row"]


def pair_keys(pair: Row) -> tuple[RowKey | None, RowKey | None]:
    """The Japanese and the English row of an alignment; None where the row stands in one language only."""
    ja, en = (
        (pair[f"{language}_document"], pair[f"{language}_table"], pair[f"{language}_row"]) if pair[f"{language}_row"] is not None else None
        for language in ("ja", "en")
    )
    return ja, en
