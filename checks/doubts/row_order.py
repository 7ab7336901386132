"""Two neighbouring rows that another table of their statement prints in the other order: one of the two tables may have exchanged their labels.

    quarter    Cash dividends, Purchase of treasury stock        nine months    Purchase of treasury stock, Cash dividends

The sums hold whichever row is which, and where both languages were made from one source, so does their pairing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.identities.ledger import Ledger
from parsers.records import Finding
from parsers.words.label_texts import fold

ALIKE = 0.7
"""Share of the labels of the shorter table that the other must have, in the same order but for what is reported."""
FEW = 6
"""Labels that they must share."""
MOST_EXCHANGES = 2
"""Pairs of rows; of more of them the one table simply has an order of its own."""

NEAR = 300
"""Tables further apart in the list of their statement are not compared: no release prints one statement so often."""

Key = tuple[int, int]
"""document, table"""
Labelled = tuple[Key, dict[str, int]]
"""A table and the row numbers of its labels, from the top."""
RowPlace = tuple[int, int, int]
"""document, table, row"""


def order_crossed(ledger: Ledger) -> tuple[set[RowPlace], list[Finding]]:
    """The rows that stand in the other order elsewhere, and a finding for each pair of them."""
    alike: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    for key, table in ledger.tables.items():
        if key in ledger.grid and table.statement != "other":
            alike[table.language, table.statement].append((key, rows_by_label(ledger, key)))
    doubted: set[RowPlace] = set()
    findings: list[Finding] = []
    for tables in alike.values():
        for (one, ours), (other, theirs) in near_pairs(tables):
            for upper, lower in exchanges(ours, theirs):
                doubted |= {(*one, ours[upper]), (*one, ours[lower]), (*other, theirs[upper]), (*other, theirs[lower])}
                findings.append(to_finding(ledger, one, other, ours, upper, lower))
    return doubted, findings


def near_pairs(tables: Sequence[Labelled]) -> Iterator[tuple[Labelled, Labelled]]:
    """Each table with each of the next ones."""
    for at, table in enumerate(tables):
        for other in tables[at + 1 : at + 1 + NEAR]:
            yield table, other


def rows_by_label(ledger: Ledger, key: Key) -> dict[str, int]:
    """Folded label to row number, from the top, of the rows with numbers; labels that stand twice are left out."""
    rows = ledger.rows_of(key)
    labels = {number: fold(rows[number].label) for number in sorted(ledger.grid[key]) if number in rows}
    counts = Counter(labels.values())
    return {label: number for number, label in labels.items() if label and counts[label] == 1}


def exchanges(ours: dict[str, int], theirs: dict[str, int]) -> list[tuple[str, str]]:
    """The neighbours that stand in the other order there, where all else stands in one order."""
    if len(ours) < FEW or len(theirs) < FEW:
        return []
    mine = [label for label in ours if label in theirs]
    if len(mine) < FEW or len(mine) < ALIKE * min(len(ours), len(theirs)):
        return []
    others = [label for label in theirs if label in ours]
    found = list(exchanged_neighbours(mine, others))
    moved = {label for pair in found for label in pair}
    in_order = [label for label in mine if label not in moved] == [label for label in others if label not in moved]
    return found if in_order and len(found) <= MOST_EXCHANGES else []


def exchanged_neighbours(mine: list[str], others: list[str]) -> Iterator[tuple[str, str]]:
    """Two labels that follow each other in both lists, the other way round in the second."""
    reversed_there = {(lower, upper) for upper, lower in pairwise(others)}
    for upper, lower in pairwise(mine):
        if (upper, lower) in reversed_there:
            yield upper, lower


def to_finding(ledger: Ledger, one: Key, other: Key, ours: dict[str, int], upper: str, lower: str) -> Finding:
    """What a person should know: the two rows and where they stand the other way round."""
    rows = ledger.rows_of(one)
    first, second = rows[ours[upper]], rows[ours[lower]]
    message = (
        f'table {one[1]} row {first.number} "{first.label}" and row {second.number} "{second.label}": expected the order of table {other[1]}, '
        "found the other one; in one of the tables the labels may stand in each other's place"
    )
    entries = [entry for row in (first, second) for entry in ledger.grid[one][row.number].values()]
    reading = entries[0].reading
    return Finding(
        "order_crossed", "warning", message, tuple(entry.reading.reading_id for entry in entries), one[0], reading.page, reading.line, reading.bbox
    )
