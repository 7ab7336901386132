"""The page as text: identities written out, tables facing, items to look at, documents lost, hostile text."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings, UsageError
from flows.review.equations import like_print, sum_signs, write_identity
from flows.review.facing import stored_to_blocks
from flows.review.index import render_index, write_index
from flows.review.look import count_kinds, stored_to_items
from flows.review.originals import read_sources
from flows.review.render import write_review
from flows.review.run import pages_markdown, write_run_pages
from flows.review.stored import Stored, read_stored
from flows.store.folders import LocalFolder
from flows.store.state import read_states, write_state
from flows.store.store import write_result
from flows.work.drops import paths_to_drops
from tests.flows.readme import README
from tests.flows.review.pages import HOSTILE, drop_release


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    folder, _ = drop_release(tmp_path)
    return read_stored(folder, "r1")


def row(printed: str, decimals: int | None = -6, language: str = "ja", page: int = 1) -> dict[str, object]:
    return {"printed": printed, "decimals": decimals, "language": language, "page": page, "value": None if decimals is None else Decimal(1)}


def written(kind: str, prints: list[str], expected: str, residual: str, verdict: str, note: str, decimals: int = -6) -> str:
    readings = {str(place): row(printed, decimals) for place, printed in enumerate(prints)}
    check = {
        "kind": kind,
        "reading_ids": list(readings),
        "expected": Decimal(expected),
        "residual": Decimal(residual),
        "verdict": verdict,
        "note": note,
    }
    return write_identity(check, readings)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("footing", ["9,633", "5,633", "2,889", "1,111"], "9633000000", "0", "holds", "sum of 3 parts"), "9,633 = 5,633 + 2,889 + 1,111 ✓"),
        (("footing", ["9,633", "5,633", "4,001"], "9634000000", "-1000000", "fails", "sum of 2 parts"), "9,633 ≠ 5,633 + 4,001 (= 9,634) ✗"),
        (("footing", ["9,634", "5,633", "4,000"], "9633000000", "1000000", "holds", "sum of 2 parts"), "9,634 ≈ 5,633 + 4,000 (= 9,633) ✓"),
        (("footing", ["235", "9,633", "9,398"], "235000000", "0", "holds", "parts + -"), "235 = 9,633 − 9,398 ✓"),
        (("change", ["9.8%", "943", "1,004"], "0.064687", "0.0333", "fails", "later / earlier - 1", 3), "9.8% : 1,004 ÷ 943 − 1 = 6.47% ✗"),
        (("common_size", ["33.3%", "9,633", "3,204"], "0.332606", "0", "holds", "share of 営業収益合計", 3), "33.3% : 3,204 ÷ 9,633 = 33.26% ✓"),
        (("translation", ["29,908", "3,204,046"], "29908018.29", "0", "holds", "JPY 107.13 = USD 1", -3), "29,908 : 3,204,046 ÷ 107.13 = 29,908.0 ✓"),
        (("bilingual", ["2,198", "2,199"], "2199000000", "-1000000", "fails", ""), "2,198 (ja, p. 1) ≠ 2,199 (ja, p. 1) ✗"),
    ],
)  # fmt: skip
def test_identities_are_written_out(given: tuple[str, list[str], str, str, str, str], expected: str) -> None:
    assert written(*given) == expected


def test_an_identity_with_a_member_that_is_gone_says_its_note() -> None:
    check = {"kind": "footing", "reading_ids": ["a", "b"], "note": "sum of 1 parts", "verdict": "skipped"}
    assert write_identity(check, {"a": row("1")}) == "sum of 1 parts (skipped)"


def test_values_are_written_like_the_print() -> None:
    assert like_print(Decimal("-1098100000"), row("(1,098.2)", -5)) == "-1,098.1"
    assert like_print(Decimal("12"), row("-", None)) == "12"
    assert sum_signs("sum of 2 parts, with the other sign", 2) == ["-", "-"]


def test_the_sample_shows_the_identities_that_the_readme_names(tmp_path: Path) -> None:
    folder, drop = LocalFolder(tmp_path), README.parent / "raw" / "sample-bilingual-quarter.txt"
    (one,) = paths_to_drops([drop])
    write_result(folder, normalize(one, Settings()), "digest")
    page = (folder.read(write_review(folder, one.release_id, [drop])) or b"").decode()
    said = re.findall(r"`([^`]+[✓✗])`", README.read_text(encoding="utf-8"))
    assert len(said) == 2
    for identity in said:
        assert identity in page


def test_rows_face_their_partners_and_single_rows_stand_in_their_place(stored: Stored) -> None:
    (block,) = stored_to_blocks(stored)
    shown = [(one.ja and one.ja.label, one.en and one.en.label) for one in block.rows]
    assert shown == [
        ("営業収益", None),
        ("接続サービス", "Connectivity"),
        ("その他", None),
        (None, "Not in Japanese"),
        ("営業収益合計", "Total revenues"),
        (HOSTILE, None),
    ]
    places = [one.place for line in block.rows for side in (line.ja, line.en) if side for one in side.cells if one]
    assert sorted(places) == list(range(len(stored.readings))), "every reading stands on the page once"


def test_what_needs_a_look_is_counted_by_kind(stored: Stored) -> None:
    items = stored_to_items(stored)
    assert count_kinds(items) == {"disagreement": 1, "contradicted": 1, "word": 0, "finding": 1, "inferred": 1, "proposal": 0, "provisional": 1}
    contradicted = next(item for item in items if item.kind == "contradicted")
    assert "bilingual: 9,633 (ja, p. 1) ≠ 9,634 (en, p. 1) ✗" in contradicted.details
    assert "digit changed: 9633" in contradicted.details


def test_hostile_text_is_shown_and_never_markup(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    page = (folder.read(write_review(folder, "r1", [raw])) or b"").decode()
    assert "<script>window" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;window.hacked" in page
    assert page.count("<script") == 4
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_a_document_that_is_gone_or_changed_is_told(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    stored = read_stored(folder, "r1")
    (there,) = read_sources(stored, [raw])
    assert there.note == ""
    assert there.lines[3][2].split() == ["営業収益合計", "9,633"]
    (raw / "r1.txt").write_text("another text", encoding="utf-8")
    for places in ([raw], [raw / "nowhere"], []):
        (gone,) = read_sources(stored, places)
        assert "was not found with the content that was read" in gone.note
        assert not gone.lines


def test_an_unknown_release_is_a_usage_error(tmp_path: Path) -> None:
    folder, _ = drop_release(tmp_path)
    with pytest.raises(UsageError, match="r2 is not in"):
        write_review(folder, "r2")


def test_a_release_called_index_has_a_page_beside_the_index(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    one = read_states(folder)[0]
    for name in ("releases", "readings", "facts", "checks", "findings", "alignments"):
        folder.write(f"{name}/index.parquet", folder.read(f"{name}/r1.parquet") or b"")
    write_state(folder, replace(one, release_id="index"))
    assert write_review(folder, "index", [raw]) == "review/index~.html"
    assert write_index(folder) == "review/index.html"
    page = (folder.read("review/index.html") or b"").decode()
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert {row[0]: row[data["fields"].index("page")] for row in data["rows"]} == {"index": True, "r1": False}


@pytest.mark.parametrize("release_id", ["../state/x", "..", "a/b", "", "a\ud800", "a\0"])
def test_a_name_that_leads_out_of_the_folder_is_no_release(tmp_path: Path, release_id: str) -> None:
    folder, _ = drop_release(tmp_path)
    (tmp_path / "out" / "state" / "x.parquet").write_bytes(folder.read("releases/r1.parquet") or b"")
    with pytest.raises(UsageError, match="is not in"):
        write_review(folder, release_id)


def test_the_index_names_every_release(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    write_review(folder, "r1", [raw])
    page = (folder.read(write_index(folder)) or b"").decode()
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    (release,) = [dict(zip(data["fields"], one, strict=True)) for one in data["rows"]]
    assert (release["release"], release["period"], release["contradicted"], release["page"]) == ("r1", "FY2003-Q3", 1, True)
    assert "<script>window" not in page
    folder.remove("releases/r1.parquet")
    assert folder.read(write_index(folder)) == page.encode(), "what is known is not read again"
    assert "0 releases" in render_index([])


def test_a_run_writes_the_pages_of_what_it_normalized(tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    written = write_run_pages(folder, read_states(folder), [str(raw), "s3://elsewhere/raw"])
    assert written == (("r1", "review/r1.html"), ("all releases", "review/index.html"))
    assert b"was not found with the content" not in (folder.read("review/r1.html") or b"was not found with the content")
    said = pages_markdown(folder, written).replace("\\_", "_")
    assert (tmp_path / "out" / "review" / "r1.html").as_uri() in said
