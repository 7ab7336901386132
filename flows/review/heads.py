"""What stands over a column and beside a row: what is printed there, and what was understood where the cells share it.

A head says of its column only what most of its cells have; a row says beside its label what its own cells have instead. In a table whose stubs
are periods each column has a label of its own: there the row is named by its period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.review.stored import Row

MOST_ASIDE = 3
"""Periods or units named beside a label; where there are more, the number's own proof names them."""


@dataclass(frozen=True, slots=True)
class Head:
    printed: str
    period: str
    """Of more than half of the column; empty where no period is."""
    unit: str
    """Unit of amounts, else the measure; of more than half of the column, or empty."""

    @property
    def understood(self) -> tuple[str, ...]:
        """Lines under the print."""
        first, _, last = self.period.partition("..")
        return tuple(part for part in (first, f"– {last}" if last else "", self.unit) if part)


def column_head(readings: Sequence[Row]) -> Head:
    printed = Counter(tuple(reading["header"] or ()) for reading in readings).most_common(1)[0][0]
    return Head(" ".join(printed), shared(map(period_text, readings)), shared(map(unit_text, readings)))


def shared(texts: Iterable[str]) -> str:
    """The text that more than half have; empty where there is none.

    >>> shared(["JPY", "JPY", "JPY/share"]), shared(["2021", "2022"])
    ('JPY', '')
    """
    counts = Counter(texts)
    text, count = counts.most_common(1)[0]
    return text if 2 * count > counts.total() else ""


def row_name(cells: Sequence[Row], heads: Mapping[int, Head]) -> tuple[str, str]:
    """(what the row is called, what its cells have that the heads of their columns don't say)."""
    asides = [texts_aside(cells, heads, "period", period_text), texts_aside(cells, heads, "unit", unit_text)]
    scenarios = {cell["scenario"] for cell in cells}
    if len(scenarios) == 1 and "actual" not in scenarios:
        asides.append(scenarios.pop().replace("_", " "))
    label = cells[0]["label"]
    if len({cell["label"] for cell in cells}) > 1:
        label = asides.pop(0) or label
    return label, ", ".join(aside for aside in asides if aside)


def texts_aside(cells: Iterable[Row], heads: Mapping[int, Head], name: str, text_of: Callable[[Row], str]) -> str:
    """The texts of the cells that differ from what their heads say, in the order of the columns."""
    texts = dict.fromkeys(text for cell in cells if (text := text_of(cell)) and text != getattr(heads[cell["column"]], name))
    return ", ".join(texts) if len(texts) <= MOST_ASIDE else ""


def period_text(reading: Row) -> str:
    """`2003-10-01..2003-12-31`, one day for an instant, empty where unknown."""
    start, end = reading["period_start"], reading["period_end"]
    return f"{start}..{end}" if start else str(end or "")


def unit_text(reading: Row) -> str:
    return str(reading["unit"] if reading["measure"] == "amount" else reading["measure"].replace("_", " "))
