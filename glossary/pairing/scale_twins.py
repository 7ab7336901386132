"""Scale twins: a Japanese summary row (百万円) and the English row that prints the same numbers finer (thousands).

The rows must mean the same (by concept, or by a label that an English row of the summary's scale lends) and every number of the
coarser row must be a rounding of the finer one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from glossary.pairing.column_pairs import pair_columns
from glossary.pairing.equal_numbers import digits, rounded, same_number
from glossary.pairing.items import Item
from glossary.pairing.likeness import Matcher
from glossary.pairing.row_pairs import Cells, RowPair, by_place, comparable, paired_cells_of, probability
from glossary.pairing.table_pairs import Sketch
from glossary.terms.folds import fold_words
from parsers.words.statements import ACCOUNTS

# Significant digits that agreeing cells must show together before numbers alone, or numbers with a likely label, decide.
ENOUGH_DIGITS = 9
FEW_DIGITS = 3
LIKELY_LABEL = 0.45


def find_twins(japanese: Sequence[Sketch], english: Sequence[Sketch], pairs: Sequence[RowPair], matcher: Matcher) -> list[RowPair]:
    """The finer English row of each Japanese row of a coarser table, where there is one."""
    lent = {pair.ja.key: pair.en for pair in pairs}
    twins: list[RowPair] = []
    for coarse in japanese:
        finer = [_Finer(en, coarse) for en in english if _is_finer(en, coarse)]
        for item in coarse.source.items:
            if item.readings and (twin := _twin_of(item, lent.get(item.key), finer, matcher)):
                twins.append(twin)
    return twins


class _Finer:
    """A finer English table as a coarser Japanese one sees it: its columns, and its rows by their numbers rounded."""

    def __init__(self, en: Sketch, ja: Sketch) -> None:
        self.columns = pair_columns(ja.columns, en.columns)
        self._rows: dict[Decimal, dict[tuple[int, int, int, str], Item]] = defaultdict(dict)
        for item in en.source.items:
            for r in item.readings:
                if r.measure == "amount" and r.value is not None and r.column in self.columns:
                    for value in rounded(r.value, ja.scale or 0):
                        self._rows[value][item.key] = item

    def candidates(self, ja: Item) -> list[Item]:
        """The rows that print one of the row's telling numbers finer, in order."""
        values = (r.value for r in ja.readings if r.measure == "amount" and r.value is not None and digits(r) >= 2)
        found = {key: item for value in values for key, item in self._rows.get(value, {}).items()}
        return [found[key] for key in sorted(found)]


def _is_finer(en: Sketch, ja: Sketch) -> bool:
    return ja.scale is not None and en.scale is not None and ja.scale < en.scale


def _twin_of(ja: Item, lent: Item | None, finer: Sequence[_Finer], matcher: Matcher) -> RowPair | None:
    found: list[tuple[tuple[object, ...], RowPair]] = []
    ours = by_place(ja.readings)
    for table in finer:
        for en in table.candidates(ja):
            if not comparable(ja, en) or (ja.concept and en.concept and ja.concept != en.concept):
                continue
            cells = paired_cells_of(ours, by_place(en.readings, table.columns))
            method = _meant_the_same(ja, en, lent, cells, matcher)
            if method and _rounds(cells, lenient=method == "glossary"):
                statement = ACCOUNTS.index(en.statement) if en.statement in ACCOUNTS else len(ACCOUNTS)
                order = (method == "numbers", -_agreeing(cells), statement, en.key)
                found.append((order, RowPair(ja, en, method, probability(2.0 + 0.3 * _agreeing(cells)), cells)))
    if not found:
        return None
    found.sort(key=lambda entry: entry[0])
    best = found[0][1]
    rivals = [pair for _, pair in found[1:] if pair.method == "numbers" and pair.en.label != best.en.label]
    return None if best.method == "numbers" and rivals else best


def _meant_the_same(ja: Item, en: Item, lent: Item | None, cells: Cells, matcher: Matcher) -> str:
    """By what two rows mean the same: glossary, label, numbers, or "" where they do not."""
    if ja.concept and ja.concept == en.concept:
        return "glossary"
    agreeing = _agreeing(cells)
    if lent is not None and agreeing >= FEW_DIGITS and fold_words(lent.label) == fold_words(en.label):
        return "label"
    if agreeing >= FEW_DIGITS and matcher.likeness(ja.label, en.label) >= LIKELY_LABEL:
        return "label"
    return "numbers" if agreeing >= ENOUGH_DIGITS else ""


def _rounds(cells: Cells, lenient: bool) -> bool:
    """Whether every amount of the coarser row is a rounding of the finer, one of them at a finer scale and telling.

    lenient: of three cells or more one third may differ: a misprint must not hide behind its own pair.
    """
    amounts = [(left, right) for left, right in cells if left.measure == "amount" and left.value is not None and right.value is not None]
    finer = [(left, right) for left, right in amounts if left.decimals is not None and right.decimals is not None and left.decimals < right.decimals]
    different = sum(1 for left, right in amounts if not same_number(left, right))
    allowed = len(amounts) // 3 if lenient else 0
    return different <= allowed and any(digits(left) >= 2 and same_number(left, right) for left, right in finer)


def _agreeing(cells: Cells) -> int:
    """Significant digits of the cells that agree, the coarser print's."""
    return sum(min(digits(left), digits(right)) for left, right in cells if left.measure == "amount" and same_number(left, right))
