"""Quarter and year to date in each other's place: a longer period cannot show less, line after line, than a shorter one that it contains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date

from checks.identities.ledger import Ledger, LedgerEntry
from parsers.records import Fact, Finding

FEW = 3
"""Lines that must be smaller in the longer period; a single gain or a loss may shrink."""
MOSTLY = 0.7
"""Share of the lines that must be."""
SURELY = 0.9
"""Share from which on the headings are wrong and not the lines, in a statement whose lines do not go up and down as cash flows do."""

MONTH = 30.44
"""Days."""

ColumnPlace = tuple[int, int, int]
"""document, table, column"""


def lengths_exchanged(
    ledger: Ledger, facts: Iterable[Fact], undone: Mapping[int, LedgerEntry] = {}
) -> tuple[set[ColumnPlace], set[ColumnPlace], list[Finding]]:
    """The columns whose periods are surely not what they say, those of which it is likely, and a finding for each pair of them.

    undone: numbers that are known to stand in each other's place, put right.
    """
    sure: set[ColumnPlace] = set()
    likely: set[ColumnPlace] = set()
    findings: list[Finding] = []
    for (short, long), found in columns_compared(ledger, facts, undone).items():
        smaller = [pair for pair in found if abs(pair[1].value) < abs(pair[0].value) - pair[0].digit]
        if len(smaller) >= FEW and len(smaller) >= MOSTLY * len(found):
            first, last = smaller[0]
            steady = first.reading.statement != "cash_flow_statement" and len(smaller) >= SURELY * len(found)
            (sure if steady else likely).update((short, long))
            message = (
                f"table {short[1]} column {short[2]} ({period(first)}) and table {long[1]} column {long[2]} ({period(last)}): expected the longer "
                f"period to show more, found less in {len(smaller)} of {len(found)} lines; their headings may be exchanged"
            )
            ids = tuple(entry.reading.reading_id for pair in smaller for entry in pair)
            findings.append(Finding("lengths_exchanged", "warning", message, ids, first.reading.document, first.reading.page, first.reading.line))
    if not findings:
        return set(), set(), []
    return of_one_length(ledger, sure), of_one_length(ledger, likely), findings


def of_one_length(ledger: Ledger, columns: Set[ColumnPlace]) -> set[ColumnPlace]:
    """The columns, and those of their tables for periods as long: a heading is wrong for shares, changes and the year before as well."""
    lengths = {(*column_of(entry)[:2], months(entry)) for entry in ledger.entries if column_of(entry) in columns}
    return {column_of(entry) for entry in ledger.entries if (*column_of(entry)[:2], months(entry)) in lengths}


def months(entry: LedgerEntry) -> int | None:
    """Whole months of the entry's period; None for an instant."""
    start, end = entry.reading.period_start, entry.reading.period_end
    return None if start is None or end is None else round((end - start).days / MONTH)


def period(entry: LedgerEntry) -> str:
    return f"{entry.reading.period_start}..{entry.reading.period_end}"


def columns_compared(
    ledger: Ledger, facts: Iterable[Fact], undone: Mapping[int, LedgerEntry]
) -> dict[tuple[ColumnPlace, ColumnPlace], list[tuple[LedgerEntry, LedgerEntry]]]:
    """For two columns of one language the amounts of their common lines, of the shorter and of the longer period."""
    found: dict[tuple[ColumnPlace, ColumnPlace], list[tuple[LedgerEntry, LedgerEntry]]] = defaultdict(list)
    for prints in by_line(ledger, facts, undone).values():
        for short, short_entries in prints.items():
            for long, long_entries in prints.items():
                if long[0] < short[0] and short[1] <= long[1]:
                    for one in short_entries:
                        for other in long_entries:
                            if (one.value > 0) == (other.value > 0):
                                found[column_of(one), column_of(other)].append((one, other))
    return found


def by_line(
    ledger: Ledger, facts: Iterable[Fact], undone: Mapping[int, LedgerEntry]
) -> dict[tuple[object, ...], dict[tuple[date, date], list[LedgerEntry]]]:
    """For each line item, language and unit the amounts of each period that are not nothing."""
    lines: dict[tuple[object, ...], dict[tuple[date, date], list[LedgerEntry]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.measure == "amount" and fact.period_start is not None and fact.period_end is not None:
            for entry in entries_of(ledger, fact):
                key = fact.concept, fact.members, fact.scenario, fact.scope, fact.unit, entry.reading.language
                lines[key][fact.period_start, fact.period_end].append(undone.get(entry.at, entry))
    return lines


def entries_of(ledger: Ledger, fact: Fact) -> Iterator[LedgerEntry]:
    """The prints of a fact that add up over time: money and counts, not averages or ratios."""
    if fact.unit not in ("pure", "shares", "ADS") and "/" not in fact.unit:
        for reading_id in fact.reading_ids:
            entry = ledger.by_id.get(reading_id)
            if entry is not None and entry.value:
                yield entry


def column_of(entry: LedgerEntry) -> ColumnPlace:
    return entry.reading.document, entry.reading.table, entry.reading.column
