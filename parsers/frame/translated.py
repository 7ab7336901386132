"""Dollars beside the yen they translate: one rate holds down the whole column.

    As of March 31, 2006   As of March 31, 2007            2014     2015     USD
    JPY  %  USD  JPY  %                          Net sales 31,556   32,594   293

A column that names only its currency, and one of running text, where the order of the words leaves open whose dollars they are, is of the
period of the yen to which every row has the same ratio. A column with a period of its own is asked about the yen beside it alone: yen
further away that it translates are a sign that columns changed places, and no reason to read them otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from parsers.frame.drafts import MONEY, Draft
from parsers.frame.percentages import value_of
from parsers.text.scanner import Scanner

NEAR = Decimal("0.01")
"""How far an amount may lie from its translation, as a share of it."""
UNIT = Decimal(1)
"""How far it may lie in printed units, both being rounded."""
LEAST = 3
"""Rows that must agree, and no others may be more than a fifth of them."""

Yen = tuple[int, Draft]
Rows = Sequence[Sequence[str | None]]


def settle_translations(drafts: Sequence[Draft], rows: Rows, scanner: Scanner, *, ordered: bool) -> None:
    """Foreign columns take the period of the one yen column that they translate; ordered: only the order of the header's words is known."""
    yen = [(at, draft) for at, draft in enumerate(drafts) if draft.unit == "JPY" and not draft.percent and draft.measure is None and draft.mention is not None]
    for at, draft in enumerate(drafts):
        if draft.unit == "JPY" or draft.unit not in MONEY or draft.measure is not None:
            continue
        if _is_of_others(draft, drafts):
            draft.mention = None
        if draft.mention is not None and not ordered:
            continue
        asked = yen if draft.mention is None else _beside(at, yen)
        printed = scanner.about.usd_rate if draft.unit == "USD" else None  # small numbers fit several columns, or none, at rates of their own
        exact = [other for place, other in asked if printed and _is_translation(at, place, rows, scanner, printed)]
        matched = exact if len(exact) == 1 else [other for place, other in asked if _is_translation(at, place, rows, scanner)]
        if len(matched) != 1 or matched[0].mention is None:
            continue
        if draft.mention is None or matched[0].mention.period_end != draft.mention.period_end:
            draft.header = [*matched[0].header[:-1], *draft.header[-1:]] if draft.mention is not None else draft.header
            draft.mention = matched[0].mention
            draft.by_rate = True
            draft.by_numbers.add("period")


def _is_of_others(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Is its period only the name of a term whose days stand over another column, so that the name is that column's too?"""
    names = {mention.text for mention in draft.mentions}
    dated = (other for other in drafts if any(mention.kind in ("range", "date") for mention in other.mentions))
    return bool(names) and all(mention.kind == "relative" for mention in draft.mentions) and any(names & {mention.text for mention in other.mentions} for other in dated)


def _beside(at: int, yen: Sequence[Yen]) -> list[Yen]:
    """The yen columns next to a place, on its left and on its right."""
    left, right = ([pair for pair in yen if pair[0] < at], [pair for pair in yen if pair[0] > at])
    return [*left[-1:], *right[:1]]


def _is_translation(at: int, place: int, rows: Rows, scanner: Scanner, known: Decimal | None = None) -> bool:
    """Are most numbers of one column those of the other at the rate of the larger half of them; all of them, where the rate is known?"""
    pairs = [(foreign, yen) for row in rows if (foreign := value_of(row[at], scanner)) and (yen := value_of(row[place], scanner))]
    if len(pairs) < LEAST:
        return False
    larger = sorted(pairs, key=_size, reverse=True)[: max(LEAST, len(pairs) // 2)]
    rate = median(yen / foreign for foreign, yen in larger)
    if known and rate > 0:
        rate = known.scaleb(int((rate / known).log10().to_integral_value()))  # thousands of yen for each million of dollars
    near = sum(1 for foreign, yen in pairs if rate and abs(foreign - yen / rate) <= max(UNIT, NEAR * abs(foreign)))
    return near >= LEAST and (near == len(pairs) if known else near * 5 >= 4 * len(pairs))


def _size(pair: tuple[Decimal, Decimal]) -> Decimal:
    return abs(pair[0])
