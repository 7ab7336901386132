"""What the tests of flows/ share. The only place in tests/ that starts Prefect."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.prefect.server import free_port
from tests.flows.service import ROOT, SAMPLE, Service, alive, command, environment, family, make_releases, service, wait_for

Taiyaku = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def taiyaku(tmp_path: Path) -> Taiyaku:
    """Runs the command line in a process of its own, in an empty folder, with a data folder of its own."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "flows.command.cli", *map(str, arguments)]
        variables = os.environ | {"TAIYAKU_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "COLUMNS": "200"} | environment
        return subprocess.run(
            command, cwd=tmp_path, env=variables, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300, check=False
        )

    return run


@pytest.fixture(scope="session")
def text() -> str:
    """A release that is quickly read."""
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The `taiyaku up` that the server tests share: a start takes many seconds. It must end as a person would end it."""
    folder = tmp_path_factory.mktemp("up")
    with service(folder, folder / "home", free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def silenced(up: Service, text: str) -> tuple[str, set[int]]:
    """A run of the command line that was killed without a word: its id and its processes. Made first: it takes a while until it is missed."""
    make_releases(up.folder / "elsewhere", [f"silent-{number}.txt" for number in range(40)], text)
    arguments = ("run", "elsewhere", "--jobs", "1")
    with open(up.folder / "silenced.log", "wb") as log:
        process = subprocess.Popen(command(*arguments), cwd=up.folder, env=environment(up.home), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    wait_for(lambda: up.releases("silent"), "the first release of a run that will be killed")
    processes = family(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_for(lambda: not any(alive(one) for one in processes), "the end of the workers of a killed run", 60)
    assert len(up.releases("silent")) < 40
    (run,) = up.runs("run elsewhere")
    return str(run["id"]), processes
