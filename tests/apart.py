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
from parsers.model import Document

SECONDS = 60
"""Far above what any file needs, so that a busy machine fails no test."""
MEMORY = 2 << 30
"""Bytes of address space."""


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
    """Code, message, seconds and peak megabytes of a child process that reads the data; `died` where it had to be ended."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS)
        start = time.monotonic()
        code, message = outcome(lambda: reader.read(Path(name), data, number=1, name=name, plain=plain))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        os.write(theirs, f"{code}|{time.monotonic() - start}|{peak}|{message}".encode(errors="replace")[:4000])
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    code, seconds, peak_text, message = (os.read(ours, 4000).decode(errors="replace") or f"died|{SECONDS}|0|").split("|", 3)
    os.close(ours)
    return code, message, float(seconds), int(peak_text)
