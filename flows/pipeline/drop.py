"""What a run is given: a release as it was dropped, and a drop that is to be normalized."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Location = Path | str
"""A file of this machine, or the address of a remote object."""


def readable_name(name: str) -> str:
    """A file's name in Unicode: as UTF-8, else as Shift_JIS, in which archives from Japan have their names, else with its bytes as \\xNN.

    >>> readable_name(os.fsdecode("決算短信".encode("cp932"))), readable_name(os.fsdecode(b"a\\xff"))
    ('決算短信', 'a\\\\xff')
    """
    given = os.fsencode(name)
    with suppress(UnicodeDecodeError):
        return given.decode("utf-8")
    with suppress(UnicodeDecodeError):
        if (decoded := given.decode("cp932")).isprintable():
            return decoded
    return given.decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Drop:
    """One release as it was dropped, before anything of it is read."""

    release_id: str
    path: Path
    """Where it stands; of a remote drop its name alone."""
    documents: tuple[tuple[str, Location], ...]
    """(name inside the drop, where it stands), sorted by name."""
    fingerprint: str | None = None
    """Of a remote drop: what the store says of its content, so that a plan need not fetch it."""
    rejected: str | None = None
    """Why it must be quarantined unread (`duplicate_name: ...`, `empty: ...`); None in the good case."""
    held: tuple[bytes, ...] | None = None
    """The bytes of each document, read once (`held_drop`); None: they are where the documents stand."""

    @property
    def name(self) -> str:
        """What messages call it."""
        return readable_name(self.path.name)


    @property
    def own_name(self) -> str:
        """The name by which it is told from another drop of its release_id."""
        return readable_name(os.path.basename(os.path.abspath(self.path)))


@dataclass(frozen=True, slots=True)
class Job:
    """A drop to normalize, with the digest of what it held when it was planned."""

    drop: Drop
    content: str
    read: str = ""
    """Digest of the very bytes, where a worker read them."""
