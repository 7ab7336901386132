"""How far each number is proved: every identity tried, failures traced to the readings that cause them, a verdict for each number.

contradicted   in the smallest set of readings whose change lets every failing identity hold
proved         an identity holds that it is tight for, and whose other members nothing speaks against
supported      only looser identities hold
unproved       none, or its unit or period is unknown: a verdict vouches for what a number means, not for its digits alone
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import fields, replace
from operator import attrgetter

from checks.doubts.doubts import find_doubts
from checks.identities.identities import every_identity
from checks.identities.identity import Identity
from checks.identities.ledger import Entry, Ledger
from checks.identities.rounding import infer_rounding
from checks.suspects.suspicion import find_suspicion
from glossary.meaning.facts import choose_value
from glossary.pairing.equal_numbers import same_number
from parsers.model import About, Alignment, Check, Fact, Finding, Reading, Table

UNTOUCHED = attrgetter(*[field.name for field in fields(Reading)][:-2])
"""Every field of a reading but its verdict and proofs: building it anew is four times as fast as `dataclasses.replace`."""
_FACT = [field.name for field in fields(Fact)]
BEFORE_VERDICT, AFTER_PROOFS = attrgetter(*_FACT[: _FACT.index("verdict")]), attrgetter(*_FACT[_FACT.index("proofs") + 1 :])
"""The same of a fact, in two parts: verdict and proofs stand between them."""
USED_TO_PLACE = frozenset({"footing", "balance", "roll_forward", "common_size", "change", "translation"})
"""Kinds by which placement sets the cells of sparse rows: in its own table they prove nothing of an inferred reading."""


def prove(
    release_id: str,
    about: About,
    tables: Sequence[Table],
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    facts: Sequence[Fact],
) -> tuple[tuple[Check, ...], tuple[Reading, ...], tuple[Fact, ...], list[Finding]]:
    """Every identity tried, the readings and facts with their verdicts, and a finding for each number that is contradicted."""
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
    proved = readings_with_verdicts(ledger, readings, suspicion.holding, tight, suspicion.contradicted, doubted)
    understood = facts_with_verdicts(facts, {reading.reading_id: reading for reading in proved}, about)
    return checks, proved, understood, [*findings, *tried.findings, *doubts, *suspicion.findings]


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


def readings_with_verdicts(
    ledger: Ledger,
    readings: Sequence[Reading],
    holding: Iterable[Identity],
    tight: Mapping[int, Set[int]],
    contradicted: Set[int],
    doubted: Set[int],
) -> tuple[Reading, ...]:
    """The readings with what the holding identities say of them; nil marks and what is doubted stay unproved."""
    proofs: dict[int, list[Identity]] = defaultdict(list)
    for identity in holding:
        suspected = [member.at for member in identity.members if member.at in contradicted] if contradicted else []
        for member in identity.members:
            # Another member under suspicion takes the identity's word away.
            if not suspected or suspected == [member.at]:
                proofs[member.at].append(identity)
    found = []
    for reading in readings:
        entry = ledger.by_id.get(reading.reading_id)
        known = entry is not None and (entry.at in contradicted or entry.at not in doubted)
        found.append(with_verdict(entry, proofs.get(entry.at, ()), tight, entry.at in contradicted) if entry is not None and known else reading)
    return tuple(found)


def with_verdict(entry: Entry, holding: Sequence[Identity], tight: Mapping[int, Set[int]], contradicted: bool) -> Reading:
    """One reading with its verdict and the number of its independent proofs."""
    blind = entry.reading.frame == "open"
    telling = [identity for identity in holding if not blind and not (entry.reading.placement == "inferred" and identity.kind in USED_TO_PLACE)]
    if contradicted:
        verdict = "contradicted"
    elif any(entry.at in tight[id(identity)] for identity in telling):
        verdict = "proved"
    else:
        verdict = "supported" if telling else "unproved"
    return Reading(*UNTOUCHED(entry.reading), verdict, independent(entry, telling))  # type: ignore[call-arg]


def independent(entry: Entry, holding: Iterable[Identity]) -> int:
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


ORDER = ("proved", "supported", "unproved")


def facts_with_verdicts(facts: Iterable[Fact], readings: Mapping[str, Reading], about: About) -> tuple[Fact, ...]:
    """The facts with the best verdict of their readings; their value from a reading that is not contradicted where there is one."""
    return tuple(with_best(fact, [readings[i] for i in fact.reading_ids if i in readings], about) for fact in facts)


def with_best(fact: Fact, group: Sequence[Reading], about: About) -> Fact:
    """One fact with its verdict."""
    if not group:
        return fact
    best = choose_value(group, about.prevailing_language)
    if any(reading.verdict == "contradicted" for reading in group):
        fact = with_value(fact, best, choose_value([replace(reading, verdict="unproved") for reading in group], about.prevailing_language))
    doubted = best.verdict == "contradicted"
    verdict = best.verdict if doubted else min((r.verdict for r in group if r.verdict in ORDER), key=ORDER.index, default="unproved")
    if verdict == "proved" and differ(group):
        verdict = "supported"
    return Fact(*BEFORE_VERDICT(fact), verdict, max(reading.proofs for reading in group), *AFTER_PROOFS(fact))  # type: ignore[call-arg]


def differ(group: Sequence[Reading]) -> bool:
    """Do two prints of a fact differ by more than rounding, their signs apart (a cash flow adds back what the income statement deducts)?"""
    sizes = [replace(reading, value=abs(reading.value)) for reading in group if reading.value is not None]
    return any(not same_number(one, other) for place, one in enumerate(sizes) for other in sizes[place + 1 :])


def with_value(fact: Fact, best: Reading, before: Reading) -> Fact:
    """The fact with the value of its best reading, in the concept's sign; `before` is the reading whose value it has."""
    if best.reading_id == before.reading_id or best.value is None:
        return fact
    turned = bool(fact.value and before.value and (fact.value < 0) != (before.value < 0))
    return replace(fact, value=-best.value if turned else best.value, decimals=best.decimals)
