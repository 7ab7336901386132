"""The words of a table's frame, in headers and captions."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.periods.fiscal import DEFAULT_CALENDAR
from parsers.periods.periods import parse_periods
from parsers.text.scan import FrameWord, scan_frame


def scan(text: str, reported_end: date | None = None, reported_months: int | None = None) -> tuple[FrameWord, ...]:
    """The words of a text as a Text finds them, footnote marks left in."""
    return scan_frame(text, parse_periods(text, DEFAULT_CALENDAR, reported_end=reported_end, reported_months=reported_months), reported_months)


def meaning(word: FrameWord) -> str:
    """What the word says, in a few letters."""
    if word.period is not None:
        return str(word.period.period_end)
    if word.kind == "unit":
        return word.unit or "?"
    if word.kind == "comparison":
        return f"comparison {word.measure}"
    return word.measure or word.scenario or word.scope or "?"


HEADERS = [
    ("3Q03 3Q02 前年 同期比 2Q03 前期比", "2003-12-31 2002-12-31 change_yoy 2003-09-30 change_qoq"),
    ("USD (1) JPY % JPY % %", "USD JPY pure JPY pure pure"),
    ("対営業収益 対前年同四半期 対営業収益 対前四半期", "common_size change_yoy common_size change_qoq"),
    ("% of Total Revenues YOY Chg % QOQ Chg %", "common_size change_yoy change_qoq"),
    ("Year-over-year Comparison", "comparison|change_yoy"),
    ("Sequential Comparison", "comparison|change_qoq"),
    ("前年同四半期比較", "comparison|change_yoy"),
    ("前四半期比較", "comparison|change_qoq"),
    ("YoY % change QoQ % change", "change_yoy change_qoq"),
    ("% of revenue", "common_size"),
    ("% of total assets", "common_size"),
    ("構成比 増減率 増減額", "common_size change_other difference_other"),
    ("金額（百万円） 百分比（％）", "JPY common_size"),
    ("対前年同四半期増減率", "change_yoy"),
    ("進捗率", "attainment"),
    ("% change", "change_other"),
    ("Change (%)", "change_other"),
    ("Change", "difference_other"),
    ("Increase (Decrease)", "difference_other"),
    ("前回発表予想(A) 今回修正予想(B) 増減額(B-A) 増減率(%)", "previous_forecast forecast difference_other change_other"),
    ("2005年3月期の連結業績予想", "2005-03-31 forecast"),
    ("2022年3月期（予想）", "2022-03-31 forecast"),
    ("Fiscal Year Ending March 31, 2023 (Projections)", "2023-03-31 forecast"),
    ("Non-consolidated", "non_consolidated"),
    ("（非連結）", "non_consolidated"),
    ("個別業績", "non_consolidated"),
    ("売上高 百万円 % 営業利益 百万円 %", "JPY pure JPY pure"),
    ("¥ million % ¥ million", "JPY pure JPY"),
    ("1株当たり当期純利益 円 銭", "JPY"),
    ("Millions of yen Thousands of U.S. dollars", "JPY USD"),
    ("千円 千米ドル", "JPY USD"),
    ("Dec 31, 2003 Dec 31, 2002", "2003-12-31 2002-12-31"),
    ("売上高の前年同期比", "change_yoy"),
    # Line items in which words of the frame stand.
    ("受取手形の増減額", ""),
    ("Increase (Decrease) in payables", ""),
    ("Changes in equity", ""),
    ("Expected return on plan assets", ""),
    ("連結子会社株式", ""),
    ("当期利益", ""),
    ("退職給付費用", ""),
    ("店舗設備", ""),
    ("株主資本", ""),
    ("Total revenues", ""),
]


@pytest.mark.parametrize(("text", "expected"), HEADERS)
def test_header(text: str, expected: str) -> None:
    words = scan(text)
    assert " ".join(meaning(word).replace(" ", "|") for word in words) == expected


def test_spans_are_of_the_text_as_given() -> None:
    text = "３Ｑ０３　ＵＳＤ （１）　前年同期比"
    words = scan(text)
    assert [text[word.start : word.end] for word in words] == [word.text for word in words] == ["３Ｑ０３", "ＵＳＤ （１）", "前年同期比"]


@pytest.mark.parametrize(("months", "measure"), [(3, "change_qoq"), (12, "change_yoy"), (None, "change_qoq")])
def test_previous_period_is_a_year_in_a_release_on_a_year(months: int | None, measure: str) -> None:
    (word,) = scan("前期比", reported_end=date(2004, 3, 31), reported_months=months)
    assert word.measure == measure


def test_relative_periods_are_resolved() -> None:
    words = scan("前連結会計年度 当第3四半期連結会計期間", reported_end=date(2003, 12, 31), reported_months=9)
    assert [meaning(word) for word in words] == ["2003-03-31", "2003-12-31"]


@given(st.text(alphabet="3Q03年月日期12前当連結四半%JPYUSD()（）百万円 ofchange増減率,.", max_size=40))
def test_words_are_ordered_and_apart(text: str) -> None:
    words = scan(text)
    assert all(one.end <= other.start for one, other in pairwise(words))
    assert all(text[word.start : word.end] == word.text for word in words)
