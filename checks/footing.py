"""Sums found in a table from its numbers: which rows add up to which row, in most columns, with no word of a label needed.

Rows are read from the top with the rows that no total has taken yet kept open. A row that is the sum of the last open rows, in
most columns and too sharply for chance, closes them and stands for them:

    Cash 5  Receivables 7  Current assets 12        open: [Current assets]
    Land 3                                          open: [Current assets, Land]
    Assets 15                                       open: [Assets]

A cell that is wrong breaks its sum in one column; the others still name the rows, and the broken one fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product as combinations_of

from checks.identity import Sum
from checks.ledger import Entry, Ledger

LONGEST_SUM = 40
"""Parts of one sum."""
MIXED_SIGNS = 4
"""Longest sum that is tried with every mixture of signs; longer ones with plus only and with the first row less the others."""
CHANCE = 1e-4
CHANCE_OF_A_TOTAL = 1e-2
"""Probability under which a sum is believed not to be chance, times the sums tried; of a row that is marked as a total."""
EXACT_TESTED = 5
EXACT_SHARE = 0.8
"""Sums of one unit and scale in one table are exact where at least so many were tested and such a share leaves no residual."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that add up to a row: its numbers and theirs, places in `Rows.numbers`."""

    total: int
    parts: tuple[int, ...]
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a relation holds over the columns."""

    holds: int
    fails: int
    residual: int
    """Sum of the residuals of the holding columns, in printed digits."""
    chance: float


class Rows:
    """The amounts of a table: one row of entries each, only those of their column's usual unit."""

    def __init__(self, ledger: Ledger, key: tuple[int, int]) -> None:
        rows = ledger.grid[key]
        known = ledger.rows_of(key)
        usual: dict[int, Counter[str]] = {}
        for cells in rows.values():
            for column, entry in cells.items():
                if entry.reading.measure == "amount" and entry.reading.unit != "pure":
                    usual.setdefault(column, Counter())[entry.reading.unit] += 1
        units = {column: max(counts, key=lambda unit: (counts[unit], unit)) for column, counts in usual.items()}
        self.columns = sorted(units)
        self.numbers: list[int] = []
        self.entries: list[list[Entry | None]] = []
        for number in sorted(rows):
            line = [rows[number].get(column) for column in self.columns]
            fitting = [e if e is not None and e.reading.measure == "amount" and e.reading.unit == units[c] else None for c, e in zip(self.columns, line, strict=True)]
            if any(fitting):
                self.numbers.append(number)
                self.entries.append(fitting)
        self.totals = [known[number].total if number in known else False for number in self.numbers]
        self.values = [[entry.value if entry else 0 for entry in line] for line in self.entries]
        self.digits = [max((line[c].digit for line in self.entries if line[c]), default=1) for c in range(len(self.columns))]  # type: ignore[union-attr]

    def fit(self, relation: Relation, most_fails: int | None = None) -> Fit | None:
        """How the relation holds over the columns; None where it fails in more of them than allowed."""
        allowed = len(self.columns) // 2 if most_fails is None else most_fails
        holds = fails = residual = 0
        chance = 1.0
        for column, digit in enumerate(self.digits):
            total = self.entries[relation.total][column]
            present = sum(1 for part in relation.parts if self.entries[part][column] is not None)
            if total is None or not present:
                continue
            found = sum(sign * self.values[part][column] for sign, part in zip(relation.signs, relation.parts, strict=True))
            off = abs(total.value - found)
            if 2 * off > digit * (present + 1):
                fails += 1
                if fails > allowed:
                    return None
                continue
            holds += 1
            residual += off // digit
            chance *= min(1.0, (2 * off + digit) / max(abs(total.value), digit))
        return Fit(holds, fails, residual, chance)


def find_relations(rows: Rows) -> list[Relation]:
    """The sums of a table: first the plain ones of rows marked as totals, then all others, then totals above their parts."""
    plain = scan(rows, {}, plain=True)
    found = scan(rows, {relation.total: relation for relation in plain})
    return found + totals_above(rows, found)


def scan(rows: Rows, fixed: Mapping[int, Relation], plain: bool = False) -> list[Relation]:
    """The sums found from the top down. fixed: sums known already, whose parts no other sum may take."""
    reserved = {part: relation.total for relation in fixed.values() for part in relation.parts}
    found: list[Relation] = []
    open_rows: list[int] = []
    for at in range(len(rows.numbers)):
        free = [row for row in open_rows if reserved.get(row, at) <= at]
        relation = fixed.get(at) or (best_relation(rows, at, free, plain) if rows.totals[at] or not plain else None)
        if relation is not None:
            found.append(relation)
            closed = set(relation.parts)
            open_rows = [row for row in open_rows if row not in closed]
        open_rows.append(at)
    return found


def best_relation(rows: Rows, at: int, open_rows: Sequence[int], plain: bool = False) -> Relation | None:
    """The most credible sum of open rows that gives the row; None where none is credible."""
    marked = rows.totals[at]
    tried = 0
    best: tuple[tuple[int, int, int, int], Relation] | None = None
    for relation in candidates(at, open_rows, marked):
        tried += 1
        if plain and min(relation.signs) < 0:
            continue
        fit = rows.fit(relation)
        if fit is None or not credible(fit, tried, marked):
            continue
        order = (fit.fails - fit.holds, fit.residual, sum(sign < 0 for sign in relation.signs), len(relation.parts))
        if best is None or order < best[0]:
            best = order, relation
    return best[1] if best else None


def credible(fit: Fit, tried: int, marked: bool) -> bool:
    """Whether a sum that holds so well, found among so many, is no chance."""
    if fit.holds < fit.fails or not fit.holds or (fit.holds == fit.fails and not marked):
        return False
    return fit.chance * (tried + 1) < (CHANCE_OF_A_TOTAL if marked else CHANCE)


def candidates(at: int, open_rows: Sequence[int], marked: bool) -> Iterator[Relation]:
    """The sums of the last open rows, shortest first, with the mixtures of signs that statements use."""
    for length in range(1 if marked else 2, min(len(open_rows), LONGEST_SUM) + 1):
        parts = tuple(open_rows[-length:])
        for signs in sign_patterns(length):
            yield Relation(at, parts, signs)
    if marked:
        # One row between the parts may be none of them: "of which" rows are printed so.
        for length in range(3, min(len(open_rows), 12) + 1):
            parts = tuple(open_rows[-length:])
            for left_out in range(1, length):
                yield Relation(at, parts[:left_out] + parts[left_out + 1 :], (1,) * (length - 1))


def sign_patterns(length: int) -> Iterator[tuple[int, ...]]:
    """The signs that a sum of so many parts is tried with; the first is always plus."""
    if length <= MIXED_SIGNS:
        yield from ((1, *signs) for signs in combinations_of((1, -1), repeat=length - 1))
    else:
        yield (1,) * length
        yield (1, *(-1,) * (length - 1))


def totals_above(rows: Rows, known: Sequence[Relation]) -> list[Relation]:
    """The sums whose total stands directly above its parts, in rows that are no total yet."""
    totals = {relation.total for relation in known}
    taken = {frozenset((relation.total, *relation.parts)) for relation in known}
    found: list[Relation] = []
    for at in reversed(range(len(rows.numbers))):
        if at in totals:
            continue
        covered = {part for relation in found for part in relation.parts}
        below = [row for row in range(at + 1, len(rows.numbers)) if row not in covered]
        for length in range(2, min(len(below), LONGEST_SUM) + 1):
            relation = Relation(at, tuple(below[:length]), (1,) * length)
            fit = rows.fit(relation)
            if fit is not None and fit.fails < fit.holds and fit.chance * len(rows.numbers) ** 2 < CHANCE and frozenset((at, *relation.parts)) not in taken:
                found.append(relation)
                break
    return found


def relation_to_sums(rows: Rows, relation: Relation) -> Iterator[Sum]:
    """The relation in each column that prints the total and a part."""
    for column in range(len(rows.columns)):
        total = rows.entries[relation.total][column]
        present = [(rows.entries[part][column], sign) for part, sign in zip(relation.parts, relation.signs, strict=True)]
        parts = tuple(entry for entry, _ in present if entry is not None)
        if total is not None and parts:
            signs = tuple(sign for entry, sign in present if entry is not None)
            yield Sum(sum_kind(total, parts), total, parts, signs)


def sum_kind(total: Entry, parts: Sequence[Entry]) -> str:
    """roll_forward where a balance of one day becomes that of another, footing otherwise."""
    instants = [part.reading.period_end for part in parts if part.reading.period_start is None]
    moves = len(instants) == 1 < len(parts) and total.reading.period_start is None and instants[0] != total.reading.period_end
    return "roll_forward" if moves else "footing"


def footings(ledger: Ledger, lent: Mapping[tuple[int, int], Sequence[tuple[int, tuple[int, ...], tuple[int, ...]]]] | None = None) -> list[Sum]:
    """The sums of all tables, exact where their table's sums are.

    lent: for a table the (total row, part rows, signs) that another print of it has and that count here too.
    """
    sums: list[Sum] = []
    for key in list(ledger.grid):
        rows = Rows(ledger, key)
        relations = find_relations(rows)
        own = [found for relation in relations for found in relation_to_sums(rows, relation)]
        sums += with_exactness(own)
    return sums


def with_exactness(sums: Sequence[Sum]) -> list[Sum]:
    """The sums of one table, those of a unit and scale marked exact where most of them leave no residual."""
    tested: Counter[tuple[str, int]] = Counter()
    clean: Counter[tuple[str, int]] = Counter()
    for found in sums:
        group = (found.total.reading.unit, found.total.digit)
        if len(found.parts) > 1:
            tested[group] += 1
            clean[group] += found.residual == 0
    exact = {group for group, count in tested.items() if count >= EXACT_TESTED and clean[group] >= EXACT_SHARE * count}
    return [replace(found, exact=True) if (found.total.reading.unit, found.total.digit) in exact else found for found in sums]
