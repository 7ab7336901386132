"""Single slips seeded into clean releases: which are noticed, traced to their place, or vouched for as proved.

    python -m bench seeded_faults            or, with its options: python -m bench.seeded_faults [--count N] [--seed N] [--kind K] [--show]

A slip is *detectable* where the clean release holds an identity or a pair of rows that it breaks. *Detected*: a failed check or a
finding of its table that the clean release lacks. *Localised*: all faulty readings and at most two others are contradicted; of a
swapped label: a finding names the row; of a dropped row: it names the row, or the total that lacks it. *Assured*: a reading whose
value, sign, scale, period or label is wrong is called proved; how many of these slips were detectable stands beside it. The releases
are those of TAIYAKU_RELEASES, the samples of raw/, and random releases of other shapes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.faults.kinds import KINDS, Fault, faults
from bench.faults.outcome import Clean, Outcome, judge
from bench.faults.source import Source, locate
from parsers.read import read_document
from parsers.release.description import describe
from tests.companies import random_release

ROOT = Path(__file__).resolve().parent.parent
COUNT = 210
"""Slips of a kind, a third of them in both languages at once."""
RANDOM = 60
"""Random releases; a third of them have two languages."""
AT_A_TIME = 10
"""Slips that a file gives for one of every random release."""


def releases() -> list[Path]:
    """The text releases that are at hand and the samples, then the random ones."""
    folders = [Path(os.environ["TAIYAKU_RELEASES"])] if "TAIYAKU_RELEASES" in os.environ else []
    return [*(path for folder in [*folders, ROOT / "raw"] for path in sorted(folder.glob("*.txt"))), *(Path(f"random-{seed}") for seed in range(RANDOM))]


@cache
def clean(path: Path) -> tuple[Source, Clean]:
    """A release as it is, with its identities."""
    with TemporaryDirectory() as folder:
        if path.name.startswith("random-"):
            path = typeset(int(path.name.partition("-")[2]), Path(folder))
        about, _ = describe([read_document(path, number=1, name=path.name)])
        source = locate(path)
    return source, Clean(source, about)


def typeset(seed: int, folder: Path) -> Path:
    """A random release in one file, both languages one below the other."""
    (name, first), *others = random_release(seed).documents
    body = "\n".join(text.partition("<body>")[2] or text for _, text in others)
    path = folder / f"random-{seed}{Path(name).suffix}"
    path.write_text(first.replace("</body></html>", "") + "\n" + body, encoding="utf-8")
    return path


def slips(kind: str, count: int, seed: int) -> list[tuple[Path, Fault]]:
    """Slips of a kind, from one release after the other in turn; fewer where there are no more places."""
    found: list[tuple[Path, Fault]] = []
    for both, enough in ((True, count // 3), (False, count)):
        sources = {path: faults(clean(path)[0], kind, both, Random(f"{kind} {both} {path.stem} {seed}")) for path in releases()}
        while sources and len(found) < enough:
            for path in list(sources):
                next_ones = list(islice(sources[path], min(enough - len(found), AT_A_TIME if path.is_absolute() else 1)))
                found += [(path, fault) for fault in next_ones]
                if not next_ones:
                    del sources[path]
    return found


def outcomes(task: tuple[Path, Sequence[Fault]]) -> list[Outcome]:
    """What becomes of some slips of one release."""
    path, chosen = task
    return [judge(*clean(path), fault) for fault in chosen]


def all_outcomes(count: int, seed: int, kinds: Sequence[str]) -> Iterator[Outcome]:
    """The outcomes of all releases, on two processes."""
    by_release: dict[Path, list[Fault]] = defaultdict(list)
    for kind in kinds:
        for path, fault in slips(kind, count, seed):
            by_release[path].append(fault)
    tasks = [(path, chosen[at : at + 20]) for path, chosen in by_release.items() for at in range(0, len(chosen), 20)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for found in pool.map(outcomes, tasks):
            yield from found
            print(".", end="", file=sys.stderr, flush=True)


def table(found: Iterable[Outcome], key: Callable[[Outcome], str]) -> str:
    """Counts and shares by a key."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in found:
        groups[key(outcome)].append(outcome)
        groups["all"].append(outcome)
    lines = [f"{'':<28}{'slips':>7}{'both':>6}{'detectable':>12}{'detected':>10}{'localised':>11}{'undetectable noticed':>22}{'assured':>9}{'detectable':>12}{'silently':>10}"]
    for name, own in groups.items():
        able = [outcome for outcome in own if outcome.detectable]
        unable = [outcome for outcome in own if not outcome.detectable]
        lines.append(
            f"{name:<28}{len(own):>7}{sum(o.both for o in own):>6}{share(len(able), len(own)):>12}{share(sum(o.detected for o in able), len(able)):>10}"
            f"{share(sum(o.localised for o in able), len(able)):>11}{share(sum(o.detected for o in unable), len(unable)):>22}"
            f"{sum(bool(o.assured) for o in own):>9}{sum(bool(o.assured) for o in able):>12}{sum(bool(o.assured) and not o.detected for o in own):>10}"
        )
    return "\n".join([*lines[:1], *lines[2:], lines[1]]) if len(groups) > 1 else "\n".join(lines)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def report(found: Sequence[Outcome]) -> str:
    """All tables."""
    amounts = [outcome for outcome in found if outcome.amount_of_statement]
    parts = [
        ("by kind, statement amounts", table(amounts, lambda o: o.kind)),
        ("by kind, all numbers", table(found, lambda o: o.kind)),
        ("by kind, in both languages at once", table([o for o in found if o.both], lambda o: o.kind)),
        ("by statement", table(found, lambda o: o.statement)),
        ("by kind of number", table(found, lambda o: o.number)),
        ("by release", table(found, lambda o: o.release)),
    ]
    return "\n\n".join(f"{title}\n{body}" for title, body in parts)


def run() -> str:
    return report(list(all_outcomes(COUNT, 1, list(KINDS))))


def main() -> int:
    arguments = argparse.ArgumentParser(description="Seeds slips into clean releases.")
    arguments.add_argument("--count", type=int, default=COUNT)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--kind", choices=list(KINDS), action="append")
    arguments.add_argument("--show", action="store_true", help="name the slips that went unnoticed, untraced or vouched for")
    options = arguments.parse_args()
    found = list(all_outcomes(options.count, options.seed, options.kind or list(KINDS)))
    print(report(found))
    for o in found if options.show else ():
        if (o.detectable and not o.localised) or o.assured:
            said = "" if o.detected else "UNNOTICED " * o.detectable
            print(f"{o.kind}{' (both)' * o.both} {o.release} {o.place}: {said}{'' if o.localised else 'untraced '}"
                  f"faulty {o.faulty} further {o.further} assured {len(o.assured)} {' '.join(o.assured[:4])}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
