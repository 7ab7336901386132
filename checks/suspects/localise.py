"""Which readings a set of failing identities points at: the smallest set whose change lets every one of them hold.

Failing identities that share a reading are one question. A reading answers it alone where one value of it lets all of them hold;
of several such readings the one that the fewest holding identities would lose is taken, and all of them where they lose as few. Where
no reading answers alone, the one that answers most is taken first and the rest is asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checks.identities.identity import Identity, meets
from checks.identities.ledger import Interval, LedgerEntry


@dataclass(frozen=True, slots=True)
class Suspect:
    """A reading that explains failing identities."""

    entry: LedgerEntry
    wanted: Interval
    """Values with which the identities it explains would hold."""
    explains: tuple[Identity, ...]
    breaks: int
    """Holding identities that no such value would leave holding."""
    rivals: tuple[LedgerEntry, ...] = ()
    """Readings that explain the same as well: nothing tells which of them is wrong."""


def localise(failing: Sequence[Identity], holding: Sequence[Identity]) -> list[Suspect]:
    """The suspects of all failing identities, in the order of the entries."""
    asked = {member.at for identity in failing for member in identity.members}
    trusted: dict[int, list[Identity]] = defaultdict(list)
    for identity in holding:
        for member in identity.members:
            if member.at in asked:
                trusted[member.at].append(identity)
    suspects: dict[int, Suspect] = {}
    for question in connected(failing):
        for suspect in answer(question, trusted):
            # Asked again about the rest (a bent share of its own, say), a suspect keeps its first answer.
            suspects.setdefault(suspect.entry.at, suspect)
    return [suspects[at] for at in sorted(suspects)]


def connected(identities: Sequence[Identity]) -> list[list[Identity]]:
    """The identities in groups that share readings."""
    group: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for number, identity in enumerate(identities):
        groups[number] = [number]
        for other in {group[member.at] for member in identity.members if member.at in group} - {number}:
            groups[number] += groups.pop(other)
        for joined in groups[number]:
            for member in identities[joined].members:
                group[member.at] = number
    return [[identities[number] for number in sorted(numbers)] for numbers in groups.values()]


def answer(question: Sequence[Identity], trusted: Mapping[int, Sequence[Identity]]) -> list[Suspect]:
    """The suspects of one group of failing identities."""
    found: list[Suspect] = []
    left = list(question)
    while left:
        best = best_suspects(left, trusted)
        if not best:
            break
        found += best
        explained = {id(identity) for suspect in best for identity in suspect.explains}
        left = [identity for identity in left if id(identity) not in explained]
    return found


def best_suspects(failing: Sequence[Identity], trusted: Mapping[int, Sequence[Identity]]) -> list[Suspect]:
    """The readings that explain most of the identities at the least loss; several where nothing sets them apart."""
    by_entry: dict[int, list[Identity]] = defaultdict(list)
    entries: dict[int, LedgerEntry] = {}
    for identity in failing:
        for member in identity.members:
            by_entry[member.at].append(identity)
            entries[member.at] = member
    suspects = [s for at, mine in by_entry.items() if (s := to_suspect(entries[at], mine, trusted.get(at, ()))) is not None]
    if not suspects:
        return []
    most = max(len(suspect.explains) for suspect in suspects)
    widest = [suspect for suspect in suspects if len(suspect.explains) == most]
    least = min(suspect.breaks for suspect in widest)
    best = [suspect for suspect in widest if suspect.breaks == least]
    if len(best) == 1:
        return best
    # Of rivals that explain different identities (two cells of one wrong row) each is a suspect of its own.
    explained = [frozenset(map(id, suspect.explains)) for suspect in best]
    return [
        replace(suspect, rivals=tuple(other.entry for other, theirs in zip(best, explained, strict=True) if other is not suspect and own & theirs))
        for suspect, own in zip(best, explained, strict=True)
    ]


def to_suspect(entry: LedgerEntry, failing: Sequence[Identity], trusted: Sequence[Identity]) -> Suspect | None:
    """What one reading would explain with the value that lets most identities hold; None where no value lets any hold."""
    wanted = [(identity, span) for identity in failing if (span := identity.wanted(entry)) is not None]
    if not wanted:
        return None
    span = deepest([span for _, span in wanted])
    explains = tuple(identity for identity, own in wanted if own[0] <= span[0] and span[1] <= own[1])
    breaks = sum(1 for identity in trusted if (own := identity.wanted(entry)) is not None and not meets(own, span))
    return Suspect(entry, span, explains, breaks)


def deepest(spans: Sequence[Interval]) -> Interval:
    """The values that most of the spans share; of several places the first."""
    ends = sorted([(low, 0) for low, _ in spans] + [(high, 1) for _, high in spans])
    depth, most, best = 0, 0, spans[0]
    for place, (at, closes) in enumerate(ends):
        depth += -1 if closes else 1
        if not closes and depth > most:
            most = depth
            best = at, next(end for end, shut in ends[place + 1 :] if shut)
    return best
