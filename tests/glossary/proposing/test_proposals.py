"""Proposals: what equal rows teach, and what a person decides about it."""

from __future__ import annotations

import csv
import io
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

import glossary.terms
from glossary.pairing.align import align
from glossary.proposing.curation import ProposalError, accept, read_proposals, reject, write_proposals
from glossary.proposing.proposals import ACCEPTED, REJECTED, Proposal, describe, propose
from glossary.terms.export import CSV_COLUMNS, export_csv, export_tbx
from glossary.terms.glossary import LABEL_COLUMNS, load_glossary
from tests.glossary.made import RELEASE, Line, made_table, together


def proposed(ja: list[Line], en: list[Line], known: tuple[Proposal, ...] = ()) -> tuple[Proposal, ...]:
    tables, readings = together(made_table(1, "ja", ja), made_table(2, "en", en))
    alignments, _ = align(RELEASE, tables, readings, load_glossary())
    return propose(alignments, readings, load_glossary(), known)


SALES_JA: list[Line] = [("売上高", [9633, 10564])]
SALES_EN: list[Line] = [("Net sales", [9633, 10564])]


def test_equal_rows_of_unknown_labels_are_proposed() -> None:
    (proposal,) = proposed([*SALES_JA, ("宇宙船預り金", [7771, 8882])], [*SALES_EN, ("Deposit for a rocket", [7771, 8882])])
    assert (proposal.ja_label, proposal.en_label, proposal.concept, proposal.new_concept) == (
        "宇宙船預り金",
        "Deposit for a rocket",
        "DepositForARocket",
        True,
    )
    assert (proposal.rows, proposal.releases, proposal.cells_equal, proposal.cells_compared, proposal.digits) == (1, (RELEASE,), 2, 2, 8)


def test_a_person_sees_the_evidence() -> None:
    line = describe(rocket())
    assert "宇宙船預り金 = Deposit for a rocket" in line
    assert "2 of 2 cells equal, 8 digits, 1 rows in made" in line


def test_the_known_language_names_the_concept() -> None:
    (proposal,) = proposed([*SALES_JA, ("宇宙船損失", [7771, 8882])], [*SALES_EN, ("Impairment losses", [7771, 8882])])
    assert (proposal.concept, proposal.new_concept) == ("ImpairmentLoss", False)


def test_what_both_languages_know_is_no_proposal() -> None:
    assert proposed(SALES_JA, SALES_EN) == ()


@pytest.mark.parametrize("numbers", [[0, 0], [None, None], [5, 7]])
def test_zeros_nils_and_single_digits_teach_nothing(numbers: list[int | None]) -> None:
    assert proposed([*SALES_JA, ("宇宙船預り金", numbers)], [*SALES_EN, ("Deposit for a rocket", numbers)]) == ()


def test_two_rows_of_the_same_numbers_teach_nothing() -> None:
    ja: list[Line] = [*SALES_JA, ("宇宙船預り金", [7771, 8882]), ("気球預り金", [7771, 8882])]
    en: list[Line] = [*SALES_EN, ("Xyzzy", [7771, 8882]), ("Plugh", [7771, 8882])]
    assert proposed(ja, en) == ()


def test_other_needs_its_heading() -> None:
    assert proposed([*SALES_JA, ("その他", [7771, 8882])], [*SALES_EN, ("Other", [7771, 8882])]) == ()


def folder_with(tmp_path: Path, *proposals: Proposal) -> Path:
    for name in ("concepts.tsv", "labels.tsv", "variants.tsv"):
        shutil.copy(Path(glossary.terms.__file__).parent / name, tmp_path / name)
    write_proposals(proposals, tmp_path)
    return tmp_path


def rocket() -> Proposal:
    (proposal,) = proposed([*SALES_JA, ("宇宙船預り金", [7771, 8882])], [*SALES_EN, ("Deposit for a rocket", [7771, 8882])])
    return proposal


def test_accepting_adds_the_concept_and_both_labels(tmp_path: Path) -> None:
    proposal = rocket()
    folder = folder_with(tmp_path, proposal)
    accept(proposal.proposal, "an analyst", "2026-11-22", folder)
    labels = [line.split("\t") for line in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines()]
    new = [dict(zip(LABEL_COLUMNS, row, strict=True)) for row in labels if row[0] == "DepositForARocket"]
    assert [(row["language"], row["label"], row["role"]) for row in new] == [
        ("en", "Deposit for a rocket", "standard"),
        ("ja", "宇宙船預り金", "standard"),
    ]
    assert all("an analyst 2026-11-22" in row["source"] for row in new)
    assert any(line.startswith("DepositForARocket\t") for line in (folder / "concepts.tsv").read_text(encoding="utf-8").splitlines())
    (kept,) = read_proposals(folder)
    assert (kept.status, kept.decided_by, kept.decided_on) == (ACCEPTED, "an analyst", "2026-11-22")


def test_accepting_changes_no_other_row(tmp_path: Path) -> None:
    proposal = rocket()
    folder = folder_with(tmp_path, proposal)
    before = (folder / "labels.tsv").read_text(encoding="utf-8").splitlines()
    accept(proposal.proposal, "an analyst", "2026-11-22", folder)
    after = (folder / "labels.tsv").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("DepositForARocket\t")] == before


def test_a_rejected_proposal_never_comes_back(tmp_path: Path) -> None:
    proposal = rocket()
    folder = folder_with(tmp_path, proposal)
    reject(proposal.proposal, "an analyst", "2026-11-22", folder)
    known = read_proposals(folder)
    again = proposed([*SALES_JA, ("宇宙船預り金", [7771, 8882])], [*SALES_EN, ("Deposit for a rocket", [7771, 8882])], known)
    assert again == known
    assert [one.status for one in again] == [REJECTED]


def test_two_releases_add_up_and_running_again_changes_nothing() -> None:
    made = (
        made_table(1, "ja", [*SALES_JA, ("宇宙船預り金", [7771, 8882])]),
        made_table(2, "en", [*SALES_EN, ("Deposit for a rocket", [7771, 8882])]),
    )
    tables, readings = together(*made)
    alignments, _ = align(RELEASE, tables, readings, load_glossary())
    later = [replace(r, release_id="later", reading_id=r.reading_id.replace(RELEASE, "later")) for r in readings]
    both_alignments, both_readings = [*alignments, *(replace(a, release_id="later") for a in alignments)], [*readings, *later]
    (both,) = propose(both_alignments, both_readings, load_glossary())
    assert (both.rows, both.releases, both.cells_equal) == (2, ("later", RELEASE), 4)
    assert propose(both_alignments, both_readings, load_glossary(), (both,)) == (both,)


def test_unknown_and_decided_ids_are_errors_that_name_the_choices(tmp_path: Path) -> None:
    proposal = rocket()
    folder = folder_with(tmp_path, proposal)
    with pytest.raises(ProposalError, match=f"choices: {proposal.proposal}"):
        accept("nothing", "an analyst", "2026-11-22", folder)
    reject(proposal.proposal, "an analyst", "2026-11-22", folder)
    with pytest.raises(ProposalError, match="rejected by an analyst on 2026-11-22"):
        accept(proposal.proposal, "an analyst", "2026-11-23", folder)


def test_proposals_survive_writing_and_reading(tmp_path: Path) -> None:
    proposal = rocket()
    assert read_proposals(folder_with(tmp_path, proposal)) == (proposal,)


def test_the_packages_own_proposals_can_be_read() -> None:
    assert all(proposal.proposal for proposal in read_proposals())


def test_csv_has_one_line_a_label() -> None:
    rows = list(csv.DictReader(io.StringIO(export_csv(load_glossary()))))
    assert len(rows) == len(load_glossary().labels)
    assert tuple(rows[0]) == CSV_COLUMNS


def test_tbx_is_well_formed_and_has_both_languages() -> None:
    root = ET.fromstring(export_tbx(load_glossary()))
    entries = {entry.get("id"): entry for entry in root.iter("termEntry")}
    assert root.tag == "martif"
    assert len(entries) == len(load_glossary().concepts)
    terms = [term.text for term in entries["Assets"].iter("term")]
    assert "Total assets" in terms
    assert "資産合計" in terms
