"""Titles printed apart from their tables, and the tables without a title that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from parsers.page.sorted_lines import Kind, Sorted
from parsers.tables.blocks import Block


@dataclass(frozen=True, slots=True)
class LonelyTitle:
    """A title whose table does not stand below it."""

    index: int
    titles: tuple[str, ...]
    captions: tuple[str, ...]


def lonely_titles(lines: Sequence[Sorted], blocks: Sequence[Block]) -> list[LonelyTitle]:
    """Titles with no table below them before the next title or prose."""
    starts = {block.first for block in blocks}
    lonely = []
    for index, item in enumerate(lines):
        if item.kind is not Kind.TITLE:
            continue
        captions = [item.text]
        for below in range(index + 1, len(lines)):
            if below in starts:
                break
            if lines[below].kind is Kind.CAPTION:
                captions.append(lines[below].text)
            elif lines[below].kind in (Kind.PROSE, Kind.TITLE, Kind.NOTE):
                if regex.match(r"\s*+(?:Table|表|図表)", item.text, regex.IGNORECASE):
                    lonely.append(LonelyTitle(index, (item.text,), tuple(captions)))
                break
    return lonely


def bring_titles(blocks: Sequence[Block], lonely: Sequence[LonelyTitle]) -> list[Block]:
    """Blocks without a title take the lonely title that says what their stub head says; what is left goes by order."""
    free = list(lonely)
    wanting = [place for place, block in enumerate(blocks) if not block.titles and block.layout == "run"]
    result = list(blocks)
    for place in list(wanting):
        stub = _bare(blocks[place].stub_head or (blocks[place].rows[0].label if blocks[place].rows and not blocks[place].rows[0].cells else ""))
        best = [caption for caption in free if stub and (_bare(caption.titles[0]) == stub)]
        best = best or [caption for caption in free if stub and (stub in _bare(caption.titles[0]) or _bare(caption.titles[0]) in stub)]
        if len(best) == 1 or (best and min(abs(caption.index - blocks[place].first) for caption in best) >= 0):
            chosen = min(best, key=lambda caption: abs(caption.index - blocks[place].first))
            result[place] = replace(blocks[place], titles=chosen.titles, captions=(*chosen.captions, *blocks[place].captions))
            free.remove(chosen)
            wanting.remove(place)
    if len(wanting) == len(free):
        for place, caption in zip(wanting, free, strict=True):
            result[place] = replace(blocks[place], titles=caption.titles, captions=(*caption.captions, *blocks[place].captions))
    return result


def _bare(title: str) -> str:
    """A title without its number, its unit and everything that is no letter."""
    title = regex.sub(r"\A\s*+(?:Table|表|図表)\s*+[\d０-９]++[.．:：\s]*+", "", title, flags=regex.IGNORECASE)
    title = regex.sub(r"[(（][^()（）]*+[)）]", "", title)
    return regex.sub(r"[^\p{Letter}]++", "", title).casefold()
