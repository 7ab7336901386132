"""Japanese and English: the same number printed in both languages, cell by cell of aligned rows."""

from __future__ import annotations

from collections.abc import Iterable, Set

from checks.identities.adjusted_shares import bent
from checks.identities.identity import Sum
from checks.identities.ledger import Ledger, LedgerEntry
from glossary.pairing.align import paired_cells
from parsers.records import Alignment


def bilinguals(ledger: Ledger, alignments: Iterable[Alignment], adding: Set[int] = frozenset()) -> list[Sum]:
    """The pairs of cells: expected is the Japanese value, found the English.

    At equal scale they must be equal to the digit; at two scales the coarser must be a rounding of the finer.
    """
    readings = [entry.reading for entry in ledger.entries]
    pairs = ((ledger.by_id.get(ja), ledger.by_id.get(en)) for ja, en in paired_cells(alignments, readings))
    return [same(ja, en, adding) for ja, en in pairs if ja is not None and en is not None]


def same(ja: LedgerEntry, en: LedgerEntry, adding: Set[int]) -> Sum:
    """The identity that two prints show one number."""
    if ja.digit == en.digit:
        return Sum("bilingual", en, (ja,), (1,), exact=True, note="printed twice at one scale")
    coarse = ja if ja.digit > en.digit else en
    return bent(Sum("bilingual", en, (ja,), (1,), note="printed at two scales"), coarse, adding)
