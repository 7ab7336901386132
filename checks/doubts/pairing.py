"""Doubts about the pairs of rows themselves: labels that mean two things, and rows that stand in one language only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from operator import itemgetter

from checks.identities.ledger import Ledger
from glossary.terms.glossary import Glossary, load_glossary
from parsers.about import Language
from parsers.records import Alignment, Finding

Key = tuple[int | None, int | None]
"""document, table"""
RowPlace = tuple[int, int, int]
"""document, table, row"""

MIRRORED = 0.7
"""Share of a table's rows that must have their partner in one other table for the two to be mirrors."""
FEW = 3
"""Rows that must have it at least."""


def doubted_pairs(ledger: Ledger, alignments: Sequence[Alignment]) -> tuple[set[RowPlace], list[Finding]]:
    """The rows whose partner has a label of another meaning, and findings for them and for rows without a partner in a mirrored table."""
    glossary = load_glossary()
    rows: set[RowPlace] = set()
    findings = []
    for a in alignments:
        if a.status == "aligned" and a.ja_label and a.en_label and not a.scale_twin and means_two_things(glossary, a.ja_label, a.en_label):
            ja, en = ja_place(a), en_place(a)
            rows |= {ja, en}
            message = (
                f'table {ja[1]} row {ja[2]} "{a.ja_label}" and table {en[1]} row {en[2]} "{a.en_label}": expected labels of one meaning, '
                "found two; the numbers or the order of the rows pair them, so that one label may be wrong"
            )
            findings.append(Finding("label_conflict", "warning", message, ids_of(ledger, (ja, en)), ja[0]))
    return rows, [*findings, *rows_without_partner(ledger, alignments)]


def means_two_things(glossary: Glossary, ja_label: str, en_label: str) -> bool:
    """Whether the glossary knows both labels and no meaning of one is a meaning of the other."""
    ja, en = meanings(glossary, "ja", ja_label), meanings(glossary, "en", en_label)
    return bool(ja and en) and not ja & en


def meanings(glossary: Glossary, language: Language, label: str) -> Set[str]:
    """Every concept that the label may print, wherever it stands."""
    return {term.concept for terms in glossary.graded(language, label) for term in terms}


def rows_without_partner(ledger: Ledger, alignments: Iterable[Alignment]) -> list[Finding]:
    """Findings for rows with numbers that stand in one language only while the rest of their table is mirrored in the other."""
    found = list(alignments)
    partners = Counter(((a.ja_document, a.ja_table), (a.en_document, a.en_table)) for a in found if a.status == "aligned" and not a.scale_twin)
    mirrors: tuple[dict[Key, list[tuple[int, Key]]], ...] = (defaultdict(list), defaultdict(list))
    for pair, count in partners.items():
        for side in (0, 1):
            mirrors[side][pair[side]].append((count, pair[1 - side]))
    rows = {key: sum(1 for cells in lines.values() if cells) for key, lines in ledger.grid.items()}
    findings = []
    for a in found:
        if a.status == "aligned":
            continue
        place, label = (ja_place(a), a.ja_label) if a.status == "ja_only" else (en_place(a), a.en_label)
        side = 0 if a.status == "ja_only" else 1
        most, other = max(mirrors[side].get(place[:2], ()), key=itemgetter(0), default=(0, (0, 0)))
        ids = ids_of(ledger, (place,))
        if ids and most >= FEW and most >= MIRRORED * rows.get(place[:2], 0):
            named = f'table {place[1]} row {place[2]} "{label}"'
            message = f"{named}: expected its row in table {other[1]} beside {most} others, found none; a row may be missing"
            findings.append(Finding("row_in_one_language", "warning", message, ids, place[0]))
    return findings


def ids_of(ledger: Ledger, places: Iterable[RowPlace]) -> tuple[str, ...]:
    """The readings of rows."""
    return tuple(entry.reading.reading_id for d, t, row in places for entry in ledger.grid.get((d, t), {}).get(row, {}).values())


def ja_place(a: Alignment) -> RowPlace:
    return a.ja_document or 0, a.ja_table or 0, a.ja_row or 0


def en_place(a: Alignment) -> RowPlace:
    return a.en_document or 0, a.en_table or 0, a.en_row or 0
