"""A header of running text whose texts were set over two lines, put together: the lower line has more texts, or as many.

    Thousands of  Thousands  Ratio to                       Thousands of U.S. dollars  Thousands of yen  Ratio to revenue  YoY Chg %
    U.S. dollars  of yen     revenue    YoY Chg %     ->

Each text above goes on in one below, so that a word of the frame begins in the one and ends in the other. Where that can be so in two ways
("Three months ended" over three days), nothing is put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from parsers.page.headings import HEADING, NUMBERED
from parsers.page.lines import AMOUNT_HEAD
from parsers.printed import Chunk, Line
from parsers.text.scan import WordKind
from parsers.text.scanner import Scanner

WIDE = regex.compile(r"\s{2,}")
OPENING = regex.compile(r"(?<!\S)(?:[自至](?=\s)|(?:from|to|as (?:of|at)|(?:three|six|nine|twelve) months|(?:fiscal )?years? ended)\b)", regex.IGNORECASE)
"""Words that begin the text of a column where a single blank parts the columns."""
AMOUNT = regex.compile(r"(?<![\d,])\d{1,3},\d{3}(?![\d,]*\s?(?:yen|jpy|円|shares|株))", regex.IGNORECASE)
"""The line of a row: a header has no amounts but those of its units (1,000 yen, 100,000株)."""
LONGEST = 250
"""Characters; a longer line is no header."""
COVERED = 0.85
"""Of the characters of a line of nothing but words of the frame and blanks between."""
FRAME: tuple[WordKind, ...] = ("period", "unit", "measure")


def join_torn_headers(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines with each two of a header whose texts go on from one to the other as one; the texts two blanks apart."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        texts = _joined_texts(above, line, scanner) if above is not None and above.layout == line.layout == "run" and above.page == line.page else None
        if texts is None:
            joined.append(line)
        else:
            joined[-1] = replace(line, chunks=(replace(line.chunks[0], text="  ".join(texts), words=()),))
    return joined


def _joined_texts(above: Line, line: Line, scanner: Scanner) -> list[str] | None:
    """The texts of two lines put together; None where they do not go on, or in more ways than one."""
    if not _may_be_header(above.chunks) or not _may_be_header(line.chunks):
        return None
    lower = header_texts(line.text, scanner)
    upper = header_texts(above.text, scanner) if len(lower) > 1 else []
    if not upper or len(upper) > len(lower):
        return None
    goes_on = [[makes_one(one, two, scanner) for two in lower] for one in upper]
    ways = _ways(goes_on)
    if len(ways) != 1 or any(not scanner(text).words and not AMOUNT_HEAD.search(text) for at, text in enumerate(lower) if at not in ways[0]):
        return None
    over = dict(zip(ways[0], upper, strict=True))
    return [f"{over[at]} {text}" if at in over else text for at, text in enumerate(lower)]


def _may_be_header(chunks: Sequence[Chunk]) -> bool:
    text = chunks[0].text if len(chunks) == 1 else ""
    return 0 < len(text.strip()) <= LONGEST and not AMOUNT.search(text) and not NUMBERED.match(text) and not HEADING.match(text)


def header_texts(text: str, scanner: Scanner) -> list[str]:
    """The texts of a line of a header: two blanks apart; where there are none, each is a word of the frame or begins with one that opens a
    period. A line that holds anything else is one text.
    """
    text = text.strip()
    wide = WIDE.split(text)
    openings = [found.start() for found in OPENING.finditer(text)]
    if len(wide) > 1:
        return wide
    words = scanner(text).of(*FRAME)
    cuts = {*openings, *(word.start for word in words if not openings or word.kind != "period")}
    if not cuts or min(cuts) > 0 or (not openings and sum(len(word.text.strip()) for word in words) < COVERED * len(text)):
        return wide
    return [text[start:end].strip() for start, end in pairwise([*sorted(cuts), len(text)])]


def makes_one(above: str, below: str, scanner: Scanner) -> bool:
    """Does one word of the frame begin in a text and end in the next: "Thousands" over "of yen"?"""
    return any(word.start < len(above) < word.end for word in scanner(f"{above} {below}").of(*FRAME))


def _ways(goes_on: Sequence[Sequence[bool]], start: int = 0) -> list[tuple[int, ...]]:
    """The ways, two at most, to give each text above one below that it goes on in, in order."""
    if not goes_on:
        return [()]
    found: list[tuple[int, ...]] = []
    for at in range(start, len(goes_on[0])):
        if goes_on[0][at]:
            found += [(at, *rest) for rest in _ways(goes_on[1:], at + 1)]
        if len(found) > 1:
            break
    return found[:2]
