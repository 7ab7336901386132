"""Quarters whose name may mean the quarter alone or all that passed of the year: FY2019/3 3Q, 2024年3月期第3四半期.

    FY2019/3 3Q  FY2018/3 3Q  YoY   FY2019/3 2Q  QoQ      a change from quarter to quarter stands beside quarters alone
          2,992        3,253  (8%)        3,279  (9%)     what is summed up since the year began does not shrink from 2Q to 3Q
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers.frame.drafts import Draft
from parsers.frame.percentages import value_of
from parsers.periods.day_arithmetic import add_months, start_of
from parsers.text.scanner import Scanner


def settle_quarters(drafts: Sequence[Draft], rows: Sequence[Sequence[str | None]], scanner: Scanner) -> None:
    """Gives quarters beside each other the length that their changes or their numbers show."""
    quarters = [(at, draft, mention) for at, draft in enumerate(drafts) if (mention := draft.mention) is not None and mention.part is not None and mention.part.months == 3]
    ends = {mention.period_end: at for at, draft, mention in quarters if draft.measure is None}
    steps = [(ends[add_months(end, -3)], at) for end, at in ends.items() if end is not None and add_months(end, -3) in ends]
    named = [(draft, mention) for _, draft, mention in quarters if mention.open_lengths]
    if not steps or not named:
        return
    worded = any((draft.measure or "").endswith("_qoq") for draft in drafts)
    if not worded and not any(_shrinks([(value_of(row[one], scanner), value_of(row[other], scanner)) for row in rows]) for one, other in steps):
        return
    for draft, mention in named:
        end = mention.period_end
        draft.mentions = [replace(mention, period_start=start_of(end, 3) if end else None, months=3)]
        draft.lengths = mention.open_lengths
        draft.by_numbers.update(() if worded else {"period"})


def _shrinks(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> bool:
    """Are most of the later amounts, both being positive, smaller than the earlier ones?"""
    tested = [later < earlier for earlier, later in pairs if earlier and later and earlier > 0 and later > 0]
    return len(tested) > 1 and sum(tested) * 2 >= len(tested)
