"""Keeping the glossary: what a person decides about proposals, written into the tables with who and when."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from pathlib import Path

from glossary.proposing.proposals import ACCEPTED, OPEN, REJECTED, Proposal
from glossary.terms.glossary import CONCEPT_COLUMNS, LABEL_COLUMNS, VARIANT_COLUMNS, Concept, Glossary, Label, as_label, build_glossary
from glossary.terms.lint import label_order
from parsers.errors import TableError, TaiyakuError

PROPOSAL_COLUMNS = (
    "proposal", "ja_label", "en_label", "context", "parent", "concept", "new_concept", "unit", "rows", "releases",
    "cells_equal", "cells_compared", "digits", "competitors", "status", "decided_by", "decided_on",
)  # fmt: skip

FOLDER = Path(__file__).parent.parent / "terms"
"""Where the tables of the glossary stand."""


class ProposalError(TaiyakuError):
    """A proposal that does not exist, was decided before, or cannot become a term as it is."""


def read_proposals(folder: Path = FOLDER) -> tuple[Proposal, ...]:
    """Every proposal of proposals.tsv, decided ones included. Raises TableError where a line breaks the form."""
    return tuple(_as_proposal(row) for row in _rows(folder / "proposals.tsv", PROPOSAL_COLUMNS))


def write_proposals(proposals: Iterable[Proposal], folder: Path = FOLDER) -> None:
    """Writes proposals.tsv, sorted by id."""
    _write(folder / "proposals.tsv", PROPOSAL_COLUMNS, [_as_row(proposal) for proposal in sorted(proposals, key=lambda proposal: proposal.proposal)])


def proposals_to_text(proposals: Iterable[Proposal]) -> str:
    """The lines of a table of proposals, sorted by id."""
    return _to_text(PROPOSAL_COLUMNS, [_as_row(proposal) for proposal in sorted(proposals, key=lambda proposal: proposal.proposal)])


def text_to_proposals(text: str, name: str) -> tuple[Proposal, ...]:
    """The proposals of a table's text; `name` is what an error calls it. Raises TableError where a line breaks the form."""
    return tuple(_as_proposal(row) for row in _text_to_rows(text, name, PROPOSAL_COLUMNS))


def accept(proposal_id: str, who: str, when: str, folder: Path = FOLDER) -> Proposal:
    """The proposal, now accepted: its labels stand in labels.tsv and a new concept in concepts.tsv.

    when: an ISO date. Raises ProposalError where the id is unknown or decided, or where the new labels would name two concepts.
    """
    proposals = read_proposals(folder)
    proposal = _find_open(proposal_id, proposals)
    concepts = [Concept(*row) for row in _rows(folder / "concepts.tsv", CONCEPT_COLUMNS)]
    labels = [as_label(row) for row in _rows(folder / "labels.tsv", LABEL_COLUMNS)]
    variants = {variant: usual for variant, usual, _ in _rows(folder / "variants.tsv", VARIANT_COLUMNS)}
    if proposal.concept not in {concept.concept for concept in concepts}:
        concepts.append(_to_concept(proposal))
    added = [*_to_labels(proposal, labels, who, when)]
    _check(proposal, build_glossary(concepts, [*labels, *added], variants, ""), added)
    _write(folder / "concepts.tsv", CONCEPT_COLUMNS, sorted([list(astuple(concept)) for concept in concepts]))
    _write(folder / "labels.tsv", LABEL_COLUMNS, [_label_row(label) for label in sorted([*labels, *added], key=label_order)])
    return _decide(proposal, ACCEPTED, who, when, proposals, folder)


def reject(proposal_id: str, who: str, when: str, folder: Path = FOLDER) -> Proposal:
    """The proposal, now rejected; it stays in proposals.tsv so that it is never made again. Raises ProposalError as `accept` does."""
    proposals = read_proposals(folder)
    return _decide(_find_open(proposal_id, proposals), REJECTED, who, when, proposals, folder)


def _find_open(proposal_id: str, proposals: Sequence[Proposal]) -> Proposal:
    found = [proposal for proposal in proposals if proposal.proposal == proposal_id]
    if not found:
        choices = ", ".join(proposal.proposal for proposal in proposals if proposal.status == OPEN) or "none is open"
        raise ProposalError(f"proposal {proposal_id}: expected the id of an open proposal; choices: {choices}")
    if found[0].status != OPEN:
        raise ProposalError(f"proposal {proposal_id}: {found[0].status} by {found[0].decided_by} on {found[0].decided_on} before")
    return found[0]


def _decide(proposal: Proposal, status: str, who: str, when: str, proposals: Sequence[Proposal], folder: Path) -> Proposal:
    decided = replace(proposal, status=status, decided_by=who, decided_on=when)
    write_proposals([decided if other.proposal == proposal.proposal else other for other in proposals], folder)
    return decided


def _to_concept(proposal: Proposal) -> Concept:
    return Concept(proposal.concept, "line", "", "", proposal.unit, "", "", "", f"{proposal.en_label} ({proposal.ja_label})")


def _to_labels(proposal: Proposal, labels: Sequence[Label], who: str, when: str) -> Iterable[Label]:
    """The labels that are new: the first one of a concept and language is its standard label."""
    have = {(label.concept, label.language) for label in labels}
    same = {(label.concept, label.language, label.label, label.parent) for label in labels}
    for language, text in (("ja", proposal.ja_label), ("en", proposal.en_label)):
        if (proposal.concept, language, text, proposal.parent) in same:
            continue
        role = "variant" if (proposal.concept, language) in have else "standard"
        source = f"proposal {proposal.proposal}, {who} {when}"
        context = proposal.context if proposal.parent else ""
        yield as_label(
            (proposal.concept, language, text, role, context, proposal.parent, "1", "accepted", source, proposal.releases[0], proposal.releases[-1])
        )


def _check(proposal: Proposal, glossary: Glossary, added: Iterable[Label]) -> None:
    """Raises ProposalError where an added label does not look up to the concept alone."""
    for label in added:
        parents = (label.parent,) if label.parent else ()
        found = glossary.look_up(label.language, label.label, label.context or proposal.context, parents, unit=proposal.unit)
        if found.concept != proposal.concept:
            other = found.concept or ", ".join(found.tied)
            raise ProposalError(
                f'proposal {proposal.proposal}: "{label.label}" names {other} too; add it to labels.tsv by hand with a context or a parent'
            )


def _as_proposal(row: Sequence[str]) -> Proposal:
    proposal, ja, en, context, parent, concept, new, unit, rows, releases, equal, compared, digits, competitors, status, who, when = row
    numbers = (int(equal), int(compared), int(digits), int(competitors))
    return Proposal(proposal, ja, en, context, parent, concept, new == "yes", unit, int(rows), tuple(releases.split()), *numbers, status, who, when)


def _as_row(p: Proposal) -> list[str]:
    numbers = [str(number) for number in (p.cells_equal, p.cells_compared, p.digits, p.competitors)]
    own = [
        p.proposal,
        p.ja_label,
        p.en_label,
        p.context,
        p.parent,
        p.concept,
        "yes" if p.new_concept else "no",
        p.unit,
        str(p.rows),
        " ".join(p.releases),
    ]
    return [*own, *numbers, p.status, p.decided_by, p.decided_on]


def _label_row(label: Label) -> list[str]:
    return [str(value) for value in astuple(label)]


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    """The rows of a table in any folder; none where the file is not there."""
    if not path.is_file():
        return []
    return _text_to_rows(path.read_text(encoding="utf-8"), path.name, columns)


def _text_to_rows(text: str, name: str, columns: tuple[str, ...]) -> list[list[str]]:
    head, *rows = [line.split("\t") for line in text.splitlines()] or [[]]
    if tuple(head) != columns or any(len(row) != len(columns) for row in rows):
        raise TableError(f"{name}: expected {len(columns)} tab-separated columns: {', '.join(columns)}")
    return rows


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Sequence[str]]) -> None:
    """Writes a table whole or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(_to_text(columns, rows), encoding="utf-8")
    os.replace(temporary, path)


def _to_text(columns: tuple[str, ...], rows: Iterable[Sequence[str]]) -> str:
    clean = ["\t".join(" ".join(value.split()) for value in row) for row in rows]
    return "\n".join(["\t".join(columns), *clean]) + "\n"
