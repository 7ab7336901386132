"""Doubts: labels under which another row's numbers stand elsewhere, periods that cannot be, tables of dollars that follow no rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from checks.doubts.crossed_labels import crossed_labels
from checks.doubts.doubts import rows_in_question
from checks.doubts.nil_neighbours import beside_nothing
from checks.identities.ledger import Ledger
from checks.identities.translation import translations
from checks.suspects.exchanged_lengths import lengths_exchanged
from checks.suspects.localise import Suspect
from checks.suspects.suspicion import Suspicion
from parsers.records import Reading
from parsers.table import Column, Table
from tests.checks.tables import DEC02, DEC03, amount, as_facts, change, readings, table

TWO = (amount(1), amount(2, end=DEC02))
DEBTS = "買掛金 | 5,852,779 4,510,000\n未払費用 | 364,366 489,568\nその他 | 570,719 410,577\n流動負債合計 = | 6,787,864 5,410,145"
QUARTER, YEAR = date(2003, 10, 1), date(2003, 4, 1)
LINES = "甲 | {} \n乙 | {}\n丙 | {}\n丁 | {}\n戊 | {}"


def numbered(number: int, source: Table) -> Table:
    return replace(source, number=number)


def crossed(*tables: Table) -> list[str]:
    found = tuple(reading for source in tables for reading in readings(source))
    doubted, findings = crossed_labels(Ledger(tables, found, "half_up"), as_facts(found))
    assert bool(doubted) == bool(findings)
    return [finding.message for finding in findings]


def test_labels_in_each_other_s_place_are_told_by_another_print_of_the_line() -> None:
    wrong = DEBTS.replace("買掛金", "x").replace("未払費用", "買掛金").replace("x", "未払費用")
    (message,) = crossed(numbered(1, table(TWO, wrong)), numbered(2, table(TWO, "買掛金 | 5,852,779 4,510,000", "breakdown")))
    assert '"買掛金"' in message
    assert '"未払費用"' in message


def test_lines_that_differ_from_everything_are_another_item() -> None:
    assert crossed(numbered(1, table(TWO, DEBTS)), numbered(2, table(TWO, "買掛金 | 5,900,000 4,600,000", "breakdown"))) == []


def test_lines_that_agree_are_not_crossed() -> None:
    assert crossed(numbered(1, table(TWO, DEBTS)), numbered(2, table(TWO, DEBTS, "breakdown"))) == []


def exchanged(quarter: str, year: str) -> int:
    found: list[Reading] = []
    tables = []
    for number, (start, cells) in enumerate(((QUARTER, quarter), (YEAR, year)), 1):
        column = Column(1, unit="JPY", scale=Decimal(1000), period_start=start, period_end=DEC03)
        tables.append(numbered(number, table((column,), LINES.format(*cells.split()), "income_statement")))
        found += readings(tables[-1])
    sure, likely, findings = lengths_exchanged(Ledger(tables, tuple(found), "half_up"), as_facts(tuple(found)))
    assert len(sure | likely) == 2 * len(findings)
    return len(findings)


def test_nine_months_that_show_less_than_their_last_quarter_are_told() -> None:
    assert exchanged("900 800 700 600 500", "300 200 100 210 160") == 1


def test_nine_months_that_show_more_are_right() -> None:
    assert exchanged("300 200 100 210 160", "900 800 700 600 500") == 0


def test_one_line_may_shrink() -> None:
    assert exchanged("300 200 100 210 160", "900 800 90 600 500") == 0


def test_a_table_whose_dollars_follow_no_rate_does_not_silence_the_others() -> None:
    columns = (amount(1, "USD"), amount(2))
    right = "甲 | 89,920 9,633,155\n乙 | 65,084 6,972,438\n丙 | 1,832 196,252\n丁 | 8,171 875,338\n戊 | 3,657 391,766"
    wrong = "甲 | 1,832 9,633,155\n乙 | 8,171 6,972,438\n丙 | 89,920 196,252\n丁 | 65,084 875,338"
    tables = [numbered(1, table(columns, right)), numbered(2, table(columns, wrong))]
    found = tuple(reading for source in tables for reading in readings(source))
    tried, doubted, _ = translations(Ledger(tables, found, "half_up"), Decimal("107.13"))
    assert {ratio.amount.reading.table for ratio in tried} == {1}
    assert all(ratio.holds() for ratio in tried)
    assert {ratio.amount.reading.table for ratio in doubted} == {2}


DOLLARS = "甲 | 89,920 9,633,155\n乙 | 65,084 6,972,438\n丙 | 1,832 196,252\n丁 | 8,171 875,338\n戊 | 3,657 391,766\n己 | {}\n庚 | {}"


def lonely(first: str, second: str) -> set[int]:
    """The rows that a table of dollars and yen with these last rows tells of."""
    source = table((amount(1, "USD"), amount(2)), DOLLARS.format(first, second))
    ledger = Ledger([source], readings(source), "half_up")
    tried, _, _ = translations(ledger, Decimal("107.13"))
    doubted, findings = beside_nothing(ledger, tried)
    assert {finding.code for finding in findings} <= {"beside_nothing"}
    return {row for _, _, row in doubted}


def test_a_number_that_slid_into_the_next_row_stands_beside_a_nil_mark() -> None:
    assert lonely("1,832 -", "- 196,252") == {6, 7}


def test_two_nil_marks_and_what_is_too_small_for_a_dollar_are_right() -> None:
    assert lonely("- -", "- 0") == set()


def test_a_row_most_of_whose_amounts_are_contradicted_is_in_question() -> None:
    source = table((amount(1), amount(2, end=DEC02), change(3)), "甲 | 310 250 24.0\n乙 | 620 580 6.9")
    ledger = Ledger([source], readings(source), "half_up")

    def asked(*wrong: int) -> set[tuple[int, int, int]]:
        suspects = [Suspect(ledger.entries[at], (0, 0), (), 0) for at in wrong]
        return rows_in_question(ledger, Suspicion([], suspects, [], [], set(wrong), set(), []))

    assert asked(0, 1) == {(1, 1, 1)}
    assert asked(0, 3) == set()
    assert asked(0, 2) == set()
