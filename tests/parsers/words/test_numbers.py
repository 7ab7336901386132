"""Printed numbers: a table of cells, held-out cells, lines of running text, and printing and parsing again as identity."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.page.torn_ranges import join_ranges
from parsers.printed import Chunk, Line
from parsers.text.running_numbers import trailing_numbers
from parsers.text.scanner import Scanner
from parsers.words.numbers import Number, not_meaningful, parse_number
from parsers.words.ranges import is_range

D = Decimal

PLAIN = [
    # printed, value, places
    ("0", "0", 0),
    ("7", "7", 0),
    ("1519", "1519", 0),
    ("1,519", "1519", 0),
    ("9,633,155", "9633155", 0),
    ("25.83", "25.83", 2),
    ("1,098.1", "1098.1", 1),
    (".5", "0.5", 1),
    ("(1,234)", "-1234", 0),
    ("（１,２３４）", "-1234", 0),
    ("( 1,234 )", "-1234", 0),
    ("△1,234", "-1234", 0),
    ("△ 1,234", "-1234", 0),
    ("▲1,234", "-1234", 0),
    ("▲　８３０", "-830", 0),
    ("-905", "-905", 0),
    ("−905", "-905", 0),
    ("‐905", "-905", 0),
    ("–905", "-905", 0),
    ("－905", "-905", 0),
    ("(△1,234)", "-1234", 0),
    ("(-3.4)", "-3.4", 1),
    ("(-)3.4", "-3.4", 1),
    ("(△)3.4", "-3.4", 1),
    ("+5.1", "5.1", 1),
    ("△0.0", "0.0", 1),
    ("２０．０", "20.0", 1),
    ("2 04,183", "204183", 0),
    ("9 ,633", "9633", 0),
    ("1, 234", "1234", 0),
    ("12, 345,678", "12345678", 0),
]

PERCENT = [
    ("33.3%", "33.3", 1),
    ("33.3％", "33.3", 1),
    ("33.3 %", "33.3", 1),
    ("(5.9%)", "-5.9", 1),
    ("(5.9)%", "-5.9", 1),
    ("△5.9%", "-5.9", 1),
    ("-5.9％", "-5.9", 1),
    ("100%", "100", 0),
    ("1.2ポイント", "1.2", 1),
    ("△0.4パーセント", "-0.4", 1),
]

WITH_UNIT = [
    # printed, value, places, unit, scale
    ("¥1,234", "1234", 0, "JPY", 1),
    ("￥1,234", "1234", 0, "JPY", 1),
    ("-¥905", "-905", 0, "JPY", 1),
    ("(¥905)", "-905", 0, "JPY", 1),
    ("¥(47.52)", "-47.52", 2, "JPY", 1),
    ("JPY(-)47.52", "-47.52", 2, "JPY", 1),
    ("JPY 9,633 million", "9633", 0, "JPY", 10**6),
    ("$5.50", "5.50", 2, "USD", 1),
    ("US$89,920", "89920", 0, "USD", 1),
    ("€12", "12", 0, "EUR", 1),
    ("1,234円", "1234", 0, "JPY", 1),
    ("9,633百万円", "9633", 0, "JPY", 10**6),
    ("9,633 百万円", "9633", 0, "JPY", 10**6),
    ("△51,910千円", "-51910", 0, "JPY", 1000),
    ("96億円", "96", 0, "JPY", 10**8),
    ("1兆2,345億円", "12345", 0, "JPY", 10**8),
    ("12億3,456万円", "123456", 0, "JPY", 10**4),
    ("(31) million yen", "-31", 0, "JPY", 10**6),
    ("57円67銭", "57.67", 2, "JPY", 1),
    ("△57円67銭", "-57.67", 2, "JPY", 1),
    ("(1,057円67銭)", "-1057.67", 2, "JPY", 1),
    ("100株", "100", 0, "shares", 1),
    ("26,246千株", "26246", 0, "shares", 1000),
    ("222,000,000 shares", "222000000", 0, "shares", 1),
    ("1.5倍", "1.5", 1, "pure", 1),
    ("1.5 times", "1.5", 1, "pure", 1),
    ("1,204名", "1204", 0, "persons", 1),
    ("1,204人", "1204", 0, "persons", 1),
    ("104.9Gbps", "104.9", 1, "Gbps", 1),
    ("104.9 Gbps", "104.9", 1, "Gbps", 1),
    ("64kbps", "64", 0, "kbps", 1),
    ("350台", "350", 0, "units", 1),
    ("12店舗", "12", 0, "stores", 1),
]

NIL = ["－", "-", "–", "—", "―", "‒", "‐", "−", "( - )", "(－)", "（－）", "－%", "- %", "(-)%", "ー", "--", "―株", "－百万円", "－社", "－名"]

NOT_NUMBERS = [
    "", " ", "売上高", "Revenues", "2003/12/31", "Dec 31, 2003", "2003年12月期", "3Q03", "1H04", "FY2002", "64kbps – 128kbps", "64kbps–128kbps",
    "1,51", "12,34,567", "1,2345", ",123", "1,234,", "04", "0,123", "1.2.3", "5.", "(5", "5)", "((5))", "-(5)", "--5", "(*)", "*", "△", "%", "()",
    "3 1,004", "76 130", "1 23,456", "1  ,234", "12月", "第3四半期", "3ヶ月",
    "1,004³", "¹", "n.m.", "N/A", "Others4", "1-2", "1:2", "9" * 40, "¥", "JPY",
]  # fmt: skip

HELD_OUT = [
    ("△１２，３４５", "-12345", 0),
    ("(0.4)", "-0.4", 1),
    ("▲ 0.1", "-0.1", 1),
    ("12 ,345,678", "12345678", 0),
    ("1,000,000.00", "1000000.00", 2),
    ("(１０．７)", "-10.7", 1),
    ("＋3", "3", 0),
    ("999", "999", 0),
]


@pytest.mark.parametrize(("printed", "value", "places"), [*PLAIN, *HELD_OUT])
def test_plain(printed: str, value: str, places: int) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.value, number.places, number.percent, number.unit, number.scale, number.nil) == (D(value), places, False, None, D(1), False)


@pytest.mark.parametrize(("printed", "value", "places"), PERCENT)
def test_percent(printed: str, value: str, places: int) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.value, number.places, number.percent, number.unit) == (D(value), places, True, None)


@pytest.mark.parametrize(("printed", "value", "places", "unit", "scale"), WITH_UNIT)
def test_with_unit(printed: str, value: str, places: int, unit: str, scale: int) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.value, number.places, number.unit, number.scale, number.percent) == (D(value), places, unit, D(scale), False)


@pytest.mark.parametrize("printed", NIL)
def test_nil(printed: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert number.nil
    assert number.value is None


@pytest.mark.parametrize("printed", NOT_NUMBERS)
def test_no_number(printed: str) -> None:
    assert parse_number(printed) is None


@pytest.mark.parametrize(("printed", "bracketed"), [("(5)", True), ("(5%)", True), ("(△5)", True), ("5", False), ("-5", False), ("(-)5", False)])
def test_bracketed(printed: str, bracketed: bool) -> None:
    number = parse_number(printed)
    assert number is not None
    assert number.bracketed is bracketed


@pytest.mark.parametrize("text", ["n.m.", "N.M.", "NM", "N/A", "n/a", "n.a.", "(n.m.)", "不明", "未定", "not meaningful", "ＮＭ"])
def test_not_meaningful(text: str) -> None:
    assert not_meaningful(text)
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["-", "0", "Name", "net", "namely"])
def test_meaningful_or_words(text: str) -> None:
    assert not not_meaningful(text)


RUNS = [
    ("IP Services          64kbps – 128kbps  76  130  79", "IP Services          64kbps – 128kbps", ["76", "130", "79"]),
    ("      1Mbps – 2Mbps  226  279  226", "      1Mbps – 2Mbps", ["226", "279", "226"]),
    ("Gain on retirement (830) (88,975) - -", "Gain on retirement", ["(830)", "(88,975)", "-", "-"]),
    ("資本準備金 (2)  220,645 23,637,628 61.5   ", "資本準備金", ["(2)", "220,645", "23,637,628", "61.5"]),
    ("減価償却費 3 1,004 943 9.8%", "減価償却費", ["3", "1,004", "943", "9.8%"]),
    ("Total  100.0% 37,360,341", "Total", ["100.0%", "37,360,341"]),
    ("1株あたり当期利益（損失） 51,658 (100,802)", "1株あたり当期利益（損失）", ["51,658", "(100,802)"]),
    ("Refund of guarantee deposits-net 6 727 22,972 1,199", "Refund of guarantee deposits-net", ["6", "727", "22,972", "1,199"]),
    ("売上高　　　１，２３４　△５６", "売上高", ["１，２３４", "△５６"]),
    ("Other income 5.9 % (2.1 %)", "Other income", ["5.9 %", "(2.1 %)"]),
    ("Net loss △ 1,234 ( - ) -", "Net loss", ["△ 1,234", "( - )", "-"]),
    ("Per share 57円67銭 58円82銭", "Per share", ["57円67銭", "58円82銭"]),
    ("Total bandwidth 104.9Gbps 95.0Gbps", "Total bandwidth", ["104.9Gbps", "95.0Gbps"]),
    ("Shares outstanding 222,000,000 shares", "Shares outstanding", ["222,000,000 shares"]),
    ("Goods 2 04,183 5", "Goods", ["2 04,183", "5"]),
    ("Losses (830)(88,975)", "Losses", ["(830)", "(88,975)"]),
    ("営業損失 △51,910 470,957", "営業損失", ["△51,910", "470,957"]),
    ("3,204 3,404 (5.9%)", "", ["3,204", "3,404", "(5.9%)"]),
    ("Others4 719 856", "Others4", ["719", "856"]),
    ("compared to 2Q03.", "compared to 2Q03.", []),
    ("an increase of 4.9% from the quarter before", "an increase of 4.9% from the quarter before", []),
    ("January 31, 2003", "January 31, 2003", []),
    ("Marine 2004 1998", "Marine", ["2004", "1998"]),
    ("March 2004 1,998", "March 2004", ["1,998"]),
    ("Dec 30, 2002 Sep 30, 2003Dec 31, 2003", "Dec 30, 2002 Sep 30, 2003Dec 31, 2003", []),
    ("results for fiscal 2003", "results for fiscal 2003", []),
    ("USD (1) JPY % JPY", "USD (1) JPY % JPY", []),
    ("", "", []),
    ("   ", "", []),
    ("Net sales 19,400 20,000 ~ 22,000 3.1% to 13.4%", "Net sales", ["19,400", "20,000 ~ 22,000", "3.1% to 13.4%"]),
    ("通期 20,000～22,000 1,450－1,550", "通期", ["20,000～22,000", "1,450－1,550"]),
    ("Net sales 20,000 - 22,000", "Net sales", ["20,000", "-", "22,000"]),
    ("100 - 499 1,204 1,198", "", ["100", "-", "499", "1,204", "1,198"]),
    ("1,000～4,999 1,204 1,198", "1,000～4,999", ["1,204", "1,198"]),
    ("3Mbps – 1.2Gbps 381 212", "3Mbps – 1.2Gbps", ["381", "212"]),
]


@pytest.mark.parametrize(("line", "label", "tokens"), RUNS)
def test_trailing_numbers(line: str, label: str, tokens: list[str]) -> None:
    found_label, found = trailing_numbers(line, Scanner())
    assert (found_label, [token for token, _, _ in found]) == (label, tokens)
    assert all(line[start:end] == token for token, start, end in found)


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        ((("20,000", 100, 120), ("-", 122, 125), ("22,000", 127, 147)), ["20,000 - 22,000"]),
        ((("20,000", 100, 120), ("-", 150, 153), ("22,000", 180, 200)), ["20,000", "-", "22,000"]),  # a nil mark in its column
        ((("20,000 ～", 100, 130), ("22,000", 140, 160), ("5", 200, 204)), ["20,000 ～ 22,000", "5"]),
        ((("20,000", 100, 120), ("22,000", 122, 142)), ["20,000", "22,000"]),
    ],
)
def test_join_ranges(pieces: tuple[tuple[str, float, float], ...], joined: list[str]) -> None:
    chunks = tuple(Chunk(text, x0, x1, (x0, 0.0, x1, 8.0)) for text, x0, x1 in pieces)
    assert [chunk.text for chunk in join_ranges(Line(1, 1, "geometry", chunks), parse_number).chunks] == joined


@pytest.mark.parametrize("piece", ["1 ~ ", "1,000 to ", "1 ", "(", "1,", "- ", "9", "△ ", "1 2,", "¥ ", "( ", "64kbps – "])
def test_trailing_numbers_takes_linear_time(piece: str) -> None:
    small, large = piece * 1_000, piece * 16_000
    start = time.process_time()
    trailing_numbers(small, Scanner())
    middle = time.process_time()
    trailing_numbers(large, Scanner())
    # Sixteen times the text may take sixteen times as long; a quadratic reading would take 256 times.
    assert time.process_time() - middle < 80 * (middle - start) + 0.25


_FULL_WIDTH = str.maketrans("0123456789,.()%-", "０１２３４５６７８９，．（）％－")
NEGATIVES = ("({})", "△{}", "▲{}", "-{}", "−{}", "–{}", "‐{}", "△ {}", "( {} )", "(-){}")
SUFFIXES = {
    "": (None, 1, False),
    "%": (None, 1, True),
    "百万円": ("JPY", 10**6, False),
    "千円": ("JPY", 1000, False),
    "円": ("JPY", 1, False),
    "千株": ("shares", 1000, False),
    " million yen": ("JPY", 10**6, False),
    "倍": ("pure", 1, False),
    "Gbps": ("Gbps", 1, False),
}


@given(
    units=st.integers(min_value=0, max_value=10**15),
    places=st.integers(min_value=0, max_value=4),
    negative=st.sampled_from([None, *NEGATIVES]),
    suffix=st.sampled_from(sorted(SUFFIXES)),
    grouped=st.booleans(),
    wide=st.booleans(),
)
def test_print_and_parse_is_identity(units: int, places: int, negative: str | None, suffix: str, grouped: bool, wide: bool) -> None:
    value = D(units).scaleb(-places)
    digits = f"{value:,f}" if grouped else f"{value:f}"
    printed = negative.format(digits + suffix) if negative else digits + suffix
    printed = printed.translate(_FULL_WIDTH) if wide else printed
    unit, scale, percent = SUFFIXES[suffix]
    bracketed = negative in ("({})", "( {} )")
    marked = negative is not None and not bracketed
    assert parse_number(printed) == Number(-value if negative and value else value, places, percent, unit, D(scale), False, bracketed, marked)


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    parse_number(text)
    label, tokens = trailing_numbers(text, Scanner())
    assert text.startswith(label)
    assert all(text[start:end] == token and (parse_number(token) is not None or is_range(token)) for token, start, end in tokens)
