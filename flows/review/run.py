"""The pages that a flow run writes, and the artifact text that links them.

Data first: pages are written when everything is committed, for the releases that most need a look, within a time that a run can spare;
`taiyaku review RELEASE` writes any other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.review.index import write_index
from flows.review.painter import Painter
from flows.review.story import markdown_table
from flows.store.folders import Folder
from flows.store.state import State
from parsers.errors import TaiyakuError

SECONDS = 30.0
"""For all pages of a run; the page that is being written then is still finished, or given up (flows/review/painter.py)."""
MOST = 25
"""Pages of a run."""


def write_run_pages(folder: Folder, states: Iterable[State], places: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(release_id, name of its page in the folder) of the pages written, most differences first; the index is the last pair.

    places: the drops and folders of drops of the run. A release whose page cannot be made has the reason in place of the name.
    """
    deadline = time.monotonic() + SECONDS
    normalized = [state for state in states if state.status == "normalized"]
    normalized.sort(key=lambda state: (-(state.contradicted + state.differences), -state.findings, state.release_id))
    local = [place for place in places if "://" not in place]
    written: list[tuple[str, str]] = []
    with Painter(folder.address) as painter:
        for state in normalized[:MOST]:
            if time.monotonic() > deadline:
                break
            try:
                written.append((state.release_id, painter.paint(state.release_id, local)))
            except TaiyakuError as error:
                written.append((state.release_id, f"no page: {error}"))
    return (*written, ("all releases", write_index(folder)))


def pages_markdown(folder: Folder, written: Sequence[tuple[str, str]]) -> str:
    """Where the pages stand. Browsers follow no link from a web page to a file, so that the path stands there to be copied."""
    rows = [(release_id, name if name.startswith("no page") else address(folder, name)) for release_id, name in written]
    return "### Review pages\n\n" + markdown_table(("release", "page"), rows) + "\n\n`taiyaku review RELEASE` writes the page of any other release.\n"


def address(folder: Folder, name: str) -> str:
    """What a browser opens: a file address for a folder of this machine."""
    place = f"{folder.address}/{name}"
    return place if "://" in place else Path(place).absolute().as_uri()
