"""Columns that add up to a column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.identities.crossfooting import crossfootings
from checks.identities.ledger import Ledger
from parsers.table import Column, Table
from tests.checks.tables import DEC02, amount, readings, share, table

FIVE = tuple(amount(number) for number in range(1, 6))
SEGMENTS = """
売上高 | 1,540 1,644 3,184 (153) 3,031
売上原価 | 921 1,019 1,940 (88) 1,852
利益 | 61 62 123 ~ 123
"""


def found(source: Table) -> set[str]:
    """The sums as `total = signs and columns`, each once."""
    sums = crossfootings(Ledger([source], readings(source), "half_up"))
    shown = {f"{s.total.reading.column} = {' '.join(f'{sign:+d}*{p.reading.column}' for sign, p in zip(s.signs, s.parts, strict=True))}" for s in sums}
    assert all(s.kind == "footing" for s in sums)
    return shown


def test_segments_add_up_to_their_total_and_with_adjustments_to_the_whole() -> None:
    assert found(table(FIVE, SEGMENTS, "breakdown")) == {"3 = +1*1 +1*2", "5 = +1*3 +1*4", "5 = +1*3"}


def test_a_wrong_number_breaks_its_row_alone() -> None:
    source = table(FIVE, SEGMENTS.replace("1,019", "1,091"), "breakdown")
    sums = crossfootings(Ledger([source], readings(source), "half_up"))
    assert [s.total.reading.label for s in sums if not s.holds()] == ["売上原価"]


@pytest.mark.parametrize(
    "columns",
    [
        # Quarters and their half: not of one period.
        tuple(replace(column, period_end=DEC02) if column.number > 3 else column for column in FIVE[:5]),
        # Dollars beside yen, a share beside its amount.
        (amount(1), amount(2, "USD"), share(3, 1), amount(4, "USD"), share(5, 1)),
    ],
)
def test_columns_of_two_periods_or_kinds_do_not_add_up(columns: tuple[Column, ...]) -> None:
    source = table(columns, SEGMENTS, "breakdown")
    assert not any("+1*4" in sum_ for sum_ in found(source))


def test_one_row_is_no_evidence() -> None:
    assert found(table(FIVE, "売上高 | 15 16 31 (1) 30", "breakdown")) == set()
