"""Labels in each other's place: two neighbouring rows whose numbers stand elsewhere under the label of the other one.

    here    Accounts payable   500      elsewhere   Accounts payable   700
            Accrued expenses   700

The table is right by its sums, whichever row is which: only another print of one of the two lines can tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.identities.duplicate import TELLING
from checks.identities.identity import meets
from checks.identities.ledger import Interval, Ledger, LedgerEntry
from checks.identities.row_names import one_line, row_name, weak_labels
from glossary.pairing.concepts import line_of
from parsers.records import Fact, Finding, Reading

MOST_PRINTS = 300
"""Prints of one line before and behind one of them that it is compared with; no release prints a line so often."""
NEAR = 2
"""Rows above and below that a label may belong to: a heading or a subtotal may stand between."""

RowPlace = tuple[int, int, int]
"""document, table, row"""


@dataclass(frozen=True, slots=True)
class Size:
    """A number without its sign."""

    span: Interval
    telling: bool
    """It has so many digits that an equal number is no chance."""


Cells = Mapping[int, Size]
"""What a number is of (unit, period, members ...), numbered -> the number."""


def crossed_labels(ledger: Ledger, facts: Iterable[Fact]) -> tuple[set[RowPlace], list[Finding]]:
    """The rows that seem to bear their neighbour's label, with a finding for each pair."""
    rows = rows_of_amounts(ledger)
    in_table = rows_in_tables(rows)
    elsewhere = rows_by_line(ledger, facts)
    weak = weak_labels(ledger)
    doubted: set[RowPlace] = set()
    findings: list[Finding] = []
    for prints in elsewhere.values():
        names = {place: row_name(first_reading(ledger, place), weak) for place in prints if place in rows}
        for here, there in near_pairs(list(names)):
            if here[:2] == there[:2] or not one_line(names[here], names[there]):
                continue
            if print_other_numbers(rows[here], rows[there]):
                for neighbour in neighbours(in_table[here[:2]], here):
                    if print_one_number(rows[neighbour], rows[there]) and neighbour not in names and not {here, neighbour} <= doubted:
                        doubted |= {here, neighbour, there}
                        findings.append(to_finding(ledger, here, neighbour, there))
    return doubted, findings


def near_pairs(places: Sequence[RowPlace]) -> Iterator[tuple[RowPlace, RowPlace]]:
    """Each row with each other one, of very many the MOST_PRINTS next ones before and behind it."""
    for at, here in enumerate(places):
        for there in places[max(0, at - MOST_PRINTS) : at + MOST_PRINTS + 1]:
            yield here, there


def rows_in_tables(rows: Iterable[RowPlace]) -> dict[tuple[int, int], list[int]]:
    """Document and table to the numbers of its rows, sorted."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for document, table, row in rows:
        found[document, table].append(row)
    return {key: sorted(numbers) for key, numbers in found.items()}


def first_reading(ledger: Ledger, place: RowPlace) -> Reading:
    """The first reading of a row that has numbers."""
    return next(iter(ledger.grid[place[:2]][place[2]].values())).reading


def rows_of_amounts(ledger: Ledger) -> dict[RowPlace, Cells]:
    """Every row's amounts by what they are of; where two are of the same, neither."""
    found: dict[RowPlace, Cells] = {}
    numbered: dict[tuple[object, ...], int] = {}
    for (document, table), lines in ledger.grid.items():
        for row, cells in lines.items():
            by_key: dict[int, list[LedgerEntry]] = defaultdict(list)
            for entry in cells.values():
                r = entry.reading
                if r.measure == "amount" and r.period_end is not None:
                    what = r.unit, r.period_start, r.period_end, r.members, r.scenario, r.scope
                    by_key[numbered.setdefault(what, len(numbered))].append(entry)
            found[document, table, row] = {key: size_of(entries[0]) for key, entries in by_key.items() if len(entries) == 1}
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


def print_other_numbers(one: Cells, other: Cells) -> bool:
    """Whether some number of what both rows print differs and none is equal, whatever its sign; small equal ones are no evidence."""
    differing = False
    for key, mine in one.items():
        if (theirs := other.get(key)) is not None:
            if not meets(mine.span, theirs.span):
                differing = True
            elif mine.telling and theirs.telling:
                return False
    return differing


def print_one_number(one: Cells, other: Cells) -> bool:
    """Whether some number of what both rows print is equal, whatever its sign, and none differs; small ones are no evidence."""
    equal = False
    for key, mine in one.items():
        if (theirs := other.get(key)) is not None:
            if not meets(mine.span, theirs.span):
                return False
            equal = equal or (mine.telling and theirs.telling)
    return equal


def size_of(entry: LedgerEntry) -> Size:
    low, high = entry.span
    return Size((low, high) if entry.value >= 0 else (-high, -low), abs(entry.value) >= TELLING * entry.digit)


def neighbours(others: Sequence[int], place: RowPlace) -> list[RowPlace]:
    """The next rows with numbers above and below, NEAR of each. others: the rows of the table, sorted."""
    document, table, row = place
    at = bisect_left(others, row)
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
