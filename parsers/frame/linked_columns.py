"""Columns that speak of other columns: shares, changes and attainments find the amounts that they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parsers.frame.drafts import CHANGES
from parsers.periods.day_arithmetic import add_months
from parsers.periods.spans import length_of, months_apart
from parsers.table import Column

QUARTER = 3
"""Months."""


def link_columns(columns: Sequence[Column]) -> list[Column]:
    """Columns with `base`, `compared`, `compared_end` and the period of each common size and change filled in.

    A common size belongs to the nearest amount on its left. A change compares the two amounts of equal length nearest
    on its left that lie twelve months (year on year) or one length (quarter on quarter) apart.
    """
    linked: list[Column] = []
    for place, column in enumerate(columns):
        amounts = [other for other in columns[:place] if other.measure == "amount" and other.unit != "pure" and other.members == column.members]
        amounts = amounts or [other for other in columns[:place] if other.measure == "amount" and other.unit != "pure"]
        if column.measure == "common_size" and amounts:
            base = amounts[-1]
            linked.append(replace(column, base=base.number, period_start=base.period_start, period_end=base.period_end))
        elif column.measure in CHANGES:
            everywhere = [other for other in columns if other.measure == "amount" and other.unit != "pure" and other.members == column.members]
            linked.append(_link_change(column, amounts, everywhere or [other for other in columns if other.measure == "amount"]))
        elif column.measure == "attainment" and amounts:
            base = amounts[-1]
            linked.append(replace(column, base=base.number, period_start=base.period_start, period_end=base.period_end))
        else:
            linked.append(column)
    return linked


def _link_change(column: Column, amounts: Sequence[Column], everywhere: Sequence[Column]) -> Column:
    """A change column with the later period it describes and the earlier one it compares with: the nearest pair on its
    left, else the pair of the latest period anywhere."""
    family, _, kind = column.measure.rpartition("_")
    pairs = _pairs(amounts, kind) or _pairs(everywhere, kind) or (_only_pair(everywhere) if kind == "other" else [])
    amounts = amounts or everywhere
    if pairs:
        _, _, later, earlier = max(pairs, key=lambda pair: pair[:2])
        measure = column.measure if kind != "other" else f"{family}_{step_kind(later, earlier)}"
        return replace(
            column,
            measure=measure,
            scenario=later.scenario if column.scenario == "actual" else column.scenario,
            base=later.number,
            compared=earlier.number,
            period_start=later.period_start,
            period_end=later.period_end,
            compared_end=earlier.period_end,
        )
    dated = [amount for amount in amounts if amount.period_end is not None]
    if not dated or len({(one.period_start, one.period_end) for one in dated}) > 1:
        return column  # nobody knows which of several amounts it is a change of
    base = dated[-1]
    return replace(column, base=base.number, period_start=base.period_start, period_end=base.period_end, compared_end=step_back(base, kind))


def _pairs(amounts: Sequence[Column], kind: str) -> list[tuple[int, int, Column, Column]]:
    """(place of the one further right, sum of places, later, earlier) of all columns that lie one step apart."""
    return [
        (max(later_at, earlier_at), later_at + earlier_at, later, earlier)
        for later_at, later in enumerate(amounts)
        for earlier_at, earlier in enumerate(amounts)
        if later.unit == earlier.unit and is_step(later, earlier, kind)
    ]


def _only_pair(amounts: Sequence[Column]) -> list[tuple[int, int, Column, Column]]:
    """The later and the earlier of two columns, where there are just two (a balance sheet against the last year end)."""
    dated = sorted((column for column in amounts if column.period_end is not None), key=lambda column: str(column.period_end))
    if len(dated) != 2 or dated[0].period_end == dated[1].period_end or length_of(dated[0]) != length_of(dated[1]):
        return []
    return [(1, 1, dated[1], dated[0])]


def is_step(later: Column, earlier: Column, kind: str) -> bool:
    """Does `earlier` lie one year (yoy), one own length (qoq) or anything (other) before `later`, at the same length?"""
    if later.period_end is None or earlier.period_end is None or later.period_end <= earlier.period_end:
        return False
    length = length_of(later)
    if length != length_of(earlier):
        return False
    gap = months_apart(earlier.period_end, later.period_end)
    return gap == 12 if kind == "yoy" else gap == (length or 3) if kind == "qoq" else gap in (12, length or 3)


def step_kind(later: Column, earlier: Column) -> str:
    """`yoy` where a year lies between two columns, `qoq` where one quarter does, else `other`."""
    if later.period_end is None or earlier.period_end is None:
        return "other"
    gap = months_apart(earlier.period_end, later.period_end)
    return "yoy" if gap == 12 else "qoq" if gap == QUARTER >= (length_of(later) or QUARTER) else "other"


def step_back(column: Column, kind: str) -> date | None:
    """End of the period one year or one own length earlier than the column's; None for other changes."""
    if column.period_end is None or kind == "other":
        return None
    return add_months(column.period_end, -12 if kind == "yoy" else -(length_of(column) or 3))
