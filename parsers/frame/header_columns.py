"""What each column of numbers is: its period, unit and measure, from the header, the captions and the title.

The header of a grid and of running text are read in files of their own; here a change finds the two columns it was
computed from, a common size its base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers.about import About
from parsers.frame.body_columns import body_matrix, one_decimal_columns, percent_columns, whole_columns
from parsers.frame.captions import Captions, scale_of
from parsers.frame.currencies import settle_currencies
from parsers.frame.drafts import CHANGES, DERIVED, MONEY, RATE_WORD, RATES, Draft
from parsers.frame.grid_header import grid_draft
from parsers.frame.linked_columns import link_columns
from parsers.frame.months import settle_months
from parsers.frame.open_quarters import settle_quarters
from parsers.frame.percentages import settle_differences, settle_percentages, settle_rates, settle_ratios
from parsers.frame.previous_period import settle_previous
from parsers.frame.run_header import deal_run_header
from parsers.frame.scope import header_scope
from parsers.frame.sources import by_numbers
from parsers.frame.term_columns import TRANSITION, is_of_term, reports_year, settle_section, transition_day
from parsers.frame.translated import settle_translations
from parsers.periods.composed import as_year, compose
from parsers.periods.mentions import WHOLE
from parsers.periods.periods import Mention
from parsers.periods.spans import PeriodDays, mention_to_span
from parsers.table import Column
from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths


def draft_columns(block: Block, captions: Captions, scanner: Scanner) -> tuple[list[Draft], tuple[int, ...]]:
    """The columns of a block as far as its own header and captions go."""
    width, places, rows = body_matrix(block, scanner)
    percents, wholes = percent_columns(rows, width, scanner), whole_columns(rows, width, scanner)
    if block.layout == "grid":
        drafts = [grid_draft(block, place, percent, whole, scanner) for place, percent, whole in zip(places, percents, wholes, strict=True)]
    else:
        drafts = [Draft(percent, whole) for percent, whole in zip(percents, wholes, strict=True)]
        deal_run_header(block, drafts, captions, scanner, one_decimal_columns(rows, width, scanner))
    settle_currencies(drafts, captions.note)
    settle_translations(drafts, rows, scanner, ordered=block.layout != "grid")
    settle_months(drafts, captions)
    settle_percentages(drafts, rows, scanner, captions.bracketed)
    settle_differences(drafts, rows, scanner)
    settle_ratios(drafts, rows, scanner)
    settle_rates(drafts, rows, scanner)
    settle_quarters(drafts, rows, scanner)
    settle_previous(drafts, rows, scanner)
    settle_section(drafts, captions)
    return drafts, places


def finish_columns(drafts: Sequence[Draft], captions: Captions, statement: str, title: str, about: About) -> list[Column]:
    """Columns with spans of days, units and scales; a change is linked to the two columns it was computed from."""
    columns = []
    span: PeriodDays | None = None
    over = ""
    whole = _whole_period(drafts, captions)
    own_year = reports_year(about)
    lengths = [draft.mention.months for draft in drafts if draft.mention is not None and draft.mention.months]
    usual = captions.months if captions.months is not None or not lengths else max(set(lengths), key=lengths.count)
    for number, draft in enumerate(drafts, start=1):
        draft.mention = quarter_by_its_month(draft.mention, drafts, captions) or with_captions(draft, captions)
        summed = captions.cumulative or any("累計" in text for text in draft.header)
        months = captions.months if draft.mention is not None and draft.mention.open_lengths else usual
        own = mention_to_span(draft.mention, months, summed, statement, about) if draft.mention is not None else None
        if own is not None and any(TRANSITION.search(text) for text in draft.header):
            own = transition_day(own, about)
        if own is None and whole is not None:
            own = mention_to_span(whole, months, captions.cumulative, statement, about)
        said = draft.mention.text if draft.mention is not None else ""
        if own is not None:
            span, over = own, said
        elif draft.mention is None and is_of_term(draft.header):
            own, said = own_year, " ".join(draft.header)
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
                bare_day=used is not None and used.bare,
                named_day=used is not None and used.named,
                lengths=draft.lengths or (draft.mention.open_lengths if draft.mention is not None and own is not None else ()),
                of_earlier=draft.of_earlier,
                aside=draft.aside,
                period_words=said if own is not None else over if used is not None else "",
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
        years = {year.year: year for one in (*captions.mentions, captions.lead, captions.section) if (year := as_year(one)) is not None}
        if len(years) == 1:
            mention = compose([*years.values(), *captions.partial, *draft.mentions])
    return mention


MONTHS_TERM = compiled(r"月\s?期\s*\Z")


def quarter_by_its_month(mention: Mention | None, drafts: Sequence[Draft], captions: Captions) -> Mention | None:
    """2015年12月期 as the three months that end there, where the caption says three months and names that day as their end, or other
    columns are called so: 2016年3月期; None where it is not."""
    if captions.months != 3 or mention is None or mention.part != WHOLE or not MONTHS_TERM.search(fold_widths(mention.text)):
        return None
    others = (one for draft in drafts if (one := draft.mention) is not None)
    called = any(one.part != WHOLE and MONTHS_TERM.search(fold_widths(one.text)) for one in others)
    if not called and not any(one.kind == "date" and one.period_end == mention.period_end for one in captions.mentions):
        return None
    return replace(mention, kind="month_end", period_start=None, months=None, part=None, year=None)


def _caption_scenario(captions: Captions, span: PeriodDays | None, about: About) -> str:
    """What the captions call the numbers; a period that the release reports on is over, and no forecast."""
    over = span is not None and about.period_end is not None and span.end <= about.period_end
    return "actual" if over and captions.scenario == "forecast" else captions.scenario


def _whole_period(drafts: Sequence[Draft], captions: Captions) -> Mention | None:
    """The one period that the captions name, where no column names any (statements of equity, segments)."""
    if any(draft.mention is not None for draft in drafts):
        return None
    ends = {(mention.period_start, mention.period_end): mention for mention in captions.mentions if mention.period_end is not None}
    if not ends:
        return captions.lead or captions.section
    if len(ends) == 1:
        return next(iter(ends.values()))
    section = captions.section
    if section is not None and (section.period_start, section.period_end) in ends:
        return section
    nearest = {(mention.period_start, mention.period_end): mention for mention in captions.nearest if mention.period_end is not None}
    return next(iter(nearest.values())) if len(nearest) == 1 else None


def _is_amount(draft: Draft) -> bool:
    return not draft.percent
