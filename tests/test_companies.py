"""Releases of random companies: every number is read as it was meant, and none that is right is called wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from tests.companies import RandomRelease, random_release
from tests.typeset import golden

SEEDS = (0, 3, 5, 9, 12, 19, 33, 53, 102, 171, 238)
"""In every style, rounding and scale; 171 and 238 once made a sum of an overview's unlike rows, 53 and 102 repeat two headers over three periods."""


def written(made: RandomRelease, folder: Path) -> Path:
    for name, text in made.documents:
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("seed", SEEDS)
def test_right_numbers_are_read_and_not_contradicted(seed: int, tmp_path: Path) -> None:
    made = random_release(seed)
    result = normalize(paths_to_drops([], whole=[written(made, tmp_path)])[0], Settings())
    meant = Counter((row["measure"], row["unit"], row["period_end"], row["printed"]) for row in golden(made.galley))
    read = Counter((r.measure, r.unit, str(r.period_end), r.printed) for r in result.readings)
    assert read == meant
    assert [check for check in result.checks if check.verdict == "fails"] == []
    assert [reading for reading in result.readings if reading.verdict == "contradicted"] == []


def test_a_wrong_total_is_contradicted(tmp_path: Path) -> None:
    """The same check of a release whose total assets are off by a million of its units says so."""
    made = random_release(3)
    name, text = made.documents[0]
    total = next(row["printed"] for row in golden(made.galley) if row["label"] == "資産合計" and row["statement"] == "balance_sheet" and row["unit"] == "JPY")
    wrong = f"{int(total.replace(',', '')) + 1_000_000:,}"
    (tmp_path / name).write_text(text.replace(total, wrong), encoding="utf-8")
    result = normalize(paths_to_drops([], whole=[tmp_path])[0], Settings())
    assert wrong in {reading.printed for reading in result.readings if reading.verdict == "contradicted"}
