"""A process that waits for flow runs of drops: Prefect, the flow and a worker are loaded before the drop comes.

Starting a process for a flow run takes most of the time between a drop and its Parquet. This one reads ids of flow runs, a
line each, and runs them one after the other; it ends with its parent, in the middle of a run too. A run that it leaves
behind is marked as crashed by its parent, and started again by the runner.
"""

from __future__ import annotations

import asyncio
import os
import queue
import subprocess
import sys
import threading

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.flow_engine import run_flow

from flows.pipeline.version import code_version
from flows.prefect.ingest import ingest, workers_of_this_process
from flows.work.children import apart, end_with_parent, python_command, start
from glossary.terms.glossary import data_digest

RUNS_BEFORE_RENEWAL = 200


class WarmProcess:
    """The parent's side: starts the process, hands runs over, tells when one is done or lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._made_of: tuple[str, str] | None = None
        self._runs = 0

    def start(self) -> None:
        """Starts the process if it is not there, or was made of other code or another glossary, or ran often enough."""
        made_of = (data_digest(), code_version.__wrapped__())
        if self._process and self._process.poll() is None and self._made_of == made_of and self._runs < RUNS_BEFORE_RENEWAL:
            return
        self.stop()
        self._process = start(python_command("flows.prefect.warm"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | apart(os.environ))
        self._made_of, self._runs = made_of, 0

    def run(self, flow_run_id: str) -> bool:
        """Whether the run came to an end of its own; blocks until then. False: the process was lost."""
        self.start()
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._runs += 1
        try:
            self._process.stdin.write(f"{flow_run_id}\n")
            self._process.stdin.flush()
            return self._process.stdout.readline().strip() == flow_run_id
        except OSError:
            return False

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


async def read_run(flow_run_id: str) -> FlowRun:
    async with get_client() as client:
        return await client.read_flow_run(flow_run_id)  # type: ignore[arg-type]


def _listen(ids: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        ids.put(line.strip())
    os._exit(0)


def main() -> None:
    end_with_parent()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # logs of the run must not look like an answer
    ids: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(ids,), daemon=True).start()
    workers_of_this_process().warm_up()
    while True:
        flow_run_id = ids.get()
        flow_run = asyncio.run(read_run(flow_run_id))
        run_flow(ingest, flow_run=flow_run, parameters=ingest.validate_parameters(flow_run.parameters), return_type="state")
        answers.write(f"{flow_run_id}\n")
        answers.flush()


if __name__ == "__main__":
    main()
