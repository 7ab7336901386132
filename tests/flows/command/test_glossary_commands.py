"""From what the numbers of a release propose to a decided glossary, and which releases that touches."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import flows.work.plan
import glossary.terms
from flows.command.glossary_commands import decide, export, find_open, tell_decision, tell_lint, tell_proposals
from flows.command.printing import make_console
from flows.pipeline.settings import UsageError
from flows.pipeline.touched import readings_to_words, touched_digest
from flows.pipeline.version import code_version
from flows.store.folders import LocalFolder, OutputError
from flows.store.store import read_proposals as read_found
from flows.store.store import write_result
from flows.work.drops import drop_to_digest, paths_to_drops
from flows.work.plan import make_plan
from glossary.proposing.curation import ProposalError, read_proposals
from glossary.proposing.proposals import Proposal
from glossary.terms.glossary import Glossary, Label, as_label, load_glossary
from tests.flows.conftest import Taiyaku
from tests.flows.releases import READINGS, RELEASE, RESULT, quarantined

ROCKET = Proposal(
    "00c0ffee00", "宇宙船預り金", "Deposit for a rocket", "balance_sheet", "", "DepositForARocket", True, "monetary", 1, ("r1",), 2, 2, 8, 0
)
SUITS = replace(ROCKET, proposal="00ca11ab1e", ja_label="宇宙服", en_label="Space suits", concept="SpaceSuits", digits=11)


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """A copy of the glossary's tables."""
    folder = tmp_path / "glossary"
    folder.mkdir()
    for table in Path(glossary.terms.__file__).parent.glob("*.tsv"):
        shutil.copy(table, folder)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> LocalFolder:
    """Two releases that propose the same pair, one of which proposes another, too."""
    folder = LocalFolder(tmp_path / "normalized")
    put(folder, "r1", ROCKET, SUITS)
    put(folder, "r 2", replace(ROCKET, releases=("r 2",)))
    return folder


def put(folder: LocalFolder, release_id: str, *proposals: Proposal) -> None:
    write_result(folder, replace(RESULT, release=replace(RELEASE, release_id=release_id), proposals=proposals), "x")


def said(capsys: pytest.CaptureFixture[str], out: LocalFolder, terms: Path) -> str:
    tell_proposals(make_console(), out, terms)
    return capsys.readouterr().out


def test_releases_write_what_they_propose_and_take_it_back(out: LocalFolder) -> None:
    assert out.names("proposals") == ("r 2.tsv", "r1.tsv")
    assert [(p.en_label, p.releases) for p in read_found(out)] == [
        ("Deposit for a rocket", ("r 2",)),
        ("Deposit for a rocket", ("r1",)),
        ("Space suits", ("r1",)),
    ]
    put(out, "r1")
    write_result(out, quarantined("r 2"), "x")
    assert out.names("proposals") == ()


def test_proposals_are_added_up_over_releases_the_best_supported_first(out: LocalFolder, terms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, out, terms).splitlines()
    assert re.search(r"00c0ffee00 +宇宙船預り金 +Deposit for a rocket +balance_sheet +DepositForARocket \(new\) +4 of 4 +16 +2 +0 +r 2, r1", lines[1])
    assert "Space suits" in lines[2]
    assert lines[3] == "2 to decide, 0 accepted and 0 rejected before: taiyaku glossary accept ID, or reject ID"


def test_a_rejected_one_never_comes_back(out: LocalFolder, terms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tell_decision(make_console(), out, terms, ["00c0ffee00"], "rejected", "kato", "2026-01-02")
    assert "rejected 00c0ffee00: 宇宙船預り金 = Deposit for a rocket" in capsys.readouterr().out
    put(out, "r3", replace(ROCKET, releases=("r3",)))
    left = said(capsys, out, terms)
    assert "rocket" not in left
    assert "1 to decide, 0 accepted and 1 rejected before" in left
    with pytest.raises(UsageError, match="was rejected by kato on 2026-01-02"):
        decide(out, terms, "00c0ffee00", "accepted", "sato", "2026-01-03")


def test_an_accepted_one_is_a_term_with_who_and_when(out: LocalFolder, terms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tell_decision(make_console(), out, terms, ["00c0ffee00", "00ca11ab1e"], "accepted", "kato", "2026-01-02")
    assert "taiyaku run normalizes again the releases that print these words" in capsys.readouterr().out
    labels = (terms / "labels.tsv").read_text(encoding="utf-8")
    assert re.search(r"DepositForARocket\tja\t宇宙船預り金\t.*kato 2026-01-02", labels)
    assert {(p.proposal, p.status, p.decided_by) for p in read_proposals(terms)} == {
        ("00c0ffee00", "accepted", "kato"),
        ("00ca11ab1e", "accepted", "kato"),
    }
    assert "nothing to decide" in said(capsys, out, terms)


def test_what_cannot_become_a_term_is_left_to_decide(out: LocalFolder, terms: Path) -> None:
    """Its Japanese label names another concept already."""
    put(out, "r1", replace(ROCKET, proposal="00decade00", ja_label="のれん"))
    with pytest.raises(ProposalError, match="names DepositForARocket, Goodwill too"):
        decide(out, terms, "00decade00", "accepted", "kato", "2026-01-02")
    assert read_proposals(terms) == ()
    assert decide(out, terms, "00decade00", "rejected", "kato", "2026-01-02").status == "rejected"


def test_an_unknown_id_is_an_error_with_the_choices(out: LocalFolder, terms: Path) -> None:
    with pytest.raises(UsageError, match="nothing is no proposal to decide: there are 00c0ffee00, 00ca11ab1e"):
        decide(out, terms, "nothing", "accepted", "kato", "2026-01-02")
    with pytest.raises(UsageError, match="there is none; see --out"):
        find_open((), "nothing")


def test_the_glossary_in_use_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell_lint(make_console())
    assert capsys.readouterr().out.startswith("no problems: ")


def test_export_says_where_and_what_else_there_is(tmp_path: Path) -> None:
    assert export("csv", None).startswith("concept,language,label")
    assert export("tbx", tmp_path / "terms.tbx") == f"glossary written to {tmp_path / 'terms.tbx'}\n"
    assert "<martif" in (tmp_path / "terms.tbx").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="choose csv or tbx"):
        export("xlsx", None)
    with pytest.raises(OutputError, match="choose another --out"):
        export("csv", tmp_path / "nowhere" / "terms.csv")


def test_the_commands_do_it(taiyaku: Taiyaku, tmp_path: Path, out: LocalFolder, terms: Path) -> None:
    assert "2 to decide" in taiyaku("glossary", "proposals", "--glossary", terms).stdout
    rejected = taiyaku("glossary", "reject", "00ca11ab1e", "--by", "kato", "--glossary", terms)
    assert (rejected.returncode, rejected.stderr) == (0, "")
    assert "1 to decide, 0 accepted and 1 rejected before" in taiyaku("glossary", "proposals", "--glossary", terms).stdout
    again = taiyaku("glossary", "accept", "00ca11ab1e", "--glossary", terms)
    assert (again.returncode, again.stdout) == (2, "")
    assert "00ca11ab1e was rejected by kato" in again.stderr
    known = taiyaku("asof", "2004", "--concept", "total revenues")
    assert (known.returncode, known.stderr) == (0, "")
    assert "9,633,000,000" in known.stdout


# ---------------------------------------------------------------------------------------------------------------------
# A changed glossary touches the releases that print its words, and no other


WORDS = {"a": ("営業収益合計", "宇宙船預り金"), "b": ("のれん", "Goodwill")}
"""What two releases print; no term knows 宇宙船預り金."""


@pytest.fixture
def two(tmp_path: Path) -> LocalFolder:
    """A store that holds both releases, made with the glossary in use."""
    folder = LocalFolder(tmp_path / "normalized")
    (tmp_path / "raw").mkdir()
    for name, words in WORDS.items():
        (tmp_path / "raw" / f"{name}.txt").write_text(name)
        readings = tuple(replace(READINGS[0], label=word, label_path=(word,), reading_id=f"{name}/1.1.{at}.1") for at, word in enumerate(words, 1))
        digest = touched_digest(load_glossary(), readings_to_words(readings))
        release = replace(RELEASE, release_id=name, glossary_digest=digest, version=code_version())
        (drop,) = paths_to_drops([tmp_path / "raw" / f"{name}.txt"])
        write_result(folder, replace(RESULT, release=release, readings=readings), drop_to_digest(drop))
    return folder


def without(text: str) -> Glossary:
    return load_glossary().hiding(lambda label: label.label == text)


def with_label(concept: str, text: str) -> Glossary:
    label = as_label((concept, "ja", text, "variant", "", "", "1", "accepted", "a person", "", ""))
    return replace(load_glossary(), labels=(*load_glossary().labels, label))


def with_sign(concept: str) -> Glossary:
    def changed(label: Label) -> Label:
        return replace(label, sign=-1) if label.concept == concept else label

    return replace(load_glossary(), labels=tuple(changed(label) for label in load_glossary().labels))


@pytest.mark.parametrize(
    ("name", "changed", "stale"),
    [
        ("a label of a goes", lambda: without("営業収益合計"), ["a"]),
        ("a label of b goes", lambda: without("Goodwill"), ["b"]),
        ("the sign of a term of b", lambda: with_sign("Goodwill"), ["b"]),
        ("what a missed is known now", lambda: with_label("Deposits", "宇宙船預り金"), ["a"]),
        ("a word of neither", lambda: with_label("Deposits", "月面基地"), []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_changed_label_touches_its_releases_alone(
    two: LocalFolder, monkeypatch: pytest.MonkeyPatch, name: str, changed: Callable[[], Glossary], stale: list[str]
) -> None:
    other = replace(changed(), digest=name)
    drops = paths_to_drops([two.root.parent / "raw"])
    assert make_plan(drops, two).jobs == ()
    monkeypatch.setattr(flows.work.plan, "load_glossary", lambda: other)
    monkeypatch.setattr(flows.work.plan, "_glossary_digest", lambda: name)
    plan = make_plan(drops, two)
    assert [job.drop.release_id for job in plan.jobs] == stale
    assert {state.release_id for state in plan.current} == {"a", "b"} - set(stale)
    assert {state.glossary for state in plan.current} <= {name}
