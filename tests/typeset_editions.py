"""Editions of the samples as PDF, in the styles of several producers: fonts not embedded or as subsets, ruled or not, bold by overprint.

`python -m tests.typeset_editions` writes raw/sample-editions, one release in two files.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import reportlab
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests import typeset
from tests.editions import Edition, Sheet, SheetRow, edition

ANNOUNCED = {"sample-bilingual-quarter": date(2004, 2, 12), "sample-english-quarter": date(2004, 11, 11), "sample-full-year": date(2003, 5, 20)}
MARGIN = 40.0
LEADING = 1.55
"""Line height in sizes."""
INDENT = 9.0
"""Points for each level."""
OVERPRINTS = ((0.0, 0.0), (0.25, 0.0), (0.0, 0.25), (0.25, 0.25))
"""Shifts in points of a string that is drawn four times."""


@dataclass(frozen=True)
class Style:
    font: dict[str, str]
    """By language."""
    size: float = 8.0
    ruled: bool = False
    """Boxes around every cell."""
    zebra: bool = False
    """A grey ground under every second row."""
    rules_above_totals: bool = False
    overprint: bool = False
    repeat_header: bool = False
    """On every page a table goes on to."""


STYLES = {
    "unruled": Style({"ja": "HeiseiMin-W3", "en": "Helvetica"}, rules_above_totals=True),
    "ruled": Style({"ja": "HeiseiKakuGo-W5", "en": "Times-Roman"}, size=7.5, ruled=True, repeat_header=True),
    "zebra": Style({"ja": "HeiseiMin-W3", "en": "Vera"}, size=7.0, zebra=True, repeat_header=True),
    "fourfold": Style({"ja": "HeiseiKakuGo-W5", "en": "Helvetica"}, overprint=True, rules_above_totals=True),
}


def typeset_pdf(made: Edition, style: str) -> bytes:
    """The document in one of STYLES; the same bytes every time."""
    register_fonts()
    out = BytesIO()
    setter = Setter(Canvas(out, pagesize=landscape(A4), invariant=1), STYLES[style], made.language)
    for line in made.preface:
        setter.line(line)
    for sheet in made.sheets:
        setter.sheet(sheet)
    setter.canvas.save()
    return out.getvalue()


def register_fonts() -> None:
    known = pdfmetrics.getRegisteredFontNames()
    for name in ("HeiseiMin-W3", "HeiseiKakuGo-W5"):
        if name not in known:
            pdfmetrics.registerFont(UnicodeCIDFont(name))
    if "Vera" not in known:
        pdfmetrics.registerFont(TTFont("Vera", f"{reportlab.__path__[0]}/fonts/Vera.ttf"))


class Setter:
    """A page being filled from the top; points, origin at the bottom left as PDF has it."""

    def __init__(self, canvas: Canvas, style: Style, language: str) -> None:
        self.canvas = canvas
        self.style = style
        self.width, self.height = landscape(A4)
        self.font = style.font[language]
        self.step = style.size * LEADING
        self.y = self.height - MARGIN
        canvas.setFont(self.font, style.size)

    def room(self, steps: float) -> bool:
        """Whether so many lines still fit; where not, a new page is begun."""
        if self.y - steps * self.step > MARGIN:
            return True
        self.canvas.showPage()
        self.canvas.setFont(self.font, self.style.size)
        self.y = self.height - MARGIN
        return False

    def line(self, text: str) -> None:
        self.room(1)
        self.canvas.drawString(MARGIN, self.y, text)
        self.y -= self.step

    def sheet(self, sheet: Sheet) -> None:
        self.y -= self.step
        self.room(8)
        self.text(MARGIN, self.y, sheet.title, bold=True)
        self.y -= self.step
        if sheet.note:
            self.canvas.drawRightString(self.edges(sheet)[-1], self.y, sheet.note)
            self.y -= self.step
        self.header(sheet)
        for at, row in enumerate(sheet.rows):
            if not self.room(1) and self.style.repeat_header:
                self.header(sheet)
            self.row(sheet, row, shaded=self.style.zebra and at % 2 == 1)
        self.y -= self.step

    def edges(self, sheet: Sheet) -> list[float]:
        """Right edges of the label column and of every column of numbers."""
        label = 240.0 if sheet.columns > 6 else 330.0
        step = min(95.0, (self.width - 2 * MARGIN - label) / sheet.columns)
        return [MARGIN + label + at * step for at in range(sheet.columns + 1)]

    def wrapped(self, lines: tuple[str, ...], width: float) -> list[str]:
        """The lines of a header cell, broken at blanks and before brackets where they are too wide for it."""
        broken: list[str] = []
        for line in lines:
            fits = self.canvas.stringWidth(line, self.font, self.style.size) <= width
            words = [line] if fits else line.replace("(", " (").split()
            current = words[0]
            for word in words[1:]:
                longer = f"{current} {word}"
                if self.canvas.stringWidth(longer, self.font, self.style.size) > width:
                    broken.append(current)
                    longer = word
                current = longer
            broken.append(current)
        return broken

    def header(self, sheet: Sheet) -> None:
        edges = self.edges(sheet)
        for row in sheet.header:
            at, texts = 0, []
            for cell in row:
                texts.append(self.wrapped(cell.lines, edges[at + cell.columns] - edges[at] - 6))
                at += cell.columns
            height = max(len(lines) for lines in texts) * self.step
            at = 0
            for cell, lines in zip(row, texts, strict=True):
                left, right = edges[at], edges[at + cell.columns]
                for place, text in enumerate(lines):
                    self.canvas.drawCentredString((left + right) / 2, self.y - place * self.step, text)
                self.box(left, right, height)
                at += cell.columns
            self.box(MARGIN, edges[0], height)
            self.y -= height

    def row(self, sheet: Sheet, row: SheetRow, shaded: bool) -> None:
        edges = self.edges(sheet)
        if shaded:
            self.canvas.setFillGray(0.9)
            self.canvas.rect(MARGIN, self.y - 0.35 * self.step, edges[-1] - MARGIN, self.step, stroke=0, fill=1)
            self.canvas.setFillGray(0)
        if row.total and self.style.rules_above_totals:
            self.canvas.line(edges[0] + 4, self.y + 0.68 * self.step, edges[-1], self.y + 0.68 * self.step)
        self.text(MARGIN + 2 + INDENT * row.depth, self.y, row.label, bold=row.total)
        for at, cell in enumerate(row.cells):
            if cell:
                hanging = 0 if cell.endswith(")") else self.canvas.stringWidth(")", self.font, self.style.size)
                self.canvas.drawRightString(edges[at + 1] - 3 - hanging, self.y, cell)
        for left, right in zip([MARGIN, *edges], edges, strict=False):
            self.box(left, right, self.step)
        self.y -= self.step

    def text(self, x: float, y: float, text: str, bold: bool) -> None:
        for right, up in OVERPRINTS if bold and self.style.overprint else OVERPRINTS[:1]:
            self.canvas.drawString(x + right, y + up, text)

    def box(self, left: float, right: float, height: float) -> None:
        if self.style.ruled:
            self.canvas.rect(left, self.y + 0.68 * self.step - height, right - left, height, stroke=1, fill=0)


def outputs() -> dict[str, bytes]:
    """The two files of one release, by name: a Japanese and an English edition in two producers' styles."""
    galley = typeset.load(typeset.DESCRIPTIONS / "sample-bilingual-quarter.toml")
    day = ANNOUNCED["sample-bilingual-quarter"]
    return {
        "japanese.pdf": typeset_pdf(edition(galley, "ja", day), "fourfold"),
        "english.pdf": typeset_pdf(edition(galley, "en", day), "unruled"),
    }


def main() -> int:
    folder = typeset.RAW / "sample-editions"
    folder.mkdir(exist_ok=True)
    for name, data in outputs().items():
        (folder / name).write_bytes(data)
        print(f"wrote {folder.name}/{name}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
