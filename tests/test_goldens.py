"""Every field of every reading and finding is what it was when a person last looked: our documents, frozen ones, real releases.

A difference that is right is renewed by `python -m tests.goldens --force NAME`, a frozen document by `taiyaku freeze --force`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from flows.command.freeze import FROZEN, thawed_differences
from flows.store.golden import READINGS
from tests.goldens import kept
from tests.goldens.documents import Rows, own, releases

ROOT = Path(__file__).parent.parent
FOLDERS = sorted(path for path in (ROOT / FROZEN).glob("*") if path.is_dir())
SHOWN = 80
"""Lines of a difference."""


def hold(differing: Sequence[str], renew: str) -> None:
    """Fails with the lines that differ and the command that makes them golden."""
    if differing:
        more = [f"... {len(differing) - SHOWN} lines more"] if len(differing) > SHOWN else []
        pytest.fail("\n".join([*differing[:SHOWN], *more, f"where it is better now: {renew}"]), pytrace=False)


@pytest.mark.parametrize("name", own())
def test_own_document(name: str) -> None:
    hold(kept.compare(own()[name]).diff, f"python -m tests.goldens --force {name}")


@pytest.mark.parametrize("name", [name for name, golden in releases().items() if not golden.slow])
def test_release(name: str) -> None:
    if name not in kept.read_digests(True):
        pytest.skip(f"{name} has no golden digests yet")
    hold(kept.compare(releases()[name]).diff, f"python -m tests.goldens --force {name}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_frozen_document(folder: Path) -> None:
    hold(thawed_differences(folder), f"taiyaku freeze --force {folder.relative_to(ROOT)}/drop/...")


def test_no_golden_file_is_left_of_a_document_that_is_gone() -> None:
    assert sorted({*kept.whole_names(), *kept.read_digests(False)} - set(own())) == []


@pytest.mark.parametrize("field", kept.FIELDS[READINGS])
@pytest.mark.parametrize("name", ["samples/sample-english-quarter", "sheets/en-segments-2/html"], ids=["whole", "digests"])
def test_every_field_of_a_reading_is_compared(name: str, field: str) -> None:
    """Reading is dear, so what a document gave last stands in for what it gives."""
    golden = replace(own()[name], read=lambda: {file: [dict(row) for row in rows] for file, rows in given(name).items()})
    assert not kept.compare(golden).diff

    def changed() -> Rows:
        rows = {file: [dict(row) for row in found] for file, found in given(name).items()}
        rows[READINGS][0][field] += "x"
        return rows

    assert kept.compare(replace(golden, read=changed)).diff


GIVEN: dict[str, Rows] = {}


def given(name: str) -> Rows:
    if name not in GIVEN:
        GIVEN[name] = own()[name].read()
    return GIVEN[name]
