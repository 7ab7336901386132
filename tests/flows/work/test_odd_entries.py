"""What may stand in a folder of drops and is no release: it costs itself, and never the run."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline.drop import Drop
from flows.store.folders import open_folder
from flows.store.state import read_states
from flows.work import watch
from flows.work.drops import drop_to_digest, paths_to_drops
from flows.work.plan import make_plan
from parsers.errors import UnreadableDocument
from parsers.readers.files import MOST_BYTES
from tests.flows.conftest import Taiyaku

SAMPLE = (Path(__file__).parents[3] / "raw" / "sample-english-quarter.txt").read_bytes()
SECONDS = 60


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TAIYAKU_FOLLOW_LINKS", raising=False)
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def reasons(raw: Path) -> dict[str, str]:
    """Drop -> the code for which it is not read, "" for those that are."""
    plan = make_plan(paths_to_drops([raw]), open_folder(str(raw.parent / "out")))
    return {job.drop.name: (job.drop.rejected or "").partition(":")[0] for job in plan.jobs}


def test_a_pipe_a_device_and_a_hole_of_20_gigabytes(raw: Path) -> None:
    os.mkfifo(raw / "pipe.txt")
    (raw / "folder").mkdir()
    os.mkfifo(raw / "folder" / "pipe.txt")
    with open(raw / "hole.pdf", "wb") as hole:
        hole.truncate(20 << 30)
    (raw / "good.txt").write_bytes(SAMPLE)
    assert reasons(raw) == {"folder": "not_a_file", "pipe.txt": "not_a_file", "hole.pdf": "too_large", "good.txt": ""}


def test_an_endless_device_behind_a_link(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "zero.txt").symlink_to("/dev/zero")
    assert reasons(raw) == {"zero.txt": "link"}
    monkeypatch.setenv("TAIYAKU_FOLLOW_LINKS", "1")
    assert reasons(raw) == {"zero.txt": "not_a_file"}


def test_a_size_is_judged_before_a_byte_is_read(raw: Path) -> None:
    with open(raw / "hole.txt", "wb") as hole:
        hole.truncate(MOST_BYTES + 1)
    with pytest.raises(UnreadableDocument, match="1,073,741,825 bytes") as error:
        drop_to_digest(Drop("hole", raw / "hole.txt", (("hole.txt", raw / "hole.txt"),)))
    assert error.value.code == "too_large"


def test_links_within_the_folder_are_followed_and_others_are_not(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw.parent / "secret.txt").write_bytes(SAMPLE)
    (raw / "one").mkdir()
    (raw / "one" / "ja.txt").write_bytes(SAMPLE)
    (raw / "inside.txt").symlink_to("one/ja.txt")
    (raw / "outside.txt").symlink_to(raw.parent / "secret.txt")
    (raw / "two").mkdir()
    (raw / "two" / "en.txt").symlink_to("../../secret.txt")
    assert reasons(raw) == {"inside.txt": "", "one": "", "outside.txt": "link", "two": "link"}
    monkeypatch.setenv("TAIYAKU_FOLLOW_LINKS", "1")
    assert reasons(raw) == {"inside.txt": "", "one": "", "outside.txt": "", "two": ""}


@pytest.mark.parametrize("follow", ["", "1"])
def test_links_to_themselves_to_folders_around_them_and_to_nothing(raw: Path, follow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIYAKU_FOLLOW_LINKS", follow)
    (raw / "self").symlink_to("self")
    (raw / "around").symlink_to(".")
    (raw / "root").symlink_to("/")
    (raw / "nothing.txt").symlink_to("gone.txt")
    (raw / "good.txt").write_bytes(SAMPLE)
    (raw / "release").mkdir()
    (raw / "release" / "ja.txt").write_bytes(SAMPLE)
    (raw / "release" / "again").symlink_to("..")
    found = reasons(raw)
    assert (found.pop("good.txt"), found.pop("release")) == ("", "link")
    assert found == dict.fromkeys(("self", "around", "root", "nothing.txt"), "link")


def test_links_that_lead_round_in_a_circle_end_the_walk(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIYAKU_FOLLOW_LINKS", "1")
    for one, other in (("a", "b"), ("b", "a")):
        (raw / one).mkdir()
        (raw / one / f"{one}.txt").write_bytes(SAMPLE)
        for link in ("left", "right"):
            (raw / one / link).symlink_to(f"../{other}")
    assert reasons(raw) == {"a": "link", "b": "link"}


def test_names_that_are_no_unicode(raw: Path, taiyaku: Taiyaku) -> None:
    name = "決算短信.txt".encode("cp932")
    Path(os.fsdecode(bytes(raw) + b"/" + name)).write_bytes(SAMPLE)
    Path(os.fsdecode(bytes(raw) + b"/\xfd\xff.txt")).write_bytes(SAMPLE)
    out = raw.parent / "out"
    ended = taiyaku("run", str(raw), "--out", str(out), "--plain")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert {state.release_id: state.status for state in read_states(open_folder(str(out)))} == {"決算短信": "normalized", "_xfd_xff": "normalized"}


def test_a_run_ends_and_says_what_it_passed_over(raw: Path, taiyaku: Taiyaku) -> None:
    os.mkfifo(raw / "pipe.txt")
    (raw / "good.txt").write_bytes(SAMPLE)
    out = raw.parent / "out"
    ended = taiyaku("run", str(raw), "--out", str(out), "--plain")
    assert ended.returncode == 3
    assert "a named pipe; only regular files are read" in " ".join(ended.stdout.split())
    assert {state.release_id: (state.status, state.reason_code) for state in read_states(open_folder(str(out)))} == {
        "good": ("normalized", ""), "pipe": ("quarantined", "not_a_file")
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# The watcher


@pytest.fixture
def found(raw: Path) -> Iterator[Any]:
    """A function that waits for the next burst of a watched folder; `.said` holds what the watcher printed."""
    stop, ready = threading.Event(), threading.Event()
    bursts: list[tuple[Path, ...]] = []
    said: list[str] = []

    def follow() -> None:
        bursts.extend(iter(watch.bursts(raw, stop, ready.set, said.append)))

    def next_burst() -> tuple[Path, ...]:
        until = time.monotonic() + SECONDS
        while not bursts and time.monotonic() < until:
            time.sleep(0.02)
        return bursts.pop(0)

    thread = threading.Thread(target=follow, daemon=True)

    def start() -> Any:
        thread.start()
        assert ready.wait(SECONDS)
        return next_burst

    start.said = said  # type: ignore[attr-defined]
    yield start
    stop.set()
    thread.join(SECONDS)


def test_a_folder_is_looked_at_where_the_system_gives_no_notices(raw: Path, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Iterator[set[tuple[Any, str]]]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watch, "watch", refuse)
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.1)
    (raw / "old.txt").write_bytes(SAMPLE)
    next_burst = found()
    (raw / "new.txt").write_bytes(SAMPLE)
    assert next_burst() == (raw / "new.txt",)
    assert found.said == [f"{raw}: no notices of changes (OS file watch limit reached); looked at every 0.1 s"]


def test_a_folder_that_vanished_and_came_back(raw: Path, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.1)
    next_burst = found()
    raw.rename(raw.parent / "away")
    (raw.parent / "away" / "first.txt").write_bytes(SAMPLE)
    time.sleep(1)
    (raw.parent / "away").rename(raw)
    assert next_burst() == (raw / "first.txt",)
    (raw / "second.txt").write_bytes(SAMPLE)
    assert next_burst() == (raw / "second.txt",)


def test_a_link_to_the_root_of_the_file_system_is_not_gone_into(raw: Path, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.1)
    (raw / "root").symlink_to("/")
    next_burst = found()
    (raw / "new.txt").write_bytes(SAMPLE)
    assert next_burst() == (raw / "new.txt",)
