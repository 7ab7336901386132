"""What stands above the body of a table: title, captions, header, headings; the section it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from parsers.page.headings import MAX_HEADING
from parsers.page.joining import COLON, LOWER, join_label
from parsers.page.sorted_lines import Kind, Sorted
from parsers.text.scanner import Scanner
from parsers.words.label_texts import fold

SECTION = 60
"""Lines: how far above a table the heading of its section may stand."""
RUNNING = 3
"""A text that stands this often is the running head of the pages."""


@dataclass(frozen=True, slots=True)
class Above:
    titles: tuple[str, ...]
    captions: tuple[str, ...]
    stub_head: str
    header: tuple[Sorted, ...]
    headings: tuple[Sorted, ...]
    """Text lines between the header and the first row of numbers."""


def look_up(lines: Sequence[Sorted], first: int, floor: int) -> Above:
    """What stands above the body that begins at `first`, as far up as its title, prose, notes or another table."""
    region: list[Sorted] = []
    title: Sorted | None = None
    index = first - 1
    while index >= floor:
        item = lines[index]
        if item.kind in (Kind.PROSE, Kind.NOTE, Kind.DATA, Kind.GRID):
            break
        if item.kind is Kind.TITLE:
            title = item
            break
        if item.kind is not Kind.BLANK:
            region.append(item)
        index -= 1
    region.reverse()
    titles = [title.text] if title else []
    last_header = max((place for place, item in enumerate(region) if item.kind in (Kind.HEADER, Kind.CAPTION)), default=-1)
    headings = tuple(region[last_header + 1 :])
    frame = region[: last_header + 1]
    captions = [item.text for item in frame if item.kind is Kind.CAPTION]
    header = [item for item in frame if item.kind is not Kind.CAPTION]
    if title is not None:
        captions.insert(0, title.text)
    if title is None and not last_header >= 0:
        headings = headings[-3:]
    first_word = next((place for place, item in enumerate(header) if item.kind is Kind.HEADER), len(header))
    stub = next((item.text for item in reversed(header[:first_word])), "")
    if not stub and first_word < len(header) and header[first_word].words:
        stub = header[first_word].text[: header[first_word].words[0].start].strip()
    return Above(tuple(titles), tuple(captions), stub, tuple(header), headings)


def running_heads(lines: Sequence[Sorted]) -> frozenset[str]:
    """Texts that stand so often in a document that they are the running heads of its pages."""
    seen = Counter(item.text for item in lines if item.kind is Kind.TEXT)
    return frozenset(text for text, count in seen.items() if count >= RUNNING)


def heading_above(lines: Sequence[Sorted], index: int, scanner: Scanner, running: Set[str]) -> str:
    """The nearest heading above, over prose and other tables: the section in which a table without a title stands."""
    plain = ""
    for at in range(index - 1, max(0, index - SECTION) - 1, -1):
        item = lines[at]
        if item.line.layout == "grid":
            continue  # a heading in the rows of another table
        if item.kind is Kind.TITLE:
            return plain or item.text
        if item.kind is Kind.TEXT and 3 <= len(item.text) <= MAX_HEADING and item.text not in running and not COLON.search(item.text):
            if scanner(item.text).speaks_of_money:
                continue  # a remark with figures of its own
            if item.line.chunks[0].bold:
                return joined_heading(lines, at)
            plain = plain or item.text
    return plain


def joined_heading(lines: Sequence[Sorted], at: int) -> str:
    """A heading with the line above that it goes on from."""
    text = lines[at].text
    above = lines[at - 1] if at else None
    if above is None or not LOWER.match(text) or above.kind not in (Kind.TITLE, Kind.TEXT) or above.line.page != lines[at].line.page:
        return text
    return join_label(above.text, text)


def named_with_unit(captions: Sequence[str], scanner: Scanner) -> str:
    """The first caption that names something before its unit in brackets, as printed (預金残高 （億円）); "" where each is but a unit or a period."""
    folded = [fold(text) for text in captions]
    named = ((text, scanner(text).unit_apart[0]) for text in folded)
    return next((text for text, name in named if name != text and not scanner(name).is_period_stub and not scanner(name).is_whole_period), "")
