"""The texts over one column to what they say of it: period, unit, measure, scenario, and the words that are none of these."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from parsers.frame.drafts import MONEY, Draft, apply_word
from parsers.periods.days import MONTH_EN
from parsers.text.scan import FrameWord
from parsers.text.scanner import Scanner
from parsers.words.label_texts import clean_label
from parsers.words.marks import unmarked

FILLER = regex.compile(
    rf"""[\W\d_]++ | \b(?:three|six|nine|twelve)[\s-]*+months?\b | \b{MONTH_EN}\b
      | \b(?:comparison|amounts?|and|of|the|in|for|to|on|as|at|ended|ending|months?|notes?)\b | 比較|金額|単位|の|第\d++期|回次
      | [直当前]*+(?:第\d)?(?:四半期|中間)?(?:連結)?(?:累計|会計)(?:期間|年度)""",
    regex.IGNORECASE | regex.VERBOSE,
)


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
    behind = [note for text in texts if regex.search(r".[(（\[]", text) and (note := scanner(text).note) is not None]
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
    if draft.unit in MONEY and draft.scale in (None, 1) and (item := _per_share(texts, scanner)) is not None:
        draft.unit = f"{draft.unit}/{item}"
    draft.members = members_of(texts, words, scanner)


def _per_share(texts: Sequence[str], scanner: Scanner) -> str | None:
    """`share` or `ADS` where a header text names an amount for each of them (1株当たり配当額（円）)."""
    units = [scanner(text).label_unit or "" for text in texts]
    return next((unit.partition("/")[2] for unit in units if "/" in unit), None)


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
        if FILLER.sub("", left) and scanner(text).note is None:
            members.append(clean_label(text)[0])
    return members
