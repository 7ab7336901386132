"""Whose dollars a column holds, where the order of the header's words leaves it open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from parsers.frame.drafts import Draft
from parsers.frame.translated import settle_translations
from parsers.periods.periods import Mention
from parsers.text.scanner import Scanner
from tests.parsers.made import ABOUT, SCANNER, read

OLD, NEW = date(2006, 3, 31), date(2007, 3, 31)
YEN = (("11,000", "22,000", "33,000"), ("12,000", "24,500", "36,500"))
DOLLARS = ("111", "227", "338")


def dollars_end(order: str, said: date | None, *, ordered: bool = True) -> tuple[date, bool]:
    """The period of the dollar column and whether the rate gave it; order: `o`ld yen, `n`ew yen, `$`."""
    drafts, columns = [], []
    for letter in order:
        end = {"o": OLD, "n": NEW, "$": said}[letter]
        drafts.append(Draft(False, True, mentions=[Mention(0, 0, "", "date", period_end=end)] if end else [], unit="USD" if letter == "$" else "JPY"))
        columns.append({"o": YEN[0], "n": YEN[1], "$": DOLLARS}[letter])
    settle_translations(drafts, list(zip(*columns, strict=True)), SCANNER, ordered=ordered)
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


def test_dollars_that_name_no_period_are_of_the_yen_they_translate_wherever_it_stands() -> None:
    assert dollars_end("on$", None, ordered=False) == (NEW, True)
    assert dollars_end("no$", None, ordered=False) == (NEW, True)


def test_dollars_in_a_grid_keep_the_period_over_them() -> None:
    assert dollars_end("on$", OLD, ordered=False) == (OLD, False)


def test_small_dollars_are_compared_by_their_rounding() -> None:
    """9 and 22 thousand dollars lie within a unit of their translation, though not within one per cent."""
    drafts = [Draft(False, True, mentions=[Mention(0, 0, "", "date", period_end=NEW)], unit="JPY"), Draft(False, True, unit="USD")]
    settle_translations(drafts, [("32,594", "293"), ("2,414", "22"), ("1,044", "9")], SCANNER, ordered=False)
    assert drafts[1].by_rate
    drafts[1] = Draft(False, True, unit="USD")
    settle_translations(drafts, [("32,594", "293"), ("2,414", "32"), ("1,044", "19")], SCANNER, ordered=False)
    assert not drafts[1].by_rate


TWO_CURRENCIES = "売上の概況（連結）\n\n（単位：百万円、千米ドル）\n\n"
ROWS = ("売上高\t31,556\t32,594", "営業利益\t2,988\t2,414", "純利益\t2,465\t1,817")


def test_small_dollars_that_fit_several_columns_are_told_by_the_printed_rate() -> None:
    yen = [Draft(False, True, mentions=[Mention(0, 0, "", "date", period_end=end)], unit="JPY") for end in (OLD, NEW)]
    rows = [("843", "762", "6"), ("985", "867", "7"), ("674", "664", "5"), ("182", "204", "2"), ("155", "177", "1"), ("3,398", "6,865", "52")]
    for known, end in ((None, None), (Decimal("132.64"), NEW)):
        dollars = Draft(False, True, unit="USD")
        settle_translations([*yen, dollars], rows, Scanner(replace(ABOUT, usd_rate=known)), ordered=False)
        assert (dollars.mention.period_end if dollars.mention else None) == end


def test_a_column_without_a_currency_takes_the_one_of_the_caption_that_no_column_names() -> None:
    rows = "\n".join(f"{row}\t{dollars}" for row, dollars in zip(ROWS, ("293,010", "21,701", "16,335"), strict=True))
    made = read(f"{TWO_CURRENCIES}\t2014年3月期\t2015年3月期\t千米ドル\n{rows}\n")
    assert [(cell.unit, cell.value, str(cell.period_end)) for cell in made.cells("営業利益")] == [
        ("JPY", 2988 * 10**6, "2014-03-31"), ("JPY", 2414 * 10**6, "2015-03-31"), ("USD", 21701 * 10**3, "2015-03-31"),
    ]  # fmt: skip


def test_two_currencies_and_no_column_that_names_one_stay_unknown() -> None:
    rows = "\n".join(ROWS)
    made = read(f"{TWO_CURRENCIES}\t2014年3月期\t2015年3月期\n{rows}\n")
    assert {cell.unit for cell in made.readings} == {"unknown"}


def test_the_name_of_a_term_whose_days_stand_over_another_column_is_no_period_of_dollars() -> None:
    """前期 reaches over the dollars as well, its days do not: they are of the yen that they translate, else of no period."""
    name = Mention(0, 2, "前期", "relative", period_end=OLD)
    drafts = [
        Draft(False, True, mentions=[Mention(0, 0, "", "date", period_end=NEW)], unit="JPY"),
        Draft(False, True, mentions=[name, Mention(0, 0, "", "date", period_end=OLD)], unit="JPY"),
        Draft(False, True, mentions=[name], unit="USD"),
    ]
    settle_translations(drafts, list(zip(YEN[1], YEN[0], DOLLARS, strict=True)), SCANNER, ordered=False)
    assert drafts[2].mention is not None
    assert (drafts[2].mention.period_end, drafts[2].by_rate) == (NEW, True)
    drafts[2].mentions = [name]
    settle_translations(drafts, list(zip(YEN[1], YEN[0], ("5", "907", "41"), strict=True)), SCANNER, ordered=False)
    assert drafts[2].mention is None
