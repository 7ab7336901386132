"""Which rows of two paired tables are one row: one score, dynamic programming in the printed order, then a rescue of moved rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from glossary.pairing.equal_numbers import digits, same_number
from glossary.pairing.items import Item
from glossary.pairing.likeness import Matcher
from glossary.terms.folds import fold_label
from parsers.records import Reading
from parsers.words.units import CURRENCIES

# Score of two rows (log odds, roughly). In order a pair must be above zero, out of order above RESCUE.
PRIOR = -1.0
SAME_CONCEPT, OTHER_CONCEPT, MAYBE_SAME = 5.0, -3.0, 1.5
LABEL, NO_LIKENESS = 6.0, 0.25
DIGIT, MOST_DIGITS = 0.6, 6
OTHER_NUMBER, NIL_AND_NUMBER, BOTH_NIL = -1.5, -0.8, 0.2
NUMBERS_AT_MOST, NUMBERS_AT_LEAST = 8.0, -5.0
BOTH_TOTAL, ONE_TOTAL = 0.5, -0.7
SAME_PLACE = 1.2
OTHER_PLACE = -1.0
RESCUE = 3.0
NEVER = -99.0

# Pairs of rows up to which every row is compared with every other.
ALL_AGAINST_ALL = 100_000

Cells = tuple[tuple[Reading, Reading], ...]


@dataclass(frozen=True, slots=True)
class RowPair:
    """A Japanese and an English item that are one row."""

    ja: Item
    en: Item
    method: str
    score: float
    """0 to 1."""
    cells: Cells
    """Paired cells, Japanese first; nil marks included."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a pair of rows."""

    score: float
    concept: bool
    label: float
    equal: int
    """Cells with telling numbers that are equal."""


IMPOSSIBLE = Evidence(NEVER, False, 0.0, 0)

Place = tuple[int, date | None]
"""Column, and, where the item is a column whose rows are periods, the period's end."""
ByPlace = Mapping[Place, Reading]


def by_place(readings: Sequence[Reading], columns: Mapping[int, int] | None = None) -> ByPlace:
    """An item's readings by place; columns: the number of a column in the other table, columns without one are left out."""
    several = len({reading.row for reading in readings}) > 1
    kept = readings if columns is None else [reading for reading in readings if reading.column in columns]
    numbers = ((reading.column if columns is None else columns[reading.column], reading) for reading in kept)
    return {(number, reading.period_end if several else None): reading for number, reading in numbers}


def paired_cells_of(ours: ByPlace, theirs: ByPlace) -> Cells:
    """The cells of two rows that stand in paired columns and have one unit."""
    return tuple((ours[place], right) for place, right in theirs.items() if place in ours and unit_kind(ours[place].unit) == unit_kind(right.unit))


def unit_kind(unit: str) -> str:
    """The unit; `count` for counters, which the languages name as they like: 件 is cases in one release, projects in another.

    >>> unit_kind("cases"), unit_kind("JPY"), unit_kind("JPY/share"), unit_kind("shares")
    ('count', 'JPY', 'JPY/share', 'shares')
    """
    return unit if unit in CURRENCIES | {"pure", "unknown", "shares", "ADS"} or "/" in unit else "count"


def comparable(ja: Item, en: Item) -> bool:
    """Whether two items can be one row at all: both headings or both not, and of one kind of unit."""
    return ja.heading == en.heading and not (ja.unit and en.unit and unit_kind(ja.unit) != unit_kind(en.unit))


def row_evidence(ja: Item, en: Item, cells: Cells, places: tuple[float, float], matcher: Matcher, blind: bool) -> Evidence:
    """One score for two rows from concepts, labels, numbers, kind and place; places: 0 (first row) to 1 (last)."""
    score = PRIOR + OTHER_PLACE * abs(places[0] - places[1])
    same = ja.concept is not None and ja.concept == en.concept
    likeness = 1.0 if same else _likeness(ja, en, matcher)
    score += SAME_CONCEPT if same else _concept_score(ja, en)
    if not same and (likeness == 1.0 or not (ja.concept and en.concept)):
        score += LABEL * (likeness - NO_LIKENESS)
    number_score, equal = (0.0, 0) if blind else numbers_score(cells)
    if not ja.heading:
        score += BOTH_TOTAL if ja.total and en.total else ONE_TOTAL if ja.total != en.total else 0.0
    return Evidence(score + number_score, same, likeness, equal)


def _likeness(ja: Item, en: Item, matcher: Matcher) -> float:
    """Of two labels that the glossary both knows only whether they are the same; the rest it has said."""
    if ja.concept and en.concept:
        return 1.0 if fold_label(ja.label) == fold_label(en.label) else 0.0
    return matcher.likeness(ja.label, en.label)


def _concept_score(ja: Item, en: Item) -> float:
    ours = {ja.concept} if ja.concept else set(ja.found.tied)
    theirs = {en.concept} if en.concept else set(en.found.tied)
    if ours & theirs:
        return MAYBE_SAME
    return OTHER_CONCEPT if ours and theirs else 0.0


def numbers_score(cells: Cells) -> tuple[float, int]:
    """The score of paired cells and how many of them are telling and equal.

    Equal zeros and nil marks support nothing worth mentioning.
    """
    score, equal = 0.0, 0
    for left, right in cells:
        if left.value is None and right.value is None:
            score += BOTH_NIL
        elif left.value is None or right.value is None:
            score += NIL_AND_NUMBER
        elif same_number(left, right):
            telling = min(digits(left), digits(right), MOST_DIGITS)
            score += DIGIT * telling if telling else BOTH_NIL
            equal += telling >= 2
        else:
            score += OTHER_NUMBER
    return max(NUMBERS_AT_LEAST, min(NUMBERS_AT_MOST, score)), equal


def pair_rows(japanese: Sequence[Item], english: Sequence[Item], columns: Mapping[int, int], matcher: Matcher, blind: bool = False) -> list[RowPair]:
    """The pairs of two tables' items, in the Japanese order.

    columns: English column -> Japanese column; blind: leave the numbers out of it.
    """
    grid: dict[tuple[int, int], tuple[Evidence, Cells]] = {}
    ours, theirs = [by_place(ja.readings) for ja in japanese], [by_place(en.readings, columns) for en in english]
    hints = None if len(japanese) * len(english) <= ALL_AGAINST_ALL else [_hints(item) for item in english]
    for i, ja in enumerate(japanese):
        known = _hints(ja) if hints else frozenset()
        for j, en in enumerate(english):
            if not comparable(ja, en) or (hints and known.isdisjoint(hints[j])):
                grid[i, j] = (IMPOSSIBLE, ())
                continue
            cells = paired_cells_of(ours[i], theirs[j])
            places = (i / max(1, len(japanese) - 1), j / max(1, len(english) - 1))
            grid[i, j] = (row_evidence(ja, en, cells, places, matcher, blind), cells)
    bonus = SAME_PLACE if _mirrored(japanese, english) else 0.0
    scores = [[grid[i, j][0].score + (bonus if i == j else 0.0) for j in range(len(english))] for i in range(len(japanese))]
    in_order = best_in_order(scores)
    moved = rescue(scores, in_order)
    pairs = [(i, j, False) for i, j in in_order] + [(i, j, True) for i, j in moved]
    return [_to_pair(japanese[i], english[j], *grid[i, j], scores[i][j], rescued) for i, j, rescued in sorted(pairs)]


def _hints(item: Item) -> frozenset[object]:
    """What a pair must share before it is looked at in very long tables: a concept, a label, a telling number."""
    numbers = (reading.value for reading in item.readings if digits(reading) >= 2)
    return frozenset(hint for hint in (item.concept, fold_label(item.label), *numbers) if hint)


def _mirrored(japanese: Sequence[Item], english: Sequence[Item]) -> bool:
    """Whether both sides have the same sequence of headings and rows."""
    return [item.heading for item in japanese] == [item.heading for item in english]


def _to_pair(ja: Item, en: Item, evidence: Evidence, cells: Cells, score: float, rescued: bool) -> RowPair:
    return RowPair(ja, en, "inferred" if rescued else method_of(evidence), probability(score), cells)


def method_of(evidence: Evidence) -> str:
    """What spoke loudest for a pair."""
    if evidence.concept:
        return "glossary"
    if evidence.label >= 0.5:
        return "label"
    return "numbers" if evidence.equal >= 2 else "order"


def probability(score: float) -> float:
    """The score as a number from 0 to 1."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)


def best_in_order(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (i, j), rising in both, whose scores above zero have the greatest sum (dynamic programming)."""
    height, width = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        below, here, row = best[i + 1], best[i], scores[i]
        for j in range(width - 1, -1, -1):
            skipped = below[j] if below[j] >= here[j + 1] else here[j + 1]
            taken = row[j] + below[j + 1]
            here[j] = taken if row[j] > 0 and taken >= skipped else skipped
    pairs, i, j = [], 0, 0
    while i < height and j < width:
        if scores[i][j] > 0 and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def rescue(scores: Sequence[Sequence[float]], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of what the order left over: each row's best, well above zero, highest score first; a draw is no pair."""
    rows, columns = {i for i, _ in taken}, {j for _, j in taken}
    width = len(scores[0]) if scores else 0
    left, right = [i for i in range(len(scores)) if i not in rows], [j for j in range(width) if j not in columns]
    free = sorted((-scores[i][j], i, j) for i in left for j in right if scores[i][j] >= RESCUE)
    pairs: list[tuple[int, int]] = []
    for score, i, j in free:
        if i in rows or j in columns or any(rival[0] == score and rival[1:] != (i, j) and (rival[1] == i or rival[2] == j) for rival in free):
            continue
        rows.add(i)
        columns.add(j)
        pairs.append((i, j))
    return pairs
