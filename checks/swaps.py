"""Columns that changed places: one slip that moves every number of two columns, found where undoing it mends what fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from checks.identity import Identity, Sum
from checks.ledger import Entry, Ledger
from parsers.model import Finding

FEW = 3
"""Failing identities that the exchange must mend at least."""
MENDED = 0.6
"""Share of the failing identities of the two columns that it must mend."""
BROKEN = 0.1
"""Identities that it may break, for each that it mends."""
COPIES = frozenset({"bilingual", "duplicate", "articulation"})
"""Kinds that break when both prints of a number are exchanged alike and one is put right."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two columns of a table whose numbers stand in each other's place."""

    document: int
    table: int
    columns: tuple[int, int]
    undone: Mapping[int, Entry]
    """Place of each entry to what it is with the columns put right; only those that change."""
    alone: tuple[int, ...] = ()
    """Places of the entries that stand in one of the columns with nothing in the other."""


def find_swaps(ledger: Ledger, failing: Sequence[Identity], holding: Sequence[Identity]) -> list[Swap]:
    """The exchanges that the failures call for, one a table at most."""
    by_table: dict[tuple[int, int], list[Identity]] = defaultdict(list)
    for identity in failing:
        for key in {(member.reading.document, member.reading.table) for member in identity.members}:
            by_table[key].append(identity)
    found = []
    for key, broken in sorted(by_table.items()):
        if len(broken) >= FEW:
            near = [identity for identity in holding if identity.kind not in COPIES and stands_in(identity, key)]
            scored = [(mended(swap, broken, judgeable(near, swap)), swap) for swap in possible_swaps(ledger, key)]
            best = max((entry for entry in scored if entry[0]), key=lambda entry: entry[0], default=None)
            if best is not None:
                found.append(best[1])
    return found


def stands_in(identity: Identity, key: tuple[int, int]) -> bool:
    """Whether a member stands in a table."""
    return any((member.reading.document, member.reading.table) == key for member in identity.members)


def possible_swaps(ledger: Ledger, key: tuple[int, int]) -> list[Swap]:
    """Every pair of columns of one measure."""
    measures: dict[int, set[str]] = defaultdict(set)
    for cells in ledger.grid[key].values():
        for column, entry in cells.items():
            measures[column].add(entry.reading.measure)
    pairs = (pair for pair in combinations(sorted(measures), 2) if measures[pair[0]] & measures[pair[1]])
    return [Swap(*key, pair, undone, alone(ledger, key, pair)) for pair in pairs if (undone := undo(ledger, key, pair))]


def undo(ledger: Ledger, key: tuple[int, int], columns: tuple[int, int]) -> dict[int, Entry]:
    """The entries of two columns with each other's numbers, where they differ."""
    undone: dict[int, Entry] = {}
    for cells in ledger.grid[key].values():
        one, two = cells.get(columns[0]), cells.get(columns[1])
        if one is not None and two is not None and one.value != two.value:
            undone[one.at] = replace(one, value=two.value, digit=two.digit, span=two.span)
            undone[two.at] = replace(two, value=one.value, digit=one.digit, span=one.span)
    return undone


def alone(ledger: Ledger, key: tuple[int, int], columns: tuple[int, int]) -> tuple[int, ...]:
    """The entries of two columns whose row has nothing in the other one."""
    rows = ([cells.get(column) for column in columns] for cells in ledger.grid[key].values())
    return tuple(entry.at for one, two in rows for entry in (one, two) if entry is not None and (one is None or two is None))


def judgeable(holding: Sequence[Identity], swap: Swap) -> Sequence[Identity]:
    """The identities that the exchange could break: not the sums over rows that have a number in one of the columns only.

    What such a number would be in the other column's sum is not known to either.
    """
    single = set(swap.alone)
    lopsided = {i.total.reading.row for i in holding if isinstance(i, Sum) and any(member.at in single for member in i.members)}
    return [i for i in holding if not (isinstance(i, Sum) and (i.total.reading.table, i.total.reading.row in lopsided) == (swap.table, True))]


def mended(swap: Swap, failing: Sequence[Identity], holding: Sequence[Identity]) -> int:
    """Number of failing identities that hold once the columns are put right; 0 where it mends too few or breaks too many."""
    touched = [identity for identity in failing if touches(identity, swap)]
    mends = sum(put_right(identity, swap.undone).holds() for identity in touched)
    if mends < FEW or mends < MENDED * len(touched):
        return 0
    breaks = sum(not put_right(identity, swap.undone).holds() for identity in holding if touches(identity, swap))
    return mends if breaks <= BROKEN * mends else 0


def touches(identity: Identity, swap: Swap) -> bool:
    """Whether a member would change."""
    return any(member.at in swap.undone for member in identity.members)


def put_right(identity: Identity, undone: Mapping[int, Entry]) -> Identity:
    """The identity with other numbers in the place of some members."""
    if isinstance(identity, Sum):
        return replace(
            identity, total=undone.get(identity.total.at, identity.total), parts=tuple(undone.get(part.at, part) for part in identity.parts)
        )
    quotient, base = identity.quotient, identity.base
    return replace(
        identity,
        quotient=None if quotient is None else undone.get(quotient.at, quotient),
        base=None if base is None else undone.get(base.at, base),
        amount=undone.get(identity.amount.at, identity.amount),
    )


def to_finding(ledger: Ledger, swap: Swap) -> Finding:
    """What a person should know of it."""
    ids = tuple(ledger.entries[at].reading.reading_id for at in sorted({*swap.undone, *swap.alone}))
    one, two = swap.columns
    named = f"table {swap.table}: columns {one} and {two}"
    message = f"{named}: expected in each other's place, as the identities that fail show; {len(ids)} numbers are contradicted"
    return Finding("columns_swapped", "error", message, ids, swap.document)
