"""Figures as the scripts print them, and the floors that they must not fall below."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import regex

Values = dict[str, str]
"""What is counted -> `842/1419`, `12` or `79.2`."""
FLOORS = Path(__file__).parent / "floors.toml"
MORE_IS_BETTER = frozenset({"without a fault", "right", "covered", "value", "year", "value, unit and year", "cells read"})
"""Of everything else fewer are better."""

SCORE = regex.compile(
    r"\w+: (?P<right>\d+/\d+) right \([\d.]+ %\), (?P<extra>\d+) extra(?:, (?P<decimals>\d+) with wrong decimals)?(?:, (?P<statement>\d+) in the wrong statement)?"
)
CASES = regex.compile(
    r"cases (?P<clean>\d+/\d+) without a fault; of (?P<of>\d+) numbers (?P<right>\d+) right, \d+ told, (?P<wrong>\d+) silently wrong, "
    r"(?P<missing>\d+) silently missing; (?P<extra>\d+) extra; (?P<proved>\d+) wrong and called proved"
)
TAGS = regex.compile(
    r"tags \w+: (?P<right>\d+)/(?P<of>\d+) right \([\d.]+ %\), wrong \d+ \((?P<wrong>\d+) silently\), missing \d+ told, (?P<missing>\d+) silently; "
    r"tables without a fault (?P<clean>\d+/\d+); wrong and called proved (?P<proved>\d+)"
)
GOLD = regex.compile(
    r"gold (?P<of>\d+): covered (?P<covered>\d+), value (?P<value>[\d.]+) %, year (?P<year>[\d.]+) % \((?P<year_wrong>\d+) wrong\), "
    r"value, unit and year (?P<all>[\d.]+) %; cells read (?P<cells>\d+/\d+); readings (?P<readings>\d+): unit unknown (?P<unit>\d+), "
    r"period unknown (?P<period>\d+), no label (?P<label>\d+), number as label (?P<number>\d+), unknown yet vouched for (?P<vouched>\d+)"
)


class NoFigure(Exception):
    """The script's last line is not the figure that it should be."""


def found(pattern: regex.Pattern[str], printed: str) -> dict[str, str]:
    """The groups of the last line that the pattern fits whole."""
    for line in reversed(printed.splitlines()):
        if match := pattern.fullmatch(line.strip()):
            return {name: text or "0" for name, text in match.groupdict().items()}
    raise NoFigure("\n".join(printed.splitlines()[-5:]) or "nothing printed")


def parse_score(printed: str) -> Values:
    groups = found(SCORE, printed)
    return {"right": groups["right"], "extra": groups["extra"], "with wrong decimals": groups["decimals"], "in the wrong statement": groups["statement"]}


def parse_cases(printed: str) -> Values:
    groups = found(CASES, printed)
    return {"without a fault": groups["clean"], **shares(groups), "extra": groups["extra"]}


def parse_tags(printed: str) -> Values:
    groups = found(TAGS, printed)
    return {"without a fault": groups["clean"], **shares(groups)}


def shares(groups: Mapping[str, str]) -> Values:
    of = groups["of"]
    names = {"right": "right", "silently wrong": "wrong", "silently missing": "missing", "wrong and called proved": "proved"}
    return {name: f"{groups[group]}/{of}" for name, group in names.items()}


def parse_gold(printed: str) -> Values:
    groups = found(GOLD, printed)
    of_readings = {"unit unknown": "unit", "period unknown": "period", "no label": "label", "number as label": "number", "unknown yet vouched for": "vouched"}
    return {
        "covered": f"{groups['covered']}/{groups['of']}",
        "value": groups["value"],
        "year": groups["year"],
        "year wrong": groups["year_wrong"],
        "value, unit and year": groups["all"],
        "cells read": groups["cells"],
        **{name: f"{groups[group]}/{groups['readings']}" for name, group in of_readings.items()},
    }


def parse_pages(printed: str) -> Values:
    last = next((line for line in reversed(printed.splitlines()) if line.startswith("GRAND ")), None)
    if last is None:
        raise NoFigure("\n".join(printed.splitlines()[-5:]) or "nothing printed")
    counts: dict[str, int] = ast.literal_eval(last.removeprefix("GRAND "))
    of = counts["n"]
    names = {"right": "right", "silently wrong": "wrong_silent", "silently missing": "missing_silent", "wrong and called proved": "wrong_proved"}
    return {
        "without a fault": f"{counts['zero']}/{counts['tables']}",
        **{name: f"{counts.get(key, 0)}/{of}" for name, key in names.items()},
        "extra": str(counts["extra"]),
    }


def summed(parse: Callable[[str], Values], outputs: list[str]) -> Values:
    """The counts of several documents together."""
    total: dict[str, tuple[int, int]] = {}
    for values in map(parse, outputs):
        for name, text in values.items():
            count, _, of = text.partition("/")
            before = total.get(name, (0, 0))
            total[name] = (before[0] + int(count), before[1] + int(of or 0))
    return {name: f"{count}/{of}" if of else str(count) for name, (count, of) in total.items()}


@dataclass(frozen=True)
class Judged:
    worse: tuple[str, ...]
    better: tuple[str, ...]
    raised: Values
    """The floors as --raise writes them: the better of the figure and its floor."""


def judge(name: str, values: Values, floor: Values) -> Judged:
    """A figure beside its floor; where their sets are not of one size, as shares of them."""
    worse, better, raised = [], [], {}
    for what, text in values.items():
        least = floor.get(what)
        gain = 0 if least is None else (number(text) - number(least)) * (1 if what in MORE_IS_BETTER else -1)
        bound = "floor" if what in MORE_IS_BETTER else "limit"
        if least is None:
            better.append(f"{name}: {what} {text} has no {bound} yet: make acceptance ARGS=--raise writes it")
        elif gain < 0:
            worse.append(f"{name}: {what} {text} is worse than its {bound} {least}")
        elif gain > 0:
            better.append(f"{name}: {what} {text} is better than its {bound} {least}: raise the floor (make acceptance ARGS=--raise)")
        raised[what] = least if least is not None and gain <= 0 else text
    worse += [f"{name}: {what} has a floor, {least}, and no figure" for what, least in floor.items() if what not in values]
    return Judged(tuple(worse), tuple(better), {**floor, **raised})


def number(text: str) -> Fraction:
    count, _, of = text.partition("/")
    return Fraction(count) / Fraction(of or "1")


def read_floors(path: Path = FLOORS) -> dict[str, Values]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_floors(floors: Mapping[str, Values], path: Path = FLOORS) -> None:
    """In the order of the names, so that a diff shows what was raised."""
    head = '# The worst that each figure of `make acceptance` may be; written by `make acceptance ARGS=--raise`, lowered by hand, with a reason.\n'
    parts = [f'\n["{name}"]\n' + "".join(f'"{what}" = "{text}"\n' for what, text in values.items()) for name, values in sorted(floors.items())]
    path.write_text(head + "".join(parts), encoding="utf-8")
