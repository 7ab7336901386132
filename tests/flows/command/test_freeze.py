"""`taiyaku freeze`: a document becomes a golden test that only --force changes."""

import shutil
from pathlib import Path

import pytest

from flows.command.freeze import freeze, thawed_differences
from flows.pipeline.settings import UsageError
from tests.flows.conftest import ROOT, Taiyaku

DOCUMENT = "表 1. 内訳（百万円）\n\t2004年3月期\t2003年3月期\n売上高\t9,633\t10,564\n営業利益\t633\t564\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "small.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_a_document_is_kept_with_its_readings(document: Path, tmp_path: Path) -> None:
    done = freeze(document, tmp_path / "frozen")
    assert (done.readings, done.diff, done.written) == (4, (), True)
    assert (done.folder / "drop" / "small.txt").read_text(encoding="utf-8") == DOCUMENT
    head, *rows = (done.folder / "readings.tsv").read_text(encoding="utf-8").splitlines()
    assert [dict(zip(head.split("\t"), row.split("\t"), strict=True))["printed"] for row in rows] == ["9,633", "10,564", "633", "564"]
    assert thawed_differences(done.folder) == []
    assert not freeze(document, tmp_path / "frozen").written


def test_a_reading_that_changed_is_shown_and_kept_without_force(document: Path, tmp_path: Path) -> None:
    folder = freeze(document, tmp_path / "frozen").folder
    golden = folder / "readings.tsv"
    now = golden.read_text(encoding="utf-8")
    golden.write_text(now.replace("表 1. 内訳", "other title"), encoding="utf-8")
    assert any(line.startswith("-") and "other title" in line for line in thawed_differences(folder))
    refused = freeze(document, tmp_path / "frozen")
    assert refused.diff
    assert not refused.written
    assert "other title" in golden.read_text(encoding="utf-8")
    assert freeze(document, tmp_path / "frozen", force=True).written
    assert golden.read_text(encoding="utf-8") == now


def test_another_document_of_the_name_is_no_silent_change(document: Path, tmp_path: Path) -> None:
    freeze(document, tmp_path / "frozen")
    document.write_text(DOCUMENT + "\n", encoding="utf-8")
    assert freeze(document, tmp_path / "frozen").diff == ("small.txt is not the document that was frozen",)


def test_a_folder_of_something_else_is_left_alone(document: Path, tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "thesis.txt").write_text("x")
    with pytest.raises(UsageError, match="holds nothing frozen"):
        freeze(document, tmp_path, force=True)
    assert (tmp_path / "small" / "thesis.txt").exists()


def test_two_editions_are_one_release(tmp_path: Path) -> None:
    (tmp_path / "both" / "en").mkdir(parents=True)
    (tmp_path / "both" / "ja.txt").write_text(DOCUMENT, encoding="utf-8")
    shutil.copy(ROOT / "raw" / "sample-english-quarter.txt", tmp_path / "both" / "en" / "release.txt")
    done = freeze(tmp_path / "both", tmp_path / "frozen")
    assert sorted(path.relative_to(done.folder).as_posix() for path in done.folder.rglob("*.*")) == [
        "drop/en/release.txt", "drop/ja.txt", "findings.tsv", "readings.tsv",
    ]  # fmt: skip
    assert thawed_differences(done.folder) == []


def test_the_command(document: Path, tmp_path: Path, taiyaku: Taiyaku) -> None:
    first = taiyaku("freeze", str(document))
    assert first.returncode == 0
    assert first.stdout.startswith("frozen: tests/frozen/small: 4 readings, ")
    golden = tmp_path / "tests" / "frozen" / "small" / "readings.tsv"
    golden.write_text(golden.read_text(encoding="utf-8").replace("9,633", "9,634"), encoding="utf-8")
    second = taiyaku("freeze", str(document))
    assert second.returncode == 1
    assert "(golden)" in second.stdout
    assert "--force" in second.stdout
    assert taiyaku("freeze", str(document), "--force").returncode == 0
