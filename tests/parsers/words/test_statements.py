"""Titles and labels to statements."""

from __future__ import annotations

import pytest

from parsers.words.statements import STATEMENTS, find_statement_title, parse_statement

EBITDA = ("Adjusted EBITDA", "Depreciation and amortization", "Operating income (loss)", "Net income (loss)")
CAPEX = ("Capital expenditures", "Acquisition of assets by entering into capital leases", "Purchase of property")

TITLES: list[tuple[str, tuple[str, ...], str]] = [
    ("CONSOLIDATED STATEMENTS OF OPERATIONS(UNAUDITED)", (), "income_statement"),
    ("四半期連結損益計算書（米国会計基準未監査）", (), "income_statement"),
    ("（四半期連結損益計算書）", (), "income_statement"),
    ("Consolidated Statements of Income", (), "income_statement"),
    ("Condensed Interim Consolidated Statement of Profit or Loss", (), "income_statement"),
    ("四半期連結損益及び包括利益計算書", (), "income_statement"),
    ("中間連結損益計算書及び中間連結包括利益計算書", (), "income_statement"),
    ("連結包括利益計算書", (), "comprehensive_income"),
    ("Consolidated Statements of Comprehensive Income", (), "comprehensive_income"),
    ("連結貸借対照表", (), "balance_sheet"),
    ("要約四半期連結財政状態計算書", (), "balance_sheet"),
    ("CONSOLIDATED BALANCE SHEETS (UNAUDITED)", (), "balance_sheet"),
    ("Statement of Financial Position", (), "balance_sheet"),
    ("連結キャッシュ・フロー計算書", (), "cash_flow_statement"),
    ("四半期連結キャッシュフロー計算書", (), "cash_flow_statement"),
    ("Consolidated Statements of Cash Flows", (), "cash_flow_statement"),
    ("株主資本等変動計算書", (), "equity"),
    ("Consolidated Statements of Changes in Net Assets", (), "equity"),
    ("Reconciliation of Non-GAAP Financial Measures", (), "reconciliation"),
    ("a reconciliation of EBITDA to the consolidated statements of operations", (), "reconciliation"),
    ("Table 9. Adjusted EBITDA", EBITDA, "reconciliation"),
    ("Table 10. CAPEX (JPY in millions)", CAPEX, "reconciliation"),
    ("Number of Contracts", (), "operating_metric"),
    ("表 3. 契約数", (), "operating_metric"),
    ("契約帯域数の総和", (), "operating_metric"),
    ("Contracted Bandwidth (Unit: Gbps)", (), "operating_metric"),
    ("Other Financial Statistics", ("Adjusted EBITDA", "CAPEX"), "operating_metric"),
    ("表 8. その他", ("償却前営業利益", "設備投資", "減価償却費"), "operating_metric"),
    ("営業収益の内訳", (), "breakdown"),
    ("Table 1. Revenues (JPY in millions)", (), "breakdown"),
    ("Costs and Expenses", (), "breakdown"),
    ("Backbone Costs", (), "breakdown"),
    ("Table 2. Optical Services", ("Lenses", "Others", "Total Optical Services"), "breakdown"),
    ("セグメント別売上高", (), "breakdown"),
    ("Operating Result Summary", (), "summary"),
    ("連結経営成績", (), "summary"),
    ("決算参考資料", ("売上高", "営業利益", "総資産"), "summary"),
    ("(3) 連結キャッシュ・フローの状況", (), "summary"),
    ("主要な経営指標等の推移", (), "summary"),
    ("Consolidated Financial Highlights", (), "summary"),
    ("", ("流動資産", "現金及び預金", "流動資産合計", "固定資産合計"), "balance_sheet"),
    ("", ("Total current assets", "Total assets", "Total liabilities"), "balance_sheet"),
    ("", ("営業活動によるキャッシュ・フロー", "投資活動によるキャッシュ・フロー"), "cash_flow_statement"),
    ("", ("売上高", "売上原価", "売上総利益"), "income_statement"),
    ("", ("Net sales", "Cost of sales", "Gross profit"), "income_statement"),
    ("", ("その他有価証券評価差額金", "その他の包括利益合計", "包括利益"), "comprehensive_income"),
    ("", ("当期首残高", "当期変動額", "剰余金の配当", "当期末残高"), "equity"),
    ("", ("売上高", "経常利益", "純資産合計", "1株当たり当期純利益", "営業活動によるキャッシュ・フロー"), "summary"),
    ("", ("りんご", "みかん", "合計"), "breakdown"),
    ("Notes", ("Rent", "Lease"), "other"),
    ("", (), "other"),
]


@pytest.mark.parametrize(("title", "labels", "statement"), TITLES)
def test_statement(title: str, labels: tuple[str, ...], statement: str) -> None:
    assert parse_statement(title, labels) == statement
    assert statement in STATEMENTS


LINES = [
    ("CONSOLIDATED STATEMENTS OF CASH FLOWS (UNAUDITED)", "cash_flow_statement"),
    ("（2）四半期連結損益計算書及び四半期連結包括利益計算書", "income_statement"),
    ("(四半期連結貸借対照表)", "balance_sheet"),
    ("Statement of Income for the Year Ended March 31, 2003", "income_statement"),
    ("(1) Consolidated Operating Results", "summary"),
    ("Table 3. Number of Contracts", "operating_metric"),
    ("表 5．付加価値サービスの売上高の内訳", "breakdown"),
    ("Table 2. Optical Services", "other"),
    ("Reconciliation of Non-GAAP Financial Measures", "reconciliation"),
    ("営業収益の内訳", "breakdown"),
    ("The consolidated balance sheet was reviewed.", None),
    ("当社の連結貸借対照表は未監査です。", None),
    ("連結貸借対照表に関する注記", None),
    ("（連結貸借対照表計上額が取得原価を超えるもの）", None),
    ("Revenues totaled JPY 100 million", None),
    ("Cash flows from operating activities", None),
    ("Total revenues", None),
    ("Dividends paid", None),
    ("配当金の支払額", None),
    ("資産の部", None),
    ("営業費用：", None),
    ("1. 売上高", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "statement"), LINES)
def test_title_line(line: str, statement: str | None) -> None:
    assert find_statement_title(line) == statement


@pytest.mark.parametrize(
    ("title", "labels", "statement"),
    [
        ("引当金の増減", ("期首残高", "期中増加額", "期末残高"), "other"),
        ("3. Intangible assets", ("Balance as of January 1, 2023", "Acquisition", "Balance as of December 31, 2023"), "other"),
        ("", ("当期首残高", "剰余金の配当", "当期末残高"), "equity"),
        ("", ("Balance at beginning of year", "Dividends of surplus", "Balance at end of year"), "equity"),
        ("（連結株主資本等変動計算書関係）", ("普通株式", "自己株式"), "other"),
        ("（貸借対照表関係）", ("短期金銭債権",), "other"),
    ],
)
def test_what_moves_between_two_balances_is_equity_only_where_equity_is_named(title: str, labels: tuple[str, ...], statement: str) -> None:
    assert parse_statement(title, labels) == statement
