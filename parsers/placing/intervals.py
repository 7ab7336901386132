"""What a printed number allows the true one to be: an interval, by its decimals and the way its document rounds.

After XBRL Calculations 1.1, section 4 (consistency of rounded values). `decimals` is the exponent of the last printed digit:
9,633 百万円 has -6, 33.3 % (0.333) has 3. Bounds are closed: which end a half belongs to is not worth a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

Interval = tuple[Decimal, Decimal]

_DIGITS = 60
"""Working precision: decimal128(38, 6) values, sums and products of two of them stay exact."""


def last_digit(decimals: int) -> Decimal:
    """One unit of the last printed digit: 1000000 for -6, 0.001 for 3."""
    return Decimal(1).scaleb(-decimals)


def interval(value: Decimal, decimals: int, rounding: str) -> Interval:
    """The lowest and the highest true value that is printed as `value`.

    rounding: `half_up` (四捨五入), `down` (切捨て, towards zero) or `unstated`, which allows both. Raises ValueError for another.

    >>> interval(Decimal(9633), 0, "half_up")
    (Decimal('9632.5'), Decimal('9633.5'))
    >>> interval(Decimal(-905), 0, "down")
    (Decimal('-906'), Decimal('-905'))
    >>> interval(Decimal(0), 0, "down")
    (Decimal('-1'), Decimal('1'))
    """
    with localcontext() as context:
        context.prec = _DIGITS
        unit = last_digit(decimals)
        half = unit / 2
        if rounding == "half_up":
            return value - half, value + half
        away = (value - unit if value <= 0 else value, value + unit if value >= 0 else value)
        if rounding == "down":
            return away
        if rounding == "unstated":
            return min(away[0], value - half), max(away[1], value + half)
    raise ValueError(f"unknown rounding {rounding!r}; choices: half_up, down, unstated")


def exactly(value: Decimal) -> Interval:
    """The interval of a number that is not rounded."""
    return value, value


def add(intervals: Iterable[Interval]) -> Interval:
    """The interval of a sum; of no addends, exactly zero."""
    low = high = Decimal(0)
    with localcontext() as context:
        context.prec = _DIGITS
        for other_low, other_high in intervals:
            low, high = low + other_low, high + other_high
    return low, high


def negate(one: Interval) -> Interval:
    """The interval of the number with its sign turned."""
    return one[1].copy_negate(), one[0].copy_negate()


def multiply(one: Interval, other: Interval) -> Interval:
    """The interval of a product, whatever the signs."""
    with localcontext() as context:
        context.prec = _DIGITS
        corners = [a * b for a in one for b in other]
    return min(corners), max(corners)


def divide(one: Interval, other: Interval) -> Interval | None:
    """The interval of a quotient; None where the divisor may be zero."""
    if other[0] <= 0 <= other[1]:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        corners = [a / b for a in one for b in other]
    return min(corners), max(corners)


def overlaps(one: Interval, other: Interval) -> bool:
    """Whether one true value could stand behind both."""
    return one[0] <= other[1] and other[0] <= one[1]


def contains(one: Interval, value: Decimal) -> bool:
    """Whether the value lies in the closed interval."""
    return one[0] <= value <= one[1]
