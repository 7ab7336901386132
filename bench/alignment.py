"""How well rows are paired when a release is damaged: rows dropped, moved, cells corrupted, numbers withheld, glossary hidden.

    python -m bench.alignment [SEEDS]          needs TAIYAKU_TRUTH

Each case is a copy of the release of 2004-02-12, as its truth gives it, changed by a seeded random choice. Printed: F1 and precision
over the row pairs of one scale, all seeds together.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from glossary.pairing.align import align
from glossary.proposing.proposals import propose
from glossary.terms.glossary import Glossary, load_glossary
from parsers.records import Alignment, Reading
from parsers.table import Table
from tests.glossary.truth import RELEASE, truth_folder, truth_release

Place = tuple[int, str]
"""Table number and an id of the row that survives moving it."""
Gold = frozenset[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True)
class Copy:
    """A release and its true row pairs ((ja table, ja row), (en table, en row))."""

    tables: tuple[Table, ...]
    readings: tuple[Reading, ...]
    gold: Gold


def original(folder: Path) -> Copy:
    """The release as it is."""
    tables, readings = truth_release(folder)
    by_name = {("ja" if t.number <= 12 else "en", t.number if t.number <= 12 else t.number - 12): t for t in tables}
    rows: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        if reading.row not in rows[reading.table][reading.label]:
            rows[reading.table][reading.label].append(reading.row)
    gold = set()
    with open(folder / "alignment_002.csv", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            kind, _, number = line["table"].partition("_")
            ja = by_name["ja", int(number) + (8 if kind == "statement" else 0)].number
            en = by_name["en", int(number) + (10 if kind == "statement" else 0)].number
            gold.add(((ja, rows[ja][line["ja_label"]].pop(0)), (en, rows[en][line["en_label"]].pop(0))))
    return Copy(tables, readings, frozenset(gold))


def dropped(copy: Copy, chance: random.Random, share: float = 0.1) -> Copy:
    """Some rows with numbers are gone, in either language."""
    rows = sorted({(reading.table, reading.row) for reading in copy.readings})
    gone = set(chance.sample(rows, round(share * len(rows))))
    tables = tuple(replace(t, rows=tuple(row for row in t.rows if (t.number, row.number) not in gone)) for t in copy.tables)
    readings = tuple(reading for reading in copy.readings if (reading.table, reading.row) not in gone)
    return Copy(tables, readings, frozenset(pair for pair in copy.gold if not gone.intersection(pair)))


def moved(copy: Copy, chance: random.Random, share: float = 0.1) -> Copy:
    """Some English rows stand elsewhere in their table; row numbers stay with the rows."""
    tables = []
    for table in copy.tables:
        rows = list(table.rows)
        if table.language == "en":
            with_cells = [row for row in rows if row.cells]
            for row in chance.sample(with_cells, round(share * len(with_cells))):
                rows.remove(row)
                rows.insert(chance.randrange(len(rows) + 1), row)
        tables.append(replace(table, rows=tuple(rows)))
    return Copy(tuple(tables), copy.readings, copy.gold)


def corrupted(copy: Copy, chance: random.Random, share: float = 0.05) -> Copy:
    """Some cells have one digit wrong, in either language."""
    with_value = [number for number, reading in enumerate(copy.readings) if reading.value]
    wrong = set(chance.sample(with_value, round(share * len(with_value))))
    readings = tuple(_one_digit_off(reading, chance) if number in wrong else reading for number, reading in enumerate(copy.readings))
    return Copy(copy.tables, readings, copy.gold)


def _one_digit_off(reading: Reading, chance: random.Random) -> Reading:
    assert reading.value is not None
    assert reading.decimals is not None
    digits = len(str(abs(int(reading.value.scaleb(reading.decimals)))))
    step = Decimal(chance.choice((-3, -2, -1, 1, 2, 3))).scaleb(chance.randrange(digits) - reading.decimals)
    return replace(reading, value=reading.value + step)


def without_tables(copy: Copy, chance: random.Random, count: int = 4) -> Copy:
    """Whole tables are missing in one language."""
    gone = set(chance.sample([table.number for table in copy.tables], count))
    gold = frozenset(pair for pair in copy.gold if pair[0][0] not in gone and pair[1][0] not in gone)
    return Copy(tuple(t for t in copy.tables if t.number not in gone), tuple(r for r in copy.readings if r.table not in gone), gold)


def shuffled(copy: Copy, chance: random.Random) -> Copy:
    """The tables come in another order."""
    numbers = [table.number for table in copy.tables]
    new = dict(zip(numbers, chance.sample(numbers, len(numbers)), strict=True))
    tables = sorted((replace(table, number=new[table.number]) for table in copy.tables), key=lambda table: table.number)
    readings = (replace(r, table=new[r.table], reading_id=f"{r.release_id}/1.{new[r.table]}.{r.row}.{r.column}") for r in copy.readings)
    gold = frozenset(((new[ja], ja_row), (new[en], en_row)) for (ja, ja_row), (en, en_row) in copy.gold)
    return Copy(tuple(tables), tuple(readings), gold)


def unchanged(copy: Copy, chance: random.Random) -> Copy:
    """The release as it is."""
    return copy


CHANGES: tuple[tuple[str, Callable[[Copy, random.Random], Copy], bool], ...] = (
    ("clean", unchanged, False),
    ("10 % of rows dropped", dropped, False),
    ("10 % of English rows moved", moved, False),
    ("5 % of cells corrupted", corrupted, False),
    ("4 tables missing", without_tables, False),
    ("table order shuffled", shuffled, False),
    ("numbers withheld", unchanged, True),
    ("numbers withheld, 10 % of rows dropped", dropped, True),
)
"""Name, change, whether the numbers are withheld."""


def hide_share(glossary: Glossary, share: float, chance: random.Random) -> Glossary:
    """The glossary without a share of its concepts' labels."""
    concepts = sorted(glossary.concepts)
    hidden = set(chance.sample(concepts, round(share * len(concepts))))
    return glossary.hiding(lambda label: label.concept in hidden)


def hide_release(glossary: Glossary) -> Glossary:
    """The glossary without the labels first seen in the release."""
    return glossary.hiding(lambda label: label.first_seen == RELEASE)


def found_pairs(alignments: Sequence[Alignment]) -> Gold:
    """The row pairs of one scale, headings left out."""
    kept = [a for a in alignments if a.status == "aligned" and not a.scale_twin]
    return frozenset(((a.ja_table or 0, a.ja_row or 0), (a.en_table or 0, a.en_row or 0)) for a in kept)


def score(copies: Sequence[tuple[Copy, Glossary]], blind: bool) -> tuple[float, float]:
    """F1 and precision over all copies."""
    right = found = wanted = 0
    for copy, glossary in copies:
        with_numbers = {(reading.table, reading.row) for reading in copy.readings}
        pairs = {pair for pair in found_pairs(align(RELEASE, copy.tables, copy.readings, glossary, blind=blind)[0]) if pair[0] in with_numbers}
        right, found, wanted = right + len(pairs & copy.gold), found + len(pairs), wanted + len(copy.gold)
    return 2 * right / (found + wanted), right / found if found else 1.0


def induction(whole: Copy, glossary: Glossary, chance: random.Random, share: float = 0.5) -> tuple[int, int, int, int]:
    """With a share of the glossary hidden: hidden label pairs, those proposed again, all proposals, those that are right."""
    labels = {(reading.table, reading.row): reading.label for reading in whole.readings}
    known = hide_share(glossary, share, chance)
    alignments, _ = align(RELEASE, whole.tables, whole.readings, known)
    proposed = {(proposal.ja_label, proposal.en_label) for proposal in propose(alignments, whole.readings, known)}
    full, _ = align(RELEASE, whole.tables, whole.readings, glossary)
    left = {label.concept for label in known.labels}
    concepts = {((a.ja_table, a.ja_row), (a.en_table, a.en_row)): a.concept for a in full if a.status == "aligned" and not a.scale_twin}
    hidden = {(labels[ja], labels[en]) for ja, en in whole.gold if concepts[ja, en] not in left}
    right = {(labels[ja], labels[en]) for ja, en in whole.gold} | {(a.ja_label, a.en_label) for a in full if a.scale_twin}
    return len(hidden), len(hidden & proposed), len(proposed), len(proposed & right)


def main(seeds: int = 20) -> None:
    """Prints the table of all changes against all shares of the glossary, what is learned back, and the time."""
    whole, glossary = original(truth_folder()), load_glossary()
    hiding = [(f"{share:.0%} hidden", partial(hide_share, glossary, share)) for share in (0.0, 0.3, 0.6, 1.0)]
    columns: list[tuple[str, Callable[[random.Random], Glossary]]] = [*hiding]
    columns.append(("first seen here hidden", lambda chance: hide_release(glossary)))
    print("F1 (precision) | " + " | ".join(name for name, _ in columns))
    start = time.perf_counter()
    for name, change, blind in CHANGES:
        cells = []
        for _, hide in columns:
            copies = [(change(whole, random.Random(seed)), hide(random.Random(seed))) for seed in range(seeds)]
            f1, precision = score(copies, blind)
            cells.append(f"{f1:.3f} ({precision:.3f})")
        print(f"{name} | " + " | ".join(cells), flush=True)
    print(f"{time.perf_counter() - start:.0f} s")
    counts = [induction(whole, glossary, random.Random(seed)) for seed in range(seeds)]
    hidden, again, proposed, right = (sum(column) for column in zip(*counts, strict=True))
    print(f"half of the glossary hidden: {again / hidden:.3f} of {hidden} hidden pairs proposed again")
    print(f"{right / proposed:.3f} of {proposed} proposals right")
    align(RELEASE, whole.tables, whole.readings, glossary)
    start = time.perf_counter()
    alignments, _ = align(RELEASE, whole.tables, whole.readings, glossary)
    print(f"{len(alignments) / (time.perf_counter() - start):,.0f} rows a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
