"""Whose numbers a table prints, the group's or the company's own, and the words that say so.

    row        the label, or a heading over the row, is a word of scope
    header     words over the column, 前事業年度 among them
    caption    title and captions of the table, the nearest first
    section    headings above, each until the next of its rank
    document   what the release is headed, or all that its tables say

The innermost wins. A statement whose title is silent (【貸借対照表】) in a release that has consolidated ones is the company's own: this
says less than words of scope in the title, its captions and the headings above, and more than the head of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from parsers.about import About
from parsers.page.sorted_lines import Kind, Sorted
from parsers.records import Finding, Source
from parsers.table import Column, Row, Table
from parsers.tables.blocks import Block
from parsers.text.scanner import Scanner
from parsers.words.heading_ranks import rank_of
from parsers.words.patterns import compiled
from parsers.words.scopes import COMPANY, GROUP, find_scopes, is_bare_statement, is_scope_only, one_scope
from parsers.words.widths import fold_widths

BEHIND = compiled(r"[(（〔\[][^()（）〔〕\[\]]++[)）〕\]]\Z")
NAMED = 5
"""Lines at the top of a document in which the issuer's name stands."""
HEAD = 60
"""Lines from the top of a document in which the head of a release may stand."""
LONGEST = 70
"""Characters of a heading."""
BARE = 40
"""Characters of a heading that neither number nor bracket marks as one."""
CHAPTER = 5
"""Rank of a heading without a number that is all words of scope and of accounts."""
NEUTRAL = 0
"""第４【提出会社の状況】 is about shares and officers, of which there is one set."""
LED = compiled(
    r"[\s\W]*+ (?: 参考 | ご参考 | reference | appendix | supplement\w*+ | 要約 | 四半期 | 中間 | 第[1-4一二三四]四半期 | \d{4}年(?:\d{1,2}月期)?+ | 当期 | の | [\W] )*+",
    regex.VERBOSE | regex.IGNORECASE,
)
HEADED = compiled(r"決算短信 | 決算概要 | 決算の概要 | 業績 | (?:financial|operating|business|earnings)\s+(?:results|report|highlights|statements|summary)", regex.VERBOSE | regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    index: int
    """Among the sorted lines."""
    rank: int
    scope: str | None
    """None: it says nothing, and ends those before it."""
    worded: bool
    """By words of scope, not by the silence of a statement's title."""
    source: Source


def find_headings(lines: Sequence[Sorted], document: int, scanner: Scanner) -> tuple[Heading, ...]:
    """The numbered and bracketed headings of a document, and those that are words of scope, in their order."""
    return tuple(found for at, item in enumerate(lines) if (found := _heading(at, item, document, scanner)) is not None)


def _heading(at: int, item: Sorted, document: int, scanner: Scanner) -> Heading | None:
    text = fold_widths(item.text).strip()
    texts = [chunk for chunk in item.line.chunks if chunk.text.strip()]
    if not text or len(text) > LONGEST or len(texts) != 1 or item.kind is Kind.DATA or scanner(text).note is not None or text.endswith(("。", ".", "、")):
        return None
    scope = one_scope(text)
    rank = rank_of(text)
    if rank is None and scope is not None and len(text) <= BARE and (words := find_scopes(text)) and LED.match(text).end() >= words[0].start:  # type: ignore[union-attr]
        rank = CHAPTER
    if rank is None or (item.line.layout == "grid" and len(item.line.chunks) > 1 and scope is None):
        return None
    bare = scope is None and scanner.about.group and is_bare_statement(text)
    worded = scope is not None and rank != NEUTRAL
    return Heading(at, rank, scope if worded else COMPANY if bare else None, worded, Source("scope", item.text.strip(), "section", document, item.line.page, item.line.number))


def headings_above(headings: Iterable[Heading], index: int) -> list[Heading]:
    """The headings whose reach holds a line, the innermost first."""
    stack: list[Heading] = []
    for heading in headings:
        if heading.index >= index:
            break
        while stack and stack[-1].rank >= heading.rank:
            stack.pop()
        stack.append(heading)
    return stack[::-1]


def head_of(lines: Sequence[Sorted], document: int) -> Source | None:
    """The line that heads the whole of a document with a word of scope, 決算短信〔日本基準〕（非連結）, or one of its first with the issuer's name before it."""
    for item in lines[:HEAD]:
        text = item.text.strip()
        if item.kind not in (Kind.DATA, Kind.PROSE) and len(text) <= LONGEST and HEADED.search(text) and one_scope(text) is not None:
            return Source("scope", text, "document", document, item.line.page, item.line.number)
    named = next((item for item in [item for item in lines if item.kind is not Kind.BLANK][:NAMED] if _names_issuer(item)), None)
    return None if named is None else Source("scope", named.text.strip(), "document", document, named.line.page, named.line.number)


def _names_issuer(item: Sorted) -> bool:
    """Is it a text with a word of scope in brackets behind it, and no heading with a number: ABC Bank, Ltd. (Non-consolidated)?"""
    text = fold_widths(item.text).strip()
    bracket = BEHIND.search(text)
    return item.kind is Kind.TEXT and len(text) <= LONGEST and rank_of(text) is None and bracket is not None and bracket.start() > 0 and is_scope_only(bracket[0].strip())


def table_scope(block: Block, headings: Sequence[Heading], head: Source | None, about: About, document: int) -> tuple[Source | None, bool]:
    """The words that say whose numbers a table prints, and whether those nearest say both and leave it to the ones further out."""
    line = block.rows[0].line
    texts = list(dict.fromkeys([*block.titles, *block.captions, block.stub_head]))
    both = False
    for text in reversed(texts):
        if one_scope(text) is not None:
            return Source("scope", text, "caption", document, line.page), both
        both = both or bool(find_scopes(text))
    above = headings_above(headings, block.first)
    if (worded := next((heading for heading in above if heading.worded), None)) is not None:
        return worded.source, both
    if about.group:
        bare = next((text for text in block.titles if is_bare_statement(text)), None)
        if bare is not None:
            return Source("scope", bare, "caption", document, line.page), both
        if (silent := next((heading for heading in above if heading.scope is not None), None)) is not None:
            return silent.source, both
    return head, both


def scope_of(source: Source | None) -> str | None:
    """What the words say; a statement's name without any is the company's own."""
    return None if source is None else one_scope(source.text) or COMPANY


def with_scope(table: Table, block: Block, headings: Sequence[Heading], head: Source | None, about: About) -> tuple[Table, list[Finding]]:
    """The table with its own scope and that of rows whose stubs say it, and a finding where title or captions name both and no column or
    row says which."""
    said, both = table_scope(block, headings, head, about, table.document)
    columns = tuple(_sourced(column, table.document, table.page) for column in table.columns)
    rows = tuple(_scoped_row(row, table.document) for row in table.rows)
    scope = scope_of(said) or GROUP
    findings = []
    if both and not any(column.scope for column in columns) and not any(row.scope for row in rows):
        message = f"p.{table.page} line {table.line} {table.title!r}: the title names both consolidated and non-consolidated numbers and nothing says which these are; read as {scope}"
        findings.append(Finding("scope_unclear", "warning", message, (), table.document, table.page, table.line))
    return replace(table, scope=scope, columns=columns, rows=rows, sources=(*((said,) if said else ()), *table.sources)), findings


def header_scope(header: Sequence[str]) -> str | None:
    """What the innermost of the texts over a column says of whose numbers it prints; None: nothing."""
    return next((scope for text in reversed(header) if (scope := one_scope(text)) is not None), None)


def _sourced(column: Column, document: int, page: int) -> Column:
    text = next((text for text in reversed(column.header) if one_scope(text) is not None), None)
    return column if text is None else replace(column, sources=(*column.sources, Source("scope", text, "header", document, page)))


def _scoped_row(row: Row, document: int) -> Row:
    for text in reversed((*row.label_path[:-1], row.label)):
        if is_scope_only(text):
            return replace(row, scope=one_scope(text), sources=(*row.sources, Source("scope", text, "row", document, row.page, row.line)))
    return row


def scope_source(table: Table) -> Source | None:
    """The words that give the table's scope; None where none reach it."""
    return next((source for source in table.sources if source.dimension == "scope"), None)


def settle_document(tables: Sequence[Table], headings: Sequence[Heading]) -> tuple[tuple[Table, ...], list[Finding]]:
    """The tables of a document with the scope of those that no words reach: the company's own where every word of scope in the document
    says so, in headers or headings; a finding reports it."""
    sources = [
        *(source for table in tables for column in table.columns for source in column.sources if source.dimension == "scope"),
        *(heading.source for heading in headings if heading.scope is not None),
        *(source for table in tables if (source := scope_source(table)) is not None),
    ]
    silent = [table for table in tables if scope_source(table) is None and not all(column.scope for column in table.columns)]
    telling = [source for source in sources if "提出会社" not in source.text]  # one of a list of companies
    if not telling or not silent or 2 * len(silent) > len(tables) or any(scope_of(source) != COMPANY for source in sources):
        return tuple(tables), []
    given = replace(telling[0], by="document")
    wanting = {table.number for table in silent}
    settled = tuple(replace(table, scope=COMPANY, sources=(*table.sources, given)) if table.number in wanting else table for table in tables)
    places = ", ".join(f"p.{table.page} line {table.line}" for table in silent)
    message = f"all words of scope in the document ({given.text!r} and the like) are of the company's own numbers; so read where none reaches: {places}"
    return settled, [Finding("scope_by_document", "info", message, (), silent[0].document, silent[0].page, silent[0].line)]


def with_column_scopes(table: Table) -> Table:
    """The table with the scope of each column: its own, else the table's."""
    return replace(table, columns=tuple(replace(column, scope=column.scope or table.scope) for column in table.columns))
