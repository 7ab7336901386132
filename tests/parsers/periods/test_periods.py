"""Periods as printed, fiscal calendars as stated, durations of captions. The calendar ends in March unless a test says otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.about import FiscalCalendar
from parsers.periods.calendars import find_calendar
from parsers.periods.day_arithmetic import add_months, end_of, months_between, start_of
from parsers.periods.fiscal import DEFAULT_CALENDAR, fiscal_period_name
from parsers.periods.periods import Mention, parse_duration, parse_periods

DECEMBER = FiscalCalendar(12, 31, names_end_year=False, stated=True)
MARCH_BY_END = FiscalCalendar(3, 31, names_end_year=True, stated=True)
MARCH_20 = FiscalCalendar(3, 20, names_end_year=False, stated=True)
FEBRUARY = FiscalCalendar(2, 28, names_end_year=False, stated=True)


def short(mention: Mention) -> str:
    """Kind, days and months on one line."""
    start = f"{mention.period_start}.." if mention.period_start else ""
    months = "" if mention.months is None else f" {mention.months}"
    return f"{mention.kind} {start}{mention.period_end}{months}{' instant' if mention.instant else ''}"


ONE = [
    ("3Q03", "quarter 2003-10-01..2003-12-31 3"),
    ("４Ｑ０２", "quarter 2003-01-01..2003-03-31 3"),
    ("1H04", "half 2004-04-01..2004-09-30 6"),
    ("2H03", "half 2003-10-01..2004-03-31 6"),
    ("9M03", "nine_months 2003-04-01..2003-12-31 9"),
    ("FY2002", "fiscal_year 2002-04-01..2003-03-31 12"),
    ("FY02", "fiscal_year 2002-04-01..2003-03-31 12"),
    ("FY2002-Q3", "quarter 2002-10-01..2002-12-31 3"),
    ("Q3 FY2021", "quarter 2021-10-01..2021-12-31 3"),
    ("3Q FY2021", "quarter 2021-10-01..2021-12-31 3"),
    ("fiscal 2002", "fiscal_year 2002-04-01..2003-03-31 12"),
    ("fiscal year 2002", "fiscal_year 2002-04-01..2003-03-31 12"),
    ("3rd Quarter FY2003", "quarter 2003-10-01..2003-12-31 3"),
    ("Third quarter of fiscal 2003", "quarter 2003-10-01..2003-12-31 3"),
    ("first half of FY2004", "half 2004-04-01..2004-09-30 6"),
    ("2003年度第 3四半期", "quarter 2003-10-01..2003-12-31 3"),
    ("２００３年度第３四半期（10-12月）", "quarter 2003-10-01..2003-12-31 3"),
    ("FY2003/3Q", "quarter 2003-10-01..2003-12-31 3"),  # no year that ends in March
    ("FY2003/2H", "half 2003-10-01..2004-03-31 6"),
    ("1-3Q FY2005", "nine_months 2005-04-01..2005-12-31 9"),
    ("FY2005 1Q-2Q", "half 2005-04-01..2005-09-30 6"),
    ("1Q~2Q05", "half 2005-04-01..2005-09-30 6"),
    ("2005/2Q", "quarter 2005-07-01..2005-09-30 3"),
    ("2Q/05", "quarter 2005-07-01..2005-09-30 3"),
    ("Apr. 2005 - Dec. 2005", "nine_months 2005-04-01..2005-12-31 9"),
    ("Year to March 2006", "fiscal_year 2005-04-01..2006-03-31 12"),
    ("Three months ended June 2005", "quarter 2005-04-01..2005-06-30 3"),
    ("first six months of FY2005", "half 2005-04-01..2005-09-30 6"),
    ("2004年度上期", "half 2004-04-01..2004-09-30 6"),
    ("2004年度下半期", "half 2004-10-01..2005-03-31 6"),
    ("2003年度", "fiscal_year 2003-04-01..2004-03-31 12"),
    ("第3四半期", "quarter None 3"),
    ("第三四半期", "quarter None 3"),
    ("2004年3月期", "fiscal_year 2003-04-01..2004-03-31 12"),
    ("平成16年3月期", "fiscal_year 2003-04-01..2004-03-31 12"),
    ("令和7年3月期", "fiscal_year 2024-04-01..2025-03-31 12"),
    ("平成元年3月期", "fiscal_year 1988-04-01..1989-03-31 12"),
    ("2003年12月期", "month_end 2003-12-31"),
    ("2003年12月期累計", "nine_months 2003-04-01..2003-12-31 9"),
    ("2003年9月中間期", "half 2003-04-01..2003-09-30 6"),
    ("2022年3月期第3四半期", "quarter 2021-12-31"),
    ("2022年3月期第1四半期", "quarter 2021-04-01..2021-06-30 3"),
    ("FY2022.3", "fiscal_year 2021-04-01..2022-03-31 12"),
    ("FY3/2022", "fiscal_year 2021-04-01..2022-03-31 12"),
    ("Dec 31, 2003", "date 2003-12-31"),
    ("Dec. 31, 2003", "date 2003-12-31"),
    ("Sept 30, 2003", "date 2003-09-30"),
    ("March 31,2003", "date 2003-03-31"),
    ("30 September 2003", "date 2003-09-30"),
    ("2003/12/31", "date 2003-12-31"),
    ("2003.12.31", "date 2003-12-31"),
    ("2003年12月31日", "date 2003-12-31"),
    ("平成15年12月31日", "date 2003-12-31"),
    ("二〇〇三年十二月三十一日", "date 2003-12-31"),
    ("2021年６月30日現在", "date 2021-06-30 0 instant"),
    ("As of March 31, 2022", "date 2022-03-31 0 instant"),
    ("2003年12月末", "month_end 2003-12-31 0 instant"),
    ("March 2004", "month_end 2004-03-31"),
    ("Mar-04", "month_end 2004-03-31"),
    ("2003年12月", "month_end 2003-12-31"),
    ("自 2024年4月1日 至 2025年3月31日", "range 2024-04-01..2025-03-31 12"),
    ("（自2021年4月１日 至2021年６月30日）", "range 2021-04-01..2021-06-30 3"),
    ("2024年4月1日～2025年3月31日", "range 2024-04-01..2025-03-31 12"),
    ("2003年4月1日から2003年12月31日まで", "range 2003-04-01..2003-12-31 9"),
    ("2003年4月～12月", "range 2003-04-01..2003-12-31 9"),
    ("April 1, 2021 to March 31, 2022", "range 2021-04-01..2022-03-31 12"),
    ("from April 1, 2021 to June 30, 2021", "range 2021-04-01..2021-06-30 3"),
    ("April 1 to June 30, 2021", "range 2021-04-01..2021-06-30 3"),
    ("Apr.-Jun. 2021", "range 2021-04-01..2021-06-30 3"),
    ("three months ended June 30, 2004", "quarter 2004-04-01..2004-06-30 3"),
    ("For the Nine Months Ended Dec 31, 2003", "nine_months 2003-04-01..2003-12-31 9"),
    ("Fiscal Year Ended March 31, 2022", "fiscal_year 2021-04-01..2022-03-31 12"),
    ("Six Months Ending September 30, 2022", "half 2022-04-01..2022-09-30 6"),
    ("2001", "year 2001-04-01..2002-03-31 12"),
    ("前連結会計年度", "relative None 12"),
    ("当連結会計年度末", "relative None 0 instant"),
    ("前中間連結会計期間", "relative None 6"),
    ("当第３四半期累計期間", "relative None 9"),
    ("前第１四半期連結累計期間", "relative None 3"),
    ("前期", "relative None"),
    ("Current Year", "relative None 12"),
]

SEVERAL = [
    ("3Q03 3Q02 2Q03", ["2003-12-31", "2002-12-31", "2003-09-30"]),
    ("Sep 30, 2003Dec 31, 2003", ["2003-09-30", "2003-12-31"]),
    ("2002 2001", ["2003-03-31", "2002-03-31"]),
    ("2003年12月期、2002年12月期、2003年9月期", ["2003-12-31", "2002-12-31", "2003-09-30"]),
    ("4Q02 3Q02 4Q01 FY2002 FY2001", ["2003-03-31", "2002-12-31", "2002-03-31", "2003-03-31", "2002-03-31"]),
    ("June 30, 2004 and 2003", ["2004-06-30", "2003-06-30"]),
]

NONE = [
    "", "Total revenues 9,633", "前年同期比", "前期比", "当期利益", "当期純利益", "前期末残高", "当期変動額",
    "2,001", "12,003", "第三者割当", "前払費用", "本社", "次の通り",
    "1Mbps", "Table 3", "February 30, 2004", "2003年13月1日", "3次元",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_one(text: str, expected: str) -> None:
    (mention,) = parse_periods(text, DEFAULT_CALENDAR)
    assert short(mention) == expected
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(("text", "ends"), SEVERAL)
def test_several(text: str, ends: list[str]) -> None:
    assert [str(mention.period_end) for mention in parse_periods(text, DEFAULT_CALENDAR)] == ends


@pytest.mark.parametrize("text", NONE)
def test_none(text: str) -> None:
    assert parse_periods(text, DEFAULT_CALENDAR) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For the Three Months Ended Dec 31, 2003, Dec 31, 2002 and Sept 30, 2003", [(3, "2003-10-01"), (3, "2002-10-01"), (3, "2003-07-01")]),
        ("For the Years Ended Mar 31, 2003 and Mar 31, 2002", [(12, "2002-04-01"), (12, "2001-04-01")]),
        ("As of Dec 31, 2003, Dec 31, 2002 and Sept 30, 2003", [(0, "None")] * 3),
        ("Three months ended June 30, 2004 and 2003", [(3, "2004-04-01"), (3, "2003-04-01")]),
    ],
)
def test_what_stands_before_a_list_holds_for_all_of_it(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(mention.months, str(mention.period_start)) for mention in parse_periods(text, DEFAULT_CALENDAR)] == expected


@pytest.mark.parametrize(
    ("text", "calendar", "expected"),
    [
        ("3Q03", DECEMBER, "quarter 2003-07-01..2003-09-30 3"),
        ("2003年12月期", DECEMBER, "fiscal_year 2003-01-01..2003-12-31 12"),
        ("2003年12月期 第3四半期累計", DECEMBER, "nine_months 2003-01-01..2003-09-30 9"),
        ("FY2022", MARCH_BY_END, "fiscal_year 2021-04-01..2022-03-31 12"),
        ("1Q FY2022", MARCH_BY_END, "quarter 2021-04-01..2021-06-30 3"),
        ("1Q03", MARCH_20, "quarter 2003-03-21..2003-06-20 3"),
        ("2004年3月期", MARCH_20, "fiscal_year 2003-03-21..2004-03-20 12"),
        ("4Q03", FEBRUARY, "quarter 2003-12-01..2004-02-29 3"),
        ("2Q03", FEBRUARY, "quarter 2003-06-01..2003-08-31 3"),
    ],
)
def test_other_calendars(text: str, calendar: FiscalCalendar, expected: str) -> None:
    (mention,) = parse_periods(text, calendar)
    assert short(mention) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前連結会計年度", "relative 2002-04-01..2003-03-31 12"),
        ("前連結会計年度末", "relative 2003-03-31 0 instant"),
        ("当第３四半期累計期間", "relative 2003-04-01..2003-12-31 9"),
        ("当第3四半期連結会計期間", "relative 2003-10-01..2003-12-31 3"),
        ("前第１四半期連結累計期間", "relative 2002-04-01..2002-06-30 3"),
        ("前年同期", "relative 2002-04-01..2002-12-31 9"),
        ("当期", "relative 2003-04-01..2003-12-31 9"),
        ("前期", "relative None 9"),
        ("前四半期", "relative 2003-07-01..2003-09-30 3"),
        ("前期末", "relative 2003-03-31 0 instant"),
        ("第3四半期", "quarter 2003-10-01..2003-12-31 3"),
    ],
)
def test_relative_words_point_at_the_period_reported_on(text: str, expected: str) -> None:
    (mention,) = parse_periods(text, DEFAULT_CALENDAR, reported_end=date(2003, 12, 31), reported_months=9)
    assert short(mention) == expected


CALENDARS = [
    ("Results for the First Quarter of FY2024 (Three Months Ended June 30, 2024)", 3, 31, False),
    ("Results for the Third Quarter of FY2025 (Nine Months Ended December 31, 2024)", 3, 31, True),
    ("Results for FY2024 (Year Ended March 31, 2025)", 3, 31, False),
    ('3rd quarter of the fiscal year ending March 31, 2004 ("fiscal 2003")', 3, 31, False),
    ('the fiscal year ending March 31, 2005 ("FY2004")', 3, 31, False),
    ('the fiscal year ended March 31, 2005 ("FY2005")', 3, 31, True),
    ("full fiscal year 2002, ending March 31, 2003", 3, 31, False),
    ("2003年度第3四半期（10-12月）", 3, 31, False),
    ("2003年12月期 第3四半期", 12, 31, False),
    ("2025年12月期 第2四半期（中間期）決算短信", 12, 31, False),
    ("Fiscal Year Ended March 31, 2022 (FY2022.3)", 3, 31, True),
    ("(April 1, 2021 to March 31, 2022)", 3, 31, False),
    ("自 2024年4月1日 至 2025年3月31日", 3, 31, False),
    ("前第１四半期連結累計期間（自 2020年５月１日 至 2020年７月31日）", 4, 30, False),
    ("fiscal year ended June 30, 2004", 6, 30, False),
    ("fiscal year ended February 29, 2004", 2, 28, False),
    ("Our fiscal year ends on September 30", 9, 30, False),
    ("自 2024年3月21日 至 2025年3月20日", 3, 20, False),
    ("the first quarter ended June 30, 2004", 3, 31, False),
    ("nine months ended September 30, 2004", 12, 31, False),
]


@pytest.mark.parametrize(("text", "month", "day", "names_end"), CALENDARS)
def test_calendar(text: str, month: int, day: int, names_end: bool) -> None:
    found = find_calendar(text)
    assert (found.end_month, found.end_day, found.names_end_year, found.stated) == (month, day, names_end, True)


def test_silent_calendar_is_marked() -> None:
    assert find_calendar("Total revenues 9,633") == DEFAULT_CALENDAR
    assert not DEFAULT_CALENDAR.stated


def test_one_wrong_caption_is_outvoted() -> None:
    text = "For the Years Ended Dec 31, 2003 and Mar 31, 2002\n" + "fiscal year ended March 31, 2003\n" * 2
    assert find_calendar(text).end_month == 3


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("For the Three Months Ended", 3),
        ("Nine Months", 9),
        ("Years Ended", 12),
        ("As of", 0),
        ("2021年６月30日現在", 0),
        ("当連結会計年度末", 0),
        ("第3四半期 累計", 9),
        ("第２四半期累計期間", 6),
        ("第3四半期連結会計期間", 3),
        ("中間連結損益計算書", 6),
        ("四半期連結損益計算書", 3),
        ("通期", 12),
        ("2003年度", 12),
        ("連結貸借対照表", 0),
        ("営業収益の内訳", None),
        ("", None),
    ],
)
def test_duration(text: str, months: int | None) -> None:
    assert parse_duration(text) == months


@pytest.mark.parametrize(
    ("start", "end", "calendar", "name"),
    [
        (date(2003, 10, 1), date(2003, 12, 31), DEFAULT_CALENDAR, "FY2003-Q3"),
        (date(2003, 1, 1), date(2003, 3, 31), DEFAULT_CALENDAR, "FY2002-Q4"),
        (date(2003, 4, 1), date(2003, 9, 30), DEFAULT_CALENDAR, "FY2003-H1"),
        (date(2003, 10, 1), date(2004, 3, 31), DEFAULT_CALENDAR, "FY2003-H2"),
        (date(2003, 4, 1), date(2003, 12, 31), DEFAULT_CALENDAR, "FY2003-9M"),
        (date(2002, 4, 1), date(2003, 3, 31), DEFAULT_CALENDAR, "FY2002"),
        (date(2021, 4, 1), date(2022, 3, 31), MARCH_BY_END, "FY2021"),
        (date(2003, 1, 1), date(2003, 12, 31), DECEMBER, "FY2003"),
        (date(2003, 3, 21), date(2003, 6, 20), MARCH_20, "FY2003-Q1"),
        (None, date(2003, 12, 31), DEFAULT_CALENDAR, "FY2003-Q3"),
        (None, date(2003, 3, 31), DEFAULT_CALENDAR, "FY2002"),
        (date(2003, 1, 1), date(2003, 12, 31), DEFAULT_CALENDAR, None),
        (None, date(2003, 5, 15), DEFAULT_CALENDAR, None),
    ],
)
def test_fiscal_period_name(start: date | None, end: date, calendar: FiscalCalendar, name: str | None) -> None:
    assert fiscal_period_name(start, end, calendar) == name


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.sampled_from([3, 6, 9, 12]))
def test_start_and_end_meet(end: date, months: int) -> None:
    start = start_of(end, months)
    assert start <= end
    assert add_months(end, -months) == start - timedelta(days=1)
    if end.day <= 27:  # the day after it is never the first of March: where a month ends, its end is kept
        assert end_of(start, months) == end
        assert months_between(start, end) == months


@given(st.text(alphabet="0123456789年月日期度第四半前当自至末～-/, QFYHMarchDecended元平成令和", max_size=40))
def test_mentions_are_ordered_and_apart(text: str) -> None:
    mentions = parse_periods(text, DEFAULT_CALENDAR, reported_end=date(2003, 12, 31), reported_months=9)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17年9月中間期", "half 2005-04-01..2005-09-30 6"),
        ("16年3月期", "fiscal_year 2003-04-01..2004-03-31 12"),
        ("05年3月期", "fiscal_year 2004-04-01..2005-03-31 12"),
        ("18年3月期 第1四半期", "quarter 2005-04-01..2005-06-30 3"),
        ("平成16年3月期", "fiscal_year 2003-04-01..2004-03-31 12"),
    ],
)
def test_a_year_of_two_digits_is_the_one_near_the_period_reported_on(text: str, expected: str) -> None:
    (mention,) = parse_periods(text, DEFAULT_CALENDAR, reported_end=date(2005, 9, 30), reported_months=6)
    assert short(mention) == expected


def test_a_year_of_two_digits_is_no_year_where_nothing_is_near() -> None:
    assert parse_periods("17年3月期", DEFAULT_CALENDAR) == ()
    assert parse_periods("40年3月期", DEFAULT_CALENDAR, reported_end=date(2005, 9, 30)) == ()


def test_a_year_behind_the_month_is_no_day() -> None:
    """`ended March 2013`: the year ends in March, on its last day."""
    calendar = find_calendar("Financial results for the fiscal year ended March 2013. FY3/2013")
    assert (calendar.end_month, calendar.end_day) == (3, 31)


def test_years_ended_on_one_day_and_another_year() -> None:
    """The years of a header are those in which they end; a name printed behind the day says more."""
    text = "Consolidated Statements of Income\nFor the years ended March 31, 2025 and 2024\n"
    assert find_calendar(text).names_end_year
    assert not find_calendar(text + 'for the fiscal year ended March 31, 2025 ("fiscal 2024")').names_end_year


def test_a_year_that_is_referred_to_by_a_name() -> None:
    assert find_calendar('The fiscal year ended March 31, 2025 is referred to as "fiscal 2025".').names_end_year
    assert not find_calendar('The fiscal year ended March 31, 2025 is referred to as "fiscal 2024".').names_end_year


def test_the_fourth_quarter_of_the_year_reported_on() -> None:
    """Also where a narrow column breaks its name."""
    for text in ("当第4四半期 連結会計期間", "当第４四半期連結会計期間", "当第四四半期会計期間", "当第4四半期"):
        (found,) = parse_periods(text, DEFAULT_CALENDAR, reported_end=date(2023, 3, 31), reported_months=12)
        assert (found.period_start, found.period_end, found.months) == (date(2023, 1, 1), date(2023, 3, 31), 3)
        assert found.text == text
