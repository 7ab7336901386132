"""Alignments: every Japanese row beside its English row. Tables first, then rows, then cells; scale twins last.

    Japanese tables ─┐                      ┌─ rows in order (dynamic programming) ─ moved rows (rescue)
                     ├─ pairs of tables ────┤
    English tables  ─┘                      └─ columns by period and measure ─ cells

A row that stands in one language only is an alignment too (`ja_only`, `en_only`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossary.pairing.cells import paired_cells
from glossary.pairing.column_pairs import pair_columns
from glossary.pairing.concepts import pair_concept, row_concept
from glossary.pairing.equal_numbers import same_number
from glossary.pairing.items import Item, ItemTable, tables_to_items
from glossary.pairing.likeness import Matcher
from glossary.pairing.row_pairs import RowPair, pair_rows
from glossary.pairing.scale_twins import find_twins
from glossary.pairing.splits import find_splits
from glossary.pairing.table_pairs import Sketch, pair_tables, sketch_all
from glossary.terms.glossary import Glossary
from parsers.records import Alignment, Finding, Reading
from parsers.table import Table

__all__ = ["align", "paired_cells"]


def align(
    release_id: str, tables: Sequence[Table], readings: Sequence[Reading], glossary: Glossary, *, blind: bool = False
) -> tuple[tuple[Alignment, ...], list[Finding]]:
    """The row pairs of a release and the rows that have none, in the order of the Japanese, then of the English tables.

    Works with either language missing, whatever the order of tables and files.
    blind: leave the numbers out of it (for judging the labels alone).
    """
    items = tables_to_items(tables, readings, glossary)
    japanese = sketch_all([table for table in items if table.table.language == "ja"])
    english = sketch_all([table for table in items if table.table.language == "en"])
    matcher = Matcher(glossary)
    tables_paired = pair_tables(japanese, english, blind)
    pairs = [pair for ja, en in tables_paired for pair in _pairs_of(ja, en, matcher, blind)]
    twins = [] if blind else find_twins(japanese, english, pairs, matcher)
    alignments = [to_alignment(release_id, pair, _at_two_scales(pair), glossary) for pair in pairs]
    alignments += [to_alignment(release_id, pair, True, glossary) for pair in twins]
    alignments += _alone(release_id, items, pairs, glossary)
    return tuple(sorted(alignments, key=_in_document_order)), [*tie_findings(items), *period_findings(tables_paired)]


def _pairs_of(ja: Sketch, en: Sketch, matcher: Matcher, blind: bool) -> list[RowPair]:
    columns = pair_columns(ja.columns, en.columns, blind)
    pairs = pair_rows(ja.source.items, en.source.items, columns, matcher, blind)
    return pairs if blind else find_splits(ja.source.items, en.source.items, pairs, columns)


def period_findings(pairs: Iterable[tuple[Sketch, Sketch]]) -> list[Finding]:
    """One finding for each pair of tables in which columns of the same numbers are dated differently."""
    return [finding for ja, en in pairs if (finding := _period_finding(ja, en))]


def _period_finding(ja: Sketch, en: Sketch) -> Finding | None:
    ours = {column.number: column for column in ja.columns}
    paired = [(ours[left], column) for column in en.columns if (left := pair_columns(ja.columns, en.columns).get(column.number)) is not None]
    differing = [(a, b) for a, b in paired if (a.start, a.end) != (b.start, b.end)]
    if not differing:
        return None
    places = "; ".join(f"column {a.number}: {a.start}..{a.end}, English column {b.number}: {b.start}..{b.end}" for a, b in differing)
    message = f"Japanese table {ja.key[1]} and English table {en.key[1]}: expected one period for columns of the same numbers, found {places}"
    return Finding("period_disagrees", "warning", message, (), ja.key[0])


def _at_two_scales(pair: RowPair) -> bool:
    """Whether a row pair prints its money at two scales."""
    amounts = [(left, right) for left, right in pair.cells if left.measure == "amount" and left.value is not None and right.value is not None]
    return bool(amounts) and all(left.decimals != right.decimals for left, right in amounts)


def to_alignment(release_id: str, pair: RowPair, twin: bool, glossary: Glossary) -> Alignment:
    """A row pair as a record of the data contract."""
    compared = [(left, right) for left, right in pair.cells if left.value is not None and right.value is not None]
    ja, en = pair.ja, pair.en
    return Alignment(
        release_id, ja.document, ja.table, ja.row, ja.printed, en.document, en.table, en.row, en.printed, pair_concept(ja, en, glossary), twin,
        pair.method, pair.score, len(compared), sum(1 for cells in compared if same_number(*cells)), "aligned",
    )  # fmt: skip


def _alone(release_id: str, items: Iterable[ItemTable], pairs: Sequence[RowPair], glossary: Glossary) -> list[Alignment]:
    """Rows without a partner of their own scale, headings left out."""
    paired = {item.key for pair in pairs for item in (pair.ja, pair.en)}
    return [_to_single(release_id, item, glossary) for table in items for item in table.items if item.readings and item.key not in paired]


def _to_single(release_id: str, item: Item, glossary: Glossary) -> Alignment:
    concept = row_concept(item, glossary)
    method = "glossary" if item.concept else "order"
    if item.language == "ja":
        place = (item.document, item.table, item.row, item.printed, None, None, None, None)
        return Alignment(release_id, *place, concept, False, method, 0.0, 0, 0, "ja_only")
    empty = (None, None, None, None, item.document, item.table, item.row, item.printed)
    return Alignment(release_id, *empty, concept, False, method, 0.0, 0, 0, "en_only")


def _in_document_order(alignment: Alignment) -> tuple[int, ...]:
    japanese = (alignment.ja_document, alignment.ja_table, alignment.ja_row)
    english = (alignment.en_document, alignment.en_table, alignment.en_row)
    return (alignment.ja_row is None, alignment.scale_twin, *(part or 0 for part in (*japanese, *english)))


def tie_findings(items: Iterable[ItemTable]) -> list[Finding]:
    """One finding for each row whose label several concepts share in its place."""
    return [_tie_finding(item) for table in items for item in table.items if item.found.tied and item.readings]


def _tie_finding(item: Item) -> Finding:
    tied = item.found.tied
    message = f'table {item.table} row {item.row} "{item.label}": expected one concept, found {len(tied)}; choices: {", ".join(tied)}'
    return Finding("label_tie", "info", message, tuple(reading.reading_id for reading in item.readings), item.document)
