"""Cash-flow lines that later releases of one company really moved to other lines: found, and nothing else is called changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checks.comparatives import Printed, compare_releases
from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops

NAMES = ("iij-2003-05-20", "iij-2004-02-12", "iij-2004-11-11")
MOVED = {("2002-12-31", -52956000, -111975000), ("2003-09-30", 50490000, 97530000), ("2003-09-30", -73111000, -120151000)}


def test_the_reclassified_lines_are_found_and_no_other() -> None:
    folder = os.environ.get("TAIYAKU_RELEASES")
    if not folder:
        pytest.skip("set TAIYAKU_RELEASES to the folder of real releases")
    results = [normalize(drop, Settings()) for drop in paths_to_drops([Path(folder) / f"{name}.txt" for name in NAMES])]
    ends = {reading.reading_id: str(reading.period_end) for result in results for reading in result.readings}
    prints = [Printed(result.release, result.facts, result.readings) for result in results]
    pairs = compare_releases(prints)
    assert pairs == compare_releases(prints[::-1])
    assert {pair.kind for pair in pairs} == {"equal", "reclassification"}
    assert {(ends[pair.reading_id], pair.value, pair.other_value) for pair in pairs if pair.kind == "reclassification"} == MOVED
