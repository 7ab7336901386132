"""Columns while their header is being read: what their cells look like, and what one header word says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import regex

from parsers.periods.composed import compose
from parsers.periods.periods import Mention
from parsers.tables.blocks import Block
from parsers.text.scan import FrameWord
from parsers.text.scanner import Scanner
from parsers.words.units import CURRENCIES

MONEY = CURRENCIES
CHANGES = ("change_yoy", "change_qoq", "change_other", "difference_yoy", "difference_qoq", "difference_other")
RATES = ("change_yoy", "change_qoq", "change_other", "common_size", "attainment")
"""Measures that are printed in percent."""
RATE_WORD = regex.compile(r"%|％|率|比|percent|ratio|rate", regex.IGNORECASE)
DERIVED = (*CHANGES, "common_size", "attainment")
LEAST_AMOUNT = 1000
"""A number so large and without its sign is no percentage."""


@dataclass(slots=True)
class Draft:
    """A column while its header is being read; None: not said yet."""

    percent: bool
    """Do its cells look like percentages?"""
    whole: bool = False
    """Has no cell a decimal point or a per cent sign?"""
    header: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    """Every period that a text over the column names, outermost first."""
    unit: str | None = None
    scale: Decimal | None = None
    measure: str | None = None
    compared: str = ""
    """yoy or qoq, where words over the column say what its changes compare with."""
    members: list[str] = field(default_factory=list)
    scenario: str | None = None
    ratio: bool = False
    """Does it look as if it printed the later amount in percent of the earlier one (105.2), though nothing tells?"""
    of_earlier: bool = False
    """Does it print the change between two amounts so that they say it: the later in percent of the earlier?"""
    by_rate: bool = False
    """Was its period taken from the yen column that it translates?"""
    lengths: tuple[int, ...] = ()
    """The months that the name of its period leaves open, where evidence chose one."""
    by_numbers: set[str] = field(default_factory=set)
    """Dimensions that numbers decided where words are silent."""

    @property
    def mention(self) -> Mention | None:
        """The period that the texts over the column name together."""
        return compose(self.mentions)

    @mention.setter
    def mention(self, known: Mention | None) -> None:
        self.mentions = [known] if known is not None else []


def body_matrix(block: Block, scanner: Scanner) -> tuple[int, tuple[int, ...], list[list[str | None]]]:
    """(number of columns, grid column of each, cells by column for every row that is full or knows its columns)."""
    if block.layout == "grid":
        used = sorted({cell.column for row in block.rows for cell in row.cells if cell.column is not None and scanner(cell.text).holds_number})
        index = {column: place for place, column in enumerate(used)}
        rows: list[list[str | None]] = []
        for row in block.rows:
            cells: list[str | None] = [None] * len(used)
            for cell in row.cells:
                if cell.column in index:
                    cells[index[cell.column]] = cell.text
            if row.cells:
                rows.append(cells)
        return len(used), tuple(used), rows
    width = run_width(block)
    return width, tuple(range(1, width + 1)), [[cell.text for cell in row.cells] for row in block.rows if len(row.cells) == width]


def run_width(block: Block) -> int:
    """How many columns a block of running text has: what most rows print; among near equals the wider."""
    counts: dict[int, int] = {}
    for row in block.rows:
        if row.cells:
            counts[len(row.cells)] = counts.get(len(row.cells), 0) + 1
    return max(counts, key=lambda width: (counts[width] * width, width)) if counts else 0


def percent_columns(rows: Sequence[Sequence[str | None]], width: int, scanner: Scanner) -> list[bool]:
    """For each column: do its cells look like percentages (some with the sign, the others with one or two decimals)? Not where rows of rates
    stand between rows of amounts."""
    flags = []
    for place in range(width):
        numbers = [
            number for row in rows if (text := row[place]) is not None and (number := scanner(text).number) is not None and number.value is not None
        ]
        signed = sum(number.percent for number in numbers)
        fine = sum(number.percent or number.places in (1, 2) for number in numbers)
        amounts = any(not number.percent and abs(number.value) >= LEAST_AMOUNT for number in numbers if number.value is not None)
        flags.append((signed * 2 > len(numbers) and not amounts) or (bool(signed) and fine * 10 >= 9 * len(numbers)))
    return flags


def whole_columns(rows: Sequence[Sequence[str | None]], width: int, scanner: Scanner) -> list[bool]:
    """For each column: are its cells whole numbers without a per cent sign?"""
    flags = []
    for place in range(width):
        numbers = [number for row in rows if (text := row[place]) is not None and (number := scanner(text).number) is not None]
        values = [number for number in numbers if number.value is not None]
        flags.append(bool(values) and not any(number.percent or number.places for number in values))
    return flags


def one_decimal_columns(rows: Sequence[Sequence[str | None]], width: int, scanner: Scanner) -> list[bool]:
    """For each column: do nine of ten cells have one or two decimals? (Percentages without their sign.)"""
    flags = []
    for place in range(width):
        numbers = [
            number for row in rows if (text := row[place]) is not None and (number := scanner(text).number) is not None and number.value is not None
        ]
        flags.append(bool(numbers) and sum(number.percent or number.places in (1, 2) for number in numbers) * 10 >= 9 * len(numbers))
    return flags


def apply_word(draft: Draft, word: FrameWord) -> None:
    """One word of the header over a column."""
    if word.kind == "period" and word.period is not None:
        draft.mentions.append(word.period)
    elif word.kind == "unit":
        draft.unit, draft.scale = word.unit or draft.unit, word.scale if word.scale is not None else draft.scale
    elif word.kind == "measure" and word.measure:
        if draft.compared and word.measure in CHANGES:
            word = replace(word, measure=f"{word.measure.rpartition('_')[0]}_{draft.compared}")  # 前期比 under 前四半期比較
        if draft.measure is None or draft.measure.endswith("_other"):
            draft.measure = word.measure
        elif word.measure == "difference_other" and draft.measure.startswith("change_") and not draft.percent:
            draft.measure = draft.measure.replace("change", "difference")  # 増減額 under 対前中間期比
    elif word.kind == "comparison" and word.measure:
        draft.compared = word.measure.rpartition("_")[2]
        if draft.measure in ("change_other", "difference_other"):
            draft.measure = draft.measure.replace("other", draft.compared)
    elif word.kind == "scenario" and word.scenario:
        draft.scenario = word.scenario
