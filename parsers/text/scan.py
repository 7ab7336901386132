"""The words of a table's frame in a header, a caption or a stub: periods, units, measures, comparisons, scenario, scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import regex

from parsers.periods.mentions import Mention
from parsers.words.patterns import compiled
from parsers.words.units import BEGINNING, PHRASE, parse_unit_note
from parsers.words.vocabulary import ListedWord, alternation, as_listed, words_of
from parsers.words.widths import fold_widths

WordKind = Literal["period", "unit", "measure", "comparison", "scenario", "scope"]


@dataclass(frozen=True, slots=True)
class FrameWord:
    """A word of the frame and what it says; the fields of other kinds are None."""

    kind: WordKind
    start: int
    end: int
    text: str
    period: Mention | None = None
    unit: str | None = None
    scale: Decimal | None = None
    measure: str | None = None
    """Also of a comparison: the change that the columns under the spanner print."""
    scenario: str | None = None
    scope: str | None = None


_LISTED = ("measure", "comparison", "scenario", "scope")
_WORDS = words_of(*_LISTED)
_MEANING: dict[str, ListedWord] = {}
for _word in reversed(_WORDS):
    _MEANING[_word.text] = _word

# 増減 inside a line item (受取手形の増減額), 連結 inside 連結子会社, 計画 inside 計画的: words of the frame stand alone.
_LISTED_WORD = compiled(
    rf"(?<mark>\(\s?)?+ (?P<word>{alternation(_WORDS)}) (?(mark)\s?\))?+ (?:\s?\(\s?%\s?\)|\s?%(?![a-z\s]*of))?+", regex.VERBOSE | regex.IGNORECASE
)
_UNIT_WORD = compiled(
    rf"""
    (?: (?P<open>\(\s?)?+ {PHRASE} (?(open)\s?\)) )
    (?: \s? \( \s? (?:(?:notes?|注)\.?\s?)?+ (?:[0-9]{{1,2}}|(?<=[e注]|notes)) (?:\s?(?:,|and|&)\s?[0-9]{{1,2}})?+ \s? \) )?+
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_JAPANESE = compiled(r"[\p{Han}\p{Katakana}\p{Hiragana}ー]")


def scan_frame(text: str, periods: Iterable[Mention], reported_months: int | None = None, term_months: int = 12) -> tuple[FrameWord, ...]:
    """The words of the frame in a text, the periods that it names among them, left to right, none overlapping; spans are
    offsets in the text as given.

    In a release on a whole year (reported_months 12) 前期比 and its like compare years, of an entity whose terms are half-years those,
    elsewhere quarters.

    >>> [(w.kind, w.unit or w.measure or w.text) for w in scan_frame("USD (1) JPY % 前期比", ())]
    [('unit', 'USD'), ('unit', 'JPY'), ('unit', 'pure'), ('measure', 'change_qoq')]
    """
    folded = fold_widths(text)
    found = [
        *_find_listed(folded, reported_months, term_months),
        *_find_units(folded),
        *(FrameWord("period", mention.start, mention.end, mention.text, period=mention) for mention in periods),
    ]
    chosen: list[FrameWord] = []
    for word in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or word.start >= chosen[-1].end:
            printed = text[word.start : word.end]
            chosen.append(word if word.text == printed else replace(word, text=printed))
    return tuple(word for word in chosen if not _needs_company(word) or _touches_frame_only(word, chosen, folded))


def _needs_company(word: FrameWord) -> bool:
    """Whether the word is one of the frame only beside others of the frame, as `Results` and `Changes` are."""
    listed = _MEANING.get(as_listed(fold_widths(word.text), _MEANING))
    return listed is not None and listed.note == "alone"


_LETTERS_BEFORE = compiled(r"[A-Za-z&'][\s,/]*$")
_LETTERS_BEHIND = compiled(r"[\s,/]*[A-Za-z&']")


def _touches_frame_only(word: FrameWord, chosen: list[FrameWord], folded: str) -> bool:
    """Whether the word's neighbours are other words of the frame, brackets, numbers or the ends of the text."""
    place = chosen.index(word)
    before = chosen[place - 1].end if place else 0
    behind = chosen[place + 1].start if place + 1 < len(chosen) else len(folded)
    return not _LETTERS_BEFORE.search(folded[before : word.start]) and not _LETTERS_BEHIND.match(folded[word.end : behind])


def _find_listed(folded: str, reported_months: int | None, term_months: int) -> Iterator[FrameWord]:
    """Measures, comparisons, scenarios and scopes by words.tsv."""
    place = 0
    while found := _LISTED_WORD.search(folded, place):
        word = _MEANING[as_listed(found["word"], _MEANING)]
        start, end = found.span()
        place = max(end, place + 1)
        if _stands_alone(folded, found.start("word"), found.end("word"), word):
            value = word.value
            if word.note == "previous period" and (term_months == 6 or reported_months == 12):
                value = value.replace("qoq", "other" if term_months == 6 else "yoy")
            yield _listed(word.kind, start, end, folded[start:end], value)
        else:
            place = found.start("word") + 1


def _listed(kind: str, start: int, end: int, text: str, value: str) -> FrameWord:
    if kind == "measure":
        return FrameWord("measure", start, end, text, measure=value)
    if kind == "comparison":
        return FrameWord("comparison", start, end, text, measure=value)
    if kind == "scenario":
        return FrameWord("scenario", start, end, text, scenario=value)
    return FrameWord("scope", start, end, text, scope=value)


def _stands_alone(folded: str, start: int, end: int, word: ListedWord) -> bool:
    """Whether the word is not part of a longer one: no Japanese character goes on before or behind it.

    Scope words may lead a compound (連結経営成績); a scenario may end one (業績予想) or follow a period (通期予想).
    """
    before, behind = folded[start - 1 : start], folded[end : end + 1]
    if word.lang == "en":
        return True
    goes_on = bool(_JAPANESE.match(behind)) and behind != "の"
    if word.kind == "scope":
        # 連結子会社 is a kind of company; 連結損益計算書 is a statement of the group.
        return not folded.startswith(("子会社", "会社", "調整", "範囲", "会計", "累計"), end)
    if word.kind == "scenario":
        return not goes_on or folded.startswith(("値", "数値"), end)
    # 売上高の前年同期比 is a measure, 受取手形の増減額 a line item.
    joined = bool(_JAPANESE.match(before)) and before not in ("は期末" if word.value.startswith("difference") else "はの期間末")
    return not goes_on and not joined


def _find_units(folded: str) -> Iterator[FrameWord]:
    """JPY, USD (1), 百万円, `Millions of yen`, % ... that stand alone."""
    end = 0
    for place in BEGINNING.finditer(folded):
        found = _unit_at(folded, place.start()) if place.start() >= end else None
        if found is None:
            continue
        start, end = found.span()
        if not _alone(folded, start, end):
            continue
        note = parse_unit_note(found[0])
        if note is not None and note.unit is not None:
            yield FrameWord("unit", start, end, found[0], unit=note.unit, scale=note.scale)


def _unit_at(folded: str, place: int) -> regex.Match[str] | None:
    """The unit that begins at a place, with the bracket before it where that one closes behind it."""
    bracket = len(folded[:place].rstrip()) - 1
    within = _UNIT_WORD.match(folded, bracket) if place - 2 <= bracket and folded[bracket : bracket + 1] == "(" else None
    return within or _UNIT_WORD.match(folded, place)


def _alone(folded: str, start: int, end: int) -> bool:
    """Whether no letter, digit or Japanese character touches the unit: not 100円, 円建, 株主, 店舗."""
    before, behind = folded[start - 1 : start], folded[end : end + 1]
    if folded[start] == "(" and folded[end - 1] == ")":
        return True
    return not (before and (before.isalnum() or before in ".,")) and not (behind and (behind.isalnum() or _JAPANESE.match(behind)))
