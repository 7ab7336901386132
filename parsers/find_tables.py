"""Documents to tables: lines are sorted, blocks found, columns read, rows labelled.

    document -> sorted lines -> blocks -> captions, columns, rows -> table

Every step is a function of its own whose result can be looked at. A row that prints fewer numbers than its table has
columns keeps its cells without a column (running text loses empty cells); arithmetic places them later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from parsers.about import Language
from parsers.budget import MOST_TABLES, tables_left_out
from parsers.errors import UnreadableDocument
from parsers.frame.body_columns import body_matrix
from parsers.frame.captions import read_captions
from parsers.frame.conflicting_dates import settle_dates
from parsers.frame.conflicting_lengths import settle_lengths
from parsers.frame.dated_balances import date_balances, date_labels, date_movements
from parsers.frame.derived_rows import name_derived
from parsers.frame.drafts import MONEY, RATES
from parsers.frame.header_columns import draft_columns, finish_columns
from parsers.frame.indistinct_columns import refuse_same_columns
from parsers.frame.inner_columns import name_sums
from parsers.frame.quantity import DIVIDEND
from parsers.frame.reports_year import with_reports_year
from parsers.frame.scope import find_headings, head_of, settle_document, with_column_scopes, with_scope
from parsers.frame.sources import said_by
from parsers.frame.stocks import is_closing
from parsers.frame.torn_headers import refuse_torn_periods
from parsers.frame.transposed import join_period_stubs, stubs_are_periods, turn, turn_forecasts, turn_headed, turn_unnamed
from parsers.page.dated_rows import split_dated_rows
from parsers.page.lines import find_note_marks, sort_lines
from parsers.page.open_tables import geometry_to_grid
from parsers.page.plain_grids import plain_to_grid
from parsers.page.ruled_body import UNREAD
from parsers.page.sen import join_sen
from parsers.page.sorted_lines import Kind, Sorted
from parsers.page.torn_run_headers import join_torn_headers
from parsers.periods.spans import is_future
from parsers.printed import Document
from parsers.records import Finding, Severity, Source
from parsers.table import Cell, Column, Row, Table
from parsers.tables.blocks import Block
from parsers.tables.find_blocks import find_blocks
from parsers.tables.header_lines import join_brackets, lift_titles
from parsers.tables.labels import LabelledRow, label_rows
from parsers.tables.leads import lead_period
from parsers.tables.note_columns import without_notes
from parsers.tables.sections import ENUMERATOR
from parsers.tables.side_by_side import runs_side_by_side, split_side_by_side
from parsers.tables.stacked_rows import unstack_rows
from parsers.tables.strayed_amounts import with_amounts_home
from parsers.tables.stubs import with_one_stub
from parsers.tables.surroundings import named_with_unit
from parsers.tables.unit_cells import with_unit_cells
from parsers.tables.unit_columns import with_units
from parsers.text.scanner import Scanner
from parsers.words.label_texts import fold, is_total
from parsers.words.numbers import not_meaningful
from parsers.words.statements import parse_statement
from parsers.words.units import UnitNote
from parsers.words.vocabulary import words_of

FIRST_PAGE = frozenset({"income_statement", "comprehensive_income", "balance_sheet", "cash_flow_statement", "breakdown", "other"})
"""What a table with periods for stubs may be taken for; such tables stand on first pages and in overviews."""
MAIN = frozenset({"income_statement", "balance_sheet", "cash_flow_statement"})
LAST_LINES = regex.compile(
    r"純(?:利益|損失)|当期(?:利益|損失)|1株当?た?り|株式(?:総)?数|証券|\bnet (?:income|loss)|\bprofit\b|per (?:share|ADS)|\bshares\b|\bADS",
    regex.IGNORECASE,
)
"""Lines that an income statement may end with."""
CLOSING = regex.compile(r"\A\W*+(?:以\s*上|end(?: of (?:document|release))?|###?)\W*+\Z", regex.IGNORECASE)
FIGURE = regex.compile(r"(?<![\d０-９])[\d０-９]{1,3}(?:[,，][\d０-９]{3})+(?![\d０-９])")
"""Digits in groups: whatever stands around them, an amount is printed there."""
NUMBER = regex.compile(r"\A(?:Table|Exhibit|Schedule|図?表)\s*+\d++(?:[-.]\d++)?[.:)、\s]*+", regex.IGNORECASE)
FIGURED = regex.compile(r"[\d０-９]\s?(?:[億万千百]|円|銭|[%％])")
"""Of a label: it has swallowed another number with its unit."""
AMOUNT = regex.compile(r"\d,\d{3}(?!\d*[年月])|\d(?:[億万]|百万|千万)")
"""Grouped digits, or digits before a scale."""
JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


def find_tables(document: Document, scanner: Scanner, most: int = MOST_TABLES) -> tuple[tuple[Table, ...], list[Finding]]:
    """Every table of a document, in reading order, and what could not be read; of more than `most` tables the first ones."""
    grids = split_dated_rows(geometry_to_grid(join_sen(join_torn_headers(plain_to_grid(document.lines, scanner), scanner), scanner), scanner, document.rulings), scanner)
    lines = sort_lines(with_one_stub(split_side_by_side(grids, scanner), scanner), scanner)
    marks = find_note_marks(document.lines)
    tables: list[Table] = []
    findings: list[Finding] = []
    blocks = [lift_titles(block, scanner) for block in find_blocks(lines, scanner)]
    headings, head = find_headings(lines, document.number, scanner), head_of(lines, document.number)
    for block in blocks[:most]:
        before = tables[-1] if tables and tables[-1].page == block.rows[0].line.page else None
        table, found = block_to_table(block, document.number, len(tables) + 1, marks, scanner, rates_of(before))
        findings += found
        if table is not None:
            table, found = with_scope(table, block, headings, head, scanner.about)
            findings += found
            table, found = with_reports_year(table, block, headings, scanner.about)
            findings += found
            tables.append(with_words(table, block, scanner))
    _refuse_cut_off(document, lines, blocks)
    settled, told = settle_lengths(tables)
    settled, owned = settle_document(settled, headings)
    left_out = tables_left_out([block.rows[0].line for block in blocks[most:]], document.number)
    return tuple(map(with_column_scopes, settled)), [*findings, *told, *owned, *left_out, *_unread(lines, blocks, document, scanner)]


def _refuse_cut_off(document: Document, lines: Sequence[Sorted], blocks: Sequence[Block]) -> None:
    """Raise UnreadableDocument where a text without an end stops inside a table: in the middle of a row, or in the label
    that follows a row of a statement."""
    if not blocks or not any(finding.code == "no_last_newline" for finding in document.findings):
        return
    block = blocks[-1]
    last = max((index for index, item in enumerate(lines) if item.kind is not Kind.BLANK), default=0)
    behind = [item for item in lines[block.last + 1 : last + 1] if item.kind is not Kind.BLANK]
    widths = [len(row.cells) for row in block.rows if row.cells]
    usual = max(set(widths), key=widths.count)
    main = parse_statement(" ".join(block.titles), [row.label for row in block.rows]) in MAIN
    final = block.rows[-1]
    whole = (
        bool(final.cells)
        and widths[-1] >= usual
        and (not main or any(is_closing(row.label) for row in block.rows) or is_total(final.label) or LAST_LINES.search(final.label) is not None)
    )
    torn_row = not behind and not whole
    torn_next = len(behind) == 1 and (
        behind[0].kind in (Kind.DATA, Kind.GRID) or (main and behind[0].kind is Kind.TEXT and not CLOSING.match(behind[0].text))
    )
    if torn_row or torn_next:
        where = f"{document.path}: line {lines[last].line.number} {lines[last].text[-40:]!r}"
        raise UnreadableDocument("cut_off", f"{where}: the text ends in the middle of a table; fetch the whole release")


def block_to_table(
    block: Block, document: int, number: int, marks: frozenset[str], scanner: Scanner, inherited: Sequence[str] = ()
) -> tuple[Table | None, list[Finding]]:
    """A block as a table; None, with a finding, where it has neither period, unit nor measure and so may be anything."""
    if runs_side_by_side(block, scanner):
        return None, [_side_by_side(block, document)]
    about = scanner.about
    block = unstack_rows(join_brackets(block), scanner)
    block = with_unit_cells(with_units(without_notes(replace(block, rows=join_period_stubs(block.rows, scanner))), scanner), scanner)
    block = with_amounts_home(block, scanner)
    captions = read_captions(block, scanner)
    labelled = label_rows(block.rows, marks)
    unlabelled = labelled
    if name := _only_name(block):
        labelled = [replace(item, label=name, path=(name,)) if item.row.cells and not item.label else item for item in labelled]
    labels = [row.label for row in labelled]
    statement = parse_statement(" ".join([*block.titles, *block.captions]), labels)
    title = fold(" ".join(block.titles)) or fold(block.stub_head) or named_with_unit(block.captions, scanner)
    drafts, places = draft_columns(block, captions, scanner)
    note = captions.note
    columns = date_movements(finish_columns(drafts, captions, statement, title, about), captions.mentions)
    columns, findings = settle_dates(columns, captions, block, scanner)
    first = block.rows[0].line
    columns, told = refuse_same_columns(
        columns, body_matrix(block, scanner)[2], fold(" ".join(block.titles)), first.page, first.number, scanner, known=block.layout == "grid"
    )
    findings += told
    columns, told = refuse_torn_periods(columns, first, scanner, " ".join([*block.titles, *block.captions]))
    findings += told
    findings += [
        Finding(
            "period_by_rate", "warning", f"p.{first.page} line {first.number} column {at}: the header does not say whose dollars these are; "
            "read as those of the yen beside them that every row translates at one rate", (), document, first.page, first.number,
        )
        for at, draft in enumerate(drafts, 1) if draft.by_rate
    ]  # fmt: skip
    findings += [
        Finding(
            "ratio_to_earlier", "warning", f"p.{first.page} line {first.number} column {at} {draft.header[-1]!r}: its numbers are shares of the earlier amount; "
            + ("read as ratios" if draft.ratio else "read as the changes that they say"), (), document, first.page, first.number,
        )
        for at, draft in enumerate(drafts, 1) if draft.ratio or draft.of_earlier
    ]  # fmt: skip
    if note is None and any(_scale_missing(column, scanner) for column in columns) and all(column.scale in (None, 1) for column in columns):
        line = block.rows[0].line
        message = f"p.{line.page} line {line.number} {' '.join(block.titles)!r}: a currency stands over the columns but nothing says its scale; read as single units"
        findings.append(Finding("scale_unstated", "warning", message, document=document, page=line.page, line=line.number))
    rows, found = _rows(block, labelled, columns, places, marks, document, scanner)
    findings += found
    rows, found = name_sums(columns, rows, scanner)
    findings += found
    rows = date_balances(rows, scanner)
    if not any(column.period_end for column in columns):
        rows = date_labels(rows, block.stub_head, scanner)
    if (turned := turn(columns, rows, captions, scanner, inherited)) is not None:
        columns, rows = turned
        statement = "summary" if statement in FIRST_PAGE else statement
    elif (forecasts := turn_forecasts(columns, rows, captions, scanner)) is not None:
        columns, rows = forecasts
        statement = "summary" if statement in FIRST_PAGE else statement
    elif (headed := turn_headed(columns, rows, _only_name_of(block), captions, scanner, inherited)) is not None:
        columns, rows = headed
        statement = "summary" if statement in FIRST_PAGE else statement
    elif _units_differ(columns) and (unnamed := turn_unnamed(columns, [replace(row, label=item.label) for row, item in zip(rows, unlabelled, strict=True)], captions, scanner)) is not None:
        columns = unnamed
    elif _nameless(block) or stubs_are_periods(rows, scanner) or not (_cells_say_units(rows, scanner) or (_framed(columns, note) and _headed(block))):
        return None, [_unread_table(block, document)]
    else:
        rows, told = name_derived(columns, rows, captions.bracketed, scanner)
        findings += told
        findings += [
            Finding(
                "ratio_to_earlier", "warning", f"p.{row.page} line {row.line} {row.stub!r}: its numbers are shares of the earlier amount; "
                "read as the changes that they say", (), document, row.page, row.line,
            )
            for row in rows if row.of_earlier
        ]  # fmt: skip
        columns = [replace(one, scenario="forecast") if one.scenario == "actual" and is_future(one.period_start, one.period_end, about) else one for one in columns]
    unit, scale = _table_unit(note, [*block.titles, *block.captions, block.stub_head], scanner)
    table = Table(
        document, number, title, language_of(labels), statement, tuple(columns), rows, unit, scale,
        note.scales if note else (), all(cell.column is not None for row in rows for cell in row.cells),
        page=block.rows[0].line.page, line=block.rows[0].line.number,
    )  # fmt: skip
    return table, [replace(finding, document=document) for finding in findings]


def with_words(table: Table, block: Block, scanner: Scanner) -> Table:
    """The table with the words that give its dimensions: over each column, in title and captions."""
    texts = list(dict.fromkeys([*block.titles, *block.captions, block.stub_head]))
    columns = tuple(replace(one, sources=(*one.sources, *over_column(one, table, scanner))) for one in table.columns)
    above = said_by([block.section, *texts] if block.section else texts, "caption", scanner, table.document, table.page)
    lead = lead_period(block.lead, scanner)
    said = (Source("period", lead.text, "section", table.document, table.page),) if lead is not None else ()
    return replace(table, columns=columns, sources=(*table.sources, *above, *said))


def over_column(column: Column, table: Table, scanner: Scanner) -> tuple[Source, ...]:
    """The words over a column, and those that give its period though they stand over others too."""
    over = said_by(column.header, "header", scanner, table.document, table.page)
    spanning = (Source("period", column.period_words, "header", table.document, table.page),) if column.period_words else ()
    return (*over, *(() if any(one.dimension == "period" for one in over) else spanning))


def _units_differ(columns: Sequence[Column]) -> bool:
    """Do the columns count different things, so that each is an item of its own and none a part of what the title names?"""
    return len({column.unit for column in columns}) > 1


def _only_name(block: Block) -> str:
    """What the rows of a table without labels are: the heading over it; "" where its rows have labels."""
    valued = [row for row in block.rows if row.cells]
    return "" if len(valued) != 1 or any(row.label.strip() for row in valued) else _only_name_of(block)


def _nameless(block: Block) -> bool:
    """Numbers above each other on a page, without one label or a header, as the marks of a chart's axis are."""
    valued = [row for row in block.rows if row.cells]
    return len(valued) > 1 and valued[0].line.bbox is not None and not block.header_cells and not any(row.label.strip() for row in block.rows)


def _only_name_of(block: Block) -> str:
    return fold(ENUMERATOR.sub("", block.stub_head or (block.titles[-1] if block.titles else "")))


def rates_of(table: Table | None) -> tuple[str, ...]:
    """What the percentages of a table with periods for stubs are."""
    if table is None or not any(column.label for column in table.columns):
        return ()
    return tuple(dict.fromkeys(column.measure for column in table.columns if column.measure in RATES and column.measure != "change_other"))


def _scale_missing(column: Column, scanner: Scanner) -> bool:
    """Is it money in single units, though nothing says that it is one share's?"""
    per_share = any((scanner(text).label_unit or "").endswith(("/share", "/ADS", "/unit")) or DIVIDEND.search(text) for text in column.header)
    return column.unit in ("JPY", "USD") and column.scale in (None, 1) and not per_share


def _unread_table(block: Block, document: int) -> Finding:
    line = block.rows[0].line
    message = f"p.{line.page} line {line.number} {line.text[:60]!r}: numbers under no period, unit or measure; left out of the data"
    return Finding("unread_table", "warning", message, document=document, page=line.page, line=line.number)


def _side_by_side(block: Block, document: int) -> Finding:
    line = block.rows[0].line
    message = f"p.{line.page} line {line.number} {line.text[:60]!r}: two tables side by side whose columns are lost; left out of the data"
    return Finding("side_by_side", "warning", message, document=document, page=line.page, line=line.number)


def _headed(block: Block) -> bool:
    return bool(block.header_lines or block.header_cells or block.captions)


def _framed(columns: Sequence[Column], note: UnitNote | None) -> bool:
    return note is not None or any(column.period_end or column.unit or column.measure not in ("amount", "") for column in columns)


def _cells_say_units(rows: Sequence[Row], scanner: Scanner) -> bool:
    """Has each number beside a label its own unit, of money or of percent: 122,095百万円? Such a table needs neither header nor note."""
    numbers = [(row, number) for row in rows for cell in row.cells if (number := scanner(cell.printed).number) is not None and number.value is not None]
    return bool(numbers) and all(row.label.strip() and not FIGURED.search(row.label) and (number.percent or number.unit in MONEY) for row, number in numbers)


def _table_unit(note: UnitNote | None, texts: Sequence[str], scanner: Scanner) -> tuple[str | None, Decimal | None]:
    if note is not None and note.unit is not None:
        return note.unit, note.scale
    named = (unit for text in texts if (unit := scanner(NUMBER.sub("", fold(text)).strip("()[] ")).label_unit) is not None)
    bare = [NUMBER.sub("", fold(text)).casefold() for text in texts]
    counted = (word.value for text in bare for word in words_of("counter") if word.text == text)
    return next(named, None) or next(counted, None), note.scale if note else None


def language_of(labels: Sequence[str]) -> Language:
    """Japanese where a fifth of the letters of the labels are."""
    text = "".join(labels)
    letters = sum(1 for character in text if character.isalpha()) or 1
    return "ja" if len(JAPANESE.findall(text)) * 5 >= letters else "en"


def _rows(
    block: Block, labelled: Sequence[LabelledRow], columns: Sequence[Column], places: Sequence[int], marks: frozenset[str], document: int, scanner: Scanner
) -> tuple[tuple[Row, ...], list[Finding]]:
    """Labelled rows with their cells under columns, as far as their number tells."""
    numbers = {place: number for number, place in enumerate(places, start=1)}
    rows: list[Row] = []
    findings: list[Finding] = []
    for number, item in enumerate(labelled, start=1):
        line = item.row.line
        where = f"p.{line.page} line {line.number} {item.label!r}"
        footnotes = item.footnotes
        cells: list[Cell] = []
        if block.layout == "grid":
            for cell in item.row.cells:
                printed, mark = scanner(cell.text).split
                if cell.column in numbers and scanner(printed).number is not None:
                    found = tuple(mark.split(",")) if mark else ()
                    cells.append(Cell(printed, numbers[cell.column], line.page, line.number, cell.bbox, tag=cell.tag, footnotes=found, aside=cell.aside))
                elif cell.column in numbers or scanner(cell.text).is_range or FIGURE.search(cell.text):
                    level: Severity = "info" if not_meaningful(cell.text) else "warning"
                    printed = cell.text.removesuffix(UNREAD)
                    why = "is no number" if printed == cell.text else "stands beside no label that is surely its own"
                    message = f"{where}: {printed!r} {why}; left out of the data"
                    findings.append(Finding("unreadable_cell", level, message, document=document, page=line.page, line=line.number, bbox=cell.bbox))
        else:
            tokens = [cell.text for cell in item.row.cells]
            if len(tokens) == len(columns) + 1 and (mark := _leading_mark(tokens[0], marks)):
                footnotes, tokens = (*footnotes, mark), tokens[1:]
            known = len(tokens) == len(columns)
            findings += [
                Finding("unreadable_cell", "warning", f"{where}: {token!r} is a range, no number; left out of the data", document=document, page=line.page, line=line.number)
                for token in tokens if scanner(token).is_range
            ]  # fmt: skip
            if len(tokens) > len(columns) + 1:
                findings.append(
                    Finding(
                        "too_many_cells",
                        "warning",
                        f"{where}: expected {len(columns)} cells, found {len(tokens)} ({' '.join(tokens)}); left out of the data",
                        document=document,
                        page=line.page,
                        line=line.number,
                    )
                )
                tokens = []
            boxes = [cell.bbox for cell in item.row.cells][len(item.row.cells) - len(tokens) :]
            cells = [
                Cell(token, place if known else None, line.page, line.number, box)
                for place, (token, box) in enumerate(zip(tokens, boxes, strict=True), start=1)
                if not scanner(token).is_range
            ]
        label, note = scanner(item.label).unit_apart if "㈱" not in item.row.label else (item.label, None)
        section = scanner(item.row.noted).note if item.row.noted else None
        path = (*item.path[:-1], label)
        unit, scale = (note.unit, note.scale) if note else (None, None)
        rows.append(
            Row(
                number, label, path, len(path) - 1, tuple(cells), footnotes, item.total, unit, scale, page=line.page, line=line.number, bbox=line.bbox,
                sources=said_by([item.row.label], "row", scanner, document, line.page, line.number) if cells else (),
                section_unit=section.unit if section else None, section_scale=section.scale if section else None,
            )
        )
    return tuple(rows), findings


def is_figure(text: str, scanner: Scanner) -> bool:
    """A cell that is a number, or a text with grouped digits.

    >>> [is_figure(text, Scanner()) for text in ("123", "590百万円 161", "約1,200人", "2023", "第3四半期")]
    [True, False, True, False, False]
    """
    return FIGURE.search(text) is not None or (scanner(text).holds_number and any(map(str.isdigit, text)))


def _leading_mark(token: str, marks: frozenset[str]) -> str:
    """The note that a small number before the cells points to, or ""."""
    match = regex.match(r"\A[(（]?(\d{1,2})[)）]?\Z", token)
    return match[1] if match and match[1] in marks else ""


def _holds_numbers(item: Sorted, scanner: Scanner) -> bool:
    """Is it a row of two numbers or of grouped digits, or a line of a grid with a number?"""
    if item.kind is Kind.DATA:
        return len(item.tokens) >= 2 or FIGURE.search(item.text) is not None
    return item.kind is Kind.GRID and any(is_figure(chunk.text, scanner) for chunk in item.line.chunks)


def _unread(lines: Sequence[Sorted], blocks: Sequence[Block], document: Document, scanner: Scanner) -> list[Finding]:
    """Rows of two numbers or of grouped digits, and cells of a grid with a number, that ended in no table; lines of a table whose numbers
    could not be told from their words."""
    taken = {index for block in blocks for index in range(block.first, block.last + 1)}
    rows = [item for index, item in enumerate(lines) if index not in taken and _holds_numbers(item, scanner)]
    glued = [item.line for index, item in enumerate(lines) if item.kind is Kind.TEXT and {index - 1, index} & taken and AMOUNT.search(item.text)]
    headings = [row.line for block in blocks for row in block.rows if not row.cells and AMOUNT.search(row.label)]
    told = {
        **dict.fromkeys([*glued, *headings], "numbers that cannot be told from the words beside them; left out of the data"),
        **dict.fromkeys([item.line for item in rows], "a row of numbers outside any table; left out of the data"),
    }
    return [
        Finding("unread_row", "warning", f"p.{line.page} line {line.number} {line.text[:60]!r}: {why}", document=document.number, page=line.page, line=line.number)
        for line, why in told.items()
    ]
