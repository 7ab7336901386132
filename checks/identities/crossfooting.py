"""Crossfooting: columns that add up to a column, found from the numbers as the sums of rows are: segments and their total, parts of equity.

The table is read on its side. Only columns of one period can be parts of each other:

                 Digital   Toys   Total   Adjustments   Consolidated
    Sales             10      5      15            -3             12        Total = Digital + Toys, Consolidated = Total + Adjustments
    Profit             4      1       5             0              5
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from checks.identities.footing import Rows, find_relations, is_amount, relation_to_sums
from checks.identities.identity import Sum
from checks.identities.ledger import Ledger, LedgerEntry
from parsers.table import Column

FEWEST = 3
"""Columns of one period below which none can be a sum."""


class ColumnRows(Rows):
    """The columns of one period as rows: one row of entries each, a table's row in each place."""

    def __init__(self, ledger: Ledger, key: tuple[int, int], numbers: Sequence[int]) -> None:
        cells = ledger.grid[key]
        lines = [[cells[row].get(number) for number in numbers] for row in sorted(cells)]
        kept = [line for line in map(of_one_unit, lines) if sum(entry is not None for entry in line) > 1]
        self.rounding = ledger.rounding
        self.columns = list(range(len(kept)))
        self.numbers = list(numbers)
        self.entries = [list(column) for column in zip(*kept, strict=True)] if kept else [[] for _ in numbers]
        self.places = {number: at for at, number in enumerate(self.numbers)}
        self.totals = [False] * len(self.numbers)
        self.results = self.totals
        self.values = [[entry.value if entry else 0 for entry in column] for column in self.entries]
        self.digits = [max(entry.digit for entry in line if entry is not None) for line in kept]


def of_one_unit(line: Sequence[LedgerEntry | None]) -> list[LedgerEntry | None]:
    """The amounts of a row that are of its usual unit; ratios do not add up."""
    units = Counter(entry.reading.unit for entry in line if entry is not None and is_amount(entry, entry.reading.unit))
    units.pop("pure", None)
    usual = max(units, key=lambda unit: (units[unit], unit)) if units else ""
    return [entry if entry is not None and is_amount(entry, usual) else None for entry in line]


def crossfootings(ledger: Ledger) -> list[Sum]:
    """The sums of columns of all tables."""
    found: list[Sum] = []
    for key in list(ledger.grid):
        for numbers in columns_of_one_period(ledger.columns_of(key).values()):
            columns = ColumnRows(ledger, key, numbers)
            found += [sum_ for relation in find_relations(columns) for sum_ in relation_to_sums(columns.entries, relation)]
    return found


def columns_of_one_period(columns: Iterable[Column]) -> list[list[int]]:
    """Numbers of the columns of amounts, period by period, where there are enough of them."""
    by_period: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for column in columns:
        if column.measure in (None, "amount"):
            by_period[column.period_start, column.period_end, column.scenario, column.scope].append(column.number)
    return [sorted(numbers) for numbers in by_period.values() if len(numbers) >= FEWEST]
