"""What each column of numbers is: its period, unit and measure, from the header, the captions and the title.

In a grid a header text belongs to the columns it covers. In running text only the order of the words is known, so the
words of the header are dealt out in order to the columns they fit (money or percent, as the body shows).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import regex

from parsers.blocks import Block, HeaderCell, is_number, join_header
from parsers.fiscal import DEFAULT_CALENDAR, add_months, last_day, start_of
from parsers.frame import FrameWord, scan_frame
from parsers.labels import clean_label
from parsers.lines import PERCENTAGES, Sorted, scan_line, unmarked
from parsers.model import About, Column, Finding
from parsers.numbers import parse_number
from parsers.periods import Mention, parse_duration
from parsers.spans import Span, length_of, mention_to_span, months_apart
from parsers.units import UnitNote, parse_unit_note
from parsers.widths import fold_widths

MONEY = ("JPY", "USD", "EUR", "CNY", "GBP")
CHANGES = ("change_yoy", "change_qoq", "change_other", "difference_yoy", "difference_qoq", "difference_other")
RATES = ("change_yoy", "change_qoq", "change_other", "common_size", "attainment")
"""Measures that are printed in percent."""
DERIVED = (*CHANGES, "common_size", "attainment")


@dataclass(slots=True)
class Draft:
    """A column while its header is being read; None: not said yet."""

    percent: bool
    """Do its cells look like percentages?"""
    whole: bool = False
    """Has no cell a decimal point or a per cent sign?"""
    header: list[str] = field(default_factory=list)
    mention: Mention | None = None
    unit: str | None = None
    scale: Decimal | None = None
    measure: str | None = None
    members: list[str] = field(default_factory=list)
    scenario: str = "actual"
    scope: str = "consolidated"


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
    scope: str
    measures: tuple[str, ...] = ()
    """What percentages are, where a caption says so ("Percentages indicate year-on-year changes")."""
    day: tuple[int, int] | None = None
    """Month and day that columns named by a year alone end on ("Three months ended June 30," over 2004 2003)."""


def read_captions(block: Block, about: About) -> Captions:
    """Periods, duration, units and scope from the lines above the table, the innermost line winning."""
    texts = list(dict.fromkeys([*block.titles, *block.captions]))
    text = "\n".join(texts)
    mentions = tuple(mention for line in texts if not PERCENTAGES.search(line) for mention in line_periods(line, about))
    months = next((found for line in reversed(texts) if (found := parse_duration(line)) is not None), None)
    note = None
    for line in texts:
        if sum(1 for word in scan_line(line, about) if word.kind == "unit") < 3 or line.lstrip()[:1] in "(（":
            note = merge_notes(note, parse_unit_note(unmarked(line)))
    words = [word for line in texts for word in scan_line(line, about)]
    scenario = next((word.scenario for word in words if word.kind == "scenario" and word.scenario), "actual")
    scope = next((word.scope for word in words if word.kind == "scope" and word.scope), "consolidated")
    if scenario == "actual" and any(FORECAST_TITLE.search(title) for title in block.titles):
        scenario = "forecast"
    measures = percentage_measures(texts, about)
    header = [item.text for item in block.header_lines] + [cell.text for line in block.header_cells for cell in line]
    day, stated = yearless_day([*texts, *header])
    return Captions(text, mentions, months if stated is None else stated, "累計" in text, note, scenario, scope, measures, day)


def month_number(name: str) -> int:
    """1 to 12 of an English month, by its first three letters."""
    return "jan feb mar apr may jun jul aug sep oct nov dec".split().index(name[:3].casefold()) + 1


def yearless_day(texts: Sequence[str]) -> tuple[tuple[int, int] | None, int | None]:
    """((month, day), months) of a header such as "Three months ended June 30," whose years stand over the columns."""
    for text in reversed(texts):
        match = YEARLESS.search(fold_widths(text))
        if match:
            return (month_number(match["month"]), int(match["day"])), parse_duration(text)
    return None, None


def percentage_measures(texts: Sequence[str], about: About) -> tuple[str, ...]:
    """What a caption says that percentages are ("％表示は、対前期増減率"); against the last period or year is year on year."""
    for text in reversed(texts):
        if PERCENTAGES.search(text):
            found = [word.measure for word in scan_line(text, about) if word.kind == "measure" and word.measure]
            if YEAR_ON_YEAR.search(text):
                found.insert(0, "change_yoy")
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def line_periods(text: str, about: About) -> tuple[Mention, ...]:
    """The periods a line names, left to right; of 前連結会計年度(自 ... 至 ...) the one that says its days."""
    words = [word for word in scan_line(text, about) if word.kind == "period" and word.period is not None]
    kept = []
    for word, following in zip(words, [*words[1:], None][: len(words)], strict=True):
        vague = not DIGIT.search(word.text) and following is not None and DIGIT.search(following.text) is not None
        if not (vague and following is not None and not regex.search(r"\p{Letter}", text[word.end : following.start])):
            kept.append(word.period)
    return tuple(period for period in kept if period is not None)


def merge_notes(outer: UnitNote | None, inner: UnitNote | None) -> UnitNote | None:
    """The inner note where it speaks, the outer one elsewhere."""
    if outer is None or inner is None:
        return inner or outer
    return UnitNote(inner.unit or outer.unit, inner.scale if inner.scale is not None else outer.scale, inner.scales or outer.scales)


def body_matrix(block: Block) -> tuple[int, tuple[int, ...], list[list[str | None]]]:
    """(number of columns, grid column of each, cells by column for every row that is full or knows its columns)."""
    if block.layout == "grid":
        used = sorted({cell.column for row in block.rows for cell in row.cells if cell.column is not None and is_number(cell.text)})
        index = {column: place for place, column in enumerate(used)}
        rows: list[list[str | None]] = []
        for row in block.rows:
            cells: list[str | None] = [None] * len(used)
            for cell in row.cells:
                if cell.column in index:
                    cells[index[cell.column]] = cell.text
            if row.cells:
                rows.append(cells)
        return len(used), tuple(used), rows
    width = run_width(block)
    return width, tuple(range(1, width + 1)), [[cell.text for cell in row.cells] for row in block.rows if len(row.cells) == width]


def run_width(block: Block) -> int:
    """How many columns a block of running text has: what most rows print; among near equals the wider."""
    counts: dict[int, int] = {}
    for row in block.rows:
        if row.cells:
            counts[len(row.cells)] = counts.get(len(row.cells), 0) + 1
    return max(counts, key=lambda width: (counts[width] * width, width)) if counts else 0


def percent_columns(rows: Sequence[Sequence[str | None]], width: int) -> list[bool]:
    """For each column: do its cells look like percentages (some with the sign, the others with one or two decimals)?"""
    flags = []
    for place in range(width):
        numbers = [
            number for row in rows if (text := row[place]) is not None and (number := parse_number(text)) is not None and number.value is not None
        ]
        signed = sum(number.percent for number in numbers)
        fine = sum(number.percent or number.places in (1, 2) for number in numbers)
        flags.append((bool(numbers) and signed * 2 > len(numbers)) or (bool(signed) and fine * 10 >= 9 * len(numbers)))
    return flags


def draft_columns(block: Block, captions: Captions, about: About) -> tuple[list[Draft], tuple[int, ...], list[Finding]]:
    """The columns of a block as far as its own header and captions go."""
    width, places, rows = body_matrix(block)
    percents, wholes = percent_columns(rows, width), whole_columns(rows, width)
    if block.layout == "grid":
        return [_grid_draft(block, place, percent, whole, about) for place, percent, whole in zip(places, percents, wholes, strict=True)], places, []
    drafts = [Draft(percent, whole) for percent, whole in zip(percents, wholes, strict=True)]
    findings = _deal_run_header(block, drafts, captions, about, one_decimal_columns(rows, width))
    return drafts, places, findings


def whole_columns(rows: Sequence[Sequence[str | None]], width: int) -> list[bool]:
    """For each column: are its cells whole numbers without a per cent sign?"""
    flags = []
    for place in range(width):
        numbers = [number for row in rows if (text := row[place]) is not None and (number := parse_number(text)) is not None]
        values = [number for number in numbers if number.value is not None]
        flags.append(bool(values) and not any(number.percent or number.places for number in values))
    return flags


def one_decimal_columns(rows: Sequence[Sequence[str | None]], width: int) -> list[bool]:
    """For each column: do nine of ten cells have one or two decimals? (Percentages without their sign.)"""
    flags = []
    for place in range(width):
        numbers = [
            number for row in rows if (text := row[place]) is not None and (number := parse_number(text)) is not None and number.value is not None
        ]
        flags.append(bool(numbers) and sum(number.percent or number.places in (1, 2) for number in numbers) * 10 >= 9 * len(numbers))
    return flags


# ---------------------------------------------------------------------------------------------------------------------
# Grid: a header text belongs to the columns it covers

FILLER = regex.compile(
    r"[\W\d_]++|\b(?:comparison|and|of|the|in|for|to|on|as|at|ended|ending|month[s]?|note[s]?)\b|比較|金額|単位|の|第\d++期|回次", regex.IGNORECASE
)
COMPARED = regex.compile(r"\b(?:YoY|QoQ|Y/Y|Q/Q|year[- ]over[- ]year|quarter[- ]over[- ]quarter|sequential)\b", regex.IGNORECASE)
SHARE = regex.compile(r"%\s*+of\b|構成比|百分比|売上(?:高)?比|対(?:売上|営業収益)|\bratio to\b", regex.IGNORECASE)
YEAR_ON_YEAR = regex.compile(r"対前(?:年|期)|前年|year[- ](?:on|over)[- ]year|previous (?:fiscal )?year", regex.IGNORECASE)
UNIT_BEHIND = regex.compile(r"\s*+[(（\[][^()（）\[\]]{1,24}+[)）\]]\s*+\Z")
"""A unit in brackets behind a text: "株式数（株）"."""
RATE_WORD = regex.compile(r"%|％|率|比|percent|ratio|rate", regex.IGNORECASE)
FORECAST_TITLE = regex.compile(r"業績(?:の)?予想|見通し|\b(?:forecasts?|projections?|outlook|guidance)\b", regex.IGNORECASE)
"""A title over forecasts, whatever stands beside the word."""
DIGIT = regex.compile(r"\d")
YEARLESS = regex.compile(
    r"\b(?:ended|ending|as of|at|on)\s+(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*,?\s*\d{4})",
    regex.IGNORECASE,
)
NOTES = regex.compile(r"\A\s*+(?:Notes?|Ref\.?|注記?|注記番号|\(注\))\s*+\Z", regex.IGNORECASE)


def _grid_draft(block: Block, place: int, percent: bool, whole: bool, about: About) -> Draft:
    texts = column_texts(block.header_cells, place)
    draft = Draft(percent, whole, header=list(dict.fromkeys(texts)))
    words = scan_line(" ".join(texts), about)
    for word in words:
        if word.kind != "unit" or _stands_alone(word, texts):
            _apply(draft, word)
    if draft.unit is None:
        behind = [note for text in texts if (match := UNIT_BEHIND.search(text)) and match.start() and (note := parse_unit_note(match[0].strip())) is not None]
        if behind:
            draft.unit, draft.scale = behind[-1].unit, behind[-1].scale
    if draft.unit is None:
        alone = [
            found[0] for text in texts if len(found := scan_line(text, about)) == 1 and found[0].kind == "unit" and _stands_alone(found[0], [text])
        ]
        if alone:
            _apply(draft, alone[-1])
    draft.members = _members(texts, words)
    return draft


def column_texts(header: Sequence[Sequence[HeaderCell]], place: int) -> list[str]:
    """The header texts over a grid column, outermost first; lines of one text (over the same columns) put together."""
    cells = [cell for line in header for cell in line if cell.x0 <= place < cell.x1]
    texts: list[str] = []
    for at, cell in enumerate(cells):
        if at and (cells[at - 1].x0, cells[at - 1].x1) == (cell.x0, cell.x1) and _is_words(texts[-1]) and _is_words(cell.text):
            texts[-1] = join_header(texts[-1], cell.text)
        else:
            texts.append(cell.text)
    return texts


def _is_words(text: str) -> bool:
    """No unit, date or measure of its own: a piece of a name."""
    words = scan_frame(text, DEFAULT_CALENDAR)
    note = parse_unit_note(f"({text})")
    return not any(word.kind in ("period", "measure") or word.unit in (*MONEY, "pure") for word in words) and (
        note is None or note.unit not in (*MONEY, "pure", None)
    )


def _stands_alone(word: FrameWord, texts: Sequence[str]) -> bool:
    """Is a unit word the whole of its header text ("¥ million"), not a word in a name ("earnings per share")?"""
    start, under = 0, []
    for text in texts:
        if start < word.end and word.start < start + len(text):
            under.append(text)
        start += len(text) + 1
    text = " ".join(under)
    rest = regex.sub(r"[\W\d_]++", "", text.replace(word.text.strip(), "", 1))
    return not rest or text.lstrip()[:1] in "(（" or bool(scan_frame(rest, DEFAULT_CALENDAR))


def _members(texts: Sequence[str], words: Sequence[FrameWord]) -> list[str]:
    """Header texts that are neither period, unit nor measure."""
    members = []
    offset = 0
    for text in texts:
        kept = list(text)
        for word in words:
            if word.kind == "unit" and not _stands_alone(word, texts):
                continue
            for at in range(max(word.start, offset), min(word.end, offset + len(text))):
                kept[at - offset] = " "
        offset += len(text) + 1
        left = "".join(kept).strip()
        if FILLER.sub("", left) and parse_unit_note(text) is None:
            members.append(clean_label(text)[0])
    return members


def _apply(draft: Draft, word: FrameWord) -> None:
    """One word of the header over a column."""
    if word.kind == "period" and word.period is not None:
        if draft.mention is None or (word.period.period_end is not None and (DIGIT.search(word.text) or not DIGIT.search(draft.mention.text))):
            draft.mention = word.period
    elif word.kind == "unit":
        draft.unit, draft.scale = word.unit or draft.unit, word.scale if word.scale is not None else draft.scale
    elif word.kind == "measure" and word.measure:
        if draft.measure is None or draft.measure.endswith("_other"):
            draft.measure = word.measure
    elif word.kind == "comparison" and word.measure and draft.measure in ("change_other", "difference_other"):
        draft.measure = draft.measure.replace("other", word.measure.rpartition("_")[2])
    elif word.kind == "scenario" and word.scenario:
        draft.scenario = word.scenario
    elif word.kind == "scope" and word.scope:
        draft.scope = word.scope


# ---------------------------------------------------------------------------------------------------------------------
# Running text: words are dealt out in order


def _deal_run_header(block: Block, drafts: list[Draft], captions: Captions, about: About, fine: Sequence[bool]) -> list[Finding]:
    """Periods, units and measures to the columns they fit, in order; what the header leaves open stays None."""
    lines = block.header_lines or block.after
    words = _header_words(lines, about)
    units = [word for word in words if word.kind == "unit"]
    measures = [word for word in words if word.kind == "measure"] or [word for word in _header_words(block.after, about) if word.kind == "measure"]
    periods = [word for word in words if word.kind == "period"]
    if _deal_pieces(drafts, lines, about):
        return []
    sequence = [word for word in words if word.kind in ("period", "unit", "measure")]
    last = _last_line_words(lines, about)
    width = len(drafts)
    if len(sequence) == width and all(_fits(word, draft, wide) for word, draft, wide in zip(sequence, drafts, fine, strict=True)):
        for word, draft in zip(sequence, drafts, strict=True):
            draft.header.append(word.text.strip())
            draft.percent = draft.percent or word.kind == "measure" or word.unit == "pure"
            _apply(draft, word)
    elif len(last) == width and all(_fits(word, draft, wide) for word, draft, wide in zip(last, drafts, fine, strict=True)):
        for word, draft in zip(last, drafts, strict=True):
            draft.header.append(word.text.strip())
            draft.percent = draft.percent or word.kind == "measure" or word.unit == "pure"
            _apply(draft, word)
        upper = [
            word for word in words if word.kind == "measure" and not any(word.text == other.text and word.start == other.start for other in last)
        ]
        _deal_measures(drafts, upper)
    else:
        for draft, flag in zip(drafts, fine, strict=True):
            draft.percent = draft.percent or (flag and bool(measures or any(unit.unit == "pure" for unit in units)))
        money = [word for word in units if word.unit in MONEY]
        amounts = [draft for draft in drafts if not draft.percent]
        if len(money) == len(amounts):
            for word, draft in zip(money, amounts, strict=True):
                draft.header.append(word.text.strip())
                _apply(draft, word)
        _deal_measures(drafts, measures)
    text = " ".join(item.text for item in (*block.header_lines, *block.after))
    _name_comparisons(drafts, text)
    for draft in drafts:
        if draft.percent and draft.measure is None and SHARE.search(text):
            draft.measure = "common_size"
    if not any(draft.mention for draft in drafts if not draft.percent):
        _deal_periods(
            drafts,
            carry_days([word.period for word in periods if word.period is not None]),
            captions,
            [word.period for word in _header_words(block.after, about) if word.period],
        )
    _deal_currencies(drafts, units)
    _deal_scales(drafts, units)
    _deal_spanners(drafts, lines)
    return []


def _header_words(lines: Sequence[Sorted], about: About) -> list[FrameWord]:
    text = " ".join(item.text for item in lines)
    return list(scan_line(text, about))


def _last_line_words(lines: Sequence[Sorted], about: About) -> list[FrameWord]:
    """Words of the line next to the body, with each run of other words as a measure without meaning."""
    if not lines:
        return []
    text = unmarked(lines[-1].text)
    words = [word for word in scan_line(text, about) if word.kind in ("period", "unit", "measure")]
    filled: list[FrameWord] = []
    at = 0
    for word in [*words, None]:
        gap = text[at : word.start if word else len(text)]
        if regex.search(r"\p{Letter}", gap):
            filled.append(FrameWord("measure", at, at + len(gap), gap.strip()))
        if word:
            filled.append(word)
            at = word.end
    return filled


def _fits(word: FrameWord, draft: Draft, fine: bool) -> bool:
    """Could this word stand over this column? A measure or % needs percentages, a currency money."""
    percent = draft.percent or fine
    if word.kind == "measure":
        return percent or (word.measure or "").startswith("difference")
    if word.kind == "unit":
        return percent if word.unit == "pure" else not draft.percent
    return True


def _deal_measures(drafts: Sequence[Draft], measures: Sequence[FrameWord]) -> None:
    """Measures to the percent columns: all in order, or the changes to the columns that say "change"."""
    percents = [draft for draft in drafts if draft.percent]
    if len(measures) == len(percents):
        for word, draft in zip(measures, percents, strict=True):
            draft.header.insert(0, word.text.strip())
            draft.measure = word.measure
        return
    changing = [
        draft
        for draft in percents
        if draft.measure in CHANGES or any(regex.search(r"chg|change|増減|比", text, regex.IGNORECASE) for text in draft.header)
    ]
    changes = [word for word in measures if word.measure in ("change_yoy", "change_qoq")]
    if changing and len(changes) == len(changing):
        for word, draft in zip(changes, changing, strict=True):
            draft.header.insert(0, word.text.strip())
            draft.measure = word.measure


def _deal_periods(drafts: Sequence[Draft], printed: Sequence[Mention], captions: Captions, below: Sequence[Mention]) -> None:
    """Periods to the amount columns: one each, or one for each group of currencies, from the header, else the caption."""
    amounts = [draft for draft in drafts if not draft.percent]
    groups: list[list[Draft]] = []
    for draft in amounts:
        if groups and draft.unit is not None and all(other.unit not in (None, draft.unit) for other in groups[-1]) and draft.unit in MONEY:
            groups[-1].append(draft)
        else:
            groups.append([draft])
    for mentions in (printed, _distinct(printed), captions.mentions, _distinct(captions.mentions), below, _distinct(below)):
        if len(mentions) == len(groups):
            for mention, group in zip(mentions, groups, strict=True):
                for draft in group:
                    draft.mention = mention
            return
        if len(mentions) == len(amounts):
            for mention, draft in zip(mentions, amounts, strict=True):
                draft.mention = mention
            return


def carry_days(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions with the day carried on: "Three months ended June 30, 2004 2003" names two quarters, not a year."""
    carried: list[Mention] = []
    for mention in mentions:
        before = carried[-1] if carried else None
        year = regex.fullmatch(r"\s*+(\d{4})\s*+", mention.text)
        if mention.kind == "year" and year and before is not None and before.kind != "year" and before.period_end is not None:
            gap = 12 * (int(year[1]) - before.period_end.year)
            end = add_months(before.period_end, gap)
            start = start_of(end, before.months) if before.months else None
            mention = replace(before, text=mention.text, period_start=start, period_end=end)
        carried.append(mention)
    return carried


def on_day(mention: Mention, day: tuple[int, int]) -> Mention:
    """A year alone as the day of that year which the header names."""
    year = regex.fullmatch(r"\s*+(\d{4})\s*+", mention.text)
    if mention.kind != "year" or year is None:
        return mention
    end = date(int(year[1]), day[0], min(day[1], last_day(int(year[1]), day[0]).day))
    return replace(mention, kind="date", period_start=None, period_end=end, months=None)


def _deal_currencies(drafts: Sequence[Draft], units: Sequence[FrameWord]) -> None:
    """Fewer currencies than columns of money: each stands over a run of periods, and a period that comes again begins
    the next run ("Millions of yen" over 2004 2003, "Thousands of U.S. dollars" over 2004)."""
    amounts = [draft for draft in drafts if not draft.percent]
    money = [unit for unit in units if unit.unit in MONEY]
    if not 1 < len(money) < len(amounts) or any(draft.unit or draft.mention is None for draft in amounts):
        return
    runs: list[list[Draft]] = [[]]
    seen: set[tuple[date | None, date | None]] = set()
    for draft in amounts:
        span = (draft.mention.period_start, draft.mention.period_end) if draft.mention else (None, None)
        if span in seen:
            runs.append([])
            seen = set()
        seen.add(span)
        runs[-1].append(draft)
    if len(runs) == len(money):
        for word, run in zip(money, runs, strict=True):
            for draft in run:
                draft.header.append(word.text.strip())
                _apply(draft, word)


def _deal_pieces(drafts: Sequence[Draft], lines: Sequence[Sorted], about: About) -> bool:
    """Two header lines or more of which each has, set apart by wide blanks, one piece a column: the pieces above each
    other are one text ("Three months" / "ended" / "Dec 31, 2003"). False: the header is not like that."""
    rows = [regex.split(r"\s{2,}", item.text.strip()) for item in lines]
    if len(rows) < 2 or len(drafts) < 2 or any(len(row) != len(drafts) for row in rows):
        return False
    for draft, pieces in zip(drafts, zip(*rows, strict=True), strict=True):
        words = scan_line(" ".join(pieces), about)
        draft.header += [piece for piece in pieces if piece]
        for word in words:
            _apply(draft, word)
        draft.percent = draft.percent or any(word.kind == "measure" and (word.measure or "") in RATES for word in words)
    return True


def _deal_scales(drafts: Sequence[Draft], units: Sequence[FrameWord]) -> None:
    """As many currencies as columns of money, on a line of their own: one each, in order."""
    amounts = [draft for draft in drafts if not draft.percent]
    money = [unit for unit in units if unit.unit in MONEY]
    if len(money) == len(amounts) and not any(draft.unit for draft in amounts):
        for word, draft in zip(money, amounts, strict=True):
            draft.header.append(word.text.strip())
            _apply(draft, word)


def _deal_spanners(drafts: Sequence[Draft], lines: Sequence[Sorted]) -> None:
    """Names over runs of columns whose periods come again ("Value-added   Integration" over 2001 2002 2001 2002): the
    pieces of a line, set apart by blanks, each over one run."""
    spans = [(draft.mention.period_start, draft.mention.period_end) if draft.mention else None for draft in drafts]
    size = next((at for at in range(1, len(spans)) if spans[at] == spans[0]), 0)
    if not size or None in spans or len(spans) % size or spans != spans[:size] * (len(spans) // size):
        return
    for item in lines[:-1]:
        pieces = [piece.strip() for piece in regex.split(r"\s{2,}", item.text.strip())]
        if len(pieces) == len(spans) // size and not item.words:
            for at, draft in enumerate(drafts):
                draft.members.append(pieces[at // size])
                draft.header.insert(0, pieces[at // size])


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of one period once, in their order."""
    return list({(mention.period_start, mention.period_end): mention for mention in reversed(mentions)}.values())[::-1]


def _name_comparisons(drafts: Sequence[Draft], text: str) -> None:
    """Changes that say only "change" take the words for year and quarter that stand elsewhere in the header, in order."""
    open_changes = [draft for draft in drafts if draft.measure in ("change_other", "difference_other")]
    words = [match[0].casefold() for match in COMPARED.finditer(text)]
    if open_changes and len(words) == len(open_changes):
        for word, draft in zip(words, open_changes, strict=True):
            draft.measure = (draft.measure or "").replace("other", "yoy" if word.startswith("y") else "qoq")


# ---------------------------------------------------------------------------------------------------------------------
# From drafts to columns


def finish_columns(drafts: Sequence[Draft], captions: Captions, statement: str, about: About) -> list[Column]:
    """Columns with spans of days, units and scales; a change is linked to the two columns it was computed from."""
    columns = []
    span: Span | None = None
    whole = _whole_period(drafts, captions)
    lengths = [draft.mention.months for draft in drafts if draft.mention is not None and draft.mention.months]
    months = captions.months if captions.months is not None or not lengths else max(set(lengths), key=lengths.count)
    for number, draft in enumerate(drafts, start=1):
        if draft.mention is not None and captions.day is not None:
            draft.mention = on_day(draft.mention, captions.day)
        own = mention_to_span(draft.mention, months, captions.cumulative, statement, about) if draft.mention is not None else None
        if own is None and whole is not None:
            own = mention_to_span(whole, months, captions.cumulative, statement, about)
        if own is not None:
            span = own
        unit = draft.unit
        scale = draft.scale
        if unit in MONEY and scale in (None, Decimal(1)) and not any("銭" in text for text in draft.header):
            noted = scale_of(captions.note, unit)
            scale = noted if noted is not None else scale
        if draft.whole and draft.measure in CHANGES and unit is None and not any(RATE_WORD.search(text) for text in draft.header):
            draft.measure = draft.measure.replace("change_", "difference_")  # 39 persons more are not 39 per cent
        rate = draft.measure in RATES and unit not in MONEY
        draft.percent = draft.percent or (rate and unit in (None, "pure"))
        measure = (draft.measure if rate or draft.measure not in RATES else None) or ("" if draft.percent else "amount")
        if draft.percent and draft.measure is None and draft.mention is not None and not any(_is_amount(other) for other in drafts):
            measure = "amount"  # a table of percentages only
        if not measure and statement in ("balance_sheet", "income_statement") and number > 1 and not drafts[number - 2].percent:
            measure = "common_size"  # the column of shares beside each amount needs no words; arithmetic checks it later
        used = own or (span if measure in DERIVED or not measure else None)
        columns.append(
            Column(
                number,
                tuple(text for text in draft.header if text),
                measure,
                "pure" if draft.percent else unit,
                scale,
                used.start if used else None,
                used.end if used else None,
                None,
                tuple(draft.members),
                draft.scenario if draft.scenario != "actual" else captions.scenario,
                draft.scope if draft.scope != "consolidated" else captions.scope,
                sure=used is None or used.sure,
            )
        )
    return link_columns(columns)


def _whole_period(drafts: Sequence[Draft], captions: Captions) -> Mention | None:
    """The one period that the captions name, where no column names any (statements of equity, segments)."""
    if any(draft.mention is not None for draft in drafts):
        return None
    ends = {(mention.period_start, mention.period_end): mention for mention in captions.mentions if mention.period_end is not None}
    return next(iter(ends.values())) if len(ends) == 1 else None


def _is_amount(draft: Draft) -> bool:
    return not draft.percent


def scale_of(note: UnitNote | None, unit: str | None) -> Decimal | None:
    """The scale the caption gives for a currency."""
    if note is None:
        return None
    for currency, scale in note.scales:
        if currency == unit:
            return scale
    return note.scale if note.unit in (None, unit) else None


def link_columns(columns: Sequence[Column]) -> list[Column]:
    """Columns with `base`, `compared`, `compared_end` and the period of each common size and change filled in.

    A common size belongs to the nearest amount on its left. A change compares the two amounts of equal length nearest
    on its left that lie twelve months (year on year) or one length (quarter on quarter) apart.
    """
    linked: list[Column] = []
    for place, column in enumerate(columns):
        amounts = [other for other in columns[:place] if other.measure == "amount" and other.unit != "pure" and other.members == column.members]
        amounts = amounts or [other for other in columns[:place] if other.measure == "amount" and other.unit != "pure"]
        if column.measure == "common_size" and amounts:
            base = amounts[-1]
            linked.append(replace(column, base=base.number, period_start=base.period_start, period_end=base.period_end))
        elif column.measure in CHANGES:
            everywhere = [other for other in columns if other.measure == "amount" and other.unit != "pure" and other.members == column.members]
            linked.append(_link_change(column, amounts, everywhere or [other for other in columns if other.measure == "amount"]))
        elif column.measure == "attainment" and amounts:
            base = amounts[-1]
            linked.append(replace(column, base=base.number, period_start=base.period_start, period_end=base.period_end))
        else:
            linked.append(column)
    return linked


def _link_change(column: Column, amounts: Sequence[Column], everywhere: Sequence[Column]) -> Column:
    """A change column with the later period it describes and the earlier one it compares with: the nearest pair on its
    left, else the pair of the latest period anywhere."""
    family, _, kind = column.measure.rpartition("_")
    pairs = _pairs(amounts, kind) or _pairs(everywhere, kind) or (_only_pair(everywhere) if kind == "other" else [])
    amounts = amounts or everywhere
    if pairs:
        _, _, later, earlier = max(pairs, key=lambda pair: pair[:2])
        measure = column.measure if kind != "other" else f"{family}_{step_kind(later, earlier)}"
        return replace(
            column,
            measure=measure,
            base=later.number,
            compared=earlier.number,
            period_start=later.period_start,
            period_end=later.period_end,
            compared_end=earlier.period_end,
        )
    dated = [amount for amount in amounts if amount.period_end is not None]
    if not dated:
        return column
    base = dated[-1]
    return replace(column, base=base.number, period_start=base.period_start, period_end=base.period_end, compared_end=step_back(base, kind))


def _pairs(amounts: Sequence[Column], kind: str) -> list[tuple[int, int, Column, Column]]:
    """(place of the one further right, sum of places, later, earlier) of all columns that lie one step apart."""
    return [
        (max(later_at, earlier_at), later_at + earlier_at, later, earlier)
        for later_at, later in enumerate(amounts)
        for earlier_at, earlier in enumerate(amounts)
        if later.unit == earlier.unit and is_step(later, earlier, kind)
    ]


def _only_pair(amounts: Sequence[Column]) -> list[tuple[int, int, Column, Column]]:
    """The later and the earlier of two columns, where there are just two (a balance sheet against the last year end)."""
    dated = sorted((column for column in amounts if column.period_end is not None), key=lambda column: str(column.period_end))
    if len(dated) != 2 or dated[0].period_end == dated[1].period_end or length_of(dated[0]) != length_of(dated[1]):
        return []
    return [(1, 1, dated[1], dated[0])]


def is_step(later: Column, earlier: Column, kind: str) -> bool:
    """Does `earlier` lie one year (yoy), one own length (qoq) or anything (other) before `later`, at the same length?"""
    if later.period_end is None or earlier.period_end is None or later.period_end <= earlier.period_end:
        return False
    length = length_of(later)
    if length != length_of(earlier):
        return False
    gap = months_apart(earlier.period_end, later.period_end)
    return gap == 12 if kind == "yoy" else gap == (length or 3) if kind == "qoq" else gap in (12, length or 3)


def step_kind(later: Column, earlier: Column) -> str:
    """`yoy` where a year lies between two columns, else `qoq`."""
    if later.period_end is None or earlier.period_end is None:
        return "other"
    gap = months_apart(earlier.period_end, later.period_end)
    return "yoy" if gap == 12 else "qoq" if gap == (length_of(later) or 3) else "other"


def step_back(column: Column, kind: str) -> date | None:
    """End of the period one year or one own length earlier than the column's; None for other changes."""
    if column.period_end is None or kind == "other":
        return None
    return add_months(column.period_end, -12 if kind == "yoy" else -(length_of(column) or 3))
