"""Columns of percentages whose header says only "%" or "Ratio": the numbers beside them tell what they are.

    Amount   Ratio(%)      2005     2004    Increase      %
     3,000       60.0     4,500    4,000         500   12.5
     2,000       40.0     2,700    2,500         200    8.0
     5,000      100.0     1,800    1,500         300   20.0

    2005     2004    vs. previous year (%)
     4,500    4,000  112.5

is a ratio: 前年同期比 may print 12.5 or 112.5, and only the numbers say which.

The column beside a difference, or behind the two amounts that give its numbers, is a change; one whose numbers are the shares
of the amounts before them is a common size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import regex

from parsers.frame.drafts import MONEY, Draft
from parsers.text.scanner import Scanner
from parsers.words.label_units import MULTIPLE
from parsers.words.widths import fold_widths

HELD = Decimal("0.8")
"""Share of the rows in which the numbers must agree."""
LEAST = 2
"""Rows that must agree."""

RATIO = regex.compile(r"比(?:率|較)?\W*\Z|\bratio to\b|\bvs\.? |\bcompared (?:to|with)\b", regex.IGNORECASE)
"""Words over a column that prints a change for some and a ratio for others."""
ABOUT_WHOLE = (Decimal(80), Decimal(125))
LEAST_RATIO = Decimal(40)
LEAST_RATIOS = 3
"""Percentages that no amounts explain are ratios where three or more are printed, none below 40, the middle one about 100."""

Values = list[Decimal | None]


def settle_percentages(drafts: Sequence[Draft], rows: Sequence[Sequence[str | None]], scanner: Scanner, bracketed: str | None = None) -> None:
    """Measures for the bare percentages of a table of amounts; what no numbers tell stays None.

    bracketed: what the captions say that numbers in brackets are (カッコ内は構成比). Brackets around all of a column's numbers are no minus
    where that is said, or where their shares come out without them.
    """
    for place, draft in enumerate(drafts):
        if draft.measure is not None or draft.members or not is_bare_percent(draft) or not place:
            continue
        draft.percent = True
        before = drafts[place - 1].measure or ""
        if before.startswith("difference_"):
            draft.measure = before.replace("difference", "change")
            draft.scenario = draft.scenario or drafts[place - 1].scenario
        else:
            values = [[value_of(cell, scanner) for cell in row] for row in rows]
            draft.measure = _measure_of(place, drafts, values)
            if draft.measure is None and stands_in_brackets([row[place] for row in rows], scanner):
                bare = [[abs(value) if at == place and value is not None else value for at, value in enumerate(row)] for row in values]
                shares = _measure_of(place, drafts, bare)
                draft.measure = bracketed or ("common_size" if shares == "common_size" else None)
                draft.aside = draft.measure is not None
            draft.by_numbers.update({"measure"} if draft.measure and not (draft.aside and bracketed) else ())
        if (draft.measure or "").startswith("change") and draft.mention is not None and drafts[place - 1].mention is None:
            draft.mention = None


def settle_differences(drafts: Sequence[Draft], rows: Sequence[Sequence[str | None]], scanner: Scanner) -> None:
    """Differences for columns whose words leave open which they print (前年同期比, Change), where the amounts say so; changes for percentages
    beside amounts, which are no difference of them."""
    values = [[value_of(cell, scanner) for cell in row] for row in rows]
    for place, draft in enumerate(drafts):
        family, _, kind = (draft.measure or "").rpartition("_")
        if family not in ("change", "difference") or draft.unit in MONEY:
            continue
        amounts = [at for at, other in enumerate(drafts) if not is_bare_percent(other) and other.measure is None]
        differences = any(agree((row[place], less(row[one], row[other])) for row in values) for one in amounts for other in amounts if one != other)
        changes = any(agree(pairs) for pairs in _changes(place, drafts, values))
        if family == "change" and differences and not changes:
            draft.measure, draft.percent = f"difference_{kind}", False
            draft.by_numbers.add("measure")
        elif family == "difference" and draft.percent and amounts and not differences:
            draft.measure = f"change_{kind}"
            draft.by_numbers.update({"measure"} if changes else ())
        elif family == "difference" and not draft.percent and amounts and not differences and (changes or _is_of_earlier(place, drafts, values)):
            draft.measure, draft.percent = f"change_{kind}", True
            draft.by_numbers.add("measure")


def less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def settle_ratios(drafts: Sequence[Draft], rows: Sequence[Sequence[str | None]], scanner: Scanner) -> None:
    """Notes of a column of changes that it prints the later amount in percent of the earlier, where amounts say so; takes its measure from
    one that looks so and has no amounts beside it: 105.2 is no change of 105.2 percent."""
    values = [[value_of(cell, scanner) for cell in row] for row in rows]
    for place, draft in enumerate(drafts):
        if not (draft.measure or "").startswith("change_") or not draft.header:
            continue
        if _is_of_earlier(place, drafts, values):
            draft.percent, draft.of_earlier = True, True
            draft.by_numbers.add("measure")
        elif _is_ratio(place, drafts, values):
            draft.measure, draft.percent, draft.ratio = None, True, True
            draft.by_numbers.add("measure")


def stands_in_brackets(cells: Sequence[str | None], scanner: Scanner) -> bool:
    """Are all the percentages of some cells in brackets, also those without another sign?"""
    numbers = [number for cell in cells if cell and (number := scanner(cell).number) is not None and not number.nil]
    return bool(numbers) and all(number.percent and number.bracketed for number in numbers)


def settle_rates(drafts: Sequence[Draft], rows: Sequence[Sequence[str | None]], scanner: Scanner) -> None:
    """The unit of columns of numbers with decimals whose words are those of a rate or a multiple (営業利益率, 連単倍率), and print none."""
    for place, draft in enumerate(drafts):
        name = unit_off(draft.header[-1]) if draft.header else ""
        numbers = [number for row in rows if (cell := row[place]) and (number := scanner(cell).number) is not None and number.value is not None]
        fine = bool(numbers) and all(number.places and number.unit is None for number in numbers)
        silent = draft.unit is None and draft.measure is None and not draft.percent
        if silent and fine and (MULTIPLE.search(name) is not None or scanner(name).label_unit == "pure"):
            draft.unit, draft.scale = "pure", Decimal(1) if MULTIPLE.search(name) else Decimal("0.01")


def unit_off(text: str) -> str:
    """A header text without its unit in brackets.

    >>> unit_off("前年同期比（％）"), unit_off("前年同期比 %")
    ('前年同期比', '前年同期比')
    """
    return regex.sub(r"\s*+(?:[(（]\s*+[%％]\s*+[)）]|[%％])\s*+\Z", "", text)


def _is_of_earlier(place: int, drafts: Sequence[Draft], rows: Sequence[Values]) -> bool:
    """Do two amounts of the table give its numbers as the later in percent of the earlier, and none as changes?"""
    changes = _changes(place, drafts, rows)
    ratios = ([(printed, None if change is None else change + 100) for printed, change in pairs] for pairs in changes)
    return not any(agree(pairs) for pairs in changes) and any(agree(pairs) for pairs in ratios)


def _is_ratio(place: int, drafts: Sequence[Draft], rows: Sequence[Values]) -> bool:
    """By the words over it and the size of its numbers, where no amounts give them as changes."""
    if any(agree(pairs) for pairs in _changes(place, drafts, rows)):
        return False
    return looks_like_ratio(drafts[place].header[-1], [row[place] for row in rows])


def _changes(place: int, drafts: Sequence[Draft], rows: Sequence[Values]) -> list[list[tuple[Decimal | None, Decimal | None]]]:
    """For each two columns of amounts, what is printed in each row and the change between them."""
    amounts = [at for at, draft in enumerate(drafts) if not is_bare_percent(draft) and draft.measure is None]
    return [[(row[place], change(row[one], row[other])) for row in rows] for one in amounts for other in amounts if one != other]


def looks_like_ratio(name: str, values: Iterable[Decimal | None]) -> bool:
    """May percentages of this name be ratios to an earlier amount, by its words and their size?

    >>> looks_like_ratio("前年同期比", map(Decimal, ("105.2", "98.4", "103.6"))), looks_like_ratio("前年同期比", map(Decimal, ("5.2", "-1.6", "3.6")))
    (True, False)
    """
    known = sorted(value for value in values if value is not None)
    worded = RATIO.search(fold_widths(unit_off(name))) is not None
    return worded and len(known) >= LEAST_RATIOS and known[0] >= LEAST_RATIO and ABOUT_WHOLE[0] <= known[len(known) // 2] <= ABOUT_WHOLE[1]


def is_bare_percent(draft: Draft) -> bool:
    """Is the column one of percentages, and are there no words to say of what?"""
    return draft.percent or (draft.unit == "pure" and draft.scale == Decimal("0.01"))


def value_of(cell: str | None, scanner: Scanner) -> Decimal | None:
    number = scanner(cell).number if cell else None
    return number.value if number else None


def _measure_of(place: int, drafts: Sequence[Draft], rows: Sequence[Values]) -> str | None:
    """common_size or change_other where the rows agree on it and on nothing else."""
    amounts = [at for at in range(place) if not is_bare_percent(drafts[at]) and drafts[at].measure is None]
    if not amounts:
        return None
    printed = [row[place] for row in rows]
    shares = agree(zip(printed, _shares([row[amounts[-1]] for row in rows], printed), strict=True))
    changes = len(amounts) > 1 and agree((row[place], change(row[amounts[-2]], row[amounts[-1]])) for row in rows)
    return None if shares == changes else "common_size" if shares else "change_other"


def _shares(values: Values, printed: Values) -> Values:
    """Each value in percent of the one whose share is printed as 100."""
    base = next((value for value, share in zip(values, printed, strict=True) if share == 100 and value), None)
    return [None if base is None or value is None else 100 * value / base for value in values]


def change(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if not one or not other else 100 * (one / other - 1)


def agree(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> bool:
    """Do most pairs differ by no more than a rounding of their last printed digit?"""
    tested = [_near(printed, found) for printed, found in pairs if printed is not None and found is not None]
    return sum(tested) >= LEAST and sum(tested) >= HELD * len(tested)


def _near(printed: Decimal, found: Decimal) -> bool:
    return abs(printed - found) <= Decimal(1).scaleb(int(printed.as_tuple().exponent))
