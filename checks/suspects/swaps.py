"""Numbers that changed places as a whole: one slip that moves many of them, found where undoing it mends what fails.

Two columns of a table may stand in each other's place, or the quarter's numbers of a line (of all lines) where the year to date's
belong. Each such exchange is tried where several identities fail; of those that mend most of them and break little the best is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from checks.identities.identity import Identity, Sum
from checks.identities.ledger import Ledger, LedgerEntry
from parsers.records import Finding
from parsers.words.label_texts import fold

FEW = 3
"""Failing identities that the exchange must mend at least."""
MENDED = 0.6
"""Share of the failing identities that it touches that it must mend."""
BROKEN = 0.25
"""Identities that it may break, for each that it mends."""
BENT = 2
"""Last digits that shares and dollars may be off, where an issuer bends them so that a column adds up."""
COPIES = frozenset({"bilingual", "duplicate", "articulation"})
"""Kinds that break when both prints of a number are exchanged alike and one is put right."""

TableKey = tuple[int, int]
"""document, table"""


@dataclass(frozen=True, slots=True)
class Swap:
    """Numbers that stand in each other's place."""

    code: str
    named: str
    """What was exchanged, for a person: `table 14: columns 2 and 3`."""
    tables: frozenset[TableKey]
    undone: Mapping[int, LedgerEntry]
    """Place of each entry to what it is with all put right; only those that change."""
    alone: tuple[int, ...] = ()
    """Places of the entries that stand in one of the columns with a nil mark in the other."""
    unsure: tuple[int, ...] = ()
    """The same with nothing at all in the other: whether they moved too is not known."""
    whole_line: bool = False
    """One line only: two mended identities will do, if none breaks."""


def find_swaps(ledger: Ledger, failing: Sequence[Identity], hints: Sequence[Identity], holding: Sequence[Identity]) -> list[Swap]:
    """The exchanges that the failures call for, the one that mends most first, one a table at most.

    hints: what does not hold either but fails by itself, so that an exchange need not mend it.
    """
    by_table: dict[TableKey, list[Identity]] = defaultdict(list)
    for identity in (*failing, *hints):
        for key in {(member.reading.document, member.reading.table) for member in identity.members}:
            by_table[key].append(identity)
    if not by_table:
        return []
    judge = Judge(failing, hints, holding)
    possible = [swap for key, broken in sorted(by_table.items()) if len(broken) >= FEW for swap in possible_columns(ledger, key)]
    possible += [swap for swap in possible_spans(ledger) if not swap.tables.isdisjoint(by_table)]
    found: list[Swap] = []
    while possible:
        scored = [(score, swap) for swap in possible if (score := judge.score(swap)) is not None]
        if not scored:
            break
        best = max(scored, key=lambda entry: entry[0])[1]
        found.append(best)
        judge.accept(best)
        possible = [swap for _, swap in scored if swap.tables.isdisjoint(best.tables)]
    return found


class Judge:
    """Which exchange mends what fails, and how much of what holds it would break."""

    def __init__(self, failing: Sequence[Identity], hints: Sequence[Identity], holding: Sequence[Identity]) -> None:
        self.failing, self.hints = by_member(failing), by_member(hints)
        self.trusted = by_member(identity for identity in holding if identity.kind not in COPIES)
        self.copies = by_member(identity for identity in holding if identity.kind in COPIES - {"bilingual"})
        """In one language: an exchange in both breaks those between them whichever table it is in."""
        self.undone: Mapping[int, LedgerEntry] = {}
        """What the accepted exchanges put right."""

    def accept(self, swap: Swap) -> None:
        self.undone = {**self.undone, **swap.undone}

    def score(self, swap: Swap) -> int | None:
        """Identities mended less copies broken; None where it mends too few or breaks too many."""
        undone = {**self.undone, **swap.undone}
        touched, hints = self.left(self.failing, swap), self.left(self.hints, swap)
        mends = sum(put_right(identity, undone).holds() for identity in touched)
        if mends < MENDED * len(touched):
            return None
        mends += sum(put_right(identity, undone).holds() for identity in hints)
        if mends < FEW - swap.whole_line:
            return None
        breaks = sum(not nearly_holds(put_right(identity, undone)) for identity in judgeable(touching(self.trusted, swap), swap))
        if breaks > BROKEN * mends * (not swap.whole_line):
            return None
        return mends - sum(not put_right(identity, undone).holds() for identity in touching(self.copies, swap))

    def left(self, identities: Mapping[int, Sequence[Identity]], swap: Swap) -> list[Identity]:
        """Those that the exchange touches and that no accepted one has mended."""
        found = touching(identities, swap)
        return [identity for identity in found if not put_right(identity, self.undone).holds()] if self.undone else found


def touching(identities: Mapping[int, Sequence[Identity]], swap: Swap) -> list[Identity]:
    """The identities of the numbers that an exchange moves, each once."""
    return list({id(identity): identity for at in swap.undone for identity in identities.get(at, ())}.values())


def by_member(identities: Iterable[Identity]) -> dict[int, list[Identity]]:
    """The identities of each entry."""
    found: dict[int, list[Identity]] = defaultdict(list)
    for identity in identities:
        for member in identity.members:
            found[member.at].append(identity)
    return found


def possible_columns(ledger: Ledger, key: TableKey) -> Iterator[Swap]:
    """Every pair of columns of one measure."""
    measures: dict[int, set[str]] = defaultdict(set)
    for cells in ledger.grid[key].values():
        for column, entry in cells.items():
            measures[column].add(entry.reading.measure)
    for one, two in combinations(sorted(measures), 2):
        undone = undo(ledger, key, (one, two)) if measures[one] & measures[two] else {}
        if undone:
            named = f"table {key[1]}: columns {one} and {two}"
            yield Swap("columns_swapped", named, frozenset({key}), undone, *alone(ledger, key, (one, two)))


def possible_spans(ledger: Ledger) -> Iterator[Swap]:
    """The quarter's and the year to date's numbers of each line, and of all lines that two places share."""
    places: dict[tuple[TableKey, TableKey], dict[tuple[int, int], list[tuple[LedgerEntry, LedgerEntry]]]] = defaultdict(lambda: defaultdict(list))
    for short, long in quarter_and_longer(ledger):
        one, two = short.reading, long.reading
        places[(one.document, one.table), (two.document, two.table)][one.row, two.row].append((short, long))
    for (here, there), rows in places.items():
        tables = frozenset({here, there})
        shown = f"table {here[1]}" if here == there else f"tables {here[1]} and {there[1]}"
        everything: dict[int, LedgerEntry] = {}
        for pairs in rows.values():
            undone = {at: entry for pair in pairs for at, entry in exchanged(*pair).items()}
            everything |= undone
            if undone:
                yield Swap("spans_swapped", f'{shown}: "{pairs[0][0].reading.label}" of the quarter and of the longer period', tables, undone, whole_line=True)
        if len(rows) > 1 and everything:
            yield Swap("spans_swapped", f"{shown}: the quarter and the longer period", tables, everything)


def quarter_and_longer(ledger: Ledger) -> Iterator[tuple[LedgerEntry, LedgerEntry]]:
    """The entries of one line and sort for two periods with the same last day, the shorter first; where there are two of a kind, none."""
    lines: dict[tuple[object, ...], list[LedgerEntry]] = defaultdict(list)
    for entry in ledger.entries:
        r = entry.reading
        if r.period_start is not None:
            key = r.language, r.statement, fold(r.label).replace(" ", ""), r.measure, r.unit, entry.digit, r.period_end, r.compared_end, r.members, r.scenario, r.scope
            lines[key].append(entry)
    for entries in lines.values():
        if len(entries) == 2 and entries[0].reading.period_start != entries[1].reading.period_start:
            long, short = sorted(entries, key=lambda entry: str(entry.reading.period_start))
            yield short, long


def exchanged(one: LedgerEntry, two: LedgerEntry) -> dict[int, LedgerEntry]:
    """Two entries with each other's number; nothing where they are equal."""
    if one.value == two.value:
        return {}
    return {
        one.at: replace(one, value=two.value, digit=two.digit, span=two.span),
        two.at: replace(two, value=one.value, digit=one.digit, span=one.span),
    }


def undo(ledger: Ledger, key: tuple[int, int], columns: tuple[int, int]) -> dict[int, LedgerEntry]:
    """The entries of two columns with each other's numbers, where they differ."""
    undone: dict[int, LedgerEntry] = {}
    for cells in ledger.grid[key].values():
        one, two = cells.get(columns[0]), cells.get(columns[1])
        if one is not None and two is not None:
            undone |= exchanged(one, two)
    return undone


def alone(ledger: Ledger, key: tuple[int, int], columns: tuple[int, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The entries of two columns whose row has a nil mark in the other one, and those whose row has nothing there."""
    beside_nil: list[int] = []
    unsure: list[int] = []
    for row, cells in ledger.grid[key].items():
        for column, other in (columns, columns[::-1]):
            if column in cells and other not in cells:
                (beside_nil if (row, other) in ledger.nils[key] else unsure).append(cells[column].at)
    return tuple(beside_nil), tuple(unsure)


def judgeable(holding: Sequence[Identity], swap: Swap) -> Sequence[Identity]:
    """The identities that the exchange could break: not the sums over rows that have a number in one of the columns only.

    What such a number would be in the other column's sum is not known to either.
    """
    single = {*swap.alone, *swap.unsure}
    lopsided = {row_of(i.total) for i in holding if isinstance(i, Sum) and any(member.at in single for member in i.members)}
    return [i for i in holding if not (isinstance(i, Sum) and row_of(i.total) in lopsided)]


def nearly_holds(identity: Identity) -> bool:
    """Whether it holds, a share or an amount of dollars perhaps bent: the exchange itself may have taken its leeway away."""
    if isinstance(identity, Sum) or identity.offset or identity.holds():
        return identity.holds()
    shown = identity.quotient if identity.quotient is not None else identity.base
    return shown is not None and replace(identity, slack=max(identity.slack, BENT * shown.digit)).holds()


def row_of(entry: LedgerEntry) -> tuple[int, int, int]:
    """document, table, row"""
    return entry.reading.document, entry.reading.table, entry.reading.row


def put_right(identity: Identity, undone: Mapping[int, LedgerEntry]) -> Identity:
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
    message = f"{swap.named}: expected in each other's place, as the identities that fail show; {len(ids)} numbers are contradicted"
    return Finding(swap.code, "error", message, ids, min(swap.tables)[0])
