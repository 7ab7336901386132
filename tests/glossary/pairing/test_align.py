"""Pairing of made-up tables: each rule by itself, and the good neighbour of each bad case."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.pairing.align import align, paired_cells
from glossary.pairing.row_pairs import best_in_order, rescue
from glossary.terms.glossary import build_glossary, load_glossary
from parsers.about import Language
from parsers.records import Alignment, Reading
from parsers.table import Table
from tests.glossary.made import QUARTERS, RELEASE, Line, made_table, together

NOTHING_KNOWN = build_glossary((), (), {}, "")

INCOME_JA: list[Line] = [("売上高", [9633, 10564]), ("売上原価", [8125, 9607]), ("売上総利益", [1508, 957]), ("営業利益", [236, 567])]
INCOME_EN: list[Line] = [
    ("Net sales", [9633, 10564]),
    ("Cost of sales", [8125, 9607]),
    ("Gross profit", [1508, 957]),
    ("Operating income", [236, 567]),
]


def pairs_of(alignments: Sequence[Alignment], *, twins: bool = False) -> list[tuple[str | None, str | None]]:
    return [(a.ja_label, a.en_label) for a in alignments if a.status == "aligned" and a.scale_twin == twins]


def aligned(*made: tuple[Table, list[Reading]], known: bool = True) -> tuple[Alignment, ...]:
    tables, readings = together(*made)
    return align(RELEASE, tables, readings, load_glossary() if known else NOTHING_KNOWN)[0]


WANTED = [("売上高", "Net sales"), ("売上原価", "Cost of sales"), ("売上総利益", "Gross profit"), ("営業利益", "Operating income")]


def test_the_glossary_pairs_rows() -> None:
    alignments = aligned(made_table(1, "ja", INCOME_JA), made_table(2, "en", INCOME_EN))
    assert pairs_of(alignments) == WANTED
    assert {a.method for a in alignments} == {"glossary"}
    assert all((a.cells_compared, a.cells_equal) == (2, 2) for a in alignments)


def test_numbers_and_words_pair_rows_that_no_term_knows() -> None:
    alignments = aligned(made_table(1, "ja", INCOME_JA), made_table(2, "en", INCOME_EN), known=False)
    assert pairs_of(alignments) == WANTED
    assert {a.method for a in alignments} <= {"label", "numbers"}


def test_either_order_and_two_files() -> None:
    alignments = aligned(made_table(1, "en", INCOME_EN), made_table(1, "ja", INCOME_JA, document=2))
    assert pairs_of(alignments) == WANTED
    assert {(a.ja_document, a.en_document) for a in alignments} == {(2, 1)}


@pytest.mark.parametrize(("language", "lines", "status"), [("ja", INCOME_JA, "ja_only"), ("en", INCOME_EN, "en_only")])
def test_one_language_missing(language: str, lines: list[Line], status: str) -> None:
    alignments = aligned(made_table(1, language, lines))  # type: ignore[arg-type]
    assert [a.status for a in alignments] == [status] * 4


def test_a_row_of_one_language_only_stays_alone() -> None:
    more: list[Line] = [*INCOME_EN[:2], ("Deposit for a rocket", [777, 888]), *INCOME_EN[2:]]
    alignments = aligned(made_table(1, "ja", INCOME_JA), made_table(2, "en", more))
    assert pairs_of(alignments) == WANTED
    assert [a.en_label for a in alignments if a.status == "en_only"] == ["Deposit for a rocket"]


def test_a_moved_row_is_rescued_and_says_so() -> None:
    alignments = aligned(made_table(1, "ja", INCOME_JA), made_table(2, "en", [INCOME_EN[3], *INCOME_EN[:3]]))
    assert sorted(pairs_of(alignments), key=str) == sorted(WANTED, key=str)
    assert [a.method for a in alignments if a.ja_label == "営業利益"] == ["inferred"]


def test_another_table_of_the_same_shape_is_no_partner() -> None:
    ja: list[Line] = [("北の店", [1234, 2345]), ("南の店", [3456, 4567]), ("東の店", [5678, 6789])]
    en: list[Line] = [("Rockets", [1111, 2222]), ("Balloons", [3333, 4444]), ("Kites", [5555, 6666])]
    alignments = aligned(made_table(1, "ja", ja, statement="breakdown"), made_table(2, "en", en, statement="breakdown"))
    assert pairs_of(alignments) == []


def test_equal_totals_are_told_apart_by_their_words() -> None:
    ja: list[Line] = [("資産合計", [38465, 37360]), ("負債合計", [33675, 37046]), ("負債純資産合計", [38465, 37360])]
    en: list[Line] = [("Total assets", [38465, 37360]), ("Total liabilities", [33675, 37046]), ("Total liabilities and net assets", [38465, 37360])]
    for known in (True, False):
        alignments = aligned(made_table(1, "ja", ja, statement="balance_sheet"), made_table(2, "en", en, statement="balance_sheet"), known=known)
        assert pairs_of(alignments) == [(j[0], e[0]) for j, e in zip(ja, en, strict=True)]


def test_a_summary_row_finds_its_finer_row() -> None:
    summary = made_table(1, "ja", [("売上高", [9633, 10564])], statement="summary")
    detail = made_table(2, "en", [("Net sales", [9633155, 10563578]), ("Operating income", [235837, -566520])], decimals=-3)
    alignments = aligned(summary, detail)
    assert pairs_of(alignments, twins=True) == [("売上高", "Net sales")]


def test_a_number_that_is_no_rounding_is_no_twin() -> None:
    finer: list[Line] = [("売上高", [9633155, 10563578]), ("営業利益", [235837, -566520])]
    english: list[Line] = [("Net sales", [9633155, 10563578]), ("Operating income", [235837, -566520])]
    detail = (made_table(2, "ja", finer, decimals=-3), made_table(3, "en", english, decimals=-3))
    right = made_table(1, "ja", [("売上高", [9633, 10564])], statement="summary")
    wrong = made_table(1, "ja", [("売上高", [9635, 10564])], statement="summary")
    assert pairs_of(aligned(right, *detail), twins=True) == [("売上高", "Net sales")]
    assert pairs_of(aligned(wrong, *detail), twins=True) == []


def test_the_japanese_finer_than_the_english_is_no_twin_of_a_paired_row() -> None:
    alignments = aligned(
        made_table(1, "ja", [("売上高", [9633155, 10563578]), ("営業利益", [235837, -566520])], decimals=-3),
        made_table(2, "en", [("Net sales", [9633155, 10563578]), ("Operating income", [235837, -566520])], decimals=-3),
        made_table(3, "en", [("Net sales", [9633, 10564]), ("Depreciation", [982, 916])], statement="reconciliation"),
    )
    assert pairs_of(alignments) == [("売上高", "Net sales"), ("営業利益", "Operating income")]
    assert pairs_of(alignments, twins=True) == []


def test_a_row_that_one_language_splits() -> None:
    ja: list[Line] = [("現金", [4270, 3588]), ("買掛金及び未払金", [4611, 4856]), ("資産合計", [38465, 37360])]
    en: list[Line] = [("Cash", [4270, 3588]), ("Trade", [3011, 2856]), ("Sundry", [1600, 2000]), ("Total assets", [38465, 37360])]
    alignments = aligned(made_table(1, "ja", ja, statement="balance_sheet"), made_table(2, "en", en, statement="balance_sheet"), known=False)
    parts = [(a.ja_label, a.en_label, a.cells_compared) for a in alignments if a.ja_label == "買掛金及び未払金"]
    assert parts == [("買掛金及び未払金", "Trade", 0), ("買掛金及び未払金", "Sundry", 0)]


def test_cells_are_paired_by_period_not_by_place() -> None:
    ja_table, ja_readings = made_table(1, "ja", INCOME_JA)
    en_table, en_readings = made_table(2, "en", [(line[0], list(reversed(line[1]))) for line in INCOME_EN])
    turned = [_other_column(reading) for reading in en_readings]
    readings = (*ja_readings, *turned)
    alignments, _ = align(RELEASE, (ja_table, en_table), readings, load_glossary())
    by_id = {reading.reading_id: reading for reading in readings}
    cells = [(by_id[ja], by_id[en]) for ja, en in paired_cells(alignments, readings)]
    assert len(cells) == 8
    assert all(ja.value == en.value and ja.period_end == en.period_end and ja.column != en.column for ja, en in cells)


def _other_column(reading: Reading) -> Reading:
    start, end = QUARTERS[2 - reading.column]
    return replace(reading, period_start=start, period_end=end)


def summary_by_period(number: int, language: Language, labels: tuple[str, str], stubs: tuple[str, str]) -> tuple[Table, list[Reading]]:
    """A first-page summary: its stubs are periods, its columns line items."""
    numbers = ((889270, 125496), (740903, 84654))
    table, readings = made_table(number, language, [(stub, row) for stub, row in zip(stubs, numbers, strict=True)], statement="summary")
    columns = tuple(replace(column, label=label) for column, label in zip(table.columns, labels, strict=True))
    turned = []
    for r in readings:
        start, end = QUARTERS[r.row - 1]
        label = labels[r.column - 1]
        turned.append(replace(r, label=label, label_path=(label,), period_start=start, period_end=end))
    return replace(table, columns=columns), turned


def test_a_table_whose_stubs_are_periods_is_paired_by_its_columns() -> None:
    japanese = summary_by_period(1, "ja", ("売上高", "営業利益"), ("2022年3月期", "2021年3月期"))
    english = summary_by_period(2, "en", ("Net sales", "Operating profit"), ("Fiscal Year Ended March 31, 2022", "March 31, 2021"))
    tables, readings = together(japanese, english)
    alignments, _ = align(RELEASE, tables, readings, load_glossary())
    assert pairs_of(alignments) == [("売上高", "Net sales"), ("営業利益", "Operating profit")]
    assert [(a.cells_compared, a.cells_equal) for a in alignments] == [(2, 2), (2, 2)]
    assert len(paired_cells(alignments, readings)) == 4


def test_columns_of_the_same_numbers_and_other_periods_are_told() -> None:
    tables, readings = together(made_table(1, "ja", INCOME_JA), made_table(2, "en", INCOME_EN))
    wrong = tuple(replace(r, period_end=date(2002, 12, 30)) if r.language == "en" and r.column == 2 else r for r in readings)
    _, findings = align(RELEASE, tables, wrong, load_glossary())
    assert [finding.code for finding in findings] == ["period_disagrees"]


scores = st.lists(st.lists(st.floats(-5, 5).map(lambda x: round(x, 2)), min_size=4, max_size=4), min_size=1, max_size=5)


@given(scores)
def test_order_rises_and_takes_nothing_below_zero(grid: list[list[float]]) -> None:
    pairs = best_in_order(grid)
    assert all(grid[i][j] > 0 for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(scores)
def test_every_row_is_taken_once_at_most(grid: list[list[float]]) -> None:
    pairs = best_in_order(grid)
    both = [*pairs, *rescue(grid, pairs)]
    assert len({i for i, _ in both}) == len({j for _, j in both}) == len(both)


def test_a_draw_is_not_rescued() -> None:
    assert rescue([[4.0, 4.0]], []) == []
    assert rescue([[4.0, 3.5]], []) == [(0, 0)]


def test_very_long_tables_take_seconds_not_minutes() -> None:
    ja: list[Line] = [(f"第{n}号物件", [n * 37 + 1001, n * 53 + 2003]) for n in range(700)]
    en: list[Line] = [(f"Property no. {n}", [n * 37 + 1001, n * 53 + 2003]) for n in range(700)]
    start = time.perf_counter()
    alignments = aligned(made_table(1, "ja", ja, statement="other"), made_table(2, "en", en, statement="other"), known=False)
    assert time.perf_counter() - start < 20
    assert len(pairs_of(alignments)) == 700
