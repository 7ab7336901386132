"""The sentence that introduces a table."""

from __future__ import annotations

import pytest

from parsers.tables.leads import lead_period
from parsers.text.scanner import Scanner
from tests.parsers.made import Read, about, days, read

KNOWN = about(end=days(None, "2024-03-31")[1], months=12)
SCANNER = Scanner(KNOWN)
YEAR = days("2023-04-01", "2024-03-31")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("当連結会計年度における生産実績をセグメントごとに示すと、次のとおりであります。", YEAR),
        ("当社は見込生産です。当連結会計年度末現在における契約債務は以下のとおりであります。", days(None, "2024-03-31")),
        (
            "2023年8月22日付で公衆の縦覧に供された報告書において、甲社が2023年8月15日現在で以下の株式を所有している旨が記載されています。",
            days(None, "2023-08-15"),
        ),
        (
            "2023年8月22日付の報告書に、甲社が2023年8月15日現在で以下の株式を所有している旨が記載されています。なお、その内容は以下のとおりであります。",
            days(None, "2023-08-15"),
        ),
        (
            "2023年8月22日付の報告書に、甲社が2023年8月15日現在で以下の株式を所有している旨が記載されているものの、2024年3月31日現在の確認ができません。"
            "なお、その内容は以下のとおりであります。",
            days(None, "2023-08-15"),
        ),
        # a day on which something is not so
        ("報告書が提出されておりますが、2024年3月31日現在における所有株式数の確認ができません。当該報告書の内容は次のとおりであります。", None),
        # several periods, another day, what is only planned, no word that points at the table
        ("前連結会計年度及び当連結会計年度における販売実績は、次のとおりであります。", None),
        ("前連結会計年度末のリース契約と適用開始日のリース負債との調整は、以下のとおりであります。", None),
        ("当連結会計年度末現在における設備の新設の計画は、次のとおりであります。", None),
        ("当連結会計年度の売上高は増加しました。", None),
        ("当連結会計年度の売上高は増加しました。内訳は以下のとおりであります。", None),
        ("", None),
    ],
)
def test_the_period_a_sentence_speaks_of(text: str, period: tuple[object, object] | None) -> None:
    found = lead_period(text, SCANNER)
    assert (found and (found.period_start, found.period_end)) == period


SHEET = """① 生産実績
{lead}

\t{head}金額（百万円）\t前年同期比（％）
機械\t{day}1,200\t3.5
部品\t{day}800\t2.5
"""


def sheet(lead: str, head: str = "", day: str = "") -> Read:
    return read(SHEET.format(lead=lead, head=head, day=day), KNOWN)


def test_a_table_without_a_period_takes_that_of_its_lead() -> None:
    found = sheet("当連結会計年度における生産実績を示すと、次のとおりであります。").cell("機械", "1,200")
    assert (found.period_start, found.period_end) == YEAR
    assert [(one.text, one.by) for one in found.sources if one.dimension == "period"] == [("当連結会計年度", "section")]


def test_without_a_lead_the_period_stays_unknown_and_is_told() -> None:
    found = sheet("生産実績を示すと、次のとおりであります。")
    assert found.cell("機械", "1,200").period_end is None
    assert "unknown_period" in found.codes


def test_rows_that_are_dated_themselves_take_no_lead() -> None:
    found = sheet("当期に係る配当は、以下のとおりであります。", "決議年月日\t", "2023年11月6日\t")
    assert {reading.period_end for reading in found.readings if reading.printed in ("1,200", "800")} == {None}


def test_a_sentence_with_the_unit_behind_it_and_the_year_of_the_months() -> None:
    found = read("当社の2025年3月期の月次売上高の前年同月比は次のとおりです。（単位：％）\n\n\t4月\t5月\n全店\t103.2\t98.7\n既存店\t101.0\t96.5\n")
    assert [(one.unit, str(one.period_start), str(one.period_end)) for one in found.cells("全店")] == [
        ("pure", "2024-04-01", "2024-04-30"), ("pure", "2024-05-01", "2024-05-31"),
    ]  # fmt: skip
