"""Whether a process was kept from working: what it got of the processor, and what it waited for it.

A release that is not done in time is to blame for it only where its worker had the time. Linux says so in /proc; where
nothing does, the load of the whole machine must answer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

WAITED_SHARE = 0.2
"""Of the time that went by: a process that waited so long for a processor was on a busy machine."""
KEPT_STATES = frozenset("TtD")
"""Stopped by somebody, or waiting for a disk (also for memory that was swapped out)."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process had since it started."""

    worked: float
    """Seconds of processor time."""
    waited: float
    """Seconds in which it could have worked and no processor was free."""
    state: str
    """The letter that the kernel gives for what it does now."""


def usage(process: int) -> Usage | None:
    """None where the system does not say it, or the process is gone."""
    folder = Path("/proc") / str(process)
    try:
        state, *fields = (folder / "stat").read_text().rpartition(")")[2].split()
        waited = sum(int((task / "schedstat").read_text().split()[1]) for task in (folder / "task").iterdir())
    except (OSError, IndexError, ValueError):
        return None
    return Usage((int(fields[10]) + int(fields[11])) / TICKS, waited / 1e9, state)


def was_kept_from_work(before: Usage | None, after: Usage | None, seconds: float) -> bool:
    """Whether a process that was given `seconds` could not use them, for no fault of its own.

    >>> idle, busy, asleep = Usage(1.0, 0.0, "R"), Usage(3.0, 7.0, "R"), Usage(1.1, 0.0, "S")
    >>> was_kept_from_work(idle, busy, 10.0), was_kept_from_work(idle, asleep, 10.0), was_kept_from_work(idle, Usage(11.5, 8.0, "R"), 10.0)
    (True, False, False)
    """
    if before is None or after is None:
        return os.getloadavg()[0] > (os.cpu_count() or 1)
    if after.worked - before.worked >= seconds:
        return False
    return after.state in KEPT_STATES or after.waited - before.waited > WAITED_SHARE * seconds
