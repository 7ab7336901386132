"""What each column of numbers is: its period, unit and measure, from the header, the captions and the title.

The header of a grid and of running text are read in files of their own; here a change finds the two columns it was
computed from, a common size its base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from parsers.frame.captions import Captions, scale_of
from parsers.frame.drafts import (
    CHANGES,
    DERIVED,
    MONEY,
    RATE_WORD,
    RATES,
    Draft,
    body_matrix,
    one_decimal_columns,
    percent_columns,
    whole_columns,
)
from parsers.frame.grid_header import grid_draft
from parsers.frame.months import settle_months
from parsers.frame.percentages import settle_percentages, settle_ratios
from parsers.frame.run_header import deal_run_header
from parsers.frame.scope import header_scope
from parsers.frame.sources import by_numbers
from parsers.frame.translated import settle_translations
from parsers.model import About, Column
from parsers.periods.composed import as_year, compose
from parsers.periods.fiscal import add_months
from parsers.periods.periods import Mention
from parsers.periods.spans import Span, length_of, mention_to_span, months_apart
from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner


def draft_columns(block: Block, captions: Captions, scanner: Scanner) -> tuple[list[Draft], tuple[int, ...]]:
    """The columns of a block as far as its own header and captions go."""
    width, places, rows = body_matrix(block, scanner)
    percents, wholes = percent_columns(rows, width, scanner), whole_columns(rows, width, scanner)
    if block.layout == "grid":
        drafts = [grid_draft(block, place, percent, whole, scanner) for place, percent, whole in zip(places, percents, wholes, strict=True)]
    else:
        drafts = [Draft(percent, whole) for percent, whole in zip(percents, wholes, strict=True)]
        deal_run_header(block, drafts, captions, scanner, one_decimal_columns(rows, width, scanner))
        settle_translations(drafts, rows, scanner)
    settle_months(drafts, captions)
    settle_percentages(drafts, rows, scanner)
    settle_ratios(drafts, rows, scanner)
    return drafts, places


def finish_columns(drafts: Sequence[Draft], captions: Captions, statement: str, about: About) -> list[Column]:
    """Columns with spans of days, units and scales; a change is linked to the two columns it was computed from."""
    columns = []
    span: Span | None = None
    whole = _whole_period(drafts, captions)
    lengths = [draft.mention.months for draft in drafts if draft.mention is not None and draft.mention.months]
    months = captions.months if captions.months is not None or not lengths else max(set(lengths), key=lengths.count)
    for number, draft in enumerate(drafts, start=1):
        draft.mention = with_captions(draft, captions)
        summed = captions.cumulative or any("累計" in text for text in draft.header)
        own = mention_to_span(draft.mention, months, summed, statement, about) if draft.mention is not None else None
        if own is None and whole is not None:
            own = mention_to_span(whole, months, captions.cumulative, statement, about)
        if own is not None:
            span = own
        unit = draft.unit
        scale = draft.scale
        if unit in MONEY and scale in (None, Decimal(1)) and not any("銭" in text for text in draft.header):
            noted = scale_of(captions.note, unit)
            scale = noted if noted is not None else scale
        if draft.whole and draft.measure in CHANGES and unit is None and not any(RATE_WORD.search(text) for text in draft.header):
            draft.measure = draft.measure.replace("change_", "difference_")  # 39 persons more are not 39 per cent
        rate = draft.measure in RATES and unit not in MONEY
        draft.percent = draft.percent or (rate and unit in (None, "pure"))
        measure = (draft.measure if rate or draft.measure not in RATES else None) or ("" if draft.percent else "amount")
        if draft.percent and draft.measure is None and draft.mention is not None and not any(_is_amount(other) for other in drafts):
            measure = "amount"  # a table of percentages only
        if not measure and not draft.ratio and statement in ("balance_sheet", "income_statement") and number > 1 and not drafts[number - 2].percent:
            measure = "common_size"  # the column of shares beside each amount needs no words; arithmetic checks it later
            draft.by_numbers.add("measure")
        used = own or (span if measure in DERIVED or not measure else None)
        columns.append(
            Column(
                number,
                tuple(text for text in draft.header if text),
                measure,
                "pure" if draft.percent else unit,
                scale,
                used.start if used else None,
                used.end if used else None,
                None,
                tuple(draft.members),
                draft.scenario or _caption_scenario(captions, used, about),
                header_scope(draft.header),
                sure=used is None or used.sure,
                sources=by_numbers(draft.by_numbers),
            )
        )
    return link_columns(columns)


def with_captions(draft: Draft, captions: Captions) -> Mention | None:
    """The period over a column with what captions and stub head add to it: a length, a day, the year of a quarter; None where no text
    over the column names one."""
    if not draft.mentions:
        return None
    mention = compose([*captions.partial, *draft.mentions])
    if mention is not None and mention.yearless:
        years = {year.year: year for one in (*captions.mentions, captions.section) if (year := as_year(one)) is not None}
        if len(years) == 1:
            mention = compose([*years.values(), *captions.partial, *draft.mentions])
    return mention


def _caption_scenario(captions: Captions, span: Span | None, about: About) -> str:
    """What the captions call the numbers; a period that the release reports on is over, and no forecast."""
    over = span is not None and about.period_end is not None and span.end <= about.period_end
    return "actual" if over and captions.scenario == "forecast" else captions.scenario


def _whole_period(drafts: Sequence[Draft], captions: Captions) -> Mention | None:
    """The one period that the captions name, where no column names any (statements of equity, segments)."""
    if any(draft.mention is not None for draft in drafts):
        return None
    ends = {(mention.period_start, mention.period_end): mention for mention in captions.mentions if mention.period_end is not None}
    if not ends:
        return captions.section
    if len(ends) == 1:
        return next(iter(ends.values()))
    section = captions.section
    if section is not None and (section.period_start, section.period_end) in ends:
        return section
    nearest = {(mention.period_start, mention.period_end): mention for mention in captions.nearest if mention.period_end is not None}
    return next(iter(nearest.values())) if len(nearest) == 1 else None


def _is_amount(draft: Draft) -> bool:
    return not draft.percent


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
    if not dated:
        return column
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
    """`yoy` where a year lies between two columns, else `qoq`."""
    if later.period_end is None or earlier.period_end is None:
        return "other"
    gap = months_apart(earlier.period_end, later.period_end)
    return "yoy" if gap == 12 else "qoq" if gap == (length_of(later) or 3) else "other"


def step_back(column: Column, kind: str) -> date | None:
    """End of the period one year or one own length earlier than the column's; None for other changes."""
    if column.period_end is None or kind == "other":
        return None
    return add_months(column.period_end, -12 if kind == "yoy" else -(length_of(column) or 3))
