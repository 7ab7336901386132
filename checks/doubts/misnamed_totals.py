"""A total by its name that adds nothing up, directly beside a row that does and is no total by its name: their labels may be exchanged.

    Inventories         13,408,327      is the sum of the rows above it
    Total current assets   268,519      is no sum of anything
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checks.identities.absence import NEVER_A_LINE, STATEMENTS, Key, RowPlace
from checks.identities.footing import Relation, Rows
from checks.identities.ledger import Ledger
from parsers.records import Fact, Finding
from parsers.words.label_texts import is_total

RESULTS = NEVER_A_LINE | {
    "CashAndCashEquivalents", "ComprehensiveIncome", "NetIncomeLoss", "ProfitAttributableToOwnersOfParent", "ProfitLoss",
}  # fmt: skip
"""Concepts that may be the sum of rows without a word that says so."""


def misnamed_totals(
    ledger: Ledger, facts: Iterable[Fact], footed: Mapping[Key, tuple[Rows, Sequence[Relation]]]
) -> tuple[set[RowPlace], list[Finding]]:  # fmt: skip
    """The rows of each such pair, and a finding for it. footed: the rows and the sums of every table."""
    concepts = {reading_id: fact.concept for fact in facts for reading_id in fact.reading_ids}
    doubted: set[RowPlace] = set()
    findings: list[Finding] = []
    for key, (rows, relations) in footed.items():
        if key not in ledger.tables or ledger.tables[key].statement not in STATEMENTS:
            continue
        sums = {relation.total for relation in relations}
        made = {relation.total for relation in relations if len(relation.parts) > 1}
        named = {at for at in range(len(rows.numbers)) if is_named(ledger, key, rows, at, concepts)}
        for at in sorted(named - sums):
            if any(rows.repeats(at, other) for other in sums if other != at) or not any(rows.values[at]):
                continue
            for near in (at - 1, at + 1):
                if near in made - named:
                    doubted |= {(*key, rows.numbers[at]), (*key, rows.numbers[near])}
                    findings.append(to_finding(ledger, key, rows, at, near))
    return doubted, findings


def is_named(ledger: Ledger, key: Key, rows: Rows, at: int, concepts: Mapping[str, str]) -> bool:
    """Whether a row's label says that it is a total or a result."""
    row = ledger.rows_of(key).get(rows.numbers[at])
    ids = [entry.reading.reading_id for entry in rows.entries[at] if entry is not None]
    return row is not None and (is_total(row.label) or any(concepts.get(reading_id) in RESULTS for reading_id in ids))


def to_finding(ledger: Ledger, key: Key, rows: Rows, at: int, near: int) -> Finding:
    """What a person should know: the total that is none, and the row that is one."""
    known = ledger.rows_of(key)
    total, other = known[rows.numbers[at]], known[rows.numbers[near]]
    entries = [entry for place in (at, near) for entry in rows.entries[place] if entry is not None]
    first = entries[0].reading
    message = (
        f'table {key[1]} row {total.number} "{total.label}" and row {other.number} "{other.label}": expected the first to be a sum of rows above it, '
        "found that the second is; the labels may stand in each other's place"
    )
    ids = tuple(entry.reading.reading_id for entry in entries)
    return Finding("labels_crossed", "warning", message, ids, key[0], first.page, first.line, first.bbox)
