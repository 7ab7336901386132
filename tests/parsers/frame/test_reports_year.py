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


EARNED = "主要な損益情報等\n\n\t甲社\t乙社\n売上高\t81,561百万円\t61,577百万円\n経常利益\t6,403百万円\t3,573百万円\n純資産額\t38,530百万円\t22,372百万円\n"


def test_what_a_subsidiary_earned_is_of_no_day() -> None:
    found = read(COVER + SUBSIDIARIES + "\n" + EARNED)
    assert of(found, "81,561百万円") == of(found, "38,530百万円") == (None, None), "its own year is printed nowhere"
    assert of(found, "300") == days(None, "2024-03-31")
    assert "unknown_period" in found.codes


def test_what_officers_were_paid_is_of_the_year() -> None:
    assert of(read(COVER + PAY.format(CATEGORIES)), "597") == days("2023-04-01", "2024-03-31")


FACILITIES = "２【主要な設備の状況】\n(1) 提出会社\n\n\t建物（百万円）\t土地（百万円）\n本社\t837\t190\n"
SPENT = "１【設備投資等の概要】\n\n\t設備投資額（百万円）\t前払額（百万円）\n機械\t583\t56\n部品\t48\t5\n"
REPAID = "リース債務（１年以内に返済予定のものを除く）の連結決算日後５年以内における返済予定額\n\n\t１年超２年以内（百万円）\t２年超３年以内（百万円）\nリース債務\t555\t444\n"
OFFICERS = "（２）【役員の状況】\n① 役員一覧\n\n\t所有株式数（株）\t兼任（社）\n代表取締役\t2,000\t3\n監査役\t1,400\t2\n"


def test_facilities_are_those_of_the_last_day_and_what_was_spent_on_them_is_of_the_year() -> None:
    assert of(read(COVER + FACILITIES), "837") == days(None, "2024-03-31")
    assert of(read(COVER + SPENT), "583") == days("2023-04-01", "2024-03-31")


def test_debts_to_be_repaid_are_of_the_last_day() -> None:
    assert of(read(COVER + REPAID), "555") == days(None, "2024-03-31")


def test_officers_hold_their_shares_on_the_day_of_filing() -> None:
    found = read(COVER + OFFICERS)
    assert of(found, "2,000") == days(None, "2024-06-20")
    assert of(found, "3") == (None, None), "the other columns are of no day"
    assert {source.text for reading in found.readings for source in reading.sources if source.dimension == "period"} == {"【提出日】 2024年6月20日"}
    assert of(read(COVER.replace("【提出日】 2024年6月20日\n", "") + OFFICERS), "2,000") == (None, None)


def test_a_row_that_names_the_day_of_filing() -> None:
    rows = "自己株式の取得の状況\n\n区分\t株式数（株）\t割合（％）\n取締役会での決議状況\t3,000\t10.0\n提出日現在の未行使分\t1,200\t4.0\n提出日の前月末現在の数\t1,300\t4.3\n"
    found = read(COVER + rows)
    assert of(found, "1,200") == days(None, "2024-06-20")
    assert of(found, "3,000") == of(found, "1,300") == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        COVER + PAY.format("役員報酬の算定方法"),
        COVER + PAY.format(CATEGORIES + "の見込"),
        COVER + FACILITIES.replace("主要な設備の状況", "設備の新設、除却等の計画"),
        COVER.replace("有価証券報告書", "臨時報告書") + SUBSIDIARIES,
        COVER + SUBSIDIARIES.replace("関係会社の状況", "投資の状況"),
    ],
    ids=["another heading", "not yet paid", "not yet built", "no annual report", "another section"],
)
def test_elsewhere_the_period_stays_unknown_and_is_told(text: str) -> None:
    found = read(text)
    assert {reading.period_end for reading in found.readings} == {None}
    assert "unknown_period" in found.codes
    assert "period_of_report" not in found.codes
