"""Rows that are not there: the total that lacks them says so, and says how much."""

from __future__ import annotations

from dataclasses import replace

from checks.identities.absence import missing_rows, totals_without_sum
from checks.identities.footing import footings
from checks.identities.ledger import Ledger
from parsers.records import Finding
from parsers.table import Table
from tests.checks.doubts.test_doubts import as_facts
from tests.checks.identities.test_footing import INCOME
from tests.checks.tables import DEC02, amount, readings, table

TWO = (amount(1), amount(2, end=DEC02))
COSTS = """
商品売上原価 | 5,033,266 5,110,291
製品売上原価 | 4,247,690 4,734,363
販売費 | 789,234 665,204
管理費 | 511,604 480,283
研究費 | 112,845 68,090
営業費用合計 = | 10,694,639 11,058,231
"""


BOTH = "負債純資産合計"


def told(*tables: Table) -> list[Finding]:
    tables = tuple(replace(source, number=number) for number, source in enumerate(tables, 1))
    found = tuple(reading for source in tables for reading in readings(source))
    ledger = Ledger(tables, found, "half_up")
    _, _, footed = footings(ledger)
    facts = [replace(fact, concept="LiabilitiesAndStockholdersEquity" if fact.label_ja == BOTH else "unknown") for fact in as_facts(found)]
    doubted, findings = missing_rows(ledger, totals_without_sum(ledger, facts, footed))
    assert bool(doubted) == bool(findings)
    return findings


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
    found = told(table(TWO, short, "income_statement"), table(TWO, COSTS, "income_statement"))
    assert any('has "管理費" there' in finding.message for finding in found)


def test_both_sides_of_a_sheet_may_stand_in_two_tables() -> None:
    equity = table(TWO, "純資産合計 = | 12,246,885 12,397,131\n負債純資産合計 = | 14,452,110 14,826,264")
    assert told(equity) == []


def test_totals_alone_lack_nothing() -> None:
    assert told(table(TWO, "資産合計 = | 900 800\n負債合計 = | 500 300\n純資産合計 = | 350 440\n自己資本合計 = | 340 430")) == []


def test_a_total_of_the_whole_sheet_that_repeats_the_assets_still_needs_its_rows() -> None:
    sheet = "資産合計 = | 900 800\n負債合計 = | 500 300\n少数株主持分 | 50 60\n純資産合計 = | 350 440\n負債純資産合計 = | 900 800"
    short = sheet.replace("少数株主持分 | 50 60\n", "")
    (finding,) = told(table(TWO, short))
    assert "50,000, 60,000" in finding.message


def test_a_total_that_other_rows_make_is_told() -> None:
    (finding,) = told(table(TWO, INCOME + "特別損失 | 5,673 11\n特別損失合計 = | 6,000 999", "income_statement"))
    assert "特別損失合計" in finding.message


def test_what_rounding_explains_lacks_nothing() -> None:
    assert told(table(TWO, "現金 | 1 1\n売掛金 | 2 2\n流動資産合計 = | 4 2\n土地 | 90 80\n資産合計 = | 94 82")) == []


def test_in_a_statement_in_full_two_profits_need_a_line_between_them() -> None:
    lines = "\n".join(f"費用{at} | {at}1,{at}04 {at}2,{at}77" for at in range(1, 10))
    profits = "営業利益 | 20,155 20,944\n税引前利益 | 19,004 19,230"
    concepts = {"営業利益": "OperatingIncomeLoss", "税引前利益": "IncomeBeforeIncomeTaxes", "当期利益": "NetIncomeLoss"}

    def lacking(text: str) -> list[str]:
        source = table(TWO, text, "income_statement")
        ledger = Ledger([source], readings(source), "half_up")
        facts = [replace(fact, concept=concepts.get(fact.concept, "unknown")) for fact in as_facts(readings(source))]
        return [total.rows.entries[total.at][0].reading.label for total in totals_without_sum(ledger, facts, footings(ledger)[2])]  # type: ignore[union-attr]

    assert lacking(f"売上高 | 483,691 494,137\n{lines}\n{profits}") == ["税引前利益"]
    assert lacking(profits) == []
    assert lacking(f"売上高 | 483,691 494,137\n{lines}\n営業利益 | 20,155 20,944\n税引前利益 | 20,155 20,944\n当期利益 | 13,004 14,230") == ["当期利益"]
