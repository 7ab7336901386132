"""The statements of a release in the terminal: Japanese and English labels side by side, numbers as printed.

A table is shown as it stands on the page, row by row, with the label of the other language from its pair. Numbers are
never cut: where a table is wider than the terminal its columns go on in further blocks, each with the labels again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.command.printing import say
from flows.pipeline.settings import UsageError
from flows.review.words_behind import words_behind
from flows.store.folders import Folder
from flows.store.store import find_release, read_rows

Row = dict[str, Any]
MARKS = {"proved": "✓", "supported": "·", "contradicted": "✗", "unproved": ""}
LABEL_WIDTH = 36
"""Widest label column in terminal cells; longer labels go on in the next line."""
GAP = 2
MOST_FINDINGS = 20
"""Findings in the terminal; the review page shows all."""


def print_release(console: Console, folder: Folder, release_id: str, statement: str | None, sources: bool = False) -> None:
    """Prints every table of a release (of one statement, if given); sources: with the words that give its frame.

    Raises UsageError with the choices where there is none.
    """
    release = find_release(folder, release_id)
    readings = read_rows(folder, "readings", release_id)
    statements = sorted({reading["statement"] for reading in readings})
    if statement and statement not in statements:
        raise UsageError(f"{release_id} has no {statement}; it has {', '.join(statements) or 'no tables'}")
    partners = pair_labels(read_rows(folder, "alignments", release_id))
    say(console, release_line(release))
    for _, group in groupby(sorted(readings, key=_place), key=lambda reading: (reading["document"], reading["table"])):
        rows = list(group)
        if statement is None or rows[0]["statement"] == statement:
            print_table(console, rows, partners)
            if sources:
                print_sources(console, rows)
    say(console, "✓ proved  · supported  ✗ contradicted  ~ column inferred  = nil mark kept as printed")
    if statement is None:
        print_findings(console, read_rows(folder, "findings", release_id))


def print_findings(console: Console, findings: Sequence[Row]) -> None:
    """What a person should know of the release, the grave before the slight; how much more there is for information."""
    grave = sorted((one for one in findings if one["severity"] != "info"), key=lambda one: one["severity"] != "error")
    for one in grave[:MOST_FINDINGS]:
        say(console, f"{one['severity']} {one['code']}: {one['message']}")
    more, slight = len(grave) - MOST_FINDINGS, len(findings) - len(grave)
    rest = [f"{more} more"] * (more > 0) + [f"{slight} for information"] * (slight > 0)
    if rest:
        say(console, f"findings: {', '.join(rest)}; the review page has them all")


def release_line(release: Row) -> str:
    names = " / ".join(name for name in (release["name_ja"], release["name_en"]) if name) or release["entity"] or "entity unknown"
    if release["status"] == "quarantined":
        return f"{release['release_id']}  quarantined, {release['reason']}"
    rate = f"  USD at {release['usd_rate'].normalize():f}" if release["usd_rate"] else ""
    parts = (
        release["announced_on"] or "date unknown",
        release["fiscal_period"] or "period unknown",
        release["accounting_standard"] or "standard unsaid",
    )
    return f"{release['release_id']}  {names}  {'  '.join(str(part) for part in parts)}{rate}"


def _place(reading: Row) -> tuple[int, int, int, int]:
    return reading["document"], reading["table"], reading["row"], reading["column"]


def pair_labels(alignments: Iterable[Row]) -> dict[tuple[int, int, int], str]:
    """(document, table, row) -> the label of its partner in the other language; pairs of one scale before scale twins."""
    partners: dict[tuple[int, int, int], str] = {}
    for pair in sorted(alignments, key=lambda pair: bool(pair["scale_twin"])):
        if pair["status"] == "aligned":
            partners.setdefault((pair["ja_document"], pair["ja_table"], pair["ja_row"]), pair["en_label"])
            partners.setdefault((pair["en_document"], pair["en_table"], pair["en_row"]), pair["ja_label"])
    return partners


def print_table(console: Console, readings: Sequence[Row], partners: dict[tuple[int, int, int], str]) -> None:
    """One table of the release: a title, the headers, the rows in the order of the page."""
    first = readings[0]
    console.print()
    say(console, f"document {first['document']} table {first['table']}  {first['statement']}  {first['table_title']}")
    columns = column_headers(readings)
    cells = {(reading["row"], reading["column"]): cell_text(reading) for reading in readings}
    rows = {reading["row"]: (reading, partners.get((reading["document"], reading["table"], reading["row"]), "")) for reading in readings}
    widths = {column: max([cell_len(text) for (_, at), text in cells.items() if at == column] + [8]) for column in columns}
    for block in columns_to_blocks(list(columns), widths, console.width - labels_width(rows.values())):
        needed = labels_width(rows.values()) + sum(max(widths[column], 10) + GAP for column in block)
        console.print(block_table(block, columns, rows, cells, widths), width=max(console.width, needed), crop=False)


def print_sources(console: Console, readings: Sequence[Row]) -> None:
    """For each dimension the words that give it, where they stand, and which columns, or how many numbers, they speak of."""
    spoken: dict[tuple[str, str], list[Row]] = {}
    for reading in readings:
        for pair in words_behind(reading, "the cell itself"):
            spoken.setdefault(pair, []).append(reading)
    table = Table(box=None, pad_edge=False, show_header=False)
    for (dimensions, text), found in sorted(spoken.items(), key=lambda item: -len(item[1])):
        table.add_row(f"  {dimensions}", escape(text), reach_of(found, readings))
    console.print(table)


def reach_of(found: Sequence[Row], readings: Sequence[Row]) -> str:
    """`all`, the columns that are meant wholly, or a count of numbers."""
    columns = sorted({reading["column"] for reading in found})
    whole = [reading for reading in readings if reading["column"] in columns]
    if len(found) == len(readings):
        return "all"
    if len(found) == len(whole):
        return f"column{'s' if len(columns) > 1 else ''} {', '.join(map(str, columns))}"
    return f"{len(found)} number{'s' if len(found) > 1 else ''}"


def column_headers(readings: Iterable[Row]) -> dict[int, str]:
    """Column number -> what stands over it: measure, period and unit (where one unit fills the column)."""
    by_column: dict[int, list[Row]] = {}
    for reading in readings:
        by_column.setdefault(reading["column"], []).append(reading)
    return {column: header_text(by_column[column]) for column in sorted(by_column)}


def header_text(readings: Sequence[Row]) -> str:
    """A line each for measure, members, period and unit: what most rows of the column have; a dissenting row shows in the data."""
    lines = []
    for name in ("measure", "members", "period", "unit"):
        (value, count), *_ = Counter(_header_value(reading, name) for reading in readings).most_common()
        if 2 * count > len(readings):
            lines.append(value)
        else:
            lines.append(f"(several {name}s)" if name in ("period", "unit") else "")
    return "\n".join(line for line in lines if line)


def _header_value(reading: Row, name: str) -> str:
    if name == "period":
        start, end = reading["period_start"], reading["period_end"]
        return f"{start}\n{end}" if start else str(end or "")
    if name == "members":
        return ", ".join(reading["members"] or ())
    if name == "measure":
        return "" if reading["measure"] == "amount" else str(reading["measure"])
    return str(reading["unit"])


def cell_text(reading: Row) -> str:
    """The number as printed with its verdict's mark.

    >>> cell_text({"printed": "9,633", "verdict": "proved", "placement": "printed"})
    '✓ 9,633'
    """
    inferred = "~" if reading["placement"] == "inferred" else ""
    return f"{MARKS[reading['verdict']]} {inferred}{reading['printed']}".strip()


def labels_width(rows: Iterable[tuple[Row, str]]) -> int:
    """Terminal cells that the two label columns take."""
    pairs = list(rows)
    own = max(min(LABEL_WIDTH, cell_len(reading["label"]) + reading["depth"]) for reading, _ in pairs)
    other = max(min(LABEL_WIDTH, cell_len(partner)) for _, partner in pairs)
    return int(own + other + 2 * GAP)


def columns_to_blocks(columns: Sequence[int], widths: dict[int, int], room: int) -> list[list[int]]:
    """Columns in the order of the page, cut into blocks that fit the room; at least one column a block."""
    blocks: list[list[int]] = [[]]
    used = 0
    for column in columns:
        need = max(widths[column], 10) + GAP
        if blocks[-1] and used + need > room:
            blocks.append([])
            used = 0
        blocks[-1].append(column)
        used += need
    return blocks


def block_table(
    block: Sequence[int], headers: dict[int, str], rows: dict[int, tuple[Row, str]], cells: dict[tuple[int, int], str], widths: dict[int, int]
) -> Table:
    """One block of a table, labels first: those of the table's own language, then their partners."""
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    language = next(iter(rows.values()))[0]["language"]
    for name in ("ja", "en") if language == "ja" else ("en", "ja"):
        table.add_column(name, max_width=LABEL_WIDTH, overflow="fold")
    for column in block:
        table.add_column(escape(headers[column]), justify="right", no_wrap=True, min_width=widths[column])
    above: tuple[str, ...] = ()
    for number in sorted(rows):
        reading, partner = rows[number]
        shown = [escape(cells.get((number, column), "")) for column in block]
        if any(shown):
            above = add_headings(table, tuple(reading["label_path"][:-1]), above)
            table.add_row(escape(" " * reading["depth"] + reading["label"]), escape(partner), *shown)
    return table


def add_headings(table: Table, path: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """Adds a line for each heading of the path that is not the one above already; the path is what stands above from now on."""
    known = 0
    while known < min(len(path), len(above)) and path[known] == above[known]:
        known += 1
    for depth in range(known, len(path)):
        table.add_row(escape(" " * depth + path[depth]), style="italic")
    return path
