"""Lines to blocks: where a table begins and ends, what stands above it, labels printed over several lines."""

from __future__ import annotations

import pytest

from parsers.page.joining import join_label
from parsers.printed import Chunk, Line
from parsers.tables.blocks import Block
from parsers.tables.find_blocks import find_blocks
from parsers.tables.grid_blocks import is_header_line
from tests.parsers.made import SCANNER, document, sorted_lines


def found(text: str) -> tuple[Block, ...]:
    return find_blocks(sorted_lines(text), SCANNER)


def labels(text: str) -> list[str]:
    """The rows of the only block: label and number of cells; a heading has none."""
    (block,) = found(text)
    return [f"{row.label}|{len(row.cells)}" for row in block.rows]


HEAD = "Table 1. Revenues (JPY in millions)\n\n  3Q03  3Q02\n"

WRAPPED = {
    "numbers on a line of their own": (
        " Connectivity and value-added services\n total\n\n  5  6\n Other  1  1\n",
        ["Connectivity and value-added services total|2", "Other|2"],
    ),
    "the mark of a note on a line of its own": (" Average number of shares\n (Note 3)\n\n  5  6\n Other  1  1\n", ["Average number of shares (Note 3)|2", "Other|2"]),
    "a phrase that goes on": (
        " Connectivity and\n value-added services  5  6\n Other  1  1\n",
        ["Connectivity and value-added services|2", "Other|2"],
    ),
    "及び at the end": (
        " インターネット接続及び\n 付加価値サービス収入合計\n\n  5  6\n その他  1  1\n",
        ["インターネット接続及び付加価値サービス収入合計|2", "その他|2"],
    ),
    "an open bracket": (" Other (net of\n income)  5  6\n Rent  1  1\n", ["Other (net of income)|2", "Rent|2"]),
    "a phrase that goes on over two rows that stand deeper": (
        " Profit attributable to\n   Owners of the Company  5  6\n   Non-controlling interests  1  1\n",
        ["Profit attributable to|0", "Owners of the Company|2", "Non-controlling interests|2"],
    ),
    "a phrase that goes on over its end that stands deeper": (
        " Equity attributable to owners of\n   the Company  5  6\n Rent  1  1\n", ["Equity attributable to owners of the Company|2", "Rent|2"],
    ),
    "lower case": (" Net income\n attributable to owners  5  6\n Rent  1  1\n", ["Net income attributable to owners|2", "Rent|2"]),
    "a heading": (" Costs:\n Staff  5  6\n Rent  1  1\n", ["Costs:|0", "Staff|2", "Rent|2"]),
    "a heading in capitals": (" COSTS\n Staff  5  6\n Rent  1  1\n", ["COSTS|0", "Staff|2", "Rent|2"]),
    "a heading behind a row": (" Staff  5  6\n\n Other costs:\n Rent  1  1\n", ["Staff|2", "Other costs:|0", "Rent|2"]),
    "the end of a label below its numbers": (
        " Proceeds from sales of  5  6\n property\n Rent  1  1\n",
        ["Proceeds from sales of property|2", "Rent|2"],
    ),
    "three lines": (" Total of the\n assets and\n liabilities  5  6\n Rent  1  1\n", ["Total of the assets and liabilities|2", "Rent|2"]),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_labels_over_several_lines(name: str) -> None:
    body, expected = WRAPPED[name]
    assert labels(HEAD + body) == expected


@pytest.mark.parametrize("name", ["a phrase that goes on", "an open bracket", "a heading", "lower case", "及び at the end"])
def test_labels_over_several_lines_of_a_grid(name: str) -> None:
    body, expected = WRAPPED[name]
    lines = [
        "\t".join([line.strip().partition("  ")[0], *(line.strip().partition("  ")[2].split() or ["", ""])])
        for line in body.split("\n")
        if line.strip()
    ]
    if name == "及び at the end":
        lines = ["インターネット接続及び\t\t", "付加価値サービス収入合計\t5\t6", "その他\t1\t1"]
    assert labels("Table 1. Revenues (JPY in millions)\n\n\t3Q03\t3Q02\n" + "\n".join(lines) + "\n") == expected


JOINED = [
    ("Total liabilities and", "shareholders' equity", "Total liabilities and shareholders' equity"),
    ("非支配", "株主持分", "非支配株主持分"),
    ("Non-", "current assets", "Non-current assets"),
    ("営業利益", "(損失)", "営業利益(損失)"),
    ("Other,", "net", "Other, net"),
    ("", "Net sales", "Net sales"),
    ("Net sales ", "", "Net sales "),
    ("EBITDA", "マージン", "EBITDAマージン"),
]


@pytest.mark.parametrize(("first", "second", "joined"), JOINED)
def test_join_label(first: str, second: str, joined: str) -> None:
    assert join_label(first, second).strip() == joined.strip()


# ---------------------------------------------------------------------------------------------------------------------
# Where a table begins and ends


def test_prose_between_two_tables() -> None:
    text = (
        HEAD
        + " Tools  5  6\n Rent  1  1\n\nThe sales of the company were higher than those of the year before in all of its regions.\n\n"
        + HEAD
        + " Staff  5  6\n Other  1  1\n"
    )
    assert [[row.label for row in block.rows] for block in found(text)] == [["Tools", "Rent"], ["Staff", "Other"]]


def test_a_grid_split_by_a_note_is_one_table() -> None:
    text = (
        "Table 1. Number of Contracts\n\n\t4Q02\t3Q02\nIP Services\t112\t130\nOthers⁽³⁾\t4,489\t3,922\n\n⁽³⁾ Optical and DSL lines.\n\n"
        "Dial-up\t79\t82\nTotal contracts\t80\t83\n"
    )
    (block,) = found(text)
    assert [row.label for row in block.rows] == ["IP Services", "Others⁽³⁾", "Dial-up", "Total contracts"]


def test_running_text_split_by_a_note_is_one_table() -> None:
    text = HEAD + " Tools  5  6\n Rent⁽³⁾  1  1\n\n⁽³⁾ Without taxes.\n\n Staff  1  2\n Total  7  9\n"
    (block,) = found(text)
    assert [row.label for row in block.rows] == ["Tools", "Rent⁽³⁾", "Staff", "Total"]


def test_another_header_begins_another_grid() -> None:
    text = "Table 1. Revenues (JPY in millions)\n\n\t3Q03\t3Q02\nTools\t5\t6\nRent\t1\t1\n\t1H03\t1H02\nTools\t7\t8\nRent\t2\t2\n"
    assert [[row.label for row in block.rows] for block in found(text)] == [["Tools", "Rent"], ["Tools", "Rent"]]


@pytest.mark.parametrize(
    "text",
    [
        "In 2003 the sales of 1,234 were higher.\n",
        "Contact: 03-1234-5678\nFax: 03-1234-5679\n",
        "Tokyo  2003\n",
        "Security code 3774\n",
        "\tx\t\n\t\ty\n",
        "Name\tCity\nSample\tTokyo\n",
    ],
)
def test_no_table(text: str) -> None:
    assert found(text) == ()


def test_one_line_under_a_header_is_a_table() -> None:
    assert labels(HEAD + " Tools  5  6\n") == ["Tools|2"]


# ---------------------------------------------------------------------------------------------------------------------
# Titles


def test_titles_and_captions_above() -> None:
    (block,) = found(
        "CONSOLIDATED BALANCE SHEETS\nAs of Dec 31, 2003 and Dec 31, 2002\n(In thousands of JPY)\n\n  JPY JPY\nCash  5  6\nTotal assets  5  6\n"
    )
    assert block.titles == ("CONSOLIDATED BALANCE SHEETS",)
    assert block.captions[1:] == ("As of Dec 31, 2003 and Dec 31, 2002", "(In thousands of JPY)")
    assert [item.text for item in block.header_lines] == ["JPY JPY"]


def test_bodies_printed_after_the_prose_find_their_titles() -> None:
    """In another order than their captions."""
    prose = "The company had expected these sales and costs at the start of the year, as it announced in its plan.\n\n"
    text = f"Table 5. Hosting (JPY in millions)\n\n{prose}Table 6. Costs (JPY in millions)\n\n{prose}"
    text += "Costs  3Q03  3Q02\n Staff  5  6\n Rent  1  1\n\nHosting  3Q03  3Q02\n Tokyo  5  6\n Osaka  1  1\n"
    assert [block.titles for block in found(text)] == [("Table 6. Costs (JPY in millions)",), ("Table 5. Hosting (JPY in millions)",)]


def test_a_header_below_the_body() -> None:
    (block,) = found("Table 1. Revenues (JPY in millions)\n\n Tools  5  6\n Rent  1  1\n\n 3Q03  3Q02\n")
    assert block.header_lines == ()
    assert [item.text for item in block.after] == ["3Q03  3Q02"]


def test_a_spanner_over_all_columns_is_a_title() -> None:
    (block,) = found("\tResults of the quarter\t\n\t3Q03\t3Q02\nTools\t5\t6\nRent\t1\t1\n")
    assert block.titles == ("Results of the quarter",)
    assert [[cell.text for cell in line] for line in block.header_cells] == [["3Q03", "3Q02"]]


def test_a_unit_in_the_header_is_a_caption() -> None:
    (block,) = found("四半期連結貸借対照表\n\n\t\t（単位：百万円）\n\t2003年12月31日\t2003年３月31日\n現金\t5\t6\n資産合計\t5\t6\n")
    assert "（単位：百万円）" in block.captions
    assert len(block.header_cells) == 1


@pytest.mark.parametrize(
    ("text", "note"), [("（単位：百万円）", True), ("単位：千円", True), ("[千円]", True), ("（％）", False), ("百万円", False), ("（連結）", False)]
)
def test_unit_notes(text: str, note: bool) -> None:
    assert SCANNER(text).is_unit_caption is note


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234", True), ("-", True), ("2003", False), ("USD (1)", False), ("", False), ("5.9%", True), ("(2)", True), ("n.m.", False)],
)
def test_numbers_of_a_grid(text: str, number: bool) -> None:
    assert SCANNER(text).holds_number is number


@pytest.mark.parametrize(
    ("text", "header"), [("\t3Q03\t3Q02", True), ("Tools\t5\t6", False), ("Tools\tn.m.\t6", False), ("Tools\t\t", False), ("x\tOne", False)]
)
def test_headers_of_a_grid(text: str, header: bool) -> None:
    assert is_header_line(document(f"{text}\n").lines[0], SCANNER) is header


def test_numbers_without_a_label_are_no_header_in_the_middle_of_a_table() -> None:
    """They are left out and told; the rows below them stand under the header of the table."""
    unread = [Chunk("", 0, 1), Chunk("(8.00) ?", 1, 2), Chunk("(10.00) ?", 2, 3)]
    named = [Chunk("", 0, 1), Chunk("前期", 1, 2), Chunk("当期", 2, 3)]
    assert [is_header_line(Line(1, 1, "grid", tuple(chunks)), SCANNER) for chunks in (unread, named)] == [False, True]
