"""Verdicts on small releases: what holds, what fails, who is to blame, and who stays proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parsers.records import Check, Fact, Finding, Reading, Source
from tests.checks.joined import prove
from tests.checks.tables import DEC02, SAID, SEP03, about, amount, change, readings, share, table

COLUMNS = (amount(1, "USD"), amount(2), share(3, 2), amount(4, end=DEC02), share(5, 4, DEC02), amount(6, end=SEP03), share(7, 6, SEP03))
SHEET = """
現金及び現金同等物 | 113,326 12,140,595 31.5 4,270,613 11.4 11,782,935 30.7
売掛金            | 61,982 6,640,226 17.3 7,305,169 19.5 6,726,563 17.5
棚卸資産          | 1,832 196,252 0.5 813,863 2.2 268,519 0.7
前払費用          | 8,171 875,338 2.3 882,854 2.4 654,269 1.7
その他流動資産    | 3,657 391,766 1.0 135,828 0.4 464,418 1.2
流動資産合計    = | 188,968 20,244,177 52.6 13,408,327 35.9 19,896,704 51.8
関連会社投資等    | 9,560 1,024,126 2.7 4,522,602 12.1 1,106,062 2.9
その他投資        | 54,344 5,821,912 15.1 3,461,695 9.2 5,513,137 14.3
有形固定資産等    | 78,861 8,448,327 22.0 8,898,123 23.8 9,108,783 23.7
敷金保証金        | 19,382 2,076,387 5.4 6,369,596 17.1 2,080,764 5.4
その他資産        | 7,934 849,954 2.2 699,998 1.9 728,580 1.9
資産合計        = | 359,049 38,464,883 100.0 37,360,341 100.0 38,434,030 100.0
短期借入金        | 63,142 6,764,410 17.6 4,510,000 12.1 4,304,906 11.2
買掛金及び未払金  | 43,047 4,611,586 12.0 5,852,779 15.7 4,856,325 12.6
未払費用          | 4,798 513,996 1.3 364,366 1.0 489,568 1.3
その他流動負債    | 5,554 594,974 1.5 570,719 1.5 410,577 1.1
一年内長期借入金  | 18,177 1,947,309 5.1 1,200,000 3.2 2,946,377 7.7
短期リース債務    | 22,548 2,415,596 6.3 2,424,701 6.5 2,588,505 6.7
流動負債合計    = | 157,266 16,847,871 43.8 14,922,565 40.0 15,596,258 40.6
長期借入金        | 18,160 1,945,434 5.0 3,400,000 9.1 1,982,612 5.2
転換社債          | 110,445 11,832,000 30.7 15,000,000 40.1 15,000,000 39.0
長期リース債務    | 26,155 2,801,993 7.3 3,463,132 9.3 3,198,073 8.3
退職給付引当金    | 631 67,557 0.2 75,047 0.2 69,794 0.2
その他固定負債    | 1,683 180,329 0.5 184,847 0.5 193,043 0.5
負債合計        = | 314,340 33,675,184 87.5 37,045,591 99.2 36,039,780 93.8
少数株主持分      | 4,540 486,388 1.3 900,837 2.4 437,678 1.1
資本金            | 128,492 13,765,372 35.8 7,082,336 18.9 13,765,372 35.8
資本準備金        | 220,645 23,637,628 61.5 17,068,353 45.7 23,637,628 61.5
欠損金            | (330,992) (35,459,129) (92.2) (25,395,691) (68.0) (37,438,265) (97.4)
評価差額金等      | 22,024 2,359,440 6.1 658,915 1.8 1,991,837 5.2
資本合計        = | 40,169 4,303,311 11.2 (586,087) (1.6) 1,956,572 5.1
負債及び資本合計 =| 359,049 38,464,883 100.0 37,360,341 100.0 38,434,030 100.0
"""


def proved(text: str, **said: object) -> tuple[tuple[Check, ...], tuple[Reading, ...], tuple[Fact, ...], list[Finding]]:
    source = table(COLUMNS, text)
    return prove("r", about(rounding="half_up", usd_rate=Decimal("107.13"), **said), [source], readings(source), [], [])


def of(found: tuple[Reading, ...], verdict: str) -> list[str]:
    return [reading.reading_id for reading in found if reading.verdict == verdict]


def test_a_clean_sheet_is_proved() -> None:
    checks, found, _, findings = proved(SHEET)
    assert {check.verdict for check in checks} == {"holds"}
    assert {reading.verdict for reading in found} == {"proved"}
    assert not findings


@pytest.mark.parametrize(
    ("right", "wrong", "guilty", "repair"),
    [
        ("5,821,912", "5,812,912", "r/1.1.8.2", "digits swapped: 5821912000"),
        ("5,821,912", "(5,821,912)", "r/1.1.8.2", "sign lost: 5821912000"),
        ("20,244,177", "20,244,171", "r/1.1.6.2", "digit changed: 20244177000"),
        ("6,369,596", "6,369,596,000", "r/1.1.10.4", "scale: 6369596000"),
        ("8,898,123", "889,812", "r/1.1.9.4", "digit lost: 8898123000"),
        ("54,344", "54,433", "r/1.1.8.1", "value: 54344000"),
        ("38,434,030", "38,434,300", "r/1.1.12.6", "digits swapped: 38434030000"),
    ],
)
def test_one_wrong_number_is_found_and_named(right: str, wrong: str, guilty: str, repair: str) -> None:
    checks, found, _, findings = proved(SHEET.replace(right, wrong, 1))
    assert of(found, "contradicted") == [guilty]
    assert any(check.verdict == "fails" and guilty in check.reading_ids for check in checks)
    assert [finding.reading_ids for finding in findings if finding.code == "contradicted"] == [(guilty,)]
    assert repair in findings[-1].message
    # The others lose the identities they shared with it, and nothing more: those of other columns and sums stay proved.
    others = [reading for reading in found if reading.reading_id != guilty]
    assert sum(reading.verdict == "proved" for reading in others) >= len(others) - 10


def test_of_two_equal_suspects_both_are_contradicted_and_each_names_the_other() -> None:
    source = table((amount(1), amount(2, end=DEC02), change(3, 1, 2)), "甲 | 1,218 349 990.0", "operating_metric")
    _, found, _, findings = prove("r", about(rounding="half_up"), [source], readings(source), [], [])
    assert len(of(found, "contradicted")) == 3
    assert all("or wrong instead" in finding.message for finding in findings)


def test_a_number_without_any_identity_is_unproved() -> None:
    source = table((amount(1), amount(2, end=DEC02)), "甲 | 1,218 349\n乙 | 76 -")
    checks, found, _, _ = prove("r", about(), [source], readings(source), [], [])
    assert not checks
    assert {reading.verdict for reading in found} == {"unproved"}


def test_a_loose_identity_supports_only() -> None:
    # 8.8 % says little of the last digit of the amounts, and all of its own.
    source = table((amount(1), amount(2, end=DEC02), change(3, 1, 2)), "甲 | 9,633,155 10,563,578 (8.8)", "income_statement")
    _, found, _, _ = prove("r", about(rounding="half_up"), [source], readings(source), [], [])
    assert [reading.verdict for reading in found] == ["supported", "supported", "proved"]
    assert [reading.proofs for reading in found] == [1, 1, 1]


def test_what_placed_a_number_does_not_prove_it() -> None:
    source = table(COLUMNS, SHEET)
    inferred = tuple(replace(r, placement="inferred") if r.row == 10 else r for r in readings(source))
    _, found, _, _ = prove("r", about(rounding="half_up", usd_rate=Decimal("107.13")), [source], inferred, [], [])
    assert {reading.verdict for reading in found if reading.row == 10} == {"unproved"}
    assert {reading.verdict for reading in found if reading.row != 10 and reading.measure == "amount"} == {"proved"}


def test_the_columns_rate_is_used_where_the_printed_one_is_not_theirs() -> None:
    source = table(COLUMNS, SHEET)
    checks, _, _, findings = prove("r", about(rounding="half_up", usd_rate=Decimal("117.13")), [source], readings(source), [], [])
    assert [finding.code for finding in findings] == ["rate_differs"]
    assert {check.verdict for check in checks if check.kind == "translation"} == {"holds"}


def test_two_columns_in_each_others_place_are_contradicted_as_a_whole() -> None:
    source = table(COLUMNS, SHEET)
    own = {(reading.row, reading.column): reading for reading in readings(source)}
    swapped = tuple(replace(r, value=own[r.row, {4: 6, 6: 4}[r.column]].value) if r.column in (4, 6) else r for r in own.values())
    _, found, _, findings = prove("r", about(rounding="half_up", usd_rate=Decimal("107.13")), [source], swapped, [], [])
    assert [finding.code for finding in findings] == ["columns_swapped"]
    assert {reading.column for reading in found if reading.verdict == "contradicted"} == {4, 6}


@pytest.mark.parametrize(("rate", "later", "holds"), [("(141.6)", "235,837", True), ("141.6", "235,837", False), ("28.2", "(726,275)", True)])
def test_a_loss_changes_by_the_releases_convention(rate: str, later: str, holds: bool) -> None:
    text = f"甲 | (2,136,513) (1,666,669) 28.2\n乙 | 186,096 (566,520) (132.8)\n丙 | {later} (566,520) {rate}"
    source = table((amount(1), amount(2, end=DEC02), change(3, 1, 2)), text, "income_statement")
    checks, _, _, _ = prove("r", about(rounding="half_up"), [source], readings(source), [], [])
    assert [check.verdict for check in checks] == ["holds", "holds", "holds" if holds else "fails"]


def fact(fact_id: str, *ids: str, value: str, concept: str = "c", start: date | None = None) -> Fact:
    return Fact(
        fact_id,
        "r",
        "e",
        concept,
        (),
        "actual",
        "consolidated",
        "amount",
        "JPY",
        start,
        date(2003, 12, 31),
        Decimal(value),
        -3,
        "balance_sheet",
        None,
        "accepted",
        None,
        None,
        None,
        None,
        "ja_only",
        "unproved",
        0,
        ids,
    )


def test_a_fact_takes_the_best_verdict_and_leaves_a_contradicted_print() -> None:
    source = table(COLUMNS, SHEET.replace("5,821,912", "5,812,912"))
    again = table((amount(2),), "その他投資 | 5,821,912", "summary")
    again = replace(again, number=2)
    facts = [fact("f", "r/1.1.8.2", "r/1.2.1.2", value="5812912000")]
    checks, found, facts_found, _ = prove(
        "r", about(rounding="half_up", usd_rate=Decimal("107.13")), [source, again], [*readings(source), *readings(again)], [], facts
    )
    assert of(found, "contradicted") == ["r/1.1.8.2"]
    assert facts_found[0].value == Decimal(5821912000)
    assert facts_found[0].verdict != "contradicted"
    assert {check.verdict for check in checks if check.kind == "footing" and "r/1.1.8.2" in check.reading_ids} == {"fails"}


def test_every_record_is_the_same_twice() -> None:
    assert proved(SHEET) == proved(SHEET)


OPEN = """
甲    | 113,326
乙    | 61,982
丙    | 1,832
計  = | 177,140
"""


@pytest.mark.parametrize(("frame", "verdict"), [("printed", "supported"), ("open", "unproved")])
def test_a_verdict_vouches_for_the_meaning(frame: str, verdict: str) -> None:
    """The sum holds; of numbers whose unit nobody knows it proves nothing."""
    source = table((amount(1),), OPEN)
    found = tuple(replace(reading, frame=frame) for reading in readings(source))
    _, judged, _, _ = prove("r", about(rounding="half_up"), [source], found, [], [])
    assert {reading.verdict for reading in judged} == {verdict}
    assert all(bool(reading.proofs) is (verdict == "supported") for reading in judged)


@pytest.mark.parametrize(
    ("dimension", "by", "verdict"),
    [
        ("period", "section", "proved"),
        ("period", "document", "supported"),
        ("period", "twin", "supported"),
        ("period", None, "supported"),
        ("unit", "caption", "proved"),
        ("unit", None, "supported"),
        ("scope", "document", "proved"),
        ("scope", None, "supported"),
    ],
)
def test_sums_do_not_prove_what_no_words_at_the_table_say(dimension: str, by: str | None, verdict: str) -> None:
    """A sum holds whatever the year, the currency or the company is."""
    source = table(COLUMNS, SHEET)
    said = (*(one for one in SAID if one.dimension != dimension), *((Source(dimension, "", by),) if by else ()))
    found = tuple(replace(reading, sources=said) for reading in readings(source))
    _, judged, _, _ = prove("r", about(rounding="half_up", usd_rate=Decimal("107.13")), [source], found, [], [])
    assert {reading.verdict for reading in judged if reading.verdict != 'unproved'} == {verdict}


def test_what_rests_on_an_unknown_period_is_skipped() -> None:
    source = table((amount(1), amount(2, end=DEC02), change(3, 1, 2)), "売上高 | 1,100 1,000 10.0\n費用 | 880 800 10.0\n")
    found = tuple(replace(reading, frame="open") if reading.column == 2 else reading for reading in readings(source))
    known, _, _, _ = prove("r", about(), [source], readings(source), [], [])
    checks, judged, _, _ = prove("r", about(), [source], found, [], [])
    assert {check.verdict for check in known if check.kind == "change"} == {"holds"}
    assert {check.verdict for check in checks if check.kind == "change"} == {"skipped"}
    assert {reading.verdict for reading in judged} == {"unproved"}


def test_numbers_that_chose_a_measure_do_not_prove_it() -> None:
    source = table(COLUMNS, SHEET)
    by_words = readings(source)
    by_numbers = [replace(one, sources=(Source("measure", "", "numbers"),)) if one.measure == "common_size" else one for one in by_words]
    said = {"rounding": "half_up", "usd_rate": Decimal("107.13")}
    (_, before, *_), (_, after, *_) = (prove("r", about(**said), [source], found, [], []) for found in (by_words, by_numbers))
    proofs = [{one.reading_id: one.proofs for one in found if one.measure == "common_size"} for found in (before, after)]
    assert sum(proofs[1].values()) < sum(proofs[0].values())
    assert [one.verdict for one in before if one.measure == "amount"] == [one.verdict for one in after if one.measure == "amount"]
