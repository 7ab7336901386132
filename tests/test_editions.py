"""The samples set as HTML and PDF in several producers' styles give the readings that their description says."""

from __future__ import annotations

import pytest

from tests import editions, typeset, typeset_editions, typeset_html
from tests.perturb.printed import golden_truth
from tests.perturb.score import Score, compare, read_back

LEAST_RIGHT = {"html": 1.0, "pdf": 1.0}
"""Share of the numbers that must be right."""
MOST_SILENT = {"html": 0, "pdf": 0}
"""Wrong numbers of one document without a finding; each is a defect to be mended."""

GALLEYS = {path.stem: typeset.load(path) for path in typeset.descriptions()}
EDITIONS = [(name, language) for name, galley in GALLEYS.items() for language in sorted({table.language for table in galley.tables})]

STYLES = [*(("html", style) for style in typeset_html.STYLES), *(("pdf", style) for style in typeset_editions.STYLES)]


def score(name: str, language: str, kind: str, style: str) -> Score:
    galley = GALLEYS[name]
    made = editions.edition(galley, language, typeset_editions.ANNOUNCED[name])
    data = typeset_html.typeset(made, style).encode() if kind == "html" else typeset_editions.typeset_pdf(made, style)
    readings, findings = read_back(data, f"{name}.{kind}")
    return compare([golden_truth(row) for row in editions.golden(galley, language)], readings, findings)


@pytest.mark.parametrize(("kind", "style"), STYLES)
@pytest.mark.parametrize(("name", "language"), EDITIONS)
def test_an_edition_reads_as_its_description_says(name: str, language: str, kind: str, style: str) -> None:
    result = score(name, language, kind, style)
    shown = "\n".join(result.examples[:12])
    assert result.right >= LEAST_RIGHT[kind] * result.numbers, shown
    assert result.silent <= MOST_SILENT[kind], shown


def test_the_same_bytes_every_time() -> None:
    assert typeset_editions.outputs() == typeset_editions.outputs()
