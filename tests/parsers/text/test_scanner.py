"""Questions asked of a printed text: each answer with the good neighbour that gets the other one."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.model import FiscalCalendar
from parsers.text import scanner as module
from parsers.text.scanner import Scanner
from tests.parsers.made import about

DECEMBER = FiscalCalendar(end_month=12, end_day=31, names_end_year=True, stated=True)
SCANNER = Scanner(about(end=date(2024, 9, 30), months=6))


def ends(scanner: Scanner, text: str) -> list[date | None]:
    return [word.period.period_end for word in scanner(text).of("period") if word.period is not None]


def test_a_text_is_made_once() -> None:
    assert SCANNER("2024年3月期") is SCANNER("2024年3月期")
    assert SCANNER("2024年3月期") is not Scanner(SCANNER.about)("2024年3月期")


def test_a_text_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(module, "parse_number", lambda text: asked.append(text))
    scanner = Scanner(SCANNER.about)
    assert [scanner("Net sales").number for _ in range(3)] == [None] * 3
    assert asked == ["Net sales"]


def test_a_text_is_read_under_its_own_calendar() -> None:
    assert ends(Scanner(about()), "FY2023") == [date(2024, 3, 31)]
    assert ends(Scanner(about(DECEMBER)), "FY2023") == [date(2023, 12, 31)]


def test_what_only_points_at_a_period_is_that_of_the_release() -> None:
    assert ends(SCANNER, "当中間期") == [date(2024, 9, 30)]
    assert ends(Scanner(about()), "当中間期") == [None]


@pytest.mark.parametrize(("text", "plain"), [("USD (1) JPY", "USD     JPY"), ("3Q03(1)²", "3Q03    "), ("Sales (net)", "Sales (net)")])
def test_footnote_marks_are_no_words(text: str, plain: str) -> None:
    assert SCANNER(text).plain.printed == plain
    assert SCANNER(text).plain.plain is SCANNER(text).plain


def test_words_keep_their_place_in_the_text_as_printed() -> None:
    text = "USD (1)  2024年3月期"
    assert [text[word.start : word.end] for word in SCANNER(text).words] == ["USD", "2024年3月期"]


@pytest.mark.parametrize(
    ("text", "number", "cell"),
    [
        ("1,234", True, True), ("(1,234)", True, True), ("－", True, True), ("※1 1,234", True, True), ("57円67銭", True, True),
        ("n.m.", False, True), ("20,000～22,000", False, True), ("2004", False, True),
        ("USD (1)", False, False), ("3Q03", False, False), ("2024年3月期", False, False), ("Sales", False, False), ("", False, False),
    ],
)  # fmt: skip
def test_numbers_and_cells(text: str, number: bool, cell: bool) -> None:
    assert (SCANNER(text).is_number, SCANNER(text).is_cell) == (number, cell)


@pytest.mark.parametrize(
    ("text", "period", "span"),
    [
        ("前連結会計年度（自 2023年4月1日 至 2024年3月31日）", True, True),
        ("Prior Fiscal Year (From April 1, 2020 to March 31, 2021)", True, True),
        ("March 31, 2021.", True, False),
        ("当中間期", False, False),  # says neither day nor year
        ("March 31, 2021 and 2020", False, False),
        ("Related Information", False, False),
        ("Sales for the year ended March 31, 2021", False, False),
    ],
)
def test_a_line_that_is_a_period(text: str, period: bool, span: bool) -> None:
    assert (SCANNER(text).is_period, SCANNER(text).is_span) == (period, span)


@pytest.mark.parametrize(
    ("text", "letters", "covered"), [("2024年3月期 売上高", 11, 8), ("2024年3月期(1)", 8, 8), ("売上高", 3, 0), ("－", 0, 0)]
)
def test_how_much_of_a_text_is_of_the_frame(text: str, letters: int, covered: int) -> None:
    assert (SCANNER(text).letters, SCANNER(text).covered("period")) == (letters, covered)
    assert SCANNER(text).fills(1.0, "period") is (letters > 0 and letters == covered)
    assert SCANNER(text).covered("unit") == 0
