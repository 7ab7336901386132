"""Drops as they appear: which files and folders of a folder have stopped changing, told in bursts.

A drop is reported when nothing of it has changed for a while, so that a slow copy is not read half-way; drops that appear
together are reported together. The file system's notices are for speed only: what they miss, a sweep finds.
"""

from __future__ import annotations

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
        files = sorted(path for path in drop.rglob("*") if path.is_file()) if drop.is_dir() else [drop]
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


def bursts(folder: Path, stop: threading.Event, ready: Callable[[], object]) -> Iterator[tuple[Path, ...]]:
    """Bursts of complete drops of a folder, until `stop` is set; `ready` is called when what comes from now on is seen."""
    pending = Pending()
    tick = int(TICK_SECONDS * 1000)
    for changes in watch(folder, stop_event=stop, debounce=tick, step=50, rust_timeout=tick, yield_on_timeout=True, recursive=True):
        ready()
        now = time.monotonic()
        noticed = {drop for _, path in changes if (drop := path_to_drop(Path(path), folder))}
        pending.notice(noticed, now)
        if complete := pending.complete(now, look_at):
            yield complete
