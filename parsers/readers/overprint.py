"""Bold that was printed several times, undone.

Some typesetters make Japanese bold by drawing each string again with a small shift. A text extractor then gives every
string, or every run of the Japanese font, as often as it was drawn:

    営業収益合計営業収益合計営業収益合計営業収益合計 89,920      whole strings, with their indent
    2003年度第年度第年度第年度第 3四半期四半期四半期四半期      run by run, the Latin runs once

How often is a property of the document: it is measured once and then undone everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

FACTORS = (4, 3, 2)
MAX_LINE = 4000
"""Characters; a longer line is running text that no typesetter prints in bold."""

LATIN_LETTERS = 2
"""Letters of a whole line of Latin print."""
WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}（）［］「」：；、，．％＋＝・]")
LETTER = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
HAN = regex.compile(r"\p{Han}")
COLUMNS = regex.compile(r"(?:[ \u3000(（]*+(?:[百千]?万?億?円|米?ドル|銭|株|[%％]|金額|構成比|[百千]分比|増減[率額])[)）]?)++[ \u3000]++")
"""Words over columns that come again and again with blanks between: nothing that bold made."""
LATIN = regex.compile(r"\A[\p{Latin}][\p{Latin} .,'&()-]{2,}+\Z")


def find_repeats(text: str, factor: int) -> list[tuple[int, int, int]]:
    """(start, length of one copy, end) of every string that stands `factor` times in a row, left to right.

    >>> find_repeats("年度第年度第年度第年度第 3", 4)
    [(0, 3, 12)]
    >>> find_repeats("2,201 2,201 2,201 2,201", 4)
    []
    """
    padded = text + " "  # copies set apart by blanks end the line without one
    found = []
    start, size = 0, len(padded)
    counts = Counter(text)
    if not any(count >= factor and (WIDE.match(character) or character.isalpha()) for character, count in counts.items()):
        return []
    while start < size:
        length = _copy_length(padded, start, size, factor) if counts[padded[start]] >= factor else 0
        if length:
            end = (
                start + factor * length
                if text.startswith(padded[start : start + length], start + (factor - 1) * length)
                else start + (factor - 1) * length + len(padded[start : start + length].rstrip())
            )
            found.append((start, length, min(end, len(text))))
            start = max(end, start + 1)
        else:
            start += 1
    return found


def _copy_length(text: str, start: int, size: int, factor: int) -> int:
    """Length of the shortest copy at `start` that could be overprinted print, 0 where there is none."""
    longest = (size - start) // factor
    first = text[start]
    blank = first.isspace()
    if blank and start and text[start - 1].isspace():
        return 0  # an indent is copied whole
    again = text.find(first, start + 1, start + longest + 1)
    while again != -1:
        if blank and text[again - 1].isspace():
            again = text.find(first, again + 1, start + longest + 1)
            continue
        length = again - start
        copy = text[start:again]
        if text.startswith(copy, again) and text.startswith(copy * (factor - 1) + copy.rstrip(), start) and _printable(copy, factor):
            return length
        again = text.find(first, again + 1, start + longest + 1)
    return 0


def _printable(copy: str, factor: int) -> bool:
    """Could this copy be bold print: Japanese, or at least three Latin letters without a digit? What a tab parts are columns."""
    if "\t" in copy:
        return False
    if factor == 2:
        return HAN.search(copy) is not None or len(LETTER.findall(copy)) >= 3
    return WIDE.search(copy) is not None or (LATIN.match(copy) is not None and not copy[-1].isspace())


def find_factor(lines: Iterable[str]) -> int:
    """How often the document prints its bold: 4, 3 or 2; 1 where it does not overprint.

    At least two strings of two Japanese letters must say so, or two whole lines of Latin ones; twice is also a way to write
    (各々, いろいろ), so that needs ten of them.
    """
    counts = dict.fromkeys(FACTORS, 0)
    for line in lines:
        if len(line) > MAX_LINE:
            continue
        if not LETTER.search(line):
            factor = next((factor for factor in FACTORS[:-1] if whole_copy(line, factor)), 0)
            if factor:
                counts[factor] += 1
            continue
        for factor in FACTORS:
            hits = [
                1 for start, length, _ in find_repeats(line, factor)
                if len(LETTER.findall(copy := line[start : start + length])) >= (3 if factor == 2 else 2) and not COLUMNS.fullmatch(copy)
            ]  # fmt: skip
            counts[factor] += len(hits)
            if hits:
                break
    return next((factor for factor in FACTORS if counts[factor] >= (10 if factor == 2 else 2)), 1)


def whole_copy(line: str, factor: int) -> str:
    """What a line prints `factor` times with nothing between, "" where it is no such line or has columns.

    >>> whole_copy("As of June 30, 2005As of June 30, 2005As of June 30, 2005As of June 30, 2005", 4), whole_copy("1,000 1,000 1,000 1,000", 4)
    ('As of June 30, 2005', '')
    """
    bare = line.rstrip()
    copy = bare[: len(bare) // factor]
    if copy * factor != bare or copy[-1:].isspace() or "\t" in copy:
        return ""
    return copy if sum(map(str.isalpha, copy)) >= LATIN_LETTERS or " " in copy.strip() else ""


def undo(text: str, factor: int) -> str:
    """The text with each overprinted string once.

    >>> undo("2003年年年年12月期、月期、月期、月期、2002年", 4)
    '2003年12月期、2002年'
    """
    if factor == 1 or len(text) > MAX_LINE:
        return text
    if copy := whole_copy(text, factor):
        return copy
    kept, last = [], 0
    for start, length, end in find_repeats(text, factor):
        kept += [text[last:start], text[start : start + length]]
        last = end
    return "".join(kept) + text[last:]
