"""The terms a release is written on: which language prevails, how it rounds, which accounting standard, at which rate."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import regex

from parsers.about import Language
from parsers.records import Finding
from parsers.words.patterns import compiled

FLAGS = regex.VERBOSE | regex.IGNORECASE

# ---------------------------------------------------------------------------------------------------------------------
# Prevailing language

_ENGLISH_WINS = compiled(
    r"""
        english [^.]{0,80} (?: shall | will | should )? \s* (?: prevails? | controls? | governs? | takes?\s+precedence |
        is\s+the\s+(?:official|original|authoritative) )
  | translat(?:ed|ion) \s+ (?:from|of) \s+ (?:the\s+)? (?:original\s+)? english
  | (?: 英文 | 英語版? | 英語原文 ) (?: (?!日本語|和文|日本文) [^。\n] ){0,24} (?: 優先 | 正文 | 原文 | を正と | 正式 )
  | 正式 [^。\n]{0,12} (?:英文|英語)
  | (?: 英文 | 英語 ) [^。\n]{0,16} (?: の | を ) \s? (?: 抄訳 | 和訳 | 日本語訳 | 翻訳 )
  | (?<!英文)(?<!英語) \(? 抄訳 \)?
    """,
    FLAGS,
)
_JAPANESE_WINS = compiled(
    r"""
        japanese [^.]{0,80} (?: shall | will | should )? \s* (?: prevails? | controls? | governs? | takes?\s+precedence |
        is\s+the\s+(?:official|original|authoritative) )
  | (?: original\s+["']?[\w\s-]{0,24}["']?\s+in\s+japanese | japanese\s+(?:original|language\s+original) ) [^.]{0,60} prevail
  | translat(?:ed|ion) \s+ (?:from|of) \s+ (?:the\s+|an?\s+)? (?:[\w"']+\s+){0,6}? japanese (?!\s+yen) (?!\s+gaap)
  | english \s+ (?: translation | version ) \s+ (?: of | is\s+(?:a\s+)?(?:translation|provided\s+for|for\s+(?:reference|convenience)) )
  | (?: 日本語 | 和文 | 日本文 | 日本語版 | 日本語原文 ) (?: (?!英文|英語) [^。\n] ){0,24} (?: 優先 | 正文 | を正と | 正式 )
  | (?: 英文 | 英語 ) \s? (?: 抄訳 | 版?は[^。\n]{0,20}(?:参考|翻訳) )
    """,
    FLAGS,
)


def prevailing_language_of(text: str) -> Language | None:
    """The language whose text wins, by sentences that say so, or by one part calling itself an abridged translation; None for neither or a tie."""
    japanese, english = (len(pattern.findall(text)) for pattern in (_JAPANESE_WINS, _ENGLISH_WINS))
    if japanese == english:
        return None
    return "ja" if japanese > english else "en"


# ---------------------------------------------------------------------------------------------------------------------
# Rounding

_MONEY = r"(?: 円 | (?<![a-z])(?:yen|jpy|amounts?|figures?|monetary)(?![a-z]) | 金額 | 記載 | 表示単位 )"
_DOWN = r"""
    (?: 切り?捨て?? | rounded\s+down | rounding\s+down | round(?:ed)?\s+off\s+downward | truncat(?:ed|ing|ion) |
    (?:omitted|omitting|discard(?:ed|ing)|disregard(?:ed|ing)) )
    """
_HALF_UP = r"""
    (?: 四捨五入 | rounded\s+(?:up\s+or\s+down\s+|off\s+)?to\s+the\s+nearest | rounded\s+to\s+(?:the\s+)?nearest | rounded\s+half\s+up |
    rounded\s+off(?!\s+down) )
    """
_MODES = {"down": compiled(_DOWN, FLAGS), "half_up": regex.compile(_HALF_UP, FLAGS)}
_OF_MONEY = compiled(_MONEY, FLAGS)
_OF_SHARES = compiled(r"株数|千株|比率|割合|パーセント|小数|(?<![a-z])(?:shares?|percent|percentages?|ratios?)(?![a-z])|%", FLAGS)


def rounding_of(text: str) -> tuple[str, list[Finding]]:
    """`half_up`, `down` or `unstated`, by what is said of amounts of money; with a finding where both are said."""
    counts = {mode: Counter(_subject(_clause(text, *found.span())) for found in pattern.finditer(text)) for mode, pattern in _MODES.items()}
    for subject in ("money", "anything"):
        said = [mode for mode, subjects in counts.items() if subjects[subject]]
        if len(said) == 1:
            return said[0], []
        if len(said) == 2:
            down, half_up = (counts[mode][subject] for mode in ("down", "half_up"))
            message = f"amounts are said to be truncated {down} times and rounded half up {half_up} times; both are allowed"
            return "unstated", [Finding("rounding_contradicts", "warning", message)]
    return "unstated", []


def _clause(text: str, start: int, end: int) -> str:
    """What stands around a place, up to the ends of its clause and not farther than it can speak of it."""
    before = regex.split(r"[。\n;(]", text[max(0, start - 80) : start])[-1]
    behind = regex.split(r"[。\n;)]", text[end : end + 40])[0]
    return f"{before} {behind}"


def _subject(clause: str) -> str:
    """What a clause on rounding speaks of."""
    if _OF_SHARES.search(clause) and not regex.search(r"円|yen|jpy", clause, regex.IGNORECASE):
        return "shares"
    return "money" if _OF_MONEY.search(clause) else "anything"


# ---------------------------------------------------------------------------------------------------------------------
# Accounting standard and exchange rate

_STANDARDS = (
    ("US-GAAP", compiled(r"""
        米国会計基準 | 米国基準 | 米国会計原則 | 米国において一般に公正妥当 | (?<!non-)(?<![a-z])u\.?\s?s\.?\s?-?gaap |
        u\.s\.\s+generally\s+accepted | generally\s+accepted\s+in\s+the\s+(?:united\s+states|u\.s)
        """, FLAGS)),
    ("IFRS", compiled(r"""
        (?<![a-z])ifrs(?:s)?(?![a-z]) | 国際会計基準 | 国際財務報告基準 | international\s+financial\s+reporting\s+standards
        """, FLAGS)),
    ("J-GAAP", compiled(r"""
        日本基準 | 日本会計基準 | 日本の?会計基準 | (?<![a-z])j-?gaap | japan(?:ese)?\s+gaap | generally\s+accepted\s+in\s+japan |
        財務諸表等?の用語、様式及び作成方法に関する規則
        """, FLAGS)),
)
_IN_TITLE = compiled(r"[(\[【〔<]\s*(?P<name>[^()\[\]]{2,30}?)\s*(?:未監査|unaudited)?\s*[)\]】〕>]", FLAGS)


def accounting_standard_of(text: str) -> str | None:
    """US-GAAP, IFRS or J-GAAP: the one that a title sets in brackets most, else the one named most; None for none or a tie."""
    bracketed = "\n".join(found["name"] for found in _IN_TITLE.finditer(text))
    for part in (bracketed, text):
        counts = Counter({name: len(pattern.findall(part)) for name, pattern in _STANDARDS})
        (first, most), (_, second) = counts.most_common(2)
        if most > second:
            return first
    return None


_RATE = r"(?P<rate>[0-9]{2,3}(?:\.[0-9]{1,4})?)"
_DOLLAR = r"""
    (?:(?:u\.?s\.?\s?)?\$\s?1(?:\.0{1,2})?(?![0-9]|[.,][0-9]) | 1(?:\.0{1,2})?\s?(?:米ドル |ドル|u\.?s\.?\s+dollar |us\s+dollar|usd) |
    (?:usd|us\s?dollar)\s?1(?:\.0{1,2})?(?![0-9]|[.,][0-9]) | (?:one|the)\s+u\.?s\.?\s+dollar )
    """
_YEN = rf"(?: (?:jpy|¥|yen|y)\s?{_RATE} | {_RATE}\s?(?:円|yen|jpy) )"
_RATES = compiled(rf"""
    {_YEN} \s* (?: = | : | / | to | per | equals? | に対し | ~ )+ \s* (?:1\s+)? {_DOLLAR} | {_DOLLAR} \s* (?: = | : | to | につき | 当たり |
    あたり | に対し | equals? )+ \s* {_YEN}
    """, FLAGS)
_DOLLARS = compiled(r"[$＄]|dollar|usd|ドル", regex.IGNORECASE)
_ASSUMED = compiled(r"想定|前提|予想|計画|assum|forecast|projection|budget", regex.IGNORECASE)


def usd_rates_of(text: str) -> tuple[Decimal, ...]:
    """Yen for one dollar, as the documents translate: the rate printed most first; rates that a forecast assumes are left out."""
    counts: Counter[Decimal] = Counter()
    for line in text.splitlines():
        if _DOLLARS.search(line) and not (_ASSUMED.search(line) and len(line) < 300):
            counts.update(Decimal(found["rate"]) for found in _RATES.finditer(line) if 60 <= Decimal(found["rate"]) <= 400)
    return tuple(rate for rate, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
