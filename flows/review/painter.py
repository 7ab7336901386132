"""Review pages are written by a process of their own, within limits: a document that draws for ever, swells or crashes costs its page, never the run.

Where a page comes to no end, it is written once more without its documents, and says so. Requests and answers are lines of JSON.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from flows.pipeline.settings import Settings, UsageError
from flows.review import render
from flows.store.folders import is_remote, open_folder
from flows.work.children import end_with_parent, python_command, start, worker_environment
from flows.work.worker import limit
from parsers.errors import TaiyakuError

SECONDS = 60.0
"""For one page, and as much for one without documents."""
START_SECONDS = 60.0
"""Until the process has imported its libraries, on a machine that may be busy."""
MEMORY = 2 << 30
"""Bytes of address space that the process may take beyond what it starts with."""


class Painter:
    """Writes pages by a process that starts with the first one; use it as a context."""

    def __init__(self, out: str, module: str = "flows.review.painter", seconds: float = SECONDS) -> None:
        self.out = out
        self._module = module
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def paint(self, release_id: str, places: Sequence[str]) -> str:
        """The name of the page written. Raises UsageError where there is no such release, TaiyakuError where no page can be made of it."""
        why = self._ask(release_id, places, "")
        if why.get("undrawn"):
            why = self._ask(release_id, (), str(why["undrawn"]))
        if "name" in why:
            return str(why["name"])
        if "usage" in why:
            raise UsageError(str(why["usage"]))
        raise TaiyakuError(f"{release_id}: {why.get('error') or why['undrawn']}")

    def _ask(self, release_id: str, places: Sequence[str], lost: str) -> dict[str, Any]:
        """What the process says; {"undrawn": why} where it comes to no end."""
        request = {"out": self.out, "release_id": release_id, "places": list(places), "lost": lost, "seconds": self._seconds}
        try:
            if self._process is None:
                self._process = self._start()
                _next_line(self._process.stdout, START_SECONDS)  # it says when it has imported its libraries
            process = self._process
            assert process.stdin
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = _next_line(process.stdout, self._seconds)
        except TimeoutError:
            self.close()
            return {"undrawn": f"not drawn after {self._seconds:g} s"}
        except (BrokenPipeError, EOFError):
            self.close()
            return {"undrawn": "the process that draws its documents ended"}
        except BaseException:
            self.close()
            raise
        said: dict[str, Any] = json.loads(line)
        return said

    def _start(self) -> subprocess.Popen[bytes]:
        environment = worker_environment(os.environ, remote=is_remote(self.out))
        return start(python_command(self._module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()

    def __enter__(self) -> Painter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _next_line(said: IO[bytes] | None, seconds: float) -> bytes:
    """The next line. Raises TimeoutError, EOFError."""
    assert said
    until, heard = time.monotonic() + seconds, b""
    while not heard.endswith(b"\n"):
        if not select.select([said], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        piece = os.read(said.fileno(), 1 << 16)
        if not piece:
            raise EOFError
        heard += piece
    return heard


def answer(request: dict[str, Any]) -> dict[str, str]:
    """The name of the page, or why there is none."""
    limit(Settings(seconds=request["seconds"], memory=MEMORY))
    try:
        places = [Path(place) for place in request["places"]]
        return {"name": render.write_review(open_folder(request["out"]), request["release_id"], places, lost=request["lost"])}
    except MemoryError:
        return {"undrawn": f"took more than {MEMORY >> 20} MB"}
    except UsageError as error:
        return {"usage": str(error)}
    except TaiyakuError as error:
        return {"error": str(error)}


def main() -> None:
    end_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not look like an answer
    answers.write(b"ready\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
