"""Brackets that are no minus."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.parsers.made import Read, read

HEAD = "見本株式会社\n業績の推移\n(単位：百万円)\n\n\t2023年3月期\t2024年3月期\n"


def values(found: Read, label: str) -> list[Decimal | None]:
    return [reading.value and reading.value / (1000000 if reading.unit == "JPY" else 1) for reading in found.cells(label)]


ASIDES = ["（うち海外売上高）", "うち海外売上高", "[内、海外]", "(Overseas sales)", "Of which overseas"]


@pytest.mark.parametrize("label", ASIDES)
def test_an_aside_where_negatives_have_marks(label: str) -> None:
    found = read(HEAD + f"売上高\t41,250\t43,870\n{label}\t(12,300)\t(13,110)\n経常利益\t△120\t310\n")
    assert values(found, found.readings[2].label) == [12300, 13110]
    assert values(found, "経常利益") == [-120, 310]


@pytest.mark.parametrize("label", ASIDES)
def test_a_loss_in_brackets_stays_one_beside_other_losses_in_brackets(label: str) -> None:
    found = read(HEAD + f"売上高\t41,250\t43,870\n{label}\t(12,300)\t(13,110)\n経常利益\t(120)\t310\n")
    assert values(found, found.readings[2].label) == [-12300, -13110]


def test_a_mark_inside_of_brackets_is_a_minus() -> None:
    found = read(HEAD + "売上高\t41,250\t43,870\n（うち海外）\t(△300)\t(110)\n")
    assert values(found, found.readings[2].label) == [-300, 110]


def test_a_column_in_brackets_throughout() -> None:
    text = "従業員の状況\n2024年3月31日現在\n\n\t従業員数(人)\t臨時従業員数(人)\n通信\t4,980\t(320)\n計測\t1,200\t(41)\n増減\t△15\t(2)\n"
    assert [reading.value for reading in read(text).cells("通信")] == [4980, 320]
    sums = text.replace("従業員数(人)", "売上高(千円)").replace("臨時従業員数(人)", "営業利益(千円)").replace("臨時", "")
    assert [reading.value for reading in read(sums.replace("△15", "(15)")).cells("通信")] == [4980000, -320000]


def test_nobody_employs_less_than_none() -> None:
    text = "従業員の状況\n2024年3月31日現在\n\n\t従業員数(人)\t従業員数(人)\n通信\t4,980\t(320)\n計測\t1,200\t(41)\n増減\t(15)\t(2)\n"
    found = read(text)
    assert [reading.value for reading in found.cells("通信")] == [4980, 320]
    assert [reading.value for reading in found.cells("増減")] == [-15, -2]
