"""Editions of the samples as HTML, in the styles of a Japanese filing, of a filing agent and of a plain page."""

from __future__ import annotations

import html
from collections.abc import Callable

from tests.editions import Edition, HeaderCell, Sheet


def typeset(edition: Edition, style: str) -> str:
    """The document in one of STYLES."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in edition.preface)
    body += "".join(STYLES[style](sheet) for sheet in edition.sheets)
    head = f'<head><meta charset="utf-8"><title>{edition.name}</title></head>'
    return f'<!DOCTYPE html>\n<html lang="{edition.language}">{head}<body>\n{body}</body></html>\n'


def plain(sheet: Sheet) -> str:
    """A caption, th cells that span rows and columns, classes for indents."""
    head = []
    for at, row in enumerate(sheet.header):
        corner = f'<th rowspan="{len(sheet.header)}"></th>' if at == 0 else ""
        cells = "".join(f'<th colspan="{cell.columns}">{broken(cell)}</th>' for cell in row)
        head.append(f"<tr>{corner}{cells}</tr>\n")
    rows = []
    for line in sheet.rows:
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.cells or ("",) * sheet.columns)
        rows.append(f'<tr><th style="padding-left:{line.depth}em; font-weight: normal">{html.escape(line.label)}</th>{cells}</tr>\n')
    return (
        f"<h3>{html.escape(sheet.title)}</h3>\n<p style='text-align:right'>{html.escape(sheet.note)}</p>\n"
        f"<table><thead>{''.join(head)}</thead><tbody>\n{''.join(rows)}</tbody></table>\n"
    )


def filing(sheet: Sheet) -> str:
    """Everything in one table, as Japanese filings are converted: paragraphs in cells, non-breaking blanks, the unit note in a row."""
    def cell(lines: tuple[str, ...], columns: int = 1, extra: str = "") -> str:
        paragraphs = "".join(f'<p style="line-height: 16px{extra}">{html.escape(line) or "&#160;"}</p>' for line in lines or ("",))
        return f'<td colspan="{columns}" style="vertical-align: middle">{paragraphs}</td>'

    rows = [cell(("",)) + cell(("",)) * (sheet.columns - 1) + cell((sheet.note,))] if sheet.note else []
    rows += [cell(("",)) + "".join(cell(head.lines, head.columns) for head in row) for row in sheet.header]
    for line in sheet.rows:
        border = "; border-top: 1px solid #000000" if line.total else ""
        texts = line.cells or ("",) * sheet.columns
        cells = "".join(cell((text,)).replace("vertical-align: middle", f"vertical-align: middle{border}") for text in texts)
        rows.append(cell((line.label,), extra=f"; margin-left: {10 + 17 * line.depth}px") + cells)
    return f"<h2>{html.escape(sheet.title)}</h2>\n<div><table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table></div>\n"


def agent(sheet: Sheet) -> str:
    """Spacer columns, and signs in cells of their own: `$`, `(`, `)`, `%`."""
    rows = []
    for row in sheet.header:
        cells = "".join(f'<td>&nbsp;</td><td colspan="{4 * head.columns - 1}" align="center"><b>{broken(head)}</b></td>' for head in row)
        rows.append(f"<td>&nbsp;</td>{cells}")
    first = True
    for line in sheet.rows:
        label = f"<td>{'&nbsp;' * 3 * line.depth}{html.escape(line.label)}</td>"
        cells = "".join(split_number(cell, first and at == 0) for at, cell in enumerate(line.cells or ("",) * sheet.columns))
        first = first and not line.cells
        rows.append(label + cells)
    table = "".join(f"<tr>{row}</tr>\n" for row in rows)
    title = f'<p align="center"><b>{html.escape(sheet.title)}</b><br>{html.escape(sheet.note)}</p>'
    return f'{title}\n<table cellspacing="0">{table}</table><p>&nbsp;</p>\n'


def split_number(cell: str, sign: bool) -> str:
    """A spacer and three cells: opening sign, number, closing sign."""
    number = cell.rstrip("%)")
    after = cell[len(number):]
    before = "(" if number.startswith("(") else ""
    return f"<td>&nbsp;</td><td>{before}</td><td align='right'>{html.escape(number.lstrip('('))}</td><td>{after or '&nbsp;' * sign}</td>"


def broken(cell: HeaderCell) -> str:
    return "<br>".join(html.escape(line) for line in cell.lines)


STYLES: dict[str, Callable[[Sheet], str]] = {"plain": plain, "filing": filing, "agent": agent}
