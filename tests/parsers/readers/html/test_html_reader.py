"""HTML as real issuers and filing agents code it: what is shown, and nothing else, on one line a table row."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableDocument
from parsers.printed import Chunk, Document
from parsers.readers.claims import claims_html
from parsers.readers.html import flow as html_flow
from parsers.readers.html import html_reader as html
from parsers.readers.html import tags as html_tags
from parsers.words.numbers import parse_number


def read(source: str | bytes, name: str = "release.htm") -> Document:
    data = source if isinstance(source, bytes) else source.encode()
    return html.read(Path(name), data, number=1, name=name)


def grid(source: str) -> list[list[str]]:
    return [[chunk.text for chunk in line.chunks] for line in read(f"<html><body>{source}</body></html>").lines if line.layout == "grid"]


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def test_claims_by_suffix() -> None:
    assert claims_html(Path("a/B.HTM"), b"")
    assert claims_html(Path("b.xhtml"), b"")
    assert not claims_html(Path("b.txt"), b"<html>")


def test_text_and_tables_in_reading_order() -> None:
    document = read(f"<html><body><p>Before<br>the   table</p>{table('<td>Sales</td><td>1</td>')}<div>after</div></body></html>")
    assert [(line.number, line.layout, line.group, line.text) for line in document.lines] == [
        (1, "run", 0, "Before"),
        (2, "run", 0, "the table"),
        (3, "grid", 1, "Sales 1"),
        (4, "run", 0, "after"),
    ]
    assert document.media_type == "text/html"
    assert document.pages == 1


# ---------------------------------------------------------------------------------------------------------------------
# Grids


def test_spanners_cover_their_columns() -> None:
    lines = read(
        "<html>"
        + table(
            "<td rowspan=2>Item</td><td colspan=2>2004</td><td>2003</td>",
            "<td>JPY</td><td>USD</td><td>JPY</td>",
            "<td>Sales</td><td>1</td><td>2</td><td>3</td>",
        )
        + "</html>"
    ).lines
    assert [(chunk.text, chunk.x0, chunk.x1) for chunk in lines[0].chunks] == [("Item", 0, 1), ("2004", 1, 3), ("2003", 3, 4)]
    assert [(chunk.text, chunk.x0, chunk.x1) for chunk in lines[1].chunks] == [("", 0, 1), ("JPY", 1, 2), ("USD", 2, 3), ("JPY", 3, 4)]


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ("<td>$</td><td>1,234</td><td></td>", "$1,234"),
        ("<td>$</td><td>(567</td><td>)</td>", "$(567)"),
        ("<td></td><td>(5.9</td><td>)%</td>", "(5.9)%"),
        ("<td>△</td><td>12</td><td></td>", "△12"),
        ("<td>$</td><td>—</td><td></td>", "—"),
        ("<td></td><td>1,234</td><td><sup>(2)</sup></td>", "1,234⁽²⁾"),
    ],
)
def test_numbers_split_over_cells(cells: str, printed: str) -> None:
    first = f"<td>Net sales</td><td>&nbsp;</td>{cells}<td>&nbsp;</td><td>$</td><td>9</td><td>&nbsp;</td>"
    rows = (first, "<td>Cost</td><td></td><td></td><td>8</td>")
    assert grid(table(*rows))[0] == ["Net sales", printed, "$9"]


def test_spans_that_start_over_the_currency_sign() -> None:
    rows = (
        "<td></td><td></td><td colspan=3>2004</td><td></td><td colspan=3>2003</td>",
        "<td>Sales</td><td></td><td>$</td><td>1</td><td></td><td></td><td>$</td><td>(2</td><td>)</td>",
    )
    lines = read("<html>" + table(*rows)).lines
    assert [(chunk.text, chunk.x0) for chunk in lines[0].chunks] == [("", 0), ("2004", 1), ("2003", 2)]
    assert [(chunk.text, chunk.x0) for chunk in lines[1].chunks] == [("Sales", 0), ("$1", 1), ("$(2)", 2)]


def test_sparse_columns_stay_apart() -> None:
    assert grid(table("<td>Part</td><td>1</td><td></td>", "<td>Total</td><td></td><td>5</td>")) == [["Part", "1", ""], ["Total", "", "5"]]


def test_columns_that_are_always_spans() -> None:
    rows = ("<td colspan=2>Sales</td><td colspan=2>1</td><td colspan=2>2</td>", "<td colspan=2>Cost</td><td colspan=2>3</td><td colspan=2>4</td>")
    assert grid(table(*rows)) == [["Sales", "1", "2"], ["Cost", "3", "4"]]


def test_cells_that_reach_down() -> None:
    rows = ("<td rowspan=2>IP services</td><td>64kbps</td><td>76</td>", "<td>128kbps</td><td>22</td>", "<td>Other</td><td></td><td>7</td>")
    assert grid(table(*rows)) == [["IP services", "64kbps", "76"], ["", "128kbps", "22"], ["Other", "", "7"]]


def test_numbers_stacked_by_line_breaks() -> None:
    rows = ("<td>Sales<br>Cost</td><td>1,000<br>(900)</td><td>2,000<br>-</td>", "<td>Net</td><td>100</td><td>2,000</td>")
    assert grid(table(*rows)) == [["Sales", "1,000", "2,000"], ["Cost", "(900)", "-"], ["Net", "100", "2,000"]]


def test_wrapped_labels_and_headers() -> None:
    rows = ("<td></td><td>前第１四半期<br>(自 2020年)</td>", "<td>付加価値<br>サービス</td><td>1</td>", "<td>Net<br>sales</td><td>2</td>")
    assert grid(table(*rows)) == [["", "前第１四半期 (自 2020年)"], ["付加価値サービス", "1"], ["Net sales", "2"]]


def test_layout_tables_are_transparent() -> None:
    inner = table("<td>Sales</td><td>1</td>")
    document = read(f"<html>{table(f'<td><p>Assets</p>{inner}</td><td>{inner}<p>End</p></td>')}</html>")
    assert [(line.layout, line.group, line.text) for line in document.lines] == [
        ("run", 1, "Assets"),
        ("grid", 2, "Sales 1"),
        ("grid", 3, "Sales 1"),
        ("run", 1, "End"),
    ]


def test_tables_beside_each_other_stand_below_their_own_headings() -> None:
    def lines(*rows: str) -> list[str]:
        return [line.text for line in read(f"<html>{table(*rows)}</html>").lines]

    years, before, now = "<td>前期</td><td>当期</td>", table("<td>売上</td><td>1</td>"), table("<td>売上</td><td>2</td>")
    beside = f"<td>{before}</td><td>{now}</td>"
    assert lines("<td colspan=2>内訳</td>", years, beside) == ["内訳", "前期", "売上 1", "当期", "売上 2"]
    assert lines(years, f"<td>その他</td><td>{now}</td>") == ["前期", "当期", "その他", "売上 2"], "a label beside a table is read with it"


def test_a_small_table_in_a_cell_is_its_number() -> None:
    assert grid(table(f"<td>Sales</td><td>{table('<td>(</td><td>1</td><td>)</td>')}</td>")) == [["Sales", "(1)"]]


def test_hidden_is_not_shown() -> None:
    rows = (
        "<td>Sales</td><td>1<span style='display: none'>99</span></td>",
        "<td>x</td><td>2</td>",
    )
    source = table(*rows).replace("<tr><td>x", "<tr style='DISPLAY:NONE'><td>x") + "<style>.h{visibility:hidden}</style><p class='h'>secret</p>"
    document = read(f"<html><head><title>no</title></head>{source}<p hidden>no</p><script>1</script><!-- no --></html>")
    assert [line.text for line in document.lines] == ["Sales 1"]


def test_indents() -> None:
    source = table(
        "<td>&nbsp;&nbsp;Sales</td><td>1</td>",
        "<td><p style='margin-left: 12px'>Cost</p></td><td>1</td>",
        "<td style='padding-left:2em'>Tax</td><td>1</td>",
        "<td>　純利益</td><td>1</td>",
        "<td class='deep'>Other</td><td>1</td>",
    )
    document = read(f"<html><style>td.deep {{ padding-left: 36px; }}</style>{source}</html>")
    assert [(line.chunks[0].text, line.indent) for line in document.lines] == [("Sales", 2), ("Cost", 2), ("Tax", 4), ("純利益", 2), ("Other", 6)]


def test_rules_above_totals() -> None:
    rows = (
        "<td>2004</td><td style='border-bottom:1px solid'>JPY</td>",
        "<td>A</td><td>1</td>",
        "<td>B</td><td style='border-bottom: 1px solid #000'>2</td>",
        "<td>Total</td><td>3</td>",
        "<td>C</td><td>4</td>",
        "<td>D</td><td style='border-top: 1px solid; border-bottom: 3px double'>7</td>",
        "<td>E</td><td style='border-top:1px none'>8</td>",
    )
    assert [line.ruled for line in read("<html>" + table(*rows)).lines] == [False, False, False, True, False, True, False]


def test_marks_and_bold() -> None:
    source = table(
        "<td><b>Adjusted EBITDA<sup>5</sup></b></td><td>2<sup>nd</sup></td><td>1</td>",
        "<td>その他<span style='vertical-align:super'>（※1）</span></td><td>x</td><td>1</td>",
    )
    lines = read(f"<html>{source}").lines
    assert [(chunk.text, chunk.bold) for chunk in lines[0].chunks] == [("Adjusted EBITDA⁵", True), ("2nd", False), ("1", False)]
    assert lines[1].chunks[0].text == "その他⁽※¹⁾"


def test_preformatted_text_keeps_its_columns() -> None:
    lines = read("<html><pre>\n  Sales      1,234\n    Cost     (567)\n</pre></html>").lines
    assert [(line.layout, line.indent, line.text) for line in lines] == [("run", 2, "Sales      1,234"), ("run", 4, "Cost     (567)")]


@given(st.lists(st.lists(st.sampled_from(["", "Sales", "1,234", "$", ")", "(5", "%"]), min_size=1, max_size=6), min_size=1, max_size=5))
def test_no_text_is_lost_and_none_doubled(rows: list[list[str]]) -> None:
    cells = [["Label", *row, "12"] for row in rows]
    printed = "".join("".join(line) for line in grid(table(*("".join(f"<td>{cell}</td>" for cell in row) for row in cells))))
    assert sorted(printed) == sorted("".join("".join(row) for row in cells))


# ---------------------------------------------------------------------------------------------------------------------
# Inline XBRL

TAGGED = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2008/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><body>
<div style="display:none"><ix:header><ix:hidden><ix:nonFraction name="a:Hidden" contextRef="q" unitRef="JPY">1</ix:nonFraction></ix:hidden>
<ix:resources>
<xbrli:context id="q"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:startDate>2021-05-01</xbrli:startDate><xbrli:endDate>2021-07-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="i"><xbrli:entity><xbrli:segment>
<xbrldi:explicitMember dimension="d">a:ToysMember</xbrldi:explicitMember></xbrli:segment></xbrli:entity>
<xbrli:period><xbrli:instant>2021-07-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
<xbrli:unit id="U2"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header></div>
<table>
<tr><td>売上高</td><td><p><ix:nonFraction name="p:NetSales" contextRef="q" unitRef="JPY" decimals="-3" scale="3"
 format="ixt:numdotdecimal">2,732,607</ix:nonFraction></p></td></tr>
<tr><td>営業損失（△）</td><td>△<ix:nonFraction name="p:OperatingIncome" contextRef="q" unitRef="JPY" decimals="-3" scale="3" sign="-"
 format="ixt:numdotdecimal">51,910</ix:nonFraction></td></tr>
<tr><td>資産</td><td><ix:nonFraction name="p:Assets" contextRef="i" unitRef="U2" decimals="2">57.67</ix:nonFraction></td></tr>
<tr><td>負債</td><td><ix:nonFraction name="p:Debt" contextRef="elsewhere" unitRef="USD" xsi:nil="true">－</ix:nonFraction></td></tr>
</table></body></html>"""


@pytest.mark.parametrize("source", [TAGGED, TAGGED.partition("?>")[2]], ids=["xhtml", "html"])
def test_tags_are_evidence(source: str) -> None:
    tags = [line.chunks[1].tag for line in read(source).lines]
    assert [tag and (tag.concept, tag.period_start, tag.period_end, tag.unit, tag.value, tag.decimals, tag.members) for tag in tags] == [
        ("p:NetSales", date(2021, 5, 1), date(2021, 7, 31), "JPY", Decimal(2732607000), -3, ()),
        ("p:OperatingIncome", date(2021, 5, 1), date(2021, 7, 31), "JPY", Decimal(-51910000), -3, ()),
        ("p:Assets", None, date(2021, 7, 31), "JPY/share", Decimal("57.67"), 2, ("ToysMember",)),
        ("p:Debt", None, None, "USD", None, None, ()),
    ]


def untagged(chunk: Chunk) -> tuple[str, float, float, bool]:
    return chunk.text, chunk.x0, chunk.x1, chunk.bold


def strip_tags(source: str) -> str:
    return regex.sub(r"</?ix:[^>]*+>", "", regex.sub(r"(?s)<ix:header>.*?</ix:header>", "", source))


def assert_equal_without_tags(source: str) -> None:
    with_tags, without = read(source), read(strip_tags(source))
    assert [(line.layout, line.indent, line.group, line.ruled, list(map(untagged, line.chunks))) for line in with_tags.lines] == [
        (line.layout, line.indent, line.group, line.ruled, list(map(untagged, line.chunks))) for line in without.lines
    ]
    assert not any(chunk.tag for line in without.lines for chunk in line.chunks)


def test_stripped_tags_change_nothing_else() -> None:
    assert_equal_without_tags(TAGGED)


@pytest.mark.parametrize(
    ("attributes", "text", "value"),
    [
        ({"format": "ixt:zerodash"}, "－", "0"),
        ({"format": "ixt:numcommadecimal"}, "1.234,5", "1234.5"),
        ({"format": "ixt:numunitdecimal"}, "57円67銭", "57.67"),
        ({"scale": "-2", "format": "ixt:num-dot-decimal"}, "５．９", "0.059"),
        ({"scale": "999999999"}, "1", None),
        ({}, "text", None),
    ],
)
def test_tagged_values(attributes: dict[str, str], text: str, value: str | None) -> None:
    assert html_tags.tagged_value(attributes, text) == (None if value is None else Decimal(value))


# ---------------------------------------------------------------------------------------------------------------------
# Encodings, bad and hostile files

JAPANESE = "<table><tr><td>営業収益合計（当期純損失を含む場合があります）</td><td>1,234</td></tr></table>"


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "cp932"),
        ('<meta charset="x-sjis">', "cp932"),
        ("<meta charset=euc-jp>", "euc_jp"),
        ('<meta charset="UTF-8">', "utf-8-sig"),
        ("", "utf-8"),
        ("", "cp932"),
        ("", "utf-16"),
    ],
)
def test_encodings(declaration: str, encoding: str) -> None:
    document = read(f"<html><head>{declaration}</head><body>{JAPANESE}</body></html>".encode(encoding))
    assert document.lines[0].chunks[0].text == "営業収益合計（当期純損失を含む場合があります）"
    assert not document.findings


def test_a_wrong_declaration_is_a_finding() -> None:
    document = read(f"<html><head><meta charset='utf-8'></head><body>{JAPANESE}</body></html>".encode("cp932"))
    assert document.lines[0].chunks[0].text.startswith("営業収益合計")
    assert [finding.code for finding in document.findings] == ["encoding"]


def test_a_file_cut_off_is_a_finding() -> None:
    assert [finding.code for finding in read("<html><body><table><tr><td>Sales</td><td>1,2").findings] == ["cut_off"]


ENTITY_BOMB = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html xmlns="x"><p>&b;</p></html>'
EXTERNAL_ENTITY = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html xmlns="x"><p>&a;</p></html>'


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("no markup at all", "damaged"),
        ("<html>" + "<div>" * 1_000_000 + "1", "damaged"),
        ("<html>" + "<table><tr><td>" * 100_000 + "1", "damaged"),
        ("<html><table><tr><td rowspan=1000000000>a</td><td>1</td></tr></table></html>", "too_large"),
        ("<html><table><tr><td colspan=1000000000>a</td><td>1</td></tr></table></html>", "too_large"),
        ("<html><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x", "damaged"),
        (ENTITY_BOMB, "damaged"),
        (EXTERNAL_ENTITY, "damaged"),
    ],
    ids=["empty", "blank", "text", "deep", "deep_tables", "rowspan", "colspan", "attributes", "entities", "external_entity"],
)
def test_bad_files_have_a_reason(source: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(source)
    assert refusal.value.code == code
    assert "release.htm" in str(refusal.value)


def test_wide_tables_stay_small() -> None:
    document = read("<html>" + table(*["<td colspan=1000>a</td><td colspan=900>1</td>"] * 200))
    assert [len(line.chunks) for line in document.lines] == [2] * 200


def test_binary_and_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableDocument, match="binary"):
        read(bytes(range(256)) * 20)
    monkeypatch.setattr(html, "MAX_ELEMENTS", 10)
    with pytest.raises(UnreadableDocument, match="elements"):
        read("<html>" + table("<td>1</td>" * 20))


def test_lengths() -> None:
    assert [html_flow.columns_of(length) for length in ("12px", "9pt", "1em", ".5em", "auto", "-6px")] == [2, 2, 2, 1, 0, -1]


# ---------------------------------------------------------------------------------------------------------------------
# A real filing, where it is at hand

RELEASES = Path(os.environ.get("TAIYAKU_RELEASES", "releases"))
FILINGS = sorted(RELEASES.glob("tdnet-*/*.htm"))  # the filings of tagged/ put marks before tagged numbers; `make acceptance` compares those


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_printed_numbers_agree_with_their_tags(path: Path) -> None:
    """Sign and digits as printed are the tag's, whatever the scale; with the tags stripped nothing else changes."""
    source = path.read_text(encoding="utf-8-sig")
    assert_equal_without_tags(source)
    cells = [chunk for line in read(source).lines for chunk in line.chunks if chunk.tag]
    assert cells
    for chunk in cells:
        assert chunk.tag is not None
        number = parse_number(chunk.text)
        assert number is not None, chunk.text
        assert number.value == (None if chunk.tag.value is None else chunk.tag.value.scaleb(chunk.tag.decimals or 0)), chunk.text
