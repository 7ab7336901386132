"""The chance of so many clean sums, also where there are more of them than a float can count ways."""

from __future__ import annotations

from fractions import Fraction
from math import comb, isclose

import pytest

from checks.identities.footing import MOST_EXACT_HITS, chance_of_hits


def exactly(least: int, tried: int, each: Fraction) -> float:
    return float(sum(comb(tried, hits) * each**hits * (1 - each) ** (tried - hits) for hits in range(least, tried + 1)))


@pytest.mark.parametrize("tried", [MOST_EXACT_HITS, MOST_EXACT_HITS + 1, 1500])
@pytest.mark.parametrize(("share", "each"), [(0.0, 0.01), (0.02, 0.01), (0.4, 0.39), (0.5, 0.39), (0.95, 0.7)])
def test_the_chance_is_that_of_counting_it_out(tried: int, share: float, each: float) -> None:
    least = int(share * tried)
    assert isclose(chance_of_hits(least, tried, each), exactly(least, tried, Fraction(each)), rel_tol=1e-6, abs_tol=1e-300)


def test_what_no_float_can_hold_is_no_error() -> None:
    assert chance_of_hits(5_000, 5_000, 0.5) == 0.0
    assert chance_of_hits(0, 5_000, 0.01) == pytest.approx(1.0)
