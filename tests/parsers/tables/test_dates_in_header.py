"""A date set into the header of a table, over its last columns: it holds for the whole table."""

from tests.parsers.tables.test_stubs import cells, page


def test_a_date_over_the_last_columns_dates_all() -> None:
    head = '<td></td><td></td><td colspan="2">2024年3月31日現在</td></tr><tr><td>区分</td><td>金融機関</td><td>その他の法人</td><td>計</td>'
    found = page(head, cells("株主数（人）", "81", "138", "219"))
    assert [(one.printed, one.period_end.isoformat() if one.period_end else None) for one in found.readings] == [
        ("81", "2024-03-31"), ("138", "2024-03-31"), ("219", "2024-03-31")]  # fmt: skip


def test_a_date_beside_another_dates_its_own_columns() -> None:
    head = '<td></td><td>2023年3月期</td><td colspan="2"></td></tr><tr><td></td><td></td><td colspan="2">2024年3月期</td></tr><tr><td></td><td>売上高</td><td>売上高</td><td>利益</td>'
    found = page(head, cells("国内", "81", "138", "219"), caption="（百万円）")
    assert [one.period_end.year if one.period_end else None for one in found.readings] == [2023, 2024, 2024]


def test_a_name_that_begins_with_years_is_no_period() -> None:
    found = page("<td></td><td></td><td>2024年3月31日現在</td></tr><tr><td>従業員数（人）</td><td>平均年齢（歳）</td><td>平均年間給与（円）</td>", cells("223", "43.4", "10,175,478"))
    assert [one.period_start for one in found.readings] == [None] * 3
    assert {one.period_end.isoformat() for one in found.readings if one.period_end} == {"2024-03-31"}
