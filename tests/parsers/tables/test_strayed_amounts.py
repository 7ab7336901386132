"""Amounts that stand in the column of shares."""

from __future__ import annotations

from tests.perturb.score import read_back

HEAD = "2024年3月期 決算短信（連結）\n\nセグメント別売上高（2023年4月1日～2024年3月31日）\n（単位：百万円）\n\n\t売上高\t\n"


def printed(*rows: str) -> list[tuple[str, str, str]]:
    readings, _ = read_back((HEAD + "\n".join(rows) + "\n").encode(), "segments.txt")
    return [(one.label, one.printed, one.unit) for one in readings]


SHARED = ("精密部品\t24,750\t(60.0%)", "工作機械\t16,500\t(40.0%)", "合計\t41,250\t(100.0%)")


def test_an_amount_without_a_share_is_no_share() -> None:
    assert printed(*SHARED, "調整額\t\t△120")[-1] == ("調整額", "△120", "JPY")


def test_a_share_without_an_amount_stays() -> None:
    assert printed(*SHARED, "その他\t\t(0.4%)")[-1] == ("その他", "(0.4%)", "pure")
