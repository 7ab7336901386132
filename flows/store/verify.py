"""`taiyaku verify`: are the files of a data set what was written, and whose are the others?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from flows.store.contract import TABLES
from flows.store.folders import Folder
from flows.store.locks import Busy
from flows.store.state import State, drop_state, read_state, read_states


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not as it should be."""

    file: str
    what: str
    release_id: str | None
    """The release that vouches for it; None for one that no release vouches for."""


def verify(folder: Folder) -> Iterator[Fault]:
    """Every file that differs from what its release was committed with, every state that cannot be read, every foreign file.

    A release with such a file is no longer current: the next run makes it anew. Foreign files are left alone, and so is a release that a
    run works on meanwhile. Raises OutputError.
    """
    committed: set[str] = set()
    for name in folder.names("state"):
        if name.endswith(".json") and read_state(folder, release_id := name.removesuffix(".json")) is None:
            yield Fault(f"state/{name}", "cannot be read", release_id)
            drop_state(folder, release_id)
    for listed in read_states(folder):
        committed |= {name for name, _, _ in listed.files}
        with suppress(Busy), folder.locked(listed.release_id):
            state = read_state(folder, listed.release_id)
            faults = list(_faults_of(folder, state)) if state is not None else []
            if faults:
                drop_state(folder, listed.release_id)
            yield from faults
    for table in sorted(TABLES.keys() - {"comparatives"}):
        for name in folder.names(table):
            if f"{table}/{name}" not in committed:
                yield Fault(f"{table}/{name}", "belongs to no release; left alone", None)


def _faults_of(folder: Folder, state: State) -> Iterator[Fault]:
    for name, size, digest in state.files:
        data = folder.read(name)
        if data is None:
            yield Fault(name, "is missing", state.release_id)
        elif len(data) != size:
            yield Fault(name, f"has {len(data):,} bytes, written were {size:,}", state.release_id)
        elif hashlib.sha256(data).hexdigest() != digest:
            yield Fault(name, "has other content than was written", state.release_id)
