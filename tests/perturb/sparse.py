"""Rows that lose cells: in text set with blanks an empty cell leaves no trace, so the others must find their columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import regex

from tests.perturb.amounts import CHANGES, months_before, negative_style, plain_value, reprinted
from tests.perturb.arrangement import leaf_runs
from tests.perturb.printed import FIRST_CELL, Printed, numbers_in, with_raws

SHARE = 0.5
"""Of the runs of leaf rows in which one row loses the cells of a period."""
FEWEST_CELLS = 4
"""Rows with fewer cells keep them: with two or three amounts left nobody could tell."""


def emptied_keeping_sums(printed: Printed, random: Random) -> Printed:
    """One row loses a period's cells, and its neighbour takes their amounts: every sum still holds."""
    return emptied(printed, random, keep_sums=True)


def emptied_breaking_sums(printed: Printed, random: Random) -> Printed:
    """One row loses a period's cells, and the totals are no longer the sums of what is printed."""
    return emptied(printed, random, keep_sums=False)


def emptied(printed: Printed, random: Random, keep_sums: bool) -> Printed:
    lines = printed.lines
    raws: dict[int, str] = {}
    for run in leaf_runs(printed, lines):
        loser, taker = random.sample(run, 2)
        cells = numbers_in(lines[loser])
        ends = sorted({printed.truth[cell].end for cell in cells if printed.truth[cell].measure == "amount"})
        if "\t" in lines[loser] or len(cells) < FEWEST_CELLS or len(ends) < 2 or random.random() > SHARE:
            continue
        end = random.choice(ends)
        lost = [cell for cell in cells if speaks_of(printed, cell, end)]
        if len(lost) == len(cells) or len(cells) != len(numbers_in(lines[taker])):
            continue
        raws |= dict.fromkeys(lost, "")
        if keep_sums:
            raws |= taken(printed, cells, numbers_in(lines[taker]), end)
        for cell in lost:
            lines[loser] = regex.sub(rf"[ ]*+{chr(FIRST_CELL + cell)}", "", lines[loser])
    return with_raws(replace(printed, text="\n".join(lines)), raws)


def speaks_of(printed: Printed, cell: int, end: date) -> bool:
    """Whether a cell is of a period, or a change from or to it."""
    truth = printed.truth[cell]
    return end in (truth.end, months_before(truth.end, CHANGES.get(truth.measure, 0)))


def taken(printed: Printed, loser: list[int], taker: list[int], end: date) -> dict[int, str]:
    """The neighbour's cells after it took the amounts of a period: shares added up too, changes computed anew."""
    raws: dict[int, str] = {}
    values: dict[tuple[str, date], Decimal] = {}
    for from_, to in zip(loser, taker, strict=True):
        truth = printed.truth[to]
        if truth.value is None or printed.truth[from_].value is None:
            continue
        value = plain_value(truth.raw)
        if truth.end == end and truth.measure in ("amount", "common_size"):
            value += plain_value(printed.truth[from_].raw)
            raws[to] = reprinted(truth.raw, value, negative_style(printed, truth))
        if truth.measure == "amount":
            values[truth.unit, truth.end] = value
    for to in taker:
        truth = printed.truth[to]
        later = values.get(("JPY", truth.end))
        earlier = values.get(("JPY", months_before(truth.end, CHANGES.get(truth.measure, 0))))
        if truth.measure in CHANGES and later is not None and earlier:
            raws[to] = reprinted(truth.raw, (later / earlier - 1) * 100, negative_style(printed, truth))
    return raws
