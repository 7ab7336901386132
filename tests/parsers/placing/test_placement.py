"""Sparse rows: each real case beside its good neighbour, in which the evidence is missing and the row is left out."""

from __future__ import annotations

import pytest

from parsers.placing.placement import place
from parsers.table import Column, Table
from tests.checks.tables import DEC02, DEC03, SEP03, amount, change, share, table
from tests.parsers.made import SCANNER

SHEET = (amount(1, "USD"), amount(2), share(3, 2), amount(4, end=DEC02), share(5, 4, DEC02), amount(6, end=SEP03), share(7, 6, SEP03))
ASSETS = """
流動資産合計      | 188,968 20,244,177 52.6 13,408,327 35.9 19,896,704 51.8
関連会社投資等    | 9,560 1,024,126 2.7 4,522,602 12.1 1,106,062 2.9
その他投資        | 54,344 5,821,912 15.1 3,461,695 9.2 5,513,137 14.3
有形固定資産等    | 78,861 8,448,327 22.0 8,898,123 23.8 9,108,783 23.7
拘束預金          | {sparse}
敷金保証金        | 19,382 2,076,387 5.4 1,369,596 3.7 2,080,764 5.4
その他資産        | 7,934 849,954 2.2 699,998 1.9 728,580 1.9
資産合計        = | 359,049 38,464,883 100.0% 37,360,341 100.0% 38,434,030 100.0%
"""
EQUITY = """
負債合計          | 314,340 33,675,184 87.5 37,045,591 99.2 36,039,780 93.8
少数株主持分      | 4,540 486,388 1.3 900,837 2.4 437,678 1.1
資本金            | 128,492 13,765,372 35.8 7,082,336 18.9 13,765,372 35.8
資本準備金        | 220,645 23,637,628 61.5 17,068,353 45.7 23,637,628 61.5
欠損金            | (330,992) (35,459,129) (92.2) (25,395,691) (68.0) (37,438,265) (97.4)
評価差額金等      | 22,025 2,359,503 6.1 658,915 1.8 1,991,900 5.2
自己株式          | (1) (63) 0.0 (63) 0.0
資本合計        = | 40,169 4,303,311 11.2 {before} (1.6) 1,956,572 5.1
合計            = | 359,049 38,464,883 100.0% 37,360,341 100.0% 38,434,030 100.0%
"""
INCOME = (amount(1, "USD"), amount(2), share(3, 2), amount(4, end=DEC02), share(5, 4, DEC02), change(6, 2, 4))
NINE_MONTHS = """
専用線接続サービス | 91,120 9,761,680 35.9% 10,473,722 33.8% (6.8%)
営業収益合計     = | 253,547 27,162,460 100.0 30,981,122 100.0 (12.3)
営業費用合計     = | 270,345 28,962,032 106.6 32,205,579 104.0 (10.1)
営業損失           | (16,798) (1,799,572) (6.6) (1,224,457) (4.0) 47.0
その他の利益       | 11,278 1,208,265 4.4 (909,141) (2.9) (232.9)
税引前当期損失     | (5,520) (591,307) (2.2) (2,133,598) (6.9) (72.3)
法人税等           | (11,594) (1,242,083) (4.6) 814,109 2.6 (252.6)
少数株主損益       | 3,670 393,107 1.5 131,909 0.4 198.0
持分法投資損失     | (912) (97,740) (0.4) (4,371,424) (14.1) (97.8)
投資等評価損       | (16,055) (1,719,981) (6.3)
当期損失         = | (7,223) (773,838) (2.8%) (7,187,222) (23.2%) (89.2%)
1株あたり当期損失  | (26,198) (319,716)
1単位あたり損失    | (13.10) (159.86)
"""


def columns_of(got: Table, label: str) -> list[int | None]:
    return next([cell.column for cell in row.cells] for row in got.rows if row.label == label)


def test_restricted_cash_is_placed_by_common_size() -> None:
    got, findings = place(table(SHEET, ASSETS.format(sparse="5,000,000 13.4")), SCANNER)
    assert columns_of(got, "拘束預金") == [4, 5]
    assert not findings
    assert got.placed
    assert all(cell.inferred for cell in got.rows[4].cells)
    assert not any(cell.inferred for cell in got.rows[3].cells)


def test_a_share_that_fits_no_period_is_left_out() -> None:
    got, findings = place(table(SHEET, ASSETS.format(sparse="5,000,000 44.4")), SCANNER)
    assert got.rows[4].cells == ()
    assert got.placed
    assert [finding.code for finding in findings] == ["unplaced_row"]
    assert '"拘束預金": expected 7 cells, found 2 (5,000,000 44.4)' in findings[0].message


def test_treasury_stock_is_placed_by_its_total_and_its_first_cell_is_no_mark() -> None:
    got, findings = place(table(SHEET, EQUITY.format(before="(586,087)")), SCANNER)
    assert columns_of(got, "自己株式") == [1, 2, 3, 6, 7]
    assert not findings
    assert got.rows[6].footnotes == ()


def test_treasury_stock_without_a_total_that_foots_is_left_out() -> None:
    got, findings = place(table(SHEET, EQUITY.format(before="(386,087)")), SCANNER)
    assert columns_of(got, "自己株式") == []
    assert len(findings) == 1
    assert "1+2+3+4+5 or 1+2+3+6+7" in findings[0].message


def test_a_mark_before_the_cells_goes_to_the_footnotes() -> None:
    text = "EBITDA | 1,218 349 249.0% 126 866.7%\n設備投資 | 508 1,519 (66.6%) 579 (12.3%)\n減価償却費 | 3 1,004 943 6.5% 984 2.1%"
    columns = (amount(1), amount(2, end=DEC02), change(3, 1, 2), amount(4, end=SEP03), change(5, 1, 4, "change_qoq"))
    got, findings = place(table(columns, text), SCANNER)
    assert columns_of(got, "減価償却費") == [1, 2, 3, 4, 5]
    assert got.rows[2].footnotes == ("3",)
    assert not findings


@pytest.mark.parametrize(
    ("label", "columns"),
    [("投資等評価損", [1, 2, 3]), ("1株あたり当期損失", [2, 4]), ("1単位あたり損失", [2, 4]), ("少数株主損益", [1, 2, 3, 4, 5, 6])],
)
def test_rows_of_an_income_statement(label: str, columns: list[int]) -> None:
    got, findings = place(table(INCOME, NINE_MONTHS, "income_statement"), SCANNER)
    assert columns_of(got, label) == columns
    assert not findings


def test_one_number_in_three_like_columns_is_left_out() -> None:
    columns = (amount(1), amount(2, end=DEC02), amount(3, end=SEP03))
    got, findings = place(table(columns, "契約 | 76 130 79\n回線 | 12\n専用線 | 22 37 23"), SCANNER)
    assert columns_of(got, "回線") == []
    assert "columns 1 or 2 or 3 are possible" in findings[0].message


def test_two_sparse_rows_of_one_total_are_decided_together() -> None:
    columns = (amount(1), amount(2, end=DEC02), amount(3, end=SEP03))
    text = """
    売掛金 | 6,640,226 7,305,169 6,726,563
    拘束預金 | 5,000,123
    仮払金 | 704,551
    その他 | 391,766 135,828 464,418
    合計 = | 7,031,992 12,441,120 7,895,532
    """
    got, findings = place(table(columns, text), SCANNER)
    assert (columns_of(got, "拘束預金"), columns_of(got, "仮払金")) == ([2], [3])
    assert not findings


def test_the_same_rows_under_a_total_that_small_numbers_meet_by_chance_are_left_out() -> None:
    columns = (amount(1), amount(2, end=DEC02), amount(3, end=SEP03))
    got, findings = place(table(columns, "甲 | 2 3 4\n乙 | 1\n丙 | 5 6 7\n計 | 8 9 11"), SCANNER)
    assert columns_of(got, "乙") == []
    assert len(findings) == 1


def test_columns_without_periods_or_measures_are_understood_by_arithmetic() -> None:
    bare = tuple(Column(number) for number in range(1, 8))
    got, findings = place(table(bare, ASSETS.format(sparse="5,000,000 13.4")), SCANNER)
    assert columns_of(got, "拘束預金") == [4, 5]
    assert not findings


def test_a_full_table_comes_back_as_it_is() -> None:
    full = table(SHEET, ASSETS.format(sparse="1 2 0.0 3 0.0 4 0.0"))
    assert place(full, SCANNER) == (full, [])


def test_periods_do_not_matter_for_the_order() -> None:
    turned = (amount(1, end=SEP03), share(2, 1, SEP03), amount(3, end=DEC03), share(4, 3, DEC03))
    text = "現金 | 11,782,935 30.7 12,140,595 31.5\n預金 | 5,000,000 13.0\n売掛金 | 6,726,563 17.5 6,640,226 17.3\n"
    text += "その他 | 11,782,935 30.7 10,000,001 26.0\n資産合計 | 38,434,030 100.0 38,464,883 100.0"
    got, findings = place(table(turned, text), SCANNER)
    # 5,000,000 is 13.0 % of both totals: shares do not decide, and nothing adds up.
    assert columns_of(got, "預金") == []
    assert len(findings) == 1
