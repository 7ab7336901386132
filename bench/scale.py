"""Plan, throughput, memory and Prefect's share by simulation.

10,000 releases are planned when all are current; 1,000 small releases (the first tables of the bilingual sample in both
languages, typeset) and 100 of real size (the whole of it) are normalized with `taiyaku run --plain` and as a flow run.
Prefect's part is what its server takes and what the command itself takes beyond a plain run, less what a flow run tells
(the artifacts' texts, the review pages); the workers do the same in both. TAIYAKU_BENCH_RELEASES makes all of them fewer.
Times are processor time unless they are called wall.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from flows.prefect.server import Server, using_server
from flows.review.run import write_run_pages
from flows.review.story import contradicted_numbers, differing_cells, summary_markdown
from flows.store.folders import LocalFolder
from flows.store.state import read_states, write_state
from flows.work.drops import paths_to_drops
from flows.work.plan import make_plan
from tests.typeset import DESCRIPTIONS, load, typeset

ROOT = Path(__file__).resolve().parent.parent
SMALL = int(os.environ.get("TAIYAKU_BENCH_RELEASES") or 1000)
REAL = max(1, SMALL // 10)
PLANNED = 10 * SMALL
PIECES = (slice(0, 10), slice(24, 30))
"""Of the bilingual sample's description: five Japanese tables and three English ones."""
SAMPLE_SECONDS = 0.5


@dataclass(frozen=True)
class Measured:
    wall: float
    command: float
    """Processor seconds of the command's own process."""
    workers: float
    server: float
    parent: tuple[float, ...]
    """MB of the command's own process, sample by sample."""
    worker: tuple[float, ...]
    """MB of the largest worker, sample by sample."""

    @property
    def cpu(self) -> float:
        return self.command + self.workers + self.server


def make_releases(folder: Path, count: int, *, small: bool) -> Path:
    """Releases that differ by a line of text."""
    galley = load(DESCRIPTIONS / "sample-bilingual-quarter.toml")
    if small:
        galley = replace(galley, pieces=tuple(piece for part in PIECES for piece in galley.pieces[part]))
    text = typeset(galley)
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"release-{number:05}.txt").write_text(f"Release {number}\n\n{text}", encoding="utf-8")
    return folder


def run() -> str:
    """Three tables: what a release costs, Prefect's share, memory early and late; then the plan."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TAIYAKU_HOME"] = str(folder / "home")
        os.environ.pop("PREFECT_API_URL", None)
        lines = [
            "| releases | way | wall s | releases a wall second | cpu ms a release | of which command, workers, server |",
            "| --- | --- | ---: | ---: | ---: | --- |",
        ]
        shares = [
            "| releases | Prefect ms a release | its share | once for a run, s | share of such a run in all |",
            "| --- | ---: | ---: | ---: | ---: |",
        ]
        memory = ["| MB, first to last tenth of a run | command | largest worker |", "| --- | --- | --- |"]
        with using_server() as server:
            for kind, count in (("small", SMALL), ("real size", REAL)):
                raw = make_releases(folder / kind / "raw", count, small=kind == "small")
                make_releases(folder / kind / "one", 1, small=kind == "small")
                plain, single = _timed(server, raw.parent, "raw", "--plain"), _timed(server, raw.parent, "one", "--plain", "--out", "one-plain")
                flow, single_flow = _timed(server, raw.parent, "raw", "--out", "flow"), _timed(server, raw.parent, "one", "--out", "one-flow")
                assert _bytes(raw.parent / "normalized") == _bytes(raw.parent / "flow")
                own, own_once = _told(raw.parent / "normalized"), _told(raw.parent / "one-plain")
                readings = read_states(LocalFolder(raw.parent / "flow"))[0].readings
                what = f"{count} {kind} ({readings} readings each)"
                for way, measured in (("plain", plain), ("flow", flow)):
                    parts = ", ".join(f"{1000 * part / count:.0f}" for part in (measured.command, measured.workers, measured.server))
                    lines.append(
                        f"| {what} | {way} | {measured.wall:.0f} | {count / measured.wall:.1f} | {1000 * measured.cpu / count:.0f} | {parts} |"
                    )
                    memory.append(f"| {what}, {way} | {_early_late(measured.parent)} | {_early_late(measured.worker)} |")
                once = single_flow.command + single_flow.server - single.command - own_once
                extra = flow.command + flow.server - plain.command - own
                each = (extra - once) / count
                shares.append(
                    f"| {what} | {1000 * each:.1f} | {100 * each / (flow.cpu / count):.1f} % | {once:.1f} | {100 * extra / flow.cpu:.1f} % |"
                )
        plan = _plan(folder / "small")
    return "\n\n".join(["\n".join(lines), "\n".join(shares), "\n".join(memory), plan])


def _bytes(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def _told(out: Path) -> float:
    """Processor seconds of what a flow run tells beyond a plain one: the artifacts' texts and the review pages."""
    folder = LocalFolder(out)
    states = read_states(folder)
    cpu = time.process_time()
    summary_markdown(states, 0, str(out))
    differing_cells(folder, states)
    contradicted_numbers(folder, states)
    write_run_pages(folder, states, [str(out.parent / "raw"), str(out.parent / "one")])
    return time.process_time() - cpu


def _plan(folder: Path) -> str:
    """A plan over ten links to every release, all of them current."""
    out, raw = LocalFolder(folder / "normalized"), folder / "many"
    raw.mkdir()
    for number in range(PLANNED):
        os.link(folder / "raw" / f"release-{number % SMALL:05}.txt", raw / f"copy-{number:05}.txt")
    states = read_states(out)
    for number, job in enumerate(make_plan(paths_to_drops([raw]), LocalFolder(folder / "nothing")).jobs):
        write_state(out, replace(states[number % SMALL], release_id=job.drop.release_id, content=job.content))
    wall, cpu = time.perf_counter(), time.process_time()
    plan = make_plan(paths_to_drops([raw]), out)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert not plan.jobs
    assert len(plan.current) == PLANNED
    return f"plan of {PLANNED} releases, all current: {cpu:.1f} s of processor time, {wall:.1f} s wall"


def _timed(server: Server, folder: Path, *arguments: str) -> Measured:
    """A `taiyaku run` in a process of its own: its time with that of its workers and of the server, and memory samples."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("PREFECT_API_URL")
    parent: list[float] = []
    worker: list[float] = []
    over = threading.Event()
    serving, wall = _cpu(server.process)[0], time.perf_counter()
    command = [sys.executable, "-m", "flows.command.cli", "run", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    thread = threading.Thread(target=_sample, args=(process.pid, parent, worker, over), daemon=True)
    thread.start()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    wall = time.perf_counter() - wall
    own, workers = _cpu(process.pid)
    assert process.wait() == 0
    over.set()
    thread.join()
    return Measured(wall, own, workers, _cpu(server.process)[0] - serving, tuple(parent), tuple(worker))


def _cpu(process: int | None) -> tuple[float, float]:
    """Seconds that a process, running or just ended, has used itself, and those of its children that it saw end."""
    fields = [int(field) / os.sysconf("SC_CLK_TCK") for field in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]]
    return fields[0] + fields[1], fields[2] + fields[3]


def _sample(command: int, parent: list[float], worker: list[float], over: threading.Event) -> None:
    """Appends the memory of the command and of its largest worker, until `over` is set."""
    while not over.wait(SAMPLE_SECONDS):
        try:
            children = Path(f"/proc/{command}/task/{command}/children").read_text().split()
            children += [child for thread in Path(f"/proc/{command}/task").iterdir() for child in (thread / "children").read_text().split()]
            workers = [child for child in children if "flows.work.worker" in Path(f"/proc/{child}/cmdline").read_text()]
            parent.append(_megabytes(command))
            worker.append(max(map(_megabytes, workers), default=0.0))
        except OSError:
            continue


def _megabytes(process: int | str) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def _early_late(samples: tuple[float, ...]) -> str:
    """The largest of each tenth of the samples."""
    tenths = [samples[len(samples) * part // 10 : len(samples) * (part + 1) // 10] for part in range(10)]
    return " ".join(f"{max(tenth):.0f}" for tenth in tenths if tenth)
