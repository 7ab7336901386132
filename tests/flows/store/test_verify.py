"""A data set heals: what is no longer as it was written is found and made anew, and what is not ours is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.store.folders import LocalFolder
from flows.store.history import update_comparatives
from flows.store.state import is_whole, read_state
from flows.store.store import DamagedTable, write_result
from flows.store.verify import verify
from tests.flows.conftest import Taiyaku
from tests.flows.releases import RESULT

RELEASE_ID = RESULT.release.release_id
READINGS = f"readings/{RELEASE_ID}.parquet"


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    folder = LocalFolder(tmp_path / "normalized")
    write_result(folder, RESULT, "content")
    return folder


def faults(folder: LocalFolder) -> list[tuple[str, str]]:
    return [(fault.file, fault.what) for fault in verify(folder)]


def test_nothing_is_wrong_with_what_was_written(folder: LocalFolder) -> None:
    assert faults(folder) == []
    assert read_state(folder, RELEASE_ID) is not None


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes({"cut": data[:-7], "empty": b"", "other": data[:40] + bytes([data[40] ^ 1]) + data[41:]}[how])


@pytest.mark.parametrize("how", ["missing", "cut", "empty", "other"])
def test_a_damaged_file_takes_the_commit_back(folder: LocalFolder, how: str) -> None:
    damage(folder.root / READINGS, how)
    ((file, _),) = faults(folder)
    assert file == READINGS
    assert read_state(folder, RELEASE_ID) is None


@pytest.mark.parametrize("how", ["missing", "cut", "empty"])
def test_a_plan_sees_what_has_another_length(folder: LocalFolder, how: str) -> None:
    state = read_state(folder, RELEASE_ID)
    assert state is not None
    assert is_whole(folder, state)
    damage(folder.root / READINGS, how)
    assert not is_whole(folder, state)


def test_a_release_that_a_run_works_on_is_left_alone(folder: LocalFolder) -> None:
    damage(folder.root / READINGS, "cut")
    with folder.locked(RELEASE_ID):
        assert faults(folder) == []
    assert read_state(folder, RELEASE_ID) is not None


def test_a_state_that_cannot_be_read(folder: LocalFolder) -> None:
    folder.write(f"state/{RELEASE_ID}.json", b'{"release_id": 5')
    found = dict(faults(folder))
    assert found[f"state/{RELEASE_ID}.json"] == "cannot be read"


def test_foreign_files_are_told_and_left_alone(folder: LocalFolder) -> None:
    for name in ("readings/mine.parquet", "comparatives/mine.parquet", "comparatives/notes.txt"):
        folder.write(name, b"mine")
    assert faults(folder) == [("readings/mine.parquet", "belongs to no release; left alone")]
    update_comparatives(folder)
    assert [folder.read(name) for name in ("comparatives/mine.parquet", "comparatives/notes.txt")] == [b"mine", b"mine"]


@pytest.mark.parametrize(("file", "how"), [(READINGS, "cut"), (READINGS, "empty"), (f"releases/{RELEASE_ID}.parquet", "missing")])
def test_a_comparison_with_a_damaged_release_says_so_and_is_made_good_by_the_next_run(folder: LocalFolder, file: str, how: str) -> None:
    damage(folder.root / file, how)
    with pytest.raises(DamagedTable, match="taiyaku verify"):
        update_comparatives(folder)
    assert read_state(folder, RELEASE_ID) is None


def test_the_next_run_makes_anew_what_was_cut(tmp_path: Path, taiyaku: Taiyaku) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "one.txt").write_bytes((Path(__file__).parents[3] / "raw" / "sample-english-quarter.txt").read_bytes())
    assert taiyaku("run", "--plain").returncode == 0
    readings = tmp_path / "normalized" / "readings" / "one.parquet"
    written = readings.read_bytes()
    readings.write_bytes(written[:1000] + b"x" + written[1001:])
    told = taiyaku("verify")
    assert (told.returncode, told.stdout.splitlines()) == (
        1, ["readings/one.parquet: has other content than was written", "1 releases are damaged; taiyaku run makes them anew"]
    )  # fmt: skip
    assert taiyaku("run", "--plain").returncode == 0
    assert readings.read_bytes() == written
    readings.write_bytes(written[:1000])
    assert taiyaku("run", "--plain").returncode == 0
    assert readings.read_bytes() == written
    assert taiyaku("verify").stdout == "all files of the releases are as they were written\n"
