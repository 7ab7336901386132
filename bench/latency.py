"""From a finished copy into raw/ to Parquet on disk, with `taiyaku up` running: medians over ten drops, and where the time goes.

The watcher waits until a drop has stopped changing for SETTLED_SECONDS; the rest is noticing it, telling the server, and
the flow run up to its first Parquet file and its commit. Wall time, so that a busy machine shows.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.prefect.server import free_port
from flows.work.watch import SETTLED_SECONDS

ROOT = Path(__file__).resolve().parent.parent
DROPS = 10
SAMPLE = ROOT / "raw" / "sample-bilingual-quarter.txt"
STEPS = ("complete and noticed", "flow run begins", "first Parquet file", "committed")
LONGEST = 300.0


def run() -> str:
    """A table: seconds after the end of the copy, median and all."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        environment = os.environ | {"TAIYAKU_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
        environment.pop("PREFECT_API_URL", None)
        with open(folder / "log", "wb") as log:
            command = [sys.executable, "-m", "flows.command.cli", "up", "--port", str(port)]
            up = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            _wait(lambda: "watching" in (folder / "log").read_text())
            _drop(folder, port, "first")  # everything is up when one has gone through
            times = [_drop(folder, port, f"drop-{number}") for number in range(DROPS)]
        finally:
            up.send_signal(signal.SIGINT)
            up.wait()
    rows = [f"| s after the copy | median | {DROPS} drops |", "| --- | ---: | --- |"]
    for step, column in zip(STEPS, zip(*times, strict=True), strict=True):
        rows.append(f"| {step} | {statistics.median(column):.2f} | {' '.join(f'{value:.2f}' for value in sorted(column))} |")
    return "\n".join(
        [*rows, "", f"of which {SETTLED_SECONDS:g} s are the wait whether the copy goes on; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"]
    )


def _drop(folder: Path, port: int, name: str) -> tuple[float, ...]:
    """Seconds after the end of the copy until each of STEPS."""
    out = folder / "normalized"
    shutil.copyfile(SAMPLE, folder / "raw" / f"{name}.txt")
    copied = time.time()
    _wait(lambda: (out / "state" / f"{name}.json").exists())
    _wait(lambda: _run_of(port, name)["state_type"] == "COMPLETED")
    flow_run = _run_of(port, name)
    created, began = (datetime.fromisoformat(flow_run[key]).timestamp() for key in ("created", "start_time"))
    parquet = min(path.stat().st_mtime for path in out.glob(f"*/{name}.parquet"))
    committed = (out / "state" / f"{name}.json").stat().st_mtime
    return tuple(moment - copied for moment in (created, began, parquet, committed))


def _run_of(port: int, name: str) -> dict[str, Any]:
    body = json.dumps({"flow_runs": {"name": {"any_": [f"drop {name}"]}}}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/flow_runs/filter", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        (flow_run,) = json.load(answer)
    return dict(flow_run)


def _wait(until: Any) -> None:
    deadline = time.monotonic() + LONGEST
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("taiyaku up did not do its work")
        time.sleep(0.02)
