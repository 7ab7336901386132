"""What each reading's row means in the end: rows joined by alignments share a concept, rows that only share a name do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from glossary.pairing.concepts import PROVISIONAL, is_provisional, row_concept
from glossary.pairing.equal_numbers import same_number
from glossary.pairing.items import Item, tables_to_items
from glossary.terms.folds import fold_label
from glossary.terms.glossary import Glossary
from parsers.about import Language
from parsers.records import Alignment, Finding, Reading
from parsers.table import Table
from parsers.words.statements import ACCOUNTS

RowKey = tuple[int, int, int, str]
"""document, table, row, label."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reading's row means."""

    concept: str
    sign: int
    """-1 where the row prints the concept with the other sign."""
    partners: Mapping[Language, str] = field(default_factory=dict)
    """Labels printed for the same row, by language."""

    def partner_label(self, language: Language) -> str | None:
        return self.partners.get(language)


@dataclass(frozen=True)
class _Group:
    """Items that alignments join into one row."""

    items: tuple[Item, ...]
    concept: str
    sign: int
    """-1 where the numbers show that the group prints the concept with the other sign, though no term says so."""

    @property
    def readings(self) -> list[Reading]:
        return [reading for item in self.items for reading in item.readings]

    @property
    def order(self) -> tuple[bool, bool, tuple[object, ...]]:
        """Main statements first, then rows that print the concept's standard label, then as printed."""
        standard = any(item.found.term is not None and item.found.term.role == "standard" for item in self.items)
        return (not any(item.statement in ACCOUNTS for item in self.items), not standard, self.items[0].key)


def row_meanings(
    tables: Sequence[Table], readings: Sequence[Reading], alignments: Sequence[Alignment], glossary: Glossary
) -> tuple[Mapping[str, Meaning], list[Finding]]:
    """Reading id -> what its row means, for every reading, and findings about conflicts and collisions."""
    items = {item.key: item for table in tables_to_items(tables, readings, glossary) for item in table.items if item.readings}
    concepts = {_ja_key(a) or _en_key(a): a.concept for a in alignments}
    joined = join_rows(items, alignments)
    groups = [_to_group([items[key] for key in keys], alignments_concepts(keys, alignments, concepts), glossary) for keys in joined]
    settled, findings = settle_collisions(sorted(groups, key=lambda group: group.order))
    meanings: dict[str, Meaning] = {}
    for group in settled:
        partners = _labels_of(group)
        for item in group.items:
            meaning = Meaning(group.concept, group.sign * _sign_of(item, group), partners)
            meanings.update((reading.reading_id, meaning) for reading in item.readings)
    stray = Meaning(f"{PROVISIONAL}unknown", 1)
    return {reading.reading_id: meanings.get(reading.reading_id, stray) for reading in readings}, findings


def _ja_key(a: Alignment) -> RowKey | None:
    return None if a.ja_row is None else (a.ja_document or 0, a.ja_table or 0, a.ja_row, a.ja_label or "")


def _en_key(a: Alignment) -> RowKey | None:
    return None if a.en_row is None else (a.en_document or 0, a.en_table or 0, a.en_row, a.en_label or "")


def join_rows(items: Mapping[RowKey, Item], alignments: Iterable[Alignment]) -> list[list[RowKey]]:
    """Sets of rows that alignments join, directly or through others; a row without any is a set of its own.

    A row that one language splits stays apart from its parts.
    """
    leader: dict[RowKey, RowKey] = {key: key for key in items}

    def find(key: RowKey) -> RowKey:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    aligned = [(ja, en, a.scale_twin) for a in alignments if a.status == "aligned" and (ja := _ja_key(a)) in leader and (en := _en_key(a)) in leader]
    partners = Counter(key for ja, en, twin in aligned if not twin for key in (ja, en))
    for ja, en, twin in aligned:
        if ja is not None and en is not None and (twin or partners[ja] == partners[en] == 1):
            leader[find(en)] = find(ja)
    sets: dict[RowKey, list[RowKey]] = defaultdict(list)
    for key in items:
        sets[find(key)].append(key)
    return list(sets.values())


def alignments_concepts(keys: Sequence[RowKey], alignments: Iterable[Alignment], concepts: Mapping[RowKey | None, str]) -> list[str]:
    """The concepts that the alignments gave the rows."""
    return [concepts[key] for key in keys if key in concepts]


def _to_group(items: Sequence[Item], given: Sequence[str], glossary: Glossary) -> _Group:
    """The rows with the concept most of them were given; a known one before a provisional one, an English provisional one before a Japanese."""
    votes = Counter([*given, *(row_concept(item, glossary) for item in items)])
    concept = min(votes, key=lambda name: (is_provisional(name), not name.isascii(), -votes[name], name))
    ordered = tuple(sorted(items, key=lambda item: item.key))
    return _Group(ordered, concept, 1)


def _sign_of(item: Item, group: _Group) -> int:
    """The sign that a term of the item, else one of its partner in the same statement, gives it."""
    near = [item, *(other for other in group.items if other.statement == item.statement)]
    terms = (other.found.term for other in near)
    return next((term.sign for term in terms if term is not None and term.concept == group.concept), 1)


def _labels_of(group: _Group) -> dict[Language, str]:
    labels: dict[Language, str] = {}
    for item in group.items:
        labels.setdefault(item.language, item.label)
    return labels


def settle_collisions(groups: Sequence[_Group]) -> tuple[list[_Group], list[Finding]]:
    """The groups with a concept of its own for each row that shares only its name with another.

    Two rows of one language and one concept that print mostly different numbers for the same periods are two things (減価償却費 with and
    without issuance costs); rows that mostly agree are one, and a number that differs is for the checks to tell.
    """
    known: dict[str, list[_Group]] = defaultdict(list)
    settled: list[_Group] = []
    findings: list[Finding] = []
    repeated = _repeated(groups)
    for group in groups:
        if group.items[0].key in repeated:
            group = replace(group, concept=_own_name(group, known))
            findings.append(_repetition(group))
            known[group.concept].append(group)
            settled.append(group)
            continue
        rivals = known[group.concept]
        alike = next((agreed for rival in rivals if (agreed := agreed_sign(group, rival)) is not None), None)
        if alike is not None:
            group = replace(group, sign=alike)
        elif rivals:
            renamed = replace(group, concept=_own_name(group, known))
            findings.append(_collision(group, rivals[0], renamed.concept))
            group = renamed
        known[group.concept].append(group)
        settled.append(group)
    return settled, findings


def _repeated(groups: Sequence[_Group]) -> set[RowKey]:
    """Rows of one table that share label and concept and print different numbers: none of them can be told to be the concept."""
    alike: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    for group in groups:
        for item in group.items:
            alike[item.document, item.table, fold_label(item.label), group.concept].append(group)
    repeated: set[RowKey] = set()
    for own in alike.values():
        distinct = {_print_of(group): group for group in own}  # equal prints agree with each other, and with whatever one of them agrees with
        if len(distinct) > 1:
            repeated |= {group.items[0].key for group in own if any(agreed_sign(group, other) is None for other in distinct.values())}
    return repeated


def _print_of(group: _Group) -> frozenset[tuple[object, ...]]:
    """What a group prints, as far as `agreed_sign` looks at it."""
    return frozenset((key, reading.value, reading.decimals) for key, reading in _amounts(group, group.sign).items())


def _repetition(group: _Group) -> Finding:
    item = group.items[0]
    message = (
        f'table {item.table} row {item.row} "{item.label}": expected one row of this label, found several with other numbers; called {group.concept}'
    )
    return Finding("label_repeated", "info", message, tuple(reading.reading_id for reading in group.readings), item.document)


def agreed_sign(group: _Group, rival: _Group) -> int | None:
    """1 where at least half of the numbers that two groups print for one period, unit and members agree, -1 where they
    agree but for their signs (a cash flow adds back what the income statement deducts), None where they are two things.
    """
    theirs = _amounts(rival, rival.sign)
    pairs = [(reading, theirs[key]) for key, reading in _amounts(group, group.sign).items() if key in theirs]
    equal = sum(same_number(left, right) for left, right in pairs)
    opposite = sum(same_number(_turned(left), right) for left, right in pairs)
    if 2 * max(equal, opposite) < len(pairs):
        return None
    return -group.sign if opposite > equal else group.sign


def _turned(reading: Reading) -> Reading:
    return replace(reading, value=-reading.value) if reading.value is not None else reading


def _amounts(group: _Group, sign: int) -> dict[tuple[object, ...], Reading]:
    """The group's amounts with its concept's sign, by what they are amounts of."""
    amounts: dict[tuple[object, ...], Reading] = {}
    for item in group.items:
        for r in item.readings:
            if r.measure == "amount" and r.value is not None and r.period_end is not None:
                key = (r.unit, r.period_start, r.period_end, r.scenario, r.scope, r.members)
                amounts[key] = _turned(r) if _sign_of(item, group) * sign < 0 else r
    return amounts


def _own_name(group: _Group, known: Mapping[str, Sequence[_Group]]) -> str:
    """A provisional concept made from the row's concept and its place, not yet taken."""
    item = group.items[-1]
    place = "".join((*item.headings[-1:],)) or item.statement
    base = f"{PROVISIONAL}{group.concept.removeprefix(PROVISIONAL)}@{place}"
    number = 2
    name = base
    while name in known:
        name, number = f"{base}.{number}", number + 1
    return name


def _collision(group: _Group, rival: _Group, concept: str) -> Finding:
    ours, theirs = group.items[0], rival.items[0]
    message = (
        f'table {ours.table} row {ours.row} "{ours.label}": expected the numbers of {group.concept} as in table {theirs.table} row {theirs.row} '
        f'"{theirs.label}", found others; kept apart as {concept}'
    )
    return Finding("concept_collision", "info", message, tuple(reading.reading_id for reading in group.readings), ours.document)
