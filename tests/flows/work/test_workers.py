"""Workers: whatever a document does costs one release and no more."""

import os
import queue
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from flows.pipeline.settings import Settings
from flows.store.folders import LocalFolder, OutputError
from flows.store.state import read_state
from flows.store.store import read_rows
from flows.work import worker
from flows.work.workers import Worker, WorkerPool, default_workers
from parsers.errors import TaiyakuError
from tests.flows.releases import job

QUICK = Settings(seconds=4, memory=1 << 28)
"""A busy machine needs some time even for a release that is quickly read."""


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("hang", "timeout", "not done after 4 s"),
        ("spin", "timeout", "not done after 4 s"),
        ("crash", "crashed", "SIGABRT"),
        ("leave", "crashed", "status 7"),
        ("swell", "memory", "took more than 256 MB"),
        ("fail", "internal_error", "ZeroDivisionError: division by zero in a stage (flows/hostile_worker.py:"),
    ],
)
def test_a_document_that_misbehaves_costs_one_release(tmp_path: Path, name: str, code: str, said: str) -> None:
    out = str(tmp_path / "out")
    with WorkerPool("tests.flows.hostile_worker") as pool:
        pool.run(job(tmp_path / "first.txt", ""), out, QUICK)  # from the second job on a worker has no spare time to start in
        bad = pool.run(job(tmp_path / f"{name}.txt"), out, QUICK).state
        after = pool.run(job(tmp_path / "empty.txt", ""), out, QUICK).state
    assert (bad.status, bad.reason_code) == ("quarantined", code)
    assert said in str(bad.reason)
    assert after.reason_code == "empty"
    (finding,) = read_rows(LocalFolder(tmp_path / "out"), "findings", name)
    assert finding["code"] == code


def test_an_internal_error_leaves_its_traceback(tmp_path: Path) -> None:
    with WorkerPool("tests.flows.hostile_worker") as pool:
        pool.run(job(tmp_path / "fail.txt"), str(tmp_path / "out"), QUICK)
    log = (tmp_path / "out" / "state" / "fail.log").read_text()
    assert "Traceback" in log
    assert "ZeroDivisionError" in log


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    with WorkerPool("tests.flows.hostile_worker") as pool:
        assert pool.run(job(tmp_path / "chatter.txt"), str(tmp_path / "out"), QUICK).state.release_id == "chatter"


def test_a_closed_pool_does_nothing_until_it_is_opened_again(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    with WorkerPool() as pool:
        pool.run(job(tmp_path / "a.txt", ""), out, QUICK)
        pool.close()
        with pytest.raises(TaiyakuError, match="the run was ended"):
            pool.run(job(tmp_path / "b.txt", ""), out, QUICK)
        pool.reopen()
        assert pool.run(job(tmp_path / "c.txt", ""), out, QUICK).state.reason_code == "empty"
    assert read_state(LocalFolder(tmp_path / "out"), "b") is None


def test_an_output_that_cannot_be_written_is_an_error_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with WorkerPool() as pool, pytest.raises(OutputError, match="cannot be written"):
        pool.run(job(tmp_path / "a.txt"), str(tmp_path / "out"), QUICK)


def test_a_worker_ends_with_its_parent_in_the_middle_of_a_document(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        from pathlib import Path
        from flows.pipeline.settings import Settings
        from flows.work.workers import Worker
        from tests.flows.releases import job
        worker = Worker("tests.flows.hostile_worker")
        print(worker.process.pid, flush=True)
        worker.run(job(Path({str(tmp_path)!r}) / "spin.txt"), {str(tmp_path)!r}, Settings())
        """
    )
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=root) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        time.sleep(1.5)
        parent.send_signal(signal.SIGKILL)
    assert ends_within(worker, 5)


def ends_within(process: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_pool_keeps_its_workers_and_ends_them() -> None:
    with WorkerPool() as pool, pool._lend() as first:
        pass
    assert first.process.poll() is not None
    with pytest.raises(Exception, match="the run was ended"), pool._lend():
        pass


def test_a_state_is_written_before_it_is_told(tmp_path: Path) -> None:
    worker = Worker()
    try:
        state = worker.run(job(tmp_path / "a.txt", ""), str(tmp_path / "out"), QUICK).state
    finally:
        worker.stop()
    assert read_state(LocalFolder(tmp_path / "out"), "a") == state


@pytest.mark.parametrize(("jobs", "most"), [(1, 1), (3, 1), (100, os.cpu_count() or 1)])
def test_few_jobs_take_one_worker(jobs: int, most: int) -> None:
    assert default_workers(jobs) == most


def test_an_idle_worker_imports_its_readers_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.0)
    monkeypatch.setattr(worker, "load_readers", lambda: loaded.append(True))
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    assert worker.next_request(requests) is None
    assert loaded == [True]
    requests.put("{}")
    assert worker.next_request(requests) == "{}"
    assert loaded == [True]
