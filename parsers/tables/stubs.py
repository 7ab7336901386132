"""Which leading columns of a grid name its rows: whatever their number, every line leaves here with one label and the levels above it.

    精密部品 (2 rows)  売上高    24,750          売上高    24,750    under 精密部品
                       営業利益   2,010    ->    営業利益   2,010    under 精密部品
    売上高   (百万円)  41,250   43,870     ->    売上高 (百万円)   41,250   43,870
    1        売上高    41,250   43,870     ->    売上高   41,250   43,870
    2,511    35.6      12.0                ->    (no label)   2,511   35.6   12.0

What the cells hold decides: the first column in which numbers are the rule ends the stub. Columns are read as coded (HTML, tabs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import regex

from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner
from parsers.words.note_references import NOTES as NOTES_HEAD
from parsers.words.note_references import is_reference
from parsers.words.unit_brackets import bracketed
from parsers.words.widths import fold_widths

DITTO = regex.compile(r"[\s(（]*+(?:〃|″|々|同上|\")[\s)）]*+")
MARKS = regex.compile(r"(?:[※＊*†]\s*+[\d０-９]{0,2}|[(（]?\s*+(?:注記?|Notes?\.?)\s*+[\d０-９]{0,2}\s*+[)）]?\s*+[\d０-９]{0,2}|[,、・\s])++", regex.IGNORECASE)
"""Footnote marks and nothing else."""
LETTER = regex.compile(r"\p{Letter}")
DIGIT = regex.compile(r"\d")
COUNT = regex.compile(r"[(（]?[\d０-９]{1,3}[)）.．]?")

@dataclass(frozen=True, slots=True)
class Stub:
    """The leading columns of a grid and what each of them is for; all are indexes of grid columns."""

    width: int
    names: tuple[int, ...]
    """Columns of words, outermost first."""
    units: tuple[int, ...]
    marks: tuple[int, ...]
    label: int | None
    """The column of words that tells the rows apart; None where there is none, or where the columns only indent."""


def with_one_stub(lines: Sequence[Line], scanner: Scanner) -> tuple[Line, ...]:
    """The lines, those of each grid with their stub as one column: the label; the levels above it stand in `outer`."""
    folded: list[Line] = []
    for key, found in groupby(lines, key=lambda line: (line.group, line.layout == "grid" and line.bbox is None)):
        part = list(found)
        folded += fold_stub(part, scanner) if key[1] else part
    return tuple(folded)


def fold_stub(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines of one grid with their stub folded; as they are where no column holds numbers."""
    width = stub_width(lines, scanner)
    if width is None:
        return list(lines)
    stub = classify(lines, width, scanner)
    folded: list[Line] = []
    levels: dict[int, str] = {}
    unit = ""
    for line in lines:
        body = is_valued(line, width, scanner)
        levels = levels_of(line, stub, levels if body else {})
        printed = next((text for column in stub.units if (text := text_at(line, column) or above_at(line, column))), "")
        unit = unit if DITTO.fullmatch(printed) else printed
        one = fold_line(line, stub, levels, unit if printed else "", scanner, body=body)
        if folded and levels and not any(text_at(line, column) for column in stub.names):
            one = replace(one, indent=folded[-1].indent)  # its label is the one that reaches down from the row above
        folded.append(one)
        levels = levels if body else {}
    return folded


def stub_width(lines: Sequence[Line], scanner: Scanner) -> int | None:
    """How many leading columns name the rows: 0 where the first holds values; None where no column does."""
    last = max((int(chunk.x1) for line in lines for chunk in line.chunks), default=0)
    body = [line for line in lines if any(scanner(chunk.text).is_figure for chunk in line.chunks)]
    for column in range(last):
        if refers_to_notes(lines, column):
            return column or 1
        texts = [text for line in body if (text := single_at(line, column))]
        numbers = sum(1 for text in texts if scanner(text).is_figure)
        nils = sum(1 for text in texts if scanner(text).is_nil) if column else 0
        words = sum(1 for text in texts if LETTER.search(text) and not scanner(text).is_figure and not scanner(text).is_nil)
        if numbers + nils and numbers + nils >= words and not counts_rows(lines, column, scanner):
            return column
    return None


def refers_to_notes(lines: Sequence[Line], column: int) -> bool:
    """Is it a column of the numbers of notes: by its head and its cells?"""
    texts = [text for line in lines if (text := single_at(line, column))]
    cells = [text for text in texts if not NOTES_HEAD.match(text)]
    return len(cells) < len(texts) and any(map(is_reference, cells)) and all(is_reference(text) or not DIGIT.search(text) for text in cells)


def counts_rows(lines: Sequence[Line], column: int, scanner: Scanner) -> bool:
    """Are its numbers 1, 2, 3 down the rows, each before a name?"""
    counted = [(text, text_at(line, column + 1)) for line in lines if COUNT.fullmatch(text := text_at(line, column))]
    numbers = [int("".join(regex.findall(r"\d", fold_widths(text)))) for text, _ in counted]
    named = all(LETTER.search(name) and not scanner(name).is_figure for _, name in counted)
    return len(numbers) >= 2 and named and all(after - before == 1 for before, after in pairwise(numbers))


def classify(lines: Sequence[Line], width: int, scanner: Scanner) -> Stub:
    """What each of the leading columns is for."""
    names: list[int] = []
    units: list[int] = []
    marks: list[int] = []
    valued = [line for line in lines if is_valued(line, width, scanner)]
    for column in range(width):
        texts = [text for line in valued if (text := single_at(line, column))]
        spanned = any(text_at(line, column) or above_at(line, column) for line in lines)
        if texts and column and all(scanner(text).is_unit_stub or DITTO.fullmatch(text) for text in texts) and any(scanner(text).is_unit_stub for text in texts):
            units.append(column)
        elif texts and column and all(MARKS.fullmatch(text) for text in texts):
            marks.append(column)
        elif spanned and not (texts and counts_rows(lines, column, scanner)):
            names.append(column)
    names = names or list(range(min(width, 1)))
    return Stub(width, tuple(names), tuple(units), tuple(marks), label_column(valued, names))


def label_column(valued: Sequence[Line], names: Sequence[int]) -> int | None:
    """The first column of words with which every row is told from the others; None where no row fills two."""
    if not any(sum(1 for column in names if single_at(line, column) or above_at(line, column)) > 1 for line in valued):
        return None
    paths: list[list[str]] = []
    levels: dict[int, str] = {}
    for line in valued:
        levels = inherit(line, names, levels)
        paths.append([levels.get(column, "") for column in names])
    for place, column in enumerate(names):
        keys = [tuple(path[: place + 1]) for path in paths]
        if len(set(keys)) == len(keys) and all(path[place] or not any(path[place:]) for path in paths):
            return column
    return names[-1]


def inherit(line: Line, names: Sequence[int], above: dict[int, str]) -> dict[int, str]:
    """The levels of a row by column: its own words, those that reach down to it, those of the row above where it leaves an outer one blank."""
    levels: dict[int, str] = {}
    for place, column in enumerate(names):
        own = text_at(line, column) or above_at(line, column)
        inner = any(text_at(line, later) and not covers(line, column, later) for later in names[place + 1 :])
        same = all(levels.get(outer) == above.get(outer) for outer in names[:place])
        if own or (inner and same):
            levels[column] = own or above.get(column, "")
    return {column: text for column, text in levels.items() if text}


def levels_of(line: Line, stub: Stub, above: dict[int, str]) -> dict[int, str]:
    if stub.label is None:
        return {column: text for column in stub.names if (text := text_at(line, column) or above_at(line, column))}
    return inherit(line, stub.names, above)


def fold_line(line: Line, stub: Stub, levels: dict[int, str], unit: str, scanner: Scanner, *, body: bool) -> Line:
    """One line with its label in column 0 and its cells behind."""
    filled = [column for column in stub.names if column in levels]
    chosen = stub.label if stub.label in filled else filled[-1] if filled else None
    label = levels.get(chosen, "") if chosen is not None else ""
    outer = tuple(dict.fromkeys(levels[column] for column in filled if column != chosen and levels[column] != label)) if body else ()
    if not body:
        label = " ".join(dict.fromkeys(text for column in range(stub.width) if (text := text_at(line, column))))
        unit = ""
    elif outer and scanner(label).leads_period and scanner(outer[-1]).leads_period:
        label, outer = f"{outer[-1]} {label}", outer[:-1]
    marked = "".join(f" {text}" for column in stub.marks if body and (text := text_at(line, column)))
    head = [chunk for chunk in line.chunks if chunk.x0 < stub.width]
    whole = max((chunk.x1 for chunk in head if chunk.text), default=1)
    first = Chunk(
        f"{bracketed(label, unit.strip('()（）[]［］ ')) if unit and label else label}{marked}", 0, max(1, int(whole) - stub.width + 1),
        bold=any(chunk.bold for chunk in head if chunk.text),
    )  # fmt: skip
    rest = tuple(replace(chunk, x0=chunk.x0 - stub.width + 1, x1=chunk.x1 - stub.width + 1) for chunk in line.chunks if chunk.x0 >= stub.width)
    return replace(line, chunks=(first, *rest), outer=outer)


def is_valued(line: Line, width: int, scanner: Scanner) -> bool:
    return any(chunk.x0 >= width and (scanner(chunk.text).is_figure or scanner(chunk.text).is_nil) for chunk in line.chunks)


def chunk_at(line: Line, column: int) -> Chunk | None:
    return next((chunk for chunk in line.chunks if chunk.x0 <= column < chunk.x1), None)


def text_at(line: Line, column: int) -> str:
    """The text that begins in a column."""
    return next((chunk.text for chunk in line.chunks if chunk.x0 == column), "")


def single_at(line: Line, column: int) -> str:
    return next((chunk.text for chunk in line.chunks if chunk.x0 == column and chunk.x1 - chunk.x0 == 1), "")


def above_at(line: Line, column: int) -> str:
    return next((chunk.above for chunk in line.chunks if chunk.x0 == column), "")


def covers(line: Line, column: int, later: int) -> bool:
    chunk = chunk_at(line, column)
    return chunk is not None and chunk.x1 > later
