"""What a summary says of a release: a few facts that show at a glance what it is about, and its contradicted numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from parsers.records import Check, Fact, Reading, Release

COUNT = 3
LINES = ("Revenues", "NetSales", "OperatingIncomeLoss", "OperatingIncome", "OrdinaryIncome", "NetIncomeLoss", "ProfitLoss", "Assets")
"""Concepts that a reader looks for first."""
STATEMENTS = ("income_statement", "summary", "balance_sheet", "cash_flow_statement")
SUSPECTS = 10
"""Contradicted numbers reported one by one."""
VERDICTS = ("proved", "supported", "unproved", "contradicted")
AGREEMENTS = ("both", "differ", "ja_only", "en_only")


def facts_to_highlights(release: Release, facts: Iterable[Fact]) -> tuple[tuple[str, ...], ...]:
    """Up to three lines (label_ja, label_en, value with unit, period), best known and best proved first, one a concept.

    Money of the accounts' main lines for the period the release reports on, else for the latest; nothing where there is none.
    """
    money = [fact for fact in facts if _is_headline(fact)]
    period = release.fiscal_period if any(fact.fiscal_period == release.fiscal_period for fact in money) else None
    latest = max((fact.period_end for fact in money if fact.period_end), default=None)
    shown = [fact for fact in money if (fact.fiscal_period == period if period else fact.period_end == latest)]
    lines: dict[str, tuple[str, ...]] = {}
    for fact in sorted(shown, key=_rank):
        lines.setdefault(fact.concept, (fact.label_ja or "-", fact.label_en or "-", format_value(fact.value, fact.unit), format_period(fact)))
    return tuple(list(lines.values())[:COUNT])


def _is_headline(fact: Fact) -> bool:
    return (
        fact.value is not None
        and bool(fact.value)
        and fact.measure == "amount"
        and fact.unit in ("JPY", "USD")
        and fact.statement in STATEMENTS
        and fact.scenario == "actual"
        and not fact.members
        and (fact.label_ja is not None or fact.label_en is not None)
    )


def _rank(fact: Fact) -> tuple[object, ...]:
    """Lower is better: a line that everybody looks for, both languages, an accepted concept, the income statement, proved, large."""
    return (
        LINES.index(fact.concept) if fact.concept in LINES else len(LINES),
        AGREEMENTS.index(fact.agreement),
        fact.concept_status != "accepted",
        STATEMENTS.index(fact.statement),
        VERDICTS.index(fact.verdict),
        fact.unit != "JPY",
        -abs(fact.value or Decimal()),
        fact.fact_id,
    )


def format_value(value: Decimal | None, unit: str) -> str:
    """
    >>> format_value(Decimal("9633155000"), "JPY"), format_value(Decimal("-0.088"), "pure"), format_value(None, "JPY")
    ('JPY 9,633,155,000', '-0.088', 'nil')
    """
    if value is None:
        return "nil"
    plain = f"{value.normalize():,f}"
    return plain if unit == "pure" else f"{unit} {plain}" if unit in ("JPY", "USD") else f"{plain} {unit}"


def format_period(fact: Fact) -> str:
    """First and last day, or the one day of an instant."""
    if fact.period_end is None:
        return "period unknown"
    return f"{fact.period_start}..{fact.period_end}" if fact.period_start else str(fact.period_end)


def contradicted_lines(readings: Iterable[Reading], checks: Iterable[Check]) -> tuple[str, ...]:
    """A line for each contradicted number (the first ten): its place, what is printed, and an identity that fails."""
    failing: dict[str, str] = {}
    for check in checks:
        if check.verdict == "fails":
            for reading_id in check.reading_ids:
                failing.setdefault(reading_id, failure_text(check))
    suspects = [reading for reading in readings if reading.verdict == "contradicted"]
    lines = [
        f"p.{s.page} line {s.line} {s.label} {s.measure} {s.period_end}: {s.printed} ({failing.get(s.reading_id, 'no identity')})"
        for s in suspects[:SUSPECTS]
    ]
    return tuple(lines) if len(suspects) <= SUSPECTS else (*lines, f"... and {len(suspects) - SUSPECTS} more")


def failure_text(check: Check) -> str:
    """A failing identity in a few words: its kind, what it expects, what is found."""
    said = f"{check.kind}: expected {_plain(check.expected)}, found {_plain(check.found)}"
    return f"{said}; {check.note}" if check.note else said


def _plain(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{value.normalize():,f}"
