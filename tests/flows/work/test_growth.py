"""Releases larger than any: what reading them costs grows with their size, not with its square, and what is beyond the budget is named."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

import parsers.budget
from bench.growth import html_rows, html_tables, pdf_pages, regular_rows, small_text_tables
from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.result import Result
from flows.pipeline.settings import Settings

SECONDS = 180.0
"""Processor time of a release. On two slow processors each of these takes 10 to 50; with a square in it they did not end."""


def read(path: Path, data: bytes) -> Result:
    path.write_bytes(data)
    return normalize(Drop(path.stem, path, ((path.name, path),)), Settings())


def left_out(result: Result) -> list[str]:
    return [finding.message for finding in result.findings if finding.code == "beyond_budget"]


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "make", "count", "tables", "readings", "told"),
    [
        ("a.txt", small_text_tables, 1_700, 1_700, 10_200, 0),
        ("a.txt", regular_rows, 5_000, 1, 10_000, 0),
        ("a.html", html_rows, 100_000, 1, 23_996, 1),
        ("a.txt", small_text_tables, 50_000, 2_000, 12_000, 2),
        ("a.pdf", pdf_pages, 300, 300, 12_000, 0),
    ],
)
def test_what_is_larger_than_any_release_ends_within_the_limit(
    tmp_path: Path, name: str, make: Callable[[int], bytes], count: int, tables: int, readings: int, told: int
) -> None:
    before = time.process_time()
    result = read(tmp_path / name, make(count))
    assert time.process_time() - before < SECONDS
    assert (result.release.status, result.release.tables, result.release.readings) == ("normalized", tables, readings)
    assert len(left_out(result)) == told


def test_lines_beyond_the_budget_are_named_and_those_before_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(tmp_path / "a.txt", small_text_tables(10))
    assert not left_out(whole)
    monkeypatch.setattr(parsers.budget, "MOST_FIGURED", 26)  # the head has one, each table five
    for name, data in (("a.txt", small_text_tables(10).removesuffix(b"\n\n")), ("a.html", html_tables(20))):
        part = read(tmp_path / name, data)
        assert part.release.status == "normalized"
        assert 0 < part.release.readings < whole.release.readings
        (told,) = left_out(part)
        assert f"{name}: p.1 line" in told
    assert [reading.printed for reading in read(tmp_path / "a.txt", small_text_tables(10)).readings] == [r.printed for r in whole.readings[:30]]


def test_tables_beyond_the_budget_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.pipeline.normalize.MOST_TABLES", 4)
    result = read(tmp_path / "a.txt", small_text_tables(10))
    assert (result.release.tables, result.release.readings) == (4, 24)
    (told,) = left_out(result)
    assert "6 tables left out" in told
