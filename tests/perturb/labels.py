"""Other line items in the same rows, and tables whose tabs became blanks on the way."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import regex

from tests.perturb.arrangement import leaf
from tests.perturb.printed import CELL, Printed, Truth, numbers_in

FLOWS = {
    "ja": (
        "受取配当金", "支払利息及び割引料", "5G事業売上高", "貸倒引当金戻入額", "前受金の増減額（△は減少）", "第2ブランド店舗",
        "海外子会社株式売却益",
        "投資有価証券評価損", "連結範囲の変更に伴う増減額", "IoT・M2M関連", "24時間保守サービス", "為替差益（純額）",
        "店舗閉鎖損失", "広告宣伝費", "支払手数料",
    ),
    "en": (
        "Interest and dividends received", "Gain on sale of subsidiaries' stocks, net", "5G business", "24/7 Support", "Loss on closing of stores",
        "Advertising expenses", "Increase (decrease) in advances received", "Royalties (domestic)", "Level 3 services", "Outsourcing",
    ),
}  # fmt: skip
STOCKS = {
    "ja": (
        "建設仮勘定", "のれん", "1年内償還予定社債", "自社開発ソフトウェア", "未払法人税等", "繰延資産", "商品及び製品", "リース資産",
        "退職給付に係る資産",
        "電子記録債権", "第2種優先株式", "5G設備",
    ),
    "en": (
        "Goodwill", "Construction in progress", "Notes payable-trade", "Asset retirement obligations", "Software under development", "Level 3 assets",
        "Deferred tax assets-current", "Leased assets under 2 years", "Income taxes payable", "Merchandise and finished goods", "5G equipment",
    ),
}  # fmt: skip


LABEL = regex.compile(r"(?P<before>\s*+(?:<[^<>]*+>)*+)(?P<label>.*?)(?P<after>(?:<[^<>]*+>|\s)*+)\Z", regex.DOTALL)
RAISED = regex.compile(r"\s?<sup>.*?</sup>")


def labels_replaced(printed: Printed, random: Random) -> Printed:
    """Leaf rows named after other line items, some with digits in their names."""
    lines = printed.lines
    names: dict[tuple[str, str, str], str] = {}
    for at, line in enumerate(lines):
        truth = leaf(printed, line)
        if truth is None or "bps" in line or random.random() < 0.3:
            continue
        row = (*truth.place, truth.row)
        names[row] = random.choice((STOCKS if truth.months == 0 else FLOWS)[truth.language])
        lines[at] = relabelled(line, truth, names[row])
    renamed = tuple(replace(cell, label=names.get((*cell.place, cell.row), cell.label)) for cell in printed.truth)
    return replace(printed, text="\n".join(lines), truth=renamed)


def relabelled(line: str, truth: Truth, name: str) -> str:
    """The line with another label: indent, markup around it and overprint kept, footnote marks gone."""
    cell = CELL.search(line)
    assert cell is not None
    printed = LABEL.match(RAISED.sub("", line[: cell.start()]))
    assert printed is not None
    copies = 4 if printed["label"].count(truth.label[:6]) >= 4 else 1
    return f"{printed['before']}{name * copies}{printed['after']}{line[cell.start():]}"


def tabs_lost(printed: Printed, random: Random) -> Printed:
    """Tabs turned into blanks: what stood in columns is running text, and empty cells leave no trace."""
    blanks = " " * random.choice((1, 2, 3))
    lines = [set_with_blanks(line, blanks) if "\t" in line else line for line in printed.lines]
    return replace(printed, text="\n".join(lines))


def set_with_blanks(line: str, blanks: str) -> str:
    cells = [cell for cell in line.split("\t") if cell or numbers_in(cell)]
    return blanks.join(cells)
