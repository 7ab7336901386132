"""Headers of running text over two lines, put together text by text; lines of running text that look like notes, rows or sentences."""

from __future__ import annotations

import pytest

from parsers.page.lines import sort_line
from parsers.page.sorted_lines import Kind
from parsers.page.torn_run_headers import header_texts, join_torn_headers
from tests.parsers.made import SCANNER, document, read


def joined(*lines: str) -> list[str]:
    return [line.text.strip() for line in join_torn_headers(document("\n".join(lines) + "\n").lines, SCANNER) if line.text.strip()]


@pytest.mark.parametrize(
    ("above", "below", "texts"),
    [
        ("Thousands of  Thousands  Ratio to", "U.S. dollars (1)  of yen  revenue (%)  YoY Chg %", "Thousands of U.S. dollars (1)  Thousands of yen  Ratio to revenue (%)  YoY Chg %"),
        ("Thousands of", "Feb 28, 2009  Feb 28, 2010  U.S. dollars", "Feb 28, 2009  Feb 28, 2010  Thousands of U.S. dollars"),
        ("As of  As of", "March 31, 2005  March 31, 2006  USD", "As of March 31, 2005  As of March 31, 2006  USD"),
        ("自 2008年1月1日 自 2009年1月1日", "至 2008年3月31日 至 2009年3月31日 増減率(%)", "自 2008年1月1日 至 2008年3月31日  自 2009年1月1日 至 2009年3月31日  増減率(%)"),
        ("2009年3月期 2008年3月期 2008年3月期", "第1四半期 第1四半期 前年比(%) 第4四半期", "2009年3月期 第1四半期  2008年3月期 第1四半期  前年比(%)  2008年3月期 第4四半期"),
    ],
)
def test_texts_that_go_on_below(above: str, below: str, texts: str) -> None:
    assert joined(above, below) == [texts]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Three months ended", "March 31, 2005  March 31, 2006"),
        ("Three months ended  Three months ended", "March 31, 2005  March 31, 2006  March 31, 2007"),
        ("Net sales rose in the three months ended", "March 31, 2005, and costs fell."),
        ("(1) As of", "March 31, 2005  March 31, 2006"),
        ("Thousands of  Thousands", "U.S. dollars  of yen  something else"),
    ],
)
def test_what_is_open_stays_apart(above: str, below: str) -> None:
    """A text over several, two ways to go on, prose, a heading, a text below that nobody knows."""
    assert len(joined(above, below)) == 2


def test_a_line_with_other_words_is_one_text() -> None:
    assert header_texts("1st quarter 1st quarter Change from", SCANNER) == ["1st quarter 1st quarter Change from"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thousands of yen  Ratio to revenue (%)  Thousands of U.S. dollars (1)  Thousands of yen  Ratio to revenue (%)  YoY Chg %", Kind.HEADER),
        ("4th quarter FY2005  4th quarter FY2004  YoY Chg %  3rd quarter FY2005  QoQ Chg %", Kind.HEADER),
        ("March 31, 2005  March 31, 2006  USD (1)", Kind.HEADER),
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
