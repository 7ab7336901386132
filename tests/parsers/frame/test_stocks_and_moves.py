"""What is counted on a day stands beside what happened to it: the columns say which is which."""

from __future__ import annotations

from tests.parsers.made import Read, read


def days(found: Read, label: str) -> list[tuple[str | None, str]]:
    return [(str(one.period_start) if one.period_start else None, str(one.period_end)) for one in found.cells(label)]


def test_stores_between_two_balances() -> None:
    found = read("2024年2月期 店舗数の推移\n(単位：店)\n\n\t期首店舗数\t出店\t閉店\t期末店舗数\n直営\t310\t22\t9\t323\n加盟\t121\t4\t11\t114\n")
    moved = ("2023-03-01", "2024-02-29")
    assert days(found, "直営") == [(None, "2023-02-28"), moved, moved, (None, "2024-02-29")]


def test_rows_of_stores_between_two_balances() -> None:
    found = read("2024年2月期 店舗数の推移\n(単位：店)\n\n\t2023年2月期\t2024年2月期\n期首店舗数\t300\t310\n新規出店\t18\t22\n閉店\t8\t9\n期末店舗数\t310\t323\n")
    assert [days(found, label)[1] for label in ("期首店舗数", "新規出店", "期末店舗数")] == [(None, "2023-02-28"), ("2023-03-01", "2024-02-29"), (None, "2024-02-29")]


def test_shares_are_of_the_day_of_the_balances_that_they_are_shares_of() -> None:
    found = read(
        "2025年3月期 第2四半期決算短信\n業種別貸出状況\n(単位：百万円、％)\n\n\t2024年9月30日\t2024年9月30日\n"
        "\t貸出金残高\t構成比\n製造業\t400\t40.0\n建設業\t350\t35.0\nその他\t250\t25.0\n合計\t1,000\t100.0\n"
    )
    assert days(found, "製造業") == [(None, "2024-09-30")] * 2


def test_a_noun_before_a_bare_scale_is_what_is_counted() -> None:
    found = read("Fact Sheet\n(Billions of yen)\n\n\tFY2022\tFY2023\nRevenue\t101.2\t104.7\nMobile subscribers (thousands)\t3,210\t3,255\n")
    assert [(one.unit, str(one.value)) for one in found.cells("Mobile subscribers")] == [("subscribers", "3210000"), ("subscribers", "3255000")]
