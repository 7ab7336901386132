"""What an HTML document shows, top to bottom, before it is cut into lines: paragraphs, tables, and what styles do to them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import regex

from parsers.printed import TagFact

PIXELS_PER_COLUMN = 6.0
"""Half the width of a full-width character at 12 px, the usual size: an indent is counted in half-width columns."""
PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 12.0, "rem": 12.0, "ex": 6.0, "mm": 96 / 25.4, "cm": 960 / 25.4, "in": 96.0, "pc": 16.0}
MAX_INDENT = 80.0
"""Columns; a style that pushes further does not indent, it places."""
INDENTING = ("margin-left", "padding-left", "text-indent")

LENGTH = regex.compile(r"(?P<number>-?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++))\s*+(?P<unit>[a-z]*+)", regex.IGNORECASE)
RULE = regex.compile(r"(?P<selectors>[^{}]{1,300}+)\{(?P<declarations>[^{}]{0,4000}+)\}")
CLASS_SELECTOR = regex.compile(r"[a-z0-9]*+\.(?P<name>[\w-]++)", regex.IGNORECASE)
COMMENT = regex.compile(r"/\*.*?\*/", regex.DOTALL)
SPACES = regex.compile(r"[ \t\n\r\f]++")
INSIDE = regex.compile(r"[\xa0\u2000-\u200a\u202f]++")
INVISIBLE = regex.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]++")
WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー、。「」（）：・]")

SUPERSCRIPT = str.maketrans("0123456789()+-０１２３４５６７８９（）＊*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾**")
RAISABLE = regex.compile(r"[\s0-9０-９()（）+,、*＊※注]*+")


@dataclass(frozen=True, slots=True)
class Style:
    """The few properties of an element that change what its text means."""

    hidden: bool = False
    bold: bool = False
    raised: bool = False
    preformatted: bool = False
    indent: float = 0.0
    """Columns, of this element alone."""
    rule_above: bool = False
    rule_below: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style."""

    text: str
    bold: bool = False
    tag: TagFact | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of text as it would be shown with room enough: blanks single, leading blanks told as an indent.

    In a cell it may be empty: a line break made it.
    """

    text: str
    indent: float = 0.0
    bold: bool = False
    tag: TagFact | None = None


@dataclass(slots=True)
class CellFlow:
    """A table cell while it is filled."""

    columns: int = 1
    rows: int = 1
    rule_above: bool = False
    rule_below: bool = False
    items: list[Paragraph | TableFlow] = field(default_factory=list)

    @property
    def lines(self) -> list[Paragraph]:
        """Its lines, those that a line break leaves blank included, but for blank ones at the end."""
        found = [item for item in self.items if isinstance(item, Paragraph)]
        while found and not found[-1].text:
            found.pop()
        return found

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [item for item in self.lines if item.text]

    @property
    def tables(self) -> list[TableFlow]:
        return [item for item in self.items if isinstance(item, TableFlow)]


@dataclass(slots=True)
class TableFlow:
    """A table element while it is filled; its number counts the table elements of the document from 1."""

    number: int
    rows: list[list[CellFlow]] = field(default_factory=list)


Flow = list[Paragraph | TableFlow]


def pieces_to_paragraph(pieces: Iterable[Piece], indent: float, preformatted: bool) -> Paragraph | None:
    """The paragraph that inline pieces make; None for nothing but blanks.

    >>> pieces_to_paragraph([Piece("\\xa0\\xa0Net\\n  sales "), Piece("⁸")], 0.0, False)
    Paragraph(text='Net sales ⁸', indent=2.0, bold=False, tag=None)
    """
    pieces = list(pieces)
    text = INVISIBLE.sub("", "".join(piece.text for piece in pieces))
    text = text.rstrip() if preformatted else SPACES.sub(" ", text).strip(" ").rstrip()
    stripped = text.lstrip()
    if not stripped:
        return None
    blanks = text[: len(text) - len(stripped)]
    indent += sum(2 if unicodedata.east_asian_width(blank) in "FW" else 1 for blank in blanks)
    bold = all(piece.bold for piece in pieces if piece.text.strip())
    tag = next((piece.tag for piece in pieces if piece.tag is not None), None)
    shown = stripped if preformatted else INSIDE.sub(" ", stripped)
    return Paragraph(shown, min(max(indent, 0.0), MAX_INDENT), bold, tag)


def raised(text: str) -> str:
    """Superscript text as Unicode superscripts; words (2<sup>nd</sup>) stay as they are.

    >>> raised("(2)"), raised("nd"), raised("※1")
    ('⁽²⁾', 'nd', '※¹')
    """
    return text.strip().translate(SUPERSCRIPT) if text.strip() and RAISABLE.fullmatch(text) else text


def join_lines(paragraphs: Iterable[Paragraph], tight: bool) -> str:
    """The lines of a cell as one text; tight: lines of Japanese are joined without a blank, as a wrapped label is."""
    joined = ""
    for paragraph in paragraphs:
        wide = tight and joined and WIDE.match(joined[-1]) and WIDE.match(paragraph.text)
        joined += paragraph.text if not joined or wide else f" {paragraph.text}"
    return joined


# ---------------------------------------------------------------------------------------------------------------------
# Styles


def parse_declarations(text: str) -> dict[str, str]:
    """Property to value of `a: b; c: d`, in lower case; the last one wins."""
    pairs = (declaration.partition(":") for declaration in text.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, colon, value in pairs if colon}


def parse_stylesheet(text: str) -> dict[str, dict[str, str]]:
    """Class name to declarations, of the plain class selectors; other selectors are not needed to read a table."""
    classes: dict[str, dict[str, str]] = {}
    for rule in RULE.finditer(COMMENT.sub("", text)):
        declarations = parse_declarations(rule["declarations"])
        for selector in rule["selectors"].split(","):
            if found := CLASS_SELECTOR.fullmatch(selector.strip()):
                classes.setdefault(found["name"].lower(), {}).update(declarations)
    return classes


def style_of(kind: str, attributes: Mapping[str, str], classes: Mapping[str, Mapping[str, str]]) -> Style:
    """The style of one element from its name, its attributes and the document's classes."""
    if not attributes:
        return DEFAULT_STYLES.get(kind, PLAIN_STYLE)
    declared: dict[str, str] = {}
    for name in attributes.get("class", "").lower().split():
        declared.update(classes.get(name, {}))
    declared.update(parse_declarations(attributes.get("style", "")))
    given = DEFAULT_STYLES.get(kind, PLAIN_STYLE)
    if not declared and "hidden" not in attributes:
        return given
    weight = declared.get("font-weight", "")
    return Style(
        hidden=given.hidden
        or "hidden" in attributes
        or declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse"),
        bold=weight in ("bold", "bolder", "600", "700", "800", "900") if weight else given.bold,
        raised=given.raised or (kind not in ("td", "th", "tr", "img", "table") and declared.get("vertical-align") in ("super", "text-top")),
        preformatted=given.preformatted or declared.get("white-space", "").startswith("pre"),
        indent=sum(columns_of(declared.get(name, "")) for name in INDENTING),
        rule_above=is_rule(declared.get("border-top", "")) or is_rule_style(declared.get("border-top-style", "")),
        rule_below=is_rule(declared.get("border-bottom", "")) or is_rule_style(declared.get("border-bottom-style", "")),
        struck=given.struck or any("line-through" in declared.get(name, "") for name in ("text-decoration", "text-decoration-line")),
    )


def columns_of(length: str) -> float:
    """A CSS length in half-width columns; 0 for what is no length."""
    found = LENGTH.match(length)
    if found is None or found["unit"].lower() not in PIXELS:
        return 0.0
    return min(max(float(found["number"]) * PIXELS[found["unit"].lower()] / PIXELS_PER_COLUMN, -MAX_INDENT), MAX_INDENT)


def is_rule(border: str) -> bool:
    return any(is_rule_style(word) for word in border.split())


def is_rule_style(word: str) -> bool:
    return word in ("solid", "double", "dashed", "dotted")


PLAIN_STYLE = Style()
DEFAULT_STYLES = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"), Style(bold=True)),
    **dict.fromkeys(("pre", "textarea", "listing", "xmp"), Style(preformatted=True)),
    **dict.fromkeys(("head", "script", "style", "title", "template", "noscript", "object", "svg", "math", "select"), Style(hidden=True)),
    "sup": Style(raised=True),
    **dict.fromkeys(("del", "s", "strike"), Style(struck=True)),
}
