"""A file to a `Document`: exactly one reader claims it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from parsers.budget import within_budget
from parsers.errors import UnreadableDocument
from parsers.printed import Document
from parsers.readers.claims import claims_html, claims_pdf, claims_text
from parsers.readers.files import open_regular
from parsers.text.scanner import Scanner

READERS: Mapping[str, Callable[[Path, bytes], bool]] = {"text": claims_text, "html": claims_html, "pdf": claims_pdf}
MODULES = {"text": "parsers.readers.text", "html": "parsers.readers.html.html_reader", "pdf": "parsers.readers.pdf.pdf_reader"}
"""A new reader is a module in readers/ with `read`, imported when it is needed; here stand its name and what it claims."""


def load_readers() -> None:
    """Imports all readers, for a process that waits for work anyway."""
    for module in MODULES.values():
        import_module(module)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of one file. Raises UnreadableDocument (`vanished`, `unreadable`, `not_a_file`, `too_large`)."""
    try:
        with open_regular(path, name) as file:
            return file.read()
    except FileNotFoundError as error:
        raise UnreadableDocument("vanished", f"{name}: the file vanished while it was read; drop it again") from error
    except OSError as error:
        raise UnreadableDocument("unreadable", f"{name}: {error.strerror or error}; check its permissions") from error


def read_document(path: Path, *, number: int, name: str, plain: bool = False, data: bytes | None = None, scanner: Scanner | None = None) -> Document:
    """The lines of one file; `name` is what the data set calls it.

    plain: the slow and obvious way, where a reader has two. data: the file's bytes, where they were read already; None: read here.
    scanner: what parses the numbers of the release; None: one of its own.
    Raises UnreadableDocument, also where no reader or more than one claims the file.
    """
    if data is None:
        data = read_bytes(path, name)
    if not data:
        raise UnreadableDocument("empty", f"{name}: the file is empty; fetch it again")
    claimed = [reader for reader, claims in READERS.items() if claims(path, data[:4096])]
    if len(claimed) != 1:
        names = ", ".join(sorted(claimed or READERS))
        reason = f"claimed by {names}" if claimed else f"no reader claims it (there are {names})"
        raise UnreadableDocument("unknown_type", f"{name}: {reason}; a release is text, HTML or PDF")
    document: Document = import_module(MODULES[claimed[0]]).read(path, data, number=number, name=name, plain=plain, scanner=scanner or Scanner())
    return within_budget(document)
