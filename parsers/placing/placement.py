"""Tables in which every cell has a column: the cells of sparse rows placed by arithmetic, or left out and said to be.

In running text an empty cell leaves no trace: a row prints fewer numbers than its table has columns, in their order.

    columns   USD        JPY      %      JPY       %       JPY      %
    full      19,382   2,076,387  5.4  1,369,596  3.7   2,080,764  5.4
    sparse                5,000,000  13.4                              <- which pair of columns?

Every way to set the cells in order is a candidate. Candidates fall by what contradicts them: the look of a number (a share has a
decimal where amounts have none), arithmetic with the neighbours (common size, change, translation, footing), and the habit
that the cells of one period stand together. One candidate left: placed and marked inferred. Several: the row is left out with
a finding. Nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product as combinations_of

from parsers.placing.candidates import Candidate, Placing, SumSpan, TableHabits
from parsers.records import Finding
from parsers.table import Row, Table
from parsers.text.scanner import Scanner

MOST_COMBINATIONS = 2_000
"""Joint candidates of the sparse rows of one sum; a sum with more decides nothing."""
ROWS_BELOW = 40
"""How far below a sparse row its total is looked for."""


def place(table: Table, scanner: Scanner, rounding: str = "unstated") -> tuple[Table, list[Finding]]:
    """The table with a column for every cell, and a finding (`unplaced_row`) for each row whose cells were left out.

    Cells placed here are marked `inferred`. A table without sparse rows comes back as it is.
    """
    sparse = [at for at, row in enumerate(table.rows) if any(cell.column is None for cell in row.cells)]
    if not sparse:
        return (table if table.placed else replace(table, placed=True)), []
    ground = TableHabits(table, sparse, rounding, scanner)
    choices = decide_by_footing(ground, {at: ground.candidates(table.rows[at]) for at in sparse})
    rows, findings = list(table.rows), []
    for at in sparse:
        if len(choices[at]) == 1:
            rows[at] = placed_row(table.rows[at], choices[at][0].placing)
        else:
            rows[at] = replace(table.rows[at], cells=(), left_out=True)
            findings.append(unplaced(table, table.rows[at], choices[at]))
    return replace(table, rows=tuple(rows), placed=True), findings


def placed_row(row: Row, placing: Placing) -> Row:
    """The row with its cells set; a cell that turned out to be a footnote mark goes to the footnotes."""
    cells = tuple(replace(cell, column=column, inferred=True) for cell, column in zip(row.cells, placing, strict=True) if column is not None)
    marks = tuple(cell.printed.strip("()（）[] ") for cell, column in zip(row.cells, placing, strict=True) if column is None)
    return replace(row, cells=cells, footnotes=row.footnotes + marks)


def unplaced(table: Table, row: Row, choices: Sequence[Candidate]) -> Finding:
    """The finding for a row that nothing decides."""
    printed = " ".join(cell.printed for cell in row.cells)
    shown = ["+".join("mark" if column is None else str(column) for column in choice.placing) for choice in choices[:6]]
    said = f"columns {' or '.join(shown)}{' or more' if len(choices) > 6 else ''} are possible" if choices else "no set of columns fits"
    place_ = f"document {table.document} table {table.number} p.{row.page} row {row.number}"
    message = f'{place_} "{row.label}": expected {len(table.columns)} cells, found {len(row.cells)} ({printed}); {said}; left out of the data'
    return Finding("unplaced_row", "warning", message, (), table.document, row.page, row.line, row.bbox)


def shortlist(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that no identity contradicts and that break the fewest habits; all of them where several are as good.

    A candidate that breaks up a period needs an identity that speaks for it, and then stands beside one that nothing speaks for.
    """
    standing = [c for c in candidates if not c.disagrees and (c.penalty < 2 or c.agrees)]
    fewest = min((c.penalty for c in standing), default=0)
    left = [c for c in standing if c.penalty == fewest or c.agrees]
    most = max((c.agrees for c in left), default=0)
    leading = [c for c in left if c.agrees == most]
    alone = len(leading) == 1 and leading[0].penalty == fewest and not any(c.untested for c in left)
    return leading if alone else left


def decide_by_footing(ground: TableHabits, candidates: Mapping[int, Sequence[Candidate]]) -> dict[int, list[Candidate]]:
    """The choices of each row, narrowed by the sums that hold in every column with some of its candidates only.

    Sparse rows of one sum are tried together. A sum counts where it is too sharp to hold by chance; sums that disagree with
    each other decide nothing.
    """
    choices = {at: shortlist(found) for at, found in candidates.items()}
    standing = {at: [c for c in found if not c.disagrees] for at, found in candidates.items()}
    for at in choices:
        if len(standing[at]) < 2:
            continue
        allowed: list[set[Placing]] = []
        for span in spans_around(ground, at):
            mine = [other for other in span.parts if other in choices]
            pools = next((p for p in ([standing[o] for o in mine], [choices[o] for o in mine]) if size(p) <= MOST_COMBINATIONS), None)
            if pools is None or not size(pools):
                continue
            held = [combo for combo in combinations_of(*pools) if ground.foots(span, dict(zip(mine, combo, strict=True)))]
            own = {combo[mine.index(at)].placing for combo in held}
            if own and len(own) < len(pools[mine.index(at)]):
                allowed.append(own)
        common = set.intersection(*allowed) if allowed else set()
        held_up = [c for c in standing[at] if c.placing in common]
        # A sum that speaks against everything that other identities speak for is no help.
        if any(c.agrees for c in held_up) or not any(c.agrees for c in choices[at]):
            choices[at] = shortlist(held_up) or choices[at]
    return choices


def size(pools: Sequence[Sequence[object]]) -> int:
    """Number of ways to take one of each."""
    count = 1
    for pool in pools:
        count *= len(pool)
    return count


def spans_around(ground: TableHabits, at: int) -> Iterator[SumSpan]:
    """The runs of rows around a row that end above a possible total."""
    filled = [row for row in range(len(ground.rows)) if ground.table.rows[row].cells]
    here = filled.index(at)
    for end in range(here + 1, min(here + ROWS_BELOW, len(filled))):
        total = filled[end]
        if not ground.rows[total]:
            continue
        for start in range(here, max(-1, here - ROWS_BELOW), -1):
            parts = tuple(filled[start:end])
            if len(parts) > 1:
                yield SumSpan(parts, total, False)
                if start < here:
                    yield SumSpan(parts, total, True)
