"""A sheet as a PDF: unruled, ruled by hairlines around every cell with texts wrapped inside of them, and as Word exports it.

    lines     hairlines under the header and above totals only
    tight     the same in narrow columns: headers come as near to each other as words do
    cells     every cell is a box; header texts and labels are broken to fit it, numbers stand at the middle of their label
    word      the same, but merged spanners, the unit line and the rows below it share one box, as on the first page of a 決算短信
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.typeset_editions import register_fonts
from tests.unseen.printing import pad, spans
from tests.unseen.sheet import Row, Sheet, Table

MARGIN = 42.0
SIZE = 7.5
STEP = 10.5
"""Points from line to line inside of a cell."""
PADDING = 3.0
TIGHT_PADDING, TIGHT_STEP = 1.5, 60.0
HALF_GAP = 8.0
"""Points between two tables side by side, twice."""
HALF_HEIGHT = 300.0
FONTS = {"ja": "HeiseiMin-W3", "en": "Helvetica"}
RIGHT = ("（単位", "（％", "(JPY", "(Millions", "(Thousands", "(Unit", "(Percentages")
"""What stands at the right edge above a table."""
EMBEDDED = "Vera"


class Page:
    def __init__(self, sheet: Sheet, font: str | None, *, tight: bool = False) -> None:
        self.padding = TIGHT_PADDING if tight else PADDING
        self.step = TIGHT_STEP if tight else 90.0
        register_fonts()
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1)
        self.width, self.height = A4
        japanese = any(table.language == "ja" for table in sheet.tables)
        self.font = font if font and not japanese else FONTS["ja" if japanese else "en"]
        self.y = self.height - MARGIN
        self.canvas.setFont(self.font, SIZE)

    def room(self, height: float) -> None:
        if self.y - height < MARGIN:
            self.canvas.showPage()
            self.canvas.setFont(self.font, SIZE)
            self.y = self.height - MARGIN

    def measure(self, text: str) -> float:
        return float(self.canvas.stringWidth(text, self.font, SIZE))

    def wrapped(self, text: str, width: float) -> list[str]:
        """Lines no wider than `width`: broken at blanks, Japanese anywhere but before what closes."""
        lines = [""]
        pieces = text.split(" ") if " " in text or text.isascii() else list(text)
        gap = " " if " " in text or text.isascii() else ""
        for piece in pieces:
            longer = lines[-1] + gap + piece if lines[-1] else piece
            if lines[-1] and self.measure(longer) > width and piece not in "）)」。、％":
                lines.append(piece)
            else:
                lines[-1] = longer
        return lines


def edges_of(page: Page, table: Table, half: int | None = None) -> list[float]:
    """half: 0 or 1 of a table that shares the page's width with another."""
    if half is not None:
        room = (page.width - 2 * MARGIN) / 2 - HALF_GAP
        left = MARGIN + half * (room + 2 * HALF_GAP)
        step = min(70.0, 0.6 * room / len(table.columns))
        label = room - step * len(table.columns)
        return [left, *(left + label + at * step for at in range(len(table.columns) + 1))]
    label = 150.0 if len(table.columns) > 4 or page.step < 90 else 210.0
    step = min(page.step, (page.width - 2 * MARGIN - label) / len(table.columns))
    return [MARGIN, *(MARGIN + label + at * step for at in range(len(table.columns) + 1))]


def set_cells(page: Page, table: Table, *, boxed: bool, merged: bool, half: int | None = None) -> None:
    edges = edges_of(page, table, half)
    total = page.y
    for place, line in enumerate(table.head):
        last = place == len(table.head) - 1
        cells = [(line[0], 0, 1)]
        at = 1
        for text, columns in spans(line[1:], len(table.columns)):
            cells.append((text, at, at + columns))
            at += columns
        lines = [page.wrapped(text, edges[right] - edges[left] - 2 * page.padding) for text, left, right in cells]
        height = max(len(found) for found in lines) * STEP + 4
        if place == 0:
            page.room(height * len(table.head) + 60)
            total = page.y
        for (_text, left, right), found in zip(cells, lines, strict=True):
            middle = (edges[left] + edges[right]) / 2
            lead = (height - len(found) * STEP) / 2
            for number, part in enumerate(found):
                page.canvas.drawCentredString(middle, page.y - lead - number * STEP - SIZE, part)
            if boxed and not (merged and last and len(table.head) > 1):
                page.canvas.rect(edges[left], page.y - height, edges[right] - edges[left], height)
        page.y -= height
        total = page.y if not (merged and last) else page.y + height
    if not boxed:
        page.canvas.line(edges[0], page.y, edges[-1], page.y)
    for row in table.rows:
        if page.y - row_height(page, row, edges) < MARGIN and boxed and merged:
            draw_box(page, edges, total)
            page.room(page.height)
            total = page.y
        set_row(page, table, row, edges, boxed=boxed and not merged)
    if boxed and merged:
        draw_box(page, edges, total)


def draw_box(page: Page, edges: list[float], top: float) -> None:
    for left, right in pairwise(edges):
        page.canvas.rect(left, page.y, right - left, top - page.y)


def row_height(page: Page, row: Row, edges: list[float]) -> float:
    return len(page.wrapped(row.label, edges[1] - edges[0] - 2 * page.padding)) * STEP + 5


def set_row(page: Page, table: Table, row: Row, edges: list[float], *, boxed: bool) -> None:
    lines = page.wrapped(row.label, edges[1] - edges[0] - 2 * page.padding)
    height = row_height(page, row, edges)
    page.room(height)
    for number, part in enumerate(lines):
        page.canvas.drawString(edges[0] + page.padding, page.y - number * STEP - SIZE - 2, part)
    for at, cell in enumerate(pad(row.cells, len(table.columns))):
        if cell:
            page.canvas.drawRightString(edges[at + 2] - page.padding, page.y - (len(lines) - 1) * STEP / 2 - SIZE - 2, cell)
    if boxed:
        for left, right in pairwise(edges):
            page.canvas.rect(left, page.y - height, right - left, height)
    page.y -= height


def typeset(sheet: Sheet, *, boxed: bool, merged: bool, font: str | None = None, tight: bool = False) -> bytes:
    page = Page(sheet, font, tight=tight)
    pieces = list(sheet.pieces)
    top = page.y
    for at, piece in enumerate(pieces):
        if not isinstance(piece, str):
            paired = any(not isinstance(one, str) and one.beside for one in pieces[at + 1 : at + 3])
            if piece.beside:
                low, page.y = page.y, top
                set_cells(page, piece, boxed=boxed, merged=merged, half=1)
                page.y = min(low, page.y)
                continue
            page.room(HALF_HEIGHT if paired else 0)
            top = page.y
            set_cells(page, piece, boxed=boxed, merged=merged, half=0 if paired else None)
        elif piece.strip():
            for part in page.wrapped(piece, page.width - 2 * MARGIN):
                page.room(STEP)
                if piece.startswith(RIGHT):
                    page.canvas.drawRightString(page.width - MARGIN, page.y - SIZE, part)
                else:
                    page.canvas.drawString(MARGIN, page.y - SIZE, part)
                page.y -= STEP + 1
        else:
            page.y -= 6
    page.canvas.save()
    return page.out.getvalue()


PDF_STYLES: dict[str, Callable[[Sheet], bytes]] = {
    "lines": lambda sheet: typeset(sheet, boxed=False, merged=False),
    "tight": lambda sheet: typeset(sheet, boxed=False, merged=False, tight=True),
    "cells": lambda sheet: typeset(sheet, boxed=True, merged=False, font=EMBEDDED),
    "word": lambda sheet: typeset(sheet, boxed=True, merged=True),
}
