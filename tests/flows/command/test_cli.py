"""The command line without Prefect, end to end: bad input costs its own drop, everything else is written."""

import json
import os
import shutil
from pathlib import Path

import pytest

from flows.store.folders import LocalFolder
from flows.store.store import read_rows
from tests.flows.conftest import ROOT, Taiyaku

SAMPLES = sorted((ROOT / "raw").glob("sample-*.txt"))
RELEASES = len([path for path in (ROOT / "raw").iterdir() if not path.name.startswith(".")])
SAMPLE = ROOT / "raw" / "sample-english-quarter.txt"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


def test_the_samples_become_parquet_and_a_second_run_has_nothing_to_do(tmp_path: Path, taiyaku: Taiyaku) -> None:
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    first = taiyaku("run", "--plain")
    assert (first.returncode, first.stderr) == (0, "")
    assert f"{RELEASES} releases: {RELEASES} to normalize, 0 current" in first.stdout
    assert "営業収益" in first.stdout
    assert "Total revenues" in first.stdout
    written = files(tmp_path / "normalized")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "normalized").rglob("*")}
    second = taiyaku("run", "--plain")
    assert second.returncode == 0
    assert "all is current in normalized" in second.stdout
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "normalized").rglob("*")} == times
    forced = taiyaku("run", "--plain", "--force", "--jobs", "2")
    assert forced.returncode == 0
    assert files(tmp_path / "normalized") == written
    again = taiyaku("run", "--plain", "--out", "other", "raw", PYTHONHASHSEED="7")
    assert again.returncode == 0
    assert files(tmp_path / "other") == written


BAD: dict[str, tuple[bytes, set[str]]] = {
    "empty.txt": (b"", {"empty"}),
    "junk.txt": (bytes(range(256)) * 64, {"binary", "unknown_type"}),
    "junk.bin": (os.urandom(1 << 16), {"binary", "unknown_type"}),
    "prose.txt": (b"The company opened an office.\nIt is a good office.\n" * 20, {"no_table"}),
}


def test_bad_drops_are_quarantined_and_the_others_written(tmp_path: Path, taiyaku: Taiyaku, text: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, (data, _) in BAD.items():
        (raw / f"bad-{name.replace('.', '-')}{Path(name).suffix}").write_bytes(data)
    (raw / "mojibake.txt").write_bytes(SAMPLES[0].read_bytes().decode("cp1252", "replace").encode())
    (raw / "good.txt").write_text(text, encoding="utf-8")
    done = taiyaku("run", "--plain")
    assert done.returncode == 3, done.stderr
    states = {path.stem: json.loads(path.read_text()) for path in (tmp_path / "normalized" / "state").glob("*.json")}
    assert states["good"]["status"] == "normalized"
    for name, (_, codes) in BAD.items():
        state = states[f"bad-{name.replace('.', '-')}"]
        assert state["status"] == "quarantined"
        assert state["reason"].partition(":")[0] in codes
        assert state["reason"] in done.stdout
    assert states["mojibake"]["reason"].startswith("mojibake")
    assert not [name for name in files(tmp_path / "normalized") if ".tmp-" in name]
    again = taiyaku("run", "--plain")
    assert again.returncode == 3
    assert "0 to normalize" in again.stdout


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-16", "utf-8-sig"])
def test_old_encodings_give_the_same_numbers(tmp_path: Path, taiyaku: Taiyaku, encoding: str) -> None:
    text = SAMPLES[0].read_text(encoding="utf-8").replace("–", "-").replace("−", "-").replace("\xa0", " ")
    text = text.encode("shift_jis", "ignore").decode("shift_jis").encode("euc_jp", "ignore").decode("euc_jp")
    (tmp_path / "plain.txt").write_text(text, encoding="utf-8")
    (tmp_path / "coded.txt").write_bytes(text.encode(encoding))
    assert taiyaku("run", "--plain", "plain.txt", "coded.txt").returncode == 0
    values = [[row["value"] for row in read_rows(LocalFolder(tmp_path / "normalized"), "readings", name)] for name in ("plain", "coded")]
    assert len(values[0]) > 500
    assert values[0] == values[1]


def test_a_text_cut_off_in_mid_table_is_quarantined(tmp_path: Path, taiyaku: Taiyaku, text: str) -> None:
    """A total or a number may be torn: no part of it is taken for the whole."""
    (tmp_path / "cut.txt").write_text(text[: text.index("General and administrati") + 24], encoding="utf-8")
    (tmp_path / "whole.txt").write_text(text, encoding="utf-8")
    assert taiyaku("run", "--plain", "whole.txt", "cut.txt").returncode == 3
    states = {path.stem: json.loads(path.read_text()) for path in (tmp_path / "normalized" / "state").glob("*.json")}
    assert states["cut"]["reason"].startswith("cut_off: cut.txt: line ")
    assert states["whole"]["status"] == "normalized"


def test_fifty_megabytes_end_within_the_limit(tmp_path: Path, taiyaku: Taiyaku, text: str) -> None:
    (tmp_path / "huge.txt").write_text(text * (50_000_000 // len(text.encode())), encoding="utf-8")
    (tmp_path / "good.txt").write_text(text, encoding="utf-8")
    done = taiyaku("run", "--plain", "--seconds", "20", "huge.txt", "good.txt")
    assert done.returncode == 3
    states = {path.stem: json.loads(path.read_text()) for path in (tmp_path / "normalized" / "state").glob("*.json")}
    assert states["good"]["status"] == "normalized"
    assert states["huge"]["reason"].partition(":")[0] in ("too_large", "timeout", "memory")


def test_an_output_that_cannot_be_written_ends_the_run_with_advice(tmp_path: Path, taiyaku: Taiyaku) -> None:
    (tmp_path / "out").write_text("a file stands here")
    done = taiyaku("run", "--plain", "--out", "out", SAMPLE)
    assert (done.returncode, done.stdout) == (1, "")
    assert "out: cannot be written" in done.stderr
    assert "--out" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--plain", "nothing.txt"), "nothing.txt: no such file or folder"),
        (("run", "--plain"), "raw: no such file or folder"),
        (("run", "--plain", "--reader", "quick", "."), "choose fast or plain"),
        (("show", "nothing"), "nothing is not in normalized"),
    ],
)
def test_usage_errors_say_what_to_do(taiyaku: Taiyaku, arguments: tuple[str, ...], said: str) -> None:
    done = taiyaku(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_of_drops_is_no_error(tmp_path: Path, taiyaku: Taiyaku) -> None:
    (tmp_path / "raw").mkdir()
    done = taiyaku("run", "--plain")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "0 releases: 0 to normalize, 0 current")


def test_a_folder_with_an_unrelated_file_is_read_and_the_file_told(tmp_path: Path, taiyaku: Taiyaku) -> None:
    (tmp_path / "raw" / "release").mkdir(parents=True)
    shutil.copy(SAMPLE, tmp_path / "raw" / "release" / "release.txt")
    (tmp_path / "raw" / "release" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert taiyaku("run", "--plain").returncode == 0
    findings = read_rows(LocalFolder(tmp_path / "normalized"), "findings", "release")
    assert [finding["code"] for finding in findings].count("ignored_file") == 1


def test_show_prints_both_languages_and_every_number(tmp_path: Path, taiyaku: Taiyaku) -> None:
    assert taiyaku("run", "--plain", SAMPLES[0]).returncode == 0
    for columns in ("200", "60"):
        shown = taiyaku("show", SAMPLES[0].stem, COLUMNS=columns)
        assert shown.returncode == 0
        assert "Total revenues" in shown.stdout
        assert "warning contradicted: " in shown.stdout, "the findings stand at the end"
        for row in read_rows(LocalFolder(tmp_path / "normalized"), "readings", SAMPLES[0].stem):
            assert row["printed"] in shown.stdout
    said = taiyaku("show", SAMPLES[0].stem, "--sources", COLUMNS="200").stdout
    assert "period       3Q03: header, p. 1" in said
    assert "表 1.営業収益（売上高）の内訳 （百万円）: caption, p. 1" in said
    missing = taiyaku("show", SAMPLES[0].stem, "--statement", "nothing")
    assert missing.returncode == 2
    assert "it has balance_sheet" in missing.stderr
