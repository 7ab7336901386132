"""Drops that change while they are worked on, and runs beside each other: what is committed is what was read."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import pytest

from flows.pipeline.settings import Settings
from flows.store.folders import LocalFolder, open_folder
from flows.store.locks import Busy
from flows.store.state import State, read_state
from flows.store.store import read_rows
from flows.work.drops import drop_to_digest, held_drop, paths_to_drops
from flows.work.plan import make_plan
from flows.work.workers import WorkerPool
from tests.flows.releases import job
from tests.flows.service import wait_for


def printed(folder: LocalFolder, release_id: str) -> set[str]:
    return {row["printed"] for row in read_rows(folder, "readings", release_id, ["printed"])}


def stale(raw: Path, folder: LocalFolder) -> list[str]:
    return [job.drop.release_id for job in make_plan(paths_to_drops([raw]), folder).jobs]


@pytest.fixture
def versions(text: str) -> tuple[str, str]:
    """Two versions of a release, and a number that only the second one prints (8,765,432)."""
    number = max((word for word in text.split() if word.replace(",", "").isdigit() and "," in word), key=len)
    return text, text.replace(number, "8,765,432", 1)


def test_a_drop_that_changes_between_plan_and_read_is_committed_as_what_was_read(tmp_path: Path, versions: tuple[str, str]) -> None:
    first, second = versions
    path, folder = tmp_path / "raw" / "r.txt", LocalFolder(tmp_path / "out")
    planned = job(path, first)
    path.write_text(second, encoding="utf-8")
    with WorkerPool() as pool:
        state = pool.run(planned, str(folder.root), Settings()).state
    assert "8,765,432" in printed(folder, "r")
    assert stale(path.parent, folder) == []  # what stands there is what was read
    path.write_text(first, encoding="utf-8")
    assert state.content != planned.content
    assert stale(path.parent, folder) == ["r"]


def test_what_was_read_by_a_worker_that_was_lost_is_what_is_quarantined(tmp_path: Path) -> None:
    path, folder = tmp_path / "raw" / "crash.txt", LocalFolder(tmp_path / "out")
    planned = job(path, "one")
    path.write_text("two", encoding="utf-8")
    with WorkerPool("tests.flows.hostile_worker") as pool:
        state = pool.run(planned, str(folder.root), Settings()).state
    assert state.reason_code == "crashed"
    assert state.content == drop_to_digest(paths_to_drops([path])[0])
    path.write_text("one", encoding="utf-8")
    assert stale(path.parent, folder) == ["crash"]


def test_bytes_that_are_held_do_not_change(tmp_path: Path) -> None:
    (drop,) = (job(tmp_path / "r.txt", "one").drop,)
    held = held_drop(drop)
    before = drop_to_digest(held)
    (tmp_path / "r.txt").write_text("two", encoding="utf-8")
    assert held.held == (b"one",)
    assert drop_to_digest(held) == before != drop_to_digest(drop)


def test_the_state_names_size_and_digest_of_every_table_file(tmp_path: Path, text: str) -> None:
    with WorkerPool() as pool:
        state = pool.run(job(tmp_path / "r.txt", text), str(tmp_path / "out"), Settings()).state
    assert is_whole(tmp_path / "out", state)
    assert {name.partition("/")[0] for name, _, _ in state.files} == {"releases", "readings", "alignments", "facts", "checks", "findings"}


def is_whole(out: Path, state: State) -> bool:
    files = {name: (out / name).read_bytes() for name, _, _ in state.files}
    return bool(files) and all((len(files[name]), hashlib.sha256(files[name]).hexdigest()) == (size, digest) for name, size, digest in state.files)


@pytest.mark.parametrize("field", ["read", "files"])
def test_a_state_of_an_older_version_is_stale(tmp_path: Path, field: str) -> None:
    path, folder = tmp_path / "raw" / "r.txt", LocalFolder(tmp_path / "out")
    with WorkerPool() as pool:
        pool.run(job(path, ""), str(folder.root), Settings())
    assert stale(path.parent, folder) == []
    record = json.loads(folder.read("state/r.json") or b"")
    del record[field]
    folder.write("state/r.json", json.dumps(record).encode())
    assert stale(path.parent, folder) == ["r"]


@pytest.mark.faults
def test_of_two_runs_beside_each_other_the_later_reader_is_the_later_writer(tmp_path: Path, versions: tuple[str, str]) -> None:
    """The first run reads the first version and is slow; the second one reads the second version meanwhile."""
    path, folder = tmp_path / "raw" / "slowonce.txt", LocalFolder(tmp_path / "out")
    first = job(path, versions[0])
    with WorkerPool("tests.flows.hostile_worker") as one, WorkerPool("tests.flows.hostile_worker") as other:
        other.run(job(tmp_path / "raw" / "first.txt", versions[0]), str(tmp_path / "elsewhere"), Settings())  # all is imported then
        slow = threading.Thread(target=one.run, args=(first, str(folder.root), Settings()))
        slow.start()
        wait_for(path.with_suffix(".before").exists, "the first run's reading", 60)
        second = job(path, versions[1])
        state = other.run(second, str(folder.root), Settings()).state
        slow.join()
    assert read_state(folder, "slowonce") == state
    assert state.content == second.content
    assert is_whole(folder.root, state)
    assert "8,765,432" in printed(folder, "slowonce")
    assert not list(folder.root.rglob(".lock-*"))


@pytest.mark.parametrize("address", ["local", "memory://locks/normalized"])
def test_a_release_is_locked_for_one(tmp_path: Path, address: str) -> None:
    folder = open_folder(tmp_path if address == "local" else address)
    with folder.locked("r"), folder.locked("other"):
        with pytest.raises(Busy), folder.locked("r", 0.3):
            pass
        with pytest.raises(Busy), folder.locked("r"):
            pass
    with folder.locked("r"):
        pass
    assert folder.names("state") == ()


def test_a_lock_of_a_store_whose_holder_was_killed_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = open_folder("memory://locks/taken")
    monkeypatch.setattr("flows.store.locks.HELD_SECONDS", -1.0)
    with folder.locked("r"):
        monkeypatch.undo()
        taken = False
        with folder.locked("r", 1.0):
            taken = True
        assert taken


def test_a_release_that_another_run_holds_is_pending(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path / "out")
    with WorkerPool() as pool, folder.locked("r"):
        outcome = pool.run(job(tmp_path / "r.txt", ""), str(folder.root), Settings(seconds=1))
    assert (outcome.state.status, outcome.state.reason_code) == ("pending", "locked")
    assert "run again when the other run is done" in str(outcome.state.reason)
    assert read_state(folder, "r") is None
