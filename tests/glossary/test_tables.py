"""Every row of the glossary's own tables is a test of its own."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest

from glossary.pairing.likeness import english_stems, jmdict, kin
from glossary.terms.folds import plain
from glossary.terms.glossary import CONCEPT_COLUMNS, LABEL_COLUMNS, VARIANT_COLUMNS, Concept, Label, as_label, load_glossary, read_table
from glossary.terms.lint import concept_problems, label_problems, lint, ties, variant_problems

CONCEPTS = [Concept(*row) for row in read_table("concepts.tsv", CONCEPT_COLUMNS)]
LABELS = [as_label(row) for row in read_table("labels.tsv", LABEL_COLUMNS)]
VARIANTS = read_table("variants.tsv", VARIANT_COLUMNS)
EXTRACT = read_table("jmdict/extract.tsv", ("headword", "glosses"))


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.concept)
def test_concept(concept: Concept) -> None:
    assert concept_problems(concept) == []


@pytest.mark.parametrize("label", LABELS, ids=lambda label: f"{label.concept} {label.label} {label.context} {label.parent}")
def test_label(label: Label) -> None:
    assert label_problems(label, load_glossary()) == []


@pytest.mark.parametrize("row", VARIANTS, ids=lambda row: str(row[0]))
def test_variant(row: list[str]) -> None:
    assert variant_problems(row, [other[0] for other in VARIANTS]) == []


@pytest.mark.parametrize("row", EXTRACT, ids=lambda row: str(row[0]))
def test_headword(row: list[str]) -> None:
    headword, glosses = row
    assert headword == plain(headword)
    assert any(english_stems(gloss) for gloss in glosses.split("; ")) or glosses


def test_no_problem_at_all() -> None:
    assert lint() == []


def test_there_are_several_hundred_concepts() -> None:
    assert len(CONCEPTS) > 500
    assert len({concept.concept for concept in CONCEPTS}) == len(CONCEPTS)


def test_the_extract_is_small_and_carries_its_licence() -> None:
    folder = files("glossary.terms") / "jmdict"
    assert len((folder / "extract.tsv").read_bytes()) < 100_000
    assert "Electronic Dictionary Research and Development" in (folder / "LICENCE.md").read_text(encoding="utf-8")
    assert len(jmdict()) == len(EXTRACT)


def test_kin_goes_both_ways() -> None:
    for word, others in kin().items():
        assert all(word in kin()[other] for other in others)


def test_two_concepts_of_one_label_are_a_problem() -> None:
    assets = next(label for label in LABELS if (label.concept, label.label) == ("Assets", "Total assets"))
    rival = replace(assets, concept="Liabilities")
    assert len(ties([assets, rival], load_glossary())) == 1
    assert ties([assets, replace(rival, parent="LiabilitiesAbstract")], load_glossary()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("concept", "not camel"),
        ("kind", "row"),
        ("balance", "left"),
        ("period", "year"),
        ("unit", "yen"),
        ("us_gaap", "net sales"),
        ("definition", " "),
    ],
)
def test_a_wrong_concept_is_a_problem(column: str, value: str) -> None:
    good = CONCEPTS[0]
    assert len(concept_problems(replace(good, **{column: value}))) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"concept": "NoSuchConcept"},
        {"parent": "NoSuchParent"},
        {"context": "notes"},
        {"status": "proposed"},
        {"language": "en", "label": "売上高"},
        {"role": "heading"},
        {"label": "Total assets", "language": "en"},
    ],
)
def test_a_wrong_label_is_a_problem(change: dict[str, str]) -> None:
    good = next(label for label in LABELS if label.concept == "NetSales" and label.role == "standard")
    assert label_problems(replace(good, **change), load_glossary())  # type: ignore[arg-type]
