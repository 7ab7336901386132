"""The sample releases of raw/ and the truth beside them, both set from one description: `python -m tests.typeset`.

A description (tests/samples/*.toml) lists the pieces of a release from top to bottom: running text, and tables whose
columns and rows say what every printed number means. The typesetter prints them with the faults of real releases;
the golden TSV is computed from the description alone, never by the parser under test.

Marks in texts and labels:

    ⟦text⟧   printed four times as a whole (bold by overprint)
    ⟪text⟫   printed four times run by run, runs of Latin letters, digits and blanks only once
    ⏎        the label goes on in the next line
    ⇥        a stub shared with the rows below, set apart from the row's own label
    {2}      a footnote mark
    * + _    before a label of a tab-separated table: the row is bold, its label and first cell are, its cells are underlined
    ;; word  behind the cells: their own unit, or `opening` or `closing` for a balance
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import regex

HERE = Path(__file__).parent
DESCRIPTIONS = HERE / "samples"
RAW = HERE.parent / "raw"

OVERPRINT = 4
"""How often a bold text is printed."""
PERCENT_PAD = {False: " " * 4, True: " " * 3}
"""Blanks printed where a percentage leaves its sign out, by whether it ends with a bracket."""
STUB_PAD = {"blanks": " " * 13, "tabs": " "}
"""What stands between a shared stub and the first label under it."""
UNSTATED = date.min
"""First day of a period that the release does not tell: any is right."""

WHOLE = regex.compile(r"⟦([^⟧]*+)⟧")
BY_RUNS = regex.compile(r"⟪([^⟫]*+)⟫")
LATIN_RUN = regex.compile(r"[\x20-\x7e–]++")
FOOTNOTE = regex.compile(r"\{([^}]*+)\}")
MARKUP = regex.compile(r"</?(?:b|i|u|sup)>")
NUMBER = regex.compile(r"[\d,]++(?:\.\d++)?+")

GOLDEN_FIELDS = (
    "language", "table", "table_title", "row", "column", "stub", "label", "measure", "unit", "period_start", "period_end", "compared_end",
    "value", "decimals", "statement", "members", "printed",
)  # fmt: skip


@dataclass(frozen=True)
class ColumnPlan:
    """What the numbers of a column mean before their row has a say."""

    measure: str
    unit: str
    power: int
    """Exponent of ten of the scale: 3 for thousands."""
    start: date | None
    """None: the numbers are of one day."""
    end: date
    compared_end: date | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowPlan:
    """A row as described: label with its marks, cells by column ("": none), and the word behind the cells."""

    label: str
    cells: tuple[str, ...]
    own: str = ""
    style: str = ""


@dataclass(frozen=True)
class TablePlan:
    title: str
    language: str
    statement: str
    columns: tuple[ColumnPlan, ...]
    rows: tuple[RowPlan, ...]
    header: tuple[RowPlan, ...] = ()
    gap: int = 1
    """Blanks between cells where the layout has no tabs."""
    pad: bool = False
    """Whether percentages without a sign are padded, as in a statement."""


@dataclass(frozen=True)
class Galley:
    """A release as described: the file to write and its pieces from top to bottom."""

    file: str
    layout: str
    """blanks or tabs"""
    pieces: tuple[str | TablePlan, ...]

    @property
    def tables(self) -> tuple[TablePlan, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, TablePlan))


# ---------------------------------------------------------------------------------------------------------------------
# Description to galley


def load(path: Path) -> Galley:
    """The galley that a TOML description stands for; KeyError where it names a period or column set that it lacks."""
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    periods = {name: parse_period(text) for name, text in source["periods"].items()}
    pieces: list[str | TablePlan] = []
    for piece in source["piece"]:
        if "text" in piece:
            pieces.append(piece["text"])
            continue
        columns = piece["columns"] if isinstance(piece["columns"], list) else source["columns"][piece["columns"]]
        pieces.append(
            TablePlan(
                title=piece["table"],
                language=piece["language"],
                statement=piece["statement"],
                columns=tuple(parse_column(text, periods) for text in columns),
                rows=tuple(parse_row(line) for line in piece["rows"].splitlines()),
                header=tuple(parse_row(line) for line in piece.get("header", "").splitlines()),
                gap=piece.get("gap", 1),
                pad=piece.get("pad", False),
            )
        )
    return Galley(source["file"], source["layout"], tuple(pieces))


def parse_period(text: str) -> tuple[date | None, date]:
    """First and last day of `2003-10-01..2003-12-31`; no first day for a single day, UNSTATED for `*`."""
    start, _, end = text.rpartition("..")
    first = UNSTATED if start == "*" else date.fromisoformat(start) if start else None
    return first, date.fromisoformat(end)


def parse_column(text: str, periods: dict[str, tuple[date | None, date]]) -> ColumnPlan:
    """The plan in `JPY 6 q`, `common_size q`, `change_yoy q y` or `pure 0 q | Member`: names stand for periods."""
    plan, _, members = text.partition("|")
    words = plan.split()
    listed = tuple(member.strip() for member in members.split("/") if member.strip())
    if words[1].isdigit():
        return ColumnPlan("amount", words[0], int(words[1]), *periods[words[2]], members=listed)
    compared = periods[words[2]][1] if len(words) > 2 else None
    return ColumnPlan(words[0], "pure", 0, *periods[words[1]], compared_end=compared, members=listed)


def parse_row(line: str) -> RowPlan:
    """The row in `label | cell | cell ;; word`, with the style marks before the label."""
    body, _, own = line.partition(" ;;")
    label, *cells = regex.split(r"\ ?+\|\ ?+", body)
    unstyled = label.lstrip("*+_")
    style = label[:len(label) - len(unstyled)]
    return RowPlan(unstyled, tuple(cell.strip() for cell in cells), own.strip(), style)


# ---------------------------------------------------------------------------------------------------------------------
# Galley to text


def typeset(galley: Galley, overprint: int = OVERPRINT) -> str:
    """The release as text, bold texts printed `overprint` times."""
    printed = []
    for piece in galley.pieces:
        if isinstance(piece, str):
            printed.append(overprinted(piece, overprint))
        else:
            set_row = blank_row if galley.layout == "blanks" else tab_row
            printed.extend(f"{overprinted(set_row(row, piece), overprint)}\n" for row in piece.header + piece.rows)
    return "".join(printed)


def overprinted(text: str, times: int) -> str:
    """The text with its bold parts printed several times."""
    text = WHOLE.sub(lambda bold: bold[1] * times, text)
    return BY_RUNS.sub(lambda bold: "".join(run if LATIN_RUN.match(run) else run * times for run in runs(bold[1])), text)


def runs(text: str) -> Iterator[str]:
    """The stretches of one font: Latin, or Japanese."""
    at = 0
    for latin in LATIN_RUN.finditer(text):
        if latin.start() > at:
            yield text[at:latin.start()]
        yield latin[0]
        at = latin.end()
    if at < len(text):
        yield text[at:]


def printed_label(label: str, layout: str) -> str:
    return FOOTNOTE.sub(lambda mark: mark[1], label.replace("⇥", STUB_PAD[layout]).replace("⏎", "\n"))


def blank_row(row: RowPlan, table: TablePlan) -> str:
    """The row set with blanks: an empty cell leaves no trace."""
    cells = [padded(cell, plan) if table.pad else cell for cell, plan in zip(row.cells, table.columns, strict=False) if cell]
    label = printed_label(row.label, "blanks")
    parts = [label, *cells] if label.strip() else cells
    return (" " * table.gap).join(parts)


def padded(cell: str, plan: ColumnPlan) -> str:
    return cell if plan.unit != "pure" or cell.endswith(("%", "%)")) else cell + PERCENT_PAD[cell.endswith(")")]


def tab_row(row: RowPlan, table: TablePlan) -> str:
    """The row set with tabs, its markup left in; a heading keeps its empty cells."""
    cells = row.cells or ("",) * len(table.columns)
    label = printed_label(row.label, "tabs")
    if "*" in row.style or "+" in row.style:
        bold = len(cells) if "*" in row.style else 1
        label, cells = tagged(label, "b"), tuple(tagged(cell, "b") if at < bold else cell for at, cell in enumerate(cells))
    if "_" in row.style:
        cells = tuple(tagged(cell, "u") for cell in cells)
    return "\t".join((label, *cells))


def tagged(text: str, tag: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text else text


# ---------------------------------------------------------------------------------------------------------------------
# Galley to truth


def golden(galley: Galley) -> list[dict[str, str]]:
    """One row a printed number or nil mark: what a right reading of it says."""
    return [
        golden_cell(table, order, number, row, at, cell)
        for order, table in enumerate(galley.tables, 1)
        for number, row in enumerate(labelled(table.rows), 1)
        for at, cell in enumerate(row.cells)
        if cell
    ]


def labelled(rows: tuple[RowPlan, ...]) -> Iterator[RowPlan]:
    """The rows that are rows: blank lines are not, and wrapped headings end in their last line."""
    return (row for row in rows if row.label.strip() or row.cells)


def golden_cell(table: TablePlan, order: int, number: int, row: RowPlan, at: int, cell: str) -> dict[str, str]:
    plan = table.columns[at]
    unit, power = plan.unit, plan.power
    if plan.measure == "amount" and row.own not in ("", "opening", "closing"):
        unit, power = row.own, 0
    start: date | None = plan.start
    end = plan.end
    if row.own == "opening" and start is not None:
        end, start = start - timedelta(days=1), None
    elif row.own == "closing" or unit == "Gbps":
        start = None
    value, decimals = parse_printed(cell, unit, power)
    fields = (
        table.language, order, table.title, number, at + 1, *golden_labels(row.label, table.language), plan.measure, unit,
        "*" if start == UNSTATED else start, end, plan.compared_end, None if value is None else f"{value:f}", decimals,
        table.statement, "/".join(plan.members), cell,
    )  # fmt: skip
    return dict(zip(GOLDEN_FIELDS, ("" if field is None else str(field) for field in fields), strict=True))


def golden_labels(label: str, language: str) -> tuple[str, str]:
    """The stub shared with the rows below ("" if none) and the line item's own words."""
    stub, _, own = label.rpartition("⇥")
    return folded(stub, language), folded(own, language)


def folded(label: str, language: str) -> str:
    """The words alone: marks and markup off, wrapped lines joined, widths folded, blanks single."""
    label = MARKUP.sub("", FOOTNOTE.sub("", regex.sub(r"[⟦⟧⟪⟫]", "", label))).replace("&amp;", "&")
    label = regex.sub(r"\s*⏎\s*", "" if language == "ja" else " ", label)
    return regex.sub(r"\s++", " ", unicodedata.normalize("NFKC", label)).strip().rstrip(":").rstrip()


def parse_printed(cell: str, unit: str, power: int) -> tuple[Decimal | None, int | None]:
    """Value and decimals of a printed cell in base units; None twice for a nil mark."""
    number = NUMBER.search(cell)
    if number is None:
        return None, None
    value = Decimal(number[0].replace(",", ""))
    decimals = -int(value.as_tuple().exponent)
    shift = -2 if unit == "pure" else power
    sign = -1 if cell.startswith(("(", "-", "△", "▲")) else 1
    return sign * value.scaleb(shift), decimals - shift


def golden_tsv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, GOLDEN_FIELDS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------------------------------


def descriptions() -> list[Path]:
    return sorted(DESCRIPTIONS.glob("*.toml"))


def outputs(path: Path, raw: Path = RAW) -> dict[Path, str]:
    """What a description is set to: the sample and, beside the description, its golden TSV."""
    galley = load(path)
    return {raw / galley.file: typeset(galley), path.with_suffix(".tsv"): golden_tsv(golden(galley))}


def main() -> int:
    arguments = argparse.ArgumentParser(description="Writes raw/ and the golden files from tests/samples/*.toml.")
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is not what it should be")
    check = arguments.parse_args().check
    stale = 0
    for description in descriptions():
        for file, text in outputs(description).items():
            current = file.read_text(encoding="utf-8") if file.exists() else None
            if current == text:
                continue
            stale += 1
            if not check:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="\n")
            print(f"{'stale' if check else 'wrote'} {file.name}: {len(text.splitlines())} lines")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
