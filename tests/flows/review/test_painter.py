"""Pages are written within limits: a document that cannot be drawn costs its pictures, never the page, the run or Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from flows.pipeline.settings import UsageError
from flows.review import run
from flows.review.painter import Painter
from flows.review.run import write_run_pages
from flows.store.state import read_states
from tests.flows.review.pages import drop_release
from tests.flows.service import ROOT, alive, signals_as_in_a_terminal, wait_for

HOSTILE = "tests.flows.review.hostile_painter"


@pytest.mark.parametrize(("kind", "said"), [("hang", "not drawn after 4 s"), ("spin", "not drawn after 4 s"), ("swell", "took more than 2048 MB"), ("crash", "ended")])
def test_a_document_that_cannot_be_drawn_is_named_on_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, said: str) -> None:
    monkeypatch.setenv("TAIYAKU_HOME", f"/{kind}")
    folder, raw = drop_release(tmp_path)
    with Painter(folder.address, HOSTILE, seconds=4) as painter:
        assert painter.paint("r1", [str(raw)]) == "review/r1.html"
        page = (folder.read("review/r1.html") or b"").decode()
        assert f"r1.txt cannot be shown: {said}" in page.replace("the process that draws its documents ended", "ended")
        monkeypatch.setenv("TAIYAKU_HOME", "/good")
        painter.close()
        painter.paint("r1", [str(raw)])
    assert "cannot be shown" not in (folder.read("review/r1.html") or b"").decode()


def test_a_run_stands_whatever_a_page_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIYAKU_HOME", "/crash")
    monkeypatch.setattr(run, "Painter", lambda out: Painter(out, HOSTILE, seconds=4))
    folder, raw = drop_release(tmp_path)
    assert write_run_pages(folder, read_states(folder), [str(raw)]) == (("r1", "review/r1.html"), ("all releases", "review/index.html"))
    monkeypatch.setattr(run, "Painter", lambda out: Painter(out, "tests.flows.releases", seconds=4))  # a process that says nothing
    (one, _) = write_run_pages(folder, read_states(folder), [str(raw)])
    assert one == ("r1", "no page: r1: the process that draws its documents ended")


def test_an_unknown_release_is_a_usage_error(tmp_path: Path) -> None:
    folder, _ = drop_release(tmp_path)
    with Painter(folder.address) as painter, pytest.raises(UsageError, match="r2 is not in"):
        painter.paint("r2", [])


def test_ctrl_c_ends_a_page_that_draws_for_ever(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    script = textwrap.dedent(
        f"""
        from flows.review.painter import Painter
        with Painter({folder.address!r}, {HOSTILE!r}) as painter:
            import threading, time
            threading.Timer(1, lambda: print(painter._process.pid, flush=True)).start()
            painter.paint("r1", [{str(raw)!r}])
        """
    )
    environment = os.environ | {"TAIYAKU_HOME": "/spin", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment, preexec_fn=signals_as_in_a_terminal) as process:
        assert process.stdout
        drawing = int(process.stdout.readline())
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) != 0
    wait_for(lambda: not alive(drawing), "the end of the process that draws", 5)
