"""Columns while their header is being read: what their cells look like, and what one header word says of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import regex

from parsers.periods.composed import compose
from parsers.periods.periods import Mention
from parsers.text.scan import FrameWord
from parsers.words.units import CURRENCIES

MONEY = CURRENCIES
CHANGES = ("change_yoy", "change_qoq", "change_other", "difference_yoy", "difference_qoq", "difference_other")
RATES = ("change_yoy", "change_qoq", "change_other", "common_size", "attainment")
"""Measures that are printed in percent."""
RATE_WORD = regex.compile(r"%|％|率|比|percent|ratio|rate", regex.IGNORECASE)
DERIVED = (*CHANGES, "common_size", "attainment")


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
    """Does it print the later amount in percent of the earlier one (105.2), not the change?"""
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
