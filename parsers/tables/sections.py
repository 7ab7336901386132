"""The section a table stands in: the line above it that is a period, and whether a table goes on with the one on the page before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from parsers.page.headings import MAX_HEADING
from parsers.page.sorted_lines import Kind, Sorted
from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner
from parsers.words.heading_ranks import RANKS, ending_rank, rank_of
from parsers.words.statements import ACCOUNTS, find_statement_title

REACH = 80
"""Lines: how far above a table the period of its section may stand."""
SLACK = 3.0
"""Points, or columns of a text: a heading further left than the period's line by more than this begins another section."""
ALIKE = 0.7
"""Of the labels of a table: with more of them in the table before, the one goes on with the other in further columns."""
ENUMERATOR = regex.compile(r"\A\s*+(?:[(（]?(?:[\d０-９]{1,2}|[IVX]{1,4}|[a-z]|[Ⅰ-Ⅻ①-⑳])[)）.．、]?\s++|[Ⅰ-Ⅻ①-⑳])")


def section_line(lines: Sequence[Sorted], first: int, scanner: Scanner) -> str:
    """The nearest line above `first` that is a period, over titles, prose and tables of its section; "" where there is none."""
    furthest = float("inf")
    passed: list[str] = []
    for at in range(first - 1, max(0, first - REACH) - 1, -1):
        item = lines[at]
        if item.kind is Kind.PROSE and furthest == float("inf") and scanner(bare(item.text)).is_span:
            return item.text  # a period directly over the table, below a text that it seems to end
        if item.kind in (Kind.GRID, Kind.DATA, Kind.PROSE, Kind.NOTE, Kind.BLANK) or item.line.layout == "grid":
            continue
        rank = _rank(item)
        if scanner(bare(item.text)).is_period:
            under = rank if rank is not None else _rank_above(lines, at, scanner)
            ending = ending_rank(reversed(passed))
            if under is None or not passed:
                return item.text if furthest >= item.line.indent - SLACK else ""
            return item.text if ending == len(RANKS) or ending > under else ""
        passed += [item.text.strip()] if rank is not None else []
        if scanner(item.text).note is None and item.kind is not Kind.HEADER:
            if find_statement_title(item.text) in ACCOUNTS:
                return ""
            furthest = min(furthest, item.line.indent)
    return ""


def _rank(item: Sorted) -> int | None:
    """The rank of a line as a heading; None where it is none."""
    heads = item.kind in (Kind.TITLE, Kind.TEXT, Kind.HEADER) and item.line.layout != "grid" and len(item.text) <= MAX_HEADING
    return rank_of(item.text.strip()) if heads else None


def _rank_above(lines: Sequence[Sorted], at: int, scanner: Scanner) -> int | None:
    """The rank of the heading that a period stands under, so that it reaches until another as high; None where there is none.

    It is the nearest heading above; above the second of two periods (前連結会計年度, 当連結会計年度) under which the same headings come again,
    that of the first.
    """
    between: list[int] = []
    for place in range(at - 1, max(0, at - REACH) - 1, -1):
        rank = _rank(lines[place])
        if lines[place].line.layout != "grid" and lines[place].kind is not Kind.PROSE and scanner(bare(lines[place].text)).is_period:
            first = rank if rank is not None else _rank_above(lines, place, scanner)
            if first is not None and all(one > first for one in between):
                return first
            break
        if rank is not None:
            between.append(rank)
    return between[0] if between else None


def bare(text: str) -> str:
    """A line without the number it begins with."""
    return ENUMERATOR.sub("", text)


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
