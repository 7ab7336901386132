import pytest

from parsers.frame.torn_headers import is_torn
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
