"""Tables whose stubs are periods: the items stand over the columns, as on the first page of a 決算短信.

                                Net sales            Operating profit
                           ¥ million      %        ¥ million      %
Fiscal Year Ended
  March 31, 2022             889,270    20.0         125,496    48.2
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from parsers.frame.captions import Captions
from parsers.frame.yearly_rows import compare_rows
from parsers.page.joining import join_label
from parsers.periods.composed import as_year, compose
from parsers.periods.periods import Mention
from parsers.periods.spans import PeriodDays, mention_to_span
from parsers.table import Column, Row
from parsers.tables.blocks import BlockRow
from parsers.tables.sections import ENUMERATOR
from parsers.text.scanner import HALF, MOST, NEARLY_ALL, Scanner
from parsers.words.label_texts import clean_label

FORECAST = regex.compile(r"予想|見込|見通し|\b(?:projections?|projected|forecasts?|ending|estimates?)\b", regex.IGNORECASE)
RESOLVED = regex.compile(r"取締役会|株主総会|決議|\b(?:board|meeting|resolution)\b", regex.IGNORECASE)


def join_period_stubs(rows: Sequence[BlockRow], scanner: Scanner) -> tuple[BlockRow, ...]:
    """Rows whose stub is a period set over two lines, beside or below its numbers, put together."""
    joined: list[BlockRow] = []
    for row in rows:
        previous = joined[-1] if joined else None
        if previous is not None and bool(previous.cells) != bool(row.cells):
            text = join_label(previous.label, row.label)
            if (
                _mention(text, scanner) is not None
                and (_mention(previous.label, scanner) is None or _mention(row.label, scanner) is None)
                and not _whole(previous, row, scanner)
            ):
                kept = previous if previous.cells else row
                joined[-1] = replace(kept, label=text, indent=previous.indent)
                continue
        joined.append(row)
    return tuple(joined)


def _whole(first: BlockRow, second: BlockRow, scanner: Scanner) -> bool:
    """Is the row of numbers a stub of its own, so that the other line is a heading?"""
    row = first if first.cells else second
    return _mention(row.label, scanner) is not None or not scanner(row.label).letters


def stub_mentions(label: str, scanner: Scanner) -> list[Mention]:
    """What a stub that is a period says of it; nothing where it is anything else, such as the day of a resolution."""
    text = scanner(label)
    if RESOLVED.search(label) or not text.fills(HALF, "period", "scenario", "scope"):
        return []
    return [word.period for word in text.words if word.period is not None]


def _mention(label: str, scanner: Scanner) -> Mention | None:
    """The period that a stub is; None where it is anything else, or names no year and nobody knows which is reported on."""
    mention = compose(stub_mentions(label, scanner))
    return mention if mention is not None and mention.period_end is not None else None


def stub_span(label: str, captions: Captions, scanner: Scanner) -> PeriodDays | None:
    """The days that a stub means: a period of its own, or a part of the year that the caption names."""
    own = stub_mentions(label, scanner)
    mention = compose([*captions.partial, *own]) if own else None
    if mention is not None and mention.yearless:
        years = [year for one in captions.mentions if (year := as_year(one)) is not None]
        mention = compose([*years[-1:], *own])
    return mention_to_span(mention, captions.months, captions.cumulative, "summary", scanner.about) if mention is not None else None


def turn(
    columns: Sequence[Column], rows: Sequence[Row], captions: Captions, scanner: Scanner, inherited: Sequence[str] = ()
) -> tuple[list[Column], tuple[Row, ...]] | None:
    """Columns that carry their item and rows that carry their period; None where the stubs are no periods.

    inherited: what percentages are in the table before, where one caption stands over several small tables.
    """
    captions = captions if captions.measures else replace(captions, measures=tuple(inherited))
    spans = {row.number: stub_span(row.label, captions, scanner) for row in rows if row.cells}
    known = sum(1 for span in spans.values() if span is not None)
    if known == 0 or known * 3 < 2 * len(spans) or not any(item_names(column, scanner) for column in columns):
        return None
    if captions.section is not None:
        # the period of the section is not that of a row whose own stub could not be read
        days = (captions.section.period_start, captions.section.period_end)
        columns = [replace(one, period_start=None, period_end=None, compared_end=None) if (one.period_start, one.period_end) == days else one for one in columns]
    dated = tuple(_dated(row, spans.get(row.number)) for row in rows)
    return compare_rows(_item_columns(columns, captions, scanner), dated, scanner), dated


def turn_forecasts(columns: Sequence[Column], rows: Sequence[Row], captions: Captions, scanner: Scanner) -> tuple[list[Column], tuple[Row, ...]] | None:
    """Columns that carry their item and rows that are a forecast, the one before it, the actual result, or the change between them, all of the
    one period that the captions name; None where the stubs are anything else."""
    spans = {mention_to_span(one, captions.months, captions.cumulative, "summary", scanner.about) for one in captions.mentions if one.period_end is not None}
    words = {row.number: scanner(row.label).words for row in rows}
    scenarios = {number: next((word.scenario for word in found if word.scenario), None) for number, found in words.items()}
    worded = [one for one in scenarios.values() if one is not None]
    if len(spans) != 1 or len(worded) < 2 or set(worded) == {"actual"} or not any(item_names(one, scanner) for one in columns):
        return None
    (span,) = spans
    turned: list[Row] = []
    for row in rows:
        found = words.get(row.number, ())
        own = stub_span(row.label, replace(captions, mentions=()), scanner) if row.cells else None
        if not row.cells or own is not None:
            turned.append(_dated(row, own) if own is not None else row)
            continue
        measure = next((word.measure for word in found if word.kind == "measure"), None)
        said = scenarios[row.number] or ("forecast" if measure else None)
        turned.append(replace(row, scenario=said, measure=measure, period_start=span.start, period_end=span.end) if span and said else row)
    columns = [replace(one, period_start=None, period_end=None, scenario="actual") for one in columns]
    return _item_columns(columns, captions, scanner), tuple(turned)


def turn_headed(
    columns: Sequence[Column], rows: Sequence[Row], name: str, captions: Captions, scanner: Scanner, inherited: Sequence[str] = ()
) -> tuple[list[Column], tuple[Row, ...]] | None:
    """Rows that carry the item of the heading above them and the period of their stub, and their columns; None where the stubs are no
    periods or columns say anything of their own. Percentages beside the numbers are what captions, or the table before, say of them.

        Number of shares issued at the end of the period
            As of March 31, 2022      222,000,000 shares
    """
    valued = [row for row in rows if row.cells]
    if not valued or not columns:
        return None
    amount, rates = columns[0], columns[1:]
    if len(rates) > 1 or any(column.header for column in columns) or amount.measure != "amount" or any(one.unit != "pure" for one in rates):
        return None
    turned: list[Row] = []
    for row in rows:
        if not row.cells:
            turned.append(row)
            continue
        span = stub_span(row.label, captions, scanner)
        path = row.label_path[:-1] or ((name,) if name else ())
        if span is None or not span.sure or not path or not scanner(row.label).fills(NEARLY_ALL, "period", "scenario", "scope"):
            return None
        path = tuple(ENUMERATOR.sub("", text) for text in path)
        turned.append(replace(_dated(row, span), label=path[-1], label_path=path, depth=len(path) - 1))
    told = [(row.label_path, row.period_start, row.period_end) for row in turned if row.cells]
    if len(set(told)) < len(told):
        return None  # several numbers of one item and one period: what tells them apart was not read
    measure = next(iter(captions.measures or inherited), "change_other")
    undated = replace(amount, period_start=None, period_end=None)
    return [undated, *(replace(one, measure=measure, base=amount.number, period_start=None, period_end=None) for one in rates)], tuple(turned)


def turn_unnamed(columns: Sequence[Column], rows: Sequence[Row], captions: Captions, scanner: Scanner) -> list[Column] | None:
    """Columns that carry their item where no row has a label and the header names an item over every column; None else.

        Employees (persons)   Average age   Average years of service
                      2,511          35.6                       12.0
    """
    valued = [row for row in rows if row.cells]
    if not valued or any(scanner(row.label).letters for row in valued) or not all(item_names(column, scanner) for column in columns):
        return None
    return _item_columns(columns, captions, scanner)


def stubs_are_periods(rows: Sequence[Row], scanner: Scanner) -> bool:
    """Whether most labels are periods: with no item over the columns nobody knows what the numbers are."""
    labels = [row.label for row in rows if row.cells]
    return sum(1 for label in labels if _mention(label, scanner) is not None) * 3 >= 2 * len(labels) > 0


def _dated(row: Row, span: PeriodDays | None) -> Row:
    if span is None or not span.sure:
        return row  # without a length its flows would look like the numbers of one day
    return replace(row, period_start=span.start, period_end=span.end, scenario="forecast" if FORECAST.search(row.label) else None)


def item_names(column: Column, scanner: Scanner) -> tuple[str, ...]:
    """The texts over a column that are no units and no measures, outermost first; a date under an item (期末) is one."""
    names = []
    for text in column.header:
        read = scanner(text)
        bracketed = text.lstrip()[:1] in "(（"  # "(Full year)" behind an item says nothing of its own
        framed = read.fills(MOST) if bracketed else read.fills(MOST, "unit", "measure")
        if (read.letters and not framed) or text in column.members:
            names.append(scanner(clean_label(text)[0]).unit_apart[0])
    return tuple(name for name in names if name)


def _item_columns(columns: Sequence[Column], captions: Captions, scanner: Scanner) -> list[Column]:
    """Each column with its item as label: the outermost text over it; texts below are members."""
    turned: list[Column] = []
    for column in columns:
        names = item_names(column, scanner) or ((turned[-1].label or "", *turned[-1].members) if turned else ())
        label, members = (names[0], tuple(names[1:])) if names else ("", ())
        before = turned[-1] if turned else None
        repeated = before is not None and (before.label, before.members) == (label, members) and before.unit != "pure"
        measure, unit = column.measure or "amount", column.unit
        if repeated and (unit == "pure" or column.measure == "" or column.measure in captions.measures):
            measure, unit = next(iter(captions.measures), "change_other"), "pure"
        elif measure in captions.measures or not column.measure:
            measure = "amount"
        turned.append(
            replace(column, label=label or None, members=members, measure=measure, unit=unit, base=before.number if repeated and before else None)
        )
    return turned
