"""Changed releases are read as well as the ones they were made from: no wrong number that nobody was told of.

Our own samples by default; with TAIYAKU_RELEASES also the real releases. `python -m tests.perturb` prints the whole table.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random

import pytest

from tests.perturb import amounts, dates
from tests.perturb.kinds import KINDS, perturb
from tests.perturb.printed import CELL, Printed, Truth
from tests.perturb.releases import real_releases, samples
from tests.perturb.score import score

LEAST_RIGHT = {
    "amounts: random digits": 0.99,  # sparse rows that no arithmetic can place are left out
    "amounts: random lengths": 0.99,
    "cells lost, sums kept": 0.99,
    "cells lost, sums broken": 0.97,
    "tabs become blanks": 0.60,  # headers of several words each cannot be told apart; the tables are left out
    "notes and pages inside tables": 0.98,  # a sparse row alone behind a note is left out
    "captions and headers reworded": 0.96,  # "Table 1. Contracts": no unit is stated, and a finding says so
    "millions for thousands": 0.98,
    "five changes at once": 0.95,
}
"""Share of the numbers that must be right, where it is not all of them."""
MOST_SILENT: dict[str, int] = {}
"""Wrong numbers without a finding, where there are any: each is a defect to be mended."""


@cache
def document(name: str) -> Printed:
    return next(printed for printed in (*samples(), *real_releases()) if printed.name == name)


NAMES = [printed.name for printed in samples()]
REAL = [printed.name for printed in real_releases()]


KNOWN = {("set: line ends, form feeds, BOM", "sample-bilingual-quarter"): "the last row before a form feed gets the row above into its label; its numbers are read under it"}
"""Changes that are not read as they must be, and why."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_changed_samples(kind: str, name: str, request: pytest.FixtureRequest) -> None:
    if reason := KNOWN.get((kind, name)):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    judge(kind, name, 0)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", REAL)
def test_changed_releases(kind: str, name: str, seed: int) -> None:
    if seed and perturb(kind, document(name), seed).text == perturb(kind, document(name), 0).text:
        pytest.skip("nothing of this change is random: it is that of seed 0")
    judge(kind, name, seed)


def judge(kind: str, name: str, seed: int) -> None:
    result = score(perturb(kind, document(name), seed))
    shown = "\n".join(result.examples[:12])
    assert result.silent <= MOST_SILENT.get(kind, 0), shown
    assert result.right >= LEAST_RIGHT.get(kind, 1.0) * result.numbers, shown


# ---------------------------------------------------------------------------------------------------------------------
# The changes themselves


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_located(name: str) -> None:
    printed = document(name)
    assert sorted(CELL.findall(printed.text)) == sorted({chr(0xF0000 + at) for at in range(len(printed.truth))})


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "unchanged"])
def test_a_change_changes_something_and_the_same_for_a_seed(kind: str) -> None:
    printed = next(document(name) for name in NAMES if perturb(kind, document(name), 0).data != document(name).data)
    assert perturb(kind, printed, 1).data == perturb(kind, printed, 1).data


def test_one_factor_keeps_sums() -> None:
    printed = amounts.scaled(document(NAMES[0]), Random(1))
    values = {
        truth.label: truth.value
        for truth in printed.truth
        if truth.statement == "balance_sheet" and truth.language == "en" and truth.unit == "USD" and truth.value is not None
    }
    assert values["Total assets"] == sum(
        value
        for label, value in values.items()
        if label in ("Total current assets", "Investments in and Advances to Equity Method Investees", "Other Investments")
        or label in ("Property and Equipment, net", "Guarantee Deposits", "Other Assets")
    )


@pytest.mark.parametrize(
    ("raw", "value", "printed"),
    [("(1,234)", "56.7", "57"), ("5.9%", "-12.34", "(12.3%)"), ("104.9Gbps", "1049", "1,049.0Gbps"), ("1519", "3038", "3038"), ("-", None, "-")],
)
def test_reprinted(raw: str, value: str | None, printed: str) -> None:
    if value is None:
        assert amounts.digits(raw) == ""
        return
    assert amounts.reprinted(raw, Decimal(value), "(") == printed


def test_moved_dates() -> None:
    text = "3Q03 4Q01 2003年年12月期 fiscal year ending March 31, 2004; Dec 30, 2002 2003/12/31 （10-12月） 1,999 2,003.5"
    truth = Truth("en", "1", "other", "1", "x", "1", "amount", "JPY", 3, 3, amounts.month_end(2003 * 12 + 11), "1")
    printed = Printed("x", text, (truth,))
    random = Random(0)
    moved = dates.fiscal_year_moved(printed, random)
    months = (moved.truth[0].end.year - 2003) * 12 + moved.truth[0].end.month - 12
    expected = {
        -3: "3Q03 4Q01 2003年年9月期 fiscal year ending December 31, 2003; Sep 29, 2002 2003/9/30 （7-9月） 1,999 2,003.5",
        3: "3Q03 4Q01 2004年年3月期 fiscal year ending June 30, 2004; Mar 30, 2003 2004/3/31 （1-3月） 1,999 2,003.5",
        6: "3Q03 4Q01 2004年年6月期 fiscal year ending September 30, 2004; Jun 29, 2003 2004/6/30 （4-6月） 1,999 2,003.5",
    }
    assert moved.text == expected[months]
