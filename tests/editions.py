"""The samples as sheets of tables with headers of their own, to be set as HTML or PDF in several producers' styles.

A sheet keeps the rows and numbers of a description and says its periods and units as other issuers do: full dates under
spanners, a unit note at the right edge. So its truth is the golden file of the same description.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from tests import typeset
from tests.typeset import ColumnPlan, Galley, RowPlan, TablePlan

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
LENGTHS = {3: "Three months ended", 6: "Six months ended", 9: "Nine months ended", 12: "Year ended"}
MEASURES = {
    "ja": {"common_size": "構成比(%)", "change_yoy": "前年同期比(%)", "change_qoq": "前四半期比(%)"},
    "en": {"common_size": "% of total", "change_yoy": "YoY % change", "change_qoq": "QoQ % change"},
}
UNITS = {
    "ja": {
        ("JPY", 0): "円", ("JPY", 3): "千円", ("JPY", 6): "百万円", ("USD", 0): "米ドル", ("USD", 3): "千米ドル", ("USD", 6): "百万米ドル",
        ("Gbps", 0): "Gbps", ("contracts", 0): "契約数", ("pure", 0): "%",
    },
    "en": {
        ("JPY", 0): "Yen", ("JPY", 3): "Thousands of yen", ("JPY", 6): "Millions of yen", ("USD", 0): "U.S. dollars",
        ("USD", 3): "Thousands of U.S. dollars", ("USD", 6): "Millions of U.S. dollars", ("Gbps", 0): "Gbps",
        ("contracts", 0): "Number of contracts", ("pure", 0): "%",
    },
}  # fmt: skip
TOTAL = regex.compile(r"total|合計|計\Z|^net cash|残高\Z|end of period|operating (?:income|loss)|net (?:income|loss)", regex.IGNORECASE)
PER_DOCUMENT = {
    "ja": ("{name}", "{date} 見本株式会社", "数値は公表済みのもの、文章は見本のために書いたものです。"),
    "en": ("{name}", "Tokyo, {date} - Internet Initiative Japan Inc.", "The figures were published before; the sentences are this sample's own."),
}


@dataclass(frozen=True)
class HeaderCell:
    lines: tuple[str, ...]
    columns: int = 1


@dataclass(frozen=True)
class SheetRow:
    label: str
    cells: tuple[str, ...]
    """One for each column, "" where nothing is printed; none for a heading."""
    depth: int = 0
    total: bool = False


@dataclass(frozen=True)
class Sheet:
    title: str
    note: str
    """What stands above the right edge: the unit, where all columns share it."""
    language: str
    header: tuple[tuple[HeaderCell, ...], ...]
    """Rows of the header, without the cell over the labels."""
    rows: tuple[SheetRow, ...]

    @property
    def columns(self) -> int:
        return sum(cell.columns for cell in self.header[0])


@dataclass(frozen=True)
class Edition:
    """One document of one language."""

    name: str
    language: str
    preface: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def edition(galley: Galley, language: str, announced: date) -> Edition:
    """The tables of one language of a description, as a document of their own."""
    day = japanese_day(announced) if language == "ja" else english_day(announced)
    name = galley.file.removesuffix(".txt").replace("-", " ")
    preface = tuple(line.format(name=name, date=day) for line in PER_DOCUMENT[language])
    sheets = tuple(table_to_sheet(table) for table in galley.tables if table.language == language)
    return Edition(galley.file.removesuffix(".txt"), language, preface, sheets)


def golden(galley: Galley, language: str) -> list[dict[str, str]]:
    """The truth of an edition."""
    return [row for row in typeset.golden(galley) if row["language"] == language]


def table_to_sheet(table: TablePlan) -> Sheet:
    units = {(plan.unit, plan.power) for plan in table.columns if plan.measure == "amount"}
    shared = units.pop() if len(units) == 1 else None
    note = ""
    if shared and shared[0] != "pure":
        unit = UNITS[table.language][shared]
        note = f"（単位：{unit}）" if table.language == "ja" else f"({unit})"
    groups = group_columns(table.columns)
    top = tuple(HeaderCell(group_head(group, table.language), len(group)) for group in groups)
    below = tuple(HeaderCell((column_head(plan, table.language, shared is not None),)) for group in groups for plan in group)
    two_levels = any(len(group) > 1 for group in groups)
    return Sheet(table.title, note, table.language, (top, below) if two_levels else (top,), tuple(sheet_rows(table)))


def group_columns(columns: tuple[ColumnPlan, ...]) -> list[list[ColumnPlan]]:
    """Neighbours of one period and member together; a change is a column of its own."""
    groups: list[list[ColumnPlan]] = []
    for plan in columns:
        before = groups[-1][0] if groups else None
        alike = before is not None and (before.measure, before.start, before.end, before.members) == ("amount", plan.start, plan.end, plan.members)
        if alike and not plan.measure.startswith("change"):
            groups[-1].append(plan)
        else:
            groups.append([plan])
    return groups


def group_head(group: list[ColumnPlan], language: str) -> tuple[str, ...]:
    plan = group[0]
    if plan.measure.startswith("change"):
        return (MEASURES[language][plan.measure],)
    return (*plan.members, *period_head(plan.start, plan.end, language))


def period_head(start: date | None, end: date, language: str) -> tuple[str, ...]:
    """The lines that name a period: `自 ... 至 ...` or `Three months ended ...`, or one day."""
    if start is None:
        return (japanese_day(end),) if language == "ja" else (english_day(end),)
    if start == typeset.UNSTATED:
        return (f"FY{end.year - (end.month <= 3)}",) if end.month == 3 else (english_day(end),)
    if language == "ja":
        return f"自 {japanese_day(start)}", f"至 {japanese_day(end)}"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return LENGTHS[months], english_day(end)


def column_head(plan: ColumnPlan, language: str, shared: bool) -> str:
    if plan.measure.startswith("change"):
        return ""
    if plan.measure != "amount":
        return MEASURES[language][plan.measure]
    return ("金額" if language == "ja" else "Amount") if shared else UNITS[language][plan.unit, plan.power]


def sheet_rows(table: TablePlan) -> list[SheetRow]:
    """The rows, a shared stub as a heading above the rows that share it."""
    rows: list[SheetRow] = []
    for row in typeset.labelled(table.rows):
        stub, label = typeset.golden_labels(row.label, table.language)
        if stub:
            rows.append(SheetRow(stub, (), indent_of(row)))
        cells = tuple(row.cells) + ("",) * (len(table.columns) - len(row.cells)) if row.cells else ()
        rows.append(SheetRow(label, cells, indent_of(row) + bool(stub), bool(cells) and TOTAL.search(label) is not None))
    return rows


def indent_of(row: RowPlan) -> int:
    """Levels of indent, from the blanks before the label."""
    label = regex.sub(r"[⟦⟪]", "", row.label)
    return min(4, (len(label) - len(label.lstrip())) // 6)


def japanese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def english_day(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
