"""Columns of months: 2024年3月 beside 2024年4月 are a month each; 3月 or Apr. alone is one of the year that stands over it.

What a month's year is must be printed; without a year nearby it stays open, and the day of the release is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from parsers.frame.captions import Captions
from parsers.frame.drafts import Draft
from parsers.periods.day_arithmetic import add_months, last_day, start_of
from parsers.periods.days import FLAGS, MONTH_EN, month_number
from parsers.periods.periods import Mention
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

BARE_MONTH = compiled(rf"\s*+(?:(?P<number>1[0-2]|[1-9])\s?月(?:度|分|実績|次)?|(?P<name>{MONTH_EN})\.?)\s*+", FLAGS)
CALENDAR_YEAR = regex.compile(r"(?P<year>(?:19|20)\d\d)\s?年?")
TERM = regex.compile(r"月\s?期\Z")


def settle_months(drafts: Sequence[Draft], captions: Captions) -> None:
    """Gives the columns of a table of months their month."""
    months = [month_of(draft) for draft in drafts]
    if sum(1 for month in months if month is not None) > 1:
        named = next((year for mention in (*captions.mentions, captions.lead, captions.section) if mention and (year := year_of(mention)) is not None), None)
        for draft, month in zip(drafts, months, strict=True):
            if month is not None:
                over = draft.mention if draft.mention is not None and draft.mention.period_end is not None else None
                draft.mention = to_month(month, (year_of(over) if over is not None else None) or (named if over is None else None))
                draft.members = [member for member in draft.members if BARE_MONTH.fullmatch(fold_widths(member)) is None]
    ends = {draft.mention.period_end for draft in drafts if draft.mention is not None and is_month(draft.mention)}
    for draft in drafts:
        mention = draft.mention
        if mention is not None and mention.period_end is not None and is_month(mention) and {add_months(mention.period_end, step) for step in (-1, 1)} & ends:
            draft.mention = replace(mention, kind="range", period_start=start_of(mention.period_end, 1), months=1)


def month_of(draft: Draft) -> int | None:
    """The month that one of the texts over a column names and nothing more."""
    for text in draft.header:
        if found := BARE_MONTH.fullmatch(fold_widths(text)):
            return int(found["number"]) if found["number"] else month_number(found["name"])
    return None


def is_month(mention: Mention) -> bool:
    """A month by its year, of which nobody says what ends with it."""
    return mention.kind == "month_end" and mention.months is None and not mention.instant and TERM.search(mention.text) is None


def year_of(mention: Mention) -> tuple[date, date] | None:
    """First and last day of the year a mention names; None where it names no whole year."""
    calendar = CALENDAR_YEAR.fullmatch(fold_widths(mention.text).strip())
    if calendar:
        return date(int(calendar["year"]), 1, 1), date(int(calendar["year"]), 12, 31)
    if mention.period_start is not None and mention.period_end is not None and mention.months == 12:
        return mention.period_start, mention.period_end
    if mention.period_end is not None and TERM.search(mention.text):
        return start_of(mention.period_end, 12), mention.period_end
    return None


def to_month(month: int, year: tuple[date, date] | None) -> Mention:
    """The month of a year; without a year a mention that has no end."""
    if year is None:
        return Mention(0, 0, f"{month}月", "range", months=1)
    first, _last = year
    at = first.year if month >= first.month else first.year + 1
    return Mention(0, 0, f"{month}月", "range", date(at, month, 1), last_day(at, month), 1)
