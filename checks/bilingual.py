"""Japanese and English: the same number printed in both languages, cell by cell of aligned rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from checks.common_size import bent
from checks.identity import Sum
from checks.ledger import Entry, Ledger
from glossary.align import paired_cells
from parsers.model import Alignment


def bilinguals(ledger: Ledger, alignments: Iterable[Alignment], adding: Set[int] = frozenset()) -> list[Sum]:
    """The pairs of cells: expected is the Japanese value, found the English.

    At equal scale they must be equal to the digit; at two scales the coarser must be a rounding of the finer.
    """
    readings = [entry.reading for entry in ledger.entries]
    by_rows: dict[tuple[int, ...], list[Sum]] = defaultdict(list)
    for ja_id, en_id in paired_cells(alignments, readings):
        ja, en = ledger.by_id.get(ja_id), ledger.by_id.get(en_id)
        if ja is not None and en is not None:
            by_rows[ja.reading.document, ja.reading.table, ja.reading.row, en.reading.document, en.reading.table, en.reading.row].append(same(ja, en, adding))
    return [pair for pairs in by_rows.values() for pair in pairs]


def same(ja: Entry, en: Entry, adding: Set[int], kind: str = "bilingual") -> Sum:
    """The identity that two prints show one number."""
    if ja.digit == en.digit:
        return Sum(kind, en, (ja,), (1,), exact=True, note="printed twice at one scale")
    coarse = ja if ja.digit > en.digit else en
    return Sum(kind, en, (ja,), (1,), note="printed at two scales", slack=bent(coarse, adding))
