"""taiyaku in operation, with a real Prefect server: drops, sweeps, kills, cancels. Run by `make test-server`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.server import free_port
from tests.flows.conftest import ROOT

pytestmark = pytest.mark.server

SAMPLE = ROOT / "raw" / "sample-english-quarter.txt"
PATIENCE = 120.0


def wait_for(what: Callable[[], Any], said: str, seconds: float = PATIENCE) -> Any:
    """What `what` gives, as soon as it is true."""
    until = time.monotonic() + seconds
    while not (value := what()):
        assert time.monotonic() < until, f"waited {seconds:g} s for {said}"
        time.sleep(0.2)
    return value


class Service:
    """A `taiyaku up` in a folder of its own."""

    def __init__(self, folder: Path, home: Path, port: int) -> None:
        self.folder, self.api = folder, f"http://127.0.0.1:{port}/api"
        self.began = datetime.now(UTC).isoformat()
        self.raw, self.out = folder / "raw", folder / "normalized"
        self.log = folder / f"up-{time.monotonic_ns()}.log"
        environment = os.environ | {"TAIYAKU_HOME": str(home), "PYTHONPATH": str(ROOT), "PREFECT_LOGGING_LEVEL": "WARNING"}
        environment.pop("PREFECT_API_URL", None)
        command = [sys.executable, "-m", "flows.cli", "up", "--port", str(port), "--sweep", "60"]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        wait_for(lambda: "watching" in self.log.read_text() or self.process.poll() is not None, "taiyaku up")
        assert self.process.poll() is None, self.log.read_text()

    def ask(self, path: str, body: object) -> Any:
        request = urllib.request.Request(f"{self.api}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def runs(self, name: str = "") -> list[dict[str, Any]]:
        """The runs of this service, first come first; the database knows those of others too."""
        found = self.ask("flow_runs/filter", {"sort": "START_TIME_ASC"})
        return [run for run in found if run["name"].startswith(name) and run["created"] >= self.began]

    def run_ended(self, name: str) -> dict[str, Any]:
        """The one run of a name, when it has ended."""
        ends = ("COMPLETED", "FAILED", "CANCELLED")
        (run,) = wait_for(lambda: [run for run in self.runs(name) if run["state_type"] in ends], f"the end of {name}\n{self.log.read_text()[-2000:]}")
        return dict(run)

    def start(self, deployment: str, name: str, **parameters: Any) -> str:
        """The id of a new run of a deployment."""
        with urllib.request.urlopen(f"{self.api}/deployments/name/taiyaku/{deployment}", timeout=30) as answer:
            found = json.load(answer)
        body = {"name": name, "parameters": {"name": name, **parameters}, "state": {"type": "SCHEDULED"}}
        return str(self.ask(f"deployments/{found['id']}/create_flow_run", body)["id"])

    def states(self) -> set[str]:
        return {path.stem for path in (self.out / "state").glob("*.json")} if self.out.exists() else set()

    def written_at(self) -> dict[str, int]:
        """When each release was committed; one that is being written has no commit."""
        times = {}
        for path in (self.out / "state").glob("*.json"):
            with suppress(FileNotFoundError):
                times[path.stem] = path.stat().st_mtime_ns
        return times

    def rewritten(self, before: dict[str, int]) -> dict[str, int]:
        return {name: time_ for name, time_ in self.written_at().items() if time_ != before[name]}

    def processes(self) -> list[int]:
        """Flow runs and workers that were started, directly or not, by this service."""
        found = []
        for line in subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()[1:]:
            pid, parent, arguments = line.split(None, 2)
            found.append((int(pid), int(parent), arguments))
        family = {self.process.pid}
        for _ in range(4):
            family |= {pid for pid, parent, _ in found if parent in family}
        return [
            pid
            for pid, _, arguments in found
            if pid in family and ("prefect" in arguments or "flows.worker" in arguments) and "flows.cli" not in arguments
        ]

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=60) == 0, self.log.read_text()[-3000:]


@contextmanager
def service(folder: Path, home: Path, port: int) -> Iterator[Service]:
    running = Service(folder, home, port)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.end()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder, made once: a new database takes ten seconds."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


def drop(service_or_folder: Service, name: str, text: str) -> None:
    """A copy that appears whole, by rename."""
    hidden = service_or_folder.folder / f"{name}.part"
    hidden.write_text(text, encoding="utf-8")
    (service_or_folder.raw / name).parent.mkdir(parents=True, exist_ok=True)
    os.rename(hidden, service_or_folder.raw / name)


@pytest.fixture(scope="module")
def text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


def test_drops_become_parquet_and_ctrl_c_ends_all_of_it(tmp_path: Path, home: Path, port: int, text: str) -> None:
    with service(tmp_path, home, port) as up:
        up.run_ended("sweep at start")
        shutil.copy(SAMPLE, up.raw / "a-file.txt")
        assert up.run_ended("drop a-file")["state_type"] == "COMPLETED"
        assert up.states() == {"a-file"}

        editions = up.folder / "editions"
        editions.mkdir()
        shutil.copy(SAMPLE, editions / "first.txt")
        shutil.copy(ROOT / "raw" / "sample-full-year.txt", editions / "second.txt")
        shutil.copytree(editions, up.raw / "a-folder")
        assert up.run_ended("drop a-folder")["state_type"] == "COMPLETED"
        assert json.loads((up.out / "state" / "a-folder.json").read_text())["status"] == "normalized"

        with open(up.raw / "slow.txt", "w", encoding="utf-8") as slow:
            for start in range(0, len(text), len(text) // 6 + 1):
                slow.write(text[start : start + len(text) // 6 + 1])
                slow.flush()
                time.sleep(0.5)
        up.run_ended("drop slow")
        assert (
            json.loads((up.out / "state" / "slow.json").read_text())["readings"]
            == json.loads((up.out / "state" / "a-file.json").read_text())["readings"]
        )

        for number in range(20):
            drop(up, f"burst-{number:02}.txt", text)
        burst = up.run_ended("20 drops: burst-00 to burst-19")
        assert burst["state_type"] == "COMPLETED"
        assert len([state for state in up.states() if state.startswith("burst")]) == 20

        (up.raw / "empty.txt").write_text("")
        red = up.run_ended("drop empty")
        assert (red["state_type"], red["state_name"]) == ("FAILED", "Quarantined")
        keys = {artifact["key"] for artifact in up.ask("artifacts/filter", {})}
        assert "summary" in keys
        assert [run["name"] for run in up.runs()] == [
            "sweep at start", "drop a-file", "drop a-folder", "drop slow", "20 drops: burst-00 to burst-19", "drop empty",
        ]  # fmt: skip
        family = up.processes()
    assert not [process for process in family if alive(process)]
    assert not answers(up.api)


def alive(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    return path.exists() and path.read_text().rpartition(")")[2].split()[0] != "Z"


def answers(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=2):
            return True
    except OSError:
        return False


def test_what_came_while_all_was_down_is_found_by_the_sweep(tmp_path: Path, home: Path, port: int, text: str) -> None:
    with service(tmp_path, home, port) as up:
        drop(up, "before.txt", text)
        wait_for(lambda: "before" in up.states(), "the drop")
    times = up.written_at()
    drop(up, "meanwhile.txt", text)
    with service(tmp_path, home, port) as again:
        wait_for(lambda: "meanwhile" in again.states(), "the sweep")
        assert {name: again.written_at()[name] for name in times} == times


def test_a_killed_backfill_goes_on_where_it_stopped(tmp_path: Path, home: Path, port: int, text: str) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(24):
        (tmp_path / "raw" / f"r{number:02}.txt").write_text(text, encoding="utf-8")
    with service(tmp_path, home, port) as up:
        wait_for(lambda: len(up.states()) == 24, "the sweep")
        wait_for(lambda: not [run for run in up.runs() if run["state_type"] in ("RUNNING", "PENDING")], "the end of the sweep")
        before = up.written_at()
        run = up.start("backfill", "backfill all", force=True, workers=1)
        wait_for(lambda: len(up.rewritten(before)) >= 5, "some releases")
        killed = [process for process in up.processes() if "prefect" in Path(f"/proc/{process}/cmdline").read_text()]
        for process in killed:
            os.kill(process, signal.SIGKILL)
        done = up.rewritten(before)
        assert len(done) < 24
        wait_for(lambda: next(r for r in up.runs("backfill all") if r["id"] == run)["state_name"] in ("Crashed", "AwaitingRetry"), "Crashed", 30)
        ended = up.run_ended("backfill all")
        assert (ended["state_type"], ended["run_count"]) == ("COMPLETED", 2)
        after = up.rewritten(before)
        assert len(after) == 24
        assert {name: after[name] for name in done} == done
        assert not list(up.out.rglob(".tmp-*"))


def test_a_cancelled_run_leaves_no_process(tmp_path: Path, home: Path, port: int, text: str) -> None:
    (tmp_path / "raw").mkdir()
    with service(tmp_path, home, port) as up:
        up.run_ended("sweep at start")
        idle = up.processes()
        raw = tmp_path / "elsewhere"
        raw.mkdir()
        for number in range(100):
            (raw / f"r{number:03}.txt").write_text(text, encoding="utf-8")
        run = up.start("backfill", "backfill some", paths=[str(raw)])
        wait_for(lambda: len(up.states()) >= 3, "some releases")
        assert len(up.processes()) > len(idle)
        up.ask(f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
        assert up.run_ended("backfill some")["state_type"] == "CANCELLED"
        wait_for(lambda: len(up.processes()) <= len(idle), "the end of its processes", 15)
        assert 3 <= len(up.states()) < 100


def test_the_run_of_the_command_line_stands_in_the_ui(tmp_path: Path, home: Path, port: int) -> None:
    environment = os.environ | {"TAIYAKU_HOME": str(home), "PYTHONPATH": str(ROOT)}
    environment.pop("PREFECT_API_URL", None)
    shutil.copytree(ROOT / "raw", tmp_path / "samples")
    command = [sys.executable, "-m", "flows.cli", "run", "samples"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "written to normalized" in done.stdout
    with service(tmp_path, home, port) as up:
        up.began = ""
        (run,) = up.runs("run samples")
        assert run["state_type"] == "COMPLETED"
        tasks = up.ask("task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
        assert {task["state_type"] for task in tasks} == {"COMPLETED"}
        assert {task["name"].split()[0] for task in tasks} == {"plan", "normalize", "compare", "tell", "write"}
        keys = {artifact["key"] for artifact in up.ask("artifacts/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})}
        assert keys >= {"summary", "differences", "contradicted", "review"}


def test_a_port_in_use_says_so(tmp_path: Path, home: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = os.environ | {"TAIYAKU_HOME": str(home), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "flows.cli", "up", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False
        )
    assert done.returncode == 1
    assert "is in use by another program; choose another with --port" in done.stderr


def test_a_dead_server_of_the_user_says_so(tmp_path: Path, home: Path) -> None:
    environment = os.environ | {"TAIYAKU_HOME": str(home), "PYTHONPATH": str(ROOT), "PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api"}
    command = [sys.executable, "-m", "flows.cli", "run", str(SAMPLE)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    assert done.returncode == 1
    assert "no Prefect server answers at" in done.stderr
    assert "--plain" in done.stderr
