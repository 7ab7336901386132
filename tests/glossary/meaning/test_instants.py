"""Stocks that only the concept knows as such."""

from __future__ import annotations

import pytest

from glossary.meaning.instants import with_instants
from glossary.terms.glossary import load_glossary
from parsers.records import Source
from tests.parsers.made import read

TEXT = "{title}\n(単位：百万円)\n\n\t2023年3月期\t2024年3月期\n{label}\t120\t130\n減価償却費\t10\t12\n"


@pytest.mark.parametrize(
    ("title", "label", "instant"),
    [("参考データ", "仕掛品", True), ("固定資産売却損の内訳", "ソフトウエア仮勘定", False), ("参考データ", "売上高", False), ("連結損益計算書", "仕掛品", False)],
)
def test_an_instant_by_its_concept(title: str, label: str, instant: bool) -> None:
    found = read(TEXT.format(title=title, label=label))
    mended = with_instants(found.tables, found.readings, load_glossary())
    first = mended[0]
    assert (first.period_start is None, first.period_end) == (instant, found.readings[0].period_end)
    assert any(one.by == "concept" and one.dimension == "period" for one in first.sources) is instant
    assert first.sources[:1] != (Source("period", "", "concept"),)
    assert mended[2:] == found.readings[2:]


def test_a_column_of_what_happened_to_the_item_is_no_instant() -> None:
    found = read("参考データ\n(単位：百万円)\n(自 2023年4月1日 至 2024年3月31日)\n\n\t減損損失\t期中平均\nソフトウエア仮勘定\t120\t130\n減価償却費\t10\t12\n")
    assert found.readings[0].period_start is not None
    assert with_instants(found.tables, found.readings, load_glossary())[0].period_start == found.readings[0].period_start


def test_a_total_of_balances_is_a_balance() -> None:
    found = read("参考データ\n(単位：百万円)\n\n\t2023年3月期\t2024年3月期\n仕掛品\t120\t130\n原材料及び貯蔵品\t10\t12\n合計\t130\t142\n")
    assert all(one.period_start is not None for one in found.cells("合計"))
    mended = [one for one in with_instants(found.tables, found.readings, load_glossary()) if one.label == "合計"]
    assert [(one.period_start, one.period_end) for one in mended] == [(None, one.period_end) for one in found.cells("合計")]
    assert all(one.sources[-1] == Source("period", "", "numbers") for one in mended)


@pytest.mark.parametrize("other", ["減価償却費", "売上高"])
def test_a_total_of_a_balance_and_a_flow_is_none(other: str) -> None:
    found = read(f"参考データ\n(単位：百万円)\n\n\t2023年3月期\t2024年3月期\n仕掛品\t120\t130\n{other}\t10\t12\n合計\t130\t142\n")
    mended = [one for one in with_instants(found.tables, found.readings, load_glossary()) if one.label == "合計"]
    assert all(one.period_start is not None for one in mended)
