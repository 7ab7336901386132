"""What a printed number counts and by how much: the innermost word that says it wins.

    cell (11,143百万円, 14.2%)  >  column of changes and shares  >  row (株価収益率(倍))  >  the row's words (1株当たり…)
    >  column (金額(百万円))  >  unit row above (（単位：千株）)  >  caption (（単位：百万円）)  >  the other cells of the table

A unit without a scale takes the scale of the next thing outwards that names it; what nothing says is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from parsers.frame.drafts import DERIVED, MONEY, RATES
from parsers.table import Column, Row, Table
from parsers.text.scanner import Scanner
from parsers.words.label_units import MULTIPLE
from parsers.words.numbers import Number
from parsers.words.vocabulary import words_of

DIVIDEND = regex.compile(
    r"\A(?:(?:1株当たり|年間|中間|期末|普通|特別|記念)?配当金?)(?:\Z|[(（])|\A(?:annual |interim |year-end |cash |ordinary |special )*dividends?(?: per share)?\Z",
    regex.IGNORECASE,
)
"""A dividend in plain yen is one share's; the sum paid out is printed in millions, or in a statement that is all in yen."""
FLOWS = frozenset({"income_statement", "balance_sheet", "cash_flow_statement", "equity"})
"""Statements whose dividends without decimals are sums."""
MOST_DIVIDEND = 1_000_000
"""Yen; more for one share nobody pays."""
PER_SHARE = regex.compile(
    r"\b(?:basic|diluted|dividends?|net (?:income|loss|assets)|profit|earnings|income|loss|book value)\b|基本|希薄化|潜在株式|調整後|配当|利益|損失|純資産",
    regex.IGNORECASE,
)
"""Rows under a heading such as "Net income per share", whose numbers are one share's though they have no decimals."""
BRACKETED = regex.compile(r"[(（][^()（）]*+[)）]\s*+\Z")
BASIC = regex.compile(r"\A\W*+(?:basic|(?:fully[- ])?diluted)\W*+\Z", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one unit printed in a cell is worth."""

    unit: str
    factor: Decimal
    """Base units in one printed unit: 1000 in 千円, 0.01 in percent."""


COUNTED = regex.compile(r"台数|数量|本数|件数|戸数|個数|枚数|\b(?:volumes?|quantit(?:y|ies)|units)\b", regex.IGNORECASE)
AMOUNTS = regex.compile(r"金額|売上高|受注高|生産高|残高|\b(?:amounts?|values?|sales|revenues?)\b", regex.IGNORECASE)
"""Words over a column or a row that choose between the counter and the currency of a caption that names one of each."""
PEOPLE = frozenset({"employees", "members", "subscribers"})
"""What a row's words say of persons; where a caption counts persons, all its rows are counted so."""
SHORT = 3
"""Letters of a counter that is no noun by itself: t, kg."""
PERCENT = Decimal("0.01")
ONE = Decimal(1)


def cell_quantity(table: Table, row: Row, column: Column, number: Number, scanner: Scanner, of_cells: Quantity | None = None) -> Quantity:
    """Unit and worth of a printed unit; of_cells is what unit_of_cells says of the table."""
    rate = Quantity("pure", column.scale if column.unit == "pure" and column.scale is not None else PERCENT)
    # the cell
    if number.percent:
        return Quantity("pure", PERCENT)
    if number.unit is not None and number.unit not in MONEY:
        return Quantity(number.unit, number.scale)
    # a column of changes and shares, whatever its rows count; a row of changes
    silent = row.unit is None and not MULTIPLE.search(column.label or row.label)
    if column.unit == "pure" and number.unit is None and (silent or column.measure in DERIVED):
        return rate
    if row.measure in RATES:
        return Quantity("pure", PERCENT)
    if column.label is not None and column.unit is not None and column.unit not in MONEY and column.unit != "pure":
        return Quantity(column.unit, number.scale * (column.scale if column.scale is not None else ONE))
    if _counts_otherwise(table, row, column) and number.unit is None and column.unit is not None:
        return Quantity(column.unit, number.scale * (column.scale if column.scale is not None else ONE))
    # the row: its unit, then its words
    if row.unit == "pure" and number.unit is None:
        return Quantity("pure", row.scale if row.scale is not None else PERCENT)
    currency = number.unit or (column.unit if column.unit in MONEY else None) or (table.unit if table.unit in MONEY else None)
    label = column.label or row.label
    of_label = scanner(label).label_unit or (_heading_unit(table, row, number, scanner) if column.label is None else None)
    scale = column.scale if column.scale is not None and column.unit != "pure" else _table_scale(table, currency)
    if of_label == "pure" and row.unit is None and number.unit is None:
        return Quantity("pure", ONE if MULTIPLE.search(label) else PERCENT)
    if of_label is not None and "/" in of_label:
        return Quantity(f"{currency or (row.unit if row.unit in MONEY else None) or 'JPY'}/{of_label.partition('/')[2]}", number.scale)
    if DIVIDEND.search(label) and currency is not None and scale in (None, ONE) and row.scale in (None, ONE) and _one_shares(table, number):
        return Quantity(f"{currency}/share", number.scale)
    if row.unit is not None and not (number.unit is not None and row.unit != number.unit):
        return Quantity(row.unit, number.scale * (row.scale if row.scale is not None and number.scale == ONE else ONE))
    if of_label is not None and of_label not in MONEY and of_label != "pure" and (number.unit is None or number.signed_unit):
        counted = "persons" if of_label in PEOPLE and (column.unit or table.unit) == "persons" else of_label
        return Quantity(counted, number.scale * (_heading_scale(row, scanner) or _count_scale(table, column, counted)))
    if row.scale is not None:
        return Quantity(counted_in(label) or currency or "unknown", row.scale)
    # the column
    if column.unit is None and number.unit is None:
        if row.section_unit is not None and not any(one.unit is not None for one in table.rows):
            return Quantity(row.section_unit, number.scale * (row.section_scale if row.section_scale is not None else ONE))
        if (chosen := _of_several(table, (*column.header, label))) is not None:
            return Quantity(chosen.unit, number.scale * chosen.factor)
    # the caption
    named = [name for name, _ in table.scales if name in MONEY]
    other_scale = bool(named) and currency not in named and number.scale == ONE and (number.unit is None or number.signed_unit)
    if currency is not None and column.scale is None and (other_scale or (not named and number.signed_unit and _scale_unknown(table, column, scanner))):
        return Quantity("unknown", number.scale)
    if number.unit is not None and not number.signed_unit:
        return Quantity(number.unit, number.scale)
    if currency is not None:
        return Quantity(currency, number.scale * (scale if scale is not None else ONE))
    unit = column.unit or table.unit
    if unit is not None:
        return Quantity(unit, number.scale * (scale if scale is not None else ONE))
    # the other cells of the table
    return of_cells if of_cells is not None and column.scale is None and table.scale is None and number.scale == ONE else Quantity("unknown", ONE)


def unit_of_cells(table: Table, scanner: Scanner) -> Quantity | None:
    """The one unit that some cells of a table print behind their numbers (5,703百万円 in the first row) for those that print
    none; None where they print several or percentages stand among them."""
    found: set[Quantity] = set()
    for row in table.rows:
        for cell in row.cells:
            number = scanner(cell.printed).number
            if number is not None and not number.nil and number.unit is not None and not number.signed_unit:
                found.add(Quantity(number.unit, number.scale))
            elif number is not None and number.percent:
                return None
    return found.pop() if len(found) == 1 else None


def counted_in(label: str) -> str | None:
    """What a label of one or two words is itself a count of, Subscribers or Retail stores, where its row prints a scale and no unit; None for any other.

    >>> counted_in("Paid subscribers"), counted_in("Sales to members"), counted_in("EBITDA")
    ('subscribers', None, None)
    """
    words = label.casefold().split()
    return next((word.value for word in words_of("counter") if word.text == words[-1] and len(word.text) > SHORT), None) if 0 < len(words) <= 2 else None


def _counts_otherwise(table: Table, row: Row, column: Column) -> bool:
    """Does one column alone name what it counts (単元未満株式の状況（株）), in a row that counts something else (所有株式数（単元）)?"""
    plain = (*MONEY, "pure", "unknown", None)
    alone = [one.number for one in table.columns if one.unit not in plain] == [column.number]
    return alone and row.unit not in plain and row.unit != column.unit and len(table.columns) > 2


def _count_scale(table: Table, column: Column, unit: str) -> Decimal:
    """The scale of a count that only the row's words name: the column's or the caption's for that very unit."""
    if column.unit == unit and column.scale is not None:
        return column.scale
    return next((scale for name, scale in table.scales if name == unit), ONE)


def _of_several(table: Table, texts: tuple[str, ...]) -> Quantity | None:
    """The unit of a caption that names one counter and one currency, where a word over the column chooses; else None."""
    money = [Quantity(*pair) for pair in table.scales if pair[0] in MONEY]
    counters = [Quantity(*pair) for pair in table.scales if pair[0] not in MONEY and pair[0] != "pure"]
    if len(money) != 1 or len(counters) != 1:
        return None
    counted, amounts = (any(words.search(text) for text in texts) for words in (COUNTED, AMOUNTS))
    return None if counted == amounts else counters[0] if counted else money[0]


def _one_shares(table: Table, number: Number) -> bool:
    """Could a dividend in plain currency be that of one share?"""
    return number.places > 0 or (table.statement not in FLOWS and (number.value is None or abs(number.value) < MOST_DIVIDEND))


def _heading_unit(table: Table, row: Row, number: Number, scanner: Scanner) -> str | None:
    """The unit of the heading right above the row, where it says "per share" and the row is one of those printed so."""
    heading = row.label_path[-2] if len(row.label_path) > 1 else table.title if BASIC.search(row.label) else ""
    of_heading = (scanner(heading).label_unit or scanner(BRACKETED.sub("", heading)).label_unit) if row.unit is None or (row.unit in MONEY and row.scale in (None, ONE)) else None
    if of_heading is not None and "/" in of_heading:
        return of_heading if number.places or number.nil or PER_SHARE.search(row.label) else None
    return of_heading if row.unit is None and of_heading in ("shares", "ADS") and BASIC.search(row.label) else None


def _heading_scale(row: Row, scanner: Scanner) -> Decimal | None:
    """The scale that the heading over a row prints in brackets, or a line below it, where the row has none of its own: Average shares
    (thousands): Basic."""
    if row.section_unit is None and row.section_scale is not None:
        return row.section_scale
    note = scanner(row.label_path[-2]).unit_apart[1] if row.unit is None and row.scale is None and len(row.label_path) > 1 else None
    return note.scale if note is not None else None


def _scale_unknown(table: Table, column: Column, scanner: Scanner) -> bool:
    """Does nothing state the scale of a currency sign that stands at the first and last rows only?"""
    if table.scale is not None or column.unit is not None or table.unit is not None:
        return False
    numbers = [scanner(cell.printed).number for row in table.rows for cell in row.cells if cell.column == column.number]
    return any(number is not None and number.value and number.unit is None and not number.percent for number in numbers)


def _table_scale(table: Table, currency: str | None) -> Decimal | None:
    """The caption's scale for a currency; a currency it does not name has none."""
    for name, scale in table.scales:
        if name == currency:
            return scale
    return table.scale
