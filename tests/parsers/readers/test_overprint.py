"""Overprinted bold, undone without touching what is only alike."""

import pytest

from parsers.readers.overprint import find_factor, undo

UNDONE = [
    ("営業収益：営業収益：営業収益：営業収益：", "営業収益："),
    ("    資産合計    資産合計    資産合計    資産合計 359,049 38,464,883", "    資産合計 359,049 38,464,883"),
    ("2003年度第年度第年度第年度第 3四半期（四半期（四半期（四半期（10-12月）決算月）決算月）決算月）決算", "2003年度第 3四半期（10-12月）決算"),
    ("千米ドル単位 千米ドル単位 千米ドル単位 千米ドル単位 (1)", "千米ドル単位 (1)"),
    ("千米ドル単位 千米ドル単位 千米ドル単位 千米ドル単位", "千米ドル単位 "),
    ("（（（（UNAUDITED））））", "（UNAUDITED）"),
    ("表表表表 1.内訳　　内訳　　内訳　　内訳　　（百万円）", "表 1.内訳　　（百万円）"),
    ("対営業収益対営業収益対営業収益対営業収益 対前四半期対前四半期対前四半期対前四半期", "対営業収益 対前四半期"),
    ("ASSETSASSETSASSETSASSETS", "ASSETS"),
]
KEPT = ["USD (1) JPY JPY JPY JPY", "Total Total Total Total", "76,623,702 76,623,702 76,623,702 76,623,702", "- - - -", "－－－－", "　　　　資産", "1111", "…………", "売上高 0.0 0.0 0.0 0.0",
    "\t百万円\t百万円\t百万円\t百万円"]


@pytest.mark.parametrize(("printed", "expected"), UNDONE)
def test_overprinted_strings_come_once(printed: str, expected: str) -> None:
    assert undo(printed, 4) == expected


@pytest.mark.parametrize("printed", KEPT)
def test_numbers_dashes_and_padding_stay(printed: str) -> None:
    assert undo(printed, 4) == printed


def test_the_document_says_how_often_it_prints() -> None:
    assert find_factor(["営業収益：営業収益：営業収益：営業収益：", "資産合計資産合計資産合計資産合計"]) == 4
    assert find_factor(["資産の部資産の部資産の部", "負債合計負債合計負債合計"]) == 3
    assert find_factor(["　百万円 ％ 百万円 ％ 百万円 ％", "金額 構成比 金額 構成比 金額 構成比"] * 3) == 1  # the words of columns
    assert find_factor(["\t金額\t構成比\t金額\t構成比\t金額\t構成比", "\tAmount\t%\tAmount\t%\tAmount\t%"] * 3) == 1
    assert find_factor(["各々の事業", "着々と進む", "いろいろな施策"] * 9) == 1
    assert find_factor(["売上高売上高", "営業利益営業利益"] * 5) == 2


def test_whole_lines_of_a_document_in_english() -> None:
    lines = ["As of June 30, 2005" * 4, "2005 2004" * 4, "Total assets" * 4 + " 1,000 900", "1,000 1,000 1,000 1,000", "Balance Sheets" * 4]
    factor = find_factor(lines)
    assert factor == 4
    assert [undo(line, factor) for line in lines] == ["As of June 30, 2005", "2005 2004", "Total assets 1,000 900", "1,000 1,000 1,000 1,000", "Balance Sheets"]
