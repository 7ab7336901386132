"""Patterns kept over processes match as those that are compiled, and a cache that is broken breaks nothing."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
import regex

from parsers.words import patterns
from parsers.words.patterns import compiled, pattern_key

PATTERN = r"(?P<sign>[-△])? (?P<digits>[0-9]++) (?P<digits>百万円|円)?"
FLAGS = regex.VERBOSE | regex.IGNORECASE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(patterns, "WORTH_KEEPING", 0.0)
    return tmp_path / "deep" / "patterns"


def test_taken_up_again_it_matches_the_same(folder: Path) -> None:
    first = compiled(PATTERN, FLAGS, folder=folder)
    assert [path.name for path in folder.iterdir()] == [pattern_key(PATTERN, FLAGS)]
    again = pickle.loads((folder / pattern_key(PATTERN, FLAGS)).read_bytes())
    found = compiled(PATTERN, FLAGS, folder=folder)
    for pattern in (again, found):
        match = pattern.fullmatch("△12百万円")
        assert match is not None
        assert (match.capturesdict(), match.span()) == ({"sign": ["△"], "digits": ["12", "百万円"]}, (0, 6))
        assert (pattern.pattern, pattern.flags) == (first.pattern, first.flags)


def test_it_is_the_kept_one_that_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(PATTERN, FLAGS, folder=folder)
    monkeypatch.setattr(regex, "compile", lambda *_: pytest.fail("compiled again"))
    assert compiled(PATTERN, FLAGS, folder=folder).fullmatch("12円")


class Hostile:
    def __reduce__(self) -> object:
        return os.mkdir, ("made-by-a-pickle",)


@pytest.mark.parametrize("content", [b"", b"\x80\x04 no pickle", pickle.dumps(regex.compile("other")), pickle.dumps("text"), pickle.dumps(Hostile())])
def test_what_is_no_such_pattern_is_compiled_anew(folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    place = folder / pattern_key(PATTERN, FLAGS)
    place.write_bytes(content)
    assert compiled(PATTERN, FLAGS, folder=folder).pattern == PATTERN
    assert place.read_bytes() == pickle.dumps(regex.compile(PATTERN, FLAGS))
    assert [path.name for path in folder.iterdir()] == [place.name]


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "WORTH_KEEPING", 0.0)
    (tmp_path / "file").write_text("no folder")
    assert compiled(PATTERN, FLAGS, folder=tmp_path / "file" / "patterns").fullmatch("12円")


def test_flags_are_part_of_the_key(folder: Path) -> None:
    assert compiled("a b", regex.VERBOSE, folder=folder).fullmatch("ab")
    assert compiled("a b", 0, folder=folder).fullmatch("a b")
