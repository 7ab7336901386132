"""Labels in each other's place: two neighbouring rows whose numbers stand elsewhere under the label of the other one.

    here    Accounts payable   500      elsewhere   Accounts payable   700
            Accrued expenses   700

The table is right by its sums, whichever row is which: only another print of one of the two lines can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.identities.duplicate import TELLING
from checks.identities.identity import meets
from checks.identities.ledger import Ledger, LedgerEntry
from checks.identities.row_names import same_line, weak_labels
from glossary.pairing.concepts import line_of
from parsers.records import Fact, Finding, Reading

NEAR = 2
"""Rows above and below that a label may belong to: a heading or a subtotal may stand between."""

RowPlace = tuple[int, int, int]
"""document, table, row"""
Cells = Mapping[tuple[object, ...], LedgerEntry]
"""What a number is of (unit, period, members ...) -> the number."""


@dataclass(frozen=True, slots=True)
class Likeness:
    equal: int
    differing: int


def crossed_labels(ledger: Ledger, facts: Iterable[Fact]) -> tuple[set[RowPlace], list[Finding]]:
    """The rows that seem to bear their neighbour's label, with a finding for each pair."""
    rows = rows_of_amounts(ledger)
    elsewhere = rows_by_line(ledger, facts)
    weak = weak_labels(ledger)
    doubted: set[RowPlace] = set()
    findings: list[Finding] = []
    for names in elsewhere.values():
        for here in names:
            for there in names:
                if here[:2] == there[:2] or here not in rows or there not in rows:
                    continue
                if not same_line(first_reading(ledger, here), first_reading(ledger, there), weak):
                    continue
                own = likeness(rows[here], rows[there])
                if own.equal or not own.differing:
                    continue
                for neighbour in neighbours(rows, here):
                    other = likeness(rows[neighbour], rows[there])
                    if other.equal and not other.differing and neighbour not in names and not {here, neighbour} <= doubted:
                        doubted |= {here, neighbour, there}
                        findings.append(to_finding(ledger, here, neighbour, there))
    return doubted, findings


def first_reading(ledger: Ledger, place: RowPlace) -> Reading:
    """The first reading of a row that has numbers."""
    return next(iter(ledger.grid[place[:2]][place[2]].values())).reading


def rows_of_amounts(ledger: Ledger) -> dict[RowPlace, Cells]:
    """Every row's amounts by what they are of; where two are of the same, neither."""
    found: dict[RowPlace, Cells] = {}
    for (document, table), lines in ledger.grid.items():
        for row, cells in lines.items():
            by_key: dict[tuple[object, ...], list[LedgerEntry]] = defaultdict(list)
            for entry in cells.values():
                r = entry.reading
                if r.measure == "amount" and r.period_end is not None:
                    by_key[r.unit, r.period_start, r.period_end, r.members, r.scenario, r.scope].append(entry)
            found[document, table, row] = {key: entries[0] for key, entries in by_key.items() if len(entries) == 1}
    return found


def rows_by_line(ledger: Ledger, facts: Iterable[Fact]) -> dict[tuple[str, str], list[RowPlace]]:
    """Language and concept to the rows that print amounts of it."""
    found: dict[tuple[str, str], dict[RowPlace, None]] = defaultdict(dict)
    for fact in facts:
        if fact.measure == "amount":
            for reading_id in fact.reading_ids:
                entry = ledger.by_id.get(reading_id)
                if entry is not None:
                    r = entry.reading
                    found[r.language, line_of(fact.concept)][r.document, r.table, r.row] = None
    return {line: list(rows) for line, rows in found.items() if len(rows) > 1}


def likeness(one: Cells, other: Cells) -> Likeness:
    """How many numbers of two rows that are of the same are equal, whatever their sign, and how many are not; small ones are no evidence."""
    equal = differing = 0
    for key in one.keys() & other.keys():
        mine, theirs = one[key], other[key]
        if meets(size(mine), size(theirs)):
            equal += abs(mine.value) >= TELLING * mine.digit and abs(theirs.value) >= TELLING * theirs.digit
        else:
            differing += 1
    return Likeness(equal, differing)


def size(entry: LedgerEntry) -> tuple[int, int]:
    """The span of the number without its sign."""
    low, high = entry.span
    return (low, high) if entry.value >= 0 else (-high, -low)


def neighbours(rows: Mapping[RowPlace, Cells], place: RowPlace) -> list[RowPlace]:
    """The next rows with numbers above and below, NEAR of each."""
    document, table, row = place
    others = sorted(other[2] for other in rows if other[:2] == (document, table))
    at = others.index(row)
    return [(document, table, number) for number in (*others[max(0, at - NEAR) : at], *others[at + 1 : at + 1 + NEAR])]


def to_finding(ledger: Ledger, here: RowPlace, neighbour: RowPlace, there: RowPlace) -> Finding:
    """What a person should know: the two rows and where their numbers stand under the other label."""
    labels = {place: ledger.rows_of(place[:2])[place[2]].label for place in (here, neighbour, there)}
    message = (
        f'table {here[1]} row {here[2]} "{labels[here]}" and row {neighbour[2]} "{labels[neighbour]}": expected the numbers of table {there[1]} '
        f'row {there[2]} "{labels[there]}" in the first, found them in the second; the labels may stand in each other\'s place'
    )
    places = (here, neighbour, there)
    ids = tuple(entry.reading.reading_id for place in places for entry in ledger.grid[place[:2]][place[2]].values())
    first = first_reading(ledger, here)
    return Finding("labels_crossed", "warning", message, ids, here[0], first.page, first.line, first.bbox)
