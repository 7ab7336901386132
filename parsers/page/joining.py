"""Texts that were set over several lines as one: labels, header texts, and which lines go together."""

from __future__ import annotations

import regex

CONNECTOR = regex.compile(
    r"(?:及び|および|並びに|ならびに|又は|または|＋|\+|、|,|[-–/／・&＆]|(?<=\s)(?:and|of|in|the|to|for|or|from|by|on|with|net))\s*+\Z",
    regex.IGNORECASE,
)
REST = regex.compile(r"\s*+(?:[ーッャュョァィゥェォ々)）」]|\p{Han}\s*+\Z)")
"""What begins no label, or is one character: the rest of a word that the line above broke (持分合 over 計, 残 over 高)."""
LATIN_END = regex.compile(r"[\p{Latin}\d)&,.'’ʼ]\Z")
LATIN_BEGINNING = regex.compile(r"[\p{Latin}\d(&]")
LOWER = regex.compile(r"\A\s*+\p{Ll}{2,}")
COLON = regex.compile(r"[:：]\s*+\Z")
COMPOUND = regex.compile(r"\b(?:year|month|quarter|period|non|long|short|mid|end|multi|self|pre|post|off|on|inter|co)-\Z", regex.IGNORECASE)
CUT_DAY = tuple(
    (regex.compile(end), regex.compile(begin)) for end, begin in ((r"年\s?\d?\Z", r"\A\d{1,2}月"), (r"月\s?\d?\Z", r"\A\d{1,2}日"), (r"\d\Z", r"\A[年月日]"))
)
"""What ends the one line and begins the next where a narrow column cuts a date."""
DAY_BEGINS = frozenset("0123456789０１２３４５６７８９年月日")


def join_label(first: str, second: str) -> str:
    """Two lines of a label as one: a blank between Latin words, nothing between Japanese ones, a hyphen kept.

    >>> join_label("Total liabilities and", "shareholders' equity")
    "Total liabilities and shareholders' equity"
    >>> join_label("インターネット接続及び", "付加価値サービス収入合計")
    'インターネット接続及び付加価値サービス収入合計'
    """
    first, second = first.rstrip(" \u3000"), second.lstrip(" \u3000")
    if not first or not second:
        return first + second
    latin = LATIN_END.search(first) is not None and LATIN_BEGINNING.match(second) is not None
    return first + (" " if latin and not first.endswith("-") else "") + second


def join_header(first: str, second: str) -> str:
    """Two lines of a header as one; a word broken with a hyphen is put together, a compound keeps its own; a date is put together.

    >>> join_header("Adjust-", "ments"), join_header("Fiscal year-", "end"), join_header("Dividend /", "Net assets")
    ('Adjustments', 'Fiscal year-end', 'Dividend / Net assets')
    >>> join_header("至 平成30年6月3", "0日")
    '至 平成30年6月30日'
    """
    if cuts_day(first, second):
        return first + second
    if first.endswith("-") and second[:1].islower():
        return first + second if COMPOUND.search(first) else first[:-1] + second
    return f"{first} {second}" if first.endswith(" /") or second.startswith(("%", "(")) else join_label(first, second)


def cuts_day(first: str, second: str) -> bool:
    """Does the end of a line cut a date: 2018年6月3 over 0日, 2018年6月30 over 日?"""
    return second[:1] in DAY_BEGINS and any(end.search(first) and begin.match(second) for end, begin in CUT_DAY)


def begins_label(piece: str, label: str, *, near: bool) -> bool:
    """Is `piece` the beginning of the label `label` on the next line?"""
    if COLON.search(piece) or label.casefold().startswith(piece.strip().casefold()):
        return False  # "Profit attributable to" over "Profit attributable to owners of parent" is its heading
    opened = piece.count("(") + piece.count("（") - piece.count(")") - piece.count("）")
    if opened > 0 or (near and REST.match(label)):
        return True
    if CONNECTOR.search(piece):
        return near or LOWER.match(label) is not None
    return near and LOWER.match(label) is not None


def heads(above: float, row: float, following: float, step: float = 0.0, same: float = 0.0) -> bool:
    """Is a line the heading of the row below it, since that row is indented and the next one stands as far to the right? By their indents."""
    return row > above + step and abs(following - row) <= same


def ends_label(label: str, text: str) -> bool:
    """Does `text`, printed below a row of numbers, end the label of that row?"""
    if COLON.search(text):
        return False
    opened = label.count("(") + label.count("（") - label.count(")") - label.count("）")
    return opened > 0 or (CONNECTOR.search(label) is not None and LOWER.match(text) is not None)
