"""Intervals of printed numbers, after XBRL Calculations 1.1."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.placing.intervals import add, contains, divide, exactly, interval, last_digit, multiply, negate, overlaps

D = Decimal


@pytest.mark.parametrize(
    ("value", "decimals", "rounding", "low", "high"),
    [
        ("9633000000", -6, "half_up", "9632500000", "9633500000"),
        ("9633000000", -6, "down", "9633000000", "9634000000"),
        ("9633000000", -6, "unstated", "9632500000", "9634000000"),
        ("-905", 0, "half_up", "-905.5", "-904.5"),
        ("-905", 0, "down", "-906", "-905"),
        ("-905", 0, "unstated", "-906", "-904.5"),
        ("0.333", 3, "half_up", "0.3325", "0.3335"),
        ("0", 0, "down", "-1", "1"),
        ("0", 3, "unstated", "-0.001", "0.001"),
        ("25.83", 2, "down", "25.83", "25.84"),
    ],
)
def test_interval(value: str, decimals: int, rounding: str, low: str, high: str) -> None:
    assert interval(D(value), decimals, rounding) == (D(low), D(high))


def test_unknown_rounding_is_refused() -> None:
    with pytest.raises(ValueError, match="choices: half_up, down, unstated"):
        interval(D(1), 0, "up")


def test_last_digit() -> None:
    assert (last_digit(-6), last_digit(0), last_digit(3)) == (D(10) ** 6, D(1), D("0.001"))


def test_sums_and_signs() -> None:
    one, other = interval(D(10), 0, "half_up"), interval(D(-3), 0, "down")
    assert add([one, other]) == (D("5.5"), D("7.5"))
    assert add([]) == (D(0), D(0))
    assert negate(other) == (D(3), D(4))
    assert multiply(one, (D(-2), D(3))) == (D(-21), D("31.5"))
    assert divide(one, (D(2), D(4))) == (D("9.5") / 4, D("10.5") / 2)
    assert divide(one, (D(-1), D(1))) is None


def test_overlap_is_closed() -> None:
    assert overlaps((D(1), D(2)), (D(2), D(3)))
    assert not overlaps((D(1), D(2)), (D("2.001"), D(3)))
    assert contains(exactly(D(5)), D(5))


@given(st.integers(-(10**12), 10**12), st.integers(-6, 3), st.sampled_from(["half_up", "down", "unstated"]))
def test_true_value_lies_in_the_interval_of_its_print(thousandths: int, decimals: int, rounding: str) -> None:
    true = D(thousandths).scaleb(-3)
    mode = "ROUND_HALF_UP" if rounding == "half_up" else "ROUND_DOWN"
    printed = (true.scaleb(decimals)).quantize(D(1), mode).scaleb(-decimals)
    assert contains(interval(printed, decimals, rounding), true)
