"""The readings of a release as whole numbers, with the interval that each may stand for, found by table, row and column.

Arithmetic on a few thousand readings is done many times over, so every value is counted in ten-millionths of its unit
(`ONE`): six decimal places are the data contract's, the seventh holds half a digit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parsers.records import Reading
from parsers.table import Column, Row, Table

PLACES = 7
ONE = 10**PLACES
FOREIGN = "USD"
"""The currency of convenience translations."""

Interval = tuple[int, int]
"""Lowest and highest whole number, closed."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A reading with its value, its last printed digit and what may stand behind it, all in ten-millionths."""

    at: int
    """Place in `Ledger.entries`."""
    reading: Reading
    value: int
    digit: int
    """One unit of the last printed digit."""
    span: Interval


class Ledger:
    """The readings that have a value, with their tables."""

    def __init__(self, tables: Iterable[Table], readings: Sequence[Reading], rounding: str) -> None:
        self.rounding = rounding
        self.entries: list[LedgerEntry] = []
        self.by_id: dict[str, LedgerEntry] = {}
        self.grid: dict[tuple[int, int], dict[int, dict[int, LedgerEntry]]] = defaultdict(lambda: defaultdict(dict))
        """(document, table) -> row number -> column number -> entry."""
        self.nils: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
        """(document, table) -> row and column of the nil marks."""
        self.tables = {(table.document, table.number): table for table in tables}
        self._columns = {key: {column.number: column for column in table.columns} for key, table in self.tables.items()}
        self._rows = {key: {row.number: row for row in table.rows} for key, table in self.tables.items()}
        for reading in readings:
            if reading.value is None or reading.decimals is None:
                self.nils[reading.document, reading.table].add((reading.row, reading.column))
                continue
            entry = to_entry(len(self.entries), reading, self.rounding_of(reading))
            self.entries.append(entry)
            self.by_id[reading.reading_id] = entry
            self.grid[reading.document, reading.table][reading.row].setdefault(reading.column, entry)

    def rounding_of(self, reading: Reading) -> str:
        """The document's rounding for amounts; ratios and translations of a document that cuts its amounts off may be either."""
        return "unstated" if self.rounding == "down" and reading.unit in ("pure", FOREIGN) else self.rounding

    def columns_of(self, key: tuple[int, int]) -> Mapping[int, Column]:
        """Column number to column of a table; empty where the table is not known."""
        return self._columns.get(key, {})

    def rows_of(self, key: tuple[int, int]) -> Mapping[int, Row]:
        """Row number to row of a table; empty where the table is not known."""
        return self._rows.get(key, {})

    def moved(self, entry: LedgerEntry, by: int) -> Interval:
        """The span of an entry with its value moved."""
        return printed_span(entry.value + by, entry.digit, self.rounding_of(entry.reading))


def to_entry(at: int, reading: Reading, rounding: str) -> LedgerEntry:
    """The entry of a reading that has a value and decimals."""
    value = to_units(reading.value or Decimal(0))
    digit = 10 ** max(PLACES - (reading.decimals or 0), 0)
    return LedgerEntry(at, reading, value, digit, printed_span(value, digit, rounding))


def printed_span(value: int, digit: int, rounding: str) -> Interval:
    """The lowest and highest true value that print as `value` when the last printed digit counts `digit`.

    >>> printed_span(50, 10, "half_up"), printed_span(-50, 10, "down"), printed_span(50, 10, "unstated")
    ((45, 55), (-60, -50), (45, 60))
    """
    half = digit // 2
    if rounding == "half_up":
        return value - half, value + half
    inward = 0 if rounding == "down" else half
    return value - (digit if value <= 0 else inward), value + (digit if value >= 0 else inward)


def to_units(value: Decimal) -> int:
    """The value in ten-millionths; digits beyond are truncated.

    >>> to_units(Decimal("-0.088"))
    -880000
    """
    return int(value.scaleb(PLACES))


def to_value(units: int) -> Decimal:
    """The value in its unit, at most six places.

    >>> to_value(-880000), to_value(90000000)
    (Decimal('-0.088'), Decimal('9'))
    """
    if units % ONE == 0:
        return Decimal(units // ONE)
    digits, places = (units + 5) // 10, 6
    while places and digits % 10 == 0:
        digits, places = digits // 10, places - 1
    return Decimal(digits).scaleb(-places)
