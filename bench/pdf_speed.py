"""PDFs: CPU seconds of our glyphs and of our whole way to Parquet beside the peers', and the cells that each finds.

Each reader runs in a process of its own, once for `cold` (the whole process with its imports, up to the end of the file) and
once more in the same process for `warm`, as a batch of releases meets it; medians of rounds in which the readers take turns,
so that what disturbs the machine meets all alike. Python's compiled modules and our compiled patterns are there, as after any
first run. In brackets: how many times faster than pdfminer's extract_pages (glyphs) or pdfplumber's extract_words (tables).
A reader that needs more than `SLOW` seconds is run once and has no warm time, one that is only there to explain the others
has one round: both are marked `once`.

Every time is told on the standard error as soon as it is known; the tables follow at the end. About six minutes of processor time.

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
from bench.pdf_readers import GLYPHS, ONCE, SLOW, TABLES, Reader

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
REPORTS = ("bandai-namco-2022-05-11.pdf", "glico-2025-08-07.pdf", "typeset/iij-2004-02-12.pdf")
SAMPLES = ("ruled", "zebra", "fourfold")
"""Styles of our own editions, for where there are no releases."""
CELLS = {"our_parquet": pdf_cells.ours, "plumber_tables": pdf_cells.plumber_text, "camelot_stream": pdf_cells.camelot_stream,
         "mupdf_tables": pdf_cells.mupdf_text, "pdfminer_pages": pdf_cells.pdfminer_lines}  # fmt: skip
"""How the tables of a reader are read for their cells; each in the setting that suits tables without rules best."""

Times = tuple[float, ...]
"""Cold and warm; cold alone of a slow reader."""


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
    return tuple(map(float, done.stdout.split()))


def time_readers(readers: Sequence[Reader], path: Path) -> dict[str, list[Times] | str]:
    """The times of every reader by its name, one pair a round; why it has none."""
    found: dict[str, list[Times] | str] = {}
    for turn in range(ROUNDS):
        for reader in readers:
            before = found.get(reader.__name__, [])
            if isinstance(before, str) or (before and (reader in ONCE or before[0][0] > SLOW)):
                continue
            times = time_reader(reader, path)
            found[reader.__name__] = times if isinstance(times, str) else [*before, times]
            said = times if isinstance(times, str) else ", ".join(f"{seconds:.2f} s" for seconds in times)
            tell(f"{path.stem}, round {turn + 1} of {ROUNDS}: {title_of(reader)}: {said}")
    return found


def tell(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


def title_of(reader: Reader) -> str:
    return reader.__doc__ or reader.__name__


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
    columns: list[list[str]] = [[title_of(reader) for reader in readers]]
    heads = [title]
    for path, truth in files:
        times = time_readers(readers, path)
        for kind, place in (("cold", 0), ("warm", 1)):
            heads.append(f"{path.stem} {kind}")
            columns.append([cell(times[reader.__name__], times[base.__name__], place) for reader in readers])
        if truth is not None:
            heads.append("cells")
            columns.append([found_cells(reader, path, truth) for reader in readers])
            tell(f"{path.stem}, cells: {', '.join(filter(None, columns[-1]))}")
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)], *map(list, zip(*columns, strict=True))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def cell(times: list[Times] | str, base: list[Times] | str, place: int) -> str:
    """Median seconds, how many times faster than the base, and whether it is one time alone."""
    if isinstance(times, str):
        return times
    if place >= len(times[0]):
        return ""
    seconds = median(times, place)
    ratio = "" if isinstance(base, str) or place >= len(base[0]) else f" ({median(base, place) / seconds:.1f}x)"
    return f"{seconds:.2f}{ratio}{' once' if len(times) < ROUNDS else ''}"


def median(times: list[Times], place: int) -> float:
    return statistics.median(pair[place] for pair in times)


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
