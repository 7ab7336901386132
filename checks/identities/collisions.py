"""Numbers of lines of one name that differ: the glossary keeps them apart, as two items, unless something shows that they changed places.

    table 1   Total revenues   quarter 17,529   half-year  9,020
    table 9   Total revenues   quarter  9,020   half-year 17,529

By themselves they prove nothing and contradict nothing: many lines share a name. An exchange of columns or periods that makes
several of them agree is found by them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checks.identities.identity import Sum
from checks.identities.ledger import Ledger, LedgerEntry
from glossary.pairing.concepts import line_of
from parsers.records import Fact

MOST_PRINTS = 4
"""Prints of one line and period, further ones are left out: a name that stands everywhere says nothing."""


def collisions(ledger: Ledger, facts: Iterable[Fact]) -> list[Sum]:
    """For each two prints of a line, in two tables of one language, that the glossary took for different facts: that they should agree."""
    lines: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.period_end is not None:
            key = line_of(fact.concept), fact.members, fact.scenario, fact.scope, fact.measure, fact.unit, fact.period_start, fact.period_end
            lines[key].append(fact)
    found: list[Sum] = []
    for namesakes in lines.values():
        if len({fact.concept for fact in namesakes}) > 1:
            prints = [(number, entry) for number, fact in enumerate(namesakes) for entry in entries_of(ledger, fact)]
            if len(prints) <= 2 * MOST_PRINTS:
                pairs = ((one, other) for number, one in prints for their_number, other in prints if number < their_number)
                found += [should_agree(one, other) for one, other in pairs if comparable(one, other)]
    return [identity for identity in found if not identity.holds()]


def entries_of(ledger: Ledger, fact: Fact) -> list[LedgerEntry]:
    return [entry for entry in map(ledger.by_id.get, fact.reading_ids) if entry is not None]


def comparable(one: LedgerEntry, other: LedgerEntry) -> bool:
    """Whether two prints are of one language, in different tables, and compared with the same day where they are changes."""
    mine, theirs = one.reading, other.reading
    elsewhere = (mine.document, mine.table) != (theirs.document, theirs.table)
    return elsewhere and (mine.language, mine.compared_end) == (theirs.language, theirs.compared_end)


def should_agree(one: LedgerEntry, other: LedgerEntry) -> Sum:
    fine, coarse = sorted((one, other), key=lambda entry: (entry.digit, entry.at))
    return Sum("duplicate", coarse, (fine,), (1,), exact=fine.digit == coarse.digit, note="lines of one name")
