"""What was dropped: paths of the command line -> drops, each with its release_id and its documents.

A file is one drop; a folder is a folder of drops, in which each file and each sub-folder is one; with `whole` a folder is
one drop itself. Hidden and temporary files are nobody's drop. A link is followed as long as it stays in the folder of drops
(--follow-links follows all of them). What cannot be read, whatever it is, becomes a rejected drop, never the end of a run.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import regex

from flows.pipeline.drop import Drop, Location, readable_name
from flows.pipeline.settings import UsageError
from flows.store.folders import Folder, RemoteFile, fetch, fetch_with_fingerprint, is_remote, list_remote
from flows.work.twins import tell_apart
from parsers.errors import UnreadableDocument
from parsers.read import read_bytes
from parsers.readers.files import open_regular

NAME_BYTES = 180
"""Longest release_id in UTF-8, so that every file made from it fits the 255 bytes that file systems allow."""

TEMPORARY_NAME = regex.compile(
    r"""
      ^\.                                  # hidden, swap files of vim (.x.swp), Emacs locks (.#x), AppleDouble (._x)
    | ^~\$ | ^\#.*\#$ | ~$                 # office locks, Emacs autosave, backups
    | ^(?:Thumbs\.db|desktop\.ini|Icon\r)$
    | \.(?:tmp|temp|swp|swo|swx|part|partial|crdownload|download|filepart|bak|orig|lock)$
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
UNSAFE_IN_NAME = regex.compile(r"""[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}/\\:*?"<>|]++""", regex.VERBOSE)


def is_temporary(name: str) -> bool:
    """Whether a file of this name is hidden, a lock, a backup or still being copied.

    >>> is_temporary("release.pdf.part"), is_temporary(".release.pdf.swp"), is_temporary("release.pdf")
    (True, True, False)
    """
    return TEMPORARY_NAME.search(name) is not None


def name_to_release_id(name: str) -> str:
    """The release_id a drop's name gives: normalized (NFC), without characters that file names cannot hold, not too long.

    >>> name_to_release_id("iij-2004-02-12"), name_to_release_id("a:b/c"), name_to_release_id("  ")
    ('iij-2004-02-12', 'a_b_c', 'release')
    """
    plain = unicodedata.normalize("NFC", readable_name(name))
    safe = UNSAFE_IN_NAME.sub("_", plain).strip(" .") or "release"
    if len(safe.encode()) <= NAME_BYTES:
        return safe
    cut = safe.encode()[: NAME_BYTES - 9].decode("utf-8", "ignore")
    return f"{cut}-{hashlib.sha256(safe.encode()).hexdigest()[:8]}"


def paths_to_drops(paths: Iterable[Location], *, whole: Iterable[Location] = (), out: Folder | None = None) -> tuple[Drop, ...]:
    """Drops of the paths, in the order of the paths and of their names; a drop named twice by the same path counts once.

    A path is one of this machine or a remote address. Two different drops of one release_id: the one that `out` holds is kept, or the
    first where it holds neither, and the others are rejected (flows/work/twins.py).
    Raises UsageError for a path that does not exist.
    """
    found: dict[str, Drop] = {}
    for path in paths:
        if is_remote(str(path)):
            found |= {f"{path}/{drop.path}": drop for drop in _remote_drops(str(path), whole=False)}
            continue
        for drop in _path_to_drops(Path(path)):
            found.setdefault(os.path.abspath(drop.path), drop)
    for path in whole:
        if is_remote(str(path)):
            found |= {f"{path}/": drop for drop in _remote_drops(str(path), whole=True)}
            continue
        _must_exist(Path(path))
        found.setdefault(os.path.abspath(path), _one_drop(Path(path)))
    return tell_apart(found.values(), out)


def _remote_drops(address: str, *, whole: bool) -> Iterator[Drop]:
    """Drops under a remote address, by the same rules as those of a folder."""
    listed = [file for file in list_remote(address) if not any(is_temporary(part) for part in file.name.split("/"))]
    if not listed:
        raise UsageError(f"{address}: nothing is there; give a release, or a folder of releases")
    if whole:
        yield _remote_drop(address.rstrip("/").rpartition("/")[2], listed, folder=True)
        return
    for top, files in groupby(listed, key=lambda file: file.name.partition("/")[0]):
        group = list(files)
        yield _remote_drop(top, group, folder="/" in group[0].name)


def _remote_drop(name: str, files: Sequence[RemoteFile], *, folder: bool) -> Drop:
    documents = tuple((file.name.removeprefix(f"{name}/"), file.address) for file in files)
    known = [file.fingerprint for file in files if file.fingerprint]
    fingerprint = "\n".join(known) if len(known) == len(files) else None
    return Drop(name_to_release_id(name if folder else Path(name).stem), Path(name), documents, fingerprint)


def held_drop(drop: Drop) -> Drop:
    """The drop with the bytes of its documents: what is hashed and what is parsed from here on is the same, whatever is written meanwhile.

    The fingerprint of a remote drop becomes that of what was fetched. Raises UnreadableDocument (`vanished`, `unreadable`).
    """
    held: list[bytes] = []
    fingerprints: list[str | None] = []
    for name, location in drop.documents:
        if isinstance(location, Path):
            held.append(read_bytes(location, name))
            continue
        try:
            data, fingerprint = fetch_with_fingerprint(location)
        except OSError as error:
            raise UnreadableDocument("vanished", f"{name}: {error} while it was fetched; drop it again") from error
        held.append(data)
        fingerprints.append(fingerprint)
    known = [fingerprint for fingerprint in fingerprints if fingerprint]
    return replace(drop, held=tuple(held), fingerprint="\n".join(known) if drop.fingerprint and len(known) == len(held) else None)


def _path_to_drops(path: Path) -> Iterator[Drop]:
    _must_exist(path)
    if not path.is_dir():
        yield _one_drop(path)
        return
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in entries if not is_temporary(entry.name))
    for name in names:
        yield _one_drop(path / name)


def _must_exist(path: Path) -> None:
    if not os.path.lexists(path):
        raise UsageError(f"{path}: no such file or folder; give a release, or a folder of releases such as raw/")


def _one_drop(path: Path) -> Drop:
    """The drop at a path; a rejected one where a link leads out of the folder that the path stands in."""
    release_id = name_to_release_id(path.stem if not os.path.isdir(path) else Path(os.path.abspath(path)).name)
    root = Path(os.path.realpath(path.parent))
    if reason := _leads_astray(path, root):
        return Drop(release_id, path, (), rejected=reason)
    if not path.is_dir():
        return Drop(release_id, path, ((readable_name(path.name), path),))
    try:
        files = list(_files_of(path, frozenset((root, *root.parents))))
    except OSError as error:
        return Drop(release_id, path, (), rejected=f"unreadable: {readable_name(str(path))}: {error.strerror or error}; check its permissions")
    reason = next((reason for file in files if (reason := _leads_astray(file, root, within_drop=True))), None)
    if not files:
        reason = f"empty: {readable_name(str(path))} holds no document; put the editions of one release into it"
    documents = () if reason else tuple((readable_name(str(file.relative_to(path))), file) for file in files)
    return Drop(release_id, path, documents, rejected=reason)


def _files_of(folder: Path, within: frozenset[Path]) -> Iterator[Path]:
    """What a folder and those in it hold and is no folder, sorted; a link to a folder that is not followed counts as a file.

    within: the folders around it and those gone into on the way, by their real paths: a link back to one of them is never followed.
    """
    within |= {Path(os.path.realpath(folder))}
    for place in sorted(folder.iterdir()):
        if is_temporary(place.name):
            continue
        if place.is_dir() and (not place.is_symlink() or (follows_links() and Path(os.path.realpath(place)) not in within)):
            yield from _files_of(place, within)
        else:
            yield place


def _leads_astray(path: Path, root: Path, *, within_drop: bool = False) -> str | None:
    """Why a link is not followed: it goes out of the folder of drops, or back to a folder in which it stands, or within a drop to another
    folder; None where it is followed."""
    target, name = Path(os.path.realpath(path)), readable_name(str(path))
    if path.is_symlink() and (not path.exists() or target == root or target in root.parents):
        return f"link: {name} leads to {readable_name(os.readlink(path))}, where there is no release; remove it"
    if within_drop and path.is_dir():
        return f"link: {name} leads to the folder {readable_name(str(target))}; put the documents of the release beside each other"
    if not follows_links() and root not in target.parents:
        return f"link: {name} leads to {readable_name(str(target))}, out of the folder of drops; copy the file, or allow it with --follow-links"
    return None


def follows_links() -> bool:
    """Whether links out of the folder of drops are followed (--follow-links, which tells the processes of a run by TAIYAKU_FOLLOW_LINKS)."""
    return bool(os.environ.get("TAIYAKU_FOLLOW_LINKS"))


def drop_to_digest(drop: Drop) -> str:
    """SHA-256 over the names and contents of a drop's documents, those that it holds or those that stand there now.

    Of a remote drop: over the names and what the store says of the contents. Raises UnreadableDocument (`vanished`, `not_a_file`,
    `too_large`).
    """
    digest = hashlib.sha256(drop.rejected.encode() if drop.rejected else b"")
    if drop.fingerprint:
        digest.update("\n".join((drop.fingerprint, *(name for name, _ in drop.documents))).encode())
        return digest.hexdigest()
    for (name, path), data in zip(drop.documents, drop.held or (None,) * len(drop.documents), strict=True):
        try:
            content = _digest(path, name) if data is None else hashlib.sha256(data).hexdigest()
        except OSError as error:
            raise UnreadableDocument("vanished", f"{name}: {error.strerror or error} while it was being read; drop it again") from error
        digest.update(f"{name}\0{content}\0".encode())
    return digest.hexdigest()


def bytes_digest(drop: Drop) -> str:
    """The same from the bytes that a drop holds alone, also where the store says more of it."""
    return drop_to_digest(replace(drop, fingerprint=None))


def _digest(location: Location, name: str) -> str:
    if isinstance(location, str):
        return hashlib.sha256(fetch(location)).hexdigest()
    with open_regular(location, name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
