"""What the release's numbers propose to the glossary, with the rows that propose it; a person decides on the page."""

from __future__ import annotations

from collections.abc import Iterator

from flows.review.look import Concern
from flows.review.stored import Stored
from flows.store.folders import Folder
from flows.store.store import read_proposals
from glossary.proposing.curation import read_proposals as read_decided
from glossary.proposing.proposals import OPEN, Proposal, merge


def open_proposals(folder: Folder, stored: Stored) -> tuple[Proposal, ...]:
    """Those of the release that nobody has decided yet."""
    return tuple(
        one for one in merge(read_proposals(folder, stored.release_id), read_decided()) if one.status == OPEN and stored.release_id in one.releases
    )


def proposal_places(stored: Stored, proposal: Proposal) -> tuple[int, int] | None:
    """The first readings of a Japanese and an English row that print the two labels and are paired; None where there are none."""
    rows = {(reading["document"], reading["table"], reading["row"]): place for place, reading in reversed(tuple(enumerate(stored.readings)))}
    for pair in stored.alignments:
        if (pair["ja_label"], pair["en_label"]) == (proposal.ja_label, proposal.en_label):
            ja, en = (rows.get((pair[f"{side}_document"], pair[f"{side}_table"], pair[f"{side}_row"])) for side in ("ja", "en"))
            if ja is not None and en is not None and stored.readings[ja]["statement"] == proposal.context:
                return ja, en
    return None


def proposals_to_items(stored: Stored, proposals: tuple[Proposal, ...]) -> Iterator[Concern]:
    for proposal in proposals:
        places = proposal_places(stored, proposal)
        first = stored.readings[places[0]] if places else None
        details = (
            f"would name {proposal.concept}{' (new)' if proposal.new_concept else ''}",
            f"{proposal.cells_equal} of {proposal.cells_compared} cells equal, {proposal.digits} digits; proposal {proposal.proposal}",
        )
        statement, verdict = (first["statement"], first["verdict"]) if first else (proposal.context, "")
        yield Concern("proposal", f"{proposal.ja_label} = {proposal.en_label}", details, places or (), statement, verdict)
