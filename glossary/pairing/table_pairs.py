"""Which English table is a Japanese table in the other language: by statement, periods, numbers, concepts, title and shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from glossary.pairing.column_pairs import ColumnView, to_columns
from glossary.pairing.equal_numbers import digits
from glossary.pairing.items import ItemTable
from parsers.words.statements import ACCOUNTS

# Score of two tables (no unit). A pair below ACCEPT is none; where there are too few numbers to ask, FEW_NUMBERS is enough.
ACCEPT, FEW_NUMBERS = 4.0, 2.2
SAME_STATEMENT, OTHER_STATEMENT = 1.0, -3.0
NUMBERS, NO_NUMBER_SHARED = 5.0, -3.0
PERIODS = 1.0
CONCEPTS = 2.5
TITLE, SAME_NUMBER = 1.0, 0.8
SHAPE = 1.0
OTHER_SCALE = -1.5
PLACE = 0.3

# Fewer telling numbers than this decide nothing by being different.
ENOUGH_NUMBERS = 4

_TABLE_NUMBER = regex.compile(r"(?:table|表|図表)\s*+(\d++)", regex.IGNORECASE)


@dataclass(frozen=True)
class Sketch:
    """A table reduced to what the pairing of tables looks at."""

    source: ItemTable
    columns: tuple[ColumnView, ...]
    numbers: Counter[tuple[str, str, Decimal]]
    periods: frozenset[tuple[object, ...]]
    concepts: frozenset[str]
    scale: int | None
    """decimals of most of its amounts in money; None where it has none."""
    title_number: str
    place: float
    """0 for the first table of its language, 1 for the last."""
    total: int
    """How many numbers it has."""
    rows: int
    """How many rows with readings."""

    @property
    def key(self) -> tuple[int, int]:
        return self.source.key


def sketch(source: ItemTable, place: float) -> Sketch:
    """What is telling of a table."""
    readings = source.readings
    numbers = Counter((r.measure, r.unit, r.value) for r in readings if r.value is not None and digits(r) >= 2)
    periods = frozenset((r.measure, r.period_start, r.period_end) for r in readings)
    concepts = frozenset(item.concept for item in source.items if item.concept and item.readings)
    scales = Counter(r.decimals for r in readings if r.decimals is not None and r.measure == "amount" and r.unit in ("JPY", "USD"))
    scale = scales.most_common(1)[0][0] if scales else None
    number = _TABLE_NUMBER.search(source.table.title)
    rows = sum(1 for item in source.items if item.readings)
    return Sketch(source, to_columns(readings), numbers, periods, concepts, scale, number[1] if number else "", place, numbers.total(), rows)


def sketch_all(tables: Sequence[ItemTable]) -> list[Sketch]:
    """Sketches of the tables of one language that hold readings, in order."""
    kept = [table for table in tables if table.readings]
    return [sketch(table, number / max(1, len(kept) - 1)) for number, table in enumerate(kept)]


def table_score(ja: Sketch, en: Sketch, blind: bool = False) -> float:
    """How likely two tables are one table in two languages; `blind` leaves the numbers out of it."""
    ours, theirs = ja.source.table, en.source.table
    score = SAME_STATEMENT if ours.statement == theirs.statement else 0.0
    if ours.statement != theirs.statement and ours.statement in ACCOUNTS and theirs.statement in ACCOUNTS:
        score += OTHER_STATEMENT
    score += 0.0 if blind else _numbers_score(ja, en)
    score += PERIODS * _overlap(len(ja.periods & en.periods), len(ja.periods), len(en.periods))
    if ja.concepts and en.concepts:
        score += CONCEPTS * _overlap(len(ja.concepts & en.concepts), len(ja.concepts), len(en.concepts))
    score += TITLE if set(ja.source.titles) & set(en.source.titles) else 0.0
    score += SAME_NUMBER if ja.title_number and ja.title_number == en.title_number else 0.0
    score += SHAPE * _shape(ja, en)
    score += OTHER_SCALE if ja.scale is not None and en.scale is not None and ja.scale != en.scale else 0.0
    return score - PLACE * abs(ja.place - en.place)


def _numbers_score(ja: Sketch, en: Sketch) -> float:
    smaller = min(ja.total, en.total)
    if not smaller:
        return 0.0
    common = 0 if ja.numbers.keys().isdisjoint(en.numbers) else (ja.numbers & en.numbers).total()
    shared = _overlap(common, ja.total, en.total)
    return NO_NUMBER_SHARED if smaller >= ENOUGH_NUMBERS and shared < 0.1 else NUMBERS * shared


def _overlap(shared: int, left: int, right: int) -> float:
    """Shared members over the mean of both sizes."""
    return 2 * shared / (left + right) if left + right else 0.0


def _shape(ja: Sketch, en: Sketch) -> float:
    fewer, rows = sorted((ja.rows, en.rows))
    narrower, columns = sorted((len(ja.columns), len(en.columns)))
    return (fewer / rows) * (narrower / columns) if rows and columns else 0.0


def pair_tables(japanese: Sequence[Sketch], english: Sequence[Sketch], blind: bool = False) -> list[tuple[Sketch, Sketch]]:
    """One-to-one pairs of tables, best first; ties fall to the earlier tables."""
    scored = [(score, ja, en) for ja in japanese for en in english if (score := table_score(ja, en, blind)) >= _needed(ja, en, blind)]
    scored.sort(key=lambda pair: (-pair[0], pair[1].key, pair[2].key))
    taken: set[tuple[int, int]] = set()
    pairs: list[tuple[Sketch, Sketch]] = []
    for _, ja, en in scored:
        if ja.key not in taken and en.key not in taken:
            taken |= {ja.key, en.key}
            pairs.append((ja, en))
    return pairs


def _needed(ja: Sketch, en: Sketch, blind: bool) -> float:
    return FEW_NUMBERS if blind or min(ja.total, en.total) < ENOUGH_NUMBERS else ACCEPT
