"""The year on the cover of an annual report, for the sections whose tables it is prescribed for."""

from __future__ import annotations

import pytest

from tests.parsers.made import Read, days, read

COVER = (
    """【提出書類】 有価証券報告書
【提出日】 2024年6月20日
【事業年度】 第31期（自 2023年4月1日 至 2024年3月31日）
"""
    + "当社は機械を製造しております。\n" * 90
)
"""Further down than the period of a section reaches."""
SUBSIDIARIES = "４【関係会社の状況】\n(1) 連結子会社\n\n\t資本金（百万円）\t議決権の所有割合（％）\n甲社\t300\t100.0\n乙社\t120\t51.0\n"
PAY = "② {}\n\n\t報酬等の総額（百万円）\t固定報酬（百万円）\n取締役\t597\t245\n監査役\t24\t24\n"
CATEGORIES = "役員区分ごとの報酬等の総額、報酬等の種類別の総額及び対象となる役員の員数"


def of(found: Read, printed: str) -> tuple[object, object]:
    (reading,) = (one for one in found.readings if one.printed == printed)
    return reading.period_start, reading.period_end


def test_subsidiaries_are_those_of_the_last_day() -> None:
    found = read(COVER + SUBSIDIARIES)
    assert of(found, "300") == of(found, "51.0") == days(None, "2024-03-31")
    source = next(one for reading in found.readings for one in reading.sources if one.dimension == "period")
    assert (source.text, source.by) == ("【事業年度】 第31期(自 2023年4月1日 至 2024年3月31日)", "document")
    assert found.codes.count("period_of_report") == 1
    assert "unknown_period" not in found.codes


def test_what_officers_were_paid_is_of_the_year() -> None:
    assert of(read(COVER + PAY.format(CATEGORIES)), "597") == days("2023-04-01", "2024-03-31")


@pytest.mark.parametrize(
    "text",
    [
        COVER + PAY.format("役員報酬の算定方法"),
        COVER + PAY.format(CATEGORIES + "の見込"),
        COVER.replace("有価証券報告書", "臨時報告書") + SUBSIDIARIES,
        COVER + SUBSIDIARIES.replace("関係会社の状況", "投資の状況"),
    ],
    ids=["another heading", "not yet paid", "no annual report", "another section"],
)
def test_elsewhere_the_period_stays_unknown_and_is_told(text: str) -> None:
    found = read(text)
    assert {reading.period_end for reading in found.readings} == {None}
    assert "unknown_period" in found.codes
    assert "period_of_report" not in found.codes
