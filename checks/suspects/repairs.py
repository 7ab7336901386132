"""Repairs that would let a suspect's identities hold: a slip of the pen or of the reader, named and never applied."""

from __future__ import annotations

from collections.abc import Iterator

from checks.identities.identity import Identity, Sum
from checks.identities.ledger import Ledger, LedgerEntry, to_value
from checks.suspects.localise import Suspect

SCALES = (1_000, 1_000_000, 100)


def repair(ledger: Ledger, suspect: Suspect) -> str:
    """The slip that explains a suspect, with the value it should have; the value alone where no slip does; "" where it is not certain."""
    low, high = suspect.wanted
    for name, value in slips(ledger, suspect.entry):
        if low <= value <= high and value != suspect.entry.value:
            return f"{name}: {to_value(value)}"
    digit = suspect.entry.digit
    rounded = (low + high + digit) // (2 * digit) * digit
    return f"value: {to_value(rounded)}" if high - low <= 2 * digit else ""


def slips(ledger: Ledger, entry: LedgerEntry) -> Iterator[tuple[str, int]]:
    """The values that the reading may have had before a slip, each with the slip's name, likeliest first."""
    yield "sign lost", -entry.value
    sign = -1 if entry.value < 0 else 1
    digits = str(abs(entry.value) // entry.digit)
    for at in range(len(digits) - 1):
        yield "digits swapped", sign * int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) * entry.digit
    for at, old in enumerate(digits):
        for new in "0123456789":
            if new != old:
                yield "digit changed", sign * int(digits[:at] + new + digits[at + 1 :]) * entry.digit
    for factor in SCALES:
        yield "scale", entry.value * factor
        if entry.value % factor == 0:
            yield "scale", entry.value // factor
    yield from neighbours(ledger, entry)
    for at in range(len(digits) + 1):
        for new in "0123456789":
            yield "digit lost", sign * int(digits[:at] + new + digits[at:]) * entry.digit
    if len(digits) > 1:
        for at in range(len(digits)):
            yield "digit added", sign * int(digits[:at] + digits[at + 1 :]) * entry.digit


def neighbours(ledger: Ledger, entry: LedgerEntry) -> Iterator[tuple[str, int]]:
    """The values of the cells above, below, left and right."""
    reading = entry.reading
    rows = ledger.grid[reading.document, reading.table]
    numbers = sorted(rows)
    at = numbers.index(reading.row)
    for name, place in (("row shifted", at - 1), ("row shifted", at + 1)):
        if 0 <= place < len(numbers) and reading.column in rows[numbers[place]]:
            yield name, rows[numbers[place]][reading.column].value
    for column, other in sorted(rows[reading.row].items()):
        if column != reading.column and other.reading.unit == reading.unit:
            yield "column shifted", other.value


def explained_by(suspect: Suspect) -> str:
    """The kinds of the identities that would hold, sums with the total that they are of: `footing of "Total assets", translation`."""
    return ", ".join(sorted({kind_of(identity, suspect.entry) for identity in suspect.explains}))


def kind_of(identity: Identity, member: LedgerEntry) -> str:
    """The kind of an identity; of a sum that the member is a part of also the label of its total."""
    if isinstance(identity, Sum) and len(identity.parts) > 1 and identity.total is not member:
        return f'{identity.kind} of "{identity.total.reading.label}"'
    return identity.kind
