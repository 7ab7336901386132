"""What the failing identities speak against: numbers that changed places as a whole, columns under the wrong heading, single numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.identities.identities import Tried
from checks.identities.identity import Identity, Sum
from checks.identities.ledger import Ledger, LedgerEntry, to_value
from checks.suspects.exchanged_lengths import ColumnPlace, column_of, lengths_exchanged
from checks.suspects.localise import Suspect, localise
from checks.suspects.repairs import explained_by, repair
from checks.suspects.swaps import Swap, TableKey, find_swaps, nearly_holds, put_right
from checks.suspects.swaps import to_finding as swap_to_finding
from parsers.records import Fact, Finding

MOSTLY = 0.5
"""Share of the numbers of a table that changed places that a table of the other language must repeat."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What holds, and what is suspected for that which does not."""

    holding: list[Identity]
    suspects: list[Suspect]
    """Single numbers."""
    swaps: list[Swap]
    mended: list[Identity]
    """Doubtful identities and hints that hold once the swaps are undone: tried after all."""
    contradicted: set[int]
    """Places in the ledger of all that is suspected."""
    unsteady: set[ColumnPlace]
    """Columns whose period is likely, not surely, another one."""
    findings: list[Finding]


def find_suspicion(ledger: Ledger, tried: Tried, facts: Sequence[Fact]) -> Suspicion:
    """The suspects: first what moved as a whole, then for the failures that this does not explain the smallest set of numbers."""
    holding, failing = list[Identity](), list[Identity]()
    for identity in tried.identities:
        (holding if identity.holds() else failing).append(identity)
    strange = [identity for identity in tried.doubtful if not identity.holds()]
    swaps = find_swaps(ledger, [*failing, *strange], tried.hints, holding)
    undone = {at: entry for swap in swaps for at, entry in swap.undone.items()}
    undone |= in_the_other_language(undone, holding)
    mended = [i for i in (*strange, *tried.hints) if undone and put_right(i, undone).holds()]
    suspects = localise([identity for identity in failing if not nearly_holds(put_right(identity, undone))] if swaps else failing, holding)
    misplaced, unsteady, of_lengths = lengths_exchanged(ledger, facts, undone)
    contradicted = {suspect.entry.at for suspect in suspects} | set(undone) | {at for swap in swaps for at in swap.alone}
    contradicted |= {entry.at for entry in ledger.entries if column_of(entry) in misplaced}
    findings = [*of_lengths, *(swap_to_finding(ledger, swap) for swap in swaps), *(to_finding(ledger, suspect) for suspect in suspects)]
    return Suspicion(holding, suspects, swaps, mended, contradicted, unsteady, findings)


def in_the_other_language(undone: Mapping[int, LedgerEntry], holding: Iterable[Identity]) -> dict[int, LedgerEntry]:
    """What repeats, in the other language and at the same scale, a table whose numbers are put right: it must be put right alike."""
    repeated: dict[tuple[TableKey, TableKey], dict[int, LedgerEntry]] = defaultdict(dict)
    for identity in holding if undone else ():
        if isinstance(identity, Sum) and identity.kind == "bilingual":
            one, other = identity.total, identity.parts[0]
            for mine, theirs in ((one, other), (other, one)):
                right = undone.get(mine.at)
                if right is not None and theirs.at not in undone and mine.digit == theirs.digit:
                    repeated[table_of(mine), table_of(theirs)][theirs.at] = replace(theirs, value=right.value, digit=right.digit, span=right.span)
    moved = Counter(map(table_of, undone.values()))
    return {at: entry for (mine, _), found in repeated.items() if len(found) >= MOSTLY * moved[mine] for at, entry in found.items()}


def table_of(entry: LedgerEntry) -> TableKey:
    return entry.reading.document, entry.reading.table


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
