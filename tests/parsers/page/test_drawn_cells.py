"""Tables whose rules are drawn cell by cell, as a browser prints them: headers stand over cells, not over numbers."""

from __future__ import annotations

from itertools import pairwise

from parsers.page.drawn_cells import cells_over, places_in_cells
from parsers.page.extents import Extent
from parsers.page.number_cells import find_columns
from parsers.page.open_tables import geometry_to_grid
from parsers.printed import Chunk, Ruling
from tests.parsers.made import SCANNER, centre, left, line, page_lines, right

EDGES = (50.0, 200.0, 360.0, 520.0)
"""A cell of labels and two wide ones."""
ROWS = [line(top, left(54, label), right(356, "1,234"), right(516, "5")) for top, label in ((120, "Sales"), (134, "Costs"), (148, "Profit"))]


def rules(y: float, *edges: float, page: int = 1) -> list[Ruling]:
    return [Ruling(page, x0, y, x1, y + 0.75) for x0, x1 in pairwise(edges)]


def test_each_column_has_the_cell_that_holds_it() -> None:
    assert cells_over(find_columns(ROWS, SCANNER), ROWS, rules(116, *EDGES), 10.0) == (Extent(200, 360), Extent(360, 520))


def test_a_rule_over_the_whole_table_draws_no_cells() -> None:
    assert cells_over(find_columns(ROWS, SCANNER), ROWS, rules(116, 50, 520), 10.0) is None


def test_rules_apart_draw_no_cells() -> None:
    apart = [*rules(116, 50, 190), *rules(116, 200, 350), *rules(116, 360, 520)]
    assert cells_over(find_columns(ROWS, SCANNER), ROWS, apart, 10.0) is None


def test_headers_in_the_middle_of_wide_cells() -> None:
    chunks: list[list[Chunk]] = [
        [centre(125, "Account"), centre(280, "FY2023"), centre(440, "FY2022")],
        *([*(chunk for chunk in row.chunks)] for row in ROWS),
    ]
    lines = page_lines(chunks)
    made = geometry_to_grid(lines, SCANNER, rules((lines[1].bbox or (0.0, 0.0))[1] - 1, *EDGES))
    assert [(chunk.text, chunk.x0) for chunk in made[0].chunks] == [("Account", 0), ("FY2023", 1), ("FY2022", 2)]


CELLS = tuple(Extent(100 * at, 100 * at + 100) for at in range(2, 6))


def test_a_spanner_covers_the_cells_it_stands_in_the_middle_of() -> None:
    header = [
        line(90, centre(300, "2023"), centre(500, "2022")),
        line(104, *(centre(cell.x0 + 50, text) for cell, text in zip(CELLS, ("Amount", "%", "Amount", "%"), strict=True))),
    ]
    assert places_in_cells(header, CELLS, SCANNER) == [{0: (0, 1), 1: (2, 3)}, {0: (0, 0), 1: (1, 1), 2: (2, 2), 3: (3, 3)}]


def test_a_text_over_one_of_three_cells_is_its_own_where_nothing_below_says_otherwise() -> None:
    assert places_in_cells([line(104, centre(350, "Change"))], CELLS, SCANNER) == [{0: (1, 1)}]


def test_what_begins_over_the_labels_stands_over_no_cell() -> None:
    assert places_in_cells([line(104, left(60, "A heading that runs into the first cell, and on"), centre(450, "Other"))], CELLS, SCANNER) == [{1: (2, 2)}]


def test_empty_cells_between_columns_or_before_the_first_tell_no_header_its_column() -> None:
    """A header may be set over an empty cell and the one with the numbers: 200-280 and 280-360 under one of 200-360."""
    columns = find_columns(ROWS, SCANNER)
    assert cells_over(columns, ROWS, rules(116, 50, 200, 280, 360, 440, 520), 10.0) is None
    assert cells_over(columns, ROWS, rules(116, 200, 280, 360, 520), 10.0) is None


def test_headers_over_an_empty_cell_and_the_numbers_keep_their_own_periods() -> None:
    chunks: list[list[Chunk]] = [[centre(280, "As of March 31, 2021"), centre(440, "As of March 31, 2022")], *([*row.chunks] for row in ROWS)]
    lines = page_lines(chunks)
    top = (lines[1].bbox or (0.0, 0.0))[1]
    made = geometry_to_grid(lines, SCANNER, [*rules(top - 1, *EDGES), *rules(top + 12, 200, 280, 360, 440, 520)])
    assert [(chunk.text, chunk.x0) for chunk in made[0].chunks if chunk.text] == [("As of March 31, 2021", 1), ("As of March 31, 2022", 2)]
