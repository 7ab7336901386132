"""The kinds of slip, each made at a place that chance chooses, in one language or in both at once."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

import regex

from bench.faults.source import Cell, RowPlace, Source, with_prints
from tests.perturb.printed import TAG, fold

DIGITS = regex.compile(r"\d[\d,]*+(?:\.\d++)?+")
NEGATIVE = regex.compile(r"[-−△▲]\s*+(?=[\d.])|[(（](?=\s*+[\d.,]++%?+\s*+[)）])|(?<=[\d%])\s*+[)）]")
STATEMENTS = frozenset({"income_statement", "comprehensive_income", "balance_sheet", "cash_flow_statement", "equity"})
NIL = "-"


@dataclass(frozen=True)
class Fault:
    """A slip: the source with it, and what it makes of the clean readings."""

    kind: str
    both: bool
    target: Cell
    lines: tuple[str, ...]
    origin: tuple[int, ...]
    """For each line the clean line that it was."""
    values: Mapping[int, Decimal | None] = field(default_factory=dict)
    """Cell to the value that stands there now; None: a nil mark, or the row is gone."""
    dropped: frozenset[RowPlace] = frozenset()
    renamed: tuple[tuple[RowPlace, RowPlace], ...] = ()
    """Pairs of rows that have each other's label."""

    @property
    def rows(self) -> frozenset[RowPlace]:
        """The rows that the slip is about."""
        return self.dropped | {row for pair in self.renamed for row in pair}


Maker = Callable[[Source, Cell, bool, Random], Fault | None]


# ---------------------------------------------------------------------------------------------------------------------
# One number


def one_number(change: Callable[[str, Random], str | None], name: str) -> Maker:
    """The maker of a slip in the digits of one number, and in its print in the other language."""

    def make(source: Source, cell: Cell, both: bool, random: Random) -> Fault | None:
        digits = DIGITS.search(cell.printed)
        new = change(digits[0], random) if digits else None
        cells = together(source, cell, both)
        if digits is None or new is None or not cells or any(digits[0] not in other.printed for other in cells):
            return None
        return printed_otherwise(source, name, both, cell, {other: other.printed.replace(digits[0], new, 1) for other in cells})

    return make


def together(source: Source, cell: Cell, both: bool) -> list[Cell]:
    """The cell, and its print in the other language where both are to go wrong; empty where there is none."""
    if not both:
        return [cell]
    partner = source.partners.get(cell.at)
    return [] if partner is None else [cell, source.cells[partner]]


def printed_otherwise(source: Source, name: str, both: bool, target: Cell, prints: Mapping[Cell, str]) -> Fault:
    """The slip that prints some cells otherwise."""
    values = {cell.at: value_of(cell, printed) for cell, printed in prints.items()}
    lines = tuple(with_prints(source.lines, prints))
    return Fault(name, both, target, lines, tuple(range(len(lines))), values)


def value_of(cell: Cell, printed: str) -> Decimal | None:
    """What another print would mean in the place of a cell."""
    new = plain(printed)
    old = plain(cell.printed)
    if new is None or cell.reading.value is None or cell.reading.decimals is None:
        return new if new is None or not old else None
    return new.scaleb(-cell.reading.decimals + places(cell.printed))


def plain(printed: str) -> Decimal | None:
    """The number as printed, without unit and scale; None for a nil mark."""
    digits = DIGITS.search(printed)
    if digits is None:
        return None
    value = Decimal(digits[0].replace(",", ""))
    return -value if NEGATIVE.search(printed) else value


def places(printed: str) -> int:
    digits = DIGITS.search(printed)
    return len(digits[0].partition(".")[2]) if digits else 0


def digit_changed(digits: str, random: Random) -> str | None:
    at = random.choice([at for at, character in enumerate(digits) if character.isdigit()])
    new = random.choice([digit for digit in ("123456789" if at == 0 else "0123456789") if digit != digits[at]])
    return digits[:at] + new + digits[at + 1 :]


def digits_swapped(digits: str, random: Random) -> str | None:
    places_ = [at for at, character in enumerate(digits) if character.isdigit()]
    pairs = [(one, two) for one, two in itertools.pairwise(places_) if digits[one] != digits[two] and (one or digits[two] != "0")]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    swapped = list(digits)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    return "".join(swapped)


def digit_lost(digits: str, random: Random) -> str | None:
    whole, point, fraction = digits.partition(".")
    bare = whole.replace(",", "")
    if len(bare) < 2:
        return None
    at = random.randrange(len(bare))
    left = (bare[:at] + bare[at + 1 :]).lstrip("0") or "0"
    return grouped(left, digits) + point + fraction


def thousandfold(digits: str, random: Random) -> str | None:
    whole, point, fraction = digits.partition(".")
    if not int(whole.replace(",", "") or 0) and not int(fraction or 0):
        return None
    bare = (whole.replace(",", "") + fraction + "000").lstrip("0").rjust(len(fraction) + 1, "0")
    cut = len(bare) - len(fraction)
    return grouped(bare[:cut], digits) + point + bare[cut:]


def grouped(whole: str, like: str) -> str:
    """Digits in groups of three, unless the number before had more than three in a row."""
    ungrouped = "," not in like and len(like.partition(".")[0]) > 3
    return whole if ungrouped else f"{int(whole):,}"


def sign_lost(source: Source, cell: Cell, both: bool, random: Random) -> Fault | None:
    cells = together(source, cell, both)
    if not cells or cell.reading.value is None or cell.reading.value >= 0 or not all(NEGATIVE.search(other.printed) for other in cells):
        return None
    return printed_otherwise(source, "sign lost", both, cell, {other: NEGATIVE.sub("", other.printed) for other in cells})


# ---------------------------------------------------------------------------------------------------------------------
# Rows and columns


def cell_moved(source: Source, cell: Cell, both: bool, random: Random) -> Fault | None:
    """The number stands one row lower: over what was there, and leaves a nil mark."""
    prints: dict[Cell, str] = {}
    for one in together(source, cell, both):
        below = cell_below(source, one)
        if below is None or one.reading.value is None or below.printed == one.printed:
            return None
        prints |= {one: NIL, below: one.printed}
    return printed_otherwise(source, "cell moved down", both, cell, prints) if prints else None


def cell_below(source: Source, cell: Cell) -> Cell | None:
    """The cell of the next row with numbers in the same column, where it is of the same sort."""
    table, row = cell.row
    rows = [number for of, number in source.rows if of == table and number > row]
    if not rows or cell.row not in source.rows:
        return None
    below = [other for other in source.rows[table, min(rows)] if other.reading.column == cell.reading.column]
    alike = [other for other in below if (other.reading.unit, other.reading.measure) == (cell.reading.unit, cell.reading.measure)]
    return alike[0] if alike else None


def columns_swapped(source: Source, cell: Cell, both: bool, random: Random) -> Fault | None:
    """The numbers of two columns of one sort stand in each other's place, in every row."""
    others = sorted({
        other.reading.column for other in source.rows.get(cell.row, ())
        if other.reading.column != cell.reading.column and (other.reading.unit, other.reading.measure) == (cell.reading.unit, cell.reading.measure)
    })  # fmt: skip
    if not others:
        return None
    column = random.choice(others)
    prints: dict[Cell, str] = {}
    for one in together(source, cell, both):
        beside = next((other for other in source.rows.get(one.row, ()) if same_place(source, other, one, cell, column)), None)
        if beside is None:
            return None
        prints |= exchanged(source, one.row[0], one.reading.column, beside.reading.column)
    return printed_otherwise(source, "columns swapped", both, cell, prints) if prints else None


def same_place(source: Source, other: Cell, one: Cell, cell: Cell, column: int) -> bool:
    """Whether a cell stands in the column to swap with: of the partner table, the one that mirrors it."""
    if one is cell:
        return other.reading.column == column
    mirrored = source.partners.get(other.at)
    return mirrored is not None and source.cells[mirrored].row == cell.row and source.cells[mirrored].reading.column == column


def exchanged(source: Source, table: int, one: int, two: int) -> dict[Cell, str]:
    """Two columns of a table printed in each other's place where both print something else."""
    prints: dict[Cell, str] = {}
    for (of, _), cells in source.rows.items():
        by_column = {cell.reading.column: cell for cell in cells}
        if of == table and one in by_column and two in by_column and by_column[one].printed != by_column[two].printed:
            prints |= {by_column[one]: by_column[two].printed, by_column[two]: by_column[one].printed}
    return prints


def row_dropped(source: Source, cell: Cell, both: bool, random: Random) -> Fault | None:
    """A row is not there."""
    rows = [row for row in (one.row for one in together(source, cell, both)) if on_one_line(source, row)]
    if not rows or len(rows) != 1 + both:
        return None
    gone = {source.rows[row][0].line for row in rows}
    kept = [at for at in range(len(source.lines)) if at not in gone]
    values: dict[int, Decimal | None] = {one.at: None for row in rows for one in source.rows[row]}
    return Fault("row dropped", both, cell, tuple(source.lines[at] for at in kept), tuple(kept), values, dropped=frozenset(rows))


def on_one_line(source: Source, row: RowPlace) -> bool:
    """Whether a line holds the row's whole label and its numbers, and nothing else."""
    cells = source.rows.get(row)
    if not cells:
        return False
    others = [cell for cell in source.cells if cell.line == cells[0].line and cell.row != row]
    return not others and fold(cells[0].reading.label) in fold(TAG.sub("", stub(source, row))) and bool(fold(cells[0].reading.label))


def stub(source: Source, row: RowPlace) -> str:
    """What stands before the first number of a row."""
    first = source.rows[row][0]
    return source.lines[first.line][: first.start]


def labels_swapped(source: Source, cell: Cell, both: bool, random: Random) -> Fault | None:
    """Two neighbouring rows have each other's label."""
    pairs: list[tuple[RowPlace, RowPlace]] = []
    for one in together(source, cell, both):
        below = cell_below(source, one)
        pair = (one.row, below.row) if below is not None else None
        if pair is None or not all(on_one_line(source, row) for row in pair):
            return None
        if fold(stub(source, pair[0])) == fold(stub(source, pair[1])):
            return None
        pairs.append(pair)
    if not pairs or (both and not mirrored(source, *pairs)):
        return None
    lines = list(source.lines)
    for upper, lower in pairs:
        one, two = source.rows[upper][0], source.rows[lower][0]
        lines[one.line] = stub(source, lower) + source.lines[one.line][one.start :]
        lines[two.line] = stub(source, upper) + source.lines[two.line][two.start :]
    return Fault("labels swapped", both, cell, tuple(lines), tuple(range(len(lines))), renamed=tuple(pairs))


def mirrored(source: Source, one: tuple[RowPlace, RowPlace], other: tuple[RowPlace, RowPlace]) -> bool:
    """Whether two pairs of rows are each other's in the two languages."""
    found = {source.cells[source.partners[cell.at]].row for cell in source.rows[one[1]] if cell.at in source.partners}
    return other[1] in found


# ---------------------------------------------------------------------------------------------------------------------
# Quarter and year to date


def spans_exchanged(source: Source, cell: Cell, both: bool, random: Random) -> Fault | None:
    """The quarter's numbers stand where the year to date's belong: of one row, or of all rows that the two places share."""
    pairs = [pair for pair in quarter_and_longer(source) if cell in pair]
    if not pairs:
        return None
    whole = random.random() < 0.5
    short, long = pairs[0]
    chosen = [
        (one, two) for one, two in quarter_and_longer(source)
        if (one.row[0], two.row[0]) == (short.row[0], long.row[0]) and (whole or (one.row, two.row) == (short.row, long.row))
    ]  # fmt: skip
    prints: dict[Cell, str] = {}
    for one, two in chosen:
        for here, there in zip(together(source, one, both), together(source, two, both), strict=False):
            prints |= {here: there.printed, there: here.printed}
    changed = {one: printed for one, printed in prints.items() if one.printed != printed}
    return printed_otherwise(source, "quarter and year to date", both, cell, changed) if changed else None


def quarter_and_longer(source: Source) -> Iterator[tuple[Cell, Cell]]:
    """Numbers of one line and sort for a quarter and for a longer period with the same last day."""
    found: dict[tuple[object, ...], dict[object, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for cell in source.cells:
        r = cell.reading
        if r.period_start is not None and cell.row in source.rows:
            key = r.language, r.statement, fold(r.label), r.measure, r.unit, r.decimals, r.period_end, r.compared_end, r.members
            found[key][r.period_start].append(cell)
    for by_start in found.values():
        if len(by_start) == 2 and all(len(cells) == 1 for cells in by_start.values()):
            long, short = (by_start[start][0] for start in sorted(by_start, key=str))
            yield short, long


KINDS: dict[str, Maker] = {
    "digit changed": one_number(digit_changed, "digit changed"),
    "digits swapped": one_number(digits_swapped, "digits swapped"),
    "digit lost": one_number(digit_lost, "digit lost"),
    "sign lost": sign_lost,
    "times 1,000": one_number(thousandfold, "times 1,000"),
    "cell moved down": cell_moved,
    "columns swapped": columns_swapped,
    "row dropped": row_dropped,
    "labels swapped": labels_swapped,
    "quarter and year to date": spans_exchanged,
}


def faults(source: Source, kind: str, both: bool, random: Random) -> Iterator[Fault]:
    """Different slips of a kind, in one language or in both at once, as many as the release has places for; amounts of statements come sooner."""
    seen: set[tuple[str, ...]] = set()
    for cell in shuffled(source.cells, random):
        fault = KINDS[kind](source, cell, both, random)
        if fault is not None and fault.lines not in seen:
            seen.add(fault.lines)
            yield fault


def shuffled(cells: Sequence[Cell], random: Random) -> list[Cell]:
    """The cells by chance, amounts of statements twice as likely to come first."""
    weighted: Iterable[tuple[float, Cell]] = (
        (random.random() ** (1 / (4 if cell.reading.statement in STATEMENTS and cell.reading.measure == "amount" else 1)), cell) for cell in cells
    )
    return [cell for _, cell in sorted(weighted, key=lambda pair: (-pair[0], pair[1].at))]
