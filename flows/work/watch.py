"""Drops as they appear: which files and folders of a folder have stopped changing, told in bursts.

A drop is reported when nothing of it has changed for a while, so that a slow copy is not read half-way; drops that appear
together are reported together. The file system's notices are for speed only: what they miss, a sweep finds. Where it gives none
(no watches are left, a link leads to who knows how many folders) the folder is looked at every few seconds instead. Of changes that
another machine makes in a network folder nobody gives notice: they are the sweep's.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

from flows.work.drops import is_temporary

SETTLED_SECONDS = 1.0
"""A drop that has not changed for so long is complete."""
BURST_SECONDS = 5.0
"""A complete drop waits at most so long for others that are still changing."""
TICK_SECONDS = 0.2
LOOK_SECONDS = 2.0
"""From one look at the folder to the next, where there are no notices."""
AGAIN_SECONDS = 60.0
"""So long it is looked at before notices are asked for again."""

Snapshot = tuple[tuple[str, int, int], ...]


@dataclass
class Pending:
    """Drops that were noticed and not reported yet. Pure bookkeeping: the clock and the file system are given to it."""

    snapshots: dict[Path, Snapshot] = field(default_factory=dict)
    since: dict[Path, float] = field(default_factory=dict)
    """When the drop was last seen to change."""
    first: float | None = None
    """When the first drop of the burst was complete."""

    def notice(self, drops: Iterable[Path], now: float) -> None:
        for drop in drops:
            self.since[drop] = now

    def complete(self, now: float, look: Callable[[Path], Snapshot]) -> tuple[Path, ...]:
        """The drops of a burst that is over, sorted; they are forgotten here. Nothing while it goes on."""
        for drop in tuple(self.since):
            seen = look(drop)
            if seen != self.snapshots.get(drop):
                self.snapshots[drop], self.since[drop] = seen, now
        settled = [drop for drop, changed in self.since.items() if now - changed >= SETTLED_SECONDS]
        if not settled:
            self.first = None
            return ()
        self.first = now if self.first is None else self.first
        if len(settled) < len(self.since) and now - self.first < BURST_SECONDS:
            return ()
        there = tuple(sorted(drop for drop in settled if self.snapshots[drop]))
        for drop in settled:
            del self.since[drop], self.snapshots[drop]
        self.first = None
        return there


def look_at(drop: Path) -> Snapshot:
    """Name, size and time of every file of a drop; empty where it is gone again or holds nothing yet."""
    try:
        files = sorted(path for path in drop.rglob("*") if path.is_file()) if drop.is_dir() and not drop.is_symlink() else [drop]
        return tuple((str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files)
    except OSError:
        return ()


def path_to_drop(path: Path, folder: Path) -> Path | None:
    """The drop that a changed path belongs to; None for temporary files and for the folder itself."""
    try:
        parts = path.relative_to(folder).parts
    except ValueError:
        return None
    if not parts or any(is_temporary(part) for part in parts):
        return None
    return folder / parts[0]


def bursts(folder: Path, stop: threading.Event, ready: Callable[[], object], say: Callable[[str], object] = lambda line: None) -> Iterator[tuple[Path, ...]]:
    """Bursts of complete drops of a folder, until `stop` is set. ready: called when what comes from now on is seen; say: prints a line."""
    pending = Pending()
    for changed in changes(folder, stop, ready, say):
        now = time.monotonic()
        pending.notice(changed, now)
        if complete := pending.complete(now, look_at):
            yield complete


def changes(folder: Path, stop: threading.Event, ready: Callable[[], object], say: Callable[[str], object]) -> Iterator[set[Path]]:
    """The drops in which something changed since the last time, again and again: by the system's notices, or by looking."""
    told = ""
    while not stop.is_set():
        try:
            yield from noticed(folder, stop, ready)
            why = "it was taken away"
        except (OSError, RuntimeError) as error:
            why = str(error)
        if why != told and not stop.is_set():
            say(f"{folder}: no notices of changes ({why}); looked at every {LOOK_SECONDS:g} s")
            told = why
        yield from looked_for(folder, stop, ready)


def noticed(folder: Path, stop: threading.Event, ready: Callable[[], object]) -> Iterator[set[Path]]:
    """By notices, until the folder is another one. Raises OSError and RuntimeError where the system gives none."""
    if linked := linked_folder(folder):
        raise OSError(f"{linked} is a link to a folder, and what is behind it may have no end")
    stands_at = identity(folder)
    tick = int(TICK_SECONDS * 1000)
    for seen in watch(folder, stop_event=stop, debounce=tick, step=50, rust_timeout=tick, yield_on_timeout=True, recursive=True):
        ready()
        yield {drop for _, path in seen if (drop := path_to_drop(Path(path), folder))}
        if identity(folder) != stands_at:
            return


def looked_for(folder: Path, stop: threading.Event, ready: Callable[[], object]) -> Iterator[set[Path]]:
    """By looking, for a while, and as long as the folder is not there; when it is back, all that stands in it is new."""
    known: dict[Path, Snapshot] | None = None
    until = time.monotonic() + AGAIN_SECONDS
    while not stop.is_set() and (time.monotonic() < until or identity(folder) is None):
        try:
            drops = {folder / name: look_at(folder / name) for name in os.listdir(folder) if not is_temporary(name)}
        except OSError:
            drops, known = {}, {}
        yield {drop for drop, snapshot in drops.items() if known is not None and known.get(drop) != snapshot}
        known = drops
        ready()
        stop.wait(LOOK_SECONDS)


def identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another one of its name; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def linked_folder(folder: Path) -> Path | None:
    """A link to a folder somewhere in a folder, or None."""
    for place, folders, _ in os.walk(folder):
        for name in folders:
            if os.path.islink(os.path.join(place, name)):
                return Path(place, name)
    return None
