"""How an entity counts its fiscal years, from what its own document says. Every statement is a vote; votes are counted."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from parsers.about import FiscalCalendar
from parsers.periods.dated import find_dated, find_month_ranges
from parsers.periods.day_arithmetic import DAYS, Span, add_months, is_last_day, months_between
from parsers.periods.days import FLAGS, MONTH_EN, SMALL, YEAR4, YEAR_JA, find_dates, full_year, month_end_of, month_number, small
from parsers.periods.fiscal import DEFAULT_CALENDAR, fiscal_year, is_year_end
from parsers.periods.mentions import Mention
from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

MonthDay = tuple[int, int | None]
"""A month and its day; None where a name of the term (2004年3月期) says nothing of the day."""
Vote = tuple[MonthDay, int]
"""A year end and the weight of the words that say it."""

LONGEST_TERM = 560
"""Days: a term of 18 months is the longest that the law allows."""

# Weights: words that name the year end outright, a quarter's number with its end, a cumulative span, a balance-sheet heading.
_OUTRIGHT, _BY_QUARTER, _BY_SPAN, _BY_HEADING = 10, 6, 3, 2

_DATE_TEXT = rf"(?:{MONTH_EN}\.?\s*[0-3]?[0-9](?:st|nd|rd|th)?\s*,?\s*{YEAR4}|[0-3]?[0-9]\s+{MONTH_EN}\s*,?\s*{YEAR4})"
_FISCAL_YEAR_ENDS = compiled(rf"""
    fiscal\s+years?\s*(?:{YEAR4} |fy\s?{YEAR4})?\s*,?\s*\(?\s*(?:which\s+)?(?:end(?:ed |ing|s)|to)\s+(?:on\s+)?(?P<date>{_DATE_TEXT})
    """, FLAGS)
_YEARS_ENDED = compiled(rf"(?<!fiscal\s)(?:years?|twelve\s+months|12\s+months)\s+(?:ended|ending)\s+(?P<date>{_DATE_TEXT})", FLAGS)
_FISCAL_YEAR_ENDS_BARE = compiled(rf"""
    fiscal\s+years?\s+(?:ends? |ending|ended|closes?)\s+(?:on\s+)?(?P<name>{MONTH_EN})\.?\s+(?P<day>[0-3]?[0-9])(?![0-9])(?:st
    |nd|rd|th)?(?!\s*,?\s*{YEAR4})
    """, FLAGS)
_QUARTER_ENDED = compiled(
    rf"""
        (?P<quarter>1st|2nd|3rd |4th|first|second|third |fourth)[\s-]+(?:fiscal\s+)?quarter\s*,?\s*(?:(?:of
        |for|in)[\w\s,'()"]{{0,40}}?)?\(?\s*(?:ended |ending)\s+(?P<date>{_DATE_TEXT})
        """, FLAGS
)
_CUMULATIVE_ENDED = compiled(rf"(?P<months>six|nine|6|9)[\s-]months?(?:\s+period)?s?\s+(?:ended|ending)\s+(?P<date>{_DATE_TEXT})", FLAGS)
_QUARTER_MONTHS_JA = compiled(r"""
    第\s?(?P<quarter>[1-4一二三四])\s?四半期\s?\(?\s?(?P<first>[0-9]{1,2})\s?月?\s?[-~]\s?(?P<last>[0-9]{1,2})\s?月
    """, FLAGS)
_TERM_JA = compiled(
    rf"""
        (?:{YEAR_JA}\s?年\s?(?P<month>{SMALL})\s?月\s?期 |(?<![0-9])(?P<year>{YEAR4})/(?P<month>1[0-2]
        |0?[1-9])\s?月?期)\s?\(?(?P<part>第\s?[1-4一二三四]\s?四半期 |中間|通期|\s?決算短信 |の?(?:連結|個別|通期)?業績予想 |\(?予想)
        """, FLAGS
)
_TERM_ALONE = compiled(rf"{YEAR_JA}\s?年\s?(?P<month>{SMALL})\s?月\s?期(?!末)", FLAGS)
_FY_WITH_MONTH = compiled(rf"""
    (?<![a-z])fye?\s?(?:(?P<year>{YEAR4})\s?[./]\s?(?P<month>1[0-2] |0?[1-9])|(?P<month>1[0-2] |0?[1-9])/(?P<year>{YEAR4}
    |[0-9]{{2}}))(?![0-9]|\s?[qh](?![a-z]))
    """, FLAGS)
_SPAN_GAP = compiled(r"\s*[\])]?\s*(?:から|~|-|至|to|through|until|~\s?至|[,、]\s?至)\s*至?\s*", FLAGS)
_CUMULATIVE_BEFORE = compiled(r"""
    (?:累計期間|累計|会計年度 |事業年度|中間(?:連結)?会計期間 |(?:fiscal\s+)?year|第[0-9一二三]+期中?)[^0-9。]{0,20}$
    """, FLAGS)
_YEAR_HEADING = compiled(r"(?:連結会計年度|事業年度|fiscal\s+year)末?\s*\(\s*(?:as\s+of\s+)?$", FLAGS)
_QUARTER_OF = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}


def find_calendar(text: str) -> FiscalCalendar:
    """The fiscal calendar that a document's text gives; a March year end named by its first year, `stated` False, where it gives none.

    >>> find_calendar('the 3rd quarter of the fiscal year ending March 31, 2004 ("fiscal 2003")')
    FiscalCalendar(end_month=3, end_day=31, names_end_year=False, stated=True, terms=(), term_months=12, quarters_since_start=None, second_quarter_is_half=False)
    >>> find_calendar("2025年12月期 第2四半期（中間期）決算短信").end_month
    12
    >>> find_calendar("2024年2月期 店舗数の推移").end_month, find_calendar("2015年12月期 2016年3月期").stated
    (2, False)
    """
    folded = fold_widths(text)
    ranges = tuple(mention for mention in (*find_dated(folded), *find_month_ranges(folded)) if mention.kind == "range" and mention.period_start is not None)
    end = _most_voted(_year_end_votes(folded), ranges) or _most_voted(_term_votes(folded), ranges)
    calendar = DEFAULT_CALENDAR if end is None else FiscalCalendar(*end, names_end_year=False, stated=True)
    calendar = replace(calendar, names_end_year=_names_end_year(folded, calendar))
    terms = _printed_terms(folded, ranges, calendar)
    lengths = Counter(months for first, last in terms if (months := months_between(first, last)))
    half = _SECOND_QUARTER_IS_HALF.search(folded) is not None
    term_months = 6 if lengths and max(lengths) == 6 else 12
    return replace(calendar, terms=terms, term_months=term_months, quarters_since_start=_quarters_since_start(folded), second_quarter_is_half=half)


_SINCE_START = compiled(rf"""
    (?<![a-z])fye?\s?{YEAR4}\s?[./]\s?(?:1[0-2]|0?[1-9]) [\s-]? (?: [69]\s?m(?![a-z]) | 1\s?h(?![a-z]) | h1(?![0-9]) | (?:six|nine|[69])[\s-]months? )
    | {YEAR_JA}\s?年\s?{SMALL}\s?月\s?期\s?[(]?\s? (?: [69]\s?m(?![a-z]) | 1\s?h(?![a-z]) )
    """, FLAGS)
"""Names of all that passed of a year, in a document that calls quarters in the same way."""
_SECOND_QUARTER_IS_HALF = compiled(r"第\s?[2二]\s?四半期\s?[(]\s?(?:中間期|中間連結会計期間|上半?期|累計)\s?[)]", FLAGS)


def _quarters_since_start(folded: str) -> bool | None:
    """By the days printed behind the names of quarters; else a document with a name of its own for what passed of the year (FY2019/3 9M) means
    the quarter alone by FY2019/3 3Q."""
    said = Counter(since_start for _begins, _named, since_start in parts_of_named_years(folded) if since_start is not None)
    if said[True] != said[False]:
        return said[True] > said[False]
    return False if not said and _SINCE_START.search(folded) else None


def _term_votes(folded: str) -> Iterator[Vote]:
    """The month by which a text calls all its terms, 2024年2月期, where nothing says more; none where it calls them by several, which may be quarters."""
    months = {small(found["month"]) for found in _TERM_ALONE.finditer(folded)}
    return iter([((months.pop(), None), _BY_HEADING)] if len(months) == 1 and months <= set(range(1, 13)) else [])


def _most_voted(votes: Iterator[Vote], ranges: Sequence[Mention]) -> tuple[int, int] | None:
    """The month that most words name, and its day as the ranges of days print it, which begin or end there; else as words say it."""
    counted: Counter[int] = Counter()
    days: Counter[int] = Counter()
    for (month, day), weight in votes:
        counted[month] += weight
        if day is not None:
            days[100 * month + day] += weight
    if not counted:
        return None
    # A tie is broken towards the later row of the calendar only so that two runs agree.
    month = max(counted.items(), key=lambda item: (item[1], item[0]))[0]
    for mention in ranges:
        if mention.period_start is not None and mention.period_end is not None:
            for day_of_range in (mention.period_start - timedelta(days=1), mention.period_end):
                if day_of_range.month == month:
                    days[100 * month + (_month_day(day_of_range)[1] or 0)] += _BY_SPAN
    said = [(weight, key % 100) for key, weight in days.items() if key // 100 == month]
    return month, max(said)[1] if said else DAYS[month - 1]


_TERM_BEFORE = compiled(rf"""
    (?: (?: {YEAR_JA}\s?年\s?(?P<month>{SMALL})\s?月\s?期 | 第\s?[0-9一二三四五六七八九十]+\s?(?:期|計算期間|営業期間) | (?:会計|事業|営業)年度 | (?:連結)?決算
    | (?:fiscal|business)\s+years?(?:\s+{YEAR4})? | fye?\s?{YEAR4}(?:[./][0-9]{{1,2}})? )
    (?: \s*(?:の|[:,、])?\s*[^0-9。四半中累上下quh]{{0,14}} )?? ) \s* [(\[]? \s* (?:自|from)? \s* $
    """, FLAGS)
_PART_BEFORE = compiled(r"四半期|中間|半期|上期|下期|累計|quarter|half|months|interim|[1-4]q|q[1-4]|[12]h", FLAGS)
_BEFORE = 60
"""Characters looked at before a range of days, for the name of a term."""


def _printed_terms(folded: str, ranges: Sequence[Mention], calendar: FiscalCalendar) -> tuple[Span, ...]:
    """The terms whose days are printed behind their name: 2023年12月期（2023年4月1日～12月31日）. One that ends where no year ends is a
    part of a year: FY2024 (April 1, 2024 to June 30, 2024)."""
    terms: set[Span] = set()
    for mention in ranges:
        before = folded[max(0, mention.start - _BEFORE) : mention.start + (2 if folded[mention.start : mention.start + 1] in "(自" else 0)]
        named = _TERM_BEFORE.search(before.rstrip("("))
        if named is None or mention.period_start is None or mention.period_end is None or _PART_BEFORE.search(before[max(0, named.start() - 12) :]):
            continue
        closes = small(named["month"]) == mention.period_end.month if named["month"] else is_year_end(mention.period_end, calendar)
        if closes and 0 < (mention.period_end - mention.period_start).days < LONGEST_TERM:
            terms.add((mention.period_start, mention.period_end))
    return tuple(sorted(terms))


def _year_end_votes(folded: str) -> Iterator[Vote]:
    for pattern, weight in ((_FISCAL_YEAR_ENDS, _OUTRIGHT), (_YEARS_ENDED, _BY_SPAN)):
        for found in pattern.finditer(folded):
            for dated in find_dates(found["date"]):
                yield _month_day(dated.day), weight
    for found in _FISCAL_YEAR_ENDS_BARE.finditer(folded):
        yield (month_number(found["name"]), small(found["day"])), _OUTRIGHT
    for found in _QUARTER_ENDED.finditer(folded):
        for dated in find_dates(found["date"]):
            yield _month_day(add_months(dated.day, 12 - 3 * _QUARTER_OF[found["quarter"].casefold()])), _BY_QUARTER
    for found in _CUMULATIVE_ENDED.finditer(folded):
        months = 9 if found["months"].casefold() in ("nine", "9") else 6
        for dated in find_dates(found["date"]):
            yield _month_day(add_months(dated.day, 12 - months)), _BY_SPAN
    for begins, _named, _since_start in parts_of_named_years(folded):
        yield _month_day(begins - timedelta(days=1)), _BY_QUARTER
    yield from _japanese_votes(folded)
    yield from _span_votes(folded)


def _japanese_votes(folded: str) -> Iterator[Vote]:
    for found in _QUARTER_MONTHS_JA.finditer(folded):
        end = month_end_of(2001, (small(found["last"]) - 1 + 12 - 3 * small(found["quarter"])) % 12 + 1)
        if end is not None and (small(found["last"]) - small(found["first"])) % 12 == 2:
            yield (end.month, None), _BY_QUARTER
    for pattern in (_TERM_JA, _FY_WITH_MONTH):
        for found in pattern.finditer(folded):
            if 1 <= small(found["month"]) <= 12:
                yield (small(found["month"]), None), _OUTRIGHT


def _span_votes(folded: str) -> Iterator[Vote]:
    """Ranges of dates: twelve months say their end, shorter ones their beginning where they are cumulative."""
    dates = tuple(find_dates(folded))
    for one in dates:
        if _YEAR_HEADING.search(folded, max(0, one.start - 40), one.start):
            yield _month_day(one.day), _BY_HEADING
    for one, other in itertools.pairwise(dates):
        if one.day >= other.day or not _SPAN_GAP.fullmatch(folded, one.end, other.start):
            continue
        months = months_between(one.day, other.day)
        if months == 12:
            yield _month_day(other.day), _BY_SPAN
        elif months in (3, 6, 9) and _CUMULATIVE_BEFORE.search(folded, max(0, one.start - 60), one.start):
            yield _month_day(one.day - timedelta(days=1)), _BY_SPAN


_PART_NAME = compiled(rf"""
    (?: 第\s?(?P<quarter>[1-4一二三四])\s?四半\s?期 | (?P<quarter>1st|2nd|3rd|4th|first|second|third|fourth)[\s-]+quarters? | (?<![a-z0-9])(?P<quarter>[1-4])\s?q(?![a-z])
      | (?<![a-z])q(?P<quarter>[1-4])(?![0-9]) )
    (?: \s*(?:of|for|in|the|/)?\s* (?:fy\s?|fiscal\s+(?:years?\s+)?)(?P<named>{YEAR4}|[0-9]{{2}}(?![0-9])) )?
    (?: [^0-9。]{{0,20}}? [(\[] \s* (?:自|from)? | [」』"']* \s* (?: とは | は | means? | refers?\s+to | denotes? | represents? ) [^0-9。]{{0,30}}? )
    \s* (?P<range>[^()\[\]]{{8,60}})
    """, FLAGS)


_LENGTH_SAID = compiled("累計|会計期間|cumulative|year[- ]to[- ]date", FLAGS)


def parts_of_named_years(folded: str) -> Iterator[tuple[date, str, bool | None]]:
    """(first day of the year, its name or "", does the range begin with it) for each quarter whose days are printed: First Quarter of FY2024
    (April 1, 2024 to June 30, 2024). As long as the quarters passed, the range began with the year; three months long, it is the last of
    them. None for the first quarter, and where the name says it by 累計 or 会計期間."""
    for found in _PART_NAME.finditer(folded):
        number = _QUARTER_OF.get(found["quarter"].casefold()) or small(found["quarter"])
        mention = next((one for one in (*find_dated(found["range"]), *find_month_ranges(found["range"])) if one.period_start is not None), None)
        if mention is None or mention.period_start is None or mention.months not in (3, 3 * number):
            continue
        before = 0 if mention.months == 3 * number else 3 * (number - 1)
        named_by_length = number == 1 or _LENGTH_SAID.search(found[0], 0, found.start("range") - found.start()) is not None
        yield add_months(mention.period_start - timedelta(days=1), -before) + timedelta(days=1), found["named"] or "", None if named_by_length else not before


def _month_day(day: date) -> tuple[int, int]:
    """The year end as month and day; February's last day as 28, so that leap years vote with the others."""
    return (2, 28) if day.month == 2 and is_last_day(day) else (day.month, day.day)


# ---------------------------------------------------------------------------------------------------------------------
# Which of its two calendar years names a fiscal year

_NAME = rf"(?:fy\s?|fiscal\s+(?:years?\s+)?)(?P<named>{YEAR4}|[0-9]{{2}}(?![0-9]))(?![0-9./])"
_ENDS_THEN_NAME = compiled(rf"""
    (?:fiscal\s+)?years?\s+(?:ended |ending)\s+(?P<date>{_DATE_TEXT})\s*,?\s*\(?\s*(?:is\s)?\s*(?:hereinafter |or|the)?\s*
    (?:(?:referred\s+to|denoted|described)\s+as |called)?\s*["'“”]?\s*{_NAME}
    """, FLAGS)
_NAME_THEN_ENDS = compiled(rf"""
    {_NAME} ["')]? [^0-9.;。]{{0,40}}? (?<![a-z])(?:ended |ending|ends)\s+(?:on\s+)?(?P<date>{_DATE_TEXT})
    """, FLAGS)
_NAME_IS_SPAN = compiled(rf"{_NAME}\s*[:=(]+\s*(?:from\s+)?(?P<first>{_DATE_TEXT})\s*(?:to|-|~|through)\s*(?P<date>{_DATE_TEXT})", FLAGS)
_ENDED_AND = compiled(rf"years?\s+(?:ended |ending)\s+(?P<date>{_DATE_TEXT})\s*(?:,\s*{YEAR4}\s*)*,?\s*and\s+{YEAR4}(?![0-9])", FLAGS)
"""For the years ended March 31, 2025 and 2024: a year is called by the one in which it ends."""
_NENDO_THEN_TERM = compiled(
    rf"""
        (?P<named>{YEAR4})\s?年度\s?[(（]?\s?(?:=
        |:)?\s?(?:{YEAR4}\s?年\s?[0-9]{{1,2}}\s?月\s?(?:1\s?日)?\s?[-~]\s?)?(?P<year>{YEAR4})\s?年\s?(?P<month>[0-9]{{1,2}})\s?月
        """, FLAGS
)
_TERM_THEN_NENDO = compiled(rf"(?P<year>{YEAR4})\s?年\s?(?P<month>[0-9]{{1,2}})\s?月\s?期\s?\(\s?(?P<named>{YEAR4})\s?年度", FLAGS)
_ANY_QUARTER = compiled(
    rf"(?<![a-z0-9])(?P<quarter>[1-4])q\s?'?(?:fy)?(?P<named>[0-9]{{2}}|{YEAR4})(?![0-9./])|(?<![a-z])(?:fy)?(?P<named>{YEAR4})[\s-]?q(?P<quarter>[1-4])|(?<![a-z])q(?P<quarter>[1-4])[\s-]?(?:fy\s?|')?(?P<named>{YEAR4}|[0-9]{{2}})(?![0-9./])",
    FLAGS,
)


def _names_end_year(folded: str, calendar: FiscalCalendar) -> bool:
    """Explicit pairs of name and end decide; else which reading of the quarters' names meets more of the dates printed."""
    by_end = Counter(_naming_votes(folded, calendar))
    if by_end[True] != by_end[False]:
        return by_end[True] > by_end[False]
    if not by_end and any(dated.day.month == calendar.end_month for found in _ENDED_AND.finditer(folded) for dated in find_dates(found["date"])):
        return True
    if not by_end and any(small(found["month"]) == calendar.end_month for found in _FY_WITH_MONTH.finditer(folded)):
        return True  # who writes FY2022.3 for the year to March 2022 calls it FY2022
    return _quarters_meet_dates(folded, calendar)


def _naming_votes(folded: str, calendar: FiscalCalendar) -> Iterator[bool]:
    """True for each pair in which the year is called by the calendar year of its end, False by that of its beginning."""
    for pattern in (_ENDS_THEN_NAME, _NAME_THEN_ENDS):
        for found in pattern.finditer(folded):
            for dated in find_dates(found["date"]):
                if dated.day.month == calendar.end_month:  # First Quarter of FY2024 (Three Months Ended June 30, 2024) says nothing of the year's end
                    yield from _naming_vote(full_year(found["named"]), dated.day.year)
    for found in _NAME_IS_SPAN.finditer(folded):
        for first, last in zip(find_dates(found["first"]), find_dates(found["date"]), strict=False):
            if months_between(first.day, last.day) == 12:
                yield from _naming_vote(full_year(found["named"]), last.day.year)
    for begins, printed, _since_start in parts_of_named_years(folded):
        if printed:
            yield from _naming_vote(full_year(printed), (add_months(begins, 12) - timedelta(days=1)).year)
    for pattern in (_NENDO_THEN_TERM, _TERM_THEN_NENDO):
        for found in pattern.finditer(folded):
            if small(found["month"]) == calendar.end_month:
                yield from _naming_vote(full_year(found["named"]), int(found["year"]))


def _naming_vote(named: int, ends_in: int) -> Iterator[bool]:
    if named in (ends_in, ends_in - 1):
        yield named == ends_in


def _quarters_meet_dates(folded: str, calendar: FiscalCalendar) -> bool:
    """Whether 3Q03 and its like meet more printed dates when the year is called by its end."""
    printed = {dated.day for dated in find_dates(folded)}
    quarters = [(full_year(found["named"]), 3 * int(found["quarter"])) for found in _ANY_QUARTER.finditer(folded)]
    meets: dict[bool, int] = {}
    for names_end in (True, False):
        named = replace(calendar, names_end_year=names_end)
        meets[names_end] = sum(add_months(fiscal_year(year, named)[1], passed - 12) in printed for year, passed in quarters)
    return meets[True] > meets[False]
