"""A caption from the wrong template: only a rival and a twin in the other language together mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parsers.about import Language
from parsers.frame.conflicting_lengths import settle_lengths
from parsers.table import Cell, Column, Row, Table

END = date(2003, 12, 31)
QUARTER, NINE_MONTHS = date(2003, 10, 1), date(2003, 4, 1)
SMALL, LARGE = ["9,633", "8,125", "1,508", "236", "1,979"], ["27,162", "24,330", "2,832", "1,799", "773"]


def statement(number: int, language: Language, start: date | None, printed: list[str], kind: str = "income_statement") -> Table:
    rows = tuple(Row(at, f"row {at}", (f"row {at}",), 0, (Cell(text, 1, 1, at),)) for at, text in enumerate(printed, 1))
    return Table(1, number, f"statement {number}", language, kind, (Column(1, unit="JPY", period_start=start, period_end=END),), rows)


def starts(*tables: Table) -> tuple[list[date | None], list[str]]:
    settled, findings = settle_lengths(tables)
    return [table.columns[0].period_start for table in settled], [finding.code for finding in findings]


JA = [statement(1, "ja", QUARTER, SMALL), statement(2, "ja", NINE_MONTHS, LARGE)]
EN_QUARTER = statement(3, "en", QUARTER, SMALL)


def test_a_caption_that_rival_and_twin_contradict() -> None:
    wrong = statement(4, "en", QUARTER, LARGE)
    got, codes = starts(*JA, EN_QUARTER, wrong)
    assert got == [QUARTER, NINE_MONTHS, QUARTER, NINE_MONTHS]
    assert codes == ["length_conflict"]
    (finding,) = settle_lengths([*JA, EN_QUARTER, wrong])[1]
    assert "read as 9 months" in finding.message
    assert "statement 4" in finding.message


GOOD = {
    "captions that agree": [*JA, EN_QUARTER, statement(4, "en", NINE_MONTHS, LARGE)],
    "no rival": [*JA, statement(4, "en", QUARTER, LARGE)],
    "no twin": [JA[0], EN_QUARTER, statement(4, "en", QUARTER, LARGE)],
    "the same numbers twice": [*JA, EN_QUARTER, statement(4, "en", QUARTER, SMALL)],
    "a twin of another day": [
        JA[0],
        replace(JA[1], columns=(Column(1, period_start=NINE_MONTHS, period_end=date(2002, 12, 31)),)),
        EN_QUARTER,
        statement(4, "en", QUARTER, LARGE),
    ],
    "balance sheets": [statement(1, "ja", None, SMALL, "balance_sheet"), statement(2, "en", None, LARGE, "balance_sheet")],
    "no tables": [],
}


@pytest.mark.parametrize("name", GOOD)
def test_good_neighbours_stay(name: str) -> None:
    tables = GOOD[name]
    assert settle_lengths(tables) == (tuple(tables), [])


def test_all_columns_of_the_table_move() -> None:
    before = Column(2, unit="JPY", period_start=date(2002, 10, 1), period_end=date(2002, 12, 31))
    wrong = statement(4, "en", QUARTER, LARGE)
    wrong = replace(wrong, columns=(*wrong.columns, before))
    settled, _ = settle_lengths([*JA, EN_QUARTER, wrong])
    assert [(column.period_start, column.period_end) for column in settled[3].columns] == [(NINE_MONTHS, END), (date(2002, 4, 1), date(2002, 12, 31))]
