"""Facts as known on a day, in the terminal or as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.command.printing import say
from flows.command.show import MARKS
from flows.pipeline.settings import UsageError
from flows.store.folders import Folder, OutputError
from flows.store.history import Row, facts_known, facts_to_csv, select_facts
from flows.store.store import facts_to_parquet

CHOICES = 20
"""How many of the values that were there are named when none fits."""


def tell_facts_known(
    console: Console, folder: Folder, day: date, wanted: Mapping[str, str], *, limit: int, csv: Path | None, parquet: Path | None
) -> None:
    """Prints the facts known on a day, or writes them where a file is given. Raises UsageError where there are none, OutputError."""
    known, undated = facts_known(folder, day)
    if not known:
        raise UsageError(f"nothing was known on {day}: no release in {folder.address} was announced up to then; taiyaku run normalizes releases")
    chosen = list(select_facts(known, wanted))
    if not chosen:
        raise UsageError(no_fact_fits(known, wanted))
    if csv:
        write_file(csv, facts_to_csv(chosen).encode())
    if parquet:
        write_file(parquet, facts_to_parquet(chosen))
    for file in (csv, parquet):
        if file:
            say(console, f"{len(chosen)} facts as known on {day} written to {file}")
    if not csv and not parquet:
        print_facts(console, chosen[: limit or None])
        left = len(chosen) - (limit or len(chosen))
        say(console, f"{len(chosen)} facts as known on {day}" + (f"; {left} not shown (--limit 0, --csv FILE, --parquet FILE)" if left > 0 else ""))
    if undated:
        say(console, f"{undated} releases without a day of announcement are left out")


def no_fact_fits(known: Sequence[Row], wanted: Mapping[str, str]) -> str:
    """What to write instead: the values of the first wanted column that no fact holds."""
    for name, value in wanted.items():
        if not any(select_facts(known, {name: value})):
            choices = sorted({str(row[name]) for row in known if row[name]})
            return f"no fact of {name} {value}; there are {', '.join(choices[:CHOICES])}{' ...' if len(choices) > CHOICES else ''}"
    return f"no fact is all of {', '.join(wanted.values())}; leave one out"


def write_file(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); choose another file") from error


def print_facts(console: Console, rows: Sequence[Row]) -> None:
    """A line a fact: both labels, the concept (その他 is several), what kind of number, its period, the number in full, the release that says so."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("entity", "statement", "ja", "en", "concept", "of", "period"):
        table.add_column(name, overflow="fold", no_wrap=name == "period")
    table.add_column("value", justify="right", no_wrap=True)
    for name in ("unit", "", "release"):
        table.add_column(name, no_wrap=name == "")
    for row in rows:
        table.add_row(
            escape(row["entity"] or ""), row["statement"], escape(row["label_ja"] or ""), escape(row["label_en"] or ""),
            escape(row["concept"]), escape(kind_of_number(row)), period(row), number(row),
            escape(row["unit"]), MARKS[row["verdict"]], escape(row["release_id"]),
        )  # fmt: skip
    console.print(table)


def kind_of_number(row: Row) -> str:
    """What sets a number apart from the plain consolidated actual amount of its line.

    >>> kind_of_number({"members": ["Total"], "measure": "change_yoy", "scenario": "forecast", "scope": "consolidated"})
    'Total, change_yoy, forecast'
    """
    usual = {"measure": "amount", "scenario": "actual", "scope": "consolidated"}
    return ", ".join([*row["members"], *(row[name] for name, value in usual.items() if row[name] != value)])


def period(row: Row) -> str:
    """`2003-10-01..2003-12-31`, or the day of an instant; empty where it is unknown."""
    return f"{row['period_start']}..{row['period_end']}" if row["period_start"] else str(row["period_end"] or "")


def number(row: Row) -> str:
    """In base units, with the zeros that were printed; a nil mark is a dash."""
    return "–" if row["value"] is None else f"{row['value']:,.{max(row['decimals'] or 0, 0)}f}"
