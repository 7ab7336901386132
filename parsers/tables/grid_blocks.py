"""Tables whose cells know their column: tabs, HTML, and PDF lines after their columns were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import zip_longest

import regex

from parsers.page.headings import names_statement
from parsers.page.joining import begins_label, ends_label, heads, join_label
from parsers.page.ruled_body import UNREAD
from parsers.page.sorted_lines import Kind, Sorted
from parsers.printed import Line
from parsers.tables.blocks import Block, BlockCell, BlockRow, HeaderCell
from parsers.tables.leads import lead_above
from parsers.tables.sections import bare, section_line
from parsers.tables.surroundings import heading_above, look_up, named_with_unit
from parsers.text.scanner import Scanner
from parsers.words.label_texts import clean_label
from parsers.words.marks import unmarked
from parsers.words.numbers import not_meaningful

TERM = regex.compile(r"\W*+[\d０-９]{1,2}年[\d０-９]{1,2}月\s?期")
"""A stub of a year without its era: 15年3月期."""
INDENTED = 4.0
"""Points: a label this much further to the right is below the one above it."""
RUNNING_HEAD = 3
"""Lines of text that a page break may put between two rows of a grid."""


def grid_block(lines: Sequence[Sorted], first: int, floor: int, scanner: Scanner, running: Set[str], ends: Mapping[int, int]) -> Block | None:
    """The table whose first grid line is `first`; None where the grid holds no number. running, ends: those of all lines
    (`running_heads`, `ends_of_groups`)."""
    last, members = _grid_extent(lines, first, scanner, ends)
    grid = [lines[index].line for index in members]
    start = next((place for place, line in enumerate(grid) if is_body_line(line, scanner)), None)
    if start is None:
        return None
    header_end = max((place + 1 for place in range(start) if any(chunk.text for chunk in grid[place].chunks[1:])), default=0)
    above = look_up(lines, first, floor)
    named = [item.text for item in above.header if item.kind is Kind.HEADER]
    heading = "" if above.titles else named[0] if named else named_with_unit(above.captions, scanner) or heading_above(lines, first, scanner, running)
    captions = list(above.captions)
    captions += [item.text for item in above.header if item.kind is Kind.HEADER]
    captions += [item.text for item in above.headings if scanner(item.text).note is not None]
    header = tuple(spread_header(line, grid[place + 1 : header_end], scanner, grid[:place]) for place, line in enumerate(grid[:header_end]))
    stub = next((line.chunks[0].text for line in grid[:header_end] if line.chunks and line.chunks[0].text), "") or above.stub_head
    noted = [line for at, line in enumerate(header) if notes_table(line, header[:at], header[at + 1 :], scanner) or dates_table(line, header[:at], header[at + 1 :], scanner)]
    header = tuple(line for line in header if line not in noted)
    captions += [cell.text for line in noted for cell in line]
    stubs = [line.chunks[0].text for line in grid[header_end:] if is_body_line(line, scanner)]
    dated = sum(1 for text in stubs if TERM.match(text) or scanner(text).of("period"))
    width = max(int(chunk.x1) for line in grid for chunk in line.chunks)
    header, spanned = (header, []) if dated * 2 > len(stubs) else _take_spanners(header, width, scanner)
    titles = tuple(text for text in (*above.titles, heading, *(text for text in spanned if scanner(text).note is None)) if text)
    captions += [text for text in spanned if scanner(text).note is not None]
    rows = tuple(row for line in grid[header_end:] if (row := grid_row(line)) is not None)
    return Block(
        "grid", titles, tuple(captions), stub, (), header, join_grid_labels(rows), (), first, last,
        section=section_line(lines, first, scanner), lead=lead_above(lines, first, floor), titled=bool(above.titles) or any(scanner(bare(text)).is_period for text in captions),
    )  # fmt: skip


def notes_table(line: Sequence[HeaderCell], above: Sequence[Sequence[HeaderCell]], below: Sequence[Sequence[HeaderCell]], scanner: Scanner) -> bool:
    """Is a line of a header one unit for the whole table? Below a name of its column, a unit is that column's own, and so it is where other
    texts of the header name other units (株式数（株）)."""
    if not line or len({cell.text for cell in line}) > 1 or not all(scanner(cell.text).is_unit_caption for cell in line):
        return False
    named = any(cell.x0 <= line[0].x0 < cell.x1 for upper in above for cell in upper)
    if named and _name_other_units(line[0].text, [cell.text for other in (*above, *below) for cell in other], scanner):
        return False
    return len(line) > 1 or line[0].x1 - line[0].x0 > 1 or not named


def _name_other_units(text: str, others: Sequence[str], scanner: Scanner) -> bool:
    """Do other texts of a header name units, and none of them this one's? (Shares of a whole in percent stand beside any unit.)"""
    own = {word.unit for word in scanner(text).of("unit")}
    units = {word.unit for other in others for word in scanner(other).of("unit")} - {"pure"}
    return bool(own) and bool(units) and own.isdisjoint(units)


def dates_table(line: Sequence[HeaderCell], above: Sequence[Sequence[HeaderCell]], below: Sequence[Sequence[HeaderCell]], scanner: Scanner) -> bool:
    """Is a line of a header one period for the whole table, set over its last columns or its first? Under the name of a column it is that
    column's own, and where another column names a period it is that of the columns it stands over."""
    if not line or not below or len({cell.text for cell in line}) > 1 or not scanner(line[0].text).is_period:
        return False
    first, last = min(cell.x0 for cell in line), max(cell.x1 for cell in line)
    beside = [cell for other in (*above, *below) for cell in other if not (first <= cell.x0 and cell.x1 <= last)]
    named = any(cell.x0 <= first < cell.x1 for upper in above for cell in upper)
    return not named and bool(beside) and not any(_names_other(cell.text, scanner) for cell in beside)


def _names_other(text: str, scanner: Scanner) -> bool:
    """Does the text over another column name a year of its own, or what a change is measured against?"""
    return any(word.kind in ("measure", "comparison") or (word.period is not None and not word.period.yearless) for word in scanner(text).words)


def _take_spanners(header: tuple[tuple[HeaderCell, ...], ...], width: int, scanner: Scanner) -> tuple[tuple[tuple[HeaderCell, ...], ...], list[str]]:
    """(header without its leading lines that span all columns, their texts): these name the table, not its columns."""
    taken: list[str] = []
    rest = list(header)
    while len(rest) > 1 and len(rest[0]) == 1 and rest[0][0].x1 - rest[0][0].x0 >= max(2, width - 2):
        if not names_table(rest[0][0].text, scanner) and not any(scanner(cell.text).words for line in rest[1:] for cell in line):
            break  # over names (資本金, 利益剰余金) it is a name itself
        if len(rest[1]) == 1 and rest[1][0].x1 - rest[1][0].x0 < 2:
            break
        taken.append(rest.pop(0)[0].text)
    return tuple(rest), taken


def names_table(text: str, scanner: Scanner) -> bool:
    """Does a text over all columns name their table: a unit, a period, a scope, a statement? Else it is a member of all."""
    return bool(scanner(text).words) or scanner(text).note is not None or names_statement(text)


def ends_of_groups(lines: Sequence[Sorted]) -> dict[int, int]:
    """Index of the last line of each group."""
    return {item.line.group: at for at, item in enumerate(lines)}


def _grid_extent(lines: Sequence[Sorted], first: int, scanner: Scanner, ends: Mapping[int, int]) -> tuple[int, list[int]]:
    """(index of the last line, indexes of the grid lines): lines without a gap, and on behind a note or a blank line
    where the next grid line is a row of numbers that needs no header of its own."""
    members, index, gap = [first], first + 1, False
    group, width = lines[first].line.group, len(lines[first].line.chunks)
    again = ends[group] if group else first
    seen_body, texts = is_body_line(lines[first].line, scanner), 0
    while index < len(lines):
        item = lines[index]
        if item.kind is Kind.GRID:
            if item.line.group != group:
                break
            body = is_body_line(item.line, scanner)
            if gap and group == 0 and not (seen_body and body and len(item.line.chunks) == width):
                break
            if seen_body and not body and any(chunk.text for chunk in item.line.chunks[1:]) and is_header_line(item.line, scanner):
                break
            members.append(index)
            seen_body, gap, texts = seen_body or body, False, 0
            width = max(width, len(item.line.chunks))
        elif group and item.line.group == group:
            members.append(index)
        elif index < again or item.kind in (Kind.NOTE, Kind.BLANK) or (item.kind is Kind.PROSE and gap):
            gap = True
        elif item.kind is Kind.TEXT and texts < RUNNING_HEAD:
            gap, texts = True, texts + 1
        else:
            break
        index += 1
    return members[-1], members


def is_body_line(line: Line, scanner: Scanner) -> bool:
    """Does a cell behind the label hold a number that is no year, or a range?"""
    return any(scanner(chunk.text).holds_number or scanner(chunk.text).is_range for chunk in line.chunks[1:])


def is_header_line(line: Line, scanner: Scanner) -> bool:
    """No label-sized text in front, or none at all, and no number behind: a header in the middle of a grid."""
    cells = [chunk.text for chunk in line.chunks[1:] if chunk.text]
    return len(cells) >= 2 and not any(scanner(text.removesuffix(UNREAD)).holds_number or not_meaningful(text) for text in cells)


def spread_header(line: Line, below: Sequence[Line], scanner: Scanner, above: Sequence[Line] = ()) -> tuple[HeaderCell, ...]:
    """The header cells of a line with the columns they cover.

    In tab-separated text a spanner stands in its first column and the others are empty: it covers empty columns up to
    the next text of its line, as far as a line below has text there; a unit in the last line as far as a line above has a period.
    """
    cells = []
    chunks = line.chunks
    for place, chunk in enumerate(chunks):
        if not chunk.text or chunk.x0 < 1:
            continue
        x1, unit = int(chunk.x1), scanner(unmarked(chunk.text).strip()).note is not None
        if chunk.x1 - chunk.x0 == 1 and not line.group:  # HTML says itself how far a cell reaches
            for following in chunks[place + 1 :]:
                others = below if below or not unit else above
                texts = [other.text for other_line in others for other in other_line.chunks if other.text and other.x0 <= following.x0 < other.x1]
                if others is above and any(is_measured(text, scanner) for text in texts):
                    break
                begun = below and any(other.text and int(other.x0) == int(following.x0) for other_line in above[-1:] for other in other_line.chunks)
                if begun or following.text or not texts or (not unit and any(is_change(text, scanner) for text in texts)):
                    break
                x1 = int(following.x1)
        cells.append(HeaderCell(chunk.text, int(chunk.x0), x1))
    return tuple(cells)


def is_change(text: str, scanner: Scanner) -> bool:
    """A header that names a change: it stands beside the periods it compares, not under one of them."""
    return any((word.measure or "").startswith(("change", "difference")) for word in scanner(text).of("measure"))


def is_measured(text: str, scanner: Scanner) -> bool:
    """A header over a column of changes, differences or shares: a unit beside it is not its own."""
    return any(word.kind == "measure" or word.unit == "pure" for word in scanner(text).words)


def grid_row(line: Line) -> BlockRow | None:
    """A line of the body as a row; None where it is empty."""
    if not any(chunk.text for chunk in line.chunks):
        return None
    cells = tuple(BlockCell(chunk.text, int(chunk.x0), chunk.bbox, chunk.tag, chunk.aside) for chunk in line.chunks[1:] if chunk.text)
    label = line.chunks[0].text
    return BlockRow(label, cells, line, line.indent, bold=line.chunks[0].bold, outer=line.outer)


def _heads(above: BlockRow, row: BlockRow, following: BlockRow | None) -> bool:
    """Is a label the heading of the row below it?"""
    if following is None or not following.cells or not row.label:
        return False
    step, same = (INDENTED, 1.0) if row.line.bbox is not None else (0.0, 0.0)  # points on a page, columns of blanks in a grid as coded
    return heads(above.indent, row.indent, following.indent, step, same)


def join_grid_labels(rows: Sequence[BlockRow]) -> tuple[BlockRow, ...]:
    """Rows whose label was printed over several lines of the grid, put together as in running text."""
    joined: list[BlockRow] = []
    for row, following in zip_longest(rows, rows[1:]):
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and not previous.cells
            and previous.label
            and row.cells
            and not _heads(previous, row, following)
            and (not clean_label(row.label)[0] or begins_label(previous.label, row.label, near=True))
        ):
            joined[-1] = replace(row, label=join_label(previous.label, row.label), indent=previous.indent)
        elif previous is not None and previous.cells and not row.cells and ends_label(previous.label, row.label):
            joined[-1] = replace(previous, label=join_label(previous.label, row.label))
        else:
            joined.append(row)
    return tuple(joined)
