"""How far each number is proved: every identity tried, failures traced to the readings that cause them, a verdict for each number.

contradicted   in the smallest set of readings whose change lets every failing identity hold
proved         an identity holds that it is tight for, and whose other members nothing speaks against
supported      only looser identities hold
unproved       none
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import fields, replace
from operator import attrgetter

from checks.articulation import articulations
from checks.balance import balances
from checks.bilingual import bilinguals
from checks.change import changes
from checks.change_apart import changes_apart
from checks.common_size import common_sizes
from checks.crossfooting import crossfootings
from checks.duplicate import duplicates
from checks.footing import footings
from checks.identity import Identity
from checks.ledger import Entry, Ledger, to_value
from checks.localise import Suspect, localise
from checks.pairing import RowPlace, doubted_pairs
from checks.relations import Book
from checks.repairs import explained_by, repair
from checks.roll_forward import roll_forwards
from checks.rounding import infer_rounding
from checks.swaps import find_swaps, put_right
from checks.swaps import to_finding as swaps_finding
from checks.translation import translations
from glossary.facts import choose_value
from parsers.model import About, Alignment, Check, Fact, Finding, Reading, Table

UNTOUCHED = attrgetter(*[field.name for field in fields(Reading)][:-2])
"""Every field of a reading but its verdict and proofs: building it anew is four times as fast as `dataclasses.replace`."""
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
    identities, doubtful, noticed = every_identity(ledger, about, alignments, facts)
    holding = [identity for identity in identities if identity.holds()]
    held = set(map(id, holding))
    failing = [identity for identity in identities if id(identity) not in held]
    swaps = find_swaps(ledger, [*failing, *doubtful], holding)
    undone = {at: entry for swap in swaps for at, entry in swap.undone.items()}
    mended = [identity for identity in doubtful if undone and not identity.holds() and put_right(identity, undone).holds()]
    identities += mended
    suspects = localise([identity for identity in failing if not put_right(identity, undone).holds()] if swaps else failing, holding)
    noticed += columns_doubted(doubtful, mended)
    contradicted = {suspect.entry.at for suspect in suspects} | set(undone)
    doubted, doubts = doubted_pairs(ledger, alignments)
    tight = {id(identity): frozenset(member.at for member in identity.tight_for(ledger)) for identity in holding}
    checks = tuple(to_check(release_id, number, identity, tight.get(id(identity))) for number, identity in enumerate(identities, 1))
    proved = readings_with_verdicts(ledger, readings, holding, tight, contradicted, doubted)
    understood = facts_with_verdicts(facts, {reading.reading_id: reading for reading in proved}, about)
    findings = [
        *findings,
        *(finding for finding in noticed if not settled(finding, holding)),
        *doubts,
        *(swaps_finding(ledger, swap) for swap in swaps),
        *(to_finding(ledger, suspect) for suspect in suspects),
    ]
    return checks, proved, understood, findings


def every_identity(
    ledger: Ledger, about: About, alignments: Iterable[Alignment], facts: Sequence[Fact]
) -> tuple[list[Identity], list[Identity], list[Finding]]:
    """The identities of all kinds, each once; those of columns that mostly fail, which are not tried; what was noticed on the way."""
    sums, adding, summed = footings(ledger, printed_finer(ledger, facts), crossfootings(ledger))
    book = Book(ledger, facts)
    repeated, differing = duplicates(ledger, facts, adding)
    translated, noticed = translations(ledger, about.usd_rate, adding)
    shares, strange_shares = common_sizes(ledger, adding)
    rates, strange_rates = changes(ledger)
    found: list[Identity] = [
        *sums,
        *balances(ledger, book, sums),
        *roll_forwards(book),
        *articulations(book),
        *shares,
        *rates,
        *changes_apart(ledger, facts),
        *translated,
        *bilinguals(ledger, alignments, adding),
        *repeated,
    ]
    return without_repeats(found), [*strange_shares, *strange_rates], [*summed, *noticed, *differing]


def columns_doubted(identities: Iterable[Identity], mended: Iterable[Identity]) -> list[Finding]:
    """A finding for each column of shares or rates that mostly does not follow from the amounts beside it, unless a swap explains it."""
    by_column: dict[tuple[int, int, int], list[Identity]] = defaultdict(list)
    for identity in identities:
        by_column[column_of(identity)].append(identity)
    explained = set(map(column_of, mended))
    findings = []
    for (document, table, column), found in by_column.items():
        if len(found) > 1 and (document, table, column) not in explained:
            named = f"table {table} column {column} ({found[0].members[0].reading.measure})"
            failing = sum(not identity.holds() for identity in found)
            message = f"{named}: expected to follow from the amounts beside it, found {failing} of {len(found)} rows that do not; not used"
            ids = tuple(identity.members[0].reading.reading_id for identity in found)
            findings.append(Finding("column_doubted", "warning", message, ids, document))
    return findings


def column_of(identity: Identity) -> tuple[int, int, int]:
    """document, table and column of the number that an identity explains"""
    shown = identity.members[0].reading
    return shown.document, shown.table, shown.column


def settled(finding: Finding, holding: Iterable[Identity]) -> bool:
    """Whether a total without a sum of its own is confirmed by what it is equal to elsewhere."""
    if finding.code != "total_without_sum":
        return False
    confirmed = {member.reading.reading_id for identity in holding if identity.kind in ("balance", "articulation") for member in identity.members}
    return confirmed.issuperset(finding.reading_ids)


def without_repeats(identities: Iterable[Identity]) -> list[Identity]:
    """Each set of members once: an identity found in two ways is one, and one of a number with itself is none."""
    seen: set[frozenset[int]] = set()
    kept = []
    for identity in identities:
        members = frozenset(member.at for member in identity.members)
        if len(members) == len(identity.members) and members not in seen:
            seen.add(members)
            kept.append(identity)
    return kept


def printed_finer(ledger: Ledger, facts: Iterable[Fact]) -> set[str]:
    """Ids of the readings that another reading of their fact prints with more digits."""
    coarse: set[str] = set()
    for fact in facts:
        entries = [ledger.by_id[reading_id] for reading_id in fact.reading_ids if reading_id in ledger.by_id]
        finest = min((entry.digit for entry in entries), default=0)
        coarse.update(entry.reading.reading_id for entry in entries if entry.digit > finest)
    return coarse


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


def readings_with_verdicts(
    ledger: Ledger,
    readings: Sequence[Reading],
    holding: Iterable[Identity],
    tight: Mapping[int, Set[int]],
    contradicted: Set[int],
    doubted: Set[RowPlace],
) -> tuple[Reading, ...]:
    """The readings with what the holding identities say of them; nil marks, and rows whose label is doubted, stay unproved."""
    proofs: dict[int, list[Identity]] = defaultdict(list)
    for identity in holding:
        suspected = [member.at for member in identity.members if member.at in contradicted]
        for member in identity.members:
            # Another member under suspicion takes the identity's word away.
            if not suspected or suspected == [member.at]:
                proofs[member.at].append(identity)
    found = []
    for reading in readings:
        entry = ledger.by_id.get(reading.reading_id)
        known = entry is not None and (entry.at in contradicted or (reading.document, reading.table, reading.row) not in doubted)
        found.append(with_verdict(entry, proofs.get(entry.at, ()), tight, entry.at in contradicted) if entry is not None and known else reading)
    return tuple(found)


def with_verdict(entry: Entry, holding: Sequence[Identity], tight: Mapping[int, Set[int]], contradicted: bool) -> Reading:
    """One reading with its verdict and the number of its independent proofs."""
    telling = [identity for identity in holding if not (entry.reading.placement == "inferred" and identity.kind in USED_TO_PLACE)]
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
        others = {member.at for member in identity.members if member is not entry}
        if used & others or (translated and identity.kind == "bilingual"):
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
    return replace(fact, verdict=verdict, proofs=max(reading.proofs for reading in group))


def with_value(fact: Fact, best: Reading, before: Reading) -> Fact:
    """The fact with the value of its best reading, in the concept's sign; `before` is the reading whose value it has."""
    if best.reading_id == before.reading_id or best.value is None:
        return fact
    turned = bool(fact.value and before.value and (fact.value < 0) != (before.value < 0))
    return replace(fact, value=-best.value if turned else best.value, decimals=best.decimals)


def to_finding(ledger: Ledger, suspect: Suspect) -> Finding:
    """What a person should know of a contradicted number: where, what was found, what would agree, and which others it may be."""
    reading = suspect.entry.reading
    low, high = (to_value(end) for end in suspect.wanted)
    wanted = f"{low}" if low == high else f"{low} to {high}"
    mended = repair(ledger, suspect)
    rivals = ", ".join(f"{other.reading.reading_id} ({other.reading.printed})" for other in suspect.rivals)
    message = (
        f'{reading.reading_id} p.{reading.page} "{reading.label}": expected {wanted} by {explained_by(suspect)}, '
        f"found {to_value(suspect.entry.value)} ({reading.printed})"
    )
    message += (f"; {mended}" if mended else "") + (f"; or wrong instead: {rivals}" if rivals else "")
    ids = (reading.reading_id, *(o.reading.reading_id for o in suspect.rivals))
    return Finding("contradicted", "warning", message, ids, reading.document, reading.page, reading.line, reading.bbox)
