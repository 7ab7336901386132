"""Texts of labels: footnote marks off, widths folded, totals known by their words."""

from __future__ import annotations

import unicodedata

import regex

from parsers.words.patterns import compiled

DIGITS = r"[\d０-９]{1,2}(?:\s*+[,、・&]\s*+[\d０-９]{1,2})*"
"""One footnote number or several."""
SUPERSCRIPT = compiled(r"(?<!(?:\b|\d)[kcm]?m)\s?(?:[⁽](?:注記?|Notes?\.?|※|[*])?\s?)?+(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]++(?:\s?[,、]\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]++)*)[⁾]?+")
BRACKETED = compiled(rf"\s*+[(（［\[]\s*+(?P<mark>{DIGITS})\s*+[)）］\]]\s*+\Z")
CLOSED = compiled(r"(?<=\S)\s++(?P<mark>\d{1,2})\s*+[)）]\s*+\Z")
NAMED = compiled(
    rf"""\s*+(?:
        [(（] \s*+ (?:注記?|Notes?\.?|※|＊|\*) \s*+ (?P<mark>{DIGITS})?+ \s*+ [)）]
      | [(（] \s*+ (?:注|Notes?) \s*+ [)）] \s*+ (?P<mark>{DIGITS})?+
      | (?<=\s) 注 \s*+ (?P<mark>{DIGITS})
      | [※＊*†] \s*+ (?P<mark>{DIGITS})?+
    )\s*+\Z""",
    regex.VERBOSE | regex.IGNORECASE,
)
LEADING = compiled(r"\A\s*+[※＊*†]\s*+(?P<mark>[\d０-９]{0,2})\s*+")
BARE = compiled(r"(?<=[\p{Han}\p{Hiragana}\p{Katakana}ー)）]|\p{Ll}{3}|\p{Lu}{4})(?P<mark>[\d０-９]{1,2})\s*+\Z")
LEADERS = compiled(r"(?:[.．・…‥]\s*+){3,}+|[…‥]++")
TOTAL = compiled(
    r"(?:合計|総額|総計|小計|(?<!統|会|設|推|時|累)計)(?:[(（][^)）]*+[)）])?\s*+\Z|\A\s*+(?:Sub-?)?Total\b|\btotals?\s*+\Z", regex.IGNORECASE
)
BLANKS = regex.compile(r"\s++")
SHELLS = str.maketrans("〔〕", "[]")
COLON = compiled(r"\s*+[:：]\s*+\Z")


def clean_label(printed: str, marks: frozenset[str] = frozenset()) -> tuple[str, tuple[str, ...]]:
    """(label, footnote marks) of a label as printed; `marks` are the numbers of the document's notes.

    >>> clean_label("その他2", frozenset({"2"}))
    ('その他', ('2',))
    >>> clean_label("資本金 (2)", frozenset({"2"})), clean_label("Adjusted EBITDA⁸"), clean_label("IIJ4U", frozenset({"4"}))
    (('資本金', ('2',)), ('Adjusted EBITDA', ('8',)), ('IIJ4U', ()))
    >>> clean_label("Revenues:"), clean_label("Phase 2", frozenset({"2"}))
    (('Revenues', ()), ('Phase 2', ()))
    """
    found: list[str] = []

    def take(match: regex.Match[str]) -> str:
        found.extend(_numbers(match["mark"]) or ["*"])
        return ""

    text = COLON.sub("", SUPERSCRIPT.sub(take, printed.strip()))
    text = LEADING.sub(take, text)
    behind: list[str] = []
    for _ in range(4):
        if match := NAMED.search(text):
            numbers = _numbers(match["mark"]) or ["*"]
        elif (match := BRACKETED.search(text) or BARE.search(text) or CLOSED.search(text)) and marks.issuperset(_numbers(match["mark"])):
            numbers = _numbers(match["mark"])
        else:
            break
        behind = numbers + behind
        text = COLON.sub("", text[: match.start()])
    return fold(text), tuple(dict.fromkeys([*found, *behind]))


def _numbers(mark: str | None) -> list[str]:
    """The numbers of a footnote mark, widths folded."""
    return regex.findall(r"\d+", unicodedata.normalize("NFKC", mark or ""))


def fold(text: str) -> str:
    """Widths folded (NFKC), dot leaders and trailing colons off, blanks single.

    >>> fold("営業利益（損失）：")
    '営業利益(損失)'
    """
    text = unicodedata.normalize("NFKC", LEADERS.sub(" ", text)).translate(SHELLS)
    return COLON.sub("", BLANKS.sub(" ", text)).strip()


def is_total(label: str) -> bool:
    """Does the label itself say that it is a total?

    >>> is_total("資産合計"), is_total("Total assets"), is_total("統計"), is_total("Net income")
    (True, True, False, False)
    """
    return TOTAL.search(label) is not None
