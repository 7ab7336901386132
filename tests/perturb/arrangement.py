"""The same rows and tables in another order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import regex

from tests.perturb.printed import Printed, Truth, fold, numbers_in

DERIVED = regex.compile(
    r"""total | 合計 | 総利益 | bps | net\ (?:cash|increase|decrease|income|loss|\(loss) | before\ income | cash.*(?:beginning|end)\ of
        | ^operating\ (?:income|loss) | \A営業(?:利益|損失) | 当期 | 税引前 | キャッシュフロー | 残高 | 増加（減少）額 | ebitda
        | per\ (?:share|ads) | 1株 | 総数 | number\ of\ (?:shares|ads)""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""Rows whose place is part of their meaning: they stay, and no row passes them."""
CAPTION = regex.compile(
    r"""^\s*+ (?: 表++\s*+\d | Table\s\d | \#{2,}+\s | \*{0,2}+(?:INTERNET\ INITIATIVE|CONSOLIDATED|CONDENSED)
                | .*(?:計算書|対照表).*+未監査 )""",
    regex.VERBOSE,
)
MAIN = frozenset({"income_statement", "balance_sheet", "cash_flow_statement"})


def rows_shuffled(printed: Printed, random: Random) -> Printed:
    """Neighbouring leaf rows of one indent in another order; totals and headings stay where they are."""
    lines = printed.lines
    for run in leaf_runs(printed, lines):
        order = list(run)
        random.shuffle(order)
        moved = {to: lines[at] for to, at in zip(run, order, strict=True)}
        for to, line in moved.items():
            lines[to] = line
    return replace(printed, text="\n".join(lines))


def leaf_runs(printed: Printed, lines: list[str]) -> Iterator[list[int]]:
    """Stretches of successive lines that are leaf rows with their whole label on the line, at one indent."""
    run: list[int] = []
    style: object = None
    for at, line in enumerate(lines):
        truth = leaf(printed, line)
        here = (truth.place, len(line) - len(line.lstrip())) if truth else None
        if truth is not None and here == style:
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run, style = ([at], here) if truth is not None else ([], None)
    if len(run) > 1:
        yield run


def leaf(printed: Printed, line: str) -> Truth | None:
    """A cell of the row on this line, if it is a leaf whose label begins the line."""
    cells = numbers_in(line)
    if not cells:
        return None
    truth = printed.truth[cells[0]]
    begins = fold(regex.sub(r"<[^<>]*+>", "", line)).startswith(fold(truth.label))
    return truth if begins and not DERIVED.search(truth.label) and len(cells) > 1 else None


def tables_shuffled(printed: Printed, random: Random) -> Printed:
    """Successive tables of one kind and language in another order, each with its caption, header and notes."""
    lines = printed.lines
    for run in block_runs(printed, lines):
        order = list(run)
        random.shuffle(order)
        start, end = run[0][0], run[-1][1]
        lines[start:end] = [line for first, last in order for line in lines[first:last]]
    return replace(printed, text="\n".join(lines))


def block_runs(printed: Printed, lines: list[str]) -> Iterator[list[tuple[int, int]]]:
    """Stretches of successive blocks that hold one whole table each: from a caption to the next one.

    The last block of a stretch is left out: what follows it belongs to the page, not to the table.
    """
    captions = [at for at, line in enumerate(lines) if CAPTION.match(line) and not (at and CAPTION.match(lines[at - 1]))]
    rows = {at: {printed.truth[cell].place for cell in numbers_in(line)} for at, line in enumerate(lines)}
    size: dict[tuple[str, str], int] = {}
    for places in rows.values():
        for place in places:
            size[place] = size.get(place, 0) + 1
    run: list[tuple[int, int]] = []
    kind: object = None
    for start, end in zip(captions, [*captions[1:], len(lines)], strict=True):
        held = [place for at in range(start, end) for place in rows[at]]
        whole = len(set(held)) == 1 and len(held) == size[held[0]]
        here = kind_of(printed, held[0]) if whole else None
        if here is None or here != kind:
            if len(run) > 2:
                yield run[:-1]
            run, kind = [], here
        if here is not None:
            run.append((start, end))
    if len(run) > 2:
        yield run[:-1]


def kind_of(printed: Printed, place: tuple[str, str]) -> tuple[str, bool]:
    truth = next(truth for truth in printed.truth if truth.place == place)
    return truth.language, truth.statement in MAIN


NOTES = (
    "\n9 This note was set inside the table.\n",
    "\n(9) A note of the year 2001 with 1,234 things in it.\n",
    "\n⁽⁹⁾ Another note.\n",
    "\n\f\n",
    "\n\n- 9 -\n\f\n",
    "\n\nInternet Initiative Japan Inc.\n\nPage 9\n",
)


def notes_inserted(printed: Printed, random: Random) -> Printed:
    """A note or a page break after some row inside some tables."""
    lines = printed.lines
    for run in list(leaf_runs(printed, lines)):
        if random.random() < 0.3:
            lines[run[0]] += "\n" + random.choice(NOTES)
    return replace(printed, text="\n".join(lines))


def columns_shuffled(printed: Printed, random: Random) -> Printed:
    """The columns of small tables in another order, where one line names each of them with one word.

    Periods stand in any order; a change stands somewhere behind the period it leads to, as in every release seen.
    """
    lines = printed.lines
    at = 0
    while at < len(lines):
        words = list(regex.finditer(r"[^\s<>\U000F0000-\U000FFFFD]++", lines[at]))
        rows = rows_below(lines, at, len(words)) if len(words) > 2 and all(NAMED.fullmatch(word[0]) for word in words) else []
        order = order_of([word[0] for word in words], random)
        if rows:
            lines[at] = permuted(lines[at], [word.span() for word in words], order)
            for row in rows:
                cells = list(regex.finditer(r"[\U000F0000-\U000FFFFD]", lines[row]))
                lines[row] = permuted(lines[row], [cell.span() for cell in cells], order)
        at += 1
    return replace(printed, text="\n".join(lines))


NAMED = regex.compile(r"[1-4]Q\d\d|[12]H\d\d|FY\d{4}|前年同期比|前期比")


def order_of(words: list[str], random: Random) -> list[int]:
    """A random order in which no change stands before the first period, which is the one reported on."""
    order = list(range(len(words)))
    while order:
        random.shuffle(order)
        if not any(words[at].endswith("比") for at in order[: order.index(0)]):
            break
    return order


def rows_below(lines: list[str], at: int, width: int) -> list[int]:
    """The rows of the table under a header line, if every one has as many cells as the header has words."""
    rows: list[int] = []
    for below in range(at + 1, len(lines)):
        cells = len(numbers_in(lines[below]))
        if cells == width:
            rows.append(below)
        elif cells or (rows and below - rows[-1] > 8) or (not rows and below - at > 8) or NAMED.search(lines[below]):
            break
    else:
        below = len(lines)
    return rows if not cells or cells == width else ([] if rows and below - rows[-1] < 3 else rows)


def permuted(line: str, spans: list[tuple[int, int]], order: list[int]) -> str:
    texts = [line[start:end] for start, end in spans]
    for (start, end), source in reversed(list(zip(spans, order, strict=True))):
        line = line[:start] + texts[source] + line[end:]
    return line
