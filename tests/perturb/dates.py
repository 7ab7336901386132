"""The same release of other years, or of a company whose fiscal year ends in another month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import regex

from tests.perturb.amounts import month_end
from tests.perturb.printed import Printed

YEARS = (4, 13, -2, -3, 8)
"""Moves by whole years: 3Q03 becomes 3Q07, 3Q16, 3Q01 ..., 4Q01 becomes 4Q99."""
FISCAL_MOVES = {"December": -3, "June": 3, "September": 6}
"""The new month in which the fiscal year ends, and the months by which every date moves."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MONTH_NAME = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)

YEAR = regex.compile(r"(?<![\d,.\-])(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\d)")
QUARTER = regex.compile(r"(?<![\w])(?P<name>[1-4]Q|[12]H)(?P<year>\d\d)(?!\d)")
ENGLISH_DAY = regex.compile(rf"\b{MONTH_NAME}\.?\s(?P<day>\d{{1,2}}),\s(?P<year>\d{{4}})")
ENGLISH_MONTH = regex.compile(rf"\b{MONTH_NAME}\s(?P<year>\d{{4}})\b")
JAPANESE_DAY = regex.compile(
    r"(?P<year>\d{4})(?P<between>\s*+年++\s*+)(?P<month>\d{1,2})(?P<after>\s*+月++)(?:(?P<space>\s*+)(?P<day>\d{1,2})(?P<end>\s*+日++))?+"
)
SLASHED = regex.compile(r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})")
MONTH_RANGE = regex.compile(r"(?<=（)(?P<first>\d{1,2})-(?P<last>\d{1,2})(?=月++)")


def years_moved(printed: Printed, random: Random) -> Printed:
    """Every year in dates, captions, headers and prose moved by the same number of years."""
    years = random.choice(YEARS)
    text = YEAR.sub(lambda found: str(int(found["year"]) + years), printed.text)
    text = QUARTER.sub(lambda found: f"{found['name']}{(int(found['year']) + years) % 100:02}", text)
    truth = tuple(replace(cell, end=month_end((cell.end.year + years) * 12 + cell.end.month - 1)) for cell in printed.truth)
    return replace(printed, text=text, truth=truth)


def fiscal_year_moved(printed: Printed, random: Random) -> Printed:
    """Every date moved by three or six months while quarters and years keep their names: the fiscal year ends elsewhere."""
    months = FISCAL_MOVES[random.choice(sorted(FISCAL_MOVES))]

    def moved(found: regex.Match[str]) -> date:
        """The day in its new month; a last day stays a last day, and a last but one (a wrong header) stays that."""
        year, month = int(found["year"]), month_number(found["month"])
        day = int(found.groupdict().get("day") or 1)
        old_end, new_end = month_end(year * 12 + month - 1), month_end(year * 12 + month - 1 + months)
        kept = new_end.day - (old_end.day - day) if old_end.day - day <= 1 else min(day, new_end.day)
        return new_end.replace(day=kept)

    def english(found: regex.Match[str]) -> str:
        new = moved(found)
        return f"{spelled(new.month, found['month'])} {new.day}, {new.year}"

    def japanese(found: regex.Match[str]) -> str:
        new = moved(found)
        tail = f"{found['space']}{new.day}{found['end']}" if found["day"] else ""
        return f"{new.year}{found['between']}{new.month}{found['after']}{tail}"

    def slashed(found: regex.Match[str]) -> str:
        new = moved(found)
        return f"{new.year}/{new.month}/{new.day}"

    def ranged(found: regex.Match[str]) -> str:
        return "-".join(str((int(found[name]) + months - 1) % 12 + 1) for name in ("first", "last"))

    text = ENGLISH_DAY.sub(english, printed.text)
    text = JAPANESE_DAY.sub(japanese, text)
    text = SLASHED.sub(slashed, text)
    text = MONTH_RANGE.sub(ranged, text)
    text = ENGLISH_MONTH.sub(lambda found: f"{spelled(moved(found).month, found['month'])} {moved(found).year}", text)
    truth = tuple(replace(cell, end=month_end(cell.end.year * 12 + cell.end.month - 1 + months)) for cell in printed.truth)
    return replace(printed, text=text, truth=truth)


def month_number(text: str) -> int:
    return int(text) if text.isdigit() else next(at for at, name in enumerate(MONTHS, 1) if name.startswith(text[:3]))


def spelled(month: int, like: str) -> str:
    """The month's name, as short as the one it replaces."""
    return MONTHS[month - 1] if like in MONTHS and like != "May" else MONTHS[month - 1][:3]
