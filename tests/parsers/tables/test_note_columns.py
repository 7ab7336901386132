"""Columns whose numbers are those of notes."""

from __future__ import annotations

import pytest

from tests.parsers.tables.test_stubs import cells, page


@pytest.mark.parametrize(("terms", "read"), [(("(注)3", "（注）４", ""), []), (("(注)3", "2年", ""), ["3"])], ids=["marks only", "a mark among others"])
def test_a_column_of_marks_is_no_column_of_numbers(terms: tuple[str, str, str], read: list[str]) -> None:
    found = page(
        "<th>氏名</th><th>任期</th><th>所有株式数（株）</th>", *(cells(name, term, shares) for name, term, shares in zip("甲乙丙", terms, ("2,000", "1,500", "900"), strict=True)),
        caption="2024年3月31日現在",
    )  # fmt: skip
    assert [one.printed for one in found.readings if one.header == ("任期",)] == read
    assert [one.printed for one in found.readings if one.unit == "shares"] == ["2,000", "1,500", "900"]
