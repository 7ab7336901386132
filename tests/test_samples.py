"""The samples in raw/ against the readings that the script which set them says they hold."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from parsers.find_tables import find_tables
from parsers.frame.readings import tables_to_readings
from parsers.placing.placement import place
from parsers.read import read_document
from parsers.records import Finding, Reading
from parsers.release.description import describe
from parsers.text.scanner import Scanner
from tests.parsers.made import SCANNER

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(path.stem for path in (ROOT / "tests" / "samples").glob("*.tsv"))


def read_sample(name: str) -> tuple[tuple[Reading, ...], list[Finding]]:
    document = read_document(ROOT / "raw" / f"{name}.txt", number=1, name=name)
    about, findings = describe([document])
    tables, found = find_tables(document, Scanner(about))
    placed = [place(table, SCANNER, about.rounding) for table in tables]
    readings, more = tables_to_readings(name, [table for table, _ in placed], Scanner(about))
    return readings, [*findings, *found, *(finding for _, told in placed for finding in told), *more]


def reading_key(reading: Reading, *, any_start: bool) -> tuple[str, ...]:
    value = "" if reading.value is None else str(reading.value.normalize())
    decimals = "" if reading.decimals is None else str(reading.decimals)
    start = "*" if any_start else str(reading.period_start or "")
    compared = str(reading.compared_end or "")
    where = (reading.language, reading.statement, "|".join(reading.members), reading.label, reading.printed)
    return (*where, reading.measure, reading.unit, start, str(reading.period_end), compared, value, decimals)


def golden_key(row: dict[str, str]) -> tuple[str, ...]:
    value = row["value"] and str(Decimal(row["value"]).normalize())
    where = (row["language"], row["statement"], row["members"], row["label"], row["printed"])
    return (*where, row["measure"], row["unit"], row["period_start"], row["period_end"], row["compared_end"], value, row["decimals"])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_the_readings_it_was_set_with(name: str) -> None:
    readings, _ = read_sample(name)
    with (ROOT / "tests" / "samples" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    ratios = {row["label"] for row in rows if row["period_start"] == "*"}  # a ratio may be of a day or of a period
    expected = Counter(golden_key(row) for row in rows)
    found = Counter(reading_key(reading, any_start=reading.label in ratios and reading.unit == "pure") for reading in readings)
    assert sorted((expected - found).elements()) == [], "missing"
    assert sorted((found - expected).elements()) == [], "extra"
