"""`taiyaku up`: deployments, the watcher and what keeps runs in order, around a Prefect server that answers already.

Three deployments of one flow: `on-drop` for what the watcher sees, `sweep` on a schedule for what it missed, `backfill` for
people. Each run is a process of its own, which ends with this one.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import signal
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from prefect.automations import Automation
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, State, StateType
from prefect.events import EventTrigger, Posture, ResourceSpecification
from prefect.events.actions import ChangeFlowRunState
from prefect.runner import Runner
from prefect.states import Cancelled, Crashed, Pending, Scheduled
from prefect.types.entrypoint import EntrypointType

from flows.prefect.ingest import ingest
from flows.prefect.server import HEARTBEAT_SECONDS, Server, lost_server
from flows.prefect.warm import WarmProcess
from flows.work.watch import bursts

POLL_SECONDS = 1.0
RUNS_AT_ONCE = 4
AWAY_SECONDS = 30.0
"""So long the user's server may be away, to be started again; Prefect's runner copes with that."""
ATTEMPTS = 3
"""A run that went down is started again until it was tried so often."""


async def serve(server: Server, raw: Path, out: str, sweep_minutes: float, say: Callable[[str], None]) -> None:
    """Serves deployments and watches `raw` until it is cancelled; then ends the runs that it started. say: prints a line."""
    async with get_client() as client:
        runner = Runner(name="taiyaku", query_seconds=POLL_SECONDS, limit=RUNS_AT_ONCE, pause_on_shutdown=True)
        await crash_silent_runs()
        deployments = await add_deployments(runner, str(raw), out, sweep_minutes)
        stop, ready, warm = threading.Event(), asyncio.Event(), WarmProcess()
        warm.start()
        async with contextlib.AsyncExitStack() as ending, asyncio.TaskGroup() as tasks:
            ending.callback(warm.stop)
            tasks.create_task(until_signalled(stop))
            tasks.create_task(until_lost(server))
            tasks.create_task(follow_drops(client, deployments["on-drop"], raw, stop, ready, warm, say))
            await ready.wait()
            # What came before the watcher is the sweep's; what comes while the sweep plans is both's, and done once.
            await start_run(client, deployments["sweep"], name="sweep at start")
            tasks.create_task(runner.start())
            tasks.create_task(restart_crashed(client, deployments))
            say(f"watching {raw}, writing to {out}; Prefect UI {server.ui}; Ctrl-C ends all of it")


class Ended(Exception):
    """A signal asked for the end."""


async def until_signalled(stop: threading.Event) -> None:
    """Raises Ended, which ends the group, at the first SIGINT or SIGTERM."""
    asked = asyncio.Event()
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(kind, asked.set)
    try:
        await asked.wait()
    finally:
        stop.set()
    raise Ended


async def until_lost(server: Server) -> None:
    """Raises ServerError when the server's process is gone, or the user's server has not answered for a while."""
    away = 0.0
    while away <= (0 if server.own else AWAY_SECONDS):
        await asyncio.sleep(POLL_SECONDS)
        away = away + POLL_SECONDS if await asyncio.to_thread(server.is_lost) else 0.0
    raise lost_server(server)


async def add_deployments(runner: Runner, raw: str, out: str, sweep_minutes: float) -> dict[str, Any]:
    """Deployment name -> id."""
    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    queue = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)
    every = datetime.timedelta(minutes=sweep_minutes)
    kinds: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("on-drop", "Normalizes what the watcher saw appear in the folder of drops", {}),
        ("sweep", "Finds what no watcher saw: drops that came while anything was down", {"interval": every, "concurrency_limit": one}),
        ("backfill", "Normalizes again what a range of releases needs: by entity, by dates, or all; forced or only what is stale",
         {"concurrency_limit": queue}),
    )  # fmt: skip
    ids = {}
    for name, description, more in kinds:
        parameters = {"paths": [raw], "out": out} | ({"name": "sweep"} if name == "sweep" else {})
        deployment = await ingest.ato_deployment(
            name, description=description, parameters=parameters, entrypoint_type=EntrypointType.MODULE_PATH, tags=["taiyaku"], **more
        )
        ids[name] = await runner.aadd_deployment(deployment)
    return ids


async def crash_silent_runs() -> None:
    """Has the server mark runs of this flow as Crashed whose process gives no sign of life, wherever it ran.

    One automation for a server, brought up to date by each start; other people's flows give signs of life more rarely and are left alone.
    """
    heartbeat = "prefect.flow-run.heartbeat"
    ends = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed", "Quarantined")}
    automation = Automation(
        name="taiyaku: a run without a sign of life has crashed",
        trigger=EventTrigger(
            after={heartbeat},
            expect={heartbeat} | ends,
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=ResourceSpecification({"prefect.resource.role": ["flow"], "prefect.resource.name": [ingest.name]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=datetime.timedelta(seconds=3 * HEARTBEAT_SECONDS),
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, name="Crashed", message="no sign of life for a while", force=False)],
    )
    async with get_client() as client:
        known = await client.read_automations_by_name(automation.name)
    if known:
        automation.id = known[0].id
        await automation.aupdate()
    else:
        await automation.acreate()


async def start_run(client: PrefectClient, deployment: Any, *, name: str, state: State[Any] | None = None, **parameters: Any) -> Any:
    """The id of a new run of a deployment; in the state Pending no runner takes it."""
    run = await client.create_flow_run_from_deployment(deployment, name=name, state=state, parameters={"name": name, **parameters})
    return run.id


async def follow_drops(
    client: PrefectClient, deployment: Any, raw: Path, stop: threading.Event, ready: asyncio.Event, warm: WarmProcess, say: Callable[[str], None]
) -> None:
    """A run for each burst of drops, one after the other. A burst that cannot be told to the server is left to the sweep."""
    found: asyncio.Queue[tuple[Path, ...]] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def follow() -> None:
        for burst in bursts(raw, stop, lambda: loop.call_soon_threadsafe(ready.set), lambda line: loop.call_soon_threadsafe(say, line)):
            loop.call_soon_threadsafe(found.put_nowait, burst)

    threading.Thread(target=follow, daemon=True, name="watcher").start()
    while True:
        burst = await found.get()
        name = burst_name(burst)
        say(name)
        try:
            files, folders = ([str(path) for path in burst if path.is_dir() == whole] for whole in (False, True))
            waiting: State[Any] = Pending(message="handed to the process that waits for drops")
            run = await start_run(client, deployment, name=name, state=waiting, paths=files, drops=folders)
            await run_warm(client, run, warm)
        except Exception as error:
            say(f"{name}: the server could not be told ({error}); the next sweep takes it")


async def run_warm(client: PrefectClient, run: Any, warm: WarmProcess) -> None:
    """Runs a flow run in the waiting process; ends it when the run is cancelled, marks it as crashed when the process is lost."""
    running = asyncio.create_task(asyncio.to_thread(warm.run, str(run)))
    cancelled = False
    while not (await asyncio.wait([running], timeout=POLL_SECONDS))[0]:
        state = (await client.read_flow_run(run)).state
        if state and state.type == StateType.CANCELLING:
            cancelled = True
            warm.stop()
    if not running.result():
        ended: State[Any] = Cancelled(message="its processes were ended") if cancelled else Crashed(message="its process was lost")
        await client.set_flow_run_state(run, ended, force=True)
    await asyncio.to_thread(warm.start)


def burst_name(burst: Sequence[Path]) -> str:
    """
    >>> burst_name([Path("raw/iij-2004-02-12.txt")]), burst_name([Path("raw/a.txt"), Path("raw/b")])
    ('drop iij-2004-02-12', '2 drops: a to b')
    """
    names = [path.stem if path.suffix and not path.is_dir() else path.name for path in burst]
    return f"drop {names[0]}" if len(names) == 1 else f"{len(names)} drops: {names[0]} to {names[-1]}"


async def restart_crashed(client: PrefectClient, deployments: dict[str, Any]) -> None:
    """Starts runs again that went down: the same run goes on, because its plan leaves out what was committed."""
    ours = {"any_": [str(deployment) for deployment in deployments.values()]}
    crashed = FlowRunFilter.model_validate({"state": {"type": {"any_": [StateType.CRASHED.value]}}, "deployment_id": ours})
    attempts: Counter[Any] = Counter()
    while True:
        await asyncio.sleep(2 * POLL_SECONDS)
        with contextlib.suppress(Exception):  # the server may be away for a moment; the next round looks again
            for run in await client.read_flow_runs(flow_run_filter=crashed):
                attempts[run.id] += 1
                if max(run.run_count, attempts[run.id]) < ATTEMPTS:
                    again: State[Any] = Scheduled(name="AwaitingRetry", message="went down; goes on where it stopped")
                    await client.set_flow_run_state(run.id, again, force=True)
