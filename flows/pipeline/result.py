"""What normalizing a drop gives: the records of its tables, on their way to the store."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.proposing.proposals import Proposal
from parsers.records import Alignment, Check, Fact, Finding, Reading, Release
from parsers.table import Table


@dataclass(frozen=True, slots=True)
class Result:
    """Everything the data set holds of one release: one row, and five tables (all but the findings empty when quarantined)."""

    release: Release
    readings: tuple[Reading, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    facts: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    """As read, for the review page; not a part of the data contract."""
    proposals: tuple[Proposal, ...] = ()
    """What its numbers teach the glossary; a person decides."""
