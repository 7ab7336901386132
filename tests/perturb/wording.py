"""Captions and headers in the words of the other releases, or in synonyms."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import regex

from tests.perturb.printed import Printed

EXCHANGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"対前年同四半期(?!累計)", ("前年同期比", "前年同四半期比")),
    (r"前年同期比", ("対前年同四半期", "対前年同期")),
    (r"対前四半期", ("前期比", "前四半期比")),
    (r"(?<!年同)前期比", ("対前四半期", "前四半期比")),
    (r"対営業収益", ("対売上高", "売上高比")),
    (r"（単位：Gbps）", ("（Gbps）",)),
    (r"（百万円）", ("（単位：百万円）", "(単位 百万円)")),
    (r"JPY/(?:千円単位、)++USD/(?:千米ドル単位 ?)++", ("（単位：千円、千米ドル）", "単位：JPY/千円、USD/千米ドル ")),
    (r"(?m)^(表++) ?(\d)[.．]", (r"\1\2 ", r"\1 \2：")),
    (r"(?m)^Table (\d++)\.", (r"Table \1:", r"Table \1 -", r"TABLE \1.")),
    (r"YoY( |\n)% [cC]hange", (r"YOY\1Chg %", r"YoY\1Change (%)")),
    (r"QoQ( |\n)% [cC]hange", (r"QOQ\1Chg %", r"QoQ\1Change (%)")),
    (r"Y[oO]Y Chg %", ("YoY % change", "YoY Change %")),
    (r"QOQ Chg %", ("QoQ % change", "QoQ Change %")),
    (r"% of Total Revenues", ("% of total revenues", "% of Revenues")),
    (r"\(JPY in millions\)", ("(Millions of yen)", "(in millions of Japanese yen)", "(¥ million)", "(Unit: JPY million)")),
    (r"\(Unit: (?:Gbps|Giga bits per second)\)", ("(in Gbps)", "(Unit: Gbps)")),
    (r"Expressed in Thousands of Japanese Yen \(JPY\) and U\.S\. Dollars \(USD\)", ("In thousands of Japanese yen (JPY) and U.S. dollars (USD)",)),
    (r"For the Three Months Ended", ("For the Quarters Ended", "Three months ended", "For the three-month periods ended")),
    (r"For the Nine Months Ended", ("Nine months ended", "For the nine-month periods ended")),
    (r"For the Years? Ended", ("For the Fiscal Years Ended", "Year ended", "For the Twelve Months Ended")),
    (r"(?m)^As of (?=\p{Lu})", ("At ", "As at ")),
    (r"\bDec 3", ("December 3", "Dec. 3")),
    (r"\bSept? 30", ("September 30", "Sep. 30")),
    (r"\bMar(?:ch)? 31", ("Mar 31", "March 31", "Mar. 31")),
    (r"\bYear-over-year Comparison", ("Year over year comparison", "YoY comparison")),
    (r"\bSequential Comparison", ("Quarter over quarter comparison", "Sequential comparison")),
    (r"(?m)(?<=Table \d\. )Number of Contracts", ("Contracts", "Number of contracts")),
)
"""What is looked for, and what may stand instead of it."""
CHANCE = 0.5
"""Of each exchange to be made."""


def words_exchanged(printed: Printed, random: Random) -> Printed:
    """Each wording exchanged or not, everywhere alike in the document."""
    text = printed.text
    for pattern, instead in EXCHANGES:
        if random.random() < CHANCE:
            text = regex.sub(pattern, random.choice(instead), text)
    return replace(printed, text=text)
