"""What arithmetic says of the columns of a table: which one is a common size, a change rate, a translation of which other.

A header may be silent, torn or wrong; the numbers under it are not. A column of shares is a constant multiple of its base
column and shows 100 in the base row; a rate of change follows from two columns row by row; a dollar column is the yen column
at one rate. Every test is made on rounding intervals, so that a printed digit decides exactly as much as it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from parsers.placing.intervals import Interval, interval, multiply, overlaps
from parsers.table import Column

Kind = Literal["common_size", "change", "difference", "translation"]
Convention = Literal["signed", "absolute", "magnitude", "ratio", ""]
EVERY_KIND: tuple[Kind, ...] = ("common_size", "change", "difference", "translation")
CONVENTIONS: tuple[Convention, ...] = ("signed", "absolute", "magnitude", "ratio")
GAINS_ALONE: tuple[Convention, ...] = ("signed", "ratio")
Matrix = Sequence[Sequence[Decimal | None]]

HUNDRED = Decimal(100)
ZERO = Decimal(0)
ENOUGH_ROWS = 3
"""Agreeing rows with at least two significant digits that make a relation credible."""
AGREE_SHARE = Decimal("0.8")
"""Share of the tested rows that must agree; the rest are misprints or rows of another kind."""
NEAR_ONE = (Decimal("0.67"), Decimal("1.5"))
"""Ratios in between are no translation: two periods of one company differ by as little."""


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """One relation that explains a column, with the rows that agree and disagree with it."""

    column: int
    """`Column.number` of the column explained."""
    kind: Kind
    base: int
    """Amount column it is computed from (of a change, the later period's)."""
    compared: int | None
    """Amount column of the earlier period; None unless a change or a difference."""
    base_row: int | None
    """Index into the matrix of the row that stands for 100 %; None where the base is not in the table."""
    constant: Interval | None
    """Of a common size, the base amount; of a translation, the base column's units for one of this column's."""
    convention: Convention
    """How a change treats a negative earlier value: `signed` divides by it, `absolute` by its magnitude, `magnitude` compares
    magnitudes, `ratio` prints later / earlier; empty for other kinds."""
    agree: int
    """Rows that agree and print at least two significant digits: the others agree with anything."""
    disagree: int

    @property
    def credible(self) -> bool:
        """True where enough rows agree and few enough do not."""
        return self.agree >= ENOUGH_ROWS and self.agree >= AGREE_SHARE * (self.agree + self.disagree)


def printed_interval(value: Decimal, rounding: str = "unstated") -> Interval:
    """Lowest and highest true value that print as `value`, closed, in the printed unit.

    The exponent of the Decimal is the last printed digit. `unstated` allows rounding and truncation.

    >>> printed_interval(Decimal("33.3"), "half_up")
    (Decimal('33.25'), Decimal('33.35'))
    >>> printed_interval(Decimal("-5"), "down")
    (Decimal('-6'), Decimal('-5'))
    >>> printed_interval(Decimal("7"))
    (Decimal('6.5'), Decimal('8'))
    """
    return interval(value, -int(value.as_tuple().exponent), rounding)


def magnitude(width: Interval) -> Interval:
    """The interval of the absolute values."""
    low, high = width
    if low <= 0 <= high:
        return ZERO, max(-low, high)
    return (low, high) if low > 0 else (-high, -low)


def share_agrees(share: Interval, amount: Interval, base: Interval) -> bool:
    """True where `share` percent of `base` may be `amount`."""
    return overlaps(multiply(share, base), (amount[0] * HUNDRED, amount[1] * HUNDRED))


def change_agrees(rate: Interval, later: Interval, earlier: Interval, convention: Convention) -> bool:
    """True where `rate` percent may be the change from `earlier` to `later`: later = earlier * (1 + rate)."""
    if convention == "magnitude":
        later, earlier = magnitude(later), magnitude(earlier)
    if convention == "ratio":
        return overlaps(multiply(rate, earlier), (later[0] * HUNDRED, later[1] * HUNDRED))
    backwards = convention == "absolute" and earlier[1] <= 0
    factors = (HUNDRED - rate[1], HUNDRED - rate[0]) if backwards else (HUNDRED + rate[0], HUNDRED + rate[1])
    return overlaps(multiply(factors, earlier), (later[0] * HUNDRED, later[1] * HUNDRED))


def difference_agrees(rise: Interval, later: Interval, earlier: Interval) -> bool:
    """True where `rise` may be later - earlier."""
    return overlaps(rise, (later[0] - earlier[1], later[1] - earlier[0]))


def ratio_agrees(translated: Interval, amount: Interval, rate: Interval) -> bool:
    """True where `translated` times `rate` may be `amount`."""
    return overlaps(multiply(translated, rate), amount)


def classify_columns(
    matrix: Matrix, columns: Sequence[Column], rounding: str = "unstated", trust_header: bool = False
) -> tuple[tuple[ColumnEvidence, ...], ...]:
    """For each column the relations that explain it, best first; an empty tuple where none does.

    matrix: rows of values as printed, one a column, in the order of `columns`; no scale applied, a percentage in percent
    (33.3% is Decimal("33.3")), None for an empty cell or a nil mark. trust_header: only the kind of relation that the column's
    measure names is tried (of an amount whose unit is known, only translation); else the header only orders equally good relations.
    """
    grid = Grid(matrix, rounding)
    found = []
    for place in range(len(columns)):
        others = [other for other in range(len(columns)) if other != place]
        kinds = kinds_named(columns[place]) if trust_header else EVERY_KIND
        possible = {"translation": [o for o in others if translatable(columns[place], columns[o])]} if trust_header else {}
        relations = [relation for kind in kinds for relation in FINDERS[kind](grid, place, possible.get(kind, others))]
        named = [as_evidence(relation, columns) for relation in relations]
        hint = columns[place].measure.partition("_")[0]
        named.sort(key=lambda e: (not e.credible, not e.kind.startswith(hint), e.disagree - e.agree, abs(e.base - e.column)))
        found.append(tuple(e for e in named if e.credible))
    return tuple(found)


def translatable(one: Column, other: Column) -> bool:
    """Whether headers leave it open that one column translates the other: both amounts, not of one unit."""
    return other.measure == "amount" and (one.unit is None or one.unit != other.unit)


def kinds_named(column: Column) -> tuple[Kind, ...]:
    """The kinds of relation that a header allows its column."""
    if column.measure == "amount":
        return ("translation",) if column.unit is not None else EVERY_KIND
    named = column.measure.partition("_")[0]
    return tuple(kind for kind in EVERY_KIND if kind.startswith(named))


def header_relation(matrix: Matrix, column: Column, columns: Sequence[Column], rounding: str = "unstated") -> ColumnEvidence | None:
    """The relation that the header names (`base`, `compared`), where no row speaks against it; None where it names none or one does.

    For tables too short for `classify_columns`: the header is believed, the rows only must not deny it.
    """
    places = {other.number: at for at, other in enumerate(columns)}
    place, base = places[column.number], places.get(column.base or 0)
    if base is None or column.measure == "amount":
        return None
    grid = Grid(matrix, rounding)
    if column.measure.startswith("common_size"):
        relations = common_sizes(grid, place, [base])
    elif column.compared in places:
        finder = differences if column.measure.startswith("difference") else changes
        relations = [e for e in finder(grid, place, [base, places[column.compared]]) if e.base == base]
    else:
        return None
    willing = [as_evidence(e, columns) for e in relations if not e.disagree]
    return max(willing, key=lambda e: e.agree, default=None)


def as_evidence(relation: ColumnEvidence, columns: Sequence[Column]) -> ColumnEvidence:
    """The relation with column numbers in place of matrix places."""
    compared = None if relation.compared is None else columns[relation.compared].number
    return ColumnEvidence(
        columns[relation.column].number, relation.kind, columns[relation.base].number, compared, relation.base_row, relation.constant,
        relation.convention, relation.agree, relation.disagree,
    )  # fmt: skip


class Grid:
    """A matrix with the rounding interval of every value and a mark for those that can decide anything."""

    def __init__(self, matrix: Matrix, rounding: str) -> None:
        self.values = tuple(tuple(row) for row in matrix)
        self.intervals = tuple(tuple(None if value is None else printed_interval(value, rounding) for value in row) for row in matrix)
        self.telling = tuple(tuple(value is not None and significant(value) >= 2 for value in row) for row in matrix)

    def column(self, place: int) -> list[tuple[int, Decimal]]:
        """(row, value) of the column's cells that hold a value."""
        return [(at, row[place]) for at, row in enumerate(self.values) if place < len(row) and (row[place]) is not None]  # type: ignore[misc]

    def width(self, row: int, place: int) -> Interval | None:
        """The interval of one cell, None where it is empty."""
        line = self.intervals[row]
        return line[place] if place < len(line) else None


def significant(value: Decimal) -> int:
    """Number of printed significant digits; 0 for a zero.

    >>> significant(Decimal("0.05")), significant(Decimal("33.3")), significant(Decimal("0.0"))
    (1, 3, 0)
    """
    return len(str(abs(int(value.scaleb(-min(int(value.as_tuple().exponent), 0)))))) if value else 0


def tally(grid: Grid, place: int, rows: Iterable[int], agrees: Callable[[int], bool | None]) -> tuple[int, int]:
    """Telling rows that agree, rows that disagree; `agrees` gives None where a row cannot be tested. Stops when hopeless."""
    agree = disagree = 0
    for row in rows:
        verdict = agrees(row)
        if verdict is False:
            disagree += 1
            if disagree > 3 and disagree > agree:
                break
        elif verdict and grid.telling[row][place]:
            agree += 1
    return agree, disagree


def constant_of(grid: Grid, place: int, other: int, factor: Decimal) -> Interval | None:
    """The interval of factor * other / place that most rows share, from the rows that print it sharpest; None where none can.

    The sharpest rows may be misprints: of the five sharpest the interval that most of the others meet is taken and narrowed by them.
    """
    bounds = []
    for row, _ in grid.column(place):
        amount, printed = grid.width(row, other), grid.width(row, place)
        if amount is None or printed is None or not grid.telling[row][place] or amount[0] <= 0 <= amount[1] or printed[0] <= 0 <= printed[1]:
            continue
        corners = [factor * a / p for a in amount for p in printed]
        bounds.append((min(corners), max(corners)))
    bounds.sort(key=lambda b: (b[1] - b[0]) / max(abs(b[0]), abs(b[1])))
    sharpest = bounds[:5]
    if not sharpest:
        return None
    best = max(sharpest, key=lambda b: sum(overlaps(b, other) for other in bounds))
    for bound in bounds:
        if overlaps(best, bound):
            best = max(best[0], bound[0]), min(best[1], bound[1])
    return best


def common_sizes(grid: Grid, place: int, others: Sequence[int]) -> list[ColumnEvidence]:
    """The relations in which the column is a percentage of one base amount of another column."""
    printed = grid.column(place)
    hundreds = [row for row, value in printed if value == HUNDRED]
    found = []
    for other in others:
        bases: list[tuple[int | None, Interval]] = []
        for row in hundreds[:3]:
            base = grid.width(row, other)
            if base is not None and base[0] > 0:
                bases.append((row, base))
        if not bases:
            # Without a 100 in sight a column of whole numbers is rather a translation.
            if not any(int(value.as_tuple().exponent) < 0 for _, value in printed):
                continue
            base = constant_of(grid, place, other, HUNDRED)
            if base is None or base[0] <= 0:
                continue
            inside = [row for row, _ in grid.column(other) if overlaps(grid.width(row, other) or (ZERO, ZERO), base)]
            bases = [(inside[0] if len(inside) == 1 else None, base)]
        for base_row, base in bases:
            counts = tally(grid, place, [row for row, _ in printed if row != base_row], share_test(grid, place, other, base))
            found.append(ColumnEvidence(place, "common_size", other, None, base_row, base, "", *counts))
    return found


def share_test(grid: Grid, place: int, other: int, base: Interval) -> Callable[[int], bool | None]:
    """A test of one row against a base amount."""

    def agrees(row: int) -> bool | None:
        share, amount = grid.width(row, place), grid.width(row, other)
        return None if share is None or amount is None else share_agrees(share, amount, base)

    return agrees


def translations(grid: Grid, place: int, others: Sequence[int]) -> list[ColumnEvidence]:
    """The relations in which the column is another one at a constant ratio that is not a share of one of its rows."""
    printed = grid.column(place)
    if any(value == HUNDRED and int(value.as_tuple().exponent) < 0 for _, value in printed):
        return []
    found = []
    for other in others:
        rate = constant_of(grid, place, other, Decimal(1))
        if rate is None or rate[0] <= 0 or overlaps(rate, NEAR_ONE):
            continue
        counts = tally(grid, place, [row for row, _ in printed], ratio_test(grid, place, other, rate))
        found.append(ColumnEvidence(place, "translation", other, None, None, rate, "", *counts))
    return found


def ratio_test(grid: Grid, place: int, other: int, rate: Interval) -> Callable[[int], bool | None]:
    """A test of one row against a rate."""

    def agrees(row: int) -> bool | None:
        translated, amount = grid.width(row, place), grid.width(row, other)
        return None if translated is None or amount is None else ratio_agrees(translated, amount, rate)

    return agrees


def pairs_of(others: Sequence[int]) -> list[tuple[int, int]]:
    """Every (later, earlier) pair of columns."""
    return [(later, earlier) for later in others for earlier in others if later != earlier]


def changes(grid: Grid, place: int, others: Sequence[int]) -> list[ColumnEvidence]:
    """The relations in which the column is the rate of change between two other columns."""
    rows = [row for row, _ in grid.column(place)]
    found = []
    losses = {other for other in others if any(value < 0 for _, value in grid.column(other))}
    for later, earlier in pairs_of(others):
        # Between gains the conventions for losses say the same.
        for convention in CONVENTIONS if losses & {later, earlier} else GAINS_ALONE:
            counts = tally(grid, place, rows, change_test(grid, place, later, earlier, convention))
            found.append(ColumnEvidence(place, "change", later, earlier, None, None, convention, *counts))
    return found


def differences(grid: Grid, place: int, others: Sequence[int]) -> list[ColumnEvidence]:
    """The relations in which the column is the increase from one column to another."""
    rows = [row for row, _ in grid.column(place)]
    tallies = [(pair, tally(grid, place, rows, difference_test(grid, place, *pair))) for pair in pairs_of(others)]
    return [ColumnEvidence(place, "difference", later, earlier, None, None, "", *counts) for (later, earlier), counts in tallies]


def change_test(grid: Grid, place: int, later: int, earlier: int, convention: Convention) -> Callable[[int], bool | None]:
    """A test of one row as a rate of change."""

    def agrees(row: int) -> bool | None:
        rate, new, old = grid.width(row, place), grid.width(row, later), grid.width(row, earlier)
        return None if rate is None or new is None or old is None else change_agrees(rate, new, old, convention)

    return agrees


def difference_test(grid: Grid, place: int, later: int, earlier: int) -> Callable[[int], bool | None]:
    """A test of one row as an increase in the row's own unit."""

    def agrees(row: int) -> bool | None:
        rise, new, old = grid.width(row, place), grid.width(row, later), grid.width(row, earlier)
        return None if rise is None or new is None or old is None else difference_agrees(rise, new, old)

    return agrees


FINDERS: dict[Kind, Callable[[Grid, int, Sequence[int]], list[ColumnEvidence]]] = {
    "common_size": common_sizes,
    "change": changes,
    "difference": differences,
    "translation": translations,
}
