"""How a document rounds, learnt from the numbers that it prints at two scales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.identities.ledger import PLACES, to_units
from parsers.records import Fact, Finding, Reading

ENOUGH_PAIRS = 20
"""Pairs of one number at two scales that decide."""
MOST = 0.95
"""Share of the pairs that the decided way must explain; the rest are bent or misprinted."""


def infer_rounding(stated: str, facts: Iterable[Fact], readings: Mapping[str, Reading]) -> tuple[str, list[Finding]]:
    """`half_up` or `down` where the document says so or enough pairs do, with a finding that gives the count; else `unstated`."""
    if stated != "unstated":
        return stated, []
    # Pairs that neither way explains are two numbers that share a name: they say nothing of rounding.
    pairs = [pair for fact in facts for pair in two_scales(fact, readings) if rounds(*pair, "half_up") or rounds(*pair, "down")]
    if len(pairs) < ENOUGH_PAIRS:
        return stated, []
    explained = {rounding: sum(rounds(coarse, fine, step, rounding) for coarse, fine, step in pairs) for rounding in ("half_up", "down")}
    best, other = sorted(explained, key=lambda rounding: -explained[rounding])
    if explained[best] < MOST * len(pairs) or explained[other] >= MOST * len(pairs):
        return stated, []
    counted = f"found {best} in {explained[best]} of {len(pairs)} pairs of one number at two scales, {other} in {explained[other]}"
    message = f"rounding is not stated: expected half_up or down, {counted}"
    return best, [Finding("rounding_inferred", "info", message)]


def two_scales(fact: Fact, readings: Mapping[str, Reading]) -> list[tuple[int, int, int]]:
    """(coarse, fine, coarse digit) in ten-millionths for each coarser print of a fact; signs as in the finest print."""
    own = (readings[reading_id] for reading_id in fact.reading_ids if reading_id in readings)
    printed = [(to_units(r.value), 10 ** max(PLACES - r.decimals, 0)) for r in own if r.value is not None and r.decimals is not None]
    if not printed:
        return []
    fine, finest = min(printed, key=lambda print_: print_[1])
    return [(coarse, fine, digit) for coarse, digit in printed if digit > finest]


def rounds(coarse: int, fine: int, digit: int, rounding: str) -> bool:
    """Whether the coarse print is the fine one rounded so.

    >>> rounds(2199, 2198668, 1000, "half_up"), rounds(2199000, 2198668, 1000, "half_up"), rounds(2198000, 2198668, 1000, "down")
    (False, True, True)
    """
    size = abs(fine)
    whole = size // digit * digit if rounding == "down" else (size + digit // 2) // digit * digit
    return abs(coarse) == whole
