"""当連結会計年度 in the section of another year, and what moved between a year's opening and closing column."""

from __future__ import annotations

import pytest

from parsers.about import About
from tests.parsers.made import Read, about, days, read

YEAR = about(end=days(None, "2024-03-31")[1], months=12)
HALF = about(end=days(None, "2024-09-30")[1], months=6)
SHARES = """株式に関する注記
{section}
１．発行済株式に関する事項

株式の種類\t当連結会計年度期首（株）\t増加（株）\t減少（株）\t当連結会計年度末（株）
普通株式\t121,603\t513\t300\t121,816
"""
PRIOR = SHARES.format(section="前連結会計年度（自 2022年4月1日 至 2023年3月31日）")
CURRENT = SHARES.format(section="当連結会計年度（自 2023年4月1日 至 2024年3月31日）")


def of(found: Read) -> dict[str, tuple[object, object]]:
    return {one.printed: (one.period_start, one.period_end) for one in found.readings}


@pytest.mark.parametrize("known", [YEAR, HALF], ids=["of the year after", "of the half after"])
def test_under_the_heading_of_a_year_this_year_is_that_year(known: About) -> None:
    found = of(read(PRIOR, known))
    assert found["121,603"] == days(None, "2022-03-31")
    assert found["513"] == found["300"] == days("2022-04-01", "2023-03-31")
    assert found["121,816"] == days(None, "2023-03-31")


def test_under_the_heading_of_the_reports_year_it_is_the_reports() -> None:
    found = of(read(CURRENT, YEAR))
    assert (found["121,603"], found["513"], found["121,816"]) == (days(None, "2023-03-31"), days("2023-04-01", "2024-03-31"), days(None, "2024-03-31"))


def test_columns_that_tell_the_year_from_another_keep_their_own() -> None:
    text = PRIOR.replace("期首（株）\t増加（株）\t減少（株）\t当連結会計年度末（株）", "（千円）\t前連結会計年度（千円）").replace("\t513\t300\t", "\t")
    assert of(read(text, YEAR)) == {"121,603": days("2023-04-01", "2024-03-31"), "121,816": days("2022-04-01", "2023-03-31")}


def test_a_column_behind_the_closing_balance_is_no_movement() -> None:
    text = SHARES.format(section="変動の事由").replace("減少（株）\t当連結会計年度末（株）", "当連結会計年度末（株）\t摘要（株）")
    assert of(read(text, YEAR))["121,816"] == (None, None)


def test_a_day_behind_the_name_of_a_year_is_that_day() -> None:
    """前連結会計年度（2023年3月31日）: 取得原価 and 差額 of that day, whatever they are called."""
    text = "その他有価証券\n前連結会計年度（2023年3月31日）\n\n種類\t帳簿価額（百万円）\t取得原価（百万円）\t差額（百万円）\n株式\t936\t462\t474\n合計\t1,936\t1,462\t474\n"
    assert {(one.period_start, one.period_end) for one in read(text, YEAR).readings} == {days(None, "2023-03-31")}


def test_a_day_behind_the_name_of_a_year_over_a_column() -> None:
    text = "（貸借対照表関係）\n\n\t前連結会計年度（2023年3月31日）\t当連結会計年度（2024年3月31日）\n短期金銭債務\t124百万円\t132百万円\n計\t224百万円\t232百万円\n"
    assert [(one.period_start, one.period_end) for one in read(text, YEAR).readings] == 2 * [days(None, "2023-03-31"), days(None, "2024-03-31")]
