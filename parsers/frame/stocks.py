"""Which items are stocks (true of a day) and which are flows (true of a period), by their words and units."""

from __future__ import annotations

import regex

from parsers.words.patterns import compiled

STOCK_UNITS = frozenset({"contracts", "subscribers", "subscriptions", "persons", "employees", "stores", "Gbps", "Mbps", "Tbps", "kbps"})
"""Counts that are taken on a day. Shares and ADS are stocks only where a label says so: averages are flows."""

OPENING = compiled(
    r"期首|年度?首残高|\b(?:at |, )?beginning of (?:the )?(?:period|year|quarter|fiscal year|month)|\bopening balance|\Arestated balance", regex.IGNORECASE
)
CLOSING = compiled(
    r"期末(?!平均)|年度?末(?!平均)|\bend of (?:the )?(?:period|year|quarter|fiscal year|month)|\bclosing balance|\bperiod[- ]end\b", regex.IGNORECASE
)
FLOW = compiled(
    r"増減|増加|減少|取得|支出|収入|返済|発行による|売却|償却|変動|利益率|回転|平均"
    r"|\b(?:increase|decrease|change|purchase|proceeds|payments?|repayments?|acquisition|average|return on|ROE|ROA|margin|turnover|issuance of|provision)\b",
    regex.IGNORECASE,
)
STOCK = compiled(
    r"\A(?:連結)?(?:(?:総資産|純資産|自己資本)(?:額|合計)?(?=\Z|[(（])|資産合計|資産の?部?合計|負債合計|資本合計|株主資本(?!利益)|自己資本比率|株主資本比率|有利子負債|発行済|従業員)"
    r"|総資産額?\Z|純資産額?\Z|純資産合計|自己資本比率|親会社所有者帰属持分(?:比率)?\Z|(?:1|１)株当?た?り(?:連結)?(?:純資産|株主資本(?!利益)|親会社所有者帰属持分)|残高\Z|残高[(（]|従業員数|契約数|帯域"
    r"|\A(?:total )?(?:net )?assets\b|\btotal (?:assets|equity|liabilities|net assets|shareholders' equity)"
    r"|\b(?:equity|capital adequacy)(?:-to-assets?)? ratio|\bnet assets(?: per share)?\Z"
    r"|\bsegment (?:assets|liabilities)\b|\A(?:tangible|intangible|non-?current) (?:fixed )?assets\Z|\Aproperty, plant and equipment(?:, net)?\Z|\bunamortized balance"
    r"|\A(?:balance of|investments? in) (?:equity[- ]method )?(?:associates|affiliates|entities accounted for using)|セグメント(?:資産|負債)|\A(?:有形|無形)?固定資産\Z|未償却残高"
    r"|持分法適用会社への投資額"
    r"|\bnumber of (?:employees|contracts|subscribers|stores)|\bbandwidth\b|\bcash and cash equivalents\Z",
    regex.IGNORECASE,
)


def is_opening(label: str) -> bool:
    """A balance at the beginning of the period.

    >>> is_opening("現金及び現金同等物の期首残高"), is_opening("Cash, Beginning of Period"), is_opening("Cash, End of Period")
    (True, True, False)
    """
    return OPENING.search(label) is not None


def is_closing(label: str) -> bool:
    """A balance at the end of the period."""
    return CLOSING.search(label) is not None and OPENING.search(label) is None


def is_stock(label: str, unit: str, statement: str) -> bool:
    """True of a day, not of a period.

    >>> is_stock("契約帯域合計", "Gbps", "operating_metric"), is_stock("純資産額", "JPY", "summary")
    (True, True)
    >>> is_stock("当期純利益", "JPY", "summary"), is_stock("Weighted Average Number of Shares", "shares", "income_statement")
    (False, False)
    """
    if statement in ("income_statement", "comprehensive_income", "cash_flow_statement"):
        return unit in STOCK_UNITS
    if FLOW.search(label):
        return False
    return unit in STOCK_UNITS or STOCK.search(label) is not None
