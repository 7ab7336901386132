"""Damaged copies of a real release, one seed each: the aims of the benchmark (bench/alignment.py) with room for one row."""

from __future__ import annotations

import random

import pytest

from bench.alignment import CHANGES, hide_release, hide_share, induction, original, score
from glossary.terms.glossary import load_glossary
from tests.glossary.truth import truth_folder

AIMS = {"numbers withheld": 0.96, "numbers withheld, 10 % of rows dropped": 0.92, "10 % of English rows moved": 0.98}


@pytest.mark.parametrize("name", [name for name, _, _ in CHANGES])
@pytest.mark.parametrize("share", [0.0, 0.6, None])
def test_pairs_survive(name: str, share: float | None) -> None:
    whole, known = original(truth_folder()), load_glossary()
    (change, blind) = next((change, blind) for other, change, blind in CHANGES if other == name)
    hidden = hide_release(known) if share is None else hide_share(known, share, random.Random(7))
    f1, precision = score([(change(whole, random.Random(7)), hidden)], blind)
    assert f1 >= AIMS.get(name, 0.99)
    assert precision >= (0.95 if blind else 0.99)


def test_what_is_hidden_is_proposed_again() -> None:
    hidden, again, proposed, right = induction(original(truth_folder()), load_glossary(), random.Random(7))
    assert again / hidden >= 0.90
    assert right / proposed >= 0.98
