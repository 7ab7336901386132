"""Whose dollars a column holds, where the order of the header's words leaves it open."""

from __future__ import annotations

from datetime import date

from parsers.frame.drafts import Draft
from parsers.frame.translated import settle_translations
from parsers.periods.periods import Mention
from tests.parsers.made import SCANNER

OLD, NEW = date(2006, 3, 31), date(2007, 3, 31)
YEN = (("11,000", "22,000", "33,000"), ("12,000", "24,500", "36,500"))
DOLLARS = ("111", "227", "338")


def dollars_end(order: str, said: date) -> tuple[date, bool]:
    """The period of the dollar column and whether the rate gave it; order: `o`ld yen, `n`ew yen, `$`."""
    drafts, columns = [], []
    for letter in order:
        end = {"o": OLD, "n": NEW, "$": said}[letter]
        drafts.append(Draft(False, True, mentions=[Mention(0, 0, "", "date", period_end=end)], unit="USD" if letter == "$" else "JPY"))
        columns.append({"o": YEN[0], "n": YEN[1], "$": DOLLARS}[letter])
    settle_translations(drafts, list(zip(*columns, strict=True)), SCANNER)
    dollars = drafts[order.index("$")]
    assert dollars.mention is not None
    assert dollars.mention.period_end is not None
    return dollars.mention.period_end, dollars.by_rate


def test_dollars_are_of_the_yen_beside_them_that_they_translate() -> None:
    assert dollars_end("on$", OLD) == (NEW, True)
    assert dollars_end("o$n", OLD) == (NEW, True)


def test_dollars_whose_header_is_right_keep_it() -> None:
    assert dollars_end("on$", NEW) == (NEW, False)


def test_dollars_that_translate_a_column_further_away_keep_their_header() -> None:
    """There the yen columns may have changed places: the checks must see it."""
    assert dollars_end("no$", OLD) == (OLD, False)
