"""Random statements that are right by construction, in every way of rounding: whatever the checks call wrong in them is a false alarm."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from parsers.table import Column, Table
from tests.checks.tables import table

DAYS = (date(2024, 3, 31), date(2023, 3, 31), date(2022, 3, 31))


@dataclass
class Shape:
    """A statement: its table, how it rounds, the rate of its dollars."""

    table: Table
    rounding: str
    rate: Decimal | None


@dataclass
class Line:
    label: str
    values: list[int]
    """Yen, one a period; the truth behind the prints."""
    total: bool = False
    nil: set[int] = field(default_factory=set)


def random_shape(seed: int) -> Shape:
    """A statement with sections, subtotals, results, shares, changes and dollars, as chance will have it."""
    chance = random.Random(seed)
    periods = chance.randint(1, 3)
    scale = chance.choice((1_000, 1_000_000))
    mode = chance.choice(("exact", "half_up", "down"))
    lines = random_lines(chance, periods, scale if mode == "exact" else 1)
    base = max(range(len(lines)), key=lambda at: (lines[at].total, abs(lines[at].values[0]))) if chance.random() < 0.6 else None
    if base is not None and min(lines[base].values) <= 0:
        base = None
    rate = Decimal(chance.randint(9000, 15500)) / 100 if chance.random() < 0.4 else None
    changes = periods > 1 and chance.random() < 0.6
    columns: list[Column] = []
    printed: list[list[str]] = [[] for _ in lines]
    homes: list[int] = []
    for period in range(periods):
        if period == 0 and rate is not None:
            columns.append(Column(len(columns) + 1, unit="USD", scale=Decimal(scale), period_end=DAYS[0]))
            for line, cells in zip(lines, printed, strict=True):
                cells.append(show(Decimal(shown(line.values[0], scale, mode)) / rate, "half_up", 0) if 0 not in line.nil else "-")
        columns.append(Column(len(columns) + 1, unit="JPY", scale=Decimal(scale), period_end=DAYS[period]))
        homes.append(len(columns))
        for line, cells in zip(lines, printed, strict=True):
            cells.append(show(Decimal(line.values[period]) / scale, mode, 0) if period not in line.nil else "-")
        if base is not None:
            columns.append(Column(len(columns) + 1, measure="common_size", unit="pure", period_end=DAYS[period], base=homes[-1]))
            for line, cells in zip(lines, printed, strict=True):
                cells.append(show(Decimal(100) * line.values[period] / lines[base].values[period], "half_up", 1) if period not in line.nil else "-")
    for period in range(1, periods if changes else 0):
        columns.append(Column(len(columns) + 1, measure="change_yoy", unit="pure", period_end=DAYS[0], base=homes[0], compared=homes[period]))
        for line, cells in zip(lines, printed, strict=True):
            old, new = line.values[period], line.values[0]
            tiny = {0, period} & line.nil or not shown(old, scale, mode) or abs(old) < 20 * scale
            cells.append("-" if tiny else show(Decimal(100) * (new - old) / old, "half_up", 1))
    text = "\n".join(f"{line.label}{' =' if line.total else ''} | {' '.join(cells)}" for line, cells in zip(lines, printed, strict=True))
    statement = chance.choice(("income_statement", "balance_sheet", "cash_flow_statement", "breakdown"))
    stated = "half_up" if mode == "exact" else mode
    return Shape(table(tuple(columns), text, statement), chance.choice((stated, "unstated")), rate)


def random_lines(chance: random.Random, periods: int, step: int) -> list[Line]:
    """Sections with totals, a grand total or a result of the sections, and of-which lines below it."""
    lines: list[Line] = []
    totals: list[Line] = []
    for section in range(chance.randint(1, 4)):
        own = [Line(f"項目{section}{at}", [amount(chance, step) for _ in range(periods)]) for at in range(chance.randint(1, 8))]
        for line in own:
            for period in range(periods):
                if chance.random() < 0.08:
                    line.values[period] = 0
                    line.nil.add(period)
        lines += own
        total = Line(f"小計{section}", [sum(line.values[period] for line in own) for period in range(periods)], chance.random() < 0.8)
        lines.append(total)
        totals.append(total)
    if len(totals) > 1:
        signs = [1] + [chance.choice((1, 1, -1)) for _ in totals[1:]]
        values = [sum(sign * total.values[period] for sign, total in zip(signs, totals, strict=True)) for period in range(periods)]
        lines.append(Line("差引", values, chance.random() < 0.5))
    if chance.random() < 0.3:
        parts = [amount(chance, step) for _ in range(periods)]
        lines += [Line("うち甲", parts), Line("うち乙", [whole - part for whole, part in zip(lines[-1].values, parts, strict=True)])]
    return lines


def amount(chance: random.Random, step: int) -> int:
    """Yen, a whole number of steps, mostly positive."""
    yen = int(10 ** chance.uniform(5, 10.5))
    return (yen // step * step) * (-1 if chance.random() < 0.15 else 1)


def shown(yen: int, scale: int, mode: str) -> int:
    """The whole number that is printed."""
    way = ROUND_DOWN if mode == "down" else ROUND_HALF_UP
    return int((Decimal(yen) / scale).quantize(Decimal(1), way))


def show(value: Decimal, mode: str, places: int) -> str:
    """The number as printed, brackets for negatives."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN if mode == "down" else ROUND_HALF_UP)
    return f"({-rounded:,})" if rounded < 0 else f"{abs(rounded):,}"
