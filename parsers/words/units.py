"""Units and scales as captions, headers and cells print them: (JPY in millions), （単位：千円）, KJPY, 円/ドル.

A unit phrase is a scale and a unit in either order, per another unit or not; a note is a list of such phrases, with words
around them that say nothing more. The words stand in words.tsv; this is how they go together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from parsers.words.patterns import compiled
from parsers.words.vocabulary import alternation, as_listed, words_of
from parsers.words.widths import fold_widths


@dataclass(frozen=True, slots=True)
class UnitNote:
    """What a caption, a column header or the bracket of a label says of units."""

    unit: str | None
    """The one unit named; None where none is or where several are, and the column decides."""
    scale: Decimal | None
    """The one scale; 1 where a unit stands without a scale word; None where the units differ in it or nothing is said."""
    scales: tuple[tuple[str, Decimal], ...] = ()
    """For each unit named, in order: (("JPY", 1000), ("USD", 1000))."""


ONE = Decimal(1)
PURE = "pure"
MONEY_WORDS, COUNTER_WORDS, SCALE_WORDS = words_of("money"), words_of("counter"), words_of("scale")
_RATE_WORDS, _NOTED_WORDS, _LETTER_WORDS = words_of("rate"), words_of("noted"), words_of("letter")
CURRENCIES = frozenset(word.value for word in MONEY_WORDS)
_UNIT_OF = {word.text: word.value for word in (*_NOTED_WORDS, *COUNTER_WORDS, *MONEY_WORDS)}
_RATE_OF = {word.text: Decimal(word.value) for word in _RATE_WORDS}
_SCALE_OF = {word.text: Decimal(word.value) for word in (*_LETTER_WORDS, *SCALE_WORDS)}
_SINGULAR = {"shares": "share", "companies": "company", "ADS": "ADS", "pure": "pure"}

MONEY, COUNTER, RATE = alternation(MONEY_WORDS), alternation(COUNTER_WORDS), alternation(_RATE_WORDS)
_POWER = r"(?<![\d,.]) 10{1,5} (?![\d,.]) (?=\s?(?:[kmb](?![a-z])|thousand|mil|bil)) | (?<![\d,.]) 1,?0{3} (?=\s?(?:yen|jpy|円|¥|us\$|usd|u\.s\.))"
"""A power of ten in figures: 100 million yen, JPY 100M, 1,000 yen."""
SCALE = rf"(?: (?<![\d,.]) (?:(?:{_POWER}) \s?)?+ {alternation(SCALE_WORDS)} | {_POWER} )"
_LETTER = alternation(_LETTER_WORDS)

# ---------------------------------------------------------------------------------------------------------------------
# One unit phrase, for texts that hold other words as well

_SINGLES = tuple(word for word in COUNTER_WORDS if word.lang != "any" or len(word.text) > 1)
"""Counters that are words of their own in a header; `t` is one only within a note."""
_SINGLE = alternation(_SINGLES)
_BASE = rf"(?: {MONEY} | {_SINGLE} | 口 )"
_OF_LETTER = r"(?: [kmb] \s? (?:jpy|usd|eur|gbp|cny|rmb|yen|¥|us\$|\$|€|£)(?![a-z]) )"
PHRASE = rf"""
    (?: (?:in\s)? {SCALE} \s? (?:of\s|in\s)? (?:{MONEY}|{_SINGLE})
      | (?<![a-z]) {_OF_LETTER}
      | 円\s?[-・]?\s?銭
      | {MONEY} \s?,?\s? \(? (?:in\s)? {SCALE} \)? (?! \s?(?:of\s)? (?:{MONEY}|{_SINGLE}) )
      | {MONEY} \s?'? [kmb](?![a-z])
      | {_SINGLE} \s (?:in\s)? {SCALE} (?! \s?(?:of\s)? (?:{MONEY}|{_SINGLE}) )
      | (?:{MONEY}|{_SINGLE}) | %
      | in \s {SCALE} )
    (?: (?: \s?/\s? | \s per \s ) {_BASE} )?
"""
_WORDS = (*MONEY_WORDS, *_SINGLES, *SCALE_WORDS)
_FIRST = "".join(sorted({re.escape(word.text[0]) for word in _WORDS} | set("kmbi1%口")))
BEGINNING = re.compile(rf"(?=[{_FIRST}]) (?: {alternation(_WORDS)} | (?<![a-z]) (?: in\s | {_OF_LETTER} ) | [%口] | 1,?0 )", re.VERBOSE | re.IGNORECASE)
"""Where a phrase may begin. `regex` tries every alternative at every letter; `re` finds these few places ten times sooner."""

# ---------------------------------------------------------------------------------------------------------------------
# A note: nothing but phrases and words around them

_PIECE = compiled(
    rf"""
    (?P<role> (?! {SCALE}? (?:{MONEY}|{COUNTER}) \s?[:は]) [\p{{Han}}\p{{Katakana}}ー]{{1,10}}+ \s?[:は] )
  | (?P<letter> (?<![a-z]) [kmb] (?=\s?(?:jpy|usd|eur|gbp|cny|rmb|yen|¥|us\$|\$|€|£)) | (?<=[¥$€£\d'\s]|jpy|usd|eur|gbp|cny|rmb) [kmb](?![a-z]) )
  | (?P<note> \( \s? (?:\*|注|notes?\.?)?\s?[0-9]{{1,2}} (?:\s?(?:,|and|&)\s?[0-9]{{1,2}})?+ \s? \) | \( \s? (?:注|notes?) \s? \) )
  | (?P<power>{_POWER})
  | (?P<scale> (?<![\d,.]) {alternation(SCALE_WORDS)})
  | (?P<per> / | (?<![a-z]) per (?![a-z]) )
  | (?P<money> (?:{MONEY} | (?<=(?<![a-z])[kmb]) (?:jpy|usd|eur|gbp|cny|rmb)(?![a-z])) )
  | (?P<counter> {COUNTER} )
  | (?P<rate> {RATE} )
  | (?P<sen> 銭 )
  | (?P<noted> {alternation(_NOTED_WORDS)} )
  | (?P<and> 及び | および | 並びに | ならびに | 又は | または | [&と] | (?<![a-z])(?:and|or)(?![a-z]) )
  | (?P<glue> \s++ | (?<![a-z])(?:in|of|units|the)(?![a-z]) | [=*'-] )
  | (?P<filler> 単位 | 金額 | 表示 | ベース | 税[抜込] | 連結 | 個別 | 単体 | 未監査
      | (?<![a-z])(?:units?|amounts?|figures?|numbers?|values?|stated|expressed|presented|reported|shown|all|are|is|japanese|u\.s\.|us|currency
          |consolidated|unaudited|audited|basis|unit\sof\smeasure)(?![a-z])
      | [:,、・;.()\[\]<>【】〔〕{{}}] )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# What follows says where the unit does not hold, what brackets are for, or how digits are truncated: none is a unit.
_EXCEPTION = compiled(
    r"[,、;(]? \s* (?: (?<![a-z])(?:except|excluding|other\sthan|unless)(?![a-z]) .* | (?:ただし|但し) .*"
    r" | [^,、。;]* (?:を除く|除き|のない限り|のない場合) .* )", regex.VERBOSE | regex.IGNORECASE
)
_ASIDE = compiled(
    r"[,、;]? \s* (?: (?:[(][^()]*[)]|カッコ|かっこ|括弧|\[\s?\]|【\s?】) 内 .* | (?<![a-z])(?:figures|amounts|numbers)\sin\s(?:parenthes[ei]s|brackets) .* )",
    regex.VERBOSE | regex.IGNORECASE,
)
_ROUNDING = compiled(
    r"[^,、。;()\s]* (?: 未満 | 切捨 | 切り捨て | 四捨五入 | 端数 ) [^,、。;()]*"
    r" | [^,、。;()]* (?: (?<![a-z])(?:rounded|rounding|truncated|fractions?|omitted|less\sthan) ) [^,、。;()]*", regex.VERBOSE | regex.IGNORECASE
)
# One of these stands in every exception, aside and rule of rounding: without any, nothing is looked for.
_QUALIFIERS = (
    "except", "excluding", "than", "unless", "ただし", "但し", "除", "のない", "内", "parenthes", "brackets", "未満", "切捨", "切り捨て", "四捨五入", "端数",
    "round", "truncat", "fraction", "omitted",
)  # fmt: skip
_BRACKETED = compiled(r"(?<!日\s?) [(\[<] (?P<inside> [^()\[\]<>]* (?: \([^()]*\) [^()\[\]<>]* )* ) [)\]>]", regex.VERBOSE)
"""A bracket; the one behind a day is that of its weekday."""
_UNIT_CLAUSE = compiled(r"""
    (?: 単位 \s? [:は]? | (?<![a-z])units?\s?: ) \s* (?P<inside> [^()\[\]]+ (?: \([^()]*\) )? ) $
    """, regex.VERBOSE | regex.IGNORECASE)
_PLACE = compiled(r"\s* [(\[<【]* \s* (?: (?:金額)?単位 | units?\s?: | units?\s+of\s+measure )", regex.VERBOSE | regex.IGNORECASE)
"""Behind these words a unit is expected."""
_STRANGER = compiled(
    rf"(?: (?:金額)?単位 \s? [:は]? | units?\s?: ) \s* (?P<scale>{alternation(SCALE_WORDS)})?+ \s? (?P<unit> [\p{{Han}}\p{{Katakana}}ー]{{1,6}} | [a-z]{{2,12}} )",
    regex.VERBOSE | regex.IGNORECASE,
)
_GENERAL = compiled(rf"(?: のない(?:限り|場合) | unless\sotherwise ) .*? (?P<phrase>{PHRASE}) | (?P<phrase>{PHRASE}) [^。.]*? unless\sotherwise", regex.VERBOSE | regex.IGNORECASE)


def parse_unit_note(text: str) -> UnitNote | None:
    """The unit and scale of a caption, or of the bracket in it that says nothing else; None where there is none.

    Several notes in one text that do not agree are None as well.

    >>> parse_unit_note("(JPY in millions)")
    UnitNote(unit='JPY', scale=Decimal('1000000'), scales=(('JPY', Decimal('1000000')),))
    >>> parse_unit_note("JPY/千円単位、USD/千米ドル単位").scales
    (('JPY', Decimal('1000')), ('USD', Decimal('1000')))
    >>> parse_unit_note("百万円未満切捨て")
    """
    folded = fold_widths(text).strip()
    if note := _parse_note(folded, noted=folded[:1] in "([<【" or _PLACE.match(folded) is not None):
        return note
    inside = [found["inside"] for found in _BRACKETED.finditer(folded)] + [found["inside"] for found in _UNIT_CLAUSE.finditer(folded)]
    notes = dict.fromkeys(note for piece in inside if (note := _parse_note(piece, noted=True)))
    return next(iter(notes)) if len(notes) == 1 else None


def find_general_unit(text: str) -> str:
    """The unit, as printed, of all that says no other: "unless otherwise stated, amounts are in millions of yen"; "" without one.

    >>> find_general_unit("金額の単位は、特に記載のない限り百万円です。")
    '百万円'
    """
    folded = fold_widths(text)
    if "のない" not in folded and "otherwise" not in folded.casefold():
        return ""
    found = _GENERAL.search(folded)
    return found["phrase"].strip() if found else ""


def _parse_note(note: str, *, noted: bool) -> UnitNote | None:
    """The unit of a text that holds nothing but unit words; None where any other word stands in it.

    noted: is a unit expected here (a bracket, behind 単位), so that years and pieces are units too?
    """
    if len(note) > 200:
        return None
    if any(map(note.casefold().__contains__, _QUALIFIERS)):
        note = _ROUNDING.sub("", _ASIDE.sub("", _EXCEPTION.sub("", note)))
    pieces = _cut(note, noted=noted)
    if pieces is None:
        return _strange_counter(note.strip("()[]<>【】 "))
    return _phrases_to_note(tuple(_phrases(pieces)))


def _cut(note: str, *, noted: bool) -> list[regex.Match[str]] | None:
    """The note as unit words, scales and fillers; None where something else is left."""
    pieces: list[regex.Match[str]] = []
    place = 0
    while place < len(note):
        piece = _PIECE.match(note, place)
        if piece is None or (piece.lastgroup == "noted" and not noted):
            return None
        pieces.append(piece)
        place = piece.end()
    return pieces


def _strange_counter(note: str) -> UnitNote | None:
    """A counter that words.tsv does not know, where the text says that a unit follows: as printed, without 数 (契約数: 契約)."""
    found = _STRANGER.fullmatch(note)
    if found is None:
        return None
    scale = _SCALE_OF[as_listed(found["scale"], _SCALE_OF)] if found["scale"] else ONE
    counter = found["unit"].removesuffix("数") or found["unit"]
    unit = _UNIT_OF.get(counter.casefold(), counter)
    return UnitNote(unit, scale, ((unit, scale),))


@dataclass(slots=True)
class _Phrase:
    unit: str | None
    scale: Decimal | None
    joined: bool
    """By `and` to the phrase before: "thousands of yen and U.S. dollars"."""


def _phrases(pieces: Sequence[regex.Match[str]]) -> Iterator[_Phrase]:
    """The unit phrases of a note: a scale counts for the unit behind it, else for those without one before it."""
    phrases: list[_Phrase] = []
    scale: Decimal | None = None
    joined = per = False
    for piece in pieces:
        kind = piece.lastgroup
        if kind in ("scale", "power", "letter"):
            factor = Decimal(piece[0].replace(",", "")) if kind == "power" else _SCALE_OF[as_listed(piece[0], _SCALE_OF)]
            scale = factor if scale is None else scale * factor
        elif kind in ("money", "counter", "noted", "rate", "sen"):
            unit = _piece_unit(piece)
            last = phrases[-1] if phrases else None
            if per and scale is None and last is not None and _is_quotient(last.unit, unit):
                last.unit = f"{last.unit}/{_SINGULAR.get(unit, unit.removesuffix('s'))}"
            elif kind == "rate":
                _to_earlier(phrases, scale)
                phrases.append(_Phrase(PURE, _RATE_OF[as_listed(piece[0], _RATE_OF)], joined=False))
                scale = None
            elif scale is not None or last is None or last.unit != unit:  # 円銭, yen (JPY): said once
                phrases.append(_Phrase(unit, scale, joined=joined and scale is None))
                scale = None
            joined = False
        elif kind == "and":
            joined = True
        elif piece[0] in (")", "]") and scale is not None and _to_earlier(phrases, scale):
            scale = None  # yen (millions) U.S.$ (thousands)
        elif kind in ("filler", "role") and piece[0].strip() not in ("(", ")", ".", "["):
            if scale is not None and not _to_earlier(phrases, scale):
                phrases.append(_Phrase(None, scale, joined=False))
            scale, joined = None, False
        per = kind == "per" or (per and kind == "glue")
    if scale is not None and not _to_earlier(phrases, scale):
        phrases.append(_Phrase(None, scale, joined=False))
    yield from phrases


def _to_earlier(phrases: Sequence[_Phrase], scale: Decimal | None) -> bool:
    """Gives a scale to the units right before it that have none (`Yen and U.S. dollars in millions`); True where there is one."""
    given = False
    for phrase in reversed(phrases):
        if scale is None or phrase.scale is not None or phrase.unit is None:
            break
        phrase.scale, given = scale, True
    return given


def _is_quotient(unit: str | None, base: str) -> bool:
    """Is `unit/base` a unit of its own (JPY/share, JPY/USD), not one unit beside another?"""
    return unit in CURRENCIES and base not in (unit, PURE)


def _phrases_to_note(phrases: Sequence[_Phrase]) -> UnitNote | None:
    if not phrases:
        return None
    said: dict[str, Decimal] = {}
    before: _Phrase | None = None
    for phrase in phrases:
        if phrase.joined and phrase.scale is None and before is not None and {phrase.unit, before.unit} <= CURRENCIES:
            phrase.scale = before.scale
        if phrase.unit is not None and (phrase.scale is not None or phrase.unit not in said):
            said[phrase.unit] = phrase.scale if phrase.scale is not None else ONE
        before = phrase
    scales = tuple(said.items())
    if not scales:
        return UnitNote(None, phrases[0].scale)
    bare = next((phrase.scale for phrase in phrases if phrase.unit is None), None)
    amounts = [pair for pair in scales if pair[0] != PURE]
    if not amounts and bare is not None:
        return UnitNote(None, bare, scales)  # (in thousands, %)
    amounts = amounts or list(scales)
    sizes = {scale for _, scale in amounts}
    return UnitNote(amounts[0][0] if len(amounts) == 1 else None, sizes.pop() if len(sizes) == 1 else None, scales)


def _piece_unit(piece: regex.Match[str]) -> str:
    if piece.lastgroup == "sen":
        return "JPY"
    return PURE if piece.lastgroup == "rate" else _UNIT_OF[as_listed(piece[0], _UNIT_OF)]
