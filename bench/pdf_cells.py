"""Cells that each reader of PDFs finds, against the truth: a printed number and its row's label in one table row.

The rule, the same for all. A truth number counts where one table row of the reader holds it as a cell of its own (equal
without blanks and currency marks, dashes alike) and the text of that row before one of its numbers is the truth's label
(without case, width, blanks, punctuation and a note's digit at the end: `192kbps – 768kbps` may come in pieces). Kind to the
peers: a label may also be made up of the row and up to two rows without numbers above or below it (wrapped labels), or begin
with the nearest such row above (a stub of several rows); periods, units, scales and columns are not asked for. No cell
counts twice. Of each peer the setting meant for tables without rules; pdfplumber drops overprinted glyphs by its own
`dedupe_chars`.

Read are our own editions of a sample in every style, and the typeset releases under TAIYAKU_RELEASES/typeset whose truth
stands in TAIYAKU_TRUTH, else beside them in acceptance/truth. A peer that is not installed is left out and told.
"""

from __future__ import annotations

import csv
import logging
import os
import shutil
import subprocess
import tempfile
import unicodedata
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import regex

from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from tests import editions, typeset
from tests.typeset_editions import ANNOUNCED, STYLES, typeset_pdf

SAMPLE = "sample-bilingual-quarter"
TRUTHS = {"iij-2004-02-12": "facts_002.csv"}
"""The truth of a typeset release, by the release's name."""
NUMBER = regex.compile(
    r"""
    [-(¥$\\]*+              # sign, bracket, currency
    (?: \d[\d,]*+ (?:\.\d++)? | - )
    (?: % | \p{L}++ )?+     # 9.1%, 104.9Gbps
    \)?+ %?+
    | -
    """,
    regex.VERBOSE,
)
DASHES = regex.compile(r"[‐‑‒–—―−△▲]")
CURRENCY = regex.compile(r"[¥$\\]")
NOTE = regex.compile(r"(?<=\D)\d\Z")


@dataclass(frozen=True)
class Row:
    """A table row as a reader gives it."""

    labels: frozenset[str]
    """Every text that may be taken for its label, folded."""
    numbers: tuple[str, ...]
    """Folded."""


Truth = tuple[str, str]
"""Label and number, folded."""
Cells = Iterable[Sequence[str | None]]
"""Rows of texts."""


def fold_label(text: str) -> str:
    letters = regex.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
    return NOTE.sub("", letters)


def fold_number(text: str) -> str:
    return CURRENCY.sub("", DASHES.sub("-", regex.sub(r"\s+", "", unicodedata.normalize("NFKC", text))))


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(fold_number(text)) is not None


def cells_to_rows(table: Cells) -> Iterator[Row]:
    """The rows of a peer's table that hold numbers, each with its possible labels."""
    lines: list[list[str]] = [[cell for cell in cells if cell and cell.strip()] for cells in table]
    numbers = [tuple(at for at, text in enumerate(texts) if at and is_number(text)) for texts in lines]
    plain = [None if places else fold_label("".join(texts)) for texts, places in zip(lines, numbers, strict=True)]
    for at, (texts, places) in enumerate(zip(lines, numbers, strict=True)):
        labels = {fold_label("".join(texts[:place])) for place in places}
        if places:
            around = frozenset(longer for label in labels for longer in labels_around(plain, at, label))
            yield Row(around, tuple(fold_number(texts[place]) for place in places))


def labels_around(plain: Sequence[str | None], at: int, label: str) -> Iterator[str]:
    """The row's own label; with the rows without numbers that touch it; with the nearest one above. plain: None for a row with numbers."""
    above, below = [""], [""]
    for text in takewhile(lambda text: text is not None, plain[max(0, at - 2) : at][::-1]):
        above.append(f"{text}{above[-1]}")
    for text in takewhile(lambda text: text is not None, plain[at + 1 : at + 3]):
        below.append(f"{below[-1]}{text}")
    yield from (before + label + after for before in above for after in below)
    yield next((text for text in plain[:at][::-1] if text is not None), "") + label


def ours(path: Path) -> list[Row]:
    """taiyaku"""
    result = normalize(paths_to_drops([path])[0], Settings())
    rows = defaultdict(list)
    for reading in result.readings:
        rows[reading.document, reading.table, reading.row].append(reading)
    return [
        Row(
            frozenset({fold_label(row[0].label), fold_label("".join(row[0].label_path[-2:]))}),
            tuple(fold_number(reading.printed) for reading in row),
        )
        for row in rows.values()
    ]


def camelot_stream(path: Path) -> list[Row]:
    """camelot, stream"""
    import camelot

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = camelot.read_pdf(str(path), pages="all", flavor="stream")
    return [row for table in tables for row in cells_to_rows(table.df.values.tolist())]


def plumber_text(path: Path) -> list[Row]:
    """pdfplumber extract_tables, text strategy"""
    import pdfplumber

    settings = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with pdfplumber.open(path) as document:
        return [row for page in document.pages for table in page.dedupe_chars().extract_tables(settings) for row in cells_to_rows(table)]


def mupdf_text(path: Path) -> list[Row]:
    """PyMuPDF find_tables, text strategy"""
    import pymupdf

    with pymupdf.open(path) as document:
        return [row for page in document for table in page.find_tables(strategy="text").tables for row in cells_to_rows(table.extract())]


def pdfminer_lines(path: Path) -> list[Row]:
    """pdfminer.six extract_pages, its text lines grouped by height"""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer, LTTextLine

    rows: list[Row] = []
    for page in extract_pages(str(path)):
        lines = [line for box in page if isinstance(box, LTTextContainer) for line in box if isinstance(line, LTTextLine)]
        grouped: list[list[LTTextLine]] = []
        for line in sorted(lines, key=lambda line: -line.y0 - line.y1):
            near = grouped and abs(grouped[-1][0].y0 + grouped[-1][0].y1 - line.y0 - line.y1) < line.height
            grouped[-1].append(line) if near else grouped.append([line])
        rows += cells_to_rows([line.get_text() for line in sorted(group, key=lambda line: line.x0)] for group in grouped)
    return rows


def poppler_layout(path: Path) -> list[Row]:
    """pdftotext -layout, split at two blanks"""
    if shutil.which("pdftotext") is None:
        raise ImportError("pdftotext")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    return [row for page in done.stdout.split("\f") for row in cells_to_rows(regex.split(r"\s{2,}", line) for line in page.splitlines())]


READERS: tuple[Callable[[Path], list[Row]], ...] = (ours, camelot_stream, plumber_text, mupdf_text, pdfminer_lines, poppler_layout)


def count_found(truth: Iterable[Truth], rows: Iterable[Row]) -> int:
    """How many of the truth's numbers have a cell; each cell serves one."""
    places: dict[Truth, list[tuple[int, int]]] = defaultdict(list)
    for at, row in enumerate(rows):
        for column, number in enumerate(row.numbers):
            for label in row.labels:
                places[label, number].append((at, column))
    used: set[tuple[int, int]] = set()
    for wanted in truth:
        place = next((place for place in places.get(wanted, ()) if place not in used), None)
        if place:
            used.add(place)
    return len(used)


def cases(folder: Path) -> Iterator[tuple[str, Path, list[Truth]]]:
    """Name, file and truth of every document; our own editions are written to the folder."""
    releases = Path(os.environ.get("TAIYAKU_RELEASES") or folder)
    truths = Path(os.environ.get("TAIYAKU_TRUTH") or releases.parent / "acceptance" / "truth")
    for path in sorted((releases / "typeset").glob("*.pdf")):
        if path.stem in TRUTHS:
            with open(truths / TRUTHS[path.stem], encoding="utf-8", newline="") as file:
                yield path.stem, path, [to_truth(row["label"], row["raw"]) for row in csv.DictReader(file) if row["value"]]
    galley = typeset.load(typeset.DESCRIPTIONS / f"{SAMPLE}.toml")
    for style in STYLES:
        for language in ("ja", "en"):
            path = folder / f"{style}-{language}.pdf"
            path.write_bytes(typeset_pdf(editions.edition(galley, language, ANNOUNCED[SAMPLE]), style))
            yield style, path, [to_truth(row["label"], row["printed"]) for row in editions.golden(galley, language) if row["value"]]


def to_truth(label: str, number: str) -> Truth:
    return fold_label(label), fold_number(number)


def run() -> str:
    """A row for each reader, a column for each document or style: the share found."""
    logging.disable(logging.CRITICAL)
    found: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    missing: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        for case, path, truth in cases(Path(name)):
            total[case] += len(truth)
            for reader in READERS:
                title = reader.__doc__ or reader.__name__
                try:
                    found.setdefault(title, Counter())[case] += count_found(truth, reader(path))
                except ImportError:
                    missing.add(title)
    rows = [f"| reader | {' | '.join(total)} |", f"| --- |{' ---: |' * len(total)}", f"| numbers | {' | '.join(map(str, total.values()))} |"]
    for title, counts in found.items():
        shares = ("not installed" if title in missing else f"{100 * counts[case] / total[case]:.1f} %" for case in total)
        rows.append(f"| {title} | {' | '.join(shares)} |")
    return "\n".join(rows)
