"""Plan and throughput by simulation: 10,000 current releases planned, 1,000 normalized with and without Prefect.

The releases are the English sample with its figures moved by a release's own factor; TAIYAKU_BENCH_RELEASES makes them
fewer. Prefect's share is what a run through the flow takes of processor time beyond the same run without it.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from flows.drops import paths_to_drops
from flows.folders import LocalFolder
from flows.plan import make_plan
from flows.state import read_state, write_state

ROOT = Path(__file__).resolve().parent.parent
RELEASES = int(os.environ.get("TAIYAKU_BENCH_RELEASES") or 1000)
PLANNED = 10 * RELEASES
DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,])")


def make_releases(folder: Path, count: int) -> None:
    """Releases of one shape with figures of their own."""
    text = (ROOT / "raw" / "sample-english-quarter.txt").read_text(encoding="utf-8")
    folder.mkdir(parents=True)
    for number in range(count):
        moved = DIGITS.sub(lambda match: f"{int(match[0].replace(',', '')) + number:,}", text)  # noqa: B023
        (folder / f"release-{number:05}.txt").write_text(moved, encoding="utf-8")


def run() -> str:
    """A table: seconds, releases per second, processor time per release, peak memory early and late."""
    rows = ["| what | releases | wall s | per s | cpu ms a release | memory MB early, late |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_releases(folder / "raw", RELEASES)
        plain = _timed(lambda: _taiyaku(folder, "--plain", "--out", "plain"))
        rows.append(_row("taiyaku run --plain", *plain))
        flow = _timed(lambda: _taiyaku(folder, "--out", "flow"))
        rows.append(_row("taiyaku run", *flow))
        rows.append(f"| Prefect's part of the processor time, server included | | | | {100 * (1 - plain[1] / flow[1]):.0f} % | |")
        rows.append(_plan_row(folder))
    return "\n".join(rows)


def _plan_row(folder: Path) -> str:
    """A plan over ten copies of every release, all of them current."""
    out = LocalFolder(folder / "plain")
    raw = folder / "many"
    raw.mkdir()
    for number in range(PLANNED):
        source = folder / "raw" / f"release-{number % RELEASES:05}.txt"
        os.link(source, raw / f"copy-{number:05}.txt")
    drops = paths_to_drops([raw])
    states = {number: read_state(out, f"release-{number:05}") for number in range(RELEASES)}
    from dataclasses import replace

    for number, job in enumerate(make_plan(drops, LocalFolder(folder / "nothing")).jobs):
        state = states[number % RELEASES]
        assert state
        write_state(out, replace(state, release_id=job.drop.release_id, content=job.content))
    wall, cpu = time.perf_counter(), time.process_time()
    plan = make_plan(paths_to_drops([raw]), out)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert not plan.jobs
    return f"| plan, all current | {PLANNED} | {wall:.1f} | {PLANNED / wall:.0f} | {1000 * cpu / PLANNED:.2f} | |"


def _taiyaku(folder: Path, *arguments: str) -> None:
    environment = os.environ | {"TAIYAKU_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "flows.cli", "run", "raw", *arguments]
    subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)


def _timed(work: Callable[[], None]) -> tuple[float, float, list[float]]:
    """Wall and processor seconds of the whole machine's taiyaku processes, and memory samples in MB."""
    samples: list[float] = []
    over = threading.Event()
    thread = threading.Thread(target=_sample, args=(samples, over), daemon=True)
    thread.start()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter()
    work()
    wall = time.perf_counter() - wall
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    over.set()
    thread.join()
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + _server_seconds(samples), samples


SERVER: dict[str, float] = {}


def _server_seconds(samples: list[float]) -> float:
    """Processor time of the Prefect server of this run; it is no child of the command."""
    return SERVER.pop("seconds", 0.0) if samples else 0.0


def _sample(samples: list[float], over: threading.Event) -> None:
    """Adds up the memory of workers and command each second; remembers the server's processor time."""
    ticks = os.sysconf("SC_CLK_TCK")
    while not over.wait(1.0):
        total = 0.0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_text()
                if "flows.server" in command:
                    fields = (process / "stat").read_text().rpartition(")")[2].split()
                    SERVER["seconds"] = (int(fields[11]) + int(fields[12])) / ticks
                elif "flows.worker" in command or "flows.cli" in command:
                    total += int((process / "statm").read_text().split()[1]) * resource.getpagesize() / 1e6
            except OSError:
                continue
        samples.append(total)


def _row(what: str, wall: float, cpu: float, samples: list[float]) -> str:
    early, late = max(samples[: len(samples) // 4] or [0]), max(samples[-len(samples) // 4 :] or [0])
    return f"| {what} | {RELEASES} | {wall:.0f} | {RELEASES / wall:.1f} | {1000 * cpu / RELEASES:.0f} | {early:.0f}, {late:.0f} |"
