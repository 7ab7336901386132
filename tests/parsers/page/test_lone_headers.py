"""A header at the foot of a page that is printed again over its rows: said once, and of the table below its title."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from parsers.page.lone_headers import without_lone_headers
from parsers.printed import Chunk
from tests.parsers.made import ABOUT, SCANNER, centre, left, page_lines, pdf_document, read, right

FIRST, SECOND = 350.0, 450.0
"""Right edges of two columns."""
HEADER = [
    [centre(320, "Six months ended"), centre(420, "Six months ended")],
    [centre(320, "June 30, 2003"), centre(420, "June 30, 2002")],
]
TITLE = [[left(60, "Consolidated Statements of Income")], [left(380, "(Millions of yen)")]]
FOOT = [[left(60, "Sales:")], [left(290, "7")]]
ROWS = [[left(60, label), right(FIRST, one), right(SECOND, other)] for label, one, other in (("Goods", "1,234", "1,100"), ("Services", "5,678", "4,321"), ("Total", "6,912", "5,421"))]


def pages(first: list[list[Chunk]], second: list[list[Chunk]]) -> list[str]:
    return [line.text for line in without_lone_headers([*page_lines(first), *page_lines(second, page=2)], SCANNER)]


def test_a_header_without_rows_is_said_once() -> None:
    assert pages([*TITLE, *HEADER, *FOOT], [*HEADER, *ROWS])[:6] == [
        "Consolidated Statements of Income", "(Millions of yen)", "Sales:", "7", "Six months ended Six months ended", "June 30, 2003 June 30, 2002",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([*TITLE, *HEADER, *ROWS], [*HEADER, *ROWS]),
        ([*TITLE, *HEADER], [*HEADER[::-1], *ROWS]),
        ([*TITLE, HEADER[0], [left(300, "2003"), left(400, "2002")]], [*HEADER, *ROWS]),
        ([*TITLE, [left(60, "ACME Ltd.")]], [[left(60, "ACME Ltd.")], *HEADER, *ROWS]),
    ],
    ids=["with rows", "other lines", "another header", "a name at the edge"],
)
def test_what_is_no_header_printed_again_stays(first: list[list[Chunk]], second: list[list[Chunk]]) -> None:
    assert pages(first, second) == [line.text for line in (*page_lines(first), *page_lines(second, page=2))]


def test_the_table_on_the_next_page_has_the_title_and_unit_before_the_header() -> None:
    title = [[left(60, "四半期連結損益計算書（累計）")], [left(380, "（単位：千円、千米ドル）")]]
    header = [
        [centre(320, "前第2四半期"), centre(420, "当第2四半期")],
        [centre(320, "連結累計期間"), centre(420, "連結累計期間")],
        [centre(510, "米ドル(1)")],
        [centre(320, "(自 2002年1月1日"), centre(420, "(自 2003年1月1日")],
        [centre(320, "至 2002年6月30日)"), centre(420, "至 2003年6月30日)")],
    ]
    printed = (("機械", "1,100", "1,200", "10"), ("部品", "4,320", "5,640", "47"), ("売上高合計", "5,420", "6,840", "57"))
    rows = [[left(60, label), right(FIRST, one), right(SECOND, other), right(530, dollars)] for label, one, other, dollars in printed]
    got = read(pdf_document([*page_lines([*title, *header, [left(60, "売上高：")]]), *page_lines([*header, *rows], page=2)]), ABOUT)
    assert [(reading.unit, reading.value, reading.period_start, reading.period_end) for reading in got.cells("部品")] == [
        ("JPY", Decimal("4320000"), date(2002, 1, 1), date(2002, 6, 30)),
        ("JPY", Decimal("5640000"), date(2003, 1, 1), date(2003, 6, 30)),
        ("USD", Decimal("47000"), date(2003, 1, 1), date(2003, 6, 30)),
    ]
