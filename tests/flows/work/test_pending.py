"""What the machine did is no fault of a document: tried again alone, then pending, and what was committed stays."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyarrow import ArrowInvalid

from flows.pipeline.settings import Settings
from flows.review.story import summary_markdown
from flows.store.folders import LocalFolder
from flows.store.state import State, read_state, write_state
from flows.store.store import write_result
from flows.work.drops import paths_to_drops
from flows.work.plan import make_plan
from flows.work.starving import usage, was_kept_from_work
from flows.work.workers import Turns, Worker, WorkerLost, WorkerPool
from tests.flows.conftest import Taiyaku
from tests.flows.releases import RELEASE, RESULT, job

QUICK = Settings(seconds=4, memory=1 << 28)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def good_release(out: Path, name: str) -> dict[str, bytes]:
    """A release that an earlier run committed: its files."""
    write_result(LocalFolder(out), replace(RESULT, release=replace(RELEASE, release_id=name)), "an earlier content")
    return files(out)


@pytest.mark.parametrize(("name", "code"), [("killed", "killed"), ("terminated", "killed"), pytest.param("stopped", "busy", marks=pytest.mark.faults)])
def test_a_release_whose_worker_is_ended_from_outside_is_pending_and_keeps_its_files(tmp_path: Path, name: str, code: str) -> None:
    before = good_release(tmp_path / "out", name)
    with WorkerPool("tests.flows.hostile_worker") as pool:
        pool.run(job(tmp_path / "raw" / "first.txt", ""), str(tmp_path / "elsewhere"), QUICK)
        state = pool.run(job(tmp_path / "raw" / f"{name}.txt"), str(tmp_path / "out"), QUICK).state
    assert (state.status, state.reason_code) == ("pending", code)
    assert "run again" in str(state.reason)
    assert {name: data for name, data in files(tmp_path / "out").items() if ".lock-" not in name} == before
    plan = make_plan(paths_to_drops([tmp_path / "raw" / f"{name}.txt"]), LocalFolder(tmp_path / "out"))
    assert len(plan.jobs) == 1


@pytest.mark.parametrize("name", ["killedonce", "swellonce"])
def test_a_release_is_tried_again_alone(tmp_path: Path, name: str, text: str) -> None:
    with WorkerPool("tests.flows.hostile_worker") as pool:
        state = pool.run(job(tmp_path / "raw" / f"{name}.txt", text), str(tmp_path / "out"), replace(QUICK, memory=Settings.memory)).state
    assert state.status == "normalized"
    assert state == read_state(LocalFolder(tmp_path / "out"), name)


def test_who_works_alone_works_alone() -> None:
    turns, at_work, most_beside = Turns(), set[int](), list[int]()

    def work(number: int, alone: bool) -> None:
        for _ in range(20):
            with turns.take(alone=alone):
                at_work.add(number)
                time.sleep(0.001)
                if alone:
                    most_beside.append(len(at_work))
                at_work.discard(number)

    threads = [threading.Thread(target=work, args=(number, number > 3)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert set(most_beside) == {1}


def test_a_fault_of_our_own_code_is_never_current(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path / "out")
    with WorkerPool("tests.flows.hostile_worker") as pool:
        state = pool.run(job(tmp_path / "raw" / "fail.txt"), str(folder.root), QUICK).state
    assert (state.status, state.reason_code) == ("quarantined", "internal_error")
    assert [job.drop.release_id for job in make_plan(paths_to_drops([tmp_path / "raw"]), folder).jobs] == ["fail"]


def test_an_error_while_a_release_is_made_leaves_the_last_one(tmp_path: Path) -> None:
    before = good_release(tmp_path, "r1")
    too_large = replace(RESULT, readings=(replace(RESULT.readings[0], value=Decimal(10) ** 40),))
    with pytest.raises(ArrowInvalid):
        write_result(LocalFolder(tmp_path), too_large, "new")
    assert files(tmp_path) == before


def test_a_pending_release_is_told_and_ends_the_run_with_3(tmp_path: Path, taiyaku: Taiyaku) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "r.txt").write_text("")
    with LocalFolder(tmp_path / "normalized").locked("r"):
        done = taiyaku("run", "--plain", "--seconds", "1")
    assert done.returncode == 3
    assert "pending r: locked: r.txt: another process holds" in done.stdout
    assert "run again when the other run is done" in done.stdout
    assert not (tmp_path / "normalized" / "state" / "r.json").exists()


def test_the_summary_of_a_run_names_what_is_pending() -> None:
    told = summary_markdown([State.pending("r", "killed: r.pdf: the worker was ended; run again")], 0, "out")
    assert "**0** normalized, **0** quarantined, **1** pending" in told
    assert "| r | killed | r.pdf: the worker was ended; run again |" in told


@pytest.fixture
def crowd() -> Iterator[list[subprocess.Popen[Any]]]:
    """Processes that keep one processor busy."""
    spinning = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\nwhile True: pass"
    processes = [subprocess.Popen([sys.executable, "-c", spinning], start_new_session=True) for _ in range(7)]
    yield processes
    for process in processes:
        process.kill()
        process.wait()


@pytest.mark.faults
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes are bound to a processor on Linux only")
def test_a_release_that_gets_no_processor_is_not_to_blame(tmp_path: Path, crowd: list[subprocess.Popen[Any]]) -> None:
    """The worker shares one processor with seven others: it gets an eighth of the time that it may take."""
    worker = Worker("tests.flows.hostile_worker")
    try:
        worker.run(job(tmp_path / "first.txt", ""), str(tmp_path / "out"), QUICK)
        os.sched_setaffinity(worker.process.pid, {min(os.sched_getaffinity(0))})
        with pytest.raises(WorkerLost, match="the machine kept its worker from working") as lost:
            worker.run(job(tmp_path / "spin.txt"), str(tmp_path / "out"), Settings(seconds=2))
    finally:
        worker.stop()
    assert len(crowd) == 7
    assert lost.value.code == "busy"


def test_usage_of_this_process() -> None:
    before = usage(os.getpid())
    if before is None:
        pytest.skip("this system does not say it")
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
    after = usage(os.getpid())
    assert after
    assert after.worked - before.worked >= 0.2
    assert not was_kept_from_work(before, after, 0.2)


def test_an_older_state_that_is_quarantined_for_the_machine_is_stale(tmp_path: Path) -> None:
    """Such as versions before pending wrote; whatever the reason, their files have no digests and are no states."""
    folder = LocalFolder(tmp_path / "out")
    good_release(tmp_path / "out", "r1")
    state = read_state(folder, "r1")
    assert state
    write_state(folder, replace(state, status="quarantined", reason="internal_error: said"))
    again = read_state(folder, "r1")
    assert again
    assert not again.is_made_of(again.content, again.version)
