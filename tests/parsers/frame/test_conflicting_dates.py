"""Dates that contradict each other: the better one wins by the evidence, and a finding says so."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.about import About, FiscalCalendar
from tests.parsers.made import about, read

MARCH = about(FiscalCalendar(3, 31, names_end_year=False, stated=True))
DECEMBER = about(FiscalCalendar(12, 31, names_end_year=True, stated=True))


def ends(
    caption: str, first: str, second: str, known: About = MARCH, title: str = "CONSOLIDATED BALANCE SHEETS"
) -> tuple[list[date | None], list[str]]:
    """Ends of the two columns of a table, and the codes of what was told."""
    body = "Cash\t121,405\t42,706\nTotal assets\t121,405\t42,706\n"
    if "INCOME" in title:
        body = "Revenues\t121,405\t42,706\nNet income\t1,405\t2,706\n"
    got = read(f"{title}\n{caption}\n(In thousands of JPY)\n\n\t{first}\t{second}\n{body}", known)
    (table,) = got.tables
    return [column.period_end for column in table.columns], got.codes


BALANCE = [
    # caption, header, header, ends, told
    ("As of Dec 31, 2003 and Dec 31, 2002", "Dec 31, 2003", "Dec 31, 2002", ["2003-12-31", "2002-12-31"], 0),
    ("As of Dec 31, 2003 and Dec 31, 2002", "Dec 31, 2003", "Dec 30, 2002", ["2003-12-31", "2002-12-31"], 1),
    ("As of Dec 31, 2003 and Dec 30, 2002", "Dec 31, 2003", "Dec 31, 2002", ["2003-12-31", "2002-12-31"], 1),
    ("As of Sep 30, 2003 and Sep 30, 2002", "Sep 30, 2003", "Sep 29, 2002", ["2003-09-30", "2002-09-30"], 1),
    ("As of Dec 31, 2003", "Dec 31, 2003", "Dec 31, 2002", ["2003-12-31", "2002-12-31"], 0),
]


@pytest.mark.parametrize(("caption", "first", "second", "expected", "told"), BALANCE)
def test_days_of_a_balance_sheet(caption: str, first: str, second: str, expected: list[str], told: int) -> None:
    assert ends(caption, first, second) == ([date.fromisoformat(day) for day in expected], ["date_conflict"] * told)


def test_years_ended_december_over_years_that_end_in_march() -> None:
    """The year end of the entity decides, not where a date stands."""
    caption, columns = "For the Years Ended Dec 31, 2003 and Mar 31, 2002", ("Mar 31, 2003", "Mar 31, 2002")
    got, codes = ends(caption, *columns, MARCH, "CONSOLIDATED STATEMENTS OF INCOME")
    assert got == [date(2003, 3, 31), date(2002, 3, 31)]
    assert codes == ["date_conflict"]


def test_years_ended_december_of_an_entity_whose_year_ends_in_december() -> None:
    caption, columns = "For the Years Ended Dec 31, 2003 and Dec 31, 2002", ("Mar 31, 2003", "Dec 31, 2002")
    got, codes = ends(caption, *columns, DECEMBER, "CONSOLIDATED STATEMENTS OF INCOME")
    assert got == [date(2003, 12, 31), date(2002, 12, 31)]
    assert codes == ["date_conflict"]


def test_a_year_that_moves_keeps_its_length() -> None:
    text = (
        "CONSOLIDATED STATEMENTS OF INCOME\nFor the Three Months Ended Dec 31, 2003 and Dec 31, 2002\n(In thousands of JPY)\n\n"
        "\tDec 31, 2003\tDec 30, 2002\nRevenues\t121,405\t42,706\nNet income\t1,405\t2,706\n"
    )
    (table,) = read(text, MARCH).tables
    assert [(column.period_start, column.period_end) for column in table.columns][1] == (date(2002, 10, 1), date(2002, 12, 31))


def test_the_finding_says_both_dates_and_which_was_taken() -> None:
    head = "CONSOLIDATED BALANCE SHEETS\nAs of Dec 31, 2003 and Dec 31, 2002\n(In thousands of JPY)\n\n"
    text = head + "\tDec 31, 2003\tDec 30, 2002\nCash\t5\t6\nTotal assets\t5\t6\n"
    (finding,) = read(text, MARCH).findings
    assert all(piece in finding.message for piece in ("2002-12-30", "2002-12-31", "read as 2002-12-31", "CONSOLIDATED BALANCE SHEETS"))
    assert (finding.severity, finding.page, finding.document) == ("warning", 1, 1)


def test_two_titles_do_not_conflict_with_more_columns() -> None:
    """A caption that names one of three days leaves the others alone."""
    head = "CONSOLIDATED BALANCE SHEETS\nAs of Dec 31, 2003\n(In thousands of JPY)\n\n"
    text = head + "\tDec 31, 2003\tDec 31, 2002\tSep 30, 2003\nCash\t5\t6\t7\nTotal assets\t5\t6\t7\n"
    got = read(text, MARCH)
    assert [column.period_end for column in got.tables[0].columns] == [date(2003, 12, 31), date(2002, 12, 31), date(2003, 9, 30)]
    assert got.codes == []
