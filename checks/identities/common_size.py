"""Shares of one base row: each is its amount over the base amount of its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from checks.identities.adjusted_shares import bent
from checks.identities.identity import Identity, Ratio
from checks.identities.ledger import ONE, Ledger, LedgerEntry
from parsers.table import Column

BELIEVED = 0.6
"""Share of a column's rows that must hold for the column to be what it seems."""
NEAR = 0.02
"""How far, relatively, a base row may lie from what the largest share calls for."""


def common_sizes(ledger: Ledger, adding: Set[int] = frozenset()) -> tuple[list[Ratio], list[Ratio]]:
    """The shares of every table whose base amount is printed in it: those to be tried, and those of columns that mostly fail.

    A column that mostly fails has another base than its header and its 100 % say, or its amounts are not where they belong.
    adding: places of the entries that add up to the digit; issuers bend a share by less than a digit for that.
    """
    tried: list[Ratio] = []
    doubted: list[Ratio] = []
    for key, rows in ledger.grid.items():
        columns = ledger.columns_of(key)
        shares: dict[int, list[LedgerEntry]] = {}
        for cells in rows.values():
            for number, entry in cells.items():
                if entry.reading.measure == "common_size":
                    shares.setdefault(number, []).append(entry)
        for number, entries in shares.items():
            column = base_column(ledger, key, columns.get(number), number, entries)
            if column is not None:
                found = shares_of(entries, {row: cells[column] for row, cells in rows.items() if column in cells}, adding)
                (tried if mostly_hold(found) else doubted).extend(found)
    return tried, doubted


def mostly_hold(found: Sequence[Identity]) -> bool:
    """Whether the identities of one column may be believed: of a few rows one must hold, of more of them most."""
    held = sum(identity.holds() for identity in found)
    return held > 0 and held >= BELIEVED * len(found)


def base_column(ledger: Ledger, key: tuple[int, int], column: Column | None, number: int, entries: list[LedgerEntry]) -> int | None:
    """The column of the amounts: the header's word, else the nearest one on the left with the shares' period; None where there is none."""
    if column is not None and column.base is not None:
        return column.base
    first = entries[0].reading
    cells = ledger.grid[key].get(first.row, {})
    fitting = [
        other for other, entry in cells.items()
        if entry.reading.measure == "amount" and entry.reading.period_end == first.period_end and entry.reading.period_start == first.period_start
    ]  # fmt: skip
    left = [other for other in fitting if other < number]
    return max(left) if left else min(fitting, default=None)


def shares_of(shares: list[LedgerEntry], amounts: Mapping[int, LedgerEntry], adding: Set[int]) -> list[Ratio]:
    """The identities of one column of shares with the base row that explains most of them."""
    best: tuple[int, list[Ratio]] = -1, []
    for base in possible_bases(shares, amounts):
        found = [
            bent(Ratio("common_size", share, base, amounts[share.reading.row], note=f"share of {base.reading.label}"), share, adding)
            for share in shares
            if share.reading.row in amounts and amounts[share.reading.row] is not base
        ]
        held = sum(ratio.holds() for ratio in found)
        if held > best[0]:
            best = held, found
    return best[1]


def possible_bases(shares: list[LedgerEntry], amounts: Mapping[int, LedgerEntry]) -> list[LedgerEntry]:
    """The amounts beside a printed 100 %; where none is printed, those that the largest share calls for."""
    whole = [amounts[share.reading.row] for share in shares if share.value == ONE and share.reading.row in amounts]
    if whole:
        return whole[:3]
    measured = [share for share in shares if share.value and share.reading.row in amounts]
    if not measured:
        return []
    largest = max(measured, key=lambda share: abs(share.value))
    wanted = amounts[largest.reading.row].value * ONE / largest.value
    return [entry for entry in amounts.values() if wanted and abs(entry.value - wanted) <= NEAR * abs(wanted)][:5]
