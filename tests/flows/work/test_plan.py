"""What is stale: decided from documents, glossary and code alone."""

import math
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.pipeline.settings import UsageError
from flows.pipeline.touched import readings_to_words, touched_digest
from flows.pipeline.version import code_version
from flows.store.folders import LocalFolder
from flows.store.state import read_state, write_state
from flows.store.store import write_result
from flows.work.drops import drop_to_digest, paths_to_drops
from flows.work.plan import Selection, make_plan, select_drops
from glossary.terms.glossary import load_glossary
from tests.flows.releases import RELEASE, RESULT, quarantined


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    """A store that holds the release r1 of `raw/r1.txt`, made by this code."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "r1.txt").write_text("one")
    folder = LocalFolder(tmp_path / "out")
    result = replace(
        RESULT, release=replace(RELEASE, glossary_digest=touched_digest(load_glossary(), readings_to_words(RESULT.readings)), version=code_version())
    )
    write_result(folder, result, drop_to_digest(paths_to_drops([tmp_path / "raw"])[0]))
    return folder


def stale(folder: LocalFolder, *, force: bool = False) -> list[str]:
    return [
        job.drop.release_id
        for job in make_plan(paths_to_drops([folder.root.parent / "raw"]), folder, redo_before=math.inf if force else -math.inf).jobs
    ]


def test_what_is_current_is_no_job(folder: LocalFolder) -> None:
    assert stale(folder) == []
    assert stale(folder, force=True) == ["r1"]


def test_a_forced_run_goes_on_where_it_stopped(folder: LocalFolder) -> None:
    """What was committed after the run was asked for is not done by its second attempt."""
    drops = paths_to_drops([folder.root.parent / "raw"])
    assert make_plan(drops, folder, redo_before=time.time() + 1).jobs
    assert not make_plan(drops, folder, redo_before=time.time() - 60).jobs


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(), True),
        (Selection(entity="3774"), True),
        (Selection(since=date(2004, 2, 12), until=date(2004, 2, 12)), True),
        (Selection(since=date(2004, 2, 13)), False),
        (Selection(until=date(2004, 2, 11)), False),
    ],
)
def test_a_backfill_takes_what_it_asks_for(folder: LocalFolder, selection: Selection, taken: bool) -> None:
    (folder.root.parent / "raw" / "new.txt").write_text("never normalized")
    drops, unknown = select_drops(paths_to_drops([folder.root.parent / "raw"]), folder, selection)
    assert ("r1" in [drop.release_id for drop in drops]) == taken
    assert unknown == (1 if selection else 0)


def test_an_entity_that_no_release_has_is_an_error_with_the_choices(folder: LocalFolder) -> None:
    with pytest.raises(UsageError, match="no release of nobody; there are releases of 3774"):
        select_drops(paths_to_drops([folder.root.parent / "raw"]), folder, Selection(entity="nobody"))


def test_a_changed_document_is_a_job(folder: LocalFolder) -> None:
    (folder.root.parent / "raw" / "r1.txt").write_text("two")
    (folder.root.parent / "raw" / "r2.txt").write_text("new")
    assert stale(folder) == ["r1", "r2"]


def test_another_code_is_a_job(folder: LocalFolder) -> None:
    state = read_state(folder, "r1")
    assert state
    write_state(folder, replace(state, version="another"))
    assert stale(folder) == ["r1"]


def test_a_changed_glossary_touches_the_releases_that_print_its_words(folder: LocalFolder) -> None:
    """The made-up release prints 営業収益合計, Total revenues and Redemption of bonds."""
    state = read_state(folder, "r1")
    assert state
    write_state(folder, replace(state, glossary="an earlier one"))
    assert stale(folder) == []
    assert read_state(folder, "r1") == state
    write_state(folder, replace(state, glossary="an earlier one", touched="it said something else"))
    assert stale(folder) == ["r1"]


@pytest.mark.parametrize(
    ("hidden", "touched"),
    [("Total revenues", True), ("営業収益", True), ("Goodwill", False), ("のれん", False)],
)
def test_what_touches_a_release(hidden: str, touched: bool) -> None:
    glossary = load_glossary()
    words = readings_to_words(RESULT.readings)
    concepts = {label.concept for label in glossary.labels if label.label == hidden}
    assert concepts
    smaller = replace(glossary.hiding(lambda label: label.label == hidden), digest="smaller " + hidden)
    assert (touched_digest(glossary, words) != touched_digest(smaller, words)) == touched


def test_a_release_without_its_commit_is_a_job(folder: LocalFolder) -> None:
    folder.remove("state/r1.json")
    assert stale(folder) == ["r1"]


@pytest.mark.parametrize(("code", "jobs"), [("empty", []), ("vanished", ["r1"]), ("unreadable", ["r1"])])
def test_only_reasons_that_can_pass_are_tried_again(folder: LocalFolder, code: str, jobs: list[str]) -> None:
    state = read_state(folder, "r1")
    assert state
    result = quarantined()
    write_result(folder, replace(result, release=replace(result.release, reason=f"{code}: said")), state.content)
    assert stale(folder) == jobs


def test_a_file_that_vanishes_while_it_is_planned_is_a_job_that_says_so(folder: LocalFolder) -> None:
    drops = paths_to_drops([folder.root.parent / "raw"])
    (folder.root.parent / "raw" / "r1.txt").unlink()
    (job,) = make_plan(drops, folder).jobs
    assert str(job.drop.rejected).startswith("vanished: r1.txt: ")
