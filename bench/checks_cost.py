"""What the checks cost: their share of `normalize()`, and how it grows with the size of a release and of a table."""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import flows.pipeline.normalize
from bench.run_time import releases
from checks.verdicts import prove
from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from parsers.table import Column, Table
from tests.checks.tables import DEC02, about, readings, table
from tests.companies import random_release

ROUNDS = 3
SIZES = (1, 4, 16)
SEEDS = (3, 15)
"""Companies of which releases are made: in one and in both languages, with all kinds of columns."""


def run() -> str:
    """Three tables: shares of the time, growth with a release, growth with a table."""
    gc.disable()  # as a worker does for the time of a job
    try:
        return "\n\n".join("\n".join(lines) for lines in (share_table(), release_table(), rows_table()))
    finally:
        gc.enable()


def share_table() -> Iterator[str]:
    """Processor seconds of normalize() and of the checks in it; aim: under a third."""
    yield "| release | readings | normalize() | place and prove | share |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for drop in releases():
        count, whole, checks = measured(drop)
        yield f"| {drop.release_id} | {count} | {whole:.3f} s | {checks:.3f} s | {100 * checks / whole:.0f} % |"


def release_table() -> Iterator[str]:
    """The statements of a company, and 4 and 16 times as many of other years with other figures."""
    yield "| statements of other years | readings | normalize() | place and prove | share | µs a reading |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for seed in SEEDS:
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                count, whole, checks = measured(made_larger(Path(folder), seed, size))
            share = f"{100 * checks / whole:.0f} % | {1e6 * checks / count:.0f}"
            yield f"| company {seed}, {size} times | {count} | {whole:.3f} s | {checks:.3f} s | {share} |"


def made_larger(folder: Path, seed: int, size: int) -> Drop:
    """A release of so many times the statements of a company: each time another company's, some years earlier."""
    drop = folder / f"company-{seed}"
    drop.mkdir()
    for copy in range(size):
        # A company that prints alike: the same manner, other accounts.
        made = random_release(seed, accounts=seed + 1000 * copy, years_back=3 * copy)
        for name, text in made.documents:
            (drop / f"{copy:02}-{name}").write_text(text, encoding="utf-8")
    return paths_to_drops([], whole=[drop])[0]


def measured(drop: Drop) -> tuple[int, float, float]:
    """Readings, and median processor seconds of normalize() and of the checks in it."""
    spent: list[float] = []
    wholes, parts, count = [], [], 0
    names = ("place_cells", "prove")
    patches = {name: timed(getattr(flows.pipeline.normalize, name), spent) for name in names}
    with mock.patch.multiple(flows.pipeline.normalize, **patches):
        for _ in range(ROUNDS):
            spent.clear()
            gc.collect()
            before = time.process_time()
            result = normalize(drop, Settings())
            wholes.append(time.process_time() - before)
            parts.append(sum(spent))
            count = len(result.readings)
    return count, statistics.median(wholes), statistics.median(parts)


def timed(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """The function, which writes down the processor time of each call."""
    def call(*arguments: Any) -> Any:
        before = time.process_time()
        try:
            return function(*arguments)
        finally:
            spent.append(time.process_time() - before)

    return call


def rows_table() -> Iterator[str]:
    """One table whose sections are repeated; and one long list of rows without any total, in which every sum is looked for in vain."""
    yield "| one table | readings | prove | µs a reading |"
    yield "| --- | ---: | ---: | ---: |"
    for what, make in (("sections with totals", sections), ("rows without totals", rows_alone)):
        for size in SIZES:
            source = make(20 * size)
            found = readings(source)
            times = []
            for _ in range(ROUNDS):
                before = time.process_time()
                prove("r", about(), [source], found, [], [])
                times.append(time.process_time() - before)
            seconds = statistics.median(times)
            yield f"| {what}, {size} times | {len(found)} | {seconds:.3f} s | {1e6 * seconds / len(found):.0f} |"


COLUMNS = (Column(1, unit="JPY"), Column(2, unit="JPY", period_end=DEC02))


def sections(rows: int) -> Table:
    """Sections of nine rows and their total."""
    lines = []
    for section in range(rows // 10):
        own = [(137 * (section + 3) * (at + 5) % 8999 + 1000, 211 * (section + 7) * (at + 2) % 8999 + 1000) for at in range(9)]
        lines += [f"項目{section}の{at} | {one} {two}" for at, (one, two) in enumerate(own)]
        lines.append(f"計{section} = | {sum(one for one, _ in own)} {sum(two for _, two in own)}")
    return table(COLUMNS, "\n".join(lines), "breakdown")


def rows_alone(rows: int) -> Table:
    """Rows of which none is a sum."""
    return table(COLUMNS, "\n".join(f"項目{at} | {at * at * 7919 % 99_991 + 3} {at * at * 104_729 % 99_991 + 11}" for at in range(rows)), "breakdown")
