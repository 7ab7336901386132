"""Headers of drawn boxes, and rows on stripes."""

from __future__ import annotations

from parsers.page.drawn_headers import header_in_boxes
from parsers.page.open_tables import geometry_to_grid
from parsers.printed import Ruling
from tests.parsers.made import SCANNER, centre, left, page_lines, right

ROWS = [
    [centre(300, "Comparison"), centre(450, "FY2022")],
    [centre(250, "From April 1"), centre(350, "From July 1")],
    [centre(250, "to June 30"), centre(350, "to Sep. 30")],
    [left(50, "Sales"), right(290, "1,234"), right(390, "1,111"), right(490, "5,678")],
    [left(50, "Costs"), right(290, "900"), right(390, "800"), right(490, "4,321")],
]
BOXES = [Ruling(1, 200, 98, 400, 113), Ruling(1, 400, 98, 500, 143), Ruling(1, 200, 113, 300, 143), Ruling(1, 300, 113, 400, 143)]
"""The ground of each cell of the header; the last column has one cell over all lines."""


def header(boxes: list[Ruling]) -> list[list[tuple[str, int, int]]]:
    made = geometry_to_grid(page_lines(ROWS), SCANNER, boxes)
    return [[(chunk.text, int(chunk.x0), int(chunk.x1)) for chunk in line.chunks if chunk.text] for line in made if line.layout == "grid"][:-2]


def test_the_texts_of_a_box_are_one_over_its_columns() -> None:
    assert header(BOXES) == [
        [("Comparison", 1, 3), ("FY2022", 3, 4)],
        [("From April 1 to June 30", 1, 2), ("From July 1 to Sep. 30", 2, 3)],
    ]


def test_the_ground_of_a_whole_header_tells_nothing() -> None:
    lines, row = page_lines(ROWS)[:3], page_lines(ROWS)[3]
    assert row.bbox is not None
    assert header_in_boxes(lines, (), 200, row.bbox[1], [Ruling(1, 40, 98, 500, 143)], lambda upper, _: upper) is None


def test_a_text_in_no_box_leaves_the_header_alone() -> None:
    assert header(BOXES[:-1]) == header([])


STRIPED = [
    [centre(290, "FY2022"), centre(390, "FY2021")],
    [left(50, "Interest and")],
    [left(50, "dividends"), right(290, "1,234"), right(390, "1,111")],
    [left(50, "Interest paid"), right(290, "900"), right(390, "800")],
    [left(50, "Gains on")],
    [left(50, "other"), right(290, "700"), right(390, "600")],
    [left(50, "investments")],
    [left(50, "Sum"), right(290, "500"), right(390, "400")],
]


def labels(*stripes: tuple[float, float], pitch: float = 15.0) -> list[str]:
    made = geometry_to_grid(page_lines(STRIPED, pitch=pitch), SCANNER, [Ruling(1, 45, top, 200, bottom) for top, bottom in stripes])
    return [line.chunks[0].text for line in made][1:]


def test_what_stands_on_a_stripe_or_between_two_is_one_row() -> None:
    whole = ["Interest and dividends", "Interest paid", "Gains on other investments", "Sum"]
    assert labels((110, 134), (145, 181), pitch=12) == whole
    assert labels((110, 134), (145, 181), pitch=12) != labels(pitch=12)


def test_the_last_row_may_stand_below_the_last_stripe() -> None:
    rows = [*STRIPED[:4], [left(50, "Costs"), right(290, "90"), right(390, "80")], [left(50, "Sum of all of")], [left(50, "these"), right(290, "9"), right(390, "8")]]
    made = geometry_to_grid(page_lines(rows, pitch=12), SCANNER, [Ruling(1, 45, 110, 200, 134), Ruling(1, 45, 145, 200, 159)])
    assert made[-1].chunks[0].text == "Sum of all of these"


def test_a_heading_and_its_row_between_two_sums_stay_two() -> None:
    """As far apart as a stripe is high, they are rows of their own."""
    assert labels((125, 140), (195, 210)) == labels()


def test_stripes_of_several_rows_tell_nothing() -> None:
    assert labels((110, 146), (158, 206), pitch=12) == labels(pitch=12)


def test_a_page_number_below_a_table_is_no_row() -> None:
    rows = [*STRIPED[:4], [], [], [centre(290, "4")]]
    assert [line.layout for line in geometry_to_grid(page_lines(rows), SCANNER)][-1] != "grid"
    assert [line.layout for line in geometry_to_grid(page_lines([*STRIPED[:4], [left(50, "Sum"), centre(290, "4")]]), SCANNER)][-1] == "grid"
