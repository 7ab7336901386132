"""PDFs: CPU seconds of our glyphs and of our whole way to Parquet beside the peers', and the cells that each finds.

Each reader runs in a process of its own: `cold` is the whole process with its imports, up to the end of the file, `warm` the
file read in the same process after another one, as a batch of releases meets it; medians of rounds in which the readers take
turns, so that what disturbs the machine meets all alike. Python's compiled modules, our compiled patterns and flat maps are
there, as after any first run. In brackets: how many times faster than pdfminer's extract_pages (glyphs) or pdfplumber's extract_words (tables).
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
from collections import defaultdict
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

KINDS = ("cold", "warm")
Result = float | str
"""Seconds, or why there are none."""
Times = dict[tuple[str, Path, str], list[Result]]
"""By the reader's name, the file and its kind."""


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


def time_pair(reader: Reader, first: Path, second: Path) -> list[Result]:
    """Cold seconds of the first file and warm ones of the second, or why there are none; cold ones alone of a slow reader."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "bench.pdf_readers", reader.__name__, str(first), str(second)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    if done.returncode:
        if "ImportError" in done.stderr or "ModuleNotFoundError" in done.stderr:
            return ["not installed", "not installed"]
        raise RuntimeError(done.stderr)
    return [float(word) if word[0].isdigit() else word for word in done.stdout.split()]


def time_readers(readers: Sequence[Reader], paths: Sequence[Path]) -> Times:
    """What every round gave, by the reader's name, the file and `cold` or `warm`."""
    times: Times = defaultdict(list)
    for turn in range(ROUNDS):
        for first, second in zip(paths, (*paths[1:], paths[0]), strict=True):
            for reader in readers:
                before = times[reader.__name__, first, "cold"]
                if before and (reader in ONCE or before[0] == "not installed" or (isinstance(before[0], float) and before[0] > SLOW)):
                    continue
                found = time_pair(reader, first, second)
                for path, kind, result in zip((first, second), KINDS, found, strict=False):
                    times[reader.__name__, path, kind].append(result)
                    said = f"{result:.2f} s" if isinstance(result, float) else result
                    tell(f"round {turn + 1} of {ROUNDS}, {path.stem} {kind}: {title_of(reader)}: {said}")
    return times


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
    times = time_readers(readers, [path for path, _ in files])
    columns: list[list[str]] = [[title_of(reader) for reader in readers]]
    heads = [title]
    for path, truth in files:
        for kind in KINDS:
            heads.append(f"{path.stem} {kind}")
            columns.append([cell(times[reader.__name__, path, kind], times[base.__name__, path, kind]) for reader in readers])
        if truth is not None:
            heads.append("cells")
            columns.append([found_cells(reader, path, truth) for reader in readers])
            tell(f"{path.stem}, cells: {', '.join(filter(None, columns[-1]))}")
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)], *map(list, zip(*columns, strict=True))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def cell(results: list[Result], base: list[Result]) -> str:
    """Median seconds, how many times faster than the base, and whether it is one time alone."""
    seconds = [result for result in results if isinstance(result, float)]
    if not seconds:
        return str(results[0]) if results else ""
    median, compared = statistics.median(seconds), [result for result in base if isinstance(result, float)]
    ratio = f" ({statistics.median(compared) / median:.1f}x)" if compared else ""
    return f"{median:.2f}{ratio}{' once' if len(seconds) < ROUNDS else ''}"


def run() -> str:
    """One table for glyphs, one for words and tables."""
    logging.disable(logging.CRITICAL)
    by_name = {reader.__name__: reader for reader in (*GLYPHS, *TABLES)}
    with tempfile.TemporaryDirectory() as name:
        files = list(documents(Path(name)))
        for reader in (by_name["our_glyphs"], by_name["our_parquet"]):
            time_pair(reader, files[0][0], files[-1][0])  # so that Python has compiled our modules, as it has the peers'
        glyphs = table("glyphs with boxes", GLYPHS, by_name["pdfminer_pages"], files)
        tables = table("words and tables", TABLES, by_name["plumber_words"], files)
    return f"{glyphs}\n\n{tables}"
