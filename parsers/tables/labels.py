"""The label of each row, with the headings above it as a path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from parsers.tables.blocks import BlockRow
from parsers.words.label_texts import clean_label, fold, is_total
from parsers.words.patterns import compiled

TOTAL_WORDS = compiled(r"合計|総額|総計|小計|\b(?:sub-?)?totals?\b|\bof\b|\bnet\b|の部|部の?", regex.IGNORECASE)
BASIC = compiled(r"(?<=\p{Letter}[)）]?)\s*+(?:[:：,、]|\s[-–—])\s*+(?=(?:basic|基本的?)\s*+\Z)", regex.IGNORECASE)
ALTERNATIVES = compiled(r"\W*+(?:basic|(?:fully[- ])?diluted|基本的?|希薄化後?)\W*+", regex.IGNORECASE)
DILUTED = compiled(r"\A[-–—\s]*+(?:fully[- ])?(?:diluted|希薄化後?)\s*+\Z", regex.IGNORECASE)
"""A label of which only the last word changes in the next row."""


@dataclass(frozen=True, slots=True)
class LabelledRow:
    row: BlockRow
    label: str
    footnotes: tuple[str, ...]
    path: tuple[str, ...]
    total: bool


@dataclass(slots=True)
class _Open:
    """A heading whose rows are being read."""

    label: str
    indent: float
    child: float | None = None
    """Indent of its first row of numbers."""
    rows: int = 0
    shared: str = ""
    """For a stub shared by several rows: the shape of their labels."""


def label_rows(rows: Sequence[BlockRow], marks: frozenset[str]) -> list[LabelledRow]:
    """Rows with clean labels and the headings they stand under.

    A heading holds the rows that stand deeper; where nothing is indented it holds all rows down to the total that bears
    its name, or down to the next heading that is not one of its own.
    """
    cleaned = [clean_label(row.label, marks) for row in rows]
    rows = _indented(rows)
    labelled: list[LabelledRow] = []
    stack: list[_Open] = []
    for place, (row, (label, marked)) in enumerate(zip(rows, cleaned, strict=True)):
        footnotes = (*marked, *row.notes)
        shape = _shape(label)
        if stack and stack[-1].shared and stack[-1].shared != shape:
            stack.pop()
        if not row.cells:
            _close_for_heading(stack, row, label, after_heading=place > 0 and not rows[place - 1].cells)
            labelled.append(LabelledRow(row, label, footnotes, (*(heading.label for heading in stack), label), False))
            stack.append(_Open(label, row.indent))
            continue
        following = next((other for other in cleaned[place + 1 : place + 2] if rows[place + 1].cells), None)
        stub = shared_stub(label, following[0]) if following and not (stack and stack[-1].shared) else ""
        total = is_total(label) or (bool(stack) and not stack[-1].shared and _bare(label) == _bare(stack[-1].label) and stack[-1].rows > 0)
        owner = _owner(stack, label) if total else None
        if owner is not None:
            del stack[owner + 1 :]
        else:
            _close_for_row(stack, row.indent)
        if stub:
            label = label[len(stub) :].strip().lstrip(":：,、-–— ") or label
            stack.append(_Open(stub, row.indent, row.indent, shared=_shape(label)))
        for heading in stack:
            heading.child = row.indent if heading.child is None else heading.child
            heading.rows += 1
        outer = (fold(text) for text in row.outer)
        labelled.append(LabelledRow(row, label, footnotes, (*(heading.label for heading in stack), *outer, label), total))
        if owner is not None:
            stack.pop()
    return labelled


def _indented(rows: Sequence[BlockRow]) -> list[BlockRow]:
    """The rows as they are; where none is indented but some headings and some rows are bold, bold stands one step out."""
    headings = [row for row in rows if not row.cells]
    flat = len({row.indent for row in rows}) <= 1
    if not flat or not any(row.bold for row in headings) or len({row.bold for row in rows if row.cells}) < 2:
        return list(rows)
    return [replace(row, indent=0.0 if row.bold else 1.0) for row in rows]


def _close_for_heading(stack: list[_Open], row: BlockRow, label: str, *, after_heading: bool) -> None:
    """Headings end where one begins that stands no deeper; a heading directly below a heading stands inside it."""
    while stack and (row.indent < stack[-1].indent or (row.indent == stack[-1].indent and stack[-1].rows > 0 and not _holds_on(stack[-1]))):
        stack.pop()


def _holds_on(heading: _Open) -> bool:
    """A flat heading such as ASSETS, over headings of its own, stays open until its total."""
    return heading.child is not None and heading.child <= heading.indent and heading.label.isupper()


def _close_for_row(stack: list[_Open], indent: float) -> None:
    """Headings whose rows stood deeper end at a row that stands no deeper than they."""
    while stack and stack[-1].child is not None and stack[-1].child > stack[-1].indent >= indent and not stack[-1].shared:
        stack.pop()


def _owner(stack: Sequence[_Open], label: str) -> int | None:
    """Index of the open heading that a total closes: the innermost of its name, else the innermost with rows."""
    bare = _bare(label)
    for place in range(len(stack) - 1, -1, -1):
        if _bare(stack[place].label) == bare:
            return place
    flat = [place for place, heading in enumerate(stack) if heading.rows and not heading.shared]
    if not flat:
        return None
    inner = stack[flat[-1]]
    named = any(part and part in bare for part in (_bare(inner.label),))
    return flat[-1] if named else None


def _bare(label: str) -> str:
    return regex.sub(r"[^\p{Letter}]++", "", TOTAL_WORDS.sub("", label)).casefold()


def _shape(label: str) -> str:
    """A label with its numbers and their units blotted out; empty where it neither begins with a number nor is basic or diluted."""
    if ALTERNATIVES.fullmatch(label):
        return "basic"
    if not label[:1].isdigit():
        return ""
    return regex.sub(r"\s++", "", regex.sub(r"[\d.,]++\s*+\p{Letter}*+", "#", label))


def shared_stub(label: str, following: str) -> str:
    """The words before a first sub-label that the next row's label continues, or "".

    >>> shared_stub("IP Services 64kbps - 128kbps", "192kbps - 768kbps")
    'IP Services'
    >>> shared_stub("Net income per share: Basic", "Diluted")
    'Net income per share'
    >>> shared_stub("Equipment sales", "Total revenues")
    ''
    """
    if (both := BASIC.search(label)) and DILUTED.search(following):
        return label[: both.start()].strip()
    shape = _shape(following)
    if not shape:
        return ""
    for match in regex.finditer(r"(?<=\S)\s*+(?=\d)", label):
        if match.start() >= 2 and _shape(label[match.end() :]) == shape and not label[: match.start()][-1:].isdigit():
            stub = label[: match.start()].strip()
            if regex.search(r"\p{Letter}{2}", stub) and not regex.search(r"[-–—~〜]\s*+\Z", stub):
                return stub
    return ""


def with_label(row: LabelledRow, label: str) -> LabelledRow:
    return replace(row, label=label, path=(*row.path[:-1], label))
