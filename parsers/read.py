"""A file to a `Document`: exactly one reader claims it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from parsers.errors import UnreadableDocument
from parsers.model import Document
from parsers.readers import html, pdf, text

READERS: tuple[ModuleType, ...] = (text, html, pdf)
"""In the order of asking. A new reader is a file in readers/ with `claims` and `read`, and its name here."""


def read_document(path: Path, *, number: int, name: str, plain: bool = False, readers: Sequence[ModuleType] = READERS) -> Document:
    """The lines of one file; `name` is what the data set calls it.

    plain: the slow and obvious way, where a reader has two.
    Raises UnreadableDocument, also where no reader or more than one claims the file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument("vanished", f"{name}: the file vanished while it was read; drop it again") from error
    except OSError as error:
        raise UnreadableDocument("unreadable", f"{name}: {error.strerror or error}; check its permissions") from error
    if not data:
        raise UnreadableDocument("empty", f"{name}: the file is empty; fetch it again")
    claimed = [reader for reader in readers if reader.claims(path, data[:4096])]
    if len(claimed) != 1:
        names = ", ".join(sorted(reader.__name__.rpartition(".")[2] for reader in (claimed or readers)))
        reason = f"claimed by {names}" if claimed else f"no reader claims it (there are {names})"
        raise UnreadableDocument("unknown_type", f"{name}: {reason}; a release is text, HTML or PDF")
    document: Document = claimed[0].read(path, data, number=number, name=name, plain=plain)
    return document
