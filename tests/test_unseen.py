"""Releases in the styles of many issuers: every number right where cells know their columns, none wrong without a word elsewhere.

The sheets (tests/unseen/sheets) are ours, words and figures. `python -m tests.unseen` prints the whole table.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unseen.pdf import PDF_STYLES
from tests.unseen.printing import STYLES
from tests.unseen.score import score
from tests.unseen.sheet import Sheet, sheets

RUNNING = ("blanks", "wide", "bold")
"""Running text: what its header leaves open is left out and told."""
OPEN: dict[tuple[str, str], str] = {
    **{
        ("ja-attainment", style): "通期 予想 is a forecast of which no period is taken: told as unknown period"
        for style in (*STYLES, *PDF_STYLES) if style not in RUNNING
    },
    **{
        (sheet, "tabs"): "tabs do not say that a header reaches over two columns: the outer column is told as of unknown unit and period"
        for sheet in ("ja-inner-outer", "en-inner-outer")
    },
    **{
        (sheet, style): "an inner column that only some rows fill is no column of an open page: those rows are told as no table"
        for sheet in ("ja-inner-outer", "en-inner-outer") for style in ("lines", "tight")
    },
    ("ja-inner-outer", "word"): "a unit over two of the three columns of a spanner is lost: told as unknown unit",
    ("yen-and-dollars", "tight"): "a unit over three columns beside one of three lines goes to the column in its middle: told as unknown unit",
}
"""Known failures, each with its reason."""


@pytest.mark.parametrize("style", [*STYLES, *PDF_STYLES])
@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.name)
def test_read(sheet: Sheet, style: str, request: pytest.FixtureRequest) -> None:
    if reason := OPEN.get((sheet.name, style)):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    outcome = score(sheet, style)
    assert not outcome.silent, "\n".join([*outcome.silent[:12], *outcome.findings[:4]])
    assert not outcome.untold, "\n".join([*outcome.untold, *outcome.findings[:4]])
    if style not in RUNNING:
        assert not outcome.wrong, "\n".join([*outcome.wrong[:12], *outcome.findings[:4]])
        assert outcome.right == outcome.numbers, "\n".join([*outcome.missing[:12], *outcome.findings[:4]])
        assert not outcome.statements


def test_the_score_sees_a_wrong_scale() -> None:
    sheet = sheets()[0]
    row = sheet.tables[0].rows[0]
    finer = tuple(replace(meaning, power=3) if meaning.measure == "amount" else meaning for meaning in row.meanings)
    sheet.tables[0].rows[0] = replace(row, meanings=finer)
    amounts = sum(meaning.measure == "amount" for meaning in finer)
    outcome = score(sheet, "tabs")
    assert (outcome.numbers - outcome.right, len(outcome.silent)) == (amounts, amounts)
