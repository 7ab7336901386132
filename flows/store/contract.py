"""The data contract as data: every column of every Parquet table, with its type and what it means.

This is the one place for column descriptions: the store writes them into the schema metadata, normalized/README.md
shows them, and a test holds them against the records of parsers/records.py. Standard library only.

Types: `string`, `bool`, `int32`, `double`, `date`, `decimal` (decimal128(38, 6)), `strings` (a list of them),
`bbox` (four doubles: x0, top, x1, bottom), `documents` and `sources` (lists of structs, see `STRUCTS`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    name: str
    type: str
    meaning: str


def _columns(*rows: tuple[str, str, str]) -> tuple[ColumnSpec, ...]:
    return tuple(ColumnSpec(*row) for row in rows)


DOCUMENT_COLUMNS = _columns(
    ("path", "string", "name inside the drop"),
    ("sha256", "string", "of the document's bytes"),
    ("media_type", "string", "text/plain, text/html, application/pdf"),
    ("languages", "strings", "languages of its tables: ja, en"),
    ("pages", "int32", "number of pages; 1 where the source has none"),
)

SOURCE_COLUMNS = _columns(
    ("dimension", "string", "unit, scale, period, measure, scenario, scope, members"),
    ("text", "string", "as printed; empty where numbers decided"),
    ("by", "string", "cell, row, header, section, caption, document; concept, numbers, other_language, twin"),
    ("document", "int32", "document of the release, counted from 1; null where no words of the page decided"),
    ("page", "int32", "page, counted from 1"),
    ("line", "int32", "line, as in readings; null where the words stand in a header or a caption whose line is not kept"),
    ("bbox", "bbox", "place on the page; null where it is not known"),
)
STRUCTS = {"documents": DOCUMENT_COLUMNS, "sources": SOURCE_COLUMNS}
"""Columns that are lists of structs, with the fields of each."""

TABLES: dict[str, tuple[ColumnSpec, ...]] = {
    "releases": _columns(
        ("release_id", "string", "name of the drop without extension"),
        ("entity", "string", "who released it: securities code or name; null where the documents do not say"),
        ("name_ja", "string", "the entity's name in Japanese, as printed or from entities.toml"),
        ("name_en", "string", "the entity's name in English, as printed or from entities.toml"),
        ("announced_on", "date", "day of the release where it was made (Japan): the date line's, else the document's, else its metadata's"),
        ("fiscal_period", "string", "period reported on, named by the calendar year in which the fiscal year begins: FY2003-Q3, FY2004-H1, FY2002"),
        ("accounting_standard", "string", "jp_gaap, us_gaap, ifrs; null where unsaid"),
        ("prevailing_language", "string", "ja or en where the documents say which text wins; else null"),
        ("rounding", "string", "half_up, down or unstated: how the printed numbers were cut"),
        ("usd_rate", "decimal", "yen for one dollar used for convenience translation; null where unsaid"),
        ("documents", "documents", "the documents of the drop"),
        ("status", "string", "normalized, or quarantined: could not be read, see reason"),
        ("reason", "string", "why it was quarantined: a short code, a colon, what was found; else null"),
        ("tables", "int32", "tables found"),
        ("readings", "int32", "rows of the readings table"),
        ("facts", "int32", "rows of the facts table"),
        ("proved", "int32", "readings with the verdict proved"),
        ("supported", "int32", "readings with the verdict supported"),
        ("contradicted", "int32", "readings with the verdict contradicted"),
        ("unproved", "int32", "readings with the verdict unproved"),
        ("differences", "int32", "cells in which Japanese and English disagree (bilingual checks that fail)"),
        ("numbers_printed", "int32", "number of numbers in cells and at the ends of rows, and of grouped digits (1,234) anywhere: the sum of the four below"),
        ("numbers_read", "int32", "of these, the numbers of readings"),
        ("numbers_reported", "int32", "of these, the numbers that are left out of the data, as a finding at their line says"),
        ("numbers_in_words", "int32", "of these, the numbers of labels, titles, headers and note marks"),
        ("numbers_in_prose", "int32", "of these, the numbers of sentences and notes"),
        ("glossary_digest", "string", "digest of what the glossary says about the words of this release"),
        ("version", "string", "version of the code: number and digest of its sources"),
    ),
    "readings": _columns(
        ("reading_id", "string", "release_id/document.table.row.column, each counted from 1"),
        ("release_id", "string", "the release"),
        ("document", "int32", "document of the release, counted from 1"),
        ("language", "string", "ja or en: the language of the table"),
        ("table", "int32", "table of the document, counted from 1 in reading order"),
        ("table_title", "string", "caption of the table as printed"),
        (
            "statement",
            "string",
            "income_statement, comprehensive_income, balance_sheet, cash_flow_statement, equity, breakdown, operating_metric, "
            "reconciliation, summary, other",
        ),
        ("row", "int32", "row of the table, counted from 1; headings count"),
        ("label", "string", "words of the line item: widths folded, wrapped lines joined, footnote marks off"),
        ("label_path", "strings", "headings above, then the label"),
        ("depth", "int32", "indent level of the row, 0 the outermost"),
        ("column", "int32", "column of numbers, counted from 1"),
        ("header", "strings", "header texts over the column, outermost spanner first"),
        ("footnotes", "strings", "footnote marks of row and cell"),
        ("members", "strings", "segments, services, equity components: header words that are neither period, unit nor measure"),
        ("scenario", "string", "actual, forecast, previous_forecast"),
        ("scope", "string", "consolidated, non_consolidated"),
        ("printed", "string", "the cell as printed"),
        (
            "measure",
            "string",
            "amount, common_size, change_yoy, change_qoq, change_other, difference_yoy, difference_qoq, difference_other, attainment",
        ),
        (
            "unit",
            "string",
            "JPY, USD, JPY/share, USD/share, JPY/ADS, shares, ADS, pure (33.3% is 0.333), contracts, Gbps ...; unknown with a finding",
        ),
        ("value", "decimal", "the number in base units, scale applied; null for a nil mark"),
        ("decimals", "int32", "exponent of the last printed digit in base units, as in XBRL: 9,633 million is -6; null for a nil mark"),
        ("period_start", "date", "first day, inclusive; null for an instant"),
        ("period_end", "date", "last day, inclusive; of a change, the later period's; null where unknown (with a finding)"),
        ("compared_end", "date", "of a change: last day of the earlier period"),
        ("placement", "string", "printed, or inferred: the column was found by arithmetic"),
        (
            "frame",
            "string",
            "printed: words that reach the cell give what it means; inferred: evidence decided some dimension (numbers, the other language, a twin "
            "table) or the column; open: unit or period is unknown",
        ),
        ("sources", "sources", "the printed words that give each dimension"),
        ("page", "int32", "page, counted from 1"),
        ("line", "int32", "line of the document (text, HTML) or of the page (PDF), counted from 1"),
        ("bbox", "bbox", "x0, top, x1, bottom in points from the top left of the page; null where the source has no geometry"),
        ("verdict", "string", "proved, supported, contradicted, unproved"),
        ("proofs", "int32", "identities that hold and whose other members are disjoint"),
    ),
    "alignments": _columns(
        ("release_id", "string", "the release"),
        ("ja_document", "int32", "document of the Japanese row; null for en_only"),
        ("ja_table", "int32", "its table"),
        ("ja_row", "int32", "its row"),
        ("ja_label", "string", "its label"),
        ("en_document", "int32", "document of the English row; null for ja_only"),
        ("en_table", "int32", "its table"),
        ("en_row", "int32", "its row"),
        ("en_label", "string", "its label"),
        ("concept", "string", "glossary concept of the pair, or a provisional one"),
        ("scale_twin", "bool", "one row printed at two scales: a summary row and the row of an appendix that prints it finer"),
        ("method", "string", "what decided: glossary, label, numbers, order, inferred"),
        ("score", "double", "0 to 1"),
        ("cells_compared", "int32", "pairs of cells with two values"),
        ("cells_equal", "int32", "of them equal (at different scales: the coarser is a rounding of the finer)"),
        ("status", "string", "aligned, ja_only, en_only"),
    ),
    "facts": _columns(
        ("fact_id", "string", "hash of the key (entity to period_end, compared_end), equal over releases"),
        ("release_id", "string", "the release"),
        ("entity", "string", "who released it"),
        ("concept", "string", "glossary concept, or a provisional one made from the label"),
        ("members", "strings", "segment, service, equity component ..."),
        ("scenario", "string", "actual, forecast, previous_forecast"),
        ("scope", "string", "consolidated, non_consolidated"),
        ("measure", "string", "as in readings"),
        ("unit", "string", "as in readings"),
        ("period_start", "date", "first day; null for an instant"),
        ("period_end", "date", "last day"),
        ("value", "decimal", "the most precise print in the prevailing language, unless contradicted; base units; null for nil"),
        ("decimals", "int32", "of that print"),
        ("statement", "string", "as in readings"),
        ("fiscal_period", "string", "FY2003-Q3, -H1, -9M, FY2002: named by the calendar year in which the fiscal year begins"),
        ("concept_status", "string", "accepted or provisional"),
        ("label_ja", "string", "Japanese label"),
        ("label_en", "string", "English label"),
        ("label_ja_source", "string", "printed or glossary"),
        ("label_en_source", "string", "printed or glossary"),
        ("agreement", "string", "both, differ, ja_only, en_only"),
        ("verdict", "string", "the best of its readings', but contradicted where its value's reading is"),
        ("proofs", "int32", "of its best reading"),
        ("reading_ids", "strings", "the readings that print it"),
        ("compared_end", "date", "of a change: last day of the earlier period"),
    ),
    "checks": _columns(
        ("check_id", "string", "of the identity"),
        ("release_id", "string", "the release"),
        ("kind", "string", "footing, balance, roll_forward, articulation, common_size, change, translation, bilingual, duplicate"),
        ("statement", "string", "statement of the tested number"),
        ("measure", "string", "measure of the tested number"),
        ("unit", "string", "unit of the tested number"),
        ("period_end", "date", "last day of the tested number's period"),
        ("reading_ids", "strings", "members of the identity"),
        ("expected", "decimal", "what the other members give; bilingual: the Japanese value"),
        ("found", "decimal", "what is printed; bilingual: the English value"),
        ("residual", "decimal", "found less expected"),
        ("tolerance", "decimal", "what rounding allows"),
        ("tight_for", "strings", "reading_ids that one unit more or less in the last printed digit would make fail"),
        ("verdict", "string", "holds, fails, skipped"),
        ("note", "string", "the identity written out, or why it was skipped"),
    ),
    "findings": _columns(
        ("release_id", "string", "the release"),
        ("code", "string", "short word for the kind of finding"),
        ("severity", "string", "info, warning, error"),
        ("message", "string", "place, what was expected, what was found, which choices there were"),
        ("reading_ids", "strings", "readings it is about"),
        ("document", "int32", "document, counted from 1; null: the release as a whole"),
        ("page", "int32", "page"),
        ("line", "int32", "line"),
        ("bbox", "bbox", "place on the page"),
    ),
    "comparatives": _columns(
        ("reading_id", "string", "reading of the earlier release"),
        ("other_reading_id", "string", "reading of the later release"),
        ("fact_id", "string", "the fact that both print"),
        (
            "kind",
            "string",
            "equal, restatement, reclassification (lines of a statement changed by amounts that add up to nothing), rounding, "
            "print_error (one is contradicted by its own release)",
        ),
        ("value", "decimal", "as printed by the earlier release"),
        ("other_value", "decimal", "as printed by the later release"),
        ("release_id", "string", "the earlier release"),
        ("other_release_id", "string", "the later release"),
        ("announced_on", "date", "day of the earlier release"),
        ("other_announced_on", "date", "day of the later release"),
    ),
}

RELEASE_TABLES = ("releases", "readings", "alignments", "facts", "checks", "findings")
"""Written for each release; comparatives stand beside them, one file an entity."""

PREFACE = """# What the pipeline writes here

`taiyaku run` fills this folder; git keeps this page alone. One Parquet file a release and table, `<table>/<release_id>.parquet`
(zstd, typed, every column described in its schema), and `state/<release_id>.json`, written last: a release without it was not
finished and is normalized anew by the next run. A quarantined release has its row in `releases` with the reason, and its
findings; no other tables. `state/<release_id>.log` is there where taiyaku itself failed.

Files depend on the release's own documents, the glossary and the code alone, and the same three give the same bytes.
What releases say about each other stands in `comparatives/<entity>.parquet`.

`review/` holds the pages that `taiyaku review` and flow runs write, `decisions/` what persons said on them (JSON, one file a document,
named by its SHA-256; no run touches it), `proposals/` the label pairs that each release proposes to the glossary.

Read them with anything that reads Parquet:

    duckdb -c "select label_ja, label_en, period_end, value from 'normalized/facts/*.parquet' where concept = 'Revenues'"

decimal is decimal128(38, 6); dates are inclusive days; bbox is x0, top, x1, bottom in points from the top left of the page.

"""


def contract_markdown() -> str:
    """normalized/README.md: every table with its columns; `python -m flows.store.contract > normalized/README.md` writes it."""
    tables = []
    for name, columns in TABLES.items():
        rows = [f"| {column.name} | {column.type} | {column.meaning} |" for column in columns]
        tables.append("\n".join((f"## {name}\n", "| column | type | meaning |", "| --- | --- | --- |", *rows)))
    fields = [f"`{name}` is a list of structs: " + "; ".join(f"{one.name}: {one.meaning}" for one in columns) + "." for name, columns in STRUCTS.items()]
    return "\n\n".join([PREFACE + "\n\n".join(tables), *fields]) + "\n"


if __name__ == "__main__":
    print(contract_markdown(), end="")
