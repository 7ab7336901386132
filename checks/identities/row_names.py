"""Which rows may be prints of one line item by their names: where a label says too little, the heading over it must agree.

    自己株式                          住所            名称
      普通株式     339,203              東京都港区      甲社     500
    発行済株式                                         乙社   1,176
      普通株式  121,603,842
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from checks.identities.ledger import Ledger
from parsers.records import Reading
from parsers.words.label_texts import fold

MOSTLY = 0.5
"""Share of the rows of a table: with more of them called like others under another heading, no label of it names a row by itself."""

TableKey = tuple[int, int]
"""document, table"""


def weak_labels(ledger: Ledger) -> Mapping[TableKey, Set[str]]:
    """Table to the labels that name none of its rows by themselves: those of rows with different numbers under several headings, and all of
    a table most of whose rows are called so."""
    found: dict[TableKey, Set[str]] = {}
    for key, rows in ledger.grid.items():
        called: dict[str, list[tuple[str, tuple[tuple[int, int], ...]]]] = defaultdict(list)
        for cells in rows.values():
            reading = next(iter(cells.values())).reading
            called[fold(reading.label)].append((heading_of(reading), tuple((column, entry.value) for column, entry in sorted(cells.items()))))
        several = {label for label, places in called.items() if len({over for over, _ in places}) > 1 and len({numbers for _, numbers in places}) > 1}
        if several:
            most = sum(len(called[label]) for label in several) > MOSTLY * len(rows)
            found[key] = set(called) if most else several
    return found


@dataclass(frozen=True, slots=True)
class RowName:
    """What a row is called, as far as it matters for which line item it is."""

    vague: bool
    """Its label says too little in its table."""
    heading: str


def row_name(reading: Reading, weak: Mapping[TableKey, Set[str]]) -> RowName:
    """The name of the row of a reading."""
    return RowName(fold(reading.label) in weak.get((reading.document, reading.table), ()), heading_of(reading))


def one_line(one: RowName, other: RowName) -> bool:
    """May two rows of one concept be one line item? Not where a label says too little in its table and the headings differ."""
    return not (one.vague or other.vague) or one.heading == other.heading


def same_line(one: Reading, other: Reading, weak: Mapping[TableKey, Set[str]]) -> bool:
    """The same of two readings of the rows."""
    return one_line(row_name(one, weak), row_name(other, weak))


def heading_of(reading: Reading) -> str:
    """What stands directly over the label; "" where nothing does."""
    return fold(reading.label_path[-2]) if len(reading.label_path) > 1 else ""
