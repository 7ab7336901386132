"""The same number printed twice in one language: in a summary and a statement, or in two statements (articulation)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from checks.identities.adjusted_shares import bent
from checks.identities.identity import Sum
from checks.identities.ledger import FOREIGN, Ledger, LedgerEntry
from checks.identities.row_names import TableKey, same_line, weak_labels
from parsers.records import Fact, Finding
from parsers.words.statements import ACCOUNTS

Place = tuple[int, ...]
"""document, table and perhaps row"""

DIFFERENT_GROUNDS = 3
"""Differing cells of two tables that are no slips of the pen any more."""
TELLING = 100
"""Printed digits from which on equal numbers are no chance."""
MOSTLY = 0.5
"""Share of the cells of two rows that must agree for the rows to be believed one line item."""


def duplicates(ledger: Ledger, facts: Iterable[Fact], adding: Set[int] = frozenset()) -> tuple[list[Sum], list[Sum], list[Finding]]:
    """The repeated prints of each fact in each language, each with the finest one; those of tables that print different things, with a finding.

    Two rows count as prints of one line item where most of their cells agree (with one sign for all): two items that the glossary
    took for one are no contradiction of either. Two tables that differ in several cells were made on different grounds
    (restated, regrouped): their differing cells are not compared.
    """
    weak = weak_labels(ledger)
    by_rows: dict[tuple[Place, Place], list[tuple[LedgerEntry, LedgerEntry]]] = defaultdict(list)
    for fact in facts:
        for one, other in repeated(ledger, fact, weak):
            by_rows[row_of(one), row_of(other)].append((one, other))
    by_tables: dict[tuple[Place, Place], list[Sum]] = defaultdict(list)
    for (one_row, other_row), pairs in by_rows.items():
        by_tables[one_row[:2], other_row[:2]] += row_pair(pairs, adding)
    kept: list[Sum] = []
    different: list[Sum] = []
    findings: list[Finding] = []
    for (one_table, other_table), found in by_tables.items():
        differing = [pair for pair in found if not pair.holds()]
        if len(differing) >= DIFFERENT_GROUNDS:
            named = f"tables {one_table[1]} and {other_table[1]}"
            message = f"{named}: expected one set of numbers, found {len(differing)} of {len(found)} different; not compared"
            ids = tuple(member.reading.reading_id for pair in differing for member in pair.members)
            findings.append(Finding("tables_differ", "warning", message, ids, one_table[0]))
            different += differing
            found = [pair for pair in found if pair not in differing]
        kept += found
    return kept, different, findings


def repeated(ledger: Ledger, fact: Fact, weak: Mapping[TableKey, Set[str]]) -> Iterator[tuple[LedgerEntry, LedgerEntry]]:
    """The prints of a fact in one language but the finest, each with the finest; weak: the labels that name no row by themselves."""
    for language in ("ja", "en"):
        entries = [e for e in (ledger.by_id.get(reading_id) for reading_id in fact.reading_ids) if e is not None and e.reading.language == language]
        if len(entries) > 1:
            finest = min(entries, key=lambda e: (e.digit, e.reading.statement not in ACCOUNTS, e.at))
            for entry in entries:
                if row_of(entry) != row_of(finest) and same_line(entry.reading, finest.reading, weak):
                    yield finest, entry


def row_of(entry: LedgerEntry) -> Place:
    """document, table, row"""
    return entry.reading.document, entry.reading.table, entry.reading.row


def row_pair(pairs: list[tuple[LedgerEntry, LedgerEntry]], adding: Set[int]) -> Iterator[Sum]:
    """The identities of two rows, by the sign that most of their cells call for; none where neither does."""
    for sign in (1, -1):
        found = [turned(one, other, sign, adding) for one, other in pairs]
        same = [pair.holds() for pair in found]
        # Where some differ, small numbers that agree are no evidence: 2 issues of one company and 2 of another.
        held = sum(holds and (all(same) or telling(one)) for holds, (one, _) in zip(same, pairs, strict=True))
        # Of a single pair that differs nobody knows whether it is a misprint or another item.
        if held > MOSTLY * len(found) or (held and held == MOSTLY * len(found)):
            yield from found
            return


def telling(entry: LedgerEntry) -> bool:
    """Is the number so long that another equals it by no chance?"""
    return abs(entry.value) >= TELLING * entry.digit


def turned(one: LedgerEntry, other: LedgerEntry, sign: int, adding: Set[int]) -> Sum:
    """The identity of two prints, the second with its sign turned where the two statements count it the other way."""
    statements = {one.reading.statement, other.reading.statement}
    kind = "articulation" if len(statements) == 2 and statements <= set(ACCOUNTS) else "duplicate"
    note = ("printed twice" if one.digit == other.digit else "printed at two scales") + ("" if sign > 0 else ", with the other sign")
    plain = Sum(kind, other, (one,), (sign,), exact=one.digit == other.digit, note=note)
    if one.digit != other.digit:
        return bent(plain, max(one, other, key=lambda entry: entry.digit), adding)
    loose = not plain.holds() and one.at in adding and bendable(one)
    return replace(plain, exact=False, note=f"{note}, bent to add up") if loose else plain


def bendable(entry: LedgerEntry) -> bool:
    """Whether issuers bend such a number so that its column adds up: a share or a translation, in each table its own way."""
    return entry.reading.measure == "common_size" or entry.reading.unit == FOREIGN
