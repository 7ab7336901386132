"""First pages: periods for stubs, items over the columns; Japanese and English, with forecasts and dividends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from parsers.frame.captions import Captions
from parsers.frame.transposed import stub_span
from parsers.periods.spans import PeriodDays
from parsers.printed import Chunk
from parsers.records import Reading
from tests.parsers.made import ABOUT, SCANNER, centre, days, left, page_lines, pdf_document, read, right
from tests.parsers.tables.test_stubs import page

D = Decimal


def lost(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


def shown(reading: Reading) -> str:
    """A reading in one line: label, members, scenario, measure, value and unit, days, compared day."""
    parts = [reading.label, *reading.members]
    parts += [reading.scenario] if reading.scenario != "actual" else []
    parts += [reading.measure, "-" if reading.value is None else f"{reading.value.normalize():f}", reading.unit]
    parts += [f"{reading.period_start or ''}..{reading.period_end}".removeprefix("..")]
    return " ".join(parts + ([f"vs {reading.compared_end}"] if reading.compared_end else []))


def readings(text: str) -> list[str]:
    return [shown(reading) for reading in read(text, ABOUT).readings]


RESULTS_JA = """（１）連結経営成績（累計）
（％表示は、対前年同四半期増減率）

\t売上高\t\t営業利益\t\t親会社株主に帰属する四半期純利益\t
\t百万円\t％\t百万円\t％\t百万円\t％
2022年３月期第２四半期\t889,270\t20.0\t125,496\t△48.2\t83,000\t－
2021年３月期第２四半期\t740,903\t2.3\t84,654\t7.5\t△51,000\t－
"""


def test_results_of_a_japanese_first_page() -> None:
    assert readings(RESULTS_JA)[:6] == [
        "売上高 amount 889270000000 JPY 2021-04-01..2021-09-30",
        "売上高 change_yoy 0.2 pure 2021-04-01..2021-09-30 vs 2020-09-30",
        "営業利益 amount 125496000000 JPY 2021-04-01..2021-09-30",
        "営業利益 change_yoy -0.482 pure 2021-04-01..2021-09-30 vs 2020-09-30",
        "親会社株主に帰属する四半期純利益 amount 83000000000 JPY 2021-04-01..2021-09-30",
        "親会社株主に帰属する四半期純利益 change_yoy - pure 2021-04-01..2021-09-30 vs 2020-09-30",
    ]
    assert read(RESULTS_JA, ABOUT).readings[0].statement == "summary"


def test_results_since_the_year_began_without_the_word() -> None:
    assert readings(RESULTS_JA.replace("（累計）", ""))[0] == "売上高 amount 889270000000 JPY 2021-04-01..2021-09-30"


def test_results_per_share_in_yen_and_sen() -> None:
    head = "（１）連結経営成績\n\n\t１株当たり当期純利益\t潜在株式調整後１株当たり当期純利益\n\t円 銭\t円 銭\n"
    text = head + "2022年３月期\t57.67\t57.01\n2021年３月期\t△58.82\t－\n"
    assert readings(text) == [
        "1株当たり当期純利益 amount 57.67 JPY/share 2021-04-01..2022-03-31",
        "潜在株式調整後1株当たり当期純利益 amount 57.01 JPY/share 2021-04-01..2022-03-31",
        "1株当たり当期純利益 amount -58.82 JPY/share 2020-04-01..2021-03-31",
        "潜在株式調整後1株当たり当期純利益 amount - JPY/share 2020-04-01..2021-03-31",
    ]


def test_financial_position_is_of_days() -> None:
    head = "（２）連結財政状態\n\n\t総資産\t純資産\t自己資本比率\n\t百万円\t百万円\t％\n"
    text = head + "2022年３月期\t862,000\t584,000\t67.7\n2021年３月期\t732,000\t511,000\t69.7\n"
    assert readings(text)[:3] == [
        "総資産 amount 862000000000 JPY 2022-03-31",
        "純資産 amount 584000000000 JPY 2022-03-31",
        "自己資本比率 amount 0.677 pure 2022-03-31",
    ]


PAYOUT = """２．配当の状況

\t年間配当金\t\t\t\t\t配当性向
\t第１四半期末\t第２四半期末\t第３四半期末\t期末\t合計\t（連結）
\t円 銭\t円 銭\t円 銭\t円 銭\t円 銭\t％
2021年３月期\t－\t20.00\t－\t118.00\t138.00\t62.0
2022年３月期\t－\t24.00\t－\t188.00\t212.00\t50.2
2023年３月期（予想）\t－\t26.00\t－\t188.00\t214.00\t50.0
"""
YEAR, NEXT = "2021-04-01..2022-03-31", "2022-04-01..2023-03-31"
DIVIDENDS = [
    f"年間配当金 第1四半期末 amount - JPY/share {YEAR}",
    f"年間配当金 第2四半期末 amount 24 JPY/share {YEAR}",
    f"年間配当金 第3四半期末 amount - JPY/share {YEAR}",
    f"年間配当金 期末 amount 188 JPY/share {YEAR}",
    f"年間配当金 合計 amount 212 JPY/share {YEAR}",
]


def test_dividends_by_their_dates() -> None:
    got = readings(PAYOUT)
    assert got[6:11] == DIVIDENDS
    assert got[11] == f"配当性向(連結) amount 0.502 pure {YEAR}"
    assert got[16] == f"年間配当金 合計 forecast amount 214 JPY/share {NEXT}"


def test_dividends_and_nothing_else() -> None:
    rows = [line.rpartition("\t")[0] if "\t" in line else line for line in PAYOUT.splitlines()]
    assert readings("\n".join(rows) + "\n")[5:10] == DIVIDENDS


def test_dividends_and_nothing_else_in_points() -> None:
    """The same table on a PDF page."""
    edges = [250.0, 310.0, 370.0, 430.0, 490.0]
    dates = ["第１四半期末", "第２四半期末", "第３四半期末", "期末", "合計"]
    rows: list[list[Chunk]] = [
        [left(50, "２．配当の状況")],
        [],
        [centre(350, "年間配当金")],
        [centre(edge - 20, text) for edge, text in zip(edges, dates, strict=True)],
        [right(edge, "円 銭") for edge in edges],
    ]
    for stub, cells in (("2021年３月期", "－ 20.00 － 118.00 138.00"), ("2022年３月期", "－ 24.00 － 188.00 212.00")):
        rows.append([left(50, stub), *(right(edge, cell) for edge, cell in zip(edges, cells.split(), strict=True))])
    got = [shown(reading) for reading in read(pdf_document(page_lines(rows)), ABOUT).readings]
    assert got[5:] == DIVIDENDS


# ---------------------------------------------------------------------------------------------------------------------
# Forecasts

REVISED = """
３．2023年３月期の連結業績予想の修正（2022年４月１日～2023年３月31日）
\t売上高\t営業利益\t１株当たり当期純利益
\t百万円\t百万円\t円 銭
前回発表予想（Ａ）\t880,000\t125,000\t98.76
今回修正予想（Ｂ）\t900,000\t120,000\t95.10
増減額（Ｂ－Ａ）\t20,000\t△5,000\t
増減率（％）\t2.3\t△4.0\t
（ご参考）前期実績（2022年３月期）\t850,000\t118,000\t90.00
"""


def test_stubs_that_are_forecasts_and_their_changes() -> None:
    """Of the one period the title names; the year before has its own."""
    found = {(one.row, one.label): one for one in read("2022年11月10日\n" + REVISED).readings}
    rows = [found[row, "売上高"] for row in sorted({row for row, _ in found})]
    assert [(one.scenario, one.measure, one.unit, str(one.value), str(one.period_start), str(one.period_end)) for one in rows] == [
        ("previous_forecast", "amount", "JPY", "880000000000", "2022-04-01", "2023-03-31"),
        ("forecast", "amount", "JPY", "900000000000", "2022-04-01", "2023-03-31"),
        ("forecast", "difference_other", "JPY", "20000000000", "2022-04-01", "2023-03-31"),
        ("forecast", "change_other", "pure", "0.023", "2022-04-01", "2023-03-31"),
        ("actual", "amount", "JPY", "850000000000", "2021-04-01", "2022-03-31"),
    ]
    assert found[1, "1株当たり当期純利益"].unit == "JPY/share"

FORECAST_EN = """
\tNet sales\t\tOperating profit\t
\t¥ million\t%\t¥ million\t%
Full fiscal year\t880,000\t(1.0)\t125,000\t(0.4)
"""
FORECAST_JA = """
\t売上高\t\t営業利益\t
\t百万円\t％\t百万円\t％
第２四半期(累計)\t440,000\t△1.0\t65,000\t△0.4
通期\t880,000\t△1.0\t125,000\t△0.4
"""
ONE_LINE = "title and percentages in one line: the first period of a Japanese caption ends the title (unknown_period is told)"
TITLES = [
    ("3. Consolidated Projections for the Fiscal Year Ending March 31, 2023", FORECAST_EN, ""),
    ("3. Consolidated Financial Results Forecast for the Fiscal Year Ending March 31, 2023", FORECAST_EN, ""),
    ("3. Outlook for the Fiscal Year Ending March 31, 2023", FORECAST_EN, ""),
    ("3. Forecasts of Consolidated Financial Results for the Fiscal Year Ending March 31, 2023", FORECAST_EN, ""),
    ("3. Projections of Consolidated Results for the Fiscal Year Ending March 31, 2023", FORECAST_EN, ""),
    ("3. Consolidated Earnings Forecasts for the Fiscal Year Ending March 31, 2023", FORECAST_EN, ""),
    (
        "3. Forecast of Consolidated Financial Results for the Fiscal Year Ending March 31, 2023 (April 1, 2022 to March 31, 2023)",
        FORECAST_EN,
        "",
    ),
    ("３．2023年３月期の連結業績予想（2022年４月１日～2023年３月31日）\n（％表示は、対前期増減率）", FORECAST_JA, ""),
    ("３．2023年３月期の連結業績予想（2022年４月１日～2023年３月31日）\n（％表示は、通期は対前期、四半期は対前年同四半期増減率）", FORECAST_JA, ""),
    (
        "３．平成35年３月期の連結業績予想（平成34年４月１日～平成35年３月31日）  （％表示は、通期は対前期、第２四半期(累計)は対前年同四半期増減率）",
        FORECAST_JA,
        ONE_LINE,
    ),
]


@pytest.mark.parametrize(("title", "body"), [pytest.param(title, body, marks=[lost(reason)] if reason else []) for title, body, reason in TITLES])
def test_forecast_of_the_full_year(title: str, body: str) -> None:
    full = [reading for reading in read(f"{title}\n{body}", ABOUT).readings if reading.printed == "880,000"]
    assert [(reading.scenario, reading.label) for reading in full] == [("forecast", "売上高" if body is FORECAST_JA else "Net sales")]
    assert [(reading.period_start, reading.period_end) for reading in full] == [days("2022-04-01", "2023-03-31")]


def test_forecast_of_the_first_half() -> None:
    got = readings(
        "３．2023年３月期の連結業績予想（2022年４月１日～2023年３月31日）\n（％表示は、通期は対前期、四半期は対前年同四半期増減率）\n" + FORECAST_JA
    )
    assert got[:2] == [
        "売上高 forecast amount 440000000000 JPY 2022-04-01..2022-09-30",
        "売上高 forecast change_yoy -0.01 pure 2022-04-01..2022-09-30 vs 2021-09-30",
    ]
    assert got[5] == "売上高 forecast change_yoy -0.01 pure 2022-04-01..2023-03-31 vs 2022-03-31"


RESULTS_EN = """
\tNet sales\t\tOperating profit\t
\t¥ million\t%\t¥ million\t%
Fiscal Year Ended March 31, 2022\t889,270\t20.0\t125,496\t48.2
Fiscal Year Ended March 31, 2021\t740,903\t2.3\t84,654\t7.5
"""
HEADS = [
    ("(1) Consolidated Operating Results\n(Percentages indicate year-on-year changes)", ""),
    ("(1) Consolidated Operating Results\n(% figures represent year-on-year changes)", ""),
    ("（１）連結経営成績\n（％表示は対前期増減率）", ""),
    ("（１）連結経営成績　　　　（％表示は対前期増減率）", ""),
    ("(1) Consolidated Operating Results (Percentages indicate year-on-year changes)", ""),
    ("(1) Consolidated Operating Results  (% figures represent year-on-year changes)", ""),
]


@pytest.mark.parametrize("head", [pytest.param(head, marks=[lost(reason)] if reason else []) for head, reason in HEADS])
def test_percentages_of_a_first_page(head: str) -> None:
    got = read(f"{head}\n{RESULTS_EN}", ABOUT)
    (change,) = (reading for reading in got.readings if reading.printed == "20.0")
    assert (change.label, change.measure, change.value, change.compared_end) == ("Net sales", "change_yoy", D("0.200"), date(2021, 3, 31))
    assert "Consolidated" in change.table_title or "連結" in change.table_title


MORE = """
\tProfit\t\tEBITDA\t
\t¥ million\t%\t¥ million\t%
Fiscal Year Ended March 31, 2022\t92,752\t89.7\t150,000\t40.1
Fiscal Year Ended March 31, 2021\t48,894\t(15.2)\t107,000\t(1.1)
"""


def test_percentages_of_the_table_before() -> None:
    """One caption stands over several small tables."""
    got = read(f"{HEADS[0][0]}\n{RESULTS_EN}{MORE}", ABOUT)
    assert [reading.measure for reading in got.readings if reading.printed in ("89.7", "(15.2)")] == ["change_yoy", "change_yoy"]


def test_a_table_of_one_item() -> None:
    rows = ["\t".join(line.split("\t")[:3]) for line in MORE.splitlines()]
    got = read(f"{HEADS[0][0]}\n{RESULTS_EN}" + "\n".join(rows) + "\n", ABOUT)
    assert [(cell.label, cell.measure) for cell in got.readings if cell.printed in ("89.7", "(15.2)")] == [("Profit", "change_yoy")] * 2


# ---------------------------------------------------------------------------------------------------------------------
# Stubs

NO_CAPTION = Captions("", (), None, False, None, "actual", "consolidated")
STUBS = [
    ("2022年３月期", days("2021-04-01", "2022-03-31")),
    ("平成22年３月期", days("2009-04-01", "2010-03-31")),
    ("Fiscal Year Ended March 31, 2022", days("2021-04-01", "2022-03-31")),
    ("FY2021", days("2021-04-01", "2022-03-31")),
    ("Six months ended September 30, 2021", days("2021-04-01", "2021-09-30")),
    ("売上高", None),
    ("Net sales", None),
    ("Total", None),
]


@pytest.mark.parametrize(("label", "expected"), STUBS)
def test_stubs_that_are_periods(label: str, expected: tuple[date | None, date] | None) -> None:
    span = stub_span(label, NO_CAPTION, SCANNER)
    assert span == (PeriodDays(*expected) if expected else None)


def test_a_table_of_items_is_not_turned() -> None:
    got = read("連結損益計算書（百万円）\n\n\t2022年３月期\t2021年３月期\n売上高\t889,270\t740,903\n営業利益\t125,496\t84,654\n", ABOUT)
    assert [reading.label for reading in got.readings] == ["売上高", "売上高", "営業利益", "営業利益"]
    assert got.readings[0].statement == "income_statement"


def test_a_table_of_ranges_alone_holds_no_number_and_breaks_nothing() -> None:
    found = page("<th></th><th>売上高</th><th>営業利益</th>", "<td>2025年3月期</td><td>44,000～46,000</td><td>3,800～4,200</td>", caption="（百万円）")
    assert not found.readings
    assert [finding.code for finding in found.findings if "44,000" in finding.message] == ["unreadable_cell"]


def test_a_forecast_and_what_came_of_it() -> None:
    """Of the one period the title names; 実績値 is no forecast, though the title speaks of them."""
    found = read(
        "2023年5月10日\n2023年3月期 通期連結業績予想値と実績値との差異（2022年4月1日～2023年3月31日）\n\n\t売上高\t営業利益\n\t百万円\t百万円\n"
        "前回発表予想（A）\t18,000\t900\n実績値（B）\t17,455\t1,012\n増減額（B－A）\t△545\t112\n"
    )
    assert [(one.scenario, str(one.period_end)) for one in found.cells("営業利益")[:2]] == [("previous_forecast", "2023-03-31"), ("actual", "2023-03-31")]
