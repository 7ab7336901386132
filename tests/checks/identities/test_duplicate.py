"""Rows printed twice: which rows may be prints of one line item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checks.doubts.crossed_labels import crossed_labels
from checks.identities.duplicate import duplicates
from checks.identities.ledger import Ledger
from parsers.records import Fact, Reading
from parsers.table import Column, Table
from tests.checks.tables import as_facts, readings, table

END = date(2024, 3, 31)
HOLDINGS = (Column(1, unit="issues", scale=Decimal(1), period_end=END), Column(2, unit="JPY", scale=Decimal(1000), period_end=END))
SHARES = (Column(1, unit="shares", scale=Decimal(1), period_end=END), Column(2, unit="JPY", scale=Decimal(1000), period_end=END))
BESIDE = "普通株式 | 243,000 5,100\n自己株式 | 700 44\n"


def numbered(number: int, source: Table) -> Table:
    return replace(source, number=number)


def merged(found: tuple[Reading, ...]) -> list[Fact]:
    """A fact for all readings of one label and unit."""
    ids: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in found:
        ids[one.label, one.unit] = (*ids.get((one.label, one.unit), ()), one.reading_id)
    first = {fact.reading_ids[0]: fact for fact in as_facts(found)}
    return [replace(first[several[0]], reading_ids=several) for several in ids.values()]


def under(found: tuple[Reading, ...], *headings: str) -> list[Reading]:
    """The readings with these headings over their rows, one a row; "" for none."""
    return [replace(one, label_path=(over, one.label)) if (over := headings[one.row - 1]) else one for one in found]


def ledger_of(*tables: tuple[Table, tuple[str, ...]]) -> tuple[Ledger, tuple[Reading, ...]]:
    found = tuple(reading for source, headings in tables for reading in under(readings(source), *headings))
    return Ledger([source for source, _ in tables], found, "half_up"), found


def compared(first: str, second: str, columns: tuple[Column, ...] = HOLDINGS) -> int:
    ledger, found = ledger_of((numbered(1, table(columns, first)), ("", "")), (numbered(2, table(columns, second)), ("", "")))
    return len(duplicates(ledger, merged(found))[0])


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ("非上場株式 | 2 1,206", "非上場株式 | 2 802", 0),
        ("非上場株式 | 2 1,206", "非上場株式 | 2 1,206", 2),
        ("非上場株式 | 214 1,206", "非上場株式 | 214 1,207", 2),
    ],
    ids=["a small number agrees by chance", "all agree", "a misprint beside a long number that agrees"],
)
def test_small_numbers_that_agree_make_no_line_of_two(first: str, second: str, pairs: int) -> None:
    assert compared(first, second) == pairs


@pytest.mark.parametrize(
    ("over", "other", "pairs"),
    [(("発行済株式", "自己株式"), ("", ""), 0), (("発行済株式", "自己株式"), ("発行済株式", ""), 2), (("", ""), ("資本", ""), 2)],
    ids=["two rows of the name", "the heading agrees", "one row of the name"],
)
def test_a_label_that_names_two_rows_needs_its_heading(over: tuple[str, str], other: tuple[str, str], pairs: int) -> None:
    second = "普通株式" if over[0] else "転換株式"
    first = table(SHARES, f"普通株式 | 243,000 5,100\n{second} | 700 44")
    ledger, found = ledger_of((numbered(1, first), over), (numbered(2, table(SHARES, BESIDE)), other))
    assert len(duplicates(ledger, merged(found))[0]) == pairs


def test_rows_of_one_name_and_one_number_are_one_line() -> None:
    """当期利益 at the end of a statement and under 当期利益の帰属 is one number."""
    first = table(SHARES, "当期利益 | 7,852 310\n当期利益 | 7,852 310")
    ledger, found = ledger_of((numbered(1, first), ("", "当期利益の帰属")), (numbered(2, table(SHARES, "当期利益 | 7,852 310")), ("",)))
    assert len(duplicates(ledger, merged(found))[0]) == 4


def test_a_label_that_names_two_rows_is_not_crossed_with_another() -> None:
    first = table(SHARES, "普通株式 | 121,816 5,210\n合計 | 243,000 5,100\n普通株式 | 700 44")
    ledger, found = ledger_of((numbered(1, first), ("自己株式", "自己株式", "発行済株式")), (numbered(2, table(SHARES, BESIDE)), ("", "")))
    assert crossed_labels(ledger, merged(found)) == (set(), [])
