"""A result as text that a golden file holds: every field of every reading and finding, a line each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import unified_diff

from flows.pipeline.result import Result
from parsers.records import Finding, Reading

READINGS, FINDINGS = "readings.tsv", "findings.tsv"
LEFT_OUT = "release_id"
"""The one field that is not compared; reading_ids stand without it too."""


def field_names(record: type) -> tuple[str, ...]:
    """The columns of a record's golden file: a field that the contract gains is compared from its first day."""
    return tuple(field.name for field in dataclasses.fields(record) if field.name != LEFT_OUT)


def result_to_rows(result: Result) -> dict[str, list[dict[str, str]]]:
    """`readings.tsv` and `findings.tsv`, each a list of rows: name of the field -> its text."""
    own = f"{result.release.release_id}/"
    tables: tuple[tuple[str, type, Iterable[object]], ...] = ((READINGS, Reading, result.readings), (FINDINGS, Finding, result.findings))
    return {
        file: [{name: field_text(getattr(record, name)).replace(own, "") for name in field_names(kind)} for record in records]
        for file, kind, records in tables
    }


def result_to_files(result: Result) -> dict[str, str]:
    """The text of `readings.tsv` and `findings.tsv`, with a head each."""
    heads = {READINGS: field_names(Reading), FINDINGS: field_names(Finding)}
    return {
        file: "".join("\t".join(line) + "\n" for line in [heads[file], *(row.values() for row in rows)])
        for file, rows in result_to_rows(result).items()
    }


def field_text(value: object) -> str:
    r"""A field without tabs and line ends. None is empty; parts of a list stand between bars.

    >>> from decimal import Decimal
    >>> field_text(("a|b", "c")), field_text(Decimal("1.50E+3")), field_text((1.0, 2.004, 3.0, 4.5)), field_text(None)
    ('a\\|b | c', '1500', '1 | 2 | 3 | 4.5', '')
    """
    match value:
        case None:
            return ""
        case str():
            return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
        case Decimal():
            return f"{value.normalize():f}"
        case float():
            return f"{round(value, 2):g}"
        case date():
            return value.isoformat()
        case tuple():
            return " | ".join(field_text(part).replace("|", "\\|") for part in value)
        case _ if dataclasses.is_dataclass(value):
            return "; ".join(f"{field.name}={field_text(getattr(value, field.name))}" for field in dataclasses.fields(value))
        case _:
            return str(value)


def differences(old: Mapping[str, str], new: Mapping[str, str], where: str) -> Iterator[str]:
    """Unified diffs of the files of which both hold a text that is not the same, and of those that one of them lacks."""
    for file in sorted({*old, *new}):
        before, after = (files.get(file, "").splitlines() for files in (old, new))
        yield from unified_diff(before, after, f"{where}/{file} (golden)", f"{where}/{file} (now)", n=0, lineterm="")
