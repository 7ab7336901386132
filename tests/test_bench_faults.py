"""The seeded slips of the benchmark: they change what they say they change, and their outcome tells right from wrong."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from bench.faults.kinds import KINDS, digit_lost, digits_swapped, faults, thousandfold
from bench.faults.outcome import Clean, judge
from bench.faults.source import Source, locate
from bench.seeded_faults import clean, typeset

SAMPLE = Path(__file__).parent.parent / "raw" / "sample-full-year.txt"


@cache
def sample() -> tuple[Source, Clean]:
    return clean(SAMPLE)


def test_every_reading_is_found_where_it_is_printed() -> None:
    source, _ = sample()
    assert len(source.cells) == len(source.result.readings)
    assert all(source.lines[cell.line][cell.start : cell.end] == cell.printed for cell in source.cells)


@pytest.mark.parametrize("seed", [1, 3])
def test_every_reading_of_a_random_page_is_found(seed: int, tmp_path: Path) -> None:
    source = locate(typeset(seed, tmp_path))
    assert len(source.cells) == len(source.result.readings)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_slip_changes_the_page(kind: str) -> None:
    source, _ = sample()
    found = [fault for both, most in ((True, 1), (False, 2)) for fault in islice(faults(source, kind, both, Random(1)), most)]
    assert len(found) == 2  # of one language alone
    assert not any(fault.both for fault in found)
    assert all(fault.lines != source.lines and len(fault.origin) == len(fault.lines) for fault in found)


def test_digits() -> None:
    assert digits_swapped("1,234.5", Random(1)) in {"2,134.5", "1,324.5", "1,243.5", "1,235.4"}
    assert digit_lost("1,234.5", Random(1)) in {"234.5", "134.5", "124.5", "123.5"}
    assert thousandfold("12.3", Random(1)) == "12,300.0"
    assert digit_lost("7", Random(1)) is None


def test_a_wrong_amount_of_a_statement_is_traced() -> None:
    source, identities = sample()
    fault = next(f for f in faults(source, "digit lost", False, Random(2)) if f.target.reading.statement == "balance_sheet")
    outcome = judge(source, identities, fault)
    assert outcome.detectable
    assert outcome.detected
    assert outcome.localised
    assert outcome.faulty == 1
    assert outcome.assured == ()


def test_nothing_is_noticed_where_nothing_is_wrong() -> None:
    source, identities = sample()
    fault = next(faults(source, "digit changed", False, Random(1)))
    outcome = judge(source, identities, type(fault)(fault.kind, False, fault.target, source.lines, tuple(range(len(source.lines)))))
    assert not outcome.detectable
    assert not outcome.detected
    assert outcome.faulty == outcome.further == 0
