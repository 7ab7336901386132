"""Questions asked of a printed text: each answer with the good neighbour that gets the other one."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.about import FiscalCalendar
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


def test_words_wait_for_the_calendar() -> None:
    early = Scanner()
    assert early("1,234").number is not None
    with pytest.raises(LookupError):
        early("2024年3月期").of("period")
    assert ends(early.under(SCANNER.about), "当中間期") == [date(2024, 9, 30)]


def test_numbers_are_taken_along_to_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    early = Scanner()
    number = early("1,234").number
    monkeypatch.setattr(module, "parse_number", lambda text: pytest.fail(f"{text} parsed again"))
    assert early.under(SCANNER.about)("1,234").number is number


@pytest.mark.parametrize(
    ("text", "lone", "holds"), [("290 (51)", False, True), ("44億米ドル（注１）", False, True), ("6(注)1", True, True), ("USD (1)", False, False)]
)
def test_a_number_beside_a_mark_or_another_number(text: str, lone: bool, holds: bool) -> None:
    assert (SCANNER(text).is_number, SCANNER(text).holds_number) == (lone, holds)


@pytest.mark.parametrize(
    ("text", "figure", "nil"),
    [("※1 14,078", True, False), ("20,000～22,000", True, False), ("2023", False, False), ("－", False, True), ("n.m.", False, True), ("売上高", False, False)],
)
def test_figures_and_nil_marks(text: str, figure: bool, nil: bool) -> None:
    assert (SCANNER(text).is_figure, SCANNER(text).is_nil) == (figure, nil)


@pytest.mark.parametrize(
    ("text", "alone", "head", "stub"),
    [
        ("百万円", True, True, True), ("（百万円）", True, True, True), ("％", True, True, True), ("百万円　％", True, True, True),
        ("当額（円）", False, True, False), ("売上高（百万円）", False, True, False), ("売上高", False, False, False), ("2024年3月期", False, False, False),
    ],
)  # fmt: skip
def test_units(text: str, alone: bool, head: bool, stub: bool) -> None:
    assert (SCANNER(text).is_unit, SCANNER(text).is_unit_head, SCANNER(text).is_unit_stub) == (alone, head, stub)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2024年3月期実績", True), ("（2023年3月31日）", True), ("前連結会計年度", True),
        ("第2四半期", False), ("（自 2023年4月1日", False), ("当期の実績", False), ("12月31日", False),
    ],
)  # fmt: skip
def test_a_period_that_says_its_own_last_day(text: str, whole: bool) -> None:
    assert SCANNER(text).is_whole_period is whole


@pytest.mark.parametrize(
    ("text", "stub", "leads", "names"),
    [
        ("2024年3月期", True, True, True), ("当期", False, True, True), ("2024年3月期 売上高の合計金額", False, False, True), ("1,234", False, False, False),
        ("売上高 2024年3月期", True, True, True), ("2024年3月期 百万円", True, True, False),
    ],
)  # fmt: skip
def test_texts_that_name_a_period(text: str, stub: bool, leads: bool, names: bool) -> None:
    assert (SCANNER(text).is_period_stub, SCANNER(text).leads_period, SCANNER(text).names_period) == (stub, leads, names)
