"""A drop to its result: the whole of taiyaku as one plain function that reads top to bottom.

    parsers     documents -> what they say of the release -> tables -> cells placed -> readings -> the account of numbers
    glossary    readings -> pairs -> facts, proposals
    checks      readings, facts -> verdicts
    here        verdicts joined to readings and facts, the release's row

Every stage takes records and returns records and findings; only `read_document` opens files, those that the drop does not hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from checks.verdicts import join_verdicts, prove
from flows.pipeline.drop import Drop
from flows.pipeline.result import Result
from flows.pipeline.settings import Settings
from flows.pipeline.touched import readings_to_words, touched_digest
from flows.pipeline.version import code_version
from glossary.meaning.facts import readings_to_facts
from glossary.meaning.instants import with_instants
from glossary.pairing.align import align
from glossary.proposing.proposals import propose
from glossary.terms.entities import entity_names, resolve_entity
from glossary.terms.glossary import load_glossary
from parsers.about import About
from parsers.account import Account, account_for
from parsers.budget import MOST_TABLES
from parsers.errors import UnreadableDocument
from parsers.find_tables import find_tables
from parsers.frame.readings import tables_to_readings
from parsers.frame.twin_quarters import settle_open_quarters
from parsers.periods.day_arithmetic import start_of
from parsers.periods.fiscal import fiscal_period_name
from parsers.placing.placement import place
from parsers.printed import Document
from parsers.read import read_document
from parsers.records import Check, DocumentSummary, Fact, Finding, Reading, Release
from parsers.release.description import describe
from parsers.table import Table
from parsers.text.scanner import Scanner


@dataclass(frozen=True, slots=True)
class Issuer:
    """What the glossary says of a release as a whole."""

    entity: str | None
    name_ja: str | None
    name_en: str | None
    glossary_digest: str
    """Of the terms that its words may be looked up by."""


def normalize(drop: Drop, settings: Settings) -> Result:
    """The result of a drop; a drop that cannot be read gives a quarantined one that says why.

    Whatever is wrong inside a document is a finding of the result. Errors of our own code go up.
    """
    try:
        scanner = Scanner()
        documents, findings = read_documents(drop, settings, scanner)
        about, described = describe(documents)
        scanner = scanner.under(about)
        tables, tabulated = documents_to_tables(documents, scanner)
        if not tables:
            raise UnreadableDocument("no_table", f"{drop.name}: text but no table of numbers; drop the release that holds the statements")
    except UnreadableDocument as error:
        return quarantine(drop, error.code, str(error))

    tables, placed = place_cells(tables, about.rounding, scanner)
    tables, settled = settle_open_quarters(tables, scanner)
    readings, read = tables_to_readings(drop.release_id, tables, scanner)
    account, unread = account_for(documents, tables, readings, (*tabulated, *placed, *read), scanner)

    glossary = load_glossary()
    readings = with_instants(tables, readings, glossary)
    alignments, aligned = align(drop.release_id, tables, readings, glossary)
    facts, understood = readings_to_facts(drop.release_id, about, tables, readings, alignments, glossary)
    proposals = propose(alignments, readings, glossary)
    issuer = Issuer(resolve_entity(about), *entity_names(about), touched_digest(glossary, readings_to_words(readings)))

    proof = prove(drop.release_id, about, tables, readings, alignments, facts)

    readings, facts = join_verdicts(readings, facts, proof)
    release = describe_release(drop, documents, about, issuer, tables, readings, account, facts, proof.checks)
    findings = (*findings, *described, *tabulated, *placed, *settled, *read, *unread, *aligned, *understood, *proof.findings)
    return Result(release, readings, alignments, facts, proof.checks, findings, tables, proposals)


def read_documents(drop: Drop, settings: Settings, scanner: Scanner) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """The drop's documents and what their readers noticed; raises UnreadableDocument.

    Beside documents that can be read, a file that no reader claims (a picture, a note) is reported and left out.
    """
    if drop.rejected:
        code, _, message = drop.rejected.partition(": ")
        raise UnreadableDocument(code, message)
    documents: list[Document] = []
    unclaimed: list[UnreadableDocument] = []
    held = drop.held or (None,) * len(drop.documents)
    for (name, path), data in zip(drop.documents, held, strict=True):
        try:
            documents.append(read_document(Path(path), number=len(documents) + 1, name=name, plain=settings.reader == "plain", data=data, scanner=scanner))
        except UnreadableDocument as error:
            if error.code != "unknown_type":
                raise
            unclaimed.append(error)
    if not documents:
        raise unclaimed[0]
    ignored = [Finding("ignored_file", "warning", str(error)) for error in unclaimed]
    return tuple(documents), (*ignored, *(finding for document in documents for finding in document.findings))


def documents_to_tables(documents: Iterable[Document], scanner: Scanner) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The tables of all documents in reading order, as many as are read of a release."""
    tables: list[Table] = []
    findings: list[Finding] = []
    for document in documents:
        found, noticed = find_tables(document, scanner, MOST_TABLES - len(tables))
        tables += found
        findings += noticed
    return tuple(tables), tuple(findings)


def place_cells(tables: Iterable[Table], rounding: str, scanner: Scanner) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The tables with every cell in a column that arithmetic can decide; cells that nothing decides are left out and reported."""
    placed: list[Table] = []
    findings: list[Finding] = []
    for table in tables:
        found, noticed = place(table, scanner, rounding)
        placed.append(found)
        findings += noticed
    return tuple(placed), tuple(findings)


def describe_release(
    drop: Drop,
    documents: tuple[Document, ...],
    about: About,
    issuer: Issuer,
    tables: tuple[Table, ...],
    readings: tuple[Reading, ...],
    account: Account,
    facts: tuple[Fact, ...],
    checks: tuple[Check, ...],
) -> Release:
    """The release's own row, with the counts of everything that was written for it."""
    verdicts = Counter(reading.verdict for reading in readings)
    languages = {document.number: sorted({table.language for table in tables if table.document == document.number}) for document in documents}
    blank = _blank_release(drop, issuer.glossary_digest)
    return replace(
        blank,
        entity=issuer.entity,
        name_ja=issuer.name_ja,
        name_en=issuer.name_en,
        announced_on=about.announced_on,
        fiscal_period=fiscal_period(about),
        accounting_standard=about.accounting_standard,
        prevailing_language=about.prevailing_language,
        rounding=about.rounding,
        usd_rate=about.usd_rate,
        documents=tuple(DocumentSummary(d.path, d.sha256, d.media_type, tuple(languages[d.number]), d.pages) for d in documents),
        status="normalized",
        reason=None,
        tables=len(tables),
        readings=len(readings),
        facts=len(facts),
        proved=verdicts["proved"],
        supported=verdicts["supported"],
        contradicted=verdicts["contradicted"],
        unproved=verdicts["unproved"],
        differences=sum(check.kind == "bilingual" and check.verdict == "fails" for check in checks),
        numbers_printed=account.printed,
        numbers_read=account.read,
        numbers_reported=account.reported,
        numbers_in_words=account.words,
        numbers_in_prose=account.prose,
    )


def fiscal_period(about: About) -> str | None:
    """`FY2003-Q3`, `FY2004-H1`, `FY2002`: the period reported on; None where the documents do not say it."""
    if about.period_end is None or about.period_months is None:
        return None
    return fiscal_period_name(start_of(about.period_end, about.period_months), about.period_end, about.calendar)


def quarantine(drop: Drop, code: str, message: str) -> Result:
    """The result of a drop that could not be normalized: its row with the reason, and the reason as a finding."""
    release = replace(_blank_release(drop, touched_digest(load_glossary(), ())), reason=f"{code}: {message}")
    return Result(release, findings=(Finding(code, "error", message),))


def _blank_release(drop: Drop, glossary_digest: str) -> Release:
    return Release(
        release_id=drop.release_id,
        entity=None,
        name_ja=None,
        name_en=None,
        announced_on=None,
        fiscal_period=None,
        accounting_standard=None,
        prevailing_language=None,
        rounding="unstated",
        usd_rate=None,
        documents=(),
        status="quarantined",
        reason=None,
        tables=0,
        readings=0,
        facts=0,
        proved=0,
        supported=0,
        contradicted=0,
        unproved=0,
        differences=0,
        numbers_printed=0,
        numbers_read=0,
        numbers_reported=0,
        numbers_in_words=0,
        numbers_in_prose=0,
        glossary_digest=glossary_digest,
        version=code_version(),
    )
