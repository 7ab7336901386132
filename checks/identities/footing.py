"""Sums found in a table from its numbers: which rows add up to which row, in most columns, with no word of a label needed.

Rows are read from the top with the rows that no total has taken yet kept open. A row that is the sum of the last open rows, in
most columns and too sharply for chance, closes them and stands for them:

    Cash 5  Receivables 7  Current assets 12        open: [Current assets]
    Land 3                                          open: [Current assets, Land]
    Assets 15                                       open: [Assets]

A cell that is wrong breaks its sum in one column; the others still name the rows, and the broken one fails.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from math import comb, exp, lgamma, log, log1p, pi, sqrt

from checks.identities.identity import Sum
from checks.identities.ledger import Ledger, LedgerEntry

Group = tuple[int, int, str, str, int]
"""document, table, measure, unit, digit"""

LONGEST_SUM = 40
"""Parts of one sum."""
LONGEST_WITH_ONE_MINUS = 10
LONGEST_WITH_TWO_MINUS = 6
LONGEST_WITH_ONE_LEFT_OUT = 12
MOST_OF_WHICH = 3
"""Rows below a total that may split it once more: profit, of which owners' and minorities'."""
SOME_SIZE = 100
"""Printed digits from which on two equal rows are no chance."""
LOOKED_AT = 3
"""Columns that a sum is looked for in; it is then tried in all of them."""
CHANCE = 1e-4
CHANCE_OF_A_TOTAL = 1e-2
"""Probability under which a sum is believed not to be chance, times the sums tried; of a row that is marked as a total."""
CHANCE_OF_EXACT = 1e-4
"""Probability of so many clean sums under which they were made clean."""
MISPRINTS = 0.01
"""Share of published sums that are off by a misprint of the last digit, at most."""
MOST_EXACT_HITS = 500
"""Throws up to which binomial coefficients are counted out; with more of them they outgrow every float."""
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

    def __init__(self, ledger: Ledger, key: tuple[int, int], results: Set[str] = frozenset()) -> None:
        rows = ledger.grid[key]
        self.rounding = ledger.rounding
        known = ledger.rows_of(key)
        usual: dict[int, Counter[str]] = {}
        for cells in rows.values():
            for column, entry in cells.items():
                if entry.reading.measure == "amount" and entry.reading.unit != "pure":
                    usual.setdefault(column, Counter())[entry.reading.unit] += 1
        units = {column: max(counts, key=lambda unit: (counts[unit], unit)) for column, counts in usual.items()}
        self.columns = sorted(units)
        self.numbers: list[int] = []
        self.entries: list[list[LedgerEntry | None]] = []
        for number in sorted(rows):
            line = [rows[number].get(column) for column in self.columns]
            fitting = [
                entry if entry is not None and is_amount(entry, units[column]) else None for column, entry in zip(self.columns, line, strict=True)
            ]
            if any(fitting):
                self.numbers.append(number)
                self.entries.append(fitting)
        self.places = {number: at for at, number in enumerate(self.numbers)}
        table = ledger.tables.get(key)
        # What an overview calls a total is made up elsewhere, not of the rows above it.
        marked = table is None or table.statement != "summary"
        self.totals = [marked and known[number].total if number in known else False for number in self.numbers]
        self.results = [total or (marked and is_result(line, results)) for total, line in zip(self.totals, self.entries, strict=True)]
        """Rows that say that they are a total, and those of accounts that always are one, whatever they are called."""
        self.values = [[entry.value if entry else 0 for entry in line] for line in self.entries]
        self.digits = [max((line[c].digit for line in self.entries if line[c]), default=1) for c in range(len(self.columns))]  # type: ignore[union-attr]

    def repeats(self, one: int, other: int) -> bool:
        """Whether two rows print the same numbers, at least one of them of some size."""
        sizes = [abs(value) // digit for value, digit in zip(self.values[one], self.digits, strict=True)]
        return self.values[one] == self.values[other] and max(sizes, default=0) >= SOME_SIZE

    def leeway(self, parts: int) -> int:
        """Half digits that a sum of so many parts may be off: half a digit each when rounded, a digit each when truncated."""
        return parts + 1 if self.rounding == "half_up" else 2 * parts

    def fit(self, relation: Relation, natural: bool = False) -> Fit | None:
        """How the relation holds over the columns; None where it fails in more than half of them.

        natural: the parts are all rows since the last total, so that even a part of one column alone belongs to them.
        """
        holds = fails = residual = 0
        chance = 1.0
        vouched: set[int] = set()
        blamed: set[int] = set()
        for column, digit in enumerate(self.digits):
            total = self.entries[relation.total][column]
            if total is None:
                continue
            counted = [(sign * self.values[part][column]) for sign, part in zip(relation.signs, relation.parts, strict=True)]
            present = sum(1 for part in relation.parts if self.entries[part][column] is not None)
            if not present:
                continue
            off = abs(total.value - sum(counted))
            leeway = self.leeway(present) * digit // 2
            telling = {part for part, value in zip(relation.parts, counted, strict=True) if abs(value) > leeway}
            if off > leeway:
                fails += 1
                blamed |= telling
                if 2 * fails > len(self.columns):
                    return None
            elif len(counted) == 1 or sum(map(bool, counted)) > 1:
                # Where all parts but one are nothing, the total only repeats that one: no evidence that they belong together.
                holds += 1
                residual += off // digit
                vouched |= telling
                chance *= min(1.0, (2 * off + digit) / max(abs(total.value), digit))
        # A part that no holding column speaks for may be what makes the others fail: then it is no part.
        if (blamed - vouched and not natural) or (fails and len(relation.parts) == 1):
            return None
        return Fit(holds, fails, residual, chance)


def is_result(line: Sequence[LedgerEntry | None], results: Set[str]) -> bool:
    """Whether a number of the row is a print of an account that is always a result."""
    return any(entry is not None and entry.reading.reading_id in results for entry in line)


def is_amount(entry: LedgerEntry, unit: str) -> bool:
    """Whether a cell is an amount of its column's unit."""
    return entry.reading.measure == "amount" and entry.reading.unit == unit


def find_relations(rows: Rows) -> list[Relation]:
    """The sums of a table: first the plain ones of rows marked as totals, then all others, then totals above their parts."""
    plain = scan(rows, {}, plain=True)
    found = scan(rows, {relation.total: relation for relation in plain})
    return found + totals_above(rows, found)


def scan(rows: Rows, fixed: Mapping[int, Relation], plain: bool = False) -> list[Relation]:
    """The sums found from the top down. fixed: sums known already, whose parts no other sum may take."""
    reserved = {part: relation.total for relation in fixed.values() for part in relation.parts}
    found: list[Relation] = []
    totals: set[int] = set()
    open_rows: list[int] = []
    for at in range(len(rows.numbers)):
        free = [row for row in open_rows[-LONGEST_SUM:] if reserved.get(row, at) <= at]
        relation = fixed.get(at) or (best_relation(rows, at, free, totals, plain) if rows.results[at] or not plain else None)
        if relation is not None:
            found.append(relation)
            totals.add(at)
            closed = set(relation.parts)
            open_rows = [row for row in open_rows if row not in closed]
        elif open_rows and rows.repeats(at, open_rows[-1]):
            # A subtotal of one item stands for it.
            open_rows.pop()
        open_rows.append(at)
    return found


def best_relation(rows: Rows, at: int, open_rows: Sequence[int], totals: Set[int], plain: bool = False) -> Relation | None:
    """The most credible sum of open rows that gives the row; None where none is credible.

    totals: the rows that are sums already; plain: no row is taken off.
    """
    marked = rows.results[at]
    section = tuple(open_rows[max((place + 1 for place, row in enumerate(open_rows) if row in totals), default=0) :])
    best: tuple[tuple[int, bool, int, int, int], Relation] | None = None
    for tried, relation in candidates(rows, at, open_rows, marked, plain):
        natural = relation.parts == section and min(relation.signs) > 0
        fit = rows.fit(relation, natural)
        # All rows since the last total, under a row marked as one: that needs little more evidence.
        expected = marked and natural and fit is not None and not fit.fails
        if fit is None or not (expected or credible(fit, tried, rows.results[at], natural)):
            continue
        gap = relation.parts != tuple(open_rows[-len(relation.parts) :])
        if gap and fit.fails:
            continue
        order = (fit.fails - fit.holds, gap, fit.residual, sum(sign < 0 for sign in relation.signs), len(relation.parts))
        if best is None or order < best[0]:
            best = order, relation
    return best[1] if best else None


def credible(fit: Fit, tried: int, marked: bool, natural: bool) -> bool:
    """Whether a sum that holds so well, found among so many, is no chance; what fails somewhere and is not the natural sum must hold the better."""
    if fit.holds < fit.fails or not fit.holds or (fit.holds == fit.fails and not marked):
        return False
    return fit.chance * (tried + 1) < (CHANCE_OF_A_TOTAL if marked and (natural or not fit.fails) else CHANCE)


def candidates(rows: Rows, at: int, open_rows: Sequence[int], marked: bool, plain: bool) -> Iterator[tuple[int, Relation]]:
    """The sums of the last open rows that fit one of the first columns, shortest first, each with the number of sums tried so far.

    Tried are: all rows added, one or two of them taken off, all but the first taken off; of a marked total one row left out
    ("of which" rows stand between the parts so).
    """
    tried = 0
    looked = [column for column, total in enumerate(rows.entries[at]) if total is not None][:LOOKED_AT]
    sums = [0] * len(rows.columns)
    for length in range(1, min(len(open_rows), LONGEST_SUM) + 1):
        parts = tuple(open_rows[-length:])
        first = rows.values[parts[0]]
        for column in looked:
            sums[column] += first[column]
        if length == 1 and not marked:
            continue
        # What must be taken off, twice, for the sum to be the total.
        over = [(column, sums[column] - rows.values[at][column], rows.digits[column] * rows.leeway(length)) for column in looked]
        tried += 1
        if any(2 * abs(off) <= allowed for _, off, allowed in over):
            yield tried, Relation(at, parts, (1,) * length)
        if plain:
            continue
        for taken in takings(length):
            tried += 1
            if any(2 * abs(off - 2 * sum(rows.values[parts[place]][column] for place in taken)) <= allowed for column, off, allowed in over):
                yield tried, Relation(at, parts, tuple(-1 if place in taken else 1 for place in range(length)))
        for place in range(1, length) if marked and 3 <= length <= LONGEST_WITH_ONE_LEFT_OUT else ():
            tried += 1
            if any(2 * abs(off - rows.values[parts[place]][column]) <= allowed for column, off, allowed in over):
                yield tried, Relation(at, parts[:place] + parts[place + 1 :], (1,) * (length - 1))


@cache
def takings(length: int) -> tuple[tuple[int, ...], ...]:
    """Which of so many parts are tried with a minus; the first never is."""
    others = range(1, length)
    one = [(place,) for place in others] if length <= LONGEST_WITH_ONE_MINUS else []
    two = list(combinations(others, 2)) if 3 <= length <= LONGEST_WITH_TWO_MINUS else []
    return (*one, *two, *([tuple(others)] if length > 3 else []))


def totals_above(rows: Rows, known: Sequence[Relation]) -> list[Relation]:
    """The sums whose total stands directly above its parts; of a row that is a total of rows above it too, a few rows only."""
    totals = {relation.total for relation in known}
    taken = {frozenset((relation.total, *relation.parts)) for relation in known}
    found: list[Relation] = []
    below: list[int] = []
    for at in reversed(range(len(rows.numbers))):
        longest = MOST_OF_WHICH if at in totals else LONGEST_SUM
        looked = [column for column, total in enumerate(rows.entries[at]) if total is not None][:LOOKED_AT]
        sums = [rows.values[below[0]][column] if below else 0 for column in looked]
        for length in range(2, min(len(below), longest) + 1):
            last = rows.values[below[length - 1]]
            sums = [so_far + last[column] for so_far, column in zip(sums, looked, strict=True)]
            if not any(
                2 * abs(so_far - rows.values[at][column]) <= rows.digits[column] * rows.leeway(length)
                for so_far, column in zip(sums, looked, strict=True)
            ):
                continue
            relation = Relation(at, tuple(below[:length]), (1,) * length)
            fit = rows.fit(relation)
            sharp = fit is not None and fit.fails < fit.holds and fit.chance * len(rows.numbers) ** 2 < CHANCE
            if sharp and frozenset((at, *relation.parts)) not in taken:
                found.append(relation)
                below = below[length:]
                break
        below = [at, *below[: LONGEST_SUM - 1]]
    return found


def relation_to_sums(lines: Sequence[Sequence[LedgerEntry | None]], relation: Relation) -> Iterator[Sum]:
    """The relation in each column that prints the total and a part. lines: the entries of each row, one a column."""
    for column, total in enumerate(lines[relation.total]):
        present = [(lines[part][column], sign) for part, sign in zip(relation.parts, relation.signs, strict=True)]
        parts = tuple(entry for entry, _ in present if entry is not None)
        if total is not None and parts:
            signs = tuple(sign for entry, sign in present if entry is not None)
            yield Sum(sum_kind(total, parts), total, parts, signs, note=shown_sum(signs))


def shown_sum(signs: Sequence[int]) -> str:
    """How the parts are added: `sum of 5`, or the signs where some are taken off."""
    return f"sum of {len(signs)} parts" if min(signs) > 0 else "parts " + " ".join("+" if sign > 0 else "-" for sign in signs)


def share_lines(ledger: Ledger, key: tuple[int, int], rows: Rows) -> list[list[LedgerEntry | None]]:
    """The printed shares beside the amounts, one row of entries each: shares add up as their amounts do."""
    cells = ledger.grid[key]
    shares = sorted({column for line in cells.values() for column, entry in line.items() if entry.reading.measure == "common_size"})
    found = []
    for number in rows.numbers:
        line = [cells[number].get(column) for column in shares]
        found.append([entry if entry is not None and entry.reading.measure == "common_size" else None for entry in line])
    return found


def sum_kind(total: LedgerEntry, parts: Sequence[LedgerEntry]) -> str:
    """roll_forward where a balance of one day becomes that of another, footing otherwise."""
    instants = [part.reading.period_end for part in parts if part.reading.period_start is None]
    moves = len(instants) == 1 < len(parts) and total.reading.period_start is None and instants[0] != total.reading.period_end
    return "roll_forward" if moves else "footing"


Footed = dict[tuple[int, int], tuple[Rows, list[Relation]]]
"""(document, table) -> its rows of amounts and the sums found in them."""


def footings(
    ledger: Ledger, coarse: Set[str] = frozenset(), crossed: Sequence[Sum] = (), results: Set[str] = frozenset()
) -> tuple[list[Sum], set[int], Footed]:  # fmt: skip
    """The sums of all tables, exact where their table's sums are; the places of the entries that were made to add up there; the rows.

    crossed: the sums of columns, which are exact where those of rows are.
    results: ids of the readings of accounts that are always the result of others.
    coarse: ids of the readings that are printed finer elsewhere; a table that holds one is rounded number by number, and its sums may be off.
    """
    sums: list[Sum] = []
    footed: Footed = {}
    for key in list(ledger.grid):
        rows = Rows(ledger, key, results)
        relations = find_relations(rows)
        footed[key] = rows, relations
        sums += [found for relation in relations for found in relation_to_sums(rows.entries, relation)]
        # A total of one part may be equal to it in tiny amounts by chance: that says nothing of its shares.
        shares = share_lines(ledger, key, rows)
        sums += [found for relation in relations if len(relation.parts) > 1 for found in relation_to_sums(shares, relation)]
    sums += crossed
    adding = {member.at for found in sums if is_made_to_add_up(found) for member in found.members}
    adding |= {entry.at for key, (rows, relations) in footed.items() for entry in under_no_sum(ledger, key, rows, relations)}
    rounded = {group_of(found) for found in sums if any(member.reading.reading_id in coarse for member in found.members)}
    exact = exact_groups([found for found in sums if group_of(found) not in rounded])
    return [replace(found, exact=True) if group_of(found) in exact else found for found in sums], adding, footed


def unread_between(ledger: Ledger, total: Sum) -> bool:
    """Whether a row whose numbers were left out of the data stands among the rows of a sum: what is amiss may be that it lacks them."""
    numbers = [member.reading.row for member in total.members]
    rows = ledger.rows_of((total.total.reading.document, total.total.reading.table))
    return any(rows[number].left_out for number in range(min(numbers), max(numbers)) if number in rows)


def under_no_sum(ledger: Ledger, key: tuple[int, int], rows: Rows, relations: Sequence[Relation]) -> Iterator[LedgerEntry]:
    """The entries above a marked total that no sum was found for, and their shares: whether they were bent for it, nobody can tell."""
    lines = rows.entries, share_lines(ledger, key, rows)
    totals = {relation.total for relation in relations}
    taken: set[int] = set()
    by_total = {relation.total: relation for relation in relations}
    for at, marked in enumerate(rows.totals):
        if at in totals:
            taken |= {*by_total[at].parts}
        elif marked:
            for row in range(at + 1):
                if row not in taken:
                    yield from (entry for line in lines for entry in line[row] if entry is not None)


def is_made_to_add_up(found: Sum) -> bool:
    """Whether the members of a sum may have been bent for it: it leaves nothing, or is broken altogether, which tells nothing."""
    return len(found.parts) > 1 and (found.residual == 0 or not found.holds())


def exact_groups(sums: Sequence[Sum]) -> set[Group]:
    """The units and scales of tables whose sums are exact: at least EXACT_TESTED tried and EXACT_SHARE of them without a residual.

    Where some leave one, the release as a whole must have more clean sums than numbers rounded one by one would leave by chance.
    """
    tested: dict[Group, list[Sum]] = defaultdict(list)
    for found in sums:
        # A sum that rounding cannot explain is broken, and says nothing of how the others were rounded.
        if len(found.parts) > 1 and found.holds():
            tested[group_of(found)].append(found)
    by_kind: dict[tuple[str, str, int], list[Sum]] = defaultdict(list)
    for (_, _, *kind), own in tested.items():
        by_kind[tuple(kind)] += own  # type: ignore[index]
    deliberate = {kind for kind, own in by_kind.items() if is_deliberate(without_reprints(own))}
    return {
        group
        for group, own in tested.items()
        if len(own) >= EXACT_TESTED and (clean(own) == len(own) or (clean(own) >= EXACT_SHARE * len(own) and tuple(group[2:]) in deliberate))
    }


def is_deliberate(sums: Sequence[Sum]) -> bool:
    """Whether it is no chance that so many sums are clean, and the others are likelier misprints than what rounding leaves."""
    by_rounding = chance_of_no_residual(sums)
    return by_rounding < CHANCE_OF_EXACT and by_rounding < chance_of_hits(len(sums) - clean(sums), len(sums), MISPRINTS)


def without_reprints(sums: Iterable[Sum]) -> list[Sum]:
    """Of a sum that several tables print, in the other language say, one print: it is one throw of the dice."""
    printed: Counter[tuple[object, ...]] = Counter()
    kept: dict[tuple[object, ...], Sum] = {}
    for found in sums:
        values = tuple(member.value for member in found.members)
        place = found.total.reading.document, found.total.reading.table
        printed[place, values] += 1
        kept.setdefault((values, printed[place, values]), found)
    return list(kept.values())


def clean(sums: Iterable[Sum]) -> int:
    """Number of sums that leave no residual."""
    return sum(found.residual == 0 for found in sums)


def chance_of_no_residual(sums: Sequence[Sum]) -> float:
    """The probability that so many sums leave no residual where every number is rounded by itself.

    The errors of n parts and a total, each even over a digit, add up to less than half a digit with about sqrt(6 / pi / (n + 1)).
    """
    if not sums:
        return 1.0
    each = sum(min(0.75, sqrt(6 / pi / (len(found.parts) + 1))) for found in sums) / len(sums)
    return chance_of_hits(clean(sums), len(sums), each)


def chance_of_hits(least: int, tried: int, each: float) -> float:
    """The probability of at least so many hits among those tried, each of which hits with the same probability.

    >>> chance_of_hits(1, 2, 0.5), chance_of_hits(0, 9, 0.1)
    (0.75, 1.0)
    """
    if tried > MOST_EXACT_HITS:
        return min(1.0, sum(exp(log_chance(hits, tried, each)) for hits in range(least, tried + 1)))
    return min(1.0, float(sum(comb(tried, hits) * each**hits * (1 - each) ** (tried - hits) for hits in range(least, tried + 1))))


def log_chance(hits: int, tried: int, each: float) -> float:
    """The logarithm of the probability of just so many hits; 0 < each < 1. What a float cannot hold becomes a chance of nothing, no error."""
    ways = lgamma(tried + 1) - lgamma(hits + 1) - lgamma(tried - hits + 1)
    return ways + hits * log(each) + (tried - hits) * log1p(-each)


def group_of(found: Sum) -> Group:
    """Table, measure, unit and scale of a sum."""
    reading = found.total.reading
    return reading.document, reading.table, reading.measure, reading.unit, found.total.digit
