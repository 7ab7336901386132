"""Two items in one column, told apart by the line."""

from __future__ import annotations

from tests.parsers.made import Read
from tests.parsers.tables.test_stubs import cells, page

HEAD = "<td rowspan=3>銘柄</td><td>当事業年度（2024年3月31日）</td><td>前事業年度（2023年3月31日）</td>"
AMOUNT = "貸借対照表計上額（百万円）"
SHARES = cells("株式数（株）", "株式数（株）")
FIRST = "<td rowspan=2>甲社</td>" + cells("2,000", "1,500")
SECOND = "<td rowspan=2>乙社</td>" + cells("700", "700")


def sheet(*rows: str, second: str = AMOUNT) -> Read:
    return page(HEAD, SHARES, cells(second, second), FIRST, cells("30", "25"), SECOND, *rows, caption="", title="特定投資株式")


def seen(found: Read) -> list[tuple[str, str, str, str]]:
    return [(one.label, one.printed, f"{one.value:f}", one.unit) for one in found.readings]


def test_each_line_of_an_entry_has_the_unit_of_its_line_of_the_header() -> None:
    found = sheet(cells("9", "8"))
    assert seen(found) == [
        ("甲社", "2,000", "2000", "shares"), ("甲社", "1,500", "1500", "shares"), ("甲社", "30", "30000000", "JPY"), ("甲社", "25", "25000000", "JPY"),
        ("乙社", "700", "700", "shares"), ("乙社", "700", "700", "shares"), ("乙社", "9", "9000000", "JPY"), ("乙社", "8", "8000000", "JPY"),
    ]  # fmt: skip
    assert [one.header for one in found.readings[:4:3]] == [("当事業年度（2024年3月31日）", "株式数（株）"), ("前事業年度（2023年3月31日）", AMOUNT)]
    assert [str(one.period_end) for one in found.readings[:4]] == ["2024-03-31", "2023-03-31", "2024-03-31", "2023-03-31"]


def test_a_sum_that_names_its_unit_stands_in_one_line() -> None:
    assert seen(sheet(cells("9", "8"), cells("計上額合計（百万円）", "39", "33")))[-2:] == [
        ("計上額合計", "39", "39000000", "JPY"),
        ("計上額合計", "33", "33000000", "JPY"),
    ]


def test_where_entries_are_not_as_high_as_the_header_nothing_is_guessed() -> None:
    assert {unit for _, _, _, unit in seen(sheet())} == {"unknown"}
