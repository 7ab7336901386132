"""Tables boxed in by lines: cells, headers over them, labels of any number of lines, texts beside numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from parsers.page.open_tables import geometry_to_grid
from parsers.page.ruled_cells import RuledCell, find_ruled_tables
from parsers.printed import Chunk, Line, Ruling
from tests.parsers.made import SCANNER, Read, centre, left, line, pdf_document, read, right

XS = (50.0, 200.0, 300.0, 400.0)


def box(xs: Sequence[float], ys: Sequence[float], *, without: Sequence[tuple[float, float, float, float]] = (), page: int = 1) -> list[Ruling]:
    """Every side of every place of a table, as Word draws them; `without`: sides left out (x0, top, x1, bottom)."""
    level = [Ruling(page, x0, y, x1, y) for y in ys for x0, x1 in pairwise(xs)]
    upright = [Ruling(page, x, top, x, bottom) for x in xs for top, bottom in pairwise(ys)]
    return [one for one in (*level, *upright) if (one.x0, one.top, one.x1, one.bottom) not in without]


def grid(lines: Sequence[Line], rulings: Sequence[Ruling]) -> list[list[str]]:
    made = geometry_to_grid(lines, SCANNER, rulings)
    return [[found.chunks[0].text, *(f"{int(chunk.x0)}:{chunk.text}" for chunk in found.chunks[1:])] for found in made]


def read_ruled(lines: Sequence[Line], rulings: Sequence[Ruling]) -> Read:
    return read(replace(pdf_document(lines), rulings=tuple(rulings)))


def test_places_with_no_line_between_them_are_one_cell() -> None:
    """A header over two columns."""
    (table,) = find_ruled_tables(box(XS, (100, 120, 140), without=[(300, 100, 300, 120)]))
    assert table.bbox == (50, 100, 400, 140)
    assert table.cells == (RuledCell(0, 0, 0, 0), RuledCell(1, 0, 2, 0), RuledCell(0, 1, 0, 1), RuledCell(1, 1, 1, 1), RuledCell(2, 1, 2, 1))


def test_a_table_may_be_open_at_its_sides() -> None:
    (table,) = find_ruled_tables([one for one in box(XS, (100, 120, 140)) if one.x0 not in (50, 400) or one.x1 != one.x0])
    assert table.xs == XS


@pytest.mark.parametrize("ys", [(100,), (100, 500)])
def test_rules_that_box_nothing_in(ys: tuple[float, ...]) -> None:
    """Lines above totals; a frame around a notice."""
    assert find_ruled_tables([*(Ruling(1, 50, y, 400, y) for y in ys), Ruling(1, 50, 100, 50, 500), Ruling(1, 400, 100, 400, 500)]) == []


def equity(labels: Sequence[str]) -> tuple[list[Line], list[Ruling]]:
    lines = [
        line(60, left(50, "Statements of Changes in Net Assets")),
        line(75, left(60, "Fiscal Year Ended March 31, 2022")),
        line(88, right(400, "(¥ million)")),
        line(103, centre(300, "Stockholders' equity")),
        line(123, centre(250, "Common stock"), centre(350, "Retained")),
        line(133, centre(350, "earnings")),
    ]
    ys = [100.0, 120.0, 150.0]
    at = 153.0
    for label in (*labels, "Balance at end of year"):
        parts = label.split("/")
        lines += [line(at + 12 * place, left(55, part)) for place, part in enumerate(parts)]
        lines.append(line(at + 6 * (len(parts) - 1), right(290, "10,000"), right(390, "(3,905)")))
        at += 12 * len(parts) + 6
        ys.append(at - 3)
    lines.sort(key=lambda one: one.bbox[1] if one.bbox else 0)
    merged: dict[float, list[Chunk]] = {}
    for one in lines:
        merged.setdefault(one.bbox[1] if one.bbox else 0, []).extend(one.chunks)
    return [line(top, *chunks) for top, chunks in merged.items()], box(XS, ys, without=[(300, 100, 300, 120)])


def test_a_label_of_four_lines_and_a_spanner_over_all_columns() -> None:
    label = "Changes in treasury stock/accompanying changes to/holdings in companies to which/the equity method is applied"
    made = read_ruled(*equity([label]))
    cells = made.cells(label.replace("/", " "))
    assert [(str(cell.value), cell.members, str(cell.period_start)) for cell in cells] == [
        ("10000000000", ("Stockholders' equity", "Common stock"), "2021-04-01"),
        ("-3905000000", ("Stockholders' equity", "Retained earnings"), "2021-04-01"),
    ]


def test_several_rows_between_two_level_lines() -> None:
    """Lines of one label stand closer together than labels; the number stands beside the middle of its label."""
    lines = [
        line(103, centre(250, "Digital"), centre(350, "Total")),
        line(123, left(55, "Net sales")),
        line(146, left(60, "To external")), line(151.5, right(290, "1,234"), right(390, "5,678")), line(157, left(60, "customers")),
        line(180, left(60, "Transfers"), right(290, "–"), right(390, "91")),
    ]  # fmt: skip
    assert grid(lines, box(XS, (100, 120, 200))) == [
        ["", "1:Digital", "2:Total"],
        ["Net sales"],
        ["To external customers", "1:1,234", "2:5,678"],
        ["Transfers", "1:–", "2:91"],
    ]


def test_numbers_above_each_other_beside_one_label_are_told_and_left_out() -> None:
    lines = [
        line(103, centre(250, "2004年3月期"), centre(350, "2003年3月期")),
        line(123, left(55, "配当金"), right(290, "1,234"), right(390, "5,678")), line(135, right(290, "(20)"), right(390, "(21)")),
        line(153, left(55, "売上高"), right(290, "11"), right(390, "12")),
    ]  # fmt: skip
    made = read_ruled([line(60, left(50, "連結損益計算書（百万円）")), *lines], box(XS, (100, 120, 150, 170)))
    assert [reading.printed for reading in made.readings] == ["11", "12"]
    assert made.codes.count("unreadable_cell") == 2


def test_units_above_the_numbers_of_one_cell_and_two_columns_without_a_line_between() -> None:
    """The first page of a 決算短信."""
    xs = (50.0, 200.0, 400.0)
    lines = [
        line(60, left(50, "（１）連結経営成績")), line(75, right(400, "（％表示は、対前期増減率）")),
        line(103, centre(300, "売上高")),
        line(123, right(290, "百万円"), right(390, "％")),
        line(138, left(55, "2022年３月期"), right(290, "889,270"), right(390, "20.0")),
        line(153, left(55, "2021年３月期"), right(290, "740,903"), right(390, "△2.3")),
    ]  # fmt: skip
    made = read_ruled(lines, box(xs, (100, 120, 170)))
    found = [(one.label, one.measure, one.unit, str(one.value), str(one.period_end)) for one in made.readings]
    assert found == [
        ("売上高", "amount", "JPY", "889270000000", "2022-03-31"), ("売上高", "change_yoy", "pure", "0.200", "2022-03-31"),
        ("売上高", "amount", "JPY", "740903000000", "2021-03-31"), ("売上高", "change_yoy", "pure", "-0.023", "2021-03-31"),
    ]  # fmt: skip


def test_names_with_digits_and_remarks_beside_numbers_are_no_numbers() -> None:
    xs = (50.0, 200.0, 280.0, 400.0)
    lines = [
        line(60, left(50, "主要な相手先（単位：百万円）")), line(75, left(50, "当連結会計年度（自 2021年4月1日 至 2022年3月31日）")),
        line(103, left(55, "相手先"), centre(240, "売上高"), centre(340, "内容")),
        line(123, left(55, "STATE BANK"), right(275, "105,334"), left(285, "単元株式数")), line(134, left(55, "505223"), left(285, "100株")),
        line(153, left(55, "A社"), right(275, "75,272"), left(285, "B C D")),
    ]  # fmt: skip
    made = read_ruled(lines, box(xs, (100, 120, 150, 170)))
    assert [(one.label, one.printed) for one in made.readings] == [("STATE BANK 505223", "105,334"), ("A社", "75,272")]


def test_two_tables_in_one_box_side_by_side() -> None:
    xs = (50.0, 150.0, 250.0, 350.0, 450.0)
    rows = [("流動資産", "10", "流動負債", "7"), ("現金", "4", "買掛金", "3"), ("固定資産", "5", "固定負債", "2"), ("資産合計", "15", "負債合計", "9")]
    lines = [line(103, left(55, "科目"), centre(200, "金額"), left(255, "科目"), centre(400, "金額"))]
    lines += [line(123 + 20 * at, left(55, a), right(245, b), left(255, c), right(445, d)) for at, (a, b, c, d) in enumerate(rows)]
    made = grid(lines, box(xs, (100, 120, 140, 160, 180, 200)))
    assert made[1:5] == [["流動資産", "1:10"], ["現金", "1:4"], ["固定資産", "1:5"], ["資産合計", "1:15"]]
    assert made[6:] == [["流動負債", "1:7"], ["買掛金", "1:3"], ["固定負債", "1:2"], ["負債合計", "1:9"]]


def test_a_shared_stub_over_several_rows() -> None:
    xs = (50.0, 120.0, 200.0, 300.0)
    lines = [
        line(60, left(50, "セグメント（単位：百万円） 2022年3月期")), line(103, centre(250, "2022年3月期")),
        line(133, left(55, "国内")), line(123, left(125, "売上高"), right(290, "11")), line(143, left(125, "利益"), right(290, "12")),
        line(163, left(55, "海外"), left(125, "売上高"), right(290, "13")),
    ]  # fmt: skip
    made = read_ruled(sorted(lines, key=lambda one: one.number), box(xs, (100, 120, 140, 160, 180), without=[(50, 140, 120, 140)]))
    assert [one.label_path for one in made.readings] == [("国内", "売上高"), ("国内", "利益"), ("海外", "売上高")]


def test_each_column_has_the_unit_of_its_own_header() -> None:
    lines = [
        line(60, left(50, "株式の状況（2022年3月31日現在）")), line(103, centre(250, "発行済株式総数"), centre(350, "資本金")),
        line(113, centre(250, "（千株）"), centre(350, "（百万円）")),
        line(133, left(55, "普通株式"), right(290, "68,468"), right(390, "7,773")), line(153, left(55, "計"), right(290, "68,468"), right(390, "7,773")),
    ]  # fmt: skip
    made = read_ruled(lines, box(XS, (100, 130, 150, 170)))
    assert [(one.unit, str(one.value), one.decimals) for one in made.cells("計")] == [("shares", "68468000", -3), ("JPY", "7773000000", -6)]


def test_a_period_in_a_cell_of_its_own_before_each_number() -> None:
    """Issued shares on the second page of a 決算短信, ruled or not."""
    xs = (50.0, 220.0, 290.0, 380.0, 450.0, 540.0)
    rows = [("①　期末発行済株式数（自己株式を含む）", "222,000,000株", "221,000,000株"), ("③　期中平均株式数", "219,743,585株", "219,670,097株")]
    lines = [line(60, left(50, "（３）発行済株式数（普通株式）"))]
    lines += [
        line(103 + 20 * at, left(52, label), left(292 - 70, "2022年3月期"), right(378, new), left(384, "2021年3月期"), right(538, old))
        for at, (label, new, old) in enumerate(rows)
    ]
    for rulings in (box(xs, (100, 120, 140)), []):
        made = read_ruled(lines, rulings)
        assert [(one.label, str(one.value), str(one.period_start), str(one.period_end), one.unit) for one in made.readings] == [
            ("期末発行済株式数(自己株式を含む)", "222000000", "None", "2022-03-31", "shares"),
            ("期末発行済株式数(自己株式を含む)", "221000000", "None", "2021-03-31", "shares"),
            ("期中平均株式数", "219743585", "2021-04-01", "2022-03-31", "shares"),
            ("期中平均株式数", "219670097", "2020-04-01", "2021-03-31", "shares"),
        ]


def test_a_box_of_labels_beside_rows_that_are_ruled_apart() -> None:
    """Lines only above and below the totals, and none through the labels; some labels have no numbers, some two lines."""
    lines = [
        line(103, centre(250, "2023"), centre(350, "2024")),
        line(123, left(55, "Current assets")),
        line(138, left(60, "Cash"), right(290, "100"), right(390, "110")),
        line(153, left(60, "Inventories held by"), ), line(158, right(290, "10"), right(390, "11")), line(163, left(60, "subsidiaries")),
        line(183, left(60, "Total current assets"), right(290, "110"), right(390, "121")),
        line(203, left(55, "Total assets"), right(290, "110"), right(390, "121")),
    ]  # fmt: skip
    rules = [one for one in box(XS, (100, 120, 180, 200, 220)) if (one.x0, one.x1) != (50, 200) or one.top in (100, 120, 220)]
    assert grid(lines, rules)[1:] == [
        ["Current assets"],
        ["Cash", "1:100", "2:110"],
        ["Inventories held by subsidiaries", "1:10", "2:11"],
        ["Total current assets", "1:110", "2:121"],
        ["Total assets", "1:110", "2:121"],
    ]


def test_one_label_beside_rows_that_are_ruled_apart_is_the_label_of_each() -> None:
    lines = [
        line(103, centre(250, "2023"), centre(350, "2024")),
        line(123, right(290, "100"), right(390, "110")), line(133, left(55, "Sales")), line(143, right(290, "1.5%"), right(390, "1.6%")),
        line(163, left(55, "Profit"), right(290, "7"), right(390, "8")),
    ]  # fmt: skip
    rules = box(XS, (100, 120, 140, 160, 180), without=[(50, 140, 200, 140)])
    assert grid(lines, rules)[1:] == [["Sales", "1:100", "2:110"], ["Sales", "1:1.5%", "2:1.6%"], ["Profit", "1:7", "2:8"]]


def test_figures_set_a_few_points_off_their_row() -> None:
    lines = [
        line(103, centre(250, "USD"), centre(350, "JPY")),
        line(123, left(55, "Sales")), line(119.5, right(290, "1,234")), line(124, right(390, "5,678")),
        line(138, left(55, "Profit")), line(134.5, right(290, "12")), line(139, right(390, "56")),
    ]  # fmt: skip
    lines.sort(key=lambda one: one.bbox[1] if one.bbox else 0)
    assert grid(lines, box(XS, (100, 115, 160)))[1:] == [["Sales", "1:1,234", "2:5,678"], ["Profit", "1:12", "2:56"]]


def test_a_box_without_labels_has_those_of_the_box_to_its_left() -> None:
    lines = [
        line(103, centre(250, "FY2023"), centre(450, "FY2024")), line(113, centre(225, "1Q"), centre(275, "2Q"), centre(425, "1Q"), centre(475, "2Q")),
        line(133, left(55, "Sales"), right(248, "11"), right(298, "12"), right(448, "13"), right(498, "-14")),
        line(153, left(55, "Profit"), right(248, "1"), right(298, "2"), right(448, "3"), right(498, "4")),
    ]  # fmt: skip
    rules = [*box((50, 200, 250, 300), (100, 130, 150, 170)), *box((400, 450, 500), (100, 130, 170))]
    made = grid(lines, [one for one in rules if one.x0 not in (250, 450) or one.x0 < one.x1 or one.top > 100])
    assert made[-2:] == [["Sales", "1:11", "2:12", "3:13", "4:-14"], ["Profit", "1:1", "2:2", "3:3", "4:4"]]
    named = [line(133, left(55, "Sales"), right(248, "11"), right(298, "12"), left(402, "Costs"), right(498, "14"))]
    assert grid([*lines[:2], *named], rules)[-1] == ["Costs", "1:14"], "a box with labels of its own is a table of its own"


def test_lines_that_end_inside_an_open_place_part_its_cells() -> None:
    """A shaded row without lines above three numbers: no line between it and them, but lines between the numbers."""
    rules = box(XS, (100, 120, 140), without=[(300, 100, 300, 120), (200, 120, 300, 120), (300, 120, 400, 120)])
    (table,) = find_ruled_tables(rules)
    assert [cell for cell in table.cells if cell.left] == [RuledCell(1, 0, 2, 0), RuledCell(1, 1, 1, 1), RuledCell(2, 1, 2, 1)]


def test_texts_of_other_heights_side_by_side_in_one_header_cell() -> None:
    lines = [
        line(102, centre(250, "(自 2023年4月1日")), line(113, centre(250, "至 2024年3月31日)"), centre(350, "前年比(%)")),
        line(133, left(55, "Sales"), right(290, "1,234"), right(390, "5.0")),
    ]  # fmt: skip
    rules = box(XS, (100, 130, 150), without=[(200, 100, 200, 130), (300, 100, 300, 130)])
    assert grid(lines, rules)[0] == ["", "1:(自 2023年4月1日 至 2024年3月31日)", "2:前年比(%)"]


def test_a_table_goes_on_whose_first_row_there_is_a_heading() -> None:
    head = [centre(250, "2023"), centre(350, "2024")]
    first = [line(103, *head), line(123, left(55, "Sales"), right(290, "1"), right(390, "2"))]
    second = [line(103, *head, page=2), line(123, left(55, "Costs"), page=2), line(143, left(55, "Staff"), right(290, "3"), right(390, "4"), page=2)]
    made = geometry_to_grid([*first, *second], SCANNER, [*box(XS, (100, 120, 140)), *box(XS, (100, 120, 140, 160), page=2)])
    assert {found.group for found in made} == {1}


def test_a_number_below_zero_behind_another_is_no_range() -> None:
    made = grid([line(103, centre(250, "2023"), centre(350, "2024")), line(123, left(55, "Profit"), right(290, "38,858"), left(302, "-26,504"))], box(XS, (100, 120, 140)))
    assert made[-1] == ["Profit", "1:38,858", "2:-26,504"]


def test_a_mark_below_a_unit_is_part_of_the_header() -> None:
    lines = [
        line(102, left(60, "Item"), centre(250, "2024"), centre(350, "U.S. dollars")), line(114, centre(350, "(1)")),
        line(132, left(60, "Sales"), right(295, "1,234"), right(395, "(5)")), line(152, left(60, "Costs"), right(295, "1,100"), right(395, "(6)")),
    ]  # fmt: skip
    assert grid(lines, box(XS, (100, 130, 150, 170))) == [["Item", "1:2024", "2:U.S. dollars (1)"], ["Sales", "1:1,234", "2:(5)"], ["Costs", "1:1,100", "2:(6)"]]


@pytest.mark.parametrize("empty", [0, 1, 2])
def test_a_table_goes_on_in_the_columns_in_which_its_numbers_stand(empty: int) -> None:
    """A column that is empty on the second page moves no other."""
    xs = (50.0, 150.0, 250.0, 350.0, 450.0)
    first = [line(103, *(centre(x, text) for x, text in ((200, "FY2020"), (300, "FY2021"), (400, "FY2022"))))]
    first += [line(123, left(55, "Sales"), *(right(x, text) for x, text in ((240, "1,234"), (340, "1,345"), (440, "1,456"))))]
    cells = [(240, "90"), (340, "80"), (440, "70")]
    second = [line(top, left(55, label), *(right(x, text) for x, text in cells if (x, text) != cells[empty]), page=2) for top, label in ((103, "Tax"), (123, "Other"))]
    made = grid([*first, *second], [*box(xs, (100, 120, 140)), *box(xs, (100, 120, 140), page=2)])
    assert made[2:] == [[label, *(f"{at}:{text}" for at, (_, text) in enumerate(cells, 1) if at != empty + 1)] for label in ("Tax", "Other")]
