"""What golden files hold, and how a document differs from its own."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.store.golden import FINDINGS, READINGS, differences, field_names
from parsers.records import Finding, Reading
from tests.goldens.documents import ROOT, Golden, Rows

HERE = Path(__file__).parent
FULL = ROOT / ".goldens"
"""Whole copies of what is kept as digests; git ignores it, and nothing needs it but the lines of a diff."""
FIELDS = {READINGS: field_names(Reading), FINDINGS: field_names(Finding)}
COLUMNS = ("name", *(f"{file.partition('.')[0]}.{field}" for file, fields in FIELDS.items() for field in ("count", *fields)))


@dataclass(frozen=True)
class Compared:
    """A document beside what is golden of it."""

    golden: Golden
    files: Mapping[str, str]
    """readings.tsv and findings.tsv as they are now."""
    digests: Mapping[str, str]
    """The document's row of digests as it is now; empty where it is kept whole."""
    diff: tuple[str, ...]
    """Lines that say what differs; empty: nothing."""
    known: bool = True
    """False: nothing is golden of it yet."""


def compare(golden: Golden) -> Compared:
    """Reads the document and compares every field of every reading and finding."""
    rows = golden.read()
    files = rows_to_files(rows)
    if golden.whole:
        return Compared(golden, files, {}, tuple(differences(read_whole(HERE / golden.name), files, golden.name)))
    now, was = rows_to_digests(golden.name, rows), read_digests(golden.others).get(golden.name)
    if was is None:
        return Compared(golden, files, now, (f"{golden.name}: nothing golden of it",), known=False)
    if now == was:
        if read_whole(FULL / golden.name) != files:
            write_whole(FULL / golden.name, files)
        return Compared(golden, files, now, ())
    changed = [f"{name} {was[name]} is {now[name]}" if "count" in name else name for name in COLUMNS if was.get(name) != now[name]]
    copy = read_whole(FULL / golden.name)
    lines = list(differences(copy, files, golden.name)) if is_copy_of(copy, was) else ["(its lines: .goldens/ has no copy of what was golden)"]
    return Compared(golden, files, now, (f"{golden.name} differs in {', '.join(changed)}", *lines))


def renew(compared: Iterable[Compared]) -> None:
    """What the documents give now becomes golden."""
    digests = {others: dict(read_digests(others)) for others in (False, True)}
    for one in compared:
        write_whole((HERE if one.golden.whole else FULL) / one.golden.name, one.files)
        if not one.golden.whole:
            digests[one.golden.others][one.golden.name] = dict(one.digests)
    for others, rows in digests.items():
        write_digests(others, rows.values())


def forget(names: Iterable[str]) -> None:
    """Golden files of documents that are no more."""
    gone = set(names)
    for name in gone:
        for file in FIELDS:
            (HERE / f"{name}.{file}").unlink(missing_ok=True)
    write_digests(False, [row for name, row in read_digests(False).items() if name not in gone])


def rows_to_files(rows: Rows) -> dict[str, str]:
    return {file: "".join("\t".join(line) + "\n" for line in [fields, *(row.values() for row in rows[file])]) for file, fields in FIELDS.items()}


def rows_to_digests(name: str, rows: Rows) -> dict[str, str]:
    """The row of a document: how many readings and findings, and one digest a field over all of them."""
    found = {"name": name}
    for file, fields in FIELDS.items():
        kind = file.partition(".")[0]
        found[f"{kind}.count"] = str(len(rows[file]))
        for field in fields:
            found[f"{kind}.{field}"] = hashlib.sha256("\n".join(row[field] for row in rows[file]).encode()).hexdigest()[:8]
    return found


def is_copy_of(files: Mapping[str, str], digests: Mapping[str, str]) -> bool:
    """Whether a whole copy gives these digests."""
    if set(files) != set(FIELDS):
        return False
    rows = {file: [dict(zip(head, line, strict=False)) for line in lines] for file, (head, *lines) in ((f, split(t)) for f, t in files.items())}
    try:
        return rows_to_digests(digests["name"], rows) == digests
    except KeyError:  # a copy of before a field was new
        return False


def split(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def read_whole(stem: Path) -> dict[str, str]:
    """Name -> text of `STEM.readings.tsv` and `STEM.findings.tsv`, those of them that are there."""
    places = {file: stem.with_name(f"{stem.name}.{file}") for file in FIELDS}
    return {file: place.read_bytes().decode() for file, place in places.items() if place.exists()}


def write_whole(stem: Path, files: Mapping[str, str]) -> None:
    stem.parent.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        stem.with_name(f"{stem.name}.{file}").write_bytes(text.encode())


@cache
def read_digests(others: bool) -> dict[str, dict[str, str]]:
    """Name of a document -> its row of digests."""
    place = digest_file(others)
    if not place.exists():
        return {}
    with place.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def write_digests(others: bool, rows: Iterable[Mapping[str, str]]) -> None:
    lines = [COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in sorted(rows, key=lambda row: row["name"]))]
    digest_file(others).write_bytes("".join("\t".join(line) + "\n" for line in lines).encode())
    read_digests.cache_clear()


def digest_file(others: bool) -> Path:
    return HERE / ("releases.tsv" if others else "digests.tsv")


def whole_names() -> Iterator[str]:
    """The names of the documents of which a whole golden file is kept."""
    for path in HERE.glob("*/**/*.readings.tsv"):
        yield path.relative_to(HERE).as_posix().removesuffix(f".{READINGS}")
