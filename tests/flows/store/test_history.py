"""What releases say about each other, and what was known on a day: the same whatever the order of the runs."""

from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.command.asof import tell_facts_known
from flows.command.printing import make_console
from flows.pipeline.settings import UsageError
from flows.store.folders import LocalFolder
from flows.store.history import comparatives_line, entity_to_file, facts_known, facts_to_csv, select_facts, update_comparatives
from flows.store.store import facts_to_parquet, read_records, read_rows, write_result
from tests.flows.conftest import ROOT
from tests.flows.releases import FACT, RELEASE, RESULT, quarantined, reading

Values = dict[str, str]


def put(folder: LocalFolder, release_id: str, day: date | None, values: Values, entity: str | None = "3774") -> None:
    """Normalizes a made-up release with a fact for each value, in thousands."""
    readings = [
        replace(
            reading(f"{release_id}/1.1.{row}.1", "en", name, value, Decimal(value), -3),
            release_id=release_id, statement="cash_flow_statement", verdict="proved",
        )
        for row, (name, value) in enumerate(values.items(), 1)
    ]  # fmt: skip
    facts = [
        replace(
            FACT, fact_id=name, release_id=release_id, entity=entity, concept=name, label_en=name, statement="cash_flow_statement",
            value=r.value, decimals=-3, reading_ids=(r.reading_id,),
        )
        for name, r in zip(values, readings, strict=True)
    ]  # fmt: skip
    release = replace(RELEASE, release_id=release_id, announced_on=day, entity=entity)
    write_result(folder, replace(RESULT, release=release, readings=tuple(readings), facts=tuple(facts), alignments=(), checks=()), release_id)


SAME = {"a": "1000", "b": "2000", "c": "3000"}
MAY, NOVEMBER, FEBRUARY = date(2003, 5, 20), date(2003, 11, 11), date(2004, 2, 12)
PUTS = (
    ("may", MAY, SAME | {"moved": "50000", "other": "-73000", "restated": "7000"}),
    ("november", NOVEMBER, SAME | {"moved": "50000", "other": "-73000", "restated": "7000"}),
    ("february", FEBRUARY, SAME | {"moved": "97000", "other": "-120000", "restated": "9000"}),
)


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    folder = LocalFolder(tmp_path / "normalized")
    for release in PUTS:
        put(folder, *release)
    return folder


def kinds(folder: LocalFolder, one: str, other: str) -> dict[str, str]:
    rows = read_rows(folder, "comparatives", "3774")
    return {row["fact_id"]: row["kind"] for row in rows if (row["release_id"], row["other_release_id"]) == (one, other)}


def test_each_pair_of_prints_is_typed_the_earlier_first(folder: LocalFolder) -> None:
    assert update_comparatives(folder) == ("3774",)
    assert set(kinds(folder, "may", "november").values()) == {"equal"}
    later = {"moved": "reclassification", "other": "reclassification", "restated": "restatement"}
    assert kinds(folder, "november", "february") == dict.fromkeys(SAME, "equal") | later
    row = next(row for row in read_rows(folder, "comparatives", "3774") if row["fact_id"] == "restated" and row["release_id"] == "november")
    assert (row["reading_id"], row["value"], row["announced_on"]) == ("november/1.1.6.1", Decimal(7000), NOVEMBER)
    assert (row["other_reading_id"], row["other_value"], row["other_announced_on"]) == ("february/1.1.6.1", Decimal(9000), FEBRUARY)
    assert comparatives_line(folder, "3774") == "comparatives 3774: 3 releases, 18 facts printed again: 12 equal, 4 reclassification, 2 restatement"


def test_the_order_of_the_runs_leaves_no_trace(tmp_path: Path) -> None:
    made = []
    for order in itertools.permutations(PUTS):
        folder = LocalFolder(tmp_path / "-".join(release[0] for release in order))
        for release in order:
            put(folder, *release)
            update_comparatives(folder)
        made.append((folder.root / "comparatives" / "3774.parquet").read_bytes())
    assert len(made) == 6
    assert len(set(made)) == 1


def test_only_what_changed_is_made_anew(folder: LocalFolder) -> None:
    put(folder, "stranger", MAY, SAME, "another")
    put(folder, "nobody", MAY, SAME, None)
    assert update_comparatives(folder) == ("3774", "another")
    assert folder.names("comparatives") == ("3774.parquet", "another.parquet")
    assert update_comparatives(folder) == ()
    assert comparatives_line(folder, "another") is None
    put(folder, "may", MAY, SAME | {"restated": "8000"})
    assert update_comparatives(folder) == ()  # the same documents, code and glossary cannot give another release
    put(folder, "june", date(2003, 6, 1), SAME)
    assert update_comparatives(folder) == ("3774",)
    folder.write("comparatives/3774.parquet", b"cut off")
    assert update_comparatives(folder) == ("3774",)


def test_a_release_that_is_quarantined_later_takes_its_prints_with_it(folder: LocalFolder) -> None:
    put(folder, "stranger", MAY, SAME, "another")
    update_comparatives(folder)
    for release_id in ("stranger", "november"):
        write_result(folder, quarantined(release_id), "torn")
    assert update_comparatives(folder) == ("3774",)
    assert folder.names("comparatives") == ("3774.parquet",)
    assert not kinds(folder, "may", "november")


@pytest.mark.parametrize(
    ("entity", "file"),
    [
        ("3774", "3774.parquet"),
        ("鴎商事", "鴎商事.parquet"),
        ("A/B", "A%2FB.parquet"),
        ("A%2FB", "A%252FB.parquet"),
        ("..", "%2E..parquet"),
        ("*[x]", "%2A%5Bx%5D.parquet"),
    ],
)
def test_any_entity_has_a_file_of_its_own(entity: str, file: str) -> None:
    assert entity_to_file(entity) == file


def test_long_names_stay_apart_and_short_enough() -> None:
    names = {entity_to_file("会" * 100 + end) for end in "ab"}
    assert len(names) == 2
    assert all(len(name.encode()) < 160 for name in names)


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    write_result(folder, RESULT, "x")
    assert read_records(folder, "readings", "r1") == list(RESULT.readings)
    assert read_records(folder, "facts", "r1") == list(RESULT.facts)
    assert read_records(folder, "releases", "r1") == [RELEASE]


# ---------------------------------------------------------------------------------------------------------------------
# As known on a day


def known(folder: LocalFolder, day: date) -> dict[str, tuple[int, str]]:
    return {row["fact_id"]: (int(row["value"]), row["release_id"]) for row in facts_known(folder, day)[0]}


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2003, 5, 19), None),
        (MAY, (7000, "may")),
        (date(2004, 2, 11), (7000, "november")),
        (FEBRUARY, (9000, "february")),
        (date(2099, 1, 1), (9000, "february")),
    ],
)
def test_the_release_announced_last_up_to_the_day_says_it(folder: LocalFolder, day: date, value: tuple[int, str] | None) -> None:
    assert known(folder, day).get("restated") == value


def test_releases_without_a_day_were_known_on_none_and_are_counted(folder: LocalFolder) -> None:
    put(folder, "undated", None, {"a": "5"})
    rows, undated = facts_known(folder, FEBRUARY)
    assert undated == 1
    assert {row["release_id"] for row in rows} == {"february"}


def test_releases_of_nobody_are_not_taken_for_one_entity(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    put(folder, "one", MAY, {"a": "1"}, None)
    put(folder, "two", FEBRUARY, {"a": "2"}, None)
    assert sorted(row["release_id"] for row in facts_known(folder, FEBRUARY)[0]) == ["one", "two"]


def test_facts_are_chosen_by_label_too(folder: LocalFolder) -> None:
    rows, _ = facts_known(folder, FEBRUARY)
    assert [row["fact_id"] for row in select_facts(rows, {"concept": "MOVED"})] == ["moved"]
    assert len(list(select_facts(rows, {"concept": "営業収益合計", "entity": "3774"}))) == 6


def test_files_hold_every_fact_in_full(folder: LocalFolder, tmp_path: Path) -> None:
    rows, _ = facts_known(folder, FEBRUARY)
    lines = list(csv.DictReader(io.StringIO(facts_to_csv(rows))))
    assert {line["fact_id"]: (line["value"], line["announced_on"]) for line in lines}["other"] == ("-120000", "2004-02-12")
    LocalFolder(tmp_path).write("facts/known.parquet", facts_to_parquet(rows))
    assert read_rows(LocalFolder(tmp_path), "facts", "known") == rows


def test_a_label_is_no_formula_for_a_spreadsheet(folder: LocalFolder) -> None:
    rows, _ = facts_known(folder, FEBRUARY)
    (other,) = (row for row in rows if row["fact_id"] == "other")
    (line,) = csv.DictReader(io.StringIO(facts_to_csv([other | {"label_en": '=HYPERLINK("https://example.com")', "label_ja": "@SUM(1)"}])))
    assert (line["label_en"], line["label_ja"], line["value"]) == ('\'=HYPERLINK("https://example.com")', "'@SUM(1)", "-120000")


def test_the_table_says_what_it_leaves_out(folder: LocalFolder, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tell_facts_known(make_console(), folder, FEBRUARY, {}, limit=2, csv=None, parquet=None)
    said = capsys.readouterr().out
    assert "6 facts as known on 2004-02-12; 4 not shown (--limit 0, --csv FILE, --parquet FILE)" in said
    tell_facts_known(make_console(), folder, NOVEMBER, {"concept": "other"}, limit=100, csv=None, parquet=None)
    said = capsys.readouterr().out
    assert "-73,000" in said
    assert "november" in said
    tell_facts_known(make_console(), folder, FEBRUARY, {}, limit=1, csv=tmp_path / "known.csv", parquet=None)
    assert "6 facts as known on 2004-02-12 written to" in capsys.readouterr().out
    assert len((tmp_path / "known.csv").read_text().splitlines()) == 7


@pytest.mark.parametrize(
    ("day", "wanted", "said"),
    [
        (date(2003, 1, 1), {}, "nothing was known on 2003-01-01"),
        (FEBRUARY, {"entity": "9999"}, "no fact of entity 9999; there are 3774"),
        (FEBRUARY, {"statement": "equity"}, "no fact of statement equity; there are cash_flow_statement"),
    ],
)
def test_where_there_is_nothing_the_choices_are_told(folder: LocalFolder, day: date, wanted: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        tell_facts_known(make_console(), folder, day, wanted, limit=1, csv=None, parquet=None)


def test_the_view_of_the_readme_says_the_same(folder: LocalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    put(folder, "undated", None, {"a": "5"})
    monkeypatch.chdir(folder.root.parent)
    (sql,) = re.findall(r"```sql\n(.*?facts_as_of.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    update_comparatives(folder)
    database = duckdb.connect()
    for statement in sql.split(";\n"):
        if statement.strip():
            database.execute(statement)
    for day in (MAY, NOVEMBER, FEBRUARY):
        rows = database.execute(f"select fact_id, value, release_id from facts_as_of(date '{day}')").fetchall()
        assert {name: (int(value), release) for name, value, release in rows} == known(folder, day)
