"""How often the same text is scanned: calls of each parser of texts for one distinct text, release by release."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from bench.run_time import releases
from flows.pipeline.drop import Drop
from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.work.drops import paths_to_drops
from parsers.read import load_readers
from parsers.text.scan import scan_frame
from parsers.words.label_units import parse_label_unit
from parsers.words.numbers import parse_number
from parsers.words.ranges import is_range
from parsers.words.units import parse_unit_note

PARSERS: tuple[Callable[..., Any], ...] = (parse_number, scan_frame, parse_unit_note, parse_label_unit, is_range)
PACKAGES = ("parsers", "glossary", "checks", "flows")


def run() -> str:
    """A row a release and parser; aim: 1.0."""
    load_readers()
    rows = ["| release | parser | call sites | calls | distinct texts | calls a text |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    for drop in (*releases(), *pdf_releases()):
        for parser, texts in zip(PARSERS, counted(drop), strict=True):
            rows.append(
                f"| {drop.release_id} | {parser.__name__} | {len(sites_of(parser))} | {texts.total()} | {len(texts)} | {texts.total() / max(len(texts), 1):.1f} |"
            )
    return "\n".join(rows)


def pdf_releases() -> tuple[Drop, ...]:
    """The PDF releases of TAIYAKU_RELEASES that are read exactly; none where that is not set."""
    folder = os.environ.get("TAIYAKU_RELEASES")
    return paths_to_drops(sorted(path for stem in ("bandai-namco", "glico") for path in Path(folder).glob(f"{stem}-*.pdf"))) if folder else ()


def counted(drop: Drop) -> list[Counter[str]]:
    """For each parser how often `normalize()` asked it about each text."""
    counts: list[Counter[str]] = [Counter() for _ in PARSERS]
    with ExitStack() as stack:
        for parser, texts in zip(PARSERS, counts, strict=True):
            stack.enter_context(watched(parser, texts))
        normalize(drop, Settings())
    return counts


@contextmanager
def watched(parser: Callable[..., Any], texts: Counter[str]) -> Iterator[None]:
    """Counts the calls of a parser, by whatever module they are made."""

    def count(text: str, *rest: Any, **named: Any) -> Any:
        texts[text] += 1
        return parser(text, *rest, **named)

    with ExitStack() as stack:
        for name in sites_of(parser):
            stack.enter_context(mock.patch.object(sys.modules[name], parser.__name__, count))
        yield


def sites_of(parser: Callable[..., Any]) -> Sequence[str]:
    """The modules that can call a parser."""
    loaded = [name for name in sys.modules if name.partition(".")[0] in PACKAGES]
    return [name for name in loaded if getattr(sys.modules[name], parser.__name__, None) is parser]
