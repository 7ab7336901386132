"""How far each number is proved: every identity tried, failures traced to the readings that cause them, a verdict for each number.

contradicted   in the smallest set of readings whose change lets every failing identity hold
proved         an identity holds that it is tight for, and whose other members nothing speaks against
supported      only looser identities hold, or no words at the table say what it means, and no sum can prove that
unproved       none, or its unit or period is unknown: a verdict vouches for what a number means, not for its digits alone
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from checks.doubts.doubts import find_doubts
from checks.identities.identities import every_identity
from checks.identities.identity import Identity
from checks.identities.ledger import Ledger, LedgerEntry
from checks.identities.rounding import infer_rounding
from checks.suspects.suspicion import find_suspicion
from glossary.meaning.facts import choose_value
from glossary.pairing.equal_numbers import same_number
from parsers.about import About
from parsers.records import Alignment, Check, Fact, Finding, Reading
from parsers.table import Table

USED_TO_PLACE = frozenset({"footing", "balance", "roll_forward", "common_size", "change", "translation"})
"""Kinds by which placement sets the cells of sparse rows: in its own table they prove nothing of an inferred reading."""
USED_TO_CHOOSE = frozenset({"common_size", "change"})
"""Kinds by which the numbers of a column tell what it prints, where no words do: they prove nothing of a reading whose measure they chose."""
AT_THE_TABLE = frozenset({"cell", "row", "header", "section", "caption"})
"""Where words stand that are a number's own."""
ORDER = ("proved", "supported", "unproved")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of one reading."""

    verdict: str = "unproved"
    proofs: int = 0
    """Holding identities whose other members are disjoint."""


UNPROVED = Verdict()


@dataclass(frozen=True, slots=True)
class FactVerdict:
    """What the checks say of one fact, and the value it takes now that some of its readings may be contradicted."""

    verdict: str
    proofs: int
    value: Decimal | None
    decimals: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything the checks found out: records of their own, which refer to readings and facts by their ids."""

    checks: tuple[Check, ...]
    readings: Mapping[str, Verdict]
    """By reading_id; a reading that is not there is unproved."""
    facts: Mapping[str, FactVerdict]
    """By fact_id; a fact that is not there is unproved and keeps its value."""
    findings: tuple[Finding, ...]


def prove(
    release_id: str,
    about: About,
    tables: Sequence[Table],
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    facts: Sequence[Fact],
) -> Proof:
    """Every identity tried, a verdict for each reading and fact, and a finding for each number that is contradicted."""
    rounding, findings = infer_rounding(about.rounding, facts, {reading.reading_id: reading for reading in readings})
    ledger = Ledger(tables, readings, rounding)
    tried = every_identity(ledger, about, alignments, facts)
    suspicion = find_suspicion(ledger, tried, facts)
    doubted, doubts = find_doubts(ledger, alignments, facts, tried, suspicion)
    tight = {id(identity): frozenset(member.at for member in identity.tight_for(ledger)) for identity in suspicion.holding}
    identities = [*tried.identities, *suspicion.mended]
    checks = tuple(
        [to_check(release_id, number, identity, tight.get(id(identity))) for number, identity in enumerate(identities, 1)]
        + [to_skipped(release_id, number, identity) for number, identity in enumerate(tried.skipped, len(identities) + 1)]
    )
    verdicts = reading_verdicts(ledger, readings, suspicion.holding, tight, suspicion.contradicted, doubted)
    understood = fact_verdicts(facts, {reading.reading_id: reading for reading in readings}, verdicts, about)
    return Proof(checks, verdicts, understood, (*findings, *tried.findings, *doubts, *suspicion.findings))


def join_verdicts(readings: Iterable[Reading], facts: Iterable[Fact], proof: Proof) -> tuple[tuple[Reading, ...], tuple[Fact, ...]]:
    """The readings and facts with what the checks say of them."""
    judged = (
        replace(reading, verdict=said.verdict, proofs=said.proofs) if (said := proof.readings.get(reading.reading_id)) else reading for reading in readings
    )
    understood = (
        replace(fact, verdict=best.verdict, proofs=best.proofs, value=best.value, decimals=best.decimals) if (best := proof.facts.get(fact.fact_id)) else fact
        for fact in facts
    )
    return tuple(judged), tuple(understood)


def to_check(release_id: str, number: int, identity: Identity, tight: Set[int] | None) -> Check:
    """The record of an identity that was tried; tight is None where it failed."""
    expected, found, residual, tolerance = identity.figures()
    shown = identity.members[0].reading
    return Check(
        check_id=f"{release_id}/{identity.kind}/{number}",
        release_id=release_id,
        kind=identity.kind,
        statement=shown.statement,
        measure=shown.measure,
        unit=shown.unit,
        period_end=shown.period_end,
        reading_ids=tuple(member.reading.reading_id for member in identity.members),
        expected=expected,
        found=found,
        residual=residual,
        tolerance=tolerance,
        tight_for=tuple(member.reading.reading_id for member in identity.members if tight and member.at in tight),
        verdict="fails" if tight is None else "holds",
        note=identity.note,
    )


def to_skipped(release_id: str, number: int, identity: Identity) -> Check:
    """The record of an identity that was not tried, for the unit or period of a member is unknown."""
    unknown = next(member.reading for member in identity.members if member.reading.frame == "open")
    note = f"{identity.note}; skipped: {'unit' if unknown.unit == 'unknown' else 'period'} of {unknown.reading_id} unknown"
    return replace(to_check(release_id, number, identity, None), tight_for=(), verdict="skipped", note=note)


def reading_verdicts(
    ledger: Ledger,
    readings: Iterable[Reading],
    holding: Iterable[Identity],
    tight: Mapping[int, Set[int]],
    contradicted: Set[int],
    doubted: Set[int],
) -> dict[str, Verdict]:
    """What the identities say of each reading, by reading_id; nil marks and what is doubted have no verdict."""
    proofs: dict[int, list[Identity]] = defaultdict(list)
    for identity in holding:
        suspected = [member.at for member in identity.members if member.at in contradicted] if contradicted else []
        for member in identity.members:
            # Another member under suspicion takes the identity's word away.
            if not suspected or suspected == [member.at]:
                proofs[member.at].append(identity)
    found: dict[str, Verdict] = {}
    for reading in readings:
        entry = ledger.by_id.get(reading.reading_id)
        if entry is not None and (entry.at in contradicted or entry.at not in doubted):
            found[reading.reading_id] = reading_verdict(entry, proofs.get(entry.at, ()), tight, entry.at in contradicted)
    return found


def reading_verdict(entry: LedgerEntry, holding: Sequence[Identity], tight: Mapping[int, Set[int]], contradicted: bool) -> Verdict:
    """The verdict of one reading and the number of its independent proofs."""
    blind = entry.reading.frame == "open"
    used = USED_TO_PLACE if entry.reading.placement == "inferred" else USED_TO_CHOOSE if is_chosen(entry.reading) else frozenset()
    telling = [identity for identity in holding if not blind and identity.kind not in used]
    if contradicted:
        verdict = "contradicted"
    elif any(entry.at in tight[id(identity)] for identity in telling) and not is_assumed(entry.reading):
        verdict = "proved"
    else:
        verdict = "supported" if telling else "unproved"
    return Verdict(verdict, independent(entry, telling))


def is_chosen(reading: Reading) -> bool:
    """Did numbers choose its measure?"""
    return any(source.dimension == "measure" and source.by == "numbers" for source in reading.sources)


def is_assumed(reading: Reading) -> bool:
    """Does no word that reaches the number from its table or a heading above give its unit or its period, or no word of the release whose
    numbers they are? Sums hold whatever the year, the currency or the company is."""
    said = {source.dimension for source in reading.sources if source.by in AT_THE_TABLE}
    return not said.issuperset(("unit", "period")) or not any(source.dimension == "scope" for source in reading.sources)


def independent(entry: LedgerEntry, holding: Iterable[Identity]) -> int:
    """Number of identities whose other members are disjoint, shortest first; the other language counts once."""
    used: set[int] = set()
    count = 0
    translated = False
    for identity in sorted(holding, key=lambda identity: len(identity.members)):
        if translated and identity.kind == "bilingual":
            continue
        others = {member.at for member in identity.members if member is not entry}
        if used & others:
            continue
        used |= others
        translated = translated or identity.kind == "bilingual"
        count += 1
    return count


def fact_verdicts(facts: Iterable[Fact], readings: Mapping[str, Reading], verdicts: Mapping[str, Verdict], about: About) -> dict[str, FactVerdict]:
    """The best verdict of each fact's readings, by fact_id; its value from a reading that is not contradicted where there is one."""
    groups = ((fact, [readings[i] for i in fact.reading_ids if i in readings]) for fact in facts)
    return {fact.fact_id: fact_verdict(fact, group, verdicts, about) for fact, group in groups if group}


def fact_verdict(fact: Fact, group: Sequence[Reading], verdicts: Mapping[str, Verdict], about: About) -> FactVerdict:
    """The verdict of one fact of at least one reading."""
    said = {reading.reading_id: verdicts.get(reading.reading_id, UNPROVED) for reading in group}
    contradicted = {reading_id for reading_id, verdict in said.items() if verdict.verdict == "contradicted"}
    best = choose_value(group, about.prevailing_language, contradicted)
    value, decimals = value_of(fact, best, choose_value(group, about.prevailing_language)) if contradicted else (fact.value, fact.decimals)
    known = (verdict.verdict for verdict in said.values() if verdict.verdict in ORDER)
    verdict = "contradicted" if best.reading_id in contradicted else min(known, key=ORDER.index, default="unproved")
    if verdict == "proved" and differ(group):
        verdict = "supported"
    return FactVerdict(verdict, max(verdict.proofs for verdict in said.values()), value, decimals)


def differ(group: Sequence[Reading]) -> bool:
    """Do two prints of a fact differ by more than rounding, their signs apart (a cash flow adds back what the income statement deducts)?"""
    sizes = [replace(reading, value=abs(reading.value)) for reading in group if reading.value is not None]
    return any(not same_number(one, other) for place, one in enumerate(sizes) for other in sizes[place + 1 :])


def value_of(fact: Fact, best: Reading, before: Reading) -> tuple[Decimal | None, int | None]:
    """Value and decimals of the fact's best reading, in the concept's sign; `before` is the reading whose value the fact has."""
    if best.reading_id == before.reading_id or best.value is None:
        return fact.value, fact.decimals
    turned = bool(fact.value and before.value and (fact.value < 0) != (before.value < 0))
    return -best.value if turned else best.value, best.decimals
