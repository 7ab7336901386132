"""Percentages in brackets below the amounts of a cell, and rows that are named by a measure alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parsers.records import Reading
from tests.perturb.score import read_back

JA = ("2024年3月期 決算短信〔日本基準〕（連結）", "2023年3月期", "2024年3月期")
EN = ("Consolidated Financial Results for the Fiscal Year Ended March 31, 2024", "Year ended March 31, 2023", "Year ended March 31, 2024")


def read(words: tuple[str, str, str], caption: str, *rows: tuple[str, str, str]) -> tuple[tuple[Reading, ...], list[str]]:
    title, one, other = words
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body><p>{title}</p><p>{caption}</p><table><tr><th></th><th>{one}</th><th>{other}</th></tr>{body}</table></body></html>"
    readings, findings = read_back(page.encode(), "table.html")
    return tuple(readings), [finding.code for finding in findings]


def rates(readings: tuple[Reading, ...]) -> list[tuple[str, str, str]]:
    return [(one.label, one.measure, str((one.value or Decimal(0)).normalize())) for one in readings if one.unit == "pure"]


REGIONS = (("国内", "600<br>(60.0%)", "770<br>(70.0%)"), ("海外", "400<br>(40.0%)", "330<br>(30.0%)"), ("合計", "1,000<br>(100.0%)", "1,100<br>(100.0%)"))
SHARES = [
    ("国内", "common_size", "0.6"), ("国内", "common_size", "0.7"), ("海外", "common_size", "0.4"), ("海外", "common_size", "0.3"),
    ("合計", "common_size", "1"), ("合計", "common_size", "1"),
]  # fmt: skip


@pytest.mark.parametrize("caption", ["（単位：百万円、括弧内は売上構成比）", "（単位：百万円）"])
def test_shares_below_amounts_by_words_or_by_numbers(caption: str) -> None:
    readings, codes = read(JA, caption, *REGIONS)
    assert rates(readings) == SHARES
    assert "unnamed_rates" not in codes


def test_changes_below_amounts() -> None:
    readings, _ = read(JA, "（単位：百万円、（）内は前年同期比増減率）", ("国内", "600<br>(2.0%)", "630<br>(5.0%)"), ("海外", "400<br>(△1.5%)", "380<br>(△5.0%)"))
    assert rates(readings) == [("国内", "change_yoy", "0.02"), ("国内", "change_yoy", "0.05"), ("海外", "change_yoy", "-0.015"), ("海外", "change_yoy", "-0.05")]


def test_english_words_say_what_stands_in_parentheses() -> None:
    caption = "(Millions of yen; figures in parentheses are percentages of net sales)"
    readings, _ = read(EN, caption, ("Net sales", "1,000<br>(100.0%)", "1,100<br>(100.0%)"), ("Operating profit", "80<br>(8.0%)", "99<br>(9.0%)"))
    assert [measure for _, measure, _ in rates(readings)] == ["common_size"] * 4


def test_percentages_that_nothing_explains_are_left_out_and_told() -> None:
    readings, codes = read(JA, "（単位：百万円）", ("国内", "600<br>(12.0%)", "630<br>(9.5%)"), ("海外", "400<br>(7.7%)", "380<br>(3.1%)"))
    assert [one.printed for one in readings] == ["600", "630", "400", "380"]
    assert codes.count("unnamed_rates") == 2


def test_a_row_named_by_a_change_is_of_the_item_above() -> None:
    readings, codes = read(JA, "（単位：百万円）", ("売上高", "1,000", "1,100"), ("前期比", "104.0%", "110.0%"), ("経常利益", "50", "49"), ("前期比", "90.0%", "98.0%"))
    assert rates(readings) == [("売上高", "change_yoy", "0.04"), ("売上高", "change_yoy", "0.1"), ("経常利益", "change_yoy", "-0.1"), ("経常利益", "change_yoy", "-0.02")]
    assert codes.count("ratio_to_earlier") == 2


def test_the_more_telling_of_two_words_says_what_changes_compare() -> None:
    readings, _ = read(JA, "（単位：百万円）", ("売上高", "1,000", "1,250"), ("成長率（前年同期比）", "4.0%", "25.0%"))
    assert rates(readings) == [("売上高", "change_yoy", "0.04"), ("売上高", "change_yoy", "0.25")]


def test_a_ratio_of_its_own_stays() -> None:
    readings, _ = read(JA, "（単位：百万円）", ("売上高", "1,000", "1,100"), ("営業利益率", "5.0%", "5.5%"))
    assert rates(readings) == [("営業利益率", "amount", "0.05"), ("営業利益率", "amount", "0.055")]


def test_a_percentage_below_another_is_a_part_of_it() -> None:
    readings, codes = read(JA, "（括弧内は間接所有割合）", ("議決権の所有割合", "100.0%<br>(67.1%)", "100.0%<br>(70.0%)"))
    assert [(one.printed, one.measure) for one in readings] == [("100.0%", "amount"), ("100.0%", "amount"), ("(67.1%)", "amount"), ("(70.0%)", "amount")]
    assert "unnamed_rates" not in codes
