"""What makes numbers doubtful without an identity of their own that fails: they are never called proved, and a finding says why.

A label that means two things or belongs to the next row, a period that cannot be the column's, a column that does not follow from
the amounts beside it: the number may stand there as printed and its sums may hold, and yet say something else than it seems to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from checks.doubts.crossed_labels import crossed_labels
from checks.doubts.crossed_relations import crossed_by_relations
from checks.doubts.lone_signs import lone_signs
from checks.doubts.misnamed_totals import misnamed_totals
from checks.doubts.nil_neighbours import beside_nothing
from checks.doubts.pairing import doubted_pairs
from checks.doubts.row_order import order_crossed
from checks.identities.absence import missing_rows
from checks.identities.identities import Tried
from checks.identities.identity import Identity
from checks.identities.ledger import Ledger
from checks.suspects.suspicion import Suspicion
from checks.suspects.swaps import row_of
from parsers.records import Alignment, Fact, Finding

RowPlace = tuple[int, int, int]
"""document, table, row"""
BESIDE = frozenset({"common_size", "change", "translation"})
"""Kinds of identity by which a column follows from those beside it."""


def find_doubts(
    ledger: Ledger,
    alignments: Sequence[Alignment],
    facts: Sequence[Fact],
    tried: Tried,
    suspicion: Suspicion,
) -> tuple[set[int], list[Finding]]:
    """Places of the doubted entries in the ledger, and the findings that say why."""
    paired, of_pairs = doubted_pairs(ledger, alignments)
    crossed, of_labels = crossed_labels(ledger, facts)
    renamed, of_names = crossed_by_relations(ledger, facts)
    lacking, of_totals = missing_rows(ledger, tried.lacking)
    alone, of_alone = beside_nothing(ledger, tried.identities)
    misnamed, of_sums = misnamed_totals(ledger, facts, tried.footed)
    turned, of_order = order_crossed(ledger)
    signs, of_signs = lone_signs(ledger, facts, tried.identities)
    doubted_rows = paired | crossed | renamed | misnamed | turned | lacking | alone | rows_in_question(ledger, suspicion)
    explained = {id(identity) for identity in suspicion.mended}
    strange = [identity for identity in tried.doubtful if id(identity) not in explained and not identity.holds()]
    columns = suspicion.unsteady | {
        (m.reading.document, m.reading.table, m.reading.column) for identity in strange if identity.kind in BESIDE for m in identity.members
    }
    places = {
        entry.at
        for (document, table), rows in ledger.grid.items()
        for row, cells in rows.items()
        for column, entry in cells.items()
        if (document, table, row) in doubted_rows or (document, table, column) in columns
    }
    places |= {member.at for identity in strange for member in identity.members} | {at for swap in suspicion.swaps for at in swap.unsure} | signs
    return places, [*columns_doubted(tried.doubtful, suspicion.mended), *of_pairs, *of_labels, *of_names, *of_sums, *of_order, *of_totals, *of_alone, *of_signs]


def rows_in_question(ledger: Ledger, suspicion: Suspicion) -> set[RowPlace]:
    """The rows most of whose amounts are contradicted, each in its own column: the row may be another one's, with its shares and changes."""
    moved = {at for swap in suspicion.swaps if swap.whole_line for at in swap.undone} | {suspect.entry.at for suspect in suspicion.suspects}
    found = set()
    for document, table, row in {row_of(ledger.entries[at]) for at in moved}:
        amounts = [entry.at for entry in ledger.grid[document, table][row].values() if entry.reading.measure == "amount"]
        if len(moved & set(amounts)) >= max(2, len(amounts) / 2):
            found.add((document, table, row))
    return found


def columns_doubted(identities: Iterable[Identity], mended: Iterable[Identity]) -> list[Finding]:
    """A finding for each column of shares, rates or dollars that mostly does not follow from the amounts beside it, unless a swap explains it."""
    by_column: dict[tuple[int, int, int], list[Identity]] = defaultdict(list)
    for identity in identities:
        if identity.kind in BESIDE:
            by_column[column_of(identity)].append(identity)
    explained = set(map(column_of, mended))
    findings = []
    for (document, table, column), found in by_column.items():
        if len(found) > 1 and (document, table, column) not in explained:
            named = f"table {table} column {column} ({found[0].members[0].reading.measure})"
            failing = sum(not identity.holds() for identity in found)
            message = f"{named}: expected to follow from the amounts beside it, found {failing} of {len(found)} rows that do not; not used"
            ids = tuple(identity.members[0].reading.reading_id for identity in found)
            findings.append(Finding("column_doubted", "warning", message, ids, document))
    return findings


def column_of(identity: Identity) -> tuple[int, int, int]:
    """document, table and column of the number that an identity explains"""
    shown = identity.members[0].reading
    return shown.document, shown.table, shown.column
