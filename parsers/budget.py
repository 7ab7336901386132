"""How much of a release is read: more than any release holds, and no more than a run can take.

What stands behind the last line that is read, and the tables beyond the last one, are left out and named in a finding; all before is read as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.printed import Document, Line
from parsers.records import Finding

MOST_LINES = 100_000
"""Lines of a document."""
MOST_FIGURED = 12_000
"""Lines of a document that hold a digit; annual reports have up to two thousand."""
MOST_TABLES = 2_000
"""Tables of a release; annual reports have up to two hundred."""


class LineCount:
    """Counts the lines of a document as they are read."""

    def __init__(self) -> None:
        self.lines = self.figured = 0

    def is_spent(self) -> bool:
        """Whether the last line counted is one too many."""
        return self.lines > MOST_LINES or self.figured > MOST_FIGURED

    def add(self, line: Line) -> None:
        self.lines += 1
        self.figured += any(map(str.isdigit, line.text))


def within_budget(document: Document) -> Document:
    """The document, up to the last line that is read; with a finding where lines are left out. Its readers may end behind that line themselves."""
    count = LineCount()
    for at, line in enumerate(document.lines):
        count.add(line)
        if count.is_spent():
            known = tuple(finding for finding in document.findings if finding.code != "no_last_newline")  # its end is not looked at
            return replace(document, lines=document.lines[:at], findings=(*known, _left_out(document, line)))
    return document


def _left_out(document: Document, line: Line) -> Finding:
    message = (
        f"{document.path}: p.{line.page} line {line.number} and all behind it left out of the data: expected at most {MOST_FIGURED:,} lines with figures "
        f"and {MOST_LINES:,} in all, found more; split the document"
    )
    return Finding("beyond_budget", "error", message, document=document.number, page=line.page, line=line.number)


def tables_left_out(starts: Sequence[Line], document: int) -> list[Finding]:
    """The finding for tables beyond the budget, by the first line of each; none where there are none."""
    if not starts:
        return []
    first, last = starts[0], starts[-1]
    message = (
        f"p.{first.page} line {first.number} to p.{last.page} line {last.number}: {len(starts):,} tables left out of the data: "
        f"expected at most {MOST_TABLES:,} in a release, found more; split it"
    )
    return [Finding("beyond_budget", "error", message, document=document, page=first.page, line=first.number)]
