"""The period of the section that a table stands in."""

from __future__ import annotations

import pytest

from parsers.about import FiscalCalendar
from parsers.page.sorted_lines import Kind, Sorted
from parsers.printed import Chunk, Line
from parsers.tables.sections import section_line
from parsers.text.scanner import Scanner
from tests.parsers.made import SCANNER, about

PRIOR = "Prior Fiscal Year (From April 1, 2020 to March 31, 2021)"
CURRENT = "Current Fiscal Year (From April 1, 2021 to March 31, 2022)"
TWICE = [(Kind.TEXT, "【関連情報】", 20.0), (Kind.HEADER, PRIOR, 60.0), (Kind.TEXT, "(2) 地域ごとの情報", 20.0)]
RELATED = (Kind.TEXT, "b. Related Information", 59.0)
SENTENCE = (Kind.PROSE, "3. Information regarding the amounts of net sales and profit by reportable", 73.0)


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ([(Kind.HEADER, PRIOR, 73.0), (Kind.CAPTION, "(¥ million)", 506.0)], PRIOR),
        # It was taken for the end of the sentence above it.
        ([SENTENCE, (Kind.PROSE, "segment", 87.0), (Kind.PROSE, PRIOR, 86.0), (Kind.CAPTION, "(¥ million)", 506.0)], PRIOR),
        ([SENTENCE, (Kind.PROSE, "ended on March 31, 2021.", 73.0), (Kind.CAPTION, "(¥ million)", 506.0)], ""),
        # Where headings have ranks, a period reaches as far as the one it stands under: not to the next of its kind, over lower ones.
        ([(Kind.TITLE, "(6)【大株主の状況】", 0.0), (Kind.HEADER, "2021年3月31日現在", 0.0), (Kind.TITLE, "3【配当政策】", 0.0)], ""),
        ([(Kind.TITLE, "(1) 連結会社の状況", 0.0), (Kind.HEADER, "2021年3月31日現在", 0.0), (Kind.TITLE, "(2) 提出会社の状況", 0.0)], ""),
        ([(Kind.TEXT, "【関連情報】", 20.0), (Kind.HEADER, PRIOR, 60.0), (Kind.TEXT, "(2) 地域ごとの情報", 20.0), (Kind.TITLE, "(1) 売上高", 40.0)], PRIOR),
        ([*TWICE[:3], (Kind.HEADER, CURRENT, 60.0), (Kind.TEXT, "(2) 地域ごとの情報", 20.0)], CURRENT),
        ([*TWICE[:3], (Kind.HEADER, CURRENT, 60.0), (Kind.TEXT, "【報告セグメントの情報】", 20.0)], ""),
        # A heading without a rank, further left, ends it no more than the ranked ones do.
        ([(Kind.TEXT, "【関連情報】", 20.0), (Kind.HEADER, PRIOR, 60.0), (Kind.TEXT, "2  地域ごとの情報", 20.0), (Kind.TITLE, "(1) 売上高", 40.0)], PRIOR),
        # (有価証券関係) and its like are headings too: a period in one does not reach into the next.
        ([(Kind.TEXT, "（有価証券関係）", 0.0), (Kind.HEADER, PRIOR, 0.0), (Kind.TEXT, "（退職給付関係）", 0.0), (Kind.TITLE, "1. 採用している制度", 0.0)], ""),
        ([(Kind.TITLE, "① " + PRIOR, 0.0), (Kind.TITLE, "② 売上高", 0.0)], ""),
        # Headings that begin to count below a period stand in it, and what they hold; where they begin again, another part has begun.
        ([RELATED, (Kind.HEADER, PRIOR, 60.0), *((Kind.TEXT, text, 62.0) for text in ("1. By product", "2. By region", "(2) Property", "3. By customer"))], PRIOR),
        ([RELATED, (Kind.HEADER, PRIOR, 60.0), *((Kind.TEXT, text, 62.0) for text in ("1. By product", "2. By region", "1. By product"))], ""),
        # Another section begins further left.
        ([(Kind.HEADER, PRIOR, 73.0), (Kind.TITLE, "c. Information Regarding Loss on Impairment", 59.0)], ""),
    ],
)
def test_the_period_of_a_section(above: list[tuple[Kind, str, float]], found: str) -> None:
    lines = lines_of(above)
    assert section_line(lines, len(lines), SCANNER) == found


def lines_of(above: list[tuple[Kind, str, float]]) -> list[Sorted]:
    return [
        Sorted(Line(1, number, "geometry", (Chunk(text, indent, indent + 5.0 * len(text)),), indent), kind)
        for number, (kind, text, indent) in enumerate(above, 1)
    ]


def test_a_year_and_its_days_are_one_period_under_the_calendar_of_the_document() -> None:
    year = "FY2023 (January 1, 2023 to December 31, 2023)"
    lines = lines_of([(Kind.HEADER, year, 73.0), (Kind.CAPTION, "(¥ million)", 506.0)])
    december = Scanner(about(FiscalCalendar(end_month=12, end_day=31, names_end_year=True, stated=True)))
    assert section_line(lines, len(lines), december) == year
    assert section_line(lines, len(lines), SCANNER) == ""  # to March the name and the days are two years
