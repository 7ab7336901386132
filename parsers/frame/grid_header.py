"""The header of a grid: a text belongs to the columns it covers."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.frame.drafts import MONEY, Draft
from parsers.frame.header_texts import apply_texts
from parsers.page.joining import join_header
from parsers.periods.mentions import FOR_ALL_COLUMNS
from parsers.tables.blocks import Block, HeaderCell
from parsers.text.scanner import Scanner


def grid_draft(block: Block, place: int, percent: bool, whole: bool, scanner: Scanner) -> Draft:
    texts = column_texts(block.header_cells, place, scanner)
    draft = Draft(percent, whole, header=list(dict.fromkeys(texts)))
    apply_texts(draft, texts, scanner)
    return draft


def column_texts(header: Sequence[Sequence[HeaderCell]], place: int, scanner: Scanner) -> list[str]:
    """The header texts over a grid column, outermost first; lines of one text (over the same columns) put together."""
    cells = [cell for line in header for cell in line if cell.x0 <= place < cell.x1]
    texts: list[str] = []
    for at, cell in enumerate(cells):
        if at and (cells[at - 1].x0, cells[at - 1].x1) == (cell.x0, cell.x1) and _is_words(texts[-1], scanner) and _is_words(cell.text, scanner):
            texts[-1] = join_header(texts[-1], cell.text)
        else:
            texts.append(cell.text)
    return texts


def _is_words(text: str, scanner: Scanner) -> bool:
    """No unit, date or measure of its own: a piece of a name."""
    words = scanner(text).words
    note = scanner(f"({text})").note
    return not any((word.kind in ("period", "measure") and not (word.period and word.period.kind in FOR_ALL_COLUMNS)) or word.unit in (*MONEY, "pure") for word in words) and (
        note is None or note.unit not in (*MONEY, "pure", None)
    )
