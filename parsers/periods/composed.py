"""What several texts say together of one period: the year here, the part of the year there, the length in the title.

    第3四半期連結累計期間                     For the nine months ended December 31,
    2023年3月期   2024年3月期                 2022        2023

Every text says what it says; together they name a period, whichever of them is printed over, under or beside the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.periods.day_arithmetic import Span, last_day, months_between, start_of
from parsers.periods.days import day_of
from parsers.periods.mentions import KIND_OF_MONTHS, WHOLE, Mention, Part, part_of

_RANKS = {"range": 0, "date": 1}
"""Printed days beat every name of a period; among equals the innermost text wins."""


def compose(mentions: Sequence[Mention]) -> Mention | None:
    """The period that texts which reach one place name together, outermost first; None where they name none.

    A range of days says everything. A day takes its length from a text that gives one, a year the part of it that another text
    names, a year alone the day and the month. What names no year at all is of the year reported on, or stays without days.
    """
    dated = [mention for mention in mentions if not mention.yearless]
    parts = [mention for mention in mentions if mention.yearless]
    if not dated:
        return parts[-1] if parts else None
    innermost = dated[::-1]
    base = min(innermost, key=lambda mention: (mention.kind == "relative", _RANKS.get(mention.kind, 2) if mention.period_end else 3))
    if base.kind == "month_end" and base.term is not None and any(part.part == WHOLE for part in parts):
        return _of_term(base, base.term, [part for part in parts if part.part not in (None, WHOLE)])
    for part in reversed(parts):
        completed = _completed(base, part)
        if completed is not base:
            return completed
    if base.kind == "date" and base.months is None and not base.instant:
        # 第2四半期累計期間 of 2005 over 2005年9月30日: another text gives the length of what ends that day.
        lengths = [other for other in innermost if other is not base and other.period_end == base.period_end and other.months and other.part]
        if lengths:
            named = all(other.kind == "relative" and "累計" not in other.text for other in lengths)
            return replace(base, period_start=lengths[0].period_start, months=lengths[0].months, named=named)
    return base


def _of_term(base: Mention, term: Span, lengths: Sequence[Mention]) -> Mention:
    """The term that ends in a month, as long as another text says that it is: 第45期, 2015年6月（3ヵ月決算）."""
    first, last = term
    if lengths and lengths[-1].months:
        first = start_of(last, lengths[-1].months)
    return replace(base, kind="fiscal_year", period_start=first, period_end=last, months=months_between(first, last), part=WHOLE, year=(first, last))


def _completed(base: Mention, part: Mention) -> Mention:
    """The dated period with what a text without a year adds; the same where it adds nothing."""
    if base.instant or base.kind == "range" or (base.period_end is None and base.year is None):
        return base
    if part.day is not None:
        return _on_day(base, part)
    if part.instant and part.part is None:
        return replace(base, period_start=None, months=0, instant=True) if base.kind == "date" else base
    if part.part is None or part.part == WHOLE:
        return base
    # 当第3四半期 in a table of three months: the first three of its year are other days than its own.
    ends_within = base.kind == "relative" and base.year is not None and base.period_end not in (None, base.year[1], part_of(base.year, part.part)[1])
    if base.year is not None and base.part in (None, WHOLE) and base.kind != "date" and not ends_within:
        first, last = part_of(base.year, part.part)
        months = 0 if part.instant else part.part.months
        kind = KIND_OF_MONTHS.get(months, "range")
        return replace(base, kind=kind, period_start=first if months else None, period_end=last, months=months, part=part.part, instant=part.instant)
    if base.months is None:
        return _lengthened(base, part.part)
    return base


def _on_day(base: Mention, part: Mention) -> Mention:
    """A year alone on the day that another text names."""
    if base.kind != "year" or part.day is None or not base.text.strip()[:4].isdigit():
        return base
    year = int(base.text.strip()[:4])
    end = day_of(year, part.day[0], min(part.day[1], last_day(year, part.day[0]).day))
    if end is None:
        return base
    start = start_of(end, part.months) if part.months else None
    return replace(base, kind="date", period_start=start, period_end=end, months=part.months, instant=part.instant, part=None, year=None)


def _lengthened(base: Mention, part: Part) -> Mention:
    if base.period_end is None:
        return base
    return replace(base, period_start=start_of(base.period_end, part.months), months=part.months, part=part)


def as_year(mention: Mention | None) -> Mention | None:
    """A mention of a whole fiscal year, also by its days, as the year that parts of it belong to; None where it is none."""
    if mention is None or mention.yearless or mention.instant:
        return None
    if mention.year is not None and mention.part in (None, WHOLE):
        return mention
    if mention.months == 12 and mention.period_start is not None and mention.period_end is not None:
        return replace(mention, kind="fiscal_year", year=(mention.period_start, mention.period_end), part=WHOLE)
    return None
