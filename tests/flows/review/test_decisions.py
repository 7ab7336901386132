"""A person's word: keyed by content, merged, taken back, kept through reruns, refused where it is malformed."""

import json
from pathlib import Path

import pytest

from flows.pipeline.settings import UsageError
from flows.review.decisions import FORMAT, Decision, PrintedWords, apply_decisions, decisions_to_json, parse_decisions, read_and_apply, read_decisions
from flows.review.render import write_review
from flows.review.stored import read_stored
from flows.store.folders import LocalFolder
from tests.flows.conftest import Taiyaku
from tests.flows.review.pages import drop_release

SHA = "ab" * 32
PLACE = PrintedWords(SHA, 1, 4, 1, "9,633")
CONFIRMED = Decision("number", "confirmed", PLACE, by="A. Reader", on="2004-02-13")
PAIR = Decision("pair", "rejected", PrintedWords(SHA, 1, 4, 1, "営業収益合計"), PrintedWords(SHA, 1, 14, 1, "Total revenues"))


def test_what_is_written_is_read() -> None:
    assert parse_decisions(decisions_to_json([CONFIRMED, PAIR]).encode(), "x") == (CONFIRMED, PAIR)


def test_the_last_word_counts_and_withdrawn_takes_back(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    assert apply_decisions(folder, [CONFIRMED, PAIR]) == (CONFIRMED, PAIR)
    assert apply_decisions(folder, [CONFIRMED]) == ()
    disputed = Decision("number", "disputed", PLACE)
    assert apply_decisions(folder, [disputed]) == (disputed,)
    assert set(read_decisions(folder, SHA)) == {disputed, PAIR}
    withdrawn = Decision("number", "withdrawn", PLACE)
    assert apply_decisions(folder, [withdrawn]) == (withdrawn,)
    assert apply_decisions(folder, [withdrawn]) == ()
    assert read_decisions(folder, SHA) == (PAIR,)


def test_equal_decisions_give_equal_bytes(tmp_path: Path) -> None:
    one, two = LocalFolder(tmp_path / "one"), LocalFolder(tmp_path / "two")
    apply_decisions(one, [CONFIRMED, PAIR])
    apply_decisions(two, [PAIR])
    apply_decisions(two, [CONFIRMED])
    assert one.read(f"decisions/{SHA}.json") == two.read(f"decisions/{SHA}.json")


def record(**changes: object) -> dict[str, object]:
    return json.loads(decisions_to_json([CONFIRMED]))["decisions"][0] | changes


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"{", "no JSON"),
        (b"[]", "expected"),
        (json.dumps({"format": "other", "decisions": []}).encode(), "expected"),
        (record(about="row"), "about 'row'; choose number, pair, concept, proposal"),
        (record(word="accepted"), "choose confirmed, disputed, withdrawn"),
        (record(place=None), "place is missing"),
        (record(place={"document": "../../etc", "page": 1, "line": 1, "nth": 1, "printed": "1"}), "SHA-256"),
        (record(place={"document": SHA + "\n", "page": 1, "line": 1, "nth": 1, "printed": "1"}), "SHA-256"),
        (record(place={"document": SHA, "page": True, "line": 1, "nth": 1, "printed": "1"}), "page is a whole number"),
        (record(on="yesterday"), "write a day"),
        (record(on="9999-99-99"), "write a day"),
        (record(about=["number"]), r"about \['number'\]; choose"),
        (record(word=["confirmed"]), "choose confirmed"),
        (record(note="a\ud800"), "note .* half a character"),
        (record(place={"document": SHA, "page": 1, "line": 1, "nth": 1, "printed": "\udfff1"}), "printed .* half a character"),
        (record(place={"document": [SHA], "page": 1, "line": 1, "nth": 1, "printed": "1"}), "SHA-256"),
        (record(note="x" * 3000), "note is a text"),
        (record(by=5), "by is a text"),
    ],
)
def test_a_malformed_file_is_refused_with_its_reason(given: bytes | dict[str, object], message: str) -> None:
    data = given if isinstance(given, bytes) else json.dumps({"format": FORMAT, "decisions": [given]}).encode()
    with pytest.raises(UsageError, match=message):
        parse_decisions(data, "x.json")


def test_one_wrong_file_applies_nothing(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path / "out")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(decisions_to_json([CONFIRMED]), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError):
        read_and_apply(folder, [good, bad])
    assert read_decisions(folder, SHA) == ()
    with pytest.raises(UsageError, match="No such file"):
        read_and_apply(folder, [tmp_path / "none.json"])


@pytest.mark.parametrize("command", ["review", "decide"])
def test_a_mistyped_data_set_is_a_usage_error(tmp_path: Path, taiyaku: Taiyaku, command: str) -> None:
    file = tmp_path / "decisions.json"
    file.write_text(decisions_to_json([CONFIRMED]), encoding="utf-8")
    told = taiyaku(command, *([file] if command == "decide" else []), "--out", tmp_path / "normalised")
    assert (told.returncode, "nothing was written there yet" in " ".join(told.stderr.split())) == (2, True), told.stderr
    assert not (tmp_path / "normalised").exists()


def documents(folder: LocalFolder) -> list[str]:
    return [document["sha256"] for document in read_stored(folder, "r1").release["documents"]]


def test_a_word_survives_a_rerun_and_stands_on_the_page(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    (sha,) = documents(folder)
    apply_decisions(folder, [Decision("number", "confirmed", PrintedWords(sha, 1, 4, 1, "9,633"), by="A. Reader")])
    drop_again, _ = drop_release(tmp_path / "again")
    assert documents(drop_again) == [sha], "the same bytes, the same key"
    page = (folder.read(write_review(folder, "r1", [raw])) or b"").decode()
    assert '"by":"A. Reader"' in page
