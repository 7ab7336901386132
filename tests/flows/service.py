"""A `taiyaku up` in a folder of its own, seen from outside: its API, its processes, what it writes."""

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

from flows.prefect.server import ask

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "raw" / "sample-english-quarter.txt"
PATIENCE = 300.0
"""Seconds; a busy machine needs them, a quiet one never waits so long."""
ENDS = ("COMPLETED", "FAILED", "CANCELLED")


def wait_for(what: Callable[[], Any], said: str, seconds: float = PATIENCE) -> Any:
    """What `what` gives, as soon as it is true."""
    until = time.monotonic() + seconds
    while not (value := what()):
        assert time.monotonic() < until, f"waited {seconds:g} s for {said}"
        time.sleep(0.2)
    return value


def environment(home: Path, **more: str) -> dict[str, str]:
    """Variables for a process that uses no server but the one of this data folder."""
    variables = os.environ | {"TAIYAKU_HOME": str(home), "PYTHONPATH": str(ROOT), "PREFECT_LOGGING_LEVEL": "WARNING"}
    variables.pop("PREFECT_API_URL", None)
    return variables | more


def signals_as_in_a_terminal() -> None:
    """For a child process (preexec_fn): a test run that was started in the background ignores SIGINT, and so would its children."""
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, signal.SIG_DFL)


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "flows.command.cli", *map(str, arguments)]


def taiyaku(folder: Path, home: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command line, run to its end in a folder."""
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )


class Service:
    """A `taiyaku up` with drops in `raw` and the data set in `out`."""

    def __init__(self, folder: Path, home: Path, port: int, *, sweep_minutes: float = 600) -> None:
        self.folder, self.home, self.api = folder, home, f"http://127.0.0.1:{port}/api"
        self.began = datetime.now(UTC).isoformat()
        self.raw, self.out = folder / "raw", folder / "normalized"
        self.log = folder / f"up-{time.monotonic_ns()}.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command("up", "--port", str(port), "--sweep", str(sweep_minutes)),
                cwd=folder,
                env=environment(home),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        wait_for(lambda: "watching" in self.log.read_text() or self.process.poll() is not None, "taiyaku up")
        assert self.process.poll() is None, self.log.read_text()

    def ask(self, path: str, body: object = None) -> Any:
        """What the server's API answers; with a body it is posted."""
        return ask(f"{self.api}/{path}", body)

    def runs(self, name: str = "") -> list[dict[str, Any]]:
        """The runs since this service began whose names begin so, first come first."""
        found = self.ask("flow_runs/filter", {"sort": "START_TIME_ASC"})
        return [run for run in found if run["name"].startswith(name) and run["created"] >= self.began]

    def run_ended(self, name: str) -> dict[str, Any]:
        """The one run of a name, when it has ended."""
        (run,) = wait_for(lambda: [run for run in self.runs(name) if run["state_type"] in ENDS], f"the end of {name}\n{self.last_words()}")
        return dict(run)

    def run_state(self, run_id: str) -> dict[str, Any]:
        return dict(self.ask(f"flow_runs/{run_id}"))

    def start(self, deployment: str, **parameters: Any) -> str:
        """The id of a new run of a deployment, made as the UI makes one."""
        found = self.ask(f"deployments/name/taiyaku/{deployment}")
        return str(self.ask(f"deployments/{found['id']}/create_flow_run", {"parameters": parameters, "state": {"type": "SCHEDULED"}})["id"])

    def artifacts(self, run_id: str) -> set[str]:
        return {artifact["key"] for artifact in self.ask("artifacts/filter", {"flow_runs": {"id": {"any_": [run_id]}}})}

    def state(self, release_id: str) -> dict[str, Any]:
        """What was committed for a release."""
        return dict(json.loads((self.out / "state" / f"{release_id}.json").read_text()))

    def releases(self, beginning: str = "") -> set[str]:
        """The releases that are committed."""
        return {path.stem for path in (self.out / "state").glob(f"{beginning}*.json")}

    def written_at(self, beginning: str = "") -> dict[str, int]:
        """When each release was committed; one that is being written has no commit."""
        times = {}
        for path in (self.out / "state").glob(f"{beginning}*.json"):
            with suppress(FileNotFoundError):
                times[path.stem] = path.stat().st_mtime_ns
        return times

    def rewritten(self, before: dict[str, int]) -> dict[str, int]:
        """Those of `before` that were committed again, and when."""
        return {name: written for name, written in self.written_at().items() if name in before and written != before[name]}

    def processes(self) -> set[int]:
        """Flow runs and workers that were started, directly or not, by this service."""
        return {process for process in family(self.process.pid) if "flows.prefect.server" not in arguments(process)} - {self.process.pid}

    def last_words(self) -> str:
        return self.log.read_text()[-2000:]

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=PATIENCE) == 0, self.last_words()


@contextmanager
def service(folder: Path, home: Path, port: int, **options: Any) -> Iterator[Service]:
    running = Service(folder, home, port, **options)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.end()


def family(process: int) -> set[int]:
    """A process and all that it started, directly or not."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def arguments(process: int) -> str:
    """The command of a process; empty for one that has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def answers(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=2):
            return True
    except OSError:
        return False


def make_releases(folder: Path, names: list[str], text: str) -> None:
    """Files of one content that appear in a folder at once and whole, by rename."""
    hidden = folder.parent / f"{folder.name}-not-yet"
    hidden.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (hidden / name).write_text(text, encoding="utf-8")
    for name in names:
        os.rename(hidden / name, folder / name)


def make_editions(folder: Path) -> None:
    """A folder of two editions that appears at once and whole."""
    hidden = folder.parent.parent / f"{folder.name}-not-yet"
    shutil.copytree(ROOT / "raw" / "sample-editions", hidden)
    os.rename(hidden, folder)
