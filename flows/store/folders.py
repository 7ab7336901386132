"""Where bytes come from and go to: a folder of this machine, or one behind an address such as `s3://bucket/normalized`.

Every file of the store is written whole or not at all: on disk under a temporary name, flushed, then renamed; an object
store does the same by itself. Nothing else in flows/ writes files of the data set.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import secrets
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from flows.pipeline.settings import UsageError
from flows.store.locks import Busy, file_lock, lock_name, object_lock
from parsers.errors import TaiyakuError

TEMPORARY = ".tmp-"
"""How the name of a file that is still being written begins; the system and the process that write it follow."""
ABANDONED_SECONDS = 86_400.0
"""No file takes so long to write."""


class OutputError(TaiyakuError):
    """The output folder cannot be written; nothing can be done for any release until it can."""


class Folder(Protocol):
    """A tree of files addressed by relative names such as `readings/x.parquet`."""

    @property
    def address(self) -> str: ...

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Writes a file whole or not at all; raises OutputError."""

    def replace(self, files: Mapping[str, bytes | None]) -> None:
        """Writes several files, as nearly at once as the place allows; None removes a file. Raises OutputError, on disk before anything is replaced."""

    def locked(self, release_id: str, wait: float = 0.0) -> AbstractContextManager[None]:
        """Holds the release against every other process that asks (flows/store/locks.py). Raises Busy after `wait` seconds, OutputError."""

    def remove(self, name: str) -> None:
        """Removes a file, if it is there."""

    def modified(self, name: str) -> float:
        """When a file was written, in seconds since 1970; minus infinity where there is none."""

    def names(self, under: str) -> tuple[str, ...]:
        """Names of the files directly in a sub-folder, sorted, temporary ones left out."""

    def size(self, name: str) -> int | None:
        """The bytes of a file; None where there is none."""

    def probe(self) -> None:
        """Raises OutputError where nothing can be written."""

    def sweep(self) -> None:
        """Removes what writers that were killed left behind."""


@dataclass(frozen=True, slots=True)
class LocalFolder:
    root: Path

    @property
    def address(self) -> str:
        return str(self.root)

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, data: bytes) -> None:
        self.replace({name: data})

    def replace(self, files: Mapping[str, bytes | None]) -> None:
        whole: dict[Path, Path] = {}
        target = self.root
        try:
            try:
                for name, data in files.items():
                    target = self.root / name
                    if data is not None:
                        whole[target] = target.with_name(f"{TEMPORARY}{this_system()}-{os.getpid()}-{secrets.token_hex(4)}")
                        _write_whole(whole[target], data)
                for name in files:
                    target = self.root / name
                    if target in whole:
                        os.replace(whole[target], target)
                    else:
                        self.remove(name)
            finally:
                for temporary in whole.values():
                    temporary.unlink(missing_ok=True)
            for folder in {target.parent for target in whole}:
                _sync_folder(folder)
        except OSError as error:
            raise OutputError(f"{target}: cannot be written ({error.strerror or error}); free space or choose another --out") from error

    @contextmanager
    def locked(self, release_id: str, wait: float = 0.0) -> Iterator[None]:
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(file_lock(self.root / lock_name(release_id), wait))
            except OSError as error:
                raise OutputError(f"{self.root}: cannot be written, so that no release can be locked ({error.strerror or error}); choose another --out") from error
            yield

    def remove(self, name: str) -> None:
        try:
            (self.root / name).unlink(missing_ok=True)
        except NotADirectoryError:
            return
        except OSError as error:
            raise OutputError(f"{self.root / name}: cannot be removed ({error.strerror or error})") from error

    def modified(self, name: str) -> float:
        try:
            return (self.root / name).stat().st_mtime
        except (FileNotFoundError, NotADirectoryError):
            return -math.inf

    def size(self, name: str) -> int | None:
        try:
            return (self.root / name).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, under: str) -> tuple[str, ...]:
        try:
            with os.scandir(self.root / under) as entries:
                return tuple(sorted(entry.name for entry in entries if not entry.name.startswith(TEMPORARY)))
        except (FileNotFoundError, NotADirectoryError):
            return ()

    def probe(self) -> None:
        probe = self.root / f"{TEMPORARY}{this_system()}-{os.getpid()}-probe"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise OutputError(f"{self.root}: cannot be written ({error.strerror or error}); choose another folder with --out") from error


    def sweep(self) -> None:
        for temporary in (*self.root.glob(f"{TEMPORARY}*"), *self.root.glob(f"*/{TEMPORARY}*")):
            with contextlib.suppress(OSError):
                if is_left_behind(temporary.name, time.time() - temporary.stat().st_mtime):
                    temporary.unlink()
        for lock in self.root.glob(lock_name("*")):
            with contextlib.suppress(OSError, Busy), file_lock(lock, 0.0):
                pass  # whoever lets a lock go removes its file


@cache
def this_system() -> str:
    """Tells the processes of this machine (or container) from those of others that write to the same folder: of two systems a number of a
    process says nothing about the other one's."""
    try:
        processes = str(os.stat("/proc/self/ns/pid").st_ino)
    except OSError:
        processes = ""
    return hashlib.sha256(f"{socket.gethostname()} {processes}".encode()).hexdigest()[:8]


def is_left_behind(name: str, age: float) -> bool:
    """Whether nobody writes a temporary file any more: its process is gone, or it is older than any file takes. age: in seconds."""
    system, _, rest = name.removeprefix(TEMPORARY).partition("-")
    process = rest.partition("-")[0]
    if age > ABANDONED_SECONDS:
        return True
    if system != this_system() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    """Makes a rename in a folder last; folders that cannot be opened for this (some network mounts) are left alone."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder behind any address that fsspec knows (s3://, gs://, memory:// ...); one object is written by one request."""

    address: str
    files: Any
    root: str

    def read(self, name: str) -> bytes | None:
        try:
            data: bytes = self.files.cat_file(f"{self.root}/{name}")
        except FileNotFoundError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        try:
            self.files.pipe_file(f"{self.root}/{name}", data)
        except OSError as error:
            raise OutputError(f"{self.address}/{name}: cannot be written ({error})") from error

    def replace(self, files: Mapping[str, bytes | None]) -> None:
        for name, data in files.items():
            if data is None:
                self.remove(name)
            else:
                self.write(name, data)

    @contextmanager
    def locked(self, release_id: str, wait: float = 0.0) -> Iterator[None]:
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(object_lock(self.files, f"{self.root}/{lock_name(release_id)}", wait))
            except OSError as error:
                raise OutputError(f"{self.address}: cannot be written, so that no release can be locked ({error}); choose another --out") from error
            yield

    def remove(self, name: str) -> None:
        try:
            self.files.rm_file(f"{self.root}/{name}")
        except FileNotFoundError:
            return
        except OSError as error:
            raise OutputError(f"{self.address}/{name}: cannot be removed ({error})") from error

    def modified(self, name: str) -> float:
        self.files.invalidate_cache()
        try:
            return float(self.files.modified(f"{self.root}/{name}").timestamp())
        except FileNotFoundError:
            return -math.inf

    def size(self, name: str) -> int | None:
        try:
            found = self.files.info(f"{self.root}/{name}")["size"]
        except FileNotFoundError:
            return None
        return None if found is None else int(found)

    def names(self, under: str) -> tuple[str, ...]:
        self.files.invalidate_cache()
        try:
            found = self.files.ls(f"{self.root}/{under}", detail=False)
        except FileNotFoundError:
            return ()
        names = (str(path).rstrip("/").rsplit("/", 1)[-1] for path in found)
        return tuple(sorted(name for name in names if name and not name.startswith(TEMPORARY)))

    def probe(self) -> None:
        probe = f"{TEMPORARY}{os.getpid()}-probe"
        try:
            self.write(probe, b"")
            self.remove(probe)
        except Exception as error:
            raise OutputError(f"{self.address}: cannot be written ({error}); choose another place with --out") from error

    def sweep(self) -> None:
        """Nothing: an object is there whole or not at all."""


def is_remote(address: str) -> bool:
    return "://" in address


def open_folder(address: str | Path) -> Folder:
    """The folder an address names; raises UsageError where the library for its kind is not installed."""
    text = str(address)
    if not is_remote(text):
        return LocalFolder(Path(text))
    files, root = _open_remote(text)
    return RemoteFolder(text.rstrip("/"), files, root.rstrip("/"))


def _open_remote(address: str) -> tuple[Any, str]:
    """The library's view of what an address names, and its path there. Raises UsageError."""
    try:
        import fsspec

        files, root = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{address}: no library for this address ({error}); install it with: pip install '.[remote]'") from error
    return files, root


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """An object under a remote address, as a listing shows it."""

    name: str
    """Relative to the address that was listed; the last part of the address itself where that is a file."""
    address: str
    fingerprint: str | None
    """The store's own hash of the content (an ETag) with its size; None where the store gives none."""


def list_remote(address: str) -> tuple[RemoteFile, ...]:
    """Every object under an address, sorted by name; empty where there is none. Raises UsageError."""
    files, root = _open_remote(address)
    root = root.rstrip("/")
    scheme = address.partition("://")[0]
    files.invalidate_cache()
    try:
        found = files.find(root, detail=True)
    except FileNotFoundError:
        return ()
    listed = []
    for path, info in found.items():
        name = path.removeprefix(root).strip("/") or root.rpartition("/")[2]
        listed.append(RemoteFile(name, f"{scheme}://{path.lstrip('/')}", _fingerprint(info)))
    return tuple(sorted(listed, key=lambda file: file.name))


def _fingerprint(info: Mapping[str, Any]) -> str | None:
    tag = info.get("ETag")
    return f"{tag} {info.get('size')}" if tag else None


def fetch_with_fingerprint(address: str) -> tuple[bytes, str | None]:
    """The bytes of a remote object and the store's own hash of them; None where it gives none. Raises OSError, also where it changes meanwhile."""
    files, path = _open_remote(address)
    files.invalidate_cache()
    before = _fingerprint(files.info(path))
    data: bytes = files.cat_file(path)
    files.invalidate_cache()
    if _fingerprint(files.info(path)) != before:
        raise OSError("it changed")
    return data, before


def fetch(address: str) -> bytes:
    """The bytes of a remote object. Raises OSError."""
    files, path = _open_remote(address)
    data: bytes = files.cat_file(path)
    return data
