"""Pairs of cells: which Japanese and which English reading print one number, by the rows that are aligned and the columns that agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from glossary.pairing.column_pairs import pair_columns, to_columns
from glossary.pairing.row_pairs import by_place, paired_cells_of
from parsers.records import Alignment, Reading

TableKey = tuple[int, int]


def paired_cells(alignments: Iterable[Alignment], readings: Iterable[Reading]) -> list[tuple[str, str]]:
    """Pairs of reading ids (Japanese, English) that print one number twice: cells of aligned rows in paired columns.

    Both have a value. Rows that one language splits over several of the other are left out: their cells are parts.
    """
    by_table: dict[TableKey, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_table[reading.document, reading.table].append(reading)
    tables = {key: _Rows(own) for key, own in by_table.items()}
    columns: dict[tuple[TableKey, TableKey], Mapping[int, int]] = {}
    pairs: list[tuple[str, str]] = []
    for a in alignments:
        ja, en = (a.ja_document or 0, a.ja_table or 0), (a.en_document or 0, a.en_table or 0)
        if a.status != "aligned" or not a.cells_compared or ja not in tables or en not in tables:
            continue
        if (ja, en) not in columns:
            columns[ja, en] = pair_columns(to_columns(by_table[ja]), to_columns(by_table[en]))
        ours = tables[ja].of(a.ja_row or 0, a.ja_label or "")
        theirs = tables[en].of(a.en_row or 0, a.en_label or "")
        pairs += _cells(ours, theirs, columns[ja, en])
    return pairs


class _Rows:
    """The readings of one table by the row, or, where columns carry the line items, by the label."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._by_row: dict[int, list[Reading]] = defaultdict(list)
        self._by_label: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            self._by_row[reading.row].append(reading)
            self._by_label[reading.label].append(reading)
        self._columns_are_items = any(len({r.label for r in own}) > 1 for own in self._by_row.values())

    def of(self, row: int, label: str) -> list[Reading]:
        """The readings of an aligned row."""
        return self._by_label.get(label, []) if self._columns_are_items else self._by_row.get(row, [])


def _cells(ours: Sequence[Reading], theirs: Sequence[Reading], columns: Mapping[int, int]) -> list[tuple[str, str]]:
    pairs = paired_cells_of(by_place(ours), by_place(theirs, columns))
    return [(left.reading_id, right.reading_id) for left, right in pairs if left.value is not None and right.value is not None]
