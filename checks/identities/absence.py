"""Rows that seem to be missing: a total that the rows above it do not add up to, in any column and in no way.

A wrong number breaks its sum in one column and leaves the others; a row that is not there breaks it in all of them, so that no sum
is found. Where another table of the statement (the year to date beside the quarter, the other language) has a row in that place,
the finding names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from checks.identities.duplicate import row_of
from checks.identities.footing import Relation, Rows, relation_to_sums
from checks.identities.identity import Identity, Sum
from checks.identities.ledger import Ledger, to_value
from parsers.records import Fact, Finding
from parsers.words.label_texts import fold

Key = tuple[int, int]
"""document, table"""
RowPlace = tuple[int, int, int]
"""document, table, row"""

MADE_OF_TOTALS = frozenset({"LiabilitiesAndStockholdersEquity", "NetIncreaseDecreaseInCash"})
"""Concepts that are made of totals: that a total stands directly above says nothing. Of one total alone the table may show the rest elsewhere."""
PROFITS = frozenset({"GrossProfit", "IncomeBeforeIncomeTaxes", "OperatingIncomeLoss", "OrdinaryIncome"})
"""Concepts of which each is the one above it and what stands between."""
AFTER_TAX = frozenset({"NetIncomeLoss", "ProfitLoss"})
"""Concepts of what is left after taxes, which other statements begin with."""
IN_FULL = 12
"""Rows from which on a statement is no excerpt, whose profits stand one below the other."""
ALIKE = 0.6
"""Share of a table's labels that another table must have to show what is missing."""
NAMED = 3
"""Rows named at most."""
MOST_PARTS = 12
"""Rows that a total may be the sum of once an exchange is undone."""
NEVER_A_LINE = frozenset({
    "Assets", "CostsAndExpenses", "CurrentAssets", "CurrentLiabilities", "EquityIncludingNoncontrolling", "GrossProfit", "IncomeBeforeIncomeTaxes",
    "Liabilities", "LiabilitiesAndStockholdersEquity", "NetAssets", "NetCashProvidedByFinancingActivities", "NetCashProvidedByInvestingActivities",
    "NetCashProvidedByOperatingActivities", "NetIncreaseDecreaseInCash", "NoncurrentAssets", "NoncurrentLiabilities", "OperatingIncomeLoss",
    "OrdinaryIncome", "StockholdersEquity", "SubtotalOperatingCashFlow",
})  # fmt: skip
"""Concepts that are the result of the rows above them, whatever they are called."""
STATEMENTS = frozenset({"income_statement", "balance_sheet", "cash_flow_statement"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """A total that no rows above it give."""

    key: Key
    rows: Rows
    at: int
    """Place of the total in `rows`."""
    above: Sequence[int]
    """Places of the rows above it that no other total has taken."""


def totals_without_sum(
    ledger: Ledger, facts: Iterable[Fact], footed: Mapping[Key, tuple[Rows, Sequence[Relation]]], by_name: Iterable[Identity] = ()
) -> list[Lacking]:  # fmt: skip
    """The totals that lack something. footed: the rows and the sums of every table; by_name: identities that go by what rows are called."""
    made = {row_of(found.total) for found in by_name if isinstance(found, Sum) and len(found.parts) > 1 and found.holds()}
    found: list[Lacking] = []
    concepts = {reading_id: fact.concept for fact in facts for reading_id in fact.reading_ids}
    for key, (rows, relations) in footed.items():
        sums = {relation.total for relation in relations}
        told: set[int] = set()
        for at in range(1, len(rows.numbers)):
            entries = [entry for entry in rows.entries[at] if entry is not None]
            concept = concept_of(rows, at, concepts)
            if at not in sums and (*key, rows.numbers[at]) not in made and any(entry.value for entry in entries) and (is_result(ledger, key, rows, at, concept) or concept in AFTER_TAX):
                above = open_rows(at, relations)
                # What is built on a total that lacks something lacks it too.
                before = concept_of(rows, above[-1], concepts) if above else None
                if has_parts(rows, above, sums, concept, before, {concept_of(rows, row, concepts) for row in above}) and told.isdisjoint(above) and not rows.repeats(at, above[-1]):
                    told.add(at)
                    if not within_rounding(rows, at, above):
                        found.append(Lacking(key, rows, at, above))
    return found


def missing_rows(ledger: Ledger, totals: Iterable[Lacking]) -> tuple[set[RowPlace], list[Finding]]:
    """The totals that lack something with the rows beside them, whose label they may bear, and a finding for each."""
    doubted: set[RowPlace] = set()
    findings: list[Finding] = []
    for total in totals:
        numbers = total.rows.numbers
        doubted |= {(*total.key, numbers[near]) for near in range(total.at - 1, min(total.at + 2, len(numbers)))}
        findings.append(to_finding(ledger, total))
    return doubted, findings


def sums_to_be(totals: Iterable[Lacking]) -> Iterator[Sum]:
    """What the totals would be the sum of if nothing were amiss: the last rows above them, so many as may be."""
    for total in totals:
        for length in range(2, min(len(total.above), MOST_PARTS) + 1):
            parts = tuple(total.above[-length:])
            yield from relation_to_sums(total.rows.entries, Relation(total.at, parts, (1,) * length))


def is_result(ledger: Ledger, key: Key, rows: Rows, at: int, concept: str | None) -> bool:
    """Whether a row says that it is a total, or is one of the accounts that always are."""
    table = ledger.tables.get(key)
    return table is not None and (rows.totals[at] or (table.statement in STATEMENTS and concept in NEVER_A_LINE))


def concept_of(rows: Rows, at: int, concepts: Mapping[str, str]) -> str | None:
    """The concept of a row's first amount."""
    first = next((entry for entry in rows.entries[at] if entry is not None), None)
    return None if first is None else concepts.get(first.reading.reading_id)


def has_parts(rows: Rows, above: Sequence[int], sums: Set[int], concept: str | None, before: str | None, open_: Set[str | None]) -> bool:
    """Whether rows stand above a total that it should be made of: a line since the last total; for what is made of totals two rows of any sort.

    before, open_: the concepts of the row directly above and of all that no total has taken. In a statement in full a profit below another one
    needs a line between them, and what is left after taxes is made of what was there before them; an excerpt prints results one below the other.
    """
    in_full = len(rows.numbers) >= IN_FULL
    if concept in AFTER_TAX:
        return in_full and "IncomeBeforeIncomeTaxes" in open_
    if in_full and before in PROFITS and concept in PROFITS:
        return True
    if concept in MADE_OF_TOTALS:
        return len(above) > 1
    return bool(above) and not rows.totals[above[-1]] and above[-1] not in sums and before not in NEVER_A_LINE


def open_rows(at: int, relations: Sequence[Relation]) -> list[int]:
    """The rows above that no total above has taken."""
    taken = {part for relation in relations if relation.total < at for part in relation.parts}
    return [row for row in range(at) if row not in taken]


def to_finding(ledger: Ledger, total: Lacking) -> Finding:
    """What a person should know: the total, what the rows directly above it lack, and what stands there elsewhere."""
    key, rows, at, above = total.key, total.rows, total.at, total.above
    entries = [entry for entry in rows.entries[at] if entry is not None]
    first = entries[0].reading
    names = names_elsewhere(ledger, key, rows.numbers[at])
    shown = "; another table of the statement has " + ", ".join(f'"{name}"' for name in names) + " there" if names else ""
    lacking = ", ".join(f"{to_value(value):,}" for value in lacks(rows, at, above))
    message = (
        f'table {key[1]} row {first.row} "{first.label}": expected a sum of the rows above it, found none; '
        f"the nearest rows lack {lacking}; a row may be missing or wrong{shown}"
    )
    ids = tuple(entry.reading.reading_id for entry in entries)
    return Finding("total_without_sum", "warning", message, ids, key[0], first.page, first.line, first.bbox)


def within_rounding(rows: Rows, at: int, above: Sequence[int]) -> bool:
    """Whether the nearest rows give the total but for rounding: too few or too small to be believed a sum, but nothing is amiss."""
    digit = max(rows.digits)
    return all(2 * abs(lacking) <= rows.leeway(len(above)) * digit for lacking in lacks(rows, at, above))


def lacks(rows: Rows, at: int, above: Sequence[int]) -> list[int]:
    """What the open rows nearest to the total lack, in each column that prints it: of as many rows as lack the least."""
    columns = [(column, total.value) for column, total in enumerate(rows.entries[at]) if total is not None]
    tried = (
        [total - sum(rows.values[row][column] for row in above[start:]) for column, total in columns] for start in range(len(above))
    )
    return min(tried, key=lambda lacking: sum(map(abs, lacking)))


def names_elsewhere(ledger: Ledger, key: Key, row: int) -> list[str]:
    """The labels that a table most like this one, of its statement and language, has above the same total and this one lacks."""
    own = labels_of(ledger, key)
    known = set(own.values())
    table = ledger.tables[key]
    best: tuple[float, list[str]] = ALIKE, []
    for other, candidate in ledger.tables.items():
        if other == key or (candidate.statement, candidate.language) != (table.statement, table.language):
            continue
        theirs = labels_of(ledger, other)
        alike = len(known & set(theirs.values())) / max(len(known), 1)
        end = next((number for number, label in theirs.items() if label == own.get(row)), None)
        if alike > best[0] and end is not None:
            names = {r.number: r.label for r in candidate.rows}
            start = max((number for number, label in theirs.items() if number < end and label in totals_before(own, row, ledger, key)), default=0)
            best = alike, [names[number] for number, label in theirs.items() if start < number < end and label not in known]
    return best[1][:NAMED]


def labels_of(ledger: Ledger, key: Key) -> dict[int, str]:
    """Row number to folded label, of the rows with numbers."""
    numbers = ledger.rows_of(key)
    return {number: fold(numbers[number].label) for number in sorted(ledger.grid[key]) if number in numbers}


def totals_before(own: Mapping[int, str], row: int, ledger: Ledger, key: Key) -> set[str]:
    """The folded labels of the totals above a row."""
    rows = ledger.rows_of(key)
    return {label for number, label in own.items() if number < row and rows[number].total}
