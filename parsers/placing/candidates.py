"""Every way to set the cells of a sparse row, judged by what the full rows of its table teach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from parsers.placing.arithmetic import (
    ColumnEvidence,
    change_agrees,
    classify_columns,
    difference_agrees,
    header_relation,
    ratio_agrees,
    share_agrees,
    significant,
)
from parsers.placing.intervals import Interval, interval
from parsers.table import Cell, Column, Row, Table
from parsers.text.scanner import Scanner
from parsers.words.numbers import Number

MOST_CANDIDATES = 20_000
"""Ways to set one row's cells; a row with more is left out."""
CHANCE = Decimal("1e-7")
LIKELY_TOTAL = Decimal("1e-4")
"""Probability under which a sum is believed not to hold by chance: for any row, and for one that is known as a total."""
FOOTNOTE_MARK = regex.compile(r"[(（\[]?+[0-9０-９]{1,2}+[)）\]]?+")

NO_NUMBER = Number(None, 0, nil=True)

Placing = tuple[int | None, ...]
"""A column number for each printed cell of a row; None: the cell is a footnote mark, not a number."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to set the cells of a sparse row, with what speaks for it and against it."""

    placing: Placing
    penalty: int
    """Broken habits: cells of one period that do not stand together, a missing change rate, a mark among the cells."""
    agrees: int
    """Identities that hold and could have failed."""
    disagrees: int
    untested: int = 0
    """Percentages whose relation is not known: nothing could have spoken for them."""


@dataclass(frozen=True, slots=True)
class SumSpan:
    """Rows that may add up to a total in every amount column: the total is the sum, or the first row less the others."""

    parts: tuple[int, ...]
    total: int
    subtracts: bool


def read_cell(cell: Cell, scanner: Scanner) -> Number:
    """The cell's number as printed; a nil mark for what is no number."""
    return scanner(cell.printed).number or NO_NUMBER


class TableHabits:
    """What the full rows of a table teach: how its columns print, which stand together, how they follow from each other."""

    def __init__(self, table: Table, sparse: Sequence[int], rounding: str, scanner: Scanner) -> None:
        self.table = table
        self.scanner = scanner
        self.columns = table.columns
        self.rounding = rounding
        self.rows = [{cell.column: read_cell(cell, scanner) for cell in row.cells if cell.column is not None} for row in table.rows]
        self.full = [at for at, row in enumerate(self.rows) if len(row) == len(self.columns)]
        known = [at for at in range(len(self.rows)) if at not in set(sparse) and self.rows[at]]
        matrix = [[self.value(at, column.number) for column in self.columns] for at in known]
        evidence = classify_columns(matrix, self.columns, rounding, trust_header=True) if known else tuple(() for _ in self.columns)
        self.relations = {
            column.number: best(column, found) or header_relation(matrix, column, self.columns, rounding)
            for column, found in zip(self.columns, evidence, strict=True)
        }
        self.percents = {column.number for column in self.columns if self.is_percent(column)}
        for number, relation in self.relations.items():
            if relation is not None and relation.base in self.percents:
                self.relations[number] = None
        self.fractions = {column.number: self.fraction_of(column.number) for column in self.columns}
        self.groups = self.period_groups()

    def value(self, at: int, number: int) -> Decimal | None:
        """The value printed in a row under a column, None where there is none."""
        printed = self.rows[at].get(number)
        return printed.value if printed else None

    def is_percent(self, column: Column) -> bool:
        """True where the column holds percentages: by its header, else by arithmetic."""
        if column.measure != "amount":
            return not column.measure.startswith("difference")
        relation = self.relations[column.number]
        return relation is not None and relation.kind in ("common_size", "change") and column.unit is None

    def fraction_of(self, number: int) -> int | None:
        """Digits behind the point in most cells of the column; None where no cell is known."""
        counts: dict[int, int] = {}
        for row in self.rows:
            printed = row.get(number)
            if printed and printed.value is not None:
                counts[printed.places] = counts.get(printed.places, 0) + 1
        return max(counts, key=lambda fraction: (counts[fraction], fraction)) if counts else None

    def fits(self, printed: Number, number: int) -> bool:
        """True where a number of this look may stand in the column."""
        if printed.value is None:
            return True
        if printed.percent:
            return number in self.percents
        if number not in self.percents:
            return True
        usual = self.fractions[number]
        return usual is None or printed.places == usual

    def period_groups(self) -> list[tuple[int, ...]]:
        """Amount columns of one period, each with the common sizes computed from it: they are present or absent as a whole."""
        amounts = [column for column in self.columns if column.number not in self.percents]
        groups: dict[object, list[int]] = {}
        for column in amounts:
            dated = column.period_end is not None
            key: object = (column.period_start, column.period_end, column.members, column.scenario, column.scope) if dated else column.number
            groups.setdefault(key, []).append(column.number)
        home = {number: group for group in groups.values() for number in group}
        for column in self.columns:
            base = self.base_of(column)
            if base is not None and column.number in self.percents and base in home and self.compared_of(column) is None:
                home[base].append(column.number)
        return [tuple(group) for group in groups.values()]

    def base_of(self, column: Column) -> int | None:
        """The amount column that a percentage was computed from."""
        relation = self.relations[column.number]
        if relation is not None and relation.kind in ("common_size", "change"):
            return relation.base
        if column.base is not None:
            return column.base
        if not column.measure.startswith("common_size"):
            return None
        # A share stands right of its amount.
        left = [other.number for other in self.columns if other.number < column.number and other.measure == "amount"]
        return left[-1] if left else None

    def compared_of(self, column: Column) -> int | None:
        """The earlier amount column of a change."""
        relation = self.relations[column.number]
        return relation.compared if relation is not None else column.compared

    def candidates(self, row: Row) -> list[Candidate]:
        """Every way to set the row's cells in order that their look allows; empty where there are too many."""
        printed = [read_cell(cell, self.scanner) for cell in row.cells]
        numbers = [column.number for column in self.columns]
        known = [cell.column for cell in row.cells]
        placings: list[Placing] = list(in_order(printed, known, numbers, self.fits))
        if FOOTNOTE_MARK.fullmatch(row.cells[0].printed) and known[0] is None and len(printed) > 1:
            placings += [(None, *rest) for rest in in_order(printed[1:], known[1:], numbers, self.fits)]
        if len(placings) >= MOST_CANDIDATES:
            return []
        return [self.judge(placing, printed) for placing in placings]

    def judge(self, placing: Placing, printed: Sequence[Number]) -> Candidate:
        """The candidate with its broken habits and the arithmetic for and against it."""
        cells = {number: cell for number, cell in zip(placing, printed, strict=True) if number is not None}
        intervals = {number: interval(cell.value, cell.places, self.rounding) for number, cell in cells.items() if cell.value is not None}
        agrees = disagrees = untested = 0
        for number, cell in cells.items():
            verdict = self.tested(number, intervals)
            untested += number in self.percents and self.relations[number] is None
            if verdict is False:
                disagrees += 1
            elif verdict and cell.value is not None and significant(cell.value) >= 2:
                agrees += 1
        return Candidate(placing, self.penalty(cells), agrees, disagrees + self.strangers(cells), untested)

    def strangers(self, cells: Mapping[int, Number]) -> int:
        """Number of cells in amount columns that do not look like the others there; a row of another unit may look as it likes."""
        if self.is_unit_row(cells):
            return 0
        amounts = [(self.fractions[number], cell) for number, cell in cells.items() if number not in self.percents and cell.value is not None]
        return sum(usual is not None and cell.places != usual for usual, cell in amounts)

    def tested(self, number: int, intervals: Mapping[int, Interval]) -> bool | None:
        """Whether the relation of one column holds in the row; None where it has none or the row cannot test it."""
        relation = self.relations[number]
        if relation is None or number not in intervals:
            return None
        own, base = intervals[number], intervals.get(relation.base)
        if relation.kind in ("change", "difference"):
            earlier = intervals.get(relation.compared or 0)
            # A change of something that is not there is no change.
            if base is None or earlier is None:
                return False
            if relation.kind == "difference":
                return difference_agrees(own, base, earlier)
            return change_agrees(own, base, earlier, relation.convention)
        if base is None or relation.constant is None:
            return False if relation.kind == "common_size" else None
        # Issuers bend shares and dollars by one digit so that a column adds up.
        bent = own[0] - self.digit(number), own[1] + self.digit(number)
        return (share_agrees if relation.kind == "common_size" else ratio_agrees)(bent, base, relation.constant)

    def digit(self, number: int) -> Decimal:
        """One unit in the last digit that the column prints."""
        return Decimal(1).scaleb(-(self.fractions[number] or 0))

    def penalty(self, cells: Mapping[int, Number]) -> int:
        """Number of habits of the full rows that the cells break."""
        if self.is_unit_row(cells):
            return 0
        broken = 0
        for group in self.groups:
            present = sum(number in cells for number in group)
            broken += 2 * (0 < present < len(group))
        for column in self.columns:
            if column.number not in self.percents:
                continue
            base, compared = self.base_of(column), self.compared_of(column)
            if compared is not None:
                both = base in cells and compared in cells
                broken += both != (column.number in cells)
        return broken

    def is_unit_row(self, cells: Mapping[int, Number]) -> bool:
        """True where the cells stand in the yen columns alone, one for each period, in a table that prints more than those.

        Per-share rows and numbers of shares do; they all print the same number of decimals.
        """
        yen = [column for column in self.columns if column.number not in self.percents and column.unit in (None, "JPY")]
        alike = len({cell.places for cell in cells.values() if cell.value is not None}) == 1 and not any(cell.percent for cell in cells.values())
        once = len({column.period_end for column in yen}) == len(yen) < len(self.columns)
        return alike and once and set(cells) == {column.number for column in yen}

    def foots(self, span: SumSpan, chosen: Mapping[int, Candidate]) -> bool:
        """True where the sum holds in every amount column with the chosen candidates, and is too sharp to do so by chance."""
        chance = Decimal(1)
        placed = {at: self.placed_values(at, candidate) for at, candidate in chosen.items()}
        for column in self.columns:
            number = column.number
            if number in self.percents:
                continue
            parts = [placed[at].get(number) if at in placed else self.value(at, number) for at in span.parts]
            total = self.value(span.total, number)
            values = [part for part in parts if part is not None]
            if total is None:
                if values:
                    return False
                continue
            found = sum(values, Decimal(0))
            if span.subtracts:
                first = parts[0] or Decimal(0)
                found = first + first - found
            tolerance = (len(values) + 1) * Decimal(1).scaleb(int(total.as_tuple().exponent))
            tolerance = tolerance / 2 if self.rounding == "half_up" else tolerance
            if abs(found - total) > tolerance:
                return False
            chance *= min(Decimal(1), (2 * tolerance + 1) / max(abs(total), Decimal(1)))
        return chance < (LIKELY_TOTAL if self.table.rows[span.total].total else CHANCE)

    def placed_values(self, at: int, candidate: Candidate) -> dict[int, Decimal | None]:
        """Column number to value for one candidate of a sparse row."""
        cells = self.table.rows[at].cells
        return {number: read_cell(cell, self.scanner).value for number, cell in zip(candidate.placing, cells, strict=True) if number is not None}


def best(column: Column, found: Sequence[ColumnEvidence]) -> ColumnEvidence | None:
    """The relation that a column is held to: the best one that its header does not rule out; None where there is none."""
    fitting = [e for e in found if header_allows(column, e)]
    return fitting[0] if fitting else None


def header_allows(column: Column, evidence: ColumnEvidence) -> bool:
    """False where the header says plainly that the column is something else."""
    kind = column.measure.partition("_")[0]
    if kind == "amount":
        # The finer column of the two explains the coarser one, dollars by yen, not the other way.
        translated = evidence.kind == "translation" and evidence.constant is not None and evidence.constant[0] > 1
        return translated or (column.unit is None and evidence.kind in ("common_size", "change"))
    return evidence.kind.startswith(kind)


def in_order(
    printed: Sequence[Number], known: Sequence[int | None], numbers: Sequence[int], fits: Callable[[Number, int], bool],
) -> Iterator[tuple[int, ...]]:  # fmt: skip
    """Column numbers for the cells, rising from left to right, each allowed by the look of its cell; at most MOST_CANDIDATES."""
    count = 0

    def extend(at: int, start: int) -> Iterator[tuple[int, ...]]:
        nonlocal count
        if at == len(printed):
            count += 1
            yield ()
            return
        for index in range(start, len(numbers) - (len(printed) - at) + 1):
            if count >= MOST_CANDIDATES:
                return
            number = numbers[index]
            if (known[at] is None or known[at] == number) and fits(printed[at], number):
                for rest in extend(at + 1, index + 1):
                    yield (number, *rest)

    return extend(0, 0)
