"""The aligner against hand-made truth: every pair of one scale, every scale twin, the cells that differ; and no more."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

from glossary.align import align, paired_cells
from glossary.numbers import same_number
from glossary.terms import load_glossary
from parsers.model import Alignment
from tests.glossary.truth import RELEASE, truth_folder, truth_release


def fold(label: str | None) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", label or "")).casefold()


def wanted_pairs(path: Path) -> Counter[tuple[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return Counter((fold(row["ja_label"]), fold(row["en_label"])) for row in csv.DictReader(file))


def found_pairs(alignments: tuple[Alignment, ...], twins: bool) -> Counter[tuple[str, str]]:
    kept = (a for a in alignments if a.status == "aligned" and a.cells_compared and a.scale_twin == twins)
    return Counter((fold(a.ja_label), fold(a.en_label)) for a in kept)


def test_every_pair_and_no_other() -> None:
    folder = truth_folder()
    alignments, _ = align(RELEASE, *truth_release(folder), load_glossary())
    assert found_pairs(alignments, twins=False) == wanted_pairs(folder / "alignment_002.csv")


def test_every_scale_twin_and_no_other() -> None:
    folder = truth_folder()
    alignments, _ = align(RELEASE, *truth_release(folder), load_glossary())
    assert found_pairs(alignments, twins=True) == wanted_pairs(folder / "summary_002.csv")


def test_exactly_the_cells_that_differ() -> None:
    folder = truth_folder()
    tables, readings = truth_release(folder)
    alignments, _ = align(RELEASE, tables, readings, load_glossary())
    by_id = {reading.reading_id: reading for reading in readings}
    pairs = [(by_id[ja], by_id[en]) for ja, en in paired_cells(alignments, readings)]
    found = Counter((ja.value, en.value) for ja, en in pairs if not same_number(ja, en))
    with open(folder / "differ_002.csv", encoding="utf-8", newline="") as file:
        assert found == Counter((Decimal(row["ja_value"]), Decimal(row["en_value"])) for row in csv.DictReader(file))
