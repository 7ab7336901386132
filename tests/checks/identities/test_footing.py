"""Sums found from numbers alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.identities.balance import two_sides
from checks.identities.footing import Rows, find_relations, footings
from checks.identities.ledger import Ledger
from parsers.table import Table
from tests.checks.tables import DEC02, SEP03, amount, readings, share, table

TWO = (amount(1), amount(2, end=DEC02))
INCOME = """
売上高 | 154,024 164,495
売上原価 | 92,153 101,997
売上総利益 | 61,871 62,497
運送費 | 11,970 14,402
広告費 | 11,192 13,217
給料 | 29,839 31,618
販売費合計 = | 53,001 59,237
営業利益 | 8,870 3,260
受取利息 | 414 366
その他 | 1,815 3,441
営業外収益合計 = | 2,229 3,807
営業外費用 | 1,473 1,560
経常利益 | 9,626 5,507
"""


def found(source: Table, rounding: str = "unstated") -> set[str]:
    """The relations of a table as `total = +part -part`."""
    ledger = Ledger([source], readings(source), rounding)
    rows = Rows(ledger, (1, 1))
    labels = [source.rows[number - 1].label for number in rows.numbers]
    return {
        f"{labels[r.total]} = " + " ".join(("+" if sign > 0 else "-") + labels[part] for sign, part in zip(r.signs, r.parts, strict=True))
        for r in find_relations(rows)
    }


def test_the_sums_of_an_income_statement_are_found_without_a_word_of_it() -> None:
    assert found(table(TWO, INCOME)) == {
        "売上総利益 = +売上高 -売上原価",
        "販売費合計 = +運送費 +広告費 +給料",
        "営業利益 = +売上総利益 -販売費合計",
        "営業外収益合計 = +受取利息 +その他",
        "経常利益 = +営業利益 +営業外収益合計 -営業外費用",
    }


def test_a_wrong_cell_breaks_one_column_and_the_sum_is_still_known() -> None:
    three = (*TWO, amount(3, end=SEP03))
    text = "甲 | 3,984 4,180 4,020\n乙 | 1,125 913 1,081\n計 = | 5,109 5,903 5,101"
    source = table(three, text)
    sums, _, _ = footings(Ledger([source], readings(source), "half_up"))
    assert [(s.total.reading.column, s.holds()) for s in sums] == [(1, True), (2, False), (3, True)]
    assert sums[1].residual == 810_000 * 10**7


def test_rows_that_repeat_one_number_are_no_sum() -> None:
    text = "契約から | 20,618 27,261\nその他 | - -\n外部 | 20,618 27,261\n内部 | 156 -\n利益 | 43 2,330"
    assert found(table(TWO, text)) == set()


def test_small_numbers_that_meet_by_chance_are_no_sum() -> None:
    assert found(table((amount(1),), "甲 | 2\n乙 | 3\n丙 | 5")) == set()


def test_a_total_above_its_parts_is_found_whichever_way_round() -> None:
    text = "契約数 | 8,880 6,250 8,076\n低速 | 71 102 76\n高速 | 1,273 1,422 1,321\n光 | 7,536 4,726 6,679"
    assert found(table((*TWO, amount(3, end=SEP03)), text)) <= {"契約数 = +低速 +高速 +光", "光 = +契約数 -低速 -高速"}


def test_sums_cut_off_number_by_number_leave_up_to_a_digit_each() -> None:
    text = "甲 | 1,414 2,366\n乙 | 1,385 1,431\n丙 | 1,320 1,686\n丁 | 1,995 1,096\n計 = | 6,117 6,582"
    assert found(table(TWO, text), "down") == {"計 = +甲 +乙 +丙 +丁"}
    assert found(table(TWO, text), "half_up") == set()


def columns_of_sums(count: int, *lasts: str) -> Table:
    """A table of one sum in many columns; `lasts` are the totals of the last columns, right is 1,000."""
    columns = tuple(amount(number, end=DEC02) for number in range(1, count + 1))
    totals = [*["1,000"] * (count - len(lasts)), *lasts]
    return table(columns, f"甲 |{' 600' * count}\n乙 |{' 400' * count}\n計 = | {' '.join(totals)}")


@pytest.mark.parametrize(
    ("source", "exact"),
    [
        (columns_of_sums(4), False),
        (columns_of_sums(5), True),
        # One residual that rounding explains: six sums do not tell, fifty-nine clean ones do.
        (columns_of_sums(6, "1,001"), False),
        (columns_of_sums(60, "1,001"), True),
        # So many residuals are no misprints, though rounding seldom leaves so few.
        (columns_of_sums(100, *["1,001"] * 9), False),
        # One that rounding cannot explain is broken, and says nothing of the others.
        (columns_of_sums(6, "1,009"), True),
        # Less than four of five.
        (columns_of_sums(40, *["1,001"] * 9), False),
    ],
)
def test_sums_are_exact_where_most_leave_nothing(source: Table, exact: bool) -> None:
    sums, _, _ = footings(Ledger([source], readings(source), "half_up"))
    assert {s.exact for s in sums} == {exact}
    assert [s.holds() for s in sums] == [s.residual == 0 or (not exact and s.residual == 10_000_000_000) for s in sums]


def test_the_other_language_is_no_further_evidence_that_sums_are_exact() -> None:
    ja = columns_of_sums(30, "1,001")
    en = replace(ja, number=2, language="en")
    for tables, exact in (([ja, en], False), ([ja, replace(columns_of_sums(60, "1,001"), number=2)], True)):
        sums, _, _ = footings(Ledger(tables, [*readings(tables[0]), *readings(tables[1])], "half_up"))
        assert {s.exact for s in sums if s.total.reading.table == 1} == {exact}


def test_the_members_of_a_sum_may_be_bent_unless_it_misses_by_a_digit() -> None:
    _, adding, _ = footings(Ledger([source := columns_of_sums(6, "1,001", "1,009")], readings(source), "half_up"))
    assert len(adding) == 15


def test_a_table_that_is_printed_finer_elsewhere_is_never_exact() -> None:
    columns = tuple(amount(number, end=DEC02) for number in range(1, 7))
    source = table(columns, "甲 | 600 610 620 630 640 600\n乙 | 400 400 400 400 400 400\n計 = | 1,000 1,010 1,020 1,030 1,040 1,001")
    sums, _, _ = footings(Ledger([source], readings(source), "half_up"), {"r/1.1.1.1"})
    assert all(s.holds() and not s.exact for s in sums)


def test_what_an_overview_calls_a_total_is_no_sum_of_the_rows_above_it() -> None:
    """1,311 + 718 + 707 + 700 is 3,435 but for the rounding; in the other year nothing of the kind."""
    source = table(TWO, "売上高 | 1,311 1,068\n営業利益 | 718 288\n経常利益 | 707 280\n純利益 | 700 267\n資産合計 = | 3,435 2,631", "summary")
    assert found(source) == set()
    assert found(replace(source, statement="breakdown")) == {"資産合計 = +売上高 +営業利益 +経常利益 +純利益"}


def test_shares_add_up_with_their_amounts() -> None:
    source = table((amount(1), share(2, 1), amount(3, end=DEC02)), "甲 | 6,640 26.6 7,305\n乙 | 18,360 73.4 1,695\n計 = | 25,000 100.0 9,000")
    sums, _, _ = footings(Ledger([source], readings(source), "half_up"))
    assert [s.total.reading.measure for s in sums] == ["amount", "amount", "common_size"]


def test_a_total_that_is_all_of_another_in_some_columns_is_no_second_side() -> None:
    source = table((*TWO, amount(3, end=SEP03)), "甲 | 200 300 100\n乙 | 900 800 700\n資産合計 = | 1,100 1,100 800\nうち丙 | 0 400 0\nうち丁 = | 1,100 700 800")
    ledger = Ledger([source], readings(source), "half_up")
    assert list(two_sides(ledger, footings(ledger)[0])) == []
