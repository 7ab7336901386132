"""The hostile PDFs one by one: what each ends with, the seconds it takes and the memory it needs.

    .venv/bin/python bench/pdf_hostile.py [--plain]

Each file is read in a child process with 2 GB of address space and 60 seconds; exit code 1 where one ends otherwise than it must.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
logging.disable(logging.CRITICAL)

from parsers.errors import UnreadableDocument  # noqa: E402
from parsers.readers import pdf  # noqa: E402
from tests.typeset_pdf import HOSTILE  # noqa: E402

MEMORY = 2 << 30
SECONDS = 60


def outcome(data: bytes, plain: bool) -> str:
    """The reason code, or what was read and the codes of the findings."""
    try:
        document = pdf.read(Path("a.pdf"), data, number=1, name="a.pdf", plain=plain)
    except UnreadableDocument as error:
        return f"{error.code:10} {error}"
    codes = ", ".join(sorted({finding.code for finding in document.findings}))
    return f"{'read':10} {len(document.lines)} lines" + (f", findings: {codes}" if codes else "")


def read_apart(data: bytes, plain: bool) -> tuple[float, int, str]:
    """Seconds, peak megabytes and outcome of a child process."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS)
        start = time.monotonic()
        try:
            said = outcome(data, plain)
        except BaseException as error:
            said = f"{'bare':10} {error!r}"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        os.write(theirs, f"{time.monotonic() - start}|{peak}|{said}".encode()[:4000])
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    answer = os.read(ours, 4000).decode(errors="replace") or f"{SECONDS}|0|died"
    os.close(ours)
    seconds, peak_text, said = answer.split("|", 2)
    return float(seconds), int(peak_text), said


def main() -> int:
    """Prints the table; 1 where a file ends otherwise than it must."""
    wrong = 0
    print(f"{'file':20}{'kB':>8}{'seconds':>9}{'MB':>6}  outcome")
    for sample, code in HOSTILE:
        data = sample()
        seconds, peak, said = read_apart(data, "--plain" in sys.argv)
        right = said.split()[0] == (code or "read")
        wrong += not right
        note = "" if right else f"   EXPECTED {code or 'read'}"
        print(f"{sample.__name__:20}{len(data) / 1000:8.0f}{seconds:9.2f}{peak:6}  {said[:110]}{note}")
    print(f"{len(HOSTILE)} files, {wrong} of them otherwise than they must")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
