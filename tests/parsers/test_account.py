"""Every number of a document is accounted for: in a reading, a finding, a label or a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.command.freeze import FROZEN, frozen_drop
from parsers.account import Account, account_for, numbers_of, printed_numbers, settle_read
from parsers.find_tables import find_tables
from parsers.frame.readings import tables_to_readings
from parsers.placing.placement import place
from parsers.printed import Document
from parsers.read import read_document
from parsers.records import Finding, Reading
from parsers.release.description import describe
from parsers.table import Table
from parsers.text.scanner import Scanner
from tests.goldens.documents import ENDINGS, print_sheet
from tests.parsers.made import document, left, page_lines, pdf_document, right
from tests.unseen.sheet import sheets

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (ROOT / FROZEN).glob("*") if path.is_dir())
NAMES = [*(path.stem for path in sorted((ROOT / "raw").glob("*.txt"))), *(path.name for path in FOLDERS)]
NAMES += [f"{sheet.name}.{style}" for sheet in sheets() for style in ("blanks", "html", "word")]


@dataclass(frozen=True)
class Entered:
    """Documents, and what an account is made of."""

    documents: tuple[Document, ...]
    tables: tuple[Table, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    scanner: Scanner

    def account(self, *, without: frozenset[str] = frozenset()) -> tuple[Account, list[Finding]]:
        """The account, as if some readings had not been made."""
        return account_for(self.documents, self.tables, [reading for reading in self.readings if reading.reading_id not in without], self.findings, self.scanner)


def enter(*documents: Document) -> Entered:
    about = describe(documents)[0]
    scanner = Scanner(about)
    found = [find_tables(one, scanner) for one in documents]
    placed = [place(table, scanner, about.rounding) for tables, _ in found for table in tables]
    readings, told = tables_to_readings("r", [table for table, _ in placed], scanner)
    findings = [finding for _, more in (*found, *placed) for finding in more]
    return Entered(documents, tuple(table for table, _ in placed), readings, (*findings, *told), scanner)


def enter_named(name: str) -> Entered:
    """A document of the tests by its name: a sample, a frozen document, a sheet in one style."""
    if (frozen := ROOT / FROZEN / name) in FOLDERS:
        return enter(*(read_document(Path(path), number=at, name=inner) for at, (inner, path) in enumerate(frozen_drop(frozen).documents, 1)))
    if (sample := ROOT / "raw" / f"{name}.txt").exists():
        return enter(read_document(sample, number=1, name=sample.name))
    stem, style = name.rsplit(".", 1)
    data = print_sheet(next(sheet for sheet in sheets() if sheet.name == stem), style)
    return enter(read_document(Path(f"{stem}.{ENDINGS.get(style, 'pdf')}"), number=1, name=stem, data=data))


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_accounted_for(name: str) -> None:
    """The account is a sum; every reading is printed where it says; and a row whose readings are taken away is told, in one finding."""
    made = enter_named(name)
    account, told = made.account()
    assert account.printed == account.read + account.reported + account.words + account.prose
    assert account.read == sum(len(numbers_of(reading.printed)) for reading in made.readings)
    for one in made.documents:
        own = [reading for reading in made.readings if reading.document == one.number]
        assert [(reading.reading_id, reading.printed) for reading in settle_read(list(printed_numbers(one, made.scanner)), own)] == []

    grouped = [reading for reading in made.readings if "," in reading.printed]
    if not grouped:
        return  # a layout without columns, in which all is reported
    middle = grouped[len(grouped) // 2]
    row = [reading for reading in made.readings if reading.reading_id.rpartition(".")[0] == middle.reading_id.rpartition(".")[0]]
    numbers = [digits for reading in row for digits in numbers_of(reading.printed)]
    after, more = made.account(without=frozenset(reading.reading_id for reading in row))
    assert (after.printed, after.read) == (account.printed, account.read - len(numbers))
    assert (after.reported, after.words) == (account.reported + len(numbers), account.words)
    new = [finding for finding in more if finding not in told]
    assert {(finding.code, finding.page) for finding in new} == {("unread_number", middle.page)}
    assert sorted(digits for finding in new for digits in numbers_of(finding.message.rpartition("': ")[2])) == sorted(numbers)


TEXT = """Sales rose to 5,678 million yen in the quarter, which was a record for us.

(JPY in millions)
                    FY2003   FY2002
Revenues             1,234    1,111
Costs                  900      800
"""


def test_the_account_of_a_text() -> None:
    account, told = enter(document(TEXT)).account()
    assert (account, told) == (Account(printed=5, read=4, reported=0, words=0, prose=1), [])


def test_the_account_of_a_page() -> None:
    """A number of a page is known by its box, wherever its line is counted."""
    rows = [
        [left(50, "(JPY in millions)")],
        [right(300, "FY2003"), right(380, "FY2002")],
        [left(50, "Revenues"), right(300, "1,234"), right(380, "1,111")],
        [left(50, "Costs"), right(300, "900"), right(380, "800")],
    ]
    account, told = enter(pdf_document(page_lines(rows))).account()
    assert (account, told) == (Account(printed=4, read=4, reported=0, words=0, prose=0), [])


def test_a_finding_reports_what_it_names_and_the_rest_is_told() -> None:
    made = enter(document(TEXT))
    named = Finding("unreadable_cell", "warning", "'1,234' is no number", document=1, page=1, line=5)
    account, told = account_for(made.documents, made.tables, (), (named,), made.scanner)
    assert account == Account(printed=5, read=0, reported=4, words=0, prose=1)
    assert [(finding.line, finding.severity, numbers_of(finding.message)[-1:]) for finding in told] == [(5, "warning", ["1,111"]), (6, "warning", ["800"])]
    whole = Finding("unread_row", "warning", "a row of numbers outside any table", document=1, page=1, line=5)
    assert [finding.line for finding in account_for(made.documents, made.tables, (), (whole,), made.scanner)[1]] == [6]


def test_marks_years_and_the_numbers_of_rows_are_words() -> None:
    text = "Table 1. Sales (JPY in millions)\n\t2023\t2022\n1 Cars\t※1 1,234\t1,111(注)2\n2 Ships\t900\t800\n"
    account, told = enter(document(text)).account()
    assert (account.read, account.reported, told) == (4, 0, [])
    assert account.printed == account.read + account.words
