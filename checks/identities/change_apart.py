"""Changes whose earlier amount stands in another row or table: the first page of a 決算短信, whose rows are years, and forecasts.

    Year ended March 31, 2022    Net sales 889,270    20.0
    Year ended March 31, 2021    Net sales 740,903     2.3      20.0 % is 889,270 over 740,903; what 2.3 % compares with is not printed
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checks.identities.change import Pair, change_pairs, compared_cells, release_convention, to_identity
from checks.identities.common_size import mostly_hold
from checks.identities.identity import Identity
from checks.identities.ledger import Ledger, LedgerEntry
from parsers.records import Fact

DAYS_OF_A_LEAP = 3
"""Days by which two periods of one length may differ: a quarter with the 29th of February and one without, or 90 and 92 days."""

Item = tuple[object, ...]
"""What the facts of one line item have in common, whenever they are."""


def changes_apart(ledger: Ledger, facts: Iterable[Fact]) -> list[Identity]:
    """The changes whose amounts do not both stand in their row; of a table in which they mostly fail none.

    There the comparison may be with a restated amount, which the release does not print.
    """
    beside = list(change_pairs(ledger))
    done = {pair.change.at for pair in beside}
    apart = list(pairs_apart(ledger, facts, done))
    convention = release_convention([pair for pair in (*beside, *apart) if pair.change.reading.measure.startswith("change")])
    by_table: dict[tuple[int, int], list[Identity]] = defaultdict(list)
    for pair in apart:
        by_table[pair.change.reading.document, pair.change.reading.table].append(to_identity(pair, convention))
    return [identity for found in by_table.values() if mostly_hold(found) for identity in found]


def pairs_apart(ledger: Ledger, facts: Iterable[Fact], done: set[int]) -> Iterator[Pair]:
    """The changes that are not done, each with the amount beside it and the amount of the same item in the period it compares with."""
    left = [entry for entry in ledger.entries if entry.reading.measure.startswith(("change", "difference")) and entry.at not in done]
    if not left:
        return
    own: dict[str, Fact] = {}
    by_item: dict[Item, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.measure == "amount" and fact.value is not None and fact.period_end is not None:
            own.update(dict.fromkeys(fact.reading_ids, fact))
            by_item[item_of(fact)].append(fact)
    for entry in left:
        later = amount_beside(ledger, entry)
        understood = own.get(later.reading.reading_id) if later is not None else None
        earlier = earlier_amount(ledger, entry, understood, by_item) if understood is not None else None
        if later is not None and earlier is not None and earlier is not later:
            yield Pair(entry, later, earlier)


def item_of(fact: Fact) -> Item:
    return fact.concept, fact.members, fact.scope, fact.unit


def amount_beside(ledger: Ledger, entry: LedgerEntry) -> LedgerEntry | None:
    """The amount that a change is the change of: the header's word, else the nearest on its left that shares its label and period."""
    reading = entry.reading
    key = reading.document, reading.table
    cells = ledger.grid[key][reading.row]
    later, _ = compared_cells(cells, ledger.columns_of(key).get(reading.column), entry)
    if later is not None:
        return later
    for number in sorted((number for number in cells if number < reading.column), reverse=True):
        other = cells[number].reading
        if other.measure == "amount":
            alike = (other.label, other.period_end, other.scenario, other.members) == (reading.label, reading.period_end, reading.scenario, reading.members)
            return cells[number] if alike else None
    return None


def earlier_amount(ledger: Ledger, entry: LedgerEntry, later: Fact, by_item: dict[Item, list[Fact]]) -> LedgerEntry | None:
    """The finest print, in the change's language, of the item in the period that the change compares with; an actual one where there is one."""
    fitting = [fact for fact in by_item[item_of(later)] if fact.period_end == entry.reading.compared_end and as_long(fact, later)]
    for scenario in ("actual", later.scenario):
        ids = [reading_id for fact in fitting if fact.scenario == scenario for reading_id in fact.reading_ids]
        prints = [found for found in map(ledger.by_id.get, ids) if found is not None and found.reading.language == entry.reading.language]
        if prints:
            return min(prints, key=lambda print_: (print_.digit, print_.at))
    return None


def as_long(one: Fact, other: Fact) -> bool:
    """Whether two facts are of periods of one length, or both of a day."""
    if one.period_start is None or other.period_start is None or one.period_end is None or other.period_end is None:
        return one.period_start is None and other.period_start is None
    return abs((one.period_end - one.period_start).days - (other.period_end - other.period_start).days) <= DAYS_OF_A_LEAP
