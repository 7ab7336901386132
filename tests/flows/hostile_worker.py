"""A worker in which documents behave badly, each as its name says; what tests start instead of flows/work/worker.py."""

import os
import signal
import time

from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.result import Result
from flows.pipeline.settings import Settings
from flows.work import worker


def misbehave(drop: Drop, settings: Settings) -> Result:
    """Hangs, crashes, swells or fails for drops of those names; the others are normalized."""
    kind = drop.release_id.partition("-")[0] if not drop.rejected else ""
    if kind == "hang":
        time.sleep(600)
    if kind == "spin":
        while True:
            pass
    if kind == "crash":
        os.abort()
    if kind == "leave":
        os._exit(7)
    if kind == "swell":
        _ = [bytearray(1 << 26) for _ in range(1 << 10)]
    if kind == "killed" or (kind == "killedonce" and is_first_time(drop)):
        os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does when memory is short
    if kind == "terminated":
        os.kill(os.getpid(), signal.SIGTERM)
    if kind == "stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    if kind == "swellonce" and is_first_time(drop):
        raise MemoryError
    if kind == "slowonce" and is_first_time(drop):
        time.sleep(10)
    if kind == "fail":
        raise ZeroDivisionError("division by zero in a stage")
    if kind == "chatter":
        os.write(1, b"what a library prints\n")
        print("is no answer", flush=True)
    return normalize(drop, settings)


def is_first_time(drop: Drop) -> bool:
    """Whether this is asked of the drop for the first time."""
    try:
        drop.path.with_suffix(".before").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


if __name__ == "__main__":
    setattr(worker, "normalize", misbehave)  # noqa: B010 (mypy sees a module)
    worker.main()
