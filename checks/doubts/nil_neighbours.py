"""A number beside a nil mark: dollars where the row has no yen, yen where it has no dollars, a share without its amount.

    Proceeds from borrowings      8,613         -
    Repayments of borrowings          -   922,704        moved down by a row

In a column that follows from the one beside it, row after row, such a number may belong to the row above or below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from checks.identities.identity import Identity, Ratio
from checks.identities.ledger import ONE, Ledger, LedgerEntry
from parsers.records import Finding

FEW = 5
"""Rows in which the one column must follow from the other."""
MOSTLY = 0.8
"""Share of the rows that must."""

RowPlace = tuple[int, int, int]
"""document, table, row"""


def beside_nothing(ledger: Ledger, identities: Iterable[Identity]) -> tuple[set[RowPlace], list[Finding]]:
    """The rows with such a number, and a finding for each."""
    columns: dict[tuple[int, int, int, int], list[Ratio]] = defaultdict(list)
    for identity in identities:
        if isinstance(identity, Ratio) and not identity.offset:
            shown, amount = explained(identity).reading, identity.amount.reading
            columns[shown.document, shown.table, shown.column, amount.column].append(identity)
    doubted: set[RowPlace] = set()
    findings: list[Finding] = []
    for (document, table, derived, given), found in columns.items():
        if sum(identity.holds() for identity in found) >= max(FEW, MOSTLY * len(found)):
            for entry, missing in lonely(ledger, (document, table), derived, given, found):
                reading = entry.reading
                doubted.add((document, table, reading.row))
                message = (
                    f'table {table} row {reading.row} "{reading.label}": expected a number in column {missing}, as {reading.printed} in column '
                    f"{reading.column} asks for one, found a nil mark; one of the two may belong to another row"
                )
                findings.append(Finding("beside_nothing", "warning", message, (reading.reading_id,), document, reading.page, reading.line, reading.bbox))
    return doubted, findings


def explained(identity: Ratio) -> LedgerEntry:
    """The share, or the dollars, that the amount explains."""
    shown = identity.quotient if identity.quotient is not None else identity.base
    if shown is None:
        raise ValueError("a ratio without quotient and without base")
    return shown


def lonely(ledger: Ledger, key: tuple[int, int], derived: int, given: int, found: Sequence[Ratio]) -> Iterator[tuple[LedgerEntry, int]]:
    """The numbers of the two columns that stand beside a nil mark, though what is beside them would be no nothing, and the column of the mark."""
    first = found[0]
    sort = {derived: explained(first).reading, given: first.amount.reading}
    for row, cells in ledger.grid[key].items():
        for column, other in ((derived, given), (given, derived)):
            entry = cells.get(column)
            if entry is None or (row, other) not in ledger.nils[key]:
                continue
            alike = (entry.reading.unit, entry.reading.measure) == (sort[column].unit, sort[column].measure)
            if alike and (entry.value if column == derived else shows(first, entry)):
                yield entry, other


def shows(like: Ratio, amount: LedgerEntry) -> bool:
    """Whether the share, or the dollars, of an amount would be a digit at least."""
    divisor = like.base.value if like.quotient is not None and like.base is not None else (like.rate or (0, 0))[1]
    return bool(divisor) and abs(amount.value * ONE // divisor) > explained(like).digit
