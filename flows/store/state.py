"""The commit of a release: `OUT/state/<release_id>.json`, written last. No state, no release.

The plan of every run is made from these files alone: what is current by its documents, the glossary and the code needs no
work. They hold counts too, so that a summary opens no Parquet file. Standard library only, for a quick start.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from flows.store.folders import Folder
from glossary.terms.glossary import data_digest
from parsers.records import Release

RETRY = frozenset({"vanished", "unreadable", "internal_error"})
"""Reasons that can pass without any change of the documents, or that are no fault of theirs: such releases are never current."""


@dataclass(frozen=True, slots=True)
class State:
    """What was committed for one release, and from what it was made."""

    release_id: str
    drop: str
    """What the drop itself is called; empty where that is not known."""
    content: str
    """Digest of the documents' names and contents as they were read, in the words of the plan (flows/work/drops.py, `drop_to_digest`)."""
    read: str
    """Digest of the documents' names and of the very bytes that were parsed; empty where none were."""
    files: tuple[tuple[str, int, str], ...]
    """The table files that were written: name, bytes, SHA-256."""
    glossary: str
    """Digest of the whole glossary that was there."""
    touched: str
    """Digest of what it says about the words of this release (flows/pipeline/touched.py)."""
    version: str
    status: str
    reason: str | None
    entity: str | None
    announced_on: str | None
    tables: int
    readings: int
    facts: int
    proved: int
    supported: int
    contradicted: int
    unproved: int
    differences: int
    findings: int
    highlights: tuple[tuple[str, ...], ...] = ()
    """A few facts for a summary: label_ja, label_en, value with its unit, period."""
    suspects: tuple[str, ...] = ()
    """The contradicted numbers, a line each."""

    @staticmethod
    def of(
        release: Release,
        drop: str,
        content: str,
        read: str,
        files: tuple[tuple[str, int, str], ...],
        *,
        findings: int,
        highlights: tuple[tuple[str, ...], ...],
        suspects: tuple[str, ...],
    ) -> State:
        return State(
            release_id=release.release_id,
            drop=drop,
            content=content,
            read=read,
            files=files,
            glossary=data_digest(),
            touched=release.glossary_digest,
            version=release.version,
            status=release.status,
            reason=release.reason,
            entity=release.entity,
            announced_on=release.announced_on.isoformat() if release.announced_on else None,
            tables=release.tables,
            readings=release.readings,
            facts=release.facts,
            proved=release.proved,
            supported=release.supported,
            contradicted=release.contradicted,
            unproved=release.unproved,
            differences=release.differences,
            findings=findings,
            highlights=highlights,
            suspects=suspects,
        )

    @staticmethod
    def pending(release_id: str, reason: str) -> State:
        """What a run reports of a release that the machine kept it from doing. It is never committed: what was committed before stays."""
        return State(release_id, "", "", "", (), "", "", "", "pending", reason, None, None, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    @property
    def reason_code(self) -> str:
        """The short word of the reason why a release is not normalized; empty for one that is."""
        return (self.reason or "").partition(":")[0]

    def is_made_of(self, content: str, version: str) -> bool:
        """Whether the same documents and code made it, and trying again could not end differently for all they are concerned."""
        return (self.content, self.version) == (content, version) and self.reason_code not in RETRY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    state: State
    notes: tuple[str, ...] = ()
    """The findings to look at first, a line each."""


def read_state(folder: Folder, release_id: str) -> State | None:
    """The committed state; None where there is none, or one that another version wrote and this one cannot read."""
    data = folder.read(_name(release_id))
    if data is None:
        return None
    try:
        return record_to_state(json.loads(data))
    except (ValueError, TypeError, KeyError):
        return None


def record_to_state(record: dict[str, Any]) -> State:
    """A state from what JSON made of it; raises TypeError or KeyError where the fields are others."""
    lists = {name: tuple(tuple(line) for line in record[name]) for name in ("files", "highlights")}
    return State(**record | lists | {"suspects": tuple(record["suspects"])})


def is_whole(folder: Folder, state: State) -> bool:
    """Whether the files of a release are there, as long as they were written; `verify` looks into them."""
    return all(folder.size(name) == size for name, size, _ in state.files)


def read_states(folder: Folder) -> tuple[State, ...]:
    """Every committed state, by release_id."""
    names = (name.removesuffix(".json") for name in folder.names("state") if name.endswith(".json"))
    return tuple(state for name in names if (state := read_state(folder, name)) is not None)


def write_state(folder: Folder, state: State) -> None:
    folder.write(_name(state.release_id), json.dumps(asdict(state), ensure_ascii=False, indent=1).encode() + b"\n")


def written_at(folder: Folder, release_id: str) -> float:
    """When a release was committed, in seconds since 1970; minus infinity where it was not."""
    return folder.modified(_name(release_id))


def drop_state(folder: Folder, release_id: str) -> None:
    """Takes the commit back, before the files that it vouches for are replaced."""
    folder.remove(_name(release_id))


def _name(release_id: str) -> str:
    return f"state/{release_id}.json"
