"""The checks on two real releases, built from their truth files: nothing right is contradicted, and the real errors are found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from glossary.meaning.facts import readings_to_facts
from glossary.pairing.align import align
from glossary.terms.glossary import load_glossary
from parsers.records import Check, Finding, Reading
from tests.checks.joined import prove
from tests.checks.tables import about
from tests.checks.truth import FILES, truth_folder, truth_release

RATES = {"iij-2004-02-12": Decimal("107.13"), "iij-2003-05-20": Decimal("118.07")}
MAIN = {"income_statement", "balance_sheet", "cash_flow_statement"}


def proved(release_id: str) -> tuple[tuple[Check, ...], tuple[Reading, ...], list[Finding]]:
    tables, readings = truth_release(truth_folder(), release_id)
    glossary = load_glossary()
    said = about(usd_rate=RATES[release_id], prevailing_language="en", entity="e")
    alignments, _ = align(release_id, tables, readings, glossary)
    facts, _ = readings_to_facts(release_id, said, tables, readings, alignments, glossary)
    checks, found, _, findings = prove(release_id, said, tables, readings, alignments, facts)
    return checks, found, findings


@pytest.mark.parametrize("release_id", FILES)
def test_statement_amounts_are_proved(release_id: str) -> None:
    _, found, _ = proved(release_id)
    amounts = [reading for reading in found if reading.statement in MAIN and reading.measure == "amount" and reading.value is not None]
    assert sum(reading.verdict == "proved" for reading in amounts) >= 0.95 * len(amounts)
    assert sum(reading.verdict == "proved" and reading.proofs >= 2 for reading in amounts) >= 0.8 * len(amounts)


def test_the_real_errors_are_found_and_no_other() -> None:
    checks, found, findings = proved("iij-2004-02-12")
    by_id = {reading.reading_id: reading for reading in found}
    failing = sorted((check.kind, check.expected, check.found) for check in checks if check.verdict == "fails")
    assert failing == [
        ("bilingual", Decimal("-0.666"), Decimal("-0.665")),
        ("bilingual", Decimal("0.098"), Decimal("0.065")),
        ("bilingual", Decimal("2.49"), Decimal("2.492")),
        ("bilingual", Decimal("8.667"), Decimal("8.635")),
        ("bilingual", Decimal(2199000000), Decimal(2198000000)),
        ("change", Decimal("0.064687"), Decimal("0.098")),
    ]
    contradicted = {reading.printed for reading in by_id.values() if reading.verdict == "contradicted"}
    # 2,199 and 6.5 % are right; of the other three pairs nothing tells which side is wrong.
    assert contradicted == {"2,198", "9.8%", "249.0%", "249.2%", "866.7%", "863.5%", "(66.6%)", "(66.5%)"}
    assert {finding.code for finding in findings} == {"rounding_inferred", "contradicted"}


def test_a_release_without_errors_has_no_failing_identity() -> None:
    checks, found, findings = proved("iij-2003-05-20")
    assert {check.verdict for check in checks} == {"holds"}
    assert not [reading for reading in found if reading.verdict == "contradicted"]
    assert not findings
