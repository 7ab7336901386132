"""Lines of a header that are one text."""

from __future__ import annotations

import pytest

from tests.parsers.tables.test_stubs import cells, page

HOLDINGS = "<th>当事業年度（2024年3月31日）</th>"


@pytest.mark.parametrize(
    "head",
    [
        ["<th>銘柄</th>" + cells("株式数（株）", "貸借対照表計上額（百万"), cells("", "", "円）")],
        ["<th>銘柄</th>" + cells("株式数（株）", "貸借対照表計上額"), cells("", "", "（百万円）")],
        ["<th>銘柄</th>" + cells("株式数（株）", "貸借対照表計上額（百万円）")],
    ],
    ids=["a broken bracket", "a unit below its name", "one line"],
)
def test_the_unit_of_a_column_over_several_lines(head: list[str]) -> None:
    found = page(*head, cells("甲社", "13,000", "42"), cells("乙社", "700", "9"), caption="2024年3月31日現在", title="特定投資株式")
    assert [(one.printed, f"{one.value:f}", one.unit) for one in found.readings[:2]] == [("13,000", "13000", "shares"), ("42", "42000000", "JPY")]


def test_a_unit_below_two_of_four_names_is_theirs_alone() -> None:
    head = ["<th>区分</th>" + cells("銘柄数", "計上額（百万円）", "銘柄数", "計上額（百万円）"), cells("", "（銘柄）", "", "（銘柄）", "")]
    found = page(*head, cells("非上場株式", "2", "500", "3", "510"), caption="2024年3月31日現在", title="投資株式")
    assert [one.unit for one in found.readings] == ["issues", "JPY", "issues", "JPY"]
