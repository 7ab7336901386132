"""What two releases print of one fact, with the kinds of difference and their good neighbours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checks.comparatives import Printed, compare_releases
from parsers.records import Fact, Reading, Release

BLANK = Release(
    "r",
    "e",
    None,
    None,
    None,
    None,
    None,
    None,
    "unstated",
    None,
    (),
    "normalized",
    None,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    "",
    "",
)


def fact(
    name: str, value: str | None, decimals: int = -3, verdict: str = "proved", measure: str = "amount", statement: str = "cash_flow_statement"
) -> Fact:
    return Fact(
        name,
        "r",
        "e",
        name,
        (),
        "actual",
        "consolidated",
        measure,
        "JPY",
        date(2003, 7, 1),
        date(2003, 9, 30),
        None if value is None else Decimal(value),
        decimals,
        statement,
        None,
        "accepted",
        None,
        None,
        None,
        None,
        "en_only",
        verdict,
        0,
        (f"{name}.1",),
    )


def printed(release_id: str, day: date | None, *facts: Fact) -> Printed:
    own = [replace(f, release_id=release_id, reading_ids=(f"{release_id}/{f.fact_id}",)) for f in facts]
    readings = [
        Reading(
            f.reading_ids[0],
            release_id,
            1,
            "en",
            1,
            "",
            f.statement,
            1,
            f.fact_id,
            (),
            0,
            1,
            (),
            (),
            (),
            "actual",
            "consolidated",
            "",
            f.measure,
            "JPY",
            f.value,
            f.decimals,
            f.period_start,
            f.period_end,
            None,
            "printed",
            "printed",
            (),
            1,
            1,
            None,
        )
        for f in own
    ]
    return Printed(replace(BLANK, release_id=release_id, announced_on=day), own, readings)


FEBRUARY, NOVEMBER = date(2004, 2, 12), date(2004, 11, 11)
SAME = tuple(fact(name, "1000") for name in ("a", "b", "c"))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (fact("x", "50490000"), fact("x", "50490000"), "equal"),
        (fact("x", None), fact("x", None), "equal"),
        (fact("x", "9633155000"), fact("x", "9633000000", -6), "rounding"),
        (fact("x", "9633155000"), fact("x", "9635000000", -6), "restatement"),
        (fact("x", "50490000"), fact("x", "97530000"), "restatement"),
        (fact("x", "50490000"), fact("x", "97530000", verdict="contradicted"), "print_error"),
        (fact("x", "0.054", 3, measure="common_size"), fact("x", "0.055", 3, measure="common_size"), "rounding"),
        (fact("x", "50490000"), fact("x", "50491000"), "restatement"),
    ],
)
def test_kinds(before: Fact, after: Fact, kind: str) -> None:
    found = compare_releases([printed("one", FEBRUARY, before), printed("two", NOVEMBER, after)])
    assert [(pair.kind, pair.reading_id, pair.other_reading_id) for pair in found] == [(kind, "one/x", "two/x")]


def test_what_one_line_loses_and_others_gain_is_reclassified() -> None:
    before = (*SAME, fact("investments", "50490000"), fact("other", "-73111000"), fact("tax", "5"))
    after = (*SAME, fact("investments", "97530000"), fact("other", "-120151000"), fact("tax", "9000"))
    found = compare_releases([printed("one", FEBRUARY, *before), printed("two", NOVEMBER, *after)])
    assert {pair.fact_id: pair.kind for pair in found if pair.kind != "equal"} == {
        "investments": "reclassification",
        "other": "reclassification",
        "tax": "restatement",
    }


def test_a_new_line_takes_from_an_old_one() -> None:
    before, after = (*SAME, fact("other", "-52956")), (*SAME, fact("other", "-111975"), fact("provision", "59019"))
    found = compare_releases([printed("one", FEBRUARY, *before), printed("two", NOVEMBER, *after)])
    assert [pair.kind for pair in found if pair.fact_id == "other"] == ["reclassification"]


def test_a_lone_fact_of_a_release_that_shares_no_statement_is_no_new_line() -> None:
    before, after = (fact("other", "-52956"),), (fact("other", "-111975"), fact("provision", "59019"))
    found = compare_releases([printed("one", FEBRUARY, *before), printed("two", NOVEMBER, *after)])
    assert [pair.kind for pair in found] == ["restatement"]


def test_the_order_of_the_releases_does_not_matter() -> None:
    three = [printed("one", FEBRUARY, *SAME), printed("two", NOVEMBER, *SAME), printed("undated", None, *SAME)]
    assert compare_releases(three) == compare_releases(three[::-1])
    assert [(pair.release_id, pair.other_release_id) for pair in compare_releases(three)][:3] == [
        ("one", "two"),
        ("one", "undated"),
        ("two", "undated"),
    ]
