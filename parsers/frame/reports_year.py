"""The outermost claim on a period: an annual report speaks of the year on its cover, and its form says which of its sections do.

The form (企業内容等の開示に関する内閣府令, 第三号様式) prescribes sections whose tables print no period, for the form itself fixes it:
the shares of subsidiaries are those of the last day, what directors were paid is that of the year, and the shares that officers
hold are those of the day of filing. Only these sections are read so, and only where neither table, sentence nor heading names a
period; the terms of options and plans are not fixed by it and stay unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from regex import Pattern

from parsers.about import About
from parsers.frame.scope import Heading, headings_above
from parsers.frame.stocks import RESULT
from parsers.periods.day_arithmetic import start_of
from parsers.records import Finding, Source
from parsers.table import Table
from parsers.tables.blocks import Block
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

LAST_DAY = compiled(r"【(?:関係会社の状況|従業員の状況|株式の総数|主要な設備の状況)】")
"""Sections whose tables are of the last day of the year, with all headings below them, but for those of what was earned."""
LAST_DAY_TABLES = compiled(r"銘柄数[及お]よ?び?貸借対照表計上額|連結決算日後\S{1,3}年(?:内|以内)における")
"""Headings directly over a table of the last day of the year."""
YEAR_TABLES = compiled(
    r"【設備投資等の概要】|役員(?:区分)?ごとの(?:連結)?報酬等の総額|報酬等の総額が[\d１一]億円以上である者|(?:生産|受注|販売|仕入|商品仕入)(?:の)?(?:実績|(?:の)?状況)"
)
"""Headings directly over a table of what happened in the year."""
FILING_DAY = compiled(r"【役員の状況】")
"""The section whose shares are those of the day of filing,"""
OWN_SHARES = compiled(r"所有\s?(?:する)?\s?(?:当社)?(?:の)?株式数?")
"""and what stands over them."""
HELD_OVER = compiled(r"(?<!返済)予定|計画|見込|見通し|予想|目標|方針|限度|基準|算定|上限")
"""Words over or in a table that is of no past year."""


def with_reports_year(table: Table, block: Block, headings: Sequence[Heading], about: About) -> tuple[Table, list[Finding]]:
    """The table with the report's own year or its last day, where the form says so and nothing printed nearer names a period; and a finding
    that says where the period comes from."""
    end, cover = about.period_end, about.annual_cover
    if not cover or end is None or any(column.period_end for column in table.columns) or any(row.period_end for row in table.rows):
        return table, []
    above = [heading.source.text for heading in headings_above(headings, block.first)]
    nearest = [*block.titles, *block.captions, *above[:1]]
    if any(HELD_OVER.search(text) for text in (*nearest, *(text for column in table.columns for text in column.header))):
        return table, []
    if about.filing_line and about.announced_on and any(FILING_DAY.search(text) for text in (*nearest, *above)):
        return _dated(table, None, about.announced_on, about.filing_line, "the day of filing", of=OWN_SHARES)
    if any(LAST_DAY.search(text) for text in (*nearest, *above)) or any(LAST_DAY_TABLES.search(text) for text in nearest):
        if any(RESULT.search(fold_widths(row.label)) for row in table.rows if row.cells):
            return table, []  # what a subsidiary earned in a year of its own, with its assets at the end of that (主要な損益情報等)
        return _dated(table, None, end, cover, "the last day of the fiscal year")
    if any(YEAR_TABLES.search(text) for text in nearest):
        return _dated(table, start_of(end, about.period_months or 12), end, cover, "the fiscal year")
    return table, []


def _dated(table: Table, start: date | None, end: date, cover: str, what: str, of: Pattern[str] | None = None) -> tuple[Table, list[Finding]]:
    """The table with these days for its columns, of those under such words where `of` is given, and the finding that says so."""
    taken = [of is None or any(of.search(fold_widths(text)) for text in column.header) for column in table.columns]
    if not any(taken):
        return table, []
    columns = tuple(replace(column, period_start=start, period_end=end) if mine else column for column, mine in zip(table.columns, taken, strict=True))
    message = f"p.{table.page} line {table.line} {table.title!r}: no period is printed at this table; read as of {what} on the cover, {end}, as the form of an annual report has it"
    finding = Finding("period_of_report", "info", message, document=table.document, page=table.page, line=table.line)
    return replace(table, columns=columns, sources=(*table.sources, Source("period", cover, "document"))), [finding]
