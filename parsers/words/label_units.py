"""The unit that a row's label implies by its words: 1株当たり当期純利益, Number of contracts, Gross Margin Ratio."""

from __future__ import annotations

import regex

from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

MULTIPLE = compiled(
    r"倍|\btimes\b|株価収益率|回転率|カバレッジ|\bcoverage\b|\bturnover\b|\A\W*(?:PER|PBR|(?:ネット)?D/E ?レシオ|(?:net )?D/E ratio)\b", regex.IGNORECASE
)
"""Ratios that are printed as multiples; others are printed in percent."""
_FLAGS = regex.VERBOSE | regex.IGNORECASE
# Money although the words of a count or a rate stand in it: amounts of stock, effects of rates, contracts as assets.
_MONEY_LABELS = tuple(
    compiled(pattern, _FLAGS)
    for pattern in (
        r"^ (?: common | preferred | ordinary | capital | treasury )\s(?:stock|shares?) (?!\s(?:outstanding|issued)) .* (?: at\scost | authorized | issued | \d )",
        r"^ (?: effects? | proceeds | payments? | purchases? | acquisitions? | sales? | gains? | loss(?:es)? | issuance | cash ) \b"
        r" (?!.*\b(?:ratio|margin|rate\sof|percentage)\b)",
        r"^ (?: income | revenues? | costs? | assets? | liabilit(?:y|ies) ) \b (?!.*\b(?:ratio|margin|rate\sof|percentage)\b)",
        r"^ 資本金 | 税率 .* (?:影響|差異|変更) | 為替 .* (?:影響|差額|換算)",
    )
)
_LABEL_UNITS: tuple[tuple[regex.Pattern[str], str | None], ...] = tuple(
    (compiled(pattern, _FLAGS), unit)
    for pattern, unit in (
        (r"""
            (?: 米国預託証券 | (?<![a-z])ad[sr]s?(?![a-z]) ) .* (?:当たり|あたり|当り) | (?<![a-z])per\s (?: equivalent\s)? (?: ads | adr |
            american\sdepositary )
            """, "JPY/ADS"),
        (r"(?: 投資口 | 1口 | 一口 ) \s? (?:当たり|あたり|当り) | (?<![a-z])per\s (?:investment\s)? unit (?=\s|$)", "JPY/unit"),
        (r"""
            株 (?:式)? \s? (?:当たり|あたり|当り) | (?<![a-z])per\s (?: common\s | diluted\s | basic\s )? share | (?<![a-z])[bde]ps(?![a-z])
            """, "JPY/share"),
        (r"""
            (?: 米国預託証券 | (?<![a-z])ads ) .* (?: 総数 | 数 (?:\s|\(|$) ) | (?: number | average | outstanding ) .* (?<![a-z])
            (?:ads|adr|american\sdepositary)s?(?![a-z]) | ads(?:\sequivalents)?\soutstanding
            """, "ADS"),
        (r"株式 (?:総)? 数 | 株 \s? 数 (?!比率) | 発行済 (?:株式|株数) (?:の?総数)? (?:\s|\(|$) | 自己株式 (?:の?数) | 期中平均株式", "shares"),
        (r"^ (?: total\s | the\s )? (?:number | no\.) \s of .* (?<![a-z])(?:shares?|stocks?)(?![a-z])", "shares"),
        (r"average .* (?<![a-z])shares(?![a-z]) | ^ (?:total\s|common\s|treasury\s)? shares\s(?:outstanding|issued)", "shares"),
        (r"契約 (?:者)? (?:件)? (?:総)? 数 (?!.*比率) | ^ (?:total\s)? (?:number|no\.) \s of .* (?<![a-z])contracts?(?![a-z])", "contracts"),
        (r"従業員数 | 社員数 | 人員数? (?:\s|\(|$) | ^ (?: number \s of .* )? employees $", "employees"),
        (r"店舗数 | ^ (?:total\s)? number\sof .* stores", "stores"),
        (r"(?:子会社|関連会社|会社) 数 (?!値) | ^ number\sof .* (?:subsidiaries|companies|affiliates)", "companies"),
        (r"会員数 | ^ number\sof .* members", "members"),
        (r"加入者数 | ^ number\sof .* subscribers", "subscribers"),
        (r"(?:販売|生産|出荷) 台数 | ^ number\sof\sunits", "units"),
        (r"為替 .* レート | 換算レート | (?:exchange|translation|conversion)\srates? | ^ (?:gross\s(?:margin|profit)) $ ", None),
        (r"(?:比率|利率|率|利回り|割合|構成比|配当性向|稼働率|シェア) (?: \s* \( [^()]* \) )* \s* $", "pure"),
        (r"^ (?:roe|roa|roic|roi|d/e|eroa)\b | ^ p[be]r (?:\s*\([^()]*\))? $ | (?:マージン|レシオ|カバレッジ) (?:\s*\([^()]*\))? $ | ^ \(? %", "pure"),
        (r"(?<![a-z]) (?:ratio|percentage|percent|payout|yield) s? (?![a-z]) | (?<![a-z]) (?:margin|rate) s? (?: \s* \( [^()]* \) )* \s* $", "pure"),
        (r"(?<![a-z])return\son\s(?:equity|assets|invested|sales|capital) | (?<![a-z])(?:dividend|dividends)\s/\snet\sassets", "pure"),
    )
)


def parse_label_unit(label: str) -> str | None:
    """The unit that a row's label implies whatever the caption says; None where the caption decides.

    Per-share units are given in yen; where the column is in another currency, the table code puts that in its place.

    >>> parse_label_unit("1株あたり当期利益（損失）"), parse_label_unit("Gross Margin Ratio")
    ('JPY/share', 'pure')
    >>> parse_label_unit("Common stock—authorized 377,600 shares")
    """
    folded = " ".join(fold_widths(label).split())
    if not folded or any(pattern.search(folded) for pattern in _MONEY_LABELS):
        return None
    return next((unit for pattern, unit in _LABEL_UNITS if pattern.search(folded)), None)
