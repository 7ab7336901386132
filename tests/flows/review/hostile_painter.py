"""A process that writes pages in which documents behave badly when they are drawn, each as its release says."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

from flows.review import painter, render
from flows.review.originals import Original, read_sources
from flows.review.stored import Stored


def misbehave(stored: Stored, places: Iterable[Path]) -> tuple[Original, ...]:
    kind = Path(os.environ["TAIYAKU_HOME"]).name
    if kind == "hang":
        time.sleep(600)
    if kind == "spin":
        _ = sum(1 for _ in iter(int, 1))
    if kind == "swell":
        _ = [bytearray(1 << 26) for _ in range(1 << 10)]
    if kind == "crash":
        os.abort()
    return read_sources(stored, places)


if __name__ == "__main__":
    setattr(render, "read_sources", misbehave)  # noqa: B010 (mypy sees a module)
    painter.main()
