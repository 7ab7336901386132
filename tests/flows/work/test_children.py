"""Processes of Python that taiyaku starts: no code of drops, no credentials, no life after their parent."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from threading import Thread

import pytest

from flows.pipeline.settings import Settings
from flows.prefect.server import free_port
from flows.work.children import python_command, worker_environment
from flows.work.workers import WorkerPool
from tests.flows.releases import job
from tests.flows.service import ROOT, SAMPLE, Service, alive, taiyaku, wait_for

MODULES = ("resource", "queue", "gc", "regex", "lxml", "pyarrow", "prefect", "flows", "parsers", "uvicorn", "sitecustomize", "watchfiles")
"""Names of modules, of ours too, that a drop may have."""
CODE = "from pathlib import Path\nPath({ran!r}).open('a').write(__name__ + chr(10))\nraise SystemExit('code of a drop ran')\n"


def drop_modules(folder: Path) -> Path:
    """Puts drops that are named like modules into a folder; the file that they write when they run."""
    folder.mkdir(exist_ok=True)
    for name in MODULES:
        (folder / f"{name}.py").write_text(CODE.format(ran=str(folder.parent / "ran")))
    return folder.parent / "ran"


def test_a_drop_that_is_named_like_a_module_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = drop_modules(tmp_path / "raw")
    monkeypatch.chdir(tmp_path / "raw")
    monkeypatch.setenv("PYTHONPATH", f"{os.pathsep}.{os.pathsep}")
    shutil.copy(SAMPLE, tmp_path / "raw" / "sample.txt")
    with WorkerPool() as pool:
        state = pool.run(job(tmp_path / "raw" / "sample.txt", SAMPLE.read_text()), str(tmp_path / "out"), Settings()).state
    assert state.status == "normalized"
    assert not ran.exists()


def test_a_run_in_the_folder_of_the_drops(tmp_path: Path) -> None:
    """As the console script runs: it does not look for modules in the working folder."""
    ran = drop_modules(tmp_path / "raw")
    shutil.copy(SAMPLE, tmp_path / "raw" / "sample.txt")
    environment = os.environ | {"TAIYAKU_HOME": str(tmp_path / "home")}
    command = python_command("flows.command.cli", "run", ".", "--plain", "--out", str(tmp_path / "out"))
    done = subprocess.run(command, cwd=tmp_path / "raw", env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert "Traceback" not in done.stderr
    assert not ran.exists()
    assert (tmp_path / "out" / "readings" / "sample.parquet").exists()


@pytest.mark.server
def test_a_run_with_prefect_and_up_in_the_folder_of_the_drops(tmp_path: Path) -> None:
    """Prefect puts the working folder before all others when it looks for a flow's module."""
    ran = drop_modules(tmp_path)
    (tmp_path / "raw").mkdir()
    shutil.copy(SAMPLE, tmp_path / "raw" / "sample.txt")
    variables = {"PYTHONSAFEPATH": "1"}
    done = taiyaku(tmp_path, tmp_path / "home", "run", "raw", **variables)
    assert done.returncode == 0, done.stderr
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        up = Service(tmp_path, tmp_path / "home", free_port())
    finally:
        del os.environ["PYTHONSAFEPATH"]
    try:
        assert up.run_ended("sweep at start")["state_type"] == "COMPLETED"
        run = up.start("backfill", name="relative", paths=["raw"], out="other")
        assert up.run_ended("relative")["state_type"] == "COMPLETED", run
        assert (tmp_path / "other" / "readings" / "sample.parquet").exists()
    finally:
        up.end()
    assert not ran.exists()


def test_a_worker_gets_no_credentials() -> None:
    variables = {
        "PATH": "/bin", "LC_ALL": "C", "TAIYAKU_HOME": "/home", "OPENBLAS_CORETYPE": "x", "PYTHONPATH": f"{os.pathsep}lib{os.pathsep}/elsewhere/lib",
        "AWS_SECRET_ACCESS_KEY": "secret", "GITHUB_TOKEN": "secret", "PREFECT_API_KEY": "secret", "CMAP_PATH": "/x", "PYTHONSTARTUP": "/x",
    }
    plain, remote = (worker_environment(variables, remote=remote) for remote in (False, True))
    assert {name for name in variables if name in plain} == {"PATH", "LC_ALL", "TAIYAKU_HOME", "OPENBLAS_CORETYPE", "PYTHONPATH"}
    assert plain["PYTHONPATH"] == "/elsewhere/lib"
    assert set(remote) - set(plain) == {"AWS_SECRET_ACCESS_KEY"}


def test_a_worker_sees_what_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "secret")
    with WorkerPool() as pool, pool._lend() as worker:
        seen = Path(f"/proc/{worker.process.pid}/environ")
        if not seen.exists():
            pytest.skip("this system does not say it")
        wait_for(lambda: b"PYTHONSAFEPATH=1" in seen.read_bytes(), "the start of a worker", 30)
        assert b"SECRET_TOKEN" not in seen.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends a process with its parent on Linux only")
def test_a_worker_that_hears_nothing_ends_with_its_parent(tmp_path: Path) -> None:
    """It is stopped, as one that hangs in a library, and reads no end of its standard input."""
    script = textwrap.dedent(
        """
        import os, time
        from flows.work.workers import Worker
        from tests.flows.releases import job
        from flows.pipeline.settings import Settings
        from pathlib import Path
        worker = Worker()
        folder = Path(os.environ["FOLDER"])
        worker.run(job(folder / "a.txt", ""), str(folder / "out"), Settings())
        print(worker.process.pid, flush=True)
        time.sleep(60)
        """
    )
    variables = os.environ | {"FOLDER": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, env=variables) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        os.kill(worker, signal.SIGSTOP)
        parent.send_signal(signal.SIGKILL)
    wait_for(lambda: not alive(worker), "the end of a stopped worker", 10)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends a process with its parent on Linux only")
def test_a_worker_whose_parent_ended_before_it_began_ends_too() -> None:
    environment = worker_environment(os.environ, remote=False) | {"TAIYAKU_PARENT": "1"}
    with subprocess.Popen(python_command("flows.work.worker_start"), stdin=subprocess.PIPE, env=environment) as worker:
        assert worker.wait(60) == 0  # though nobody closes its standard input


def test_a_worker_outlives_the_thread_that_asked_for_it(tmp_path: Path) -> None:
    with WorkerPool() as pool:
        thread = Thread(target=pool.run, args=(job(tmp_path / "a.txt", ""), str(tmp_path / "out"), Settings()))
        thread.start()
        thread.join()
        time.sleep(0.3)
        assert pool._idle[0].process.poll() is None
