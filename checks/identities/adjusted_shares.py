"""Bent numbers: issuers move the last digit of a share or of a translated amount so that its column adds up.

31.56 % is printed as 31.5 %, 2,347.4 dollars as 2,348. Such a number misses its own quotient by less than a digit and lets its sum
hold; it is no misprint, and no proof of its last digit either.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import TypeVar

from checks.identities.identity import Ratio, Sum
from checks.identities.ledger import LedgerEntry

Bendable = TypeVar("Bendable", Sum, Ratio)


def bent(identity: Bendable, entry: LedgerEntry, adding: Set[int]) -> Bendable:
    """The identity, with half a digit of leeway beyond rounding where it needs it and its entry was made to add up.

    adding: places of the entries that were made to add up.
    """
    if entry.at not in adding or identity.holds():
        return identity
    loose = replace(identity, slack=entry.digit // 2, note=f"{identity.note}, bent to add up")
    return loose if loose.holds() else identity
