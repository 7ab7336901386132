"""Do two printed numbers say the same? Equal at one scale; at two scales the coarser must be a rounding of the finer."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from parsers.records import Reading


def rounded(value: Decimal, decimals: int) -> tuple[Decimal, Decimal]:
    """The value rounded half up and truncated at a decimals exponent.

    >>> [int(value) for value in rounded(Decimal("2198668000"), -6)]
    [2199000000, 2198000000]
    """
    step = Decimal(1).scaleb(-decimals)
    parts = value / step
    return (parts.quantize(Decimal(1), ROUND_HALF_UP) * step, parts.quantize(Decimal(1), ROUND_DOWN) * step)


def same_number(one: Reading, other: Reading) -> bool:
    """Whether two readings with values print one number; False where one of them is a nil mark."""
    if one.value is None or other.value is None or one.decimals is None or other.decimals is None:
        return False
    if one.decimals == other.decimals:
        return one.value == other.value
    if one.decimals < other.decimals:
        return one.value in rounded(other.value, one.decimals)
    return other.value in rounded(one.value, other.decimals)


def digits(reading: Reading) -> int:
    """Significant digits printed: 0 for a nil mark or a zero.

    A number of few digits says little: 5 equals 5 by chance, 9,633,155 does not.
    """
    if reading.value is None or not reading.value or reading.decimals is None:
        return 0
    return len(str(abs(int(reading.value.scaleb(reading.decimals)))))
