"""The header of a grid: a text belongs to the columns it covers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from parsers.frame.captions import FOR_ALL_COLUMNS
from parsers.frame.drafts import MONEY, Draft, apply_word
from parsers.page.joining import join_header
from parsers.page.lines import unmarked
from parsers.periods.days import MONTH_EN
from parsers.tables.blocks import Block, HeaderCell
from parsers.tables.labels import clean_label
from parsers.text.scan import FrameWord
from parsers.text.scanner import Scanner
from parsers.words.label_units import parse_label_unit
from parsers.words.units import parse_unit_note

FILLER = regex.compile(
    rf"""[\W\d_]++ | \b(?:three|six|nine|twelve)[\s-]*+months?\b | \b{MONTH_EN}\b
      | \b(?:comparison|amounts?|and|of|the|in|for|to|on|as|at|ended|ending|months?|notes?)\b | 比較|金額|単位|の|第\d++期|回次""",
    regex.IGNORECASE | regex.VERBOSE,
)


def grid_draft(block: Block, place: int, percent: bool, whole: bool, scanner: Scanner) -> Draft:
    texts = column_texts(block.header_cells, place, scanner)
    draft = Draft(percent, whole, header=list(dict.fromkeys(texts)))
    apply_texts(draft, texts, scanner)
    return draft


def apply_texts(draft: Draft, texts: Sequence[str], scanner: Scanner) -> None:
    """The texts over a column, outermost first, to what they say of it."""
    texts = [unmarked(text).strip() for text in texts]
    words = scanner(" ".join(texts)).words
    for word in words:
        if word.kind != "unit" or _stands_alone(word, texts, scanner):
            apply_word(draft, word)
    if draft.measure is None:
        for text in texts:  # "Change" over "Amount": each is a word of the frame by itself
            for word in scanner(text).words:
                if word.kind == "measure":
                    apply_word(draft, word)
    behind = [note for text in texts if regex.search(r".[(（\[]", text) and (note := parse_unit_note(text)) is not None]
    if len({note.unit for note in behind} - {None, "pure"}) > 1:
        draft.unit, draft.scale = "unknown", Decimal(1)  # two lines of one header, each for rows of its own: 株式数（株） over 計上額（百万円）
    elif draft.unit is None and behind:
        draft.unit, draft.scale = behind[-1].unit, behind[-1].scale
    if draft.unit is None:
        alone = [
            found[0] for text in texts if len(found := scanner(text).words) == 1 and found[0].kind == "unit" and _stands_alone(found[0], [text], scanner)
        ]
        if alone:
            apply_word(draft, alone[-1])
    if draft.unit in MONEY and draft.scale in (None, 1) and (item := _per_share(texts)) is not None:
        draft.unit = f"{draft.unit}/{item}"
    draft.members = members_of(texts, words, scanner)


def _per_share(texts: Sequence[str]) -> str | None:
    """`share` or `ADS` where a header text names an amount for each of them (1株当たり配当額（円）)."""
    units = [parse_label_unit(text) or "" for text in texts]
    return next((unit.partition("/")[2] for unit in units if "/" in unit), None)


def column_texts(header: Sequence[Sequence[HeaderCell]], place: int, scanner: Scanner) -> list[str]:
    """The header texts over a grid column, outermost first; lines of one text (over the same columns) put together."""
    cells = [cell for line in header for cell in line if cell.x0 <= place < cell.x1]
    texts: list[str] = []
    for at, cell in enumerate(cells):
        if at and (cells[at - 1].x0, cells[at - 1].x1) == (cell.x0, cell.x1) and _is_words(texts[-1], scanner) and _is_words(cell.text, scanner):
            texts[-1] = join_header(texts[-1], cell.text)
        else:
            texts.append(cell.text)
    return texts


def _is_words(text: str, scanner: Scanner) -> bool:
    """No unit, date or measure of its own: a piece of a name."""
    words = scanner(text).words
    note = parse_unit_note(f"({text})")
    return not any((word.kind in ("period", "measure") and not (word.period and word.period.kind in FOR_ALL_COLUMNS)) or word.unit in (*MONEY, "pure") for word in words) and (
        note is None or note.unit not in (*MONEY, "pure", None)
    )


def _stands_alone(word: FrameWord, texts: Sequence[str], scanner: Scanner) -> bool:
    """Is a unit word the whole of its header text ("¥ million"), not a word in a name ("earnings per share")?"""
    start, under = 0, []
    for text in texts:
        if start < word.end and word.start < start + len(text):
            under.append(text)
        start += len(text) + 1
    text = " ".join(under)
    rest = regex.sub(r"[\W\d_]++", "", text.replace(word.text.strip(), "", 1))
    return not rest or text.lstrip()[:1] in "(（" or bool(scanner(rest).words)


def members_of(texts: Sequence[str], words: Sequence[FrameWord], scanner: Scanner) -> list[str]:
    """Header texts that are neither period, unit nor measure."""
    members = []
    offset = 0
    for text in texts:
        kept = list(text)
        for word in words:
            if word.kind == "unit" and not _stands_alone(word, texts, scanner):
                continue
            for at in range(max(word.start, offset), min(word.end, offset + len(text))):
                kept[at - offset] = " "
        offset += len(text) + 1
        left = "".join(kept).strip()
        if any(word.kind == "measure" and word.end - word.start >= len(text.strip()) for word in scanner(text.strip()).words):
            continue
        if FILLER.sub("", left) and parse_unit_note(text) is None:
            members.append(clean_label(text)[0])
    return members
