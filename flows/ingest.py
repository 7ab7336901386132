"""The Prefect flow: plan, normalize in batches, tell.

A task run costs Prefect some milliseconds and a release takes a fraction of a second, so that one task run normalizes a
batch. Tasks pass paths, hashes and counts, never documents or frames. What can pass (a store that is away for a moment) is
tried again; a document that cannot be read is quarantined and is no failure of a task.
"""

from __future__ import annotations

import atexit
import math
import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.futures import as_completed
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.drops import Job, paths_to_drops
from flows.folders import OutputError, open_folder
from flows.plan import Plan, make_plan
from flows.settings import Settings
from flows.state import Outcome, State
from flows.story import contradicted_numbers, differing_cells, summary_markdown
from flows.workers import WorkerPool, default_workers

BATCH = 25
"""Releases in a task run: then Prefect takes a few percent of the time, and a lost batch is soon done again."""
FAILED_SHARE = 0.25
"""A run with a larger share of quarantined drops fails, so that the UI shows red."""

LISTENERS: list[Callable[[State], None]] = []
"""Told of each release as it ends, in the process that runs its batch; the command line's progress bar listens."""


@cache
def workers_of_this_process() -> WorkerPool:
    """The workers that all batches of this process share; they end with it."""
    pool = WorkerPool()
    atexit.register(pool.close)
    return pool


@task(name="plan", task_run_name="plan what is stale")
def plan_releases(paths: list[str], drops: list[str], out: str, force: bool) -> Plan:
    """What there is to do, from the committed states alone."""
    found = paths_to_drops([Path(path) for path in paths], whole=[Path(path) for path in drops])
    plan = make_plan(found, open_folder(out), force=force)
    get_run_logger().info("%d releases: %d to normalize, %d current", len(found), len(plan.jobs), len(plan.current))
    return plan


def _can_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether trying again may help: the store was away. Anything else would end the same."""
    try:
        state.result()
    except OutputError:
        return True
    except Exception:
        return False
    return False


@task(name="normalize", task_run_name="normalize {label}", retries=2, retry_delay_seconds=[2, 10], retry_condition_fn=_can_pass)
def normalize_batch(label: str, jobs: Sequence[Job], out: str, settings: Settings) -> list[State]:
    """The committed states of a batch; a release is logged with its pages as it ends."""
    logger = get_run_logger()
    states = []
    for job in jobs:
        outcome = workers_of_this_process().run(job, out, settings)
        _log(logger, outcome)
        for listener in LISTENERS:
            listener(outcome.state)
        states.append(outcome.state)
    return states


def _log(logger: Any, outcome: Outcome) -> None:
    state = outcome.state
    if state.status == "quarantined":
        logger.warning("%s quarantined, %s", state.release_id, state.reason)
        return
    logger.info(
        "%s %d readings, %d facts, %d contradicted, %d differences",
        state.release_id,
        state.readings,
        state.facts,
        state.contradicted,
        state.differences,
    )
    for note in outcome.notes:
        logger.info("%s %s", state.release_id, note)


@task(name="tell", task_run_name="tell what was found")
def tell(states: Sequence[State], current: int, out: str) -> None:
    """The artifacts of the run: its summary, the cells in which the languages disagree, the contradicted numbers."""
    folder = open_folder(out)
    create_markdown_artifact(summary_markdown(states, current, out), key="summary", description="What this run wrote")
    if differing := differing_cells(folder, states):
        create_table_artifact(differing, key="differences", description="Cells in which the Japanese and the English text disagree")
    if contradicted := contradicted_numbers(folder, states):
        create_table_artifact(contradicted, key="contradicted", description="Numbers that other numbers of the release contradict")


def jobs_to_batches(jobs: Sequence[Job], workers: int) -> list[tuple[Job, ...]]:
    """Jobs in batches of at most BATCH, at least one a worker, so that all workers have something to do."""
    size = max(1, min(BATCH, math.ceil(len(jobs) / workers)))
    return [tuple(jobs[start : start + size]) for start in range(0, len(jobs), size)]


def batch_label(batch: Sequence[Job]) -> str:
    first, last = batch[0].drop.release_id, batch[-1].drop.release_id
    return first if len(batch) == 1 else f"{len(batch)} releases, {first} to {last}"


def run_name() -> str:
    """The name of a flow run: what its caller calls it, else what it was given."""
    parameters = flow_run.parameters
    given = [*parameters.get("paths", ()), *parameters.get("drops", ())]
    return parameters.get("name") or "run " + ", ".join(Path(path).name or str(path) for path in given[:3])


@flow(name="taiyaku", flow_run_name=run_name, description="Earnings releases to normalized Parquet")
def ingest(
    paths: list[str],
    drops: list[str] | None = None,
    out: str = "normalized",
    force: bool = False,
    reader: str = "fast",
    seconds: float = Settings.seconds,
    workers: int | None = None,
    name: str | None = None,
) -> Any:
    """Normalizes what is stale among the drops of `paths`; the final state says how it went.

    paths: releases and folders of releases; drops: folders that are one release each; name: what to call the run.
    """
    settings = Settings(reader=reader, seconds=seconds)
    plan = plan_releases(paths, drops or [], out, force)
    states: list[State] = []
    if plan.jobs:
        batches = jobs_to_batches(plan.jobs, workers or max(1, default_workers(len(plan.jobs))))
        futures = [normalize_batch.submit(batch_label(batch), batch, out, settings) for batch in batches]
        for future in as_completed(futures):
            states += future.result()
    states.sort(key=lambda state: state.release_id)
    if states:
        tell(states, len(plan.current), out)
    return verdict_of_run(states, len(plan.current))


def verdict_of_run(states: Sequence[State], current: int) -> Any:
    """Completed, or Failed where too many of the drops were quarantined."""
    quarantined = [state for state in states if state.status == "quarantined"]
    said = f"{len(states) - len(quarantined)} normalized, {len(quarantined)} quarantined, {current} current"
    if states and len(quarantined) / len(states) > FAILED_SHARE:
        return Failed(name="Quarantined", message=f"{said}: {', '.join(f'{state.release_id} ({state.reason_code})' for state in quarantined[:5])}")
    return Completed(message=said)


def task_runner(workers: int) -> TaskRunner[Any]:
    """Threads of this process, each with workers of its own; a Dask cluster where TAIYAKU_DASK names its address."""
    if address := os.environ.get("TAIYAKU_DASK"):
        from prefect_dask import DaskTaskRunner

        runner: TaskRunner[Any] = DaskTaskRunner(address=address)
        return runner
    return ThreadPoolTaskRunner(max_workers=workers)
