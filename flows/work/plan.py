"""What there is to do: drops -> those that are current, and those that must be normalized.

Decided from content hash, glossary digest and code version alone, never from events or clocks: a plan made twice, or after
any interruption, names exactly the releases whose committed state does not fit, or whose files are not as long as it says. (Only a forced run asks when a release was
committed: what was written after the run was asked for is not done again by its second attempt.)
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from flows.pipeline.drop import Drop, Job
from flows.pipeline.settings import UsageError
from flows.pipeline.touched import WORDS, rows_to_words, touched_digest
from flows.pipeline.version import code_version
from flows.store.folders import Folder
from flows.store.locks import Busy
from flows.store.state import State, is_whole, read_state, write_state, written_at
from flows.work.drops import drop_to_digest
from flows.work.twins import withdraw_twins
from glossary.terms.glossary import data_digest, load_glossary
from parsers.errors import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Plan:
    jobs: tuple[Job, ...]
    current: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which releases a backfill is about; None: no matter. Dates are those of the announcement, inclusive."""

    entity: str | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return any((self.entity, self.since, self.until))

    def __str__(self) -> str:
        """
        >>> str(Selection("3774", date(2003, 4, 1), date(2004, 12, 31))), str(Selection(until=date(2004, 2, 12))), str(Selection())
        ('3774 2003-04..2004-12', '..2004-02-12', 'all')
        """
        since = str(self.since or "").removesuffix("-01")
        last = self.until is not None and (self.until + timedelta(days=1)).day == 1
        until = f"{self.until:%Y-%m}" if self.until and last else str(self.until or "")
        return " ".join(part for part in (self.entity, f"{since}..{until}" if since or until else "") if part) or "all"

    def takes(self, state: State) -> bool:
        """Whether a release belongs to it; one without an entity or a date belongs to no selection that asks for it."""
        day = date.fromisoformat(state.announced_on) if state.announced_on else None
        return (
            (self.entity is None or (state.entity or "").casefold() == self.entity.casefold())
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
        )


def make_plan(drops: Iterable[Drop], folder: Folder, *, redo_before: float = -math.inf) -> Plan:
    """Jobs for what is new or changed, or was committed before `redo_before`; the committed states of the rest."""
    given = tuple(drops)
    withdraw_twins(given, folder)
    jobs: list[Job] = []
    current: list[State] = []
    for drop in given:
        job = _drop_to_job(drop)
        state = current_state(job, folder, redo_before=redo_before)
        if state is None:
            jobs.append(job)
        else:
            current.append(state)
    return Plan(tuple(jobs), tuple(current))


def current_state(job: Job, folder: Folder, *, redo_before: float = -math.inf) -> State | None:
    """The committed state, if normalizing the job would give the same; else None."""
    state = read_state(folder, job.drop.release_id)
    if state is None or not state.is_made_of(job.content, code_version()):
        return None
    if redo_before > -math.inf and written_at(folder, job.drop.release_id) < redo_before:
        return None
    if not is_whole(folder, state):
        return None
    return state if state.glossary == _glossary_digest() else untouched_state(state, folder)


def untouched_state(state: State, folder: Folder) -> State | None:
    """The state, brought up to a changed glossary that says the same about the release's words; None where it says something else.

    None, too, where another run works on the release or did so meanwhile. The words are those of the release's readings as they stand in the store.
    """
    from flows.store.store import read_rows

    try:
        with folder.locked(state.release_id):
            if read_state(folder, state.release_id) != state:
                return None
            words = rows_to_words(read_rows(folder, "readings", state.release_id, WORDS))
            if touched_digest(load_glossary(), words) != state.touched:
                return None
            untouched = replace(state, glossary=_glossary_digest())
            write_state(folder, untouched)
            return untouched
    except Busy:
        return None


@cache
def _glossary_digest() -> str:
    return data_digest()


def select_drops(drops: Iterable[Drop], folder: Folder, selection: Selection) -> tuple[tuple[Drop, ...], int]:
    """The drops of a selection, and how many drops are left out because they were never normalized.

    Only a committed state tells a release's entity and date. Raises UsageError for an entity that no release has.
    """
    if not selection:
        return tuple(drops), 0
    taken: list[Drop] = []
    unknown = 0
    entities: set[str] = set()
    for drop in drops:
        state = read_state(folder, drop.release_id)
        if state is None:
            unknown += 1
            continue
        entities.add(state.entity or "")
        if selection.takes(state):
            taken.append(drop)
    if selection.entity and selection.entity.casefold() not in {entity.casefold() for entity in entities}:
        raise UsageError(f"no release of {selection.entity}; there are releases of {', '.join(sorted(entities - {''})) or 'nobody'}")
    return tuple(taken), unknown


def _drop_to_job(drop: Drop) -> Job:
    try:
        return Job(drop, drop_to_digest(drop))
    except UnreadableDocument as error:
        return Job(replace(drop, rejected=f"{error.code}: {error}"), "")
