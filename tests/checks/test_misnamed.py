"""Labels that stand in each other's place: by what must hold by accounting, by what adds up, by the order elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.doubts.crossed_relations import crossed_by_relations
from checks.doubts.misnamed_totals import misnamed_totals
from checks.doubts.row_order import order_crossed
from checks.identities.footing import footings
from checks.identities.ledger import Ledger
from parsers.table import Table
from tests.checks.tables import DEC02, amount, as_facts, readings, table

TWO = (amount(1), amount(2, end=DEC02))
CONCEPTS = {"売上高": "Revenues", "売上原価": "CostOfRevenue", "売上総利益": "GrossProfit", "流動資産合計": "CurrentAssets"}
INCOME = "売上高 | 10,155 10,944\n売上原価 | 7,321 7,876\n売上総利益 | 2,834 3,068\n受取利息 | 12 9"
SHEET = "現金 | 6,310 5,250\n売掛金 | 2,620 3,580\n棚卸資産 | 268 417\n流動資産合計 = | 9,198 9,247\n土地 | 1,870 1,104"


def exchanged(text: str, one: str, other: str) -> str:
    return text.replace(one, "x").replace(other, one).replace("x", other)


def ledger_of(*tables: Table) -> tuple[Ledger, list[object]]:
    found = tuple(reading for number, source in enumerate(tables, 1) for reading in readings(replace(source, number=number)))
    facts = [replace(fact, concept=CONCEPTS.get(fact.concept, fact.concept)) for fact in as_facts(found)]
    return Ledger([replace(source, number=number) for number, source in enumerate(tables, 1)], found, "half_up"), facts  # type: ignore[return-value]


@pytest.mark.parametrize(("text", "expected"), [(INCOME, set()), (exchanged(INCOME, "売上総利益", "受取利息"), {3, 4})])
def test_what_holds_only_with_a_neighbour_s_numbers_is_told(text: str, expected: set[int]) -> None:
    doubted, findings = crossed_by_relations(*ledger_of(table(TWO, text, "income_statement")))  # type: ignore[arg-type]
    assert expected <= {row for _, _, row in doubted}
    assert bool(doubted) == bool(findings) == bool(expected)


@pytest.mark.parametrize(("text", "expected"), [(SHEET, set()), (exchanged(SHEET, "流動資産合計 =", "土地"), {4, 5})])
def test_a_total_by_name_beside_the_sum_itself_is_told(text: str, expected: set[int]) -> None:
    ledger, facts = ledger_of(table(TWO, text))
    doubted, findings = misnamed_totals(ledger, facts, footings(ledger)[2])  # type: ignore[arg-type]
    assert {row for _, _, row in doubted} == expected
    assert len(findings) == bool(expected)


LINES = ["現金", "売掛金", "棚卸資産", "前払費用", "土地", "建物", "備品"]


def order(*others: list[str]) -> set[tuple[int, int]]:
    """Table and row of what is doubted in tables with these lines."""
    tables = [table((amount(1),), "\n".join(f"{label} | {at}00" for at, label in enumerate(labels, 1))) for labels in (LINES, *others)]
    doubted, findings = order_crossed(ledger_of(*tables)[0])
    assert bool(doubted) == bool(findings)
    return {(number, row) for _, number, row in doubted}


def test_two_neighbours_in_the_other_order_elsewhere_are_told() -> None:
    assert order([*LINES[:2], LINES[3], LINES[2], *LINES[4:]]) == {(1, 3), (1, 4), (2, 3), (2, 4)}


def test_a_table_with_an_order_of_its_own_is_right() -> None:
    assert order(LINES) == order(LINES[::-1]) == order([*LINES[3:], *LINES[:3]]) == set()
