"""Whatever a parser may hand over, the checks and the placement answer; every printed cell ends in one place, or in a finding."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from parsers.placing.placement import place
from parsers.table import Cell, Column, Row, Table
from parsers.words.numbers import parse_number
from tests.checks.joined import prove
from tests.checks.tables import DEC02, DEC03, SEP03, about, to_reading
from tests.parsers.made import SCANNER

MEASURES = ("amount", "amount", "common_size", "change_yoy", "change_other", "difference_yoy", "attainment")
TOKENS = ("-", "0", "(1)", "5.9", "(5.9%)", "1,234", "(63)", "0.0", "12,140,595", "100.0%", "△3", "57.67", "999,999,999,999", "0.0000001")


def garbage(seed: int) -> Table:
    chance = random.Random(seed)
    count = chance.randint(1, 8)
    columns = tuple(
        Column(
            number,
            measure=chance.choice(MEASURES),
            unit=chance.choice((None, "JPY", "USD", "pure", "unknown")),
            scale=chance.choice((None, Decimal(1), Decimal(1000))),
            period_end=chance.choice((None, DEC03, DEC02, SEP03)),
            base=chance.choice((None, 1, number, 99)),
            compared=chance.choice((None, 1, 2, 99)),
        )
        for number in range(1, count + 1)
    )
    rows = []
    for number in range(1, chance.randint(1, 12)):
        tokens = [chance.choice(TOKENS) for _ in range(chance.randint(0, count + 1))]
        sparse = len(tokens) != count or chance.random() < 0.2
        cells = tuple(Cell(token, None if sparse else at, 1, number) for at, token in enumerate(tokens, 1))
        rows.append(Row(number, f"行{number}", (), 0, cells, total=chance.random() < 0.3, line=number))
    return Table(1, 1, "", "ja", chance.choice(("balance_sheet", "income_statement", "other")), columns, tuple(rows), placed=False)


@pytest.mark.parametrize("seed", range(150))
def test_every_cell_ends_somewhere_and_nothing_is_raised(seed: int) -> None:
    before = garbage(seed)
    after, findings = place(before, SCANNER, random.Random(seed).choice(("half_up", "down", "unstated")))
    told = {finding.line for finding in findings}
    for one, two in zip(before.rows, after.rows, strict=True):
        marks = len(two.footnotes) - len(one.footnotes)
        assert len(two.cells) + marks == len(one.cells) or (one.line in told and not two.cells)
        placed = [cell.column for cell in two.cells]
        assert None not in placed
        assert len(set(placed)) == len(placed)
        assert all(a <= b for a, b in itertools.pairwise(placed) if a is not None and b is not None)
    numbers = {column.number: column for column in after.columns}
    readings = [
        to_reading("r", after, row, cell, replace(numbers[cell.column], scale=numbers[cell.column].scale or Decimal(1)))
        for row in after.rows
        for cell in row.cells
        if cell.column is not None and parse_number(cell.printed) is not None
    ]
    checks, found, _, _ = prove("r", about(), [after], readings, [], [])
    assert [reading.reading_id for reading in found] == [reading.reading_id for reading in readings]
    assert all(reading.verdict in ("proved", "supported", "contradicted", "unproved") for reading in found)
    assert len({check.check_id for check in checks}) == len(checks)
