"""The sentence that introduces a table: what it says of a period holds for a table that prints none itself.

当連結会計年度における生産実績をセグメントごとに示すと、次のとおりであります。
2019年8月22日付で…報告書において、…が2019年8月15日現在で以下の株式を所有している旨が記載されている…。
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from parsers.page.sorted_lines import Kind, Sorted
from parsers.periods.periods import Mention
from parsers.text.scanner import Scanner
from parsers.words.patterns import compiled

POINTS = compiled(
    r"(?:以下|次|下記|下表|次表)(?:の|に|で|は|が|、)|以下[^。]{0,12}(?:とおり|通り)|\b(?:as follows|the following|(?:table|shown|set out|set forth) below|below (?:shows|sets))\b",
    regex.IGNORECASE,
)
"""Words that point at what stands below."""
REFERS = compiled(r"その|当該|上記|同社|同報告書")
"""Words with which a sentence goes on about what the one before names."""
SENTENCE = compiled(r"(?<=。)|(?<=[a-z)]\.)\s+(?=[A-Z])")
OTHER_TIMES = compiled(
    r"適用開始日|(?:取得|企業結合|株式交換|合併|分割|譲渡|権利付与|付与|決議|効力発生|支配獲得)日|予定|計画|見込|見通し|予想|目標|\b(?:acquisition|application|grant|plan(?:s|ned)?|expected|forecasts?|targets?)\b",
    regex.IGNORECASE,
)
"""Days that such a sentence names without saying when they are, and what has not happened yet: the table may be theirs."""
DENIES = compiled(r"ません|できない|\b(?:not|unable)\b", regex.IGNORECASE)
"""What a sentence says is not so on the day it names: …現在における実質所有株式数の確認ができません says nothing of the table."""
BRACKET_BEHIND = compiled(r"[(（\[][^()（）\[\]]++[)）\]]\s*+\Z")
LINES = 12
"""Lines of prose above a table that are read for its lead."""


def lead_above(lines: Sequence[Sorted], first: int, floor: int) -> str:
    """The prose directly above the table that begins at `first`, in one text; "" where a heading or another table stands there.

    Blank lines and notes on units may stand between.
    """
    at = first - 1
    while at >= floor and lines[at].kind in (Kind.BLANK, Kind.CAPTION):
        at -= 1
    found: list[str] = []
    while at >= floor and len(found) < LINES and lines[at].kind in (Kind.PROSE, Kind.NOTE):
        found.append(lines[at].text.strip())
        at -= 1
    return "".join(reversed(found)) if any(map(str.isascii, found)) is False else " ".join(reversed(found))


def lead_period(text: str, scanner: Scanner) -> Mention | None:
    """The one period that the sentence which introduces a table speaks of; None where it names none, several, or another time.

    text: the prose above the table. A sentence that refers to the one before it takes the period from there.
    """
    sentences = [sentence for part in SENTENCE.split(without_note(text, scanner)) if (sentence := part.strip())]
    if not sentences or (points := POINTS.search(sentences[-1])) is None:
        return None
    before = sentences[-1][: points.start()]
    mentions = _dated(before, scanner)
    if not mentions and len(sentences) > 1 and REFERS.search(before):
        earlier = sentences[-2]
        shown = POINTS.search(earlier)
        before = earlier[: shown.start()] if shown else earlier
        mentions = _dated(before, scanner)
    if OTHER_TIMES.search(before) or DENIES.search(before):
        return None
    if len({(one.period_start, one.period_end) for one in mentions}) > 1:
        taken = [one for one in mentions if one.instant and one.kind == "date"]
        mentions = taken if taken and mentions[-1] is taken[-1] and len(taken) == 1 else []  # 2019年8月22日付で…2019年8月15日現在で
    return mentions[-1] if mentions else None


def without_note(lead: str, scanner: Scanner) -> str:
    """A sentence without the unit in brackets behind it.

    >>> without_note("2025年3月期の月次売上高は次のとおりです。（単位：％）", Scanner()), without_note("売上高は次のとおりです（速報値）", Scanner())
    ('2025年3月期の月次売上高は次のとおりです。', '売上高は次のとおりです（速報値）')
    """
    found = BRACKET_BEHIND.search(lead)
    return lead[: found.start()] if found is not None and scanner(found[0].strip()).is_unit_bracket else lead


def _dated(text: str, scanner: Scanner) -> list[Mention]:
    return [word.period for word in scanner(text).words if word.period is not None and word.period.period_end is not None]
