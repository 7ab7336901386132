"""Headers in all their shapes to columns: periods, units, measures. The figures are our own, the shapes those of releases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from parsers.frame.body_columns import percent_columns, run_width
from parsers.frame.captions import merge_notes, read_captions, scale_of
from parsers.frame.grid_header import column_texts
from parsers.frame.header_columns import finish_columns
from parsers.frame.linked_columns import is_step, link_columns, step_back, step_kind
from parsers.table import Column
from parsers.tables.blocks import HeaderCell
from parsers.tables.find_blocks import find_blocks
from parsers.text.scanner import Scanner
from parsers.words.units import UnitNote
from tests.parsers.made import ABOUT, SCANNER, about, days, read, sorted_lines


def shown(column: Column) -> str:
    """What a column says, in one line: measure, unit and scale where it has them, days, compared day, members, scenario."""
    days = f"{column.period_start or ''}..{column.period_end or ''}".removeprefix("..")
    parts = [column.measure, column.unit if column.unit != "pure" else None, days, f"vs {column.compared_end}" if column.compared_end else None]
    parts += [f"[{', '.join(column.members)}]" if column.members else None, column.scenario if column.scenario != "actual" else None]
    return " ".join(part for part in parts if part)


def columns(text: str) -> list[str]:
    got = read(text, ABOUT)
    assert len(got.tables) == 1
    return [shown(column) for column in got.tables[0].columns]


Q3, Q3_BEFORE, Q2 = "2003-10-01..2003-12-31", "2002-10-01..2002-12-31", "2003-07-01..2003-09-30"
NINE, NINE_BEFORE = "2003-04-01..2003-12-31", "2002-04-01..2002-12-31"
QUARTERS = [
    f"amount {Q3}",
    f"amount {Q3_BEFORE}",
    f"change_yoy {Q3} vs 2002-12-31",
    f"amount {Q2}",
    f"change_qoq {Q3} vs 2003-09-30",
]
STATEMENT = [
    f"amount USD {Q3}",
    f"amount JPY {Q3}",
    f"common_size {Q3}",
    f"amount JPY {Q3_BEFORE}",
    f"common_size {Q3_BEFORE}",
    f"change_yoy {Q3} vs 2002-12-31",
    f"amount JPY {Q2}",
    f"common_size {Q2}",
    f"change_qoq {Q3} vs 2003-09-30",
]
QUARTER_ROWS = """ 機器  3,204  3,404  (5.9%)  3,236  (1.0%)
 保守  780  776  0.5%  784  (0.5%)
 売上高合計  3,984  4,180  (4.7%)  4,020  (0.9%)
"""
STATEMENT_ROWS = """      機器 29,908 3,204,046 80.4% 3,404,016 81.4% (5.9%) 3,236,405 80.5% (1.0%)
      保守 7,277 779,544 19.6     776,173 18.6     0.4     783,589 19.5     (0.5)
      営業収益合計 37,185 3,983,590 100.0 4,180,189 100.0 (4.7) 4,019,994 100.0 (0.9)
"""
CHANGE_ROWS = " Cost  2,708  2,500  8.3%\n R&D  92  100  (8.0%)\n Total  2,800  2,600  7.7%\n"


def lost(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


RUN = {
    "periods and measures in column order": (
        "表 1. 売上高の内訳（百万円）\n\n  3Q03  3Q02  前年同期比  2Q03  前期比\n" + QUARTER_ROWS,
        QUARTERS,
        None,
    ),
    "in broken order over several lines": (
        "表 1. 売上高の内訳（百万円）\n\n  3Q03  3Q02  前年\n 同期比\n\n 2Q03  前期比\n\n" + QUARTER_ROWS,
        QUARTERS,
        None,
    ),
    "a stub head before the periods": ("Cost and expenses (JPY in millions)\n\nCost  3Q03  3Q02  YoY Chg %\n" + CHANGE_ROWS, QUARTERS[:3], None),
    "measures above units, periods below the body": (
        "四半期連結損益計算書（米国会計基準未監査）\n\n2003年12月期、2002年12月期、2003年9月期\nJPY/千円単位、USD/千米ドル単位  (1)\n\n"
        "対営業収益 対営業収益 対前年同四半期 対営業収益 対前四半期\nUSD (1) JPY % JPY % % JPY % %\n\n"
        + STATEMENT_ROWS
        + "\n2003年12月期 2002年12月期 2003年9月期\n前年同四半期比較 前四半期比較\n",
        STATEMENT,
        None,
    ),
    "measures beside units, periods in the caption alone": (
        "CONSOLIDATED STATEMENTS OF OPERATIONS (UNAUDITED)\nFor the Three Months Ended Dec 31, 2003, Dec 31, 2002 and Sept 30, 2003\n"
        "(In thousands of JPY and USD)\n\n% of Total Revenues % of Total Revenues YOY Chg % % of Total Revenues QOQ Chg %\nUSD (1) JPY JPY JPY\n\n"
        + STATEMENT_ROWS,
        STATEMENT,
        None,
    ),
    "units alone, periods in the caption": (
        "CONSOLIDATED STATEMENTS OF CASH FLOWS (UNAUDITED)\nFor the Three Months Ended Dec 31, 2003, Dec 31, 2002 and Sept 30, 2003\n"
        "(In thousands of JPY and USD)\n\nUSD (1) JPY JPY JPY\nNet income 184 19,791 22,660 2,784\nDepreciation 93 10,042 9,428 9,837\n",
        [f"amount USD {Q3}", f"amount JPY {Q3}", f"amount JPY {Q3_BEFORE}", f"amount JPY {Q2}"],
        None,
    ),
    "days of a balance sheet in the caption": (
        "CONSOLIDATED BALANCE SHEETS (UNAUDITED)\nAs of Dec 31, 2003, Dec 31, 2002 and Sept 30, 2003\n(In thousands of JPY and USD)\n\n"
        "USD (1) JPY % JPY % JPY %\nCash 1,133 121,405 31.5% 42,706 41.4% 117,829 30.7%\nLand 2,456 263,244 68.5 60,395 58.6 266,211 69.3\n"
        "Total assets 3,589 384,649 100.0% 103,101 100.0% 384,040 100.0%\n",
        [
            "amount USD 2003-12-31",
            "amount JPY 2003-12-31",
            "common_size 2003-12-31",
            "amount JPY 2002-12-31",
            "common_size 2002-12-31",
            "amount JPY 2003-09-30",
            "common_size 2003-09-30",
        ],
        None,
    ),
    "since the year began": (
        "連結損益計算書（未監査）\n\n2003年12月期累計、2002年12月期累計\n千円単位\n\n対営業収益 対営業収益 対前年同四半期\nJPY % JPY % %\n"
        "営業収益合計 3,983,590 100.0% 4,180,189 100.0% (4.7%)\n営業利益 283,590 7.1 280,189 6.7 1.2\n",
        [
            f"amount JPY {NINE}",
            f"common_size {NINE}",
            f"amount JPY {NINE_BEFORE}",
            f"common_size {NINE_BEFORE}",
            f"change_yoy {NINE} vs 2002-12-31",
        ],
        None,
    ),
    "a body printed after the prose, away from its caption": (
        "Table 6. Cost and expenses (JPY in millions)\n\nThe costs went down in the quarter, as the company had expected before.\n\n"
        "Cost and expenses  3Q03  3Q02  YoY Chg %\n" + CHANGE_ROWS,
        QUARTERS[:3],
        None,
    ),
    "periods below the body": (
        "Table 6. Cost (JPY in millions)\n\n Cost  2,708  2,500\n R&D  92  100\n Total  2,800  2,600\n\n 3Q03  3Q02\n",
        QUARTERS[:2],
        None,
    ),
    "periods and measures below the body": (
        "Table 6. Cost (JPY in millions)\n\n" + CHANGE_ROWS + "\n 3Q03  3Q02  YoY Chg %\n",
        QUARTERS[:3],
        None,
    ),
    "shares and changes below the body": (
        "連結損益計算書（未監査）\n\n2003年12月期累計、2002年12月期累計\n千円単位\n\n営業収益合計 3,983,590 100.0% 4,180,189 100.0% (4.7%)\n"
        "営業利益 283,590 7.1 280,189 6.7 1.2\n\n対営業収益 対営業収益 対前年同四半期\n",
        [
            f"amount {NINE}",
            f"common_size {NINE}",
            f"amount {NINE_BEFORE}",
            f"common_size {NINE_BEFORE}",
            f"change_yoy {NINE} vs 2002-12-31",
        ],
        None,
    ),
    "a duration over dates, three lines": (
        "Statements of Income (In thousands of JPY)\n\n  Three months   Three months\n  ended          ended\n  Dec 31, 2003   Dec 31, 2002\n"
        "Revenues   1,000   900\nCosts    900   800\n",
        QUARTERS[:2],
        None,
    ),
    "a spanner for each service": (
        "Table 2. Cross-selling\n\n  Value-added  Integration\n  2001  2002  2001  2002\nAccess  69.7%  70.6%  49.2%  58.2%\n"
        "Dial-up  9.7%  10.6%  9.2%  8.2%\n",
        [
            "amount 2001-04-01..2002-03-31 [Value-added]",
            "amount 2002-04-01..2003-03-31 [Value-added]",
            "amount 2001-04-01..2002-03-31 [Integration]",
            "amount 2002-04-01..2003-03-31 [Integration]",
        ],
        None,
    ),
    "currency and scale in each column": (
        "Statements of Income\n\n  3Q03  3Q02  2Q03\n  JPY thousands  JPY thousands  JPY thousands\nRevenues   1,000   900    800\n"
        "Costs    900   800   700\n",
        [f"amount JPY {Q3}", f"amount JPY {Q3_BEFORE}", f"amount JPY {Q2}"],
        None,
    ),
}


def cases(table: dict[str, tuple[str, list[str], str | None]]) -> list[object]:
    return [pytest.param(text, expected, id=name, marks=[lost(reason)] if reason else []) for name, (text, expected, reason) in table.items()]


@pytest.mark.parametrize(("text", "expected"), cases(RUN))
def test_header_of_running_text(text: str, expected: list[str]) -> None:
    assert columns(text) == expected


GRID = {
    "a spanner for each service": (
        "Table 4. Cross-selling\n\n\tValue-added\t\tIntegration\t\n\t2001\t2002\t2001\t2002\nAccess\t69.7%\t70.6%\t49.2%\t58.2%\n"
        "Dial-up\t9.7%\t10.6%\t9.2%\t8.2%\n",
        [
            "amount 2001-04-01..2002-03-31 [Value-added]",
            "amount 2002-04-01..2003-03-31 [Value-added]",
            "amount 2001-04-01..2002-03-31 [Integration]",
            "amount 2002-04-01..2003-03-31 [Integration]",
        ],
        None,
    ),
    "durations over dates": (
        "CONSOLIDATED STATEMENTS OF INCOME\n(In thousands of JPY)\n\n\tThree Months Ended\t\tNine Months Ended\t\n"
        "\tDec 31, 2003\tDec 31, 2002\tDec 31, 2003\tDec 31, 2002\nRevenues\t1,000\t900\t3,100\t2,600\nCosts\t800\t700\t2,500\t2,100\n",
        [f"amount {Q3}", f"amount {Q3_BEFORE}", f"amount {NINE}", f"amount {NINE_BEFORE}"],
        None,
    ),
    "halves": (
        "Table 6. Cost (JPY in millions)\n\n\t1H04\t1H03\tYoY Chg %\nCost\t2,708\t2,500\t8.3%\nR&D\t92\t100\t(8.0%)\n",
        ["amount 2004-04-01..2004-09-30", "amount 2003-04-01..2003-09-30", "change_yoy 2004-04-01..2004-09-30 vs 2003-09-30"],
        None,
    ),
    "from a day to a day": (
        "連結業績（単位：百万円）\n\n\t当第３四半期連結会計期間\t前第３四半期連結会計期間\t増減率\n"
        "\t（自 平成15年10月１日 至 平成15年12月31日）\t（自 平成14年10月１日 至 平成14年12月31日）\t（％）\n売上高\t1,000\t900\t11.1\n"
        "売上原価\t800\t700\t14.3\n",
        QUARTERS[:3],
        None,
    ),
    "days of a balance sheet": (
        "連結貸借対照表\n（単位：百万円）\n\n\t前連結会計年度（2021年３月31日）\t当第１四半期連結会計期間（2021年６月30日）\n"
        "現金及び預金\t1,000\t900\n資産合計\t1,000\t900\n",
        ["amount 2021-03-31", "amount 2021-06-30"],
        None,
    ),
    "amount and share under a day": (
        "連結貸借対照表\n\n\t当期末（2003年12月31日）\t\t前期末（2003年3月31日）\t\n\t金額（百万円）\t構成比（％）\t金額（百万円）\t構成比（％）\n"
        "現金\t1,000\t50.0\t900\t60.0\n土地\t1,000\t50.0\t600\t40.0\n資産合計\t2,000\t100.0\t1,500\t100.0\n",
        ["amount JPY 2003-12-31", "common_size 2003-12-31", "amount JPY 2003-03-31", "common_size 2003-03-31"],
        None,
    ),
    "a difference behind the last day": (
        "連結貸借対照表\n\n\t当期末（2003年12月31日）\t\t前期末（2003年3月31日）\t\t\n"
        "\t金額（百万円）\t構成比（％）\t金額（百万円）\t構成比（％）\t増減額（百万円）\n"
        "現金\t1,000\t50.0\t900\t60.0\t100\n土地\t1,000\t50.0\t600\t40.0\t400\n資産合計\t2,000\t100.0\t1,500\t100.0\t500\n",
        [
            "amount JPY 2003-12-31",
            "common_size 2003-12-31",
            "amount JPY 2003-03-31",
            "common_size 2003-03-31",
            "difference_other JPY 2003-12-31 vs 2003-03-31",
        ],
        None,
    ),
    "two forecasts and their difference": (
        "連結業績予想（2005年３月期）（百万円）\n\n\t前回発表予想(A)\t今回修正予想(B)\t増減額(B-A)\t増減率(%)\n"
        "売上高\t1,000\t1,100\t100\t10.0\n営業利益\t100\t90\t△10\t△10.0\n",
        [
            "amount 2004-04-01..2005-03-31 previous_forecast",
            "amount 2004-04-01..2005-03-31 forecast",
            "difference_other 2004-04-01..2005-03-31 forecast",
            "change_other 2004-04-01..2005-03-31 forecast",
        ],
        None,
    ),
    "a change in money and in per cent": (
        "連結損益計算書（百万円）\n\n\t2021年３月期\t2022年３月期\t増減\t増減率\n売上高\t1,000\t1,100\t100\t10.0%\n営業利益\t100\t90\t△10\t△10.0%\n",
        [
            "amount 2020-04-01..2021-03-31",
            "amount 2021-04-01..2022-03-31",
            "difference_yoy 2021-04-01..2022-03-31 vs 2021-03-31",
            "change_yoy 2021-04-01..2022-03-31 vs 2021-03-31",
        ],
        None,
    ),
    "an amount under a comparison": (
        "Statements of Income (Millions of yen)\n\n\tFY2021\tFY2022\tYoY\t\n\t\t\tAmount\t%\n"
        "Net sales\t1,000\t1,100\t100\t10.0%\nOperating income\t100\t90\t(10)\t(10.0%)\n",
        [
            "amount 2021-04-01..2022-03-31",
            "amount 2022-04-01..2023-03-31",
            "difference_yoy 2022-04-01..2023-03-31 vs 2022-03-31",
            "change_yoy 2022-04-01..2023-03-31 vs 2022-03-31",
        ],
        None,
    ),
    "a change in persons": (
        "Table 3. Number of employees\n\n\tMar 31, 2004\tMar 31, 2003\tYoY Change\nJapan\t1,519\t1,480\t39\nAbroad\t200\t180\t20\n",
        ["amount 2004-03-31", "amount 2003-03-31", "difference_yoy 2004-03-31 vs 2003-03-31"],
        None,
    ),
}


@pytest.mark.parametrize(("text", "expected"), cases(GRID))
def test_header_of_a_grid(text: str, expected: list[str]) -> None:
    assert columns(text) == expected


def test_scope_of_the_title() -> None:
    (table,) = read(
        "Non-consolidated Statements of Income\n(In millions of yen)\n\n\tFiscal 2003\tFiscal 2002\nNet sales\t45\t40\nNet income\t5\t4\n", ABOUT
    ).tables
    assert (table.scope, {column.scope for column in table.columns}) == ("non_consolidated", {"non_consolidated"})


def test_words_of_the_reported_period() -> None:
    text = "連結損益計算書（百万円）\n\n\t当第３四半期\t前第３四半期\n売上高\t1,000\t900\n売上原価\t800\t700\n"
    (table,) = read(text, about(end=date(2003, 12, 31), months=3)).tables
    assert [shown(column) for column in table.columns] == QUARTERS[:2]
    unknown = read(text, ABOUT)
    assert set(unknown.codes) == {"unknown_period"}


# ---------------------------------------------------------------------------------------------------------------------
# The pieces


@pytest.mark.parametrize(
    ("rows", "flags"),
    [
        ([["1,234", "5.9%"], ["1,100", "(5.9%)"]], [False, True]),
        ([["1,234", "5.9%"], ["1,100", "5.9"], ["5", "0.1"]], [False, True]),
        ([["60.3", "23.3"], ["15.5", "7.0"]], [False, False]),
        ([["1,234", "5.9%"], ["1,100", "12"], ["5", "13"]], [False, False]),
        ([["-", "-"], ["-", "-"]], [False, False]),
        ([["1,234", None], ["1,100", "5%"]], [False, True]),
        ([["41,250", "100"], ["5.9%", "5.9%"], ["60.0%", "60.0%"]], [False, True]),
    ],
)
def test_columns_of_percentages(rows: list[list[str | None]], flags: list[bool]) -> None:
    assert percent_columns(rows, 2, SCANNER) == flags


def test_a_run_is_as_wide_as_most_of_its_rows() -> None:
    (block,) = find_blocks(sorted_lines("Table 1. Cost (JPY in millions)\n\n  3Q03  3Q02  2Q03\nCost  1  2  3\nRent  4  5\nOther  6  7  8\n"), SCANNER)
    assert run_width(block) == 3


def test_captions_say_periods_and_units() -> None:
    head = "個別損益計算書\nFor the Three Months Ended Dec 31, 2003 and Dec 31, 2002\n（単位：千円）\n\n"
    text = head + "  JPY JPY\n売上高  5  6\n売上原価  1  2\n"
    (block,) = find_blocks(sorted_lines(text), SCANNER)
    captions = read_captions(block, Scanner(ABOUT))
    assert [mention.period_end for mention in captions.mentions] == [date(2003, 12, 31), date(2002, 12, 31)]
    assert captions.note is not None
    assert (captions.note.unit, captions.note.scale) == ("JPY", Decimal(1000))


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("（％表示は、対前年同四半期増減率）", ("change_yoy",)),
        ("（％表示は、対前期増減率）", ("change_yoy",)),
        ("(Percentages indicate year-on-year changes)", ("change_yoy",)),
        ("(Percentages are changes from the previous fiscal year)", ("change_yoy",)),
        ("（単位：百万円）", ()),
    ],
)
def test_what_a_caption_says_of_percentages(text: str, measures: tuple[str, ...]) -> None:
    (block,) = find_blocks(sorted_lines(f"(1) 連結経営成績\n{text}\n\n\t売上高\t\n\t百万円\t％\n2004年3月期\t5\t6.0\n2003年3月期\t4\t5.0\n"), SCANNER)
    got = read_captions(block, Scanner(ABOUT)).measures
    assert got[:1] == measures[:1]
    assert bool(got) is bool(measures)


def test_the_inner_unit_note_wins_where_it_speaks() -> None:
    outer, inner = UnitNote("JPY", Decimal(1000), ()), UnitNote(None, Decimal(1000000), ())
    merged = merge_notes(outer, inner)
    assert merged is not None
    assert (merged.unit, merged.scale) == ("JPY", Decimal(1000000))
    assert merge_notes(None, inner) is inner
    assert merge_notes(outer, None) is outer


@pytest.mark.parametrize(("unit", "scale"), [("JPY", 1000), ("USD", 1), ("EUR", None)])
def test_scale_of_a_currency(unit: str, scale: int | None) -> None:
    note = UnitNote("JPY", Decimal(1000), (("JPY", Decimal(1000)), ("USD", Decimal(1))))
    assert scale_of(note, unit) == (None if scale is None else Decimal(scale))


def test_header_texts_over_a_column_from_the_outside_in() -> None:
    header = (
        (HeaderCell("Services", 1, 3), HeaderCell("Goods", 3, 5)),
        (HeaderCell("2002", 1, 2), HeaderCell("2001", 2, 3), HeaderCell("2002", 3, 4)),
    )
    assert [column_texts(header, place, SCANNER) for place in (1, 2, 3, 4)] == [["Services", "2002"], ["Services", "2001"], ["Goods", "2002"], ["Goods"]]


def test_lines_of_one_header_text_are_put_together() -> None:
    header = ((HeaderCell("Value-added", 1, 2),), (HeaderCell("services", 1, 2),), (HeaderCell("3Q03", 1, 2),))
    assert column_texts(header, 1, SCANNER) == ["Value-added services", "3Q03"]


# ---------------------------------------------------------------------------------------------------------------------
# Links between columns


def amount(number: int, start: str | None, end: str, unit: str = "JPY") -> Column:
    return Column(number, unit=unit, period_start=date.fromisoformat(start) if start else None, period_end=date.fromisoformat(end))


Q = [amount(1, "2003-10-01", "2003-12-31"), amount(2, "2002-10-01", "2002-12-31"), amount(3, "2003-07-01", "2003-09-30")]


@pytest.mark.parametrize(
    ("measure", "base", "compared", "end"),
    [("change_yoy", 1, 2, date(2002, 12, 31)), ("change_qoq", 1, 3, date(2003, 9, 30)), ("difference_yoy", 1, 2, date(2002, 12, 31))],
)
def test_a_change_is_linked_to_its_two_columns(measure: str, base: int, compared: int, end: date) -> None:
    linked = link_columns([*Q, Column(4, measure=measure, unit="pure")])[-1]
    assert (linked.base, linked.compared, linked.compared_end) == (base, compared, end)
    assert (linked.period_start, linked.period_end) == (date(2003, 10, 1), date(2003, 12, 31))


def test_a_change_that_says_only_change_is_named_by_its_columns() -> None:
    assert link_columns([Q[0], Q[1], Column(3, measure="change_other")])[-1].measure == "change_yoy"
    assert link_columns([Q[0], replace_number(Q[2], 2), Column(3, measure="change_other")])[-1].measure == "change_qoq"


def replace_number(column: Column, number: int) -> Column:
    return Column(number, unit=column.unit, period_start=column.period_start, period_end=column.period_end)


def test_a_change_alone_steps_back_by_itself() -> None:
    linked = link_columns([Q[0], Column(2, measure="change_yoy")])[-1]
    assert (linked.base, linked.compared, linked.compared_end) == (1, None, date(2002, 12, 31))


def test_a_change_beside_several_amounts_of_which_no_two_are_its_own_says_no_period() -> None:
    other = replace_number(Column(2, unit="JPY", period_start=date(2001, 10, 1), period_end=date(2001, 11, 30)), 2)
    linked = link_columns([Q[0], other, Column(3, measure="change_yoy")])[-1]
    assert (linked.base, linked.period_end) == (None, None)


def test_a_share_belongs_to_the_amount_on_its_left() -> None:
    linked = link_columns([Q[0], Column(4, measure="common_size"), Q[1], Column(5, measure="common_size")])
    assert [(column.base, column.period_end) for column in linked if column.measure == "common_size"] == [
        (1, date(2003, 12, 31)),
        (2, date(2002, 12, 31)),
    ]


STEPS = [
    (Q[0], Q[1], "yoy", True),
    (Q[0], Q[1], "qoq", False),
    (Q[0], Q[2], "qoq", True),
    (Q[0], Q[2], "other", True),
    (Q[1], Q[0], "yoy", False),
    (Q[0], amount(4, "2002-04-01", "2002-12-31"), "yoy", False),
    (amount(1, None, "2003-12-31"), amount(2, None, "2002-12-31"), "yoy", True),
    (amount(1, None, "2003-12-31"), amount(2, None, "2003-09-30"), "qoq", True),
    (amount(1, None, "2003-12-31"), Column(2), "yoy", False),
]


@pytest.mark.parametrize(("later", "earlier", "kind", "step"), STEPS)
def test_steps(later: Column, earlier: Column, kind: str, step: bool) -> None:
    assert is_step(later, earlier, kind) is step


def test_kinds_of_steps() -> None:
    assert [step_kind(Q[0], Q[1]), step_kind(Q[0], Q[2]), step_kind(Q[0], Column(9))] == ["yoy", "qoq", "other"]
    assert [step_back(Q[0], "yoy"), step_back(Q[0], "qoq"), step_back(Q[0], "other")] == [date(2002, 12, 31), date(2003, 9, 30), None]


def test_no_drafts_no_columns() -> None:
    (block,) = find_blocks(sorted_lines("Table 1. Cost (JPY in millions)\n\n  3Q03  3Q02\nCost  1  2\nRent  4  5\n"), SCANNER)
    assert finish_columns([], read_captions(block, Scanner(ABOUT)), "other", "", ABOUT) == []


SCHEDULE = """【引当金明細表】
（単位：百万円）

\t当期首残高\t当期増加額\t当期減少額\t当期末残高\t平均利率（％）
貸倒引当金\t472\t2\t5\t469\t1.5
賞与引当金\t308\t320\t308\t320\t1.5
"""


YEAR = about(end=date(2024, 3, 31), months=12)


def test_the_columns_of_a_schedule_are_of_the_year_reported_on() -> None:
    found = {reading.printed: (reading.period_start, reading.period_end) for reading in read(SCHEDULE, YEAR).cells("貸倒引当金")}
    assert found["472"] == days(None, "2023-03-31")
    assert found["2"] == found["5"] == days("2023-04-01", "2024-03-31")
    assert found["469"] == days(None, "2024-03-31")
    assert found["1.5"] == (None, None)


def test_the_columns_of_a_schedule_are_of_the_period_over_it() -> None:
    dated = SCHEDULE.replace("（単位：百万円）", "前連結会計年度（自 2022年4月1日 至 2023年3月31日）\n（単位：百万円）")
    found = read(dated, YEAR).cells("貸倒引当金")[0]
    assert (found.period_start, found.period_end) == days(None, "2022-03-31")


def test_in_a_quarters_release_the_columns_of_a_schedule_stay_open() -> None:
    quarter = about(end=date(2023, 12, 31), months=9)
    assert {reading.period_end for reading in read(SCHEDULE, quarter).cells("貸倒引当金")} == {None}


def test_the_balances_of_a_transition_are_those_before_the_year_began() -> None:
    text = "(1) 連結経営指標等\n\n回次\t移行日\t第31期\n決算年月\t2023年4月\t2024年3月\n売上収益（百万円）\t1,100\t1,200\n総資産額（百万円）\t3,100\t3,400\n"
    found = {reading.printed: (reading.period_start, reading.period_end) for reading in read(text, YEAR).readings}
    assert found["3,100"] == days(None, "2023-03-31")
    assert found["1,100"] == (None, None)
    assert found["1,200"] == days("2023-04-01", "2024-03-31")
