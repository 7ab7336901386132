"""Mentions to days: what statement, caption and the mention itself say of a stock or a flow."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.about import FiscalCalendar
from parsers.frame.captions import line_periods
from parsers.periods.spans import PeriodDays, length_of, mention_to_span, months_apart
from parsers.table import Column
from parsers.text.scanner import Scanner
from tests.parsers.made import ABOUT, about

DEC = date(2003, 12, 31)
SPANS = [
    # printed, months of the caption, since the year began, statement, first and last day
    ("Dec 31, 2003", None, False, "balance_sheet", None, DEC),
    ("Dec 31, 2003", 3, False, "balance_sheet", None, DEC),
    ("Dec 31, 2003", 3, False, "income_statement", date(2003, 10, 1), DEC),
    ("Dec 31, 2003", 9, False, "cash_flow_statement", date(2003, 4, 1), DEC),
    ("Dec 31, 2003", 12, False, "income_statement", date(2003, 1, 1), DEC),
    ("Dec 31, 2003", 0, False, "other", None, DEC),
    ("Dec 31, 2003", None, True, "income_statement", date(2003, 4, 1), DEC),
    ("3Q03", None, False, "income_statement", date(2003, 10, 1), DEC),
    ("3Q03", 9, False, "income_statement", date(2003, 10, 1), DEC),
    ("3Q03", None, False, "balance_sheet", None, DEC),
    ("1H04", None, False, "breakdown", date(2004, 4, 1), date(2004, 9, 30)),
    ("FY2002", None, False, "breakdown", date(2002, 4, 1), date(2003, 3, 31)),
    ("2003年12月期累計", None, False, "income_statement", date(2003, 4, 1), DEC),
    ("自 2003年10月１日 至 2003年12月31日", None, False, "income_statement", date(2003, 10, 1), DEC),
]


@pytest.mark.parametrize(("printed", "months", "cumulative", "statement", "start", "end"), SPANS)
def test_days_of_a_mention(printed: str, months: int | None, cumulative: bool, statement: str, start: date | None, end: date) -> None:
    (mention,) = line_periods(printed, Scanner(ABOUT))
    span = mention_to_span(mention, months, cumulative, statement, ABOUT)
    assert span is not None
    assert (span.start, span.end) == (start, end)


def test_a_day_that_nothing_explains_is_not_sure() -> None:
    (mention,) = line_periods("Dec 31, 2003", Scanner(ABOUT))
    assert mention_to_span(mention, None, False, "other", ABOUT) in (PeriodDays(None, DEC, sure=False), PeriodDays(None, DEC))


def test_a_fiscal_year_of_another_month() -> None:
    december = about(FiscalCalendar(12, 31, names_end_year=True, stated=True))
    (mention,) = line_periods("2003年12月期", Scanner(december))
    assert mention_to_span(mention, None, False, "income_statement", december) == PeriodDays(date(2003, 1, 1), DEC)


LENGTHS = [("2003-10-01", 3), ("2003-04-01", 9), (None, 0), ("2003-10-15", None)]


@pytest.mark.parametrize(("start", "months"), LENGTHS)
def test_length_of_a_column(start: str | None, months: int | None) -> None:
    assert length_of(Column(1, period_start=date.fromisoformat(start) if start else None, period_end=DEC)) == months


def test_length_of_a_column_without_a_period() -> None:
    assert length_of(Column(1)) is None


@pytest.mark.parametrize(
    ("earlier", "later", "months"), [("2003-09-30", "2003-12-31", 3), ("2002-12-31", "2003-12-31", 12), ("2003-12-01", "2003-12-31", None)]
)
def test_months_apart(earlier: str, later: str, months: int | None) -> None:
    assert months_apart(date.fromisoformat(earlier), date.fromisoformat(later)) == months
