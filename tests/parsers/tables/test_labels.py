"""Labels: marks off, widths folded, and the headings a row stands under."""

from __future__ import annotations

import pytest

from parsers.printed import Line
from parsers.tables.blocks import BlockCell, BlockRow
from parsers.tables.grid_blocks import join_grid_labels
from parsers.tables.labels import LabelledRow, label_rows, shared_stub, with_label
from parsers.words.label_texts import clean_label, is_total
from tests.parsers.made import read

NOTES = frozenset({"2", "4", "8"})
"""The numbers of the document's notes."""


CLEANED = [
    # printed, label, footnotes; the document has notes 2, 4 and 8
    ("その他2", "その他", "2"),
    ("その他２", "その他", "2"),
    ("その他3", "その他3", ""),
    ("Others4", "Others", "4"),
    ("Others5", "Others5", ""),
    ("Adjusted EBITDA8", "Adjusted EBITDA", "8"),
    ("Adjusted EBITDA⁸", "Adjusted EBITDA", "8"),
    ("Adjusted EBITDA⁵", "Adjusted EBITDA", "5"),
    ("Adjusted EBITDA⁽⁸⁾", "Adjusted EBITDA", "8"),
    ("Adjusted EBITDA ⁸", "Adjusted EBITDA", "8"),
    ("資本金(2)", "資本金", "2"),
    ("資本金（２）", "資本金", "2"),
    ("資本金 (2)", "資本金", "2"),
    ("資本金(3)", "資本金(3)", ""),
    ("Common stock (2):", "Common stock", "2"),
    ("Total assets [2]", "Total assets", "2"),
    ("その他(純額)2", "その他(純額)", "2"),
    ("Net income (loss)2", "Net income (loss)", "2"),
    ("※1 売上高", "売上高", "1"),
    ("売上高※1", "売上高", "1"),
    ("売上高 ※", "売上高", "*"),
    ("*1 売上高", "売上高", "1"),
    ("売上高 *1", "売上高", "1"),
    ("売上高 ＊２", "売上高", "2"),
    ("Goodwill†", "Goodwill", "*"),
    ("売上高（注）", "売上高", "*"),
    ("売上高(注2)", "売上高", "2"),
    ("Net sales (Note 4)", "Net sales", "4"),
    ("Revenues:", "Revenues", ""),
    ("流動資産：", "流動資産", ""),
    ("現金及び預金 ……………", "現金及び預金", ""),
    ("売上高．．．．．．", "売上高", ""),
    ("Net sales ............", "Net sales", ""),
    ("営業利益（損失）", "営業利益(損失)", ""),
    ("ｿﾌﾄｳｪｱ", "ソフトウェア", ""),
    ("Ｎｅｔ　　ｓａｌｅｓ", "Net sales", ""),
    # Digits that belong to the words.
    ("IIJ4U", "IIJ4U", ""),
    ("IPv4", "IPv4", ""),
    ("CO2", "CO2", ""),
    ("B2B", "B2B", ""),
    ("Phase 2", "Phase 2", ""),
    ("Windows 8", "Windows 8", ""),
    ("第2四半期", "第2四半期", ""),
    ("1株当たり当期純利益", "1株当たり当期純利益", ""),
    ("(2) その他", "(2) その他", ""),
    ("２．売上高", "2.売上高", ""),
    ("店舗面積（m²）", "店舗面積(m2)", ""),
    ("SG&A Expenses / R&D", "SG&A Expenses / R&D", ""),
    ("192kbps – 768kbps", "192kbps – 768kbps", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("printed", "label", "footnotes"), CLEANED)
def test_cleaned(printed: str, label: str, footnotes: str) -> None:
    assert clean_label(printed, NOTES) == (label, tuple(footnotes.split()))


@pytest.mark.parametrize("printed", ["その他2", "Others4", "資本金(2)", "Adjusted EBITDA8"])
def test_without_notes_a_digit_is_no_mark(printed: str) -> None:
    assert clean_label(printed) == (printed, ())


SEVERAL = [
    ("Net sales (Notes 2, 4)", "Net sales", ("2", "4")),
    ("売上高（注2、4）", "売上高", ("2", "4")),
    ("EBITDA⁴,⁸", "EBITDA", ("4", "8")),
    ("売上高（注）２", "売上高", ("2",)),
    ("売上高（注）２、４", "売上高", ("2", "4")),
    ("売上高 注2", "売上高", ("2",)),
    ("Cash (2) (4)", "Cash", ("2", "4")),
    ("Total assets 2)", "Total assets", ("2",)),
]


@pytest.mark.parametrize(("printed", "label", "footnotes"), SEVERAL)
def test_marks_in_several(printed: str, label: str, footnotes: tuple[str, ...]) -> None:
    assert clean_label(printed, NOTES) == (label, footnotes)


TOTALS = [
    "資産合計",
    "負債及び純資産合計",
    "小計",
    "総計",
    "営業費用計",
    "Total assets",
    "Sub-total",
    "Subtotal",
    "Grand total",
    "流動資産合計（注）",
]
NO_TOTALS = ["統計", "累計", "会計", "Net income", "Totally new services", "合計税率の差異", "設計", "Operating income"]


@pytest.mark.parametrize(("label", "total"), [*((label, True) for label in TOTALS), *((label, False) for label in NO_TOTALS)])
def test_totals_by_their_words(label: str, total: bool) -> None:
    assert is_total(label) is total


STUBS = [
    # first label, next label, stub
    ("IP Services 64kbps – 128kbps", "192kbps – 768kbps", "IP Services"),
    ("IPサービス 64kbps – 128kbps", "192kbps – 768kbps", "IPサービス"),
    ("Stores 1,000 m2", "2,500 m2", "Stores"),
    ("Equipment sales", "Total revenues", ""),
    ("Phase 2", "Phase 3", ""),
    ("IIJ4U 64kbps", "Total", ""),
    ("64kbps – 128kbps", "192kbps – 768kbps", ""),
]


@pytest.mark.parametrize(("label", "following", "stub"), STUBS)
def test_shared_stub(label: str, following: str, stub: str) -> None:
    assert shared_stub(label, following) == stub


# ---------------------------------------------------------------------------------------------------------------------
# Headings above


def rows_of(text: str) -> list[BlockRow]:
    """Rows from lines as printed: `label | cells`, a heading has no cells, a star in front is bold, blanks are the indent."""
    rows = []
    for number, printed in enumerate(text.strip("\n").splitlines(), 1):
        label, _, cells = printed.partition("|")
        bold = label.lstrip().startswith("*")
        label = label.replace("*", "", 1) if bold else label
        indent = len(label) - len(label.lstrip())
        line = Line(1, number, "run", (), indent=indent)
        rows.append(BlockRow(label.strip(), tuple(BlockCell(cell, None) for cell in cells.split()), line, indent, bold))
    return rows


def paths(text: str) -> list[str]:
    return [" > ".join(row.path) for row in label_rows(rows_of(text), NOTES)]


PATHS = {
    "indented": (
        """
ASSETS
  Current assets:
    Cash | 5 6
    Other | 1 1
    Total current assets | 6 7
  Fixed assets:
    Land | 3 3
  Goodwill | 1 2
Total assets | 10 12
""",
        [
            "ASSETS",
            "ASSETS > Current assets",
            "ASSETS > Current assets > Cash",
            "ASSETS > Current assets > Other",
            "ASSETS > Current assets > Total current assets",
            "ASSETS > Fixed assets",
            "ASSETS > Fixed assets > Land",
            "ASSETS > Goodwill",
            "ASSETS > Total assets",
        ],
    ),
    "flat, with totals": (
        """
流動資産
現金及び預金 | 5 6
その他 | 1 1
流動資産合計 | 6 7
固定資産
土地 | 3 3
固定資産合計 | 3 3
資産合計 | 9 10
""",
        [
            "流動資産",
            "流動資産 > 現金及び預金",
            "流動資産 > その他",
            "流動資産 > 流動資産合計",
            "固定資産",
            "固定資産 > 土地",
            "固定資産 > 固定資産合計",
            "資産合計",
        ],
    ),
    "a total closes the heading of its name": (
        """
Operating activities:
  Depreciation | 5 6
Net cash provided by operating activities | 5 6
Investing activities:
  Purchase of property | (1) (2)
Net cash used in investing activities | (1) (2)
Cash, End of Period | 4 4
""",
        [
            "Operating activities",
            "Operating activities > Depreciation",
            "Net cash provided by operating activities",
            "Investing activities",
            "Investing activities > Purchase of property",
            "Net cash used in investing activities",
            "Cash, End of Period",
        ],
    ),
    "a shared stub": (
        """
IP Services 64kbps – 128kbps | 76 130
192kbps – 768kbps | 80 82
1Mbps – 2Mbps | 22 27
Total contracts | 178 239
""",
        ["IP Services > 64kbps – 128kbps", "IP Services > 192kbps – 768kbps", "IP Services > 1Mbps – 2Mbps", "Total contracts"],
    ),
    "two shared stubs": (
        """
IP Services 64kbps – 128kbps | 76 130
192kbps – 768kbps | 80 82
Data centers 10 racks | 5 5
20 racks | 6 6
Other | 1 1
""",
        ["IP Services > 64kbps – 128kbps", "IP Services > 192kbps – 768kbps", "Data centers > 10 racks", "Data centers > 20 racks", "Other"],
    ),
    "bold instead of indents": (
        """
*Revenues
Access | 5 6
Other | 1 1
*Total revenues | 6 7
*Costs
Access | 3 3
*Total costs | 3 3
""",
        ["Revenues", "Revenues > Access", "Revenues > Other", "Revenues > Total revenues", "Costs", "Costs > Access", "Costs > Total costs"],
    ),
    "no headings": (
        """
売上高 | 5 6
  うち輸出 | 1 1
営業利益 | 2 2
""",
        ["売上高", "うち輸出", "営業利益"],
    ),
    "marks off the headings too": (
        """
Current assets (2):
  Cash4 | 5 6
""",
        ["Current assets", "Current assets > Cash"],
    ),
    "full-width indents": (
        """
営業費用
　　人件費 | 5 6
　　その他 | 1 1
営業費用合計 | 6 7
""",
        ["営業費用", "営業費用 > 人件費", "営業費用 > その他", "営業費用 > 営業費用合計"],
    ),
}


@pytest.mark.parametrize("name", PATHS)
def test_paths(name: str) -> None:
    text, expected = PATHS[name]
    assert paths(text) == expected


def test_footnotes_and_totals_of_rows() -> None:
    rows = label_rows(rows_of("Others4 | 5 6\nTotal costs (2) | 5 6\nCosts\n  Rent | 1 1"), NOTES)
    assert [(row.label, row.footnotes, row.total) for row in rows] == [
        ("Others", ("4",), False),
        ("Total costs", ("2",), True),
        ("Costs", (), False),
        ("Rent", (), False),
    ]


def test_a_row_that_repeats_its_heading_is_its_total() -> None:
    rows = label_rows(rows_of("Revenues\n  Access | 5 6\n  Other | 1 1\nRevenues | 6 7\nCosts | 1 1"), NOTES)
    assert [(" > ".join(row.path), row.total) for row in rows][-2:] == [("Revenues > Revenues", True), ("Costs", False)]


def test_with_label_changes_the_last_step_of_the_path() -> None:
    (_, row) = label_rows(rows_of("Assets\n  Cash (thousands) | 5 6"), NOTES)
    changed = with_label(row, "Cash")
    assert isinstance(changed, LabelledRow)
    assert (changed.label, changed.path) == ("Cash", ("Assets", "Cash"))


GRID_ROWS = {
    "two rows below a line that ends in a preposition": (
        ["Profit attributable to", "  Owners of parent|1,329", "  Non-controlling interests|41"],
        ["Profit attributable to", "Owners of parent", "Non-controlling interests"],
    ),
    "a label on two lines, the second set in": (
        ["Provision for retirement benefits for", "  Directors|81", "Other|542"], ["Provision for retirement benefits for Directors", "Other"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("printed", "labels"), GRID_ROWS.values(), ids=list(GRID_ROWS))
def test_a_line_over_two_rows_set_in_alike_is_their_heading(printed: list[str], labels: list[str]) -> None:
    rows = []
    for number, text in enumerate(printed, 1):
        label, _, cell = text.partition("|")
        line = Line(1, number, "grid", (), indent=len(label) - len(label.lstrip()))
        rows.append(BlockRow(label.strip(), (BlockCell(cell, 1),) if cell else (), line, line.indent))
    assert [row.label for row in join_grid_labels(rows)] == labels


def test_a_raised_mark_with_its_word() -> None:
    assert clean_label("無形固定資産合計⁽注¹⁾") == ("無形固定資産合計", ("1",))


def test_the_rest_of_a_word_that_a_line_broke_ends_the_label_above() -> None:
    """計 and 高 alone below a line without numbers are no labels, and ー before as many numbers as the others have is no nil mark."""
    text = "業績 （百万円）\n\n  2022年3月期  2023年3月期\n売上高 1,234  1,100\n持分合\n計 334  350\n営業活動によるキャッシュ・フロ\nー 120  130\n現金の期末残\n高 60  61\n"
    made = read(text)
    assert [one.printed for one in made.cells("持分合計")] == ["334", "350"]
    assert [one.printed for one in made.cells("営業活動によるキャッシュ・フロー")] == ["120", "130"]
    assert [one.printed for one in made.cells("現金の期末残高")] == ["60", "61"]


def test_a_total_below_rows_and_a_nil_mark_among_numbers_stay() -> None:
    text = "業績 （百万円）\n\n  2022年3月期  2023年3月期\n預金 1,234  1,100\n貸出金 34  50\n計 1,268  1,150\nデリバティブ\n\n ー  130\n"
    made = read(text)
    assert [one.printed for one in made.cells("計")] == ["1,268", "1,150"]
    assert [one.printed for one in made.cells("デリバティブ")] == ["ー", "130"]
