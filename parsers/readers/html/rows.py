"""A table of HTML as lines of a grid: spans resolved, numbers split over cells joined, spacer columns gone.

    cells as coded      | Net sales | $ | 1,234 |   | $ | (567 | ) |
    columns of numbers  | Net sales |   $1,234      |   $(567)     |
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from parsers.budget import LineCount
from parsers.errors import UnreadableDocument
from parsers.printed import Chunk, Line
from parsers.readers.html.flow import CellFlow, Flow, Paragraph, TableFlow, join_lines
from parsers.readers.html.stacks import StackPart, split_row
from parsers.text.scanner import Scanner
from parsers.words.numbers import THOUSANDS

MAX_SPAN = 1000
"""Columns that one cell can cover, as browsers have it."""
ABSURD_SPAN = 100_000
"""A span beyond this is an attack or a broken file: no table has as many columns or rows."""
MAX_COLUMNS = 5000
"""Grid columns of a table, spacers included."""
MAX_CHUNKS = 1_000_000
"""Chunks of all tables of a document together."""
SMALL_TABLE = 3
"""Cells up to which a one-row table inside a cell only sets a number, and is text."""
COLUMNS_OF_INDENT = 2.0
"""Indent of a label for each column that stands empty before it."""

PREFIX = regex.compile(r"(?: US\$ | \$ | [¥￥€£] | JPY | USD )?+ \s*+ [(（△▲]?+", regex.VERBOSE)
SUFFIX = regex.compile(r"[)）]?+ \s*+ [%％]?+ \s*+ [)）]?+ | [⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]++", regex.VERBOSE)
SPACED = regex.compile(r"[△▲(（-]?+\s?+[1-9]\d{0,2}(?:(?: \d{3}){2,}+|(?: \d{3})*? 0\d{2}(?: \d{3})*+)[)）]?+")
"""Groups of three digits with blanks between: three groups or more, or one that no number begins with."""
OPENING = "\0"
"""Behind a sign that stands before its number; no text of a file holds it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and the grid columns it covers; cell None where a cell of an earlier row reaches down."""

    x0: int
    x1: int
    cell: CellFlow | None
    text: str
    above: str = ""
    """The text of the cell that reaches down."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which grid columns carry content, and where the others belong."""

    content: list[int]
    """The columns that carry content, ascending; a place in this list is the index in the folded grid."""
    prefix_of: dict[int, int]
    """Column of opening signs to the content column behind it."""
    suffix_of: dict[int, int]
    """Column of closing signs to the content column before it."""


class LineMaker:
    """Lines of a document in the order they are made, numbered from 1; raises UnreadableDocument where they get too many."""

    def __init__(self, name: str, scanner: Scanner) -> None:
        self.name = name
        self.scanner = scanner
        self.lines: list[Line] = []
        self._chunks = 0
        self.count = LineCount()

    def add(self, layout: str, chunks: tuple[Chunk, ...], indent: float, group: int, ruled: bool = False) -> None:
        self._chunks += len(chunks)
        if self._chunks > MAX_CHUNKS:
            raise UnreadableDocument("too_large", f"{self.name}: more than {MAX_CHUNKS:,} table cells; split the file or leave it out")
        grid = layout == "grid"
        self.lines.append(Line(1, len(self.lines) + 1, "grid" if grid else "run", chunks, indent=indent, group=group, ruled=ruled))
        self.count.add(self.lines[-1])

    def add_flow(self, flow: Flow, group: int) -> None:
        """The paragraphs as running lines, the tables row by row."""
        for item in flow:
            if self.count.is_spent():
                return
            if isinstance(item, TableFlow):
                self.add_table(item)
            elif item.text:
                self.add("run", (Chunk(item.text, 0, len(item.text), bold=item.bold, tag=item.tag),), item.indent, group)

    def add_table(self, table: TableFlow) -> None:
        """A line a row; a table that only lays the page out gives what its cells hold, one after the other."""
        rows = [row for row in place_cells(table, self.name, self.scanner) if row]
        if is_layout(rows, self.scanner):
            for cell in reading_order(rows, self.scanner):
                self.add_flow(cell.items, table.number)
            return
        columns = find_columns(rows)
        for row, ruled in zip(rows, find_ruled(rows, self.scanner), strict=True):
            if self.count.is_spent():
                return
            for chunks, indent in row_to_chunks(row, columns, self.scanner):
                self.add("grid", chunks, indent, table.number, ruled)
                ruled = False


def find_ruled(rows: list[list[Placed]], scanner: Scanner) -> list[bool]:
    """Whether a rule stands above the numbers of each row: its own border, or that under the row above.

    The border under a header is no sign of a total, nor is the second of the two borders that set a total off.
    """
    ruled: list[bool] = []
    below = False
    for row in rows:
        cells = [placed.cell for placed in numeric(row, scanner) if placed.cell is not None]
        ruled.append(bool(cells) and (below or any(cell.rule_above for cell in cells)) and bool(ruled))
        below = any(cell.rule_below for cell in cells) and not ruled[-1]
    return ruled


def place_cells(table: TableFlow, name: str, scanner: Scanner) -> Iterator[list[Placed]]:
    """Each row's cells with the grid columns they cover, left to right.

    Raises UnreadableDocument for spans that no table has.
    """
    count = 0
    below: dict[int, tuple[int, int, str]] = {}  # first column -> (last column + 1, rows it still reaches down, its text)
    for row in table.rows:
        placed: list[Placed] = []
        left, x = dict(below), 0
        below = {start: (end, rows - 1, text) for start, (end, rows, text) in left.items() if rows > 1}
        for cell in row:
            if cell.columns > ABSURD_SPAN or cell.rows > ABSURD_SPAN:
                span = max(cell.columns, cell.rows)
                raise UnreadableDocument("too_large", f"{name}: a cell spans {span:,} columns or rows; the file is broken or hostile")
            while x in left:
                end, _, text = left.pop(x)
                placed.append(Placed(x, end, None, "", text))
                x = end
            width = max(1, min(cell.columns, MAX_SPAN))
            placed.append(Placed(x, x + width, cell, cell_text(cell, tight=x == 0, scanner=scanner)))
            if cell.rows > 1:
                below[x] = (x + width, cell.rows - 1, placed[-1].text)
            x += width
        placed.extend(Placed(start, end, None, "", text) for start, (end, _, text) in sorted(left.items()) if start >= x)
        count += len(placed)
        if count > MAX_CHUNKS or (placed and placed[-1].x1 > MAX_COLUMNS):
            raise UnreadableDocument("too_large", f"{name}: a table of {placed[-1].x1:,} columns or {count:,} cells; split the file or leave it out")
        yield placed


def cell_text(cell: CellFlow, tight: bool, scanner: Scanner) -> str:
    """The cell's lines as one text, small tables that only set a number included."""
    lines: list[Paragraph] = []
    for item in cell.items:
        if isinstance(item, Paragraph):
            lines.append(item)
        else:
            parts = [text for row in item.rows for inner in row if (text := cell_text(inner, tight, scanner))]
            lines.append(Paragraph(("" if is_small(item, scanner) else " ").join(parts)))
    return join_lines((line for line in lines if line.text), tight)


def is_small(table: TableFlow, scanner: Scanner) -> bool:
    """Whether a nested table is one row of a few cells that together print one number."""
    cells = [cell for row in table.rows for cell in row]
    if len(table.rows) != 1 or len(cells) > SMALL_TABLE or any(cell.tables for cell in cells):
        return False
    return scanner("".join(paragraph.text for cell in cells for paragraph in cell.paragraphs)).number is not None


def is_layout(rows: list[list[Placed]], scanner: Scanner) -> bool:
    """Whether a table only lays out the page: tables of numbers in its cells, or any where it has no numbers of its own, or a single column of text."""
    cells = [placed.cell for row in rows for placed in row if placed.cell is not None]
    nested = [table for cell in cells for table in cell.tables if not is_small(table, scanner)]
    filled = [sum(1 for placed in row if placed.text) for row in rows]
    numbered = any(scanner(placed.text).is_number for row in rows for placed in row if placed.text)
    if nested:
        return not numbered or max(filled) < 3 or any(holds_numbers(table, scanner) for table in nested)
    return max(filled, default=0) <= 1 and not any(placed.text and scanner(placed.text).number for row in rows for placed in row)


def reading_order(rows: list[list[Placed]], scanner: Scanner) -> Iterator[CellFlow]:
    """The cells of a table that lays out the page, row by row; where tables of numbers stand side by side, column by column, so that each
    stands below what is printed over it and not below what is printed over another.

        前事業年度       当事業年度
        [a table]        [a table]
    """
    for _, alike in groupby(rows, key=lambda row: [(placed.x0, placed.x1) for placed in row]):
        part = list(alike)
        beside = any(stand_beside(row, scanner) for row in part) and all(placed.cell is not None for row in part for placed in row)
        for line in zip(*part, strict=True) if beside else part:
            yield from (placed.cell for placed in line if placed.cell is not None)


def stand_beside(row: list[Placed], scanner: Scanner) -> bool:
    """Whether all that a row shows are tables of numbers, two or more."""
    shown = [placed.cell for placed in row if placed.cell is not None and placed.text]
    return len(shown) > 1 and all(any(holds_numbers(table, scanner) for table in cell.tables) for cell in shown)


def holds_numbers(table: TableFlow, scanner: Scanner) -> bool:
    """Whether a cell of a table, or of a table inside, is a number with a name or another number beside it."""
    rows = [[cell_text(cell, tight=False, scanner=scanner) for cell in row] for row in table.rows]
    inner = any(holds_numbers(one, scanner) for row in table.rows for cell in row for one in cell.tables)
    return inner or any(sum(1 for text in row if text) > 1 and any(scanner(text).is_number for text in row if text) for row in rows)


def numeric(row: list[Placed], scanner: Scanner) -> Iterator[Placed]:
    return (placed for placed in row if placed.text and scanner(placed.text).number is not None)


def find_columns(rows: list[list[Placed]]) -> Columns:
    """The columns that carry content: those with a text of their own, and one for each span that would have none."""
    single: dict[int, list[str]] = {}
    spans: set[tuple[int, int]] = set()
    for placed in (placed for row in rows for placed in row if placed.text):
        if placed.x1 - placed.x0 == 1:
            single.setdefault(placed.x0, []).append(placed.text)
        else:
            spans.add((placed.x0, placed.x1))
    prefixes = {column for column, texts in single.items() if all(PREFIX.fullmatch(text) for text in texts)}
    suffixes = {column for column, texts in single.items() if column not in prefixes and all(SUFFIX.fullmatch(text) for text in texts)}
    content = sorted(set(single) - prefixes - suffixes)
    for x0, x1 in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        if not covers(content, x0, x1):
            insort(content, next((column for column in range(x0, x1) if column not in prefixes), x0))
    prefix_of = {column: found for column in prefixes if (found := behind(column, content)) is not None}
    suffix_of = {column: found for column in suffixes if (found := before(column, content)) is not None}
    alone = (prefixes | suffixes) - set(prefix_of) - set(suffix_of) - set(content)  # signs with no number beside them
    return Columns(sorted({*content, *alone}), prefix_of, suffix_of)


def covers(content: list[int], x0: int, x1: int) -> bool:
    return bisect_left(content, x0) < bisect_left(content, x1)


def behind(column: int, content: list[int]) -> int | None:
    at = bisect_left(content, column)
    return content[at] if at < len(content) else None


def before(column: int, content: list[int]) -> int | None:
    at = bisect_left(content, column)
    return content[at - 1] if at else None


def row_to_chunks(row: list[Placed], columns: Columns, scanner: Scanner) -> Iterator[tuple[tuple[Chunk, ...], float]]:
    """The row's chunks and its indent: once, or once for each number where cells stack several with line breaks."""
    at: dict[tuple[int, int], Placed] = {}
    signs: dict[int, list[str]] = {}
    empty = set(range(len(columns.content)))
    for placed in row:
        first, last = bisect_left(columns.content, placed.x0), bisect_left(columns.content, placed.x1)
        if first < last:
            at[first, last] = placed
            empty.difference_update(range(first, last))
        elif placed.text and placed.x0 in columns.prefix_of:
            signs.setdefault(bisect_left(columns.content, columns.prefix_of[placed.x0]), []).append(placed.text + OPENING)
        elif placed.text and placed.x0 in columns.suffix_of:
            signs.setdefault(bisect_left(columns.content, columns.suffix_of[placed.x0]), []).append(placed.text)
    at.update({(index, index + 1): Placed(index, index + 1, None, "") for index in empty})
    for layer in layers(at, scanner):
        yield tuple(layer_to_chunks(layer, signs, scanner)), row_indent(layer, scanner)


def layers(at: dict[tuple[int, int], Placed], scanner: Scanner) -> Iterator[dict[tuple[int, int], tuple[Placed, StackPart]]]:
    """The row as one layer, or as several where its cells hold more than one number each.

    What is not taken apart stands in the first layer and reaches down to the others.
    """
    spans = sorted(at)
    split = split_row([(at[span].text, [line.text for line in at[span].cell.lines] if at[span].cell else []) for span in spans], scanner)  # type: ignore[union-attr]
    if split is None:
        yield {span: (placed, StackPart(placed.text)) for span, placed in at.items()}
        return
    for number, parts in enumerate(split):
        layer = {}
        for span, part in zip(spans, parts, strict=True):
            placed = at[span]
            down = number > 0 and not part.text and part.line is None and not scanner(placed.text).is_number
            layer[span] = (replace(placed, above=placed.above or placed.text) if down else placed, part)
        yield layer


def layer_to_chunks(layer: dict[tuple[int, int], tuple[Placed, StackPart]], signs: dict[int, list[str]], scanner: Scanner) -> Iterator[Chunk]:
    for (x0, x1), (placed, part) in sorted(layer.items(), key=lambda item: item[0]):
        lines = placed.cell.lines if placed.cell is not None else []
        own = lines if part.line is None else lines[part.line : part.line + 1]
        tag = None if part.aside and part.line is None else next((line.tag for line in own if line.tag is not None), None)
        bold = bool(lines) and all(line.bold for line in lines if line.text)
        text = thousands(part.text)
        yield Chunk(with_signs(text, signs.get(x0, []), scanner), x0, x1, bold=bold, tag=tag, above=placed.above, aside=part.aside)


def thousands(text: str) -> str:
    """A cell that is one number grouped by blanks, with the thin blanks that say so.

    >>> thousands("△2 310 000"), thousands("415 000"), thousands("3 104")
    ('△2\u2009310\u2009000', '415\u2009000', '3 104')
    """
    return text.replace(" ", THOUSANDS) if SPACED.fullmatch(text) else text


def with_signs(text: str, signs: list[str], scanner: Scanner) -> str:
    """The number with the signs that stood in cells of their own; a nil mark needs none but its brackets.

    >>> with_signs("(567", ["$\\0", ")"], Scanner()), with_signs("－", ["$\\0"], Scanner())
    ('$(567)', '－')
    """
    if not signs:
        return text
    number = scanner(text).number
    opening = "".join(sign.removesuffix(OPENING) for sign in signs if sign.endswith(OPENING))
    closing = "".join(sign for sign in signs if not sign.endswith(OPENING))
    return text if number is not None and number.nil else f"{opening}{text}{closing}"


def row_indent(layer: dict[tuple[int, int], tuple[Placed, StackPart]], scanner: Scanner) -> float:
    """Columns before the first text: what its style says, and the columns that stand empty before it."""
    for (x0, _), (placed, part) in sorted(layer.items(), key=lambda item: item[0]):
        if part.text and placed.cell is not None:
            lines = placed.cell.paragraphs if part.line is None else placed.cell.lines[part.line :]
            return (lines[0].indent if lines else 0.0) + (COLUMNS_OF_INDENT * x0 if scanner(part.text).number is None else 0.0)
    return 0.0
