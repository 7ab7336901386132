"""Documents to tables: cells under columns, rows that do not fit, and everything that is left out is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parsers.find_tables import find_tables, language_of, rates_of
from parsers.records import Finding
from parsers.table import Table
from parsers.text.scanner import Scanner
from tests.parsers.made import ABOUT, document, read


def found(text: str) -> tuple[tuple[Table, ...], list[Finding]]:
    """Before arithmetic places anything."""
    return find_tables(document(text), Scanner(ABOUT))


def cells(table: Table) -> list[tuple[str, list[tuple[int | None, str]]]]:
    return [(row.label, [(cell.column, cell.printed) for cell in row.cells]) for row in table.rows]


RUN = "Table 1. Revenues (JPY in millions)\n\n  3Q03  3Q02  2Q03\n"
GRID = "Table 1. Revenues (JPY in millions)\n\n\t3Q03\t3Q02\t2Q03\n"


def test_a_sparse_row_of_running_text_has_no_columns_yet() -> None:
    ((table,), findings) = found(RUN + " Tools  5  6  7\n Rent  1  2\n Total  6  8  7\n")
    assert cells(table)[1] == ("Rent", [(None, "1"), (None, "2")])
    assert not table.placed
    assert findings == []


def test_a_sparse_row_of_a_grid_knows_its_columns() -> None:
    ((table,), _) = found(GRID + "Tools\t5\t6\t7\nRent\t\t1\t2\nTotal\t5\t7\t9\n")
    assert cells(table)[1] == ("Rent", [(2, "1"), (3, "2")])
    assert table.placed


def test_a_mark_before_the_cells() -> None:
    note = "\n3 Without the depreciation of leased equipment: see the notes.\n"
    ((table,), _) = found(RUN + " Tools  5  6  7\n Depreciation\n\n3  1,004  943  984\n Total  6  8  7\n" + note)
    row = table.rows[1]
    assert (row.label, [cell.printed for cell in row.cells], row.footnotes) == ("Depreciation", ["1,004", "943", "984"], ("3",))


def test_a_mark_in_brackets_before_the_cells() -> None:
    note = "\nNote (2): Shares were issued in September.\n"
    ((table,), _) = found(RUN + " Tools  5  6  7\n Common stock (2)  1,004  943  984\n Total  6  8  7\n" + note)
    assert (table.rows[1].footnotes, [cell.column for cell in table.rows[1].cells]) == (("2",), [1, 2, 3])


def test_a_number_more_than_columns_is_no_mark_without_its_note() -> None:
    ((table,), _) = found(RUN + " Tools  5  6  7\n Depreciation 3  1,004  943  984\n Total  6  8  7\n")
    assert table.rows[1].footnotes == ()
    assert {cell.column for cell in table.rows[1].cells} == {None}


def test_too_many_cells_are_left_out_and_told() -> None:
    ((table,), findings) = found(RUN + " Tools  5  6  7\n Rent  1  2  3  4  5\n Total  6  8  7\n")
    assert cells(table)[1] == ("Rent", [])
    (finding,) = findings
    assert (finding.code, finding.severity, finding.line) == ("too_many_cells", "warning", 5)
    assert "expected 3 cells, found 5 (1 2 3 4 5); left out of the data" in finding.message


@pytest.mark.parametrize(("printed", "severity"), [("n.m.", "info"), ("1,23", "warning"), ("see note", "warning"), ("5)", "warning")])
def test_unreadable_cells_are_left_out_and_told(printed: str, severity: str) -> None:
    ((table,), findings) = found(GRID + f"Tools\t5\t6\t7\nRent\t1\t{printed}\t3\n")
    assert cells(table)[1] == ("Rent", [(1, "1"), (3, "3")])
    assert [(finding.code, finding.severity, finding.document) for finding in findings] == [("unreadable_cell", severity, 1)]
    assert repr(printed) in findings[0].message


def test_numbers_without_a_frame_are_told() -> None:
    got, findings = found("Winners\n\nTokyo\t5\t6\nOsaka\t1\t2\n")
    assert got == ()
    assert [(finding.code, finding.severity, finding.line) for finding in findings] == [("unread_table", "warning", 3)]


def test_a_row_outside_of_tables_is_told() -> None:
    got, findings = found("Tokyo  5  6\n")
    assert got == ()
    assert [finding.code for finding in findings] in (["unread_row"], ["unread_table"])


def test_a_single_number_of_grouped_digits_outside_of_tables_is_told() -> None:
    got, findings = found("(Reference) Equity 21,314 million yen\n\nDividends paid on 7\n")
    assert got == ()
    assert [(finding.code, finding.line) for finding in findings] == [("unread_row", 1)]


def test_tables_are_numbered_and_keep_their_place() -> None:
    got, _ = found(RUN + " Tools  5  6  7\n Rent  1  1  2\n\nTable 2. Costs (JPY in millions)\n\n  3Q03  3Q02\n Staff  1  2\n Other  3  4\n")
    assert [(table.number, table.title, table.line) for table in got] == [
        (1, "Table 1. Revenues (JPY in millions)", 4),
        (2, "Table 2. Costs (JPY in millions)", 10),
    ]


UNITS = [
    # title, unit, scale
    ("Table 1. Revenues (JPY in millions)", "JPY", 10**6),
    ("表 1. 売上高の内訳（百万円）", "JPY", 10**6),
    ("Table 1. Revenues (In thousands of yen)", "JPY", 1000),
    ("表 3. 契約数", "contracts", None),
    ("Table 3. Number of Contracts", "contracts", None),
    ("Table 4. Contracted Bandwidth (Unit: Gbps)", "Gbps", 1),
    ("Table 5. Revenues", None, None),
]


@pytest.mark.parametrize(("title", "unit", "scale"), UNITS)
def test_unit_of_a_table(title: str, unit: str | None, scale: int | None) -> None:
    ((table,), _) = found(title + "\n\n\t3Q03\t3Q02\nTokyo\t5\t6\nOsaka\t1\t2\n")
    assert (table.unit, table.scale if scale != 1 else Decimal(1)) == (unit, None if scale is None else Decimal(scale))




@pytest.mark.parametrize(
    "title",
    [
        "連結損益計算書",
        "表 1. 売上高の内訳（百万円）",
        pytest.param("連結損益計算書（百万円）"),
        pytest.param("Consolidated Statements of Income (Millions of yen)"),
    ],
)
def test_title_of_a_table(title: str) -> None:
    ((table,), _) = found(title + "\n\n\t3Q03\t3Q02\nNet sales\t5\t6\nCosts\t1\t2\n")
    assert table.title


def test_two_currencies_of_one_caption() -> None:
    ((table,), _) = found(
        "CONSOLIDATED BALANCE SHEETS\nAs of Dec 31, 2003\n(In thousands of JPY and USD)\n\nUSD (1) JPY\nCash  5  600\nTotal assets  5  600\n"
    )
    assert dict(table.scales) == {"JPY": Decimal(1000), "USD": Decimal(1000)}
    assert [column.unit for column in table.columns] == ["USD", "JPY"]


@pytest.mark.parametrize(
    ("label", "plain", "unit", "scale"),
    [
        ("純資産額 (百万円)", "純資産額", "JPY", 10**6),
        ("1株当たり純資産額 (円)", "1株当たり純資産額", "JPY", 1),
        ("自己資本比率 (%)", "自己資本比率", "pure", "0.01"),
        ("Net sales (Millions of yen)", "Net sales", "JPY", 10**6),
        ("従業員数 (人)", "従業員数", "persons", 1),
        ("営業利益(損失)", "営業利益(損失)", None, None),
        ("Other (net)", "Other (net)", None, None),
        ("(百万円)", "(百万円)", None, None),
    ],
)
def test_units_behind_labels(label: str, plain: str, unit: str | None, scale: int | str | None) -> None:
    text, note = Scanner()(label).unit_apart
    assert text == plain
    if unit is None:
        assert note is None or not text
    else:
        assert note is not None
        assert (note.unit, note.scale if note.scale is not None else Decimal(1)) == (unit, Decimal(scale or 1))


@pytest.mark.parametrize(
    ("labels", "language"),
    [
        (["売上高", "営業利益"], "ja"),
        (["Net sales"], "en"),
        (["Adjusted EBITDA（償却前営業利益）", "設備投資"], "ja"),
        ([], "en"),
        (["IIJ4U", "R&D"], "en"),
    ],
)
def test_language(labels: list[str], language: str) -> None:
    assert language_of(labels) == language


def test_rates_of_the_table_before() -> None:
    assert rates_of(None) == ()
    ((table,), _) = found(GRID + "Tools\t5\t6\t7\nRent\t1\t1\t2\n")
    assert rates_of(table) == ()


def test_a_bracketed_note_below_a_table_is_a_row_of_its_own() -> None:
    text = (
        "（１）連結財政状態\n\n\t総資産\t純資産\n\t百万円\t百万円\n2022年３月期\t862,000\t584,000\n2021年３月期\t732,000\t511,000\n"
        "（参考）自己資本  2022年３月期  584,000百万円  2021年３月期  511,000百万円\n"
    )
    got = [(reading.label, reading.printed, str(reading.value), str(reading.period_end)) for reading in read(text, ABOUT).readings]
    assert got[-2:] == [("(参考)自己資本", "584,000百万円", "584000000000", "2022-03-31"), ("(参考)自己資本", "511,000百万円", "511000000000", "2021-03-31")]
    assert {printed for _, printed, _, _ in got[:-2]} == {"862,000", "584,000", "732,000", "511,000"}


def test_a_sentence_with_numbers_holds_no_readings() -> None:
    text = RUN + " Tools  5  6  7\n Rent  1  1  2\n\nRevenues were JPY9,633 million and costs were 8,125 million, compared to 9,185 and 8,337.\n"
    assert len(read(text, ABOUT).readings) == 6


def test_dot_leaders_are_a_gap() -> None:
    got = read(RUN + " Tools ........ 5  6  7\n Rent ………… 1  1  2\n", ABOUT)
    assert [(reading.label, reading.printed) for reading in got.readings][::3] == [("Tools", "5"), ("Rent", "1")]
