"""PDFs: CPU seconds of our glyphs and of our whole way to Parquet beside the peers', and the cells that each finds.

Each reader runs in a process of its own, once for `cold` (the whole process with its imports, up to the end of the file) and
once more in the same process for `warm`, as a batch of releases meets it; medians of rounds in which the readers take turns,
so that what disturbs the machine meets all alike. Python's compiled modules and our compiled patterns are there, as after any
first run. In brackets: how many times faster than pdfminer's extract_pages (glyphs) or pdfplumber's extract_words (tables).

Read are the Bandai Namco report, the Glico report and the typeset release of IIJ under TAIYAKU_RELEASES; without it editions
of a sample that we typeset. `cells`: the share of the truth's numbers that stand beside their label (see pdf_cells).
"""

from __future__ import annotations

import logging
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import pdf_cells
from bench.pdf_readers import GLYPHS, TABLES, Reader

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
REPORTS = ("bandai-namco-2022-05-11.pdf", "glico-2025-08-07.pdf", "typeset/iij-2004-02-12.pdf")
SAMPLES = ("ruled", "zebra", "fourfold")
"""Styles of our own editions, for where there are no releases."""
CELLS = {"our_parquet": pdf_cells.ours, "plumber_tables": pdf_cells.plumber_text, "camelot_stream": pdf_cells.camelot_stream,
         "mupdf_tables": pdf_cells.mupdf_text, "pdfminer_pages": pdf_cells.pdfminer_lines}  # fmt: skip
"""How the tables of a reader are read for their cells; each in the setting that suits tables without rules best."""

Times = tuple[float, float]
"""Cold and warm."""


def documents(folder: Path) -> Iterator[tuple[Path, list[pdf_cells.Truth] | None]]:
    """The files to read, each with its truth where there is one; editions of our own are written to the folder."""
    releases = os.environ.get("TAIYAKU_RELEASES")
    cases = [(path, name, truth) for name, path, truth in pdf_cells.cases(folder)]
    if releases:
        truths = {path: truth for path, _, truth in cases}
        yield from ((path, truths.get(path)) for name in REPORTS if (path := Path(releases) / name).exists())
    else:
        for style in SAMPLES:
            yield next((path, truth) for path, name, truth in cases if name == style and path.stem.endswith("en"))


def time_reader(reader: Reader, path: Path) -> Times | str:
    """Cold and warm CPU seconds of one process; why not, where a library is missing or refuses the file."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "bench.pdf_readers", reader.__name__, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    if done.returncode:
        if "ImportError" in done.stderr or "ModuleNotFoundError" in done.stderr:
            return "not installed"
        if reader in (*GLYPHS[:1], *TABLES[:1]):
            raise RuntimeError(done.stderr)
        # A peer that fails is a result of the comparison: playa, under camelot, refuses files whose author forbids copying.
        return done.stderr.strip().splitlines()[-1].partition(":")[0].rpartition(".")[2]
    cold, warm = map(float, done.stdout.split())
    return cold, warm


def time_readers(readers: Sequence[Reader], path: Path) -> tuple[dict[str, Times], dict[str, str]]:
    """The medians of every reader, and why others have none, by its name."""
    times: dict[str, list[Times]] = {}
    failed: dict[str, str] = {}
    for _ in range(ROUNDS):
        for reader in readers:
            if reader.__name__ not in failed:
                found = time_reader(reader, path)
                if isinstance(found, str):
                    failed[reader.__name__] = found
                else:
                    times.setdefault(reader.__name__, []).append(found)
    return {name: (statistics.median(cold for cold, _ in rows), statistics.median(warm for _, warm in rows)) for name, rows in times.items()}, failed


def found_cells(reader: Reader, path: Path, truth: list[pdf_cells.Truth] | None) -> str:
    """The share of the truth's cells that a reader finds; a blank where it has no cells, or the file no truth."""
    if truth is None or reader.__name__ not in CELLS:
        return ""
    try:
        return f"{100 * pdf_cells.count_found(truth, CELLS[reader.__name__](path)) / len(truth):.1f} %"
    except ImportError:
        return ""


def table(title: str, readers: Sequence[Reader], base: Reader, files: Sequence[tuple[Path, list[pdf_cells.Truth] | None]]) -> str:
    """A row a reader, for each file its cold and warm seconds with the ratio to `base`, and the cells where a file has a truth."""
    columns: list[list[str]] = [[reader.__doc__ or reader.__name__ for reader in readers]]
    heads = [title]
    for path, truth in files:
        times, failed = time_readers(readers, path)
        print(f"{title}: {path.name} done", file=sys.stderr, flush=True)
        for kind, place in (("cold", 0), ("warm", 1)):
            heads.append(f"{path.stem} {kind}")
            columns.append([cell(times, failed, reader, base, place) for reader in readers])
        if truth is not None:
            heads.append("cells")
            columns.append([found_cells(reader, path, truth) for reader in readers])
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)], *map(list, zip(*columns, strict=True))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def cell(times: dict[str, Times], failed: dict[str, str], reader: Reader, base: Reader, place: int) -> str:
    if reader.__name__ not in times:
        return failed[reader.__name__]
    seconds = times[reader.__name__][place]
    return f"{seconds:.2f} ({times[base.__name__][place] / seconds:.1f}x)" if base.__name__ in times else f"{seconds:.2f}"


def run() -> str:
    """One table for glyphs, one for words and tables."""
    logging.disable(logging.CRITICAL)
    by_name = {reader.__name__: reader for reader in (*GLYPHS, *TABLES)}
    with tempfile.TemporaryDirectory() as name:
        files = list(documents(Path(name)))
        for reader in (by_name["our_glyphs"], by_name["our_parquet"]):
            time_reader(reader, files[0][0])  # so that Python has compiled our modules, as it has the peers'
        glyphs = table("glyphs with boxes", GLYPHS, by_name["pdfminer_pages"], files)
        tables = table("words and tables", TABLES, by_name["plumber_words"], files)
    return f"{glyphs}\n\n{tables}"
