"""What needs a look first: disagreements, contradicted numbers, inferred places, provisional concepts, findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.review.equations import write_identity
from flows.review.stored import Row, Stored, row_key

KINDS = {
    "disagreement": "Languages disagree",
    "contradicted": "Contradicted",
    "word": "Disputed by a person",
    "finding": "Findings",
    "inferred": "Column by arithmetic",
    "proposal": "Proposed to the glossary",
    "provisional": "No accepted concept",
}
"""In the order of looking; a kind with what it is called."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at; `places` are the readings it is about, the first one is shown."""

    kind: str
    title: str
    details: tuple[str, ...]
    places: tuple[int, ...]
    statement: str = ""
    verdict: str = ""
    document: int | None = None
    page: int | None = None
    line: int | None = None


def stored_to_items(stored: Stored) -> tuple[Concern, ...]:
    """Everything to look at, kind by kind, each in the order of the page."""
    return (*disagreements(stored), *contradictions(stored), *findings(stored), *inferences(stored), *provisionals(stored))


def disagreements(stored: Stored) -> Iterator[Concern]:
    """A cell pair each; shown is the Japanese number."""
    by_id, index = {reading["reading_id"]: reading for reading in stored.readings}, stored.index
    failing = [check for check in stored.checks if check["kind"] == "bilingual" and check["verdict"] == "fails"]
    pairs = [
        sorted((by_id[one] for one in check["reading_ids"] if one in by_id), key=lambda reading: reading["language"] != "ja") for check in failing
    ]
    for check, members in sorted(zip(failing, pairs, strict=True), key=lambda item: [index[reading["reading_id"]] for reading in item[1]]):
        if members:
            title = " / ".join(dict.fromkeys(reading["label"] for reading in members))
            places = tuple(index[reading["reading_id"]] for reading in members)
            yield Concern(
                "disagreement", title, (about(members[0]), write_identity(check, by_id)), places, members[0]["statement"], members[0]["verdict"]
            )


def contradictions(stored: Stored) -> Iterator[Concern]:
    """A contradicted number each, with every identity that fails."""
    by_id, index = {reading["reading_id"]: reading for reading in stored.readings}, stored.index
    failing: dict[str, list[str]] = defaultdict(list)
    for check in stored.checks:
        if check["verdict"] == "fails":
            for reading_id in check["reading_ids"]:
                failing[reading_id].append(f"{check['kind']}: {write_identity(check, by_id)}")
    said = {
        finding["reading_ids"][0]: finding["message"] for finding in stored.findings if finding["code"] == "contradicted" and finding["reading_ids"]
    }
    for reading in stored.readings:
        if reading["verdict"] == "contradicted":
            reading_id = reading["reading_id"]
            repair = said.get(reading_id, "").partition("; ")[2]
            details = (about(reading), *failing[reading_id], *((repair,) if repair else ()))
            yield Concern(
                "contradicted", f"{reading['label']} {reading['printed']}", details, (index[reading_id],), reading["statement"], "contradicted"
            )


def findings(stored: Stored) -> Iterator[Concern]:
    """The findings, worst first; what is reported as a contradicted number already is left out."""
    index = stored.index
    order = ("error", "warning", "info")
    for finding in sorted(stored.findings, key=lambda finding: order.index(finding["severity"])):
        if finding["code"] != "contradicted":
            places = tuple(index[reading_id] for reading_id in finding["reading_ids"] or () if reading_id in index)
            statement = stored.readings[places[0]]["statement"] if places else ""
            title = f"{finding['code'].replace('_', ' ')} ({finding['severity']})"
            yield Concern("finding", title, (finding["message"],), places, statement, "", finding["document"], finding["page"], finding["line"])


def inferences(stored: Stored) -> Iterator[Concern]:
    """A row each in which cells were placed by arithmetic."""
    rows: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for place, reading in enumerate(stored.readings):
        if reading["placement"] == "inferred":
            rows[row_key(reading)].append(place)
    for places in rows.values():
        cells = [stored.readings[place] for place in places]
        numbers = ", ".join(f"{cell['printed']} → column {cell['column']}" for cell in cells)
        yield Concern(
            "inferred",
            cells[0]["label"],
            (f"table {cells[0]['table']}, p. {cells[0]['page']}", numbers),
            tuple(places),
            cells[0]["statement"],
            cells[0]["verdict"],
        )


def provisionals(stored: Stored) -> Iterator[Concern]:
    """A provisional concept each, with the labels that print it."""
    index = stored.index
    concepts: dict[str, list[Row]] = defaultdict(list)
    for fact in stored.facts:
        if fact["concept_status"] == "provisional":
            concepts[fact["concept"]].append(fact)
    items = [(sorted({index[one] for fact in facts for one in fact["reading_ids"] if one in index}), concept) for concept, facts in concepts.items()]
    for places, concept in sorted(items):
        if places:
            first = stored.readings[places[0]]
            labels = " / ".join(dict.fromkeys(stored.readings[place]["label"] for place in places))
            yield Concern(
                "provisional", labels, (f"table {first['table']}, p. {first['page']}", concept), tuple(places), first["statement"], first["verdict"]
            )


def about(reading: Row) -> str:
    """Statement, measure and period of a reading, for a line under its label."""
    period = f"{reading['period_start']}..{reading['period_end']}" if reading["period_start"] else str(reading["period_end"] or "period unknown")
    return f"{reading['statement'].replace('_', ' ')}, {reading['measure'].replace('_', ' ')}, {period}"


def count_kinds(items: Iterable[Concern]) -> dict[str, int]:
    """Kind -> how many, in the order of looking; kinds without an item too."""
    counts = dict.fromkeys(KINDS, 0)
    for item in items:
        counts[item.kind] += 1
    return counts
