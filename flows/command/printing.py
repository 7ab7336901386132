"""What the command line says: summaries on a terminal with a progress bar, the same as plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import regex
from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.segment import Segment
from rich.table import Table

from flows.store.folders import Folder
from flows.store.history import comparatives_line
from flows.store.state import State

PIPE_WIDTH = 240
"""Columns of a line where nobody has a terminal: tables take what they need and are never cut."""

COUNTS = ("tables", "readings", "facts", "proved", "supported", "contradicted", "unproved", "differences")


UNSEEN = regex.compile(r"[[\p{Cc}\p{Bidi_Control}]--[\n\t]]", regex.VERSION1)
"""Characters that tell a terminal something instead of being shown: title, colours, links, the direction of reading."""


class PlainConsole(Console):
    """A console on which text from documents is nothing but text: what would steer the terminal is shown as U+FFFD."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control or not UNSEEN.search(segment.text) else Segment(UNSEEN.sub("\ufffd", segment.text), segment.style)


def make_console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    return PlainConsole(stderr=stderr, highlight=False, soft_wrap=False, width=None if stream.isatty() else PIPE_WIDTH)


def say(console: Console, message: str) -> None:
    """A line of text as it is, whatever brackets it has."""
    console.print(escape(message), soft_wrap=True)


def describe_state(state: State) -> str:
    """One line on one release."""
    if state.status != "normalized":
        return f"{state.release_id}: {state.status}, {state.reason}"
    return f"{state.release_id}: {state.readings} readings, {state.facts} facts, {state.contradicted} contradicted, {state.differences} differences"


@contextmanager
def progress(console: Console, total: int) -> Iterator[Callable[[State], None]]:
    """A function to call with each state: moves a bar on a terminal, prints a line elsewhere."""
    if not console.is_terminal:
        done = 0

        def line(state: State) -> None:
            nonlocal done
            done += 1
            say(console, f"[{done}/{total}] {describe_state(state)}")

        yield line
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task("normalizing", total=total)

        def step(state: State) -> None:
            bar.update(task, advance=1, description=escape(state.release_id))

        yield step


def print_summary(console: Console, states: Sequence[State], out: str, *, limit: int = 40) -> None:
    """A table of what was written, the reasons of what was quarantined or is pending, and a few facts in both languages."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("release", no_wrap=True)
    for name in COUNTS:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for state in states[:limit]:
        table.add_row(escape(state.release_id), *(f"{getattr(state, name):,}" for name in COUNTS), state.status)
    if len(states) > limit:
        table.add_row(f"... {len(states) - limit} more")
    console.print(table)
    for state in states:
        if state.status != "normalized":
            say(console, f"{state.status} {state.release_id}: {state.reason}")
    for state in states[:limit]:
        for line in state.suspects:
            say(console, f"contradicted {state.release_id} {line}")
    print_highlights(console, states)
    say(console, f"written to {out}")


def print_comparatives(console: Console, folder: Folder, states: Iterable[State], *, limit: int = 20) -> None:
    """A line for each entity of the states of which a fact was printed by two releases."""
    entities = sorted({state.entity for state in states if state.entity})
    lines = [line for entity in entities[: limit + 1] if (line := comparatives_line(folder, entity))]
    for line in lines[:limit]:
        say(console, line)
    if len(entities) > limit:
        say(console, f"... and more in {folder.address}/comparatives, a file for each of {len(entities)} entities")


def print_highlights(console: Console, states: Iterable[State], *, releases: int = 3) -> None:
    told = [state for state in states if state.highlights][:releases]
    if not told:
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for state in told:
        for ja, en, value, period in state.highlights:
            table.add_row(escape(ja), escape(en), value, period, escape(state.release_id))
    for column in table.columns:
        column.overflow = "fold"
    table.columns[2].justify = "right"
    table.columns[2].no_wrap = table.columns[3].no_wrap = True
    console.print()
    console.print(table)
    console.print()
