"""Columns that go from an opening balance over what moved to the closing one."""

from __future__ import annotations

import pytest

from tests.parsers.made import days, read

FIRST_YEAR = days("2022-04-01", "2023-03-31")

BY_WORDS = """繰延税金資産の変動
前連結会計年度（自 2022年4月1日 至 2023年3月31日）
（単位：百万円）

\t期首\t純損益を通じて認識\tその他\t期末
退職給付に係る負債\t510\t△20\t33\t523
合計\t730\t△5\t33\t758
"""
BY_DAYS = """Movements of deferred tax assets
FY2023 (January 1, 2023 to December 31, 2023)
(Millions of yen)

\tBalance as of January 1, 2023\tRecognized as profit or loss\tOther\tBalance as of December 31, 2023
Lease obligations\t510\t(20)\t33\t523
Total\t730\t(5)\t33\t758
"""


@pytest.mark.parametrize("label", ["退職給付に係る負債", "合計"])
def test_what_stands_between_two_balances_moved_in_the_period(label: str) -> None:
    cells = read(BY_WORDS).cells(label)
    assert [(one.period_start, one.period_end) for one in cells] == [days(None, "2022-03-31"), FIRST_YEAR, FIRST_YEAR, days(None, "2023-03-31")]


@pytest.mark.parametrize("label", ["Lease obligations", "Total"])
def test_balances_named_by_their_days(label: str) -> None:
    year = days("2023-01-01", "2023-12-31")
    cells = read(BY_DAYS).cells(label)
    assert [(one.period_start, one.period_end) for one in cells] == [days(None, "2022-12-31"), year, year, days(None, "2023-12-31")]


def test_a_year_end_dividend_is_no_closing_balance() -> None:
    found = read("配当の状況\n\n\t第2四半期末\t期末\t合計\n\t円 銭\t円 銭\t円 銭\n2023年3月期\t10.00\t12.00\t22.00\n2024年3月期\t11.00\t13.00\t24.00\n")
    assert {one.period_start for one in found.readings} != {None}
