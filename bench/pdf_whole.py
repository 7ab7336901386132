"""CPU seconds of our whole way from PDF to Parquet against pdfplumber's words alone: medians, a process of its own for each run.

The PDFs are those under TAIYAKU_RELEASES, else the editions in raw/. `work` is what the processor spends once the
libraries are imported (our tables and caches are loaded within it); `process` is the whole process from its start.
pandas is hidden from ours: only a peer (camelot) needs it, but pyarrow imports it wherever it is installed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
OURS = """
import sys, tempfile, time
from pathlib import Path
sys.modules["pandas"] = None
from flows.drops import paths_to_drops
from flows.folders import LocalFolder
from flows.normalize import normalize
from flows.settings import Settings
from flows.store import write_result
start = time.process_time()
with tempfile.TemporaryDirectory() as out:
    write_result(LocalFolder(Path(out)), normalize(paths_to_drops([Path(sys.argv[1])])[0], Settings()), "bench")
print(time.process_time() - start, time.process_time())
"""
THEIRS = """
import sys, time
import pdfplumber
start = time.process_time()
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_words()
print(time.process_time() - start, time.process_time())
"""


def cpu_seconds(code: str, path: Path) -> tuple[float, float] | None:
    """Work and process of one run; None where a library is missing."""
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise RuntimeError(done.stderr)
    work, process = done.stdout.split()[-2:]
    return float(work), float(process)


def medians(code: str, path: Path) -> tuple[float, float] | None:
    runs = [cpu_seconds(code, path) for _ in range(RUNS)]
    times = [times for times in runs if times]
    return (statistics.median(work for work, _ in times), statistics.median(process for _, process in times)) if times else None


def run() -> str:
    """A row for each PDF."""
    releases = os.environ.get("TAIYAKU_RELEASES")
    rows = [
        "| PDF | ours to Parquet: work | process | pdfplumber extract_words: work | process | words / ours, work | process |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for path in sorted(Path(releases or ROOT / "raw").resolve().rglob("*.pdf")):
        ours, theirs = medians(OURS, path), medians(THEIRS, path)
        if ours is None or theirs is None:
            return "pdfplumber is not installed (the group `peers`)"
        ratios = " | ".join(f"{their / our:.2f}" for our, their in zip(ours, theirs, strict=True))
        rows.append(f"| {path.name} | {ours[0]:.2f} | {ours[1]:.2f} | {theirs[0]:.2f} | {theirs[1]:.2f} | {ratios} |")
    return "\n".join(rows)
