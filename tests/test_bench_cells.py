"""The rule by which bench/pdf_cells.py counts a cell: a number of its own beside its label."""

from __future__ import annotations

import pytest

from bench.pdf_cells import cells_to_rows, count_found, to_truth


@pytest.mark.parametrize(
    ("table", "label", "number", "found"),
    [
        ([["売上高", "9,633", "10,564"]], "売 上 高", "10,564", 1),
        ([["売上高 9,633", "10,564"]], "売上高", "9,633", 0),
        ([["売上高", "9,633 10,564"]], "売上高", "9,633", 0),
        ([["売上原価", "9,633"]], "売上高", "9,633", 0),
        ([["Others4", "", "¥ 1,004"]], "Others", "1,004", 1),
        ([["192kbps", "–", "768kbps", "22"]], "192kbps – 768kbps", "22", 1),
        ([["Net income (loss)"], ["per share", "(50.40)"]], "Net income(loss) per share", "(50.40)", 1),
        ([["Net sales", "1"], ["per share", "(50.40)"]], "Net sales per share", "(50.40)", 0),
        ([["Revenues"], ["System", "7"], ["Network", "8"]], "Revenues Network", "8", 1),
    ],
)
def test_a_cell_counts(table: list[list[str]], label: str, number: str, found: int) -> None:
    assert count_found([to_truth(label, number)], cells_to_rows(table)) == found


def test_no_cell_counts_twice() -> None:
    assert count_found([to_truth("Cash", "5")] * 2, cells_to_rows([["Cash", "5"]])) == 1
