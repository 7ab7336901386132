"""The kinds of change, by the name under which they are reported."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.perturb import amounts, arrangement, cosmetics, dates, labels, sparse, styles, wording
from tests.perturb.printed import Printed

Change = Callable[[Printed, Random], Printed]

KINDS: dict[str, Change] = {
    "unchanged": lambda printed, _: printed,
    "amounts: one factor": amounts.scaled,
    "amounts: a factor a period": amounts.scaled_by_period,
    "amounts: rounded": amounts.scaled_and_rounded,
    "amounts: random digits": amounts.randomized,
    "amounts: random lengths": amounts.resized,
    "cells lost, sums kept": sparse.emptied_keeping_sums,
    "cells lost, sums broken": sparse.emptied_breaking_sums,
    "rows in another order": arrangement.rows_shuffled,
    "tables in another order": arrangement.tables_shuffled,
    "columns in another order": arrangement.columns_shuffled,
    "other line items": labels.labels_replaced,
    "tabs become blanks": labels.tabs_lost,
    "notes and pages inside tables": arrangement.notes_inserted,
    "other years": dates.years_moved,
    "another fiscal-year end": dates.fiscal_year_moved,
    "captions and headers reworded": wording.words_exchanged,
    "quarters named otherwise": styles.quarters_renamed,
    "days written otherwise": styles.days_respelled,
    "millions for thousands": styles.rescaled,
    "other negative and nil marks": styles.marks_changed,
    "percent signs everywhere": styles.percent_signs,
    "five changes at once": lambda printed, random: several(printed, random),
    "set: more blanks": cosmetics.blanks_added,
    "set: full-width digits": cosmetics.full_width,
    "set: overprint by 2 or 3": cosmetics.overprinted_otherwise,
    "set: line ends, form feeds, BOM": cosmetics.line_ends,
    "set: other encodings": cosmetics.encoded,
}


MIXED = (
    (amounts.scaled_by_period, amounts.scaled_and_rounded, sparse.emptied_keeping_sums),
    (arrangement.rows_shuffled, arrangement.tables_shuffled, arrangement.columns_shuffled),
    (dates.years_moved, dates.fiscal_year_moved),
    (wording.words_exchanged, styles.days_respelled, labels.labels_replaced),
    (styles.marks_changed, styles.percent_signs, cosmetics.blanks_added, cosmetics.full_width, cosmetics.line_ends),
)
"""One of each is made, in this order: the last ones may replace the located cells by their print."""


def several(printed: Printed, random: Random) -> Printed:
    """One change of each sort, one after the other."""
    for sort in MIXED:
        printed = random.choice(sort)(printed, random)
    return printed


def perturb(kind: str, printed: Printed, seed: int) -> Printed:
    """The document changed in one way, the same for the same seed."""
    return KINDS[kind](printed, Random(f"{kind} {printed.name} {seed}"))
