"""A sheet as a document: text with tabs, text with blanks, HTML in the styles of a plain page, a filing agent and nested tables."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace

from tests import typeset
from tests.unseen.sheet import Sheet, Table

BOLD = 70
"""Characters; longer lines are prose."""


def spans(line: tuple[str, ...], columns: int) -> list[tuple[str, int]]:
    """(text, columns covered) of a header line without its first cell."""
    found: list[tuple[str, int]] = []
    for cell in [*line, *[""] * (columns - len(line))][:columns]:
        if cell == "<" and found:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((cell, 1))
    return found


def head_lines(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    """(cell over the labels, the other cells) of each header line."""
    return [(line[0], line[1:]) for line in table.head]


def tabs(sheet: Sheet) -> str:
    def lines(table: Table) -> list[str]:
        found = ["\t".join([stub, *(cell if cell != "<" else "" for cell in pad(rest, len(table.columns)))]) for stub, rest in head_lines(table)]
        return found + ["\t".join([row.label, *pad(row.cells, len(table.columns))]) for row in table.rows]

    return text(sheet, lines)


def pad(cells: tuple[str, ...], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][:width]


def blanks(sheet: Sheet, gap: int = 1) -> str:
    """Cells set apart by blanks: an empty one leaves no trace."""

    def lines(table: Table) -> list[str]:
        found = [(" " * gap).join(cell for cell in (stub, *rest) if cell not in ("", "<")) for stub, rest in head_lines(table)]
        return found + [(" " * gap).join(cell for cell in (row.label, *row.cells) if cell) for row in table.rows]

    return text(sheet, lines)


def wide_blanks(sheet: Sheet) -> str:
    return blanks(sheet, 3)


def bold(sheet: Sheet) -> str:
    """Running text whose short lines and headers were bold: each is printed four times, in Japanese run by run."""

    def lines(table: Table) -> list[str]:
        found = [fourfold(" ".join(cell for cell in (stub, *rest) if cell not in ("", "<"))) for stub, rest in head_lines(table)]
        return found + [" ".join(cell for cell in (row.label if row.cells else fourfold(row.label), *row.cells) if cell) for row in table.rows]

    pieces = tuple(fourfold(piece) if isinstance(piece, str) and len(piece) < BOLD and not piece.endswith(".") else piece for piece in sheet.pieces)
    return text(replace(sheet, pieces=pieces), lines)


def fourfold(line: str) -> str:
    by_runs = any(ord(character) > 0x2FFF for character in line)
    return typeset.overprinted(f"⟪{line}⟫" if by_runs else f"⟦{line}⟧", 4) if line.strip() else line


def text(sheet: Sheet, lines: Callable[[Table], list[str]]) -> str:
    printed: list[str] = []
    for piece in sheet.pieces:
        printed += [piece] if isinstance(piece, str) else lines(piece)
    return "\n".join(printed) + "\n"


def page(sheet: Sheet, set_table: Callable[[Table], str]) -> str:
    body = []
    for piece in sheet.pieces:
        if not isinstance(piece, str):
            body.append(set_table(piece))
        elif piece.strip():
            body.append(f"<p>{html.escape(piece)}</p>")
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{sheet.name}</title></head><body>\n' + "\n".join(body) + "\n</body></html>\n"


def plain_table(table: Table) -> str:
    width = len(table.columns)
    rows = []
    for stub, rest in head_lines(table):
        cells = "".join(f'<th colspan="{columns}">{html.escape(cell)}</th>' for cell, columns in spans(rest, width))
        rows.append(f"<tr><th>{html.escape(stub)}</th>{cells}</tr>")
    for row in table.rows:
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in pad(row.cells, width))
        rows.append(f"<tr><td>{html.escape(row.label)}</td>{cells}</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def agent_table(table: Table) -> str:
    """A Form 6-K as filing agents set it: a spacer, the opening sign, the number and the closing sign are four cells."""
    width = len(table.columns)
    rows = []
    for stub, rest in head_lines(table):
        cells = "".join(
            f'<td>&nbsp;</td><td colspan="{4 * columns - 1}" align="center"><font size="1"><b>{html.escape(cell)}</b></font></td>'
            for cell, columns in spans(rest, width)
        )
        rows.append(f"<tr><td><font size='1'>{html.escape(stub)}</font></td>{cells}</tr>")
    first = True
    for row in table.rows:
        cells = ""
        for cell, meaning in zip(pad(row.cells, width), row.meanings or table.columns, strict=True):
            sign = {"JPY": "¥", "USD": "$"}.get(meaning.unit, "") if first and row.cells and meaning.measure == "amount" else ""
            cells += split_cell(cell, sign)
        first = first and not row.cells
        rows.append(f"<tr><td><font size='2'>{html.escape(row.label)}</font></td>{cells}</tr>")
    return '<div><table cellspacing="0" cellpadding="0">' + "\n".join(rows) + "</table></div>"


def split_cell(cell: str, sign: str) -> str:
    """A spacer, an opening sign with its bracket, the number, and what closes it."""
    if cell.startswith(("¥", "$")):
        sign, cell = cell[0], cell[1:].strip()
    number = cell.rstrip("%)")
    opened = "(" if number.startswith("(") else ""
    numeric = any(character.isdigit() for character in number)
    before = (sign if numeric else "") + ("" if sign and numeric else opened)
    middle = number.lstrip("(") if not (sign and numeric) else number
    return f"<td>&nbsp;</td><td>{before}</td><td align='right'>{html.escape(middle)}</td><td>{cell[len(number) :] or '&nbsp;'}</td>"


def nested_table(table: Table) -> str:
    """The table inside the cell of a table that lays out the page."""
    return f'<table width="100%"><tr><td></td><td><table><tr><td>{plain_table(table)}</td></tr></table></td></tr></table>'


STYLES: dict[str, Callable[[Sheet], str]] = {
    "tabs": tabs,
    "blanks": blanks,
    "wide": wide_blanks,
    "bold": bold,
    "html": lambda sheet: page(sheet, plain_table),
    "agent": lambda sheet: page(sheet, agent_table),
    "nested": lambda sheet: page(sheet, nested_table),
}
ENDINGS = {"tabs": "txt", "blanks": "txt", "wide": "txt", "bold": "txt", "html": "html", "agent": "html", "nested": "html"}
