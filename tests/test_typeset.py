"""The samples of raw/ and their golden files are what their descriptions say, and they carry the traps they are for."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests import typeset


@pytest.mark.parametrize("description", typeset.descriptions(), ids=lambda path: path.stem)
def test_written_files_are_current(description: Path) -> None:
    for file, text in typeset.outputs(description).items():
        assert file.read_text(encoding="utf-8") == text, f"{file.name}: run python -m tests.typeset"


@pytest.mark.parametrize("description", typeset.descriptions(), ids=lambda path: path.stem)
def test_every_cell_stands_in_the_text(description: Path) -> None:
    galley = typeset.load(description)
    text = typeset.typeset(galley)
    cells = [row["printed"] for row in typeset.golden(galley)]
    assert cells
    assert not [cell for cell in cells if cell not in text]


@pytest.mark.parametrize(
    ("cell", "unit", "power", "value", "decimals"),
    [
        ("9,633", "JPY", 6, "9633000000", -6),
        ("(1,098.1)", "pure", 0, "-10.981", 3),
        ("104.9Gbps", "Gbps", 0, "104.9", 1),
        ("(50.40)", "JPY/ADS", 0, "-50.40", 2),
        ("-905", "JPY", 6, "-905000000", -6),
        ("0", "JPY", 3, "0", -3),
    ],
)
def test_value_of_a_printed_cell(cell: str, unit: str, power: int, value: str, decimals: int) -> None:
    assert typeset.parse_printed(cell, unit, power) == (Decimal(value), decimals)


def test_a_nil_mark_has_no_value() -> None:
    assert typeset.parse_printed("-", "JPY", 3) == (None, None)


def test_overprint_in_its_two_forms() -> None:
    assert typeset.overprinted("⟪2003年度第 3四半期⟫", 2) == "2003年度第年度第 3四半期四半期"
    assert typeset.overprinted("⟦ 資産合計⟧ 1", 4) == " 資産合計" * 4 + " 1"


TRAPS = {
    "sample-bilingual-quarter": (
        "年度第年度第年度第年度第", "その他2  5,991", "資本金(2) 128,492", "\n3 1,004 943", "Dec 30, 2002", "拘束預金 5,000,000 13.4", "Others4",
    ),
    "sample-english-quarter": ("<b>SG&amp;A Expenses / R&amp;D</b>", "<sup>7</sup>\t", "104.9Gbps", "\\$", "\t9.1%\t\t11.7%\t"),
    "sample-full-year": ("For the Years Ended Dec 31, 2003", "⁽²⁾\t", "<u>44,017,561</u>", "-905", "\t2001\t2002\t2001", "1519"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_traps_are_set(name: str) -> None:
    text = (typeset.RAW / f"{name}.txt").read_text(encoding="utf-8")
    assert [trap for trap in TRAPS[name] if trap not in text] == []


def test_golden_rows_have_one_place_each() -> None:
    for description in typeset.descriptions():
        with open(description.with_suffix(".tsv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        places = [(row["table"], row["row"], row["column"]) for row in rows]
        assert len(places) == len(set(places))
