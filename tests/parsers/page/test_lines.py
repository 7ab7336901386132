"""What a line is for: each kind beside what only looks like it."""

from __future__ import annotations

import pytest

from parsers.page.lines import find_note_marks, is_note, sort_lines
from parsers.page.sorted_lines import Kind
from parsers.text.scanner import Scanner
from parsers.words.marks import unmarked
from tests.parsers.made import ABOUT, document, sorted_lines

DATA = [
    # printed, label, tokens
    ("Net sales  1,234  1,100", "Net sales", ["1,234", "1,100"]),
    ("Net sales  1,234", "Net sales", ["1,234"]),
    ("  - 5", "", ["-", "5"]),
    ("資本金 (2)  220,645 23,637,628 61.5", "資本金", ["(2)", "220,645", "23,637,628", "61.5"]),
    ("3  1,004  943  9.8%", "", ["3", "1,004", "943", "9.8%"]),
    ("基本的1株当たり当期純利益 57円67銭 58円82銭", "基本的1株当たり当期純利益", ["57円67銭", "58円82銭"]),
    ("Weighted average number of shares 76,623,702 76,623,702", "Weighted average number of shares", ["76,623,702", "76,623,702"]),
    ("平成15年12月期  9,633  9,185", "平成15年12月期", ["9,633", "9,185"]),
    ("2003  9,633  9,185", "", ["2003", "9,633", "9,185"]),
    ("Total assets  100.0%", "Total assets", ["100.0%"]),
    ("売上高前年同期比  5.9%", "売上高前年同期比", ["5.9%"]),
    ("資本金 13,765,372千円", "資本金", ["13,765,372千円"]),
    ("of which, Tokyo  5  6", "of which, Tokyo", ["5", "6"]),
    ("Increase in trade receivables  (5)  6", "Increase in trade receivables", ["(5)", "6"]),
    ("Employees  1,519  1,480", "Employees", ["1,519", "1,480"]),
    ("Employees  1,519", "Employees", ["1,519"]),
]


@pytest.mark.parametrize(("printed", "label", "tokens"), DATA)
def test_rows_of_numbers(printed: str, label: str, tokens: list[str]) -> None:
    (line,) = sorted_lines(f"{printed}\n")[:1]
    assert (line.kind, line.label, list(line.tokens)) == (Kind.DATA, label, tokens)


KINDS = [
    (Kind.TITLE, "(5) その他の経営指標"),
    (Kind.TITLE, "(5) その他の経営指標  （単位：百万円）"),
    (Kind.HEADER, "3Q03  3Q02  2Q03"),
    (Kind.HEADER, "  3Q03  3Q02  前年"),
    (Kind.HEADER, "前年同期比 前期比"),
    (Kind.HEADER, "USD (1)  JPY  %  JPY  %"),
    (Kind.HEADER, "2003年12月期  2002年12月期"),
    (Kind.HEADER, "Dec 31, 2003  Dec 31, 2002"),
    (Kind.HEADER, "2001 2002 2001 2002"),
    (Kind.HEADER, "円 銭  円 銭  円 銭"),
    (Kind.HEADER, "百万円 ％ 百万円 ％ 百万円 ％"),
    (Kind.HEADER, "営業収益  3Q03  3Q02  前年同期比"),
    (Kind.HEADER, "Revenues  3Q03  3Q02  YoY Chg %"),
    (Kind.CAPTION, "For the Three Months Ended Dec 31, 2003, Dec 31, 2002 and Sept 30, 2003"),
    (Kind.CAPTION, "For the three months ended December 31, 2003"),
    (Kind.CAPTION, "(In thousands of yen)"),
    (Kind.CAPTION, "（単位：百万円）"),
    (Kind.CAPTION, "単位：千円"),
    (Kind.CAPTION, "（％表示は、対前年同四半期増減率）"),
    (Kind.TITLE, "Table 1. Revenues (JPY in millions)"),
    (Kind.TITLE, "表 3. 契約数"),
    (Kind.TITLE, "図表1－2 売上高の推移"),
    (Kind.TITLE, "CONSOLIDATED BALANCE SHEETS (UNAUDITED)"),
    (Kind.TITLE, "四半期連結損益計算書"),
    (Kind.TITLE, "(1) 連結経営成績"),
    (Kind.TITLE, "1. Consolidated Operating Results"),
    (Kind.TITLE, "2. Amounts of sales, profit and assets by reportable segment"),
    (Kind.TITLE, "１．報告セグメントごとの売上高の金額に関する情報"),
    (Kind.TITLE, "(1) 退職給付債務の調整表（簡便法によるものを除く。）"),
    (Kind.HEADER, "金額 構成比 金額 構成比 増減率"),
    (Kind.TEXT, "2. A loss of 16 million yen on goodwill"),
    (Kind.NOTE, "（注）金額は百万円未満を切り捨てている。"),
    (Kind.NOTE, "Note (1): The translations of Japanese yen amounts"),
    (Kind.NOTE, "1 Includes the sales of a subsidiary that was sold in June: see below"),
    (Kind.NOTE, "* Excluding tax"),
    (Kind.NOTE, "2 連結子会社の売上を含みます。"),
    (Kind.NOTE, "2 前年度に取得した連結子会社の売上を含みます。"),
    (Kind.NOTE, "Page 3"),
    (Kind.NOTE, "- 12 -"),
    (Kind.NOTE, "3 / 14"),
    (Kind.NOTE, "Appendix 2"),
    (Kind.PROSE, "Revenues were JPY9,633 million, up 4.9% from 2Q03."),
    (Kind.PROSE, "営業収益は 9,633百万円となり、前期の 9,185百万円から 4.9%増えた。"),
    (Kind.PROSE, "売上高は9,633百万円となりました。"),
    (Kind.TEXT, "Current assets:"),
    (Kind.TEXT, "流動資産"),
    (Kind.TEXT, "ASSETS"),
    (Kind.TEXT, "Contact: 03-1234-5678"),
    (Kind.TEXT, "Security code 3774"),
    (Kind.TEXT, "証券コード 3774"),
    (Kind.TEXT, "Tokyo, February 12, 2004 – Sample Inc. announced today"),
    (Kind.TEXT, "In 2003 sales were 1,234 and 1,100"),
    (Kind.TEXT, "Net sales 5"),
    (Kind.BLANK, "   　"),
    (Kind.GRID, "Net sales\t1,234\t1,100"),
    (Kind.GRID, "\t3Q03\t3Q02"),
    (Kind.GRID, "Revenues\t"),
]


@pytest.mark.parametrize(("kind", "printed"), KINDS)
def test_kind(kind: Kind, printed: str) -> None:
    assert sorted_lines(f"{printed}\nx\n")[0].kind is kind




@pytest.mark.parametrize(
    "tail", ["fewer orders", "fewer contracts", "3Q03 and 2Q03", "reach 1,234"]
)
def test_a_line_that_goes_on_from_prose_is_prose(tail: str) -> None:
    text = f"The company expects that sales will not grow in any of the quarters of the next fiscal year, because of\n{tail}\n\nRevenues\n"
    kinds = [item.kind for item in sorted_lines(text)]
    assert kinds[:2] == [Kind.PROSE, Kind.PROSE]
    assert kinds[3] is Kind.TEXT


def test_words_of_the_header_are_kept() -> None:
    (header,) = sorted_lines("Revenues  3Q03  3Q02  YoY Chg %\n")[:1]
    assert [word.text for word in header.words] == ["3Q03", "3Q02", "YoY Chg %"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("USD (1)  JPY", "USD      JPY"),
        ("3Q03² 3Q02", "3Q03  3Q02"),
        ("金額（１）", "金額   "),
        ("(1) Results", "(1) Results"),
        ("(10-12月)", "(10-12月)"),
    ],
)
def test_marks_in_headers_are_blotted_out(printed: str, expected: str) -> None:
    assert unmarked(printed) == expected
    assert len(unmarked(printed)) == len(printed)


MARKS = [
    ("（注１）売上高には消費税を含まない。", {"1"}),
    ("（注）1. 売上高には消費税を含まない。", {"1"}),
    ("Note (3): The rate is that of December 31.", {"3"}),
    ("(4) Excluding the effects of a subsidiary.", {"4"}),
    ("⁵ Excluding the effects of a subsidiary.", {"5"}),
    ("⁽⁶⁾ Excluding the effects of a subsidiary.", {"6"}),
    ("7 Includes the sales of a subsidiary that was sold in June: see below", {"7"}),
    ("※2 子会社の売上を含む。", {"2"}),
    ("7  1,004  943", set()),
    ("(1) 連結経営成績", set()),
    ("3 Months", set()),
]


@pytest.mark.parametrize(("printed", "marks"), MARKS)
def test_note_marks(printed: str, marks: set[str]) -> None:
    assert find_note_marks(document(f"{printed}\n").lines) - {""} == marks


@pytest.mark.parametrize("printed", ["(2)  220,645 23,637,628", "(1) Results of operations", "2003年度", "注記事項"])
def test_no_note(printed: str) -> None:
    assert not is_note(printed, ("220,645", "23,637,628") if "220" in printed else ())


def test_lines_keep_their_order_and_number() -> None:
    lines = document("a\n\nNet sales  5  6\n").lines
    assert [item.line for item in sort_lines(lines, Scanner(ABOUT))] == list(lines)
