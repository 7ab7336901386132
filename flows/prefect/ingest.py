"""The Prefect flow: plan, normalize in batches, report.

A task run costs Prefect some milliseconds and a release takes a fraction of a second, so that one task run normalizes a
batch. Tasks pass paths, hashes and counts, never documents or frames. What can pass (a store that is away for a moment) is
tried again; a document that cannot be read is quarantined and is no failure of a task.
"""

from __future__ import annotations

import atexit
import math
import os
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import FlowRunContext
from prefect.futures import as_completed
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.pipeline.drop import Job
from flows.pipeline.settings import Settings
from flows.review.run import pages_markdown, write_run_pages
from flows.review.story import contradicted_numbers, differing_cells, summary_markdown
from flows.store.folders import OutputError, is_remote, open_folder
from flows.store.history import comparatives_line, update_comparatives
from flows.store.state import Outcome, State
from flows.work.drops import paths_to_drops
from flows.work.plan import Plan, Selection, current_state, make_plan, select_drops
from flows.work.workers import WorkerPool, default_workers

BATCH = 25
"""Releases in a task run: then Prefect takes a few percent of the time, and a lost batch is soon done again."""
FAILED_SHARE = 0.25
"""A run with a larger share of quarantined drops fails, so that the UI shows red."""

LISTENERS: list[Callable[[State], None]] = []
"""Told of each release as it ends, in the process that runs its batch; the command line's progress bar listens."""


def announce(state: State) -> None:
    """Tells the listeners. (A function, because tasks take the globals they name along to a cluster.)"""
    for listener in LISTENERS:
        listener(state)


@cache
def workers_of_this_process() -> WorkerPool:
    """The workers that all batches of this process share; they end with it."""
    pool = WorkerPool()
    atexit.register(pool.close)
    return pool


def end_workers() -> None:
    """Ends the workers at once, and with them the batches of this process: a cancelled run must not go on in its threads."""
    workers_of_this_process().close()  # and closed it stays until the next run: a thread between two releases finds it so


@task(name="plan", task_run_name="plan what is stale")
def plan_releases(paths: list[str], drops: list[str], out: str, redo_before: float, selection: Selection) -> Plan:
    """What there is to do, from the committed states alone."""
    folder = open_folder(out)
    folder.sweep()
    found = paths_to_drops(paths, whole=drops, out=folder)
    taken, unknown = select_drops(found, folder, selection)
    plan = make_plan(taken, folder, redo_before=redo_before)
    get_run_logger().info("%d releases: %d to normalize, %d current", len(taken), len(plan.jobs), len(plan.current))
    if unknown:
        get_run_logger().info("%d drops were never normalized and belong to no selection; a sweep or taiyaku run takes them", unknown)
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
def normalize_batch(label: str, jobs: Sequence[Job], out: str, settings: Settings, redo_before: float) -> list[State]:
    """The committed states of a batch; a release is logged with its pages as it ends.

    A release that another run, or an earlier try of this one, committed since the plan was made is not done again.
    """
    logger = get_run_logger()
    folder = open_folder(out)
    states = []
    for job in jobs:
        if done := current_state(job, folder, redo_before=redo_before):
            outcome = Outcome(done, ("is current already: another run was quicker",))
        else:
            outcome = workers_of_this_process().run(job, out, settings)
        _log(logger, outcome)
        announce(outcome.state)
        states.append(outcome.state)
    return states


def _log(logger: Any, outcome: Outcome) -> None:
    """One record a release, with its notes in lines of their own: a record costs Prefect a millisecond."""
    state = outcome.state
    if state.status != "normalized":
        logger.warning("%s quarantined, %s", state.release_id, state.reason)
        return
    told = f"{state.readings} readings, {state.facts} facts, {state.contradicted} contradicted, {state.differences} differences"
    logger.info("\n    ".join((f"{state.release_id}: {told}", *outcome.notes)))


@task(name="tell", task_run_name="tell what was found")
def tell(states: Sequence[State], current: int, out: str) -> None:
    """The artifacts of the run: its summary, the cells in which the languages disagree, the contradicted numbers."""
    folder = open_folder(out)
    create_markdown_artifact(summary_markdown(states, current, out), key="summary", description="What this run wrote")
    if differing := differing_cells(folder, states):
        create_table_artifact(differing, key="differences", description="Japanese and English disagree (✓ proved, ✗ contradicted by other numbers)")
    if contradicted := contradicted_numbers(folder, states):
        create_table_artifact(contradicted, key="contradicted", description="Other numbers of the release contradict these")


@task(name="review", task_run_name="write the review pages")
def write_pages(states: Sequence[State], out: str, places: list[str]) -> None:
    """The review pages of the releases to look at first, told by an artifact."""
    folder = open_folder(out)
    pages = pages_markdown(folder, write_run_pages(folder, states, places))
    create_markdown_artifact(pages, key="review", description="Pages that show each number where it stands; open them in a browser")


@task(name="compare", task_run_name="compare the releases of each entity", retries=2, retry_delay_seconds=[2, 10], retry_condition_fn=_can_pass)
def compare_releases(out: str) -> None:
    """Brings the comparatives of every entity up to date with the store."""
    folder = open_folder(out)
    for entity in update_comparatives(folder):
        if line := comparatives_line(folder, entity):
            get_run_logger().info(line)


def flush_logs() -> None:
    """Sends what Prefect still holds of this process's logs, while the server is there."""
    APILogWorker.drain_all(timeout=10)


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
    given = [*(parameters.get("paths") or ()), *(parameters.get("drops") or ())]
    if parameters.get("name"):
        return str(parameters["name"])
    since, until = (date.fromisoformat(str(day)) if (day := parameters.get(part)) else None for part in ("since", "until"))
    if selection := Selection(parameters.get("entity"), since, until):
        return f"backfill {selection}"
    return "run " + ", ".join(Path(path).name or str(path) for path in given[:3])


def task_runner(workers: int) -> TaskRunner[Any]:
    """Threads of this process, each with workers of its own; a Dask cluster where TAIYAKU_DASK names its address."""
    if address := os.environ.get("TAIYAKU_DASK"):
        from prefect_dask.task_runners import DaskTaskRunner

        runner: TaskRunner[Any] = DaskTaskRunner(address=address)
        return runner
    return ThreadPoolTaskRunner(max_workers=workers)


@flow(name="taiyaku", flow_run_name=run_name, task_runner=task_runner(os.cpu_count() or 1), description="Earnings releases to normalized Parquet")
def ingest(
    paths: list[str],
    drops: list[str] | None = None,
    out: str = "normalized",
    force: bool = False,
    reader: str = "fast",
    seconds: float = Settings.seconds,
    workers: int | None = None,
    entity: str | None = None,
    since: date | None = None,
    until: date | None = None,
    name: str | None = None,
) -> Any:
    """Normalizes what is stale among the drops of `paths`; the final state says how it went.

    A run that went down and is started again goes on where it stopped, forced or not.

    Args:
        paths: Releases (files) and folders of releases.
        drops: Folders that are one release each.
        out: Where the data set is written: a folder, or an address such as s3://bucket/folder.
        force: Normalize what is current, too.
        reader: fast, or plain: the slow and obvious readers; the data set is the same.
        seconds: Wall limit for one release.
        workers: Worker processes; by drops and cores where nothing is said.
        entity: Only releases of this entity, as the data set names it, that were normalized before.
        since: Only releases announced on this day or later, that were normalized before.
        until: Only releases announced on this day or earlier, that were normalized before.
        name: What to call the run.
    """
    workers_of_this_process().reopen()
    paths, drops, out = [absolute(path) for path in paths], [absolute(path) for path in drops or []], absolute(out)
    settings = Settings(reader=reader, seconds=seconds)
    redo_before = asked_for_at() if force else -math.inf
    plan = plan_releases(paths, drops, out, redo_before, Selection(entity, since, until))
    states: list[State] = []
    futures: list[Any] = []
    if plan.jobs:
        batches = jobs_to_batches(plan.jobs, workers or max(1, default_workers(len(plan.jobs))))
        futures = [normalize_batch.submit(batch_label(batch), batch, out, settings, redo_before) for batch in batches]
        try:
            for future in as_completed(futures):
                batch_states = future.result()
                for state in batch_states:  # a batch of another machine was not heard here
                    announce(state)
                states += batch_states
        except BaseException:
            end_workers()
            raise
    states.sort(key=lambda state: state.release_id)
    compare_releases(out, wait_for=futures)
    if states:
        tell(states, len(plan.current), out)
        write_pages(states, out, [*paths, *drops])
    return verdict_of_run(states, len(plan.current))


def absolute(path: str) -> str:
    """A path as it was meant where `taiyaku up` was started (TAIYAKU_FOLDER); as it is elsewhere, and an address."""
    started_in = os.environ.get("TAIYAKU_FOLDER")
    return path if started_in is None or is_remote(path) else os.path.join(started_in, path)


def asked_for_at() -> float:
    """When this flow run was created, in seconds since 1970; the same for each of its attempts."""
    context = FlowRunContext.get()
    created = context.flow_run.created if context and context.flow_run else None
    return created.timestamp() if created else time.time()


def verdict_of_run(states: Sequence[State], current: int) -> Any:
    """Completed, or Failed where too many of the drops were quarantined or are pending."""
    undone = [state for state in states if state.status != "normalized"]
    pending = sum(state.status == "pending" for state in undone)
    said = f"{len(states) - len(undone)} normalized, {len(undone) - pending} quarantined, {f'{pending} pending, ' if pending else ''}{current} current"
    if states and len(undone) / len(states) > FAILED_SHARE:
        return Failed(name="Quarantined", message=f"{said}: {', '.join(f'{state.release_id} ({state.reason_code})' for state in undone[:5])}")
    return Completed(message=said)
