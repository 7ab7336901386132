"""One writer at a time for one release: a lock that its holder's end opens, however it ends.

On this machine a lock is a file `state/.lock-<release_id>` that the kernel locks (flock) for the process that works on the
release, and that goes when the work is done. In an object store it is an object of that name, made by a conditional write
("only where there is none"), with the time at which it may be taken over, for nobody notices that its holder was killed. Where
a store's library knows no conditional write there is no lock, which is said once: then one run at a time is the user's to see to.
"""

from __future__ import annotations

import contextlib
import fcntl
import inspect
import json
import os
import secrets
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parsers.errors import TaiyakuError

LOOK_SECONDS = 0.1
"""How often a lock that another holds is looked at."""
HELD_SECONDS = 1800.0
"""How long a lock of an object store is its holder's; longer than any release may take with the limits that are usual."""


class Busy(TaiyakuError):
    """Another process works on the release for longer than one cares to wait."""


def lock_name(release_id: str) -> str:
    return f"state/.lock-{release_id}"


@contextmanager
def file_lock(path: Path, wait: float) -> Iterator[None]:
    """Holds the lock of a file that is made for it. Raises Busy after `wait` seconds, OSError where no file can be made or locked."""
    until = time.monotonic() + wait
    path.parent.mkdir(parents=True, exist_ok=True)
    while (descriptor := _try_file(path)) is None:
        if time.monotonic() >= until:
            raise Busy(f"another process holds {path}")
        time.sleep(LOOK_SECONDS)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _try_file(path: Path) -> int | None:
    """The descriptor that holds the lock; None where another holds it, or removed the file when it was done."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), os.stat(path)):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


@contextmanager
def object_lock(files: Any, path: str, wait: float) -> Iterator[None]:
    """Holds an object of a store (as fsspec shows it) as a lock. Raises Busy after `wait` seconds, OSError where none can be written.

    Warns (RuntimeWarning) and locks nothing where the store's library knows no conditional write.
    """
    if not writes_conditionally(files):
        warnings.warn(f"{type(files).__name__} cannot lock a release; see to it that one run at a time writes there", RuntimeWarning, stacklevel=3)
        yield
        return
    until = time.monotonic() + wait
    token = secrets.token_hex(8)
    while not _try_object(files, path, token):
        if time.monotonic() >= until:
            raise Busy(f"another process holds {path}")
        time.sleep(LOOK_SECONDS)
    try:
        yield
    finally:
        if (_holder(files, path) or {}).get("holder") == token:
            _remove(files, path)


def writes_conditionally(files: Any) -> bool:
    """Can a store's library write on the condition that there is nothing yet: does its `pipe_file` take a mode?"""
    return "mode" in inspect.signature(files.pipe_file).parameters


def _try_object(files: Any, path: str, token: str) -> bool:
    """Whether the lock is ours; one whose time is over is removed for the next try."""
    try:
        files.pipe_file(path, json.dumps({"holder": token, "until": time.time() + HELD_SECONDS}).encode(), mode="create")
    except FileExistsError:
        if (holder := _holder(files, path)) and holder["until"] < time.time():
            _remove(files, path)
        return False
    return True


def _holder(files: Any, path: str) -> dict[str, Any] | None:
    """Who holds a lock, and until when; None where nobody does, or nobody knows."""
    with contextlib.suppress(OSError, ValueError):
        files.invalidate_cache()
        found = json.loads(files.cat_file(path))
        return {"holder": str(found["holder"]), "until": float(found["until"])}
    return None


def _remove(files: Any, path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        files.rm_file(path)
