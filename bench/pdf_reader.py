"""CPU seconds of reading PDFs, ours and the peers' side by side: medians of interleaved runs, and ratios.

    .venv/bin/python bench/pdf_reader.py FILE.pdf ... [--runs N] [--json OUT]

The peers are optional (`pip install pdfplumber pymupdf pypdfium2`, `apt-get install poppler-utils`); one that is missing is
left out. CPU time of this process (of the child for pdftotext) is measured, so that a busy machine disturbs less; the runs
of all readers take turns, so that what disturbs meets all alike.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
logging.disable(logging.CRITICAL)

from parsers.readers import pdf  # noqa: E402
from parsers.readers.pdf_guard import BoundedDocument  # noqa: E402

Reader = Callable[[Path], int]


def our_glyphs(path: Path) -> int:
    """Our glyphs by the fast path."""
    return sum(len(page.glyphs) for page in pdf.glyph_pages(BoundedDocument(path.read_bytes()), plain=False))


def our_plain_glyphs(path: Path) -> int:
    """Our glyphs by pdfminer's interpreter."""
    return sum(len(page.glyphs) for page in pdf.glyph_pages(BoundedDocument(path.read_bytes()), plain=True))


def our_lines(path: Path) -> int:
    """Our whole reader: lines, chunks, rulings, findings."""
    return len(pdf.read(path, path.read_bytes(), number=1, name=path.name).lines)


def pdfminer_pages(path: Path) -> int:
    """pdfminer.six extract_pages, with layout analysis."""
    from pdfminer.high_level import extract_pages

    return sum(1 for page in extract_pages(str(path)) for _ in page)


def pdfminer_chars(path: Path) -> int:
    """pdfminer.six without layout analysis (laparams=None)."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    count = 0
    with path.open("rb") as file:
        for page in PDFPage.get_pages(file):
            interpreter.process_page(page)
            count += len(device.get_result())
    return count


def plumber_words(path: Path) -> int:
    """pdfplumber extract_words."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return sum(len(page.extract_words()) for page in document.pages)


def plumber_tables(path: Path) -> int:
    """pdfplumber extract_tables."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def mupdf_rawdict(path: Path) -> int:
    """PyMuPDF rawdict."""
    import pymupdf

    with pymupdf.open(path) as document:
        return sum(len(page.get_text("rawdict")["blocks"]) for page in document)


def pdfium_boxes(path: Path) -> int:
    """pypdfium2, a box and a text for each character."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    count = 0
    for page in document:
        text = page.get_textpage()
        size = text.count_chars()
        text.get_text_range()
        for place in range(size):
            text.get_charbox(place)
        count += size
    document.close()
    return count


def poppler_bbox(path: Path) -> int:
    """pdftotext -bbox, a child process."""
    if shutil.which("pdftotext") is None:
        raise ImportError("pdftotext")
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True)
    return done.stdout.count(b"<word")


READERS: tuple[Reader, ...] = (
    poppler_bbox, our_glyphs, our_lines, our_plain_glyphs, mupdf_rawdict, pdfium_boxes, pdfminer_chars, pdfminer_pages, plumber_words,
    plumber_tables,
)  # fmt: skip


def cpu_seconds(reader: Reader, path: Path) -> float:
    """CPU of one run, children included."""

    def spent() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    start = spent()
    reader(path)
    return spent() - start


def measure(path: Path, runs: int) -> dict[str, float]:
    """Median CPU seconds of each reader that is installed; the first run of each is not counted."""
    times: dict[str, list[float]] = {}
    for run in range(runs + 1):
        for reader in READERS:
            try:
                seconds = cpu_seconds(reader, path)
            except ImportError:
                continue
            if run:
                times.setdefault(reader.__name__, []).append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    """Prints a table a file."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    results = {}
    for path in chosen.files:
        medians = results[path.stem] = measure(path, chosen.runs)
        base, slow = medians.get("poppler_bbox"), medians["pdfminer_pages"]
        print(f"\n{path.name}: CPU seconds, median of {chosen.runs}")
        print(f"{'reader':34}{'seconds':>9}{'x pdftotext':>13}{'extract_pages / it':>20}")
        for reader in READERS:
            if (seconds := medians.get(reader.__name__)) is not None:
                over = f"{seconds / base:13.1f}" if base else f"{'-':>13}"
                print(f"{reader.__name__:34}{seconds:9.3f}{over}{slow / seconds:20.1f}")
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
