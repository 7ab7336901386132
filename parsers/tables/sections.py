"""The section a table stands in: the line above it that is a period, and whether a table goes on with the one on the page before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from parsers.page.lines import LETTERS, Kind, Sorted
from parsers.periods.fiscal import DEFAULT_CALENDAR
from parsers.tables.blocks import Block
from parsers.text.scan import scan_frame
from parsers.words.statements import find_statement_title
from parsers.words.units import parse_unit_note

REACH = 80
"""Lines: how far above a table the period of its section may stand."""
SLACK = 3.0
"""Points, or columns of a text: a heading further left than the period's line by more than this begins another section."""
SHARE = 0.85
"""Of the letters of a line: with more of them in words of a period, the line is one."""
ALIKE = 0.7
"""Of the labels of a table: with more of them in the table before, the one goes on with the other in further columns."""
STATEMENTS = ("income_statement", "comprehensive_income", "balance_sheet", "cash_flow_statement", "equity")
ENUMERATOR = regex.compile(r"\A\s*+(?:[(（]?(?:[\d０-９]{1,2}|[IVX]{1,4}|[a-z]|[Ⅰ-Ⅻ①-⑳])[)）.．、]?\s++|[Ⅰ-Ⅻ①-⑳])")
DIGIT = regex.compile(r"\d")


def section_line(lines: Sequence[Sorted], first: int) -> str:
    """The nearest line above `first` that is a period, over titles, prose and tables of its section; "" where there is none."""
    furthest = float("inf")
    for item in reversed(lines[max(0, first - REACH) : first]):
        if item.kind is Kind.PROSE and furthest == float("inf") and is_span_line(item.text):
            return item.text  # a period directly over the table, below a text that it seems to end
        if item.kind in (Kind.GRID, Kind.DATA, Kind.PROSE, Kind.NOTE, Kind.BLANK) or item.line.layout == "grid":
            continue
        if is_period_line(item.text):
            return item.text if furthest >= item.line.indent - SLACK else ""
        if parse_unit_note(item.text) is None and item.kind is not Kind.HEADER:
            if find_statement_title(item.text) in STATEMENTS:
                return ""
            furthest = min(furthest, item.line.indent)
    return ""


def is_period_line(text: str) -> bool:
    """One period and hardly a letter more.

    >>> is_period_line("Ⅰ 前連結会計年度（自 2023年4月1日 至 2024年3月31日）"), is_period_line("b. Related Information")
    (True, False)
    """
    bare = ENUMERATOR.sub("", text)
    words = [word for word in scan_frame(bare, DEFAULT_CALENDAR) if word.kind == "period"]
    ends = {word.period.period_end for word in words if word.period is not None and DIGIT.search(word.text)}
    covered = sum(len(LETTERS.findall(word.text)) for word in words)
    return len(ends) == 1 and None not in ends and covered >= SHARE * len(LETTERS.findall(bare))


def is_span_line(text: str) -> bool:
    """A period line that names a first and a last day: the end of a sentence seldom does.

    >>> is_span_line("Prior Fiscal Year (From April 1, 2020 to March 31, 2021)"), is_span_line("March 31, 2021.")
    (True, False)
    """
    return is_period_line(text) and any(word.period is not None and word.period.kind == "range" for word in scan_frame(text, DEFAULT_CALENDAR))


def carry_over(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the title and captions of the one before, where a table goes on in further columns on the next page
    and says nothing of its own: the last of its page, the first of the next, the same labels; or stands beside it."""
    carried: list[Block] = []
    for block in blocks:
        before = carried[-1] if carried else None
        if before is not None and (goes_on(before, block) or stands_beside(before, block)):
            block = replace(block, titles=before.titles, captions=(*before.captions, *block.captions), section=before.section)
        carried.append(block)
    return carried


def stands_beside(before: Block, block: Block) -> bool:
    """Is it the right one of two tables under one title?"""
    return block.rows[0].line.beside and not block.titled and before.rows[0].line.page == block.rows[0].line.page


def goes_on(before: Block, block: Block) -> bool:
    old, new = before.rows[-1].line.page, block.rows[0].line.page
    if old + 1 != new or before.layout != block.layout or block.titled:
        return False
    known = {row.label for row in before.rows if row.label}
    labels = [row.label for row in block.rows if row.label]
    same = sum(1 for label in labels if label in known)
    return len(labels) >= 3 and same >= ALIKE * len(labels)
