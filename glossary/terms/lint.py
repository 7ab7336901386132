"""What is wrong with the glossary's own data files: every rule they must keep, and every row that breaks one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from glossary.terms.folds import fold_label, is_japanese, plain, respell
from glossary.terms.glossary import (
    CONCEPT_COLUMNS,
    LABEL_COLUMNS,
    VARIANT_COLUMNS,
    Concept,
    Glossary,
    Label,
    as_label,
    build_glossary,
    read_table,
)
from parsers.words.statements import STATEMENTS

KINDS = ("line", "total", "heading", "metric")
BALANCES = ("", "debit", "credit")
PERIODS = ("", "duration", "instant")
UNITS = ("", "monetary", "shares", "per_share", "ratio", "count", "bandwidth")
STATUSES = ("accepted",)
_ROLES = {"standard": 0, "heading": 1, "variant": 2}

_LOCAL_NAME = regex.compile(r"[A-Z][A-Za-z0-9]*+")


def lint() -> list[str]:
    """Every problem of concepts.tsv, labels.tsv and variants.tsv, one message each; empty where all is well."""
    concepts = [Concept(*row) for row in read_table("concepts.tsv", CONCEPT_COLUMNS)]
    labels = [as_label(row) for row in read_table("labels.tsv", LABEL_COLUMNS)]
    variants = read_table("variants.tsv", VARIANT_COLUMNS)
    glossary = build_glossary(concepts, labels, {variant: usual for variant, usual, _ in variants}, "")
    return [
        *_unsorted("concepts.tsv", [(concept.concept,) for concept in concepts]),
        *(f"concepts.tsv {c.concept}: {problem}" for c in concepts for problem in concept_problems(c)),
        *_missing_labels(concepts, labels),
        *_unsorted("labels.tsv", [label_order(label) for label in labels]),
        *(f"labels.tsv {label.concept} {label.label!r}: {problem}" for label in labels for problem in label_problems(label, glossary)),
        *ties(labels, glossary),
        *(f"variants.tsv {row[0]}: {problem}" for row in variants for problem in variant_problems(row, [other[0] for other in variants])),
    ]


def _unsorted(name: str, keys: Sequence[tuple[object, ...]]) -> list[str]:
    wrong = [here for before, here in pairwise(keys) if not before < here]
    return [f"{name}: expected sorted rows without repeats, found {here} out of place" for here in wrong]


def label_order(label: Label) -> tuple[object, ...]:
    """The order of labels.tsv: by concept, language, role, label and place."""
    return (label.concept, label.language, _ROLES[label.role], label.label, label.context, label.parent)


def concept_problems(concept: Concept) -> list[str]:
    """What is wrong with one concept."""
    problems = []
    names = {"concept": concept.concept, "us_gaap": concept.us_gaap, "ifrs": concept.ifrs, "jppfs": concept.jppfs}
    for column, name in names.items():
        if (name or column == "concept") and not _LOCAL_NAME.fullmatch(name):
            problems.append(f"{column}: expected a local name in CamelCase, found {name!r}")
    for column, value, choices in (("kind", concept.kind, KINDS), ("balance", concept.balance, BALANCES), ("period", concept.period, PERIODS)):
        if value not in choices:
            problems.append(f"{column}: expected one of {choices}, found {value!r}")
    if concept.unit not in UNITS:
        problems.append(f"unit: expected one of {UNITS}, found {concept.unit!r}")
    if not concept.definition.strip():
        problems.append("expected a definition, found none")
    return problems


def label_problems(label: Label, glossary: Glossary) -> list[str]:
    """What is wrong with one label, beginning with whether a look-up in its own place finds its concept."""
    concept = glossary.concepts.get(label.concept)
    if concept is None:
        return ["its concept is not in concepts.tsv"]
    problems = []
    if label.parent and label.parent not in glossary.concepts:
        problems.append(f"its parent {label.parent} is not in concepts.tsv")
    if label.context and label.context not in STATEMENTS:
        problems.append(f"context: expected one of {STATEMENTS} or nothing, found {label.context!r}")
    if label.status not in STATUSES:
        problems.append(f"status: expected one of {STATUSES}, found {label.status!r}")
    if label.language == "en" and is_japanese(label.label):
        problems.append("expected English, found Japanese characters")
    if (label.role == "heading") != (concept.kind == "heading"):
        problems.append(f"role {label.role} does not go with a concept of kind {concept.kind}")
    if not problems:
        parents = (label.parent,) if label.parent else ()
        found = glossary.look_up(label.language, label.label, label.context, parents, heading=label.role == "heading", unit=concept.unit)
        if found.concept != label.concept:
            problems.append(f"looked up in its own place it gives {found.concept or found.tied or 'nothing'}")
    return problems


def ties(labels: Iterable[Label], glossary: Glossary) -> list[str]:
    """Keys (language, label, context, parent) that name more than one concept, told apart by role and unit."""
    named: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for label in labels:
        if concept := glossary.concepts.get(label.concept):
            text = fold_label(respell(plain(label.label), glossary.variants))
            named[label.language, text, label.context, label.parent, label.role == "heading", concept.unit].add(label.concept)
    return [
        f"labels.tsv {key[:4]}: expected one concept, found {', '.join(sorted(concepts))}" for key, concepts in named.items() if len(concepts) > 1
    ]


def _missing_labels(concepts: Iterable[Concept], labels: Iterable[Label]) -> list[str]:
    have = {(label.concept, label.language) for label in labels if label.role != "variant"}
    return [
        f"concepts.tsv {concept.concept}: expected a standard label in {language}, found none"
        for concept in concepts
        for language in ("ja", "en")
        if (concept.concept, language) not in have
    ]


def variant_problems(row: Sequence[str], variants: Sequence[str]) -> list[str]:
    """What is wrong with one spelling variant."""
    variant, usual, example = row
    problems = []
    if variant not in example.casefold():
        problems.append(f"expected an example with the variant, found {example!r}")
    if any(other in usual for other in variants):
        problems.append(f"its usual form {usual!r} is or holds a variant itself")
    if variant != plain(variant):
        problems.append("expected lower case and usual widths")
    return problems
