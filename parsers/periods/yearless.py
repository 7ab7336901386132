"""Periods printed without their year: `Three months ended June 30,`, 12月31日現在, `Nine months`. The year stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from parsers.about import FiscalCalendar
from parsers.periods.day_arithmetic import DAYS
from parsers.periods.days import FLAGS, MONTH_EN, MONTHS_WORD, SMALL, YEAR4, month_number, small
from parsers.periods.mentions import WHOLE, Mention, Part
from parsers.words.patterns import compiled

_LENGTH = r"(?: (?P<months>three|six|nine|twelve|3|6|9|12)[\s-]*+months? | (?P<quarter>quarters?) | (?P<year>(?:fiscal\s+|business\s+)?years?) )"
_DAY_EN = rf"(?P<name>{MONTH_EN})\.?\s+(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9])(?!\s*,?\s*{YEAR4})"
_ENDED_EN = compiled(rf"(?<![a-z]) (?:{_LENGTH}\s+(?:ended|ending|to) | (?P<instant>as\s+(?:of|at))) \s+ (?:on\s+)? {_DAY_EN} ,?", FLAGS)
_ENDED_JA = compiled(
    rf"""(?<![0-9年月./-]) (?P<month>{SMALL})\s?月\s?(?P<day>{SMALL})\s?日 \s?
       (?: に終了した\s?(?: (?P<year>(?:連結)?(?:会計|事業)年度|1年間) | (?P<months>[369]|12)\s?[ヶケかカヵ箇]月 ) | (?P<instant>現在|時点) )""",
    FLAGS,
)
_MONTHS_ALONE = compiled(
    r"""(?<![a-z0-9]) (?:first\s+)? (?P<months>three|six|nine|[369])[\s-]months? (?![a-z]) (?!\s*(?:of|from|to|or|ago|after|before)\b)
      | (?<![0-9.,]) (?P<months>[1-9]|1[0-8]) \s? [ヶケかカヵ箇個] \s? 月 間? (?: \s* (?:変則)? 決算 | (?= \s* [)\]] | \Z ) )""",
    FLAGS,
)
_TERM_NUMBER = compiled(r"第 \s? [0-9]{1,3} \s? 期 (?= [\s()/,、] | 自 | \Z )", FLAGS)
_INSTANT_ALONE = compiled(r"(?<![a-z]) as \s (?:of|at) (?![a-z]) | 現在 | 時点", FLAGS)
_TERM_ALONE = compiled(r"(?<![0-9年./\s]) \s*+ (?P<month>1[0-2]|[1-9]) \s?月\s?期 (?! [中第末] )", FLAGS)


def find_yearless(folded: str, calendar: FiscalCalendar) -> Iterator[Mention]:
    """Days without a year with the length that the words around them give, lengths alone, and terms by their number (第45期)."""
    for pattern in (_ENDED_EN, _ENDED_JA):
        for found in pattern.finditer(folded):
            groups = found.groupdict()
            month = month_number(groups["name"]) if groups.get("name") else small(groups.get("month") or "0")
            day = small(found["day"])
            if 1 <= month <= 12 and 1 <= day <= 31:
                yield Mention(*found.span(), found[0], "day", months=0 if found["instant"] else _months(found), instant=found["instant"] is not None, yearless=True, day=(month, day))
    for found in _TERM_ALONE.finditer(folded):
        month = small(found["month"])
        if 1 <= month <= 12:
            day = calendar.end_day if month == calendar.end_month else DAYS[month - 1]
            yield Mention(*found.span(), found[0], "day", months=calendar.term_months, yearless=True, day=(month, day))
    for found in _MONTHS_ALONE.finditer(folded):
        months = _months(found)
        yield Mention(*found.span(), found[0], "length", months=months, part=Part(months, months), yearless=True)
    for found in _TERM_NUMBER.finditer(folded):
        yield Mention(*found.span(), found[0], "fiscal_year", months=calendar.term_months, part=WHOLE, yearless=True)
    for found in _INSTANT_ALONE.finditer(folded):
        yield Mention(*found.span(), found[0], "length", months=0, instant=True, yearless=True)


def _months(found: regex.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("months"):
        return MONTHS_WORD.get(groups["months"].casefold()) or small(groups["months"])
    return 3 if groups.get("quarter") else 12
