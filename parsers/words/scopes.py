"""Whose numbers they are, the group's or the company's own, by the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from parsers.words.patterns import compiled
from parsers.words.vocabulary import alternation, words_of
from parsers.words.widths import fold_widths

Scope = Literal["consolidated", "non_consolidated"]

GROUP: Scope = "consolidated"
COMPANY: Scope = "non_consolidated"

_FLAGS = regex.VERBOSE | regex.IGNORECASE
_WORDS = words_of("scope")
_MEANING: dict[str, Scope] = {"".join(word.text.split()): COMPANY if word.value == COMPANY else GROUP for word in _WORDS}
_STATEMENTS = r"(?:財務諸表|計算書類|貸借対照表|損益計算書|損益|包括利益計算書|株主資本等変動計算書|キャッシュ・?フロー|附属明細)"
_OWN_FIGURES = rf"(?:{_STATEMENTS}|業績|決算|経営成績|財政状態|売上|営業|経常|当期|四半期|中間|通期|予想|実績|ベース|経営指標)"
_SCOPE = compiled(
    rf"""
      (?P<year> (?:前|当|翌|第\d++期) \s?+ (?: (?:中間)?+ 連結会計 | 事業 ) 年度 (?= \s*+ 末?+ \s*+ (?:[(（\d自,、・)）] |平成|令和|\Z) ) )
    | (?P<list> (?<!諸表)提出会社 (?= \s*+ (?:\Z|[\W] |の(?:状況|経営指標)) ) )
    | (?P<word>{alternation(_WORDS)})
    """,
    _FLAGS,
)
_GOES_ON_OTHERWISE = compiled(
    r"""子会社 |会社(?!の状況) |対象 |調整 |の?範囲 |除外 |消去 |納税 |法人 |配当規制 |決算日
      | \s++ (?:subsidiar|compan|affiliat|entit|tax)""", _FLAGS)
"""Behind 連結 or (un)consolidated: a kind of company or of entry, not whose numbers these are."""
_LEADS_FIGURES = compiled(rf"\s*+ (?: \Z | \W | の?{_OWN_FIGURES} )", _FLAGS)
_JAPANESE = compiled(r"[\p{Han}\p{Katakana}\p{Hiragana}ー]")

_ENUMERATOR = r"(?: [\s\W]*+ (?:第?\d{1,3}|[ivx]{1,4}|[ア-ンa-z]|[Ⅰ-Ⅻ①-⑳]) (?=[\s\W]) )?+ [\s\W]*+"
_QUALIFIERS = r"(?: 第[1-4一二三四] | 四半期 | 中間 | 期中 | 要約 | 比較 | 及び | その他の | の | [\W] )*+"
_QUALIFIERS_EN = r"(?:(?:condensed|interim|quarterly|semi-annual|half-year|annual|unaudited|summarized|the)[\s,]++)*+"
_NAME = r"""(?: 財務諸表等? | 計算書類 | 貸借対照表 | 損益計算書 | 損益(?=及び包括利益) | 株主資本等変動計算書 | キャッシュ・?フロー計算書 | 附属明細表 | 製造原価明細書 | 売上原価明細書
    | 主な資産及び負債の内容 )"""
_NAME_EN = r"""(?: (?:financial\ statements?(?:\ and\ (?:primary|notes?)[\w\ ]*+)?) | balance\ sheets? | (?:income|cash\ flow|earnings)\ statements?
    | statements?\ of\ (?:(?:comprehensive\ )?income|operations|earnings|cash\ flows?|changes\ in\ (?:net\ assets|equity|shareholders[’']\ equity)) )"""
_BARE = compiled(
    rf"\A {_ENUMERATOR} (?: {_QUALIFIERS} {_NAME} (?: 関係 | 及び(?:主な)?注記(?:事項)?+ )?+ | {_QUALIFIERS_EN} {_NAME_EN} ) [^\w(（\[]*+ (?: [(（\[] .*+ )?+ \Z", _FLAGS
)
"""A title that is the name of a statement and says nothing of consolidation."""
_OF_GROUP = compiled(
    rf"\A {_ENUMERATOR} (?: {_QUALIFIERS} 連結 {_QUALIFIERS} {_NAME} | {_QUALIFIERS_EN} consolidated\s {_QUALIFIERS_EN} {_NAME_EN} | {_QUALIFIERS}連結(?:財政状態|持分変動)計算書 )",
    _FLAGS,
)


@dataclass(frozen=True, slots=True)
class ScopeWord:
    scope: Scope
    start: int
    end: int
    text: str


@lru_cache(maxsize=8192)
def find_scopes(text: str) -> tuple[ScopeWord, ...]:
    """The words of a text that say whose numbers it heads, left to right.

    >>> [word.scope for word in find_scopes("連結・個別業績")], find_scopes("連結子会社株式"), find_scopes("個別評価")
    (['consolidated', 'non_consolidated'], (), ())
    >>> [word.scope for word in find_scopes("前事業年度（2023年4月30日）")], find_scopes("当事業年度における取得自己株式")
    (['non_consolidated'], ())
    """
    folded = fold_widths(text)
    found = []
    place = 0
    while match := _SCOPE.search(folded, place):
        place = max(match.end(), place + 1)
        scope = _meaning(match, folded)
        if scope is not None:
            found.append(ScopeWord(scope, match.start(), match.end(), text[match.start() : match.end()]))
    return tuple(found)


def _meaning(match: regex.Match[str], folded: str) -> Scope | None:
    if match["year"]:
        return GROUP if "連結" in match["year"] else COMPANY
    if match["list"]:
        return COMPANY
    scope = _MEANING["".join(match["word"].casefold().split())]
    if match["word"] == "提出会社" or _GOES_ON_OTHERWISE.match(folded, match.end()):
        return None
    short = match["word"] in ("個別", "単体", "単独")
    return None if short and not _LEADS_FIGURES.match(folded, match.end()) else scope


def one_scope(text: str) -> Scope | None:
    """The one scope that a text's words say; None where they say none, or both.

    >>> one_scope("（２）提出会社の経営指標等"), one_scope("連結・個別業績")
    ('non_consolidated', None)
    """
    found = {word.scope for word in find_scopes(text)}
    return found.pop() if len(found) == 1 else None


def is_scope_only(text: str) -> bool:
    """Is a row's label, or a bracket in it, a word of scope and nothing else? 提出会社 beside 連結子会社 is one of a list of companies.

    >>> is_scope_only("個別"), is_scope_only("配当性向（連結）"), is_scope_only("連結売上高"), is_scope_only("提出会社")
    (True, True, False, False)
    """
    folded = fold_widths(text)
    for word in find_scopes(text):
        before, behind = folded[: word.start].rstrip(), folded[word.end :].lstrip()
        alone = not before and not behind
        bracketed = before[-1:] in ("(", "[", "〔", "【") and behind[:1] in (")", "]", "〕", "】")
        if (alone or bracketed) and word.text != "提出会社" and not word.text.endswith("年度"):
            return True
    return False


@lru_cache(maxsize=8192)
def is_bare_statement(text: str) -> bool:
    """Does a title name a statement without a word of consolidation?

    >>> is_bare_statement("①【貸借対照表】"), is_bare_statement("(1) Balance Sheets"), is_bare_statement("(3)【株主資本等変動計算書】")
    (True, True, True)
    >>> is_bare_statement("①【連結貸借対照表】"), is_bare_statement("Consolidated Balance Sheets"), is_bare_statement("貸借対照表計上額")
    (False, False, False)
    """
    folded = fold_widths(text)
    return len(folded) <= 80 and _BARE.match(folded) is not None and not find_scopes(text)


@lru_cache(maxsize=8192)
def is_group_statement(text: str) -> bool:
    """Does a title name a consolidated statement?

    >>> is_group_statement("（１）四半期連結貸借対照表"), is_group_statement("Interim Consolidated Balance Sheets"), is_group_statement("貸借対照表")
    (True, True, False)
    """
    folded = fold_widths(text)
    return len(folded) <= 80 and "。" not in folded and _OF_GROUP.match(folded) is not None
