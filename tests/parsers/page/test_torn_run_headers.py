"""Headers of running text over two lines, put together text by text; lines of running text that look like notes, rows or sentences."""

from __future__ import annotations

import pytest

from parsers.page.header_stacks import MOST_TRIED, TRIED_IN_ALL, Trials, strange_words, to_levels
from parsers.page.lines import sort_line
from parsers.page.sorted_lines import Kind
from parsers.page.torn_run_headers import join_torn_headers
from parsers.text.scanner import Scanner
from tests.parsers.made import ABOUT, SCANNER, document, read


def joined(*lines: str, row: str = "") -> list[str]:
    """The lines of a header put together above rows of numbers."""
    text = "\n".join([*lines, *[row] * 3]) + "\n"
    return [line.text.strip() for line in join_torn_headers(document(text).lines, SCANNER) if line.text.strip() and line.text.strip() != row]


AMOUNTS = ["Sales 1,234", "1,100", "1,050", "1,300"]
ROW2, ROW3, ROW4 = (" ".join(AMOUNTS[:count]) for count in (2, 3, 4))
SHARES = "Sales 1,234 42.5 1,100 40.1 12.2"


@pytest.mark.parametrize(
    ("above", "below", "row", "texts"),
    [
        (
            "Thousands of  Thousands  Ratio to", "U.S. dollars (1)  of yen  revenue (%)  YoY Chg %", "Sales 1,234 1,100 42.5 12.2",
            "Thousands of U.S. dollars (1)  Thousands of yen  Ratio to revenue (%)  YoY Chg %",
        ),
        ("Thousands of", "Feb 28, 2009  Feb 28, 2010  U.S. dollars", ROW3, "Feb 28, 2009  Feb 28, 2010  Thousands of U.S. dollars"),
        ("Thousands of", "Feb 28, 2009 Feb 28, 2010 U.S. dollars", ROW3, "Feb 28, 2009  Feb 28, 2010  Thousands of U.S. dollars"),
        ("As of  As of", "March 31, 2005  March 31, 2006  USD", ROW3, "As of March 31, 2005  As of March 31, 2006  USD"),
        ("As of As of", "March 31, 2005 March 31, 2006", ROW2, "As of March 31, 2005  As of March 31, 2006"),
        (
            "自 2008年1月1日 自 2009年1月1日", "至 2008年3月31日 至 2009年3月31日 増減率(%)", "売上高 1,234 1,100 12.2",
            "自 2008年1月1日至 2008年3月31日  自 2009年1月1日至 2009年3月31日  増減率(%)",
        ),
        (
            "2009年3月期 2008年3月期 2008年3月期", "第1四半期 第1四半期 前年比(%) 第4四半期", "売上高 1,234 1,100 12.2 1,050",
            "2009年3月期第1四半期  2008年3月期第1四半期  前年比(%)  2008年3月期第4四半期",
        ),
        ("% of % of Year-on-year", "Amount total Amount total change (%)", SHARES, "Amount  % of total  Amount  % of total  Year-on-year change (%)"),
        ("前年同期比", "3Q02 3Q01 増減率(%) 2Q02 前期比(%)", "売上高 1,234 1,100 12.2 1,200 2.8", "3Q02  3Q01  前年同期比増減率(%)  2Q02  前期比(%)"),
    ],
)  # fmt: skip
def test_texts_that_go_on_below(above: str, below: str, row: str, texts: str) -> None:
    assert joined(above, below, row=row) == [texts]


def test_one_currency_of_several_says_its_scale_in_the_line_above() -> None:
    """"Thousands of" is of the dollars: "Thousands of JPY" would be another text than the JPY of the other columns."""
    lines = ("% of % of", "Thousands of Total Total Change from", "U.S. dollars JPY Revenues JPY Revenues previous quarter (%)")
    assert joined(*lines, row="Sales 1,203 124,663 100.0 109,268 98.4 14.1") == [
        "Thousands of U.S. dollars  JPY  % of Total Revenues  JPY  % of Total Revenues  Change from previous quarter (%)"
    ]


@pytest.mark.parametrize(
    ("lines", "row", "levels"),
    [
        (
            ("3Q20 3Q19", "% of % of Year-on-year", "Amount total Amount total change (%)"), SHARES,
            ["3Q20  3Q19", "Amount  % of total  Amount  % of total  Year-on-year change (%)"],
        ),
        (
            (
                "当第1四半期 前第1四半期", "連結累計期間 連結累計期間", "(自 2021年4月1日 (自 2020年4月1日", "至 2021年6月30日) 至 2020年6月30日)",
                "前年同期比", "JPY 百分比 JPY 百分比 増減率",
            ), "売上高 1,234 42.5% 1,100 40.1% 12.2%",
            [
                "当第1四半期連結累計期間 (自 2021年4月1日至 2021年6月30日)  前第1四半期連結累計期間 (自 2020年4月1日至 2020年6月30日)",
                "JPY  百分比  JPY  百分比  前年同期比増減率",
            ],
        ),
        (
            (
                "前第3四半期  当第3四半期", "連結累計期間  連結累計期間", "(自 2008年10月1日  (自 2009年10月1日  前年同期比",
                "至 2009年6月30日)  至 2010年6月30日)  増減率(%)  米ドル(1)",
            ), "売上高 1,234  1,100  12.2  11",
            ["前第3四半期連結累計期間 (自 2008年10月1日至 2009年6月30日)  当第3四半期連結累計期間 (自 2009年10月1日至 2010年6月30日)  前年同期比増減率(%)  米ドル(1)"],
        ),
    ],
)  # fmt: skip
def test_groups_of_columns_are_a_line_of_their_own(lines: tuple[str, ...], row: str, levels: list[str]) -> None:
    assert joined(*lines, row=row) == levels


def test_lines_below_a_table_are_put_together_where_each_text_is_a_period() -> None:
    assert joined("自 2018年4月1日 自 2019年4月1日", "至 2018年6月30日 至 2019年6月30日") == ["自 2018年4月1日至 2018年6月30日  自 2019年4月1日至 2019年6月30日"]


@pytest.mark.parametrize(
    ("above", "below", "row"),
    [
        ("Three months ended  Three months ended", "March 31, 2005  March 31, 2006  March 31, 2007", ROW3),
        ("Net sales rose in the three months ended", "March 31, 2005, and costs fell.", ROW2),
        ("(1) As of", "March 31, 2005  March 31, 2006", ROW2),
        ("Thousands of  Thousands", "U.S. dollars  of yen  something else", ROW3),
        ("2009年3月期 2008年3月期", "第1四半期 第1四半期 第4四半期", ROW3),
    ],
)
def test_what_is_open_stays_apart(above: str, below: str, row: str) -> None:
    """A text over several, two ways to go on, prose, a heading, a text below that nobody knows."""
    assert len(joined(above, below, row=row)) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thousands of yen  Ratio to revenue (%)  Thousands of U.S. dollars (1)  Thousands of yen  Ratio to revenue (%)  YoY Chg %", Kind.HEADER),
        ("4th quarter FY2005  4th quarter FY2004  YoY Chg %  3rd quarter FY2005  QoQ Chg %", Kind.HEADER),
        ("March 31, 2005  March 31, 2006  USD (1)", Kind.HEADER),
        ("June 30, 2016 June 30, 2015 USD (1)", Kind.HEADER),
        ("(自 2008年4月1日至 2008年6月30日)  (自 2009年4月1日至 2009年6月30日)  前年同期比増減率(%)", Kind.HEADER),
        ("3か月間（2009年3月31日、2008年3月31日に終了した期間）", Kind.CAPTION),
        ("(4) 従業員数            （単位：人）", Kind.TITLE),
        ("(1) Summary of Results  (Unit: million yen)", Kind.TITLE),
        ("(1) Summary: without discontinued operations  (unaudited)", Kind.NOTE),
        ("(4) 従業員数には臨時従業員を含む：2009年3月31日現在", Kind.NOTE),
    ],
)
def test_lines(text: str, kind: Kind) -> None:
    assert sort_line(document(f"{text}\n").lines[0], SCANNER).kind is kind


def test_the_line_below_the_table_gives_the_order_of_the_caption_s_periods() -> None:
    body = "売上高 23,902  30.4  21,053  31.3  △11.9\n費用 15,008  19.1  12,606  18.7  △16.0\n利益 8,894  11.3  8,447  12.6  △5.0\n"
    text = f"連結損益計算書\n2022年3月期、2021年3月期\n（百万円）\n\n  百万円  対売上高(%)  百万円  対売上高(%)  対前年比(%)\n{body}\n2021年3月期  2022年3月期\n"
    assert [str(one.period_end) for one in read(text).cells("売上高")[::2]] == ["2021-03-31", "2022-03-31", "2022-03-31"]


def test_a_last_word_of_a_label_that_counts_things_ends_no_table() -> None:
    text = "Income (JPY in millions)\n\n  FY2005  FY2004\nNet sales 1,234  1,100\nEquity in earnings of affiliated\ncompanies\n\n 50  38\nNet income 767  979\n"
    made = read(text)
    assert [one.printed for one in made.cells("Equity in earnings of affiliated companies")] == ["50", "38"]
    assert len(made.tables) == 1


@pytest.mark.parametrize("word", ["2024", "3Q24", "Three months ended", "Amount"])
def test_lines_that_can_be_read_in_more_ways_than_anybody_can_count_are_left_as_they_are(word: str) -> None:
    trials = Trials()
    assert to_levels([" ".join([word] * 40)] * 8, 16, lambda at, leaf: True, Scanner(ABOUT), trials) is None
    assert trials.left >= TRIED_IN_ALL - MOST_TRIED


def test_prose_is_not_tried_for_a_header(monkeypatch: pytest.MonkeyPatch) -> None:
    prose = "Customers continued to shift from dedicated lines in 3Q03 to broadband\n3Q02 services, which compared with 2Q03 stayed nearly flat\n"
    assert len(strange_words(prose, SCANNER)) > 4  # two a line, of two lines
    assert not strange_words("Amount % of total Year-on-year change (%)", SCANNER)
    tried: list[object] = []
    monkeypatch.setattr("parsers.page.torn_run_headers.to_levels", lambda *given: tried.append(given))
    join_torn_headers(document(f"{prose}Sales 1,234 1,100 12.2\n").lines, SCANNER)
    assert not tried
