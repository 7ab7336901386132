"""Other numbers in the same tables: consistent ones, whose sums and shares still hold, and random ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import regex

from tests.perturb.printed import Printed, Truth, with_raws

CHANGES = {"change_yoy": 12, "change_qoq": 3}
"""Months from the earlier period's end to the later one's."""
COUNTED = frozenset({"shares", "ADS"})
"""Numbers that no factor changes: they are what per-share amounts are divided by."""

NUMBER = regex.compile(r"[\d,]++(?:\.\d++)?+")


def scaled(printed: Printed, random: Random) -> Printed:
    """Every amount times one whole number: sums, shares and changes hold to the last digit."""
    factor = Decimal(random.randint(2, 9))
    return with_factors(printed, lambda _: factor, recompute=False)


def scaled_by_period(printed: Printed, random: Random) -> Printed:
    """Every amount times a whole number of its period: sums and shares hold, changes are computed anew."""
    factors = {end: Decimal(random.randint(2, 9)) for end in sorted({truth.end for truth in printed.truth})}
    return with_factors(printed, lambda truth: factors[truth.end], recompute=True)


def scaled_and_rounded(printed: Printed, random: Random) -> Printed:
    """Every amount times one broken number and rounded: sums hold within their rounding, as in releases in millions."""
    factor = Decimal(random.randint(150, 990)) / 100
    return with_factors(printed, lambda _: factor, recompute=True)


def randomized(printed: Printed, random: Random) -> Printed:
    """Random digits of the same count: no sum, share or change holds."""
    numbers = {at: truth.raw for at, truth in enumerate(printed.truth) if digits(truth.raw)}
    return with_raws(printed, {at: shuffled(raw, len(digits(raw)), random) for at, raw in numbers.items()})


def resized(printed: Printed, random: Random) -> Printed:
    """Random digits of another count: amounts grow or shrink by up to three digits."""
    raws = {}
    for at, truth in enumerate(printed.truth):
        places = len(truth.raw.partition(".")[2].rstrip("%)Gbps"))
        count = max(places + 1, len(digits(truth.raw)) + random.choice((-2, -1, 1, 2)))
        if digits(truth.raw):
            raws[at] = shuffled(truth.raw, count, random)
    return with_raws(printed, raws)


# ---------------------------------------------------------------------------------------------------------------------


def with_factors(printed: Printed, factor: Callable[[Truth], Decimal], recompute: bool) -> Printed:
    """Amounts multiplied; changes computed anew from the row they stand in where `recompute`."""
    raws: dict[int, str] = {}
    for at, truth in enumerate(printed.truth):
        if truth.value is not None and truth.measure == "amount" and truth.unit != "pure" and truth.unit not in COUNTED:
            raws[at] = reprinted(truth.raw, plain_value(truth.raw) * factor(truth), negative_style(printed, truth))
    printed = with_raws(printed, raws)
    if not recompute:
        return printed
    amounts = {
        (*truth.place, truth.row, truth.end): plain_value(truth.raw)
        for truth in printed.truth
        if truth.measure == "amount" and truth.unit == "JPY" and truth.value is not None
    }
    changes: dict[int, str] = {}
    for at, truth in enumerate(printed.truth):
        later = amounts.get((*truth.place, truth.row, truth.end))
        earlier = amounts.get((*truth.place, truth.row, months_before(truth.end, CHANGES.get(truth.measure, 0))))
        if truth.measure in CHANGES and later is not None and earlier:
            changes[at] = reprinted(truth.raw, (later / earlier - 1) * 100, negative_style(printed, truth))
    return with_raws(printed, changes)


def months_before(end: date, months: int) -> date:
    """The last day of the month that ends so many months before."""
    return month_end(end.year * 12 + end.month - 1 - months)


def month_end(month: int) -> date:
    """Last day of the month counted from year 0."""
    year, following = divmod(month + 1, 12)
    return date.fromordinal(date(year, following + 1, 1).toordinal() - 1)


def digits(raw: str) -> str:
    return "".join(character for character in raw if character.isdigit())


def plain_value(raw: str) -> Decimal:
    """The number as printed, scale not applied."""
    number = NUMBER.search(raw)
    assert number is not None
    value = Decimal(number[0].replace(",", ""))
    return -value if raw.startswith(("(", "-")) else value


def negative_style(printed: Printed, truth: Truth) -> str:
    """How the table of a number writes negative ones: `(` or `-`."""
    table = (other.raw for other in printed.truth if other.place == truth.place)
    return "-" if any(raw.startswith("-") and len(raw) > 1 for raw in table) else "("


def reprinted(raw: str, value: Decimal, negative: str) -> str:
    """A value in the style of the cell it stands in: its decimals, its grouping, its percent sign."""
    number = NUMBER.search(raw)
    assert number is not None
    before, after = raw[: number.start()].strip("(-"), raw[number.end() :].strip(")")
    places = len(number[0].partition(".")[2])
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    grouped = f"{abs(rounded):,.{places}f}"
    if len(number[0].partition(".")[0]) > 3 and "," not in number[0]:
        grouped = grouped.replace(",", "")
    body = f"{before}{grouped}{after}"
    if rounded >= 0:
        return body
    return f"({body})" if negative == "(" else f"-{body}"


def shuffled(raw: str, count: int, random: Random) -> str:
    """A random number of so many digits in the style of the cell, its sign turned one time in five."""
    number = NUMBER.search(raw)
    assert number is not None
    places = len(number[0].partition(".")[2])
    whole = str(random.randint(1, 9)) + "".join(str(random.randint(0, 9)) for _ in range(count - 1))
    value = Decimal(int(whole)).scaleb(-places)
    sign = -1 if raw.startswith(("(", "-")) else 1
    return reprinted(raw, value * sign * (-1 if random.random() < 0.2 else 1), "-" if raw.startswith("-") else "(")
