"""Results to Parquet and back."""

import dataclasses
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.store.contract import DOCUMENT_COLUMNS, RELEASE_TABLES, TABLES, contract_markdown
from flows.store.folders import LocalFolder, OutputError, open_folder
from flows.store.state import read_state, read_states
from flows.store.store import read_rows, records_to_parquet, table_schema, write_result
from parsers import records
from tests.flows.releases import CHECK, FINDING, READINGS, RELEASE, RESULT, quarantined

RECORDS = {
    "releases": records.Release,
    "readings": records.Reading,
    "alignments": records.Alignment,
    "facts": records.Fact,
    "checks": records.Check,
    "findings": records.Finding,
    "comparatives": records.Comparative,
}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", RECORDS)
def test_the_contract_has_a_column_a_field(name: str) -> None:
    fields = [field.name for field in dataclasses.fields(RECORDS[name])]
    columns = [column.name for column in TABLES[name]]
    assert columns == (["release_id", *fields] if name == "findings" else fields)


def test_documents_have_a_column_a_field() -> None:
    assert [column.name for column in DOCUMENT_COLUMNS] == [field.name for field in dataclasses.fields(records.DocumentSummary)]


@pytest.mark.parametrize("name", RECORDS)
def test_every_column_is_typed_and_described(name: str) -> None:
    for field in table_schema(name):
        assert field.metadata[b"description"], field.name
    numbers = {
        field.name: field.type for field in table_schema(name) if field.name in ("value", "other_value", "expected", "found", "residual", "usd_rate")
    }
    assert set(numbers.values()) <= {pa.decimal128(38, 6)}


def test_a_result_comes_back_as_it_went_in(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    write_result(folder, RESULT, "digest")
    (release,) = read_rows(folder, "releases", "r1")
    assert release == {**dataclasses.asdict(RELEASE), "documents": [{**dataclasses.asdict(RELEASE.documents[0]), "languages": ["en", "ja"]}]}
    rows = read_rows(folder, "readings", "r1")
    for row, reading in zip(rows, READINGS, strict=True):
        expected = {name: list(value) if isinstance(value, tuple) else value for name, value in dataclasses.asdict(reading).items()}
        assert row == expected
    (finding,) = read_rows(folder, "findings", "r1")
    assert (finding["release_id"], finding["code"], finding["bbox"]) == ("r1", FINDING.code, [0.0, 0.0, 1.0, 1.0])
    (check,) = read_rows(folder, "checks", "r1")
    assert check["tolerance"] == Decimal("0.333333")
    assert (check["expected"], check["tight_for"]) == (CHECK.expected, ["r1/1.1.1.1"])


def test_files_are_zstd_and_carry_the_meaning_of_their_columns(tmp_path: Path) -> None:
    write_result(LocalFolder(tmp_path), RESULT, "digest")
    for name in RELEASE_TABLES:
        file = pq.ParquetFile(tmp_path / name / "r1.parquet")
        assert {file.metadata.row_group(0).column(place).compression for place in range(file.metadata.num_columns)} == {"ZSTD"}
        assert [field.metadata[b"description"].decode() for field in file.schema_arrow] == [column.meaning for column in TABLES[name]]


def test_equal_results_give_equal_bytes(tmp_path: Path) -> None:
    write_result(LocalFolder(tmp_path / "a"), RESULT, "digest")
    write_result(LocalFolder(tmp_path / "b"), RESULT, "digest")
    write_result(LocalFolder(tmp_path / "b"), RESULT, "digest")
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert len(files(tmp_path / "a")) == 7


def test_an_empty_table_keeps_its_types(tmp_path: Path) -> None:
    data = records_to_parquet("facts", (), "r1")
    assert pq.read_schema(pa.BufferReader(data)).field("value").type == pa.decimal128(38, 6)


def test_a_quarantined_release_keeps_its_row_and_loses_its_old_numbers(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    write_result(folder, RESULT, "one")
    state = write_result(folder, quarantined(), "two")
    assert (state.status, state.reason) == ("quarantined", "empty: r1.txt: the file is empty")
    assert sorted(files(tmp_path)) == ["findings/r1.parquet", "releases/r1.parquet", "state/r1.json"]
    (release,) = read_rows(folder, "releases", "r1")
    assert (release["status"], release["readings"]) == ("quarantined", 0)
    (finding,) = read_rows(folder, "findings", "r1")
    assert (finding["code"], finding["severity"]) == ("empty", "error")


def test_the_state_is_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that dies while it writes leaves no state, and so does nobody's half-new release."""
    folder = LocalFolder(tmp_path)
    write_result(folder, RESULT, "one")
    replaced: list[str] = []

    def die(source: object, target: object) -> None:
        if len(replaced) == 3:
            raise KeyboardInterrupt
        replaced.append(str(target))
        os.rename(str(source), str(target))

    monkeypatch.setattr("flows.store.folders.os.replace", die)
    with pytest.raises(KeyboardInterrupt):
        write_result(folder, RESULT, "two")
    assert read_state(folder, "r1") is None
    assert not [name for name in files(tmp_path) if ".tmp-" in name]


def test_a_state_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    folder.write("state/r1.json", b'{"release_id": "r1"')
    folder.write("state/r2.json", b'{"release_id": "r2"}')
    folder.write("state/r3.json", b"[]")
    assert read_states(folder) == ()


def test_what_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = open_folder(tmp_path / "file")
    with pytest.raises(OutputError, match="cannot be written"):
        folder.probe()
    with pytest.raises(OutputError, match="cannot be written"):
        write_result(folder, RESULT, "one")


def test_a_number_no_column_can_hold_is_an_error(tmp_path: Path) -> None:
    too_large = replace(RESULT, readings=(replace(READINGS[0], value=Decimal(10) ** 40),))
    with pytest.raises(pa.ArrowInvalid):
        write_result(LocalFolder(tmp_path), too_large, "one")
    assert read_state(LocalFolder(tmp_path), "r1") is None


def test_text_that_is_no_unicode_is_written_all_the_same(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    write_result(folder, replace(RESULT, readings=(replace(READINGS[0], label="a\udce9"),)), "one")
    assert read_rows(folder, "readings", "r1")[0]["label"] == "a?"


def test_a_folder_behind_an_address(tmp_path: Path) -> None:
    local, remote = LocalFolder(tmp_path), open_folder("memory://bucket/normalized")
    remote.probe()
    write_result(local, RESULT, "one")
    write_result(remote, RESULT, "one")
    assert {name: remote.read(name) for name in files(tmp_path)} == files(tmp_path)
    assert remote.names("state") == ("r1.json",)
    write_result(remote, quarantined(), "two")
    assert remote.read("readings/r1.parquet") is None
    assert remote.names("readings") == ()


def test_the_contract_is_written_down() -> None:
    written = (Path(__file__).resolve().parents[3] / "normalized" / "README.md").read_text(encoding="utf-8")
    assert written == contract_markdown(), "write it again: python -m flows.store.contract > normalized/README.md"
