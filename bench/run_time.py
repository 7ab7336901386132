"""Seconds of `normalize()` alone for each release, and of `taiyaku run --plain` with its start-up."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5


def releases() -> tuple[Drop, ...]:
    """The text releases of TAIYAKU_RELEASES where that is set, else the samples."""
    folder = Path(os.environ.get("TAIYAKU_RELEASES") or ROOT / "raw")
    return paths_to_drops(sorted(folder.glob("*.txt")))


def run() -> str:
    """Medians of wall and processor time."""
    drops = releases()
    rows = ["| what | wall s | cpu s |", "| --- | ---: | ---: |"]
    for drop in drops:
        normalize(drop, Settings())
        rows.append(_row(f"normalize() {drop.release_id}", [_timed(drop) for _ in range(ROUNDS)]))
    rows.append(_row(f"taiyaku run --plain, {len(drops)} releases", [_command(drops) for _ in range(ROUNDS)]))
    return "\n".join(rows)


def _row(what: str, times: list[tuple[float, float]]) -> str:
    wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
    return f"| {what} | {wall:.2f} | {cpu:.2f} |"


def _timed(drop: Drop) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    normalize(drop, Settings())
    return time.perf_counter() - wall, time.process_time() - cpu


def _command(drops: tuple[Drop, ...]) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "flows.command.cli", "run", "--plain", "--out", out, *(str(drop.path) for drop in drops)]
        before, wall = os.times(), time.perf_counter()
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        after = os.times()
        return time.perf_counter() - wall, after.children_user + after.children_system - before.children_user - before.children_system
