"""How a document reads against its truth: numbers right, missing, wrong, and wrong with nothing said."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from parsers.errors import UnreadableDocument
from parsers.find_tables import find_tables
from parsers.frame.readings import tables_to_readings
from parsers.placing.placement import place
from parsers.read import read_document
from parsers.records import Finding, Reading
from parsers.release.description import describe
from parsers.text.scanner import Scanner
from tests.parsers.made import SCANNER
from tests.perturb.printed import Printed, Truth, fold

MAIN = frozenset({"income_statement", "balance_sheet", "cash_flow_statement"})
Key = tuple[str, str, str, str, date, Decimal]


@dataclass(frozen=True)
class Score:
    """Counts over one or more documents."""

    numbers: int = 0
    right: int = 0
    wrong: int = 0
    """Readings that no number of the truth stands behind."""
    silent: int = 0
    """Of the wrong: those of which no finding speaks."""
    blurred: int = 0
    """Of the right: those with wrong decimals or, in a main statement, another statement."""
    examples: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        return self.numbers - self.right

    def __add__(self, other: Score) -> Score:
        return Score(
            self.numbers + other.numbers, self.right + other.right, self.wrong + other.wrong, self.silent + other.silent,
            self.blurred + other.blurred, self.examples + other.examples,
        )  # fmt: skip


def score(printed: Printed) -> Score:
    """The score of a document as the pipeline reads it; a document that cannot be read misses every number."""
    try:
        readings, findings = read_back(printed.data, f"{printed.name}.txt")
    except UnreadableDocument as error:
        return Score(numbers=sum(truth.value is not None for truth in printed.truth), examples=(f"unreadable: {error}",))
    return compare(printed.truth, readings, findings)


def read_back(data: bytes, name: str) -> tuple[Sequence[Reading], list[Finding]]:
    """Readings and findings of a document as it goes through parsers/ and placement."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        document = read_document(path, number=1, name=name)
    about, findings = describe([document])
    found, tabulated = find_tables(document, Scanner(about))
    findings = [*document.findings, *findings, *tabulated]
    tables = []
    for table in found:
        placed, said = place(table, SCANNER, about.rounding)
        tables.append(placed)
        findings += said
    readings, said = tables_to_readings("release", tables, Scanner(about))
    return readings, [*findings, *said]


def compare(truth: Iterable[Truth], readings: Sequence[Reading], findings: Iterable[Finding]) -> Score:
    """Each number of the truth takes one reading that says the same; what is left over is wrong."""
    free: dict[Key, list[Reading]] = defaultdict(list)
    unread = {reading.reading_id for reading in readings if reading.value is not None}
    for reading in readings:
        for key in keys_of(reading):
            free[key].append(reading)
    rows = sorted((cell for cell in truth if cell.value is not None), key=lambda cell: cell.months is None)
    right = blurred = 0
    missed: list[str] = []
    for cell in rows:
        assert cell.value is not None
        key = (cell.language, fold(cell.label), cell.measure, cell.unit, cell.end, cell.value.normalize())
        candidates = [r for r in free.get(key, []) if r.reading_id in unread and (cell.months is None or cell.months == months_of(r))]
        candidates.sort(key=lambda r: (r.decimals != cell.decimals, r.statement != cell.statement))
        if not candidates:
            missed.append(f"missing {cell.language} {cell.table} {cell.label!r} {cell.measure} {cell.end} {cell.months} {cell.unit} {cell.raw}")
            continue
        unread.discard(candidates[0].reading_id)
        right += 1
        blurred += candidates[0].decimals != cell.decimals or (cell.statement in MAIN and candidates[0].statement != cell.statement)
    told_ids = {reading_id for finding in findings for reading_id in finding.reading_ids}
    told_lines = {finding.line for finding in findings if finding.line is not None and finding.severity != "info"}
    wrong = [reading for reading in readings if reading.reading_id in unread]
    silent = [r for r in wrong if r.reading_id not in told_ids and r.line not in told_lines]
    examples = [f"{'silent' if reading in silent else 'wrong'} {spelled(reading)}" for reading in wrong]
    return Score(len(rows), right, len(wrong), len(silent), blurred, tuple(examples + missed))


def spelled(reading: Reading) -> str:
    where, when = f"{reading.language} line {reading.line} {reading.label!r}", f"{reading.period_end} {months_of(reading)}"
    return f"{where} {reading.measure} {when} {reading.unit} {reading.printed}"


def keys_of(reading: Reading) -> set[Key]:
    """The labels under which a reading may be looked for: its own, and with a stub shared by several rows."""
    if reading.value is None or reading.period_end is None:
        return set()
    labels = {fold(reading.label), fold("".join(reading.label_path[-2:]))}
    return {(reading.language, label, reading.measure, reading.unit, reading.period_end, reading.value.normalize()) for label in labels}


def months_of(reading: Reading) -> int:
    """Whole months of the reading's period, 0 for an instant."""
    if reading.period_start is None or reading.period_end is None:
        return 0
    after = reading.period_end + timedelta(days=1)
    return (after.year - reading.period_start.year) * 12 + after.month - reading.period_start.month
