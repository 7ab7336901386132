"""The parent's side of the workers: jobs out, states back, limits enforced.

Every job is done by another process (flows/work/worker.py), so that the parent needs no library that reads documents, and a
document that hangs, crashes or swells ends as one quarantined release. What the machine did (a worker that was killed, a
processor that others had, memory that others took) is no fault of the document: such a job is tried once more with no other
beside it, and then left pending: nothing is written, what was committed before stays, and the next run takes it up again.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from typing import IO, Any

from flows.pipeline.drop import Job
from flows.pipeline.settings import Settings
from flows.store.folders import OutputError, is_remote
from flows.store.state import Outcome, State, record_to_state
from flows.work.children import python_command, start, worker_environment
from flows.work.starving import usage, was_kept_from_work
from parsers.errors import TaiyakuError

JOBS_PER_WORKER = 4
"""Fewer jobs than this do not repay the start of one more process."""
JOBS_BEFORE_RENEWAL = 250
"""A worker is replaced after so many jobs: whatever a library keeps goes with it."""
START_SECONDS = 60.0
"""Until a worker has imported its libraries, on a machine that may be busy."""
FIRST_SECONDS = 10.0
"""Spare time of a worker's first job, in which it imports the readers and loads the glossary."""
PATIENCE = 5.0
"""How many times its wall limit a release may take where the machine kept its worker from working."""
FROM_OUTSIDE = frozenset({signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT})
"""Signals that no document causes: the system that ran out of memory (SIGKILL), or somebody, sends them."""
PENDING = frozenset({"killed", "busy", "locked"})
"""Codes of what the machine did."""
AGAIN = frozenset({"killed", "busy", "memory"})
"""Codes after which a job is tried once more, alone. Memory: only then one knows whose fault it is."""


class WorkerLost(TaiyakuError):
    """A job came to no end; its worker ended or was ended. `code` is the reason code for the release."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Worker:
    """One worker process; it starts when it is made and ends with `stop`, or with this process.

    remote: it is to read from or write to an object store.
    """

    def __init__(self, module: str = "flows.work.worker_start", *, remote: bool = False) -> None:
        self.remote = remote
        self.said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the worker)
        environment = worker_environment(os.environ, remote=remote)
        self.process = start(python_command(module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, env=environment)
        self.jobs = 0
        self.heard: dict[str, Any] = {}
        """What the worker said of the job before its answer."""
        self._buffer = b""

    def run(self, job: Job, out: str, settings: Settings) -> Outcome:
        """The outcome of a job, committed. Raises WorkerLost (the worker must then be ended) or OutputError."""
        spare = 0 if self.jobs else FIRST_SECONDS
        self.jobs += 1
        self.heard = {}
        try:
            self._send(job_to_request(job, out, settings))
            answer = self._hear(settings.seconds + START_SECONDS)  # at the most it waits for another run's work on the release
            if "begun" in answer:
                answer = self._finished(settings.seconds + spare)
        except TimeoutError:
            self.stop()
            raise WorkerLost(
                "timeout", f"{job.drop.name}: not done after {settings.seconds:g} s; look whether the document is what it says it is"
            ) from None
        except KeptFromWork:
            self.stop()
            raise WorkerLost("busy", f"{job.drop.name}: not done, because the machine kept its worker from working") from None
        except (BrokenPipeError, EOFError):
            raise self._lost(job) from None
        if "error" in answer:
            raise OutputError(answer["error"])
        if "lost" in answer:
            raise WorkerLost(answer["lost"], answer["why"])
        return Outcome(record_to_state(answer["state"]), tuple(answer["notes"]))

    def _finished(self, seconds: float) -> dict[str, Any]:
        """The answer to a job that has begun. Raises TimeoutError when it had so much time, KeptFromWork when it cannot get it."""
        began, before = time.monotonic(), usage(self.process.pid)
        until = began + seconds
        while True:
            try:
                answer = self._hear(until - time.monotonic())
            except TimeoutError:
                after = usage(self.process.pid)
                if not was_kept_from_work(before, after, seconds):
                    raise
                if time.monotonic() >= began + PATIENCE * seconds or before is None or after is None:
                    raise KeptFromWork from None
                until = min(time.monotonic() + max(1.0, seconds - (after.worked - before.worked)), began + PATIENCE * seconds)
            else:
                if "content" not in answer:
                    return answer
                self.heard = answer

    def _send(self, request: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()

    def _hear(self, seconds: float) -> dict[str, Any]:
        """The next line that the worker says. Raises TimeoutError, EOFError."""
        assert self.process.stdout
        until = time.monotonic() + seconds
        while b"\n" not in self._buffer:
            if not select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(self.process.stdout.fileno(), 1 << 16)
            if not piece:
                raise EOFError
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        return said

    def _lost(self, job: Job) -> WorkerLost:
        try:
            code = self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        name = job.drop.name
        said = self.last_words()
        self.stop()
        if -code == signal.SIGXCPU:
            return WorkerLost("timeout", f"{name}: took more processor time than allowed; look whether the document is what it says it is")
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
        if -code in FROM_OUTSIDE:
            return WorkerLost("killed", f"{name}: the worker {how} from outside")
        if "MemoryError" in said:
            return WorkerLost("memory", f"{name}: took more memory than allowed; look whether the document is what it says it is")
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


class KeptFromWork(Exception):
    """A worker did not get the time that its job may take."""


TO_DO = {
    "killed": "was memory short? run again, with fewer --jobs or on a machine with more memory",
    "busy": "run again when the machine has less to do, or with more --seconds",
    "locked": "run again when the other run is done",
}
"""What a person does about a pending release. What was committed of it before is untouched."""


class Turns:
    """Who may work: any number together, or one alone, for whom the others are let finish first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._working = 0
        self._alone = 0
        """How many work, or wait to work, alone."""

    @contextmanager
    def take(self, *, alone: bool) -> Iterator[None]:
        with self._changed:
            self._alone += alone
            self._changed.wait_for(lambda: self._working == 0 if alone else self._alone == 0)
            self._working += 1
        try:
            yield
        finally:
            with self._changed:
                self._working -= 1
                self._alone -= alone
                self._changed.notify_all()


class WorkerPool:
    """Workers that are lent to one thread at a time and kept for the next one; ends them all when it is closed."""

    def __init__(self, module: str = "flows.work.worker_start") -> None:
        self._module = module
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._turns = Turns()
        self._closed = False

    def run(self, job: Job, out: str, settings: Settings) -> Outcome:
        """The outcome of a job: committed, quarantined too where its document cost a worker; or pending, for the machine's faults.

        Raises OutputError.
        """
        lost, job = self._try(job, out, settings, alone=False)
        if isinstance(lost, WorkerLost) and lost.code in AGAIN:
            lost, job = self._try(job, out, settings, alone=True)
        if isinstance(lost, Outcome):
            return lost
        if lost.code in PENDING:
            return Outcome(State.pending(job.drop.release_id, f"{lost.code}: {lost}; {TO_DO[lost.code]}"))
        rejected = replace(job, drop=replace(job.drop, rejected=f"{lost.code}: {lost}"))
        ended, _ = self._try(rejected, out, settings, alone=False)
        if isinstance(ended, Outcome):
            return ended
        if ended.code in PENDING:
            return Outcome(State.pending(job.drop.release_id, f"{ended.code}: {ended}; {TO_DO[ended.code]}"))
        raise TaiyakuError(f"no worker can be started: {ended}") from ended

    def _try(self, job: Job, out: str, settings: Settings, *, alone: bool) -> tuple[Outcome | WorkerLost, Job]:
        """What became of a job, and the job with the digests of what its worker read, if it read anything."""
        with self._turns.take(alone=alone):
            if alone:
                self._end_idle()
            try:
                with self._lend(remote=is_remote(out) or any(isinstance(place, str) for _, place in job.drop.documents)) as worker:
                    try:
                        return worker.run(job, out, settings), job
                    finally:
                        job = replace(job, **worker.heard)
            except WorkerLost as lost:
                return lost, job

    def warm_up(self) -> None:
        """Starts a worker before it is needed."""
        with self._lend():
            pass

    @contextmanager
    def _lend(self, *, remote: bool = False) -> Iterator[Worker]:
        with self._lock:
            if self._closed:
                raise TaiyakuError("the run was ended")
            worker = next((idle for idle in reversed(self._idle) if idle.remote == remote), None)
            if worker:
                self._idle.remove(worker)
            else:
                worker = Worker(self._module, remote=remote)
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

    def _end_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            self._end(worker)

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
    """What a worker is sent for a job (flows/work/worker.py reads it)."""
    drop = job.drop
    documents = [(name, str(path)) for name, path in drop.documents]
    return {
        "drop": {
            "release_id": drop.release_id,
            "path": str(drop.path),
            "documents": documents,
            "fingerprint": drop.fingerprint,
            "rejected": drop.rejected,
        },
        "content": job.content,
        "read": job.read,
        "out": out,
        "settings": asdict(settings),
    }
