"""Columns without a currency beside columns that name theirs: of the currencies in the caption, the one that no column names is theirs.

    (Millions of yen and millions of U.S. dollars)
              2014     2015     USD
    Net sales 31,556   32,594   293
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.frame.drafts import MONEY, RATES, Draft
from parsers.words.units import UnitNote


def settle_currencies(drafts: Sequence[Draft], note: UnitNote | None) -> None:
    """Gives the silent columns of amounts the caption's one currency, and its scale, that the others leave over."""
    said = [(unit, scale) for unit, scale in note.scales if unit in MONEY] if note is not None else []
    named = {draft.unit for draft in drafts} & MONEY
    left = [pair for pair in said if pair[0] not in named]
    if not named or len(said) < 2 or len(left) != 1:
        return
    for draft in drafts:
        if draft.unit is None and not draft.percent and draft.measure not in RATES:
            draft.unit, draft.scale = left[0][0], draft.scale if draft.scale is not None else left[0][1]
