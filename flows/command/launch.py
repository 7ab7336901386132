"""From the command line to work: in workers of this process, as a flow run, or as a service.

Prefect reads its settings when it is imported, so that a server is found or started first and the flow imported then.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from flows.command.printing import progress, say
from flows.pipeline.drop import Job
from flows.pipeline.settings import Settings, UsageError
from flows.prefect.server import Server, ask, data_folder, lost_server, using_server, wait_until_gone
from flows.store.state import State
from flows.store.store import without_pandas
from flows.work.children import apart
from flows.work.plan import Selection
from flows.work.workers import default_workers, run_jobs
from parsers.errors import TaiyakuError

FLUSH_SECONDS = 20.0
"""How long to wait until the server has recorded the last task run; it keeps them in a queue."""


@dataclass(frozen=True)
class Asked:
    """What a command line asks for."""

    paths: Sequence[str]
    drops: Sequence[str]
    out: str
    force: bool
    plain: bool
    workers: int | None
    settings: Settings
    selection: Selection = field(default_factory=Selection)
    name: str | None = None
    """What to call the flow run; None: after its paths."""


def run_plain(jobs: Sequence[Job], asked: Asked, console: Console) -> list[State]:
    """The committed states of the jobs, done by workers of this process. Raises TaiyakuError where the run could not go on."""
    without_pandas()
    with progress(console, len(jobs)) as step:
        return run_jobs(jobs, asked.out, asked.settings, asked.workers or default_workers(len(jobs)), lambda outcome: step(outcome.state))


def run_as_flow(asked: Asked, jobs: int, console: Console) -> list[State]:
    """The committed states of what was stale, normalized by a flow run in this process that the server's UI shows.

    jobs: how many releases are to be done, for the progress bar. Raises TaiyakuError where the run could not go on.
    """
    workers = asked.workers or default_workers(jobs)
    say(console, "Prefect: looking for a server, starting one where there is none (--plain does without)")
    with using_server() as server:
        say(console, f"Prefect: {server.api}{', kept for taiyaku up' if server.own else ''}")
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "ERROR")
        from flows.prefect.ingest import LISTENERS, flush_logs, ingest, task_runner

        heard: dict[str, State] = {}
        with progress(console, jobs) as step:

            def hear(state: State) -> None:
                if state.release_id not in heard:
                    heard[state.release_id] = state
                    step(state)

            LISTENERS[:] = [hear]
            try:
                final: Any = ingest.with_options(task_runner=task_runner(workers))(**parameters(asked, workers), return_state=True)
            finally:
                LISTENERS.clear()
        flush_logs()
        wait_until_recorded(server, str(final.state_details.flow_run_id))
        if not final.is_completed() and final.name != "Quarantined":
            error = final.result(raise_on_failure=False)
            raise error if isinstance(error, TaiyakuError) else TaiyakuError(f"the flow run ended as {final.name}: {final.message}")
    return list(heard.values())


def parameters(asked: Asked, workers: int) -> dict[str, Any]:
    """The flow's parameters, as the UI shows them."""
    return {
        "paths": list(asked.paths),
        "drops": list(asked.drops),
        "out": asked.out,
        "force": asked.force,
        "reader": asked.settings.reader,
        "seconds": asked.settings.seconds,
        "workers": workers,
        "entity": asked.selection.entity,
        "since": asked.selection.since,
        "until": asked.selection.until,
        "name": asked.name,
    }


def run_up(raw: Path, out: str, port: int, sweep_minutes: float, console: Console) -> None:
    """Server, deployments and watcher in this process and its children, until Ctrl-C. Raises TaiyakuError."""
    try:
        raw.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{raw}: cannot be made ({error.strerror}); choose another folder with --raw") from error
    say(console, "Prefect: looking for a server, starting one where there is none (the first start takes a while)")
    raw = raw.absolute()
    with using_server(port) as server, _apart_from_drops():
        from flows.prefect.serve import Ended, serve

        try:
            asyncio.run(serve(server, raw, out, sweep_minutes, partial(say, console)))
        except* (Ended, KeyboardInterrupt):
            say(console, "ending the runs and the server")
        except* Exception:
            if server.is_lost():  # whatever noticed it first
                raise lost_server(server) from None
            raise
    wait_until_gone()


@contextmanager
def _apart_from_drops() -> Iterator[None]:
    """Works in an empty folder: Prefect looks for modules in the working folder, which may hold drops that are named like one.

    What a run is given as a relative path still means the folder in which the user started (TAIYAKU_FOLDER).
    """
    started_in, empty = os.getcwd(), data_folder() / "empty"
    empty.mkdir(parents=True, exist_ok=True)
    os.environ.update({"TAIYAKU_FOLDER": started_in, "TAIYAKU_HOME": str(data_folder())} | apart(os.environ))
    os.chdir(empty)
    try:
        yield
    finally:
        os.chdir(started_in)


def wait_until_recorded(server: Server, flow_run_id: str) -> None:
    """Returns when every task run of a flow run has ended in the server's records too, or after FLUSH_SECONDS."""
    body = {"flow_runs": {"id": {"any_": [flow_run_id]}}}
    until = time.monotonic() + FLUSH_SECONDS
    while time.monotonic() < until:
        runs = ask(f"{server.api}/task_runs/filter", body)
        if runs and all(run["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") for run in runs):
            return
        time.sleep(0.2)
