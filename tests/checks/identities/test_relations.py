"""Every row of relations.tsv is its own test: it reads, its concepts exist, and it holds on numbers that obey it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from checks.identities.identity import Ratio, Sum
from checks.identities.ledger import Ledger
from checks.identities.relations import AccountingRelation, Book, Term, load_relations, parse_relation, related, sums
from glossary.terms.glossary import load_glossary
from parsers.errors import TableError
from parsers.records import Fact, Reading

FIRST, LAST = date(2003, 10, 1), date(2003, 12, 31)


def printed(concept: str, value: int, unit: str, start: date | None, end: date, row: int) -> tuple[Fact, Reading]:
    """A fact of one reading."""
    reading_id = f"r/1.1.{row}.1"
    reading = Reading(
        reading_id,
        "r",
        1,
        "en",
        1,
        "",
        "other",
        row,
        concept,
        (concept,),
        0,
        1,
        (),
        (),
        (),
        "actual",
        "consolidated",
        str(value),
        "amount",
        unit,
        Decimal(value),
        0,
        start,
        end,
        None,
        "printed",
        "printed",
        (),
        1,
        row,
        None,
    )
    fact = Fact(
        f"f{row}",
        "r",
        "e",
        concept,
        (),
        "actual",
        "consolidated",
        "amount",
        unit,
        start,
        end,
        Decimal(value),
        0,
        "other",
        None,
        "accepted",
        None,
        None,
        None,
        None,
        "en_only",
        "unproved",
        0,
        (reading_id,),
    )
    return fact, reading


def period_of(term: Term, relation: AccountingRelation) -> tuple[date | None, date]:
    """The period that a term of a relation calls for; a relation of a balance sheet is of one day."""
    if term.day == "begin":
        return None, date(2003, 9, 30)
    return (None, LAST) if term.day == "end" or relation.kind == "balance" else (FIRST, LAST)


@pytest.mark.parametrize("relation", load_relations(), ids=lambda relation: f"{relation.total.concept}={len(relation.parts)} {relation.note}")
def test_a_relation_holds_on_numbers_that_obey_it_and_fails_on_others(relation: AccountingRelation) -> None:
    known = load_glossary().concepts
    terms = (relation.total, *relation.parts)
    assert [term.concept for term in terms if term.concept not in known] == []
    for total, holds in ((None, True), (7, False)):
        units = ["JPY/share", "shares"] if relation.product else ["JPY"] * len(relation.parts)
        if relation.product and "Ads" in relation.parts[0].concept:
            units = ["JPY/ADS", "ADS"]
        values = [100 + number for number in range(len(relation.parts))]
        due = values[0] * values[1] if relation.product else sum(value * term.sign for value, term in zip(values, relation.parts, strict=True))
        prints = [
            printed(term.concept, value, unit, *period_of(term, relation), row)
            for row, (term, value, unit) in enumerate(zip(terms, (total or due, *values), ("JPY", *units), strict=True), 1)
        ]
        book = Book(Ledger([], [reading for _, reading in prints], "half_up"), [fact for fact, _ in prints])
        found = [identity for identity in related(book, relation.kind) if len(identity.members) == len(terms)]
        assert bool(found) == holds
        assert all(isinstance(identity, Ratio if relation.product else Sum) for identity in found)


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "wish", "total": "Assets", "parts": "Liabilities", "note": ""},
        {"kind": "balance", "total": "Assets + X", "parts": "Liabilities", "note": ""},
        {"kind": "balance", "total": "Assets", "parts": "(Liabilities", "note": ""},
        {"kind": "balance", "total": "Assets", "parts": "", "note": ""},
    ],
)
def test_a_bad_row_is_refused_with_its_line(row: dict[str, str]) -> None:
    with pytest.raises(TableError, match="line 9"):
        parse_relation(row, 9)


def test_a_part_that_many_do_not_print_may_be_missing() -> None:
    relation = parse_relation({"kind": "articulation", "total": "ProfitLoss", "parts": "A + B?", "note": ""}, 9)
    whole, owners, others = (printed(name, value, "JPY", FIRST, LAST, row) for row, (name, value) in enumerate((("ProfitLoss", 100), ("A", 98), ("B", 2)), 1))
    for prints, residuals in (((whole, owners, others), [0]), ((whole, owners), [20_000_000]), ((whole, others), [])):
        book = Book(Ledger([], [reading for _, reading in prints], "half_up"), [fact for fact, _ in prints])
        assert [identity.residual for identity in sums(book, relation)] == residuals
