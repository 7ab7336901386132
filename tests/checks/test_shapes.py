"""Statements that are right by construction: no identity may fail in them, however they round; broken, they must say so."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from parsers.records import Reading
from tests.checks.joined import prove
from tests.checks.shapes import Shape, random_shape
from tests.checks.tables import about, readings

SEEDS = range(120)


def proved(shape: Shape, found: tuple[Reading, ...]) -> tuple[list[str], list[str]]:
    """The ids that are contradicted, and those that are proved."""
    _, verdicts, _, _ = prove("r", about(rounding=shape.rounding, usd_rate=shape.rate), [shape.table], found, [], [])
    return [r.reading_id for r in verdicts if r.verdict == "contradicted"], [r.reading_id for r in verdicts if r.verdict == "proved"]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_right_is_contradicted(seed: int) -> None:
    shape = random_shape(seed)
    contradicted, _ = proved(shape, readings(shape.table))
    assert contradicted == []


def test_a_wrong_number_is_never_called_proved() -> None:
    """One amount of each statement, a thousand digits off: contradicted, or at least not proved."""
    false = []
    for seed in SEEDS:
        shape = random_shape(seed)
        clean = readings(shape.table)
        amounts = [r for r in clean if r.measure == "amount" and r.value and r.unit == "JPY"]
        victim = random.Random(seed).choice(amounts)
        step = Decimal(1000).scaleb(-(victim.decimals or 0))
        wrong = tuple(replace(r, value=r.value + step) if r is victim and r.value is not None else r for r in clean)
        _, right = proved(shape, wrong)
        false += [seed] if victim.reading_id in right else []
    assert false == []
