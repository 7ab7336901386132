"""The errors that taiyaku raises itself. Trouble inside a document is a `Finding`, not an error."""

from __future__ import annotations


class TaiyakuError(Exception):
    """Something a user can act on; the message says what to do next."""


class UnreadableDocument(TaiyakuError):
    """A document that cannot be read at all; its drop is quarantined.

    code: a short word for the reason (`empty`, `binary`, `no_table`, `mojibake`, `too_large`, `vanished`, `encrypted`,
    `scanned`, `timeout`, `memory`, `damaged`, `duplicate_name`), the message: place, what was found, what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TableError(TaiyakuError):
    """One of the project's own data files (words.tsv, concepts.tsv ...) breaks its rules."""
