"""A loss without its sign beside losses that have one: what only the other print says is not proved."""

from __future__ import annotations

import pytest

from checks.doubts.lone_signs import lone_signs
from checks.identities.identity import Sum
from checks.identities.ledger import Ledger
from parsers.table import Table
from tests.checks.tables import DEC02, amount, as_facts, readings, table

TWO = (amount(1), amount(2, end=DEC02))
LOSS = "持分法による投資損失"


def told(source: Table, *, with_sum: bool = False) -> list[str]:
    """The printed numbers that are doubted."""
    found = readings(source)
    ledger, facts = Ledger([source], found, "half_up"), as_facts(found)
    sums = [Sum("footing", rows[3][c], tuple(rows[n][c] for n in (1, 2)), (1, 1)) for rows in ledger.grid.values() for c in (1, 2)] if with_sum else []
    doubted, findings = lone_signs(ledger, facts, sums)
    assert bool(doubted) == bool(findings)
    return [ledger.entries[at].reading.printed for at in sorted(doubted)]


@pytest.mark.parametrize(
    ("label", "cells", "doubted"),
    [
        (LOSS, "17,000 △60,000", ["17,000", "△60,000"]),
        (LOSS, "△17,000 △60,000", []),
        (LOSS, "17,000 60,000", []),
        (LOSS, "5 △60,000", []),
        ("持分法による投資損益", "17,000 △60,000", []),
        ("営業利益（損失）", "17,000 △60,000", []),
        ("売上高", "17,000 △60,000", []),
    ],
)
def test_a_loss_of_both_signs_is_in_question(label: str, cells: str, doubted: list[str]) -> None:
    assert told(table(TWO, f"{label} | {cells}", "income_statement")) == doubted


def test_a_sum_that_holds_tells_the_sign() -> None:
    lines = f"税引前利益 | 100,000 90,000\n{LOSS} | {{}} △60,000\n純利益 | {{}} 30,000"
    assert told(table(TWO, lines.format("17,000", "117,000"), "income_statement"), with_sum=True) == []
    assert told(table(TWO, lines.format("17,000", "83,000"), "income_statement"), with_sum=True) == ["17,000"]
