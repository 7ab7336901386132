"""Articulation: what one statement takes from another, and what profit per share says of profit.

One number in two statements is a repeated print and found by `duplicate`, which calls it articulation too.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.identities.identity import Identity
from checks.identities.relations import Book, related


def articulations(book: Book) -> Iterator[Identity]:
    """The articulations that the accounts' names give."""
    yield from related(book, "articulation")
