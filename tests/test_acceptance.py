"""The figures of `make acceptance` are read from what the scripts print, and a worse one is noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance import figures, floors
from tests.acceptance.__main__ import run
from tests.acceptance.figures import Job, Place, Skipped

ROOT = Path(__file__).parent.parent
CASES = "cases 63/161 without a fault; of 1419 numbers 842 right, 269 told, 231 silently wrong, 77 silently missing; 11 extra; 12 wrong and called proved"
TAGS = (
    "tags html: 3133/6175 right (50.7 %), wrong 2531 (1524 silently), missing 447 told, 64 silently; tables without a fault 101/282; "
    "wrong and called proved 512"
)
GOLD = (
    "gold 557: covered 520, value 79.2 %, year 84.0 % (1 wrong), value, unit and year 68.2 %; cells read 9184/9887; readings 10654: unit unknown 1710, "
    "period unknown 1837, no label 418, number as label 79, unknown yet vouched for 1744"
)


def test_the_last_lines_are_read() -> None:
    assert floors.parse_cases(f"first: 3 right\n{CASES}\n") == {
        "without a fault": "63/161", "right": "842/1419", "silently wrong": "231/1419", "silently missing": "77/1419",
        "wrong and called proved": "12/1419", "extra": "11",
    }  # fmt: skip
    assert floors.parse_tags(TAGS)["silently wrong"] == "1524/6175"
    assert floors.parse_tags(TAGS)["wrong and called proved"] == "512/6175"
    assert floors.parse_gold(GOLD)["value, unit and year"] == "68.2"
    assert floors.parse_gold(GOLD)["unknown yet vouched for"] == "1744/10654"
    assert floors.parse_score("readings: 5/8 right (62.50 %), 2 extra, 3 in the wrong statement") == {
        "right": "5/8", "extra": "2", "with wrong decimals": "0", "in the wrong statement": "3",
    }  # fmt: skip
    assert floors.parse_pages("GRAND {'n': 9, 'right': 5, 'wrong_silent': 2, 'zero': 1, 'tables': 3, 'extra': 4}") == {
        "without a fault": "1/3", "right": "5/9", "silently wrong": "2/9", "silently missing": "0/9", "wrong and called proved": "0/9", "extra": "4",
    }  # fmt: skip


@pytest.mark.parametrize("parse", [floors.parse_cases, floors.parse_tags, floors.parse_gold, floors.parse_score, floors.parse_pages])
def test_another_last_line_is_no_figure(parse: object) -> None:
    with pytest.raises(floors.NoFigure, match="Traceback"):
        parse("Traceback (most recent call last)")  # type: ignore[operator]


def test_a_figure_below_its_floor_is_worse_and_names_both() -> None:
    judged = floors.judge("cases", {"right": "841/1419", "silently wrong": "232/1419"}, {"right": "842/1419", "silently wrong": "231/1419"})
    assert judged.worse == (
        "cases: right 841/1419 is worse than its floor 842/1419",
        "cases: silently wrong 232/1419 is worse than its limit 231/1419",
    )
    assert judged.raised == {"right": "842/1419", "silently wrong": "231/1419"}


def test_a_better_figure_asks_for_its_floor_to_be_raised() -> None:
    judged = floors.judge("cases", {"right": "843/1419", "silently wrong": "230/1419"}, {"right": "842/1419", "silently wrong": "231/1419"})
    assert judged.worse == ()
    assert all("raise the floor" in line for line in judged.better)
    assert judged.raised == {"right": "843/1419", "silently wrong": "230/1419"}


def test_a_floor_without_a_figure_is_worse() -> None:
    assert floors.judge("cases", {"right": "1/1"}, {"right": "1/1", "extra": "0"}).worse == ("cases: extra has a floor, 0, and no figure",)


def test_several_documents_are_counted_together() -> None:
    outputs = ["readings: 5/8 right (62.50 %), 2 extra", "readings: 1/2 right (50.00 %), 1 extra"]
    assert floors.summed(floors.parse_score, outputs) == {"right": "6/10", "extra": "3", "with wrong decimals": "0", "in the wrong statement": "0"}


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    floors.write_floors(floors.read_floors(), tmp_path / "floors.toml")
    assert (tmp_path / "floors.toml").read_text(encoding="utf-8") == floors.FLOORS.read_text(encoding="utf-8")


def test_a_job_that_fails_hides_no_other(tmp_path: Path) -> None:
    def broken(place: Place) -> dict[str, floors.Values]:
        raise floors.NoFigure("no line")

    def skipped(place: Place) -> dict[str, floors.Values]:
        raise Skipped("no browser")

    jobs = [Job("a", broken), Job("b", skipped), Job("c", lambda place: {"c": {"right": "1/1"}})]
    values, failures = run(jobs, Place(tmp_path, tmp_path, tmp_path))
    assert values == {"c": {"right": "1/1"}}
    assert failures == ["a: no figure: no line"]


def test_without_the_folders_it_says_so() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.acceptance"], cwd=ROOT, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "acceptance: skipped, TAIYAKU_RELEASES names no folder\n")


def test_every_figure_has_a_floor() -> None:
    known = set(floors.read_floors())
    asked = {f"score {folder}/{release} {kind}" for folder, release, kind, _ in figures.SCORES} | {f"synth {style}" for style in figures.STYLES}
    assert asked | {"cases", "tags html", "tags pdf", "gold", "pages"} == known
