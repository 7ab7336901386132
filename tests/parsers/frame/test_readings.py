"""Readings: the worked rows of the data contract, each in a small document of its own, then units and periods by example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parsers.frame.quantity import DIVIDEND, Quantity, cell_quantity
from parsers.frame.readings import cell_period, tables_to_readings
from parsers.records import Reading
from parsers.table import Cell, Column, Row, Table
from parsers.text.scanner import Scanner
from parsers.words.numbers import parse_number
from tests.parsers.made import ABOUT, SCANNER, about, days, read

D = Decimal
Q3 = days("2003-10-01", "2003-12-31")


def period(reading: Reading) -> tuple[date | None, date | None]:
    return reading.period_start, reading.period_end


def worth(reading: Reading) -> tuple[str, Decimal | None, int | None]:
    return reading.unit, reading.value, reading.decimals


# ---------------------------------------------------------------------------------------------------------------------
# The worked rows

SUMMARY_JA = """表 1. 営業収益の内訳（百万円）

  3Q03  3Q02  前年同期比  2Q03  前期比
 機器  8,522  9,245  (7.8%)  8,186  4.1%
 その他の利益（費用）  1,111  (1,319)  184.2%  (111)  (1,098.1%)
 営業収益合計  9,633  10,564  (8.8%)  9,185  4.9%
"""
APPENDIX = """CONSOLIDATED STATEMENTS OF OPERATIONS (UNAUDITED)
For the Three Months Ended Dec 31, 2003, Dec 31, 2002
(In thousands of JPY and USD)

% of Total Revenues % of Total Revenues YOY Chg %
USD (1) JPY % JPY % %

Revenues:
      Tools 76,850 8,233,155 85.5% 9,064,016 85.8% (9.2%)
      Service 13,070 1,400,000 14.5     1,500,173 14.2     (6.7)
      Total revenues 89,920 9,633,155 100.0% 10,564,189 100.0% (8.8%)

Net loss (14,745) (1,579,640) (16.4%) (1,232,000) (11.7%) 28.2%

Dec 31, 2003 Dec 31, 2002
"""


def test_one_fact_in_millions_and_in_thousands() -> None:
    summary, appendix = read(SUMMARY_JA, ABOUT).cell("営業収益合計", "9,633"), read(APPENDIX, ABOUT).cell("Total revenues", "9,633,155")
    assert [worth(summary), worth(appendix)] == [("JPY", D(9633000000), -6), ("JPY", D(9633155000), -3)]
    assert period(summary) == period(appendix) == Q3
    assert (summary.language, appendix.language, summary.measure) == ("ja", "en", "amount")


def test_a_change_on_the_year() -> None:
    change = read(SUMMARY_JA, ABOUT).cell("営業収益合計", "(8.8%)")
    assert (change.measure, *worth(change)) == ("change_yoy", "pure", D("-0.088"), 3)
    assert (period(change), change.compared_end) == (Q3, date(2002, 12, 31))


def test_a_change_on_the_quarter_of_more_than_a_thousand_per_cent() -> None:
    change = read(SUMMARY_JA, ABOUT).cell("その他の利益(費用)", "(1,098.1%)")
    assert (change.measure, change.value, change.compared_end) == ("change_qoq", D("-10.981"), date(2003, 9, 30))


def test_a_loss_that_grew_and_its_share() -> None:
    got = read(APPENDIX, ABOUT)
    grew, share = got.cell("Net loss", "28.2%"), got.cell("Net loss", "(16.4%)")
    assert (grew.measure, grew.value) == ("change_yoy", D("0.282"))
    assert (share.measure, share.value, period(share)) == ("common_size", D("-0.164"), Q3)


CASH_FLOW = """CONSOLIDATED STATEMENTS OF CASH FLOWS (UNAUDITED)
For the Three Months Ended Dec 31, 2003 and Dec 31, 2002
(In thousands of JPY)

JPY JPY
Net income 357,660 (502,140)
Net increase (decrease) in cash 357,660 (502,140)
Cash, Beginning of Period 11,782,935 4,772,753
Cash, End of Period 12,140,595 4,270,613
"""


def test_cash_at_the_beginning_is_of_the_day_before() -> None:
    got = read(CASH_FLOW, ABOUT)
    assert [period(cell) for cell in got.cells("Cash, Beginning of Period")] == [days(None, "2003-09-30"), days(None, "2002-09-30")]
    assert [period(cell) for cell in got.cells("Cash, End of Period")] == [days(None, "2003-12-31"), days(None, "2002-12-31")]
    assert period(got.cells("Net income")[0]) == Q3


def test_a_share_of_total_assets_is_of_a_day() -> None:
    text = """四半期連結貸借対照表
（単位：千円）

  2003年12月31日  ％
現金  11,996,000  59.3
その他  8,248,177  40.7
流動資産合計  20,244,177  52.6
資産合計  38,464,883  100.0
"""
    share = read(text, ABOUT).cell("流動資産合計", "52.6")
    assert (share.measure, *worth(share), period(share)) == ("common_size", "pure", D("0.526"), 3, days(None, "2003-12-31"))


PER_SHARE = """CONSOLIDATED STATEMENTS OF OPERATIONS (UNAUDITED)
(In thousands of JPY)

\t3Q03\t3Q02
Net income (loss)\t1,979,136\t(2,266,039)
Net income (loss) per share\t51,658\t(100,802)
Net income (loss) per ADS\t25.83\t(50.40)
Weighted average number of shares\t38,312\t22,480
Weighted average number of ADS\t76,623,702\t44,960,000
"""
PER_SHARE_JA = """四半期連結損益計算書（未監査）
（単位：千円）

\t3Q03\t3Q02
当期利益（損失）\t1,979,136\t(2,266,039)
1株あたり当期利益（損失）\t51,658\t(100,802)
米国預託証券１単位あたり当期利益（損失）\t25.83\t(50.40)
期中平均発行済株式総数\t38,312\t22,480
期中平均発行済米国預託証券総数\t76,623,702\t44,960,000
"""


@pytest.mark.parametrize(
    ("text", "label", "printed", "unit", "value", "decimals"),
    [
        (PER_SHARE, "Net income (loss)", "1,979,136", "JPY", "1979136000", -3),
        (PER_SHARE, "Net income (loss) per share", "51,658", "JPY/share", "51658", 0),
        (PER_SHARE, "Net income (loss) per ADS", "(50.40)", "JPY/ADS", "-50.40", 2),
        (PER_SHARE, "Weighted average number of shares", "38,312", "shares", "38312", 0),
        (PER_SHARE, "Weighted average number of ADS", "76,623,702", "ADS", "76623702", 0),
        (PER_SHARE_JA, "1株あたり当期利益(損失)", "51,658", "JPY/share", "51658", 0),
        (PER_SHARE_JA, "米国預託証券1単位あたり当期利益(損失)", "(50.40)", "JPY/ADS", "-50.40", 2),
        (PER_SHARE_JA, "期中平均発行済株式総数", "38,312", "shares", "38312", 0),
        (PER_SHARE_JA, "期中平均発行済米国預託証券総数", "76,623,702", "ADS", "76623702", 0),
    ],
)
def test_rows_of_another_unit_among_thousands(text: str, label: str, printed: str, unit: str, value: str, decimals: int) -> None:
    reading = read(text, ABOUT).cell(label, printed)
    assert worth(reading) == (unit, D(value), decimals)
    assert reading.period_start is not None, "averages and flows are of a period"


def test_a_ratio_row_in_a_table_of_millions() -> None:
    text = "Table 6. Cost of connectivity (JPY in millions)\n\n\t3Q03\t3Q02\nRevenues\t1,125\t1,080\nGross Margin Ratio\t13.2%\t12.9%\n"
    ratio = read(text, ABOUT).cell("Gross Margin Ratio", "13.2%")
    assert (ratio.measure, *worth(ratio), period(ratio)) == ("amount", "pure", D("0.132"), 3, Q3)


def test_bandwidth_among_contracts() -> None:
    text = (
        "Table 1. Number of Contracts\n\n\t3Q03\t3Q02\nAccess\t188\t139\nTotal contracts\t188\t139\nTotal Contracted Bandwidth\t104.9Gbps\t75.8Gbps\n"
    )
    got = read(text, ABOUT)
    assert (*worth(got.cell("Total Contracted Bandwidth", "104.9Gbps")), period(got.cells("Total Contracted Bandwidth")[0])) == (
        "Gbps",
        D("104.9"),
        1,
        days(None, "2003-12-31"),
    )
    assert (*worth(got.cell("Access", "188")), period(got.cells("Access")[0])) == ("contracts", D(188), 0, days(None, "2003-12-31"))


def test_a_share_under_the_spanner_of_a_service() -> None:
    text = """Cross-selling rates

\tValue-added Service\t\tSystem Integration\t
\t2001\t2002\t2001\t2002
Dedicated Access Service\t69.7%\t70.6%\t49.2%\t58.2%
Dial-up Access Service\t9.7%\t10.6%\t9.2%\t8.2%
"""
    rate = read(text, ABOUT).cell("Dedicated Access Service", "69.7%")
    assert (rate.measure, *worth(rate)) == ("amount", "pure", D("0.697"), 3)
    assert (rate.members, rate.period_end) == (("Value-added Service",), date(2002, 3, 31))


def test_a_shared_stub_is_in_the_path_of_each_row() -> None:
    text = "Table 3. Number of Contracts\n\n  3Q03  3Q02\nIP Services  64kbps – 128kbps  76  130\n  192kbps – 768kbps  22  37\nTotal  98  167\n"
    got = read(text, ABOUT)
    assert [cell.label_path for cell in got.readings if cell.printed in ("76", "22")] == [
        ("IP Services", "64kbps – 128kbps"),
        ("IP Services", "192kbps – 768kbps"),
    ]


def test_one_label_in_two_tables() -> None:
    text = """Table 8. Other Financial Statistics (JPY in millions)

\t3Q03\t3Q02
Adjusted EBITDA\t1,218\t349
Depreciation and amortization⁸\t1,004\t943

Table 9. Reconciliation of adjusted EBITDA (JPY in millions)

\t3Q03\t3Q02
Adjusted EBITDA\t1,218\t349
Depreciation and amortization\t(1,004)\t(943)
Operating income (loss)\t214\t(594)

⁸ Without the amortization of issuance costs.
"""
    first, _, second, _ = read(text, ABOUT).cells("Depreciation and amortization")
    assert [(cell.value, cell.statement, cell.footnotes) for cell in (first, second)] == [
        (D(1004000000), "operating_metric", ("8",)),
        (D(-1004000000), "reconciliation", ()),
    ]


def test_a_slash_never_splits_a_label() -> None:
    text = "Table 6. Cost and expenses (JPY in millions)\n\n\t1H04\t1H03\nSG&amp;A Expenses / R&amp;D\t2,708\t2,500\nTotal\t2,708\t2,500\n"
    cost = read(text, ABOUT).cell("SG&A Expenses / R&D", "2,708")
    assert (cost.value, period(cost)) == (D(2708000000), days("2004-04-01", "2004-09-30"))


def test_a_nil_mark_has_no_value() -> None:
    text = CASH_FLOW.replace("Net increase", "Gain on redemption of bonds (88,975) -\nNet increase")
    nil = read(text, ABOUT).cell("Gain on redemption of bonds", "-")
    assert (nil.value, nil.decimals, nil.unit, period(nil)) == (None, None, "JPY", days("2002-10-01", "2002-12-31"))


@pytest.mark.parametrize(
    ("label", "printed", "value"),
    [
        ("特別損失合計", "5,673", 5673000000),
        ("営業損失（△）", "△51,910", -51910000000),
        ("支払利息", "(56)", -56000000),
        ("法人税等", "▲7", -7000000),
    ],
)
def test_no_word_of_a_label_changes_a_sign(label: str, printed: str, value: int) -> None:
    text = f"連結損益計算書（百万円）\n\n\t2003年12月期\t2002年12月期\n売上高\t1,000\t900\n{label}\t{printed}\t1\n"
    (reading,) = (cell for cell in read(text, ABOUT).readings if cell.printed == printed)
    assert (reading.value, reading.decimals) == (D(value), -6)


def test_units_in_the_cell_beat_the_caption() -> None:
    text = """連結経営成績（百万円）

\t2003年12月期\t2002年12月期
売上高\t1,000\t900
1株当たり当期純利益\t57円67銭\t58円82銭
期中平均株式数\t26,246 千株\t26,000 千株
資本金\t△51,910 千円\t51,910 千円
"""
    got = read(text, ABOUT)
    assert worth(got.cell("1株当たり当期純利益", "57円67銭")) == ("JPY/share", D("57.67"), 2)
    assert worth(got.cell("期中平均株式数", "26,246 千株")) == ("shares", D(26246000), -3)
    assert worth(got.cell("資本金", "△51,910 千円")) == ("JPY", D(-51910000), -3)


FIRST_PAGE = """(1) Consolidated Operating Results
(Percentages indicate year-on-year changes)

\tNet sales\t\tOperating profit\t
\t¥ million\t%\t¥ million\t%
Fiscal Year Ended March 31, 2022\t889,270\t20.0\t125,496\t48.2
Fiscal Year Ended March 31, 2021\t740,903\t2.3\t84,654\t7.5
"""


def test_a_table_whose_stubs_are_periods() -> None:
    got = read(FIRST_PAGE, ABOUT)
    sales, change = got.cell("Net sales", "889,270"), got.cell("Net sales", "20.0")
    assert (sales.measure, *worth(sales), period(sales)) == ("amount", "JPY", D(889270000000), -6, days("2021-04-01", "2022-03-31"))
    assert (change.measure, *worth(change), change.compared_end) == ("change_yoy", "pure", D("0.200"), 3, date(2021, 3, 31))
    assert sales.label_path == ("Net sales",)
    assert sales.statement == "summary"


def test_projections_scope_and_dividends() -> None:
    text = """3. Consolidated Projections for the Fiscal Year Ending March 31, 2023

\tNet sales\t\tOperating profit\t
\t¥ million\t%\t¥ million\t%
Full fiscal year\t880,000\t(1.0)\t125,000\t(0.4)

Non-consolidated Operating Results

\tNet sales\t\tOperating profit\t
\t¥ million\t%\t¥ million\t%
Fiscal Year Ended March 31, 2022\t45,627\t20.0\t12,496\t48.2
Fiscal Year Ended March 31, 2021\t40,903\t2.3\t8,654\t7.5

2. Dividends

\tAnnual dividends\t\t\tPayout ratio
\tEnd of second quarter\tYear-end\tTotal\t(consolidated)
\t¥\t¥\t¥\t%
Fiscal Year Ended March 31, 2021\t20.00\t118.00\t138.00\t62.0
Fiscal Year Ended March 31, 2022\t24.00\t188.00\t212.00\t50.2
"""
    got = read(text, ABOUT)
    (projected,) = (cell for cell in got.readings if cell.printed == "880,000")
    assert (projected.scenario, projected.label, period(projected)) == ("forecast", "Net sales", days("2022-04-01", "2023-03-31"))
    (own,) = (cell for cell in got.readings if cell.printed == "45,627")
    assert (own.scope, own.label) == ("non_consolidated", "Net sales")
    dividends = [(cell.members, *worth(cell)) for cell in got.readings if cell.printed in ("24.00", "212.00")]
    assert dividends == [(("End of second quarter",), "JPY/share", D("24.00"), 2), (("Total",), "JPY/share", D("212.00"), 2)]


def test_stocks_under_from_to() -> None:
    text = """主要な経営指標等の推移

\t第50期
\t自 2020年４月１日 至 2020年６月30日
売上高（百万円）\t94,691
純資産額（百万円）\t50,000
期首残高（百万円）\t94,000
"""
    got = read(text, ABOUT)
    assert period(got.cells("売上高")[0]) == days("2020-04-01", "2020-06-30")
    assert period(got.cells("純資産額")[0]) == days(None, "2020-06-30")
    assert period(got.cells("期首残高")[0]) == days(None, "2020-03-31")
    assert [worth(cell) for cell in got.cells("純資産額")] == [("JPY", D(50000000000), -6)]


def test_a_header_of_december_30_is_that_of_31() -> None:
    text = """CONSOLIDATED BALANCE SHEETS (UNAUDITED)
As of Dec 31, 2003 and Dec 31, 2002
(In thousands of JPY)

\tDec 31, 2003\tDec 30, 2002
Cash\t121,405\t42,706
Total assets\t121,405\t42,706
"""
    got = read(text, ABOUT)
    assert [cell.period_end for cell in got.cells("Cash")] == [date(2003, 12, 31), date(2002, 12, 31)]
    assert got.codes == ["date_conflict"]


# ---------------------------------------------------------------------------------------------------------------------
# Units: the cell before the row, the row before the header, the header before the caption

THOUSAND, MILLION = D(1000), D(10**6)


def quantity(
    printed: str, *, label: str = "Net sales", row: tuple[str | None, Decimal | None] = (None, None), column: Column, table: Table
) -> Quantity:
    number = parse_number(printed)
    assert number is not None
    return cell_quantity(table, Row(1, label, (label,), 0, (), unit=row[0], scale=row[1]), column, number, SCANNER)


def made_table(unit: str | None = None, scale: Decimal | None = None, scales: tuple[tuple[str, Decimal], ...] = ()) -> Table:
    return Table(1, 1, "", "en", "other", (), (), unit, scale, scales)


JPY_MILLIONS = made_table("JPY", MILLION)
TWO = made_table(None, THOUSAND, (("JPY", THOUSAND), ("USD", THOUSAND)))
QUANTITIES = [
    # printed, label, row, column, table, unit, factor
    ("9,633", "Net sales", (None, None), Column(1), JPY_MILLIONS, "JPY", MILLION),
    ("9,633", "Net sales", (None, None), Column(1, unit="USD", scale=THOUSAND), JPY_MILLIONS, "USD", THOUSAND),
    ("9,633", "Net sales", (None, None), Column(1, unit="USD"), TWO, "USD", THOUSAND),
    ("9,633", "Net sales", (None, None), Column(1, unit="JPY"), TWO, "JPY", THOUSAND),
    ("9,633", "Net sales", (None, None), Column(1), made_table(), "unknown", D(1)),
    ("9,633", "Net sales", ("JPY", THOUSAND), Column(1, unit="USD", scale=MILLION), JPY_MILLIONS, "JPY", THOUSAND),
    ("9,633千円", "Net sales", (None, None), Column(1), JPY_MILLIONS, "JPY", THOUSAND),
    ("9,633円", "Net sales", (None, None), Column(1), JPY_MILLIONS, "JPY", D(1)),
    ("5.9%", "Net sales", (None, None), Column(1), JPY_MILLIONS, "pure", D("0.01")),
    ("5.9", "Net sales", (None, None), Column(1, unit="pure"), JPY_MILLIONS, "pure", D("0.01")),
    ("5.9", "Equity ratio (%)", ("pure", D("0.01")), Column(1), JPY_MILLIONS, "pure", D("0.01")),
    ("5.9", "Interest coverage (times)", ("pure", D(1)), Column(1), JPY_MILLIONS, "pure", D(1)),
    ("57.67", "Net income per share", (None, None), Column(1), JPY_MILLIONS, "JPY/share", D(1)),
    ("57.67", "Net income per share", (None, None), Column(1, unit="USD"), TWO, "USD/share", D(1)),
    ("24.00", "Year-end dividend", (None, None), Column(1, unit="JPY", scale=D(1)), made_table(), "JPY/share", D(1)),
    ("24,000", "Dividends", (None, None), Column(1), JPY_MILLIONS, "JPY", MILLION),
    ("24", "Dividends", (None, None), Column(1), made_table("JPY", D(1)), "JPY/share", D(1)),
    ("24,000,000", "Dividends", (None, None), Column(1), made_table("JPY", D(1)), "JPY", D(1)),
    ("24,000", "Dividends", (None, None), Column(1), replace(made_table("JPY", D(1)), statement="equity"), "JPY", D(1)),
    ("24.50", "Dividends", (None, None), Column(1), replace(made_table("JPY", D(1)), statement="income_statement"), "JPY/share", D(1)),
    ("26,246", "期中平均株式数（千株）", ("shares", THOUSAND), Column(1), JPY_MILLIONS, "shares", THOUSAND),
    ("104.9Gbps", "Bandwidth", (None, None), Column(1), made_table("contracts", D(1)), "Gbps", D(1)),
    ("188", "Access", (None, None), Column(1), made_table("contracts", D(1)), "contracts", D(1)),
    ("188", "Number of employees", (None, None), Column(1), JPY_MILLIONS, "employees", D(1)),
]


@pytest.mark.parametrize(("printed", "label", "row", "column", "table", "unit", "factor"), QUANTITIES)
def test_units(printed: str, label: str, row: tuple[str | None, Decimal | None], column: Column, table: Table, unit: str, factor: Decimal) -> None:
    assert quantity(printed, label=label, row=row, column=column, table=table) == Quantity(unit, factor)


@pytest.mark.parametrize("label", ["配当金", "1株当たり配当金", "年間配当金", "期末配当", "Dividends per share", "Year-end dividend", "Dividend"])
def test_dividends(label: str) -> None:
    assert DIVIDEND.match(label)


@pytest.mark.parametrize("label", ["配当性向", "受取配当金", "配当金の支払額", "Dividends paid", "Dividend income", "Dividend payout ratio"])
def test_other_words_with_dividend(label: str) -> None:
    assert not DIVIDEND.match(label)


# ---------------------------------------------------------------------------------------------------------------------
# Periods

PERIODS = [
    # label, unit, statement, days; the column is the quarter
    ("Net income", "JPY", "income_statement", Q3),
    ("Weighted average number of shares", "shares", "income_statement", Q3),
    ("現金及び現金同等物の期首残高", "JPY", "cash_flow_statement", days(None, "2003-09-30")),
    ("現金及び現金同等物の期末残高", "JPY", "cash_flow_statement", days(None, "2003-12-31")),
    ("Cash and cash equivalents at end of period", "JPY", "cash_flow_statement", days(None, "2003-12-31")),
    ("総資産額", "JPY", "summary", days(None, "2003-12-31")),
    ("自己資本比率", "pure", "summary", days(None, "2003-12-31")),
    ("自己資本利益率", "pure", "summary", Q3),
    ("Access", "contracts", "operating_metric", days(None, "2003-12-31")),
    ("契約数の増減", "contracts", "operating_metric", Q3),
]


@pytest.mark.parametrize(("label", "unit", "statement", "expected"), PERIODS)
def test_periods(label: str, unit: str, statement: str, expected: tuple[date | None, date]) -> None:
    table = Table(1, 1, "", "en", statement, (), ())
    column = Column(1, period_start=Q3[0], period_end=Q3[1])
    assert cell_period(table, Row(1, label, (label,), 0, ()), column, unit, "amount") == expected


def test_a_row_with_its_own_period_beats_the_column() -> None:
    table, column = Table(1, 1, "", "en", "summary", (), ()), Column(1, period_start=Q3[0], period_end=Q3[1], label="Net sales")
    row = Row(1, "FY2002", ("FY2002",), 0, (), period_start=date(2002, 4, 1), period_end=date(2003, 3, 31))
    assert cell_period(table, row, column, "JPY", "amount") == days("2002-04-01", "2003-03-31")


def test_the_difference_of_a_balance_is_of_its_day() -> None:
    table, row = Table(1, 1, "", "ja", "breakdown", (), ()), Row(1, "社債", ("有利子負債", "社債"), 1, ())
    column = Column(1, ("増減",), period_start=Q3[0], period_end=Q3[1])
    assert cell_period(table, row, column, "JPY", "difference_yoy") == days(None, "2003-12-31")
    assert cell_period(table, row, column, "JPY", "amount") == Q3


def test_cells_without_a_column_are_no_readings() -> None:
    rows = (Row(1, "Net sales", ("Net sales",), 0, (Cell("5", None, 1, 1), Cell("6", 2, 1, 1), Cell("n.m.", 1, 1, 1))),)
    table = Table(1, 1, "", "en", "other", (Column(1), Column(2)), rows, "JPY", D(1))
    readings, findings = tables_to_readings("r", [table], Scanner(ABOUT))
    assert [(reading.reading_id, reading.printed) for reading in readings] == [("r/1.1.1.2", "6")]
    assert [finding.code for finding in findings] == ["unknown_period"]
    assert findings[0].reading_ids == ("r/1.1.1.2",)


def test_what_is_counted_under_a_bare_day_is_counted_on_it() -> None:
    """Money under the last day of the period that the release reports on is that period's; counts are of the day itself."""
    known = about(end=date(2024, 3, 31), months=12)
    made = read("主な指標（連結）\n\n（単位：台）\n\n\t2024年3月31日\t2023年3月31日\n機械\t120\t80\n部品\t415\t610\n", known)
    assert {(cell.unit, cell.period_start, cell.period_end) for cell in made.cells("機械")} == {("units", None, date(2024, 3, 31)), ("units", None, date(2023, 3, 31))}
    money = read("主な指標（連結）\n\n（単位：百万円）\n\n\t2024年3月31日\t2023年3月31日\n機械販売\t1,120\t1,080\n部品販売\t415\t610\n", known)
    assert {cell.period_start for cell in money.cells("機械販売")} == {date(2023, 4, 1), date(2022, 4, 1)}


@pytest.mark.parametrize(("title", "start"), [("預金残高", None), ("Balance of deposits and NCDs", None), ("預金の増減", "2023-10-01"), ("売上高", "2023-10-01")])
def test_rows_below_the_name_of_a_balance_are_balances(title: str, start: str | None) -> None:
    made = read(f"{title}\n\n（単位：百万円）\n\n\t3Q23\t3Q22\n個人\t1,120\t1,080\n法人\t415\t610\n", about())
    assert {cell.period_start for cell in made.cells("個人")} == {None if start is None else date.fromisoformat(start), None if start is None else date(2022, 10, 1)}


def test_a_caption_that_counts_persons_counts_the_row_of_employees_so() -> None:
    made = read("人員（連結）\n\n（単位：人）\n\n\t2024年3月期末\t2023年3月期末\n国内\t1,120\t1,080\n従業員数合計\t1,415\t1,610\n", about())
    assert {cell.unit for cell in made.readings} == {"persons"}
