"""The command line. Everything heavy is imported by the command that needs it, so that `taiyaku --help` is quick."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.folders import open_folder
from flows.printing import make_console, print_summary, progress, say
from flows.settings import Settings, UsageError
from parsers.errors import TaiyakuError

if TYPE_CHECKING:
    from rich.console import Console

    from flows.drops import Job
    from flows.state import State

EXIT_FAILED, EXIT_USAGE, EXIT_QUARANTINED = 1, 2, 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Japanese earnings releases to normalized Parquet, every number exact.",
)

Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="A release (file), or a folder of releases. Default: raw")]
Out = Annotated[str, typer.Option("--out", metavar="DIR", help="Where the data set is written; a folder, or an address such as s3://bucket/folder")]


@app.command()
def run(
    paths: Paths = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="PATH", help="A folder that is one release (its editions)")] = None,
    out: Out = "normalized",
    force: Annotated[bool, typer.Option("--force", help="Normalize again what is current, too")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Without Prefect")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes. Default: by the number of drops and cores")
    ] = None,
    reader: Annotated[
        str, typer.Option("--reader", metavar="fast|plain", help="plain: the slow and obvious readers; the data set is the same")
    ] = "fast",
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="Wall limit for one release")] = Settings.seconds,
) -> None:
    """Every release becomes Parquet; what is current already is left alone."""
    from flows.drops import paths_to_drops
    from flows.plan import make_plan

    if reader not in ("fast", "plain"):
        raise UsageError(f"--reader {reader}: choose fast or plain")
    console = make_console()
    given = [Path(path) for path in paths or ([] if drop else ["raw"])]
    drops = paths_to_drops(given, whole=[Path(path) for path in drop or []])
    folder = open_folder(out)
    folder.probe()
    plan = make_plan(drops, folder, force=force)
    say(console, f"{len(drops)} releases: {len(plan.jobs)} to normalize, {len(plan.current)} current")
    settings = Settings(reader=reader, seconds=seconds)
    states = list(plan.current)
    if plan.jobs and plain:
        states += _run_plain(plan.jobs, out, settings, jobs, console)
    elif plan.jobs:
        from flows.launch import run_as_flow

        states += run_as_flow([str(path) for path in given], drop or [], out, settings, jobs, force=force, jobs=len(plan.jobs), console=console)
    elif drops:
        say(console, f"all is current in {out}; --force normalizes again")
    if plan.jobs:
        order = {drop.release_id: place for place, drop in enumerate(drops)}
        print_summary(console, sorted(states, key=lambda state: order.get(state.release_id, len(order))), out)
    if any(state.status == "quarantined" for state in states):
        raise typer.Exit(EXIT_QUARANTINED)


def _run_plain(jobs: Sequence[Job], out: str, settings: Settings, workers: int | None, console: Console) -> list[State]:
    from flows.workers import default_workers, run_jobs

    with progress(console, len(jobs)) as step:
        return run_jobs(jobs, out, settings, workers or default_workers(len(jobs)), lambda outcome: step(outcome.state))


@app.command()
def show(
    release: Annotated[str, typer.Argument(help="A release_id, such as iij-2004-02-12")],
    statement: Annotated[
        str | None, typer.Option("--statement", metavar="S", help="Only this statement: income_statement, balance_sheet ...")
    ] = None,
    out: Out = "normalized",
) -> None:
    """The statements of a release as bilingual tables, to be checked against its pages."""
    from flows.show import print_release

    print_release(make_console(), open_folder(out), release, statement)


def main() -> None:
    """The console script: usage errors end with status 2, errors that stop a run with 1, quarantined releases with 3."""
    errors = make_console(stderr=True)
    try:
        app()
    except TaiyakuError as error:
        say(errors, f"taiyaku: {error}")
        sys.exit(EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED)


if __name__ == "__main__":
    main()
