"""Columns explained by arithmetic alone, on rows of a real income statement (figures are facts)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parsers.placing.arithmetic import ColumnEvidence, Convention, change_agrees, classify_columns, header_relation, printed_interval
from parsers.table import Column
from tests.checks.tables import amount, change, share

ROWS = """
29908 3204046 33.3 3404016 32.2 -5.9 3236405 35.2 -1.0
7277 779544 8.1 776173 7.4 0.4 783589 8.5 -0.5
10497 1124596 11.7 913152 8.6 23.2 1080876 11.8 4.0
52584 5633292 58.5 5560970 52.6 1.3 5637259 61.4 -0.1
26966 2888936 30.0 3683978 34.9 -21.6 2549379 27.7 13.3
10370 1110927 11.5 1318630 12.5 -15.8 998621 10.9 11.2
89920 9633155 100.0 10563578 100.0 -8.8 9185259 100.0 4.9
2201 235837 2.4 -566520 -5.4 -141.6 -829760 -9.0 -128.4
-545 -58354 -0.6 -1375338 -13.0 -95.8 -49945 -0.5 16.8
"""
MATRIX = [[Decimal(token) for token in line.split()] for line in ROWS.strip().splitlines()]
BARE = tuple(Column(number) for number in range(1, 10))


@pytest.mark.parametrize(
    ("number", "kind", "base", "compared", "base_row", "convention"),
    [
        (1, "translation", 2, None, None, ""),
        (3, "common_size", 2, None, 6, ""),
        (5, "common_size", 4, None, 6, ""),
        (6, "change", 2, 4, None, "signed"),
        (8, "common_size", 7, None, 6, ""),
        (9, "change", 2, 7, None, "signed"),
    ],
)
def test_every_column_is_explained(number: int, kind: str, base: int, compared: int | None, base_row: int | None, convention: str) -> None:
    found = classify_columns(MATRIX, BARE)[number - 1][0]
    assert (found.kind, found.base, found.compared, found.base_row, found.convention) == (kind, base, compared, base_row, convention)
    assert found.credible
    assert found.disagree <= 1


def test_the_yen_columns_are_no_change_and_no_share_of_each_other() -> None:
    for number in (2, 4, 7):
        found = classify_columns(MATRIX, BARE)[number - 1]
        assert {evidence.kind for evidence in found} <= {"translation"}


def test_a_misprint_does_not_hide_the_relation() -> None:
    torn = [list(row) for row in MATRIX]
    torn[1][2] = Decimal("88.1")
    found = classify_columns(torn, BARE)[2][0]
    assert (found.kind, found.base, found.disagree) == ("common_size", 2, 1)


def test_random_columns_are_not_explained() -> None:
    rows = [[Decimal(a), Decimal(b), Decimal(c)] for a, b, c in ((152, 98, "3.1"), (871, 12, "7.7"), (33, 640, "1.9"), (420, 77, "9.2"))]
    assert classify_columns(rows, BARE[:3]) == ((), (), ())


def test_the_rate_of_a_translation_is_solved() -> None:
    low, high = classify_columns(MATRIX, BARE)[0][0].constant or (Decimal(0), Decimal(0))
    assert Decimal("107.12") < low <= Decimal("107.13") <= high < Decimal("107.14")


@pytest.mark.parametrize(
    ("rate", "later", "earlier", "conventions"),
    [
        ("-8.8", "9633155", "10563578", {"signed", "absolute", "magnitude"}),
        ("-141.6", "235837", "-566520", {"signed"}),
        ("141.6", "235837", "-566520", {"absolute"}),
        ("28.2", "-2136513", "-1666669", {"signed", "magnitude"}),
        ("-28.2", "-2136513", "-1666669", {"absolute"}),
        ("91.2", "9633155", "10563578", {"ratio"}),
        ("4.0", "9633155", "10563578", set()),
    ],
)
def test_conventions_of_a_change(rate: str, later: str, earlier: str, conventions: set[str]) -> None:
    change_, new, old = (printed_interval(Decimal(text), "half_up") for text in (rate, later, earlier))
    every: tuple[Convention, ...] = ("signed", "absolute", "magnitude", "ratio")
    assert {name for name in every if change_agrees(change_, new, old, name)} == conventions


def test_a_short_table_is_held_to_its_header() -> None:
    columns = (amount(1), amount(2), change(3, 1, 2))
    believed = header_relation([[Decimal(156), Decimal(432), Decimal("-63.9")]], columns[2], columns)
    assert isinstance(believed, ColumnEvidence)
    assert (believed.base, believed.compared) == (1, 2)
    assert header_relation([[Decimal(1004), Decimal(943), Decimal("9.8")]], columns[2], columns) is None
    assert header_relation([[Decimal(1), Decimal(2)]], columns[0], columns) is None
    assert share(1).measure == "common_size"
