"""A document becomes a golden test: it is kept with the readings and findings that it gives today.

A frozen folder holds the drop, as it was dropped, and beside it `readings.tsv` and `findings.tsv`. What is frozen changes by --force alone.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings, UsageError
from flows.store.golden import FINDINGS, READINGS, differences, result_to_files
from flows.work.drops import paths_to_drops

FROZEN = Path("tests") / "frozen"
DROP = "drop"
"""The folder within a frozen one in which its documents stand."""


@dataclass(frozen=True)
class Frozen:
    """What freezing a document did."""

    folder: Path
    readings: int
    findings: int
    diff: tuple[str, ...]
    """What is not as it was frozen before; empty where it was not, or nothing changed."""
    written: bool


def freeze(path: Path, into: Path = FROZEN, *, force: bool = False) -> Frozen:
    """Keeps a file, or a folder that is one release, as a test. Writes nothing over what is frozen already unless `force`."""
    drop = paths_to_drops([], whole=[path])[0]
    if drop.rejected:
        raise UsageError(drop.rejected)
    folder = into / drop.release_id
    made = result_to_files(normalize(drop, Settings()))
    known = (folder / DROP).exists()
    if not known and folder.exists():
        raise UsageError(f"{folder} is there and holds nothing frozen; name another folder with --into")
    diff = changes(drop, folder, made) if known else ()
    written = not known or (bool(diff) and force)
    if written:
        documents = [(folder / DROP / name, Path(place).read_bytes()) for name, place in drop.documents]
        shutil.rmtree(folder / DROP, ignore_errors=True)
        for file, data in documents:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return Frozen(folder, made[READINGS].count("\n") - 1, made[FINDINGS].count("\n") - 1, diff, written)


def changes(drop: Drop, folder: Path, made: dict[str, str]) -> tuple[str, ...]:
    """What differs between a drop with its golden files and what is frozen in the folder."""
    ours = {name: Path(place).read_bytes() for name, place in drop.documents}
    kept = {name: Path(place).read_bytes() for name, place in frozen_drop(folder).documents}
    other = [f"{name} is not the document that was frozen" for name in sorted({*ours, *kept}) if ours.get(name) != kept.get(name)]
    return (*other, *differences(golden_files(folder), made, folder.name))


def frozen_drop(folder: Path) -> Drop:
    """The drop that a frozen folder holds, under the release_id that it had."""
    documents = sorted(path for path in (folder / DROP).rglob("*") if path.is_file())
    return Drop(folder.name, folder / DROP, tuple((path.relative_to(folder / DROP).as_posix(), path) for path in documents))


def golden_files(folder: Path) -> dict[str, str]:
    """Name -> text of the golden files that stand in a folder."""
    return {name: (folder / name).read_bytes().decode() for name in (READINGS, FINDINGS) if (folder / name).exists()}


def thawed_differences(folder: Path) -> list[str]:
    """What a frozen document gives otherwise than when it was frozen; empty: nothing."""
    return list(differences(golden_files(folder), result_to_files(normalize(frozen_drop(folder), Settings())), folder.name))
