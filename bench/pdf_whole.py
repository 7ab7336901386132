"""CPU seconds of our whole way from PDF to Parquet against pdfplumber's words alone: medians, a process of its own for each run.

The PDFs are those under TAIYAKU_RELEASES, else the editions in raw/. `first` is what the processor spends once the
libraries are imported (our tables and patterns are loaded within it), `again` the same file a second time in that process,
as a batch of releases meets it; `process` is the whole process up to the end of `first`, imports included.
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

class NoPandas:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ImportError(name)

sys.meta_path.insert(0, NoPandas())
from flows.drops import paths_to_drops
from flows.folders import LocalFolder
from flows.normalize import normalize
from flows.settings import Settings
from flows.store import write_result

def work():
    with tempfile.TemporaryDirectory() as out:
        write_result(LocalFolder(Path(out)), normalize(paths_to_drops([Path(sys.argv[1])])[0], Settings()), "bench")
"""
THEIRS = """
import sys, time
import pdfplumber

def work():
    with pdfplumber.open(sys.argv[1]) as document:
        for page in document.pages:
            page.extract_words()
"""
TIMED = """
start = time.process_time()
work()
first = time.process_time()
work()
print(first, first - start, time.process_time() - first)
"""


def cpu_seconds(code: str, path: Path) -> list[float] | None:
    """Process, first and again of one run; None where a library is missing."""
    done = subprocess.run([sys.executable, "-c", code + TIMED, str(path)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise RuntimeError(done.stderr)
    return [float(text) for text in done.stdout.split()[-3:]]


def medians(code: str, path: Path) -> list[float] | None:
    times = [times for _ in range(RUNS) if (times := cpu_seconds(code, path))]
    return [statistics.median(column) for column in zip(*times, strict=True)] if times else None


def run() -> str:
    """A row for each PDF: ours, theirs, and theirs divided by ours, each as process, first, again."""
    releases = os.environ.get("TAIYAKU_RELEASES")
    rows = [
        "| PDF | ours to Parquet: process, first, again | pdfplumber extract_words: process, first, again | words / ours |",
        "| --- | ---: | ---: | ---: |",
    ]
    for path in sorted(Path(releases or ROOT / "raw").resolve().rglob("*.pdf")):
        ours, theirs = medians(OURS, path), medians(THEIRS, path)
        if ours is None or theirs is None:
            return "pdfplumber is not installed (the group `peers`)"
        ratios = [their / our for our, their in zip(ours, theirs, strict=True)]
        cells = (", ".join(f"{number:.2f}" for number in numbers) for numbers in (ours, theirs, ratios))
        rows.append(f"| {path.name} | {' | '.join(cells)} |")
    return "\n".join(rows)
