"""How rows of another issuer are paired, with labels that the glossary was not written from.

    python -m bench.alignment_elsewhere PDF XBRL

The Japanese rows are the statements of a filing as taiyaku reads them; the English rows are the element names of the filing's own XBRL
facts (`NotesAndAccountsReceivableTrade` as "Notes and accounts receivable trade"), found by value and period. The English copy then
loses a tenth of its rows on either side, and the aligner has to find the pairs again: with numbers, without them, without the glossary.
"""

from __future__ import annotations

import random
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bench.alignment import Copy, dropped, score
from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from glossary.terms.glossary import load_glossary
from parsers.records import Reading
from parsers.table import Row, Table

MAIN = ("income_statement", "comprehensive_income", "balance_sheet", "cash_flow_statement")
INSTANCE = "{http://www.xbrl.org/2003/instance}"
MEMBER = "{http://xbrl.org/2006/xbrldi}explicitMember"

Dated = tuple[str | None, str, Decimal]
"""First day (None: an instant), last day, value."""


def element_names(path: Path) -> Mapping[Dated, frozenset[str]]:
    """Period and value -> local names of the yen facts without members."""
    root = ET.parse(path).getroot()
    periods: dict[str, tuple[str | None, str]] = {}
    for context in root.iter(f"{INSTANCE}context"):
        start, end, instant = (context.find(f".//{INSTANCE}{name}") for name in ("startDate", "endDate", "instant"))
        last = instant if instant is not None else end
        if last is not None and not any(True for _ in context.iter(MEMBER)):
            periods[context.get("id", "")] = (start.text if start is not None else None, last.text or "")
    names: dict[Dated, set[str]] = defaultdict(set)
    for fact in root:
        if fact.get("contextRef") in periods and fact.get("unitRef") == "JPY" and fact.text:
            first, day = periods[fact.get("contextRef", "")]
            names[first, day, Decimal(fact.text)].add(fact.tag.rsplit("}", 1)[-1])
    return {key: frozenset(found) for key, found in names.items()}


_SUFFIX = re.compile(r"(?:NOI|NOE|EI|EL|SGA|CA|CL|NCL|IOA|PPE|OpeCF|InvCF|FinCF|NetOfTaxOCI|SummaryOfBusinessResults)$")


def as_label(name: str) -> str:
    """`InterestIncomeNOI` as "Interest income"."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|\\d+", _SUFFIX.sub("", name))
    return " ".join(words).capitalize()


def bilingual_copy(tables: tuple[Table, ...], readings: tuple[Reading, ...], names: Mapping[Dated, frozenset[str]]) -> Copy:
    """The Japanese statements and an English copy of each, labelled by element names; rows without a single name are left out."""
    rows: dict[tuple[int, int, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.unit == "JPY" and reading.measure == "amount" and reading.value is not None and reading.period_end is not None:
            rows[reading.document, reading.table, reading.row].append(reading)
    labels = {key: found for key, own in rows.items() if (found := _one_name(own, names))}
    made_tables: list[Table] = []
    made_readings: list[Reading] = []
    gold = set()
    for table in [table for table in tables if table.statement in MAIN]:
        ja, en = len(made_tables) + 1, len(made_tables) + 2
        kept = [row for row in table.rows if (table.document, table.number, row.number) in labels or not row.cells]
        named = {row.number: labels[table.document, table.number, row.number] for row in kept if row.cells}
        made_tables += [replace(table, document=1, number=ja, rows=tuple(kept)), _english(table, en, kept, named)]
        for number, label in named.items():
            gold.add(((ja, number), (en, number)))
            for reading in rows[table.document, table.number, number]:
                place = replace(reading, document=1, table=ja, reading_id=f"x/1.{ja}.{number}.{reading.column}")
                made_readings += [place, _english_reading(place, en, label)]
    return Copy(tuple(made_tables), tuple(made_readings), frozenset(gold))


def _one_name(own: list[Reading], names: Mapping[Dated, frozenset[str]]) -> str | None:
    found = [names.get((r.period_start.isoformat() if r.period_start else None, str(r.period_end), r.value or Decimal(0)), frozenset()) for r in own]
    common = frozenset.intersection(*found) if found else frozenset()
    return as_label(next(iter(common))) if len(common) == 1 else None


def _english(table: Table, number: int, rows: list[Row], named: Mapping[int, str]) -> Table:
    """The table with English labels; headings are left out, so that the rows must find their way without them."""
    kept = tuple(replace(row, label=named[row.number], label_path=(named[row.number],), depth=0) for row in rows if row.number in named)
    return replace(table, document=1, number=number, language="en", title="", rows=kept)


def _english_reading(reading: Reading, table: int, label: str) -> Reading:
    place = f"x/1.{table}.{reading.row}.{reading.column}"
    return replace(reading, table=table, language="en", label=label, label_path=(label,), reading_id=place, table_title="")


def main(pdf: str, xbrl: str, seeds: int = 10) -> None:
    """Prints what was compared and the F1 of each case."""
    (drop,) = paths_to_drops([Path(pdf)])
    result = normalize(drop, Settings())
    whole = bilingual_copy(result.tables, result.readings, element_names(Path(xbrl)))
    glossary = load_glossary()
    nothing = glossary.hiding(lambda label: True)
    print(f"{len(whole.gold)} rows of {len(whole.tables) // 2} statements")
    for name, blind, terms in (
        ("whole glossary", False, glossary),
        ("no glossary", False, nothing),
        ("numbers withheld", True, glossary),
        ("both", True, nothing),
    ):
        f1, precision = score([(dropped(whole, random.Random(seed)), terms) for seed in range(seeds)], blind)
        print(f"{name}: F1 {f1:.3f}, precision {precision:.3f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
