"""A run is asked to end, or is killed: its workers end with it, nothing is left by half, and the next run goes on and tidies up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from flows.store.folders import ABANDONED_SECONDS, LocalFolder, is_left_behind, this_system
from flows.store.state import read_states
from tests.flows.conftest import Taiyaku
from tests.flows.service import ROOT, alive, command, environment, family, signals_as_in_a_terminal, wait_for

RELEASES = 16


def begin(folder: Path, text: str) -> subprocess.Popen[bytes]:
    """A run of many releases, in the middle of them."""
    (folder / "raw").mkdir()
    for number in range(RELEASES):
        (folder / "raw" / f"r{number:03}.txt").write_text(f"Release {number}\n\n{text}", encoding="utf-8")
    process = subprocess.Popen(
        command("run", "--plain", "--jobs", "2"), cwd=folder, env=environment(folder / "home"), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=signals_as_in_a_terminal,
    )  # fmt: skip
    wait_for(lambda: len(list((folder / "normalized" / "state").glob("*.json"))) > 2, "the first releases")
    return process


@pytest.mark.faults
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_whatever_ends_a_run_ends_its_workers_and_the_next_run_tidies_up(tmp_path: Path, text: str, kind: signal.Signals, taiyaku: Taiyaku) -> None:
    process = begin(tmp_path, text)
    processes = family(process.pid)
    assert len(processes) > 1
    process.send_signal(kind)
    assert process.wait(20) == (-signal.SIGKILL if kind == signal.SIGKILL else 130)
    wait_for(lambda: not [one for one in processes if alive(one)], "the end of the workers", 2.5)
    out = tmp_path / "normalized"
    assert len(read_states(LocalFolder(out))) < RELEASES
    (out / "facts" / f".tmp-{this_system()}-{process.pid}-0123abcd").write_bytes(b"half")
    (out / "state" / ".lock-r000").touch()
    assert taiyaku("run", "--plain").returncode == 0
    assert len(read_states(LocalFolder(out))) == RELEASES
    assert not [path for path in out.rglob("*") if path.name.startswith((".tmp-", ".lock-"))]


def test_what_another_process_writes_just_now_is_left_alone(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    mine, other = (tmp_path / f".tmp-{system}-{process}-00" for system, process in ((this_system(), os.getpid()), ("0" * 8, 1)))
    for path in (mine, other, tmp_path / ".tmp-4711-00"):
        path.write_bytes(b"half")
    with folder.locked("r1"):
        folder.sweep()
        assert list((tmp_path / "state").glob(".lock-r1"))
    assert len(list(tmp_path.glob(".tmp-*"))) == 3
    old = time.time() - ABANDONED_SECONDS - 60
    for path in (mine, other):
        os.utime(path, (old, old))
    folder.sweep()
    assert [path.name for path in tmp_path.glob(".tmp-*")] == [".tmp-4711-00"]
    assert not is_left_behind(f".tmp-{this_system()}-1-00", 0.0)  # there always is a process 1


@pytest.mark.parametrize("ending", ["in a finalizer", "plainly"])
def test_an_interrupt_that_python_drops_is_asked_for_again(ending: str) -> None:
    script = textwrap.dedent(
        """
        import os, signal, sys, time
        from flows.command.interrupts import end_alike

        class Last:
            def __del__(self):
                os.kill(os.getpid(), signal.SIGINT)
                for _ in range(1000):
                    pass

        end_alike()
        try:
            if sys.argv[1] == "in a finalizer":
                one = Last()
                del one
            else:
                os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(20)
        except KeyboardInterrupt:
            sys.exit(130)
        """
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script, ending], cwd=ROOT, preexec_fn=signals_as_in_a_terminal, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (130, "")
    assert time.monotonic() - began < 15


def test_a_signal_that_the_caller_ignores_stays_ignored() -> None:
    script = "import signal; from flows.command.interrupts import end_alike; end_alike(); print(signal.getsignal(signal.SIGHUP))"
    done = subprocess.run(["nohup", sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert str(int(signal.SIG_IGN)) in done.stdout or "SIG_IGN" in done.stdout
