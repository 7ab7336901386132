"""What becomes of a slip: whether the clean release could show it, whether it was noticed, traced to its place, or vouched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from bench.faults.kinds import STATEMENTS, Fault
from bench.faults.source import RowPlace, Source, by_line, read
from checks.identities.identities import every_identity
from checks.identities.identity import Identity, Sum
from checks.identities.ledger import Ledger, LedgerEntry, to_units
from checks.suspects.swaps import put_right
from parsers.about import About
from parsers.records import Finding, Reading
from tests.perturb.printed import fold

FURTHER = 2
"""Right readings that may be contradicted beside the faulty ones."""
BY_NAME = frozenset({"articulation", "balance", "roll_forward", "bilingual", "duplicate"})
"""Kinds of identity that go by what rows are called, not by where they stand."""


@dataclass(frozen=True)
class Outcome:
    kind: str
    release: str
    both: bool
    statement: str
    number: str
    amount_of_statement: bool
    detectable: bool
    detected: bool
    localised: bool
    faulty: int
    """Readings that say something else than the clean release does."""
    assured: tuple[str, ...]
    """Of the faulty ones, those that are called proved."""
    further: int
    """Right readings that are contradicted and were not in the clean release."""
    place: str


def judge(source: Source, identities: Clean, fault: Fault) -> Outcome:
    """The outcome of one slip."""
    text = "\n".join(fault.lines)
    result = read(text, source.name)
    seen = by_cell(source, fault, by_line(text, result.readings, Path(source.name).suffix))
    ids = {reading.reading_id: at for at, reading in seen.items()}
    faulty = {at for at, reading in seen.items() if differs(reading, source.cells[at].reading)}
    wrong = {at for at in faulty if seen[at].value is not None}
    contradicted = {at for at, reading in seen.items() if reading.verdict == "contradicted"}
    fresh = contradicted - {cell.at for cell in source.cells if cell.reading.verdict == "contradicted"}
    told = new_findings(source, fault, result.findings, ids)
    about = set(fault.values) | faulty | {cell.at for row in fault.rows for cell in source.rows[row]}
    about |= {source.partners[at] for at in about if at in source.partners}
    tables = {source.cells[at].row[0] for at in about}
    failing = [set(cells) for cells in new_failures(source, result.checks, ids)]
    noticed = [finding for finding in told if concerns(finding, ids, about, tables, source)]
    spoken_of = {cell.at for row in fault.rows for cell in source.rows[row]} | identities.totals_over(fault)
    named = any(names(finding, spoken_of, source, ids) for finding in noticed)
    detected = not result.readings or bool(noticed) or any(touches(cells, about, tables, source, fault) for cells in failing)
    traced = wrong <= contradicted and len(fresh - faulty) <= FURTHER
    target = fault.target.reading
    return Outcome(
        fault.kind, source.name, fault.both, target.statement, number_kind(target), target.measure == "amount" and target.statement in STATEMENTS,
        identities.broken_by(fault), detected, detected and (named if fault.rows else traced), len(faulty),
        tuple(seen[at].reading_id for at in sorted(wrong) if seen[at].verdict == "proved"), len(fresh - faulty),
        f"line {fault.target.line + 1} {target.label!r} {target.printed}",
    )  # fmt: skip


def by_cell(source: Source, fault: Fault, lines: Mapping[int, Sequence[Reading]]) -> dict[int, Reading]:
    """Cell of the clean release to the reading that stands there now. lines: the readings of each line of the release with the slip."""
    now = {fault.origin[line]: readings for line, readings in lines.items()}
    then: dict[int, list[int]] = defaultdict(list)
    for cell in source.cells:
        then[cell.line].append(cell.at)
    found: dict[int, Reading] = {}
    for line, cells in then.items():
        here = sorted(now.get(line, ()), key=lambda r: (r.table, r.column))
        if len(here) == len(cells):
            found |= dict(zip(sorted(cells, key=lambda at: source.cells[at].start), here, strict=True))
        else:
            columns = {source.cells[at].reading.column: at for at in cells}
            found |= {columns[reading.column]: reading for reading in here if reading.column in columns}
    return found


def differs(now: Reading, then: Reading) -> bool:
    """Whether a reading says something else of its number."""
    meant = (now.value, now.unit, now.measure, now.period_start, now.period_end, now.compared_end, fold(now.label))
    return meant != (then.value, then.unit, then.measure, then.period_start, then.period_end, then.compared_end, fold(then.label))


def new_failures(source: Source, checks: Iterable[object], ids: Mapping[str, int]) -> list[frozenset[int]]:
    """The cells of each failed check that did not fail in the clean release."""
    known = {frozenset(source.by_id[i].at for i in check.reading_ids if i in source.by_id) for check in source.result.checks if check.verdict == "fails"}
    found = [frozenset(ids[i] for i in check.reading_ids if i in ids) for check in checks if check.verdict == "fails"]  # type: ignore[attr-defined]
    return [cells for cells in found if cells and cells not in known]


def new_findings(source: Source, fault: Fault, findings: Iterable[Finding], ids: Mapping[str, int]) -> list[Finding]:
    """The warnings that the clean release does not give of the same place."""

    def key(finding: Finding, to_cell: Mapping[str, int], origin: tuple[int, ...] | None) -> tuple[object, ...]:
        line = None if finding.line is None else finding.line - 1
        line = origin[line] if line is not None and origin is not None and line < len(origin) else line
        cells = frozenset(to_cell[i] for i in finding.reading_ids if i in to_cell)
        return finding.code, line, cells, finding.message if line is None and not cells else ""

    known = {key(f, {i: cell.at for i, cell in source.by_id.items()}, None) for f in source.result.findings}
    return [f for f in findings if f.severity != "info" and key(f, ids, fault.origin) not in known]


def concerns(finding: Finding, ids: Mapping[str, int], about: set[int], tables: set[int], source: Source) -> bool:
    """Whether a finding speaks of the slip: of its cells, or of its table."""
    cells = {ids[i] for i in finding.reading_ids if i in ids}
    return bool(cells & about) or any(source.cells[at].row[0] in tables for at in cells) or not cells


def touches(cells: set[int], about: set[int], tables: set[int], source: Source, fault: Fault) -> bool:
    """Whether a failed check speaks of the slip: of its cells, or of the table that a row is missing from."""
    return bool(cells & about) or (bool(fault.rows) and any(source.cells[at].row[0] in tables for at in cells))


def names(finding: Finding, spoken_of: set[int], source: Source, ids: Mapping[str, int]) -> bool:
    """Whether a finding names a row of the slip, by its label or its readings, its partner's too; of a row that is gone also the total that lacks it."""
    cells = {ids[i] for i in finding.reading_ids if i in ids}
    partners = {source.partners[at] for at in spoken_of if at in source.partners}
    labels = {source.cells[at].reading.label for at in spoken_of | partners}
    return bool(cells & (spoken_of | partners)) or any(f'"{label}"' in finding.message for label in labels)


def number_kind(reading: Reading) -> str:
    """What sort of number a reading is."""
    if reading.measure != "amount":
        return "share" if reading.measure == "common_size" else "change"
    if "/" in reading.unit:
        return "per share"
    return "money" if reading.unit in ("JPY", "USD") else "ratio" if reading.unit == "pure" else "count"


class Clean:
    """The identities of a clean release that hold, to ask which of them a slip breaks."""

    def __init__(self, source: Source, about: About) -> None:
        self.source = source
        self.ledger = Ledger(source.result.tables, source.result.readings, source.result.release.rounding)
        tried = every_identity(self.ledger, about, source.result.alignments, source.result.facts)
        self.holding = [identity for identity in tried.identities if identity.holds()]
        self.added = {
            (*key, rows.numbers[relation.total]): {rows.numbers[part]: sign for part, sign in zip(relation.parts, relation.signs, strict=True)}
            for key, (rows, relations) in tried.footed.items()
            for relation in relations
        }
        """document, table and row of each total to the rows that it adds up, nil marks among them"""

    def broken_by(self, fault: Fault) -> bool:
        """Whether the clean release holds an identity, or a pair of rows, that the slip breaks."""
        moved = self.moved(fault)
        if any(self.breaks(identity, moved, fault) for identity in self.holding if self.is_about(identity, fault, moved)):
            return True
        return any(self.paired(row) and not fault.both for row in fault.rows)

    def is_about(self, identity: Identity, fault: Fault, moved: Mapping[int, LedgerEntry]) -> bool:
        """Whether an identity can be broken by such a slip at all.

        Labels matter to those that go by name. A row that is gone breaks the sums that it is a part of, unless its own parts, which
        stay, can take its place; the sum that it is the total of is gone with it.
        """
        if fault.renamed:
            return identity.kind in BY_NAME
        if fault.dropped:
            gone = [member for member in identity.members if member.at in moved]
            return isinstance(identity, Sum) and identity.kind in ("footing", "roll_forward") and identity.total not in gone and not self.totals & {m.at for m in gone}
        return True

    def breaks(self, identity: Identity, moved: Mapping[int, LedgerEntry], fault: Fault) -> bool:
        if not any(member.at in moved for member in identity.members):
            return False
        now = put_right(identity, moved)
        if isinstance(now, Sum) and now.kind == "footing" and (filled := self.filled(now, fault)):
            low, high = now.bounds
            return not low <= now.residual - filled <= high
        return not now.holds()

    def filled(self, identity: Sum, fault: Fault) -> int:
        """What now stands in the place of nil marks that the sum counts as nothing."""
        total = identity.total.reading
        signs = self.added.get((total.document, total.table, total.row), {})
        sum_of = 0
        for at, value in fault.values.items():
            reading = self.source.cells[at].reading
            if reading.value is None and value is not None and (reading.document, reading.table, reading.column) == (total.document, total.table, total.column):
                # A nil mark has no scale of its own: it is the total's.
                places = max(0, -int(value.as_tuple().exponent))
                sum_of += signs.get(reading.row, 0) * to_units(value.scaleb(places - (total.decimals or 0)))
        return sum_of

    def totals_over(self, fault: Fault) -> set[int]:
        """The cells of the totals that lack a row that is gone."""
        gone = self.moved(fault) if fault.dropped else {}
        over = {i.total for i in self.holding if isinstance(i, Sum) and i.kind in ("footing", "roll_forward") and any(p.at in gone for p in i.parts)}
        return {cell.at for entry in over if (cell := self.source.by_id.get(entry.reading.reading_id)) is not None}

    @cached_property
    def totals(self) -> frozenset[int]:
        """Places of the entries that are sums of several others."""
        return frozenset(i.total.at for i in self.holding if isinstance(i, Sum) and i.kind in ("footing", "roll_forward") and len(i.parts) > 1)

    def moved(self, fault: Fault) -> dict[int, LedgerEntry]:
        """Place of each entry to what a reader without fail would find there."""
        values = dict(fault.values)
        for upper, lower in fault.renamed:
            for one, two in ((upper, lower), (lower, upper)):
                theirs = {cell.reading.column: cell.reading.value for cell in self.source.rows[two]}
                values |= {cell.at: theirs.get(cell.reading.column) for cell in self.source.rows[one]}
        found: dict[int, LedgerEntry] = {}
        for at, value in values.items():
            entry = self.ledger.by_id.get(self.source.cells[at].reading.reading_id)
            if entry is not None:
                units = to_units(value if value is not None else Decimal(0))
                span = self.ledger.moved(entry, units - entry.value) if value is not None else (0, 0)
                found[entry.at] = replace(entry, value=units, span=span)
        return found

    def paired(self, row: RowPlace) -> bool:
        """Whether the row has a partner of its own scale in the other language."""
        return any(
            a.status == "aligned" and not a.scale_twin and row in ((a.ja_table, a.ja_row), (a.en_table, a.en_row)) for a in self.source.result.alignments
        )
