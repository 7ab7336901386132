"""Who releases: the company's names in both languages and its securities code, as a document gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from parsers.words.companies import CHARACTERS_JA, FORM_JA, OTHERS
from parsers.words.patterns import compiled

FLAGS = regex.VERBOSE | regex.IGNORECASE

HEAD_LINES = 150
"""Lines with text in which a company names itself."""

_FORM_EN = r"""
    (?:Inc|Incorporated|Corporation |Corp|Co\.?,?\s*Ltd|Company,?\s+Limited |Company|Ltd|Limited|Holdings |Group|K\.\s?K|Kabushiki\s+Kaisha
    |PLC)
    """
_NAME_EN = rf"(?P<name>[A-Z0-9][\w&.'\-]*+(?:\s+(?:[A-Z0-9&][\w&.'\-]*+|of|and|for|de)){{0,9}}?,?\s+{_FORM_EN}\b\.?)"
_EXCHANGE = r"(?:nasdaq|nyse|tse|tokyo|tyo|osaka|jasdaq|mothers|otc|lse|ose|securities\s+code|code|ticker|stock|headquarter)"
# Case matters in a company's name and not in an exchange's.
_BEFORE_EXCHANGE = compiled(rf"{_NAME_EN}\s*(?:\(\s*[\"'A-Z]{{2,12}}[\"']?\s*\)\s*)?\(\s*(?i:{_EXCHANGE})", regex.VERBOSE)
_LABELLED_EN = compiled(rf"""
    (?i:【?英訳名】?|company\s+name |corporate\s+name|name\s+of\s+(?:the\s+)?(?:listed\s+)?company |listed\s+company\s+name
    |name\s+of\s+registrant |registrant)\s*[::】]*\s*{_NAME_EN}
    """, regex.VERBOSE)
_LINE_EN = compiled(rf"[\s*_#]*{_NAME_EN}(?:\s+and\s+(?:consolidated\s+)?subsidiaries)?[\s*_]*", regex.VERBOSE)

_NAME_JA = rf"(?P<name>{FORM_JA}\s?{CHARACTERS_JA}{{1,30}}(?:\s{CHARACTERS_JA}{{2,20}})?|{CHARACTERS_JA}{{1,30}}{FORM_JA})"
_LABELLED_JA = compiled(rf"(?:上場会社名|会\s*社\s*名|商\s*号|【会社名】|会社の名称)\s*[::】]*\s*{_NAME_JA}", regex.VERBOSE)
_LINE_JA = compiled(rf"\s*{_NAME_JA}\s*(?:\(\s*(?:[A-Z][0-9]{{5}}|コード|証券コード|東証|本社)[^)]*\)?.*)?", regex.VERBOSE)
_BEFORE_CODE_JA = compiled(rf"{_NAME_JA}\s*\(\s*(?:本社|コード|証券コード|東証|代表|以下|NASDAQ|Nasdaq|社長)", regex.VERBOSE)
_CODE = compiled(
    r"""
        (?:コード番号|証券コード |(?<![一-龠ァ-ヶ])コード(?:\s?no\.?)? | (?:securities|stock|ticker |security)\s+code(?:\s*(?:number
        |no\.?))? | (?<![a-z])code\s*(?:number|no\.?)?(?=\s*[:(\s])) \s* [::)(]* \s* (?P<code>[0-9][0-9A-Z][0-9][0-9A-Z])0?(?![0-9A-Z])
        """
    r"| (?:東証\w{0,6}|tse(?:\s\w+)?|tokyo\s+stock\s+exchange[\w\s,]{0,20}|jasdaq) \s* [::] \s* (?P<code>[0-9][0-9A-Z][0-9][0-9A-Z])(?![0-9A-Z])",
    FLAGS,
)
_EDINET = compiled(r"\((?P<code>E[0-9]{5})\)")


def code_of(text: str) -> str | None:
    """The securities code (4 characters) that the text gives, else the EDINET code in brackets behind a name; the one printed most, else None."""
    for pattern in (_CODE, _EDINET):
        codes = Counter(found["code"].upper() for found in pattern.finditer(text))
        if codes:
            return codes.most_common(1)[0][0]
    return None


def name_en_of(lines: Sequence[str]) -> str | None:
    """The English name: before its exchange and ticker, behind its heading, or alone on a line near the top; None where none stands there."""
    named = [found["name"] for line in lines for pattern in (_BEFORE_EXCHANGE, _LABELLED_EN) for found in pattern.finditer(line)]
    alone = [found["name"] for line in lines[:HEAD_LINES] if len(line) <= 80 and (found := _LINE_EN.fullmatch(line))]
    alone += [found["name"] for line in lines if len(line) <= 80 and (found := _LINE_EN.fullmatch(line))]
    return _first(named) or _first(alone)


def name_ja_of(lines: Sequence[str]) -> str | None:
    """The Japanese name: behind its heading, before its code, or alone on a line near the top."""
    joined = [f"{one} {other}" if _heads_name(one) else one for one, other in zip(lines, [*lines[1:], ""], strict=False)]
    named = [found["name"] for line in joined for pattern in (_LABELLED_JA, _BEFORE_CODE_JA) for found in pattern.finditer(line)]
    alone = [found["name"] for line in lines[:HEAD_LINES] if len(line) <= 60 and (found := _LINE_JA.fullmatch(line))]
    return _first(named) or _first(alone)


def _heads_name(line: str) -> bool:
    return line.strip() in ("【会社名】", "会社名", "上場会社名", "商号")


def _first(names: Sequence[str]) -> str | None:
    """The first name that is not an exchange's or an auditor's; blanks evened."""
    return next((" ".join(name.split()).strip(" ,") for name in names if not OTHERS.search(name)), None)


_LEGAL_FORMS = compiled(r"[,\s]+(?:inc|incorporated|corporation|corp|co|ltd|limited|company|k\.?k|plc)\.?(?=[,\s]|$)", regex.IGNORECASE)


def name_to_slug(name: str | None) -> str | None:
    """`internet-initiative-japan` for Internet Initiative Japan Inc.; None for None."""
    if name is None:
        return None
    bare = _LEGAL_FORMS.sub("", name.replace("'", ""))
    return "-".join(regex.findall(r"[a-z0-9]+", bare.casefold())) or None
