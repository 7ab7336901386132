"""Roll-forward: the balance of one day and the movements of a period make the balance of the last day."""

from __future__ import annotations

from collections.abc import Iterator

from checks.identities.identity import Identity
from checks.identities.relations import Book, related


def roll_forwards(book: Book) -> Iterator[Identity]:
    """The roll-forwards that the accounts' names give; those that stand in one table are found by `footing`."""
    yield from related(book, "roll_forward")
