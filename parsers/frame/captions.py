"""What title and captions say of a whole table: periods, lengths, units, what its percentages are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from parsers.about import About
from parsers.periods.mentions import FOR_ALL_COLUMNS
from parsers.periods.periods import Mention, parse_duration
from parsers.tables.blocks import Block
from parsers.tables.leads import lead_period, without_note
from parsers.text.scanner import Scanner
from parsers.words.patterns import compiled
from parsers.words.units import UnitNote

YEAR_ON_YEAR = compiled(
    r"対前(?:年|期)|前年|year[- ](?:on|over)[- ]year|previous (?:fiscal )?year|(?:previous|prior|last) (?:year's )?corresponding (?:fiscal )?(?:period|term|quarter)"
    r"|(?:same|corresponding) (?:period|quarter|term) (?:of|in) the (?:previous|prior|last|preceding)",
    regex.IGNORECASE,
)
FORECAST_TITLE = compiled(r"業績(?:の)?予想|見通し|\b(?:forecasts?|projections?|outlook|guidance)\b", regex.IGNORECASE)
"""A title over forecasts, whatever stands beside the word."""
IN_BRACKETS = compiled(
    r"(?:カッコ|かっこ|括弧|[(（［\[]\s*[%％]?\s*[)）］\]])\s?(?:内|書き?|表示)(?:の(?:数[字値]|比率|[%％]))?(?:は|には|:|：)?[、,]?\s*"
    r"|\b(?:parenthes[ei]s|brackets)\b[^.]*?\b(?:show|are|indicate|represent|denote|is)s?\s+(?:the\s+)?",
    regex.IGNORECASE,
)
"""Of a caption: what it says next is what the numbers in brackets are."""
SINCE_YEAR_BEGAN = compiled(
    r"\A\s*+[(（][1１][)）]\s*+(?:(?:連結|個別|四半期)*+経営成績|(?:non-)?consolidated operating results)", regex.IGNORECASE
)
"""The first section of a 決算短信, whose quarters are all counted from the beginning of the year, with the word or without."""
DIGIT = compiled(r"\d")


@dataclass(frozen=True, slots=True)
class Captions:
    """What title and captions say of the whole table."""

    text: str
    mentions: tuple[Mention, ...]
    months: int | None
    """0: instants; None: not said."""
    cumulative: bool
    note: UnitNote | None
    scenario: str
    measures: tuple[str, ...] = ()
    """What percentages are, where a caption says so ("Percentages indicate year-on-year changes")."""
    section: Mention | None = None
    """The period of the section the table stands in, for where nothing nearer names one."""
    lead: Mention | None = None
    """The period of the sentence that introduces the table."""
    nearest: tuple[Mention, ...] = ()
    """The periods of the caption nearest to the table that names any."""
    bracketed: str | None = None
    """The measure of numbers in brackets, where a caption says it (カッコ内は構成比)."""
    partial: tuple[Mention, ...] = ()
    """What they say of periods without a year ("Three months ended June 30," over 2004 2003), and what stands over the stubs."""


def read_captions(block: Block, scanner: Scanner) -> Captions:
    """Periods, duration and units from the lines above the table, the innermost line winning."""
    texts = list(dict.fromkeys([*block.titles, *block.captions]))
    text = "\n".join(texts)
    mentions = tuple(mention for line in texts for mention in caption_periods(line, scanner))
    nearest = next((found for line in reversed(texts) if (found := caption_periods(line, scanner))), ())
    months = next((length for line in reversed(texts) if (length := parse_duration(line)) is not None), None)
    note = None
    for line in texts:
        noted = scanner(line).plain.note
        scaled = noted is not None and any(scale > 1 for _, scale in noted.scales)
        if scaled or len(scanner(line).of("unit")) < 3 or line.lstrip()[:1] in "(（":
            note = merge_notes(note, noted)
    note = merge_notes(merge_notes(lead_note(block.lead, scanner), note), _header_note(block, scanner))
    words = [word for line in texts for word in scanner(line).words]
    scenario = next((word.scenario for word in words if word.kind == "scenario" and word.scenario), "actual")
    if scenario == "actual" and any(FORECAST_TITLE.search(title) for title in block.titles):
        scenario = "forecast"
    measures = percentage_measures(texts, scanner)
    said = [line_mentions(line, scanner) for line in texts]
    for_all = [mention for item in block.header_lines for mention in line_mentions(item.text, scanner) if mention.kind in FOR_ALL_COLUMNS]
    partial = (*(mention for line in said if all(one.yearless for one in line) for mention in line), *for_all, *line_mentions(block.stub_head, scanner))
    stated = next((mention.months for mention in reversed(partial) if mention.day is not None), None)
    cumulative = "累計" in text or any(SINCE_YEAR_BEGAN.match(title) for title in block.titles)
    section = next((mention for mention in line_periods(block.section, scanner) if not is_date_line(mention, scanner.about)), None)
    return Captions(
        text,
        mentions,
        months if stated is None else stated,
        cumulative,
        note,
        scenario,
        measures,
        section,
        None if _dates_rows(block) else lead_period(block.lead, scanner),
        nearest,
        bracketed_measure(texts, scanner),
        partial,
    )


def lead_note(lead: str, scanner: Scanner) -> UnitNote | None:
    """The unit in brackets with which the sentence above a table ends: …は次のとおりです。（単位：％）; None where it ends otherwise."""
    return scanner(lead[len(without_note(lead, scanner)) :].strip()).note


OWN_DAYS = compiled(r"決議|年月日|基準日|効力発生日|(?:取得|発行|払込|支払)(?:開始)?日")


def _dates_rows(block: Block) -> bool:
    """Does a column of days say when each row was, so that no sentence above says it for all?"""
    return any(OWN_DAYS.search(text) for text in (block.stub_head, *(cell.text for line in block.header_cells for cell in line)))


def is_date_line(mention: Mention, about: About) -> bool:
    """Is it the day of the announcement, which is no table's period?"""
    return mention.period_end == about.announced_on and not mention.months and not mention.instant


def percentage_measures(texts: Sequence[str], scanner: Scanner) -> tuple[str, ...]:
    """What a caption says that percentages are ("％表示は、対前期増減率"); against the last period or year is year on year."""
    for text in reversed(texts):
        if scanner(text).speaks_of_percentages:
            found = [word.measure for word in scanner(text).words if word.kind == "measure" and word.measure]
            yearly = YEAR_ON_YEAR.search(text)
            if yearly and not (yearly[0] == "対前期" and scanner.about.calendar.term_months == 6):
                found.insert(0, "change_yoy")
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def bracketed_measure(texts: Sequence[str], scanner: Scanner) -> str | None:
    """What a caption says that numbers in brackets are; None where none does."""
    for text in reversed(texts):
        if (said := IN_BRACKETS.search(text)) is not None:
            measures = [word.measure for word in scanner(text[said.end() :]).words if word.kind == "measure" and word.measure]
            return measures[0] if measures else None
    return None


def caption_periods(text: str, scanner: Scanner) -> tuple[Mention, ...]:
    """The periods that a caption names; what it says of percentages, and the day of the release, are none of the table."""
    return () if scanner(text).speaks_of_percentages else tuple(mention for mention in line_periods(text, scanner) if not is_date_line(mention, scanner.about))


def line_mentions(text: str, scanner: Scanner) -> list[Mention]:
    """Everything that a line says of periods, also without a year."""
    return [word.period for word in scanner(text).words if word.period is not None]


def line_periods(text: str, scanner: Scanner) -> tuple[Mention, ...]:
    """The periods a line names, left to right; of 前連結会計年度(自 ... 至 ...) the one that says its days, of 前連結会計年度(2019年12月31日) that day."""
    words = [word for word in scanner(text).words if word.period is not None and word.period.kind not in FOR_ALL_COLUMNS]
    kept = []
    bare_year = False
    for word, following in zip(words, [*words[1:], None][: len(words)], strict=True):
        vague = not DIGIT.search(word.text) and following is not None and DIGIT.search(following.text) is not None
        vague = vague and following is not None and not regex.search(r"\p{Letter}", text[word.end : following.start])
        if not vague:
            day = bare_year and word.period is not None and word.period.kind == "date"
            kept.append(replace(word.period, instant=True, months=0) if day and word.period is not None else word.period)
        bare_year = vague and word.text.endswith("年度")
    return tuple(period for period in kept if period is not None)


def _header_note(block: Block, scanner: Scanner) -> UnitNote | None:
    """A unit note that stands inside the header: in a cell over all columns, or between title and header."""
    note = None
    for item in block.header_lines:
        note = merge_notes(note, scanner(item.text).note) if item.text.lstrip()[:1] in "(（" else note
    for line in block.header_cells:
        if len(line) == 1 and (line[0].x1 - line[0].x0 > 1 or len(block.header_cells) == 1):
            note = merge_notes(note, scanner(line[0].text).note)
    if block.stub_head:
        note = merge_notes(note, scanner(block.stub_head).note)
    return note


def merge_notes(outer: UnitNote | None, inner: UnitNote | None) -> UnitNote | None:
    """The inner note where it speaks, the outer one elsewhere."""
    if outer is None or inner is None:
        return inner or outer
    return UnitNote(inner.unit or outer.unit, inner.scale if inner.scale is not None else outer.scale, inner.scales or outer.scales)


def scale_of(note: UnitNote | None, unit: str | None) -> Decimal | None:
    """The scale the caption gives for a currency."""
    if note is None:
        return None
    for currency, scale in note.scales:
        if currency == unit:
            return scale
    return note.scale if note.unit in (None, unit) else None
