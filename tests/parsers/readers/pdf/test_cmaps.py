"""The kept map of a character collection says what pdfminer's own says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdfminer.cmapdb import CMapDB

from parsers.readers.pdf.cmaps import FlatUnicodeMap, collection_map


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    collection_map.cache_clear()
    yield  # type: ignore[misc]
    collection_map.cache_clear()


@pytest.mark.parametrize("name", ["Adobe-Japan1", "Adobe-GB1", "Adobe-CNS1", "Adobe-Korea1"])
def test_the_kept_map_is_pdfminers(name: str) -> None:
    theirs = CMapDB.get_unicode_map(name).cid2unichr
    collection_map(name)
    collection_map.cache_clear()
    ours = collection_map(name)
    assert isinstance(ours, FlatUnicodeMap)
    for code in range(max(theirs) + 10):
        if code in theirs:
            assert ours.get_unichr(code) == theirs[code]
        else:
            with pytest.raises(KeyError):
                ours.get_unichr(code)


@pytest.mark.parametrize("name", ["Adobe-Nowhere", "../Adobe-Japan1", ""])
def test_an_unknown_collection_has_no_map(name: str) -> None:
    assert collection_map(name) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    found = collection_map("Adobe-Japan1")
    assert found is not None
    assert found.get_unichr(843) == "あ"


