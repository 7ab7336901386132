"""What holds for any document: nothing is lost or doubled on the way to cells, and damage raises no error.

That a number printed and parsed again is the same number is shown in test_numbers.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.about import About
from parsers.errors import UnreadableDocument
from parsers.find_tables import find_tables
from parsers.frame.readings import tables_to_readings
from parsers.page.lines import find_note_marks, sort_line
from parsers.page.open_tables import geometry_to_grid
from parsers.readers import text as text_reader
from parsers.readers.overprint import undo
from parsers.records import Reading
from parsers.release.description import describe
from parsers.tables.blocks import Block
from parsers.tables.find_blocks import find_blocks
from parsers.tables.labels import label_rows
from parsers.text.scanner import Scanner
from parsers.words.numbers import parse_number
from tests.parsers.made import ABOUT, SCANNER, document, left, page_lines, right

SAMPLES = sorted((Path(__file__).parents[2] / "raw").glob("*.txt"))
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

# ---------------------------------------------------------------------------------------------------------------------
# Every piece of a table ends in one place

PERIODS = ["3Q03", "3Q02", "2Q03", "1H04", "FY2002", "4Q01"]
LABELS_EN = ["Net sales", "Cost of sales", "Other, net", "IIJ4U", "Loss from disposal of assets", "R&D", "Total revenues", "SG&A Expenses / R&D"]
LABELS_JA = ["売上高", "売上原価", "その他", "営業収益合計", "社債償還益", "IPv6サービス", "減価償却費及びその他の償却費", "持分法投資損失"]
MARKS = ["", "", "", "⁷", "⁽⁸⁾", "(2)", "※1"]


@dataclass(frozen=True)
class MadeRow:
    label: str
    mark: str
    cells: tuple[str, ...]
    """Empty for a heading."""


@dataclass(frozen=True)
class MadeTable:
    periods: tuple[str, ...]
    rows: tuple[MadeRow, ...]
    japanese: bool

    @property
    def title(self) -> str:
        return "表 4. 営業費用の内訳（百万円）" if self.japanese else "Table 4. Breakdown of expenses (JPY in millions)"


def numbers() -> st.SearchStrategy[str]:
    amounts = st.integers(0, 10**8).map(lambda units: f"{units:,}")
    return st.one_of(amounts, amounts.map("({})".format), amounts.map("△{}".format), st.just("-"), st.just("－"))


@st.composite
def made_tables(draw: st.DrawFn, *, sparse: bool = False) -> MadeTable:
    japanese = draw(st.booleans())
    periods = tuple(draw(st.permutations(PERIODS))[: draw(st.integers(2, 5))])
    labels = st.sampled_from(LABELS_JA if japanese else LABELS_EN)
    rows: list[MadeRow] = []
    for place in range(draw(st.integers(2, 8))):
        heading = place > 0 and rows[-1].cells and draw(st.integers(0, 5)) == 0
        cells = () if heading else tuple(draw(numbers()) for _ in periods)
        if sparse and place:
            cells = tuple(cell if at == 0 or draw(st.booleans()) else "" for at, cell in enumerate(cells))
        rows.append(MadeRow(draw(labels) + (":" if heading else ""), "" if heading else draw(st.sampled_from(MARKS)), cells))
    while not rows[-1].cells:
        rows.pop()
    return MadeTable(periods, tuple(rows), japanese)


def set_run(table: MadeTable) -> str:
    lines = [table.title, "", "  " + "  ".join(table.periods), ""]
    lines += [f"  {row.label}{row.mark}  {'  '.join(row.cells)}".rstrip() for row in table.rows]
    return "\n".join([*lines, "", *notes()]) + "\n"


def set_grid(table: MadeTable) -> str:
    lines = [table.title, "", "\t".join(["", *table.periods])]
    lines += ["\t".join([row.label + row.mark, *(row.cells or [""] * len(table.periods))]) for row in table.rows]
    return "\n".join([*lines, "", *notes()]) + "\n"


def notes() -> list[str]:
    return [f"({number}) A note of the issuer that explains how this item was computed." for number in (2, 7, 8)]


def found_rows(text: str) -> tuple[Block, list[tuple[str, tuple[str, ...], tuple[str, ...]]]]:
    """The only block of a text, and (label, marks, cells) of its rows; every line is sorted by itself first."""
    lines = document(text).lines
    (block,) = find_blocks([sort_line(line, Scanner(ABOUT)) for line in lines], SCANNER)
    labelled = label_rows(block.rows, find_note_marks(lines))
    return block, [(row.label, row.footnotes, tuple(cell.text for cell in row.row.cells)) for row in labelled]


def expected_rows(table: MadeTable) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    digits = {"": (), "⁷": ("7",), "⁽⁸⁾": ("8",), "(2)": ("2",), "※1": ("1",)}
    return [(row.label.rstrip(":"), digits[row.mark], tuple(cell for cell in row.cells if cell)) for row in table.rows]


@QUICK
@given(made_tables())
def test_running_text_loses_and_doubles_nothing(table: MadeTable) -> None:
    block, rows = found_rows(set_run(table))
    if any(row.mark == "(2)" for row in table.rows):
        # In running text a mark in brackets is a token like a number until the columns are counted.
        rows = [unmarked(row, len(table.periods)) for row in rows]
    assert rows == expected_rows(table)
    assert " ".join(item.text for item in block.header_lines).split() == list(table.periods)
    assert block.titles == (table.title,)
    assert not block.after


def unmarked(row: tuple[str, tuple[str, ...], tuple[str, ...]], width: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    label, marks, cells = row
    return (label, (*marks, cells[0].strip("()")), cells[1:]) if len(cells) == width + 1 else row


@QUICK
@given(made_tables(sparse=True))
def test_grids_lose_and_double_nothing(table: MadeTable) -> None:
    block, rows = found_rows(set_grid(table))
    assert rows == expected_rows(table)
    assert [cell.text for cell in block.header_cells[0]] == list(table.periods)
    assert [cell.x0 for cell in block.header_cells[0]] == list(range(1, len(table.periods) + 1))
    places = [[cell.column for cell in row.cells] for row in block.rows]
    assert places == [[at for at, cell in enumerate(row.cells, 1) if cell] for row in table.rows]


@QUICK
@given(made_tables(sparse=True), st.sampled_from([30.0, 44.0, 70.0]))
def test_numbers_in_points_come_under_their_column(table: MadeTable, gap: float) -> None:
    widest = [max((len(row.cells[at]) * 5.0 for row in table.rows if row.cells), default=0.0) for at in range(len(table.periods))]
    edges, x = [], 320.0
    for column in widest:
        x += column + gap
        edges.append(x)
    header = [right(edge, period) for edge, period in zip(edges, table.periods, strict=True)]
    rows = [[left(60, row.label), *(right(edges[at], cell) for at, cell in enumerate(row.cells) if cell)] for row in table.rows]
    grid = geometry_to_grid(page_lines([[left(60, table.title)], [], header, *rows]), SCANNER)
    full = {at for at in range(len(table.periods)) if any(row.cells and row.cells[at] for row in table.rows)}
    number_of = {at: place for place, at in enumerate(sorted(full), 1)}
    found = [[(chunk.text, int(chunk.x0)) for chunk in line.chunks[1:]] for line in grid[2:]]
    assert found == [[(cell, number_of[at]) for at, cell in enumerate(row.cells) if cell] for row in table.rows]
    assert [line.chunks[0].text for line in grid[2:]] == [row.label for row in table.rows]


# ---------------------------------------------------------------------------------------------------------------------
# Damage raises no error, and no value that was not printed


@cache
def sample_lines(path: Path) -> tuple[tuple[str, ...], About]:
    data = path.read_bytes()
    return tuple(data.decode().split("\n")), describe([text_reader.read(path, data, number=1, name=path.name)])[0]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, About]:
    """A stretch of a sample with some of its lines dropped, doubled, swapped, cut or overwritten."""
    lines, about = sample_lines(draw(st.sampled_from(SAMPLES)))
    start = draw(st.integers(0, max(0, len(lines) - 40)))
    kept = list(lines[start : start + draw(st.integers(20, 90))])
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(kept) - 1))
        other = draw(st.integers(0, len(kept) - 1))
        damage = draw(st.sampled_from(["drop", "double", "swap", "cut", "junk", "join", "tab"]))
        if damage == "drop" and len(kept) > 4:
            del kept[at]
        elif damage == "double":
            kept.insert(other, kept[at])
        elif damage == "swap":
            kept[at], kept[other] = kept[other], kept[at]
        elif damage == "cut":
            kept[at] = kept[at][: draw(st.integers(0, len(kept[at])))]
        elif damage == "junk":
            cut = draw(st.integers(0, len(kept[at])))
            kept[at] = kept[at][:cut] + draw(st.text(max_size=12)) + kept[at][cut:]
        elif damage == "join":
            kept[at] = f"{kept[at]} {kept[other]}"
        else:
            kept[at] = kept[at].replace(" ", "\t", draw(st.integers(1, 6)))
    return "\n".join(kept) + "\n", about


FACTORS = {Decimal(10) ** power for power in (-2, 0, 2, 3, 4, 6, 8, 9, 10, 12)}
"""What one unit of a printed number is worth: a hundredth in percent, else 1 and the scales from 百 to 兆."""


@settings(parent=QUICK, max_examples=80)
@given(damaged())
def test_damage_raises_no_error_and_makes_no_number_up(case: tuple[str, About]) -> None:
    text, about = case
    if not text.strip():
        return
    assert_printed(readings_of(text, about), text)


def readings_of(text: str, about: About) -> Sequence[Reading]:
    """The readings of a text; none where it is refused as binary, mojibake or cut off: said, not guessed."""
    try:
        tables, _ = find_tables(document(text), Scanner(about))
    except UnreadableDocument:
        return ()
    return tables_to_readings("r", tables, Scanner(about))[0]


def assert_printed(readings: Sequence[Reading], text: str) -> None:
    """Each reading is a number or nil mark of the text, times what one unit of it may be worth."""
    printed = [undo(line, 4) for line in text.replace("\r", "\n").split("\n")]
    whole = "".join("\n".join(printed).split())
    for reading in readings:
        number = parse_number(reading.printed)
        assert number is not None
        assert (reading.value is None) == number.nil
        assert "".join(reading.printed.split()) in whole, "a unit in a cell of its own stands behind its number, without the blank between"
        if number.value:
            assert reading.value is not None
            assert reading.value / number.value in FACTORS
            assert reading.decimals == number.places - (reading.value / number.value).adjusted()


PIECES = ["3Q03\t3Q02", "  9,633  10,564", "表 1. 内訳（百万円）", "売上高  1  2", "\t1\t2"]


@settings(parent=QUICK, max_examples=30)
@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(PIECES)), max_size=12))
def test_any_lines_give_what_is_printed_or_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip() or "\0" in text:
        return
    assert_printed(readings_of(text, ABOUT), text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_row_of_numbers_is_read_or_told(path: Path) -> None:
    """Lost cells are counted: readings, nil marks and findings are all there is in the bodies."""
    made = document(path.read_text(encoding="utf-8"))
    known = describe([made])[0]
    tables, findings = find_tables(made, Scanner(known))
    read = sum(len(row.cells) for table in tables for row in table.rows)
    readings, _ = tables_to_readings(path.stem, tables, Scanner(known))
    unplaced = sum(1 for table in tables for row in table.rows for cell in row.cells if cell.column is None)
    assert read == len(readings) + unplaced
    assert [finding for finding in findings if finding.code in ("unread_row", "unread_table", "too_many_cells", "unreadable_cell")] == []
