"""What the documents of a release say of the release as a whole: who, when, on which period, in which language, rounded how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import regex

from parsers.about import About, FiscalCalendar
from parsers.periods.calendars import find_calendar
from parsers.periods.day_arithmetic import months_between
from parsers.periods.days import FLAGS, MONTH_EN, YEAR4, find_dates
from parsers.periods.fiscal import fiscal_year_of, is_year_end
from parsers.periods.periods import Mention, parse_periods
from parsers.printed import Document
from parsers.records import Finding
from parsers.release.conventions import accounting_standard_of, prevailing_language_of, rounding_of, usd_rates_of
from parsers.release.names import code_of, name_en_of, name_ja_of, name_to_slug
from parsers.words.patterns import compiled
from parsers.words.scopes import is_group_statement
from parsers.words.widths import fold_widths

HEAD_LINES = 120
"""Lines with text, from the top of a document, in which a date line or a title is looked for."""

MAX_LAG_DAYS = 240
"""A release reports on a period that ended at most this long before it."""


def describe(documents: Sequence[Document]) -> tuple[About, list[Finding]]:
    """What the documents say of their release, and findings where they say nothing or contradict each other.

    Fields are None where nothing is said; the calendar is then a March year end named by its first year, `stated` False.
    """
    texts = [_lines_of(document) for document in documents]
    lines = [line for text in texts for line in text]
    whole = "\n".join(lines)
    announced = _announced_on(documents, texts)
    calendar = find_calendar(whole)
    end, months = _reported_period(lines, calendar, announced)
    rounding, rounding_findings = rounding_of(whole)
    rates = usd_rates_of(whole)
    name_en, name_ja = name_en_of(lines), name_ja_of(lines)
    cover = annual_cover_of(lines, calendar, end) if months == 12 else ""
    about = About(
        entity=code_of(whole) or name_to_slug(name_en),
        name_ja=name_ja,
        name_en=name_en,
        announced_on=announced,
        calendar=calendar,
        period_end=end,
        period_months=months,
        accounting_standard=accounting_standard_of(whole),
        prevailing_language=prevailing_language_of(whole),
        rounding=rounding,
        usd_rate=rates[0] if rates else None,
        group=any(is_group_statement(line) for line in lines),
        annual_cover=cover,
        filing_line=filing_line_of(lines, announced) if cover else "",
    )
    findings = [*rounding_findings, *_silences(about)]
    if len(rates) > 1:
        printed = ", ".join(map(str, rates))
        findings.append(Finding("usd_rate_differs", "info", f"the documents translate at {printed} yen a dollar; took {rates[0]}, printed most"))
    return about, findings


_COVER = compiled(r"【\s?事業年度\s?】")
_FILED = compiled(r"【\s?提出日\s?】")
_ANNUAL_REPORT = compiled(r"【\s?提出書類\s?】\s*有価証券報告書")


def annual_cover_of(lines: Sequence[str], calendar: FiscalCalendar, end: date | None) -> str:
    """The line of an annual report's cover that gives its fiscal year (【事業年度】第31期（自　…　至　…）), where that is the year which ends on `end`."""
    if not any(_ANNUAL_REPORT.match(line) for line in lines[:HEAD_LINES]):
        return ""
    covers = (line for line in lines[:HEAD_LINES] if _COVER.match(line))
    return next(
        (line for line in covers if any(mention.kind == "range" and mention.period_end == end for mention in parse_periods(line, calendar))), ""
    )


def filing_line_of(lines: Sequence[str], announced: date | None) -> str:
    """The line of a cover that gives the day of filing (【提出日】 2024年6月20日), where that is the day of the release."""
    return next((line for line in lines[:HEAD_LINES] if _FILED.match(line) and [dated.day for dated in find_dates(line)] == [announced]), "")


def _lines_of(document: Document) -> list[str]:
    """The lines that hold text, widths folded, the backslashes of escaped dollar signs off."""
    return [text for line in document.lines if (text := fold_widths(line.text).replace("\\$", "$").strip())]


def _silences(about: About) -> Iterator[Finding]:
    if not about.calendar.stated:
        yield Finding("calendar_assumed", "warning", "no text says when the fiscal year ends; assumed March 31, a year named by its first year")
    if about.announced_on is None:
        yield Finding("no_date", "warning", "no date line and no date in the metadata; announced_on is left empty")
    if about.period_end is None:
        yield Finding("no_period", "warning", "no title or caption names the period reported on; 当期 and its like stay unresolved")


# ---------------------------------------------------------------------------------------------------------------------
# The day of announcement

_PLACE = r"""
    (?:tokyo|osaka|kyoto|nagoya |yokohama|kobe|fukuoka |sapporo|sendai|hiroshima |kawasaki|saitama|chiba |niigata|hamamatsu|shizuoka
    |kitakyushu|kanazawa|nara |okayama|toyota|japan)
    """
_ENGLISH_DATE = rf"(?:{MONTH_EN}\.?\s*[0-3]?[0-9](?:st|nd|rd|th)?\s*,?\s*{YEAR4}|[0-3]?[0-9]\s+{MONTH_EN}\s*,?\s*{YEAR4})"
_DATE_LINE = compiled(rf"""
    ^[\s*_(\[>#-]*{_PLACE}(?:\s*,\s*japan |\s*\(japan\))?(?:\s*(?:and
    |/|&|,)\s*[A-Za-z. ]{{3,24}}?)?\s*[,:(\-]\s*(?:on\s+)?(?P<date>{_ENGLISH_DATE})
    """, FLAGS)
_PLACE_JA = compiled(r"\s*(?:東京|大阪|京都|名古屋|横浜|神戸|福岡|札幌|仙台|広島)(?:発|都|市|府)?\s*[、,，]\s*")
_LABELLED = compiled(r"""
    (?: 提出日 | 発表日 | 公表日 | 決算発表日 | 取締役会決議日 | (?<![a-z])(?:release\s+date |date\s+of\s+(?:release |announcement|filing)
    |filing\s+date|date))[】\])\s::]*$
    """, FLAGS)
_ALONE = compiled(r"[\s*_()（）\[\]【】.:付現-]*")


def _announced_on(documents: Sequence[Document], texts: Sequence[list[str]]) -> date | None:
    """The date line's place in Japan; else a date that stands alone or under its heading near the top; else the metadata."""
    for text in texts:
        for line in text:
            if found := _DATE_LINE.match(line):
                return next(dated.day for dated in find_dates(found["date"]))
    for text in texts:
        for before, line, behind in zip(["", *text], text[:HEAD_LINES], [*text[1:], ""], strict=False):
            dates = tuple(find_dates(line))
            if len(dates) == 1 and _dates_the_document(line, before, behind, dates[0].start, dates[0].end):
                return dates[0].day
    return next((document.dated for document in documents if document.dated), None)


def _dates_the_document(line: str, before: str, behind: str, start: int, end: int) -> bool:
    """Whether nothing but the date stands on the line, or a heading that says so before it."""
    if _LABELLED.search(line[:start]):
        return True
    if not _ALONE.fullmatch(line[end:]) or not (_ALONE.fullmatch(line[:start]) or _PLACE_JA.fullmatch(line[:start])) or "現在" in line:
        return False
    # A date under "For the Fiscal Year Ended" or 前連結会計年度, or one of a row of dates, is a column's and not the release's.
    return not (_PERIOD_BEFORE.search(before) or _DATE_ONLY.fullmatch(behind))


_PERIOD_BEFORE = compiled(r"""
    (?:ended|ending|as\s+of |at|自|至|to|from|~|- |年度末?|期間末?|期末? |計算書|対照表)\s*[\])）]?\s*$ |current|prior|previous
    """, FLAGS)
_DATE_ONLY = compiled(rf"[\s(]*(?:{_ENGLISH_DATE}|{YEAR4}年[0-9]{{1,2}}月[0-9]{{1,2}}日)[\s)]*", FLAGS)


# ---------------------------------------------------------------------------------------------------------------------
# The period reported on

_FUTURE = compiled(r"予想|見通し|見込|計画|forecast|projection|outlook|guidance|expect|ending", regex.IGNORECASE)


# A line without a year says nothing of the period, and most lines are without: reading them all was half the time of `describe`.
_NAMES_YEAR = compiled(r"(?<![0-9,.])(?:19|20)[0-9]{2}(?![0-9,])|[1-4１-４]\s?[QHqh]\s?(?:FY)?\s?[0-9]{2}|[12１２][０-９]{3}|平成|令和|昭和|\bFY|四半期", regex.IGNORECASE)


def _reported_period(lines: Sequence[str], calendar: FiscalCalendar, announced: date | None) -> tuple[date | None, int | None]:
    """The last day and the months of the period: the latest one that the document names often and that ended before it was dated."""
    mentions = [mention for line in lines if _NAMES_YEAR.search(line) for mention in _past_mentions(line, calendar)]
    ends = Counter(mention.period_end for mention in mentions if mention.period_end and _in_reach(mention.period_end, announced))
    if not ends:
        return None, None
    most = max(ends.values())
    if announced is None:
        # With no date to stop at, a deadline named once must not win over the period named everywhere.
        end = max((day for day, count in ends.items() if day and count * 2 >= most), default=None)
    else:
        end = max((day for day, count in ends.items() if day and _closes_a_quarter(day, calendar) and count * 10 >= most), default=None)
        end = end or max((day for day, count in ends.items() if day and count == most), default=None)
    return (None, None) if end is None else (end, _reported_months(mentions, end, calendar))


def _past_mentions(line: str, calendar: FiscalCalendar) -> Iterator[Mention]:
    if len(line) <= 2000 and not (_FUTURE.search(line) and len(line) < 200):
        yield from (mention for mention in parse_periods(line, calendar) if mention.kind not in ("year", "relative") and mention.period_end)


def _in_reach(end: date, announced: date | None) -> bool:
    return announced is None or 0 < (announced - end).days <= MAX_LAG_DAYS


def _closes_a_quarter(day: date, calendar: FiscalCalendar) -> bool:
    passed = months_between(fiscal_year_of(day, calendar)[0], day)
    return passed is not None and passed % 3 == 0


def _reported_months(mentions: Sequence[Mention], end: date, calendar: FiscalCalendar) -> int | None:
    """12 at a year's end; else the length that the mentions of this end give most, the longer one where the accounts are cumulative."""
    if is_year_end(end, calendar):
        return 12
    passed = months_between(fiscal_year_of(end, calendar)[0], end)
    lengths = Counter(mention.months for mention in mentions if mention.period_end == end and mention.months)
    if passed not in (3, 6, 9):
        return lengths.most_common(1)[0][0] if lengths else None
    return passed if lengths[passed] > lengths[3] or not lengths[3] else 3
