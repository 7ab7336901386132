"""Identities between printed numbers: sums and ratios, decided on the intervals that the prints allow.

A `Sum` says that a total is the sum of its parts (with signs); equality is a sum of one part. A `Ratio` says that a quotient times a
base is an amount: a share, a change, a dollar rate, a profit per share. Both answer the same questions: does it hold, what would
one member have to be for it to hold, and which members could not be one digit off. What every check asks is worked out once, at the start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from checks.identities.ledger import ONE, Interval, Ledger, LedgerEntry, to_value


@dataclass(frozen=True)
class Sum:
    """total = sum of sign * part. exact: no digit may remain; else the rounding of every member is allowed for."""

    kind: str
    total: LedgerEntry
    parts: tuple[LedgerEntry, ...]
    signs: tuple[int, ...]
    exact: bool = False
    note: str = ""
    slack: int = 0
    """Further ten-millionths that the total may be off, where an issuer bends a number so that a column adds up."""

    members: tuple[LedgerEntry, ...] = field(init=False, repr=False, compare=False)
    expected: int = field(init=False, repr=False, compare=False)
    """What the total should be."""
    residual: int = field(init=False, repr=False, compare=False)
    """Printed total less expected."""
    bounds: Interval = field(init=False, repr=False, compare=False)
    """Lowest and highest residual that rounding explains."""

    def __post_init__(self) -> None:
        expected = 0
        low, high = (0, 0) if self.exact else (self.total.value - self.total.span[1] - self.slack, self.total.value - self.total.span[0] + self.slack)
        for sign, part in zip(self.signs, self.parts, strict=True):
            expected += sign * part.value
            if not self.exact:
                below, above = part.value - part.span[0], part.span[1] - part.value
                low -= below if sign > 0 else above
                high += above if sign > 0 else below
        self.__dict__.update(members=(self.total, *self.parts), expected=expected, residual=self.total.value - expected, bounds=(low, high))

    def holds(self) -> bool:
        low, high = self.bounds
        return low <= self.residual <= high

    def tight_for(self, ledger: Ledger) -> tuple[LedgerEntry, ...]:
        """The members that could not be one digit more or less."""
        low, high = self.bounds
        residual = self.residual
        return tuple(
            member for member in self.members if residual + member.digit > high and residual - member.digit < low
        )  # fmt: skip

    def wanted(self, member: LedgerEntry) -> Interval | None:
        """The values of one member with which the identity would hold, given the others; None where none is certain."""
        low, high = self.bounds
        if member is self.total:
            return self.expected + low, self.expected + high
        signs = [sign for sign, part in zip(self.signs, self.parts, strict=True) if part is member]
        if len(signs) != 1:
            return None
        # residual = rest - sign * value must lie between low and high.
        rest = self.residual + signs[0] * member.value
        return (rest - high, rest - low) if signs[0] > 0 else (low - rest, high - rest)

    def figures(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """expected, found, residual, tolerance in base units."""
        low, high = self.bounds
        return to_value(self.expected), to_value(self.total.value), to_value(self.residual), to_value(max(-low, high))


@dataclass(frozen=True)
class Ratio:
    """(quotient + offset) * base = amount.

    A share: offset 0. A change: offset 1, base the earlier, amount the later value. A translation: quotient None, its place taken by
    the known `rate`, base the dollars, amount the yen. base_span: a base that is printed nowhere.
    """

    kind: str
    quotient: LedgerEntry | None
    base: LedgerEntry | None
    amount: LedgerEntry
    offset: int = 0
    """In ten-millionths: 0 or ONE."""
    rate: Interval | None = None
    base_span: Interval | None = None
    backwards: bool = False
    """A change of a negative base that is divided by the base's magnitude."""
    note: str = ""
    slack: int = 0
    """Further ten-millionths that the quotient (of a translation, the base) may be off, where an issuer bends it so that a column adds up."""

    members: tuple[LedgerEntry, ...] = field(init=False, repr=False, compare=False)
    spans: tuple[Interval, Interval, Interval] = field(init=False, repr=False, compare=False)
    """factor, base and amount as they may be."""
    held: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        members = tuple(member for member in (self.quotient, self.base, self.amount) if member is not None)
        base = self.base.span if self.base is not None else self.base_span or (0, 0)
        if self.quotient is None:
            factor, base = self.rate or (0, 0), (base[0] - self.slack, base[1] + self.slack)
        else:
            factor = self.factor(self.quotient.span)
        held = meets(times(factor, base), scaled(self.amount.span))
        self.__dict__.update(members=members, spans=(factor, base, self.amount.span), held=held)

    def factor(self, quotient: Interval) -> Interval:
        """What the base is multiplied by."""
        low, high = quotient[0] - self.slack, quotient[1] + self.slack
        return (self.offset - high, self.offset - low) if self.backwards else (self.offset + low, self.offset + high)

    def holds(self) -> bool:
        return self.held

    def tight_for(self, ledger: Ledger) -> tuple[LedgerEntry, ...]:
        """The members that could not be one digit more or less."""
        moved = ((member, ledger.moved(member, by)) for member in self.members for by in (member.digit, -member.digit))
        loose = {member.at for member, span in moved if self.holds_with(member, span)}
        return tuple(member for member in self.members if member.at not in loose)

    def holds_with(self, member: LedgerEntry, span: Interval) -> bool:
        """Whether it holds with another span for one member."""
        factor, base, amount = self.spans
        if member is self.quotient:
            factor = self.factor(span)
        elif member is self.base:
            bent = self.slack if self.quotient is None else 0
            base = span[0] - bent, span[1] + bent
        else:
            amount = span
        return meets(times(factor, base), scaled(amount))

    def wanted(self, member: LedgerEntry) -> Interval | None:
        """The values of one member with which the identity would hold, given the others; None where none is certain."""
        factor, base, amount = self.spans
        half = (member.span[1] - member.span[0]) // 2 + 1
        if member is self.amount:
            low, high = times(factor, base)
            return low // ONE - half, -(-high // ONE) + half
        found = divided(scaled(amount), base if member is self.quotient else factor)
        if found is None:
            return None
        low, high = found
        if member is self.quotient:
            low, high = (self.offset - high, self.offset - low) if self.backwards else (low - self.offset, high - self.offset)
        return low - half, high + half

    def figures(self) -> tuple[Decimal | None, Decimal, Decimal | None, Decimal]:
        """expected, found, residual, tolerance of the quotient (of a translation: of the dollars) in base units."""
        base = self.base.value if self.base is not None else sum(self.base_span or (0, 0)) // 2
        shown = self.quotient if self.quotient is not None else self.base
        if shown is None:
            raise ValueError("a ratio without quotient and without base")
        divisor = base if self.quotient is not None else sum(self.rate or (0, 0)) // 2
        tolerance = to_value((shown.span[1] - shown.span[0]) // 2 + self.slack)
        if not divisor:
            return None, to_value(shown.value), None, tolerance
        expected = self.amount.value * ONE // divisor
        if self.quotient is not None:
            expected = self.offset - expected if self.backwards else expected - self.offset
        return to_value(expected), to_value(shown.value), to_value(shown.value - expected), tolerance


Identity = Sum | Ratio


def times(left: Interval, right: Interval) -> Interval:
    """The span of all products, in ONE * ONE."""
    corners = (left[0] * right[0], left[0] * right[1], left[1] * right[0], left[1] * right[1])
    return min(corners), max(corners)


def scaled(span: Interval) -> Interval:
    """The span in ONE * ONE."""
    return span[0] * ONE, span[1] * ONE


def divided(left: Interval, right: Interval) -> Interval | None:
    """The span of all quotients, outward; None where the divisor may be 0."""
    if right[0] <= 0 <= right[1]:
        return None
    corners = [a // b for a in left for b in right]
    return min(corners), max(corners) + 1


def meets(left: Interval, right: Interval) -> bool:
    """Whether two spans share a point."""
    return left[0] <= right[1] and right[0] <= left[1]
