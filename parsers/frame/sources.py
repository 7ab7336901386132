"""The printed words behind each dimension of a number: those of its column, its row and its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from parsers.records import Source
from parsers.text.scan import FrameWord
from parsers.text.scanner import Scanner
from parsers.words.units import UnitNote

PERCENT = regex.compile(r"[%％]")
"""In the words of a measure it gives the unit: 対営業収益 %."""
EVIDENCE = frozenset({"numbers", "other_language", "twin"})
"""What a source is by where no words decided."""
OPEN = {"unit": ("unit", "scale"), "period": ("period",)}
"""Dimensions that nothing gives where the unit or the period is unknown."""


def said_by(texts: Sequence[str], by: str, scanner: Scanner, document: int, page: int, line: int | None = None) -> tuple[Source, ...]:
    """The texts that give unit, scale, period, measure or scenario, each the innermost that does; texts outermost first.

    Whose numbers they are has a model of its own (`parsers.frame.scope`).
    """
    given: dict[str, Source] = {}
    for text in reversed(texts):
        # Of a label only what stands in brackets says a unit: Accounts receivable counts no accounts.
        words = [word for word in scanner(text).words if by != "row" or word.kind != "unit"]
        for dimension in _dimensions(words, scanner(text).unit_apart[1] if by == "row" else scanner(text).plain.note):
            given.setdefault(dimension, Source(dimension, text, by, document, page, line))
    return tuple(given.values())


def _dimensions(words: Sequence[FrameWord], note: UnitNote | None) -> list[str]:
    found: list[str] = [word.kind if word.kind != "comparison" else "measure" for word in words if word.kind != "scope"]
    signed = any(word.kind == "measure" and PERCENT.search(word.text) for word in words)
    if signed or (note is not None and (note.unit is not None or note.scales)):
        found.append("unit")
    if signed or (note is not None and (note.scale is not None or note.scales)) or any(word.scale is not None for word in words):
        found.append("scale")
    return list(dict.fromkeys(found))


def by_numbers(dimensions: Iterable[str]) -> tuple[Source, ...]:
    """Sources that say that numbers decided."""
    return tuple(Source(dimension, "", "numbers") for dimension in sorted(dimensions))


def innermost(levels: Iterable[Sequence[Source]]) -> tuple[Source, ...]:
    """One source a dimension, from levels given innermost first."""
    given: dict[str, Source] = {}
    for sources in levels:
        for source in sources:
            given.setdefault(source.dimension, source)
    return tuple(given.values())


def frame_of(sources: Iterable[Source], unit: str, dated: bool, placement: str) -> str:
    """`open` where unit or period is unknown, `inferred` where evidence decided a dimension or the place, else `printed`."""
    if unit == "unknown" or not dated:
        return "open"
    return "inferred" if placement == "inferred" or any(source.by in EVIDENCE for source in sources) else "printed"
