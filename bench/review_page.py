"""Size of the review pages, time until their first table can be used, and the index of ten thousand releases, in Debian's Chromium.

Wall seconds from navigation until the script has run and a frame after it is painted; processor seconds of the page's main thread for all of
it. Needs what `make test-browser` installs; `TAIYAKU_RELEASES` names the folder of real releases, else the samples of raw/ are measured.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.review.index import FIELDS, render_index
from flows.review.render import write_review
from flows.store.folders import LocalFolder
from flows.store.store import write_result
from flows.work.drops import paths_to_drops

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("TAIYAKU_CHROMIUM", "/usr/bin/chromium")
ROUNDS = 5
RELEASES = 10_000
FIRST = """(selector) => new Promise((done) => {
    const look = () => document.readyState === "loading" || !document.querySelector(selector)
        ? requestAnimationFrame(look) : requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    look();
})"""
SEARCH = """(text) => new Promise((done) => {
    const box = document.querySelector("#q"), before = performance.now();
    box.value = text;
    box.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - before)));
})"""


def run() -> str:
    """A line a page: bytes, wall and processor seconds (medians)."""
    rows = ["| page | bytes | first table, wall s | main thread, cpu s |", "| --- | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name, file in (*release_pages(Path(folder)), (f"index of {RELEASES:,} releases", index_page(Path(folder)))):
            selector = "#rows a" if name.startswith("index") else ".half .n"
            wall, cpu = zip(*(opened(browser, file, selector) for _ in range(ROUNDS)), strict=True)
            rows.append(f"| {name} | {file.stat().st_size:,} | {statistics.median(wall):.2f} | {statistics.median(cpu):.2f} |")
        searched = statistics.median(search(browser, file) for _ in range(ROUNDS))
        rows.append(f"| a search in it | | {searched:.2f} | |")
    return "\n".join(rows)


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    flags = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*flags, *(["--no-sandbox"] if os.geteuid() == 0 else [])])
        yield browser
        browser.close()


def drops() -> tuple[Drop, ...]:
    if not (given := os.environ.get("TAIYAKU_RELEASES")):
        return paths_to_drops([ROOT / "raw"])
    releases = Path(given)
    return paths_to_drops(sorted(releases.glob("*.*")), whole=sorted(folder for folder in releases.glob("tdnet-*") if folder.is_dir()))


def release_pages(folder: Path) -> Iterator[tuple[str, Path]]:
    """(name with its number of pages and readings, file) of each release, in a data set of its own."""
    for drop in drops():
        out = LocalFolder(folder / drop.release_id)
        result = normalize(drop, Settings())
        write_result(out, result, "digest")
        pages = sum(document.pages for document in result.release.documents)
        yield (
            f"{drop.release_id}, {pages} pages, {len(result.readings):,} readings",
            folder / drop.release_id / write_review(out, drop.release_id, [Path(drop.path)]),
        )


def index_page(folder: Path) -> Path:
    rows = []
    for number in range(RELEASES):
        given = {"release": f"release-{number:05}", "entity": f"entity-{number % 400}", "names": f"見本{number % 400}株式会社 Sample {number % 400}"}
        given |= {
            "announced": f"{1995 + number % 30}-02-{1 + number % 28:02}",
            "period": "FY2003-Q3",
            "status": "normalized",
            "reason": "",
            "made": "0" * 12,
        }
        rows.append([given.get(name, number % 97) for name in FIELDS])
    file = folder / "index.html"
    file.write_text(render_index(rows), encoding="utf-8")
    return file


def opened(browser: Any, file: Path, selector: str) -> tuple[float, float]:
    """(wall seconds until the selector can be used, processor seconds of the main thread until then)."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri(), wait_until="commit")
    wall = page.evaluate(FIRST, selector) / 1000
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    page.context.close()
    return wall, metrics["TaskDuration"]


def search(browser: Any, file: Path) -> float:
    """Seconds from a text typed into the index until what it finds is painted."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(file.as_uri())
    seconds = page.evaluate(SEARCH, "release-00042") / 1000
    page.context.close()
    return float(seconds)
