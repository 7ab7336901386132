"""HTML: text outside tables as running lines, every table row as one line of a grid, inline XBRL kept as evidence.

From bytes to a flow of paragraphs and tables here, from cells to columns in html_grid, from tags to evidence in html_tags.
Nothing is fetched and no entity of the file's own is expanded; what exceeds a budget raises UnreadableDocument.
"""

from __future__ import annotations

import hashlib
import html
from pathlib import Path

import regex
from lxml import etree

from parsers.errors import UnreadableDocument
from parsers.printed import Document, TagFact
from parsers.readers import text as plain_text
from parsers.readers.html.flow import (
    PLAIN_STYLE,
    CellFlow,
    Flow,
    Paragraph,
    Piece,
    Style,
    TableFlow,
    parse_stylesheet,
    pieces_to_paragraph,
    raised,
    style_of,
)
from parsers.readers.html.rows import LineMaker
from parsers.readers.html.tags import Context, Taxonomy, local_name, measures_to_unit, parse_day, tag_to_fact
from parsers.records import Finding
from parsers.text.scanner import Scanner

MAX_BYTES = 32 * 1024 * 1024
"""The largest securities reports in inline XBRL stay under 10 MB."""
MAX_ELEMENTS = 500_000
"""Some 20 microseconds each."""
MAX_ATTRIBUTES = 2000
"""Of one element: libxml2 compares each with each."""
SPAN_DIGITS = 9
"""Digits of a span that are worth reading."""

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "ul",
    "table", "tbody", "thead", "tfoot", "tr", "td", "th",
})  # fmt: skip
DECLARED = regex.compile(rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,300}?charset)\s*=\s*["']?\s*(?P<name>[\w.:-]{2,40})""", regex.IGNORECASE)
ENCODINGS = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "ms932": "cp932"}
XML_DECLARATION = regex.compile(r"\A\s*+<\?xml[^>]*+\?>")
LONG_TAG = regex.compile(r"<[a-z!/?][^<>]{10000,}+", regex.IGNORECASE)
OWN_ENTITIES = regex.compile(r"<!ENTITY", regex.IGNORECASE)
DIGIT = regex.compile(r"\d")
LEADING_DIGITS = regex.compile(r"\s*+\+?(?P<digits>[0-9]++)")
ROOT = regex.compile(r"<(?:html|body|table|div|p|pre)\b", regex.IGNORECASE)


def read(path: Path, data: bytes, *, number: int, name: str, plain: bool = False, scanner: Scanner | None = None) -> Document:
    """The lines of an HTML file; `page` is 1 throughout, `group` counts its table elements.

    Raises UnreadableDocument: empty, too_large, binary, mojibake, damaged.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("too_large", f"{name}: {len(data):,} bytes of HTML, at most {MAX_BYTES:,} are read; split it or leave it out")
    source, findings = decode(data, number, name)
    root = parse(source, name)
    if "</html" not in source[-2000:].lower() and "<html" in source[:20_000].lower():
        findings.append(Finding("cut_off", "warning", f"{name}: the end tag of html is missing; the file may have been cut off", document=number))
    made = FlowMaker(root, name)
    findings += [
        Finding("struck_out", "warning", f"{name}: {text[:60]!r} is struck out; left out of the data", document=number) for text in made.struck if DIGIT.search(text)
    ]
    maker = LineMaker(name, scanner or Scanner())
    maker.add_flow(made.flow, 0)
    return Document(number, name, hashlib.sha256(data).hexdigest(), "text/html", 1, tuple(maker.lines), findings=tuple(findings))


def decode(data: bytes, number: int, name: str) -> tuple[str, list[Finding]]:
    """The text in its declared encoding; where that is missing or wrong, in the one that fits, and a finding says so."""
    if not data.strip():
        raise UnreadableDocument("empty", f"{name}: the file is empty; fetch it again")
    found = DECLARED.search(data[:4096])
    declared = found["name"].decode("ascii").lower() if found else ""
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if declared and not marked and not declared.startswith("utf-16"):
        try:
            return data.decode(ENCODINGS.get(declared, declared)), []
        except (UnicodeDecodeError, LookupError):
            pass
    text, encoding = plain_text.decode(data, name)
    if marked or not declared or ENCODINGS.get(declared, declared) == encoding:
        return text, []
    return text, [Finding("encoding", "warning", f"{name}: declared as {declared}, read as {encoding}", document=number)]


def parse(source: str, name: str) -> etree._Element:
    """The root element; well-formed XHTML by the strict parser, everything else by the forgiving one.

    Raises UnreadableDocument: damaged.
    """
    if OWN_ENTITIES.search(source):
        raise UnreadableDocument("damaged", f"{name}: declares entities of its own, which are never expanded; save the page as plain HTML")
    if any(len(tag[0].split()) > MAX_ATTRIBUTES for tag in LONG_TAG.finditer(source)):
        raise UnreadableDocument("damaged", f"{name}: an element with more than {MAX_ATTRIBUTES:,} attributes; the file is broken or hostile")
    if ROOT.search(source) is None:
        raise UnreadableDocument("damaged", f"{name}: no HTML element in it; is the suffix right?")
    text = XML_DECLARATION.sub("", source, count=1).lstrip("\ufeff")
    body = text.replace("\0", "").encode("utf-8", errors="replace")
    if text is not source and "xmlns" in text[:4096]:
        strict = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(body, strict)
        except etree.XMLSyntaxError:
            pass  # XHTML in name only
    forgiving = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, forgiving)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("damaged", f"{name}: no HTML that can be read ({error.msg}); fetch it again") from error
    limits = [entry for entry in forgiving.error_log if entry.level == etree.ErrorLevels.FATAL]
    if limits:
        raise UnreadableDocument("damaged", f"{name}: {limits[0].message.strip()}; elements are nested too deep or the file is broken")
    return root


def kind_of(element: etree._Element) -> str:
    """The element's name in lower case, `ix:` before those of inline XBRL; "" for comments and entities.

    The strict parser gives `{namespace}name`, the forgiving one `prefix:name`.
    """
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    space, brace, name = tag.rpartition("}")
    if brace:
        return f"ix:{name.lower()}" if "inlineXBRL" in space else name.lower()
    prefix, _, local = name.lower().rpartition(":")
    return f"ix:{local}" if prefix == "ix" else local


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Attributes by name in lower case, prefixes off."""
    return {str(name).rpartition("}")[2].rpartition(":")[2].lower(): str(value) for name, value in element.attrib.items()}


class FlowMaker:
    """Walks an element tree once and makes the flow of paragraphs and tables that a reader would see."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self.flow: Flow = []
        self._name = name
        self._elements = 0
        self._tables = 0
        self._classes: dict[str, dict[str, str]] = {}
        self._taxonomy = Taxonomy()
        self._into: Flow = self.flow
        self._open: list[TableFlow] = []
        self._pieces: list[Piece] = []
        self._indent = 0.0
        self._tag: TagFact | None = None
        self.struck: list[str] = []
        """What is struck out, piece by piece."""
        self._look_ahead(root)
        self._element(root, PLAIN_STYLE)
        self._end_paragraph(False)

    def _look_ahead(self, root: etree._Element) -> None:
        """Style classes, contexts and units, wherever they stand."""
        for element in root.iter():
            self._elements += 1
            if self._elements > MAX_ELEMENTS:
                raise UnreadableDocument("too_large", f"{self._name}: more than {MAX_ELEMENTS:,} elements; split the file or leave it out")
            kind = kind_of(element)
            if kind == "style":
                for name, declarations in parse_stylesheet(text_of(element)).items():
                    self._classes.setdefault(name, {}).update(declarations)
            elif kind == "context":
                self._taxonomy.contexts[element.get("id", "")] = element_to_context(element)
            elif kind == "unit":
                self._taxonomy.units[element.get("id", "")] = element_to_unit(element)

    def _element(self, element: etree._Element, outer: Style) -> None:
        kind = kind_of(element)
        if not kind:
            if element.tag is etree.Entity:
                self._text(html.unescape(str(element.text or "")), outer)
            return
        if kind in ("ix:header", "ix:hidden", "ix:resources", "ix:references"):
            return
        attributes = attributes_of(element)
        own = style_of(kind, attributes, self._classes)
        if own.hidden:
            return
        style = Style(
            bold=own.bold or outer.bold,
            raised=own.raised or outer.raised,
            preformatted=own.preformatted or outer.preformatted,
            struck=own.struck or outer.struck,
        )
        if kind == "br":
            self._end_paragraph(outer.preformatted, broken=True)
            return
        before = self._enter(kind, attributes, own, style)
        outer_tag = self._tag
        if kind == "ix:nonfraction":
            self._tag = tag_to_fact(attributes, text_of(element), self._taxonomy)
        self._text(element.text, style)
        for child in element:
            self._element(child, style)
            self._text(child.tail, style)
        self._tag = outer_tag
        self._leave(kind, before, style)

    def _enter(self, kind: str, attributes: dict[str, str], own: Style, style: Style) -> tuple[Flow, float]:
        """Opens a block, a table, a row or a cell; what was open before is returned for `_leave`."""
        before = (self._into, self._indent)
        if kind not in BLOCKS:
            return before
        self._end_paragraph(style.preformatted)
        self._indent = 0.0 if kind in ("td", "th", "table", "caption") else self._indent
        self._indent += own.indent if kind not in ("table", "tr", "tbody", "body", "html") else 0.0
        if kind == "table":
            self._tables += 1
            self._open.append(TableFlow(self._tables))
        elif kind == "tr" and self._open:
            self._open[-1].rows.append([])
        elif kind in ("td", "th") and self._open:
            cell = CellFlow(span_of(attributes, "colspan"), span_of(attributes, "rowspan"), own.rule_above, own.rule_below)
            if not self._open[-1].rows:
                self._open[-1].rows.append([])
            self._open[-1].rows[-1].append(cell)
            self._into = cell.items
        return before

    def _leave(self, kind: str, before: tuple[Flow, float], style: Style) -> None:
        if kind not in BLOCKS:
            return
        self._end_paragraph(style.preformatted)
        self._into, self._indent = before
        if kind == "table":
            self._into.append(self._open.pop())

    def _text(self, text: str | None, style: Style) -> None:
        if not text:
            return
        if style.struck:
            self.struck += [text.strip()] if text.strip() else []
            return
        if style.preformatted and "\n" in text:
            for line in text.splitlines(keepends=True):
                self._pieces.append(Piece(line.rstrip("\r\n").expandtabs(), style.bold, self._tag))
                if line.endswith(("\n", "\r")):
                    self._end_paragraph(True)
            return
        self._pieces.append(Piece(raised(text) if style.raised else text, style.bold, self._tag))

    def _end_paragraph(self, preformatted: bool, broken: bool = False) -> None:
        """Ends the line that is open; in a cell one that is broken off (br) counts though it is blank."""
        paragraph = pieces_to_paragraph(self._pieces, self._indent, preformatted) if self._pieces else None
        self._pieces = []
        if paragraph is not None:
            self._into.append(paragraph)
        elif broken and self._into is not self.flow:
            self._into.append(Paragraph(""))


def text_of(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def span_of(attributes: dict[str, str], name: str) -> int:
    """A colspan or rowspan as browsers read it: the digits it begins with (`2;` is 2); 1 where it begins with none."""
    found = LEADING_DIGITS.match(attributes.get(name, "1"))
    return max(1, int(found["digits"][:SPAN_DIGITS])) if found else 1


def element_to_context(element: etree._Element) -> Context:
    days = {kind_of(child): parse_day(child.text or "") for child in element.iter() if kind_of(child) in ("startdate", "enddate", "instant")}
    members = [child for child in element.iter() if kind_of(child) in ("explicitmember", "typedmember")]
    named = tuple(local_name(text_of(member)) for member in members)
    return Context(days.get("startdate"), days.get("enddate") or days.get("instant"), named)


def element_to_unit(element: etree._Element) -> str:
    below = [child for child in element.iter() if kind_of(child) == "unitdenominator"]
    denominators = [measure for part in below for measure in part.iter() if kind_of(measure) == "measure"]
    numerators = [child for child in element.iter() if kind_of(child) == "measure" and child not in denominators]
    return measures_to_unit([child.text or "" for child in numerators], [child.text or "" for child in denominators])
