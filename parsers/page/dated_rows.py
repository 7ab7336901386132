"""Lines in which a period stands before each of their numbers, taken apart: the item as a heading, each period as a stub.

    (注)包括利益        2019年2月期 第2四半期   499   百万円   (△13.3%)     2018年2月期 第2四半期   576   百万円   (363.8%)
    期末自己株式数       2019年2月期 2Q   937株     2018年2月期   912株
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from parsers.boxes import around
from parsers.printed import Chunk, Line
from parsers.text.scanner import PLAIN_NUMBER, Scanner

BRACKETS = regex.compile(r"\A\s*+[(（](?P<inner>[^()（）]++)[)）]\s*+\Z")

ENUMERATED = regex.compile(r"\A\s*+(?:[①-⑳]|[(（]注[)）])\s*+")
"""What stands before an item and is no word of it."""

LONGEST = 200
"""Characters: a line longer than this is a sentence."""
DIGIT = regex.compile(r"\d")
FIGURE = regex.compile(r"[△▲−-]?[\d,.，．]+")
RATE_BEHIND = regex.compile(r"(?P<number>[^()（）\[\]［］]+?)\s*+(?:[\[［]\s*+(?P<rate>[^\[\]［］]++)[\]］]|(?P<rate>[(（][^()（）]++[)）]))")
"""324,794 million yen [84.0%], 176,496 million yen [(22.1%)]."""

Group = tuple[Chunk, ...]
"""A period and the numbers behind it, each with its unit."""


def split_dated_rows(lines: Sequence[Line], scanner: Scanner) -> list[Line]:
    """The lines of grids with each such line as a heading and one row a period; the others as they are."""
    parts: list[Line] = []
    made = max((line.group for line in lines), default=0)
    before: Line | None = None
    for line in lines:
        taken = take_apart(cut_text(line, scanner) if line.layout == "run" else line.chunks, scanner)
        if taken is None:
            parts.append(line)
            before = None
            continue
        label, groups = taken
        made += before is None
        before = line
        head = (replace(label, text=ENUMERATED.sub("", label.text), x0=0.0, x1=1.0), *(Chunk("", at, at + 1) for at in range(1, len(groups[0]))))
        line = replace(line, layout="grid")
        parts.append(replace(line, chunks=head, group=made))
        parts += [replace(line, chunks=tuple(replace(chunk, x0=float(at), x1=at + 1.0) for at, chunk in enumerate(group)), group=made) for group in groups]
    return parts


def split_dated(line: Line, scanner: Scanner) -> list[Line]:
    """A line on a page as its item and a line for each period with its numbers; the line itself where it is anything else."""
    taken = take_apart(line.chunks, scanner)
    if taken is None:
        return [line]
    label, groups = taken
    head = replace(line, chunks=(label,), bbox=around([label]))
    return [head, *(replace(line, chunks=group, indent=group[0].x0, bbox=around(group)) for group in groups)]


def take_apart(pieces: Sequence[Chunk], scanner: Scanner) -> tuple[Chunk, list[Group]] | None:
    """(label, its groups) of the pieces of a line of that shape; None for any other. All groups hold as many numbers, two of them at most, and two periods
    differ: a row with the days on which a bond is issued and repaid holds nothing of the kind."""
    if sum(1 for chunk in pieces if DIGIT.search(chunk.text) and not PLAIN_NUMBER.fullmatch(chunk.text)) < 2:
        return None  # there are no two periods
    chunks = [part for chunk in pieces if chunk.text for part in cut_after_period(with_own_brackets(chunk), scanner)]
    first = next((at for at, chunk in enumerate(chunks) if scanner(chunk.text).is_period_stub), 0)
    words = " ".join(chunk.text for chunk in chunks[:first])
    if not scanner(words).letters or any(with_unit(chunk.text, scanner) for chunk in chunks[:first]):
        return None
    groups: list[list[Chunk]] = []
    for chunk in chunks[first:]:
        if scanner(chunk.text).is_period_stub:
            groups.append([chunk])
        elif groups[-1][1:] and scanner(chunk.text).note is not None and not bracketed_number(chunk.text, scanner):
            number = groups[-1][-1]
            groups[-1][-1] = replace(number, text=number.text + chunk.text)
        elif len(groups[-1]) < 3 and (with_unit(chunk.text, scanner) or bracketed_number(chunk.text, scanner)):
            groups[-1].append(chunk)
        else:
            return None
    if len(groups) < 2 or {len(group) for group in groups} not in ({2}, {3}) or len({group[0].text for group in groups}) < len(groups):
        return None
    return replace(chunks[0], text=words), [tuple(group) for group in groups]


def cut_text(line: Line, scanner: Scanner) -> list[Chunk]:
    """A line of text in pieces: what stands before its first period, each period, and each number behind it; none where it is no such line."""
    text = line.text
    words = scanner(text).of("period") if len(text) <= LONGEST and DIGIT.search(text) else ()
    if len(words) < 2 or not line.chunks:
        return []
    label = text[: words[0].start].strip(" 　:：")
    ends = [*(word.start for word in words[1:]), len(text)]
    pieces = [label, *(piece for word, end in zip(words, ends, strict=True) for piece in (word.text.strip(), *_numbers(text[word.end : end])))]
    return [replace(line.chunks[0], text=piece, bbox=line.bbox, words=()) for piece in pieces]


def _numbers(text: str) -> list[str]:
    """A number with its unit, and a rate in brackets behind it; else the text as it is."""
    behind = text.strip(" 　:：")
    found = RATE_BEHIND.fullmatch(behind)
    return [found["number"].strip(), found["rate"].strip()] if found is not None else [behind]


def with_own_brackets(chunk: Chunk) -> Chunk:
    """A cell without the bracket that another one opens or closes: 百万円( | 50.7％)."""
    opened, closed = (sum(map(chunk.text.count, brackets)) for brackets in ("(（", ")）"))
    return chunk if opened == closed else replace(chunk, text=chunk.text.strip("()（）"))


def with_unit(text: str, scanner: Scanner) -> bool:
    """A number or nil mark, its unit behind it or none: 8,173,320, 499百万円, －."""
    if scanner(text).in_cell is not None:
        return True
    number = FIGURE.match(text)
    return number is not None and scanner(number[0]).in_cell is not None and scanner(text[number.end() :].strip()).note is not None


def bracketed_number(text: str, scanner: Scanner) -> bool:
    """A rate or a nil mark in brackets behind the number it says something of: (△13.3%), (－%)."""
    if scanner(text).in_cell is not None:
        return True
    inner = BRACKETS.match(text)
    return inner is not None and (scanner(inner["inner"]).in_cell is not None or scanner(inner["inner"].rstrip("%％")).in_cell is not None)


def cut_after_period(chunk: Chunk, scanner: Scanner) -> list[Chunk]:
    """A period and a number in one cell as two: 26年3月期△139百万円."""
    words = scanner(chunk.text).of("period") if DIGIT.search(chunk.text) and scanner(chunk.text).number is None else ()
    if len(words) != 1 or words[0].start > 0:
        return [chunk]
    rest = chunk.text[words[0].end :].strip()
    if not rest or not with_unit(rest, scanner):
        return [chunk]
    return [replace(chunk, text=chunk.text[: words[0].end], tag=None), replace(chunk, text=rest)]
