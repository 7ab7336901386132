"""A person's word against what was read, a word that found no place, and what the numbers propose: all are things to look at."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.review.decisions import Decision, PrintedWords, accept_commands
from flows.review.objections import words_to_items
from flows.review.proposed import open_proposals, proposal_places, proposals_to_items
from flows.review.stored import Stored, read_stored
from tests.flows.review.pages import PROPOSAL, drop_release


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    return read_stored(drop_release(tmp_path)[0], "r1")


def place(stored: Stored, line: int, printed: str) -> PrintedWords:
    return PrintedWords(stored.release["documents"][0]["sha256"], 1, line, 1, printed)


def test_a_disputed_number_and_a_rejected_pair_are_looked_at(stored: Stored) -> None:
    disputed = Decision("number", "disputed", place(stored, 4, "9,633"), by="A. Reader", on="2004-02-13", note="the page says 9,663")
    pair = Decision("pair", "rejected", place(stored, 4, "営業収益合計"), place(stored, 14, "Total revenues"))
    first, second = words_to_items(stored, [disputed, pair])
    assert (first.kind, first.title, first.places) == ("word", "number disputed by A. Reader, 2004-02-13: 9,633", (2,))
    assert first.details[1] == "the page says 9,663"
    assert (second.title, second.places) == ("pair rejected by a person: 営業収益合計 / Total revenues", (2, 6))


def test_what_a_person_agrees_with_needs_no_look(stored: Stored) -> None:
    confirmed = Decision("number", "confirmed", place(stored, 4, "9,633"))
    concept = Decision("concept", "accepted", place(stored, 2, "営業収益 › 接続サービス"), concept="Connectivity")
    assert list(words_to_items(stored, [confirmed, concept])) == []


@pytest.mark.parametrize(("line", "printed", "word"), [(4, "9,999", "confirmed"), (5, "9,633", "confirmed"), (4, "9,999", "disputed")])
def test_a_word_whose_number_is_read_no_longer_is_told(stored: Stored, line: int, printed: str, word: str) -> None:
    (item,) = words_to_items(stored, [Decision("number", word, place(stored, line, printed))])
    assert item.places == ()
    assert item.details == (f"p. 1 line {line}: nothing that is read now stands there as it was printed",)


def test_a_proposal_leads_to_its_rows(tmp_path: Path, stored: Stored) -> None:
    folder, _ = drop_release(tmp_path / "again")
    (proposal,) = open_proposals(folder, stored)
    (item,) = proposals_to_items(stored, (proposal,))
    assert (item.kind, item.title, item.places) == ("proposal", "接続サービス = Connectivity", (0, 4))
    assert item.details == ("would name Connectivity", "3 of 3 cells equal, 12 digits; proposal 23a0049e70")
    assert proposal_places(stored, replace(PROPOSAL, en_label="Connections")) is None
    assert proposal_places(stored, replace(PROPOSAL, context="equity")) is None


def test_decided_proposals_are_told_with_the_command_that_brings_them_to_the_glossary(stored: Stored) -> None:
    rows = place(stored, 2, "接続サービス"), place(stored, 12, "Connectivity")
    one = Decision("proposal", "accepted", *rows, concept="Connectivity", proposal="23a0049e70", by="A. Reader")
    others = [replace(one, proposal="7374a1fde9"), replace(one, word="rejected", by="", proposal="0"), replace(one, word="withdrawn")]
    assert list(accept_commands([one, *others], "normalized")) == [
        "taiyaku glossary accept 23a0049e70 7374a1fde9 --by 'A. Reader' --out normalized",
        "taiyaku glossary reject 0 --out normalized",
    ]
