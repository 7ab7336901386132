"""What the PDF reader gives for pages whose words we know: lines, chunks, marks, places, findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.runlength import rldecode

from parsers.errors import UnreadableDocument
from parsers.printed import Document, Line
from parsers.readers.claims import claims_pdf
from parsers.readers.pdf import fonts as pdf_fonts
from parsers.readers.pdf import pdf_reader as pdf
from parsers.readers.pdf.fonts import to_unicode
from parsers.readers.pdf.glyphs import BOLD, NO_GLYPHS, Page, drop_overprint
from parsers.readers.pdf.streams import decode_ascii85, inflate, unpack_runs
from tests.typeset_pdf import (
    EXPRESSIONS,
    FONTS,
    IMAGE,
    MAP,
    ROWS,
    cid_font,
    clipped,
    cropped,
    digits,
    drowned,
    expressions,
    flate,
    forms,
    glued_note,
    invisible,
    japanese,
    layered,
    nameless,
    objects_of,
    overprint,
    painted_over,
    plain_table,
    put,
    put_right,
    rotated,
    ruled,
    scanned_with_ocr,
    subset,
    table,
    turned_text,
    type3,
    vertical,
    write_objects,
)  # fmt: skip
from tests.typeset_pdf import (
    pdf as make_pdf,
)


def read(data: bytes) -> Document:
    return pdf.read(Path("a.pdf"), data, number=1, name="a.pdf")


def chunks(document: Document) -> list[list[str]]:
    return [[chunk.text for chunk in line.chunks] for line in document.lines]


IDENTITY = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"

EXPECTED = [["Net sales", "9,633", "10,564"], ["Cost of sales", "8,125", "9,604"], ["Gross profit", "1,508", "960"]]


@pytest.mark.parametrize(("head", "is_pdf"), [(b"%PDF-1.7\n", True), (b"\xef\xbb\xbf junk\n%PDF-1.4", True), (b"<html>", False), (b"%PDF", False)])
def test_claims_by_content(head: bytes, is_pdf: bool) -> None:
    assert claims_pdf(Path("name.txt"), head) is is_pdf


def test_a_table_is_lines_of_a_label_and_numbers() -> None:
    document = read(plain_table())
    assert chunks(document) == EXPECTED
    assert [(line.page, line.number, line.layout, line.indent) for line in document.lines] == [(1, n, "geometry", 60.0) for n in (1, 2, 3)]
    assert (document.media_type, document.pages, document.path, document.findings) == ("application/pdf", 1, "a.pdf", ())


def test_places_are_points_from_the_top_left() -> None:
    number = read(plain_table()).lines[0].chunks[1]
    assert number.x1 == pytest.approx(300, abs=0.01)
    assert number.bbox is not None
    top, bottom = number.bbox[1], number.bbox[3]
    assert top < 842 - 700 < bottom
    assert bottom - top == pytest.approx(10, abs=0.01)


def test_the_rule_above_the_total_marks_it() -> None:
    document = read(plain_table())
    assert [line.ruled for line in document.lines] == [False, False, True]
    (rule,) = document.rulings
    assert (rule.page, rule.x0, rule.x1, rule.top) == (1, 250, 400, 842 - 681)


def test_overprint_is_dropped_counted_and_bold() -> None:
    document = read(overprint())
    assert chunks(document)[0] == ["Operating income", "11,236"]
    assert [chunk.bold for chunk in document.lines[0].chunks] == [True, True]
    assert not any(chunk.bold for line in document.lines[1:] for chunk in line.chunks)
    (finding,) = document.findings
    assert (finding.code, finding.page) == ("overprint", 1)
    assert str(3 * len("Operating income") + len("11,236")) in finding.message


def test_different_characters_in_one_place_are_no_overprint() -> None:
    page = read(make_pdf([put(60, 700, "A") + put(60.2, 700, "B") + put(60, 680, "1") + put(66, 680, "1")]))
    assert chunks(page)[0] == ["A B"]
    assert "".join(chunks(page)[1]) == "11"


def test_japanese_fonts_that_are_not_embedded() -> None:
    assert chunks(read(japanese())) == [["営業収益合計", "9,633"], ["資 産 合 計", "-1,234"], ["売 上 高", "5,673"], ["（単位：百万円）"]]


@pytest.mark.parametrize("sample", [rotated, turned_text])
def test_landscape_tables_are_read_upright(sample) -> None:  # type: ignore[no-untyped-def]
    document = read(sample())
    assert chunks(document) == EXPECTED
    first = document.lines[0].chunks[1]
    assert first.x1 == pytest.approx(300, abs=0.01)
    assert [finding.code for finding in document.findings] == (["turned_page"] if sample is turned_text else [])


def test_only_what_the_crop_box_shows() -> None:
    document = read(cropped())
    assert chunks(document) == EXPECTED
    assert document.lines[0].chunks[1].x1 == pytest.approx(300 - 40, abs=0.01)
    bbox = document.lines[0].chunks[1].bbox
    assert bbox is not None
    assert bbox[1] < 800 - 700 < bbox[3]
    assert [finding.code for finding in document.findings] == ["hidden_text"]


def test_invisible_text_is_left_out_and_told() -> None:
    document = read(invisible())
    assert chunks(document) == EXPECTED
    assert [(finding.code, "6 glyphs" in finding.message) for finding in document.findings] == [("hidden_text", True)]


def test_what_is_clipped_away_is_left_out_and_told() -> None:
    document = read(clipped())
    text = [chunk.text for line in document.lines for chunk in line.chunks]
    assert sorted(set(text) & {"Net", "both", "in", "no path", "inside"}) == ["Net", "both", "in", "inside", "no path"]
    assert not set(text) & {"66,666", "55,555", "44,444", "33,333"}
    assert [row for row in chunks(document) if row in EXPECTED] == EXPECTED
    assert [(finding.code, finding.message) for finding in document.findings] == [
        ("hidden_text", "p.1: 24 glyphs left out that the page does not show: 24 clipped away")
    ]


def test_layers_that_are_switched_off_are_not_read() -> None:
    document = read(layered())
    text = [chunk.text for line in document.lines for chunk in line.chunks]
    assert [word for word in text if word in ("on", "again", "end")] == ["on", "again", "end"]
    assert [word for word in text if word.endswith(",000")] == ["1,000", "3,000"]
    assert not set(text) & {"77,777", "66,666", "88,888"}
    assert [(finding.code, finding.message) for finding in document.findings] == [
        ("hidden_text", "p.1: 28 glyphs left out that the page does not show: 28 in layers that are switched off"),
        ("hidden_layers", "1 layers are switched off when the document is opened; what they hold is not read"),
    ]


def test_what_is_painted_over_is_left_out_and_told() -> None:
    document = read(painted_over())
    assert ["Erased", "2,222"] in chunks(document)
    text = [chunk.text for line in document.lines for chunk in line.chunks]
    assert not set(text) & {"1,111", "33,333"}
    assert [word for word in text if word in ("4,444", "masked", "5,555")] == ["4,444", "masked", "5,555"]
    assert [(finding.code, finding.message) for finding in document.findings] == [
        ("hidden_text", "p.1: 11 glyphs left out that the page does not show: 5 painted over, 6 behind a picture")
    ]


def test_what_has_the_colour_of_its_ground_is_left_out_and_told() -> None:
    document = read(drowned())
    text = [chunk.text for line in document.lines for chunk in line.chunks]
    assert [word for word in text if word[:2] in ("33", "44", "55", "66", "77", "88")] == [
        "33,331", "33,332", "44,441", "44,442", "55,551", "55,552", "66,661", "66,662", "66,663", "77,771", "88,881", "88,882",
    ]  # fmt: skip
    assert not [word for word in text if word.startswith(("11", "22"))]
    assert text[-1] == "end"
    assert [(finding.code, finding.message) for finding in document.findings] == [
        ("hidden_text", "p.1: 36 glyphs left out that the page does not show: 30 in the colour of what they stand on, 6 transparent")
    ]


def test_visibility_expressions_are_evaluated() -> None:
    document = read(expressions())
    text = {chunk.text for line in document.lines for chunk in line.chunks}
    assert [f"{place},000" in text for place in range(1, len(EXPRESSIONS) + 1)] == [shown for _, shown in EXPRESSIONS]


def test_text_all_behind_a_picture_is_what_an_ocr_program_read() -> None:
    body = table(ROWS) + "q 595 0 0 842 0 0 cm /Im0 Do Q\n"
    document = read(make_pdf([body], resources="/XObject << /Im0 1000 0 R >>", extra={1000: IMAGE}))
    assert chunks(document) == EXPECTED
    assert [(finding.code, finding.severity) for finding in document.findings] == [("ocr_text", "warning")]


def test_the_text_of_an_ocr_program_is_read_with_a_warning() -> None:
    document = read(scanned_with_ocr())
    assert chunks(document) == EXPECTED
    assert [(finding.code, finding.severity) for finding in document.findings] == [("ocr_text", "warning")]


def test_vertical_writing_is_a_line_of_its_own() -> None:
    document = read(vertical())
    assert ["資産の部"] in chunks(document)
    assert all(row in chunks(document) for row in EXPECTED)


def test_type_3_digits_with_names() -> None:
    assert ["2004"] in chunks(read(type3()))


def test_glyphs_without_unicode_are_an_error_finding_not_text() -> None:
    document = read(nameless())
    (finding,) = document.findings
    assert (finding.code, finding.severity) == ("cid_text", "error")
    assert "3 glyphs" in finding.message


def test_a_document_of_nameless_glyphs_is_not_read() -> None:
    font = nameless().split(b"/Type0")[0]
    assert font
    body = "BT /G 10 Tf 1 0 0 1 60 700 Tm <000700080009> Tj ET\n"
    bare = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType2 "
        "/BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >> ] >>"
    )
    with pytest.raises(UnreadableDocument) as raised:
        read(make_pdf([body], {"G": bare}))
    assert raised.value.code == "mojibake"


def test_an_embedded_subset_reads_by_its_map() -> None:
    assert chunks(read(subset())) == [["売上高", "201"], ["fi 𠮷"]]
    assert all(chunk.bold for line in read(subset()).lines for chunk in line.chunks)


def test_text_behind_a_form_stands_where_the_page_says() -> None:
    lines = {line.chunks[0].text: line for line in read(forms()).lines}
    assert lines["behind"].indent == 60
    assert [line.indent for line in read(forms()).lines if line.chunks[0].text == "Net sales"] == [110, 110]


def test_an_upright_rule_parts_numbers_that_nearly_touch() -> None:
    document = read(ruled())
    assert chunks(document) == [["Net sales", "9,633", "10,564"], ["Cost", "8,125", "9,604"]]
    boxes = [(r.x0, r.top, r.x1, r.bottom) for r in document.rulings]
    assert (50.0, 146.0, 450.0, 162.0) in boxes  # the stripe
    assert not any(r.x1 - r.x0 == 400 and r.bottom - r.top == 120 for r in document.rulings)  # the white ground
    assert {(50.0, 122.0, 450.0, 122.0), (50.0, 242.0, 450.0, 242.0), (50.0, 122.0, 50.0, 242.0), (450.0, 122.0, 450.0, 242.0)} <= set(boxes)
    assert (301.0, 122.0, 301.0, 242.0) in boxes


def test_numbers_set_badly() -> None:
    assert chunks(read(digits())) == [
        ["Split", "204,183"],
        ["Nil", "(-)"],
        ["Hanging", "(1,234)", "12.5%"],
        ["現金", "※１", "303,921", "58,000"],
        ["A label that runs up to its number", "204,183"],
        ["Sign", "¥1,234", "△56"],
        ["Revenue⁸", "9,633"],
        ["Capital⁽²⁾"],
        ["March 31, 2004 and 2003"],
        ["The year to March 31, 2004"],
    ]


def test_a_note_glued_to_a_number_is_cut_off() -> None:
    document = read(glued_note())
    assert chunks(document) == [["現金及び預金", "※１", "303,921"], ["売掛金", "※1", "303,921"]]
    mark, number = document.lines[0].chunks[1:]
    assert mark.x1 <= number.x0


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (put(60, 700, "Sales of 9,633 million yen rose"), [["Sales of 9,633 million yen rose"]]),
        (put_right(300, 700, "26,246") + put(303, 700, "千株", "J1"), [["26,246 千株"]]),
        (put(60, 700, "営業収益は", "J1") + put(110, 700, "9,633"), [["営業収益は9,633"]]),
        (put(60, 700, "前期の", "J1") + put(92.5, 700, "9,185"), [["前期の 9,185"]]),
        (put(60, 700, "売上高", "J1") + put(91.5, 700, "9,185"), [["売上高", "9,185"]]),
        (put(60, 700, "Dec 31, 2003", before="2.3 Tw ") + put(160, 700, "USD (1)", before="3.3 Tw "), [["Dec 31, 2003", "USD (1)"]]),
        (put(60, 700, "Dec") + put_right(105, 700, "2003"), [["Dec", "2003"]]),
        (put(60, 700, "to December 31,") + put(136.5, 700, "2024)"), [["to December 31, 2024)"]]),
        (put(60, 700, "- Bandai provides this"), [["- Bandai provides this"]]),
        (put(60, 700, "Loss") + put_right(300, 700, "-") + put_right(360, 700, "-"), [["Loss", "-", "-"]]),
        (put(60, 700, "64kbps – 128kbps") + put_right(300, 700, "76"), [["64kbps – 128kbps", "76"]]),
        (put(60, 700, "合　　計", "J1") + put_right(300, 700, "5,673"), [["合 計", "5,673"]]),
        (put_right(300, 700, "1,234") + put_right(330, 700, "5,678"), [["1,234", "5,678"]]),
        (put_right(300, 700, "12") + put_right(330, 700, "3,456"), [["12", "3,456"]]),
        (put(290, 40, "- 12 -"), [["- 12 -"]]),
        (put(60, 700, "Notes receivable -"), [["Notes receivable -"]]),
        (put(60, 700, "Income taxes") + put(123, 700, "(1)") + put_right(300, 700, "(1)"), [["Income taxes (1)", "(1)"]]),
        (put(60, 700, "Assets") + put(200, 700, "5,") + put(212, 700, "9") + put_right(300, 700, "1,234"), [["Assets", "5, 9", "1,234"]]),
    ],
)  # fmt: skip
def test_chunk_rule(drawn: str, expected: list[list[str]]) -> None:
    assert chunks(read(make_pdf([drawn]))) == expected


def test_headings_over_two_columns_are_cut() -> None:
    """`3Q02` ends at 300 over the first column, `change` begins 0.29 em behind it and ends at the right edge of the second."""
    rows = table([("A", "1,111", "22.2"), ("B", "3,333", "44.4")], 696, (300, 335.7))
    assert chunks(read(make_pdf([put(275.54, 712, "3Q02") + put(302.9, 712, "change") + rows])))[0] == ["3Q02", "change"]
    assert chunks(read(make_pdf([put(275.54, 712, "3Q02") + put(302.9, 712, "changes") + rows])))[0] == ["3Q02 changes"]


def test_headings_are_cut_below_the_texts_that_they_end() -> None:
    """`2017` ends where `Months ended` does, `% change` where `change` does, and no number ends there."""
    above = put(60, 730, "Item") + put_right(300, 730, "Months ended") + put(315.6, 730, "change")
    below = put_right(300, 716, "2017") + put_right(349, 716, "% change")
    assert chunks(read(make_pdf([above + below])))[1] == ["2017", "% change"]


def test_brackets_below_two_columns_stay_whole() -> None:
    """The unit of the next table, below the numbers of the last: `Months` ends over the gap between its words."""
    above = put(60, 730, "Item") + put_right(300, 730, "Months ended") + put(315.6, 730, "change")
    assert chunks(read(make_pdf([above + put(275.0, 716, "(Unit: million)")])))[1] == ["(Unit: million)"]


def test_a_year_behind_a_comma_ends_the_date() -> None:
    """`to December 31,` and `2024)`, drawn apart."""
    assert chunks(read(make_pdf([put(60, 730, "Item") + put(280, 730, "to December 31,") + put(354.5, 730, "2024)")])))[0] == ["Item", "to December 31, 2024)"]


@given(st.lists(st.tuples(st.integers(0, 255), st.binary(min_size=1, max_size=9))))
def test_runs_are_unpacked_as_pdfminer_does(runs: list[tuple[int, bytes]]) -> None:
    data = b"".join(bytes((length,)) + body for length, body in runs)
    try:
        expected = rldecode(data)
    except (RuntimeError, StopIteration):  # a run without all of its bytes
        with pytest.raises(UnreadableDocument, match="break off"):
            unpack_runs(data)
        return
    assert unpack_runs(data) == expected


cells = st.lists(
    st.tuples(st.text("ABCabc資産合計 ", min_size=1, max_size=12).map(str.strip).filter(bool), st.integers(0, 10**7)), min_size=1, max_size=8
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(cells)
def test_every_word_is_in_exactly_one_line(rows: list[tuple[str, int]]) -> None:
    drawn = "".join(put(60, 780 - 20 * i, label, "J1") + put_right(400, 780 - 20 * i, f"{value:,}") for i, (label, value) in enumerate(rows))
    document = read(make_pdf([drawn]))
    printed = "".join(label + f"{value:,}" for label, value in rows)
    assert sorted("".join(line.text for line in document.lines).replace(" ", "")) == sorted(printed.replace(" ", ""))
    assert [line.chunks[-1].text for line in document.lines] == [f"{value:,}" for _, value in rows]


def test_every_chunk_holds_its_words() -> None:
    for sample in (digits, japanese, ruled, forms):
        for line in read(sample()).lines:
            check_places(line)


def check_places(line: Line) -> None:
    assert line.bbox is not None
    for chunk in line.chunks:
        assert chunk.bbox is not None
        assert chunk.text.replace(" ", "") == "".join(word for word, _, _ in chunk.words).replace(" ", "")
        assert (chunk.x0, chunk.x1) == (chunk.bbox[0], chunk.bbox[2]) == (chunk.words[0][1], max(x1 for _, _, x1 in chunk.words))
        assert line.bbox[0] <= chunk.x0 <= chunk.x1 <= line.bbox[2]


def test_a_scanned_page_among_others_refuses_the_document() -> None:
    scan = "q 595 0 0 842 0 0 cm /Im0 Do Q\n"
    with pytest.raises(UnreadableDocument, match=r"a\.pdf: p\.2: pictures without text; run OCR first") as raised:
        read(make_pdf([table(ROWS), scan], resources="/XObject << /Im0 1000 0 R >>", extra={1000: IMAGE}))
    assert raised.value.code == "scanned"


def test_a_scanned_page_with_a_running_head_is_an_error_finding() -> None:
    body = "q 595 0 0 842 0 0 cm /Im0 Do Q\n" + put(60, 800, "Annual report 2004")
    document = read(make_pdf([table(ROWS), body], resources="/XObject << /Im0 1000 0 R >>", extra={1000: IMAGE}))
    assert [(finding.code, finding.severity, finding.page) for finding in document.findings] == [("scanned_page", "error", 2)]


def test_a_logo_is_no_scan() -> None:
    body = "q 60 0 0 40 400 780 cm /Im0 Do Q\n"
    document = read(make_pdf([table(ROWS) + body, body], resources="/XObject << /Im0 1000 0 R >>", extra={1000: IMAGE}))
    assert chunks(document) == EXPECTED


def test_what_fonts_say_and_no_author_wrote_is_folded() -> None:
    document = read(
        make_pdf(
            [put(60, 700, "⻑期借⼊⾦ 10‒20 ﬁﬂ‧", "J1")],
            FONTS | {"J1": cid_font("Identity-H").replace("/DescendantFonts", "/ToUnicode 1000 0 R /DescendantFonts")},
            extra={1000: flate(IDENTITY)},
        )
    )
    assert chunks(document) == [["長期借入金 10–20 fifl・"]]


def test_layers_that_are_switched_off_are_told() -> None:
    objects = objects_of(plain_table()) | {1: b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [300 0 R] /D << /OFF [300 0 R] >> >> >>"}
    document = read(write_objects(objects | {300: b"<< /Type /OCG /Name (Draft) >>"}))
    assert [(finding.code, finding.severity) for finding in document.findings] == [("hidden_layers", "warning")]


def test_bold_by_the_name_of_the_font() -> None:
    bold = ["ABCDEF+Times-Bold", "HiraKakuPro-W6", "MSGothic,Bold", "FOT-RodinPro-DB", "NotoSansCJKjp-Black", "Arial-BoldMT"]
    light = ["MS-Mincho", "HeiseiMin-W3", "HiraKakuPro-W3", "Helvetica", "Bodoni", "ABCDEF+TimesNewRomanPSMT"]
    assert [bool(BOLD.search(name)) for name in bold + light] == [True] * len(bold) + [False] * len(light)


def test_the_date_of_the_metadata() -> None:
    data = make_pdf([table(ROWS)], extra={900: b"<< /CreationDate (D:20220511153000+09'00') >>"}, trailer="/Info 900 0 R")
    assert read(data).dated == date(2022, 5, 11)
    assert read(plain_table()).dated is None


def test_maps_by_expression_and_by_parser_agree() -> None:
    assert pdf_fonts._regular_map(MAP) == pdf_fonts._any_map(MAP)
    assert to_unicode(MAP)[0x30] == "𠮷"


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(min_size=1, max_size=60))
def test_ascii85_and_flate_undo_what_was_done(data: bytes) -> None:
    from base64 import a85encode
    from zlib import compress

    assert decode_ascii85(a85encode(data) + b"~>") == data
    assert inflate(compress(data)) == data
    assert inflate(compress(data)[:-4]) == data


def test_nothing_to_drop_on_an_empty_page() -> None:
    page = drop_overprint(Page(1, 100, 100, NO_GLYPHS, ()))
    assert (len(page.glyphs), page.overprinted, len(page.emboldened)) == (0, 0, 0)
    assert np.array_equal(page.glyphs.boxes, NO_GLYPHS.boxes)


def test_the_samples_use_their_fonts() -> None:
    assert {"F1", "F2", "J1", "J2"} == set(FONTS)
    assert flate(b"q").startswith(b"<<")
