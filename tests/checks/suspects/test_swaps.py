"""Numbers that changed places as a whole: found where undoing it mends what fails, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from checks.identities.identity import Ratio, Sum
from checks.identities.ledger import to_entry
from checks.suspects.suspicion import in_the_other_language
from checks.suspects.swaps import nearly_holds
from parsers.records import Fact, Reading
from parsers.table import Column, Table
from tests.checks.joined import prove
from tests.checks.tables import DEC02, DEC03, about, amount, as_facts, readings, share, table

QUARTER, YEAR = date(2003, 10, 1), date(2003, 4, 1)
LINES = ("甲", "乙", "丙", "合計 =")
SHORT = ("3,204 31.6", "5,633 55.5", "1,318 13.0", "10,155 100.0")
LONG = ("9,871 34.0", "15,353 52.9", "3,778 13.0", "29,002 100.0")


def statement(number: int, start: date, cells: tuple[str, ...]) -> Table:
    columns = (
        Column(1, unit="JPY", scale=Decimal(1000), period_start=start, period_end=DEC03),
        Column(2, measure="common_size", unit="pure", period_start=start, period_end=DEC03, base=1),
    )
    text = "\n".join(f"{label} | {line}" for label, line in zip(LINES, cells, strict=True))
    return replace(table(columns, text, "income_statement"), number=number)


def codes(*tables: Table, rate: str | None = None) -> list[str]:
    found = tuple(reading for source in tables for reading in readings(source))
    _, verdicts, _, findings = prove("r", about(rounding="half_up", usd_rate=rate and Decimal(rate)), tables, found, [], [])
    swapped = {i for finding in findings if finding.code.endswith("_swapped") for i in finding.reading_ids}
    assert swapped <= {reading.reading_id for reading in verdicts if reading.verdict == "contradicted"}
    return [finding.code for finding in findings if finding.code.endswith("_swapped")]


def test_one_line_of_the_quarter_in_the_longer_period_s_place_is_found() -> None:
    short, long = (SHORT[0], LONG[1], *SHORT[2:]), (LONG[0], SHORT[1], *LONG[2:])
    assert codes(statement(1, QUARTER, SHORT), statement(2, YEAR, LONG)) == []
    assert "spans_swapped" in codes(statement(1, QUARTER, short), statement(2, YEAR, long))


def test_swapped_columns_are_found_by_the_dollars_beside_them() -> None:
    columns = (amount(1, "USD"), amount(2), amount(3, end=DEC02))
    right = "甲 | 89,920 9,633,155 10,563,578\n乙 | 65,084 6,972,438 5,111,222\n丙 | 1,832 196,252 813,863\n丁 | 8,171 875,338 882,854"
    rows = [line.split() for line in right.splitlines()]
    wrong = "\n".join(" ".join((*row[:3], row[4], row[3])) for row in rows)
    other = replace(table(columns[:2], "\n".join(" ".join(row[:4]) for row in rows)), number=2)
    assert codes(table(columns, right), other, rate="107.13") == []
    assert codes(table(columns, wrong), other, rate="107.13") == ["columns_swapped"]


SHEET = "現金 | 310 250\n売掛金 | 620 580\n土地 | 870 1,104\n資産合計 = | 1,800 1,934"


def numbered_facts(tables: tuple[Table, ...], found: tuple[Reading, ...]) -> list[Fact]:
    """A fact for each reading; the tables after the first keep lines of the same name apart, as the glossary does where numbers differ."""
    facts = as_facts(found)
    return [f if r.table == tables[0].number else replace(f, concept=f"provisional:{f.concept}@{r.table}") for f, r in zip(facts, found, strict=True)]


def test_all_columns_of_a_sheet_exchanged_are_told_by_lines_of_the_same_name() -> None:
    two = (amount(1), amount(2, end=DEC02))
    exchanged = table(two, "\n".join(f"{line.split('|')[0]}| {' '.join(line.split('|')[1].split()[::-1])}" for line in SHEET.splitlines()))
    for sheet, expected in ((table(two, SHEET), []), (exchanged, ["columns_swapped"])):
        overview = replace(table(two, "現金 | 310 250\n資産合計 | 1,800 1,934", "summary"), number=2)
        found = (*readings(sheet), *readings(overview))
        facts = as_facts(found) if not expected else numbered_facts((sheet, overview), found)
        _, verdicts, _, findings = prove("r", about(rounding="half_up"), (sheet, overview), found, [], facts)
        assert [finding.code for finding in findings if finding.severity == "error"] == expected
        assert {reading.table for reading in verdicts if reading.verdict == "contradicted"} <= {1, 2}


def test_a_share_that_was_bent_does_not_speak_for_an_exchange() -> None:
    base, amounts, shares = (to_entry(at, reading, "half_up") for at, reading in enumerate(readings(table((amount(1), share(2)), "甲 | 1,000 ~\n乙 | 333 35.2"))))
    assert not Ratio("common_size", shares, base, amounts).holds()
    assert not nearly_holds(Ratio("common_size", shares, base, amounts))
    near = replace(shares, value=shares.value - 17 * shares.digit, span=(shares.span[0] - 17 * shares.digit, shares.span[1] - 17 * shares.digit))
    assert not Ratio("common_size", near, base, amounts).holds()
    assert nearly_holds(Ratio("common_size", near, base, amounts))


def test_what_repeats_it_in_the_other_language_is_put_right_alike() -> None:
    ours, theirs, finer = (to_entry(at, reading, "half_up") for at, reading in enumerate(readings(table((amount(1),), "甲 | 310\nA | 310\nB | 310.0"))))
    right = replace(ours, value=250, span=(250, 250))
    found = in_the_other_language({ours.at: right}, [Sum("bilingual", theirs, (ours,), (1,)), Sum("bilingual", finer, (ours,), (1,)), Sum("duplicate", theirs, (ours,), (1,))])
    assert {at: entry.value for at, entry in found.items()} == {theirs.at: 250}
