"""Unit notes of captions and units that labels imply."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parsers.errors import TableError
from parsers.words.label_units import parse_label_unit
from parsers.words.units import BEGINNING, find_general_unit, parse_unit_note
from parsers.words.vocabulary import load_words, parse_words, words_of
from parsers.words.widths import fold_widths

NOTES = [
    # text, unit, scale
    ("(JPY in millions)", "JPY", 10**6),
    ("（百万円）", "JPY", 10**6),
    ("（単位：千円）", "JPY", 1000),
    ("（単位 : 百 万 円）", "JPY", 10**6),
    ("単位:億円", "JPY", 10**8),
    ("単位　百万円", "JPY", 10**6),
    ("【単位：百万円】", "JPY", 10**6),
    ("(Unit: Giga bits per second)", "Gbps", 1),
    ("（単位：Gbps）", "Gbps", 1),
    ("(Unit: Mbps)", "Mbps", 1),
    ("Millions of yen", "JPY", 10**6),
    ("(Millions of yen)", "JPY", 10**6),
    ("Thousands of yen", "JPY", 1000),
    ("Billions of yen", "JPY", 10**9),
    ("Thousands of U.S. dollars", "USD", 1000),
    ("(¥ million)", "JPY", 10**6),
    ("¥ million", "JPY", 10**6),
    ("￥ million", "JPY", 10**6),
    ("(¥ in millions)", "JPY", 10**6),
    ("(in millions of yen)", "JPY", 10**6),
    ("(In millions of yen, except per share amounts)", "JPY", 10**6),
    ("(Unit: million yen)", "JPY", 10**6),
    ("(Unit: millions of yen)", "JPY", 10**6),
    ("(Yen in thousands)", "JPY", 1000),
    ("(In thousands)", None, 1000),
    ("円 銭", "JPY", 1),
    ("円", "JPY", 1),
    ("(円)", "JPY", 1),
    ("yen", "JPY", 1),
    ("Yen", "JPY", 1),
    ("¥", "JPY", 1),
    ("$", "USD", 1),
    ("JPY", "JPY", 1),
    ("USD (1)", "USD", 1),
    ("千米ドル", "USD", 1000),
    ("% ", "pure", "0.01"),
    ("（％）", "pure", "0.01"),
    ("千株", "shares", 1000),
    ("(株)", "shares", 1),
    ("(shares)", "shares", 1),
    ("(thousands of shares)", "shares", 1000),
    ("(単位:百万円、%)", "JPY", 10**6),
    ("（単位：百万円、％）", "JPY", 10**6),
    ("（単位：台）", "units", 1),
    ("（単位：人）", "persons", 1),
    ("(単位:店舗)", "stores", 1),
    ("(単位:トン)", "tons", 1),
    ("（単位：百万円、単位未満切捨て）", "JPY", 10**6),
    ("Table 1. Revenues (JPY in millions)", "JPY", 10**6),
    ("表1 売上高の内訳（単位：百万円）", "JPY", 10**6),
    ("Figures are in millions of yen, rounded down", "JPY", 10**6),
    ("yen/share", "JPY/share", 1),
    ("(Unit: 100 million yen)", "JPY", 10**8),
    ("(¥ in 100 millions)", "JPY", 10**8),
    ("(Hundred millions of yen)", "JPY", 10**8),
    ("(JPY 100M)", "JPY", 10**8),
    ("KJPY", "JPY", 1000),
    ("(JPY mm)", "JPY", 10**6),
    ("JPY'000", "JPY", 1000),
    ("(US$M)", "USD", 10**6),
    ("百万人民元", "CNY", 10**6),
    ("千バーツ", "THB", 1000),
    ("円／ドル", "JPY/USD", 1),
    ("百万円/人", "JPY/person", 10**6),
    ("（円/kWh）", "JPY/kWh", 1),
    ("（単位：百万円、構成比：％）", "JPY", 10**6),
    ("（単位：百万円、カッコ内は構成比）", "JPY", 10**6),
    ("（金額ベース：十億米ドル）", "USD", 10**9),
    ("(In thousands, %)", None, 1000),
    ("（歳）", "years old", 1),
    ("（単位：反）", "反", 1),
    ("（単位：千反）", "反", 1000),
    ("（単位：契約数）", "contracts", 1),
    ("発行数（株）（2020年3月20日）", "shares", 1),
]

NO_NOTES = [
    "百万円未満切捨て", "（百万円未満四捨五入）", "Amounts less than one million yen are rounded down", "(loss)", "（損失）", "Net income", "売上高",
    "(Percentages indicate year-on-year changes.)", "(Note 1)", "(1)", "3Q03", "", "( )", "(unaudited)",
    "（未監査）", "株主資本", "円滑", "Table 1. Revenues", "年", "5月10日(日)", "社名(㈱)", "資本金：100百万円", "（年換算）",
]  # fmt: skip

TWO_CURRENCIES = [
    ("(Expressed in Thousands of Japanese Yen (JPY) and U.S. Dollars (USD) Except for Per Share and ADS Data) (1)", 1000, 1000),
    ("(Expressed in Thousands of Japanese Yen (JPY) and U.S. Dollars (USD)) (1)", 1000, 1000),
    ("JPY/千円単位、USD/千米ドル単位", 1000, 1000),
    ("JPY/千円単位、USD/千米ドル単位  (1)", 1000, 1000),
    ("(Millions of yen; thousands of U.S. dollars)", 10**6, 1000),
    ("Millions of yen and thousands of U.S. dollars", 10**6, 1000),
    ("（単位：百万円、千米ドル）", 10**6, 1000),
    ("Yen (millions) U.S.$ (thousands)", 10**6, 1000),
]


@pytest.mark.parametrize(("text", "unit", "scale"), NOTES)
def test_note(text: str, unit: str | None, scale: int | str) -> None:
    note = parse_unit_note(text)
    assert note is not None
    assert (note.unit, note.scale) == (unit, Decimal(scale))


@pytest.mark.parametrize("text", NO_NOTES)
def test_no_note(text: str) -> None:
    assert parse_unit_note(text) is None


@pytest.mark.parametrize(("text", "jpy", "usd"), TWO_CURRENCIES)
def test_two_currencies(text: str, jpy: int, usd: int) -> None:
    note = parse_unit_note(text)
    assert note is not None
    assert note.scales == (("JPY", Decimal(jpy)), ("USD", Decimal(usd)))
    assert note.unit is None
    assert note.scale == (Decimal(jpy) if jpy == usd else None)


LABELS = [
    ("1株あたり当期利益（損失）", "JPY/share"),
    ("１株当たり当期純利益", "JPY/share"),
    ("潜在株式調整後１株当たり中間（当期）純利益 （円）", "JPY/share"),
    ("１株当たり純資産", "JPY/share"),
    ("Basic Net Income(Loss) Per Share", "JPY/share"),
    ("Diluted earnings per share", "JPY/share"),
    ("Net assets per share (yen)", "JPY/share"),
    ("EPS", "JPY/share"),
    ("BPS", "JPY/share"),
    ("Basic Net Loss Per ADS Equivalent", "JPY/ADS"),
    ("米国預託証券１単位あたり当期利益（損失）", "JPY/ADS"),
    ("Weighted Average Number of Shares", "shares"),
    ("Average number of shares during the period", "shares"),
    ("期中平均発行済株式総数", "shares"),
    ("期末発行済株式数", "shares"),
    ("期末自己株式数", "shares"),
    ("期中平均株式数（四半期累計）", "shares"),
    ("Total number of issued shares at the end of the period", "shares"),
    ("Number of shares of treasury stock", "shares"),
    ("Weighted Average Number of ADS Equivalents", "ADS"),
    ("期中平均発行済米国預託証券総数", "ADS"),
    ("Number of Contracts of DC Connectivity Services", "contracts"),
    ("インターネットデータセンター接続サービス契約数", "contracts"),
    ("契約件数", "contracts"),
    ("従業員数", "employees"),
    ("期末店舗数", "stores"),
    ("Gross Margin Ratio", "pure"),
    ("Operating Margin", "pure"),
    ("Operating margin (Operating profit / Net sales)", "pure"),
    ("自己資本比率", "pure"),
    ("営業利益率", "pure"),
    ("売上高営業利益率（％）", "pure"),
    ("配当性向（連結）", "pure"),
    ("Payout ratio (Consolidated)", "pure"),
    ("Equity ratio", "pure"),
    ("cross-selling ratio", "pure"),
    ("ROE", "pure"),
    ("Return on equity", "pure"),
    ("Effective tax rate", "pure"),
    ("Effect of exchange rate changes on cash", None),
    ("為替換算調整勘定", None),
    ("現金及び現金同等物に係る換算差額", None),
    ("期中平均為替レート", None),
    ("Common stock—authorized 377,600 shares; issued 22,480 shares", None),
    ("Treasury stock, at cost: 777 shares", None),
    ("Proceeds from issuance of shares", None),
    ("自己株式の取得による支出", None),
    ("Revenue from contracts with customers", None),
    ("Forward exchange contracts", None),
    ("Gross margin", None),
    ("Operating income", None),
    ("営業利益", None),
    ("利益剰余金", None),
    ("Interest expense", None),
    ("", None),
]


@pytest.mark.parametrize(("label", "unit"), LABELS)
def test_label_unit(label: str, unit: str | None) -> None:
    assert parse_label_unit(label) == unit


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["kind\tvalue"], "expected the header"),
        (["kind\tvalue\tlang\ttext\tnote", "scale\t1000\tja\t千"], "expected 5 fields"),
        (["kind\tvalue\tlang\ttext\tnote", "colour\tred\tja\t赤\t"], "unknown kind 'colour'"),
        (["kind\tvalue\tlang\ttext\tnote", "scale\t1000\txx\t千\t"], "unknown language"),
        (["kind\tvalue\tlang\ttext\tnote", "scale\t1000\ten\tThousand\t"], "lower case"),
        (["kind\tvalue\tlang\ttext\tnote", "scale\t1\tja\t千\t", "scale\t2\tja\t千\t"], "stands twice"),
        (["kind\tvalue\tlang\ttext\tnote", "scale\t2\tja\t万\t", "scale\t1\tja\t千\t"], "kept sorted"),
    ],
)
def test_malformed_words_are_refused(lines: list[str], message: str) -> None:
    with pytest.raises(TableError, match=message):
        parse_words(lines, "words.tsv")


def test_words_are_read() -> None:
    assert {word.kind for word in load_words()} >= {"money", "scale", "counter", "measure", "scenario", "scope", "statement", "comparison"}


def test_units_side_by_side_keep_their_own_scale() -> None:
    note = parse_unit_note("（単位：千円、株）")
    assert note is not None
    assert (note.unit, note.scales) == (None, (("JPY", Decimal(1000)), ("shares", Decimal(1))))


@pytest.mark.parametrize(
    ("text", "unit"),
    [("金額の単位は、特に断りのない限り百万円です。", "百万円"), ("Amounts are in thousands of yen unless otherwise noted.", "in thousands of yen"), ("金額の単位は百万円です。", "")],
)
def test_a_sentence_that_holds_for_all(text: str, unit: str) -> None:
    assert find_general_unit(text) == unit


@pytest.mark.parametrize("kind", ["money", "counter", "scale"])
def test_each_listed_word_begins_where_phrases_are_looked_for(kind: str) -> None:
    for word in words_of(kind):
        if word.lang == "any" and len(word.text) == 1:
            continue  # a counter within notes only
        assert BEGINNING.match(fold_widths(word.text)), word.text
        assert BEGINNING.match(fold_widths(word.text.upper())), word.text


def test_a_label_is_not_searched_for_units() -> None:
    assert BEGINNING.search("営業利益") is None
    assert BEGINNING.search("Income before minority interests") is None
