"""Rows that print changes or shares of the item in the row above them.

    売上高               41,250    43,870            売上高   amount
    （対前期増減率）     (0.8%)    (6.4%)     ->     売上高   change_yoy

Such a row is named by a measure and nothing else. Where it prints the later amount in percent of the earlier one (106.4), and the
amounts say so, it is read as the change between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from parsers.frame.drafts import RATE_WORD, RATES
from parsers.frame.percentages import agree, change, looks_like_ratio
from parsers.periods.day_arithmetic import add_months
from parsers.records import Finding, Source
from parsers.table import Column, Row
from parsers.text.scanner import NEARLY_ALL, Scanner
from parsers.words.numbers import Number

Pairs = list[tuple[Decimal | None, Decimal | None]]


def name_derived(columns: Sequence[Column], rows: Sequence[Row], bracketed: str | None, scanner: Scanner) -> tuple[tuple[Row, ...], list[Finding]]:
    """The rows, those of changes and shares with the item that they are of; as they are where none stands above, or where they may be ratios.

    bracketed: what the captions say that numbers in brackets are. A finding for each row of percentages set apart in brackets below its
    amounts, of which neither words nor numbers say what they are: they are left out.
    """
    below = {row.number for above, row in pairwise(rows) if _is_below(above, row, columns, scanner)}
    measures = {row.number: measure for row in rows if row.number not in below and (measure := _measure(row, columns, scanner)) is not None}
    owners = _owners(rows, {*measures, *below})
    said_below = bracketed or _below_measure([(row, owners[row.number]) for row in rows if row.number in below & owners.keys()], columns, scanner)
    measures.update(dict.fromkeys(below, said_below) if said_below is not None else {})
    named: list[Row] = []
    findings: list[Finding] = []
    for row in rows:
        owner, said = owners.get(row.number), measures.get(row.number)
        if owner is not None and said is None:
            findings.append(_unsaid(row))
            named.append(replace(row, cells=()))
            continue
        if owner is None or said is None:
            named.append(_rate(row) if said is not None else row)
            continue
        same = [(other, owners[other.number]) for other in rows if other.number in owners and (other.label == row.label or {other.number, row.number} <= below)]
        measure, ratio, sure = _settled(said, same, columns, scanner)
        if measure is None:
            named.append(_rate(row))
            continue
        evidence = (Source("measure", "", "numbers"),) if sure or (row.number in below and bracketed is None) else ()
        path = (*owner.label_path[:-1], owner.label)
        sources = (*evidence, *(source for source in row.sources if not (evidence and source.dimension == "measure")))
        named.append(replace(row, label=owner.label, label_path=path, depth=owner.depth, stub=row.label, measure=measure, of_earlier=ratio, total=False, sources=sources))
    return tuple(named), findings


def _rate(row: Row) -> Row:
    """A row of rates that are read as an item of its own."""
    return row if row.unit is not None else replace(row, unit="pure", scale=Decimal("0.01"))


def _is_below(above: Row, row: Row, columns: Sequence[Column], scanner: Scanner) -> bool:
    """Are all its numbers percentages set apart in brackets from the amounts above them? (Below other percentages they are parts of those.)"""
    numbers = [scanner(cell.printed).number for cell in row.cells]
    rates = bool(numbers) and all(cell.aside for cell in row.cells) and all(number is not None and number.percent for number in numbers)
    return rates and bool(found := _numbers(above, columns, scanner)) and not any(number.percent for number in found.values())


def _below_measure(rows: Sequence[tuple[Row, Row]], columns: Sequence[Column], scanner: Scanner) -> str | None:
    """What the percentages below amounts are, by the numbers: shares of the one that is printed as 100 or of them all, or changes; None where they do not tell."""
    shares: Pairs = []
    for column in columns:
        found = [(_value(row, column, columns, scanner), _value(owner, column, columns, scanner)) for row, owner in rows]
        whole = next((amount for rate, amount in found if rate is not None and abs(rate) == 100 and amount), None)
        if whole is None and abs(sum((rate for rate, _ in found if rate is not None), Decimal(0))) == 100:
            whole = sum((amount for _, amount in found if amount is not None), Decimal(0)) or None
        shares += [(None if rate is None else abs(rate), None if whole is None or amount is None else abs(100 * amount / whole)) for rate, amount in found]
    if agree(shares):
        return "common_size"
    for kind in ("change_yoy", "change_qoq"):
        if agree([pair for row, owner in rows for pair in _pairs(row, owner, kind, columns, scanner)]):
            return kind
    return None


def _unsaid(row: Row) -> Finding:
    printed = " ".join(cell.printed for cell in row.cells)
    message = f"p.{row.page} line {row.line} {row.label!r}: {printed} are percentages in brackets below the amounts, and nothing says of what; left out of the data"
    return Finding("unnamed_rates", "warning", message, page=row.page, line=row.line, bbox=row.bbox)


def compared_with(measure: str, start: date | None, end: date | None) -> date | None:
    """The last day of the period that a change compares the one from start to end with; None for other measures or where nobody knows."""
    if measure.endswith("_yoy") and end is not None:
        return add_months(end, -12)
    return start - timedelta(days=1) if measure.endswith("_qoq") and start is not None else None


def _measure(row: Row, columns: Sequence[Column], scanner: Scanner) -> str | None:
    """What a row's numbers are by its label, where that is all the label says and they are percentages; None for other rows."""
    numbers = _numbers(row, columns, scanner)
    if row.measure is not None or not numbers or not scanner(row.label).fills(NEARLY_ALL, "measure", "unit"):
        return None
    named = [word.measure for word in scanner(row.label).words if word.kind == "measure" and word.measure]
    measure = min(named, key=lambda one: one.endswith("_other"), default=None)  # 成長率（前年同期比）
    said = row.unit == "pure" or "%" in row.label or any(number.percent for number in numbers.values())
    known = [number for number in numbers.values() if number.value is not None]
    rates = said or (RATE_WORD.search(row.label) is not None and known and all(number.places for number in known))
    return measure if measure in RATES and measure != "attainment" and rates else None


def _numbers(row: Row, columns: Sequence[Column], scanner: Scanner) -> dict[int, Number]:
    """The row's numbers and nil marks by column, where all of them stand in columns of amounts; else empty."""
    amounts = {column.number for column in columns if column.measure == "amount" and column.unit != "pure"}
    numbers = {cell.column: number for cell in row.cells if cell.column is not None and (number := scanner(cell.printed).number) is not None}
    return numbers if set(numbers) <= amounts else {}


def _value(row: Row, column: Column, columns: Sequence[Column], scanner: Scanner) -> Decimal | None:
    number = _numbers(row, columns, scanner).get(column.number)
    return number.value if number is not None else None


def _owners(rows: Sequence[Row], measures: set[int]) -> dict[int, Row]:
    """The row above that each row of a measure is of: the nearest with numbers of its own."""
    owners: dict[int, Row] = {}
    owner: Row | None = None
    for row in rows:
        if row.number not in measures:
            owner = row if row.cells else None
        elif owner is not None and owner.unit != "pure":
            owners[row.number] = owner
    return owners


def _settled(measure: str, same: Sequence[tuple[Row, Row]], columns: Sequence[Column], scanner: Scanner) -> tuple[str | None, bool, bool]:
    """(measure, does it print ratios to the earlier amount, did the numbers decide) of the rows of one label; None where they may be ratios
    that no amounts explain."""
    if not measure.startswith("change_"):
        return measure, False, False
    said = measure.rpartition("_")[2]
    for kind in dict.fromkeys((said, "yoy", "qoq")):
        pairs = [pair for row, owner in same for pair in _pairs(row, owner, f"change_{kind}", columns, scanner)]
        if agree(pairs):
            return f"change_{kind}", False, kind != said
        if agree((printed, None if found is None else found + 100) for printed, found in pairs):
            return f"change_{kind}", True, True
    values = [number.value for row, _ in same for number in _numbers(row, columns, scanner).values()]
    return (None if looks_like_ratio(same[0][0].label, values) else measure), False, False


def _pairs(row: Row, owner: Row, measure: str, columns: Sequence[Column], scanner: Scanner) -> Pairs:
    """Each printed rate, and the change between the two amounts of the item that it may be of."""
    printed, amounts = _numbers(row, columns, scanner), _numbers(owner, columns, scanner)
    found: Pairs = []
    for later in columns:
        before = compared_with(measure, later.period_start, later.period_end)
        for earlier in columns:
            alike = (later.unit, later.members, later.scope) == (earlier.unit, earlier.members, earlier.scope) and _days(later) == _days(earlier)
            if alike and before is not None and earlier.period_end == before and {later.number, earlier.number} <= amounts.keys() and later.number in printed:
                rate = printed[later.number]
                value = abs(rate.value) if rate.value is not None and rate.bracketed and not rate.marked else rate.value
                one = change(amounts[later.number].value, amounts[earlier.number].value)
                found.append((value, abs(one) if one is not None and rate.bracketed and not rate.marked else one))
    return found


def _days(column: Column) -> int | None:
    """About how many months a column's period has; None for an instant."""
    if column.period_start is None or column.period_end is None:
        return None
    return round((column.period_end - column.period_start).days / 30)
