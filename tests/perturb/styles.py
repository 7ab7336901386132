"""The same numbers printed in another style: negative and nil marks, percent signs, scales, names of quarters and days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import regex

from tests.perturb.amounts import negative_style, plain_value, reprinted
from tests.perturb.dates import ENGLISH_DAY, MONTHS, QUARTER, month_number
from tests.perturb.printed import CELL, FIRST_CELL, Printed, Truth

NEGATIVES = ("▲{}", "△{}", "-{}", "−{}", "△ {}")
NILS = ("—", "－", "–", "―")
QUARTER_FORMS = ("{0}20{1}", "{0}FY{1}", "{0}FY20{1}", "FY20{1}-{0}", "FY20{1}/{0}")
DAY_FORMS: tuple[Callable[[int, int, int], str], ...] = (
    lambda year, month, day: f"{day} {MONTHS[month - 1][:3]} {year}",
    lambda year, month, day: f"{MONTHS[month - 1]} {day}, {year}",
    lambda year, month, day: f"{MONTHS[month - 1][:3]}. {day}, {year}",
    lambda year, month, day: f"{MONTHS[month - 1][:3]} {day},{year}",
)


def shown_as(printed: Printed, show: Callable[[Truth], str]) -> Printed:
    """Other print for the same truth: `show` says what stands in the text for a cell."""
    return replace(printed, text=CELL.sub(lambda cell: show(printed.truth[ord(cell[0]) - FIRST_CELL]), printed.text))


def marks_changed(printed: Printed, random: Random) -> Printed:
    """Negative numbers with a triangle or a minus instead of brackets, nil as another dash."""
    negative, nil = random.choice(NEGATIVES), random.choice(NILS)

    def show(truth: Truth) -> str:
        if truth.value is None:
            return nil if truth.raw == "-" else truth.raw
        return negative.format(truth.raw.strip("()-")) if truth.raw.startswith(("(", "-")) else truth.raw

    if " " in negative and "\t" not in printed.text:
        negative = negative.replace(" ", "")  # set with blanks, nobody could tell the mark from a nil
    return shown_as(printed, show)


def percent_signs(printed: Printed, random: Random) -> Printed:
    """A percent sign at every share and change."""

    def show(truth: Truth) -> str:
        if truth.unit != "pure" or "%" in truth.raw or truth.value is None:
            return truth.raw
        return f"{truth.raw[:-1]}%)" if truth.raw.endswith(")") else f"{truth.raw}%"

    return shown_as(printed, show)


def rescaled(printed: Printed, random: Random) -> Printed:
    """Yen in millions where they were in thousands, and in thousands where they were in millions; captions follow."""
    truth = tuple(rescaled_cell(printed, cell) if cell.unit == "JPY" and cell.value is not None else cell for cell in printed.truth)
    text = printed.text
    for pattern, instead in RESCALED:
        text = regex.sub(pattern, instead, text)
    return replace(printed, text=text, truth=truth)


def rescaled_cell(printed: Printed, cell: Truth) -> Truth:
    power = {3: 6, 6: 3}[cell.power]
    value = plain_value(cell.raw).scaleb(cell.power - power)
    return replace(cell, power=power, raw=reprinted(cell.raw.replace("1519", "1,519"), Decimal(value), negative_style(printed, cell)))


RESCALED = (
    (r"百万円(?![\d,])(?=）|$| )", "千円\ue000"),
    (r"千円単位", "百万円単位"),
    (r"千円\ue000", "千円"),
    (r"\(JPY in millions\)", "(JPY in thousands)"),
    (r"Thousands of Japanese Yen \(JPY\) and U\.S\. Dollars", "Millions of Japanese Yen (JPY) and Thousands of U.S. Dollars"),
)


def quarters_renamed(printed: Printed, random: Random) -> Printed:
    """Another short form for quarters and halves."""
    form = random.choice(QUARTER_FORMS)
    return replace(printed, text=QUARTER.sub(lambda found: form.format(found["name"], found["year"]), printed.text))


def days_respelled(printed: Printed, random: Random) -> Printed:
    """Another way to write English dates."""
    form = random.choice(DAY_FORMS)

    def respelled(found: regex.Match[str]) -> str:
        return form(int(found["year"]), month_number(found["month"]), int(found["day"]))

    return replace(printed, text=ENGLISH_DAY.sub(respelled, printed.text))
