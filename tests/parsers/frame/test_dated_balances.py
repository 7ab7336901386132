"""Days that labels name, and what moved between two balances in the header."""

from __future__ import annotations

import pytest

from tests.parsers.made import about, days, read

YEAR = about(end=days(None, "2024-03-31")[1], months=12)
TAX = """繰延税金資産
当連結会計年度（自 2023年4月1日 至 2024年3月31日）
（単位：百万円）

\t2023年4月1日\t{middle}\tその他の包括利益として認識\t2024年3月31日
退職後給付\t107\t45\t3\t155
固定資産\t20\t△4\t－\t16
"""


def of(text: str, label: str) -> dict[str, tuple[object, object]]:
    return {one.printed: (one.period_start, one.period_end) for one in read(text, YEAR).cells(label)}


def test_what_moved_between_two_balances_is_of_the_period_over_them() -> None:
    found = of(TAX.format(middle="損益として認識"), "退職後給付")
    assert found["107"] == days(None, "2023-03-31")
    assert found["155"] == days(None, "2024-03-31")
    assert found["45"] == found["3"] == days("2023-04-01", "2024-03-31")
    assert of(TAX.format(middle="損益として認識"), "固定資産")["△4"] == days("2023-04-01", "2024-03-31"), "whatever the row is called"


OTHER_END = TAX.replace("2024年3月31日\n退", "2024年6月30日\n退")
NO_PERIOD = TAX.replace("当連結会計年度（自 2023年4月1日 至 2024年3月31日）\n", "")


@pytest.mark.parametrize("text", [OTHER_END, NO_PERIOD], ids=["another end", "no period over it"])
def test_where_the_balances_are_not_its_ends_the_others_stay_open(text: str) -> None:
    assert of(text.format(middle="損益として認識"), "退職後給付")["45"] == (None, None)


CAPITAL = """発行済株式総数、資本金等の推移

年月日\t資本金増減額（百万円）\t資本金残高（百万円）
2022年1月21日（注）\t300\t30,637
2023年11月21日（注）\t120\t30,757
"""


def test_what_happened_on_a_day() -> None:
    found = {one.printed: (one.period_start, one.period_end) for one in read(CAPITAL, YEAR).readings}
    assert found["300"] == days("2022-01-21", "2022-01-21")
    assert found["30,637"] == days(None, "2022-01-21")


def test_days_under_another_head_stay_open() -> None:
    assert {one.period_end for one in read(CAPITAL.replace("年月日\t", "項目\t"), YEAR).readings} == {None}


OWN = """自己株式の取得等の状況

区分\t株式数（株）\t価額の総額（円）
当事業年度前における取得自己株式\t900\t9,100
当事業年度における取得自己株式\t1,200\t12,100
当事業年度の末日現在の未行使割合（％）\t33.5\t26.6
当期間における取得自己株式\t40\t410
"""


def test_a_label_that_begins_with_a_period() -> None:
    assert of(OWN, "当事業年度における取得自己株式")["1,200"] == days("2023-04-01", "2024-03-31")
    assert of(OWN, "当事業年度の末日現在の未行使割合")["33.5"] == days(None, "2024-03-31")
    assert of(OWN, "当事業年度前における取得自己株式")["900"] == of(OWN, "当期間における取得自己株式")["40"] == (None, None)
