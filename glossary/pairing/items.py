"""Items: the rows of tables with their readings and what the glossary knows of them, ready to be paired.

An item is a line item as a table prints it: a row, or, in a table whose stubs are periods, a column. A heading is an item without readings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from glossary.terms.glossary import NOTHING, Glossary, LookUp, unit_kind
from parsers.about import Language
from parsers.records import Reading
from parsers.table import Row, Table

_TOTAL_WORDS = regex.compile(
    r"""
      ^\s*+(?:total|sum)\b      # English totals begin so
    | (?:合\ *計|総\ *額|[^\p{Han}]計|^計)\s*+$   # Japanese totals end so
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line item of a table, with everything the aligner looks at."""

    document: int
    table: int
    row: int
    """The row's number; for an item that is a column, that of its first reading."""
    language: Language
    statement: str
    label: str
    printed: str
    """The label with the stub it shares with the rows below, where the stub is printed on this row (IPサービス 64kbps – 128kbps)."""
    headings: tuple[str, ...]
    """Texts above the label, outermost first."""
    depth: int
    total: bool
    unit: str
    """Kind of the unit of its numbers; "" for a heading or mixed kinds."""
    readings: tuple[Reading, ...]
    parents: tuple[str, ...]
    """Concept ids of what the item belongs to, nearest first."""
    found: LookUp

    @property
    def heading(self) -> bool:
        """Whether it has no readings."""
        return not self.readings

    @property
    def concept(self) -> str | None:
        return self.found.concept

    @property
    def key(self) -> tuple[int, int, int, str]:
        return (self.document, self.table, self.row, self.printed)


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A table as its items, top to bottom."""

    table: Table
    items: tuple[Item, ...]
    readings: tuple[Reading, ...]
    titles: tuple[str, ...]
    """Concept ids that the table's title may stand for."""

    @property
    def key(self) -> tuple[int, int]:
        return (self.table.document, self.table.number)


def tables_to_items(tables: Sequence[Table], readings: Iterable[Reading], glossary: Glossary) -> tuple[ItemTable, ...]:
    """Every table as items, in the order of the tables."""
    by_table: dict[tuple[int, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        by_table[reading.document, reading.table].append(reading)
    return tuple(table_to_items(table, by_table.get((table.document, table.number), []), glossary) for table in tables)


def table_to_items(table: Table, readings: Sequence[Reading], glossary: Glossary) -> ItemTable:
    """One table as items: by row, or by column label where the columns carry the line items."""
    if any(column.label for column in table.columns):
        drafts = _items_by_label(table, readings)
    else:
        drafts = _items_by_row(table, readings)
    titles = glossary.headings(table.language, _bare_title(table.title)) if table.title else ()
    totals = [_total_concepts(table, label, total, glossary) if own else () for label, _, total, own in drafts]
    stubs, closing = shared_stubs(table), _next_totals(totals)
    items: list[Item] = []
    for place, (label, row, total, own) in enumerate(drafts):
        parents = _parents(table, row, label, closing[place], titles, glossary)
        stub = stubs[row.number] if label == row.label else ()
        items.append(_to_item(table, label, row, total, own, stub, parents, glossary))
    return ItemTable(table, tuple(items), tuple(readings), titles)


_Draft = tuple[str, Row, bool, tuple[Reading, ...]]


def _items_by_row(table: Table, readings: Sequence[Reading]) -> list[_Draft]:
    by_row: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_row[reading.row].append(reading)
    return [(row.label, row, is_total(row), tuple(by_row.get(row.number, ()))) for row in table.rows if row.label or row.number in by_row]


def _items_by_label(table: Table, readings: Sequence[Reading]) -> list[_Draft]:
    rows = {row.number: row for row in table.rows}
    by_label: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_label[reading.label].append(reading)
    return [(label, rows[own[0].row], bool(_TOTAL_WORDS.search(label)), tuple(own)) for label, own in by_label.items() if own[0].row in rows]


def is_total(row: Row) -> bool:
    """Whether the row is a total, by the parser's word or by its own words."""
    return row.total or _TOTAL_WORDS.search(row.label) is not None


_NUMBERING = regex.compile(r"^\s*+(?:(?:table|appendix|表|図表)\s*+\d*+|[\d(（]++)?+[\s.．:：)）]*+", regex.IGNORECASE)
_TITLE_UNIT = regex.compile(r"\s*+[(（][^()（）]*+[)）]\s*+$|[\s:：]++単位.*+$")


def _bare_title(title: str) -> str:
    """The title without its number and what stands in brackets behind it: `Table 4. Backbone Costs (JPY in millions)`."""
    return _TITLE_UNIT.sub("", _NUMBERING.sub("", title)).strip()


def _total_concepts(table: Table, label: str, total: bool, glossary: Glossary) -> tuple[str, ...]:
    """The concepts a row may stand for as the total of the rows above it; none where it is no total."""
    concepts = glossary.headings(table.language, label)
    return tuple(concept for concept in concepts if total or glossary.concepts[concept].kind == "total")


def _next_totals(totals: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """For each row the concepts of the next total below it."""
    closing: list[tuple[str, ...]] = []
    below: tuple[str, ...] = ()
    for concepts in reversed(totals):
        closing.append(below)
        below = concepts or below
    return closing[::-1]


def _parents(table: Table, row: Row, label: str, closing: tuple[str, ...], titles: tuple[str, ...], glossary: Glossary) -> tuple[str, ...]:
    """Concept ids of the headings above, nearest first, then of the total that closes the group, then of the title."""
    headings = [concept for text in reversed(headings_of(row, label)) for concept in glossary.headings(table.language, text)]
    return tuple(dict.fromkeys([*headings, *closing, *titles]))


def headings_of(row: Row, label: str) -> tuple[str, ...]:
    """The label path without the label itself."""
    return row.label_path[:-1] if row.label_path and row.label_path[-1] == label else row.label_path


def shared_stubs(table: Table) -> dict[int, tuple[str, ...]]:
    """Row number -> the parts of the label path that are printed on that row: no row of their own, and not on a row above."""
    stubs: dict[int, tuple[str, ...]] = {}
    above: set[str] = set()
    for row in table.rows:
        stubs[row.number] = tuple(part for part in row.label_path[:-1] if part not in above and part not in table.title)
        above.update((row.label, *row.label_path))
    return stubs


def _to_item(
    table: Table, label: str, row: Row, total: bool, own: tuple[Reading, ...], stub: tuple[str, ...], parents: tuple[str, ...], glossary: Glossary
) -> Item:
    kinds = {unit_kind(reading.unit) for reading in own if reading.measure == "amount"}
    unit = kinds.pop() if len(kinds) == 1 else ""
    found = glossary.look_up(table.language, label, table.statement, parents, heading=not own, unit=unit) if label else NOTHING
    if not own and found.concept is None and not found.tied:
        found = glossary.look_up(table.language, label, table.statement, parents)
    return Item(
        document=table.document,
        table=table.number,
        row=row.number,
        language=table.language,
        statement=table.statement,
        label=label,
        printed=" ".join((*stub, label)),
        headings=headings_of(row, label),
        depth=row.depth,
        total=total,
        unit=unit,
        readings=own,
        parents=parents,
        found=found,
    )
