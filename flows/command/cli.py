"""The command line. Everything heavy is imported by the command that needs it, so that `taiyaku --help` is quick."""

from __future__ import annotations

import calendar
import math
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.command.cli_glossary import glossary_app
from flows.command.interrupts import end_alike
from flows.command.launch import Asked, run_as_flow, run_plain, run_up
from flows.command.printing import make_console, print_comparatives, print_summary, say
from flows.pipeline.settings import Settings, UsageError
from flows.store.folders import Folder, is_remote, open_folder
from flows.store.history import update_comparatives
from flows.work.drops import paths_to_drops
from flows.work.plan import Selection, make_plan, select_drops
from parsers.errors import TaiyakuError

EXIT_FAILED, EXIT_USAGE, EXIT_QUARANTINED = 1, 2, 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Japanese earnings releases to normalized Parquet, every number exact.",
)
app.add_typer(glossary_app, name="glossary")

Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="A release (file), or a folder of releases. Default: raw")]
Out = Annotated[str, typer.Option("--out", metavar="DIR", help="Where the data set is written; a folder, or an address such as s3://bucket/folder")]


Force = Annotated[bool, typer.Option("--force", help="Normalize again what is current, too")]
Plain = Annotated[bool, typer.Option("--plain", help="Without Prefect")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes. Default: by drops and cores")]
FollowLinks = Annotated[
    bool, typer.Option("--follow-links", envvar="TAIYAKU_FOLLOW_LINKS", callback=lambda given: tell_processes(given), help="Follow links that lead out of the folder of drops")
]
Seconds = Annotated[float, typer.Option("--seconds", min=1, help="Wall limit for one release")]
Day = Annotated[str | None, typer.Option(metavar="DATE", help="Day of announcement, inclusive: 2004-02-12, 2004-02 or 2004")]


def tell_processes(follow_links: bool) -> bool:
    """Tells this process and those that it starts, the server's runs among them, whether links are followed."""
    if follow_links:
        os.environ["TAIYAKU_FOLLOW_LINKS"] = "1"
    return follow_links


@app.command()
def run(
    paths: Paths = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="PATH", help="A folder that is one release (its editions)")] = None,
    out: Out = "normalized",
    force: Force = False,
    plain: Plain = False,
    jobs: Jobs = None,
    reader: Annotated[str, typer.Option("--reader", metavar="fast|plain", help="plain: the slow and obvious readers; same data set")] = "fast",
    seconds: Seconds = Settings.seconds,
    follow_links: FollowLinks = False,
) -> None:
    """Every release becomes Parquet; what is current already is left alone."""
    if reader not in ("fast", "plain"):
        raise UsageError(f"--reader {reader}: choose fast or plain")
    asked = Asked(paths or ([] if drop else ["raw"]), drop or [], out, force=force, plain=plain, workers=jobs, settings=Settings(reader, seconds))
    _normalize(asked, make_console())


@app.command()
def backfill(
    paths: Paths = None,
    entity: Annotated[str | None, typer.Option("--entity", metavar="E", help="Only releases of this entity, as the data set names it")] = None,
    since: Day = None,
    until: Day = None,
    out: Out = "normalized",
    force: Force = False,
    plain: Plain = False,
    jobs: Jobs = None,
    seconds: Seconds = Settings.seconds,
    follow_links: FollowLinks = False,
) -> None:
    """Normalizes again what a range of releases needs: all of it with --force, else what documents, glossary or code made stale."""
    selection = Selection(entity, parse_day(since, first=True), parse_day(until, first=False))
    name, settings = f"backfill {selection}", Settings(seconds=seconds)
    asked = Asked(paths or ["raw"], [], out, force=force, plain=plain, workers=jobs, settings=settings, selection=selection, name=name)
    _normalize(asked, make_console())


def parse_day(text: str | None, *, first: bool) -> date | None:
    """The day that is meant; of a month or a year the first or the last. Raises UsageError.

    >>> parse_day("2004-02", first=False), parse_day("2004", first=True)
    (datetime.date(2004, 2, 29), datetime.date(2004, 1, 1))
    """
    if text is None:
        return None
    try:
        numbers = [int(part) for part in text.split("-")]
        if len(numbers) == 1:
            numbers.append(1 if first else 12)
        if len(numbers) == 2:
            numbers.append(1 if first else calendar.monthrange(*numbers)[1])
        return date(*numbers)
    except (ValueError, TypeError, calendar.IllegalMonthError) as error:
        raise UsageError(f"{text} is no day; write 2004-02-12, 2004-02 or 2004") from error


def _normalize(asked: Asked, console: Console) -> None:
    """Plans, does what is stale, reports it. Raises Exit where something is quarantined or pending."""
    folder = open_folder(asked.out)
    drops = paths_to_drops(asked.paths, whole=asked.drops, out=folder)
    folder.probe()
    folder.sweep()
    taken, unknown = select_drops(drops, folder, asked.selection)
    plan = make_plan(taken, folder, redo_before=math.inf if asked.force else -math.inf)
    say(console, f"{len(taken)} releases: {len(plan.jobs)} to normalize, {len(plan.current)} current")
    if unknown:
        say(console, f"{unknown} drops were never normalized and belong to no selection; taiyaku run takes them")
    states = list(plan.current)
    if plan.jobs and asked.plain:
        states += run_plain(plan.jobs, asked, console)
    elif plan.jobs:
        states += run_as_flow(asked, len(plan.jobs), console)
    elif taken:
        say(console, f"all is current in {asked.out}; --force normalizes again")
    update_comparatives(folder)  # a flow run has done it; what a killed run left undone is done here
    if plan.jobs:
        order = {drop.release_id: place for place, drop in enumerate(taken)}
        print_summary(console, sorted(states, key=lambda state: order.get(state.release_id, len(order))), asked.out)
        print_comparatives(console, folder, states)
    if any(state.status != "normalized" for state in states):
        raise typer.Exit(EXIT_QUARANTINED)


@app.command()
def show(
    release: Annotated[str, typer.Argument(help="A release_id, such as iij-2004-02-12")],
    statement: Annotated[
        str | None, typer.Option("--statement", metavar="S", help="Only this statement: income_statement, balance_sheet ...")
    ] = None,
    sources: Annotated[bool, typer.Option("--sources", help="Below each table the printed words that give unit, period and the like, and where they stand")] = False,
    out: Out = "normalized",
) -> None:
    """The statements of a release as bilingual tables, to be checked against its pages."""
    from flows.command.show import print_release

    print_release(make_console(), open_folder(out), release, statement, sources)


@app.command()
def asof(
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day, inclusive: 2004-02-12; of a month or a year its last")],
    entity: Annotated[str | None, typer.Option("--entity", metavar="E", help="Only facts of this entity")] = None,
    statement: Annotated[str | None, typer.Option("--statement", metavar="S", help="Only this statement: income_statement ...")] = None,
    concept: Annotated[str | None, typer.Option("--concept", metavar="C", help="Only this concept, or a label of it: Revenues, 営業収益")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="Rows in the terminal; 0: all")] = 100,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write them all to a CSV file instead")] = None,
    parquet: Annotated[Path | None, typer.Option("--parquet", metavar="FILE", help="Write them all to a Parquet file instead")] = None,
    out: Out = "normalized",
) -> None:
    """Each fact as known on a day: as printed by the release announced last up to then."""
    from flows.command.asof import tell_facts_known

    wanted = {name: value for name, value in (("entity", entity), ("statement", statement), ("concept", concept)) if value}
    until = parse_day(day, first=False)
    assert until
    tell_facts_known(make_console(), open_folder(out), until, wanted, limit=limit, csv=csv, parquet=parquet)


@app.command()
def up(
    raw: Annotated[str, typer.Option("--raw", metavar="DIR", help="The folder of drops to watch")] = "raw",
    out: Out = "normalized",
    port: Annotated[int, typer.Option("--port", help="Where the Prefect UI answers")] = 4200,
    sweep: Annotated[float, typer.Option("--sweep", min=0.1, metavar="MINUTES", help="How often to look for what the watcher missed")] = 15.0,
    follow_links: FollowLinks = False,
) -> None:
    """Prefect server, deployments and the watcher; ends them all on Ctrl-C."""
    open_folder(out).probe()
    run_up(Path(raw), out if is_remote(out) else str(Path(out).absolute()), port, sweep, make_console())


def open_data_set(out: str) -> Folder:
    """A folder that taiyaku wrote. Raises UsageError: a mistyped one would take a person's decisions to where nobody finds them."""
    folder = open_folder(out)
    if not any(folder.names("state")):
        raise UsageError(f"--out {out}: nothing was written there yet; run taiyaku run, or name the data set")
    return folder


@app.command()
def review(
    release: Annotated[str | None, typer.Argument(help="A release_id, such as iij-2004-02-12. Default: the index of all releases")] = None,
    places: Annotated[list[str] | None, typer.Option("--from", metavar="PATH", help="Where its documents are. Default: raw")] = None,
    out: Out = "normalized",
) -> None:
    """A page on which a person sees what was read, paired and proved, and where each number stands."""
    from flows.review.index import write_index
    from flows.review.painter import Painter

    folder = open_data_set(out)
    with Painter(out) as painter:
        name = painter.paint(release, places or ["raw"]) if release else None
    index = write_index(folder)
    say(make_console(), f"written: {folder.address}/{name or index}")


@app.command()
def decide(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Decisions that a review page exported")],
    out: Out = "normalized",
) -> None:
    """Keeps a person's decisions beside the data set; review pages show them from then on."""
    from flows.review.decisions import accept_commands, read_and_apply

    changed = read_and_apply(open_data_set(out), files)
    say(make_console(), f"{len(changed)} decisions changed in {out}; taiyaku review RELEASE shows them")
    for command in accept_commands(changed, out):
        say(make_console(), f"to the glossary: {command}")


@app.command()
def verify(out: Out = "normalized") -> None:
    """Every file of the data set against the digests of its commit; what is damaged is made anew by the next run."""
    from flows.store.verify import verify as look

    console, faults = make_console(), list(look(open_data_set(out)))
    for fault in faults:
        say(console, f"{fault.file}: {fault.what}")
    damaged = {fault.release_id for fault in faults if fault.release_id}
    say(console, f"{len(damaged)} releases are damaged; taiyaku run makes them anew" if damaged else "all files of the releases are as they were written")
    if damaged:
        raise typer.Exit(EXIT_FAILED)


@app.command()
def freeze(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document, or a folder that is one release")],
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="Where the folder with the document and its readings is made")] = Path(
        "tests/frozen"
    ),
    force: Annotated[bool, typer.Option("--force", help="Freeze anew what changed; without it the differences are shown")] = False,
) -> None:
    """A document becomes a golden test: it is kept with its readings and findings; differences are shown when they change."""
    from flows.command.freeze import freeze as keep

    console, done = make_console(), keep(file, into, force=force)
    for line in done.diff:
        say(console, line)
    said = f"{done.folder}: {done.readings} readings, {done.findings} findings"
    if done.diff and not done.written:
        say(console, f"{said}; not as frozen. Where they are better now: --force")
        raise typer.Exit(EXIT_FAILED)
    say(console, f"frozen: {said}" if done.written else f"as frozen: {said}")


def main() -> None:
    """The console script: usage errors end with status 2, errors that stop a run with 1, quarantined releases with 3."""
    end_alike()
    errors = make_console(stderr=True)
    try:
        app()
    except TaiyakuError as error:
        say(errors, f"taiyaku: {error}")
        sys.exit(EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED)


if __name__ == "__main__":
    main()
