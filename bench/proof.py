"""Identities tried and failed in each release, and how far its numbers are proved; every failure and every unproved statement amount is named."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.run_time import ROOT
from checks.identities.duplicate import MAIN
from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.result import Result
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from parsers.records import Check, Reading

VERDICTS = ("holds", "fails", "skipped")
SHOWN = 40
"""Lines of one list of numbers; the rest is counted."""


def releases() -> tuple[Drop, ...]:
    """The releases of TAIYAKU_RELEASES where that is set, else the samples."""
    return paths_to_drops([Path(os.environ.get("TAIYAKU_RELEASES") or ROOT / "raw")])


def run() -> str:
    """Five tables: identities, failures, coverage of all numbers, coverage of the statements' amounts, and what stays unproved there."""
    results = [normalize(drop, Settings()) for drop in releases()]
    return "\n\n".join(
        [
            "\n".join(identity_table(results)),
            "\n".join(failure_table(results)),
            "\n".join(coverage_table("all numbers", ((r.release.release_id, with_value(r.readings)) for r in results))),
            "\n".join(coverage_table("amounts of statements", by_statement(results))),
            "\n".join(line for result in results for line in unproved_amounts(result)),
        ]
    )


def identity_table(results: Iterable[Result]) -> Iterator[str]:
    """For each release and kind how many were tried and what came of it."""
    yield "| release | kind | tried | holds | fails | skipped |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for result in results:
        counts = Counter((check.kind, check.verdict) for check in result.checks)
        for kind in sorted({kind for kind, _ in counts}):
            own = [counts[kind, verdict] for verdict in VERDICTS]
            yield f"| {result.release.release_id} | {kind} | {sum(own)} | {' | '.join(map(str, own))} |"


def failure_table(results: Iterable[Result]) -> Iterator[str]:
    """Every identity that fails, with its figures and the numbers that are blamed for it."""
    yield "| failed | statement | expected | found | residual | numbers, ✗ contradicted | note |"
    yield "| --- | --- | ---: | ---: | ---: | --- | --- |"
    for result in results:
        readings = {reading.reading_id: reading for reading in result.readings}
        for check in result.checks:
            if check.verdict == "fails":
                yield failure_line(check, [readings[reading_id] for reading_id in check.reading_ids])


def failure_line(check: Check, members: Sequence[Reading]) -> str:
    """One failed identity."""
    shown = "; ".join(f"{'✗ ' if r.verdict == 'contradicted' else ''}{r.label} {r.printed} (line {r.line})" for r in members)
    figures = " | ".join("" if value is None else f"{value:,f}" for value in (check.expected, check.found, check.residual))
    return f"| {check.check_id} | {check.statement} | {figures} | {shown} | {check.note} |"


def coverage_table(what: str, groups: Iterable[tuple[str, Sequence[Reading]]]) -> Iterator[str]:
    """For each group of readings the shares of each verdict, and of two or more independent proofs."""
    yield f"| {what} | count | proved | with 2 proofs | supported | contradicted | unproved |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, readings in groups:
        verdicts = Counter(reading.verdict for reading in readings)
        twice = sum(reading.verdict == "proved" and reading.proofs >= 2 for reading in readings)
        counts = (verdicts["proved"], twice, verdicts["supported"], verdicts["contradicted"], verdicts["unproved"])
        yield f"| {name} | {len(readings)} | {' | '.join(share(count, len(readings)) for count in counts)} |"


def share(count: int, of: int) -> str:
    return f"{100 * count / of:.1f} %" if of else "-"


def by_statement(results: Sequence[Result]) -> Iterator[tuple[str, list[Reading]]]:
    """The amounts of each statement of each release, then all of each release."""
    for result in results:
        groups: dict[str, list[Reading]] = defaultdict(list)
        for reading in statement_amounts(result.readings):
            groups[reading.statement].append(reading)
        for statement, readings in sorted(groups.items()):
            yield f"{result.release.release_id}, {statement}", readings
        yield f"{result.release.release_id}, all statements", [reading for own in groups.values() for reading in own]


def with_value(readings: Iterable[Reading]) -> list[Reading]:
    """All but nil marks: nothing can be proved of those."""
    return [reading for reading in readings if reading.value is not None]


def statement_amounts(readings: Iterable[Reading]) -> list[Reading]:
    """The amounts that stand in a statement."""
    return [reading for reading in with_value(readings) if reading.measure == "amount" and reading.statement in MAIN]


def unproved_amounts(result: Result) -> Iterator[str]:
    """The statement amounts that are not proved, with the number of holding identities that they are in."""
    held = Counter(reading_id for check in result.checks if check.verdict == "holds" for reading_id in check.reading_ids)
    left = [reading for reading in statement_amounts(result.readings) if reading.verdict != "proved"]
    if left:
        yield f"{result.release.release_id}: {len(left)} statement amounts that are not proved"
    for reading in left[:SHOWN]:
        yield (
            f"- {reading.reading_id} line {reading.line} {reading.statement} {reading.label}: {reading.printed} {reading.unit} {reading.period_end}, "
            f"{reading.verdict}, in {held[reading.reading_id]} holding identities"
        )
    if len(left) > SHOWN:
        yield f"- and {len(left) - SHOWN} more"
