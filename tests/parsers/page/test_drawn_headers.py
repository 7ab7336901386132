"""Headers of drawn boxes."""

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
    assert header_in_boxes(lines, (), 200, row.bbox[1], [Ruling(1, 40, 98, 500, 143)], SCANNER) is None


def test_a_text_in_no_box_leaves_the_header_alone() -> None:
    assert header(BOXES[:-1]) == header([])
