"""Running text, whose cells are set apart by blanks only: the numbers at the end of a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import regex

from parsers.periods.days import MONTH_EN
from parsers.words.numbers import COUNTERS, DIGITS, MARK, MONEY, PREFIX, SUFFIX, Number, join_torn
from parsers.words.patterns import compiled
from parsers.words.vocabulary import alternation
from parsers.words.widths import fold_widths

# Of the currencies only words stand behind a number: a sign belongs to the number that follows.
_SUFFIX_BEHIND = SUFFIX.replace(alternation((*MONEY, *COUNTERS)), alternation(w for w in (*MONEY, *COUNTERS) if w.text[-1] not in "$¥€£"))
# A token ends where a blank, the end or a bracket follows: "3Q03" and "12,345th" are words.
_TOKEN = compiled(
    rf"""
    (?<![^\s)%])                                    # a blank before it, or the `)` or `%` of the token that it touches
    (?:
        \( \s?+ -{{1,3}}+ \s?+ %?+ \s?+ \) (?:\s?+%)?+
      | (?: -{{1,3}}+ | ー | ─++ ) (?:\s?+%)?+ (?=\s|$)
      | \( \s?+ {MARK}?+ \s?+ {PREFIX}?+ \s?+ {DIGITS} (?:\s?+{_SUFFIX_BEHIND})?+ \s?+ \) (?:\s?+ %)?+
      | (?: {MARK} \s?+ )?+ (?: {PREFIX} \s?+ )?+ (?: {MARK} \s?+ )?+
        (?: \( {DIGITS} \) | {DIGITS} ) (?: (?<=[0-9]) \s?+ 円 \s?+ [0-9]{{2}}+ \s?+ 銭 | \s?+{_SUFFIX_BEHIND} )?+
    )
    (?= \s | $ | (?<=[)%]) \( | (?<=[)%])[-△▲0-9] | (?<=[0-9])\( )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_WORD = compiled(r"\S++")
# A year that belongs to a date or a fiscal year before it: "Dec 31, 2003", "fiscal 2003", "March 2004".
_DATED = compiled(
    rf"""(?: (?<![a-z]){MONTH_EN}\.?+ (?:\s*[0-9]{{1,2}}(?:st|nd|rd|th)?)? ,?
    | \b(?:fiscal|year|fy|page|p\.|note|table|no\.) ) \s*$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_YEAR = compiled(r"(?:19|20)[0-9]{2}(?:\s++\S++)?+")
"""Also with what stands behind it and would be its unit: "March 31, 2006  USD", "June 30, 2015 USD (1)"."""


class Answers(Protocol):
    """What is asked of a piece of the line: a `Text`, which finds this file's answers too."""

    @property
    def number(self) -> Number | None: ...
    @property
    def is_range(self) -> bool: ...


Ask = Callable[[str], Answers]


def trailing_numbers(text: str, ask: Ask) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The label of a line of running text and its trailing run of numbers and ranges, as printed, with their offsets in the text.

    ask: a Scanner.
    The label keeps its indent; with no run it is the whole line. A mark in brackets, `(2)`, is a token like any other.

    >>> from parsers.text.scanner import Scanner
    >>> trailing_numbers("IP  64kbps – 128kbps  76  -", Scanner())
    ('IP  64kbps – 128kbps', (('76', 22, 24), ('-', 26, 27)))
    >>> trailing_numbers("受注高 1兆2,045億円 2兆845億円", Scanner())
    ('受注高', (('1兆2,045億円', 4, 13), ('2兆845億円', 14, 21)))
    >>> trailing_numbers("compared to 2Q03.", Scanner())
    ('compared to 2Q03.', ())
    """
    folded = fold_widths(text)
    run = _drop_label_numbers(folded, _last_run(folded, ask), ask)
    if run and not folded[: run[0][0]].strip() and ask(folded[slice(*run[0])]).is_range:
        run = run[1:]  # the rows of a table of classes
    start = run[0][0] if run else len(text)
    return text[:start].rstrip(), tuple((text[a:b], a, b) for a, b in run)


def _last_run(folded: str, ask: Ask) -> list[tuple[int, int]]:
    """Spans of the number tokens that touch each other, blanks aside, up to the end of the line."""
    run: list[tuple[int, int]] = []
    for start, end in _spans(folded, ask):
        if start < 0:
            run.clear()
        else:
            run.append((start, end))
    return run


def _spans(folded: str, ask: Ask) -> Iterator[tuple[int, int]]:
    """Number tokens left to right; (-1, -1) stands for any other word. Each character is looked at a bounded number of times."""
    place = 0
    while found := _WORD.search(folded, place):
        reach = _RANGE.match(folded, found.start()) if found[0][0] in _OPENS else None
        if reach and ask(reach[0]).is_range:
            yield reach.span()
            place = reach.end()
            continue
        torn = _TORN_TOKEN.match(folded, found.start()) if found[0][0] in _DIGITS else None
        token = (_COMPOUND.match(folded, found.start()) or _TOKEN.match(folded, found.start())) if _MAY_BEGIN.match(found[0]) else None
        if torn and join_torn(torn[0]):
            yield torn.span()
            place = torn.end()
        elif token and ask(token[0]).number:
            yield token.span()
            place = token.end()
            while (glued := _TOKEN.match(folded, place)) and ask(glued[0]).number:
                yield glued.span()
                place = glued.end()
            if place < len(folded) and not folded[place].isspace():
                yield -1, -1
                place = found.end()
        else:
            yield -1, -1
            place = found.end()


# Two scales in one number: 1兆2,045億円, 512億30百万円.
_COMPOUND = compiled(
    rf"\(? {MARK}? \s?+ (?: [0-9][0-9,]*+ (?:兆|億|百万|千万|万|千) ){{2,}}+ [0-9,]*+ (?:円|米ドル|ドル|株)?+ \)? (?=\s|$)"
    rf"| \(? {MARK}? \s?+ (?: [0-9][0-9,]*+ (?:兆|億|万) )++ [0-9][0-9,]*+ (?:百万|千)?+ (?:円|米ドル|ドル|株) \)? (?=\s|$)",
    regex.VERBOSE,
)
_MAY_BEGIN = compiled(rf"[-+△▲(.0-9ー─] | {PREFIX}", regex.VERBOSE | regex.IGNORECASE)
_END = rf"(?: {MARK} \s?+ )?+ (?: {PREFIX} \s?+ )?+ {DIGITS} (?:\s?+{_SUFFIX_BEHIND})?+"
# A dash between blanks is a nil mark between two numbers, unless the rows beside it say otherwise.
_RANGE = compiled(rf"{_END} (?: \s?+(?:~|から)\s?+ | \s++to\s++ | - ) {_END} (?=\s|$)", regex.VERBOSE | regex.IGNORECASE)
_OPENS = frozenset("-+△▲(.0123456789¥$€£")
_DIGITS = frozenset("0123456789,")
_TORN_TOKEN = compiled(r"[0-9,]++ \s [0-9,]++ (?:\.[0-9]++)?+ (?=\s|$)", regex.VERBOSE)


def _drop_label_numbers(folded: str, run: list[tuple[int, int]], ask: Ask) -> list[tuple[int, int]]:
    """The run without what belongs to the label: `64kbps - 128kbps`, the year of a date, a counted thing among bare numbers."""
    if run and _YEAR.fullmatch(folded[slice(*run[0])]) and _DATED.search(folded, max(0, run[0][0] - 24), run[0][0]):
        run = run[1:]
    units = [_quantity(folded[slice(*span)], ask) for span in run]
    bare = [index for index, unit in enumerate(units) if unit == ""]
    last = max((index for index, unit in enumerate(units[: bare[-1]] if bare else []) if unit not in ("", None)), default=-1)
    return run[last + 1 :]


def _quantity(token: str, ask: Ask) -> str | None:
    """The unit printed in the token, "" where it is bare, None where the token says nothing of it (nil, percent, money)."""
    number = ask(token).number
    if number is None or number.nil or number.percent or number.unit in ("JPY", "USD", "EUR", "pure"):
        return None
    return number.unit or ""
