"""Facts: one number, however often it is printed; every reading in exactly one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from glossary.meaning.facts import choose_value, readings_to_facts
from glossary.pairing.align import align
from glossary.terms.entities import entity_id, find_entity, fold_name, resolve_entity
from glossary.terms.glossary import load_glossary
from parsers.about import Language
from parsers.records import Fact, Reading
from parsers.table import Table
from tests.glossary.made import RELEASE, Line, made_about, made_table, together


def facts_of(*made: tuple[Table, list[Reading]], prevailing: Language | None = None) -> list[Fact]:
    tables, readings = together(*made)
    alignments, _ = align(RELEASE, tables, readings, load_glossary())
    facts, _ = readings_to_facts(RELEASE, made_about(prevailing), tables, readings, alignments, load_glossary())
    taken = Counter(reading_id for fact in facts for reading_id in fact.reading_ids)
    assert taken == Counter(reading.reading_id for reading in readings)
    return list(facts)


def only(facts: list[Fact], concept: str, end: date = date(2003, 12, 31)) -> Fact:
    (fact,) = [fact for fact in facts if fact.concept == concept and fact.period_end == end]
    return fact


def test_two_scales_and_two_languages_are_one_fact() -> None:
    fact = only(
        facts_of(
            made_table(1, "ja", [("売上高", [9633, 10564]), ("営業利益", [236, -567])], statement="summary"),
            made_table(2, "en", [("Net sales", [9633155, 10563578]), ("Operating income", [235837, -566520])], decimals=-3),
        ),
        "NetSales",
    )
    assert (fact.value, fact.decimals) == (Decimal(9633155000), -3)
    assert (fact.label_ja, fact.label_en, fact.label_ja_source, fact.label_en_source) == ("売上高", "Net sales", "printed", "printed")
    assert (fact.agreement, fact.statement, fact.fiscal_period, fact.entity) == ("both", "income_statement", "FY2003-Q3", "sample")


@pytest.mark.parametrize(("prevailing", "value"), [("en", 2198), ("ja", 2199), (None, 2199)])
def test_the_prevailing_language_decides_where_they_differ(prevailing: Language | None, value: int) -> None:
    made = (
        made_table(1, "ja", [("売上高", [9633, 10564]), ("売上原価", [2199, 3173])]),
        made_table(2, "en", [("Net sales", [9633, 10564]), ("Cost of sales", [2198, 3173])]),
    )
    fact = only(facts_of(*made, prevailing=prevailing), "CostOfRevenue")
    assert (fact.value, fact.agreement) == (Decimal(value * 10**6), "differ")


def test_a_contradicted_reading_gives_way() -> None:
    _, readings = made_table(1, "ja", [("売上高", [9633])])
    _, english = made_table(2, "en", [("Net sales", [9632])])
    both = [*readings, *english]
    assert choose_value(both, "en") is english[0]
    assert choose_value(both, "en", {english[0].reading_id}) is readings[0]


def test_the_glossary_lends_the_other_language() -> None:
    fact = only(facts_of(made_table(1, "en", [("Total assets", [38465, 37360])], statement="balance_sheet")), "Assets")
    assert (fact.label_ja, fact.label_ja_source, fact.agreement) == ("資産合計", "glossary", "en_only")


def test_a_label_that_no_term_knows_gets_a_provisional_concept() -> None:
    (fact,) = facts_of(made_table(1, "en", [("Deposit for a rocket", [777])]))
    assert (fact.concept, fact.concept_status, fact.label_ja) == ("provisional:monetary:DepositForARocket", "provisional", None)


def test_a_provisional_concept_has_the_english_name_in_both_languages() -> None:
    ja: list[Line] = [("売上高", [9633, 10564]), ("宇宙船預り金", [7771, 8882])]
    en: list[Line] = [("Net sales", [9633, 10564]), ("Deposit for a rocket", [7771, 8882])]
    facts = facts_of(made_table(1, "ja", ja), made_table(2, "en", en))
    fact = only(facts, "provisional:monetary:DepositForARocket")
    assert (fact.label_ja, fact.agreement) == ("宇宙船預り金", "both")


def test_two_things_of_one_name_stay_apart() -> None:
    facts = facts_of(
        made_table(1, "en", [("Depreciation", [1004, 943])], statement="cash_flow_statement"),
        made_table(2, "en", [("Depreciation", [982, 916])], statement="operating_metric"),
    )
    assert len(facts) == 4
    assert sorted(fact.concept_status for fact in facts) == ["accepted", "accepted", "provisional", "provisional"]


def test_rows_of_one_label_in_one_table_are_none_of_them_the_concept() -> None:
    lines: list[Line] = [("Buildings", [900, 800]), ("Accumulated depreciation", [-300, -200]), ("Accumulated depreciation", [-70, -60])]
    facts = facts_of(made_table(1, "en", lines, statement="balance_sheet"))
    assert len(facts) == 6
    assert Counter(fact.concept_status for fact in facts) == {"accepted": 2, "provisional": 4}


def test_the_standard_label_keeps_the_concept() -> None:
    lines: list[Line] = [("Buildings and structures", [900, 800]), ("Buildings and structures, net", [600, 600])]
    facts = facts_of(made_table(1, "en", lines, statement="balance_sheet"))
    assert only(facts, "BuildingsAndStructuresNet").value == Decimal(600 * 10**6)


def test_a_misprint_in_one_cell_stays_one_fact() -> None:
    facts = facts_of(
        made_table(1, "en", [("Depreciation", [1004, 943, 984])], statement="cash_flow_statement"),
        made_table(2, "en", [("Depreciation", [1004, 943, 985])], statement="operating_metric"),
    )
    assert len(facts) == 3


def test_what_the_cash_flow_adds_back_is_the_same_fact() -> None:
    label = "Equity in net loss of equity method investees"
    facts = facts_of(
        made_table(1, "en", [(label, [-58, -1375])], statement="income_statement"),
        made_table(2, "en", [(label, [58, 1375])], statement="cash_flow_statement"),
    )
    assert [len(fact.reading_ids) for fact in facts] == [2, 2]
    assert {fact.value for fact in facts} == {Decimal(-58 * 10**6), Decimal(-1375 * 10**6)}


def test_nil_is_not_zero_but_agrees_with_it() -> None:
    ja: list[Line] = [("売上高", [9633, 10564]), ("減損損失", [None, 12])]
    en: list[Line] = [("Net sales", [9633, 10564]), ("Impairment losses", [None, 12])]
    fact = only(facts_of(made_table(1, "ja", ja), made_table(2, "en", en)), "ImpairmentLoss")
    assert (fact.value, fact.decimals, fact.agreement) == (None, None, "both")


def test_the_id_is_the_same_in_every_release() -> None:
    one = facts_of(made_table(1, "ja", [("売上高", [9633])]))
    other = facts_of(made_table(7, "en", [("Net sales", [9633])], document=3))
    assert one[0].fact_id == other[0].fact_id


def test_unknown_periods_stay_apart() -> None:
    table, readings = made_table(1, "en", [("Net sales", [9633, 10564])])
    unknown = [replace(reading, period_start=None, period_end=None, header=(f"column {reading.column}",)) for reading in readings]
    assert len(facts_of((table, unknown))) == 2


def test_entities_by_any_of_their_names() -> None:
    for name in ("Internet Initiative Japan Inc.", "インターネットイニシアティブ", "INTERNET INITIATIVE JAPAN INC", "IIJ"):
        entity = find_entity(name)
        assert entity is not None
        assert entity.entity == "internet-initiative-japan"
    assert find_entity("Sample Corporation") is None
    assert resolve_entity(made_about()) == "sample"
    assert resolve_entity(replace(made_about(), name_en=None)) == fold_name("見本株式会社")
    assert resolve_entity(replace(made_about(), name_en=None, name_ja=None)) is None
    assert entity_id("Ezaki Glico Co., Ltd.") == "ezaki-glico"
