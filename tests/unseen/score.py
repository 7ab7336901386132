"""How a document of a sheet reads: numbers right, missing, and wrong with or without a word about it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from parsers.errors import UnreadableDocument
from parsers.records import Reading
from parsers.words.widths import fold_widths
from tests.perturb.printed import fold
from tests.perturb.score import read_back
from tests.unseen.pdf import PDF_STYLES
from tests.unseen.printing import ENDINGS, STYLES
from tests.unseen.sheet import Sheet, Truth, side_by_side, truth, unread

MAIN = frozenset({"income_statement", "balance_sheet", "cash_flow_statement"})


@dataclass
class Outcome:
    numbers: int = 0
    right: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Told by a finding."""
    silent: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    """Cells that are no one number, of which no finding speaks."""
    findings: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


def truth_key(cell: Truth) -> tuple[Any, ...]:
    value, meaning = cell.value, cell.meaning
    return (
        cell.language, fold(meaning.label), meaning.measure, meaning.unit, None if value is None else value.normalize(), cell.decimals,
        meaning.start, meaning.end, meaning.compared_end, tuple(fold(member) for member in meaning.members), meaning.scenario, meaning.scope,
    )  # fmt: skip


def reading_key(reading: Reading, label: str) -> tuple[Any, ...]:
    """label: the reading's own, or with the stub that several rows share."""
    return (
        reading.language, label, reading.measure, reading.unit, None if reading.value is None else reading.value.normalize(),
        reading.decimals, reading.period_start, reading.period_end, reading.compared_end, tuple(fold(member) for member in reading.members),
        reading.scenario, reading.scope,
    )  # fmt: skip


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", fold_widths(text))


def spelled(key: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in key if part not in ((), None))


def score(sheet: Sheet, style: str) -> Outcome:
    """Each cell of the truth takes one reading that says the same in everything; readings left over are wrong."""
    cells = tuple(truth(sheet))
    outcome = Outcome(sum(cell.value is not None for cell in cells))
    try:
        data = PDF_STYLES[style](sheet) if style in PDF_STYLES else STYLES[style](side_by_side(sheet)).encode()
        readings, findings = read_back(data, f"{sheet.name}.{ENDINGS.get(style, 'pdf')}")
    except UnreadableDocument as error:
        outcome.missing.append(f"unreadable: {error}")
        return outcome
    free: dict[tuple[Any, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        for label in {fold(reading.label), fold("".join(reading.label_path[-2:]))}:
            free[reading_key(reading, label)].append(reading)
    left = {reading.reading_id: reading for reading in readings}
    for cell in cells:
        found = next((reading for reading in free[truth_key(cell)] if reading.reading_id in left), None)
        if found is not None:
            del left[found.reading_id]
            outcome.right += cell.value is not None
            if cell.statement in MAIN and found.statement != cell.statement:
                outcome.statements.append(f"{found.statement} for {cell.statement}: {cell.meaning.label}")
        else:
            outcome.missing.append(f"{cell.printed}: {spelled(truth_key(cell))}")
    for cell in truth(Sheet(sheet.name, sheet.said)):
        found = next((reading for reading in free[truth_key(cell)] if reading.reading_id in left), None)
        if found is not None:
            del left[found.reading_id]
    told = {reading_id for finding in findings for reading_id in finding.reading_ids}
    lines = {finding.line for finding in findings if finding.line is not None and finding.severity != "info"}
    for reading in left.values():
        spoken = reading.reading_id in told or reading.line in lines
        shown = f"line {reading.line} {reading.printed}: {spelled(reading_key(reading, fold(reading.label)))}"
        (outcome.wrong if spoken else outcome.silent).append(shown)
    messages = [squeeze(finding.message) for finding in findings]
    outcome.untold = [cell for cell in unread(sheet) if not any(squeeze(cell) in message for message in messages)]
    outcome.findings = [f"{finding.code} line {finding.line}: {finding.message}" for finding in findings]
    return outcome
