"""Plain text: encodings, markup and torn headings undone; what is no text is refused with a reason and a way out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from parsers.errors import UnreadableDocument
from parsers.find_tables import find_tables
from parsers.printed import Document
from parsers.readers import text
from parsers.text.scanner import Scanner
from tests.parsers.made import ABOUT, document

SAMPLE = (Path(__file__).parents[2] / "raw" / "sample-bilingual-quarter.txt").read_text(encoding="utf-8")
JAPANESE = """株式会社見本　2004年3月期　決算短信（連結）

表 1. 営業収益の内訳（百万円）

  2003年12月期  2002年12月期
専用線接続サービス  3,204  3,404
ダイアルアップ接続サービス  780  776
営業収益合計  3,984  4,180

当期の営業収益は、前年同期に比べて減少しました。
"""
MOSTLY_ENGLISH = JAPANESE + "Net sales of the quarter were lower than those of the quarter before, as the table above shows.\n" * 60


def read(data: bytes) -> Document:
    return text.read(Path("a.txt"), data, number=1, name="a.txt")


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert str(caught.value).startswith("a.txt: ")
    return caught.value


# ---------------------------------------------------------------------------------------------------------------------
# Encodings

ENCODINGS = [
    # as saved, as told (None: nothing to tell)
    ("utf-8", None),
    ("utf-8-sig", None),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
    ("cp932", "cp932"),
    ("shift_jis", "cp932"),
    ("euc_jp", "euc_jp"),
    ("iso2022_jp", "iso2022_jp"),
]


@pytest.mark.parametrize(("encoding", "told"), ENCODINGS)
def test_japanese_is_read_in_its_encoding(encoding: str, told: str | None) -> None:
    got = read(JAPANESE.encode(encoding))
    assert [line.text for line in got.lines] == [line.text for line in document(JAPANESE).lines]
    assert [finding.message for finding in got.findings] == ([f"a.txt: read as {told}"] if told else [])


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-16-le",
        "utf-16-be",
        "utf-16",
        "iso2022_jp",
    ],
)
def test_a_release_is_read_in_its_encoding(encoding: str) -> None:
    data = SAMPLE.replace("\ufffd", "").encode(encoding, "replace")
    assert read(data).lines[0].text == SAMPLE.split("\n")[0].strip()


def test_english_in_any_encoding_is_ascii() -> None:
    assert read(b"Net sales  1,234  1,100\r\nOperating income  5  6\r").lines == document("Net sales  1,234  1,100\nOperating income  5  6\n").lines


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_inside_a_character_keeps_what_came_before(cut: int) -> None:
    data = (JAPANESE + "営業利益").encode()[:-cut]
    got = read(data)
    assert got.lines[-1].text == "営業利"
    assert [finding.code for finding in got.findings] == ["no_last_newline"]


def test_single_characters_lost_elsewhere_are_told() -> None:
    got = read(JAPANESE.replace("百", "\ufffd", 1).encode())
    assert [(finding.code, finding.severity) for finding in got.findings] == [("lost_characters", "warning")]


# ---------------------------------------------------------------------------------------------------------------------
# What is refused

JUNK = random.Random(0).randbytes(4000)
REFUSED = [
    ("blanks", b"  \n\t \r\n\x0c \n", "empty", "fetch it again"),
    ("NUL bytes alone", b"\0" * 500, "binary", "suffix"),
    ("NUL bytes in text", b"Net sales\0\0 1,234\0 1,100\n" * 9, "binary", "suffix"),
    ("junk", JUNK, "binary", "suffix"),
    ("junk without NUL", bytes(byte or 1 for byte in JUNK), "binary", "UTF-8"),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + JUNK, "binary", "suffix"),
    ("control characters", b"\x01\x02\x03\x04 Net sales \x05\x06\x07\x08" * 20, "binary", "not text"),
    ("a BOM and half a character", b"\xff\xfe" + JAPANESE.encode("utf-16-le")[:-1], "binary", "utf-16"),
    ("33 MB", b"Net sales  1,234\n" * (33 * 1024 * 1024 // 17), "too_large", "Split it or leave it out"),
]


@pytest.mark.parametrize(("data", "code", "advice"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(data: bytes, code: str, advice: str) -> None:
    error = refusal(data)
    assert error.code == code
    assert advice in str(error)


# Saved in the first encoding, read in the second by somebody else, and saved again as UTF-8.
MOJIBAKE = [
    (JAPANESE, "utf-8", "cp932", ""),
    (JAPANESE, "utf-8", "cp1252", ""),
    (JAPANESE, "cp932", "utf-8", ""),
    (JAPANESE, "euc_jp", "utf-8", ""),
    (JAPANESE, "cp932", "cp1252", ""),
    (JAPANESE, "utf-8", "ascii", ""),
    (JAPANESE, "utf-8", "latin-1", ""),
    (JAPANESE, "euc_jp", "latin-1", ""),
    (JAPANESE, "euc_jp", "cp932", "read with a warning on lost characters alone: half-width kana are not counted as wrong"),
    (SAMPLE, "utf-8", "cp1252", ""),
    (SAMPLE, "cp932", "utf-8", ""),
    (SAMPLE, "utf-8", "cp932", ""),
    (SAMPLE, "euc_jp", "latin-1", ""),
    (MOSTLY_ENGLISH, "utf-8", "cp1252", ""),
    (MOSTLY_ENGLISH, "utf-8", "cp932", "a share of the whole text is measured, so that a Japanese part of a fiftieth is not noticed"),
]


def _mojibake_cases() -> list[object]:
    names = {JAPANESE: "japanese", SAMPLE: "sample", MOSTLY_ENGLISH: "english"}
    return [
        pytest.param(
            source, saved, opened, id=f"{names[source]} {saved} as {opened}", marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        )
        for source, saved, opened, reason in MOJIBAKE
    ]


@pytest.mark.parametrize(("source", "saved", "opened"), _mojibake_cases())
def test_mojibake_is_noticed(source: str, saved: str, opened: str) -> None:
    error = refusal(source.encode(saved, "replace").decode(opened, "replace").encode())
    assert error.code == "mojibake"
    assert "fetch the original" in str(error)


@pytest.mark.parametrize(
    "line", ["Société Générale – résultats à décembre", "ﾃﾞｰﾀｾﾝﾀｰ売上高", "Ｎｅｔ　ｓａｌｅｓ", "繰延税金資産の譲渡", "“Quoted” – ‘dash’"]
)
def test_good_neighbours_of_mojibake(line: str) -> None:
    assert read(f"{line}\n".encode()).lines[0].text == line


# ---------------------------------------------------------------------------------------------------------------------
# A text that stops inside a table

HEAD = "連結損益計算書（百万円）\n\n  2003年12月期  2002年12月期\n"
BODY = "売上高  5,204  5,404\n売上原価  3,780  3,776\n売上総利益  1,424  1,628\n営業利益合計  1,100  1,200"
STOPS = [
    ("in a row", BODY[:-6], True),
    ("in a number", BODY[:-2], True),
    ("in a label", BODY + "\n経常", True),
    ("in a first cell", BODY + "\n経常利益  1,0", True),
    ("behind a total", BODY, False),
    ("behind a blank line and a note", BODY + "\n\n（注）金額は百万円未満を切り捨てている。", False),
]


@pytest.mark.parametrize(("body", "refused"), [row[1:] for row in STOPS], ids=[row[0] for row in STOPS])
def test_cut_off_in_mid_table(body: str, refused: bool) -> None:
    made = document(HEAD + body)
    if not refused:
        assert len(find_tables(made, Scanner(ABOUT))[0]) == 1
        return
    with pytest.raises(UnreadableDocument, match="fetch the whole release") as caught:
        find_tables(made, Scanner(ABOUT))
    assert caught.value.code == "cut_off"


@pytest.mark.parametrize("body", [row[1] for row in STOPS], ids=[row[0] for row in STOPS])
def test_with_a_last_newline_nothing_is_cut_off(body: str) -> None:
    assert len(find_tables(document(HEAD + body + "\n"), Scanner(ABOUT))[0]) == 1


def test_a_whole_statement_that_ends_in_rows_per_share() -> None:
    made = document(HEAD + BODY + "\n1株当たり当期純利益（円）  57.67  58.82")
    assert len(find_tables(made, Scanner(ABOUT))[0]) == 1


# ---------------------------------------------------------------------------------------------------------------------
# Lines

LINES = [
    # printed, layout, chunks, bold
    ("  Net sales  1,234  1,100", "run", ["Net sales  1,234  1,100"], False),
    ("Net sales\t1,234\t\t1,100", "grid", ["Net sales", "1,234", "", "1,100"], False),
    ("<b>Total</b>\t<b>1,234</b>", "grid", ["Total", "1,234"], True),
    ("<u>44,017</u>\t5", "grid", ["44,017", "5"], False),
    ("SG&amp;A Expenses / R&amp;D\t5", "grid", ["SG&A Expenses / R&D", "5"], False),
    ("JPY110.20 = \\$1", "run", ["JPY110.20 = $1"], False),
    ("Adjusted EBITDA<sup>8</sup>\t5", "grid", ["Adjusted EBITDA⁸", "5"], False),
    ("Common stock <sup>(2)</sup>\t5", "grid", ["Common stock ⁽²⁾", "5"], False),
    ("the 31<sup>st</sup> of March", "run", ["the 31st of March"], False),
    ("## Results of the quarter", "run", ["Results of the quarter"], True),
    ("**Total** assets  5  6", "run", ["Total assets  5  6"], True),
    ("* a note in the margin", "run", ["* a note in the margin"], False),
    ("2 * 3 * 4", "run", ["2 * 3 * 4"], False),
    ("a < b and c > d", "run", ["a < b and c > d"], False),
    ("Net\xa0sales  5  6", "run", ["Net\xa0sales  5  6"], False),
]


@pytest.mark.parametrize(("printed", "layout", "chunks", "bold"), LINES)
def test_line(printed: str, layout: str, chunks: list[str], bold: bool) -> None:
    line = text.text_to_line(printed, page=1, number=1)
    assert (line.layout, [chunk.text for chunk in line.chunks], line.chunks[0].bold) == (layout, chunks, bold)


@pytest.mark.parametrize(("printed", "indent"), [("x", 0), ("   x", 3), ("　　x", 4), (" 　x", 3), ("\tx", 0), ("", 0), ("  <b>x</b>", 2)])
def test_indent_counts_columns(printed: str, indent: int) -> None:
    assert text.text_to_line(printed, page=1, number=1).indent == indent


def test_pages_are_set_apart_by_form_feeds() -> None:
    assert [(line.page, line.number) for line in document("a\nb\n\fc\nd\f\ne\n").lines] == [(1, 1), (1, 2), (2, 3), (3, 4), (3, 5), (3, 6)]


def test_a_torn_heading_is_put_together() -> None:
    torn = list("四半期連結損益計算書")
    assert text.join_torn(["前文", "", *torn, "", "売上高  5  6"]) == [
        ("前文", 1),
        ("", 2),
        ("四半期連結損益計算書", 3),
        ("", 13),
        ("売上高  5  6", 14),
    ]


@pytest.mark.parametrize(
    "lines", [list("売上高合計"), ["1,234"] * 12, ["-", "0", "5.9%"] * 4, ["a", "b"] * 6], ids=["few", "numbers", "cells", "latin"]
)
def test_what_is_not_torn_stays(lines: list[str]) -> None:
    assert [line for line, _ in text.join_torn(lines)] == lines
