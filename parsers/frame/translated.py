"""Dollars of running text beside the yen they translate: one rate holds down the whole column.

    As of March 31, 2006   As of March 31, 2007
    JPY  %  USD  JPY  %

The order of the words leaves open whose dollars these are. They are of the yen column beside them to which every row has the same ratio;
a column further away that they translate is a sign that columns changed places, and no reason to read them otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from parsers.frame.drafts import MONEY, Draft
from parsers.frame.percentages import value_of
from parsers.text.scanner import Scanner

NEAR = Decimal("0.01")
"""How far a row's ratio may lie from the median, as a share of it: rounded thousands of dollars."""
LEAST = 3
"""Rows that must agree, and no others may be more than a fifth of them."""


def settle_translations(drafts: Sequence[Draft], rows: Sequence[Sequence[str | None]], scanner: Scanner) -> None:
    """Foreign columns take the period of the one yen column that they translate, where their own does not."""
    yen = [(at, draft) for at, draft in enumerate(drafts) if draft.unit == "JPY" and not draft.percent and draft.mention is not None]
    for at, draft in enumerate(drafts):
        if draft.unit == "JPY" or draft.unit not in MONEY or draft.mention is None:
            continue
        beside = [max((pair for pair in yen if pair[0] < at), default=None, key=_place), min((pair for pair in yen if pair[0] > at), default=None, key=_place)]
        matched = [pair[1] for pair in beside if pair is not None and _is_translation(at, pair[0], rows, scanner)]
        if len(matched) == 1 and matched[0].mention is not None and matched[0].mention.period_end != draft.mention.period_end:
            draft.mention = matched[0].mention
            draft.by_rate = True
            draft.by_numbers.add("period")
            draft.header = [*matched[0].header[:-1], *draft.header[-1:]]


def _place(pair: tuple[int, Draft]) -> int:
    return pair[0]


def _is_translation(at: int, place: int, rows: Sequence[Sequence[str | None]], scanner: Scanner) -> bool:
    pairs = [(value_of(row[at], scanner), value_of(row[place], scanner)) for row in rows]
    ratios = [yen / foreign for foreign, yen in pairs if foreign and yen and abs(foreign) >= 100]
    if len(ratios) < LEAST:
        return False
    middle = median(ratios)
    near = sum(1 for ratio in ratios if abs(ratio - middle) <= NEAR * abs(middle))
    return near >= LEAST and near * 5 >= 4 * len(ratios)
