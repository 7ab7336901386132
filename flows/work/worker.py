"""A worker: a process that normalizes one release after the other, as its parent asks, within limits.

A hostile document may hang a worker, exhaust its memory or crash it, and costs one release and no more. Requests and answers
are lines of JSON on stdin and stdout. A worker never outlives its parent: the kernel ends it with the parent, the end of stdin
is its own end, also in the middle of a document, and a CPU limit holds where even that is not noticed.
"""

from __future__ import annotations

import gc
import json
import os
import queue
import resource
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from flows.pipeline.drop import Drop, Job
from flows.pipeline.normalize import normalize, quarantine
from flows.pipeline.result import Result
from flows.pipeline.settings import Settings
from flows.store.folders import Folder, OutputError, is_remote, open_folder
from flows.store.locks import Busy
from flows.store.state import Outcome
from flows.store.store import without_pandas, write_result
from flows.work.children import end_with_parent
from flows.work.drops import bytes_digest, drop_to_digest, held_drop
from parsers.errors import TaiyakuError, UnreadableDocument
from parsers.read import load_readers
from parsers.records import Finding

SPARE_CPU_SECONDS = 30
"""Beyond the wall limit, which the parent enforces: for a worker whose parent is gone."""


IDLE_SECONDS = 0.2
"""Without a first request for so long, a worker was started for later."""
NOTES = 12
"""Findings shown with a release; all of them stand in its findings table."""


def run_job(job: Job, out: Folder, settings: Settings, say: Callable[[dict[str, Any]], None] = lambda said: None) -> Outcome:
    """Normalizes a drop and writes it, with the release locked; whatever is wrong with the drop quarantines it.

    Its documents are read once: what is hashed is what is parsed. say: is passed {"begun": true} when nobody else works on the
    release, then the digests of what was read. Raises Busy where somebody does for too long, OutputError, and MemoryError, of
    which the parent must find out whose fault it is.
    """
    with out.locked(job.drop.release_id, settings.seconds):
        say({"begun": True})
        return _run_locked(job, out, settings, say)


def _run_locked(job: Job, out: Folder, settings: Settings, say: Callable[[dict[str, Any]], None]) -> Outcome:
    log = f"state/{job.drop.release_id}.log"
    drop, content, read = job.drop, job.content, job.read
    try:
        if not drop.rejected:
            drop = held_drop(drop)
            content, read = drop_to_digest(drop), bytes_digest(drop)
            say({"content": content, "read": read})
        result = normalize(drop, settings)
        if (result.release.reason or "").startswith("memory:") and not drop.rejected:
            raise MemoryError
        outcome = Outcome(write_result(out, result, content, read, job.drop.own_name), notes(result))
    except (OutputError, MemoryError):
        raise
    except UnreadableDocument as error:
        return Outcome(write_result(out, quarantine(job.drop, error.code, str(error)), content, read, job.drop.own_name))
    except Exception as error:
        trace = traceback.format_exc()
        out.write(log, trace.encode("utf-8", "replace"))
        return Outcome(write_result(out, internal_error(job, error, out.address, log), content, read, job.drop.own_name))
    out.remove(log)
    return outcome


def notes(result: Result) -> tuple[str, ...]:
    """The findings that a person should see first, each with its page, errors before warnings."""
    serious = sorted((f for f in result.findings if f.severity != "info"), key=lambda f: f.severity != "error")
    told = tuple(note(finding) for finding in serious[:NOTES])
    return told if len(serious) <= NOTES else (*told, f"... and {len(serious) - NOTES} more findings")


def note(finding: Finding) -> str:
    """A finding in a line that names its page once."""
    named = {word.strip(",:;()") for word in finding.message.split()}
    page = f"p.{finding.page} " if finding.page and f"p.{finding.page}" not in named else ""
    return f"{finding.severity} {finding.code}: {page}{finding.message}"


def internal_error(job: Job, error: Exception, address: str, log: str) -> Result:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).parent.name}/{Path(place.filename).name}:{place.lineno}"
    message = (
        f"{job.drop.name}: {type(error).__name__}: {error} ({where}); a fault of taiyaku, not of the release: report it with {address}/{log}"
    )
    return quarantine(job.drop, "internal_error", message)


def too_much_memory(job: Job, settings: Settings) -> str:
    return f"{job.drop.name}: took more than {settings.memory >> 20} MB; look whether the document is what it says it is"


def request_to_job(request: dict[str, Any]) -> Job:
    drop = request["drop"]
    documents = tuple((name, path if is_remote(path) else Path(path)) for name, path in drop["documents"])
    return Job(Drop(drop["release_id"], Path(drop["path"]), documents, drop["fingerprint"], drop["rejected"]), request["content"], request["read"])


def answer(request: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """The outcome as a dictionary; {"error": message} where the output cannot be written, {"lost": code, "why": message} where it came to none."""
    settings, job = Settings(**request["settings"]), request_to_job(request)
    limit(settings)
    try:
        return asdict(run_job(job, open_folder(request["out"]), settings, say))
    except MemoryError:
        return {"lost": "memory", "why": too_much_memory(job, settings)}
    except Busy as error:
        return {"lost": "locked", "why": f"{job.drop.name}: {error}"}
    except TaiyakuError as error:
        return {"error": str(error)}


def limit(settings: Settings) -> None:
    """Address space and CPU of this process from here on; the limits count what it already took."""
    with open("/proc/self/statm") if os.path.exists("/proc/self/statm") else open(os.devnull) as statm:
        taken = int((statm.read().split() or ["0"])[0]) * resource.getpagesize()
    if taken:
        _lower(resource.RLIMIT_AS, taken + settings.memory)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + settings.seconds) + SPARE_CPU_SECONDS)


def _lower(kind: int, amount: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


def _listen(requests: queue.SimpleQueue[str]) -> None:
    """Passes requests on; when the parent is gone, so is this process, whatever it is doing."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def serve(requests: queue.SimpleQueue[str], answers: TextIO) -> None:
    waiting = next_request(requests)

    def say(said: dict[str, Any]) -> None:
        answers.write(json.dumps(said, ensure_ascii=True) + "\n")
        answers.flush()

    while True:
        request = json.loads(waiting or requests.get())
        waiting = None
        gc.disable()
        try:
            said = answer(request, say)
        finally:
            gc.enable()
        say(said)
        gc.collect()


def next_request(requests: queue.SimpleQueue[str]) -> str | None:
    """The first request; None where it does not come at once: the readers that it may need are imported meanwhile."""
    try:
        return requests.get(timeout=IDLE_SECONDS)
    except queue.Empty:
        load_readers()
        return None


def main() -> None:
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    without_pandas()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what any library prints must not look like an answer
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    serve(requests, answers)


if __name__ == "__main__":
    main()
