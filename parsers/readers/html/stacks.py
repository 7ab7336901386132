"""Cells that print several numbers, one below the other or the second in brackets, as lines of their own.

    従業員数 [外、臨時]   1,204 [320]    ->    従業員数     1,204
                                               [外、臨時]   [320]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from parsers.text.scanner import Scanner
from parsers.words.unit_brackets import UNIT_BEHIND

PAIR = regex.compile(r"(?P<first>[^()（）\[\]［］〔〕]+?)\s*+(?P<second>[(（\[［〔][^()（）\[\]［］〔〕]++[)）\]］〕])")
"""A number and another in brackets behind it."""
NAMED_ASIDE = regex.compile(r"(?P<first>\S.*?)\s*+(?P<second>[(（\[［〔]\s*+(?:うち|内|外|ほか|他|of which)\b?[^()（）\[\]［］〔〕]*+[)）\]］〕])", regex.IGNORECASE)
"""A label that names in brackets what stands in brackets beside its numbers."""
BRACKETS = "(（[［〔"

@dataclass(frozen=True, slots=True)
class StackPart:
    """What one of several lines of a row shows of a cell."""

    text: str
    aside: bool = False
    """A number in brackets that belongs to the one above it, which has none."""
    line: int | None = None
    """Which line of its cell it is; None: the whole of it."""


def numbers_of(text: str, lines: Sequence[str], scanner: Scanner) -> list[StackPart]:
    """The numbers of a cell, blank lines among them; empty where it holds no more than one or anything else.

    >>> [part.text for part in numbers_of("24,750 (60.0%)", ["24,750", "(60.0%)"], Scanner())], numbers_of("1,234", ["1,234"], Scanner())
    (['24,750', '(60.0%)'], [])
    >>> numbers_of("44,000 ～46,000", ["44,000", "～46,000"], Scanner())
    []
    """
    if scanner(text).is_number or scanner(text).is_range:
        return []
    if len(lines) > 1 and all(not line or scanner(line).is_number for line in lines) and any(lines):
        first = next(line for line in lines if line)
        plain = first[0] not in BRACKETS
        return [StackPart(line, plain and line[:1] in tuple(BRACKETS) and line != first, at) for at, line in enumerate(lines)]
    pair = PAIR.fullmatch(text)
    if pair and scanner(pair["first"]).is_number and scanner(pair["second"]).is_number:
        return [StackPart(pair["first"].strip()), StackPart(pair["second"], aside=True)]
    return []


def name_parts(text: str, lines: Sequence[str], scanner: Scanner) -> list[str]:
    """The names of a number and of the one in brackets with it, where a label has both; else empty.

    >>> name_parts("配当額 (うち中間配当額)", [], Scanner()), name_parts("売上高", ["売上高"], Scanner())
    (['配当額', '(うち中間配当額)'], [])
    >>> name_parts("従業員数(人) [外、臨時]", ["従業員数(人)", "[外、臨時]"], Scanner())
    ['従業員数(人)', '[外、臨時] (人)']
    """
    if len(lines) == 2 and lines[1][:1] in tuple(BRACKETS) and lines[0][:1] not in tuple(BRACKETS):
        first, second = lines
    elif found := NAMED_ASIDE.fullmatch(text):
        first, second = found["first"], found["second"]
    else:
        return []
    unit = UNIT_BEHIND.search(first)
    return [first, f"{second} {unit[0].strip()}" if unit and scanner(unit[0].strip()).note is not None else second]


def split_row(cells: Sequence[tuple[str, list[str]]], scanner: Scanner) -> list[list[StackPart]] | None:
    """The lines of a row of cells (text, its lines), each a Part a cell; None where no cell has to be taken apart.

    Numbers are taken apart where names or brackets say which is which: as many lines in the stub as in every cell of
    numbers, or a second number in brackets.
    """
    stacks = {at: parts for at, (text, lines) in enumerate(cells) if (parts := numbers_of(text, lines, scanner))}
    if not stacks:
        return None
    heights = {len(parts) for parts in stacks.values()}
    aside = {at: parts for at, parts in stacks.items() if len(parts) == 2 and parts[1].aside}
    named = [at for at, (text, lines) in enumerate(cells) if at not in stacks and text and not scanner(text).is_number and len(lines) in heights and len(lines) > 1]
    if len(heights) == 1 and len(aside) < len(stacks) and named and named[0] < min(stacks):
        height = heights.pop()
        return [
            [stacks[at][row] if at in stacks else StackPart(lines[row], line=row) if at in named else StackPart(text if row == 0 else "") for at, (text, lines) in enumerate(cells)]
            for row in range(height)
        ]
    if not aside:
        return None
    upper = [aside[at][0] if at in aside else StackPart(text) for at, (text, _) in enumerate(cells)]
    lower = [aside[at][1] if at in aside else StackPart("") for at in range(len(cells))]
    label = next((at for at, (text, _) in enumerate(cells) if text), 0)
    if label not in aside and (names := name_parts(*cells[label], scanner)):
        upper[label], lower[label] = StackPart(names[0]), StackPart(names[1])
    return [upper, lower]
