"""The months that words give: "Three months ended", 累計期間, 中間."""

from __future__ import annotations

from collections.abc import Callable

import regex

from parsers.periods.days import (
    FLAGS,
    MONTHS_WORD,
    small,
)
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

_DURATIONS: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], int]], ...] = (
    (compiled(r"第\s?([1-4一二三四])\s?四半期(?:連結)?(?:会計期間)?末", FLAGS), lambda found: 0),
    (compiled(r"第\s?([1-4一二三四])\s?四半期(?:連結)?会計期間", FLAGS), lambda found: 3),
    (compiled(r"""
        第\s?([1-4一二三四])\s?四半期 .*? 累計 | 累計 .*? 第\s?([1-4一二三四])\s?四半期
        """, FLAGS), lambda found: 3 * small(found[1] or found[2])),
    (compiled(r"""
        (?<![a-z0-9])(three|six|nine|twelve|3|6|9|12)[\s-]*+months?
        """, FLAGS), lambda found: MONTHS_WORD.get(found[1].casefold()) or small(found[1])),
    (compiled(r"([369]|12)\s?[ヶケかカヵ]月", FLAGS), lambda found: small(found[1])),
    (compiled(r"""
        (?<![a-z])(?:as\s+of|as\s+at|at\s+(?=[a-z]{3,9}\.?\s*[0-9])) | 現在 | 時点 | (?:期|年度|月|期間)末 | 貸借対照表 |
        (?<![a-z])balance\s+sheets?
        """, FLAGS), lambda found: 0),
    (compiled(r"""
        中間 | 半期(?!.*四半期)(?<!四半期) | (?<![a-z])(?:half[\s-]year | (?:first|second|1st|2nd)\s+half | interim | semi-?annual)
        """, FLAGS), lambda found: 6),
    (compiled(r"四半期 | (?<![a-z])quarter", FLAGS), lambda found: 3),
    (compiled(r"""
        通期 | 年度 | 年間 | (?<![a-z])(?:years?\s+end | fiscal\s+year | full[\s-]year | annual | full\s+fiscal)
        """, FLAGS), lambda found: 12),
)


def parse_duration(text: str) -> int | None:
    """The months that a caption's words give its columns; 0 for an instant, None where it says nothing.

    >>> parse_duration("For the Nine Months Ended"), parse_duration("2021年６月30日現在"), parse_duration("営業収益の内訳")
    (9, 0, None)
    >>> parse_duration("第３四半期連結累計期間")
    9
    """
    folded = fold_widths(text)
    for pattern, months in _DURATIONS:
        if found := pattern.search(folded):
            return months(found)
    return None
