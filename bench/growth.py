"""What grows with the square: processor time and memory of one release at 1, 4, 16 and 64 times its size.

Each kind of growth is a document that is made here: small tables in a text, rows of an HTML table, regular rows in a text, pages of a
text, small tables and pages in a PDF; and, apart, releases in a run. Each document is normalized in a process of its own, with the limits of
a worker. TAIYAKU_BENCH_LARGEST makes the largest size smaller (times the smallest one), TAIYAKU_BENCH_KINDS names some kinds (a comma between).
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMES = (1, 4, 16, 64)
LARGEST = int(os.environ.get("TAIYAKU_BENCH_LARGEST") or TIMES[-1])
KINDS = tuple(filter(None, (os.environ.get("TAIYAKU_BENCH_KINDS") or "").split(",")))
SECONDS = 120
"""Wall limit of a release, as a run has it."""

HEAD = "2004年３月期 決算短信（連結）\n\n会社名 見本株式会社\n\n"


def small_text_tables(count: int) -> bytes:
    """Tables of three rows and two columns, 140 bytes each, each under its own heading."""
    tables = (
        f"({number}) 内訳表{number}\n（単位：百万円）\n                 2003年３月期   2004年３月期\n"
        f"売上高{number}      {number * 7 % 9000 + 100:>12,} {number * 11 % 9000 + 100:>14,}\n"
        f"原価{number}        {number * 3 % 90 + 10:>12,} {number * 5 % 90 + 10:>14,}\n"
        f"差引{number}        {number * 7 % 9000 + 100 - number * 3 % 90 - 10:>12,} {number * 11 % 9000 + 90 - number * 5 % 90:>14,}\n\n"
        for number in range(count)
    )
    return (HEAD + "".join(tables)).encode()


def regular_rows(count: int) -> bytes:
    """One text table whose rows are all numbers, a total after each ten."""
    lines = [HEAD, "連結貸借対照表\n（単位：百万円）\n                     2003年３月31日   2004年３月31日\n"]
    sums = [0, 0]
    for number in range(count):
        if number % 11 == 10:
            lines.append(f"小計{number}           {sums[0]:>12,} {sums[1]:>16,}\n")
            sums = [0, 0]
        else:
            cells = number * 7919 % 99991 + 100, number * 104729 % 99991 + 100
            sums = [sums[0] + cells[0], sums[1] + cells[1]]
            lines.append(f"科目{number}           {cells[0]:>12,} {cells[1]:>16,}\n")
    return "".join(lines).encode()


def html_rows(count: int) -> bytes:
    """One HTML table."""
    rows = "".join(
        f"<tr><td>科目{number}</td><td>{number * 7919 % 99991 + 100:,}</td><td>{number * 104729 % 99991 + 100:,}</td></tr>" for number in range(count)
    )
    header = "<tr><th>科目</th><th>2003年３月31日</th><th>2004年３月31日</th></tr>"
    return f"<html><body><p>{HEAD}</p><p>連結貸借対照表（単位：百万円）</p><table>{header}{rows}</table></body></html>".encode()


def html_tables(count: int) -> bytes:
    """HTML tables of three rows."""
    one = (
        "<p>({n}) 内訳表{n}（単位：百万円）</p><table><tr><th></th><th>2003年３月期</th><th>2004年３月期</th></tr>"
        "<tr><td>売上高</td><td>{a:,}</td><td>{b:,}</td></tr><tr><td>原価</td><td>{c:,}</td><td>{d:,}</td></tr></table>"
    )
    tables = "".join(
        one.format(n=number, a=number * 7 % 9000 + 100, b=number * 11 % 9000 + 100, c=number * 3 % 90 + 10, d=number * 5 % 90 + 10)
        for number in range(count)
    )
    return f"<html><body><p>{HEAD}</p>{tables}</body></html>".encode()


def both_languages(count: int) -> bytes:
    """Japanese tables, then the same in English, of many numbers alike."""
    ja = small_text_tables(count).decode()
    en = "".join(
        f"({number}) Breakdown {number}\n(Millions of yen)\n                 FY2003   FY2004\n"
        f"Net sales {number}      {number * 7 % 9000 + 100:>12,} {number * 11 % 9000 + 100:>14,}\n"
        f"Cost {number}        {number * 3 % 90 + 10:>12,} {number * 5 % 90 + 10:>14,}\n\n"
        for number in range(count)
    )
    return (ja + "\f\nConsolidated Financial Results\n\n" + en).encode()


def text_pages(count: int) -> bytes:
    """Pages with a table of twenty rows each."""
    return b"\f".join(regular_rows(22) for _ in range(count))


def pdf_pages(count: int, tables: int = 1, rows: int = 20) -> bytes:
    """Pages with so many tables each, set in Helvetica."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    for page in range(count):
        y = 800.0
        for table in range(tables):
            number = page * tables + table
            y = _pdf_row(canvas, y, f"({number}) Breakdown {number}", "", "")
            y = _pdf_row(canvas, y, "(Millions of yen)", "March 31, 2003", "March 31, 2004")
            for row in range(rows):
                y = _pdf_row(canvas, y, f"Item {row}", f"{(number * 31 + row) * 7919 % 99991 + 100:,}", f"{(number * 17 + row) * 104729 % 99991 + 100:,}")
            y -= 14
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pdf_row(canvas: object, y: float, label: str, *cells: str) -> float:
    canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
    canvas.drawString(40, y, label)  # type: ignore[attr-defined]
    for place, cell in enumerate(cells):
        canvas.drawRightString(350 + 150 * place, y, cell)  # type: ignore[attr-defined]
    return y - 10


@dataclass(frozen=True)
class Kind:
    suffix: str
    smallest: int
    make: Callable[[int], bytes]


DOCUMENTS: Mapping[str, Kind] = {
    "small tables in a text": Kind(".txt", 100, small_text_tables),
    "regular rows in a text": Kind(".txt", 400, regular_rows),
    "tables in two languages": Kind(".txt", 40, both_languages),
    "pages of a text": Kind(".txt", 5, text_pages),
    "rows of an HTML table": Kind(".html", 1600, html_rows),
    "tables in HTML": Kind(".html", 100, html_tables),
    "pages of a PDF": Kind(".pdf", 5, pdf_pages),
    "small tables in a PDF": Kind(".pdf", 50, lambda count: pdf_pages(max(1, count // 10), tables=10, rows=4)),
}
RELEASES = 4
"""In the smallest run."""


def measure(file: Path, out: Path) -> dict[str, object]:
    """What became of a document in a run of its own: processor seconds, MB of the worker at most, readings, why not."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = (
        "import json, sys, resource; from pathlib import Path; from flows.command.cli import app;\n"
        f"sys.argv = ['taiyaku', 'run', {str(file)!r}, '--plain', '--jobs', '1', '--out', {str(out)!r}, '--seconds', '{SECONDS}']\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN); print('\\n' + json.dumps({'mb': u.ru_maxrss / 1024}))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    wall = time.monotonic()
    done = subprocess.run([sys.executable, "-P", "-c", code], env=environment, capture_output=True, text=True, check=False)
    wall = time.monotonic() - wall
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    megabytes = json.loads(done.stdout.strip().splitlines()[-1])["mb"] if done.returncode == 0 else 0.0
    states = [json.loads(path.read_text()) for path in sorted((out / "state").glob("*.json"))]
    return {
        "seconds": seconds,
        "wall": wall,
        "mb": megabytes,
        "readings": sum(state["readings"] for state in states),
        "status": ", ".join(sorted({(state["reason"] or state["status"])[:60] for state in states})) or done.stderr[-80:],
    }


def run() -> str:
    """A line a kind and size; `times` is the processor time over that of the size before, less what a run takes anyway: 4 is in proportion."""
    lines = ["| what | size | KB | cpu s | times | MB | readings | became |", "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.txt").write_bytes(small_text_tables(1))
        anyway = float(str(measure(folder / "empty.txt", folder / "out-empty")["seconds"]))
        for what, kind in DOCUMENTS.items():
            if KINDS and what not in KINDS:
                continue
            last = 0.0
            for times in (times for times in TIMES if times <= LARGEST):
                size = kind.smallest * times
                file = folder / f"growth-{size}{kind.suffix}"
                file.write_bytes(kind.make(size))
                last = _line(lines, what, size, file.stat().st_size, measure(file, folder / f"out-{what}-{size}".replace(" ", "-")), last, anyway)
        if not KINDS or "releases in a run" in KINDS:
            last = 0.0
            for times in (times for times in TIMES if times <= LARGEST):
                raw = folder / f"raw-{times}"
                raw.mkdir()
                for number in range(RELEASES * times):
                    (raw / f"release-{number}.txt").write_bytes(f"Release {number}\n".encode() + small_text_tables(10))
                last = _line(lines, "releases in a run", RELEASES * times, 0, measure(raw, folder / f"out-raw-{times}"), last, anyway)
    return "\n".join(lines)


def _line(lines: list[str], what: str, size: int, octets: int, found: Mapping[str, object], last: float, anyway: float) -> float:
    seconds = max(0.01, float(str(found["seconds"])) - anyway)
    times = f"{seconds / last:.1f}" if last else ""
    lines.append(
        f"| {what} | {size} | {octets / 1000:.0f} | {float(str(found['seconds'])):.1f} | {times} "
        f"| {float(str(found['mb'])):.0f} | {found['readings']} | {found['status']} |"
    )
    print(lines[-1], file=sys.stderr, flush=True)
    return seconds


if __name__ == "__main__":
    print(run())
