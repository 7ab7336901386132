"""Runs the figures side by side and compares each with its floor. Exit status 1: one is worse, or could not be had though all is there."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.acceptance.figures import JOBS, Job, Place, Skipped
from tests.acceptance.floors import Values, judge, read_floors, write_floors


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.acceptance", description="Figures against their floors.")
    asked.add_argument("figures", nargs="*", metavar="FIGURE", help=f"default: all of {', '.join(job.name for job in JOBS)}")
    asked.add_argument("--raise", dest="higher", action="store_true", help="write better figures to floors.toml")
    options = asked.parse_args()
    if unknown := set(options.figures) - {job.name for job in JOBS}:
        asked.error(f"no such figure: {', '.join(sorted(unknown))}")
    releases = os.environ.get("TAIYAKU_RELEASES", "")
    acceptance = os.environ.get("TAIYAKU_ACCEPTANCE") or (str(Path(releases).absolute().parent / "acceptance") if releases else "")
    for name, folder in (("TAIYAKU_RELEASES", releases), ("TAIYAKU_ACCEPTANCE", acceptance)):
        if not folder or not Path(folder).is_dir():
            print(f"acceptance: skipped, {name} names no folder")
            return 0
    jobs = [job for job in JOBS if not options.figures or job.name in options.figures]
    with tempfile.TemporaryDirectory(prefix="acceptance-") as work:
        values, failures = run(jobs, Place(Path(acceptance).absolute(), Path(releases).absolute(), Path(work)))
    known = read_floors()
    judged = {name: judge(name, found, known.get(name, {})) for name, found in values.items()}
    better = [line for one in judged.values() for line in one.better]
    worse = [line for one in judged.values() for line in one.worse]
    print("\n".join([*better, *worse, *failures]))
    if options.higher:
        write_floors({**known, **{name: one.raised for name, one in judged.items()}})
    print(f"acceptance: {len(values)} figures, {len(worse)} counts worse than their floor, {len(better)} better, {len(failures)} failed")
    return 1 if worse or failures else 0


def run(jobs: list[Job], place: Place) -> tuple[dict[str, Values], list[str]]:
    """The values of every figure, and the jobs that gave none; progress is printed as they end."""
    values: dict[str, Values] = {}
    failures: list[str] = []
    started = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(job.run, place): job for job in jobs}
        for done in as_completed(running):
            name, after = running[done].name, f"{time.monotonic() - started:.0f} s"
            try:
                found = done.result()
            except Skipped as reason:
                print(f"[{after}] {name}: skipped, {reason}", flush=True)
            except Exception as error:  # one figure less must not hide the others
                failures.append(f"{name}: no figure: {error}")
                print(f"[{after}] {name}: failed", flush=True)
            else:
                values |= found
                lines = [f"{figure}: " + ", ".join(f"{what} {text}" for what, text in counts.items()) for figure, counts in found.items()]
                print("\n".join(f"[{after}] {line}" for line in lines or [f"{name}: as kept"]), flush=True)
    return values, failures


if __name__ == "__main__":
    sys.exit(main())
