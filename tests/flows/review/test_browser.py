"""The page in a browser: opened from disk, walked, clicked, driven by keys alone, decided upon, and hostile text in it.

Run by `make test-browser`; needs Debian's chromium and fonts-noto-cjk.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.review.index import FIELDS, render_index
from flows.review.render import write_review
from flows.review.stored import read_stored
from flows.store.folders import LocalFolder
from flows.store.store import write_result
from flows.work.drops import paths_to_drops
from tests.flows.conftest import Taiyaku
from tests.flows.review.pages import drop_release

CHROMIUM = os.environ.get("TAIYAKU_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
AXE = Path(os.environ.get("TAIYAKU_AXE", ".venv/browser/node_modules/axe-core/axe.min.js"))
RELEASES = Path(os.environ.get("TAIYAKU_RELEASES", "releases"))
REAL = pytest.mark.skipif(not os.environ.get("TAIYAKU_RELEASES"), reason="TAIYAKU_RELEASES names the folder of real releases")
SAMPLES = Path(__file__).resolve().parents[3] / "raw"
LARGEST_PAGE = 5_000_000
"""Bytes of a release's page."""
PATIENCE = 30_000
"""Milliseconds to wait for anything on a page; ample, since a busy machine is slow and speed is the benchmark's."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"{CHROMIUM} is missing; install it with: apt-get install chromium fonts-noto-cjk")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose errors fail the test and whose requests are kept in `page.asked`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    asked: list[str] = []
    errors: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", complain)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.asked = asked  # type: ignore[attr-defined]
    yield opened
    context.close()
    assert not errors
    assert all(url.startswith(("file:", "data:", "blob:")) for url in asked), "the page asks the network for nothing"


def made(drop: Path, out: Path) -> tuple[LocalFolder, Path]:
    """(the data set with one release in it, the page of that release)."""
    folder = LocalFolder(out)
    (one,) = paths_to_drops([], whole=[drop])
    write_result(folder, normalize(one, Settings()), "digest")
    return folder, out / write_review(folder, one.release_id, [drop])


DROPS = [SAMPLES / "sample-bilingual-quarter.txt"]
if os.environ.get("TAIYAKU_RELEASES"):
    DROPS += [RELEASES / name for name in ("iij-2004-02-12.txt", "glico-2025-08-07.pdf", "bandai-namco-2022-05-11.pdf", "tdnet-5971-2021-09-10")]
    DROPS.append(RELEASES / "typeset" / "iij-2004-02-12.pdf")


class Pages(dict[str, tuple[LocalFolder, Path]]):
    """Name of a drop -> data set and page, made when it is first asked for."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self.folders = folders

    def __missing__(self, name: str) -> tuple[LocalFolder, Path]:
        (drop,) = (drop for drop in DROPS if drop.name == name)
        self[name] = made(drop, self.folders.mktemp("out"))
        return self[name]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory)


def opened(page: Page, file: Path) -> Page:
    page.goto(file.as_uri())
    return page


def chosen(page: Page) -> int:
    """Which reading is chosen, by its place in the page's data."""
    return int(page.locator(".n[aria-current=true]").get_attribute("data-r") or -1)


def walk(page: Page, kind: str, count: int) -> list[int]:
    page.click(f".kind[data-kind={kind}]")
    places = []
    for _ in range(count):
        page.keyboard.press("j")
        places.append(chosen(page))
    return places


def test_the_page_opens_from_disk_and_asks_for_nothing(page: Page, pages: Pages) -> None:
    opened(page, pages["sample-bilingual-quarter.txt"][1])
    expect(page.locator(".half").first).to_be_visible()
    page.locator(".n").first.click()
    expect(page.locator("#dock")).to_be_visible()
    assert page.asked == [pages["sample-bilingual-quarter.txt"][1].as_uri()]  # type: ignore[attr-defined]


@REAL
@pytest.mark.parametrize("name", ["iij-2004-02-12.txt", "iij-2004-02-12.pdf"])
def test_the_walk_lands_on_the_five_differing_cells(page: Page, pages: Pages, name: str) -> None:
    folder, file = pages[name]
    opened(page, file)
    stored = read_stored(folder, "iij-2004-02-12")
    shown = [stored.readings[place]["printed"] for place in walk(page, "disagreement", 6)]
    assert shown == ["2,199", "249.0%", "866.7%", "(66.6%)", "9.8%", "9.8%"], "the last one stays the last"
    expect(page.locator("#proof .fails", has_text="9.8% (ja")).to_be_visible()
    page.keyboard.press("k")
    assert stored.readings[chosen(page)]["printed"] == "(66.6%)"
    partner = page.locator(".n.partner").first
    expect(partner).to_contain_text("(66.5%)")
    in_sight(page, ".n[aria-current=true]")


def in_sight(page: Page, selector: str) -> None:
    """The element stands in the window, above the dock."""
    box, dock = page.locator(selector).first.bounding_box(), page.locator("#dock").bounding_box()
    assert box
    assert dock
    right, bottom = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    if dock["width"] < right - 10:
        right = dock["x"]
    else:
        bottom = dock["y"]
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= right
    assert box["y"] + box["height"] <= bottom


@REAL
@pytest.mark.parametrize("name", ["iij-2004-02-12.pdf", "glico-2025-08-07.pdf", "bandai-namco-2022-05-11.pdf"])
def test_a_click_on_a_number_shows_its_box_on_its_page(page: Page, pages: Pages, name: str) -> None:
    folder, file = pages[name]
    opened(page, file)
    stored = read_stored(folder, Path(name).stem)
    for place in range(0, len(stored.readings), len(stored.readings) // 7):
        reading = stored.readings[place]
        page.locator(f".n[data-r='{place}']").click()
        expect(page.locator("#pager")).to_contain_text(f"p. {reading['page']} of")
        box, sheet = page.locator(".box[aria-current=true]").bounding_box(), page.locator(".sheet").bounding_box()
        assert box
        assert sheet
        width = page.evaluate("(at) => JSON.parse(document.getElementById('pictures').textContent)[at].width", f"1.{reading['page']}")
        scale = sheet["width"] / width
        middle = (box["x"] + box["width"] / 2 - sheet["x"]) / scale, (box["y"] + box["height"] / 2 - sheet["y"]) / scale
        x0, top, x1, bottom = reading["bbox"]
        assert abs(middle[0] - (x0 + x1) / 2) < 1
        assert abs(middle[1] - (top + bottom) / 2) < 1
        assert ink_at(page, (x0, top, x1, bottom), f"1.{reading['page']}"), f"nothing is printed where {reading['printed']} should stand"
        view = page.locator("#place").bounding_box()
        assert view
        assert view["y"] - 1 <= box["y"] <= view["y"] + view["height"]


def ink_at(page: Page, box: tuple[float, ...], at: str) -> bool:
    """Whether the picture has dark points in the box (points of the page)."""
    script = """async ([at, [x0, top, x1, bottom]]) => {
        const picture = JSON.parse(document.getElementById('pictures').textContent)[at], image = new Image();
        image.src = picture.data; await image.decode();
        const canvas = document.createElement('canvas'), scale = image.naturalWidth / picture.width;
        canvas.width = Math.ceil((x1 - x0) * scale); canvas.height = Math.ceil((bottom - top) * scale);
        const drawing = canvas.getContext('2d');
        drawing.drawImage(image, -x0 * scale, -top * scale);
        return drawing.getImageData(0, 0, canvas.width, canvas.height).data.some((value, place) => place % 4 === 0 && value < 235);
    }"""
    return bool(page.evaluate(script, [at, list(box)]))


@REAL
def test_a_box_leads_to_its_row(page: Page, pages: Pages) -> None:
    opened(page, pages["glico-2025-08-07.pdf"][1])
    page.locator(".n").first.click()
    other = page.locator(".box").nth(5)
    wanted = int(other.get_attribute("data-spot") or -1)
    other.click()
    assert chosen(page) == wanted
    in_sight(page, ".n[aria-current=true]")


def test_keys_alone_reach_everything(page: Page, pages: Pages) -> None:
    opened(page, pages["sample-bilingual-quarter.txt"][1])
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.n')"):
            break
    first = page.evaluate("Number(document.activeElement.dataset.r)")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("Number(document.activeElement.dataset.r)") not in (first, None)
    page.keyboard.press("Enter")
    expect(page.locator("#dock")).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator(".n[aria-current=true]")).to_have_attribute("data-word", "confirmed")
    page.keyboard.press("Escape")
    expect(page.locator("#dock")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    expect(page.locator(".block:visible")).to_have_count(0)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize("width", [1440, 800])
def test_rows_face_each_other_and_heads_stay_in_sight(page: Page, pages: Pages, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, pages["sample-bilingual-quarter.txt"][1])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing makes the whole page scroll sideways"
    if width == 800:
        assert page.locator(".facing.stack").count() > 8
    misplaced = page.evaluate("""() => {
        const top = (cell) => cell.getBoundingClientRect().top, wrong = [];
        for (const row of document.querySelectorAll(".ja tr[data-p]")) {
            const facing = row.closest(".facing"), other = facing.querySelector(`.en tr[data-k="${row.dataset.k}"]`);
            const below = top(other.firstElementChild) - row.firstElementChild.getBoundingClientRect().bottom;
            const off = facing.classList.contains("stack") ? below : top(other.firstElementChild) - top(row.firstElementChild);
            if (Math.abs(off) > 1) wrong.push([row.textContent, off]);
        }
        return wrong;
    }""")
    assert not misplaced
    for place in range(0, page.locator(".n").count(), 97):
        page.locator(f".n[data-r='{place}']").click()
        page.locator(f".n[data-r='{place}']").press("ArrowDown")
        assert page.evaluate("""() => {
            const cell = document.querySelector(".n[aria-current=true]"), box = cell.getBoundingClientRect();
            return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest(".n") === cell;
        }"""), "neither a head nor the dock covers the chosen number"


def test_headings_stay_in_sight_when_a_wide_table_scrolls(page: Page, pages: Pages) -> None:
    page.set_viewport_size({"width": 420, "height": 900})
    opened(page, pages["sample-bilingual-quarter.txt"][1])
    hidden = page.evaluate("""() => [...document.querySelectorAll(".half, .facing")].map((box) => {
        box.scrollLeft = box.scrollWidth;
        const edge = box.getBoundingClientRect().left;
        return box.scrollLeft && [...box.querySelectorAll(".heading th span")].filter((label) => label.textContent && label.getBoundingClientRect().left < edge).length + 1;
    }).filter((found) => found > 0)""")
    assert hidden, "a table that scrolls"
    assert set(hidden) == {1}


def test_long_tables_keep_their_head(page: Page, pages: Pages) -> None:
    opened(page, pages["sample-bilingual-quarter.txt"][1])
    long = page.locator(".block[data-statement=balance_sheet] .half").last
    long.locator("tbody tr").nth(20).locator("th").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 500)")
    head, bar = long.locator("thead th").last.bounding_box(), page.locator(".filters").bounding_box()
    assert head
    assert bar
    assert -1 <= head["y"] - (bar["y"] + bar["height"]) < 120, "under the filters, or under the head of the Japanese rows"


def test_across_to_the_partner_by_arrow(page: Page, tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    opened(page, tmp_path / "out" / write_review(folder, "r1", [raw]))
    page.locator(".n[data-r='0']").click()
    page.keyboard.press("ArrowRight")
    assert chosen(page) == 4


def test_the_mouse_over_a_number_marks_its_partner_and_its_identities(page: Page, tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    opened(page, tmp_path / "out" / write_review(folder, "r1", [raw]))
    page.locator(".n[data-r='0']").hover()
    expect(page.locator(".n.partner")).to_have_attribute("data-r", "4")
    assert {one.get_attribute("data-r") for one in page.locator(".n.member").all()} == {"1", "2"}
    expect(page.locator("tr.near")).to_have_count(1)
    page.locator("h1").hover()
    expect(page.locator(".n.partner")).to_have_count(0)
    expect(page.locator("tr.near")).to_have_count(0)


def test_filters_leave_what_was_asked_for(page: Page, tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    opened(page, tmp_path / "out" / write_review(folder, "r1", [raw]))
    page.select_option("#f-verdict", "contradicted")
    expect(page.locator("tr[data-k]:not([hidden]) .n")).to_have_count(2)
    page.select_option("#f-verdict", "")
    page.fill("#f-text", "Connectivity")
    expect(page.locator("tr[data-k]:not([hidden]) .n")).to_have_count(2)
    page.fill("#f-text", "")
    page.select_option("#f-verdict", "inferred")
    expect(page.locator("tr[data-k]:not([hidden]) .n")).to_have_count(1)


def test_decisions_are_exported_applied_and_shown_again(page: Page, tmp_path: Path, taiyaku: Taiyaku) -> None:
    folder, raw = drop_release(tmp_path)
    opened(page, tmp_path / "out" / write_review(folder, "r1", [raw]))
    page.fill("#who", "A. Reader")
    page.locator(".n[data-r='2']").click()
    page.click("#proof [data-word=disputed]")
    page.click("#proof [aria-label$=pair] [data-word=rejected]")
    page.locator(".n[data-r='3']").click()
    page.click("#proof [aria-label$=concept] [data-word=accepted]")
    page.locator(".n[data-r='0']").click()
    page.click("#proof [aria-label$=proposal] [data-word=accepted]")
    expect(page.locator("#export-count")).to_have_text("4")
    with page.expect_download() as download:
        page.click("#export")
    file = tmp_path / "decisions.json"
    download.value.save_as(file)
    told = taiyaku("decide", file, "--out", tmp_path / "out")
    assert (told.returncode, told.stdout.split(" ")[0]) == (0, "4"), told.stderr
    assert "taiyaku glossary accept 23a0049e70 --by 'A. Reader'" in told.stdout.replace("\n", " ")
    again = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    again.goto((tmp_path / "out" / write_review(folder, "r1", [raw])).as_uri())
    expect(again.locator(".n[data-r='2']")).to_have_attribute("data-word", "disputed")
    again.locator(".n[data-r='2']").click()
    expect(again.locator("#proof .person").first).to_contain_text("disputed by A. Reader")
    expect(again.locator("#items .title", has_text="number disputed by A. Reader")).to_be_visible()
    expect(again.locator("#proof [aria-label$=pair] [data-word=rejected]")).to_have_attribute("aria-pressed", "true")
    again.context.close()


def test_hostile_text_is_inert(page: Page, tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    opened(page, tmp_path / "out" / write_review(folder, "r1", [raw]))
    for place in range(7):
        page.locator(f".n[data-r='{place}']").click()
    for _ in range(6):
        page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, #proof img, #place img").count() == 0
    expect(page.locator("h1")).to_contain_text("<script>window.hacked = true</script>")
    expect(page.locator(".half th", has_text="<img src=x").first).to_be_visible()


def test_a_policy_stops_scripts_that_are_not_the_pages(page: Page, tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    file = tmp_path / "out" / write_review(folder, "r1", [raw])
    text = file.read_text(encoding="utf-8").replace("</main>", "<script>window.hacked = true</script></main>")
    file.write_text(text, encoding="utf-8")
    fresh = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    fresh.goto(file.as_uri())
    assert fresh.evaluate("window.hacked") is None
    fresh.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, pages: Pages, tmp_path: Path, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip(f"{AXE} is missing: install npm, make test-browser then fetches it")
    folder, raw = drop_release(tmp_path)
    index = tmp_path / "out" / "index.html"
    index.write_text(render_index([[*ROW]]), encoding="utf-8")
    written = [pages[drop.name][1] for drop in DROPS if drop.name != "iij-2004-02-12.txt"]  # looks like the sample
    files = [tmp_path / "out" / write_review(folder, "r1", [raw]), *written, index]
    for file in files:
        for width in (1440, 800):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page = opened(context.new_page(), file)
            if page.locator("#items .item").count():
                page.keyboard.press("j")
            elif page.locator(".n").count():
                page.locator(".n").first.click()
            page.wait_for_timeout(300)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
            faults = [(one["id"], one["impact"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found if one["impact"] in BAD]
            assert not faults, f"{file.name} at {width} {scheme}: {faults}"
            context.close()


BAD = ("serious", "critical")
ROW = ("r1", "3774", "見本 Sample", "2004-02-12", "FY2003-Q3", "normalized", 100, 90, 5, 3, 2, 1, 4, "", True, "abc")


@REAL
@pytest.mark.parametrize("name", [drop.name for drop in DROPS])
def test_pages_are_small(pages: Pages, name: str) -> None:
    assert pages[name][1].stat().st_size < LARGEST_PAGE, "`python -m bench review_page` measures their speed"


def test_the_index_sorts_and_searches_ten_thousand_releases(page: Page, tmp_path: Path) -> None:
    rows = []
    for number in range(10_000):
        row = dict(zip(FIELDS, ROW, strict=True))
        row |= {
            "release": f"release-{number:05}",
            "announced": f"{1990 + number % 30}-01-{1 + number % 28:02}",
            "readings": number,
            "page": True,
        }
        if number % 100 == 7:
            row |= {"status": "quarantined", "reason": "no_table: text but no table of numbers", "readings": 0}
        rows.append([row[name] for name in FIELDS])
    file = tmp_path / "index.html"
    file.write_text(render_index(rows), encoding="utf-8")
    opened(page, file)
    page.fill("#q", "release-00042")
    expect(page.locator("#rows td:first-child:not(.gap)")).to_have_text(["release-00042"])
    page.fill("#q", "")
    page.click("th[data-key=readings] button")
    expect(page.locator("#rows tr:not([aria-hidden]) td").first).to_have_text("release-09999")
    page.select_option("#only", "quarantined")
    expect(page.locator("#count")).to_have_text("100 shown")
    expect(page.locator("#rows tr.quarantined td").last).to_contain_text("no_table")


def test_decision_files_name_their_format(page: Page, tmp_path: Path) -> None:
    folder, raw = drop_release(tmp_path)
    opened(page, tmp_path / "out" / write_review(folder, "r1", [raw]))
    page.locator(".n[data-r='2']").click()
    page.keyboard.press("c")
    with page.expect_download() as download:
        page.click("#export")
    given = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert given["decisions"][0]["place"]["printed"] == "9,633"
    assert given["format"] == "taiyaku-decisions-1"
