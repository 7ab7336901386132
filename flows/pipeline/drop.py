"""What a run is given: a release as it was dropped, and a drop that is to be normalized."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Location = Path | str
"""A file of this machine, or the address of a remote object."""


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


@dataclass(frozen=True, slots=True)
class Job:
    """A drop to normalize, with the digest of what it held when it was planned."""

    drop: Drop
    content: str
    read: str = ""
    """Digest of the very bytes, where a worker read them."""
