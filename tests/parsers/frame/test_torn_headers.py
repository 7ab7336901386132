from datetime import date

import pytest

from parsers.frame.torn_headers import is_torn, refuse_torn_periods
from parsers.printed import Chunk, Line
from parsers.table import Column
from tests.parsers.made import SCANNER


@pytest.mark.parametrize(
    ("member", "torn"),
    [
        ("当第2四半期自", True), ("自2023年4月1日至", True), ("至 2024年3月31日)", True),
        ("独自", False), ("自己株式", False), ("自動車", False), ("当連結会計期間(自 令和7年4月1日 至 令和8年3月31日)", False),
    ],
)  # fmt: skip
def test_half_of_a_period(member: str, torn: bool) -> None:
    assert is_torn(member, SCANNER) is torn


def test_half_of_a_period_that_strayed_to_the_title() -> None:
    header = "当連結会計年度（自 2023年4月1日 至 2024年3月31日）"
    column = Column(1, (header,), period_start=date(2023, 4, 1), period_end=date(2024, 3, 31))
    first = Line(1, 1, (Chunk("売上高", 0, 1),), "grid")
    kept, told = refuse_torn_periods([column], first, SCANNER, "連結損益計算書 前連結会計年度（自 2022年4月1日 至")
    assert (kept[0].period_end, [one.code for one in told]) == (None, ["torn_header"])
    assert refuse_torn_periods([column], first, SCANNER, f"連結損益計算書 {header}") == ([column], [])
