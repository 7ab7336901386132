"""The aligner against hand-made truth: every pair of one scale, every scale twin, the cells that differ; and no more."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

from glossary.meaning.facts import readings_to_facts
from glossary.pairing.align import align, paired_cells
from glossary.pairing.equal_numbers import same_number
from glossary.terms.glossary import load_glossary
from parsers.records import Alignment
from tests.glossary.made import made_about
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


def test_every_reading_is_in_one_fact_and_every_concept_is_accepted() -> None:
    tables, readings = truth_release(truth_folder())
    alignments, _ = align(RELEASE, tables, readings, load_glossary())
    facts, findings = readings_to_facts(RELEASE, made_about("en"), tables, readings, alignments, load_glossary())
    assert Counter(reading_id for fact in facts for reading_id in fact.reading_ids) == Counter(reading.reading_id for reading in readings)
    assert {fact.concept_status for fact in facts} == {"accepted"}
    assert len({fact.fact_id for fact in facts}) == len(facts)
    assert all(fact.label_ja and fact.label_en for fact in facts)
    assert Counter(fact.agreement for fact in facts)["differ"] == 5
    assert findings == []


def test_revenue_of_the_quarter_is_one_fact_of_all_its_prints() -> None:
    tables, readings = truth_release(truth_folder())
    alignments, _ = align(RELEASE, tables, readings, load_glossary())
    facts, _ = readings_to_facts(RELEASE, made_about("en"), tables, readings, alignments, load_glossary())
    (fact,) = [f for f in facts if f.concept == "Revenues" and f.fiscal_period == "FY2003-Q3" and (f.measure, f.unit) == ("amount", "JPY")]
    assert (fact.value, fact.decimals, len(fact.reading_ids)) == (Decimal(9633155000), -3, 4)


def test_the_same_from_any_order_of_tables_and_readings() -> None:
    tables, readings = truth_release(truth_folder())
    once = align(RELEASE, tables, readings, load_glossary())
    again = align(RELEASE, tables[::-1], readings[::-1], load_glossary())
    assert once == again
