"""What there is to do: drops -> those that are current, and those that must be normalized.

Decided from content hash, glossary digest and code version alone, never from events or clocks: a plan made twice, or after
any interruption, names exactly the releases whose committed state does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.drops import Drop, Job, drop_to_digest
from flows.folders import Folder
from flows.state import State, read_state
from flows.version import code_version
from glossary.terms import data_digest
from parsers.errors import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Plan:
    jobs: tuple[Job, ...]
    current: tuple[State, ...]


def make_plan(drops: Iterable[Drop], folder: Folder, *, force: bool = False) -> Plan:
    """Jobs for what is new, changed or forced; the committed states of the rest."""
    glossary, version = data_digest(), code_version()
    jobs: list[Job] = []
    current: list[State] = []
    for drop in drops:
        job = _drop_to_job(drop)
        state = read_state(folder, drop.release_id)
        if state is None or force or not state.is_current(job.content, glossary, version):
            jobs.append(job)
        else:
            current.append(state)
    return Plan(tuple(jobs), tuple(current))


def _drop_to_job(drop: Drop) -> Job:
    try:
        return Job(drop, drop_to_digest(drop))
    except UnreadableDocument as error:
        return Job(replace(drop, rejected=f"{error.code}: {error}"), "")
