"""Pictures as plain numbers: the trend with what is missing in it, the common-size bars, the proof coverage."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.review.pictures import coverages, facts_of_entity, newest_that_fit, points_to_panel, size_lines, trend_panels
from flows.review.render import write_review
from flows.review.stored import Stored, read_stored
from flows.store.folders import LocalFolder
from flows.store.store import write_result
from tests.flows.review.pages import drop_release, hostile_result


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    return read_stored(drop_release(tmp_path)[0], "r1")


def test_bars_stand_on_the_zero_line_and_fill_the_height() -> None:
    panel = points_to_panel(
        "Net income", "純利益", "JPY", [(date(2003, 3, 31), Decimal(-200_000_000)), (date(2003, 6, 30), Decimal(600_000_000))], []
    )
    loss, profit = panel.bars
    assert (loss.value, profit.value, loss.period) == ("-200", "600", "2003-03")
    assert loss.y == panel.zero
    assert profit.y + profit.height == pytest.approx(panel.zero)
    assert profit.height == pytest.approx(3 * loss.height)
    assert panel.gaps == ()


def test_missing_periods_are_marked() -> None:
    days = [date(2002, 12, 31), date(2003, 3, 31), date(2003, 9, 30)]
    panel = points_to_panel("Cash", "現金", "JPY", [(day, Decimal(1_000_000)) for day in days], days[:1])
    assert panel.gaps == (240.0,), "before the third of three bars in 360 units"
    assert [bar.own for bar in panel.bars] == [True, False, False]


def test_a_trend_has_room_for_its_figures() -> None:
    quarters = {date(2000 + number, 12, 31): Decimal(9_633_000_000) for number in range(12)}
    assert [day.year for day, _ in newest_that_fit(quarters)] == list(range(2004, 2012))
    trillions = {day: Decimal(45_095_325_000_000) for day in quarters}
    assert [day.year for day, _ in newest_that_fit(trillions)] == list(range(2007, 2012)), "45,095,325 takes 66 of 360 units"


def test_the_trend_takes_the_newest_print_of_every_release(stored: Stored) -> None:
    (revenue,) = [fact for fact in stored.facts if fact["concept"] == "Revenues"]
    before = revenue | {"period_start": date(2002, 10, 1), "period_end": date(2002, 12, 31), "value": Decimal(10_000_000_000)}
    (panel,) = trend_panels(stored, [before, before | {"value": Decimal(10_564_000_000)}, *stored.facts])
    assert [(bar.period, bar.value, bar.own) for bar in panel.bars] == [("2002-12", "10,564", False), ("2003-12", "9,633", True)]
    forecast: dict[str, Any] = before | {"scenario": "forecast", "period_end": date(2004, 3, 31)}
    assert trend_panels(stored, [forecast, before, *stored.facts])[0].bars[-1].period == "2003-12", "no forecast among what happened"


def test_other_releases_of_the_entity_are_read(tmp_path: Path) -> None:
    folder, _ = drop_release(tmp_path)
    other = hostile_result()
    write_result(folder, replace(other, release=replace(other.release, release_id="r2")), "digest")
    assert len(facts_of_entity(LocalFolder(tmp_path / "out"), read_stored(folder, "r1"))) == 2 * len(other.facts)


def test_lines_are_shares_of_revenue(stored: Stored) -> None:
    shares = {line.label_ja: (line.share, line.value, round(line.width, 3)) for line in size_lines(stored) if len(line.label_ja) < 20}
    assert shares == {"接続サービス": ("58.5%", "5,633", 0.585), "営業収益合計": ("100.0%", "9,633", 1.0)}


def test_every_reading_is_counted_in_the_coverage(stored: Stored) -> None:
    assert sum(one.total for one in coverages(stored)) == len(stored.readings)
    (one,) = coverages(stored)
    assert {verdict: count for verdict, count, _, _ in one.parts} == {"proved": 3, "supported": 1, "unproved": 2, "contradicted": 1}
    assert sum(width for *_, width in one.parts) == pytest.approx(1.0)


def test_the_pictures_speak_both_languages_without_being_seen(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    page = (folder.read(write_review(folder, "r1", [raw])) or b"").decode()
    assert 'aria-label="Revenue 売上高・営業収益: 2003-12 9,633"' in page
    assert "損益計算書の百分率" in page
