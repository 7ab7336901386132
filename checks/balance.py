"""Balance: both sides of a balance sheet are equal, by what the accounts are called and by where the totals stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.identity import Identity, Sum
from checks.ledger import Ledger
from checks.relations import Book, related


def balances(ledger: Ledger, book: Book, footings: Sequence[Sum]) -> Iterator[Identity]:
    """The balances that the accounts' names give, and those of a balance sheet whose last total repeats an earlier one."""
    yield from related(book, "balance")
    yield from two_sides(ledger, footings)


def two_sides(ledger: Ledger, footings: Sequence[Sum]) -> Iterator[Sum]:
    """In each balance sheet the last total against the earlier total that equals it in most columns, whatever the two are called."""
    for key, rows in ledger.grid.items():
        table = ledger.tables.get(key)
        if table is None or table.statement != "balance_sheet":
            continue
        totals = sorted({found.total.reading.row for found in footings if (found.total.reading.document, found.total.reading.table) == key})
        if len(totals) < 2:
            continue
        last = rows[totals[-1]]
        amounts = [column for column, entry in last.items() if entry.reading.measure == "amount"]
        for number in totals[:-1]:
            other = rows[number]
            both = [column for column in amounts if column in other and last[column].value]
            equal = sum(other[column].value == last[column].value for column in both)
            if both and 2 * equal > len(both):
                for column in both:
                    one, two = last[column], other[column]
                    yield Sum("balance", one, (two,), (1,), exact=one.digit == two.digit, note="both sides of the sheet")
                break
