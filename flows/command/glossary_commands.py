"""What a person does with the glossary: check it, decide what the numbers propose, take it elsewhere.

The proposals of a release stand beside its files, `OUT/proposals/<release_id>.tsv`; glossary/terms/proposals.tsv keeps those that a
person decided, so that no rejected one comes back, whatever folder is read next.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.command.printing import say
from flows.pipeline.settings import UsageError
from flows.store.folders import Folder, OutputError
from flows.store.store import read_proposals as read_found
from glossary.proposing import curation
from glossary.proposing.curation import ProposalError, read_proposals, write_proposals
from glossary.proposing.proposals import ACCEPTED, OPEN, REJECTED, Proposal, merge
from glossary.terms.export import export_csv, export_tbx
from glossary.terms.glossary import Glossary, load_glossary
from glossary.terms.lint import lint

FORMATS: dict[str, Callable[[Glossary], str]] = {"csv": export_csv, "tbx": export_tbx}
DECISIONS: dict[str, Callable[[str, str, str, Path], Proposal]] = {ACCEPTED: curation.accept, REJECTED: curation.reject}
CHOICES = 20
"""How many ids are named when one is not known."""


def tell_lint(console: Console) -> bool:
    """Whether the tables of the glossary keep their rules; prints every row that breaks one."""
    problems = lint()
    for problem in problems:
        say(console, problem)
    if problems:
        say(console, f"{len(problems)} problems; correct these rows in glossary/ and run taiyaku glossary lint again")
    else:
        glossary = load_glossary()
        say(console, f"no problems: {len(glossary.concepts)} concepts, {len(glossary.labels)} labels, {len(glossary.variants)} spelling variants")
    return not problems


def tell_proposals(console: Console, folder: Folder, terms: Path) -> None:
    """Prints what is to decide, the best supported first, and what to do about it.

    folder: the data set whose releases propose; terms: folder of the glossary's tables.
    """
    proposals = merge(read_found(folder), read_proposals(terms))
    still_open = sorted((p for p in proposals if p.status == OPEN), key=lambda p: (-p.digits, p.proposal))
    counts = Counter(proposal.status for proposal in proposals)
    before = f"{counts[ACCEPTED]} accepted and {counts[REJECTED]} rejected before"
    if not still_open:
        say(console, f"nothing to decide in {folder.address}; {before}. Bilingual releases propose when taiyaku run normalizes them")
        return
    console.print(proposals_table(still_open))
    say(console, f"{len(still_open)} to decide, {before}: taiyaku glossary accept ID, or reject ID")


def proposals_table(proposals: Sequence[Proposal]) -> Table:
    """A line a proposal: the two labels, what they would name, and the evidence."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", no_wrap=True)
    for name in ("ja", "en", "place", "concept"):
        table.add_column(name, overflow="fold")
    for name in ("equal cells", "digits", "rows", "rivals"):
        table.add_column(name, justify="right")
    table.add_column("releases", overflow="fold")
    for p in proposals:
        place = f"{p.context}, {p.parent}" if p.parent else p.context
        concept = f"{p.concept} (new)" if p.new_concept else p.concept
        evidence = (f"{p.cells_equal} of {p.cells_compared}", f"{p.digits:,}", f"{p.rows:,}", f"{p.competitors:,}")
        table.add_row(p.proposal, escape(p.ja_label), escape(p.en_label), place, concept, *evidence, escape(", ".join(p.releases)))
    return table


def tell_decision(console: Console, folder: Folder, terms: Path, proposal_ids: Sequence[str], decision: str, who: str, when: str) -> None:
    """Writes a person's decision about each proposal into the glossary's tables and says what follows from it.

    who, when: name and ISO date that stay with it. Raises UsageError for an id that is not to be decided, ProposalError for labels
    that would name two concepts (those before it in the line stay decided), OutputError.
    """
    for proposal_id in proposal_ids:
        decided = decide(folder, terms, proposal_id, decision, who, when)
        say(console, f"{decision} {decided.proposal}: {decided.ja_label} = {decided.en_label}, {decided.concept}")
    if decision == ACCEPTED:
        say(console, "taiyaku run normalizes again the releases that print these words; commit glossary/ to keep them")
    else:
        say(console, "never proposed again; commit glossary/terms/proposals.tsv to keep that")


def decide(folder: Folder, terms: Path, proposal_id: str, decision: str, who: str, when: str) -> Proposal:
    """The proposal, decided and written; proposals.tsv is as it was where that fails."""
    known = read_proposals(terms)
    proposal = find_open(merge(read_found(folder), known), proposal_id)
    with _no_room(terms), _undone(known, terms):
        write_proposals([*(other for other in known if other.proposal != proposal_id), proposal], terms)
        return DECISIONS[decision](proposal_id, who, when, terms)


def find_open(proposals: Sequence[Proposal], proposal_id: str) -> Proposal:
    """The proposal of an id, still to be decided. Raises UsageError with who decided it, or the choices."""
    for proposal in proposals:
        if proposal.proposal == proposal_id and proposal.status == OPEN:
            return proposal
        if proposal.proposal == proposal_id:
            raise UsageError(f"{proposal_id} was {proposal.status} by {proposal.decided_by} on {proposal.decided_on}")
    choices = [proposal.proposal for proposal in proposals if proposal.status == OPEN]
    listed = f"there are {', '.join(choices[:CHOICES])}{' ...' if len(choices) > CHOICES else ''}" if choices else "there is none; see --out"
    raise UsageError(f"{proposal_id} is no proposal to decide: {listed} (taiyaku glossary proposals)")


@contextlib.contextmanager
def _undone(known: Sequence[Proposal], terms: Path) -> Iterator[None]:
    """Puts the decisions back as they were where a proposal cannot become a term."""
    try:
        yield
    except ProposalError:
        write_proposals(known, terms)
        raise


@contextlib.contextmanager
def _no_room(terms: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{terms}: the glossary cannot be written ({error.strerror or error}); work in a checkout of your own") from error


def export(form: str, file: Path | None) -> str:
    """What to print: the glossary in the form, or where it was written. Raises UsageError, OutputError."""
    if form not in FORMATS:
        raise UsageError(f"--format {form}: choose {' or '.join(FORMATS)}")
    text = FORMATS[form](load_glossary())
    if file is None:
        return text
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror or error}); choose another --out") from error
    return f"glossary written to {file}\n"
