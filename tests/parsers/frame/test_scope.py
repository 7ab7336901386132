"""Whose numbers a table prints: the innermost words win, a heading reaches to the next of its rank."""

from __future__ import annotations

from parsers.records import Source
from tests.parsers.made import Read, read

HEAD = "見本株式会社\n2024年5月10日\n2024年3月期 決算短信〔日本基準〕{}\n\n"


def sheet(title: str, assets: str, header: str = "2023年3月31日\t2024年3月31日") -> str:
    return f"{title}\n(単位：百万円)\n\n\t{header}\n現金及び預金\t100\t{assets}\n資産合計\t200\t{assets}9\n\n"


def scopes(found: Read) -> list[str]:
    """Of each table the scope of its readings; a table of both is told as such."""
    by_table: dict[int, set[str]] = {}
    for reading in found.readings:
        by_table.setdefault(reading.table, set()).add(reading.scope)
    return ["/".join(sorted(said)) for _, said in sorted(by_table.items())]


def source(found: Read, table: int) -> Source:
    reading = next(reading for reading in found.readings if reading.table == table)
    (words,) = (one for one in reading.sources if one.dimension == "scope")
    return words


def test_a_silent_statement_beside_consolidated_ones_is_the_companys_own() -> None:
    found = read(HEAD.format("（連結）") + sheet("(1) 連結貸借対照表", "110") + sheet("(2) 貸借対照表", "60"))
    assert scopes(found) == ["consolidated", "non_consolidated"]
    assert (source(found, 2).text, source(found, 2).by) == ("(2) 貸借対照表", "caption")


def test_a_silent_statement_is_the_groups_under_a_heading_of_the_group() -> None:
    text = "Sample Corporation\n4. Consolidated Financial Statements\n\n" + sheet("(1) Balance Sheets", "110") + sheet("(2) Consolidated Balance Sheets", "111")
    assert scopes(read(text)) == ["consolidated", "consolidated"]


def test_a_silent_statement_says_nothing_where_no_statement_is_consolidated() -> None:
    assert scopes(read(HEAD.format("") + sheet("貸借対照表", "60"))) == ["consolidated"]


def test_a_heading_reaches_to_the_next_of_its_rank() -> None:
    text = HEAD.format("（連結）") + "１．連結業績\n" + sheet("(1) 財政状態", "110") + "２．個別業績の概要\n\n" + sheet("(1) 財政状態", "60") + "３．その他\n" + sheet("(1) 財政状態", "70")
    found = read(text)
    assert scopes(found) == ["consolidated", "non_consolidated", "consolidated"]
    assert (source(found, 2).text, source(found, 2).by, source(found, 2).line) == ("２．個別業績の概要", "section", 13)


def test_a_release_headed_non_consolidated_is_that_throughout() -> None:
    found = read(HEAD.format("（非連結）") + sheet("(1) 財政状態", "60") + sheet("(2) 貸借対照表", "61"))
    assert scopes(found) == ["non_consolidated", "non_consolidated"]
    assert source(found, 1).by == "document"


def test_the_years_of_a_company_are_not_those_of_a_group() -> None:
    years = "前事業年度（2023年3月31日）\t当事業年度（2024年3月31日）"
    group = years.replace("事業", "連結会計")
    found = read(HEAD.format("（連結）") + sheet("有価証券", "60", years) + sheet("有価証券", "61", group))
    assert scopes(found) == ["non_consolidated", "consolidated"]
    assert source(found, 1).by == "header"


def test_columns_and_rows_say_it_for_themselves() -> None:
    columns = "業績の推移\n(単位：百万円)\n2024年3月期\n\n\t連結\t単体\n売上高\t1,000\t600\n経常利益\t100\t50\n"
    assert {reading.printed: reading.scope for reading in read(columns).cells("売上高")} == {"1,000": "consolidated", "600": "non_consolidated"}
    rows = HEAD.format("（非連結）") + "配当の状況\n\n\t2023年3月期\t2024年3月期\n配当性向\t30.1%\t31.2%\n配当性向（連結）\t28.0%\t29.0%\n"
    found = read(rows)
    assert {reading.label: reading.scope for reading in found.readings} == {"配当性向": "non_consolidated", "配当性向(連結)": "consolidated"}


def test_a_title_of_both_is_reported_where_nothing_says_which() -> None:
    found = read(sheet("連結・個別財政状態", "60"))
    assert "scope_unclear" in found.codes
    apart = read("連結・個別業績\n(単位：百万円)\n2024年3月期\n\n\t連結\t個別\n売上高\t1,000\t600\n経常利益\t100\t50\n")
    assert "scope_unclear" not in apart.codes


def test_a_document_of_the_companys_own_statements_alone() -> None:
    years = "前事業年度（2023年3月31日）\t当事業年度（2024年3月31日）"
    text = "注記事項\n\n" + sheet("有価証券", "60", years) + sheet("税効果会計", "61", years) + sheet("引当金の明細", "62")
    found = read(text)
    assert scopes(found) == ["non_consolidated"] * 3
    assert found.codes.count("scope_by_document") == 1
    one_group = text + sheet("連結の部", "63", years.replace("事業", "連結会計"))
    assert scopes(read(one_group))[2:] == ["consolidated", "consolidated"]


def test_the_issuers_name_with_a_word_of_scope_behind_it() -> None:
    found = read("Kogane Bank, Ltd. (Non-consolidated)\n\nSummary of Income\n(Billions of yen)\n\n\tFY2022\tFY2023\nNet fees\t40.2\t43.0\nNet income\t31.1\t35.6\n")
    assert {one.scope for one in found.readings} == {"non_consolidated"}
    assert source(found, 1).by == "document"


SUBSIDIARY = """有価証券報告書
【会社名】　みなもホールディングス株式会社

連結業績の概要
（単位：百万円）

\t2023年3月期\t2024年3月期
経常収益\t90,120\t93,400

（参考）株式会社ひなた銀行の業績
（単位：百万円）

\t2023年3月期\t2024年3月期
業務粗利益\t31,200\t32,010
"""


def test_numbers_of_another_company_are_not_the_groups() -> None:
    found = read(SUBSIDIARY)
    assert {(one.scope, one.members) for one in found.cells("業務粗利益")} == {("non_consolidated", ("株式会社ひなた銀行",))}
    assert {(one.scope, one.members) for one in found.cells("経常収益")} == {("consolidated", ())}


def test_the_issuers_name_over_a_table_is_no_other_company() -> None:
    found = read(SUBSIDIARY.replace("株式会社ひなた銀行", "みなもホールディングス株式会社"))
    assert {one.members for one in found.cells("業務粗利益")} == {()}


def test_a_company_named_over_all_columns() -> None:
    header = "\t株式会社ひなた銀行の業績\t株式会社ひなた銀行の業績\n\t2023年3月期\t2024年3月期\n業務粗利益"
    found = read(SUBSIDIARY.replace("\t2023年3月期\t2024年3月期\n業務粗利益", header).replace("（参考）株式会社ひなた銀行の業績", "（参考）業績"))
    assert {one.scope for one in found.cells("業務粗利益")} == {"non_consolidated"}
