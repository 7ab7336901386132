"""Numbers that changed places as a whole: found where undoing it mends what fails, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from checks.verdicts import prove
from parsers.model import Column, Table
from tests.checks.tables import DEC02, DEC03, about, amount, readings, table

QUARTER, YEAR = date(2003, 10, 1), date(2003, 4, 1)
LINES = ("甲", "乙", "丙", "合計 =")
SHORT = ("3,204 31.6", "5,633 55.5", "1,318 13.0", "10,155 100.0")
LONG = ("9,871 34.0", "15,353 52.9", "3,778 13.0", "29,002 100.0")


def statement(number: int, start: date, cells: tuple[str, ...]) -> Table:
    columns = (
        Column(1, unit="JPY", scale=Decimal(1000), period_start=start, period_end=DEC03),
        Column(2, measure="common_size", unit="pure", period_start=start, period_end=DEC03, base=1),
    )
    text = "\n".join(f"{label} | {line}" for label, line in zip(LINES, cells, strict=True))
    return replace(table(columns, text, "income_statement"), number=number)


def codes(*tables: Table, rate: str | None = None) -> list[str]:
    found = tuple(reading for source in tables for reading in readings(source))
    _, verdicts, _, findings = prove("r", about(rounding="half_up", usd_rate=rate and Decimal(rate)), tables, found, [], [])
    swapped = {i for finding in findings if finding.code.endswith("_swapped") for i in finding.reading_ids}
    assert swapped <= {reading.reading_id for reading in verdicts if reading.verdict == "contradicted"}
    return [finding.code for finding in findings if finding.code.endswith("_swapped")]


def test_one_line_of_the_quarter_in_the_longer_period_s_place_is_found() -> None:
    short, long = (SHORT[0], LONG[1], *SHORT[2:]), (LONG[0], SHORT[1], *LONG[2:])
    assert codes(statement(1, QUARTER, SHORT), statement(2, YEAR, LONG)) == []
    assert "spans_swapped" in codes(statement(1, QUARTER, short), statement(2, YEAR, long))


def test_swapped_columns_are_found_by_the_dollars_beside_them() -> None:
    columns = (amount(1, "USD"), amount(2), amount(3, end=DEC02))
    right = "甲 | 89,920 9,633,155 10,563,578\n乙 | 65,084 6,972,438 5,111,222\n丙 | 1,832 196,252 813,863\n丁 | 8,171 875,338 882,854"
    rows = [line.split() for line in right.splitlines()]
    wrong = "\n".join(" ".join((*row[:3], row[4], row[3])) for row in rows)
    other = replace(table(columns[:2], "\n".join(" ".join(row[:4]) for row in rows)), number=2)
    assert codes(table(columns, right), other, rate="107.13") == []
    assert codes(table(columns, wrong), other, rate="107.13") == ["columns_swapped"]
