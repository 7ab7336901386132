"""Labels in each other's place, told by what must hold by accounting: it fails as the labels stand, and holds with a neighbour's numbers.

    Net sales      2,500        Gross profit + cost of sales is 10,000: the labels of the first two rows may be exchanged
    Gross profit  10,000
    Cost of sales  7,500
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checks.doubts.crossed_labels import RowPlace, neighbours, rows_in_tables, rows_of_amounts
from checks.identities.identity import Sum
from checks.identities.ledger import Ledger, LedgerEntry
from checks.identities.relations import Book, load_relations, sums
from checks.suspects.swaps import exchanged, put_right, row_of
from glossary.pairing.concepts import line_of
from parsers.records import Fact, Finding

TELLING = 1000
"""Printed digits by which two numbers must differ, for it to be no chance that one of them makes a relation hold that the other does not."""


def crossed_by_relations(ledger: Ledger, facts: Iterable[Fact]) -> tuple[set[RowPlace], list[Finding]]:
    """The rows that seem to bear their neighbour's label, and a finding for each relation that says so."""
    rows = rows_in_tables(rows_of_amounts(ledger))
    doubted: set[RowPlace] = set()
    findings: list[Finding] = []
    for own in by_table(ledger, facts):
        for failing in relations_that_fail(Book(ledger, own)):
            pairs = [(place, other) for place in rows_in(failing) for other in neighbours(rows[place[:2]], place) if holds_exchanged(ledger, failing, place, other)]
            # A pair that is reported already explains this relation too.
            if pairs and not any({*pair} <= doubted for pair in pairs):
                doubted |= {place for pair in pairs for place in pair}
                findings.append(to_finding(ledger, failing[0], pairs))
    return doubted, findings


def by_table(ledger: Ledger, facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """For each table the amounts whose concepts stand in relations, by the concept that their label asks for."""
    concepts = {term.concept for relation in load_relations() for term in (relation.total, *relation.parts)}
    found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        concept = line_of(fact.concept)
        if fact.measure == "amount" and concept in concepts:
            tables: dict[tuple[int, int], list[str]] = defaultdict(list)
            for reading_id in fact.reading_ids:
                entry = ledger.by_id.get(reading_id)
                if entry is not None:
                    tables[entry.reading.document, entry.reading.table].append(reading_id)
            for key, ids in tables.items():
                found[key].append(replace(fact, concept=concept, reading_ids=tuple(ids)))
    yield from found.values()


def relations_that_fail(book: Book) -> Iterator[list[Sum]]:
    """The relations of which no case holds, each with its cases; not those whose total another relation explains."""
    explained: set[str] = set()
    failing: list[tuple[str, list[Sum]]] = []
    for relation in load_relations():
        cases = [] if relation.product else list(sums(book, relation))
        if any(case.holds() for case in cases):
            explained.add(relation.total.concept)
        elif cases:
            failing.append((relation.total.concept, cases))
    yield from (cases for concept, cases in failing if concept not in explained)


def rows_in(cases: Sequence[Sum]) -> list[RowPlace]:
    return sorted({row_of(member) for case in cases for member in case.members})


def holds_exchanged(ledger: Ledger, cases: Sequence[Sum], place: RowPlace, other: RowPlace) -> bool:
    """Whether every case holds with the numbers of two rows exchanged."""
    ours, theirs = (ledger.grid[row[:2]][row[2]] for row in (place, other))
    undone: dict[int, LedgerEntry] = {}
    for column, entry in ours.items():
        other_entry = theirs.get(column)
        if other_entry is not None and entry.reading.unit == other_entry.reading.unit and far_apart(entry, other_entry):
            undone |= exchanged(entry, other_entry)
    return all(any(member.at in undone for member in case.members) and put_right(case, undone).holds() for case in cases)


def far_apart(one: LedgerEntry, other: LedgerEntry) -> bool:
    return abs(one.value - other.value) >= TELLING * max(one.digit, other.digit)


def to_finding(ledger: Ledger, case: Sum, pairs: Sequence[tuple[RowPlace, RowPlace]]) -> Finding:
    """What a person should know: the relation, and the rows whose labels may be exchanged."""
    told = []
    ids: list[str] = []
    for place, other in pairs:
        first, second = (ledger.rows_of(row[:2])[row[2]] for row in (place, other))
        told.append(f'row {first.number} "{first.label}" and row {second.number} "{second.label}"')
        ids += [entry.reading.reading_id for row in (place, other) for entry in ledger.grid[row[:2]][row[2]].values()]
    shown = case.total.reading
    message = (
        f"table {shown.table}: expected {case.note}, found that it holds only with the numbers of {' or of '.join(told)} exchanged; "
        "the labels may stand in each other's place"
    )
    return Finding("labels_crossed", "warning", message, tuple(dict.fromkeys(ids)), shown.document, shown.page, shown.line, shown.bbox)
