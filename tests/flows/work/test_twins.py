"""Drops of one release_id, one after the other: the second is reported when it comes, and takes nothing from the first."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from flows.pipeline.settings import Settings
from flows.store.folders import LocalFolder
from flows.store.state import State, read_states
from flows.work.drops import paths_to_drops
from flows.work.plan import make_plan
from flows.work.worker import run_job


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


@pytest.fixture
def out(tmp_path: Path) -> LocalFolder:
    return LocalFolder(tmp_path / "out")


def run(raw: Path, out: LocalFolder) -> dict[str, State]:
    """A run over raw: the committed states by release_id."""
    for job in make_plan(paths_to_drops([raw], out=out), out).jobs:
        run_job(job, out, Settings())
    return {state.release_id: state for state in read_states(out)}


def put(raw: Path, name: str, text: str) -> None:
    (raw / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("second", ["a.htm", "a.zzz", "A.txt"])
def test_a_second_drop_of_one_name_is_reported_and_replaces_nothing(raw: Path, out: LocalFolder, text: str, second: str) -> None:
    put(raw, "a.txt", text)
    before = run(raw, out)["a"]
    put(raw, second, f"<html>{text}")
    states = run(raw, out)
    assert states["a"] == before
    (twin,) = [state for name, state in states.items() if name != "a"]
    assert (twin.release_id.casefold(), twin.reason_code, twin.drop) == ("a~2", "duplicate_name", second)
    assert f"{second} and a.txt both give the release_id" in str(twin.reason)
    assert run(raw, out) == states, "nothing changes by running again"
    assert not make_plan(paths_to_drops([raw], out=out), out).jobs


def test_a_second_drop_is_reported_where_the_first_is_gone(raw: Path, out: LocalFolder, text: str) -> None:
    put(raw, "a.txt", text)
    before = run(raw, out)["a"]
    (raw / "a.txt").unlink()
    put(raw, "a.md", "another release")
    states = run(raw, out)
    assert states["a"] == before
    assert "a.md and a.txt, which was read before, both give the release_id a" in str(states["a~2"].reason)
    assert "state/a.json where this one is to take its place" in str(states["a~2"].reason)
    out.remove("state/a.json")
    states = run(raw, out)
    assert states["a"].drop == "a.md"
    assert "a~2" not in states


@pytest.mark.parametrize("mended", ["renamed", "removed", "first renamed"])
def test_a_twin_does_not_stay_for_good(raw: Path, out: LocalFolder, text: str, mended: str) -> None:
    put(raw, "a.txt", text)
    run(raw, out)
    put(raw, "a.md", text)
    assert set(run(raw, out)) == {"a", "a~2"}
    if mended == "renamed":
        (raw / "a.md").rename(raw / "b.md")
    elif mended == "removed":
        (raw / "a.md").unlink()
    else:
        (raw / "a.txt").rename(raw / "b.txt")
        out.remove("state/a.json")
    states = run(raw, out)
    assert "a~2" not in states
    assert not [name for name in out.names("findings") if "~" in name]
    assert states["a"].drop == ("a.md" if mended == "first renamed" else "a.txt")


def test_a_changed_drop_of_the_same_name_is_the_same_drop(raw: Path, out: LocalFolder, text: str) -> None:
    put(raw, "a.txt", text)
    before = run(raw, out)["a"]
    (raw / "a.txt").rename(raw / "A.TXT")
    put(raw, "A.TXT", text.replace("1", "2"))
    states = run(raw, out)
    assert set(states) == {"a"}
    assert states["a"].content != before.content


def test_what_held_no_data_is_replaced(raw: Path, out: LocalFolder, text: str) -> None:
    put(raw, "a.pdf", "no PDF")
    assert run(raw, out)["a"].status == "quarantined"
    (raw / "a.pdf").unlink()
    put(raw, "a.txt", text)
    states = run(raw, out)
    assert (set(states), states["a"].status, states["a"].drop) == ({"a"}, "normalized", "a.txt")


def test_names_are_compared_composed_and_folded(raw: Path, out: LocalFolder) -> None:
    name = "か\u3099"
    put(raw, f"{name}.txt", "one")
    put(raw, f"{unicodedata.normalize('NFC', name)}.md", "two")
    put(raw, "ß.txt", "three")
    put(raw, "SS.md", "four")
    put(raw, "s.txt", "five")
    drops = paths_to_drops([raw], out=out)
    assert len({drop.release_id for drop in drops}) == 5
    assert sorted(drop.release_id.casefold() for drop in drops if drop.rejected) in (["ss~2", "が~2"], ["ß~2", "が~2"])
