"""Words of scope, and titles that are silent of it."""

from __future__ import annotations

import pytest

from parsers.words.scopes import find_scopes, is_bare_statement, is_group_statement, one_scope

SAID = [
    ("前連結会計年度", "consolidated"),
    ("当中間連結会計期間", "consolidated"),
    ("前事業年度（自 2023年4月1日 至 2024年3月31日）", "non_consolidated"),
    ("(2) 提出会社の状況", "non_consolidated"),
    ("2024年3月期の個別業績予想", "non_consolidated"),
    ("決算短信〔日本基準〕（非連結）", "non_consolidated"),
    ("Non-consolidated Statements of Income", "non_consolidated"),
    ("Parent-only results", "non_consolidated"),
    ("Unconsolidated subsidiaries", None),
    ("特例財務諸表提出会社", None),
    ("非連結子会社及び関連会社", None),
    ("個別取得", None),
    ("最近5年間の事業年度別株価", None),
    ("Consolidated and Non-consolidated Results", None),
]


@pytest.mark.parametrize(("text", "scope"), SAID)
def test_words_of_scope(text: str, scope: str | None) -> None:
    assert one_scope(text) == scope


def test_a_title_that_names_both_says_two_things() -> None:
    assert {word.scope for word in find_scopes("Consolidated and Non-consolidated Results")} == {"consolidated", "non_consolidated"}


SILENT = ["①【貸借対照表】", "(貸借対照表関係)", "２【財務諸表等】", "(2) Statements of Income", "Balance Sheets (Unaudited)", "④【附属明細表】", "四半期損益計算書"]
NO_STATEMENT = ["貸借対照表計上額", "主要な経営指標等の推移", "Balance sheet items", "連結貸借対照表", "Consolidated Balance Sheets", "セグメント情報"]


@pytest.mark.parametrize("text", SILENT)
def test_titles_that_are_silent(text: str) -> None:
    assert is_bare_statement(text)
    assert not is_group_statement(text)


@pytest.mark.parametrize("text", NO_STATEMENT)
def test_other_titles(text: str) -> None:
    assert not is_bare_statement(text)
