"""Cells with more than one number: each is a reading of its own, or the cell is reported."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.parsers.tables.test_stubs import YEARS, cells, page


def test_a_share_in_brackets_below_an_amount_is_a_row_of_its_own() -> None:
    found = page(f"<th></th>{YEARS}", cells("菓子", "24,750<br>(60.0%)", "26,322<br>(60.0%)"), cells("飲料", "16,500<br>(40.0%)", "17,548<br>(40.0%)"))
    assert [(one.label, one.printed, one.value) for one in found.readings if one.column == 1 and one.label == "菓子"] == [
        ("菓子", "24,750", Decimal(24_750_000_000)), ("菓子", "(60.0%)", Decimal("0.6")),
    ]  # fmt: skip


def test_a_label_names_what_stands_in_brackets() -> None:
    found = page(f"<th></th>{YEARS}", cells("従業員数（人）<br>〔外、平均臨時雇用者数〕", "1,204<br>〔320〕", "1,233<br>〔305〕"), caption="各期末現在")
    assert [(one.label, one.printed, one.unit, one.value) for one in found.readings if one.column == 2] == [
        ("従業員数", "1,233", "persons", 1233), ("[外、平均臨時雇用者数]", "〔305〕", "persons", 305),
    ]  # fmt: skip


def test_a_column_set_with_line_breaks_keeps_its_blank_first_line() -> None:
    found = page(f"<th></th>{YEARS}", cells("（資産の部）<br>流動資産<br>固定資産", "&nbsp;<br>120<br>83", "<br>127<br>△81"))
    assert [(one.label, one.printed) for one in found.readings] == [("流動資産", "120"), ("流動資産", "127"), ("固定資産", "83"), ("固定資産", "△81")]


def test_two_numbers_that_nothing_tells_apart_are_reported() -> None:
    found = page(f"<th></th>{YEARS}", cells("売上高", "400", "430"), cells("受注高", "500<br>510", "520"))
    assert [one.printed for one in found.cells("受注高")] == ["520"]
    assert "unreadable_cell" in found.codes


@pytest.mark.parametrize(("printed", "value", "marks"), [("※1,※3 14,078", 14078, ("1", "3")), ("6(注)1", 6, ("1",)), ("3,720<sup>2</sup>", 3720, ("2",))])
def test_marks_of_a_number(printed: str, value: int, marks: tuple[str, ...]) -> None:
    found = page(f"<th></th>{YEARS}", cells("売上高", "400", printed), cells("売上原価", "300", "310"))
    reading = found.cells("売上高")[1]
    assert (reading.value, reading.footnotes) == (value * 1_000_000, marks)


@pytest.mark.parametrize("printed", ["<del>43,780</del> 43,870", "<s>43,780</s><br>43,870", '<span style="text-decoration: line-through">43,780</span>43,870'])
def test_what_is_struck_out_is_reported_and_not_read(printed: str) -> None:
    found = page(f"<th></th>{YEARS}", cells("売上高", "41,250", printed))
    assert [one.printed for one in found.readings] == ["41,250", "43,870"]


def test_blanks_between_thousands() -> None:
    found = page(f"<th></th>{YEARS}", cells("営業CF", "2 310 000", "△415 000"), caption="（単位：千円）")
    assert [one.value for one in found.readings] == [2_310_000_000, -415_000_000]


def test_spans_as_browsers_read_them() -> None:
    found = page('<th rowspan="2;"></th><th colspan="2;">期間</th>', YEARS, cells("売上高", "41,250", "43,870"))
    assert [str(one.period_end) for one in found.readings] == ["2023-03-31", "2024-03-31"]
