"""Which column of one table says what a column of the other says: by measure, period and the numbers themselves.

A header can be wrong (`Dec 30` for `Dec 31`) or in doubt; then the numbers below it decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from glossary.pairing.equal_numbers import digits, rounded
from parsers.records import Reading

# Score of two columns (no unit). A pair below ACCEPT is none.
ACCEPT = 0.5
SAME_END, OTHER_END = 2.0, -2.5
SAME_START, OTHER_START = 0.5, -1.0
SAME_COMPARED, OTHER_COMPARED = 0.5, -0.5
OTHER_SCENARIO = -3.0
NUMBERS = 4.0
STEP_ASIDE = 0.1

CURRENCIES = frozenset({"JPY", "USD", "EUR"})


@dataclass(frozen=True, slots=True)
class ColumnView:
    """What most readings of a column say of it."""

    number: int
    place: int
    measure: str
    currency: str
    start: date | None
    end: date | None
    compared: date | None
    scenario: str
    scope: str
    members: tuple[str, ...]
    decimals: int
    """Of most of its numbers."""
    values: frozenset[Decimal]
    """Its telling numbers: two digits or more."""


def to_columns(readings: Sequence[Reading]) -> tuple[ColumnView, ...]:
    """The columns of a table that hold readings, left to right."""
    by_column: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_column[reading.column].append(reading)
    return tuple(_to_column(number, place, by_column[number]) for place, number in enumerate(sorted(by_column)))


def _to_column(number: int, place: int, own: Sequence[Reading]) -> ColumnView:
    facets = Counter((r.measure, r.period_start, r.period_end, r.compared_end, r.scenario, r.scope, r.members) for r in own)
    (measure, start, end, compared, scenario, scope, members), _ = facets.most_common(1)[0]
    currencies = Counter(unit for r in own if (unit := r.unit.split("/")[0]) in CURRENCIES)
    currency = currencies.most_common(1)[0][0] if currencies else ""
    decimals = Counter(r.decimals for r in own if r.decimals is not None)
    values = frozenset(r.value for r in own if r.value is not None and digits(r) >= 2)
    scale = decimals.most_common(1)[0][0] if decimals else 0
    return ColumnView(number, place, measure, currency, start, end, compared, scenario, scope, members, scale, values)


def pair_columns(left: Sequence[ColumnView], right: Sequence[ColumnView], blind: bool = False) -> Mapping[int, int]:
    """Column number of the right table -> column number of the left one, one to one.

    blind: leave the numbers out of it.
    """
    scored = [(column_score(a, b, blind), a, b) for a in left for b in right]
    scored.sort(key=lambda pair: (-pair[0], pair[1].place, pair[2].place))
    taken: set[int] = set()
    pairs: dict[int, int] = {}
    for score, a, b in scored:
        if score >= ACCEPT and a.number not in taken and b.number not in pairs:
            taken.add(a.number)
            pairs[b.number] = a.number
    return pairs


def column_score(a: ColumnView, b: ColumnView, blind: bool = False) -> float:
    """How well two columns agree; below zero where they contradict each other."""
    if a.measure != b.measure or (a.currency and b.currency and a.currency != b.currency):
        return -10.0
    score = 1.0 if a.end is None and b.end is None else 0.0
    score += _agreement(a.end, b.end, SAME_END, OTHER_END) + _agreement(a.compared, b.compared, SAME_COMPARED, OTHER_COMPARED)
    score += SAME_START if a.start == b.start else OTHER_START if a.start and b.start else 0.0
    score += OTHER_SCENARIO * ((a.scenario != b.scenario) + (a.scope != b.scope))
    if not blind:
        score += NUMBERS * shared_numbers(a, b)
    return score - STEP_ASIDE * abs(a.place - b.place)


def _agreement(one: date | None, other: date | None, same: float, different: float) -> float:
    if one is None or other is None:
        return 0.0
    return same if one == other else different


def shared_numbers(a: ColumnView, b: ColumnView) -> float:
    """The share (0 to 1) of the smaller side's telling numbers that the other side prints too, at whatever scale."""
    if a.decimals == b.decimals:
        ours, theirs = a.values, b.values
        smaller = min(len(ours), len(theirs))
        return len(ours & theirs) / smaller if smaller else 0.0
    coarse, fine = (a, b) if a.decimals < b.decimals else (b, a)
    if not coarse.values:
        return 0.0
    finer = _rounded_values(fine.values, coarse.decimals)
    return len(coarse.values & finer) / len(coarse.values)


@lru_cache(maxsize=4096)
def _rounded_values(values: frozenset[Decimal], decimals: int) -> frozenset[Decimal]:
    return frozenset(part for value in values for part in rounded(value, decimals))
