"""A file finds exactly one reader, or the reason why not with what to do about it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from parsers.errors import UnreadableDocument
from parsers.read import READERS, read_document


def refusal(path: Path, **arguments: object) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path, number=1, name="drop.txt", **arguments)  # type: ignore[arg-type]
    return caught.value


CLAIMED = [
    ("a.txt", b"Net sales", "text"),
    ("a.TXT", b"Net sales", "text"),
    ("a.md", b"# Results", "text"),
    ("a.tsv", b"Net sales\t1", "text"),
    ("a.htm", b"<html>", "html"),
    ("a.xhtml", b"<?xml", "html"),
    ("a.pdf", b"%PDF-1.4\n", "pdf"),
    ("a", b"%PDF-1.4\n", "pdf"),
    ("a.pdf", b"Net sales", None),
    ("a.docx", b"PK\x03\x04", None),
    ("a.png", b"\x89PNG", None),
    ("a", b"Net sales", None),
]


@pytest.mark.parametrize(("name", "head", "reader"), CLAIMED)
def test_one_reader_claims_a_file(name: str, head: bytes, reader: str | None) -> None:
    assert [one for one, claims in READERS.items() if claims(Path(name), head)] == ([reader] if reader else [])


def test_a_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Net sales  1,234  1,100\n", encoding="utf-8")
    document = read_document(file, number=3, name="drop/a.txt")
    assert (document.number, document.path, document.media_type, len(document.sha256)) == (3, "drop/a.txt", "text/plain", 64)
    assert str(tmp_path) not in repr(document)


@pytest.mark.parametrize("name", ["a.docx", "a", "a.pdf", "a.xlsx"])
def test_a_file_that_no_reader_claims(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"PK\x03\x04 something else")
    error = refusal(file)
    assert error.code == "unknown_type"
    assert "drop.txt" in str(error)
    assert "a release is text, HTML or PDF" in str(error)
    assert all(kind in str(error) for kind in ("html", "pdf", "text"))


def test_a_file_that_two_readers_claim(tmp_path: Path) -> None:
    """Zero, one and many are three answers: a PDF called .txt belongs to nobody."""
    file = tmp_path / "a.txt"
    file.write_bytes(b"%PDF-1.4\n")
    error = refusal(file)
    assert error.code == "unknown_type"
    assert "claimed by pdf, text" in str(error)


def test_a_file_that_vanished(tmp_path: Path) -> None:
    error = refusal(tmp_path / "gone.txt")
    assert error.code == "vanished"
    assert "drop it again" in str(error)


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x\n")

    def vanish(path: Path, flags: int) -> int:
        raise FileNotFoundError(path)

    monkeypatch.setattr(os, "open", vanish)
    assert refusal(file).code == "vanished"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert error.code == "not_a_file"
    assert "only regular files are read" in str(error)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("x\n")
    monkeypatch.setattr(os, "open", refuse)
    error = refusal(tmp_path / "a.txt")
    assert error.code == "unreadable"
    assert "Permission denied" in str(error)


@pytest.mark.parametrize("suffix", [".txt", ".htm", ".pdf"])
def test_an_empty_file(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(b"")
    error = refusal(file)
    assert error.code == "empty"
    assert "fetch it again" in str(error)
