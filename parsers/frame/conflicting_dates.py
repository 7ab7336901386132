"""Headers and captions that contradict each other: the date with the better evidence wins, and a finding says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parsers.about import About
from parsers.frame.captions import DIGIT, Captions
from parsers.frame.linked_columns import link_columns
from parsers.periods.day_arithmetic import is_last_day, months_between, start_of
from parsers.periods.fiscal import is_year_end
from parsers.periods.spans import length_of
from parsers.records import Finding
from parsers.table import Column
from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner

NEAR_DAYS = 3
"""A header date this close to a caption's date is the same date misprinted."""


def settle_dates(columns: Sequence[Column], captions: Captions, block: Block, scanner: Scanner) -> tuple[list[Column], list[Finding]]:
    """Columns with the better of two contradicting dates, and lengths of flows that nothing in the header gives."""
    findings: list[Finding] = []
    about = scanner.about
    line = block.rows[0].line
    stated = {mention.period_end for mention in captions.nearest if mention.period_end is not None and DIGIT.search(mention.text)}
    printed = {column.period_end for column in columns if column.period_end is not None and column.measure == "amount"}
    below = {
        word.period.period_end
        for item in (*block.header_lines, *block.after)
        for word in scanner(item.text).words
        if word.period is not None and word.period.period_end is not None
    }
    settled = list(columns)
    if stated and not any(length_of(column) == 1 for column in columns):  # a caption names the year of the months
        for odd in sorted((printed | below) - stated):
            better = _better(odd, stated, printed | below, about)
            if better is None:
                continue
            message = f"{line.page}: line {line.number} {block.titles[0] if block.titles else ''!r}: the header says {odd}, the caption {better}"
            winner = better if _weight(better, captions.months, about) >= _weight(odd, captions.months, about) else odd
            findings.append(Finding("date_conflict", "warning", f"p.{message}; read as {winner}", page=line.page, line=line.number))
            if winner != odd:
                settled = [_moved(column, odd, winner) for column in settled]
    settled = link_columns(settled)
    return settled, findings


def _better(odd: date, stated: set[date], printed: set[date], about: About) -> date | None:
    """The stated date that `odd` should have been: near it, or, of a caption that names as many as the columns do, the only one that no
    column prints; None: none."""
    near = [day for day in stated if abs((day - odd).days) <= NEAR_DAYS]
    if near:
        return near[0]
    missing = sorted(stated - printed)
    return missing[0] if len(missing) == 1 and len(stated) == len(printed) > 1 else None


def _weight(day: date, months: int | None, about: About) -> int:
    """How well a date fits: the last day of a month, of a fiscal quarter, of the year; not after the announcement."""
    if months == 12 and is_year_end(day, about.calendar):
        return 4
    weight = 1 if is_last_day(day) or day.day == about.calendar.end_day else 0
    weight += 1 if (day.month - about.calendar.end_month) % 3 == 0 else 0
    weight -= 4 if about.announced_on is not None and day > about.announced_on else 0
    return weight


def _moved(column: Column, odd: date, winner: date) -> Column:
    """A column with one end replaced, its length kept."""
    if column.period_end != odd:
        return column
    if column.period_start is None:
        return replace(column, period_end=winner)
    months = months_between(column.period_start, odd)
    return replace(column, period_start=start_of(winner, months) if months else None, period_end=winner)
