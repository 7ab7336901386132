"""False alarms: releases and tables that are right by construction, in random shapes and ways of rounding; 0 numbers may be contradicted."""

from __future__ import annotations

import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from parsers.records import Check, Reading
from tests.checks.joined import prove
from tests.checks.shapes import random_shape
from tests.checks.tables import about, readings
from tests.companies import RandomRelease, random_release
from tests.typeset import golden

COUNT = int(os.environ.get("TAIYAKU_SHAPES", "1000"))
FIRST = int(os.environ.get("TAIYAKU_FIRST_SHAPE", "0"))
"""How many releases, and as many tables, from which seed on."""
SHOWN = 20


def run() -> str:
    """One row a trait: what was tried, what failed, how far it was proved; then what was called wrong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    alarms: list[str] = []
    for seed in range(FIRST, FIRST + COUNT):
        traits, found, alarmed = release_counts(seed)
        for trait in ("all releases", *traits):
            counts[trait].update(found)
        alarms += alarmed
        found, alarmed = table_counts(seed)
        counts["all single tables"].update(found)
        alarms += alarmed
    return "\n".join([*table(counts), "", *alarms[:SHOWN]])


def release_counts(seed: int) -> tuple[tuple[str, ...], Counter[str], list[str]]:
    """The traits of a random release, its counts, and its alarms."""
    made = random_release(seed)
    with tempfile.TemporaryDirectory() as folder:
        drop = Path(folder) / f"release-{seed}"
        drop.mkdir()
        for name, text in made.documents:
            (drop / name).write_text(text, encoding="utf-8")
        result = normalize(paths_to_drops([], whole=[drop])[0], Settings())
    counts, alarms = counted(f"release {seed}", result.readings, result.checks)
    counts["misread"] = misread(made, result.readings)
    return made.traits, counts, alarms


def table_counts(seed: int) -> tuple[Counter[str], list[str]]:
    """Counts and alarms of one random table that no reader had to read."""
    shape = random_shape(seed)
    found = readings(shape.table)
    checks, proved, _, _ = prove("r", about(rounding=shape.rounding, usd_rate=shape.rate), [shape.table], found, [], [])
    return counted(f"table {seed}", proved, checks)


def counted(name: str, found: Sequence[Reading], checks: Sequence[Check]) -> tuple[Counter[str], list[str]]:
    """Counts of a release's or table's numbers by verdict and of its identities, and what was called wrong in it."""
    valued = [reading for reading in found if reading.value is not None]
    failing = [check for check in checks if check.verdict == "fails"]
    counts = Counter(reading.verdict for reading in valued)
    counts += Counter(shapes=1, numbers=len(valued), tried=len(checks), failed=len(failing), alarmed=bool(counts["contradicted"]))
    alarms = [f"{name}: {check.kind} expected {check.expected}, found {check.found}, {check.note}: {', '.join(check.reading_ids)}" for check in failing]
    return counts, alarms


def misread(made: RandomRelease, found: Iterable[Reading]) -> int:
    """Numbers that the readers did not read as they were meant: what they mean is not the checks' matter."""
    def number(value: str) -> Decimal | None:
        return Decimal(value).normalize() if value else None

    meant = Counter((row["measure"], row["unit"], number(row["value"]), row["period_end"]) for row in golden(made.galley))
    read = Counter((r.measure, r.unit, None if r.value is None else r.value.normalize(), str(r.period_end)) for r in found)
    return (meant - read).total()


def table(counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    yield "| shapes | count | with alarms | numbers | contradicted | misread | identities | failed | proved | supported | unproved |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for trait in sorted(counts, key=lambda trait: (not trait.startswith("all"), trait)):
        own = counts[trait]
        plain = [own[name] for name in ("shapes", "alarmed", "numbers", "contradicted", "misread", "tried", "failed")]
        shares = [f"{100 * own[name] / own['numbers']:.1f} %" for name in ("proved", "supported", "unproved")]
        yield f"| {trait} | {' | '.join(map(str, (*plain, *shares)))} |"
