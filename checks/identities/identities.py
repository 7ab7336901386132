"""Every identity that a release allows to be tried, of all kinds: to try another kind, write its file and name it here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.identities.absence import NEVER_A_LINE, Lacking, sums_to_be, totals_without_sum
from checks.identities.articulation import articulations
from checks.identities.balance import balances
from checks.identities.bilingual import bilinguals
from checks.identities.change import changes
from checks.identities.change_apart import changes_apart
from checks.identities.collisions import collisions
from checks.identities.common_size import common_sizes
from checks.identities.crossfooting import crossfootings
from checks.identities.duplicate import duplicates
from checks.identities.footing import Footed, footings, unread_between
from checks.identities.identity import Identity
from checks.identities.ledger import Ledger
from checks.identities.relations import Book
from checks.identities.roll_forward import roll_forwards
from checks.identities.translation import translations
from parsers.about import About
from parsers.records import Alignment, Fact, Finding

WITHIN_COLUMN = frozenset({"footing", "common_size"})
"""Kinds that need neither the unit nor the period of what they add up."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a release allows to be tried."""

    identities: list[Identity]
    """Each set of members once."""
    skipped: list[Identity]
    """Of members whose unit or period is unknown, where the identity rests on it: nothing is compared."""
    doubtful: list[Identity]
    """Of columns and tables that mostly fail: not tried, for something else is wrong with them."""
    hints: Sequence[Identity]
    """What does not hold and is not tried, but an exchange that makes several of them hold is no chance: lines that share a name and differ,
    totals that lack something."""
    footed: Footed
    """The rows of every table with the sums found in them."""
    lacking: list[Lacking]
    """Totals that no rows above them give."""
    findings: list[Finding]


def every_identity(
    ledger: Ledger, about: About, alignments: Iterable[Alignment], facts: Sequence[Fact]
) -> Tried:
    """The identities of all kinds, and what was noticed on the way."""
    sums, adding, footed = footings(ledger, printed_finer(ledger, facts), crossfootings(ledger), results_of(facts))
    book = Book(ledger, facts)
    by_name = [*balances(ledger, book, sums), *roll_forwards(book), *articulations(book)]
    lacking = totals_without_sum(ledger, facts, footed, by_name)
    repeated, different, differing = duplicates(ledger, facts, adding)
    translated, strange_dollars, noticed = translations(ledger, about.usd_rate, adding)
    shares, strange_shares = common_sizes(ledger, adding)
    rates, strange_rates = changes(ledger)
    found: list[Identity] = [
        *(total for total in sums if total.holds() or not unread_between(ledger, total)),
        *by_name,
        *shares,
        *rates,
        *changes_apart(ledger, facts),
        *translated,
        *bilinguals(ledger, alignments, adding),
        *repeated,
    ]
    doubtful = [*strange_shares, *strange_rates, *strange_dollars, *different]
    hints = [*collisions(ledger, facts), *(total for total in sums_to_be(lacking) if not total.holds())]
    kept = without_repeats(found)
    skipped = [identity for identity in kept if rests_on_unknown(identity)]
    return Tried([identity for identity in kept if not rests_on_unknown(identity)], skipped, doubtful, hints, footed, lacking, [*noticed, *differing])


def rests_on_unknown(identity: Identity) -> bool:
    """Does it compare numbers of several columns or rows by what they mean, though unit or period of one is unknown? The sum of a column
    and its shares hold whatever these are."""
    return identity.kind not in WITHIN_COLUMN and any(member.reading.frame == "open" for member in identity.members)


def results_of(facts: Iterable[Fact]) -> set[str]:
    """Ids of the amounts of accounts that are always the result of the rows above them."""
    return {reading_id for fact in facts if fact.measure == "amount" and fact.concept in NEVER_A_LINE for reading_id in fact.reading_ids}


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
