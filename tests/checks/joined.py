"""The checks' verdicts joined to what they speak of, as the pipeline joins them."""

from collections.abc import Sequence

from checks.verdicts import join_verdicts
from checks.verdicts import prove as prove_apart
from parsers.about import About
from parsers.records import Alignment, Check, Fact, Finding, Reading
from parsers.table import Table


def prove(
    release_id: str, about: About, tables: Sequence[Table], readings: Sequence[Reading], alignments: Sequence[Alignment], facts: Sequence[Fact]
) -> tuple[tuple[Check, ...], tuple[Reading, ...], tuple[Fact, ...], tuple[Finding, ...]]:
    """(checks, readings, facts, findings) with verdicts."""
    proof = prove_apart(release_id, about, tables, readings, alignments, facts)
    return proof.checks, *join_verdicts(readings, facts, proof), proof.findings
