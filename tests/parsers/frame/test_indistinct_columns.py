"""Columns that say the same over other numbers, dollars whose yen are found by their rate, brackets that are no minus."""

from __future__ import annotations

from decimal import Decimal

from tests.parsers.made import days, read

SEGMENTS = """Segment Information
Six months ended September 30, 2006
(Millions of yen)

Measuring Medical Other
Sales 40,000 25,000 5,000
Operating expenses 36,000 23,300 6,000
Operating income 4,000 1,700 (1,000)
"""


def test_columns_that_nothing_tells_apart_lose_their_period_and_are_told() -> None:
    found = read(SEGMENTS)
    assert all(reading.period_end is None for reading in found.readings)
    assert "same_columns" in found.codes
    assert found.codes.count("unknown_period") == len(found.readings)


def test_columns_of_the_same_numbers_may_say_the_same() -> None:
    found = read("Balance Sheets (Millions of yen)\n\nMarch 31, 2006 March 31, 2006\nCash 1,200 1,200\nReceivables 300 300\nTotal assets 1,500 1,500\n")
    assert "same_columns" not in found.codes


def test_dollars_belong_to_the_yen_of_one_rate() -> None:
    found = read(
        "Balance Sheets\n\nAs of March 31, 2006 As of March 31, 2007\nThousands of JPY % Thousands of U.S. Dollars Thousands of JPY %\n"
        "Cash 13,700,000 27.4 114,407 13,500,000 28.4\nReceivables 11,300,000 22.6 101,695 12,000,000 25.3\n"
        "Property 25,000,000 50.0 186,441 22,000,000 46.3\nTotal assets 50,000,000 100.0 402,543 47,500,000 100.0\n"
    )
    dollars = found.cell("Cash", "114,407")
    assert (dollars.unit, dollars.period_start, dollars.period_end) == ("USD", *days(None, "2007-03-31"))


def test_brackets_around_every_rate_are_no_minus_where_negatives_have_a_mark() -> None:
    table = "連結業績（百万円）\n\n\t2005年3月期\t増減率\n売上高\t2,400\t(14.3)\n営業利益\t△85\t(△40.0)\n経常利益\t80\t(166.7)\n"
    found = read(table)
    assert [reading.value for reading in found.readings if reading.unit == "pure"] == [Decimal("0.143"), Decimal("-0.4"), Decimal("1.667")]
    found = read(table.replace("△85", "(85)").replace("(△40.0)", "(40.0)"))
    assert [reading.value for reading in found.readings if reading.unit == "pure"] == [Decimal("-0.143"), Decimal("-0.4"), Decimal("-1.667")]
