"""Rows that are not there: the total that lacks them says so, and says how much."""

from __future__ import annotations

from dataclasses import replace

from checks.absence import missing_rows
from checks.footing import footings
from checks.ledger import Ledger
from parsers.model import Fact, Finding, Table
from tests.checks.tables import DEC02, amount, readings, table
from tests.checks.test_footing import INCOME

TWO = (amount(1), amount(2, end=DEC02))
COSTS = """
商品売上原価 | 5,033,266 5,110,291
製品売上原価 | 4,247,690 4,734,363
販売費 | 789,234 665,204
管理費 | 511,604 480,283
研究費 | 112,845 68,090
営業費用合計 = | 10,694,639 11,058,231
"""


def told(*tables: Table) -> list[Finding]:
    found = tuple(reading for source in tables for reading in readings(source))
    ledger = Ledger(tables, found, "half_up")
    _, _, footed = footings(ledger)
    no_facts: list[Fact] = []
    return list(missing_rows(ledger, no_facts, footed))


def test_a_whole_statement_lacks_nothing() -> None:
    assert told(table(TWO, COSTS, "income_statement"), table(TWO, INCOME, "income_statement")) == []


def test_the_total_of_a_dropped_row_says_what_it_lacks() -> None:
    short = "\n".join(line for line in COSTS.splitlines() if "管理費" not in line)
    (finding,) = told(table(TWO, short, "income_statement"))
    assert finding.code == "total_without_sum"
    assert "営業費用合計" in finding.message
    assert "511,604,000, 480,283,000" in finding.message


def test_another_table_of_the_statement_names_the_row() -> None:
    short = "\n".join(line for line in COSTS.splitlines() if "管理費" not in line)
    found = told(table(TWO, short, "income_statement"), replace(table(TWO, COSTS, "income_statement"), number=2))
    assert any('has "管理費" there' in finding.message for finding in found)


def test_a_total_with_one_row_above_it_may_stand_alone() -> None:
    assert told(table(TWO, "純資産合計 = | 12,246,885 12,397,131\n負債純資産合計 = | 14,452,110 14,826,264")) == []


def test_a_total_that_other_rows_make_is_told() -> None:
    (finding,) = told(table(TWO, INCOME + "特別損失 | 5,673 11\n特別損失合計 = | 6,000 999", "income_statement"))
    assert "特別損失合計" in finding.message
