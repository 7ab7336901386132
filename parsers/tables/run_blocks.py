"""Tables of running text: the cells of a row are set apart by blanks, only their order is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import regex

from parsers.page.joining import LOWER, begins_label, ends_label, heads, join_label
from parsers.page.sorted_lines import Kind, Sorted
from parsers.records import BBox
from parsers.tables.blocks import Block, BlockCell, BlockRow
from parsers.tables.leads import lead_above
from parsers.tables.surroundings import look_up
from parsers.words.label_texts import clean_label

LENGTHENS = "ー"
"""A nil mark, or the sign of a long vowel."""
KATAKANA_END = regex.compile(r"\p{Katakana}\s*+\Z")


def run_block(lines: Sequence[Sorted], first: int, floor: int) -> Block | None:
    """The table whose first row of numbers is line `first`; None where that line is no table."""
    last, rows_at = _run_extent(lines, first)
    above = look_up(lines, first, floor)
    widths = [len(lines[index].tokens) for index in rows_at]
    framed = bool(above.header or above.captions)
    if max(widths) < 2 and not (framed and len(rows_at) >= 2):
        return None
    if len(rows_at) < 2 and not above.header:
        return None
    rows = _run_rows(above.headings, [lines[index] for index in range(first, last + 1)])
    after = _header_below(lines, last)
    titles = above.titles
    return Block(
        "run",
        titles,
        above.captions,
        above.stub_head,
        above.header,
        (),
        rows,
        after,
        first,
        last,
        lead=lead_above(lines, first, floor),
    )


def _run_extent(lines: Sequence[Sorted], first: int) -> tuple[int, list[int]]:
    """(index of the last row of numbers, indexes of all of them). Headings and blank lines may stand between, also a
    note, where the rows go on behind it under the same header."""
    last, rows = first, [first]
    index, pending, noted = first + 1, 0, False
    while index < len(lines):
        item = lines[index]
        if item.kind is Kind.DATA:
            if noted and len(item.tokens) != max(len(lines[row].tokens) for row in rows):
                break
            last = index
            rows.append(index)
            pending, noted = 0, False
        elif item.kind is Kind.TEXT or goes_on_in_small(lines, index):
            pending += 1
            if pending > 6:
                break
        elif item.kind is Kind.NOTE or (item.kind is Kind.PROSE and noted):
            noted = True
        elif item.kind is not Kind.BLANK:
            break
        index += 1
    return last, rows


def goes_on_in_small(lines: Sequence[Sorted], index: int) -> bool:
    """Is a line the end of the label above, though it is a word of the frame: "affiliated" over "companies"?"""
    item, above = lines[index], lines[index - 1]
    return item.kind is Kind.HEADER and above.kind is Kind.TEXT and LOWER.match(item.text) is not None and all(word.kind == "unit" for word in item.words)


def _run_rows(headings: Sequence[Sorted], body: Sequence[Sorted]) -> tuple[BlockRow, ...]:
    """Rows and headings, with labels that were printed over several lines put together.

    A text line belongs to the label below it where that line has numbers or marks of notes only, where it ends like a phrase that goes on
    ("and", 及び, an open bracket) or where the next begins in lower case; else, and over two rows that stand deeper, it is a heading.
    """
    rows: list[BlockRow] = []
    width = Counter(len(item.tokens) for item in body if item.kind is Kind.DATA).most_common(1)[0][0]
    pending: list[tuple[Sorted, bool]] = []  # the line, and does the next one follow without a blank line
    blank = False
    items = [*headings, *body]
    for item, following in zip_longest(items, items[1:]):
        if item.kind is Kind.BLANK:
            blank = True
            pending = [(line, False) if place == len(pending) - 1 else (line, near) for place, (line, near) in enumerate(pending)]
        elif item.kind is Kind.TEXT or item.kind is Kind.HEADER:
            if rows and not pending and not blank and rows[-1].cells and ends_label(rows[-1].label, item.text):
                rows[-1] = replace(rows[-1], label=join_label(rows[-1].label, item.text))
            else:
                pending.append((item, True))
            blank = False
        elif item.kind is Kind.DATA:
            item = _with_broken_word(item, pending[-1][0].text if pending and pending[-1][1] else "", width)
            label, indent = item.label, item.line.indent
            next_indent = following.line.indent if following is not None and following.kind is Kind.DATA else None
            if label and next_indent is not None and pending and heads(pending[-1][0].line.indent, indent, next_indent):
                rows += [_heading_row(line) for line, _ in pending]
                pending = []
            while pending and (not clean_label(label)[0] or begins_label(pending[-1][0].text, label, near=pending[-1][1])):
                piece = pending.pop()[0]
                label, indent = join_label(piece.text, label), piece.line.indent
            rows += [_heading_row(line) for line, _ in pending]
            pending, blank = [], False
            rows.append(BlockRow(label, tuple(BlockCell(token, None, box) for token, box in zip(item.tokens, token_boxes(item), strict=True)), item.line, indent))
    return tuple(rows)


def _heading_row(item: Sorted) -> BlockRow:
    return BlockRow(item.text.strip(), (), item.line, item.line.indent, item.line.chunks[0].bold)


def _with_broken_word(item: Sorted, above: str, width: int) -> Sorted:
    """A row whose first nil mark is the end of a word of the line above: キャッシュ・フロ over ー 22,358  24,790; else as it is."""
    if item.label or len(item.tokens) != width + 1 or item.tokens[0] != LENGTHENS or not KATAKANA_END.search(above):
        return item
    return replace(item, label=LENGTHENS, tokens=item.tokens[1:])


def token_boxes(item: Sorted) -> list[BBox | None]:
    """Where each number of a line of running text stands; None where the source has no geometry."""
    chunk = item.line.chunks[0]
    boxes: list[BBox | None] = []
    end = len(chunk.words)
    for token in reversed(item.tokens):
        start = max(end - len(token.split()), 0)
        box = None
        if chunk.bbox and start < end and "".join(word for word, _, _ in chunk.words[start:end]) == "".join(token.split()):
            box = (chunk.words[start][1], chunk.bbox[1], chunk.words[end - 1][2], chunk.bbox[3])
        boxes.append(box or item.line.bbox)
        end = start
    return boxes[::-1]


def _header_below(lines: Sequence[Sorted], last: int) -> tuple[Sorted, ...]:
    """Header lines printed below the body, over notes and blank lines, before the next title."""
    found = []
    for item in lines[last + 1 :]:
        if item.kind is Kind.HEADER:
            found.append(item)
        elif item.kind in (Kind.TITLE, Kind.DATA, Kind.GRID, Kind.CAPTION) or (item.kind is Kind.PROSE and found):
            break
    return tuple(found)
