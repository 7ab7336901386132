"""Convenience translations: dollars are yen at one rate, which the release prints; the pairs tell whether it is the one used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from decimal import Decimal

from checks.identities.adjusted_shares import bent
from checks.identities.identity import Ratio
from checks.identities.ledger import FOREIGN, ONE, Interval, Ledger, LedgerEntry, to_units, to_value
from parsers.records import Finding, Reading

HOME = "JPY"
FEW = 3
"""Pairs that must agree on a rate that no text gives."""
MOST = 0.8
"""Share of the pairs that the printed rate must explain to be believed."""


def translations(ledger: Ledger, printed_rate: Decimal | None, adding: Set[int] = frozenset()) -> tuple[list[Ratio], list[Ratio], list[Finding]]:
    """The dollar cells with their yen cells at the release's rate; those of tables that mostly fail; a finding where the printed rate is not used.

    One table in which most pairs fail while others follow the rate has columns in the wrong place, or another rate: it is not tried.
    """
    pairs = list(translated_pairs(ledger))
    if printed_rate is not None:
        exactly = to_units(printed_rate)
        tried, doubted = by_tables(at_rate(pairs, (exactly, exactly), adding))
        if tried or not pairs:
            return tried, doubted, []
    solved = solve_rate(pairs)
    if solved is None:
        return [], at_rate(pairs, (exactly, exactly), adding) if printed_rate is not None else [], []
    finding = []
    if printed_rate is not None:
        low, high = to_value(solved[0]), to_value(solved[1])
        seen = f"found {low} to {high} in {len(pairs)} pairs"
        message = f"the yen and dollar columns: expected the printed rate {printed_rate}, {seen}; the rate of the columns is used"
        finding = [Finding("rate_differs", "warning", message)]
    return *by_tables(at_rate(pairs, solved, adding)), finding


def by_tables(found: list[Ratio]) -> tuple[list[Ratio], list[Ratio]]:
    """The pairs of tables that follow the rate, and those of tables of which most do not."""
    tables: dict[tuple[int, int], list[Ratio]] = defaultdict(list)
    for ratio in found:
        tables[ratio.amount.reading.document, ratio.amount.reading.table].append(ratio)
    tried: list[Ratio] = []
    doubted: list[Ratio] = []
    for own in tables.values():
        (tried if sum(ratio.holds() for ratio in own) >= MOST * len(own) or len(own) < FEW else doubted).extend(own)
    return (tried, doubted) if any(ratio.holds() for ratio in tried) else ([], [*tried, *doubted])


def at_rate(pairs: list[tuple[LedgerEntry, LedgerEntry]], rate: Interval, adding: Set[int]) -> list[Ratio]:
    """The identities of all pairs at a rate."""
    shown = to_value(rate[0]) if rate[0] == rate[1] else f"{to_value(rate[0])} to {to_value(rate[1])}"
    note = f"{HOME} {shown} = {FOREIGN} 1"
    return [bent(Ratio("translation", None, dollars, yen, rate=rate, note=note), dollars, adding) for dollars, yen in pairs]


def translated_pairs(ledger: Ledger) -> Iterator[tuple[LedgerEntry, LedgerEntry]]:
    """Dollar and yen cells of one row, period and scenario, where each currency has one."""
    for rows in ledger.grid.values():
        for cells in rows.values():
            dollars = [e for e in cells.values() if e.reading.unit == FOREIGN and e.reading.measure == "amount"]
            home = [e for e in cells.values() if e.reading.unit == HOME and e.reading.measure == "amount"] if dollars else []
            for entry in dollars:
                yen = [other for other in home if same_column(entry.reading, other.reading)]
                if len(yen) == 1:
                    yield entry, yen[0]


def same_column(one: Reading, other: Reading) -> bool:
    """Whether two readings are of one period, scenario and member."""
    return (one.period_end, one.period_start, one.scenario, one.members) == (other.period_end, other.period_start, other.scenario, other.members)


def solve_rate(pairs: list[tuple[LedgerEntry, LedgerEntry]]) -> Interval | None:
    """The rates that most pairs allow: the interval covered by the most of them; None for too few pairs."""
    intervals = []
    for dollars, yen in pairs:
        if dollars.span[0] > 0 or dollars.span[1] < 0:
            corners = [amount * ONE // unit for amount in yen.span for unit in dollars.span]
            intervals.append((min(corners), max(corners) + 1))
    if len(intervals) < FEW:
        return None
    # A sweep over the ends: where most intervals overlap.
    ends = sorted([(low, 0, 1) for low, _ in intervals] + [(high, 1, -1) for _, high in intervals])
    depth, deepest, best = 0, 0, (0, 0)
    for place, (at, _, step) in enumerate(ends):
        depth += step
        if step > 0 and depth > deepest:
            deepest = depth
            best = at, next(end for end, closes, _ in ends[place + 1 :] if closes)
    return best if deepest >= max(FEW, MOST * len(intervals)) else None
