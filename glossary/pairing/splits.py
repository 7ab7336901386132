"""One row in one language, two or three in the other: the parts stand together and add up to the whole in every column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from glossary.pairing.equal_numbers import digits, same_number
from glossary.pairing.items import Item
from glossary.pairing.row_pairs import RowPair, probability

MOST_PARTS = 3
# Columns that must add up, and significant digits of the whole in them together.
ENOUGH_COLUMNS, ENOUGH_DIGITS = 2, 6


def find_splits(japanese: Sequence[Item], english: Sequence[Item], pairs: Sequence[RowPair], columns: Mapping[int, int]) -> list[RowPair]:
    """The pairs of two tables with split rows in them: each part beside the whole, without cells, in place of a pair that did not agree.

    columns: English column -> Japanese column.
    """
    back = {ja: en for en, ja in columns.items()}
    agreed = {item.key for pair in pairs if any(same_number(*cells) for cells in pair.cells) for item in (pair.ja, pair.en)}
    free_ja = [item for item in japanese if item.readings and item.key not in agreed]
    free_en = [item for item in english if item.readings and item.key not in agreed]
    splits = [RowPair(whole, part, "numbers", probability(3.0), ()) for whole, parts in _split(free_ja, free_en, english, columns) for part in parts]
    splits += [RowPair(part, whole, "numbers", probability(3.0), ()) for whole, parts in _split(free_en, free_ja, japanese, back) for part in parts]
    touched = {item.key for pair in splits for item in (pair.ja, pair.en)}
    return [pair for pair in pairs if pair.ja.key not in touched and pair.en.key not in touched] + splits


def _split(wholes: Sequence[Item], free: Sequence[Item], others: Sequence[Item], columns: Mapping[int, int]) -> Iterator[tuple[Item, Sequence[Item]]]:
    """Wholes with their parts: neighbours among the other table's rows, none of them paired.

    columns: column of a part -> column of the whole.
    """
    keys = {item.key for item in free}
    with_numbers = [item for item in others if item.readings]
    by_value: dict[tuple[int, Decimal], list[Item]] = defaultdict(list)
    for whole in wholes:
        for r in whole.readings:
            if r.measure == "amount" and r.value is not None and digits(r) >= 2:
                by_value[r.column, r.value].append(whole)
    fitting: dict[tuple[object, ...], list[Sequence[Item]]] = defaultdict(list)
    found: dict[tuple[object, ...], Item] = {}
    for length in range(2, MOST_PARTS + 1):
        for start in range(len(with_numbers) - length + 1):
            run = with_numbers[start : start + length]
            if all(item.key in keys for item in run):
                sums = _sums(run, columns)
                for whole in {whole.key: whole for total in sums.items() for whole in by_value.get(total, ())}.values():
                    if _adds_up(whole, sums):
                        fitting[whole.key].append(run)
                        found[whole.key] = whole
    yield from ((found[key], runs[0]) for key, runs in fitting.items() if len(runs) == 1)


def _sums(parts: Sequence[Item], columns: Mapping[int, int]) -> dict[int, Decimal]:
    """The parts' amounts added up, by the whole's column."""
    sums: dict[int, Decimal] = {}
    for part in parts:
        for r in part.readings:
            if r.measure == "amount" and r.value is not None and r.column in columns:
                sums[columns[r.column]] = sums.get(columns[r.column], Decimal(0)) + r.value
    return sums


def _adds_up(whole: Item, sums: Mapping[int, Decimal]) -> bool:
    """Whether the parts add up to the whole in every column of amounts that both fill."""
    checked = [r for r in whole.readings if r.measure == "amount" and r.value is not None and r.column in sums and digits(r) >= 2]
    equal = all(r.value == sums[r.column] for r in checked)
    return equal and len(checked) >= ENOUGH_COLUMNS and sum(digits(r) for r in checked) >= ENOUGH_DIGITS
