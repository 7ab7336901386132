"""Changes whose earlier amount stands in another row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from checks.identities.change_apart import changes_apart
from checks.identities.ledger import Ledger
from parsers.records import Fact, Reading
from parsers.table import Column
from tests.checks.tables import readings, table

THIS, LAST = date(2022, 3, 31), date(2021, 3, 31)
COLUMNS = (Column(1, unit="JPY", label="売上高"), Column(2, measure="change_yoy", unit="pure", label="売上高"))
"""As on the first page of a 決算短信: the rows are years."""


def printed(text: str, scenarios: Sequence[str] = ("actual", "actual")) -> tuple[Ledger, list[Fact]]:
    """A table of years with its facts."""
    source = table(COLUMNS, text, "summary")
    found = [dated(reading, scenarios[reading.row - 1]) for reading in readings(source)]
    facts = [to_fact(reading) for reading in found if reading.measure == "amount"]
    return Ledger([source], found, "half_up"), facts


def dated(reading: Reading, scenario: str) -> Reading:
    end = date(2023 - reading.row, 3, 31)
    start = date(end.year - 1, 4, 1)
    compared = date(end.year - 1, 3, 31) if reading.measure != "amount" else None
    return replace(reading, label="売上高", period_start=start, period_end=end, compared_end=compared, scenario=scenario)


def to_fact(r: Reading) -> Fact:
    key = (r.reading_id, "r", "e", "NetSales", r.members, r.scenario, r.scope, "amount", r.unit, r.period_start, r.period_end, r.value, r.decimals)
    return Fact(*key, r.statement, None, "accepted", None, None, None, None, "ja_only", "unproved", 0, (r.reading_id,))


def test_a_change_is_over_the_row_of_the_year_before() -> None:
    found = changes_apart(*printed("当期 | 889,270 20.0\n前期 | 740,903 2.3"))
    assert [[member.reading.printed for member in identity.members] for identity in found] == [["20.0", "740,903", "889,270"]]
    assert [(identity.holds(), identity.figures()[0]) for identity in found] == [(True, Decimal("0.200252"))]


def test_a_forecast_is_compared_with_what_was() -> None:
    (identity,) = changes_apart(*printed("予想 | 880,000 (1.0)\n当期 | 889,270 ~", ("forecast", "actual")))
    assert identity.holds()


def test_a_period_of_another_length_is_no_comparison() -> None:
    ledger, facts = printed("当期 | 889,270 20.0\n前期 | 740,903 2.3")
    shorter = [replace(fact, period_start=date(2020, 10, 1)) if fact.period_end == LAST else fact for fact in facts]
    assert changes_apart(ledger, shorter) == []


def test_a_table_that_compares_with_something_else_is_not_tried() -> None:
    """The only change is over a restated amount: no number is called wrong for it."""
    assert changes_apart(*printed("当期 | 889,270 35.0\n前期 | 740,903 2.3")) == []
