"""Changes against "the previous period" (前期比), which is a year for some and a quarter for others: the numbers tell which.

    4Q25   4Q24   前年同期比   3Q25   前期比
    1,492  1,723      (13.4%)  1,640   (9.0%)     1,492 is 9 per cent less than 1,640: from quarter to quarter
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.frame.drafts import CHANGES, Draft
from parsers.frame.percentages import Values, agree, change, is_bare_percent, less, value_of
from parsers.periods.spans import months_apart
from parsers.text.scanner import Scanner
from parsers.words.vocabulary import words_of
from parsers.words.widths import fold_widths

AMBIGUOUS = frozenset(word.text for word in words_of("measure") if word.note == "previous period")


def settle_previous(drafts: Sequence[Draft], rows: Sequence[Sequence[str | None]], scanner: Scanner) -> None:
    """Changes whose words leave the period before open, of the length that the amounts of the table bear out; as they are where both or none do."""
    values = [[value_of(cell, scanner) for cell in row] for row in rows]
    for place, draft in enumerate(drafts):
        if draft.measure not in CHANGES or not any(word in fold_widths(text).casefold() for text in draft.header for word in AMBIGUOUS):
            continue
        steps = {step for step, printed in _steps(drafts, values, place) if printed}
        family, _, before = draft.measure.rpartition("_")
        if len(steps) == 1 and (step := steps.pop()) != before:
            draft.measure = f"{family}_{step}"
            draft.by_numbers.add("measure")


def _steps(drafts: Sequence[Draft], values: Sequence[Values], place: int) -> list[tuple[str, bool]]:
    """For each two amounts a year or their own length apart: which it is, and whether the column prints the change between them."""
    found = []
    for at, later in enumerate(drafts):
        for other, earlier in enumerate(drafts):
            one, two = later.mention, earlier.mention
            if is_bare_percent(later) or is_bare_percent(earlier) or later.measure or earlier.measure or one is None or two is None:
                continue
            if one.period_end is None or two.period_end is None or two.period_end >= one.period_end:
                continue
            gap = months_apart(two.period_end, one.period_end)
            step = "yoy" if gap == 12 else "" if gap != (one.months or 3) else "qoq" if gap == 3 else "other"
            if step:
                printed = agree((row[place], change(row[at], row[other])) for row in values) or agree((row[place], less(row[at], row[other])) for row in values)
                found.append((step, printed))
    return found
