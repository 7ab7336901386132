"""Folds that are kept are the folds that are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.terms.glossary import load_glossary
from glossary.terms.kept_folds import fold_all, kept_folds

LABELS = ("Operating income (loss)", "１株あたり当期利益", "Cash and Cash-Equivalents")
VARIANTS = {"1株あたり": "1株当たり"}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.json"))


def test_they_are_kept_and_taken_up(own_cache: Path) -> None:
    assert kept_folds(LABELS, VARIANTS) == fold_all(LABELS, VARIANTS)
    (file,) = kept(own_cache)
    file.write_text('[["a","b","c"],["d","e","f"],["g","h","i"]]', encoding="utf-8")
    assert kept_folds(LABELS, VARIANTS) == [("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i")]


@pytest.mark.parametrize("damage", ["", "[", "[]", '[["a","b"],["a","b"],["a","b"]]', "\ud800"])
def test_a_damaged_file_is_made_anew(own_cache: Path, damage: str) -> None:
    kept_folds(LABELS, VARIANTS)
    (file,) = kept(own_cache)
    file.write_bytes(damage.encode("utf-8", "surrogatepass"))
    assert kept_folds(LABELS, VARIANTS) == fold_all(LABELS, VARIANTS)


def test_other_labels_and_other_variants_have_files_of_their_own(own_cache: Path) -> None:
    assert kept_folds(LABELS, {}) != kept_folds(LABELS, VARIANTS)
    kept_folds(LABELS[:1], VARIANTS)
    assert len(kept(own_cache)) == 3


def test_a_folder_that_cannot_be_written_keeps_nothing(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_cache / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache / "file"))
    assert kept_folds(LABELS, VARIANTS) == fold_all(LABELS, VARIANTS)


def test_the_glossary_has_the_folds_of_its_labels() -> None:
    glossary = load_glossary()
    texts = [label.label for label in glossary.labels]
    assert [glossary.folded[text] for text in texts] == fold_all(texts, glossary.variants)
