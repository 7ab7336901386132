"""What a person said that still needs a look: numbers disputed, pairs and concepts rejected, and words whose number is read no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.review.decisions import Decision, PrintedWords
from flows.review.look import Concern, about
from flows.review.stored import Row, Stored

AGAINST = frozenset({"disputed", "rejected"})


def words_to_items(stored: Stored, decisions: Iterable[Decision]) -> Iterator[Concern]:
    """An item for each word against what was read, and for each that found no place."""
    numbers, rows = places_by_print(stored)
    for decision in decisions:
        known = numbers if decision.about == "number" else rows
        places = [known.get(place) for place in (decision.place, decision.other) if place]
        printed = " / ".join(place.printed for place in (decision.place, decision.other) if place)
        title = f"{decision.about} {decision.word} by {said_by(decision)}: {printed}"
        if None in places:
            where = f"p. {decision.place.page} line {decision.place.line}"
            yield Concern(
                "word", title, (f"{where}: nothing that is read now stands there as it was printed",), (), document=number_of(stored, decision)
            )
        elif decision.word in AGAINST:
            found = tuple(place for place in places if place is not None)
            first = stored.readings[found[0]]
            details = (about(first), *((decision.note,) if decision.note else ()))
            yield Concern("word", title, details, found, first["statement"], first["verdict"])


def said_by(decision: Decision) -> str:
    """Who, and when."""
    return f"{decision.by or 'a person'}{f', {decision.on}' if decision.on else ''}"


def number_of(stored: Stored, decision: Decision) -> int | None:
    """Which of the release's documents a decision is about, counted from 1."""
    digests = [document["sha256"] for document in stored.release["documents"]]
    return digests.index(decision.place.document) + 1 if decision.place.document in digests else None


def places_by_print(stored: Stored) -> tuple[dict[PrintedWords, int], dict[PrintedWords, int]]:
    """(place of each number, place of each row by its label or its whole path) -> reading, for rows their first one."""
    digests = [document["sha256"] for document in stored.release["documents"]]
    numbers: dict[PrintedWords, int] = {}
    rows: dict[PrintedWords, int] = {}
    for at, (reading, nth) in enumerate(zip(stored.readings, occurrences(stored.readings), strict=True)):
        document, page, line = digests[reading["document"] - 1], reading["page"], reading["line"]
        numbers[PrintedWords(document, page, line, nth, reading["printed"])] = at
        for label in (reading["label"], " › ".join(reading["label_path"])):
            rows.setdefault(PrintedWords(document, page, line, 1, label), at)
    return numbers, rows


def occurrences(readings: Iterable[Row]) -> list[int]:
    """For each reading, which of the equal prints of its line it is, counted from 1 in the order of the page."""
    seen: dict[tuple[object, ...], int] = {}
    counted = []
    for reading in readings:
        key = (reading["document"], reading["page"], reading["line"], reading["printed"])
        seen[key] = seen.get(key, 0) + 1
        counted.append(seen[key])
    return counted
