"""Facts: all readings of one number, in both languages and at every scale, become one number as understood.

The key says what the number is; the value is its most precise print; every reading belongs to exactly one fact.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from glossary.meaning.row_concepts import Meaning, row_meanings
from glossary.pairing.cells import paired_cells
from glossary.pairing.concepts import is_provisional
from glossary.pairing.equal_numbers import same_number
from glossary.terms.entities import resolve_entity
from glossary.terms.glossary import Glossary
from parsers.about import About, Language
from parsers.periods.fiscal import fiscal_period_name
from parsers.records import Alignment, Fact, Finding, Reading
from parsers.table import Table
from parsers.words.statements import STATEMENTS


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two readings one fact."""

    entity: str
    concept: str
    members: tuple[str, ...]
    scenario: str
    scope: str
    measure: str
    unit: str
    period_start: date | None
    period_end: date | None
    compared_end: date | None
    place: str = ""
    """Where the period is unknown: the header, so that unknown columns stay apart."""


def readings_to_facts(
    release_id: str, about: About, tables: Sequence[Table], readings: Sequence[Reading], alignments: Sequence[Alignment], glossary: Glossary
) -> tuple[tuple[Fact, ...], list[Finding]]:
    """The facts of a release, sorted by their id, and what was doubtful about their concepts."""
    entity = resolve_entity(about) or ""
    meanings, findings = row_meanings(tables, readings, alignments, glossary)
    members = english_members(readings, alignments, glossary)
    grouped: dict[Key, list[Reading]] = defaultdict(list)
    for reading in readings:
        meaning = meanings[reading.reading_id]
        grouped[reading_key(entity, meaning.concept, members, reading)].append(_signed(reading, meaning.sign))
    facts = (_to_fact(release_id, about, key, group, meanings, glossary) for key, group in grouped.items())
    return tuple(sorted(facts, key=lambda fact: fact.fact_id)), findings


def reading_key(entity: str, concept: str, members: Mapping[tuple[str, ...], tuple[str, ...]], r: Reading) -> Key:
    """The key of the fact that a reading belongs to."""
    place = "" if r.period_end else "|".join((str(r.table), *r.header)) or f"{r.table}.{r.column}"
    named = members.get(r.members, r.members) if r.language == "ja" else r.members
    return Key(entity, concept, named, r.scenario, r.scope, r.measure, r.unit, r.period_start, r.period_end, r.compared_end, place)


def fact_id(key: Key) -> str:
    """The same for the same key in every release: 20 hexadecimal digits."""
    parts = (
        key.entity, key.concept, *key.members, "", key.scenario, key.scope, key.measure, key.unit,
        *(day.isoformat() if day else "" for day in (key.period_start, key.period_end, key.compared_end)), key.place,
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def _signed(reading: Reading, sign: int) -> Reading:
    """The reading with its concept's sign: only amounts turn, never rates and shares of a base."""
    if sign == 1 or reading.value is None or reading.measure not in ("amount", "common_size"):
        return reading
    return replace(reading, value=-reading.value)


def _to_fact(release_id: str, about: About, key: Key, group: Sequence[Reading], meanings: Mapping[str, Meaning], glossary: Glossary) -> Fact:
    best = choose_value(group, about.prevailing_language)
    meaning = meanings[best.reading_id]
    label_ja, source_ja = _label("ja", best, group, meaning, glossary)
    label_en, source_en = _label("en", best, group, meaning, glossary)
    statement = min((r.statement for r in group), key=STATEMENTS.index)
    return Fact(
        fact_id(key), release_id, key.entity, key.concept, key.members, key.scenario, key.scope, key.measure, key.unit,
        key.period_start, key.period_end,
        best.value, best.decimals, statement, fiscal_period_name(key.period_start, key.period_end, about.calendar) if key.period_end else None,
        "provisional" if is_provisional(key.concept) else "accepted", label_ja, label_en, source_ja, source_en,
        agreement(group), "unproved", 0, tuple(r.reading_id for r in group), key.compared_end,
    )  # fmt: skip


def choose_value(group: Sequence[Reading], prevailing: Language | None, contradicted: Set[str] = frozenset()) -> Reading:
    """The reading whose value the fact takes; contradicted: reading_ids, none before the checks.

    Not contradicted before contradicted, a value before a nil mark, the prevailing language before the other, then the most
    precise, then Japanese. The other language's finer print of the very same number is taken before a coarser one.
    """

    def rank(r: Reading) -> tuple[bool, bool, bool, int, bool]:
        return (r.reading_id in contradicted, r.value is None, prevailing is not None and r.language != prevailing, -_precision(r), r.language != "ja")

    first = min(group, key=rank)
    finer = [r for r in group if _precision(r) > _precision(first) and same_number(r, first) and r.reading_id not in contradicted]
    return max(finer, key=_precision) if finer else first


def _precision(reading: Reading) -> int:
    return reading.decimals if reading.decimals is not None else -99


def agreement(group: Sequence[Reading]) -> str:
    """both, differ, ja_only or en_only; a nil mark agrees with nil marks and zeros."""
    japanese = [r for r in group if r.language == "ja"]
    english = [r for r in group if r.language == "en"]
    if not japanese or not english:
        return "ja_only" if japanese else "en_only"
    return "both" if all(_agree(ja, en) for ja in japanese for en in english) else "differ"


def _agree(one: Reading, other: Reading) -> bool:
    if one.value is None or other.value is None:
        return not (one.value or Decimal(0)) and not (other.value or Decimal(0))
    return same_number(one, other)


def _label(language: Language, best: Reading, group: Sequence[Reading], meaning: Meaning, glossary: Glossary) -> tuple[str | None, str | None]:
    """The fact's label in a language and where it comes from: printed, glossary, or both None."""
    own = [r for r in group if r.language == language]
    if own:
        nearest = min(own, key=lambda r: (r.statement != best.statement, -_precision(r)))
        return nearest.label, "printed"
    if partner := meaning.partner_label(language):
        return partner, "printed"
    known = glossary.preferred(meaning.concept, language)
    return (known, "glossary") if known else (None, None)


def english_members(readings: Sequence[Reading], alignments: Sequence[Alignment], glossary: Glossary) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Japanese members -> the English ones of the same facts: by the paired cells, else by the glossary word by word."""
    japanese = {r.members for r in readings if r.language == "ja" and r.members}
    if not japanese:
        return {}
    by_id = {r.reading_id: r for r in readings}
    votes: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for ja, en in paired_cells(alignments, readings):
        ours, theirs = by_id[ja].members, by_id[en].members
        if ours and len(ours) == len(theirs):
            votes[ours][theirs] += 1
    return {members: votes[members].most_common(1)[0][0] if votes[members] else _by_glossary(members, glossary) for members in sorted(japanese)}


def _by_glossary(members: Iterable[str], glossary: Glossary) -> tuple[str, ...]:
    return tuple(_member_by_glossary(member, glossary) for member in members)


def _member_by_glossary(member: str, glossary: Glossary) -> str:
    concepts = glossary.headings("ja", member)
    return (glossary.preferred(concepts[0], "en") if len(concepts) == 1 else None) or member
