"""Results of made-up releases, for tests of what stands behind the pipeline."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from flows.pipeline.drop import Drop, Job
from flows.pipeline.normalize import quarantine
from flows.pipeline.result import Result
from flows.work.drops import drop_to_digest
from parsers.records import Alignment, Check, DocumentSummary, Fact, Finding, Reading, Release

RELEASE = Release(
    release_id="r1",
    entity="3774",
    name_ja="見本",
    name_en="Sample",
    announced_on=date(2004, 2, 12),
    fiscal_period="FY2003-Q3",
    accounting_standard="us_gaap",
    prevailing_language="en",
    rounding="half_up",
    usd_rate=Decimal("107.13"),
    documents=(DocumentSummary("r1.txt", "ab" * 32, "text/plain", ("en", "ja"), 1),),
    status="normalized",
    reason=None,
    tables=2,
    readings=2,
    facts=1,
    proved=1,
    supported=0,
    contradicted=0,
    unproved=1,
    differences=1,
    numbers_printed=0,
    numbers_read=0,
    numbers_reported=0,
    numbers_in_words=0,
    numbers_in_prose=0,
    glossary_digest="0" * 16,
    version="0.1.0+test",
)


def reading(reading_id: str, language: str, label: str, printed: str, value: Decimal | None, decimals: int | None, **changes: object) -> Reading:
    document, table, row, column = (int(part) for part in reading_id.rpartition("/")[2].split("."))
    fields: dict[str, object] = {
        "reading_id": reading_id,
        "release_id": "r1",
        "document": document,
        "language": language,
        "table": table,
        "table_title": "連結損益計算書",
        "statement": "income_statement",
        "row": row,
        "label": label,
        "label_path": (label,),
        "depth": 0,
        "column": column,
        "header": ("当第3四半期",),
        "footnotes": (),
        "members": (),
        "scenario": "actual",
        "scope": "consolidated",
        "printed": printed,
        "measure": "amount",
        "unit": "JPY",
        "value": value,
        "decimals": decimals,
        "period_start": date(2003, 10, 1),
        "period_end": date(2003, 12, 31),
        "compared_end": None,
        "placement": "printed",
        "frame": "printed",
        "sources": (),
        "page": 1,
        "line": 10,
        "bbox": None,
    }
    return Reading(**(fields | changes))  # type: ignore[arg-type]


READINGS = (
    reading("r1/1.1.1.1", "ja", "営業収益合計", "9,633", Decimal(9633000000), -6, verdict="proved", proofs=2),
    reading("r1/1.2.1.1", "en", "Total revenues", "9,634", Decimal(9634000000), -6, bbox=(1.0, 2.0, 3.0, 4.5)),
    reading("r1/1.2.2.1", "en", "Redemption of bonds", "-", None, None),
)
ALIGNMENT = Alignment("r1", 1, 1, 1, "営業収益合計", 1, 2, 1, "Total revenues", "Revenues", False, "glossary", 1.0, 1, 0, "aligned")
FACT = Fact(
    fact_id="f" * 16,
    release_id="r1",
    entity="3774",
    concept="Revenues",
    members=(),
    scenario="actual",
    scope="consolidated",
    measure="amount",
    unit="JPY",
    period_start=date(2003, 10, 1),
    period_end=date(2003, 12, 31),
    value=Decimal(9633000000),
    decimals=-6,
    statement="income_statement",
    fiscal_period="FY2003-Q3",
    concept_status="accepted",
    label_ja="営業収益合計",
    label_en="Total revenues",
    label_ja_source="printed",
    label_en_source="printed",
    agreement="differ",
    verdict="proved",
    proofs=2,
    reading_ids=("r1/1.1.1.1", "r1/1.2.1.1"),
)
CHECK = Check(
    check_id="r1/bilingual/1",
    release_id="r1",
    kind="bilingual",
    statement="income_statement",
    measure="amount",
    unit="JPY",
    period_end=date(2003, 12, 31),
    reading_ids=("r1/1.1.1.1", "r1/1.2.1.1"),
    expected=Decimal(9633000000),
    found=Decimal(9634000000),
    residual=Decimal(1000000),
    tolerance=Decimal(1) / Decimal(3),
    tight_for=("r1/1.1.1.1",),
    verdict="fails",
    note="9,633 = 9,634",
)
FINDING = Finding("header_date", "warning", "expected Dec 31, found Dec 30", ("r1/1.2.1.1",), 1, 1, 4, (0.0, 0.0, 1.0, 1.0))
RESULT = Result(RELEASE, READINGS, (ALIGNMENT,), (FACT,), (CHECK,), (FINDING,))


def job(path: Path, text: str = "x") -> Job:
    """A job for a file that is written here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    drop = Drop(path.stem, path, ((path.name, path),))
    return Job(drop, drop_to_digest(drop))


def quarantined(release_id: str = "r1") -> Result:
    return quarantine(Drop(release_id, Path(f"{release_id}.txt"), ()), "empty", f"{release_id}.txt: the file is empty")
