"""Plain text to grids: drawn tables, columns by the places of characters, and text whose columns are lost."""

from __future__ import annotations

import pytest

from parsers.page.plain_grids import is_flowing, plain_to_grid
from tests.parsers.made import SCANNER, document, read


def grid(text: str) -> list[list[str]]:
    """The grid lines of a text: label, then `first column-last column:text` of each cell that is not empty."""
    made = [line for line in plain_to_grid(document(text).lines, SCANNER) if line.layout == "grid"]
    return [[line.chunks[0].text, *(f"{int(one.x0)}-{int(one.x1) - 1}:{one.text}" for one in line.chunks[1:] if one.text)] for line in made]


COLUMNS = """\
Statements of Income (Millions of yen)
                          Year ended         Year ended
                        March 31, 2022     March 31, 2023
Net sales ..........         1,240              13,388
Rent                                               512
                        --------------     --------------
Profit                        (31)                 420
"""


def test_columns_by_places() -> None:
    assert grid(COLUMNS)[-3:] == [["Net sales", "1-1:1,240", "2-2:13,388"], ["Rent", "2-2:512"], ["Profit", "1-1:(31)", "2-2:420"]]
    got = read(COLUMNS)
    assert [(one.printed, str(one.period_end)) for one in got.cells("Rent")] == [("512", "2023-03-31")]
    assert [one.printed for one in got.cells("Profit")] == ["(31)", "420"]


def test_columns_that_are_lost_stay_running_text() -> None:
    text = "Table 1. Revenues (JPY in millions)\n  3Q03  3Q02  2Q03\n Tools  5  6  7\n Wages and rent  1,112  1,004  943\n Total  6  8  7\n"
    assert grid(text) == []


@pytest.mark.parametrize(
    ("flowing", "rows"),
    [
        (True, ("Tools   5   6", "Depreciation   1,004   943")),
        (True, ("Tools 5 6", "Depreciation 1,004 943")),
        (True, ("Forecast (A)   5   6", "Forecast (B)   7   8")),
        (False, ("Forecast (A)   5      6", "Forecast (B)   7      8")),
        (False, ("Tools             5       6", "Depreciation  1,004     943")),
        (False, ("Tools         5.1%      6", "Depreciation  1.2     943")),
    ],
)
def test_flowing(flowing: bool, rows: tuple[str, str]) -> None:
    assert is_flowing(document("\n".join(rows) + "\n").lines, SCANNER) is flowing


@pytest.mark.parametrize("rule", ["----------------", "================", "──────────", "━━━━━━━━", "ーーーーーーー", "____________"])
def test_rules_are_no_labels(rule: str) -> None:
    text = f"Table 1. Revenues (JPY in millions)\n  3Q03  3Q02\n Tools  5  6\n{rule}\nWages and rent  1,112  1,004\n{rule}\n"
    assert [one.label for one in read(text).readings] == ["Tools", "Tools", "Wages and rent", "Wages and rent"]


BOX = """\
連結損益計算書（単位：百万円）
┌──────┬───────┬───────┐
│　　　　　　│2022年3月期 　│2023年3月期 　│
├──────┼───────┼───────┤
│受取手数料　│　　　　2,310 │　　　　△415 │
│支払手数料　│　　　△1,204 │　　　　　　　│
└──────┴───────┴───────┘
"""
PIPES = "Income (JPY in millions)\n\n|  | March 2022 | March 2023 |\n|---|---:|---:|\n| Fees | 2,310 | **△415** |\n| Costs | △1,204 |  |\n"
SPANNED = """\
+-----------+-------------------------+
|           |      Net sales          |
|           +------------+------------+
|           |   FY2022   |   FY2023   |
+-----------+------------+------------+
| Tools     |     2,310  |    415     |
| Gears     |     1,204  |    88      |
+-----------+------------+------------+
"""


@pytest.mark.parametrize(("text", "labels"), [(BOX, ("受取手数料", "支払手数料")), (PIPES, ("Fees", "Costs"))])
def test_drawn_tables(text: str, labels: tuple[str, str]) -> None:
    assert grid(text)[1:] == [[labels[0], "1-1:2,310", "2-2:△415"], [labels[1], "1-1:△1,204"]]
    assert [str(one.period_end) for one in read(text).cells(labels[0])] == ["2022-03-31", "2023-03-31"]


def test_a_drawn_header_over_two_columns() -> None:
    assert grid(SPANNED)[:2] == [["", "1-2:Net sales"], ["", "1-1:FY2022", "2-2:FY2023"]]


def test_bars_in_a_sentence_draw_no_table() -> None:
    assert grid("Home | Investors | News\nContact | Site map | Help\n") == []


def test_letters_set_apart() -> None:
    text = "連　結　損　益　計　算　書\n（単位：百万円）\n"
    text += "　　　科　　目　　　　2022年3月期　　　2023年3月期\n"
    text += "売　　上　　高　　　　　４１，２５０　　　４３，８７０\n当 期 純 損 失　　　　　　　　１２０　　　　　△１５\n"
    got = read(text)
    assert {one.label for one in got.readings} == {"売上高", "当期純損失"}
    assert {table.statement for table in got.tables} == {"income_statement"}


TWO_HEADERS = """\
(1) Results                          （% figures are changes）
               Net sales     Profit
            Millions of yen  Millions of yen
FY2023               4,215      2,010
FY2022               4,128        △12

               Per share
                  yen
FY2023               3,404
FY2022               3,270
"""


def test_a_header_below_a_blank_line_begins_a_table() -> None:
    made = [line for line in plain_to_grid(document(TWO_HEADERS).lines, SCANNER) if line.layout == "grid"]
    assert [line.group for line in made] == [1] * 4 + [2] * 4


def test_numbers_glued_to_words_are_told() -> None:
    got = read("Sales (JPY in millions)\n  3Q03  3Q02\n Tools  5  6\n Rent1,1121,004\n Total  6  8\n")
    assert [finding.code for finding in got.findings if "Rent1,1121,004" in finding.message] == ["unread_row"]


def test_a_heading_with_its_note_on_percentages_is_no_header() -> None:
    text = "(1) 運用状況　　　　　　　　　　　　（％表示は対前期増減率）\n                 営業収益        営業利益\n"
    text += "                  百万円   ％     百万円   ％\n2024年7月期        4,215  2.1      2,010  3.5\n2024年1月期        4,128  0.8      1,942 △1.2\n"
    made = [line for line in plain_to_grid(document(text).lines, SCANNER) if line.layout == "grid"]
    assert [chunk.text for chunk in made[0].chunks if chunk.text] == ["営業収益", "営業利益"]


def test_a_nil_mark_is_no_sign_of_the_next_column() -> None:
    text = """\
Cash Flows (Thousands of yen)
                     Feb 28, 2009   Feb 28, 2010
Loans                         －        190,299
Repayments             (306,865)      (225,334)
Dividends                     －       (81,396)
"""
    assert grid(text)[-3:] == [
        ["Loans", "1-1:－", "2-2:190,299"],
        ["Repayments", "1-1:(306,865)", "2-2:(225,334)"],
        ["Dividends", "1-1:－", "2-2:(81,396)"],
    ]


FROM_TO = """\
Results (Millions of yen)
                     自 2008年1月1日    自 2009年1月1日
                    至 2008年3月31日   至 2009年3月31日   増減率(%)
売上高                         1,226             1,279         4.3
利益                              81                88         8.6
"""
LENGTH_OVER_DAY = """\
Income Statements (Millions of yen and millions of U.S. dollars)
                     Three months ended   Three months ended
                         March 31, 2005       March 31, 2006   USD (1)
Food                              5,216                5,052        34
Apparel                           1,481                1,592        11
"""
JAMMED = """\
Income Statements (Millions of yen)
                      Year-over-year Comparison                     Sequential
        From July 1, 2007    From July 1, 2008                  From April 1, 2008
     to September 30, 2007to September 30, 2008                   to June 30, 2008
                                            Year-on-year                     QoQ
                 Amount       Amount         change (%)       Amount      change (%)
Food              5,216        5,052             (3.1)         5,013        0.8
Apparel           1,481        1,592               7.5         1,600       (0.5)
"""
SPANNER = """\
Income Statements (Millions of yen)
                     Three months ended
                     March 31, 2005   March 31, 2006
Food                          5,216            5,052
Apparel                       1,481            1,592
"""


@pytest.mark.parametrize("text", [FROM_TO, LENGTH_OVER_DAY])
def test_each_period_over_two_lines_is_one_text(text: str) -> None:
    """The column beside them has no text on the first line, and takes none of theirs."""
    over = next(line.chunks[1:] for line in plain_to_grid(document(text).lines, SCANNER) if line.layout == "grid")
    assert [(int(one.x0), int(one.x1)) for one in over] == [(1, 2), (2, 3), (3, 4)]
    assert all(one.text.startswith(("自", "Three")) and one.text[-2:] in ("1日", "05", "06") for one in over[:2])


def test_texts_that_touch_are_two_periods_over_two_lines() -> None:
    over = [cell for row in grid(JAMMED)[:3] for cell in row[1:] if "From" in cell]
    assert [cell.partition(":")[2] for cell in over] == [
        "From July 1, 2007 to September 30, 2007", "From July 1, 2008 to September 30, 2008", "From April 1, 2008 to June 30, 2008",
    ]  # fmt: skip


def test_a_period_over_two_days_is_a_text_of_its_own() -> None:
    assert grid(SPANNER)[0][1:] == ["1-2:Three months ended"]


def test_a_day_over_half_a_unit_stays_a_line_of_its_own() -> None:
    text = """\
Balance Sheets (Millions of yen and millions of U.S. dollars)
                       December 31, 2008                     March 31, 2009
                      Millions                                  Millions
                        of yen   Ratio (%)   U.S. dollars (1)     of yen   Ratio (%)
Cash                   121,764        24.9              1,028    129,841        26.0
Deposits                 4,828         0.9                 32      4,149         0.8
"""
    assert grid(text)[0][1:] == ["1-2:December 31, 2008", "3-5:March 31, 2009"]
