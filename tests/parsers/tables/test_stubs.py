"""Stubs of any number of columns: each number has its row's label and the levels above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.readers.html import html_reader as html
from tests.parsers.made import Read, read

YEARS = "<th>2023年3月期</th><th>2024年3月期</th>"


def page(*rows: str, caption: str = "（単位：百万円）", title: str = "部門の状況") -> Read:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    source = f"<html><body><p>2024年3月期 決算短信〔日本基準〕（連結）</p><h3>{title}</h3><p>{caption}</p><table>{body}</table></body></html>"
    return read(html.read(Path("a.html"), source.encode(), number=1, name="a.html"))


def cells(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def paths(found: Read) -> list[tuple[tuple[str, ...], str]]:
    return [(reading.label_path, reading.printed) for reading in found.readings if reading.column == 1]


TWO = [
    (("菓子", "受注高"), "1,200"), (("菓子", "受注残高"), "310"), (("飲料", "受注高"), "2,200"), (("飲料", "受注残高"), "410"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "third", "fourth"),
    [
        ("<td rowspan=2>菓子</td><td>受注高</td>", "<td>受注残高</td>", "<td rowspan=2>飲料</td><td>受注高</td>", "<td>受注残高</td>"),
        ("<td>菓子</td><td>受注高</td>", "<td></td><td>受注残高</td>", "<td>飲料</td><td>受注高</td>", "<td></td><td>受注残高</td>"),
        ("<td>菓子</td><td>受注高</td>", "<td>菓子</td><td>受注残高</td>", "<td>飲料</td><td>受注高</td>", "<td>飲料</td><td>受注残高</td>"),
    ],
)
def test_two_columns_of_names(first: str, second: str, third: str, fourth: str) -> None:
    found = page(f"<th colspan=2>部門</th>{YEARS}", first + cells("1,200", "1,300"), second + cells("310", "330"), third + cells("2,200", "2,300"), fourth + cells("410", "430"))
    assert paths(found) == TWO


def test_a_total_over_both_columns_has_one_level() -> None:
    inner = "<td rowspan=2>菓子</td><td>国内</td>" + cells("10", "11")
    found = page(f"<th colspan=2>部門</th>{YEARS}", inner, "<td>海外</td>" + cells("20", "21"), "<td colspan=2>合計</td>" + cells("30", "32"))
    assert paths(found) == [(("菓子", "国内"), "10"), (("菓子", "海外"), "20"), (("合計",), "30")]


def test_a_column_of_row_numbers_is_no_label() -> None:
    found = page(f"<th>番号</th><th>科目</th>{YEARS}", cells("1", "売上高", "400", "430"), cells("2", "売上原価", "300", "310"), cells("3", "売上総利益", "100", "120"))
    assert paths(found) == [(("売上高",), "400"), (("売上原価",), "300"), (("売上総利益",), "100")]


def test_units_in_a_column_without_a_head_are_the_rows_own() -> None:
    found = page(
        f"<th>決算年月</th><th></th>{YEARS}", cells("売上高", "（百万円）", "400", "430"), cells("純資産額", "〃", "200", "230"), cells("従業員数", "（人）", "88", "91"),
        caption="主な指標",
    )  # fmt: skip
    assert [(one.label, one.unit, one.value) for one in found.readings if one.column == 1] == [
        ("売上高", "JPY", 400_000_000), ("純資産額", "JPY", 200_000_000), ("従業員数", "persons", 88),
    ]  # fmt: skip


def test_indented_by_cells_a_row_has_one_label() -> None:
    found = page(f"<th colspan=2>科目</th>{YEARS}", "<td>流動資産</td><td></td>" + cells("", ""), "<td></td><td>現金</td>" + cells("50", "60"), "<td></td><td>在庫</td>" + cells("20", "30"))
    assert paths(found) == [(("流動資産", "現金"), "50"), (("流動資産", "在庫"), "20")]


def test_years_over_quarters_in_the_stub_are_one_period() -> None:
    found = page(
        "<th colspan=2></th><th>売上高</th><th>営業利益</th>", "<td rowspan=2>2023年3月期</td><td>第1四半期</td>" + cells("91", "7"), "<td>第2四半期</td>" + cells("99", "8"),
        "<td rowspan=2>2024年3月期</td><td>第1四半期</td>" + cells("97", "9"), "<td>第2四半期</td>" + cells("106", "10"),
        title="四半期業績の推移",
    )  # fmt: skip
    assert [(one.label, str(one.period_start), one.printed) for one in found.readings if one.column == 1] == [
        ("売上高", "2022-04-01", "91"), ("売上高", "2022-07-01", "99"), ("売上高", "2023-04-01", "97"), ("売上高", "2023-07-01", "106"),
    ]  # fmt: skip


def test_without_a_stub_the_header_names_the_items() -> None:
    found = page("<th>従業員数（人）</th><th>平均年齢</th><th>平均年間給与（円）</th>", cells("2,511", "35.6", "18,392,309"), caption="2024年3月31日現在")
    assert [(one.label, one.printed) for one in found.readings] == [("従業員数", "2,511"), ("平均年齢", "35.6"), ("平均年間給与", "18,392,309")]


def test_a_number_of_a_grid_without_a_table_is_a_finding() -> None:
    found = page(cells("工事", "約1,234百万円"), cells("土地", "未定"))
    assert not found.readings
    assert "unread_row" in found.codes


def test_ranges_and_nil_marks_are_no_stub() -> None:
    found = page("<th></th><th>売上高</th><th>営業利益</th>", cells("通期", "20,000 ～ 22,000", "1,500"), title="2025年3月期の業績予想（2024年4月1日～2025年3月31日）")
    assert [one.printed for one in found.readings] == ["1,500"]
    assert "unreadable_cell" in found.codes
    nils = page(f"<th></th>{YEARS}", cells("売上高", "－", "430"), cells("売上原価", "…", "310"))
    assert [one.printed for one in nils.readings] == ["－", "430", "310"]


def test_a_row_under_a_tall_label_stands_as_deep_as_it() -> None:
    rows = [
        "<td>1株当たり配当額</td><td></td><td></td><td></td>",
        "<td rowspan=2>　普通株式</td><td>（円）</td>" + cells("3.00", "6.00"),
        "<td>（円）</td>" + cells("（1.50）", "（3.00）"),
        "<td>　優先株式</td><td>（円）</td>" + cells("5.00", "5.00"),
    ]
    found = page("<th></th><th></th>" + YEARS, *rows, caption="")
    assert [path for path, _ in paths(found)] == [("1株当たり配当額", "普通株式"), ("1株当たり配当額", "普通株式"), ("1株当たり配当額", "優先株式")]
    assert {reading.unit for reading in found.readings} == {"JPY/share"}
