"""The parent's side of the workers: jobs out, states back, limits enforced.

Every job is done by another process (flows/worker.py), so that the parent needs no library that reads documents, and a
document that hangs, crashes or swells ends as one quarantined release.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from typing import IO, Any

from flows.drops import Job
from flows.folders import OutputError
from flows.settings import Settings
from flows.state import Outcome, State, record_to_state
from parsers.errors import TaiyakuError

JOBS_PER_WORKER = 4
"""Fewer jobs than this do not repay the start of one more process."""
JOBS_BEFORE_RENEWAL = 250
"""A worker is replaced after so many jobs: whatever a library keeps goes with it."""
START_SECONDS = 60.0
"""Spare time of a worker's first job, in which it imports its libraries on a machine that may be busy."""
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


class WorkerLost(TaiyakuError):
    """A worker ended, or was ended, in the middle of a job; `code` is the reason code for the release."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Worker:
    """One worker process; it starts when it is made and ends with `stop`, or with this process."""

    def __init__(self, module: str = "flows.worker_start") -> None:
        environment = ENVIRONMENT | {name: value for name, value in os.environ.items() if name != "CMAP_PATH"}
        self.said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the worker)
        command = [sys.executable, "-m", module]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, env=environment, start_new_session=True
        )
        self.jobs = 0
        self._buffer = b""

    def run(self, job: Job, out: str, settings: Settings) -> Outcome:
        """The outcome of a job, committed. Raises WorkerLost (the worker is then ended) or OutputError."""
        started, limit = time.monotonic(), settings.seconds + (0 if self.jobs else START_SECONDS)
        self.jobs += 1
        try:
            answer = self._ask(job_to_request(job, out, settings), started + limit)
        except TimeoutError:
            self.stop()
            raise WorkerLost(
                "timeout", f"{job.drop.path.name}: not done after {settings.seconds:g} s; look whether the document is what it says it is"
            ) from None
        except (BrokenPipeError, EOFError):
            raise self._lost(job) from None
        if "error" in answer:
            raise OutputError(answer["error"])
        return Outcome(record_to_state(answer["state"]), tuple(answer["notes"]))

    def _ask(self, request: dict[str, Any], until: float) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        while b"\n" not in self._buffer:
            if not select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(self.process.stdout.fileno(), 1 << 16)
            if not piece:
                raise EOFError
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _lost(self, job: Job) -> WorkerLost:
        code = self.process.wait(timeout=10)
        name = job.drop.path.name
        said = self.last_words()
        self.stop()
        if -code in (signal.SIGXCPU,):
            return WorkerLost("timeout", f"{name}: took more processor time than allowed; look whether the document is what it says it is")
        if "MemoryError" in said or -code == signal.SIGKILL:
            return WorkerLost("memory", f"{name}: took more memory than allowed; look whether the document is what it says it is")
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
        return WorkerLost("crashed", f"{name}: the worker {how} ({said.strip().splitlines()[-1] if said.strip() else 'it said nothing'})")

    def last_words(self) -> str:
        """The end of what the worker wrote to its standard error."""
        self.said.seek(0, os.SEEK_END)
        self.said.seek(max(0, self.said.tell() - 4000))
        return self.said.read().decode("utf-8", "replace")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.said):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()


class WorkerPool:
    """Workers that are lent to one thread at a time and kept for the next one; ends them all when it is closed."""

    def __init__(self, module: str = "flows.worker_start") -> None:
        self._module = module
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, job: Job, out: str, settings: Settings) -> Outcome:
        """The outcome of a job, committed; one that lost its worker is quarantined by another. Raises OutputError."""
        try:
            with self._lend() as worker:
                return worker.run(job, out, settings)
        except WorkerLost as lost:
            rejected = replace(job, drop=replace(job.drop, rejected=f"{lost.code}: {lost}"))
        try:
            with self._lend() as worker:
                return worker.run(rejected, out, settings)
        except WorkerLost as lost:
            raise TaiyakuError(f"no worker can be started: {lost}") from lost

    def warm_up(self) -> None:
        """Starts a worker before it is needed."""
        with self._lend():
            pass

    @contextmanager
    def _lend(self) -> Iterator[Worker]:
        with self._lock:
            if self._closed:
                raise TaiyakuError("the run was ended")
            worker = self._idle.pop() if self._idle else Worker(self._module)
            self._all.add(worker)
        try:
            yield worker
        except BaseException:
            self._end(worker)
            raise
        if worker.jobs >= JOBS_BEFORE_RENEWAL or self._closed:
            self._end(worker)
        else:
            with self._lock:
                self._idle.append(worker)

    def _end(self, worker: Worker) -> None:
        worker.stop()
        with self._lock:
            self._all.discard(worker)

    def reopen(self) -> None:
        """Lends workers again after `close`."""
        with self._lock:
            self._closed = False

    def close(self) -> None:
        """Ends every worker; what is run from now on raises TaiyakuError."""
        with self._lock:
            self._closed = True
            self._idle.clear()
        for worker in tuple(self._all):
            self._end(worker)

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def default_workers(jobs: int) -> int:
    """How many workers to use for so many jobs, where the user does not say."""
    return max(1, min(os.cpu_count() or 1, jobs // JOBS_PER_WORKER))


def run_jobs(jobs: Iterable[Job], out: str, settings: Settings, workers: int, done: Callable[[Outcome], None]) -> list[State]:
    """The committed states in the order of the jobs; `done` is called for each as it ends, by one thread at a time.

    Raises OutputError at the first job that cannot be written; what others wrote stays.
    """
    lock = threading.Lock()
    with WorkerPool() as pool:

        def run(job: Job) -> State:
            outcome = pool.run(job, out, settings)
            with lock:
                done(outcome)
            return outcome.state

        if workers == 1:
            return [run(job) for job in jobs]
        with ThreadPoolExecutor(workers) as threads:
            futures = [threads.submit(run, job) for job in jobs]
            try:
                return [future.result() for future in futures]
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                pool.close()
                raise


def job_to_request(job: Job, out: str, settings: Settings) -> dict[str, Any]:
    """What a worker is sent for a job (flows/worker.py reads it)."""
    drop = job.drop
    documents = [(name, str(path)) for name, path in drop.documents]
    return {
        "drop": {"release_id": drop.release_id, "path": str(drop.path), "documents": documents, "rejected": drop.rejected},
        "content": job.content,
        "out": out,
        "settings": asdict(settings),
    }
