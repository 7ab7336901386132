"""What a release says of itself, from texts of our own in the words that releases use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from parsers.about import About
from parsers.printed import Chunk, Document, Line
from parsers.release.conventions import accounting_standard_of, prevailing_language_of, rounding_of, usd_rates_of
from parsers.release.description import describe
from parsers.release.names import code_of, name_en_of, name_ja_of, name_to_slug


def to_document(text: str, dated: date | None = None) -> Document:
    lines = tuple(Line(1, number, "run", (Chunk(line, 0, len(line)),)) for number, line in enumerate(text.splitlines(), 1))
    return Document(1, "release.txt", "", "text/plain", 1, lines, dated)


ENGLISH = """
Kikyo Optical Works Inc.

Kikyo Announces 3rd Quarter Results for Fiscal 2003

Tokyo, February 12, 2004 / New York, February 11, 2004 - Kikyo Optical Works Inc. (Nasdaq: KIKY) ("Kikyo") announced its results
for the 3rd quarter of the fiscal year ending March 31, 2004 ("fiscal 2003") under U.S. GAAP.
Amounts were translated at the rate of JPY 107.13 = US\\$1.00, the approximate rate on December 31, 2003.
For the Three Months Ended Dec 31, 2003, Dec 31, 2002 and Sept 30, 2003
3Q03 3Q02 2Q03
"""

TANSHIN = """
2025年12月期 第2四半期（中間期）決算短信〔日本基準〕（連結）
2025年8月7日
上場会社名 桔梗光学株式会社 上場取引所 東
コード番号 6123 URL https://www.example.jp/
（百万円未満切捨て）
1. 2025年12月期第2四半期（中間期）の連結業績（2025年1月1日～2025年6月30日）
3. 2025年12月期の連結業績予想（2025年1月1日～2025年12月31日）
"""

ANNUAL = """
May 11, 2022
Consolidated Financial Report for the Fiscal Year Ended March 31, 2022 (Japanese GAAP)
Kikyo Toys Co., Ltd.
Code Number: 6124
In the event of any discrepancy, the original "Kessan Tanshin" in Japanese shall prevail.
* Figures are in millions of yen, rounded down
1. Consolidated Results for the Fiscal Year Ended March 31, 2022 (April 1, 2021 to March 31, 2022)
3. Consolidated Projections for the Fiscal Year Ending March 31, 2023 (April 1, 2022 to March 31, 2023)
"""


def about_of(text: str, dated: date | None = None) -> About:
    about, _ = describe([to_document(text, dated)])
    return about


def test_english_quarter() -> None:
    about = about_of(ENGLISH)
    assert about.announced_on == date(2004, 2, 12)
    assert (about.period_end, about.period_months) == (date(2003, 12, 31), 3)
    assert (about.calendar.end_month, about.calendar.names_end_year, about.calendar.stated) == (3, False, True)
    assert (about.name_en, about.entity) == ("Kikyo Optical Works Inc.", "kikyo-optical-works")
    assert (about.accounting_standard, about.usd_rate, about.rounding) == ("US-GAAP", Decimal("107.13"), "unstated")


def test_japanese_half() -> None:
    about = about_of(TANSHIN)
    assert about.announced_on == date(2025, 8, 7)
    assert (about.period_end, about.period_months) == (date(2025, 6, 30), 6)
    assert about.calendar.end_month == 12
    assert (about.name_ja, about.entity) == ("桔梗光学株式会社", "6123")
    assert (about.accounting_standard, about.rounding) == ("J-GAAP", "down")


def test_annual() -> None:
    about = about_of(ANNUAL)
    assert about.announced_on == date(2022, 5, 11)
    assert (about.period_end, about.period_months) == (date(2022, 3, 31), 12)
    assert (about.name_en, about.entity) == ("Kikyo Toys Co., Ltd.", "6124")
    assert (about.accounting_standard, about.rounding, about.prevailing_language) == ("J-GAAP", "down", "ja")


def test_the_metadata_dates_a_silent_document() -> None:
    assert about_of("売上高 1,234", date(2020, 5, 1)).announced_on == date(2020, 5, 1)


def test_silence_is_told() -> None:
    about, findings = describe([to_document("売上高 1,234")])
    assert {finding.code for finding in findings} == {"calendar_assumed", "no_date", "no_period"}
    assert (about.entity, about.name_en, about.name_ja, about.period_end, about.usd_rate) == (None, None, None, None, None)


def test_no_documents() -> None:
    about, _ = describe([])
    assert about.announced_on is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tokyo, May 21, 2003 / New York, May 20, 2003 - Kikyo", date(2003, 5, 21)),
        ("**Tokyo and New York, November 11, 2004** - Kikyo", date(2004, 11, 11)),
        ("OSAKA, Japan, Aug. 5, 2021 - Kikyo", date(2021, 8, 5)),
        ("Kyoto, Japan: 30 October 2020 -- Kikyo", date(2020, 10, 30)),
        ("【提出日】 2025年８月７日", date(2025, 8, 7)),
        ("平成16年2月12日", date(2004, 2, 12)),
        ("（2004年2月12日）", date(2004, 2, 12)),
        ("February 12, 2004", date(2004, 2, 12)),
        ("Release date: February 12, 2004", date(2004, 2, 12)),
        ("2004年3月31日現在", None),
        ("as of February 12, 2004, we operated", None),
        ("2004年4月1日～2004年6月30日", None),
    ],
)
def test_date_line(line: str, day: date | None) -> None:
    assert about_of(line).announced_on == day


def test_a_column_heading_dates_no_release() -> None:
    assert about_of("前連結会計年度\n(2021年4月30日)\n当第1四半期連結会計期間\n(2021年7月31日)").announced_on is None


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("JPY 107.13 = US$1.00", ["107.13"]),
        ("JPY107.13 =$1, the approximate rate", ["107.13"]),
        ("米ドル換算レート107.13円=1米ドル", ["107.13"]),
        ("1米ドル=107.13円", ["107.13"]),
        ("$1 = ¥106", ["106"]),
        ("¥106 to US$1", ["106"]),
        ("¥106=U.S.$1.00", ["106"]),
        ("U.S.$1=¥122.39", ["122.39"]),
        ("想定為替レートは1米ドル=110円", []),
        ("JPY 9,633 million ($ 89.9 million)", []),
    ],
)
def test_usd_rate(text: str, rates: list[str]) -> None:
    assert usd_rates_of(text) == tuple(map(Decimal, rates))


@pytest.mark.parametrize(
    ("text", "rounding"),
    [
        ("（百万円未満切捨て）", "down"),
        ("記載金額は百万円未満を切り捨てて表示しております。", "down"),
        ("金額は百万円未満を四捨五入しております。", "half_up"),
        ("(Millions of yen, rounded down)", "down"),
        ("Amounts less than one million yen are truncated.", "down"),
        ("Figures are rounded to the nearest million yen.", "half_up"),
        ("百万円未満切捨て。株数は千株未満を四捨五入しております。", "down"),
        ("千円未満四捨五入。百万円未満切捨て。", "unstated"),
        ("Total revenues", "unstated"),
    ],
)
def test_rounding(text: str, rounding: str) -> None:
    assert rounding_of(text)[0] == rounding


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In case of any discrepancy the Japanese version shall prevail.", "ja"),
        ("This is an English translation of the Japanese original.", "ja"),
        ("This document has been translated from the Japanese original for reference purposes only.", "ja"),
        ("日本語版と英語版に相違がある場合は日本語版が優先します。", "ja"),
        ("簡易版に続く正式な開示資料は英文です。正式資料（英文）をご参照ください。", "en"),
        ("決算発表（抄訳）", "en"),
        ("英文が正文であり、和訳は参考です。", "en"),
        ("If they differ, the English text shall prevail.", "en"),
        ("Translations of Japanese yen amounts into U.S. dollars are for convenience.", None),
        ("売上高", None),
    ],
)
def test_prevailing_language(text: str, language: str | None) -> None:
    assert prevailing_language_of(text) == language


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("四半期連結損益計算書（米国会計基準未監査）", "US-GAAP"),
        ("決算短信〔IFRS〕（連結）", "IFRS"),
        ("決算短信〔日本基準〕（連結） 国際会計基準 国際会計基準 国際会計基準", "J-GAAP"),
        ("in conformity with accounting principles generally accepted in the United States", "US-GAAP"),
        ("Financial Results [Japanese GAAP]", "J-GAAP"),
        ("売上高", None),
    ],
)
def test_accounting_standard(text: str, standard: str | None) -> None:
    assert accounting_standard_of(text) == standard


@pytest.mark.parametrize(
    ("text", "code"),
    [("コード番号 6123", "6123"), ("Code: 6123", "6123"), ("Securities code: 6123", "6123"), ("証券コード：130A", "130A"),
     ("(TSE: 6123)", "6123"), ("(E00373)", "E00373"), ("Code of conduct 2020", None)],
)
def test_code(text: str, code: str | None) -> None:
    assert code_of(text.replace("：", ":")) == code


def test_names() -> None:
    assert name_en_of(["Tokyo Stock Exchange", "Kikyo Optical Works Corporation"]) == "Kikyo Optical Works Corporation"
    assert name_ja_of(["【会社名】", "桔梗光学株式会社"]) == "桔梗光学株式会社"
    assert name_ja_of(["子会社の株式会社あさがおが増収となりました。"]) is None
    assert name_to_slug("Kikyo Optical Works Co., Ltd.") == "kikyo-optical-works"
