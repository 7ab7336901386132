"""What a run reports to a person: a summary in markdown, and the rows of the two tables to look at first.

Plain data and text from the store; the flow publishes them as artifacts, and nothing here knows Prefect.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flows.store.folders import Folder
from flows.store.state import State
from flows.store.store import read_rows

LISTED = 50
"""Releases and rows reported one by one; beyond that the counts and the data set itself are the place to look."""

COLUMNS = ("tables", "readings", "facts", "proved", "supported", "contradicted", "unproved", "differences")


def summary_markdown(states: Sequence[State], current: int, out: str) -> str:
    """The run in words: how many releases, what became of them, what a person should look at."""
    normalized = [state for state in states if state.status == "normalized"]
    quarantined = [state for state in states if state.status == "quarantined"]
    pending = [state for state in states if state.status == "pending"]
    waiting = f"**{len(pending)}** pending, " if pending else ""
    parts = [
        f"**{len(normalized)}** normalized, **{len(quarantined)}** quarantined, {waiting}{current} current already. Written to `{out}`.",
        _totals(normalized),
        _releases_table(normalized),
        _undone_table("Quarantined", quarantined),
        _undone_table("Pending", pending),
        _facts_table(normalized),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _totals(states: Sequence[State]) -> str:
    if not states:
        return ""
    total = {name: sum(getattr(state, name) for state in states) for name in COLUMNS}
    tried = max(1, total["readings"])
    return (
        f"{total['readings']:,} readings (numbers as printed) in {total['tables']:,} tables make {total['facts']:,} facts. "
        f"Arithmetic proves {total['proved']:,} readings ({100 * total['proved'] / tried:.1f} %), supports {total['supported']:,}, "
        f"says nothing of {total['unproved']:,} and **contradicts {total['contradicted']:,}**. "
        f"Japanese and English disagree in **{total['differences']:,}** cells."
    )


SHOWN = ("readings", "facts", "proved", "contradicted", "differences")
"""Counts of a release that fit beside its name on the page; the totals above name the others."""


def _releases_table(states: Sequence[State]) -> str:
    if not states:
        return ""
    first = sorted(states, key=lambda state: (-(state.contradicted + state.differences), state.release_id))[:LISTED]
    rows = [(state.release_id, state.announced_on or "", *(f"{getattr(state, name):,}" for name in SHOWN)) for state in first]
    more = f"\n\n... and {len(states) - LISTED} more, with fewer differences." if len(states) > LISTED else ""
    return "### Releases\n\n" + markdown_table(("release", "announced", *SHOWN), rows, right=range(2, 2 + len(SHOWN))) + more


def _undone_table(title: str, states: Sequence[State]) -> str:
    if not states:
        return ""
    rows = [(state.release_id, state.reason_code, (state.reason or "").partition(": ")[2]) for state in states[:LISTED]]
    return f"### {title}\n\n" + markdown_table(("release", "reason", "what was found, what to do"), rows)


def _facts_table(states: Sequence[State]) -> str:
    rows = [(state.release_id, *line) for state in states[:LISTED] for line in state.highlights]
    return "### A few of the facts\n\n" + markdown_table(("release", "日本語", "English", "value", "period"), rows, right=(3,)) if rows else ""


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """A table in markdown; text of documents cannot break out of its cell.

    >>> print(markdown_table(("a", "b"), [("x|y", "1")], right=(1,)))
    | a | b |
    | --- | ---: |
    | x\\|y | 1 |
    """
    aligned = set(right)
    rule = ["---:" if place in aligned else "---" for place in range(len(header))]
    return "\n".join("| " + " | ".join(_cell(text) for text in row) + " |" for row in (header, rule, *rows))


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    for mark in ("\\", "|", "<", "`", "[", "*", "_") if plain.strip("-:") else ():
        plain = plain.replace(mark, "\\" + mark)
    return plain


def differing_cells(folder: Folder, states: Iterable[State]) -> list[dict[str, Any]]:
    """Rows for the cells in which Japanese and English disagree: both labels, both prints, both values."""
    rows: list[dict[str, Any]] = []
    for state in (state for state in states if state.differences):
        readings = {reading["reading_id"]: reading for reading in read_rows(folder, "readings", state.release_id)}
        for check in read_rows(folder, "checks", state.release_id):
            if check["kind"] == "bilingual" and check["verdict"] == "fails":
                rows.append(_differing_cell(state.release_id, check, readings))
    return rows[:LISTED]


def _differing_cell(release_id: str, check: dict[str, Any], readings: dict[str, dict[str, Any]]) -> dict[str, Any]:
    ja, en = ({**reading} if (reading := _of_language(check, readings, language)) else {} for language in ("ja", "en"))
    return {
        "release": release_id,
        "日本語": ja.get("label", ""),
        "in Japanese": _with_mark(ja),
        "English": en.get("label", ""),
        "in English": _with_mark(en),
        "period": str(ja.get("period_end") or en.get("period_end") or ""),
        "measure": check["measure"] or "",
        "where": f"ja p.{ja.get('page', '?')} line {ja.get('line', '?')}, en p.{en.get('page', '?')} line {en.get('line', '?')}",
    }


def _with_mark(reading: dict[str, Any]) -> str:
    """The print, with a cross where other numbers contradict it and a tick where they prove it."""
    marks = {"contradicted": " ✗", "proved": " ✓"}
    return f"{reading.get('printed', '')}{marks.get(str(reading.get('verdict')), '')}"


def _of_language(check: dict[str, Any], readings: dict[str, dict[str, Any]], language: str) -> dict[str, Any] | None:
    members = (readings.get(reading_id) for reading_id in check["reading_ids"])
    return next((reading for reading in members if reading and reading["language"] == language), None)


def contradicted_numbers(folder: Folder, states: Iterable[State]) -> list[dict[str, Any]]:
    """Rows for the contradicted numbers, each with an identity that fails."""
    rows: list[dict[str, Any]] = []
    for state in (state for state in states if state.contradicted):
        readings = {reading["reading_id"]: reading for reading in read_rows(folder, "readings", state.release_id)}
        failing: dict[str, str] = {}
        for check in read_rows(folder, "checks", state.release_id):
            if check["verdict"] == "fails":
                for reading_id in check["reading_ids"]:
                    failing.setdefault(reading_id, _what_fails(check, readings))
        rows += [
            _contradicted_number(reading, failing.get(reading_id, ""))
            for reading_id, reading in readings.items()
            if reading["verdict"] == "contradicted"
        ]
    return rows[:LISTED]


def _what_fails(check: dict[str, Any], readings: dict[str, dict[str, Any]]) -> str:
    """A failing identity in words: of two languages what each prints, of any other what it expects and what is found."""
    if check["kind"] == "bilingual":
        ja, en = (_of_language(check, readings, language) or {} for language in ("ja", "en"))
        return f"Japanese prints {ja.get('printed', '?')}, English {en.get('printed', '?')}"
    said = f"{check['kind']}: expected {_plain(check['expected'])}, found {_plain(check['found'])}"
    return f"{said} ({check['note']})" if check["note"] else said


def _contradicted_number(reading: dict[str, Any], identity: str) -> dict[str, Any]:
    return {
        "release": reading["release_id"],
        "label": reading["label"],
        "printed": reading["printed"],
        "page": f"p.{reading['page']} line {reading['line']}",
        "what fails": identity,
        "period": str(reading["period_end"] or ""),
        "measure": reading["measure"],
        "reading": reading["reading_id"],
    }


def _plain(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{value.normalize():,f}"
