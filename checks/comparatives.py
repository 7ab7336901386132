"""What the releases of an entity print of the same fact: equal, rounded, restated, reclassified, or misprinted in one of them.

A line that an issuer moves to another line changes both: what one loses the others gain, and the sum of their statement still holds.
A line that is restated leaves a difference.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from parsers.placing.intervals import interval, last_digit, overlaps
from parsers.records import Comparative, Fact, Reading, Release

MOST_MOVED = 4
"""Lines that a reclassification is looked for in at once."""
MOST_DIFFERENT = 14
"""Differing lines of one statement among which those lines are looked for."""
SHARED = 3
"""Facts of one statement and period that two releases must share for a line of only one of them to be a new line."""

StatementKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What one release says: its own row, its facts and its readings."""

    release: Release
    facts: Sequence[Fact]
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact with its value before and after; None: that release does not print it, or prints a nil mark."""

    fact: Fact
    before: Decimal | None
    after: Decimal | None

    @property
    def moved(self) -> Decimal:
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


def compare_releases(releases: Sequence[Printed]) -> tuple[Comparative, ...]:
    """Each pair of prints of one fact by two releases of one entity, the earlier first; the order of the argument does not matter."""
    dated = sorted(releases, key=lambda printed: (printed.release.announced_on or date.max, printed.release.release_id))
    place = {printed.release.release_id: at for at, printed in enumerate(dated)}
    prints = [facts_printed(printed) for printed in dated]
    found = [pair for earlier, later in combinations(prints, 2) if earlier.keys() & later.keys() for pair in compare_two(earlier, later)]
    return tuple(sorted(found, key=lambda pair: (pair.fact_id, place[pair.release_id], place[pair.other_release_id])))


@dataclass(frozen=True, slots=True)
class Print:
    """A fact as one release prints it."""

    fact: Fact
    reading: Reading | None
    """The reading that its value comes from; None where its readings are not there."""
    announced_on: date | None


def facts_printed(printed: Printed) -> dict[str, Print]:
    """What a release prints, by fact_id."""
    own = sources(printed)
    return {fact.fact_id: Print(fact, own.get(fact.fact_id), printed.release.announced_on) for fact in printed.facts}


def compare_two(earlier: Mapping[str, Print], later: Mapping[str, Print]) -> Iterator[Comparative]:
    """The facts that both releases print."""
    moved = reclassified(earlier, later)
    for fact_id in sorted(earlier.keys() & later.keys()):
        one, two = earlier[fact_id], later[fact_id]
        if one.reading is None or two.reading is None:
            continue
        yield Comparative(
            one.reading.reading_id, two.reading.reading_id, fact_id, kind_of(one.fact, two.fact, fact_id in moved), one.fact.value, two.fact.value,
            one.fact.release_id, two.fact.release_id, one.announced_on, two.announced_on,
        )  # fmt: skip


def sources(printed: Printed) -> dict[str, Reading]:
    """For each fact the reading that its value comes from; the first of its readings where none prints that value."""
    readings = {reading.reading_id: reading for reading in printed.readings}
    found: dict[str, Reading] = {}
    for fact in printed.facts:
        group = [readings[reading_id] for reading_id in fact.reading_ids if reading_id in readings]
        same = [r for r in group if r.decimals == fact.decimals and size(r.value) == size(fact.value)]
        if group:
            found[fact.fact_id] = (same or group)[0]
    return found


def size(value: Decimal | None) -> Decimal | None:
    """The value without its sign."""
    return None if value is None else abs(value)


def kind_of(one: Fact, two: Fact, moved: bool) -> str:
    """How two prints of one fact differ."""
    if (one.value or Decimal(0)) == (two.value or Decimal(0)) and (one.value is None) == (two.value is None):
        return "equal"
    if (one.verdict == "contradicted") != (two.verdict == "contradicted"):
        return "print_error"
    if near(one, two):
        return "rounding"
    return "reclassification" if moved else "restatement"


def near(one: Fact, two: Fact) -> bool:
    """Whether two values may round the same number, or differ by one in the last digit of the coarser."""
    if one.value is None or two.value is None or one.decimals is None or two.decimals is None:
        return False
    if one.decimals != two.decimals:
        return overlaps(interval(one.value, one.decimals, "unstated"), interval(two.value, two.decimals, "unstated"))
    return one.measure != "amount" and abs(one.value - two.value) <= last_digit(one.decimals)


def reclassified(before: Mapping[str, Print], after: Mapping[str, Print]) -> set[str]:
    """Ids of the facts that changed together with others of their statement by amounts that add up to nothing."""
    both = (before[fact_id].fact for fact_id in before.keys() & after.keys())
    shared = Counter(statement_of(fact) for fact in both if fact.measure == "amount")
    by_statement: dict[StatementKey, list[Difference]] = defaultdict(list)
    for fact_id in before.keys() | after.keys():
        one, two = before.get(fact_id), after.get(fact_id)
        printed = two or one
        if printed is None or printed.fact.measure != "amount" or shared[statement_of(printed.fact)] < SHARED:
            continue
        difference = Difference(printed.fact, one.fact.value if one else None, two.fact.value if two else None)
        if difference.moved:
            by_statement[statement_of(printed.fact)].append(difference)
    moved: set[str] = set()
    for differences in by_statement.values():
        moved.update(difference.fact.fact_id for group in balanced(differences) for difference in group)
    return moved


def statement_of(fact: Fact) -> StatementKey:
    """What facts of one column of one statement have in common."""
    return fact.statement, fact.members, fact.scenario, fact.scope, fact.unit, fact.period_start, fact.period_end


def balanced(differences: Sequence[Difference]) -> Iterator[tuple[Difference, ...]]:
    """Groups of differences that add up to nothing, smallest first, each difference in one group at most."""
    left = sorted(differences, key=lambda difference: difference.fact.fact_id)
    if len(left) > MOST_DIFFERENT:
        if sum((difference.moved for difference in left), Decimal(0)) == 0:
            yield tuple(left)
        return
    for size in range(2, min(MOST_MOVED, len(left)) + 1):
        for group in combinations(left, size):
            if all(difference in left for difference in group) and sum((d.moved for d in group), Decimal(0)) == 0:
                left = [difference for difference in left if difference not in group]
                yield group
