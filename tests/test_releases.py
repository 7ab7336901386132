"""Real releases against what was checked by hand: skipped where TAIYAKU_RELEASES names no folder of them.

The truth and the program that scores it stand beside that folder, in acceptance/. Each release is normalized once.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.result import Result
from flows.pipeline.settings import Settings
from flows.store.folders import LocalFolder
from flows.store.store import write_result
from parsers.records import BBox, Reading

RELEASES = Path(os.environ.get("TAIYAKU_RELEASES", "releases"))
ACCEPTANCE = RELEASES.parent / "acceptance"
pytestmark = pytest.mark.skipif(not os.environ.get("TAIYAKU_RELEASES"), reason="TAIYAKU_RELEASES names the folder of real releases")

SCORES = [
    # file, kind, truth, what the last line says
    ("iij-2004-02-12.txt", "readings", "facts_002.csv", "1811/1811"),
    ("iij-2004-02-12.txt", "alignment", "alignment_002.csv", "160/160"),
    ("iij-2004-02-12.txt", "summary", "summary_002.csv", "19/19"),
    ("iij-2004-02-12.txt", "differ", "differ_002.csv", "5/5"),
    ("iij-2003-05-20.txt", "readings", "facts_003.csv", "872/872"),
    ("typeset/iij-2004-02-12.pdf", "readings", "facts_002.csv", "1811/1811"),
    ("typeset/iij-2004-02-12.pdf", "alignment", "alignment_002.csv", "160/160"),
    ("typeset/iij-2004-02-12.pdf", "summary", "summary_002.csv", "19/19"),
    ("typeset/iij-2004-02-12.pdf", "differ", "differ_002.csv", "5/5"),
    ("glico-2025-08-07.pdf", "xbrl", "glico-2025-08-07.xbrl", "289/289"),
]
PDFS = ["typeset/iij-2004-02-12.pdf", "glico-2025-08-07.pdf", "bandai-namco-2022-05-11.pdf"]
READINGS = {"iij-2004-11-11.txt": 839}
"""A release without truth: what it gave when its tables were last looked through."""


@cache
def result_of(file: str) -> Result:
    path = RELEASES / file
    if not path.exists():
        pytest.skip(f"{file} is not among the releases")
    result = normalize(Drop(path.stem, path, ((path.name, path),)), Settings())
    assert result.release.status == "normalized", result.release.reason
    return result


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder in which a file's result was written, one for each file."""

    @cache
    def store(file: str) -> Path:
        folder = tmp_path_factory.mktemp(Path(file).stem)
        write_result(LocalFolder(folder), result_of(file), "0" * 16)
        return folder

    return store


@pytest.fixture(scope="session")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", ACCEPTANCE / "score.py")
    if spec is None or spec.loader is None or not (ACCEPTANCE / "score.py").exists():
        pytest.skip("no acceptance/score.py beside TAIYAKU_RELEASES")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("file", "kind", "truth", "figure"), SCORES, ids=lambda value: value.partition(".")[0])
def test_score(
    file: str, kind: str, truth: str, figure: str, stored: Callable[[str], Path], score: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    status = score.KINDS[kind](stored(file), Path(file).stem, ACCEPTANCE / "truth" / truth)
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == f"{kind}: {figure} right (100.00 %), 0 extra", printed
    assert status == 0


@pytest.mark.parametrize("file", READINGS)
def test_no_table_is_left_unread(file: str) -> None:
    result = result_of(file)
    lost = [finding.message for finding in result.findings if finding.code in ("unread_table", "unread_row", "too_many_cells", "unreadable_cell")]
    assert lost == []
    assert len(result.readings) == READINGS[file]


@pytest.mark.parametrize("file", ["iij-2004-02-12.txt", "iij-2003-05-20.txt", "iij-2004-11-11.txt", "typeset/iij-2004-02-12.pdf"])
def test_every_reading_has_its_period_and_unit(file: str) -> None:
    assert [(reading.label, reading.printed) for reading in result_of(file).readings if reading.unit == "unknown" or reading.period_end is None] == []


# ---------------------------------------------------------------------------------------------------------------------
# Where a number stands on its page


@cache
def glyphs_of(file: str) -> tuple[tuple[tuple[str, BBox], ...], ...]:
    """(text, box with its origin at the top left) of every glyph of every page, by pdfminer alone."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    pages = []
    with (RELEASES / file).open("rb") as stream:
        for page in PDFPage.get_pages(stream):
            interpreter.process_page(page)
            layout = device.get_result()
            high = layout.bbox[3]
            pages.append(tuple((item.get_text(), (item.x0, high - item.y1, item.x1, high - item.y0)) for item in chars_of(layout)))
    return tuple(pages)


def chars_of(container: LTContainer) -> Iterator[LTChar]:  # type: ignore[type-arg]
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from chars_of(item)


def text_inside(file: str, reading: Reading) -> str:
    """The glyphs whose middle lies in the reading's box, left to right, each drawn-again copy once, without blanks."""
    assert reading.bbox is not None
    left, top, right, bottom = reading.bbox
    inside: list[tuple[float, str, float]] = []
    for text, (x0, y0, x1, y1) in glyphs_of(file)[reading.page - 1]:
        if not (left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom) or text.isspace():
            continue
        if not any(text == other and abs(x0 - at) < 0.35 * (x1 - x0) for at, other, _ in inside):
            inside.append((x0, text, x1))
    return "".join(text for _, text, _ in sorted(inside))


@pytest.mark.parametrize("file", PDFS)
def test_a_reading_stands_where_its_box_is(file: str) -> None:
    readings = result_of(file).readings
    assert readings
    assert [reading.reading_id for reading in readings if reading.bbox is None] == []
    wrong = [
        (reading.reading_id, reading.printed, inside)
        for reading in readings
        if (inside := text_inside(file, reading)) != "".join(reading.printed.split())
    ]
    assert wrong == []


@pytest.mark.parametrize("file", PDFS)
def test_no_two_readings_stand_in_one_place(file: str) -> None:
    places: dict[tuple[int, BBox | None], list[str]] = {}
    for reading in result_of(file).readings:
        places.setdefault((reading.page, reading.bbox), []).append(reading.reading_id)
    assert [ids for ids in places.values() if len(ids) > 1] == []
