"""Hostile and broken HTML ends with a reason code, soon and in little memory; nothing is fetched and nothing brings the reader down."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.errors import UnreadableDocument
from parsers.printed import Document
from parsers.readers.html import html_reader as html
from tests import hostile_html
from tests.apart import SECONDS, read_apart
from tests.hostile_html import page

CODES = {"damaged", "too_large", "empty", "binary", "mojibake"}


@pytest.mark.parametrize(("sample", "code"), hostile_html.HOSTILE, ids=lambda value: getattr(value, "__name__", None))
def test_ends_with_its_code(sample, code: str | None) -> None:  # type: ignore[no-untyped-def]
    said, message, seconds, _ = read_apart(html, sample(), "a.htm")
    assert said == (code or "read"), message
    assert seconds < SECONDS


@pytest.mark.parametrize("sample", [hostile_html.external_document_type, hostile_html.external_things])
def test_the_table_beside_what_would_be_fetched_is_read(sample) -> None:  # type: ignore[no-untyped-def]
    document = html.read(Path("a.htm"), sample(), number=1, name="a.htm")
    assert [line.text for line in document.lines] == ["Net sales 9,633 10,564", "Gross profit 1,508 960"]


BASES = [
    page("<table><tr><td rowspan=2>営業収益</td><td colspan=2>2004</td></tr><tr><td>$</td><td>1,234</td><td>)</td></tr></table>"),
    page('<pre>a  1\nb  2</pre><p style="display:none">x</p><sup>1</sup>', '<meta charset="utf-8"><style>.a{font-weight:bold}</style>'),
    hostile_html.tagged_powers(),
    hostile_html.entity_expansion(),
]
PIECES = [b"<table>", b"</table>", b"<tr>", b"<td rowspan=9999>", b"</td>", b"<!--", b"-->", b"<![CDATA[", b"<ix:nonFraction scale='9'>", b"&#0;", b"\x00", b"\xff\xfe",
          b"<style>", b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE", b"xmlns='x'", b"</html>"]  # fmt: skip


@settings(max_examples=200, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_mutations_raise_nothing_but_unreadable_document(data: st.DataObject) -> None:
    """Bytes overwritten, cut out, repeated, tags put in: the file is read or refused."""
    body = bytearray(data.draw(st.sampled_from(BASES)))
    for _ in range(data.draw(st.integers(1, 8))):
        place, size = data.draw(st.integers(0, len(body))), data.draw(st.integers(1, 60))
        kind = data.draw(st.sampled_from(("overwrite", "cut", "repeat", "tag")))
        if kind == "overwrite":
            body[place : place + 1] = data.draw(st.binary(min_size=1, max_size=4))
        elif kind == "cut":
            del body[place : place + size]
        elif kind == "tag":
            body[place:place] = data.draw(st.sampled_from(PIECES)) * data.draw(st.sampled_from((1, 300)))
        else:
            body[place:place] = body[place : place + size]
    found = outcome(bytes(body))
    assert isinstance(found, Document) or found in CODES


def outcome(body: bytes) -> Document | str:
    """The document or the reason code."""
    try:
        return html.read(Path("a.htm"), body, number=1, name="a.htm")
    except UnreadableDocument as error:
        return error.code
