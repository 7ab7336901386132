"""Fragments of a page by line."""

from __future__ import annotations

from parsers.readers.pdf.glyph_lines import Fragment, fragments_to_lines


def fragment(at: int, text: str, x0: float, baseline: float, size: float = 9.0) -> Fragment:
    return Fragment(at, at + len(text), text, x0, x0 + size * len(text), baseline, size, False, False, 1, 1, baseline - size, baseline)


def test_a_watermark_behind_a_table_is_of_no_row() -> None:
    rows = [fragment(0, "売上高", 60, 100), fragment(10, "41,250", 300, 100), fragment(20, "売上原価", 60, 114), fragment(30, "30,110", 300, 114)]
    lines = fragments_to_lines([*rows, fragment(40, "DRAFT", 180, 113.5, size=70)])
    assert [[one.text for one in line] for line in lines] == [["売上高", "41,250"], ["DRAFT"], ["売上原価", "30,110"]]


def test_a_title_twice_as_large_stays_on_its_line() -> None:
    lines = fragments_to_lines([fragment(0, "決算短信", 60, 100, size=18), fragment(10, "（連結）", 200, 100.5), fragment(20, "2024年5月10日", 60, 120)])
    assert [[one.text for one in line] for line in lines] == [["決算短信", "（連結）"], ["2024年5月10日"]]
