"""A printed text read once: its number, the words of the table's frame in it, its unit, and the questions that are asked of it.

A `Scanner` belongs to one release: it knows what the documents say of their calendar and of the period they report on, and keeps
each text it was shown as long as the release is read. Every answer of a `Text` is found when it is first asked for, and kept.
Readers ask for numbers before a calendar is known; `under()` takes what they found along.

    scanner("2Q03  USD (1)  ％").words    periods, units, measures ... under the release's own calendar, footnote marks apart
    scanner("(1,234)").number             the number that the whole text is
    scanner("3Q03 実績").fills(0.7, "period")   how much of it is of the frame

The questions stand here and nowhere else, so that "is it a number" is answered alike for HTML, PDF and running text.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

import regex

from parsers.about import About
from parsers.periods.periods import parse_periods
from parsers.text.running_numbers import trailing_numbers
from parsers.text.scan import FrameWord, WordKind, scan_frame
from parsers.words.label_units import parse_label_unit
from parsers.words.marks import split_mark, unmarked
from parsers.words.numbers import Number, not_meaningful, parse_number
from parsers.words.ranges import is_range
from parsers.words.unit_brackets import UNIT_BEHIND
from parsers.words.units import UnitNote, parse_unit_note
from parsers.words.widths import fold_widths

MOST = 0.9
"""Of the letters of a text over a column: with more of them in units and measures, it names no item."""
NEARLY_ALL = 0.85
"""Of the letters of a line: with more of them in words of a period, the line is one."""
HALF = 0.5
"""Of the letters of a stub: with more of them in words of a period, the stub is one."""
PERIOD = 0.7
"""Of the letters of a text before a number: with more of them in a period, the number is that period's."""
SHORT = 20
"""Characters of a unit."""
ONE, PERCENT = Decimal(1), Decimal("0.01")
PLAIN_NUMBER = regex.compile(r"[(△▲\-−]?+\d{1,3}(?:,\d{3})*+(?:\.\d++)?+[)%]?+")
"""A number of up to three digits, or with commas, is no period; most cells are one, and need not be searched for words."""
LETTERS = regex.compile(r"[\p{Letter}\d%％]")
DIGIT = regex.compile(r"\d")
PERCENTAGES = regex.compile(r"[%％]\s?表示|\bpercentages?\b|[(（]\s?[%％]\s?(?:[:：は]|figures|change|represent|indicate|show)", regex.IGNORECASE)
MONEY_IN_PROSE = regex.compile(r"\d[\d,.]*+\s?(?:(?:million|billion|thousand)\s(?:yen|U\.?S|dollars)|[百十千]?[万億]円|千円)", regex.IGNORECASE)
"""An amount of money, as running text speaks of it: "16,256 million yen", "3億円"."""
PAGE_NUMBER = regex.compile(
    r"\A\W*?(?:(?:page|p\.?|appendix|exhibit|attachment|別紙|添付資料|ページ|頁)\s*+[\dIVX]{1,4}|[\d]{1,3}\s*+(?:ページ|頁|/\s*+\d{1,3})|[-–—]\s*+\d{1,3}\s*+[-–—])\W*+\Z",
    regex.IGNORECASE,
)
AMOUNT_LIKE = regex.compile(r"\d{3}|\d[.,]\d")
"""Digits that are seldom those of a mark, a month or a class."""
PLAIN_YEAR = regex.compile(r"\A(?:19|20)\d\d\Z")


class Scanner:
    """Printed texts to `Text`s, each once; call it with a text."""

    def __init__(self, about: About | None = None) -> None:
        self._about = about
        self._texts: dict[str, Text] = {}

    @property
    def about(self) -> About:
        """What the documents say of the calendar and the period reported on; raises LookupError as long as that is not known."""
        if self._about is None:
            raise LookupError("the words of a text were asked for before the calendar of its release was known")
        return self._about

    def under(self, about: About) -> Scanner:
        """A scanner that knows the calendar, and the numbers that this one has parsed."""
        scanner = Scanner(about)
        scanner._texts = {printed: text.under(scanner) for printed, text in self._texts.items()}
        return scanner

    def number(self, printed: str) -> Number | None:
        """The number or nil mark that a whole text is; None for anything else."""
        return self(printed).number

    def __call__(self, printed: str) -> Text:
        """The text and what it says."""
        text = self._texts.get(printed)
        if text is None:
            text = self._texts[printed] = Text(printed, self)
        return text


class Text:
    """A printed text and what it says; made by a `Scanner`."""

    def __init__(self, printed: str, scanner: Scanner) -> None:
        self.printed = printed
        self._scanner = scanner

    def __repr__(self) -> str:
        return f"Text({self.printed!r})"

    def under(self, scanner: Scanner) -> Text:
        """The text for another scanner, its number known where it is known here."""
        text = Text(self.printed, scanner)
        if "number" in self.__dict__:
            text.__dict__["number"] = self.number
        return text

    # What it holds

    @cached_property
    def folded(self) -> str:
        """In half-width digits and letters, of the same length."""
        return fold_widths(self.printed)

    @cached_property
    def plain(self) -> Text:
        """The text with the footnote marks of its words blotted out, at the same length: "USD (1)" is "USD    "."""
        bare = unmarked(self.printed)
        return self if bare == self.printed else self._scanner(bare).plain

    @cached_property
    def words(self) -> tuple[FrameWord, ...]:
        """The words of the table's frame, footnote marks apart, left to right; spans are offsets in the text as printed."""
        if self.plain is not self:
            return self.plain.words
        about = self._scanner.about
        periods = parse_periods(self.printed, about.calendar, reported_end=about.period_end, reported_months=about.period_months)
        return scan_frame(self.printed, periods, about.period_months, about.calendar.term_months)

    @cached_property
    def number(self) -> Number | None:
        """The number or nil mark that the whole text is; None for anything else."""
        return parse_number(self.printed)

    @cached_property
    def note(self) -> UnitNote | None:
        """What it says as a note on units, as `(JPY in millions)`; None where it is none."""
        return parse_unit_note(self.printed)

    @cached_property
    def unit_apart(self) -> tuple[str, UnitNote | None]:
        """(text, unit) of a text with its unit in brackets behind it (純資産額 (百万円)); (the text, None) of any other."""
        found = UNIT_BEHIND.search(self.printed)
        note = self._scanner(found[0].strip()).note if found is not None and found.start() else None
        return (self.printed, None) if found is None or note is None else (self.printed[: found.start()].rstrip(), note)

    @cached_property
    def label_unit(self) -> str | None:
        """The unit it implies as the label of a row; None where the caption decides."""
        return parse_label_unit(self.printed)

    def of(self, *kinds: WordKind) -> tuple[FrameWord, ...]:
        """Its words of some kinds."""
        return tuple(word for word in self.words if word.kind in kinds)

    @cached_property
    def trailing(self) -> tuple[str, tuple[tuple[str, int, int], ...]]:
        """The label of a line of running text, its indent kept, and the numbers and ranges at its end with their offsets."""
        return trailing_numbers(self.printed, self._scanner)

    # What it is

    @cached_property
    def split(self) -> tuple[str, str]:
        """(the number of a cell, its footnote marks with commas between); (the text, "") where no mark stands before or behind a number."""
        return split_mark(self.printed, self._scanner.number)

    @cached_property
    def in_cell(self) -> Number | None:
        """The number of a cell, the footnote mark before or behind it apart; None for a currency with a mark ("USD (1)"), and
        for a number with another in brackets ("290 (51)")."""
        bare = self._scanner(self.split[0])
        return bare.number if bare.plain.number is not None else None

    @cached_property
    def is_number(self) -> bool:
        """A number or nil mark that is no year."""
        return self.in_cell is not None and not self._scanner(self.split[0]).is_year

    @cached_property
    def holds_number(self) -> bool:
        """A number or nil mark that is no year, also with a mark that cannot be told from a number beside it ("290 (51)", "44億米ドル（注１）")."""
        number = self.split[0]
        return self._scanner(number).plain.number is not None and not self._scanner(number).is_year

    @cached_property
    def is_range(self) -> bool:
        """Two amounts or rates and what stands between them."""
        return is_range(self.printed, self._scanner.number)

    @cached_property
    def is_nil(self) -> bool:
        """A nil mark, or words that say there is no number (n.m.)."""
        return (self.number is not None and self.number.nil) or not_meaningful(self.printed)

    @cached_property
    def is_figure(self) -> bool:
        """A number that is no year and no nil mark, or a range."""
        return self.is_range or (self.is_number and self.in_cell is not None and not self.in_cell.nil)

    @cached_property
    def is_cell(self) -> bool:
        """Could it stand in a column of numbers: a number or nil mark, also a year, a range, "n.m."?"""
        return self.in_cell is not None or not_meaningful(self.printed) or self.is_range

    @cached_property
    def is_value(self) -> bool:
        """Could it stand in a column of numbers, and is no year?"""
        return self.is_cell and not self.is_year

    @cached_property
    def is_year(self) -> bool:
        """Four digits of a year of our time, and no more."""
        return PLAIN_YEAR.match(self.printed.strip()) is not None

    @cached_property
    def speaks_of_percentages(self) -> bool:
        """Does it say what percentages are ("Percentages indicate year-on-year changes", ％表示は対前期増減率)?"""
        return PERCENTAGES.search(self.printed) is not None

    @cached_property
    def speaks_of_money(self) -> bool:
        """Does it hold an amount of money with its scale, as prose does ("16,256 million yen", 3億円)?"""
        return MONEY_IN_PROSE.search(self.printed) is not None

    @cached_property
    def is_amount_like(self) -> bool:
        """Digits that no mark, month or page would have: three together or with a point or comma, and no year."""
        return AMOUNT_LIKE.search(self.printed) is not None and not self.is_year

    @cached_property
    def is_page_number(self) -> bool:
        """The number of a page, an appendix or an exhibit, with a word or dashes that say so ("- 12 -", "3 / 20", 別紙1)."""
        return PAGE_NUMBER.match(self.printed) is not None

    @cached_property
    def names_unit(self) -> bool:
        """A note on units that says so: in brackets, behind 単位, or with a scale."""
        return self.note is not None and (self.is_unit_bracket or any(scale not in (ONE, PERCENT) for _, scale in self.note.scales))

    @cached_property
    def is_unit_bracket(self) -> bool:
        """A unit in brackets, or behind 単位."""
        return self.printed.lstrip().startswith(("(", "（", "[", "［", "単")) and self.note is not None

    @cached_property
    def is_unit_caption(self) -> bool:
        """A unit in brackets that is said of a whole table wherever it stands; per cent stands beside any unit."""
        return self.is_unit_bracket and self.note is not None and self.note.unit != "pure"

    @cached_property
    def is_unit(self) -> bool:
        """Units and nothing else."""
        return self.fills(1, "unit")

    @cached_property
    def is_unit_head(self) -> bool:
        """A note on units, or a text whose words of the frame are units only ("Sales (JPY)")."""
        return self.names_unit or self.only("unit")

    @cached_property
    def is_unit_stub(self) -> bool:
        """A unit and nothing else, in brackets or not, also one that only a note names (名)."""
        bare = self._scanner(self.printed.strip("()（）[]［］ \u3000"))
        noted = len(bare.printed) <= SHORT and self._scanner(f"({bare.printed})").note is not None
        return noted and (not bare.words or bare.is_unit)

    def only(self, kind: WordKind) -> bool:
        """Are its words of the frame all of one kind? Not of a text without any."""
        return bool(self.words) and all(word.kind == kind for word in self.words)

    @cached_property
    def names_period(self) -> bool:
        """Is a period named, and neither a unit nor a measure?"""
        return bool(self.of("period")) and not self.of("unit", "measure")

    @cached_property
    def is_whole_period(self) -> bool:
        """One period that says its own last day, or points at one and says nothing else; brackets closed."""
        if len(self.of("period")) != 1 or (period := self.of("period")[0].period) is None:
            return False
        dated = (period.period_end is not None and not period.yearless) or (period.kind == "relative" and period.text.strip() == self.printed.strip())
        return dated and self.folded.count("(") == self.folded.count(")")

    @cached_property
    def is_period_stub(self) -> bool:
        """Most of it a period that says its year or days: a text that can stand before a number of that period."""
        return DIGIT.search(self.printed) is not None and PLAIN_NUMBER.fullmatch(self.printed) is None and self.fills(PERIOD, "period")

    @cached_property
    def leads_period(self) -> bool:
        """Is the first of its words of the frame a period, and half of the text?"""
        first = self.words[0] if self.words else None
        return first is not None and first.kind == "period" and first.end - first.start >= HALF * len(self.printed)

    @cached_property
    def is_period(self) -> bool:
        """One period that names its days or year, and hardly a letter more: the line over the tables of a section."""
        dated = {word.period.period_end for word in self.of("period") if word.period is not None and DIGIT.search(word.text)}
        return len(dated) == 1 and None not in dated and self.fills(NEARLY_ALL, "period")

    @cached_property
    def is_span(self) -> bool:
        """A period that names a first and a last day: the end of a sentence seldom does."""
        return self.is_period and any(word.period is not None and word.period.kind == "range" for word in self.words)

    # How much of it is of the frame

    @cached_property
    def letters(self) -> int:
        """How many letters, digits and per cent signs it has, footnote marks apart."""
        return len(LETTERS.findall(self.plain.printed))

    def covered(self, *kinds: WordKind) -> int:
        """How many of its letters stand in words of some kinds; of any kind where none is named."""
        return sum(len(LETTERS.findall(word.text)) for word in self.words if not kinds or word.kind in kinds)

    def fills(self, share: float, *kinds: WordKind) -> bool:
        """Do words of some kinds hold at least this share of its letters? Not of a text without letters."""
        return self.letters > 0 and self.covered(*kinds) >= share * self.letters
