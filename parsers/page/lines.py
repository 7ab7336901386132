"""What each line of a document is for: a row of numbers, a header, a title, a caption, a note, prose or other text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

import regex

from parsers.page.headings import HEADING, MAX_HEADING, NOTES_HEAD, NUMBERED, names_statement
from parsers.page.sorted_lines import Kind, Sorted
from parsers.periods.periods import parse_duration
from parsers.printed import Line
from parsers.text.scan import FrameWord
from parsers.text.scanner import Scanner
from parsers.words.marks import unmarked
from parsers.words.statements import find_statement_title

NOTE = regex.compile(
    r"""\A\s*+(?:
        (?:Notes?|[(（]Notes?[)）]|注記?|\(注\)|（注[\d０-９]*+）|※)\s*+[(（]?+[\d０-９]*+[)）]?+\s*+[:：.．]?+
      | [⁽]?+[⁰¹²³⁴⁵⁶⁷⁸⁹]++[⁾]?+\s*+(?=\S)
      | [⁽]\d{1,2}[⁾]\s*+(?=\S)
      | [(（][\d０-９]{1,2}[)）]\s*+(?=\S)
      | [*＊†‡]{1,3}+\s*+(?=\S)
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
BARE_NOTE = regex.compile(r"\A\s*+(?P<mark>[\d０-９]{1,2})(?!(?:st|nd|rd|th)\b)\s*+(?=[\p{Letter}\"“])")
NOTE_MARK = regex.compile(
    r"\A\s*+(?:Notes?|（注）|\(注\)|注記?|（注|\(注|※)?+\s*+[(（⁽]?+(?P<mark>[\d０-９⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})[)）⁾]?+\s*+[:：.．]?+", regex.IGNORECASE
)
SENTENCE_END = regex.compile(r"(?:。|(?<=[\p{Ll})\"”’\d%])[.:;](?:[\"”)]*+))\s*+\Z")
SENTENCE_WORDS = regex.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|which|that|compared|totaled|amounted|increased|decreased|expects?|please|announced)\b",
    regex.IGNORECASE,
)
JA_SENTENCE = regex.compile(r"。|(?:ます|です|した|する|した|である|ており|となり|おいて|により|について)(?:[、。\s]|\Z)|[はがをにで]、")
VERB = regex.compile(r"\b(?:was|were|is|are|has|have|had|will|would)\b", regex.IGNORECASE)
BRACKETED = regex.compile(r"\A\s*+[(（][^()（）]*+[)）]\s*+\Z")
UNIT_BRACKET = regex.compile(r"\s*+[(（\[][^()（）\[\]]*+[)）\]]\s*+\Z")
APPENDIX = regex.compile(r"\b(?:appendix|exhibit|page|attachment|別紙)\s*+\Z", regex.IGNORECASE)
AMOUNT_HEAD = regex.compile(r"\bamounts?\b|金\s*額", regex.IGNORECASE)
"""Over a column beside one of shares it says nothing that a header does not."""
ENDED_IN = regex.compile(r"[^()（）]{2,20}[(（][^()（）]+(?:、|及び|および|並びに)[^()（）]+に終了(?:した|する)[^()（）]*[)）]")
"""3か月間（2009年3月31日、2008年3月31日に終了した期間）: the days on which the periods of all columns end."""
LENGTHS = regex.compile(r"\b(?:three|six|nine|twelve)[\s-]+months? (?:ended|ending)\b|\byears? (?:ended|ending)\b", regex.IGNORECASE)
WORD = regex.compile(r"[\p{Latin}][\p{Latin}'’-]*+")
LETTERS = regex.compile(r"[\p{Letter}\d%％]")
ONE, PERCENT = Decimal(1), Decimal("0.01")
EDGE_BRACKET = regex.compile(r"\S\s{3,}[(（][^()（）]++[)）]\s*+\Z")
"""Set at the right edge of the line of a heading: "(4) 従業員数          （単位：人）"; a note has nothing there."""
WIDE = regex.compile(r"\s{2,}")
APART = 4
"""Texts two blanks apart in a line that is no sentence, however many words it has."""
MAX_HEADER = 400
"""Characters; a longer line is not searched for the words of a header."""
MAX_NUMBERED = 200
"""Characters of a heading with a number before it."""
GAP = 0.9
"""Of the height of a line: lines further apart are no longer of one paragraph."""


def sort_lines(lines: Sequence[Line], scanner: Scanner) -> tuple[Sorted, ...]:
    """Every line with its kind, in their order; each line is sorted on its own, then paragraphs are joined."""
    found = [sort_line(line, scanner) for line in lines]
    return tuple(_spread_prose(found, scanner))


def sort_line(line: Line, scanner: Scanner) -> Sorted:
    """One line by itself; the order of the questions is the order of certainty."""
    text = line.text
    if not text.strip():
        return Sorted(line, Kind.BLANK)
    if line.layout != "run" and sum(1 for chunk in line.chunks if chunk.text) + (len(line.chunks) > 1) > 1:
        return Sorted(line, Kind.GRID)
    label, found = scanner(text).trailing
    tokens = tuple(token for token, _, _ in found)
    if scanner(text).is_page_number:
        return Sorted(line, Kind.NOTE)
    if len(tokens) >= 2 and _is_data(label, tokens, scanner):
        return Sorted(line, Kind.DATA, label=label.strip(), tokens=tokens)
    if NUMBERED.match(text):
        return Sorted(line, Kind.TITLE)
    if is_note(text, tokens) and not _heads_notes(text, scanner):
        return Sorted(line, Kind.NOTE)
    if _is_caption(text, scanner):
        named = UNIT_BRACKET.sub("", text)
        heads = HEADING.match(text) is not None or find_statement_title(named) not in (None, "other")
        titled = bool(named.strip()) and named != text and heads
        return Sorted(line, Kind.TITLE if titled else Kind.CAPTION)
    numbered = HEADING.match(text) is not None and len(text) <= MAX_NUMBERED and not SENTENCE_END.search(text.strip()) and not _tells(text, scanner)
    prose = is_sentence(text) and not numbered
    flows = prose and len(WIDE.split(text.strip())) < APART
    words = () if flows or len(text) > MAX_HEADER else scanner(text).words
    if is_header(text, words, tokens, scanner, prose=flows) and not HEADING.match(text):
        return Sorted(line, Kind.HEADER, words=words)
    if not prose and not tokens and (numbered or (len(text) <= MAX_HEADING and names_statement(text))):
        return Sorted(line, Kind.TITLE)
    if tokens and _is_data(label, tokens, scanner):
        return Sorted(line, Kind.DATA, label=label.strip(), tokens=tokens)
    return Sorted(line, Kind.PROSE if prose or len(text) > MAX_HEADING else Kind.TEXT)


def _heads_notes(text: str, scanner: Scanner) -> bool:
    """Is it a header that begins with the column of notes: "Notes  March 31, 2023  March 31, 2024"?"""
    head = NOTES_HEAD.match(text)
    rest = text[head.end() :] if head else ""
    words = scanner(rest).words if head and len(text) <= MAX_HEADER else ()
    return sum(1 for word in words if word.kind == "period") >= 2 and is_header(rest, words, (), scanner, prose=is_sentence(rest))


def is_note(text: str, tokens: Sequence[str] = ()) -> bool:
    """Does the line begin a note: a mark, then words (a row of numbers behind a mark is a row)?"""
    if len(tokens) >= 2 or EDGE_BRACKET.search(text):
        return False
    if NOTE.match(text):
        words = UNIT_BRACKET.sub("", text)  # a colon in (Unit: million yen) is none of a note, nor is a remark in brackets (…を除く。) one
        if HEADING.match(text) and not is_sentence(words) and len(text) <= MAX_HEADING and ":" not in words and "：" not in words:
            return False
        return len(text) > 8 and (bool(regex.match(r"\s*+(?:Note|注)", text)) or len(tokens) == 0)
    return bool(BARE_NOTE.match(text)) and not tokens and (is_sentence(text) or len(text) > 60 or bool(regex.search(r"[:：]", text)))


def find_note_marks(lines: Sequence[Line]) -> frozenset[str]:
    """The numbers of the document's notes, as plain digits."""
    marks = set()
    for line in lines:
        text = line.text
        match = NOTE_MARK.match(text)
        if match and is_note(text):
            marks.add(unicodedata.normalize("NFKC", match["mark"]).strip("()"))
    return frozenset(marks)


def is_header(text: str, words: Sequence[FrameWord], tokens: Sequence[str], scanner: Scanner, *, prose: bool) -> bool:
    """Do words of a table's frame fill the line, or its end behind a stub head?"""
    if any(scanner(token).is_amount_like for token in tokens):
        return False  # "Employees  1,519" is a row, though a counter is a word of the frame
    if not words or prose:
        return bool(tokens) and all(scanner(token).is_year for token in tokens) and len(tokens) >= 2
    covered = sum(len(LETTERS.findall(word.text)) for word in words)
    total = len(LETTERS.findall(AMOUNT_HEAD.sub("", text))) or 1
    if covered >= 0.6 * total or sum(1 for word in words if word.kind == "unit") >= 3:
        return True
    tail = text[words[0].start :]
    covered = sum(len(LETTERS.findall(word.text)) for word in words)
    return len(words) >= 2 and covered >= 0.8 * len(LETTERS.findall(tail)) and len(WORD.findall(text[: words[0].start])) <= 8


def _is_caption(text: str, scanner: Scanner) -> bool:
    """A line that is a note on units, or names the periods of the table below by a sentence without a verb."""
    stripped = unmarked(text).strip()
    if sum(1 for piece in WIDE.split(stripped) if scanner(piece).is_whole_period) > 1:
        return False  # (自 4月1日至 6月30日)  (自 4月1日至 6月30日)  増減率 stands over columns
    note = scanner(stripped).note
    if note is not None and len(note.scales) > 1 and not regex.search(r"[,、;(（/]|\band\b", stripped):
        return False  # one currency beside the other: each stands over columns of its own
    if note is not None and regex.search(r"\S\s{2,}\S", stripped) and len(scanner(text).of("unit")) > 1:
        return False  # a unit for each column
    if note is not None and (
        stripped[0] in "(（[［"
        or any(scale not in (ONE, PERCENT) for _, scale in note.scales)
        or regex.match(r"単位|Unit", stripped, regex.IGNORECASE) is not None
    ):
        return True
    if BRACKETED.match(stripped) and scanner(stripped).speaks_of_percentages:
        return True
    if ENDED_IN.fullmatch(stripped) and parse_duration(stripped) is not None:
        return True
    if is_sentence(text) or len(LENGTHS.findall(stripped)) > 1:
        return False  # "Three months ended June 30   Nine months ended June 30" stands over columns
    if sum(1 for piece in WIDE.split(stripped) if piece[0] not in "(（" and scanner(piece).words) > 1:
        return False  # "As of March 31, 2005  As of March 31, 2006  USD" does too
    return (
        regex.match(r"(?:For (?:the|each)|As (?:of|at)|At |Years? ended|(?:Three|Six|Nine|Twelve) months ended)\b", stripped, regex.IGNORECASE)
        is not None
        and parse_duration(stripped) is not None
        and len(stripped) < 160
    )


def _is_data(label: str, tokens: Sequence[str], scanner: Scanner) -> bool:
    """Do these trailing numbers make a row: two, or one that could be no mark, page or year, behind a label that is no sentence?"""
    if all(scanner(token).is_year for token in tokens):
        return False
    words = len(WORD.findall(label))
    if len(tokens) >= 2:
        return words <= 24 and not (JA_SENTENCE.search(label) and len(label) > 60)
    if regex.match(r"\A[(（]?\d{1,2}[)）]?\Z", tokens[0]) or APPENDIX.search(label):
        return False
    if _nil(tokens[0], scanner) or regex.match(r"\A\d{1,4}\Z", tokens[0]):
        return False
    return (
        words <= 12
        and not SENTENCE_WORDS.search(label)
        and not JA_SENTENCE.search(label)
        and not regex.search(r"[,、]\s*+\Z|\b(?:to|of|the|by|at|from|between|JPY|in|a|an|and)\s*+\Z", label)
    )


def _tells(text: str, scanner: Scanner) -> bool:
    """Does a numbered line talk of amounts or with a verb, as an item of a note does and a heading does not?"""
    return scanner(text).speaks_of_money or (len(WORD.findall(text)) >= 9 and VERB.search(text) is not None)


def _nil(token: str, scanner: Scanner) -> bool:
    number = scanner(token).number
    return number is not None and number.nil


def is_sentence(text: str) -> bool:
    """Prose: it ends like a sentence, or talks like one."""
    stripped = text.strip()
    words = len(WORD.findall(stripped))
    if stripped.endswith("。"):
        return True
    if JA_SENTENCE.search(stripped) and len(stripped) > 20:
        return True
    if (
        SENTENCE_END.search(stripped)
        and words >= 1
        and not stripped.endswith((":", ";"))
        and (words >= 4 or stripped[0].islower())
        and not regex.search(r"\b(?:Inc|Ltd|Co|Corp|No)\.\Z", stripped)
    ):
        return True
    return (words >= 9 and SENTENCE_WORDS.search(stripped) is not None) or words >= 14


def _stands_apart(above: Line, line: Line, scanner: Scanner) -> bool:
    """On a page that shows where lines stand: behind the number of a page, in another weight, or below a gap wider than a line."""
    if above.bbox is None or line.bbox is None:
        return False
    if above.page != line.page or scanner(above.text).is_page_number:
        return scanner(above.text).is_page_number
    bold = [all(chunk.bold for chunk in one.chunks) for one in (above, line)]
    return bold[0] != bold[1] or line.bbox[1] - above.bbox[3] > GAP * (line.bbox[3] - line.bbox[1])


def _spread_prose(found: list[Sorted], scanner: Scanner) -> list[Sorted]:
    """A short text line that goes on from a line of prose, without a blank line between, is prose too."""
    spread: list[Sorted] = []
    for item in found:
        previous = spread[-1] if spread else None
        goes_on = previous is not None and previous.kind in (Kind.PROSE, Kind.NOTE) and not SENTENCE_END.search(previous.text.strip())
        goes_on = goes_on and previous is not None and not _stands_apart(previous.line, item.line, scanner)
        short = item.kind is Kind.HEADER and previous is not None and previous.kind is Kind.PROSE
        short = short or (item.kind is Kind.TEXT and not item.text.rstrip().endswith((":", "：")))
        if goes_on and (short or (item.kind is Kind.DATA and len(item.tokens) == 1)):
            item = Sorted(item.line, Kind.PROSE)
        spread.append(item)
    return spread
