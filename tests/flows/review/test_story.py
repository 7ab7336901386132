"""What a run tells a person: rows and texts from the store."""

from dataclasses import replace
from pathlib import Path

from flows.pipeline.drop import Drop
from flows.pipeline.normalize import quarantine
from flows.review.story import contradicted_numbers, differing_cells, summary_markdown
from flows.store.folders import LocalFolder
from flows.store.store import write_result
from flows.work.worker import note
from parsers.records import Finding
from tests.flows.releases import CHECK, FACT, READINGS, RELEASE, RESULT

CONTRADICTED = replace(
    RESULT,
    release=replace(RELEASE, contradicted=1),
    readings=(READINGS[0], replace(READINGS[1], verdict="contradicted"), READINGS[2]),
    facts=(FACT,),
)


def test_a_difference_shows_both_prints_and_which_is_right(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    state = write_result(folder, CONTRADICTED, "x")
    assert differing_cells(folder, [state]) == [
        {
            "release": "r1",
            "日本語": "営業収益合計",
            "in Japanese": "9,633 ✓",
            "English": "Total revenues",
            "in English": "9,634 ✗",
            "period": "2003-12-31",
            "measure": "amount",
            "where": "ja p.1 line 10, en p.1 line 10",
        }
    ]
    assert differing_cells(folder, [replace(state, differences=0)]) == []


def test_a_contradicted_number_says_what_fails(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    state = write_result(folder, CONTRADICTED, "x")
    (row,) = contradicted_numbers(folder, [state])
    assert (row["printed"], row["page"], row["what fails"]) == ("9,634", "p.1 line 10", "Japanese prints 9,633, English 9,634")
    footing = replace(CONTRADICTED, checks=(replace(CHECK, kind="footing", note="row 3 is the sum of rows 1 to 2"),))
    (row,) = contradicted_numbers(folder, [write_result(folder, footing, "x")])
    assert row["what fails"] == "footing: expected 9,633,000,000, found 9,634,000,000 (row 3 is the sum of rows 1 to 2)"


def test_a_summary_names_what_was_quarantined_and_why(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    states = [
        write_result(folder, RESULT, "x"),
        write_result(folder, quarantine(Drop("bad|name", Path("bad"), ()), "empty", "bad.txt: the file is empty"), "y"),
    ]
    said = summary_markdown(states, 3, "out")
    assert "**1** normalized, **1** quarantined, 3 current already. Written to `out`." in said
    assert "2 readings (numbers as printed) in 2 tables make 1 facts." in said
    assert "Arithmetic proves 1 readings (50.0 %)" in said
    assert "Japanese and English disagree in **1** cells." in said
    assert "| bad\\|name | empty | bad.txt: the file is empty |" in said


def test_a_logged_finding_names_its_page_once() -> None:
    assert note(Finding("odd", "warning", "a strange cell", page=3)) == "warning odd: p.3 a strange cell"
    assert note(Finding("odd", "warning", "p.12: a strange cell", page=1)) == "warning odd: p.1 p.12: a strange cell"
    assert note(Finding("odd", "warning", "r1 p.3: a strange cell", page=3)) == "warning odd: r1 p.3: a strange cell"
