"""A person's word: numbers confirmed or disputed, pairs and concepts accepted or rejected.

Kept in `OUT/decisions/<sha256 of the document>.json`, beside the tables and never touched by a run. A decision is keyed by content alone (document,
page, line, what is printed there), so that it holds after reruns, whatever the glossary or the code calls the row by then, and under another name
of the drop. Nothing here changes a number: decisions are shown as what they are.
"""

from __future__ import annotations

import json
import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import regex

from flows.pipeline.settings import UsageError
from flows.store.folders import Folder

FORMAT = "taiyaku-decisions-1"
WORDS = {
    "number": ("confirmed", "disputed", "withdrawn"),
    "pair": ("accepted", "rejected", "withdrawn"),
    "concept": ("accepted", "rejected", "withdrawn"),
    "proposal": ("accepted", "rejected", "withdrawn"),
}
"""What can be said of what; `withdrawn` takes back what was said before."""
LONGEST = 2_000
"""Characters of a text in a decision."""
LONE = regex.compile(r"\p{Cs}")
"""A half of a character in UTF-16: no file can hold it."""
SHA256 = regex.compile(r"\A[0-9a-f]{64}\Z")
DAY = regex.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """Something printed in a document."""

    document: str
    """SHA-256 of its bytes."""
    page: int
    line: int
    nth: int
    """Which of the equal prints of the line, counted from 1; 1 for a row."""
    printed: str
    """The cell as printed, or the row's label."""


@dataclass(frozen=True, slots=True)
class Decision:
    about: str
    """number, pair, concept, proposal"""
    word: str
    place: PrintedWords
    other: PrintedWords | None = None
    """Of a pair: the English row (or the Japanese one where it stands alone)."""
    concept: str = ""
    proposal: str = ""
    """Its id in the glossary's list, of a proposal."""
    by: str = ""
    on: str = ""
    """Day, or empty."""
    note: str = ""

    @property
    def key(self) -> tuple[str, PrintedWords, PrintedWords | None, str]:
        """What it is about; a later decision of the same key replaces an earlier one."""
        return self.about, self.place, self.other, self.concept


def parse_decisions(data: bytes, name: str) -> tuple[Decision, ...]:
    """The decisions of an exported file. Raises UsageError that says which entry is wrong and what was expected."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name}: no JSON ({error}); export it again from the review page") from error
    if not isinstance(given, dict) or given.get("format") != FORMAT or not isinstance(given.get("decisions"), list):
        raise UsageError(f'{name}: expected {{"format": "{FORMAT}", "decisions": [...]}}; export it from the review page')
    return tuple(record_to_decision(record, f"{name}: decision {number}") for number, record in enumerate(given["decisions"], start=1))


def record_to_decision(record: Any, where: str) -> Decision:
    """A decision from what JSON made of it. Raises UsageError."""
    if not isinstance(record, Mapping):
        raise UsageError(f"{where}: expected an object, found {type(record).__name__}")
    about, word = record.get("about"), record.get("word")
    if not isinstance(about, str) or about not in WORDS:
        raise UsageError(f"{where}: about {about!r}; choose {', '.join(WORDS)}")
    if word not in WORDS[about]:
        raise UsageError(f"{where}: word {word!r} of a {about}; choose {', '.join(WORDS[about])}")
    other = record.get("other")
    texts = {name: text_of(record, name, where) for name in ("concept", "proposal", "by", "on", "note")}
    if texts["on"] and not is_day(texts["on"]):
        raise UsageError(f"{where}: on {texts['on']!r}; write a day such as 2004-02-12, or nothing")
    return Decision(about, word, record_to_place(record.get("place"), where), record_to_place(other, where) if other is not None else None, **texts)


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar.

    >>> is_day("2004-02-12"), is_day("9999-99-99"), is_day("20040212")
    (True, False, False)
    """
    try:
        return DAY.match(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def record_to_place(record: Any, where: str) -> PrintedWords:
    if not isinstance(record, Mapping):
        raise UsageError(f"{where}: place is missing")
    page, line, nth = (number_of(record, name, where) for name in ("page", "line", "nth"))
    document = record.get("document")
    if not isinstance(document, str) or not SHA256.match(document):
        raise UsageError(f"{where}: document is the SHA-256 of the document in hexadecimal, found {document!r}")
    return PrintedWords(document, page, line, nth, text_of(record, "printed", where))


def number_of(record: Mapping[str, Any], name: str, where: str) -> int:
    number = record.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 10**9:
        raise UsageError(f"{where}: {name} is a whole number, found {number!r}")
    return number


def text_of(record: Mapping[str, Any], name: str, where: str) -> str:
    text = record.get(name, "")
    if not isinstance(text, str) or len(text) > LONGEST:
        raise UsageError(f"{where}: {name} is a text of at most {LONGEST:,} characters")
    if LONE.search(text):
        raise UsageError(f"{where}: {name} {text!r} holds half a character (a lone surrogate); export it again from the review page")
    return text


def read_and_apply(folder: Folder, files: Iterable[Path]) -> tuple[Decision, ...]:
    """Applies exported files in their order, all or none; the decisions that are new or changed. Raises UsageError for a file that is wrong."""
    decisions: list[Decision] = []
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror or error}") from error
        decisions += parse_decisions(data, file.name)
    return apply_decisions(folder, decisions)


def apply_decisions(folder: Folder, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Writes the decisions, later ones over earlier ones of the same key; those that differ from what was kept before."""
    by_document: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_document[decision.place.document].append(decision)
    changed: list[Decision] = []
    for document, given in by_document.items():
        kept = {decision.key: decision for decision in read_decisions(folder, document)}
        before = dict(kept)
        last = {decision.key: decision for decision in given}
        kept = {key: decision for key, decision in {**kept, **last}.items() if decision.word != "withdrawn"}
        changed += [decision for key, decision in last.items() if kept.get(key) != before.get(key)]
        if kept != before:
            write_decisions(folder, document, kept.values())
    return tuple(changed)


def accept_commands(decisions: Iterable[Decision], out: str) -> Iterator[str]:
    """The command that makes the accepted proposals terms of the glossary, and the one that lays the rejected ones aside, by each person.

    Keeping a word changes no number; what the glossary knows does, so that it is a step of its own.
    """
    by_word: dict[tuple[str, str], list[str]] = defaultdict(list)
    for decision in decisions:
        if decision.about == "proposal" and decision.word != "withdrawn" and decision.proposal:
            by_word[decision.word.removesuffix("ed"), decision.by].append(decision.proposal)
    for (command, by), ids in sorted(by_word.items()):
        yield shlex.join(["taiyaku", "glossary", command, *sorted(ids), *(["--by", by] if by else []), "--out", out])


def read_decisions(folder: Folder, document: str) -> tuple[Decision, ...]:
    """What was said of a document. Raises UsageError where the file was damaged by hand."""
    name = f"decisions/{document}.json"
    data = folder.read(name)
    return parse_decisions(data, name) if data is not None else ()


def write_decisions(folder: Folder, document: str, decisions: Iterable[Decision]) -> None:
    """Sorted by place, so that equal decisions give equal bytes."""
    ordered = sorted(decisions, key=lambda decision: (decision.place.page, decision.place.line, repr(decision.key)))
    folder.write(f"decisions/{document}.json", decisions_to_json(ordered).encode())


def decisions_to_json(decisions: Iterable[Decision]) -> str:
    return json.dumps({"format": FORMAT, "decisions": [asdict(decision) for decision in decisions]}, ensure_ascii=False, indent=1) + "\n"
