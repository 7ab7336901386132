"""Made-up releases for the page: bilingual, with a difference, a contradiction and text that would like to be markup."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from flows.pipeline.result import Result
from flows.store.folders import LocalFolder
from flows.store.store import write_result
from glossary.proposing.proposals import Proposal
from parsers.records import Alignment, Check, DocumentSummary, Fact, Finding, Reading
from tests.flows.releases import RELEASE, reading

HOSTILE = '<script>window.hacked = true</script><img src=x onerror="window.hacked = true">\'&quot;</script>]]>-->'


def million(value: int) -> Decimal:
    return Decimal(value) * 1_000_000


def cell(place: str, language: str, label: str, printed: str, value: int, line: int, **changes: object) -> Reading:
    return reading(f"r1/{place}", language, label, printed, million(value), -6, line=line, **changes)


READINGS = (
    cell("1.1.1.1", "ja", "接続サービス", "5,633", 5633, 2, verdict="proved", proofs=1, label_path=("営業収益", "接続サービス")),
    cell("1.1.2.1", "ja", "その他", "4,000", 4000, 3, verdict="supported", proofs=1, label_path=("営業収益", "その他")),
    cell("1.1.3.1", "ja", "営業収益合計", "9,633", 9633, 4, verdict="proved", proofs=2),
    cell("1.1.4.1", "ja", HOSTILE, "77", 77, 5, placement="inferred", table_title=HOSTILE),
    cell("1.2.1.1", "en", "Connectivity", "5,633", 5633, 12, verdict="proved", proofs=1, table_title="Statements"),
    cell("1.2.2.1", "en", "Not in Japanese", "12", 12, 13, table_title="Statements"),
    cell("1.2.3.1", "en", "Total revenues", "9,634", 9634, 14, verdict="contradicted", table_title="Statements"),
)


def pair(ja: int, en: int, concept: str, ja_label: str, en_label: str) -> Alignment:
    return Alignment("r1", 1, 1, ja, ja_label, 1, 2, en, en_label, concept, False, "glossary", 1.0, 1, 1, "aligned")


PAIRS = (pair(1, 1, "Connectivity", "接続サービス", "Connectivity"), pair(3, 3, "Revenues", "営業収益合計", "Total revenues"))


def check(kind: str, ids: tuple[str, ...], expected: int, found: int, verdict: str, note: str) -> Check:
    members = tuple(f"r1/{one}" for one in ids)
    figures = (million(expected), million(found), million(found - expected), Decimal(0))
    return Check(kind, "r1", kind, "income_statement", "amount", "JPY", None, members, *figures, (), verdict, note)


CHECKS = (
    check("footing", ("1.1.3.1", "1.1.1.1", "1.1.2.1"), 9633, 9633, "holds", "sum of 2 parts"),
    check("bilingual", ("1.2.3.1", "1.1.3.1"), 9633, 9634, "fails", "printed twice at one scale"),
    check("bilingual", ("1.2.1.1", "1.1.1.1"), 5633, 5633, "holds", "printed twice at one scale"),
)


def fact(concept: str, label: str, value: int, ids: tuple[str, ...], status: str = "accepted") -> Fact:
    first = next(one for one in READINGS if one.reading_id == f"r1/{ids[0]}")
    return Fact(
        concept, "r1", "3774", concept, (), "actual", "consolidated", "amount", "JPY", first.period_start, first.period_end, million(value), -6,
        "income_statement", "FY2003-Q3", status, label, label, "printed", "glossary", "both", "proved", 1, tuple(f"r1/{one}" for one in ids),
    )  # fmt: skip


FACTS = (
    fact("Connectivity", "接続サービス", 5633, ("1.1.1.1", "1.2.1.1")),
    fact("Revenues", "営業収益合計", 9633, ("1.1.3.1", "1.2.3.1")),
    fact("provisional:Hostile", HOSTILE, 77, ("1.1.4.1",), "provisional"),
)
FINDINGS = (
    Finding("contradicted", "warning", 'r1/1.2.3.1 p.1 "Total revenues": expected 9633; digit changed: 9633', ("r1/1.2.3.1",), 1, 1, 14),
    Finding("unread_table", "warning", f"p.1 line 9 {HOSTILE}", (), 1, 1, 9),
)


PROPOSAL = Proposal(
    "23a0049e70", "接続サービス", "Connectivity", READINGS[0].statement, "", "Connectivity", False, "money", 1, ("r1",), 3, 3, 12, 0
)  # fmt: skip


def hostile_result() -> Result:
    release = replace(RELEASE, name_ja=HOSTILE, readings=len(READINGS), contradicted=1, differences=1)
    return Result(release, READINGS, PAIRS, FACTS, CHECKS, FINDINGS, proposals=(PROPOSAL,))


def text_of_release() -> str:
    """A document whose lines carry the readings; its first line is hostile too."""
    lines = [""] * 20
    lines[0] = HOSTILE
    for one in READINGS:
        lines[one.line - 1] = f"{one.label}  {one.printed}"
    return "\n".join(lines) + "\n"


def drop_release(folder: Path) -> tuple[LocalFolder, Path]:
    """A data set with the release in it, and the folder of drops with its document."""
    import hashlib

    raw, out = folder / "raw", LocalFolder(folder / "out")
    raw.mkdir(parents=True)
    data = text_of_release().encode()
    (raw / "r1.txt").write_bytes(data)
    result = hostile_result()
    summary = DocumentSummary("r1.txt", hashlib.sha256(data).hexdigest(), "text/plain", ("en", "ja"), 1)
    write_result(out, replace(result, release=replace(result.release, documents=(summary,))), "digest")
    return out, raw
