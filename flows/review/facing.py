"""Readings and alignments to facing tables: a Japanese table left, its English table right, rows joined by their pairing.

Tables are partners by the number of their rows that are paired. A row whose partner stands in another table, or nowhere, stands alone in its place;
its other pairs are shown on demand. Headings are not readings: they are read off the label paths of the rows below them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.review.heads import Head, column_head, row_name
from flows.review.stored import Row, RowKey, Stored, pair_keys, row_key

TableKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellView:
    """A number as printed, with what is known of it."""

    place: int
    """In `Stored.readings`."""
    printed: str
    verdict: str
    differs: bool
    inferred: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """One side of a row; without cells a heading."""

    label: str
    depth: int
    aside: str = ""
    """What its cells have that the heads of their columns don't say: another unit, another period."""
    cells: tuple[CellView | None, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class FacingRow:
    ja: RowView | None
    en: RowView | None
    pair: int | None = None
    """In `Stored.alignments`; None for headings and rows that stand alone."""


@dataclass(frozen=True, slots=True)
class Half:
    """A table of one language."""

    language: str
    document: int
    table: int
    title: str
    pages: str
    columns: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Facing:
    """Two facing tables, or one that stands alone."""

    statement: str
    ja: Half | None
    en: Half | None
    rows: tuple[FacingRow, ...]

    @property
    def halves(self) -> tuple[Half, ...]:
        return tuple(half for half in (self.ja, self.en) if half)

    @property
    def width(self) -> int:
        """Columns of numbers of the wider half."""
        return max(len(half.columns) for half in self.halves)

    @property
    def same_columns(self) -> bool:
        """Whether both halves have the same periods and units over the same columns."""
        first, *others = ([(head.period, head.unit) for head in half.columns] for half in self.halves)
        return all(other == first for other in others)


def stored_to_blocks(stored: Stored) -> tuple[Facing, ...]:
    """Facing tables in the order of the Japanese ones; English tables without a partner stand behind the one before them."""
    tables: dict[TableKey, list[int]] = defaultdict(list)
    for place, reading in enumerate(stored.readings):
        tables[reading["document"], reading["table"]].append(place)
    partners = pair_tables(stored.alignments)
    differing = differing_readings(stored.checks)
    blocks = [
        facing_block(stored, tables.get(ja) if ja else None, tables.get(en) if en else None, differing)
        for ja, en in order_tables(stored, tables, partners)
    ]
    return tuple(blocks)


def differing_readings(checks: Iterable[Row]) -> frozenset[str]:
    """reading_ids of the cells in which the languages disagree."""
    return frozenset(
        reading_id for check in checks if check["kind"] == "bilingual" and check["verdict"] == "fails" for reading_id in check["reading_ids"]
    )


def pair_tables(alignments: Iterable[Row]) -> dict[TableKey, TableKey]:
    """Japanese table -> English table, one to one, those with the most paired rows first; pairs of one scale before scale twins."""
    votes: Counter[tuple[bool, TableKey, TableKey]] = Counter()
    for pair in alignments:
        ja, en = pair_keys(pair)
        if ja and en:
            votes[not pair["scale_twin"], ja[:2], en[:2]] += 1
    partners: dict[TableKey, TableKey] = {}
    taken: set[TableKey] = set()
    for (_, ja_table, en_table), _ in sorted(votes.items(), key=lambda vote: (not vote[0][0], -vote[1], vote[0])):
        if ja_table not in partners and en_table not in taken:
            partners[ja_table] = en_table
            taken.add(en_table)
    return partners


def order_tables(
    stored: Stored, tables: dict[TableKey, list[int]], partners: dict[TableKey, TableKey]
) -> Iterator[tuple[TableKey | None, TableKey | None]]:
    """(Japanese table, English table) in reading order, each table once."""
    taken = set(partners.values())
    behind: dict[TableKey | None, list[TableKey]] = defaultdict(list)
    before: TableKey | None = None
    reversed_partners = {en: ja for ja, en in partners.items()}
    ordered = sorted(tables)
    for key in ordered:
        if key in reversed_partners:
            before = reversed_partners[key]
        elif stored.readings[tables[key][0]]["language"] == "ja":
            before = key
        elif key not in taken:
            behind[before].append(key)
    yield from ((None, key) for key in behind.pop(None, ()))
    for key in ordered:
        if stored.readings[tables[key][0]]["language"] == "ja":
            yield key, partners.get(key)
            yield from ((None, other) for other in behind.get(key, ()))


def facing_block(stored: Stored, ja: Sequence[int] | None, en: Sequence[int] | None, differing: frozenset[str]) -> Facing:
    """Two tables, given by the places of their readings, row by row."""
    first = stored.readings[(ja or en or ())[0]]
    rows = tuple(add_headings(stored, facing_rows(stored, ja or (), en or ()), differing))
    halves = [places_to_half([stored.readings[place] for place in places]) if places else None for places in (ja, en)]
    return Facing(first["statement"], halves[0], halves[1], rows)


def places_to_half(readings: Sequence[Row]) -> Half:
    first = readings[0]
    pages = sorted({reading["page"] for reading in readings})
    spoken = f"p. {pages[0]}" if len(pages) == 1 else f"pp. {pages[0]}–{pages[-1]}"
    title = first["table_title"] or "(no caption)"
    return Half(first["language"], first["document"], first["table"], title, spoken, tuple(readings_to_heads(readings).values()))


def readings_to_heads(readings: Iterable[Row]) -> dict[int, Head]:
    """Column -> its head, from left to right."""
    columns: dict[int, list[Row]] = defaultdict(list)
    for reading in readings:
        columns[reading["column"]].append(reading)
    return {number: column_head(columns[number]) for number in sorted(columns)}


def facing_rows(stored: Stored, ja: Sequence[int], en: Sequence[int]) -> Iterator[tuple[list[int], list[int], int | None]]:
    """(places of the Japanese row, places of the English row, their pair): pairs in the order of the Japanese rows, single rows between."""
    ja_rows, en_rows = rows_of(stored, ja), rows_of(stored, en)
    pairs: dict[RowKey, tuple[RowKey, int]] = {}
    taken: set[RowKey] = set()
    for place, pair in sorted(enumerate(stored.alignments), key=lambda item: (bool(item[1]["scale_twin"]), -item[1]["score"], item[0])):
        left, right = pair_keys(pair)
        if left in ja_rows and right in en_rows and left not in pairs and right not in taken:
            pairs[left] = (right, place)
            taken.add(right)
    alone = [key for key in sorted(en_rows) if key not in taken]
    for key in sorted(ja_rows):
        if key in pairs:
            partner, place = pairs[key]
            while alone and alone[0] < partner:
                yield [], en_rows[alone.pop(0)], None
            yield ja_rows[key], en_rows[partner], place
        else:
            yield ja_rows[key], [], None
    for rest in alone:
        yield [], en_rows[rest], None


def rows_of(stored: Stored, places: Sequence[int]) -> dict[RowKey, list[int]]:
    rows: dict[RowKey, list[int]] = defaultdict(list)
    for place in places:
        rows[row_key(stored.readings[place])].append(place)
    return dict(rows)


def add_headings(stored: Stored, rows: Iterable[tuple[list[int], list[int], int | None]], differing: frozenset[str]) -> Iterator[FacingRow]:
    """The rows, each with the headings above it that were not shown yet."""
    given = list(rows)
    sides = ([ja for ja, _, _ in given], [en for _, en, _ in given])
    heads = [readings_to_heads(stored.readings[place] for places in side for place in places) for side in sides]
    above: list[tuple[str, ...]] = [(), ()]
    for ja, en, pair in given:
        headings: list[list[RowView]] = [[], []]
        for side, places in enumerate((ja, en)):
            if places:
                path = tuple(stored.readings[places[0]]["label_path"][:-1])
                headings[side] = [RowView(path[depth], depth, heading=True) for depth in new_headings(path, above[side])]
                above[side] = path
        yield from headings_to_rows(*headings)
        yield FacingRow(row_view(stored, ja, heads[0], differing), row_view(stored, en, heads[1], differing), pair)


def headings_to_rows(ja: Sequence[RowView], en: Sequence[RowView]) -> Iterator[FacingRow]:
    """The new headings above a row, innermost beside innermost."""
    more = max(len(ja), len(en))
    for left, right in zip((*[None] * (more - len(ja)), *ja), (*[None] * (more - len(en)), *en), strict=True):
        yield FacingRow(left, right)


def new_headings(path: tuple[str, ...], above: tuple[str, ...]) -> range:
    """Depths of the path that are not the ones above already."""
    known = 0
    while known < min(len(path), len(above)) and path[known] == above[known]:
        known += 1
    return range(known, len(path))


def row_view(stored: Stored, places: Sequence[int], heads: Mapping[int, Head], differing: frozenset[str]) -> RowView | None:
    if not places:
        return None
    label, aside = row_name([stored.readings[place] for place in places], heads)
    cells = {stored.readings[place]["column"]: cell_view(stored.readings[place], place, differing) for place in places}
    return RowView(label, stored.readings[places[0]]["depth"], aside, tuple(cells.get(column) for column in heads))


def cell_view(reading: Row, place: int, differing: frozenset[str]) -> CellView:
    return CellView(place, reading["printed"], reading["verdict"], reading["reading_id"] in differing, reading["placement"] == "inferred")
