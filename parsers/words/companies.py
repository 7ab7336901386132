"""Names of Japanese companies, and headings that announce the numbers of one that is not the issuer."""

from __future__ import annotations

import regex

from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

FORM_JA = r"(?:株式会社|有限会社|合同会社|\(株\)|㈱)"
CHARACTERS_JA = r"[\p{Han}\p{Hiragana}\p{Katakana}A-Za-z0-9ー・&.'-]"
# Exchanges, auditors, banks: companies that stand in a release's head and do not release it.
OTHERS = compiled(r"""
    証券取引所|監査法人|信託銀行 |証券会社|証券代行|印刷 |Stock\s+Exchange|Securities\s+Exchange |Audit|Trust\s+Bank
    """, regex.IGNORECASE)

_HEADS_COMPANY = compiled(
    rf"""
    \W*+ (?: [0-9]{{1,3}} \W++ )?+ (?: (?:ご?参考|補足) \W*+ )?+ (?:連結|主要な?|重要な)?+ (?:子会社 | 関連会社)? \W*+
    (?P<name> {FORM_JA} \s? {CHARACTERS_JA}{{1,30}}? | {CHARACTERS_JA}{{1,30}}? {FORM_JA} )
    \s*+ (?: の? \p{{Han}}{{0,6}} (?:業績|損益|決算|成績|状況|状態|概況|概要|指標|諸表|計算書|情報)
      [^。()\[\]]{{0,20}}+ ) (?: \s*+ [(\[] [^()\[\]]++ [)\]] )*+ \W*+
    """,
    regex.VERBOSE,
)
"""A heading that is a company's name and goes on with its results; a name alone heads whatever happened there."""
_DEALINGS = compiled(r"に対|に関|との|から|による|及び|への|株式(?!会社)|取得|合併|分割|譲渡|売却|設立|契約|債|社員|代表")
"""In what looks like a name: something that the issuer did with or at the company."""


def other_company(text: str, issuer: str | None) -> str | None:
    """The company whose numbers a heading announces, where it is not the issuer; None where it names none, or the issuer's name is not known.

    >>> other_company("（参考）株式会社ひなた銀行の業績", "みなもホールディングス株式会社"), other_company("みなもHD株式会社の業績", "みなもHD株式会社")
    ('株式会社ひなた銀行', None)
    >>> other_company("株式会社ひなた銀行の株式の取得", "みなもHD株式会社"), other_company("ひなた銀行㈱", "みなもHD株式会社")
    (None, None)
    """
    found = _HEADS_COMPANY.fullmatch(fold_widths(text)) if issuer is not None else None
    if found is None or issuer is None or OTHERS.search(found["name"]) or _DEALINGS.search(found["name"]):
        return None
    own, named = _bare(issuer), _bare(found["name"])
    return None if named in own or own in named else " ".join(found["name"].split())


def _bare(name: str) -> str:
    """A name without its legal form and blanks."""
    return "".join(regex.sub(FORM_JA, "", fold_widths(name)).split()).casefold()
