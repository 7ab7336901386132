"""Texts of narrow columns and broken lines: labels of many lines, marks below units, captions broken in a date, headers side by side."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.about import FiscalCalendar
from parsers.page.adjoining_periods import split_twins
from parsers.page.open_tables import geometry_to_grid
from parsers.page.tight_labels import tight_distance
from parsers.printed import Chunk, Line
from parsers.text.scanner import Scanner
from tests.parsers.made import SCANNER, about, centre, left, line, right


def lines_at(*placed: tuple[float, Sequence[Chunk]]) -> tuple[Line, ...]:
    return tuple(line(top, *chunks) for top, chunks in placed)


def read_grid(lines: Sequence[Line]) -> list[list[str]]:
    made = [one for one in geometry_to_grid(lines, SCANNER) if one.layout == "grid"]
    return [[one.chunks[0].text, *(f"{int(chunk.x0)}-{int(chunk.x1) - 1}:{chunk.text}" for chunk in one.chunks[1:])] for one in made]


def numbers(one: str, two: str) -> list[Chunk]:
    return [right(300, one), right(400, two)]


HEAD = [right(300, "2003"), right(400, "2002")]


def wrapped(apart: float) -> tuple[Line, ...]:
    """Three labels of two or three lines, the lines 11 points apart; the next label begins `apart` points below."""
    pieces = [["Total", "operating", "expenses"], ["Sales and", "marketing"], ["Interest", "expense"], ["Other"]]
    placed: list[tuple[float, Sequence[Chunk]]] = [(100.0, HEAD)]
    top = 120.0
    for at, label in enumerate(pieces):
        for piece in label[:-1]:
            placed.append((top, [left(60, piece)]))
            top += 11
        placed.append((top, [left(60, label[-1]), *numbers(f"1,23{at}", f"2,34{at}")]))
        top += apart
    return lines_at(*placed)


def test_lines_closer_than_rows_are_one_label() -> None:
    assert [row[0] for row in read_grid(wrapped(14))[1:]] == ["Total operating expenses", "Sales and marketing", "Interest expense", "Other"]


def test_lines_of_one_distance_are_left_alone() -> None:
    assert (tight_distance(wrapped(11)[1:]), tight_distance(wrapped(14)[1:])) == (0.0, 11.0)


def test_rows_as_close_as_lines_of_a_label_are_rows() -> None:
    close = lines_at((100, HEAD), (120, [left(60, "Cash"), *numbers("1,234", "5")]), (131, [left(60, "Land"), *numbers("1", "5")]), (145, [left(60, "Debt"), *numbers("7", "8")]))
    assert [row[0] for row in read_grid(close)[1:]] == ["Cash", "Land", "Debt"]


def test_a_mark_below_a_unit_is_no_row() -> None:
    header = [(100.0, [centre(280, "March 31,"), centre(380, "U.S. dollars")]), (112.0, [centre(280, "2006"), centre(380, "(1)")])]
    rows = [(140.0, [left(60, "Cash"), *numbers("1,234", "5")]), (155.0, [left(60, "Land"), *numbers("1", "(1)")])]
    assert read_grid(lines_at(*header, *rows)) == [
        ["", "1-1:March 31, 2006", "2-2:U.S. dollars (1)"], ["Cash", "1-1:1,234", "2-2:5"], ["Land", "1-1:1", "2-2:(1)"],
    ]  # fmt: skip


def test_a_number_in_brackets_below_a_unit_stays_one() -> None:
    rows = [(100.0, [right(300, "USD"), right(400, "USD")]), (112.0, [left(60, "Land"), *numbers("(1)", "(2)")]), (124.0, [left(60, "Cash"), *numbers("(3)", "(4)")])]
    assert read_grid(lines_at(*rows))[1:] == [["Land", "1-1:(1)", "2-2:(2)"], ["Cash", "1-1:(3)", "2-2:(4)"]]


def test_headers_of_two_and_three_lines_meet_on_one() -> None:
    header = [
        (84.0, [right(400, "（単位：百万円）")]),
        (100.0, [centre(260, "当第3四半期")]),
        (105.0, [centre(380, "前連結会計年度")]),
        (110.0, [centre(260, "連結会計期間")]),
        (115.0, [centre(380, "(平成29年6月30日)")]),
        (120.0, [centre(260, "(平成30年3月31日)")]),
    ]
    rows = [(154.0 + 14 * at, [left(60, label), *numbers("1,234", "567")]) for at, label in enumerate(("現金", "土地", "建物"))]
    assert read_grid(lines_at(*header, (140.0, [left(60, "資産の部")]), *rows))[0] == ["", "1-1:当第3四半期連結会計期間 (平成30年3月31日)", "2-2:前連結会計年度 (平成29年6月30日)"]


def test_a_caption_broken_in_a_date_is_one_line() -> None:
    caption = [(75.0, [left(60, "For the Three Months Ended Feb 28, 2009 and Feb")]), (86.0, [left(60, "28, 2010")])]
    rows = [(110.0, [right(300, "2010"), right(400, "2009")]), (125.0, [left(60, "Cash"), *numbers("1,234", "5")]), (140.0, [left(60, "Land"), *numbers("1", "5")])]
    made = geometry_to_grid(lines_at(*caption, *rows), SCANNER)
    assert made[0].text == "For the Three Months Ended Feb 28, 2009 and Feb 28, 2010"


def test_a_caption_is_not_cut_inside_a_date() -> None:
    text = "For the Three Months Ended Feb 28, 2009 and Feb 28, 2010"
    february = Scanner(about(FiscalCalendar(end_month=2, end_day=28, names_end_year=True, stated=True)))
    assert [chunk.text for chunk in split_twins(line(90, centre(250, text)), february).chunks] == [text]


def test_a_word_in_small_letters_is_no_title() -> None:
    """The middle line of "Interest and / dividend / income" ends no table."""
    rows = [(100.0, HEAD)]
    rows += [(115.0, [left(60, "Net sales"), *numbers("1,234", "5")]), (128.0, [left(60, "Interest and")]), (141.0, [left(60, "dividend")])]
    rows += [(154.0, [left(60, "income"), *numbers("1", "5")]), (167.0, [left(60, "Taxes"), *numbers("1", "5")])]
    made = [one for one in geometry_to_grid(lines_at(*rows), SCANNER) if one.layout == "grid"]
    assert len({one.group for one in made}) == 1
    assert made[-1].chunks[0].text == "Taxes"
