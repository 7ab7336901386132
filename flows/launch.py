"""`taiyaku run` as a Prefect flow run: finds or starts the server first, because Prefect reads its settings when imported."""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from flows.printing import progress, say
from flows.server import Server, ServerError, using_server
from flows.settings import Settings
from flows.state import State
from flows.workers import default_workers
from parsers.errors import TaiyakuError

FLUSH_SECONDS = 20.0
"""How long to wait until the server has recorded the last task run; it keeps them in a queue."""


def run_as_flow(
    paths: Sequence[str], drops: Sequence[str], out: str, settings: Settings, workers: int | None, *, force: bool, jobs: int, console: Console
) -> list[State]:
    """The committed states of what was stale, normalized by a flow run in this process that the server's UI shows.

    jobs: how many releases are to be done, for the progress bar. Raises TaiyakuError where the run could not go on.
    """
    count = workers or default_workers(jobs)
    say(console, "Prefect: looking for a server, starting one where there is none (--plain does without)")
    with using_server() as server:
        say(console, f"Prefect: {server.api}{', kept for taiyaku up' if server.own else ''}")
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "ERROR")
        from flows.ingest import LISTENERS, ingest, task_runner

        states: list[State] = []
        with progress(console, jobs) as step:
            LISTENERS[:] = [states.append, step]
            try:
                final: Any = ingest.with_options(task_runner=task_runner(count))(
                    list(paths), list(drops), out, force=force, reader=settings.reader, seconds=settings.seconds, workers=count, return_state=True
                )
            finally:
                LISTENERS.clear()
        wait_until_recorded(server, str(final.state_details.flow_run_id))
        if not final.is_completed() and final.name != "Quarantined":
            error = final.result(raise_on_failure=False)
            raise error if isinstance(error, TaiyakuError) else TaiyakuError(f"the flow run ended as {final.name}: {final.message}")
    return states


def wait_until_recorded(server: Server, flow_run_id: str) -> None:
    """Returns when every task run of a flow run has ended in the server's records too, or after FLUSH_SECONDS."""
    body = {"flow_runs": {"id": {"any_": [flow_run_id]}}}
    until = time.monotonic() + FLUSH_SECONDS
    while time.monotonic() < until:
        runs = _post(f"{server.api}/task_runs/filter", body)
        if runs and all(run["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") for run in runs):
            return
        time.sleep(0.2)


def _post(url: str, body: object) -> list[dict[str, str]]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: list[dict[str, str]] = json.load(answer)
            return found
    except OSError as error:
        raise ServerError(f"the Prefect server stopped answering ({error}); what was normalized is written") from error
