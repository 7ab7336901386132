"""A release of the store to its page: one HTML file that needs nothing else, opens from disk and asks the network for nothing.

All text of documents passes Jinja's autoescape or, for what the page's script shows, a JSON block that is written by `textContent` alone; the
content security policy allows no script and no style but the two that stand in the file, by their digests.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.review.decisions import Decision, read_decisions
from flows.review.equations import write_identity
from flows.review.facing import differing_readings, stored_to_blocks
from flows.review.heads import period_text
from flows.review.look import KINDS, count_kinds, stored_to_items
from flows.review.objections import occurrences, words_to_items
from flows.review.originals import Original, originals_lost, read_sources
from flows.review.pictures import HEIGHT, WIDTH, coverages, facts_of_entity, shorten, size_lines, trend_panels
from flows.review.proposed import open_proposals, proposal_places, proposals_to_items
from flows.review.stored import Row, Stored, read_stored
from flows.review.words_behind import interned
from flows.store.folders import Folder
from glossary.proposing.proposals import Proposal

FOLDER = "review"
"""Pages stand in `OUT/review/<release_id>.html`, the index beside them."""
SCRIPTS = ("data", "tables", "arrange", "place", "proof", "decisions", "walk", "filters", "keys")
"""Parts of the page's script."""
READING_FIELDS = (
    "id", "document", "table", "row", "column", "page", "line", "bbox", "verdict", "printed", "nth", "label", "value", "unit", "decimals",
    "measure", "period", "compared", "language", "placement", "proofs", "differs", "fact", "words",
)  # fmt: skip
FACT_FIELDS = ("concept", "status", "agreement", "members", "scenario", "scope", "label_ja", "label_en", "verdict", "value", "fiscal_period")


def write_review(folder: Folder, release_id: str, places: Iterable[Path] = (), lost: str = "") -> str:
    """Writes a release's page and gives its name in the folder; `places`: where its documents may still be; `lost`: why they are not shown.

    Raises UsageError where there is no such release, OutputError where the folder cannot be written.
    """
    stored = read_stored(folder, release_id)
    sources = originals_lost(stored, lost) if lost else read_sources(stored, places)
    decisions = [decision for document in stored.release["documents"] for decision in read_decisions(folder, document["sha256"])]
    name = page_name(release_id)
    page = render_page(stored, sources, decisions, facts_of_entity(folder, stored), open_proposals(folder, stored))
    folder.write(name, page.encode())
    return name


def page_name(release_id: str) -> str:
    """Where the page of a release stands; one that is called like the index gets another name.

    >>> page_name("iij-2004"), page_name("index"), page_name("Index~")
    ('review/iij-2004.html', 'review/index~.html', 'review/Index~~.html')
    """
    apart = "~" if release_id.casefold().rstrip("~") == "index" else ""
    return f"{FOLDER}/{release_id}{apart}.html"


def render_page(
    stored: Stored, sources: Iterable[Original], decisions: Iterable[Decision], facts: list[Row], proposals: tuple[Proposal, ...] = ()
) -> str:
    """The page as text; facts: of all releases of the entity, for the trend; proposals: what the release's numbers propose to the glossary."""
    shown = tuple(sources)
    given = tuple(decisions)
    order = list(KINDS)
    items = [*stored_to_items(stored), *words_to_items(stored, given), *proposals_to_items(stored, proposals)]
    items.sort(key=lambda item: order.index(item.kind))
    blocks = stored_to_blocks(stored)
    bilingual = any(block.ja and block.en for block in blocks)
    return render(
        "page",
        SCRIPTS,
        release=stored.release,
        blocks=blocks,
        items=items,
        kinds=KINDS,
        counts=count_kinds(items),
        statements=sorted({block.statement for block in blocks}),
        widest=max((block.width for block in blocks), default=1),
        longest=max((len(block.rows) for block in blocks if block.ja and block.en), default=0),
        heights=sorted({len(block.rows) for block in blocks}),
        panels=trend_panels(stored, facts),
        panel_width=WIDTH,
        panel_height=HEIGHT,
        sizes=size_lines(stored),
        coverages=coverages(stored),
        bilingual=bilingual,
        notes=[source.note for source in shown if source.note],
        data=page_data(stored, items, given) | {"proposals": proposal_rows(stored, proposals)},
        pictures={f"{source.document}.{page}": asdict(picture) for source in shown for page, picture in sorted(source.pages.items())},
        lines={source.document: source.lines for source in shown if source.lines},
    )


def page_data(stored: Stored, items: Iterable[Any], decisions: Iterable[Decision]) -> dict[str, Any]:
    """What the page's script needs: rows as lists, with the names of their fields said once."""
    by_id, index = {reading["reading_id"]: reading for reading in stored.readings}, stored.index
    fact_of = {reading_id: place for place, fact in enumerate(stored.facts) for reading_id in fact["reading_ids"]}
    differing = differing_readings(stored.checks)
    nth = occurrences(stored.readings)
    said, words = interned(stored.readings)
    prefix = len(stored.release_id) + 1
    return {
        "release": stored.release_id,
        "documents": stored.release["documents"],
        "reading_fields": READING_FIELDS,
        "readings": [[*reading_row(reading, nth[place], fact_of, differing, prefix), words[place]] for place, reading in enumerate(stored.readings)],
        "words": said,
        "fact_fields": FACT_FIELDS,
        "facts": [fact_row(fact) for fact in stored.facts],
        "checks": [check_row(check, by_id, index) for check in stored.checks],
        "pairs": [pair_row(pair) for pair in stored.alignments],
        "items": [[item.kind, list(item.places), item.document, item.page, item.line] for item in items],
        "decisions": [asdict(decision) for decision in decisions],
    }


def reading_row(reading: Row, nth: int, fact_of: dict[str, int], differing: frozenset[str], prefix: int) -> list[Any]:
    box = reading["bbox"]
    return [
        reading["reading_id"][prefix:], reading["document"], reading["table"], reading["row"], reading["column"], reading["page"], reading["line"],
        [round(edge, 1) for edge in box] if box else None, reading["verdict"], reading["printed"], nth, " › ".join(reading["label_path"]),
        plain_number(reading["value"]), reading["unit"], reading["decimals"], reading["measure"], period_text(reading),
        str(reading["compared_end"] or ""), reading["language"], reading["placement"], reading["proofs"], reading["reading_id"] in differing,
        fact_of.get(reading["reading_id"]),
    ]  # fmt: skip


def check_row(check: Row, by_id: Mapping[str, Row], index: Mapping[str, int]) -> list[Any]:
    members = [index[one] for one in check["reading_ids"] if one in index]
    return [check["kind"], check["verdict"], members, write_identity(check, by_id), check["note"]]


def fact_row(fact: Row) -> list[Any]:
    labels = (named(fact[f"label_{language}"], fact[f"label_{language}_source"]) for language in ("ja", "en"))
    head = (fact[name] for name in ("concept", "concept_status", "agreement"))
    members = ", ".join(fact["members"])
    return [*head, members, fact["scenario"], fact["scope"], *labels, fact["verdict"], plain_number(fact["value"]), fact["fiscal_period"] or ""]


def named(label: str | None, source: str | None) -> str:
    """A label, with the word for one that is not printed in the release."""
    return "" if label is None else f"{label} (glossary)" if source == "glossary" else label


def pair_row(pair: Row) -> list[Any]:
    sides = (pair[f"{language}_{part}"] for language in ("ja", "en") for part in ("document", "table", "row", "label"))
    cells = (pair["cells_compared"], pair["cells_equal"])
    return [*sides, pair["concept"], pair["method"], round(pair["score"], 3), *cells, pair["status"], bool(pair["scale_twin"])]


def proposal_rows(stored: Stored, proposals: Iterable[Proposal]) -> list[list[Any]]:
    """Those whose rows stand on the page: id, concept, the first readings of the two rows, the two labels."""
    placed = ((one, proposal_places(stored, one)) for one in proposals)
    return [[one.proposal, one.concept, *places, one.ja_label, one.en_label] for one, places in placed if places]


def plain_number(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():,f}"


@cache
def environment() -> Environment:
    loader = PackageLoader("flows.review", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.filters["shorten"] = shorten
    made.filters["words"] = lambda text: text.replace("_", " ")
    return made


def render(name: str, scripts: Iterable[str], **values: Any) -> str:
    """A template with its own style and script inlined and named in the policy by their digests; the scripts share one scope, in their order."""
    made = environment()
    style = made.get_template(f"{name}/{name}.css").render(**values)
    sources = (made.loader.get_source(made, f"{name}/{script}.js")[0] for script in scripts)  # type: ignore[union-attr]
    script = '"use strict";\n(() => {\n' + "".join(sources) + "})();\n"
    digests = {"style_digest": digest(style), "script_digest": digest(script)}
    return made.get_template(f"{name}/{name}.html").render(style=style, script=script, **digests, **values)


def digest(text: str) -> str:
    """As a content security policy writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
