"""Which reader a file belongs to, by its name and its first bytes; the readers themselves are imported when they have to read."""

from __future__ import annotations

from pathlib import Path

import regex

TEXT = frozenset({".txt", ".text", ".md", ".tsv"})
HTML = frozenset({".htm", ".html", ".xhtml", ".xht"})
PDF = regex.compile(rb"%PDF-[0-9]")
PDF_WITHIN = 1024
"""Bytes: readers accept a header that far behind the start of the file."""


def claims_text(path: Path, head: bytes) -> bool:
    """True for the suffixes of plain text, whatever the bytes turn out to be."""
    return path.suffix.lower() in TEXT


def claims_html(path: Path, head: bytes) -> bool:
    """True for the suffixes of HTML."""
    return path.suffix.lower() in HTML


def claims_pdf(path: Path, head: bytes) -> bool:
    """Whether the file is a PDF by its first bytes, whatever its name."""
    return PDF.search(head[:PDF_WITHIN]) is not None
