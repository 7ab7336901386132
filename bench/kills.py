"""Kills at random moments: two runs beside each other into one folder are killed, again and again, and in the end nothing is lost or half.

After each kill no worker may live on; at the end one more run is made: its files must be byte by byte those of a run that nobody disturbed, and no
temporary file may be left. TAIYAKU_BENCH_KILLS (200) and TAIYAKU_BENCH_SECONDS (1,800) bound it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.scale import make_releases

ROOT = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("TAIYAKU_BENCH_KILLS") or 200)
SECONDS = float(os.environ.get("TAIYAKU_BENCH_SECONDS") or 1800)
RELEASES = 12
LONGEST = 12.0
"""Seconds until a run is killed, at most."""
GONE_SECONDS = 2.5
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def begin(folder: Path, out: str, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows.command.cli", "run", "raw", "--plain", "--jobs", "2", "--out", out, *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TAIYAKU_HOME": str(folder / "home")}
    return subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def children(process: int) -> set[int]:
    """The processes below one, of Linux."""
    found: set[int] = set()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found |= {int(child) for child in task.read_text().split()}
        except OSError:
            continue
    return found | {grandchild for child in found for grandchild in children(child)}


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def run() -> str:
    """A line: kills, survivors, runs that ended of themselves, differences at the end."""
    random_ = random.Random(1)
    until = time.monotonic() + SECONDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_releases(folder / "raw", RELEASES, small=True)
        begin(folder, "undisturbed").wait()
        kills = survivors = ended = aborted = 0
        while kills < KILLS and time.monotonic() < until:
            runs = [begin(folder, "killed", *(["--force"] if random_.random() < 0.5 else [])) for _ in range(2)]
            for process in runs:
                time.sleep(random_.uniform(0.0, LONGEST / 2))
                below = children(process.pid) if process.poll() is None else set()
                if process.poll() is None:
                    kills += 1
                    process.send_signal(random_.choice(SIGNALS))
                else:
                    ended += 1
                process.wait()
                aborted += process.returncode == -signal.SIGABRT
                gone = time.monotonic() + GONE_SECONDS
                while any(map(alive, below)) and time.monotonic() < gone:
                    time.sleep(0.05)
                survivors += sum(map(alive, below))
        last = begin(folder, "killed")
        last.wait()
        wanted, found = files(folder / "undisturbed"), files(folder / "killed")
        lost = sorted(wanted.keys() - found.keys())
        left = sorted(found.keys() - wanted.keys())
        other = sorted(file for file in wanted.keys() & found.keys() if wanted[file] != found[file])
    return (
        "| kills | processes alive after 2.5 s | runs that ended before | aborted | status of the last run | files lost | left over | other bytes |\n"
        "| ---: | ---: | ---: | ---: | ---: | --- | --- | --- |\n"
        f"| {kills} | {survivors} | {ended} | {aborted} | {last.returncode} | {', '.join(lost) or 0} | {', '.join(left) or 0} | {', '.join(other) or 0} |"
    )


if __name__ == "__main__":
    print(run())
