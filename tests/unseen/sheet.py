"""What a release of sheets/ says: its lines, and tables of which every cell's meaning is known.

A sheet is text. Lines outside of tables are printed as they stand. A table:

    @table en balance_sheet            its language and statement
    @head | | Sept 30, 2005 | < |      a line of its header, first the cell over the labels; "<": the text on the left goes on
    @cols JPY 6 ..2005-09-30 | common_size ..2005-09-30 | JPY 6 2005-04-01..2006-03-31 / Member ! forecast
                                       what its columns mean; also `change_yoy 2005-07-01..2005-09-30 2004-09-30` and
                                       `difference_yoy JPY 6 2005-07-01..2005-09-30 2004-09-30`
                                       `note`: numbers of notes, of which nothing is read and nothing need be said
    Total revenues | 10,512 | 9.1%     a row; a line without cells is a heading
    Growth | +(14.3)                   a plus that is not printed: the brackets are no minus
    Net sales | ?100 ~ 110     a question mark that is not printed: this is no one number, so nothing is read and a finding says so
    Net sales | 100 | ÷112.5   a sign that is not printed: the later amount in percent of the earlier, read as the change between them
    Other | 300 | 800 @ Costs   the number of another item than the row's
    Change (%) | (1.2) | (2.3) ;; change_yoy 2023-03-31 2022-03-31    a row of changes, and what they compare with, column by column
    Per share | 1.23 | ;; JPY/share 0  what the row says of its own: unit and power, `opening` or `closing`, or both
    @as Total revenues                 the label of the row above, where it is not what is printed
                                       a blank line ends the table

`@said ja summary` begins the same for numbers of a line of text: nothing is printed, and they may be read or not.
A table that has `@beside` is printed to the right of the one before it, row beside row.
A table whose rows are periods has `@transposed`, `@cols label : JPY 6`, and ends its rows with `;; 2005-04-01..2006-03-31 ! forecast`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tests import typeset

SHEETS = Path(__file__).parent / "sheets"


@dataclass(frozen=True)
class Meaning:
    """What a printed number is, its value aside."""

    label: str = ""
    measure: str = "amount"
    unit: str = ""
    power: int = 0
    start: date | None = None
    end: date | None = None
    compared_end: date | None = None
    members: tuple[str, ...] = ()
    scenario: str = "actual"
    scope: str = "consolidated"
    positive: bool = False
    """The brackets around it say nothing of its sign."""
    unread: bool = False
    """It is no one number: a range."""
    ratio: bool = False
    """It prints the later amount in percent of the earlier, and is read as the change."""


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    """One a cell; the row's own words applied."""


@dataclass
class Table:
    language: str
    statement: str
    head: list[tuple[str, ...]] = field(default_factory=list)
    """Lines of the header, each with the cell over the labels first."""
    columns: tuple[Meaning, ...] = ()
    rows: list[Row] = field(default_factory=list)
    transposed: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Sheet:
    name: str
    pieces: tuple[str | Table, ...]
    said: tuple[Table, ...] = ()
    """Numbers that a line of text prints: they need not be read, but where they are, this is what they mean."""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Table))


def side_by_side(sheet: Sheet) -> Sheet:
    """The sheet with each table that stands beside another as further columns of it, its labels a column between."""
    pieces: list[str | Table] = []
    for piece in sheet.pieces:
        left = next((one for one in reversed(pieces) if not isinstance(one, str)), None)
        if isinstance(piece, str) or not piece.beside or left is None:
            pieces.append(piece)
            continue
        del pieces[pieces.index(left) + 1 :]
        pieces[-1] = beside(left, piece)
    return replace(sheet, pieces=tuple(pieces))


def beside(left: Table, right: Table) -> Table:
    width = len(left.columns)
    made = Table(left.language, left.statement, columns=(*left.columns, Meaning(measure="note"), *right.columns))
    empty = Row("", (), ())
    for at in range(max(len(left.head), len(right.head))):
        one, two = (table.head[at] if at < len(table.head) else ("",) for table in (left, right))
        made.head.append((*padded(one, width + 1), *two))
    for at in range(max(len(left.rows), len(right.rows))):
        row, other = (table.rows[at] if at < len(table.rows) else empty for table in (left, right))
        made.rows.append(Row(row.label, (*padded(row.cells, width), other.label, *padded(other.cells, len(right.columns))), made.columns))
    return made


def padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


def sheets() -> tuple[Sheet, ...]:
    return tuple(load(path) for path in sorted(SHEETS.glob("*.txt")))


def load(path: Path) -> Sheet:
    """The sheet a file describes; ValueError or KeyError where it is not written as this module says."""
    pieces: list[str | Table] = []
    said: list[Table] = []
    table: Table | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@table"):
            _, language, statement = line.split()
            table = Table(language, statement)
            pieces.append(table)
        elif line.startswith("@said"):
            _, language, statement = line.split()
            table = Table(language, statement)
            said.append(table)
        elif table is None:
            pieces.append(line)
        elif not line.strip():
            table = None
            pieces.append(line)
        elif line.startswith("@head"):
            table.head.append(cells_of(line.removeprefix("@head")[1:].partition("|")[2]))
        elif line.startswith("@cols"):
            table.columns = tuple(parse_column(text) for text in cells_of(line.removeprefix("@cols")))
        elif line == "@beside":
            table.beside = True
        elif line == "@transposed":
            table.transposed = True
        elif line.startswith("@as "):
            row = table.rows[-1]
            named = (replace(meaning, label=line[4:].strip()) if meaning.label == row.label else meaning for meaning in row.meanings)
            table.rows[-1] = replace(row, meanings=tuple(named))
        else:
            table.rows.append(parse_row(line, table))
    return Sheet(path.stem, tuple(pieces), tuple(said))


def cells_of(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split("|"))


def parse_column(text: str) -> Meaning:
    label, colon, rest = text.rpartition(" : ")
    rest, _, scenario = rest.partition(" ! ")
    rest, _, members = rest.partition(" / ")
    words = rest.split()
    if words == ["note"]:
        return Meaning(measure="note")
    meaning = Meaning(label.strip() if colon else "", members=tuple(m.strip() for m in members.split(" / ") if m.strip()))
    meaning = with_scenario(meaning, scenario)
    if words[0].startswith("difference"):
        meaning = replace(meaning, measure=words[0], unit=words[1], power=int(words[2]))
        words = words[3:]
    elif len(words) > 1 and words[1].lstrip("-").isdigit() and len(words[1]) < 3:
        meaning = replace(meaning, unit=words[0], power=int(words[1]))
        words = words[2:]
    else:
        meaning = replace(meaning, measure=words[0], unit="pure", power=-2)
        words = words[1:]
    if words:
        start, _, end = words[0].partition("..")
        meaning = replace(meaning, start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end))
    if len(words) > 1:
        meaning = replace(meaning, compared_end=date.fromisoformat(words[1]))
    return meaning


def with_scenario(meaning: Meaning, text: str) -> Meaning:
    for word in text.split():
        meaning = replace(meaning, scope=word) if word == "non_consolidated" else replace(meaning, scenario=word)
    return meaning


def parse_row(line: str, table: Table) -> Row:
    body, _, own = line.partition(" ;;")
    label, *cells = cells_of(body)
    if not cells:
        return Row(label, (), ())
    cells += [""] * (len(table.columns) - len(cells))
    own, _, scenario = own.partition(" ! ")
    words = own.split()
    items = [item.strip() for _, _, item in (cell.partition(" @") for cell in cells)]
    cells = [cell.partition(" @")[0].strip() for cell in cells]
    changes = iter(words[1:]) if words[:1] and words[0].startswith(("change_", "common_size")) else None
    meanings = []
    for column, item in zip(table.columns, items, strict=True):
        meaning = with_scenario(replace(column, label=item or label) if item or not column.label else column, scenario)
        meanings.append(own_meaning(meaning, words) if changes is None else of_change(meaning, words[0], next(changes, "")))
    meanings = [
        replace(meaning, positive=cell.startswith("+"), unread=cell.startswith("?"), ratio=cell.startswith("÷"))
        for cell, meaning in zip(cells, meanings, strict=True)
    ]
    return Row(label, tuple(cell.lstrip("+?÷") for cell in cells), tuple(meanings))


def of_change(meaning: Meaning, measure: str, compared: str) -> Meaning:
    """A column's meaning in a row of changes against the period that ends on a day."""
    return replace(meaning, measure=measure, unit="pure", power=-2, compared_end=date.fromisoformat(compared) if compared else None)


def own_meaning(meaning: Meaning, words: list[str]) -> Meaning:
    """A column's meaning with what the row says of itself."""
    for at, word in enumerate(words):
        if ".." in word:
            start, _, end = word.partition("..")
            meaning = replace(meaning, start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end))
            if meaning.measure == "change_yoy":
                last = meaning.end
                assert last is not None
                meaning = replace(meaning, compared_end=last.replace(year=last.year - 1))
        elif word == "opening" and meaning.start is not None:
            meaning = replace(meaning, start=None, end=meaning.start - timedelta(days=1))
        elif word in ("closing", "instant"):
            meaning = replace(meaning, start=None)
        elif at + 1 < len(words) and words[at + 1].lstrip("-").isdigit() and (meaning.measure == "amount" or meaning.measure.startswith("difference")):
            unit = word if word != "per" else meaning.unit
            if "/" in unit and meaning.unit == "USD":
                unit = unit.replace("JPY", "USD")
            meaning = replace(meaning, unit=unit, power=int(words[at + 1]))
    return meaning


def unread(sheet: Sheet) -> tuple[str, ...]:
    """The cells that are no one number, as printed."""
    rows = (row for table in sheet.tables for row in table.rows)
    return tuple(cell for row in rows for cell, meaning in zip(row.cells, row.meanings, strict=True) if meaning.unread)


@dataclass(frozen=True)
class Truth:
    language: str
    statement: str
    printed: str
    meaning: Meaning

    @property
    def value(self) -> Decimal | None:
        return parse(self.printed, self.meaning)[0]

    @property
    def decimals(self) -> int | None:
        return parse(self.printed, self.meaning)[1]


def parse(printed: str, meaning: Meaning) -> tuple[Decimal | None, int | None]:
    """Value and decimals by the simplest rules: a sign in front or brackets around, one number, its own per cent."""
    percent = printed.rstrip(")").rstrip().endswith(("%", "％"))
    power = -2 if percent or (meaning.unit == "pure" and meaning.power == -2) else meaning.power
    if meaning.unit.endswith("/share"):
        printed = re.sub(r"(\d) (\d\d)$", r"\1.\2", printed)  # 円 銭
    bare = printed.replace(" ", "").replace("¥", "").replace("$", "")
    number = typeset.NUMBER.search(bare)
    if number is None:
        return None, None
    value = Decimal(number[0].replace(",", ""))
    if meaning.ratio:
        return (value - 100).scaleb(-2), -int(value.as_tuple().exponent) + 2
    sign = 1 if meaning.positive else -1 if bare.startswith(("(", "-", "△", "▲", "−")) else 1
    return sign * value.scaleb(power), -int(value.as_tuple().exponent) - power


def truth(sheet: Sheet) -> Iterator[Truth]:
    """One a printed number or nil mark, in reading order."""
    for table in sheet.tables:
        for row in table.rows:
            for cell, meaning in zip(row.cells, row.meanings, strict=True):
                if cell and not meaning.unread and meaning.measure != "note":
                    yield Truth(table.language, table.statement, cell, meaning)
