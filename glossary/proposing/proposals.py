"""What the numbers taught: label pairs whose rows print the same numbers, put before a person as new terms of the glossary.

Nothing here is ever read as truth: a proposal becomes a term only when a person accepts it, and one that was rejected does not return.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from glossary.pairing.cells import paired_cells
from glossary.pairing.concepts import camel_case, is_provisional
from glossary.pairing.equal_numbers import digits, same_number
from glossary.terms.folds import GENERIC, fold_label
from glossary.terms.glossary import Glossary, unit_kind
from parsers.records import Alignment, Reading

# A pair is proposed when at least this many of its telling cells are equal, with this many significant digits together,
# and no more than this share of all its cells differ.
ENOUGH_CELLS = 2
ENOUGH_DIGITS = 5
MOST_DIFFERENT = 0.25

OPEN, ACCEPTED, REJECTED = "proposed", "accepted", "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A Japanese and an English label that seem to be one line item."""

    proposal: str
    """Id: a hash of the labels and their place, the same in every run."""
    ja_label: str
    en_label: str
    context: str
    """The statement in which the rows stand."""
    parent: str
    """Concept of the heading above, where the label alone says too little (その他); else ""."""
    concept: str
    """The known concept of one of the labels, or a new id made from the English label."""
    new_concept: bool
    unit: str
    """Kind of the rows' unit."""
    rows: int
    """Row pairs that showed it."""
    releases: tuple[str, ...]
    cells_equal: int
    cells_compared: int
    digits: int
    """Significant digits of the equal cells together."""
    competitors: int
    """Other rows of the same tables that print the same telling numbers."""
    status: str = OPEN
    decided_by: str = ""
    decided_on: str = ""


_RowKey = tuple[int, int, int]
"""document, table, row."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    equal: int
    compared: int
    digits: int
    competitors: int
    unit: str


def propose(alignments: Sequence[Alignment], readings: Sequence[Reading], glossary: Glossary, known: Iterable[Proposal] = ()) -> tuple[Proposal, ...]:
    """Proposals from the row pairs of all releases, sorted by id.

    A pair that both languages' accepted terms already name is none. Equal zeros and nil marks count for nothing. Of the `known` proposals
    the accepted and rejected ones stay as they are; open ones are made anew, so that running twice counts nothing twice.
    """
    return merge(_from_alignments(alignments, readings, glossary), known)


def merge(found: Iterable[Proposal], known: Iterable[Proposal] = ()) -> tuple[Proposal, ...]:
    """The decided ones of the `known`, and the sightings of every other proposal added up, sorted by id."""
    decided = {proposal.proposal: proposal for proposal in known if proposal.status != OPEN}
    merged = dict(decided)
    for proposal in found:
        if proposal.proposal not in decided:
            before = merged.get(proposal.proposal)
            merged[proposal.proposal] = _together(before, proposal) if before else proposal
    return tuple(sorted(merged.values(), key=lambda proposal: proposal.proposal))


def _from_alignments(alignments: Sequence[Alignment], readings: Sequence[Reading], glossary: Glossary) -> Iterable[Proposal]:
    for release_id in sorted({a.release_id for a in alignments}):
        own = [reading for reading in readings if reading.release_id == release_id]
        yield from _from_release([a for a in alignments if a.release_id == release_id], own, glossary)


def _from_release(alignments: Sequence[Alignment], readings: Sequence[Reading], glossary: Glossary) -> Iterable[Proposal]:
    by_id = {reading.reading_id: reading for reading in readings}
    cells: dict[tuple[_RowKey, _RowKey], list[tuple[Reading, Reading]]] = defaultdict(list)
    for ja_id, en_id in paired_cells(alignments, readings):
        ja, en = by_id[ja_id], by_id[en_id]
        cells[_row_of(ja), _row_of(en)].append((ja, en))
    twice = _values_by_table(readings)
    for a in alignments:
        rows = ((a.ja_document or 0, a.ja_table or 0, a.ja_row or 0), (a.en_document or 0, a.en_table or 0, a.en_row or 0))
        if a.status == "aligned" and (pairs := cells.get(rows)):
            evidence = _weigh(pairs, twice)
            if _enough(evidence, a.method) and (proposal := _to_proposal(a, *pairs[0], evidence, glossary)):
                yield proposal


def _row_of(reading: Reading) -> _RowKey:
    return (reading.document, reading.table, reading.row)


def _values_by_table(readings: Iterable[Reading]) -> Mapping[tuple[int, int], Counter[tuple[int, Decimal]]]:
    """How often each table prints a telling value in a column."""
    values: dict[tuple[int, int], Counter[tuple[int, Decimal]]] = defaultdict(Counter)
    for r in readings:
        if r.value is not None and digits(r) >= 2:
            values[r.document, r.table][r.column, r.value] += 1
    return values


def _weigh(pairs: Sequence[tuple[Reading, Reading]], twice: Mapping[tuple[int, int], Counter[tuple[int, Decimal]]]) -> _Evidence:
    telling = [(ja, en) for ja, en in pairs if digits(ja) >= 2 and digits(en) >= 2]
    equal = [ja for ja, en in telling if same_number(ja, en)]
    # Rows that print every one of the equal numbers again: 資産合計 and 負債及び資本合計.
    again = [twice[r.document, r.table][r.column, r.value] - 1 for r in equal if r.value is not None]
    kinds = Counter(unit_kind(ja.unit) for ja, _ in pairs if ja.measure == "amount")
    unit = kinds.most_common(1)[0][0] if kinds else ""
    return _Evidence(len(equal), len(telling), sum(digits(r) for r in equal), min(again, default=0), unit)


def _enough(evidence: _Evidence, method: str) -> bool:
    if evidence.competitors and method not in ("glossary", "label"):
        return False
    differing = evidence.compared - evidence.equal
    return evidence.equal >= ENOUGH_CELLS and evidence.digits >= ENOUGH_DIGITS and differing <= MOST_DIFFERENT * evidence.compared


def _to_proposal(a: Alignment, ja: Reading, en: Reading, evidence: _Evidence, glossary: Glossary) -> Proposal | None:
    """The proposal of one row pair; None where the glossary knows it already or the labels say too little without a known heading."""
    parents = [c for r in (en, ja) for text in reversed(r.label_path[:-1]) for c in glossary.headings(r.language, text)]
    found = [glossary.look_up(r.language, r.label, r.statement, parents, unit=evidence.unit).concept for r in (ja, en)]
    if found[0] is not None and found[0] == found[1]:
        return None
    generic = fold_label(ja.label) in GENERIC or fold_label(en.label) in GENERIC
    if generic and not parents:
        return None
    parent = parents[0] if generic else ""
    concepts = [concept for concept in found if concept]
    if len(set(concepts)) > 1:
        return None
    concept = concepts[0] if concepts else a.concept if not is_provisional(a.concept) else _new_concept(en, parent, glossary)
    key = "\x1f".join((fold_label(ja.label), fold_label(en.label), ja.statement, parent))
    return Proposal(
        hashlib.sha256(key.encode()).hexdigest()[:10], ja.label, en.label, ja.statement, parent, concept, concept not in glossary.concepts,
        evidence.unit, 1, (a.release_id,), evidence.equal, evidence.compared, evidence.digits, evidence.competitors,
    )  # fmt: skip


def _new_concept(en: Reading, parent: str, glossary: Glossary) -> str:
    """An id that no concept has: the English label in CamelCase, with its parent where it is generic."""
    name = camel_case(en.label) or "Item"
    base = parent.removesuffix("Abstract") + name if parent else name
    base = base if base[:1].isalpha() else "Item" + base
    return base if base not in glossary.concepts else base + "Item"


def _together(before: Proposal, more: Proposal) -> Proposal:
    """Two sightings of one proposal as one."""
    return replace(
        before,
        rows=before.rows + more.rows,
        releases=tuple(sorted({*before.releases, *more.releases})),
        cells_equal=before.cells_equal + more.cells_equal,
        cells_compared=before.cells_compared + more.cells_compared,
        digits=before.digits + more.digits,
        competitors=max(before.competitors, more.competitors),
    )


def describe(proposal: Proposal) -> str:
    """The proposal on one line, for a person to decide by."""
    place = f"{proposal.context}, {proposal.parent}" if proposal.parent else proposal.context
    new = "new concept" if proposal.new_concept else "concept"
    rivals = f", {proposal.competitors} other rows alike" if proposal.competitors else ""
    cells = f"{proposal.cells_equal} of {proposal.cells_compared} cells equal, {proposal.digits} digits"
    seen = f"{proposal.rows} rows in {', '.join(proposal.releases)}{rivals}"
    return f"{proposal.proposal}  {proposal.ja_label} = {proposal.en_label}  ({place})  {new} {proposal.concept}: {cells}, {seen}"
