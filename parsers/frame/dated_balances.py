"""Balances that name their day in the stub, and what moved between two of them.

    2018年4月1日残高          the balance of the day before the year began
      当期純利益              2018-04-01 to 2019-03-31
    2019年3月31日残高         that day's balance
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import regex

from parsers.frame.stocks import is_closing, is_opening_column
from parsers.periods.fiscal import fiscal_year_of
from parsers.periods.mentions import Mention
from parsers.table import Column, Row
from parsers.text.scanner import Scanner

DAYS_HEAD = regex.compile(r"\A\W*+(?:年月日|異動年月日|発行年月日|date)\W*+\Z", regex.IGNORECASE)
"""Over the stubs: each is the day on which something happened."""
OF_PERIOD = regex.compile(r"\s?+(?:(?P<day>の?末日?(?:現在|時点)?)|における|中[のに])")
"""What goes on behind the period that a label begins with: 当事業年度における取得自己株式, but not 当事業年度前における…."""
FILED = regex.compile(r"\W*+(?:本書|本?有価証券報告書)?提出日現在")
"""What a label begins with whose number is of the day on the cover."""
BALANCE = regex.compile(r"残高|\bbalances?\b", regex.IGNORECASE)


def date_balances(rows: Sequence[Row], scanner: Scanner) -> tuple[Row, ...]:
    """The rows with their days: balances where their label names one, movements where they stand between two balances."""
    days = {row.number: day for row in rows if (day := balance_day(row.label, scanner)) is not None}
    following = next_days(rows, days)
    dated: list[Row] = []
    opening: date | None = None
    named: Row | None = None
    for row, closing in zip(rows, following, strict=True):
        if row.number in days:
            opening, named = days[row.number], row
            dated.append(replace(row, period_start=None, period_end=opening))
            continue
        between = opening is not None and closing is not None and opening < closing and row.period_end is None
        said = tuple(replace(source, by="section") for source in named.sources if source.dimension == "period") if named is not None else ()
        dated.append(replace(row, period_start=opening + timedelta(days=1), period_end=closing, sources=(*row.sources, *said)) if between and opening else row)
    return tuple(dated)


def next_days(rows: Sequence[Row], days: Mapping[int, date]) -> list[date | None]:
    """For each row the day of the next row below that has one; None below the last of them."""
    found: list[date | None] = []
    below: date | None = None
    for row in reversed(rows):
        found.append(below)
        below = days.get(row.number, below)
    return found[::-1]


def balance_day(label: str, scanner: Scanner) -> date | None:
    """The day whose balance a row prints; that of the first day of a year is what the year before ended with."""
    if BALANCE.search(label) is None:
        return None
    named = [word.period for word in scanner(label).words if word.period is not None and word.period.kind == "date"]
    if len(named) != 1 or named[0].period_end is None:
        return None
    day = named[0].period_end
    return day - timedelta(days=1) if fiscal_year_of(day, scanner.about.calendar)[0] == day else day


def date_labels(rows: Sequence[Row], stub_head: str, scanner: Scanner) -> tuple[Row, ...]:
    """The rows with the days that their labels name: of what happened on a day, where the head of the stubs says 年月日, and of labels that
    begin with a period (当事業年度における取得自己株式, 当事業年度の末日現在の未行使割合)."""
    days = DAYS_HEAD.match(stub_head) is not None
    return tuple(_of_label(row, days, scanner) if row.cells and row.period_end is None else row for row in rows)


def _of_label(row: Row, days: bool, scanner: Scanner) -> Row:
    text = scanner(row.label)
    mentions = [word.period for word in text.words if word.period is not None and word.period.period_end is not None]
    if scanner.about.filing_line and FILED.match(row.label):
        return replace(row, period_start=None, period_end=scanner.about.announced_on)
    if len(mentions) != 1 or (end := mentions[0].period_end) is None:
        return row
    first = mentions[0]
    if days and first.kind == "date" and text.is_period:
        return replace(row, period_start=end, period_end=end)
    behind = OF_PERIOD.match(row.label, first.end) if first.start == 0 and first.kind == "relative" and first.period_start is not None else None
    return row if behind is None else replace(row, period_start=None if behind["day"] else first.period_start, period_end=end)


def date_movements(columns: Sequence[Column], periods: Sequence[Mention]) -> list[Column]:
    """The columns with their days, where two print the balances with which a period begins and ends, and the others what moved between.

        当連結会計年度（自 2019年4月1日 至 2020年3月31日）
                       2019年4月1日     損益として認識     2020年3月31日

        株式の種類      当連結会計年度期首      増加     減少     当連結会計年度末

    periods: those that the captions name.
    """
    columns = _between_balances(columns)
    spans = {(one.period_start, one.period_end) for one in periods if one.period_start is not None and one.period_end is not None}
    ends = {column.period_end for column in columns if column.period_end is not None}
    if len(spans) != 1 or len(ends) != 2:
        return list(columns)
    ((start, end),) = spans
    instants = all(column.period_start is None for column in columns if column.period_end is not None)
    if start is None or max(ends) != end or not (min(ends) == start or (instants and min(ends) == start - timedelta(days=1))):
        return list(columns)  # the ends of two years, and not what lies between them
    return [_moved(column, start, end) for column in columns]


def _between_balances(columns: Sequence[Column]) -> Sequence[Column]:
    """Columns between those of an opening and a closing balance: what moved in the period, of which they are where they name none."""
    dated = list(columns)
    opening: int | None = None
    for at, column in enumerate(columns):
        if opening is not None and at - opening > 1 and _closes(column, columns[opening]):
            begun = columns[opening]
            for place in range(opening + 1, at):
                own = columns[place]
                given = own if own.period_end is not None or begun.period_start is None else begun
                dated[place] = replace(own, period_start=given.period_start, period_end=given.period_end, period_words=given.period_words, moves=True)
            dated[at] = replace(column, closes=True)
            opening = at if _opens(column) else None
        elif _opens(column):
            opening = at
        elif column.measure != "amount":
            opening = None
    return dated


def _opens(column: Column) -> bool:
    """Does it print balances with which a period begins: 当期首残高, Balance as of January 1, 2023?"""
    return any(map(is_opening_column, column.header)) or _is_balance(column)


def _closes(column: Column, opening: Column) -> bool:
    """Does it print the balances in which a period ends that began with those of another column?"""
    if _is_balance(opening):
        return _is_balance(column) and opening.period_end is not None and column.period_end is not None and opening.period_end < column.period_end
    later = opening.period_end is None or column.period_end in (None, opening.period_end)
    return later and any(is_closing(text) for text in column.header)


def _is_balance(column: Column) -> bool:
    return column.period_end is not None and column.period_start is None and any(BALANCE.search(text) for text in column.header)


def _moved(column: Column, start: date, end: date) -> Column:
    """A balance on the first day is that of the day before, with which the period began."""
    if column.period_end is None:
        return replace(column, period_start=start, period_end=end, moves=True)
    return replace(column, period_start=None, period_end=end if column.period_end == end else start - timedelta(days=1), sure=True)
