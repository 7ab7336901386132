"""Balance: both sides of a balance sheet are equal, by what the accounts are called and by where the totals stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.identities.duplicate import row_of
from checks.identities.identity import Identity, Sum
from checks.identities.ledger import Ledger, LedgerEntry
from checks.identities.relations import Book, related


def balances(ledger: Ledger, book: Book, footings: Sequence[Sum]) -> Iterator[Identity]:
    """The balances that the accounts' names give, and those of a balance sheet whose last total repeats an earlier one."""
    yield from related(book, "balance")
    yield from two_sides(ledger, footings)


def two_sides(ledger: Ledger, footings: Sequence[Sum]) -> Iterator[Sum]:
    """For each document and language the last total of its balance sheet against the earlier one that equals it in most columns.

    The sheet may be split over several tables; nothing depends on what the totals are called.
    """
    sheets: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for (document, number), table in sorted(ledger.tables.items()):
        if table.statement == "balance_sheet":
            sheets[document, table.language].append((document, number))
    footed = {row_of(found.total) for found in footings if row_of(found.total) != row_of(found.parts[0])}
    together = {frozenset((row_of(found.total), row_of(part))) for found in footings for part in found.parts}
    for keys in sheets.values():
        rows = [(key, number) for key in keys for number in sorted(ledger.grid[key]) if (*key, number) in footed or is_marked(ledger, key, number)]
        totals = [amounts_of(ledger, key, number) for key, number in rows]
        for at in range(len(totals) - 1, 0, -1):
            pairs = repeated_total(totals[:at], totals[at])
            # A total and a part of it that is all of it in some columns are no two sides.
            if pairs and frozenset(map(row_of, pairs[0])) not in together:
                yield from (Sum("balance", one, (two,), (1,), exact=one.digit == two.digit, note="both sides of the sheet") for one, two in pairs)
                break


def is_marked(ledger: Ledger, key: tuple[int, int], number: int) -> bool:
    """Whether a row is marked as a total."""
    row = ledger.rows_of(key).get(number)
    return row is not None and row.total


def amounts_of(ledger: Ledger, key: tuple[int, int], number: int) -> dict[tuple[object, ...], LedgerEntry]:
    """The amounts of a row by unit, day and scope."""
    cells = ledger.grid[key][number].values()
    return {(e.reading.unit, e.reading.period_end, e.reading.scope): e for e in cells if e.reading.measure == "amount" and e.value}


def repeated_total(earlier: Sequence[dict[tuple[object, ...], LedgerEntry]], last: dict[tuple[object, ...], LedgerEntry]) -> list[tuple[LedgerEntry, LedgerEntry]]:
    """The cells of a total with those of the first earlier total that equals it in more than half of them; empty where none does."""
    for other in earlier:
        both = [(entry, other[column]) for column, entry in last.items() if column in other]
        if both and 2 * sum(one.value == two.value for one, two in both) > len(both):
            return both
    return []
