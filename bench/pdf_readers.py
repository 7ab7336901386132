"""Readers of PDFs, ours and the peers', each as a function from a path to a count of what it found; and one of them timed alone.

    python -m bench.pdf_readers NAME FILE OTHER    prints CPU seconds: of the process up to the end of FILE, and of OTHER after it, unless
                                                   FILE took more than `SLOW` seconds; for one that a peer refuses, its error

Every reader imports its library itself, so that a process pays for one alone. A library that is missing raises ImportError.
"""

from __future__ import annotations

import contextlib
import io
import logging
import resource
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[Path], int]
SLOW = 15.0
"""CPU seconds of a first run."""


# ---------------------------------------------------------------------------------------------------------------------
# Glyphs with their boxes


def our_glyphs(path: Path) -> int:
    """**taiyaku, glyphs**"""
    return _our_glyphs(path, plain=False)


def our_plain_glyphs(path: Path) -> int:
    """taiyaku, glyphs, `--reader plain`"""
    return _our_glyphs(path, plain=True)


def _our_glyphs(path: Path, plain: bool) -> int:
    from parsers.readers.pdf import pdf_reader as pdf
    from parsers.readers.pdf.guard import BoundedDocument

    return sum(len(page.glyphs) for page in pdf.glyph_pages(BoundedDocument(path.read_bytes()), plain=plain))


def poppler_bbox(path: Path) -> int:
    """pdftotext -bbox"""
    if shutil.which("pdftotext") is None:
        raise ImportError("pdftotext")
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True)
    return done.stdout.count(b"<word")


def mupdf_rawdict(path: Path) -> int:
    """PyMuPDF rawdict"""
    import pymupdf

    with pymupdf.open(path) as document:
        return sum(len(page.get_text("rawdict")["blocks"]) for page in document)


def pdfium_boxes(path: Path) -> int:
    """pypdfium2 character boxes"""
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


def pdfminer_pages(path: Path) -> int:
    """pdfminer.six extract_pages"""
    from pdfminer.high_level import extract_pages

    return sum(1 for page in extract_pages(str(path)) for _ in page)


def pdfminer_chars(path: Path) -> int:
    """pdfminer.six without layout analysis"""
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


# ---------------------------------------------------------------------------------------------------------------------
# Words and tables; ours goes on to facts, proofs and Parquet


def our_parquet(path: Path) -> int:
    """**taiyaku, PDF to Parquet**"""
    import gc
    import tempfile

    gc.disable()  # as a worker does until its job is done
    from flows.pipeline.drop import Job
    from flows.pipeline.settings import Settings
    from flows.store.folders import LocalFolder
    from flows.store.store import without_pandas
    from flows.work.drops import paths_to_drops
    from flows.work.worker import run_job

    without_pandas()  # as a worker does; only a peer (camelot) needs it
    with tempfile.TemporaryDirectory() as out:
        outcome = run_job(Job(paths_to_drops([path])[0], "bench"), LocalFolder(Path(out)), Settings())
    gc.enable()
    return outcome.state.readings


def plumber_words(path: Path) -> int:
    """pdfplumber extract_words"""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return sum(len(page.extract_words()) for page in document.pages)


def plumber_tables(path: Path) -> int:
    """pdfplumber extract_tables"""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def camelot_stream(path: Path) -> int:
    """camelot stream"""
    import camelot

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(camelot.read_pdf(str(path), pages="all", flavor="stream"))


def mupdf_tables(path: Path) -> int:
    """PyMuPDF find_tables"""
    import pymupdf

    with pymupdf.open(path) as document:
        return sum(len(page.find_tables(strategy="text").tables) for page in document)


GLYPHS: tuple[Reader, ...] = (our_glyphs, poppler_bbox, mupdf_rawdict, pdfium_boxes, pdfminer_chars, pdfminer_pages, our_plain_glyphs)
TABLES: tuple[Reader, ...] = (our_parquet, plumber_words, plumber_tables, camelot_stream, mupdf_tables)
ONCE: tuple[Reader, ...] = (pdfminer_chars, our_plain_glyphs)
"""For the explanation of the others' times alone: one round will do."""


def spent() -> float:
    """CPU seconds of this process so far, its children included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main(name: str, paths: list[Path]) -> None:
    logging.disable(logging.CRITICAL)
    reader = next(reader for reader in (*GLYPHS, *TABLES) if reader.__name__ == name)
    before = 0.0
    for path in paths:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                reader(path)
        except ImportError:
            raise
        except Exception as error:
            # A peer that fails is a result of the comparison: playa, under camelot, refuses files whose author forbids copying.
            if name.startswith("our_"):
                raise
            print(type(error).__name__)
        else:
            print(spent() - before)
        if spent() > SLOW:
            break
        before = spent()


if __name__ == "__main__":
    main(sys.argv[1], [Path(name) for name in sys.argv[2:]])
