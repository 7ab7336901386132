"""Rows on painted stripes: where there are none, the lines stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.page.striped_rows import join_stripes
from parsers.printed import Line, Ruling
from tests.parsers.made import SCANNER, left, line

BLANK = replace(line(100, left(60, "x")), chunks=())


@pytest.mark.parametrize("rulings", [[], [Ruling(1, 50.0, 90.0, 500.0, 110.0)]], ids=["no stripes", "one stripe"])
@pytest.mark.parametrize("lines", [[], [BLANK], [BLANK, line(115, left(60, "Net sales"))]], ids=["nothing", "a line without text", "a line with text"])
def test_lines_without_text_or_stripes_stay_as_they_are(lines: list[Line], rulings: list[Ruling]) -> None:
    assert join_stripes(lines, rulings, SCANNER) == lines
