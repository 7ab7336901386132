"""Pictures of a release as plain numbers for SVG templates: the trend of the main lines, the income statement in common size, the proof coverage.

Drawn by templates of our own rather than a chart library: the page allows no style or script but its own, follows the reader's light or dark
colours, and its text must stay text in both languages; chart libraries bring style sheets and scripts of theirs along.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from flows.review.stored import Row, Stored
from flows.store.folders import Folder
from flows.store.state import read_states
from flows.store.store import read_rows

MAIN_LINES = (
    ("Revenue", "売上高・営業収益", ("Revenues", "NetSales", "OperatingRevenues", "RevenueFromContractsWithCustomers")),
    ("Operating income", "営業利益", ("OperatingIncomeLoss",)),
    ("Net income", "純利益", ("NetIncomeLoss", "ProfitAttributableToOwnersOfParent", "ProfitLoss")),
    ("Cash", "現金及び現金同等物", ("CashAndCashEquivalents", "CashAndDeposits")),
)
"""English name, Japanese name, concepts of which the first one that the release prints is drawn."""
REVENUES = MAIN_LINES[0][2]
VERDICTS = ("proved", "supported", "unproved", "contradicted")
COLUMNS = ("concept", "measure", "unit", "members", "scenario", "scope", "period_start", "period_end", "value", "fiscal_period", "statement")
MOST_RELEASES = 60
MOST_POINTS = 8
DIGIT = 6.6
"""Width of a printed digit, in SVG units."""
MOST_LINES = 20
WIDTH, HEIGHT, FOOT = 360.0, 150.0, 18.0
"""Of a trend panel, in SVG units; FOOT is kept for the names of the periods."""


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    period: str
    value: str
    """In millions of the unit."""
    own: bool
    """Of the release whose page this is."""


@dataclass(frozen=True, slots=True)
class Panel:
    name_en: str
    name_ja: str
    unit: str
    zero: float
    """y of the zero line."""
    bars: tuple[Bar, ...]
    gaps: tuple[float, ...] = ()
    """x of the lines before which periods are missing."""


@dataclass(frozen=True, slots=True)
class SizeLine:
    """A line of the income statement as a share of revenue."""

    label_ja: str
    label_en: str
    share: str
    value: str
    x: float
    """0 to 1, of the width of the drawing."""
    width: float
    negative: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Readings of a statement by verdict; `parts` are (verdict, count, x, width), 0 to 1."""

    statement: str
    total: int
    parts: tuple[tuple[str, int, float, float], ...]


def facts_of_entity(folder: Folder, stored: Stored) -> list[Row]:
    """Facts of the entity's releases, oldest release first, so that later ones win; the release's own alone where it has no entity."""
    entity = stored.release["entity"]
    if not entity:
        return list(stored.facts)
    states = [state for state in read_states(folder) if state.entity == entity and state.status == "normalized"]
    states.sort(key=lambda state: (state.announced_on or "", state.release_id))
    facts: list[Row] = []
    for state in states[-MOST_RELEASES:]:
        facts += stored.facts if state.release_id == stored.release_id else read_rows(folder, "facts", state.release_id, COLUMNS)
    return facts


def months(fact: Row) -> int:
    """Length of a fact's period in months; 0 for an instant."""
    start, end = fact["period_start"], fact["period_end"]
    return round(((end - start).days + 1) / 30.44) if start and end else 0


def is_plain(fact: Row, unit: str) -> bool:
    """Whether it is a number of the group as a whole: no member, no forecast, an amount of money."""
    return (
        fact["measure"] == "amount" and fact["unit"] == unit and not fact["members"] and fact["scenario"] == "actual"
        and fact["scope"] == "consolidated" and fact["value"] is not None and fact["period_end"] is not None
    )  # fmt: skip


def reported_length(stored: Stored, unit: str) -> tuple[date | None, int]:
    """(last day, months) of the period that the release is about, by its revenue or, without one, its other durations."""
    plain = [fact for fact in stored.facts if is_plain(fact, unit) and months(fact)]
    own = [fact for fact in plain if fact["fiscal_period"] == stored.release["fiscal_period"]] or plain
    if not own:
        return None, 0
    end = max(fact["period_end"] for fact in own)
    lengths = Counter(months(fact) for fact in own if fact["period_end"] == end)
    return end, lengths.most_common(1)[0][0]


def main_unit(stored: Stored) -> str:
    units = Counter(fact["unit"] for fact in stored.facts if fact["measure"] == "amount" and fact["unit"] in ("JPY", "USD"))
    return units.most_common(1)[0][0] if units else "JPY"


def trend_panels(stored: Stored, facts: Sequence[Row]) -> tuple[Panel, ...]:
    """A panel for each main line that is printed: one bar a period of the reported length, the newest print of each."""
    unit = main_unit(stored)
    _, length = reported_length(stored, unit)
    panels = []
    for name_en, name_ja, concepts in MAIN_LINES:
        concept = next((one for one in concepts if any(fact["concept"] == one and is_plain(fact, unit) for fact in stored.facts)), None)
        points: dict[date, Decimal] = {}
        for fact in facts:
            if fact["concept"] == concept and is_plain(fact, unit) and months(fact) in (0, length):
                points[fact["period_end"]] = fact["value"]
        own = {fact["period_end"] for fact in stored.facts if fact["concept"] == concept and fact["fiscal_period"] == stored.release["fiscal_period"]}
        if points:
            panels.append(points_to_panel(name_en, name_ja, unit, newest_that_fit(points), own))
    return tuple(panels)


def newest_that_fit(points: Mapping[date, Decimal]) -> list[tuple[date, Decimal]]:
    """The newest points, as many as have room for their values in print."""
    room = max(len(millions(value)) for value in points.values()) * DIGIT
    return sorted(points.items())[-min(MOST_POINTS, int(WIDTH // room)) :]


def millions(value: Decimal) -> str:
    return f"{value / 1_000_000:,.0f}"


def points_to_panel(name_en: str, name_ja: str, unit: str, points: Sequence[tuple[date, Decimal]], own: Iterable[date]) -> Panel:
    """Bars over a zero line; the highest and the lowest value fill the height."""
    ours = set(own)
    room = HEIGHT - FOOT - 24.0
    top, bottom = max(0.0, *(float(value) for _, value in points)), min(0.0, *(float(value) for _, value in points))
    unit_height = room / ((top - bottom) or 1.0)
    zero = 12.0 + top * unit_height
    step = WIDTH / len(points)
    bars = []
    for place, (end, value) in enumerate(points):
        height = abs(float(value)) * unit_height
        y = zero - height if value >= 0 else zero
        bars.append(Bar(place * step + step * 0.15, y, step * 0.7, height, f"{end:%Y-%m}", millions(value), end in ours))
    gaps = tuple(place * step for place in find_gaps([end for end, _ in points]))
    return Panel(name_en, name_ja, unit, zero, tuple(bars), gaps)


def find_gaps(ends: Sequence[date]) -> tuple[int, ...]:
    """Places before which periods are missing: further from the one before than the closest two are from each other.

    >>> find_gaps([date(2002, 12, 31), date(2003, 3, 31), date(2003, 9, 30), date(2003, 12, 31)])
    (2,)
    """
    steps = [(later.year - earlier.year) * 12 + later.month - earlier.month for earlier, later in pairwise(ends)]
    return tuple(place for place, step in enumerate(steps, start=1) if step > min(steps))


def shorten(text: str, width: float) -> str:
    """The text as far as it fits in `width` ems: letters of East Asian width take one, others about half of one.

    >>> shorten("営業収益合計", 6), shorten("営業収益合計", 5), shorten("Revenues", 4.4)
    ('営業収益合計', '営業収益…', 'Revenues')
    """
    widths = [1.0 if unicodedata.east_asian_width(character) in "WF" else 0.55 for character in text]
    if sum(widths) <= width:
        return text
    kept, room = 0, width - 1.0
    while room >= widths[kept]:
        room -= widths[kept]
        kept += 1
    return text[:kept] + "…"


def size_lines(stored: Stored) -> tuple[SizeLine, ...]:
    """Lines of the income statement of the reported period as shares of revenue, in the order of the page."""
    unit = main_unit(stored)
    end, length = reported_length(stored, unit)
    facts = [
        fact for fact in stored.facts
        if is_plain(fact, unit) and fact["period_end"] == end and months(fact) == length and fact["statement"] in ("income_statement", "summary")
    ]  # fmt: skip
    revenue = next((fact["value"] for concept in REVENUES for fact in facts if fact["concept"] == concept and fact["value"]), None)
    if revenue is None or revenue <= 0:
        return ()
    index = stored.index
    placed = [(index[fact["reading_ids"][0]], fact) for fact in facts if fact["statement"] == "income_statement" and fact["reading_ids"][0] in index]
    chosen = [fact for _, fact in sorted(placed, key=lambda item: item[0])][:MOST_LINES]
    shares = [float(fact["value"] / revenue) for fact in chosen]
    low, high = min([0.0, *shares]), max([1.0, *shares])
    low, high = max(low, -1.0), min(high, 1.5)
    wide = high - low
    return tuple(
        SizeLine(
            label_ja=fact["label_ja"] or "",
            label_en=fact["label_en"] or "",
            share=f"{share:.1%}",
            value=millions(fact["value"]),
            x=(min(max(min(share, 0.0), low), high) - low) / wide,
            width=abs(min(max(share, low), high)) / wide,
            negative=share < 0,
        )
        for fact, share in zip(chosen, shares, strict=True)
    )


def coverages(stored: Stored) -> tuple[Coverage, ...]:
    """How many readings of each statement are proved, in the order of the page."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in stored.readings:
        counts[reading["statement"]][reading["verdict"]] += 1
    found = []
    for statement, by_verdict in counts.items():
        total, x, parts = by_verdict.total(), 0.0, []
        for verdict in VERDICTS:
            width = by_verdict[verdict] / total
            parts.append((verdict, by_verdict[verdict], x, width))
            x += width
        found.append(Coverage(statement, total, tuple(parts)))
    return tuple(found)
