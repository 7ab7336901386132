"""Which of the words around a number give its unit: documents of a few lines, read whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from parsers.find_tables import find_tables
from parsers.frame.readings import tables_to_readings
from parsers.read import read_document
from parsers.release.description import describe
from parsers.text.scanner import Scanner
from tests.parsers.made import read as read_text

HEAD = "<html><body><p>2024年3月期 決算短信（連結）</p><p>2024年5月10日</p><p>みなとや物産株式会社</p>"
YEARS = "<tr><th></th><th>2023年3月期</th><th>2024年3月期</th></tr>"


def rows(*lines: str) -> str:
    return "<table>" + "".join(line if line.startswith("<") else "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("|")) + "</tr>" for line in lines) + "</table>"


def read(folder: Path, body: str) -> dict[str, tuple[str, Decimal | None]]:
    """(unit, value) by the number as printed."""
    path = folder / "release.html"
    path.write_text(HEAD + body + "</body></html>", encoding="utf-8")
    document = read_document(path, number=1, name=path.name)
    about, _ = describe([document])
    tables, _ = find_tables(document, Scanner(about))
    readings, _ = tables_to_readings("release", tables, Scanner(about))
    return {reading.printed: (reading.unit, reading.value) for reading in readings}


SHEETS: dict[str, tuple[str, dict[str, tuple[str, int | Decimal]]]] = {
    "a sentence for all tables": (
        "<p>金額の単位は、特に断りのない限り千円です。</p><h3>連結損益計算書</h3>" + rows(YEARS, "売上高|4,120|4,380", "売上原価|3,010|3,160"),
        {"4,380": ("JPY", 4_380_000)},
    ),
    "below the table": (
        "<h3>連結損益計算書</h3>" + rows(YEARS, "売上高|4,120|4,380", "売上原価|3,010|3,160") + "<p>（単位：千円）</p>",
        {"4,380": ("JPY", 4_380_000)},
    ),
    "in the first row": (
        "<h3>販売費の主な内訳</h3>" + rows(YEARS, "運送費|1,120百万円|1,380百万円", "広告費|310|360"),
        {"360": ("JPY", 360_000_000), "1,380百万円": ("JPY", 1_380_000_000)},
    ),
    "in two units": (
        "<h3>販売費の主な内訳</h3>" + rows(YEARS, "運送費|1,120百万円|1,380百万円", "期末の従業員|310名|360名", "広告費|75|76"),
        {"76": ("unknown", 76)},
    ),
    "behind the numbers": (
        "<h3>販売費の主な内訳</h3>" + rows("<tr><th></th><th colspan=2>2023年3月期</th><th colspan=2>2024年3月期</th></tr>", "運送費|1,120|千円|1,380|千円", "広告費|310|〃|360|〃"),
        {"360千円": ("JPY", 360_000)},
    ),
    "in a row of its own": (
        "<h3>業績の推移</h3><p>（単位：百万円）</p>" + rows(YEARS, "売上高|4,120|4,380", "<tr><td colspan=3>（単位：千台）</td></tr>", "自動車|310|360"),
        {"4,380": ("JPY", 4_380_000_000), "360": ("units", 360_000)},
    ),
    "a row of its own among rows that name theirs is a piece of one": (
        "<h3>経営指標</h3>" + rows(YEARS, "配当性向（％）|73.5|52.5", "<tr><td colspan=3>（人）</td></tr>", "比較指標（％） TOPIX|104.2|109.1"),
        {"52.5": ("pure", Decimal("0.525")), "109.1": ("unknown", Decimal("109.1"))},
    ),
    "of the row before that of the column": (
        "<h3>経営指標</h3>" + rows(YEARS, "株価収益率（倍）|14.2|13.8", "自己資本比率（％）|51.2|52.3"),
        {"14.2": ("pure", Decimal("14.2")), "52.3": ("pure", Decimal("0.523"))},
    ),
    "of a multiple beside percentages": (
        "<h3>経営指標</h3>" + rows(YEARS, "インタレスト・カバレッジ・レシオ|14.2|13.8", "自己資本比率|51.2%|52.3%"),
        {"14.2": ("pure", Decimal("14.2")), "52.3%": ("pure", Decimal("0.523"))},
    ),
    "of the column before that of the caption": (
        "<h3>生産実績</h3><p>（単位：台、百万円）</p>" + rows("<tr><th></th><th>2024年3月期 台数</th><th>2024年3月期 金額</th></tr>", "乗用車|310|4,380", "トラック|120|2,110"),
        {"310": ("units", 310), "4,380": ("JPY", 4_380_000_000)},
    ),
    "of the one column that counts otherwise before that of the row": (
        "<h3>所有者別状況</h3>" + rows("<tr><th></th><th>金融機関</th><th>個人</th><th>単元未満株式の状況（株）</th></tr>", "株主数（人）|12|340|－", "所有株式数（単元）|8,120|4,380|1,137"),
        {"8,120": ("trading units", 8_120), "1,137": ("shares", 1_137), "340": ("persons", 340)},
    ),
    "of a heading per share before that of its rows": (
        "<h3>経営指標</h3>" + rows(YEARS, "1株当たり配当額|||", "　普通株式（円）|3.00|6.00", "　優先株式（円）|5.00|－").replace("<td></td></tr>", "</tr>"),
        {"6.00": ("JPY/share", 6), "5.00": ("JPY/share", 5)},
    ),
    "of a company no shares": (
        "<h3>出資先の売上高</h3><p>（単位：百万円）</p>" + rows(YEARS, "みなと電機㈱|4,120|4,380", "みなと化学㈱|310|360"),
        {"4,380": ("JPY", 4_380_000_000)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_the_innermost_unit_wins(name: str, tmp_path: Path) -> None:
    body, expected = SHEETS[name]
    found = read(tmp_path, body)
    assert {printed: found.get(printed) for printed in expected} == {printed: (unit, Decimal(value)) for printed, (unit, value) in expected.items()}


def test_the_printed_unit_of_a_row_beats_what_its_words_say() -> None:
    """The number of shares that an amount for one share was worked out with."""
    found = read_text("1株当たり情報\n\n\t2023年3月期\t2024年3月期\n1株当たり当期純利益の算定に用いられた普通株式の数（千株）\t20,000\t20,001\n")
    assert {(one.unit, one.value) for one in found.readings} == {("shares", 20_000_000), ("shares", 20_001_000)}


def test_a_title_that_says_per_share() -> None:
    found = read_text("Amounts per share of common stock\n\n\tYen\tYen\n\t2024\t2025\nNet income: Basic\t180.11\t212.40\nCash dividends applicable to the year\t60.00\t65.00\n")
    assert {one.unit for one in found.readings} == {"JPY/share"}


def test_areas_in_brackets_beside_money() -> None:
    found = read_text("主要な設備の状況\n2024年3月31日現在\n（単位：百万円）\n\n\t建物\t土地（面積千㎡）\n本社工場\t1,210\t1,500\n九州工場\t640\t(15)\n")
    assert {(one.printed, one.unit, one.value) for one in found.readings if one.printed.startswith("(")} == {("(15)", "square meters", 15_000)}
    assert {one.unit for one in found.readings if not one.printed.startswith("(")} == {"JPY"}


def test_a_row_of_ratios_to_the_year_before_is_no_amount() -> None:
    found = read_text("月次売上\n（単位：百万円）\n\n\t2024年7月\t2024年8月\n全店売上高\t4,120\t4,350\n既存店売上高前年同月比\t101.1\t98.9\n")
    assert {(one.unit, one.value) for one in found.readings if "比" in one.label} == {("pure", Decimal("1.011")), ("pure", Decimal("0.989"))}
