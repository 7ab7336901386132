"""What a release says of itself as a whole: its date, its calendar, the period it reports on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Language = Literal["ja", "en"]


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """How an entity counts its years, as its document says."""

    end_month: int
    end_day: int
    names_end_year: bool
    """True: "FY2004" is the year that ends in 2004; False: the year that begins in 2004 ends in 2005."""
    stated: bool
    """False: nothing in the document said so; a March year end named by its first year was assumed."""
    terms: tuple[tuple[date, date], ...] = ()
    """First and last day of the terms whose days the document prints: they beat every rule about the names of years."""
    term_months: int = 12
    """How long a term is whose days are not printed; 6 for a fund that closes its books twice a year."""
    quarters_since_start: bool | None = None
    """Do the days printed behind a quarter's name begin with the year: 2024年3月期第3四半期 (2023年4月1日～12月31日)? None: the document does
    not say whether such a name is the quarter alone or all that passed of the year."""
    second_quarter_is_half: bool = False
    """Does it call the half a quarter: 第2四半期（中間期）? It decides what the names of quarters mean where nothing better does."""


@dataclass(frozen=True, slots=True)
class About:
    """What the documents of a release say of the release as a whole."""

    entity: str | None
    name_ja: str | None
    name_en: str | None
    announced_on: date | None
    calendar: FiscalCalendar
    period_end: date | None
    """Last day of the period reported on."""
    period_months: int | None
    """Length of the period reported on: 3, 6, 9 or 12, counted from the beginning of the fiscal year; a quarter is 3."""
    accounting_standard: str | None
    prevailing_language: Language | None
    rounding: str
    usd_rate: Decimal | None
    group: bool = False
    """Does a heading name a consolidated statement? Then a statement whose title is silent is the company's own."""
    annual_cover: str = ""
    """The words on the cover of an annual report that give the fiscal year it is on; "" where the release is none."""
    filing_line: str = ""
    """The words on that cover that give the day of filing, `announced_on`; "" where they give another, or none."""
