"""What the data set holds, the data contract: one record a Parquet table, one field a column, in this order; and what they are made of.

Standard library only. All records are immutable: a stage that learns something returns new ones (`dataclasses.replace`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from parsers.about import Language

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, origin at the top left of the page as it is shown."""

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Source:
    """Printed words that give a dimension of what a number means, and where they stand."""

    dimension: str
    """unit, scale, period, measure, scenario, scope, members"""
    text: str
    by: str
    """cell, row, header, section, caption, document; concept, numbers, other_language, twin: no words of the page, but evidence."""
    document: int | None = None
    page: int | None = None
    line: int | None = None
    """None where words stand in a header or label whose line is not kept."""
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A number or nil mark as printed in a table, in either language."""

    reading_id: str
    """`<release_id>/<document>.<table>.<row>.<column>`, each counted from 1."""
    release_id: str
    document: int
    language: Language
    table: int
    table_title: str
    statement: str
    row: int
    label: str
    label_path: tuple[str, ...]
    depth: int
    column: int
    header: tuple[str, ...]
    footnotes: tuple[str, ...]
    members: tuple[str, ...]
    scenario: str
    scope: str
    printed: str
    measure: str
    unit: str
    value: Decimal | None
    """Base units, scale applied; None for a nil mark."""
    decimals: int | None
    """Exponent of the last printed digit in base units, as in XBRL; None for a nil mark."""
    period_start: date | None
    period_end: date | None
    compared_end: date | None
    placement: str
    frame: str
    """printed, inferred (some dimension was decided by evidence), open (unit or period unknown)"""
    sources: tuple[Source, ...]
    page: int
    line: int
    bbox: BBox | None
    verdict: str = "unproved"
    proofs: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """A Japanese row and its English row, or a row that stands in one language only."""

    release_id: str
    ja_document: int | None
    ja_table: int | None
    ja_row: int | None
    ja_label: str | None
    en_document: int | None
    en_table: int | None
    en_row: int | None
    en_label: str | None
    concept: str
    scale_twin: bool
    method: str
    score: float
    cells_compared: int
    cells_equal: int
    status: str
    """aligned, ja_only, en_only"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number as understood."""

    fact_id: str
    release_id: str
    entity: str
    concept: str
    members: tuple[str, ...]
    scenario: str
    scope: str
    measure: str
    unit: str
    period_start: date | None
    period_end: date | None
    value: Decimal | None
    decimals: int | None
    statement: str
    fiscal_period: str | None
    concept_status: str
    label_ja: str | None
    label_en: str | None
    label_ja_source: str | None
    label_en_source: str | None
    agreement: str
    verdict: str
    proofs: int
    reading_ids: tuple[str, ...]
    compared_end: date | None = None
    """Of a change: end of the earlier period, so that two changes of one later period stay apart."""


@dataclass(frozen=True, slots=True)
class Check:
    """An identity that was tried."""

    check_id: str
    release_id: str
    kind: str
    statement: str | None
    measure: str | None
    unit: str | None
    period_end: date | None
    reading_ids: tuple[str, ...]
    expected: Decimal | None
    found: Decimal | None
    residual: Decimal | None
    tolerance: Decimal | None
    tight_for: tuple[str, ...]
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: what was expected, what was found, which choices there were."""

    code: str
    severity: Severity
    message: str
    reading_ids: tuple[str, ...] = ()
    document: int | None = None
    page: int | None = None
    line: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    path: str
    sha256: str
    media_type: str
    languages: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Release:
    release_id: str
    entity: str | None
    name_ja: str | None
    name_en: str | None
    announced_on: date | None
    fiscal_period: str | None
    accounting_standard: str | None
    prevailing_language: str | None
    rounding: str
    usd_rate: Decimal | None
    documents: tuple[DocumentSummary, ...]
    status: str
    reason: str | None
    tables: int
    readings: int
    facts: int
    proved: int
    supported: int
    contradicted: int
    unproved: int
    differences: int
    numbers_printed: int
    """Numbers in cells and rows, and grouped digits anywhere; each is one of the four below."""
    numbers_read: int
    numbers_reported: int
    """Left out, as a finding says."""
    numbers_in_words: int
    """Of labels, headers and note marks."""
    numbers_in_prose: int
    glossary_digest: str
    version: str


@dataclass(frozen=True, slots=True)
class Comparative:
    """One fact printed by two releases."""

    reading_id: str
    other_reading_id: str
    fact_id: str
    kind: str
    value: Decimal | None
    other_value: Decimal | None
    release_id: str
    other_release_id: str
    announced_on: date | None
    other_announced_on: date | None
