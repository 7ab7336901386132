"""A stranger's file, opened without harm: a regular one, never waited for, no larger than any release."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from parsers.errors import UnreadableDocument

MOST_BYTES = 1 << 30
"""Of one file; the readers have lower limits of their own, this one holds before a byte is read."""
KINDS = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFDIR: "a folder"}
NOW = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe without a writer would be waited for."""


def open_regular(path: Path, name: str) -> BufferedReader:
    """The file, opened to be read in bytes; what was opened is looked at, so that nothing else can take its place meanwhile.

    name: what messages call it. Raises UnreadableDocument (`not_a_file`, `too_large`) and OSError.
    """
    _must_be_regular(os.stat(path), name)  # opening alone may do something to a device
    file = os.fdopen(os.open(path, NOW), "rb")
    try:
        found = os.fstat(file.fileno())
        _must_be_regular(found, name)
        if found.st_size > MOST_BYTES:
            raise UnreadableDocument("too_large", f"{name}: {found.st_size:,} bytes, at most {MOST_BYTES:,} are read; no release is that large")
    except BaseException:
        file.close()
        raise
    return file


def _must_be_regular(found: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = KINDS.get(stat.S_IFMT(found.st_mode), "no file")
        raise UnreadableDocument("not_a_file", f"{name}: {kind}; only regular files are read, copy its content to one")
