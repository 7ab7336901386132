"""All releases on one page: who, when, what was proved, what differs, what was quarantined and why; quick with ten thousand of them.

The rows travel as one JSON block; the page draws only those in sight.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flows.folders import Folder
from flows.review.build import FOLDER, render
from flows.state import State, read_states
from flows.store import read_rows

NAMED = ("name_ja", "name_en", "fiscal_period")
FIELDS = (
    "release", "entity", "names", "announced", "period", "status", "readings", "proved", "supported", "unproved", "contradicted", "differences",
    "findings", "reason", "page",
)  # fmt: skip


def write_index(folder: Folder) -> str:
    """Writes the index of every committed release and gives its name in the folder. Raises OutputError."""
    pages = {name.removesuffix(".html") for name in folder.names(FOLDER) if name.endswith(".html")}
    rows = [index_row(state, described(folder, state), state.release_id in pages) for state in read_states(folder)]
    name = f"{FOLDER}/index.html"
    folder.write(name, render_index(rows).encode())
    return name


def described(folder: Folder, state: State) -> dict[str, Any]:
    """Names and period of a release; empty for a quarantined one."""
    rows = read_rows(folder, "releases", state.release_id, NAMED) if state.status == "normalized" else []
    return rows[0] if rows else dict.fromkeys(NAMED)


def index_row(state: State, names: dict[str, Any], has_page: bool) -> list[Any]:
    spoken = " ".join(name for name in (names["name_ja"], names["name_en"]) if name)
    counts = (getattr(state, name) for name in ("readings", "proved", "supported", "unproved", "contradicted", "differences", "findings"))
    head = (state.release_id, state.entity or "", spoken, state.announced_on or "", names["fiscal_period"] or "", state.status)
    return [*head, *counts, state.reason or "", has_page]


def render_index(rows: Iterable[list[Any]]) -> str:
    """The page as text; rows in the order of FIELDS."""
    given = list(rows)
    quarantined = sum(row[FIELDS.index("status")] == "quarantined" for row in given)
    return render("index", data={"fields": FIELDS, "rows": given}, total=len(given), quarantined=quarantined)
