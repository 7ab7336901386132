"""Changes: a rate or an increase printed next to the two amounts it was computed from.

Issuers differ in what a rate says when the earlier amount is a loss. From -567 to 236:

    signed      (236 + 567) / -567   = -141.6 %
    absolute    (236 + 567) / 567    =  141.6 %
    magnitude   (236 - 567) / 567    =  -58.4 %

A release keeps to one; it is the one that explains most of its rows with a negative amount.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checks.identities.common_size import mostly_hold
from checks.identities.identity import Identity, Ratio, Sum
from checks.identities.ledger import ONE, Ledger, LedgerEntry
from parsers.table import Column

FEW = 3
"""Rows from which on a column that mostly fails is doubted as a whole."""
CONVENTIONS = ("signed", "absolute", "magnitude")


@dataclass(frozen=True, slots=True)
class Pair:
    """A printed change with the two amounts it compares."""

    change: LedgerEntry
    later: LedgerEntry
    earlier: LedgerEntry


def changes(ledger: Ledger) -> tuple[list[Identity], list[Identity]]:
    """The changes of all tables whose two amounts stand in their row: those to be tried, and those of columns that mostly fail."""
    pairs = list(change_pairs(ledger))
    convention = release_convention([pair for pair in pairs if pair.change.reading.measure.startswith("change")])
    by_column: dict[tuple[int, int, int], list[Identity]] = defaultdict(list)
    for pair in pairs:
        reading = pair.change.reading
        by_column[reading.document, reading.table, reading.column].append(to_identity(pair, convention))
    tried: list[Identity] = []
    doubted: list[Identity] = []
    for found in by_column.values():
        (tried if len(found) < FEW or mostly_hold(found) else doubted).extend(found)
    return tried, doubted


def to_identity(pair: Pair, convention: str) -> Identity:
    """The identity of a printed rate, difference or attainment."""
    if pair.change.reading.measure.startswith("difference"):
        return Sum("change", pair.change, (pair.later, pair.earlier), (1, -1), note="later less earlier")
    if pair.change.reading.measure == "attainment":
        return Ratio("change", pair.change, pair.earlier, pair.later, note="share of the forecast attained")
    return rate(pair, convention)


def change_pairs(ledger: Ledger) -> Iterator[Pair]:
    """Every change and attainment with its two amounts, where both are printed."""
    for key, rows in ledger.grid.items():
        columns = ledger.columns_of(key)
        for cells in rows.values():
            for number, entry in cells.items():
                if entry.reading.measure.startswith(("change", "difference", "attainment")):
                    later, earlier = compared_cells(cells, columns.get(number), entry)
                    if later is not None and earlier is not None and later is not earlier:
                        yield Pair(entry, later, earlier)


def compared_cells(cells: dict[int, LedgerEntry], column: Column | None, entry: LedgerEntry) -> tuple[LedgerEntry | None, LedgerEntry | None]:
    """The later and the earlier amount: the header's columns, else the only amounts of the two days."""
    if column is not None and column.base is not None and column.compared is not None:
        return cells.get(column.base), cells.get(column.compared)
    reading = entry.reading
    amounts = [e for e in cells.values() if e.reading.measure == "amount" and e.reading.unit != "USD" and e.reading.members == reading.members]
    later = [e for e in amounts if e.reading.period_end == reading.period_end and e.reading.scenario == reading.scenario]
    earlier = [e for e in amounts if reading.compared_end is not None and e.reading.period_end == reading.compared_end]
    return later[0] if len(later) == 1 else None, earlier[0] if len(earlier) == 1 else None


def rate(pair: Pair, convention: str) -> Ratio:
    """The identity of a printed rate by a convention."""
    found = Ratio("change", pair.change, pair.earlier, pair.later, offset=ONE, note="later / earlier - 1")
    if pair.earlier.value >= 0 or convention == "signed":
        return found
    if convention == "absolute":
        return replace(found, backwards=True, note="(later - earlier) / |earlier|")
    # Two losses divide like two gains; a loss that becomes a gain has its own sign in this convention.
    if pair.later.value <= 0:
        return found
    return replace(found, offset=-ONE, backwards=True, note="|later| / |earlier| - 1")


def release_convention(pairs: list[Pair]) -> str:
    """The convention that explains most rates of negative earlier amounts; `signed` where none is printed."""
    votes = Counter(dict.fromkeys(CONVENTIONS, 0))
    for pair in pairs:
        if pair.earlier.value < 0:
            for convention in CONVENTIONS:
                votes[convention] += rate(pair, convention).holds()
    return max(CONVENTIONS, key=lambda convention: votes[convention])
