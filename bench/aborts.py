"""Five hundred runs of the command line, on a machine that is kept busy: how each of them ended.

TAIYAKU_BENCH_RUNS (500) and TAIYAKU_BENCH_SECONDS (1,800) bound it; one busy process for each processor runs beside them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.kills import begin
from bench.scale import make_releases

RUNS = int(os.environ.get("TAIYAKU_BENCH_RUNS") or 500)
SECONDS = float(os.environ.get("TAIYAKU_BENCH_SECONDS") or 1800)


def run() -> str:
    """How many runs ended with which status, and the last words of those that did not end with 0."""
    ends: Counter[int] = Counter()
    words: list[str] = []
    until = time.monotonic() + SECONDS
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        with tempfile.TemporaryDirectory() as name:
            make_releases(Path(name) / "raw", 2, small=True)
            while ends.total() < RUNS and time.monotonic() < until:
                process = begin(Path(name), "out", "--force")
                _, said = process.communicate()
                ends[process.returncode] += 1
                words += [said.decode("utf-8", "replace")[-300:]] if process.returncode else []
    finally:
        for process in spinning:
            process.kill()
            process.wait()
    counts = ", ".join(f"{count} with {status}" for status, count in sorted(ends.items()))
    return f"{ends.total()} runs ended: {counts}" + "".join(f"\n\n    {said}" for said in words[:5])


if __name__ == "__main__":
    print(run())
