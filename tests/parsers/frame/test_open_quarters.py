"""Quarters whose name leaves their length open (2024年3月期第3四半期), and what tells it."""

from __future__ import annotations

import pytest

from parsers.periods.calendars import find_calendar
from tests.parsers.made import Read, read

HEAD = "2024年3月期決算資料（連結）\n\n"
LATER, EARLIER = "2024年3月期第3四半期", "2024年3月期第2四半期"


def table(title: str, header: str, *rows: str) -> str:
    return f"{title}（連結）\n\n（単位：百万円）\n\n\t{header}\n" + "".join(f"{row}\n" for row in rows) + "\n\n"


def start_of(made: Read, printed: str) -> str | None:
    (found,) = {str(reading.period_start) if reading.period_end else None for reading in made.readings if reading.printed == printed}
    return found


RISING = table("売上の内訳", f"{LATER}\t{EARLIER}", "機械\t3,120\t2,080", "部品\t2,415\t1,610")


def test_nothing_tells() -> None:
    """Neither the quarter nor the nine months is guessed: the numbers are told as ones of an unknown period."""
    made = read(HEAD + RISING)
    assert start_of(made, "3,120") is None
    assert "unknown_period" in made.codes


def test_a_change_from_quarter_to_quarter_stands_beside_quarters_alone() -> None:
    assert start_of(read(HEAD + table("売上の内訳", f"{LATER}\t{EARLIER}\t前四半期比（％）", "機械\t3,120\t2,080\t50.0", "部品\t2,415\t1,610\t50.0")), "3,120") == "2023-10-01"


def test_what_is_summed_up_does_not_shrink() -> None:
    made = read(HEAD + table("売上の内訳", f"{LATER}\t{EARLIER}", "機械\t2,080\t3,120", "部品\t1,610\t2,415"))
    assert start_of(made, "2,080") == "2023-10-01"
    assert start_of(read(HEAD + table("損益の内訳", f"{LATER}\t{EARLIER}", "機械\t-2,080\t-1,120", "部品\t-1,610\t-1,415")), "-2,080") is None


@pytest.mark.parametrize(("header", "start"), [("当第3四半期連結累計期間（自 2023年4月1日 至 2023年12月31日）", "2023-04-01"), ("2023年10月1日～2023年12月31日", "2023-10-01")])
def test_a_table_that_repeats_its_rows_under_printed_days_tells(header: str, start: str) -> None:
    other = table("業績の概要", header, "機械\t3,120", "部品\t2,415", "その他\t1,001")
    made = read(HEAD + other + RISING)
    assert start_of(made, "2,415") == start
    assert "quarter_by_evidence" in made.codes


def test_tables_that_contradict_each_other_tell_nothing() -> None:
    nine = table("業績の概要", "2023年4月1日～2023年12月31日", "機械\t3,120", "部品\t2,415")
    three = table("業績の推移", "2023年10月1日～2023年12月31日", "機械\t3,120", "部品\t2,415")
    assert {reading.period_end for reading in read(HEAD + nine + three + RISING).readings if reading.printed == "2,080"} == {None}


def test_one_table_tells_for_the_others() -> None:
    made = read(HEAD + table("受注の内訳", f"{LATER}\t{EARLIER}\t前四半期比（％）", "機械\t3,006\t2,004\t50.0", "部品\t2,106\t1,404\t50.0") + RISING)
    assert start_of(made, "3,120") == "2023-10-01"


def test_a_document_that_calls_its_second_quarter_a_half_counts_since_the_year_began_where_nothing_else_tells() -> None:
    head = "2024年3月期 第2四半期（中間期）決算短信（連結）\n\n当社グループの業績は次のとおりであります。\n\n"
    rows = table("売上の内訳", "2024年3月期2Q\t2023年3月期2Q", "機械\t3,120\t2,080", "部品\t2,415\t1,610")
    assert start_of(read(head + rows), "3,120") == "2023-04-01"
    changes = table("受注の内訳", "2024年3月期2Q\t2024年3月期1Q\t前四半期比（％）", "機械\t3,006\t2,004\t50.0", "部品\t2,106\t1,404\t50.0")
    assert start_of(read(head + rows + changes), "3,120") == "2023-07-01"


@pytest.mark.parametrize(
    ("text", "since_start"),
    [
        ("「FY2019/3 3Q」は2018年10月1日から2018年12月31日までの3か月間をいいます。", False),
        ("「2019年3月期第3四半期」とは2018年4月1日から2018年12月31日までをいいます。", True),
        ('"FY2019/3 3Q" means the three months from October 1, 2018 to December 31, 2018.', False),
        ("2019年3月期第3四半期（2018年4月1日～2018年12月31日）", True),
        ("FY2019/3 9M  FY2018/3 9M", False),
        ("当第3四半期連結累計期間（自 2018年4月1日 至 2018年12月31日）", None),
        ("2019年3月期 第3四半期決算短信", None),
    ],
)
def test_what_a_document_says_of_its_quarters(text: str, since_start: bool | None) -> None:
    assert find_calendar(text).quarters_since_start is since_start


def test_a_quarter_called_by_its_month_may_end_with_the_year() -> None:
    """2023年12月期 under a caption of three months is a quarter where the columns beside it are called so."""
    rows = "\t2024年3月期\t2023年12月期\n機械\t3,120\t2,080\n部品\t2,415\t1,610\n"
    head = "2023年12月期 決算短信（連結）\n\n当社グループの業績は次のとおりであります。\n\n"
    made = read(f"{head}四半期連結損益計算書（3か月）\n\n（単位：百万円）\n\n{rows}")
    assert (start_of(made, "3,120"), start_of(made, "2,080")) == ("2024-01-01", "2023-10-01")
    whole = read(f"{head}連結損益計算書\n\n（単位：百万円）\n\n{rows.replace('2024年3月期', '2022年12月期')}")
    assert start_of(whole, "2,080") == "2023-01-01"
    dated = "四半期連結キャッシュ・フロー計算書\n3か月間（2022年12月31日、2023年12月31日に終了した期間）\n\n（単位：百万円）\n\n"
    quarters = read(f"{head}{dated}{rows.replace('2024年3月期', '2022年12月期')}")
    assert (start_of(quarters, "3,120"), start_of(quarters, "2,080")) == ("2022-10-01", "2023-10-01")
