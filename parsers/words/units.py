"""Units and scales as captions and labels print them: (JPY in millions), （単位：千円）, 1株当たり…, Number of contracts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from parsers.words.patterns import compiled
from parsers.words.vocabulary import alternation, as_listed, words_of
from parsers.words.widths import fold_widths

PERCENT_SCALE = Decimal("0.01")
"""20.0 under a `%` is 0.200."""


@dataclass(frozen=True, slots=True)
class UnitNote:
    """What a caption, a column header or the bracket of a label says of units."""

    unit: str | None
    """The one unit named; None where none is or where several currencies are, and the column decides."""
    scale: Decimal | None
    """The one scale; 1 where a unit stands without a scale word; None where the currencies differ in it or nothing is said."""
    scales: tuple[tuple[str, Decimal], ...] = ()
    """For each unit named, in order: (("JPY", 1000), ("USD", 1000))."""


_UNITS = words_of("money", "counter")
_SCALES = words_of("scale")
_UNIT_OF = {word.text: word.value for word in _UNITS}
_SCALE_OF = {word.text: Decimal(word.value) for word in _SCALES}

_PIECE = compiled(
    rf"""
    (?P<per_share> (?:yen|jpy|円|¥) \s?/\s? (?:share|株) | (?:yen|jpy) \s+ per \s+ share )
  | (?P<per_unit> (?:yen|jpy|円|¥) \s?/\s? (?:us\$|\$|usd|euros?|eur|€|ドル|米ドル|ユーロ) )
  | (?P<scale>{alternation(_SCALES)})
  | (?P<unit>{alternation(_UNITS)} | % | percent(?:age)?(?![a-z]) | パーセント )
  | (?P<sen>銭)
  | (?P<note> \( \s? (?:\*|注|notes?\.?)?\s?[0-9]{{1,2}} (?:\s?(?:,|and|&)\s?[0-9]{{1,2}})?+ \s? \) | \( \s? (?:注|notes?) \s? \)
      | \( \s? {alternation(w for w in _UNITS if w.text in ("jpy", "usd", "yen", "¥", "$"))} \s? \) )
  | (?P<filler> (?: 単位 | 金額単位 | 金額 | 表示 | (?<![a-z])(?:units?|amounts? |figures?|stated|expressed |presented|reported|all
  |are|is|in|of|and|the |japanese|u\.s\.|us|currency |consolidated)(?![a-z]) )
      | \s++ | [:,、・;./&=*()\[\]<>【】〔〕-] )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# What follows says where the unit does not hold, or how digits are cut off: neither is a unit.
_EXCEPTION = compiled(
    r"[,、;(]? \s* (?: (?<![a-z])(?:except|excluding|other\sthan|unless)(?![a-z]) .* | (?:ただし|但し) .*"
    r" | [^,、。;]* (?:を除く|除き) .* )", regex.VERBOSE | regex.IGNORECASE
)
_ROUNDING = compiled(
    r"[^,、。;()]* (?: 未満 | 切捨 | 切り捨て | 四捨五入 | 端数"
    r" | (?<![a-z])(?:rounded|rounding|truncated|fractions?|omitted|less\sthan) ) [^,、。;()]*", regex.VERBOSE | regex.IGNORECASE
)
# One of these stands in every exception and every rule of rounding: without any, nothing is looked for.
_QUALIFIERS = (
    "except", "excluding", "than", "unless", "ただし", "但し", "除", "未満", "切捨", "切り捨て", "四捨五入", "端数", "round", "truncat", "fraction", "omitted",
)  # fmt: skip
_BRACKETED = compiled(r"[(\[<] (?P<inside> [^()\[\]<>]* (?: \([^()]*\) [^()\[\]<>]* )* ) [)\]>]", regex.VERBOSE)
_UNIT_CLAUSE = compiled(r"""
    (?: 単位 \s? [:は]? | (?<![a-z])units?\s?: ) \s* (?P<inside> [^()\[\]]+ (?: \([^()]*\) )? ) $
    """, regex.VERBOSE | regex.IGNORECASE)


@lru_cache(maxsize=4096)
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
    if note := _parse_note(folded):
        return note
    inside = [found["inside"] for found in _BRACKETED.finditer(folded)] + [found["inside"] for found in _UNIT_CLAUSE.finditer(folded)]
    notes = dict.fromkeys(note for piece in inside if (note := _parse_note(piece)))
    return next(iter(notes)) if len(notes) == 1 else None


def _parse_note(note: str) -> UnitNote | None:
    """The unit of a text that holds nothing but unit words; None where any other word stands in it."""
    if len(note) > 200:
        return None
    if any(map(note.casefold().__contains__, _QUALIFIERS)):
        note = _ROUNDING.sub("", _EXCEPTION.sub("", note))
    pieces = _cut(note)
    return _pieces_to_note(pieces) if pieces else None


def _cut(note: str) -> list[regex.Match[str]] | None:
    """The note as unit words, scales and fillers; None where something else is left."""
    pieces: list[regex.Match[str]] = []
    place = 0
    while place < len(note):
        piece = _PIECE.match(note, place)
        if piece is None:
            return None
        pieces.append(piece)
        place = piece.end()
    return pieces


def _pieces_to_note(pieces: list[regex.Match[str]]) -> UnitNote | None:
    named = tuple(_unit_scales(pieces))
    scales = tuple((unit, scale) for unit, scale in dict(named).items() if unit)
    if not named:
        return None
    money = [pair for pair in scales if pair[0] != "pure"] or list(scales)
    if not money:
        return UnitNote(None, named[0][1])
    sizes = {scale for _, scale in money}
    return UnitNote(money[0][0] if len(money) == 1 else None, sizes.pop() if len(sizes) == 1 else None, scales)


def _unit_scales(pieces: list[regex.Match[str]]) -> Iterator[tuple[str, Decimal]]:
    """Each unit with its scale; a scale counts for the units behind it, or for the one before it (`JPY in millions`)."""
    scale: Decimal | None = None
    waiting: list[str] = []
    said: dict[str, Decimal] = {}
    for piece in pieces:
        if piece["scale"]:
            scale = _SCALE_OF[as_listed(piece["scale"], _SCALE_OF)]
            said.update(dict.fromkeys(waiting, scale))
            waiting.clear()
            said.setdefault("", scale)
        elif (unit := _piece_unit(piece)) is not None:
            if unit == "pure":
                said[unit] = said.get(unit, PERCENT_SCALE if piece["unit"].startswith(("%", "percent", "パーセント")) else Decimal(1))
            elif unit in ("JPY/share",) or scale is None:
                said.setdefault(unit, Decimal(1))
                waiting.append(unit)
            else:
                said[unit] = scale
    yield from [pair for pair in said.items() if pair[0]] or said.items()


def _piece_unit(piece: regex.Match[str]) -> str | None:
    if piece["per_share"]:
        return "JPY/share"
    if piece["per_unit"]:
        foreign = piece["per_unit"].partition("/")[2].strip().casefold()
        return f"JPY/{'EUR' if foreign in ('eur', 'euro', 'euros', '€', 'ユーロ') else 'USD'}"
    if piece["sen"]:
        return "JPY"
    printed = piece["unit"]
    if printed is None:
        return None
    if printed == "%" or printed.casefold().startswith(("percent", "パーセント")):
        return "pure"
    return _UNIT_OF[as_listed(printed, _UNIT_OF)]


# ---------------------------------------------------------------------------------------------------------------------
# What a row's label implies

_FLAGS = regex.VERBOSE | regex.IGNORECASE
# Money although the words of a count or a rate stand in it: amounts of stock, effects of rates, contracts as assets.
_MONEY_LABELS = compiled(
    r"""
        ^ (?: common | preferred | ordinary | capital | treasury )\s(?:stock|shares?) (?!\s(?:outstanding|issued)) .* (?: at\scost |
        authorized | issued | \d )
  | ^ (?: effects? | proceeds | payments? | purchases? | acquisitions? | sales? | gains? | loss(?:es)? | issuance | cash | income |
  revenues? | costs? | assets? | liabilit(?:y|ies) ) \b (?!.*\b(?:ratio|margin|rate\sof|percentage)\b)
  | ^ 資本金 | 税率 .* (?:影響|差異|変更) | 為替 .* (?:影響|差額|換算)
    """,
    _FLAGS,
)
_LABEL_UNITS: tuple[tuple[regex.Pattern[str], str | None], ...] = tuple(
    (compiled(pattern, _FLAGS), unit)
    for pattern, unit in (
        (r"""
            (?: 米国預託証券 | (?<![a-z])ad[sr]s?(?![a-z]) ) .* (?:当たり|あたり|当り) | (?<![a-z])per\s (?: equivalent\s)? (?: ads | adr |
            american\sdepositary )
            """, "JPY/ADS"),
        (r"""
            (?: 株 (?:式)? | 1口 | 一口 ) \s? (?:当たり|あたり|当り) | (?<![a-z])per\s (?: common\s | diluted\s | basic\s )?
            (?:share|unit(?=\s|$)) | (?<![a-z])[bde]ps(?![a-z])
            """, "JPY/share"),
        (r"""
            (?: 米国預託証券 | (?<![a-z])ads ) .* (?: 総数 | 数 (?:\s|\(|$) ) | (?: number | average | outstanding ) .* (?<![a-z])
            (?:ads|adr|american\sdepositary)s?(?![a-z]) | ads(?:\sequivalents)?\soutstanding
            """, "ADS"),
        (
            r"""株式 (?:総)? 数 | 株 \s? 数 (?!比率) | 発行済 (?:株式|株数) (?:の?総数)? (?:\s|\(|$) | 自己株式 (?:の?数) | 期中平均株式
          | ^ (?: total\s | the\s )? (?:number | no\.) \s of .* (?<![a-z])(?:shares?|stocks?)(?![a-z])
          | average .* (?<![a-z])shares(?![a-z]) | ^ (?:total\s|common\s|treasury\s)? shares\s(?:outstanding|issued)""",
            "shares",
        ),
        (r"契約 (?:者)? (?:件)? (?:総)? 数 (?!.*比率) | ^ (?:total\s)? (?:number|no\.) \s of .* (?<![a-z])contracts?(?![a-z])", "contracts"),
        (r"従業員数 | 社員数 | 人員数? (?:\s|\(|$) | ^ (?: number \s of .* )? employees $", "employees"),
        (r"店舗数 | ^ (?:total\s)? number\sof .* stores", "stores"),
        (r"(?:子会社|関連会社|会社) 数 (?!値) | ^ number\sof .* (?:subsidiaries|companies|affiliates)", "companies"),
        (r"会員数 | ^ number\sof .* members", "members"),
        (r"加入者数 | ^ number\sof .* subscribers", "subscribers"),
        (r"(?:販売|生産|出荷) 台数 | ^ number\sof\sunits", "units"),
        (r"為替 .* レート | 換算レート | (?:exchange|translation|conversion)\srates? | ^ (?:gross\s(?:margin|profit)) $ ", None),
        (
            r"""(?:比率|利率|率|利回り|割合|構成比|配当性向|稼働率|シェア) (?: \s* \( [^()]* \) )* \s* $
            | ^ (?:roe|roa|roic|roi|d/e|eroa)\b | マージン (?:\s*\([^()]*\))? $
          | (?<![a-z]) (?:ratio|percentage|percent|payout|yield) s? (?![a-z]) | (?<![a-z]) (?:margin|rate) s? (?: \s* \( [^()]* \) )* \s* $ | ^ \(? %
          | (?<![a-z])return\son\s(?:equity|assets|invested|sales|capital) | (?<![a-z])(?:dividend|dividends)\s/\snet\sassets""",
            "pure",
        ),
    )
)


@lru_cache(maxsize=4096)
def parse_label_unit(label: str) -> str | None:
    """The unit that a row's label implies whatever the caption says; None where the caption decides.

    Per-share units are given in yen; where the column is in another currency, the table code puts that in its place.

    >>> parse_label_unit("1株あたり当期利益（損失）"), parse_label_unit("Gross Margin Ratio")
    ('JPY/share', 'pure')
    >>> parse_label_unit("Common stock—authorized 377,600 shares")
    """
    folded = " ".join(fold_widths(label).split())
    if not folded or _MONEY_LABELS.search(folded):
        return None
    return next((unit for pattern, unit in _LABEL_UNITS if pattern.search(folded)), None)
