"""Releases built from truth files, so that the checks can be judged without the parser; base and compared columns are filled in."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from parsers.records import Reading
from parsers.table import Cell, Column, Row, Table
from tests.checks.tables import SAID

FILES = {"iij-2004-02-12": "facts_002.csv", "iij-2003-05-20": "facts_003.csv"}


def truth_folder() -> Path:
    """The folder of truth files beside TAIYAKU_RELEASES; skips the test where it is not there."""
    releases = os.environ.get("TAIYAKU_RELEASES")
    folder = Path(releases).parent / "acceptance" / "truth" if releases else None
    if folder is None or not folder.is_dir():
        pytest.skip("set TAIYAKU_RELEASES to the folder of real releases (acceptance/truth stands beside it)")
    return folder


def truth_release(folder: Path, release_id: str) -> tuple[tuple[Table, ...], tuple[Reading, ...]]:
    """The tables and readings of a release as the parser should give them: one document, tables in order of the file."""
    grouped: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with open(folder / FILES[release_id], encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            grouped[row["language"], row["table"]].append(row)
    tables, readings = [], []
    for number, rows in enumerate(grouped.values(), 1):
        own = [to_reading(release_id, number, row) for row in rows]
        tables.append(to_table(number, own))
        readings += own
    return tuple(tables), tuple(readings)


def to_table(number: int, readings: list[Reading]) -> Table:
    """The table of readings, with columns whose meaning is that of most of their cells."""
    by_row: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_row[reading.row].append(reading)
    widest = max(by_row.values(), key=len)
    columns = [to_column(reading) for reading in widest]
    first = readings[0]
    rows = tuple(
        Row(
            at,
            own[0].label,
            own[0].label_path,
            0,
            tuple(Cell(r.printed, r.column, 1, at) for r in own),
            total="otal" in own[0].label or "合計" in own[0].label,
        )
        for at, own in by_row.items()
    )
    return Table(1, number, first.table_title, first.language, first.statement, tuple(linked(columns)), rows)


def to_column(reading: Reading) -> Column:
    return Column(reading.column, (), reading.measure, reading.unit, None, reading.period_start, reading.period_end, reading.compared_end)


def linked(columns: list[Column]) -> list[Column]:
    """The columns with base and compared: a share stands right of its amount, a change compares with the amount left of it."""
    amounts = [column for column in columns if column.measure == "amount" and column.unit != "USD"]
    found = []
    for column in columns:
        left = [amount.number for amount in amounts if amount.number < column.number]
        if column.measure == "common_size":
            found.append(replace(column, base=left[-1]))
        elif column.measure.startswith("change"):
            later = next((amount.number for amount in amounts if amount.period_end == column.period_end), None)
            found.append(replace(column, base=later, compared=left[-1]))
        else:
            found.append(column)
    return found


def to_reading(release_id: str, table: int, t: dict[str, str]) -> Reading:
    """A truth row as a reading; a change has no compared day, that is the column's matter here."""
    percent = t["unit"] == "percent"
    value = None if t["value"] == "" else Decimal(t["value"]) / (100 if percent else 1)
    end = date.fromisoformat(t["period_end"])
    months = 0 if t["months"] == "*" else int(t["months"])
    after = end + timedelta(days=1)
    start = None if not months else date(after.year - (after.month <= months), (after.month - months - 1) % 12 + 1, 1)
    digits = t["raw"].strip("()%").replace(",", "")
    places = len(digits.split(".")[1]) if "." in digits else 0
    decimals = None if value is None else places + 2 if percent else places - (len(str(int(t["scale"]))) - 1)
    return Reading(
        f"{release_id}/1.{table}.{t['row']}.{t['column']}",
        release_id,
        1,
        t["language"],  # type: ignore[arg-type]
        table,
        t["table"],
        t["statement"],
        int(t["row"]),
        t["label"],
        (t["label"],),
        0,
        int(t["column"]),
        (),
        (),
        (),
        "actual",
        "consolidated",
        t["raw"],
        t["measure"],
        "pure" if percent else t["unit"],
        value,
        decimals,
        start,
        end,
        None,
        "printed",
        "printed",
        SAID,
        1,
        0,
        None,
    )
