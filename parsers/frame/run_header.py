"""The header of running text: only the order of its words is known, so they are dealt out in order to the columns they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from parsers.frame.captions import Captions
from parsers.frame.drafts import CHANGES, MONEY, RATES, Draft, apply_word
from parsers.frame.header_texts import apply_texts
from parsers.frame.run_groups import deal_groups, next_to_body
from parsers.page.sorted_lines import Kind, Sorted
from parsers.periods.composed import as_year
from parsers.periods.day_arithmetic import add_months, start_of
from parsers.periods.mentions import FOR_ALL_COLUMNS, WHOLE
from parsers.periods.periods import Mention, parse_periods
from parsers.tables.blocks import Block
from parsers.text.scan import FrameWord
from parsers.text.scanner import Scanner

COMPARED = regex.compile(r"\b(?:YoY|QoQ|Y/Y|Q/Q|year[- ]over[- ]year|quarter[- ]over[- ]quarter|sequential)\b", regex.IGNORECASE)
SHARE = regex.compile(r"%\s*+of\b|構成比|百分比|売上(?:高)?比|対(?:売上|営業収益)|\bratio to\b", regex.IGNORECASE)


def deal_run_header(block: Block, drafts: list[Draft], captions: Captions, scanner: Scanner, fine: Sequence[bool]) -> None:
    """Periods, units and measures to the columns they fit, in order; what the header leaves open stays None."""
    lines = block.header_lines or block.after
    words = _header_words(lines, scanner)
    units = [word for word in words if word.kind == "unit"]
    measures = [word for word in words if word.kind == "measure"] or [word for word in _header_words(block.after, scanner) if word.kind == "measure"]
    # The name of the table, behind a blank line, stands over no column.
    beside = next_to_body(lines)
    near = _header_words([item for item in lines if item.kind is Kind.HEADER or item in beside or item.text.strip() != block.stub_head.strip()], scanner)
    periods = [word for word in near if word.kind == "period"]
    head = beside if not any(scanner(item.text).of("period") for item in lines if item not in beside) else lines
    if _deal_pieces(drafts, head, scanner) or deal_groups(drafts, lines, fine, scanner):
        return
    sequence = [word for word in near if word.kind in ("period", "unit", "measure")]
    last = _last_line_words(lines, scanner)
    width = len(drafts)
    if (texts := _texts_of(lines, drafts, fine, scanner)) is not None:
        for text, draft in zip(texts, drafts, strict=True):
            draft.header.append(text)
            apply_texts(draft, [text], scanner)
            draft.percent = draft.percent or draft.unit == "pure" or (draft.measure or "") in RATES
    elif len(sequence) == width and all(_fits(word, draft, wide) for word, draft, wide in zip(sequence, drafts, fine, strict=True)):
        for word, draft in zip(sequence, drafts, strict=True):
            draft.header.append(word.text.strip())
            draft.percent = draft.percent or word.kind == "measure" or word.unit == "pure"
            apply_word(draft, word)
    elif len(last) == width and all(_fits(word, draft, wide) for word, draft, wide in zip(last, drafts, fine, strict=True)):
        yearless = _yearless(last, words, scanner)
        for word, draft in zip(last, drafts, strict=True):
            draft.header.append(word.text.strip())
            draft.percent = draft.percent or word.kind == "measure" or word.unit == "pure"
            apply_word(draft, word)
            if word in yearless and draft.mention is not None:
                draft.mention = replace(draft.mention, period_start=None, period_end=None)
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
                apply_word(draft, word)
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
            [word.period for word in _header_words(block.after, scanner) if word.period],
            apart=not any(scanner(item.text).of("period") for item in beside),
        )
    _deal_parts(drafts, head, scanner)
    _deal_currencies(drafts, units)
    _deal_scales(drafts, units)
    _deal_spanners(drafts, lines)


def _texts_of(lines: Sequence[Sorted], drafts: Sequence[Draft], fine: Sequence[bool], scanner: Scanner) -> list[str] | None:
    """The texts of the line next to the body, where two blanks part one for each column, each of which fits and is no period; None where that is not so."""
    texts = regex.split(r"\s{2,}", lines[-1].text.strip()) if lines else []
    if len(texts) != len(drafts) or any(scanner(text).of("period") for text in texts):
        return None
    fits = (all(_fits(word, draft, wide) for word in scanner(text).words) for text, draft, wide in zip(texts, drafts, fine, strict=True))
    return texts if all(fits) else None


def _header_words(lines: Sequence[Sorted], scanner: Scanner) -> list[FrameWord]:
    text = " ".join(item.text for item in lines)
    return _dealt(scanner(text).words)


def _dealt(words: Sequence[FrameWord]) -> list[FrameWord]:
    """Words that stand over columns: a day or a length without a year belongs to all of them."""
    return [word for word in words if word.period is None or word.period.kind not in FOR_ALL_COLUMNS]


def _last_line_words(lines: Sequence[Sorted], scanner: Scanner) -> list[FrameWord]:
    """Words of the line next to the body, with each run of other words as a measure without meaning."""
    if not lines:
        return []
    last = scanner(lines[-1].text).plain
    text, words = last.printed, _dealt(last.of("period", "unit", "measure"))
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


def _yearless(last: Sequence[FrameWord], words: Sequence[FrameWord], scanner: Scanner) -> list[FrameWord]:
    """Parts of years in the last line (1Q, Full year) below years of which nobody knows how far each reaches."""
    parts = [word for word in last if word.period is not None and all(found.period_end is None for found in parse_periods(word.text, scanner.about.calendar))]
    periods = [word for word in words if word.kind == "period"]
    return parts if len(periods) > sum(1 for word in last if word.kind == "period") else []


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


def _deal_periods(drafts: Sequence[Draft], printed: Sequence[Mention], captions: Captions, below: Sequence[Mention], *, apart: bool) -> None:
    """Periods to the amount columns: one each, or one for each group of currencies, from the header, else the caption.

    A line below the table that names the periods of the caption, or of a line that stands apart from the header, is a line of the
    header: their order is that of the columns.
    """
    amounts = [draft for draft in drafts if not draft.percent]
    groups = _currency_groups(amounts)
    above = () if printed else captions.mentions  # a header that names fewer periods than columns is not mended by a caption that names others
    if apart and {mention.period_end for mention in (*printed, *above)} == {mention.period_end for mention in below}:
        printed, above = (), ()
    for mentions in (printed, _distinct(printed), above, _distinct(above), below, _distinct(below)):
        if len(mentions) == len(groups):
            for mention, group in zip(mentions, groups, strict=True):
                for draft in group:
                    draft.mention = mention
            return
        if len(mentions) == len(amounts):
            for mention, draft in zip(mentions, amounts, strict=True):
                draft.mention = mention
            return


def _currency_groups(amounts: Sequence[Draft]) -> list[list[Draft]]:
    """Runs of columns that print one period in several currencies; a column between two of another currency may be of either, and is in none."""
    units = [draft.unit for draft in amounts]
    groups: list[list[Draft]] = []
    for at, draft in enumerate(amounts):
        if 0 < at < len(amounts) - 1 and draft.unit in MONEY and units[at - 1] in MONEY and units[at - 1] == units[at + 1] != draft.unit:
            continue
        if groups and draft.unit is not None and all(other.unit not in (None, draft.unit) for other in groups[-1]) and draft.unit in MONEY:
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return groups


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
                apply_word(draft, word)


def _deal_pieces(drafts: Sequence[Draft], lines: Sequence[Sorted], scanner: Scanner) -> bool:
    """Two header lines or more whose pieces are set apart by wide blanks, the last with one piece a column: the pieces above each
    other are one text ("Three months" / "ended" / "Dec 31, 2003"). A line with fewer pieces has one for each column that says
    something of the same kind below it (Nine months   Nine months / FY9/2005   FY9/2006   U.S. dollars). False: the header is not like that."""
    rows = [regex.split(r"\s{2,}", item.text.strip()) for item in lines]
    if len(rows) < 2 or len(drafts) < 2 or len(rows[-1]) != len(drafts):
        return False
    stacks = [[piece] for piece in rows[-1]]
    for row in reversed(rows[:-1]):
        under = list(range(len(drafts))) if len(row) == len(drafts) else _columns_under(row, stacks, scanner)
        if len(under) != len(row):
            return False
        for at, piece in zip(under, row, strict=True):
            stacks[at].insert(0, piece)
    for draft, pieces in zip(drafts, stacks, strict=True):
        words = scanner(" ".join(pieces)).words
        draft.header += [piece for piece in pieces if piece]
        for word in words:
            apply_word(draft, word)
        draft.percent = draft.percent or any(word.kind == "measure" and (word.measure or "") in RATES for word in words)
    return True


def _columns_under(row: Sequence[str], stacks: Sequence[Sequence[str]], scanner: Scanner) -> list[int]:
    """The columns below the pieces of a line that has fewer pieces than columns, where their kinds leave one way; else none."""
    kinds = [_kind_of(piece, scanner) for piece in row]
    below = [{_kind_of(piece, scanner) for piece in stack} for stack in stacks]
    places = [at for at, found in enumerate(below) if found & set(kinds)]
    fits = len(places) == len(row) and all(kind is not None and kind in below[at] for kind, at in zip(kinds, places, strict=True))
    return places if fits else []


def _kind_of(piece: str, scanner: Scanner) -> str | None:
    """Is a piece of a header a period or a change or share? None: neither."""
    words = scanner(piece).words
    return next(("change" if word.kind in ("measure", "comparison") else "period" for word in words if word.kind in ("measure", "comparison", "period")), None)


def _deal_parts(drafts: Sequence[Draft], lines: Sequence[Sorted], scanner: Scanner) -> None:
    """A part of a year that the header names and no column took is of all years below it; where it names several, nobody knows which is whose."""
    named = {word.period.part: word.period for item in lines for word in scanner(item.text).of("period") if word.period is not None and word.period.yearless and word.period.part}
    left = [part for part in named if part != WHOLE and not any(mention.part == part for draft in drafts for mention in draft.mentions)]
    years = [draft for draft in drafts if draft.mention is not None and as_year(draft.mention) is not None]
    for draft in years if left else ():
        if len(left) == 1:
            draft.mentions.insert(0, named[left[0]])
        elif draft.mention is not None:
            draft.mention = replace(draft.mention, period_start=None, period_end=None)
    for draft in years:
        # 2006年9月期 USD beside 2006年9月期 第3四半期累計: dollars of the one part of that year that stands there
        year = draft.mention.year if draft.mention is not None else None
        of_year = [other for other in drafts if other.mention is not None and other.mention.year == year and other.unit != draft.unit]
        if draft.unit in MONEY and len(of_year) == 1 and of_year[0].mention is not None and of_year[0].mention.part not in (None, WHOLE):
            draft.mentions = list(of_year[0].mentions)


def _deal_scales(drafts: Sequence[Draft], units: Sequence[FrameWord]) -> None:
    """As many currencies as columns of money, on a line of their own: one each, in order."""
    amounts = [draft for draft in drafts if not draft.percent]
    money = [unit for unit in units if unit.unit in MONEY]
    if len(money) == len(amounts) and not any(draft.unit for draft in amounts):
        for word, draft in zip(money, amounts, strict=True):
            draft.header.append(word.text.strip())
            apply_word(draft, word)


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
