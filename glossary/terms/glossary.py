"""The glossary as a value: concepts, labels, spelling variants, and the look-up of a label in its place.

One key (language, label, context, parent) names one concept. A label that several concepts share in the same place is a
tie: the look-up names all of them and decides for none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from glossary.terms.folds import GENERIC, fold_core, fold_label, fold_words, plain, respell
from glossary.terms.kept_folds import Folded, fold_all, kept_folds
from parsers.about import Language
from parsers.errors import TableError

Role = Literal["standard", "variant", "heading"]

CONCEPT_COLUMNS = ("concept", "kind", "balance", "period", "unit", "us_gaap", "ifrs", "jppfs", "definition")
LABEL_COLUMNS = ("concept", "language", "label", "role", "context", "parent", "sign", "status", "source", "first_seen", "last_seen")
VARIANT_COLUMNS = ("variant", "usual", "example")
DATA_FILES = ("concepts.tsv", "labels.tsv", "variants.tsv", "entities.toml", "kin.tsv", "jmdict/extract.tsv")

# The grades of likeness in which a label is looked up, closest first.
_GRADES: tuple[Callable[[str], str], ...] = (fold_label, fold_words, fold_core)

# Statements whose rows repeat lines of other statements: a label of any context may stand in them.
REPEATING = frozenset({"summary", "breakdown", "reconciliation", "operating_metric", "other", ""})

UNIT_KINDS = {
    **dict.fromkeys(("JPY", "USD", "EUR"), "monetary"),
    **dict.fromkeys(("shares", "ADS"), "shares"),
    **dict.fromkeys(("Gbps", "Mbps"), "bandwidth"),
    "pure": "ratio",
}


@dataclass(frozen=True, slots=True)
class Concept:
    """What a row of a statement means, whatever it is called."""

    concept: str
    """Permanent id: a local name in CamelCase."""
    kind: str
    """line, total, heading or metric."""
    balance: str
    """debit, credit or ""."""
    period: str
    """duration, instant or ""."""
    unit: str
    """monetary, shares, per_share, ratio, count, bandwidth or ""."""
    us_gaap: str
    ifrs: str
    jppfs: str
    """Local names of the element in the published taxonomies; "" where there is none."""
    definition: str


@dataclass(frozen=True, slots=True)
class Label:
    """One way in which a document prints a concept."""

    concept: str
    language: Language
    label: str
    role: Role
    context: str
    """The statement in which the label means this concept; "": in any."""
    parent: str
    """Concept id of the heading, total or title that the row belongs to; "": any."""
    sign: int
    """-1 where a row of this label prints the concept with the other sign."""
    status: str
    source: str
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """The answer to a look-up: one term, several concepts (`tied`), or nothing."""

    term: Label | None
    tied: tuple[str, ...] = ()

    @property
    def concept(self) -> str | None:
        return self.term.concept if self.term else None


NOTHING = LookUp(None)


@dataclass(frozen=True)
class Glossary:
    """Every accepted term, indexed. Immutable; `hiding` gives a smaller one."""

    concepts: Mapping[str, Concept]
    labels: tuple[Label, ...]
    variants: Mapping[str, str]
    digest: str
    index: Mapping[tuple[int, Language, str], tuple[Label, ...]] = field(repr=False)
    standard: Mapping[tuple[str, Language], str] = field(repr=False)
    folded: Mapping[str, Folded] = field(repr=False)
    """Label -> the forms in which it is looked up."""
    _memo: dict[tuple[object, ...], LookUp] = field(default_factory=dict, repr=False, compare=False)

    def look_up(
        self, language: Language, label: str, statement: str, parents: Sequence[str] = (), *, heading: bool = False, unit: str = ""
    ) -> LookUp:
        """The term of a label in its place.

        statement: as in `Table.statement`; parents: concept ids of what the row belongs to, nearest first;
        heading: the row has no cells; unit: unit kind of the row's numbers, "" where unknown.
        """
        key = (language, label, statement, tuple(parents), heading, unit)
        if key not in self._memo:
            self._memo[key] = self._find(language, label, statement, parents, heading, unit)
        return self._memo[key]

    def _find(self, language: Language, label: str, statement: str, parents: Sequence[str], heading: bool, unit: str) -> LookUp:
        elsewhere = NOTHING
        for terms in self.graded(language, label):
            fitting = [term for term in terms if (term.role == "heading") == heading and self._unit_fits(term, unit)]
            ranked = [(rank, term) for term in fitting if (rank := _rank(term, statement, parents)) is not None]
            if not ranked:
                continue
            closest = min(rank for rank, _ in ranked)
            best = [term for rank, term in ranked if rank == closest]
            concepts = tuple(sorted({term.concept for term in best}))
            found = LookUp(best[0]) if len(concepts) == 1 else LookUp(None, concepts)
            if closest[0] < _OTHER_STATEMENT:
                return found
            # A label that only another statement is known to print serves where no likelier spelling does.
            elsewhere = found if elsewhere is NOTHING else elsewhere
        return elsewhere

    def graded(self, language: Language, label: str) -> tuple[tuple[Label, ...], ...]:
        """The terms that print like the label, one tuple a grade of likeness, closest first."""
        text = respell(plain(label), self.variants)
        return tuple(self.index.get((grade, language, fold(text)), ()) for grade, fold in enumerate(_GRADES))

    def headings(self, language: Language, label: str) -> tuple[str, ...]:
        """Concept ids that a heading, a title or a total of this label may stand for, as a parent of rows."""
        for terms in self.graded(language, label):
            if terms:
                return tuple(dict.fromkeys(term.concept for term in terms))
        return ()

    def preferred(self, concept: str, language: Language) -> str | None:
        """The standard label of a concept, or None where the glossary has none in this language."""
        return self.standard.get((concept, language))

    def hiding(self, hidden: Callable[[Label], bool]) -> Glossary:
        """The glossary without the labels for which `hidden` is true."""
        return build_glossary(self.concepts.values(), (label for label in self.labels if not hidden(label)), self.variants, self.digest)

    def _unit_fits(self, term: Label, unit: str) -> bool:
        concept = self.concepts.get(term.concept)
        return concept is None or not unit or not concept.unit or concept.unit == unit


_OTHER_STATEMENT = 3


def _rank(term: Label, statement: str, parents: Sequence[str]) -> tuple[int, int, int] | None:
    """How far the term's place is from the row's place; None where its parent is asked for and is not there."""
    if term.parent and term.parent not in parents:
        return None
    nearness = parents.index(term.parent) if term.parent else len(parents)
    if not term.context or term.context == statement:
        return (0, 0 if term.context else 1, nearness) if term.parent or term.context else (1, 0, 0)
    return (2, 0, nearness) if statement in REPEATING or term.context in REPEATING else (_OTHER_STATEMENT, 0, nearness)


def unit_kind(unit: str) -> str:
    """The kind of a unit as concepts name it: `JPY/share` is per_share, `contracts` is count, "" for unknown."""
    if unit in ("", "unknown"):
        return ""
    return "per_share" if "/" in unit else UNIT_KINDS.get(unit, "count")


def build_glossary(
    concepts: Iterable[Concept],
    labels: Iterable[Label],
    variants: Mapping[str, str],
    digest: str,
    fold: Callable[[Sequence[str], Mapping[str, str]], list[Folded]] = fold_all,
) -> Glossary:
    """A glossary with its indexes. Labels that are not accepted are left out."""
    kept = tuple(label for label in labels if label.status == "accepted")
    longest_first = dict(sorted(variants.items(), key=lambda item: (-len(item[0]), item[0])))
    index: dict[tuple[int, Language, str], list[Label]] = {}
    texts = [label.label for label in kept]
    folded = dict(zip(texts, fold(texts, longest_first), strict=True))
    for label in kept:
        forms = folded[label.label]
        for grade, form in enumerate(forms):
            # A label reduced to その他 by leaving its brackets out is told by its parent, or not at all.
            if form and (grade < 2 or label.parent or form not in GENERIC):
                index.setdefault((grade, label.language, form), []).append(label)
    standard: dict[tuple[str, Language], str] = {}
    for label in kept:
        if label.role != "variant":
            standard.setdefault((label.concept, label.language), label.label)
    by_label = {key: tuple(terms) for key, terms in index.items()}
    return Glossary({c.concept: c for c in concepts}, kept, longest_first, digest, by_label, standard, folded)


@lru_cache(maxsize=1)
def load_glossary() -> Glossary:
    """The glossary of the package's own data files. Raises TableError where one of them breaks its form."""
    concepts = (Concept(*row) for row in read_table("concepts.tsv", CONCEPT_COLUMNS))
    labels = (as_label(row) for row in read_table("labels.tsv", LABEL_COLUMNS))
    variants = {variant: usual for variant, usual, _ in read_table("variants.tsv", VARIANT_COLUMNS)}
    return build_glossary(concepts, labels, variants, data_digest(), kept_folds)


def as_label(row: Sequence[str]) -> Label:
    """A row of labels.tsv as a record. Raises TableError for a language or sign that does not exist."""
    concept, language, label, role, context, parent, sign, *rest = row
    if language not in ("ja", "en") or role not in ("standard", "variant", "heading") or sign not in ("1", "-1"):
        expected = "language ja or en, role standard, variant or heading, sign 1 or -1"
        raise TableError(f"labels.tsv {concept} {label!r}: expected {expected}; found {row[:7]}")
    return Label(concept, language, label, role, context, parent, int(sign), *rest)  # type: ignore[arg-type]


def read_table(name: str, columns: tuple[str, ...]) -> list[list[str]]:
    """The rows of a tab-separated data file of this package. Raises TableError where a line does not have its columns."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    if not rows or tuple(rows[0]) != columns:
        raise TableError(f"{name} line 1: expected the columns {', '.join(columns)}; found {rows[:1]}")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns):
            raise TableError(f"{name} line {number}: expected {len(columns)} columns, found {len(row)}: {row}")
    return rows[1:]


def data_digest() -> str:
    """A hash of every data file that normalizing reads; proposals are not among them."""
    digest = hashlib.sha256()
    for name in DATA_FILES:
        path = files(__package__) / name
        digest.update(name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") + b"\0")
    return digest.hexdigest()[:16]


def without_standing(label: Label) -> Label:
    """The label without what only its history says, for comparing two of them."""
    return replace(label, status="", source="", first_seen="", last_seen="")
