"""Lines in points to grids: columns where numbers end, headers over them, tables that touch, wrap and go on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parsers.page.extents import Extent, columns_under, nearest_column
from parsers.page.number_cells import cells_of, find_columns
from parsers.page.open_tables import as_run, geometry_to_grid, running_heads
from parsers.page.regions import Region, find_regions, is_prose, is_title, split_side_by_side
from parsers.page.spanners import header_places
from parsers.page.stacked_headers import stack_header
from parsers.page.wrapped_labels import join_wrapped
from parsers.printed import Chunk, Line
from tests.parsers.made import ABOUT, SCANNER, centre, document, left, line, page_lines, pdf_document, read, right, width

A, B, C = 300.0, 400.0, 500.0
"""Right edges of three columns."""


def row(label: str, *cells: str, edges: tuple[float, ...] = (A, B, C), x: float = 60.0) -> list[Chunk]:
    """A label and right-aligned cells; an empty cell leaves its place free."""
    return [*([left(x, label)] if label else []), *(right(edge, cell) for edge, cell in zip(edges, cells, strict=False) if cell)]


def grid(*rows: list[Chunk], **places: float) -> list[list[str]]:
    """The texts of the grid lines made of rows of chunks: label, then `column:text`."""
    made = geometry_to_grid(page_lines(rows, **places), SCANNER)  # type: ignore[arg-type]
    return [[found.chunks[0].text, *(shown(chunk) for chunk in found.chunks[1:])] for found in made]


def shown(chunk: Chunk) -> str:
    first, last = int(chunk.x0), int(chunk.x1) - 1
    return f"{first}:{chunk.text}" if first == last else f"{first}-{last}:{chunk.text}"


def test_text_lines_stay_as_they_are() -> None:
    lines = document("Net sales  5  6\n").lines
    assert geometry_to_grid(lines, SCANNER) == lines


def test_a_table_and_the_prose_around_it() -> None:
    made = geometry_to_grid(
        page_lines(
            [
                [left(60, "The company announced its results today, and they were better than those of last year in all of its segments.")],
                [],
                [left(60, "Statements of Income")],
                row("", "2003", "2002"),
                row("Net sales", "1,234", "1,100"),
                row("Net income", "(56)", "78"),
            ]
        ), SCANNER
    )
    assert [(item.layout, item.group) for item in made] == [("run", 0), ("run", 0), ("grid", 1), ("grid", 1), ("grid", 1)]
    assert [[chunk.text for chunk in item.chunks] for item in made[2:]] == [
        ["", "2003", "2002"],
        ["Net sales", "1,234", "1,100"],
        ["Net income", "(56)", "78"],
    ]
    assert all(chunk.bbox is not None for item in made[2:] for chunk in item.chunks[1:])


CELLS = [
    (row("Net sales", "1,234", "-"), ["1,234", "-"]),
    (row("Net sales", "n.m.", "5.9%"), ["n.m.", "5.9%"]),
    (row("Fiscal 2003", "2003", "2002"), []),
    (row("Net sales", "abc", "5"), ["5"]),
    ([left(60, "Revenues of 5 shops")], []),
]


@pytest.mark.parametrize(("chunks", "cells"), CELLS)
def test_cells_of_a_line(chunks: list[Chunk], cells: list[str]) -> None:
    assert [chunk.text for chunk in cells_of(line(100, *chunks), SCANNER)] == cells


PROSE = [
    ("The company announced its results today, and they were better than those of the year before in all of its segments.", True),
    ("当期の売上高は、新しい店舗の開店と既存の店舗の改装により、前の期に比べて大きく増加した", True),
    ("増加した。", True),
    ("Net income attributable to owners of the parent", False),
    ("親会社株主に帰属する当期純利益又は損失", False),
]


@pytest.mark.parametrize(("text", "prose"), PROSE)
def test_prose(text: str, prose: bool) -> None:
    assert is_prose(line(100, left(60, text))) is prose


@pytest.mark.parametrize(("text", "title"), [("Consolidated Balance Sheets", True), ("表 3. 契約数", True), ("Total assets", False)])
def test_titles(text: str, title: bool) -> None:
    assert is_title(line(100, left(60, text))) is title


# ---------------------------------------------------------------------------------------------------------------------
# Columns


def lines_of(*rows: list[Chunk]) -> tuple[Line, ...]:
    return page_lines(rows)


def test_columns_are_right_edges() -> None:
    columns = find_columns(lines_of(row("a", "1,234", "5"), row("b", "9", "1,234,567")), SCANNER)
    assert [(round(column.x0), round(column.x1)) for column in columns] == [(275, 300), (355, 400)]


def test_a_hanging_bracket_or_per_cent_is_the_same_column() -> None:
    hanging = [left(60, "b"), left(300 - width("(56"), "(56)"), left(400 - width("5.9"), "5.9%")]
    assert len(find_columns(lines_of(row("a", "1,234", "5.8"), hanging, row("c", "78", "6.0")), SCANNER)) == 2


def test_centred_numbers_are_one_column() -> None:
    rows = [[left(60, "a"), centre(300, text), centre(400, "7")] for text in ("5", "1,234", "1,234,567")]
    assert len(find_columns(lines_of(*rows), SCANNER)) == 2


def test_two_columns_that_meet_in_a_row_stay_two() -> None:
    close = [[left(60, "a"), right(300, "5"), right(312, "6")], [left(60, "b"), right(300, "7"), right(312, "8")]]
    assert len(find_columns(lines_of(*close), SCANNER)) == 2


def test_a_sparse_row_keeps_its_columns() -> None:
    assert grid(row("Assets", "1", "2", "3"), row("Treasury stock", "", "(63)", ""), row("Total", "1", "2", "3")) == [
        ["Assets", "1:1", "2:2", "3:3"],
        ["Treasury stock", "2:(63)"],
        ["Total", "1:1", "2:2", "3:3"],
    ]


@pytest.mark.parametrize(("x0", "x1", "column"), [(270, 300, 0), (285, 300, 0), (296, 303, 0), (380, 400, 1), (352, 362, 1), (410, 420, 1)])
def test_nearest_column(x0: float, x1: float, column: int) -> None:
    assert nearest_column(Chunk("5", x0, x1), (Extent(270, 300), Extent(350, 400))) == column


def test_columns_under_a_chunk() -> None:
    columns = (Extent(270, 300), Extent(350, 400), Extent(450, 500))
    assert columns_under(Chunk("x", 260, 390), columns) == [0, 1]
    assert columns_under(Chunk("x", 310, 340), columns) == [0]


# ---------------------------------------------------------------------------------------------------------------------
# Headers

FOUR = (270.0, 340.0, 410.0, 480.0)
"""Right edges of four columns of 40 points."""
FOUR_ROWS = [
    row("Net sales", "1,234,567", "1,100,567", "5,234,567", "4,100,567", edges=FOUR),
    row("Costs", "234,567", "100,567", "34,567", "10,567", edges=FOUR),
]


def middle(first: int, last: int) -> float:
    """The middle of columns, counted from 1."""
    return (FOUR[first - 1] - 45 + FOUR[last - 1]) / 2


HEADERS = {
    "right-aligned": ([[right(edge, f"3Q0{at}") for at, edge in enumerate(FOUR)]], [["1:3Q00", "2:3Q01", "3:3Q02", "4:3Q03"]]),
    "centred": ([[centre(middle(at, at), f"3Q0{at}") for at in (1, 2, 3, 4)]], [["1:3Q01", "2:3Q02", "3:3Q03", "4:3Q04"]]),
    "two spanners": (
        [[centre(middle(1, 2), "Quarter"), centre(middle(3, 4), "Nine months")], [right(edge, str(2000 + at)) for at, edge in enumerate(FOUR)]],
        [["1-2:Quarter", "3-4:Nine months"], ["1:2000", "2:2001", "3:2002", "4:2003"]],
    ),
    "a wide spanner beside a column of its own": (
        [
            [centre(middle(1, 3), "Sales in each of the regions"), centre(middle(4, 4), "Payout")],
            [right(edge, text) for edge, text in zip(FOUR, ("Japan", "Asia", "Total"), strict=False)],
        ],
        [["1-3:Sales in each of the regions", "4:Payout"], ["1:Japan", "2:Asia", "3:Total"]],
    ),
    "a spanner over all": (
        [[centre(middle(1, 4), "2003")], [centre(middle(at, at), f"Q{at}") for at in (1, 2, 3, 4)]],
        [["1-4:2003"], ["1:Q1", "2:Q2", "3:Q3", "4:Q4"]],
    ),
    "a narrow spanner": (
        [[centre(middle(1, 2), "A"), centre(middle(3, 4), "B")], [centre(middle(at, at), "¥") for at in (1, 2, 3, 4)]],
        [["1-2:A", "3-4:B"], ["1:¥", "2:¥", "3:¥", "4:¥"]],
    ),
}


@pytest.mark.parametrize("name", HEADERS)
def test_header(name: str) -> None:
    header, expected = HEADERS[name]
    assert [found[1:] for found in grid(*header, *FOUR_ROWS)[: len(header)]] == expected


def test_a_narrow_spanner_over_three_columns() -> None:
    dates = [right(edge, text) for edge, text in zip(FOUR, ("Interim", "Year-end", "Total"), strict=False)]
    header = [[centre(middle(1, 3), "Dividends"), centre(middle(4, 4), "Payout")], dates]
    assert [found[1:] for found in grid(*header, *FOUR_ROWS)[:2]] == [["1-3:Dividends", "4:Payout"], ["1:Interim", "2:Year-end", "3:Total"]]


def test_periods_leave_a_column_with_its_own_header_alone() -> None:
    spanners = [centre(middle(1, 3), "Sales in each of the three years"), centre(middle(4, 4), "Note")]
    header = [spanners, [right(edge, f"200{at}") for at, edge in enumerate(FOUR[:3])]]
    assert grid(*header, *FOUR_ROWS)[1][1:] == ["1:2000", "2:2001", "3:2002"]


def test_a_spanner_with_the_words_of_a_title() -> None:
    header = [centre(middle(1, 3), "Dividends of the year per share"), centre(middle(4, 4), "Payout")]
    assert grid(header, *FOUR_ROWS)[0][1:] == ["1-3:Dividends of the year per share", "4:Payout"]


def test_a_stub_head_is_a_label() -> None:
    assert grid(row("Assets", "2003", "2002"), row("Cash", "1,234", "5"), row("Land", "1", "5"))[0] == ["Assets", "1:2003", "2:2002"]


def test_periods_divide_all_columns_between_them() -> None:
    columns = tuple(Extent(edge - 45, edge) for edge in FOUR)
    header = [line(100, left(240, "Dec 31, 2003"), left(380, "Dec 31, 2002"))]
    assert header_places(header, columns, SCANNER) == [{0: (0, 1), 1: (2, 3)}]


def test_a_period_at_the_middle_of_its_columns_takes_none_beside_them() -> None:
    columns = tuple(Extent(edge - 45, edge) for edge in (*FOUR, 550.0))
    periods = line(100, centre(middle(1, 2), "Year 2003"), centre(middle(3, 4), "Year 2002"))
    assert header_places([periods, line(115, right(550, "YoY"))], columns, SCANNER)[0] == {0: (0, 1), 1: (2, 3)}


def test_the_head_of_the_notes_stands_over_no_number() -> None:
    columns = tuple(Extent(edge - 45, edge) for edge in FOUR)
    assert header_places([line(100, left(200, "Notes"), *(right(edge, str(2000 + at)) for at, edge in enumerate(FOUR)))], columns, SCANNER) == [
        {1: (0, 0), 2: (1, 1), 3: (2, 2), 4: (3, 3)}
    ]


def test_no_header_over_a_table() -> None:
    assert grid(row("Cash", "1,234", "5"), row("Land", "1", "5")) == [["Cash", "1:1,234", "2:5"], ["Land", "1:1", "2:5"]]


def test_headers_in_the_middle_of_wide_columns_without_rules() -> None:
    header = [centre(220, "FY2023"), centre(380, "FY2022")]
    rows = [row(label, "1,234", "5", edges=(A, 460.0)) for label in ("Cash", "Land", "Ships")]
    assert grid(header, *rows)[0] == ["", "1:FY2023", "2:FY2022"]


def test_lines_closer_than_rows_are_one_text() -> None:
    tops = {"tops": (100, 105, 111, 130, 150, 170)}
    lines = [
        line(top, *chunks)
        for top, chunks in zip(
            tops["tops"],
            (
                [centre(290, "YoY")],
                [centre(390, "Other")],
                [centre(290, "% change")],
                row("Net sales", "5.0", "1"),
                row("Costs", "6.0", "2"),
                row("Profit", "7.0", "3"),
            ),
            strict=True,
        )
    ]
    assert [shown(chunk) for chunk in geometry_to_grid(lines, SCANNER)[0].chunks[1:]] == ["1:YoY % change", "2:Other"]


def test_a_period_over_two_texts_of_different_lines_is_a_level_of_its_own() -> None:
    """The one text stands at the middle of the other's two lines."""
    header = [
        line(106, Chunk("From July 1, 2003", 192, 269)), line(116.5, Chunk("to June 30, 2004", 196, 264)), line(129, Chunk("Ratio", 249, 270)),
        line(139.5, Chunk("to", 255, 263)), line(145, Chunk("Amount", 199, 224)), line(150, Chunk("sales", 244, 274)), line(161, Chunk("(%)", 253, 266)),
    ]  # fmt: skip
    assert [[chunk.text for chunk in found.chunks] for found in stack_header(header, 190.0, SCANNER, 24.8)] == [
        ["From July 1, 2003 to June 30, 2004"], ["Amount", "Ratio to sales (%)"],
    ]  # fmt: skip


def test_lines_as_far_apart_as_rows_are_levels() -> None:
    header = [[centre(290, "Cars"), centre(390, "Ships")], [], [centre(290, "Sold"), centre(390, "Sold")]]
    made = grid(header[0], header[2], row("North", "5", "1"), row("South", "6", "2"), row("East", "7", "3"))
    assert "Cars" in made[0][1]


def test_a_header_behind_the_labels_begins_a_table_of_its_own() -> None:
    header = [[centre(250, "FY2023"), centre(350, "FY2022")]]
    second = [*header, row("Net sales", "1,234", "5"), row("Costs", "1", "5")]
    made = geometry_to_grid(page_lines([row("Cash", "1,234", "5"), row("Land", "1", "5"), [left(60, "Results")], *second]), SCANNER)
    assert len({found.group for found in made if found.layout == "grid"}) == 2


def test_a_long_label_over_two_lines_stays_in_its_table() -> None:
    long = "Income before income taxes, minority interests and equity in net income of companies by the"
    rows = [[centre(690, "FY2023"), centre(790, "FY2022")], [left(50, "Sales"), right(700, "1,234"), right(800, "1,111")], [left(50, long)]]
    after = [[left(50, "equity method"), right(700, "234"), right(800, "222")], [left(50, "Net income"), right(700, "34"), right(800, "22")]]
    made = geometry_to_grid(page_lines([*rows, *after]), SCANNER)
    assert {(found.layout, found.group) for found in made} == {("grid", 1)}
    told = geometry_to_grid(page_lines([*rows[:2], [left(50, f"{long}.")], *after]), SCANNER)
    assert "grid" not in {found.layout for found in told if found.text.startswith("Income")}


def test_a_header_over_other_columns_begins_a_table_of_its_own() -> None:
    first = [[left(60, "Account"), centre(330, "FY2022"), centre(470, "FY2023")], [left(50, "Development of cars"), right(390, "584"), right(540, "525")]]
    first.append([left(50, "Ships"), right(390, "772"), right(540, "775")])
    rows = [[left(50, name), right(290, "1,161"), right(350, "1,002"), right(540, "(17.6%)")] for name in ("Cars", "Ships")]
    second = [[left(50, "Revenues")], [left(130, "Account"), centre(270, "FY2022"), centre(340, "FY2023"), centre(480, "Change")], *rows]
    made = geometry_to_grid(page_lines([*first, *second]), SCANNER)
    assert len({found.group for found in made if found.layout == "grid"}) == 2


@pytest.mark.parametrize(("above", "groups"), [(["Sales of cars", "Sales of ships"], 1), (["Sales of ships", "Sales of cars"], 2)])
def test_a_table_goes_on_where_its_header_is_repeated_in_other_lines(above: list[str], groups: int) -> None:
    first = page_lines([[right(edge, text) for edge, text in zip((A, B), above, strict=True)], row("Cash", "1,234", "5"), row("Land", "1", "5")])
    again = [[right(A, "Sales of"), right(B, "Sales of")], [right(A, "cars"), right(B, "ships")]]
    second = page_lines([*again, row("Shares", "1,234", "5"), row("Bonds", "1", "5")], page=2)
    made = geometry_to_grid([*first, *second], SCANNER)
    assert len({found.group for found in made if found.layout == "grid"}) == groups


# ---------------------------------------------------------------------------------------------------------------------
# Labels over several lines


def wrapped(*tops_and_chunks: tuple[float, list[Chunk]]) -> list[str]:
    """The labels of rows, after wrapped ones were put together, with the number of cells."""
    joined = join_wrapped([line(top, *chunks) for top, chunks in tops_and_chunks], SCANNER)
    return [f"{' '.join(chunk.text for chunk in found.chunks if chunk not in cells_of(found, SCANNER))}|{len(cells_of(found, SCANNER))}" for found in joined]


def test_numbers_beside_the_middle_of_a_label() -> None:
    rows = [(100.0, row("Net sales", "1", "2")), (120.0, row("Costs", "1", "2")), (137.0, row("Net income attributable to"))]
    rows += [(142.0, row("", "5", "6")), (147.0, row("owners of the parent")), (165.0, row("Other", "1", "2"))]
    assert wrapped(*rows) == ["Net sales|2", "Costs|2", "Net income attributable to owners of the parent|2", "Other|2"]


def test_numbers_beside_the_second_of_three_lines() -> None:
    rows = [
        (100.0, row("Net sales", "1", "2")),
        (120.0, row("Costs", "1", "2")),
        (140.0, row("Net income")),
        (151.0, row("attributable to", "5", "6")),
    ]
    rows += [(162.0, row("owners of the parent")), (184.0, row("Other", "1", "2"))]
    assert wrapped(*rows) == ["Net sales|2", "Costs|2", "Net income attributable to owners of the parent|2", "Other|2"]


def test_headings_at_the_pitch_of_rows_are_no_labels() -> None:
    rows = [
        (100.0, row("Assets")),
        (115.0, row("Cash", "1", "2")),
        (130.0, row("Land", "1", "2")),
        (145.0, row("Liabilities")),
        (160.0, row("Loans", "1", "2")),
    ]
    assert wrapped(*rows) == ["Assets|0", "Cash|2", "Land|2", "Liabilities|0", "Loans|2"]


def test_a_unit_beside_the_middle_of_a_label_goes_behind_it() -> None:
    rows = [(100.0, row("Net sales", "1", "2")), (120.0, row("Costs", "1", "2")), (137.0, row("親会社株主に帰属する"))]
    rows += [(142.0, [left(160, "(百万円)"), *row("", "5", "6")]), (147.0, row("当期純利益"))]
    assert wrapped(*rows)[2] == "親会社株主に帰属する当期純利益 (百万円)|2"


# ---------------------------------------------------------------------------------------------------------------------
# Tables beside, below and over each other

SIDE = (200.0, 260.0)
OTHER = (460.0, 520.0)


def beside(first: str, second: str) -> list[Chunk]:
    return [*row(first, "1,234", "56", edges=SIDE), *row(second, "7,890", "12", edges=OTHER, x=300)]


def test_two_tables_side_by_side_are_read_one_after_the_other() -> None:
    rows = page_lines([beside(first, second) for first, second in (("Cash", "Loans"), ("Land", "Taxes"), ("Other", "Equity"), ("Total", "Total"))])
    parts = split_side_by_side(rows, SCANNER)
    assert [[found.text for found in part] for part in parts] == [
        ["Cash 1,234 56", "Land 1,234 56", "Other 1,234 56", "Total 1,234 56"],
        ["Loans 7,890 12", "Taxes 7,890 12", "Equity 7,890 12", "Total 7,890 12"],
    ]


def test_one_table_is_not_split() -> None:
    rows = page_lines([row("Net sales", "1,234", "1,100"), row("Costs", "5", "6"), row("Rent", "5", "6"), row("Total", "5", "6")])
    assert split_side_by_side(rows, SCANNER) == [list(rows)]


def test_prose_ends_a_region() -> None:
    text = [left(60, "The costs of the year before were those of the shops that had been closed in the first of its quarters.")]
    pieces = find_regions(page_lines([row("Net sales", "1", "2"), row("Costs", "3", "4"), text, row("Staff", "5", "6"), row("Shops", "7", "8")]), SCANNER)
    assert [type(piece).__name__ for piece in pieces] == ["Region", "Line", "Region"]


def test_a_heading_stays_in_its_region() -> None:
    (region,) = find_regions(page_lines([row("Cash", "1", "2"), row("Liabilities"), row("Loans", "3", "4")]), SCANNER)
    assert isinstance(region, Region)
    assert [found.text for found in region.lines] == ["Cash 1 2", "Liabilities", "Loans 3 4"]


HEAD = [[left(60, "Consolidated Balance Sheets")], row("", "2003", "2002")]
FIRST, SECOND = [row("Cash", "1,234", "1,100"), row("Land", "5,000", "4,000")], [row("Loans", "1,000", "900"), row("Total", "9,999", "9,998")]


def groups(second_page: list[list[Chunk]]) -> list[int]:
    made = geometry_to_grid([*page_lines([*HEAD, *FIRST]), *page_lines(second_page, page=2)], SCANNER)
    return [found.group for found in made if found.layout == "grid" and cells_of(found, SCANNER)]


def test_a_table_goes_on_over_a_page() -> None:
    assert groups(SECOND) == [1, 1, 1, 1]
    assert groups([HEAD[1], *SECOND]) == [1, 1, 1, 1]


def test_another_table_on_the_next_page() -> None:
    assert groups([[left(60, "Consolidated Statements of Income")], HEAD[1], *SECOND]) == [1, 1, 2, 2]
    assert groups([row("Loans", "1,000", "900", edges=(320.0, 450.0)), row("Total", "9,999", "9,998", edges=(320.0, 450.0))]) == [1, 1, 2, 2]
    assert groups([row("Loans", "1", "2", "3"), row("Total", "1", "2", "3")]) == [1, 1, 2, 2]


def test_pages_of_one_table_are_one_table_of_the_document() -> None:
    caption = [left(60, "(In millions of yen)")]
    head = [HEAD[0], caption, row("", "Dec 31, 2003", "Dec 31, 2002")]
    got = read(pdf_document([*page_lines([*head, *FIRST]), *page_lines(SECOND, page=2)]), ABOUT)
    assert [(table.number, len(table.rows)) for table in got.tables] == [(1, 4)]
    assert [(reading.page, reading.value) for reading in got.cells("Loans")] == [(2, Decimal("1000000000")), (2, Decimal("900000000"))]
    assert got.cells("Loans")[0].bbox == (right(A, "1,000").x0, 100.0, A, 110.0)


@pytest.mark.parametrize(("head", "running"), [("A Stores Inc. (1234) Results for March 2021", True), ("March 31, 2021", False), ("(Unit: million yen)", False)])
def test_the_head_of_every_page_stands_over_no_column(head: str, running: bool) -> None:
    """It may name a period; a period or a unit alone may belong to the table below it, and so does what is not set apart."""
    table = [row("", "2003", "2002"), *FIRST, *SECOND]
    apart, close = ([line for page in (1, 2, 3) for line in page_lines([[left(250, head)], *gap, *table], page=page)] for gap in ([[]], []))
    assert running_heads(apart, SCANNER) == ({(head, 100)} if running else set())
    assert running_heads(close, SCANNER) == set()


def test_a_line_without_columns_keeps_its_gaps() -> None:
    run = as_run(line(100, left(60, "(1) 連結経営成績"), left(300, "（％表示は、対前期増減率）")))
    assert (run.layout, run.text) == ("run", "(1) 連結経営成績  （％表示は、対前期増減率）")


def test_numbers_a_few_points_off_their_row_and_notes_stacked_beside_it() -> None:
    lines = [
        line(60, left(208, "Notes"), right(330, "FY2023"), right(430, "FY2024")),
        line(80, left(50, "Revenue"), left(208, "4,26"), right(330, "2,239"), right(430, "16,295")),
        line(93, left(208, "8,10")),
        line(103, left(50, "Cost of sales"), left(208, "11,12"), right(330, "2,011"), right(430, "14,894")),
        line(113, left(208, "13")),
        line(125, left(208, "14"), right(430, "187")),
        line(130, left(50, "Other expenses"), right(330, "29")),
    ]  # fmt: skip
    made = [[chunk.text for chunk in one.chunks] for one in geometry_to_grid(lines, SCANNER)]
    assert made[-3:] == [["Revenue", "4,26", "2,239", "16,295"], ["Cost of sales", "8,10,11,12,13", "2,011", "14,894"], ["Other expenses", "14", "29", "187"]]


def test_sparse_rows_close_together_stay_apart() -> None:
    """Rows 10 points apart, 9 high: they share no height."""
    lines = [line(60 + 10 * at, left(50, f"Item {at}"), *numbers) for at, numbers in enumerate([[right(330, "1,111"), right(430, "1,112")], [right(330, "2,222")], [right(430, "3,333")]])]
    assert [len(one.chunks) for one in geometry_to_grid(lines, SCANNER)] == [3, 2, 2]


def test_a_raised_mark_behind_a_number() -> None:
    lines = [
        line(60, right(330, "FY2023"), right(430, "FY2024")),
        line(80, left(50, "Sales"), right(330, "1,234"), right(430, "3,720²")),
        line(95, left(50, "Profit"), right(330, "12⁽¹⁾"), right(430, "13*³")),
    ]
    assert [[chunk.text for chunk in one.chunks] for one in geometry_to_grid(lines, SCANNER)][1:] == [["Sales", "1,234", "※2 3,720"], ["Profit", "※1 12", "※3 13"]]


def test_two_columns_of_labels() -> None:
    lines = [line(60, right(330, "FY2023"), right(430, "FY2024"))]
    for at, (shared, label) in enumerate((("Parts", "Sales"), ("", "Profit"), ("Machines", "Sales"), ("", "Profit"))):
        names = [left(50, shared)] if shared else []
        lines.append(line(80 + 15 * at, *names, left(140, label), right(330, f"{at + 1},111"), right(430, f"{at + 1},222")))
    found = geometry_to_grid(lines, SCANNER)[1:]
    assert [(one.chunks[0].text, one.indent, len(one.chunks)) for one in found] == [
        ("Parts", 50, 1), ("Sales", 140, 3), ("Profit", 140, 3), ("Machines", 50, 1), ("Sales", 140, 3), ("Profit", 140, 3),
    ]  # fmt: skip
    named = [line(80, left(50, "Sales"), left(140, "(domestic)"), right(330, "1"), right(430, "2")), line(95, left(50, "Profit"), right(330, "3"), right(430, "4"))]
    assert [one.chunks[0].text for one in geometry_to_grid(named, SCANNER)] == ["Sales (domestic)", "Profit"]


def test_a_heading_that_could_go_on_but_has_two_rows_below_it() -> None:
    """"attributable to" over two indented rows is their heading; over one, the first line of its label."""
    head = [line(40, left(50, "Statements of Income")), line(50, left(50, "(Millions of yen)")), line(60, right(330, "2023"), right(430, "2024"))]
    above = line(75, left(50, "Sales"), right(330, "1,111"), right(430, "2,222"))
    lines = [*head, above, line(90, left(50, "Profit for the year attributable to"))]
    two = [line(105 + 15 * at, left(60, label), right(330, "111"), right(430, "222")) for at, label in enumerate(("owners", "others"))]
    assert [one.label for one in read(pdf_document([*lines, *two])).readings[2::2]] == ["owners", "others"]
    assert [one.label for one in read(pdf_document([*lines, two[0]])).readings[2::2]] == ["Profit for the year attributable to owners"]


def test_the_numbers_of_a_chart_are_told() -> None:
    lines = [line(50, left(50, "売上高の推移（百万円）")), *(line(70 + 15 * at, right(100, text)) for at, text in enumerate(("50,000", "43,870", "40,000", "30,000")))]
    made = read(pdf_document(lines))
    assert not made.readings
    assert made.codes == ["unread_table"]


def test_a_line_of_periods_and_numbers_in_no_table_is_one_line_again() -> None:
    line_of = [left(40, "（参考）自己資本"), left(140, "2024年3月期"), left(210, "11,427百万円"), left(320, "2023年3月期"), left(390, "11,143百万円")]
    assert grid([left(40, "1. 2024年3月期の業績")], line_of, [left(40, "当社は、株式の分割を行っております。")]) == [
        ["1. 2024年3月期の業績"],
        ["（参考）自己資本  2024年3月期  11,427百万円  2023年3月期  11,143百万円"],
        ["当社は、株式の分割を行っております。"],
    ]
