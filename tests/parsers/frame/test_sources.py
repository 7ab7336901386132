"""The words behind each dimension, and what a frame is called."""

from __future__ import annotations

import pytest

from parsers.frame.sources import by_numbers, frame_of, innermost
from parsers.records import Source
from tests.parsers.made import read

TEXT = "業績の推移\n(単位：百万円)\n\n\t2023年3月期\t2024年3月期\n売上高\t41,250\t43,870\n従業員数（人）\t120\t130\n"


def test_the_innermost_words_of_each_dimension() -> None:
    found = read(TEXT)
    sales, staff = found.cells("売上高")[1], found.cells("従業員数")[0]
    assert {one.dimension: one.by for one in sales.sources} == {"period": "header", "unit": "caption", "scale": "caption"}
    assert {one.text for one in sales.sources} == {"2024年3月期", "(単位：百万円)"}
    assert next(one for one in staff.sources if one.dimension == "unit").by == "row"
    assert (sales.frame, staff.frame) == ("printed", "printed")


def test_a_unit_in_the_cell() -> None:
    found = read(TEXT.replace("43,870", "438億円"))
    assert next(one for one in found.cells("売上高")[1].sources if one.dimension == "unit").by == "cell"


def test_nothing_gives_an_unknown_unit() -> None:
    found = read(TEXT.replace("(単位：百万円)\n", ""))
    sales = found.cells("売上高")[0]
    assert (sales.unit, sales.frame) == ("unknown", "open")
    assert "unit" not in {one.dimension for one in sales.sources}


def test_a_label_gives_no_unit_but_in_brackets() -> None:
    found = read("Balance sheet\n(Millions of yen)\n\n\tMarch 31, 2023\tMarch 31, 2024\nAccounts receivable\t120\t130\nAccounts payable\t90\t95\n")
    assert {one.by for one in found.cells("Accounts receivable")[0].sources if one.dimension in ("unit", "scale")} == {"caption"}


ROW, CAPTION = Source("unit", "人", "row"), Source("unit", "百万円", "caption")


def test_one_source_a_dimension() -> None:
    assert innermost([(), (ROW,), (CAPTION, Source("period", "FY2024", "caption"))]) == (ROW, Source("period", "FY2024", "caption"))


@pytest.mark.parametrize(
    ("sources", "unit", "dated", "placement", "frame"),
    [
        ((ROW, Source("period", "FY2024", "caption")), "JPY", True, "printed", "printed"),
        ((ROW,), "JPY", True, "printed", "inferred"),
        ((ROW,), "unknown", True, "printed", "open"),
        ((ROW,), "JPY", False, "inferred", "open"),
        ((ROW,), "JPY", True, "inferred", "inferred"),
        (by_numbers(["period"]), "JPY", True, "printed", "inferred"),
    ],
)
def test_frames(sources: tuple[Source, ...], unit: str, dated: bool, placement: str, frame: str) -> None:
    assert frame_of(sources, unit, dated, placement) == frame


SPANNED = """Consolidated Statements of Income
(Millions of yen)

                      Three months ended June 30,
                        2004          2003
Revenues               1,200         1,100
Costs                    700           650
Gross profit             500           450
"""


def test_the_words_over_a_run_of_columns_give_each_its_period() -> None:
    found = read(SPANNED)
    for label in ("Revenues", "Gross profit"):
        for one in found.cells(label):
            assert {source.dimension: source.by for source in one.sources}["period"] == "header"
            assert one.frame == "printed"


def test_a_unit_that_stands_in_another_cell_only_is_no_word_at_the_number() -> None:
    """千円 behind the first number of a column is likely that of the others, and nothing says so."""
    found = read("貸借対照表関係\n\n\t2023年3月31日\t2024年3月31日\n土地\t120千円\t130千円\n建物\t90\t95\n")
    first, other = (found.cells(label)[0] for label in ("土地", "建物"))
    assert (first.unit, first.value, first.frame) == ("JPY", 120_000, "printed")
    assert (other.unit, other.value, other.frame) == ("JPY", 90_000, "inferred")
