"""Tables whose cells say their own units: they need neither header nor note."""

from __future__ import annotations

import pytest

from tests.parsers.made import read
from tests.parsers.tables.test_stubs import cells, page

MAIN = "上記の会社の主要な損益情報等は次のとおりであります。"


def test_amounts_with_their_units_are_read_and_their_period_is_told() -> None:
    found = page(cells("(1) 売上高", "122,095百万円"), cells("(2) 経常利益", "23,360百万円"), caption=MAIN)
    assert [(one.printed, one.unit, one.value, one.period_end) for one in found.readings] == [
        ("122,095百万円", "JPY", 122_095_000_000, None), ("23,360百万円", "JPY", 23_360_000_000, None),
    ]  # fmt: skip
    assert found.codes.count("unknown_period") == 2


@pytest.mark.parametrize(
    "rows",
    [
        (cells("(1) 売上高", "122,095百万円"), cells("(2) 従業員", "1,200")),
        (cells("(1) 売上高 122,095百万円 (4) 純資産額", "73,143百万円"), cells("(2) 経常利益 23,360百万円 (5) 総資産額", "126,027百万円")),
    ],
    ids=["a number without", "a number in the label"],
)
def test_others_are_left_out_and_told(rows: tuple[str, str]) -> None:
    found = page(*rows, caption=MAIN)
    assert found.readings == ()
    assert {"unread_table", "unread_row"} & set(found.codes)


def test_a_title_and_its_unit_on_one_line_over_the_columns() -> None:
    """The unit at the right edge is said of the whole table, not of the column below it."""
    members = "会員数（連結）\n（単位：人）\n\n\t2023年3月期\t2024年3月期\n会員\t120\t130\n\n"
    found = read(members + "\t(2) 既存店の伸び\t（単位：%）\n\t2023年3月期\t2024年3月期\n売上高\t4.2\t3.3\n客数\t-1.5\t-1.0\n")
    assert {one.unit for one in found.readings if one.label in ("売上高", "客数")} == {"pure"}
