"""前期比: against the year before or the quarter before, as the numbers say."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.frame.drafts import Draft
from parsers.frame.header_texts import apply_texts
from parsers.text.scanner import Scanner
from tests.parsers.made import about, read

YEAR = about(end=date(2024, 3, 31), months=12)
"""A release on a whole year, in which 前期比 is by itself against the year before."""


@pytest.mark.parametrize(
    ("header", "rates", "measure"),
    [
        ("4Q23\t3Q23\t前期比", ("50.0", "50.0"), "change_qoq"),
        ("FY2023\tFY2022\t前期比", ("50.0", "50.0"), "change_yoy"),
        ("4Q23\t3Q23\t前年同期比", ("50.0", "50.0"), "change_yoy"),
        ("4Q23\t3Q23\t前期比", ("12.0", "7.0"), "change_yoy"),
    ],
    ids=["the quarter before", "the year before", "words that say the year", "numbers that tell nothing"],
)
def test_previous_period(header: str, rates: tuple[str, str], measure: str) -> None:
    made = read(f"売上の概況（連結）\n\n（単位：百万円）\n\n\t{header}\n機械\t3,006\t2,004\t{rates[0]}%\n部品\t2,106\t1,404\t{rates[1]}%\n", YEAR)
    assert [cell.measure for cell in made.cells("機械")] == ["amount", "amount", measure]


def test_a_change_under_a_comparison_of_quarters_is_one() -> None:
    """前期比 under 前四半期比較."""
    draft = Draft(True)
    apply_texts(draft, ["前四半期比較", "前期比"], Scanner(YEAR))
    assert draft.measure == "change_qoq"


def test_a_difference_from_the_period_before() -> None:
    """前期比 between the same nine months of two years is against the year before."""
    made = read("業績（連結）\n\n（単位：百万円）\n\n\t2023年3月期第3四半期累計\t2024年3月期第3四半期累計\t前期比\n売上高\t30,100\t31,500\t1,400\n営業利益\t2,010\t1,890\t△120\n")
    assert [cell.measure for cell in made.cells("売上高")] == ["amount", "amount", "difference_yoy"]


def test_ratios_to_the_last_year_end_are_no_amounts() -> None:
    made = read("保険料\n（単位：億円、％）\n\n\t2023年3月末\t2024年3月末\t前年度末比\n個人保険\t11,230\t11,280\t100.4\n個人年金保険\t3,010\t2,990\t99.3\n合計\t14,240\t14,270\t100.2\n")
    assert [(cell.measure, cell.unit) for cell in made.cells("合計")][2] == ("change_yoy", "pure")
