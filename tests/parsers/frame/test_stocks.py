"""Stocks and flows by their words and units."""

from __future__ import annotations

import pytest

from parsers.frame.stocks import is_closing, is_opening, is_stock

OPENING = [
    "現金及び現金同等物の期首残高",
    "期首残高",
    "当期首残高",
    "Cash, Beginning of Period",
    "Cash and cash equivalents at beginning of year",
    "Opening balance",
    "Beginning balance of defined benefit obligations",
]
CLOSING = [
    "現金及び現金同等物の期末残高",
    "期末残高",
    "当四半期末残高",
    "Cash, End of Period",
    "Cash and cash equivalents at end of the quarter",
    "Closing balance",
]
NEITHER = ["現金及び現金同等物の増減額", "Net increase in cash", "期中平均株式数", "End of second quarter dividends paid", "Trend of periods"]


@pytest.mark.parametrize("label", OPENING)
def test_opening_balances(label: str) -> None:
    assert (is_opening(label), is_closing(label)) == (True, False)


@pytest.mark.parametrize("label", CLOSING)
def test_closing_balances(label: str) -> None:
    assert (is_opening(label), is_closing(label)) == (False, True)


@pytest.mark.parametrize("label", NEITHER)
def test_no_balances(label: str) -> None:
    assert (is_opening(label), is_closing(label)) == (False, False)


STOCKS = [
    # label, unit, statement, stock
    ("純資産額", "JPY", "summary", True),
    ("総資産", "JPY", "summary", True),
    ("自己資本比率", "pure", "summary", True),
    ("１株当たり純資産", "JPY/share", "summary", True),
    ("従業員数", "persons", "summary", True),
    ("発行済株式総数", "shares", "summary", True),
    ("有利子負債", "JPY", "summary", True),
    ("Total assets", "JPY", "summary", True),
    ("Net assets per share", "JPY/share", "summary", True),
    ("Equity ratio", "pure", "summary", True),
    ("ソルベンシー・マージン比率", "pure", "other", True),
    ("Consolidated solvency margin ratio", "pure", "other", True),
    ("総資産LTV", "pure", "summary", True),
    ("Total contracts", "contracts", "operating_metric", True),
    ("Dedicated access", "Gbps", "operating_metric", True),
    ("親会社の所有者に帰属する持分", "JPY", "summary", True),
    ("預金（末残）", "JPY", "other", True),
    ("(貸出金)", "JPY", "breakdown", True),
    ("資本金", "JPY", "summary", True),
    ("受取手形割引高", "JPY", "other", True),
    ("Deposits", "JPY", "summary", True),
    ("Interest-bearing debt", "JPY", "summary", True),
    ("Number of regular employees", "persons", "summary", True),
    ("D/Eレシオ", "pure", "summary", True),
    ("現金及び預金", "JPY", "balance_sheet", True),
    ("親会社の所有者に帰属する当期利益", "JPY", "summary", False),
    ("預金利息", "JPY", "breakdown", False),
    ("預金（平均残高）", "JPY", "other", False),
    ("貸倒引当金繰入額", "JPY", "breakdown", False),
    ("株主資本配当率", "pure", "summary", False),
    ("Interest on deposits", "JPY", "breakdown", False),
    ("資本金", "JPY", "cash_flow_statement", False),
    ("売上高", "JPY", "summary", False),
    ("営業利益", "JPY", "summary", False),
    ("自己資本利益率", "pure", "summary", False),
    ("総資産経常利益率", "pure", "summary", False),
    ("純資産配当率", "pure", "summary", False),
    ("期中平均株式数", "shares", "summary", False),
    ("有形固定資産の取得", "JPY", "summary", False),
    ("契約数の増減", "contracts", "operating_metric", False),
    ("Return on assets", "pure", "summary", False),
    ("Net sales", "JPY", "summary", False),
    ("Net income per share", "JPY/share", "summary", False),
    ("Increase in total assets", "JPY", "summary", False),
    ("Total assets", "JPY", "income_statement", False),
    ("セグメント資産", "JPY", "income_statement", True),
    ("セグメント利益", "JPY", "income_statement", False),
    ("株主総利回り", "pure", "summary", True),
    ("(比較指標:配当込み TOPIX)", "pure", "summary", True),
    ("総資産利回り", "pure", "summary", False),
    ("管理職に占める女性労働者の割合", "pure", "other", True),
    ("非上場株式", "issues", "other", True),
]


@pytest.mark.parametrize(("label", "unit", "statement", "stock"), STOCKS)
def test_stocks(label: str, unit: str, statement: str, stock: bool) -> None:
    assert is_stock(label, unit, statement) is stock


AROUND = [
    # label, headings and title (the nearest first), header, stock
    ("土地", ["有形固定資産"], [], True),
    ("土地", ["固定資産売却益の内訳"], [], False),
    ("Land", ["Gains on sales of fixed assets"], [], False),
    ("普通株式", ["発行済株式総数", "主要な経営指標等"], [], True),
    ("普通株式", ["期中平均株式数"], [], False),
    ("甲乙商事", ["特定投資株式"], ["当事業年度", "貸借対照表計上額（百万円）"], True),
    ("甲乙商事", ["主要な販売先"], ["当事業年度", "販売高（百万円）"], False),
    ("従業員数", [], ["増減"], True),
    ("土地", ["業務用資産"], ["減損損失（百万円）"], False),
    ("その他", ["有形固定資産の帳簿価額の調整表"], ["土地"], False),
    ("その他", ["有形固定資産の帳簿価額"], ["土地"], True),
    ("Toys", ["Amortized amount of goodwill and unamortized balance"], [], False),
    ("取締役の員数", [], ["対象となる役員の員数（人）"], False),
    ("剰余金の配当", ["株主資本等変動計算書"], ["株主資本合計"], False),
]


@pytest.mark.parametrize(("label", "above", "header", "stock"), AROUND)
def test_what_stands_around_a_noun(label: str, above: list[str], header: list[str], stock: bool) -> None:
    unit = "shares" if "株式" in label else "persons" if "数" in label else "JPY"
    assert is_stock(label, unit, "other", above, header) is stock
