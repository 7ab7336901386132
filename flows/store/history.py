"""What the releases of an entity say about each other, and what was known on a day. Stands beside the releases' own files.

`OUT/comparatives/<entity>.parquet` is made anew from the store whenever a release of the entity changed, in the order of the
announcements: the order in which releases were normalized leaves no trace. A file names in its metadata what it was made of, so
that a step that was killed, or met another run, is made good by the next one.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import regex

from checks.comparatives import Printed, compare_releases
from flows.store.contract import TABLES
from flows.store.folders import Folder
from flows.store.state import State, drop_state, read_states
from flows.store.store import DamagedTable, read_made_of, read_records, read_rows, records_to_parquet

FOLDER = "comparatives"
KINDS = ("equal", "rounding", "reclassification", "restatement", "print_error")
LONGEST_NAME = 120
"""Bytes of an entity's name in a file name; file systems take 255, and object stores count what they quote."""
TRIES = 5
"""How often a file is made anew because a release was committed meanwhile; the next run makes good what is left."""

_UNSAFE = regex.compile(r"""[\p{C}/\\:*?"<>|%'\[\]{}] | ^\. """, regex.VERBOSE)
"""What a file name cannot hold on some system, or what a pattern of file names reads as its own."""

Row = dict[str, Any]


def update_comparatives(folder: Folder) -> tuple[str, ...]:
    """Makes the files of the entities whose releases changed, removes those without a release; the entities, sorted.

    Releases without an entity are compared with nothing; files that taiyaku did not write are left alone. Raises OutputError, and
    DamagedTable where the files of a release are damaged: that release is stale from then on.
    """
    by_entity = states_by_entity(read_states(folder))
    changed = [entity for entity in sorted(by_entity) if update_entity(folder, entity, by_entity[entity])]
    for name in set(folder.names(FOLDER)) - {entity_to_file(entity) for entity in by_entity}:
        if read_made_of(folder, f"{FOLDER}/{name}"):
            folder.remove(f"{FOLDER}/{name}")
    return tuple(changed)


def states_by_entity(states: Iterable[State]) -> dict[str, list[State]]:
    """The normalized releases of each entity."""
    found: dict[str, list[State]] = defaultdict(list)
    for state in states:
        if state.entity and state.status == "normalized":
            found[state.entity].append(state)
    return found


def update_entity(folder: Folder, entity: str, states: Sequence[State]) -> bool:
    """Whether the entity's file had to be made anew."""
    name = f"{FOLDER}/{entity_to_file(entity)}"
    for tried in range(TRIES):
        made_of = states_to_digest(states)
        if read_made_of(folder, name) == made_of:
            return tried > 0
        pairs = compare_releases([read_printed(folder, state.release_id) for state in states])
        folder.write(name, records_to_parquet("comparatives", pairs, made_of=made_of))
        states = states_by_entity(read_states(folder))[entity]
    return True


def states_to_digest(states: Iterable[State]) -> str:
    """Equal for releases whose files are equal: documents, code, what the glossary says of their words, date."""
    made = sorted((s.release_id, s.content, s.version, s.touched, s.announced_on or "") for s in states)
    return hashlib.sha256(repr(made).encode()).hexdigest()[:16]


def read_printed(folder: Folder, release_id: str) -> Printed:
    """What a release says, from the store. Raises DamagedTable; the release is stale then."""
    try:
        releases = read_records(folder, "releases", release_id)
        if len(releases) != 1:
            raise DamagedTable(f"releases/{release_id}.parquet: missing; taiyaku verify finds all such files, the next run makes them anew")
        return Printed(releases[0], read_records(folder, "facts", release_id), read_records(folder, "readings", release_id))
    except DamagedTable:
        drop_state(folder, release_id)
        raise


def entity_to_file(entity: str) -> str:
    """The name of the entity's file; entities of one spelling but for signs that no file name holds stay apart.

    >>> entity_to_file("3774"), entity_to_file("A/B 商事")
    ('3774.parquet', 'A%2FB 商事.parquet')
    """
    name = _UNSAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), entity)
    if len(name.encode()) > LONGEST_NAME:
        name = name.encode()[:LONGEST_NAME].decode(errors="ignore") + "-" + hashlib.sha256(entity.encode()).hexdigest()[:12]
    return name + ".parquet"


def comparatives_line(folder: Folder, entity: str) -> str | None:
    """One line on what the releases of an entity print of the same facts; None where no fact was printed by two."""
    rows = read_rows(folder, FOLDER, entity_to_file(entity).removesuffix(".parquet"), ("kind", "release_id", "other_release_id"))
    if not rows:
        return None
    kinds = Counter(row["kind"] for row in rows)
    releases = {row[name] for row in rows for name in ("release_id", "other_release_id")}
    told = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind])
    return f"comparatives {entity}: {len(releases)} releases, {len(rows)} facts printed again: {told}"


# ---------------------------------------------------------------------------------------------------------------------
# As known on a day

KNOWN_COLUMNS = (*(column.name for column in TABLES["facts"]), "announced_on")


def facts_known(folder: Folder, day: date) -> tuple[list[Row], int]:
    """The facts as known at the end of a day, and how many releases are left out because they have no date.

    Of each fact the print of the release announced last counts; of two releases of one day, that of the later release_id. Facts of
    releases without an entity stand for themselves. Rows are those of the facts table with announced_on, by entity, statement and period.
    """
    normalized = [state for state in read_states(folder) if state.status == "normalized"]
    dated = sorted((state.announced_on, state.release_id) for state in normalized if state.announced_on)
    known: dict[tuple[str, str], Row] = {}
    for announced_on, release_id in dated:
        if announced_on <= day.isoformat():
            for row in read_rows(folder, "facts", release_id):
                known[row["entity"] or release_id, row["fact_id"]] = row | {"announced_on": date.fromisoformat(announced_on)}
    return sorted(known.values(), key=_order), len(normalized) - len(dated)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    days = tuple((row[name] or date.min).isoformat() for name in ("period_end", "period_start", "compared_end"))
    names = (row["concept"], row["members"], row["scenario"], row["scope"], row["measure"], row["unit"], row["fact_id"])
    return row["entity"] or "", row["statement"], days, names


def select_facts(rows: Iterable[Row], wanted: Mapping[str, str]) -> Iterator[Row]:
    """The facts whose columns hold what is wanted, letters of either case alike; `concept` is looked for in the labels, too."""
    for row in rows:
        if all(_holds(row, name, value.casefold()) for name, value in wanted.items()):
            yield row


def _holds(row: Row, name: str, value: str) -> bool:
    places = ("concept", "label_ja", "label_en") if name == "concept" else (name,)
    return any(str(row[place] or "").casefold() == value for place in places)


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet computes."""


def facts_to_csv(rows: Iterable[Row]) -> str:
    """One line a fact, columns as in the facts table; lists are joined by a vertical bar, numbers written out in full.

    Text that a spreadsheet would take for a formula has an apostrophe before it, which spreadsheets do not show.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(KNOWN_COLUMNS)
    writer.writerows([_csv_value(row[name]) for name in KNOWN_COLUMNS] for row in rows)
    return text.getvalue()


def _csv_value(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "normalize"):
        return f"{value.normalize():f}"
    if not isinstance(value, str | list):
        return str(value)
    text = value if isinstance(value, str) else "|".join(value)
    return f"'{text}" if text.startswith(FORMULA) else text
