"""What several texts say together of one period."""

from datetime import date

from parsers.about import FiscalCalendar
from parsers.periods.composed import compose
from parsers.periods.periods import parse_periods

MARCH = FiscalCalendar(3, 31, names_end_year=False, stated=True)


def span_of(*texts: str, calendar: FiscalCalendar = MARCH) -> tuple[date | None, date | None]:
    """First and last day of what texts over one column say together."""
    mention = compose([mention for text in texts for mention in parse_periods(text, calendar)])
    assert mention is not None
    return mention.period_start, mention.period_end


def test_a_month_under_the_number_of_a_term_is_the_term_that_ends_in_it() -> None:
    """The five-year table: 第104期 over 令和４年３月; the day of the month is that of the document's year ends."""
    assert span_of("第104期", "令和4年3月") == (date(2021, 4, 1), date(2022, 3, 31))
    calendar = FiscalCalendar(3, 20, names_end_year=False, stated=True)
    assert span_of("第49期", "2018年3月", calendar=calendar) == (date(2017, 3, 21), date(2018, 3, 20))


def test_a_term_is_as_long_as_is_printed_beside_it() -> None:
    calendar = FiscalCalendar(3, 20, names_end_year=False, stated=True)
    assert span_of("第45期", "2015年6月（3ヵ月 変則決算）", calendar=calendar) == (date(2015, 3, 21), date(2015, 6, 20))


def test_a_month_alone_is_no_term() -> None:
    assert span_of("令和4年3月") == (None, date(2022, 3, 31))


def test_the_third_quarter_of_a_table_of_three_months_is_not_the_first() -> None:
    """当第3四半期連結会計期間 under 連結損益計算書（3か月）: it has days of its own, and three months are no part of its year."""
    reported = {"reported_end": date(2010, 12, 31), "reported_months": 9}
    mention = compose([*parse_periods("3か月", MARCH), *parse_periods("当第3四半期連結会計期間", MARCH, **reported)])
    assert mention is not None
    assert (mention.period_start, mention.period_end) == (date(2010, 10, 1), date(2010, 12, 31))
