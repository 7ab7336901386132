"""Hostile and broken PDFs end with a reason code, soon and in little memory; none brings the reader down."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.errors import UnreadableDocument
from parsers.printed import Document
from parsers.readers.pdf import pdf_reader as pdf
from tests import typeset_pdf
from tests.apart import SECONDS, read_apart

CODES = {"encrypted", "scanned", "damaged", "too_large", "empty", "mojibake", "memory"}


@pytest.mark.parametrize("plain", [False, True], ids=["fast", "plain"])
@pytest.mark.parametrize(("sample", "code"), typeset_pdf.HOSTILE, ids=lambda value: getattr(value, "__name__", None))
def test_ends_with_its_code(sample, code: str | None, plain: bool) -> None:  # type: ignore[no-untyped-def]
    said, message, seconds, _ = read_apart(pdf, sample(), "a.pdf", plain)
    assert said == (code or "read"), message
    assert seconds < SECONDS


def test_the_message_names_the_file_and_says_what_to_do() -> None:
    with pytest.raises(UnreadableDocument, match=r"report\.pdf: .* run OCR first") as raised:
        pdf.read(Path("report.pdf"), typeset_pdf.scanned(), number=1, name="report.pdf")
    assert raised.value.code == "scanned"


def test_a_document_of_which_nothing_is_shown_is_empty() -> None:
    hidden = typeset_pdf.pdf(["q 0 0 9 9 re W n\n" + typeset_pdf.table(typeset_pdf.ROWS) + "Q\n"])
    with pytest.raises(UnreadableDocument, match=r"no text is shown; \d+ glyphs") as raised:
        pdf.read(Path("a.pdf"), hidden, number=1, name="a.pdf")
    assert raised.value.code == "empty"


def test_a_repair_is_told() -> None:
    document = pdf.read(Path("a.pdf"), typeset_pdf.shifted_xref(), number=1, name="a.pdf")
    assert [finding.code for finding in document.findings] == ["repaired"]
    assert [line.text for line in document.lines] == ["Net sales 9,633 10,564", "Cost of sales 8,125 9,604", "Gross profit 1,508 960"]


BASES = [sample() for sample in (typeset_pdf.plain_table, typeset_pdf.subset, typeset_pdf.forms, typeset_pdf.type3, typeset_pdf.japanese)]


@settings(max_examples=120, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_mutations_raise_nothing_but_unreadable_document(data: st.DataObject) -> None:
    """Bytes overwritten, cut out, repeated: the file is read or refused."""
    body = bytearray(data.draw(st.sampled_from(BASES)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(body) - 1))
        size = data.draw(st.integers(1, 40))
        kind = data.draw(st.sampled_from(("overwrite", "cut", "repeat")))
        if kind == "overwrite":
            body[place : place + 1] = data.draw(st.binary(min_size=1, max_size=4))
        elif kind == "cut":
            del body[place : place + size]
        else:
            body[place:place] = body[place : place + size]
    fast, plain = (outcome(bytes(body), plain) for plain in (False, True))
    assert isinstance(fast, Document) or fast in CODES
    if isinstance(fast, Document):
        assert fast == plain


def outcome(body: bytes, plain: bool) -> Document | str:
    """The document or the reason code."""
    try:
        return pdf.read(Path("a.pdf"), body, number=1, name="a.pdf", plain=plain)
    except UnreadableDocument as error:
        return error.code
