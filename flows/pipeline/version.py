"""Which code made a data set: the version number and a digest of every source that a release's files depend on."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import metadata
from pathlib import Path

NUMBER = "0.1.0"
ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "parsers/**/*.py",
    "parsers/**/*.tsv",
    "glossary/**/*.py",
    "checks/**/*.py",
    "checks/**/*.tsv",
    "flows/pipeline/normalize.py",
    "flows/store/contract.py",
    "flows/store/store.py",
)
"""Code and its own tables; the glossary's data has a digest of its own."""
VERSION = re.compile(r"^Version: (\S+)$", re.MULTILINE)
LIBRARIES = ("pdfminer.six", "lxml", "fugashi", "unidic-lite", "regex", "pyarrow")
"""Libraries whose release can change what is written."""


@cache
def code_version() -> str:
    """`0.1.0+1f2e3d4c5b6a`: equal where equal documents and an equal glossary give byte-identical files."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in ROOT.glob(pattern)}):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    for library in LIBRARIES:
        digest.update(f"{library}=={_library_version(library)}\0".encode())
    return f"{NUMBER}+{digest.hexdigest()[:12]}"


def _library_version(name: str) -> str:
    try:
        found = VERSION.search(metadata.distribution(name).read_text("METADATA") or "")  # a third of the time of `metadata.version`
        return found[1] if found else metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"
