"""A header of running text over several lines, put together: a line a level, its texts two blanks apart.

    Thousands of Thousands Ratio to                          Thousands of U.S. dollars  Thousands of yen  Ratio to revenue  YoY Chg %
    U.S. dollars of yen revenue YoY Chg %         ->

How many columns the lowest level has, and what they may be, is seen from the rows below. Lines below a table have no rows: they are put
together where each of their texts is a period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import regex

from parsers.page.header_stacks import MONEY, RATE, ColumnText, Fits, Trials, strange_words, to_levels, to_texts
from parsers.page.headings import HEADING, NUMBERED
from parsers.printed import Line
from parsers.text.scanner import Scanner

LONGEST = 250
"""Characters; a longer line is no header."""
ROWS = 12
"""Rows below a header that show its columns."""
NEAR = 3
"""Rows that show how many columns there may be, should one of them have blanks."""
BETWEEN = 8
"""Lines without numbers, at most, between a header and the first row."""
MOST = 8
"""Lines of a header."""
STRANGE = 2
"""Different words of a line, on the average, that no phrase of the frame has; prose has more."""
NOTED = regex.compile(r"\s*+[(（][^()（）]*+(?:[(（][^()（）]*+[)）][^()（）]*+)*+[)）]\s*+")
"""A line that is all in brackets: a note on units."""
GROUPED = regex.compile(r"\d,\d{3}")
POINT = regex.compile(r"\.\d")


def join_torn_headers(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines with those of each header as one a level, where they can be put together in one way only."""
    joined: list[Line] = []
    trials = Trials()
    at = 0
    while at < len(lines):
        end = next((stop for stop in range(at, len(lines)) if not _may_be_header(lines[stop], scanner)), len(lines))
        if end - at < 2:
            joined += lines[at : end + 1]
            at = end + 1
            continue
        joined += _joined(lines[at:end], _rows_below(lines, end, scanner), scanner, trials)
        at = end
    return joined


def _may_be_header(line: Line, scanner: Scanner) -> bool:
    text = line.text
    return (
        line.layout == "run" and len(line.chunks) == 1 and 0 < len(text.strip()) <= LONGEST and not NUMBERED.match(text) and not HEADING.match(text)
        and not NOTED.fullmatch(text) and not _row(line, scanner)
    )  # fmt: skip


def _row(line: Line, scanner: Scanner) -> tuple[str, ...]:
    """The numbers of a row; () of a line that is none: the last numbers of March 31, 2023  U.S. dollars (1) are part of a date and a mark."""
    found = scanner(line.text).trailing[1]
    tokens = tuple(token for token, _, _ in found)
    if len(tokens) < 2 or all(scanner(token).is_year for token in tokens):
        return ()
    first = found[0][1]
    return () if any(word.start < first < word.end for word in scanner(line.text).of("period")) else tokens


def _rows_below(lines: Sequence[Line], at: int, scanner: Scanner) -> list[tuple[str, ...]]:
    """The first rows below a place; [] where other lines come first."""
    rows: list[tuple[str, ...]] = []
    passed = 0
    for line in islice(lines, at, None):
        row = _row(line, scanner) if line.layout == "run" else ()
        passed = 0 if row else passed + 1
        rows += [row] if row else []
        if passed > BETWEEN or len(rows) == ROWS:
            break
    return rows


def _joined(lines: Sequence[Line], rows: Sequence[Sequence[str]], scanner: Scanner, trials: Trials) -> list[Line]:
    """A run of lines with the header in it put together, the one of most lines; as they are where there is none."""
    texts = [line.text for line in lines]
    alike = [[row for row in rows if len(row) == length] for length in dict.fromkeys(map(len, rows[:NEAR]))]
    said = [len(scanner(text).words) for text in texts]
    strange = [strange_words(text, scanner) for text in texts]
    for top, bottom in _windows(len(lines)):
        window = texts[top:bottom]
        if sum(said[top:bottom]) < 2 or len(frozenset().union(*strange[top:bottom])) > STRANGE * len(window):
            continue  # nothing to be put together, or prose
        levels = next((found for some in alike if (found := to_levels(window, len(some[0]), _fits(some), scanner, trials)) is not None), None)
        if levels is None and scanner(window[-1]).of("period"):
            below = to_texts(window, scanner, trials)
            levels = (below,) if below is not None else None
        if levels is not None:
            made = [_line(line, level) for line, level in zip(lines[bottom - len(levels) : bottom], levels, strict=True)]
            return [*lines[:top], *made, *lines[bottom:]]
    return list(lines)


def _windows(count: int) -> Iterator[tuple[int, int]]:
    """Runs of two lines or more among the last that may be a header, the longest first."""
    first = max(0, count - MOST - BETWEEN)
    for length in range(min(count, MOST), 1, -1):
        for top in range(first, count - length + 1):
            yield top, top + length


def _fits(rows: Sequence[Sequence[str]]) -> Fits:
    """Can a text stand over a column of numbers that look so? No share has thousands; no money has decimals where others have thousands."""
    grouped = [sum(1 for cell in column if GROUPED.search(cell)) * 2 > len(column) for column in zip(*rows, strict=True)]
    shares = [sum(1 for cell in column if POINT.search(cell) and not GROUPED.search(cell)) * 2 > len(column) for column in zip(*rows, strict=True)]

    def fits(at: int, leaf: ColumnText) -> bool:
        if grouped[at]:
            return RATE not in leaf.says
        return not (shares[at] and any(grouped) and MONEY in leaf.says)

    return fits


def _line(line: Line, texts: Sequence[str]) -> Line:
    return replace(line, chunks=(replace(line.chunks[0], text="  ".join(texts), words=()),))
