"""Drops of one release_id: `a.pdf` and `a.txt`, `A.txt` and `a.txt`. One of them is the release; the others are rejected under a name of their own.

The release is the drop that the data set holds, whatever comes later, so that no data is replaced by another drop's. Names are compared without
regard to case and to how letters are composed (NFC), as many file systems compare them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count

import regex

from flows.pipeline.drop import Drop
from flows.store.folders import Folder
from flows.store.locks import Busy
from flows.store.state import State, read_state
from flows.store.store import withdraw

DUPLICATE = "duplicate_name"
TWIN = regex.compile(r"\A(?P<base>.+)~(?P<number>[0-9]+)\Z", regex.DOTALL)


def folded(name: str) -> str:
    """What is equal for names that a file system may take for one.

    >>> folded("A.PDF") == folded("a.pdf"), folded("\u304b\u3099") == folded("\u304c")
    (True, True)
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def tell_apart(drops: Iterable[Drop], out: Folder | None) -> tuple[Drop, ...]:
    """Drops with a release_id each, in their order; those that may not have theirs become `name~2`, rejected, so that they are seen and overwrite nothing."""
    given = list(drops)
    groups: dict[str, list[Drop]] = defaultdict(list)
    for drop in given:
        groups[folded(drop.release_id)].append(drop)
    known = committed_names(out)
    taken = {*groups, *known}
    settled: dict[int, Drop] = {}
    for key, group in groups.items():
        held = read_state(out, known[key]) if out is not None and key in known else None
        first, owner = whose_release(group, held)
        for drop in group:
            if drop is first:
                settled[id(drop)] = replace(drop, release_id=held.release_id) if held else drop
                continue
            own = _own_id(drop, key, known, taken, out)
            taken.add(folded(own))
            message = f"duplicate_name: {drop.name} and {owner} both give the release_id {drop.release_id}; rename one of them"
            if first is None:
                message += f", or remove {out.address if out else ''}/state/{held.release_id if held else ''}.json where this one is to take its place"
            settled[id(drop)] = replace(drop, release_id=own, rejected=message)
    return tuple(settled[id(drop)] for drop in given)


def whose_release(group: Sequence[Drop], held: State | None) -> tuple[Drop | None, str]:
    """(the drop that is the release, its name); None, and the name of the drop that the data set holds, where that is none of them."""
    if held is not None and held.drop:
        alike = sorted((drop for drop in group if folded(drop.own_name) == folded(held.drop)), key=lambda drop: drop.own_name != held.drop)
        same = next(iter(alike), None)
        if same is not None:
            return same, same.name
        if held.status == "normalized":
            return None, f"{held.drop}, which was read before,"
    return group[0], group[0].name


def _own_id(drop: Drop, key: str, known: Mapping[str, str], taken: set[str], out: Folder | None) -> str:
    """A release_id for a rejected drop: the one that it had before, else a free one."""
    for n in count(2):
        name = f"{drop.release_id}~{n}"
        if folded(name) not in taken:
            return name
        before = read_state(out, known[folded(name)]) if out is not None and folded(name) in known else None
        if before is not None and before.reason_code == DUPLICATE and folded(before.drop) == folded(drop.own_name):
            return before.release_id
    raise AssertionError("unreachable")


def base_of(release_id: str) -> str:
    """The release_id that a rejected twin shares with another drop.

    >>> base_of("a~2"), base_of("a")
    ('a', 'a')
    """
    named = TWIN.match(release_id)
    return named["base"] if named else release_id


def committed_names(out: Folder | None) -> dict[str, str]:
    """Folded release_id -> the release_id of what the data set holds."""
    names = out.names("state") if out is not None else ()
    return {folded(name.removesuffix(".json")): name.removesuffix(".json") for name in names if name.endswith(".json")}


def withdraw_twins(drops: Sequence[Drop], out: Folder) -> None:
    """Removes the rejected twins of releases of this run that are no longer there, or are no twins any more."""
    by_id = {folded(drop.release_id): drop for drop in drops}
    for key, release_id in committed_names(out).items():
        named = TWIN.match(key)
        first = by_id.get(named["base"]) if named and key not in by_id else None
        state = read_state(out, release_id) if first is not None else None
        if first is None or state is None or state.reason_code != DUPLICATE:
            continue
        gone = folded(first.own_name) == folded(state.drop) or not (first.path.parent / state.drop).exists()
        if gone and first.path.exists():  # of an object store only the names that were listed are known
            with suppress(Busy), out.locked(release_id):
                withdraw(out, release_id)
