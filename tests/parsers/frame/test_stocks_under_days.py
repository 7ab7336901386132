"""What is of the day that stands behind the name of a period, and what turns an opening balance into the restated one."""

from __future__ import annotations

import pytest

from parsers.words.label_texts import fold
from tests.parsers.made import read

NOTE = "{title}\n(単位：百万円)\n\n\t前連結会計年度（2023年3月31日）\t当連結会計年度（2024年3月31日）\n国内\t120\t130\n海外\t10\t12\n合計\t130\t142\n"


@pytest.mark.parametrize(("title", "instant"), [("担保に供している資産", True), ("売上高の内訳", False)])
def test_a_day_behind_the_name_of_a_period(title: str, instant: bool) -> None:
    found = read("2024年3月期 決算短信\n" + NOTE.format(title=title))
    assert {one.period_start is None for one in found.readings} == {instant}
    assert [str(one.period_end) for one in found.cells("合計")] == ["2023-03-31", "2024-03-31"]


def test_what_restates_an_opening_balance_is_of_its_day() -> None:
    found = read(
        "連結株主資本等変動計算書\n当連結会計年度（自 2023年4月1日 至 2024年3月31日）\n(単位：百万円)\n\n\t資本金\t利益剰余金\n当期首残高\t100\t250\n"
        "会計方針の変更による累積的影響額\t－\t△7\n当期変動額合計\t－\t30\n当期末残高\t100\t273\n"
    )
    assert [(one.period_start, str(one.period_end)) for one in found.cells("会計方針の変更による累積的影響額")] == [(None, "2023-03-31")] * 2
    assert {str(one.period_start) for one in found.cells("当期変動額合計")} == {"2023-04-01"}


@pytest.mark.parametrize(
    ("caption", "instant"),
    [("預金・譲渡性預金残高　　（億円）", True), ("Balance of Deposits (Millions of yen)", True), ("資金調達の内訳　　（億円）", False), ("（億円）", False)],
)
def test_the_name_of_a_table_beside_its_unit_says_what_its_rows_are(caption: str, instant: bool) -> None:
    found = read(f"2024年3月期 決算短信\n\n\n{caption}\n\n  2Q24  2Q23\n個人 4,120  4,130\n法人 310  312\n合計 4,430  4,442\n")
    assert {one.period_start is None for one in found.readings} == {instant}
    assert {table.title for table in found.tables} == {fold(caption) if caption[0] not in "（" else ""}


def test_what_moves_a_balance_is_of_its_day_in_a_table_of_balances() -> None:
    found = read("2024年3月期 決算短信\n" + NOTE.format(title="繰延税金資産の内訳").replace("国内", "減損損失").replace("海外", "賞与引当金"))
    assert {one.period_start for one in found.readings} == {None}
