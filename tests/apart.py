"""A document read in a process of its own with limits, as hostile files must be."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from parsers.errors import UnreadableDocument
from parsers.printed import Document

SECONDS = 60
"""Of processor time, far above what any file needs ..."""
WALL_SECONDS = 600
"""... and of the clock, for one that waits for ever: a busy machine fails no test."""
MEMORY = 2 << 30
"""Bytes of address space, beyond what the process that is forked already takes."""


def outcome(read: Callable[[], Document]) -> tuple[str, str]:
    """The reason code and its message; `read`, or `nothing` where no line was, and the codes of the findings."""
    try:
        document = read()
    except UnreadableDocument as error:
        return error.code, str(error)
    except BaseException as error:
        return "bare", repr(error)
    codes = ", ".join(sorted({finding.code for finding in document.findings}))
    return "read" if document.lines else "nothing", f"{len(document.lines)} lines" + (f", findings: {codes}" if codes else "")


def read_apart(reader: ModuleType, data: bytes, name: str, plain: bool = False) -> tuple[str, str, float, int]:
    """Code, message, seconds of processor time and peak megabytes of a child process that reads the data; `died` where it had to be ended."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _limit()
            start = time.process_time()
            code, message = outcome(lambda: reader.read(Path(name), data, number=1, name=name, plain=plain))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            os.write(theirs, f"{code}|{time.process_time() - start}|{peak}|{message}".encode(errors="replace")[:4000])
        finally:
            os._exit(0)
    os.close(theirs)
    _, status = os.waitpid(child, 0)
    said = os.read(ours, 4000).decode(errors="replace")
    os.close(ours)
    if not said:
        how = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "an error of its own"
        return "died", f"ended by {how}", float(SECONDS), 0
    code, seconds, peak_text, message = said.split("|", 3)
    return code, message, float(seconds), int(peak_text)


def _limit() -> None:
    """Of this process from here on."""
    statm = Path("/proc/self/statm")
    taken = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    spent = int(time.process_time()) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (spent, spent + 5))  # SIGXCPU
    signal.alarm(WALL_SECONDS)
