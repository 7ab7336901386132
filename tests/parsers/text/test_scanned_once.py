"""A text is parsed and scanned once: one place in the code asks, and once for each text of a release."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bench.scans import PARSERS, counted
from flows.work.drops import paths_to_drops
from parsers.read import load_readers

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("parsers", "glossary", "checks", "flows")
SAMPLES = sorted((ROOT / "raw").glob("sample-*.txt"))


def uses(name: str) -> Iterator[str]:
    """Where production code calls a function, or hands it on; imports and its own definition are none."""
    for path in (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name):
                yield path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("name", ["parse_number", "scan_frame"])
def test_one_place_asks(name: str) -> None:
    assert list(uses(name)) == ["parsers/text/scanner.py"], f"{name} is asked by a Text alone: use scanner(text)"


def test_no_text_is_scanned_under_a_calendar_that_nobody_printed() -> None:
    assert set(uses("DEFAULT_CALENDAR")) <= {"parsers/periods/fiscal.py", "parsers/periods/calendars.py"}


@cache
def calls(sample: Path) -> dict[str, list[int]]:
    """For each parser how often it was called about each text."""
    load_readers()
    (drop,) = paths_to_drops([sample])
    return {parser.__name__: list(texts.values()) for parser, texts in zip(PARSERS, counted(drop), strict=True)}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("parser", ["parse_number", "scan_frame"])
def test_each_text_is_asked_about_once(sample: Path, parser: str) -> None:
    counts = calls(sample)[parser]
    assert counts, "nobody asked"
    assert set(counts) == {1}
