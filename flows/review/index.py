"""All releases on one page: who, when, what was proved, what differs, what was quarantined and why; quick with ten thousand of them.

The rows travel as one JSON block; the page draws only those in sight.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from flows.review.render import FOLDER, page_name, render
from flows.store.folders import Folder
from flows.store.state import State, read_states
from flows.store.store import read_rows

INDEX = f"{FOLDER}/index.html"
NAMED = ("name_ja", "name_en", "fiscal_period")
FIELDS = (
    "release", "entity", "names", "announced", "period", "status", "readings", "proved", "supported", "unproved", "contradicted", "differences",
    "findings", "reason", "page", "made",
)  # fmt: skip


def write_index(folder: Folder) -> str:
    """Writes the index of every committed release and gives its name in the folder. Raises OutputError."""
    pages = {f"{FOLDER}/{name}" for name in folder.names(FOLDER)}
    known = known_names(folder)
    rows = []
    for state in read_states(folder):
        names = known.get((state.release_id, made_from(state))) or described(folder, state)
        rows.append(index_row(state, names, page_name(state.release_id) in pages))
    folder.write(INDEX, render_index(rows).encode())
    return INDEX


def made_from(state: State) -> str:
    """Changes whenever the documents, the glossary or the code that made a release did."""
    return hashlib.sha256(f"{state.content} {state.glossary} {state.version}".encode()).hexdigest()[:12]


def known_names(folder: Folder) -> dict[tuple[str, str], dict[str, Any]]:
    """(release_id, what it was made from) -> names and period, from the index that stands there: no Parquet file is opened twice for it."""
    text = (folder.read(INDEX) or b"").decode("utf-8", "replace")
    try:
        data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
        rows = [dict(zip(data["fields"], row, strict=True)) for row in data["rows"]]
        return {(row["release"], row["made"]): {"names": row["names"], "fiscal_period": row["period"]} for row in rows}
    except (ValueError, KeyError, TypeError):
        return {}


def described(folder: Folder, state: State) -> dict[str, Any]:
    """Names and period of a release; empty for a quarantined one."""
    rows = read_rows(folder, "releases", state.release_id, NAMED) if state.status == "normalized" else []
    if not rows:
        return {"names": "", "fiscal_period": ""}
    names = (rows[0]["name_ja"], rows[0]["name_en"])
    return {"names": " ".join(name for name in names if name), "fiscal_period": rows[0]["fiscal_period"] or ""}


def index_row(state: State, names: dict[str, Any], has_page: bool) -> list[Any]:
    counts = (getattr(state, name) for name in ("readings", "proved", "supported", "unproved", "contradicted", "differences", "findings"))
    head = (state.release_id, state.entity or "", names["names"], state.announced_on or "", names["fiscal_period"], state.status)
    return [*head, *counts, state.reason or "", has_page, made_from(state)]


def render_index(rows: Iterable[list[Any]]) -> str:
    """The page as text; rows in the order of FIELDS."""
    given = list(rows)
    quarantined = sum(row[FIELDS.index("status")] == "quarantined" for row in given)
    return render("index", ("index",), data={"fields": FIELDS, "rows": given}, total=len(given), quarantined=quarantined)
