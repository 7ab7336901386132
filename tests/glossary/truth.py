"""Tables and readings built from a truth file, so that the aligner can be judged without the parser.

The truth rows have no headings and no label paths; `HEADINGS` supplies realistic ones by table and row.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from parsers.about import Language
from parsers.records import Reading
from parsers.table import Cell, Column, Row, Table

RELEASE = "iij-2004-02-12"
_ORDER = [*(f"ja table_{n}" for n in range(1, 9)), *(f"ja statement_{n}" for n in range(1, 5))]
_ORDER += [*(f"en table_{n}" for n in range(1, 11)), *(f"en appendix_{n}" for n in range(1, 5))]


def truth_folder() -> Path:
    """The folder of truth files: TAIYAKU_TRUTH, or beside TAIYAKU_RELEASES. Skips the test where neither is there."""
    named, releases = os.environ.get("TAIYAKU_TRUTH"), os.environ.get("TAIYAKU_RELEASES")
    folder = Path(named) if named else Path(releases).parent / "acceptance" / "truth" if releases else None
    if folder is None or not folder.is_dir():
        pytest.skip("set TAIYAKU_TRUTH to the folder of truth files (facts_002.csv ...) to run this test")
    return folder


_IS = {
    "ja": ("営業収益", "インターネット接続及び付加価値サービス収入", "営業費用", "持分法による投資損失"),
    "en": ("Revenues", "Connectivity and value-added services", "Costs and expenses", "Equity in net loss of equity method investees"),
}
_BS = {
    "ja": ("資産の部", "流動資産", "負債及び資本の部", "流動負債", "資本"),
    "en": ("ASSETS", "Current Assets", "LIABILITIES AND", "Current Liabilities", "Shareholders' Equity(Capital Deficiency)"),
}
_CF = {
    "ja": ("営業活動によるキャッシュフロー", "投資活動によるキャッシュフロー", "財務活動によるキャッシュフロー"),
    "en": ("Operating Activities", "Investing Activities", "Financing Activities"),
}


def headings_for(language: str, table: str, place: int) -> tuple[str, ...]:
    """Headings above the row at `place` (counted from 0 over the rows with numbers)."""
    revenues, connectivity, costs, equity = _IS[language]
    if table == "table_1":
        return (connectivity,) if place < 5 else ()
    if table == "table_2":
        return ("Dedicated access services",) if language == "en" and place < 2 else ()
    if table == "table_6":
        return ("Costs and expenses", "Cost of Revenues") if language == "en" and place < 3 else ()
    if table in ("statement_1", "appendix_1", "statement_2", "appendix_2"):
        if place < 8:
            return (revenues, connectivity) if place < 4 else (revenues,)
        if place < 16:
            return (costs,)
        return (equity,) if table in ("statement_2", "appendix_2") and place in (21, 22) else ()
    if table in ("statement_3", "appendix_3"):
        assets, current, liabilities, owed, capital = _BS[language]
        if place < 13:
            return (assets, current) if place < 5 else (assets,)
        return (liabilities, owed) if place < 19 else (liabilities,) if place < 27 else (liabilities, capital)
    if table in ("statement_4", "appendix_4"):
        section = 0 if place < 13 else 1 if place < 19 else 2 if place < 25 else None
        return (_CF[language][section],) if section is not None else ()
    return ()


TITLES = {
    "ja table_1": "表1.営業収益(売上高)の内訳",
    "ja table_2": "表2.専用線接続サービスの売上高の内訳",
    "ja table_3": "表3.契約数",
    "ja table_4": "表4.契約帯域数の総和",
    "ja table_5": "表5.付加価値サービスの売上高の内訳",
    "ja table_6": "表6.営業費用の内訳",
    "ja table_7": "表7.バックボーンコストの内訳",
    "ja table_8": "表8.その他",
    "ja statement_1": "四半期連結損益計算書",
    "ja statement_2": "連結損益計算書",
    "ja statement_3": "四半期連結貸借対照表",
    "ja statement_4": "四半期連結キャッシュフロー計算書",
    "en table_1": "Table 1. Revenues",
    "en table_2": "Table 2. Connectivity Services",
    "en table_3": "Table 3. Number of Contracts",
    "en table_4": "Table 4. Number of Contract Bandwidth",
    "en table_5": "Table 5. Value-added Services",
    "en table_6": "Table 6. Costs and Expenses",
    "en table_7": "Table 7. Backbone Costs",
    "en table_8": "Table 8. Other Financial Statistics",
    "en table_9": "Table 9. Adjusted EBITDA",
    "en table_10": "Table 10. CAPEX",
    "en appendix_1": "CONSOLIDATED STATEMENTS OF OPERATIONS",
    "en appendix_2": "CONSOLIDATED STATEMENTS OF OPERATIONS",
    "en appendix_3": "CONSOLIDATED BALANCE SHEETS",
    "en appendix_4": "CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS",
}


def truth_release(folder: Path) -> tuple[tuple[Table, ...], tuple[Reading, ...]]:
    """The release of 2004-02-12 as the parser should give it: one document, Japanese tables first."""
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    with open(folder / "facts_002.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            grouped[f"{row['language']} {row['table']}"].append(row)
    tables: list[Table] = []
    readings: list[Reading] = []
    for number, key in enumerate(_ORDER, start=1):
        table, own = _table(number, key, grouped[key])
        tables.append(table)
        readings += own
    return tuple(tables), tuple(readings)


def _table(number: int, key: str, truth: list[dict[str, str]]) -> tuple[Table, list[Reading]]:
    language, name = key.split()
    lines: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row in truth:
        lines[int(row["row"])].append(row)
    rows: list[Row] = []
    readings: list[Reading] = []
    above: tuple[str, ...] = ()
    for place, (_, cells) in enumerate(sorted(lines.items())):
        headings = headings_for(language, name, place)
        for depth, heading in enumerate(headings):
            if above[depth : depth + 1] != (heading,):
                rows.append(Row(len(rows) + 1, heading, headings[: depth + 1], depth, ()))
        above = headings
        own = [_reading(number, len(rows) + 1, headings, key, cell) for cell in cells]
        readings += own
        cells_ = tuple(Cell(r.printed, r.column, 1, 0) for r in own)
        rows.append(Row(len(rows) + 1, cells[0]["label"], (*headings, cells[0]["label"]), len(headings), cells_))
    columns = tuple(Column(n) for n in sorted({r.column for r in readings}))
    return Table(1, number, TITLES[key], language, truth[0]["statement"], columns, tuple(rows)), readings  # type: ignore[arg-type]


def _reading(table: int, row: int, headings: tuple[str, ...], key: str, t: dict[str, str]) -> Reading:
    percent = t["unit"] == "percent"
    value = None if t["value"] == "" else Decimal(t["value"]) / (100 if percent else 1)
    end = date.fromisoformat(t["period_end"])
    months = 0 if t["months"] == "*" else int(t["months"])
    later = end + timedelta(days=1)
    start = None if not months else date(later.year - (later.month <= months), (later.month - months - 1) % 12 + 1, 1)
    number = t["raw"].strip("()%").replace(",", "")
    places = len(number.split(".")[1]) if "." in number else 0
    decimals = None if value is None else places + 2 if percent else places - (len(str(int(t["scale"]))) - 1)
    language: Language = "ja" if key.startswith("ja ") else "en"
    change = {"change_yoy": date(end.year - 1, end.month, end.day), "change_qoq": date(2003, 9, 30)}
    return Reading(
        f"{RELEASE}/1.{table}.{row}.{t['column']}",
        RELEASE,
        1,
        language,
        table,
        TITLES[key],
        t["statement"],
        row,
        t["label"],
        (*headings, t["label"]),
        len(headings),
        int(t["column"]),
        (),
        (),
        (),
        "actual",
        "consolidated",
        t["raw"],
        t["measure"],
        "pure" if percent else t["unit"],
        value,
        decimals,
        start,
        end,
        change.get(t["measure"]),
        "printed",
        "printed",
        (),
        1,
        0,
        None,
    )
