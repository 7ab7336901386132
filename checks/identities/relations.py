"""What must hold by accounting between concepts, whatever table they stand in: the rows of relations.tsv applied to the facts.

A row names a total and what makes it up: `A + B - C` of the total's own period, `X@begin` and `X@end` for a balance on the day
before and on the last day of it, `A * B` for a ratio times its base, `A?` for a part that many do not print: where it is not there, or a
nil mark, the others make up the total alone.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import regex

from checks.identities.identity import Identity, Ratio, Sum
from checks.identities.ledger import Ledger, LedgerEntry, to_units
from parsers.errors import TableError
from parsers.records import Fact

KINDS = ("footing", "balance", "roll_forward", "articulation", "naming")
"""Of identities; `naming`: found by `footing` without a name, and used only to tell labels that stand in each other's place."""
TERM = regex.compile(r"(?P<sign>[-+*])? \s*+ (?P<concept>[A-Za-z0-9]++) (?:@(?P<day>begin|end))?+ (?P<optional>\?)?+ \s*+", regex.VERBOSE)

Place = tuple[tuple[str, ...], str, str, str]
"""members, scenario, scope, language"""


@dataclass(frozen=True, slots=True)
class Term:
    """A concept in a relation."""

    concept: str
    sign: int
    day: str
    """"" for the relation's own period, `begin` or `end` for the balances around it."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class AccountingRelation:
    kind: str
    total: Term
    parts: tuple[Term, ...]
    product: bool
    """True where the two parts are multiplied."""
    note: str


@cache
def load_relations() -> tuple[AccountingRelation, ...]:
    """The rows of relations.tsv; raises TableError for one that cannot be read."""
    path = Path(__file__).with_name("relations.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(parse_relation(row, number) for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 2))


def parse_relation(row: dict[str, str], line: int) -> AccountingRelation:
    """One row as a relation."""
    total, parts = parse_terms(row["total"], line), parse_terms(row["parts"], line)
    if row["kind"] not in KINDS or len(total) != 1 or not parts:
        raise TableError(f"relations.tsv line {line}: expected a kind of {', '.join(KINDS)}, one total and its parts, found {row}")
    return AccountingRelation(row["kind"], total[0], parts, "*" in row["parts"], row["note"])


def parse_terms(text: str, line: int) -> tuple[Term, ...]:
    """The terms of `A + B@begin - C`."""
    found, at = [], 0
    while at < len(text):
        match = TERM.match(text, at)
        if match is None or match.end() == at:
            raise TableError(f"relations.tsv line {line}: expected terms like A + B@begin - C, found {text!r}")
        found.append(Term(match["concept"], -1 if match["sign"] == "-" else 1, match["day"] or "", bool(match["optional"])))
        at = match.end()
    return tuple(found)


class Book:
    """The prints of each fact: for each language the finest, with the sign that turns the print into the concept's value."""

    def __init__(self, ledger: Ledger, facts: Iterable[Fact]) -> None:
        self.found: dict[tuple[str, Place, str], dict[tuple[date | None, date | None], tuple[LedgerEntry, int]]] = defaultdict(dict)
        for fact in facts:
            if fact.measure != "amount" or fact.value is None or fact.period_end is None:
                continue
            value = to_units(fact.value)
            for reading_id in fact.reading_ids:
                entry = ledger.by_id.get(reading_id)
                if entry is None or abs(abs(entry.value) - abs(value)) > entry.digit:
                    continue
                key = fact.concept, (fact.members, fact.scenario, fact.scope, entry.reading.language), fact.unit
                period = fact.period_start, fact.period_end
                known = self.found[key].get(period)
                if known is None or entry.digit < known[0].digit:
                    self.found[key][period] = entry, 1 if (entry.value < 0) == (value < 0) else -1

    def of(self, concept: str) -> Iterator[tuple[Place, str, tuple[date | None, date | None], LedgerEntry, int]]:
        """Every print of a concept: place, unit, period, entry and sign."""
        for (name, place, unit), periods in self.found.items():
            if name == concept:
                for period, (entry, sign) in periods.items():
                    yield place, unit, period, entry, sign

    def find(self, term: Term, place: Place, unit: str, period: tuple[date | None, date | None]) -> tuple[LedgerEntry, int] | None:
        """The print of a term for the period of its relation."""
        start, end = period
        if term.day and (start is None or end is None):
            return None
        if term.day == "begin" and start is not None:
            period = None, start - timedelta(days=1)
        elif term.day == "end":
            period = None, end
        return self.found.get((term.concept, place, unit), {}).get(period)


def related(book: Book, kind: str) -> Iterator[Identity]:
    """The identities of one kind that the facts of a release allow to be tried.

    Relations with the same total are alternatives: the one that holds most often is tried, and none that fails in half of
    its cases, for then the issuer draws the line elsewhere.
    """
    alternatives: dict[str, list[list[Identity]]] = defaultdict(list)
    for relation in load_relations():
        if relation.kind == kind:
            found: list[Identity] = list((products if relation.product else sums)(book, relation))
            alternatives[f"{relation.total.concept}@{relation.total.day}*{relation.parts[0].concept * relation.product}"].append(found)
    for choices in alternatives.values():
        held = [sum(identity.holds() for identity in found) for found in choices]
        best = max(range(len(choices)), key=lambda at: held[at])
        if 2 * held[best] > len(choices[best]):
            yield from choices[best]


def sums(book: Book, relation: AccountingRelation) -> Iterator[Sum]:
    """The sums of one relation, one for each language and period in which all its terms are printed."""
    anchor = next((term for term in (relation.total, *relation.parts) if not term.day), relation.total)
    for place, unit, period, _, _ in book.of(anchor.concept):
        found = [(book.find(term, place, unit, period), term) for term in (relation.total, *relation.parts)]
        if any(one is None and not term.optional for one, term in found):
            continue
        (total, turn, _), *parts = [(*one, term.sign) for one, term in found if one is not None]
        signs = tuple(turn * sign * own for _, sign, own in parts)
        yield Sum(relation.kind, total, tuple(entry for entry, _, _ in parts), signs, note=relation.note)


def products(book: Book, relation: AccountingRelation) -> Iterator[Ratio]:
    """The products of one relation: a ratio per share, the shares, and the amount."""
    ratio, base = relation.parts
    for place, unit, period, entry, sign in book.of(ratio.concept):
        currency, _, counted = unit.partition("/")
        shares = next((found for name in (counted, f"{counted}s") if (found := book.find(base, place, name, period))), None)
        total = book.find(relation.total, place, currency, period)
        if shares is not None and total is not None and sign == total[1] and shares[1] > 0:
            yield Ratio(relation.kind, entry, shares[0], total[0], note=relation.note)
