"""From the words of a line to its chunks: a label, a number, a heading over a column; what a table takes for one thing.

The rule, in ems of the type:

* a gap over 1.1 parts texts (over 0.6 where no blank was drawn in it), one over 0.65 parts a number from anything;
  so does an upright ruling, whatever the gap. Single kanji set apart to fill a cell (合　計) hold together up to 3.2,
  words around a dash (64kbps - 128kbps) up to 2;
* a number at the end of such a group is a chunk of its own, even 0.2 from its label, when it was drawn on its own;
  drawn in one string with the words before it and a blank between, or behind a particle, it is part of their sentence
  (March 31, 2004; 前期の 9,185);
* two numbers never share a chunk, unless neither half is a number and the whole is one (`2 04,183`);
* what opens a number (`(`, `△`, `¥`) waits for it over any gap up to 8, what closes it (`)`, `%`) goes back over 2, or over 8
  where a bracket is open: `( - )` is one chunk. Blanks inside of a number are left out of its text;
* a note glued to a number (`※１303,921`) is cut where the width of the digits changes, or where one cut alone leaves a
  well-grouped number: the mark is a chunk of its own, left of the number. Where two cuts would do, nothing is cut;
* headings over two columns that come nearer to each other than two words do (3Q02 前年同期比) are cut where both parts end
  at the right edges of different columns of numbers below, or below the gap between texts of the line above;
* `Chunk.words` keeps every word with its edges, so that a table that knows its columns can cut again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import regex

from parsers.printed import Chunk, Ruling
from parsers.readers.pdf.glyph_lines import BARE, NUMBER, Edges, GlyphWord, WordLine, join_words, stands_alone

TEXT_GAP = 1.1
UNDRAWN_GAP = 0.6
KANJI_GAP = 3.2
DASH_GAP = 2.0
NUMBER_GAP = 0.65
OPENING_GAP = 8.0
CLOSING_GAP = 2.0
SENTENCE_GAP = 0.45
DIGITS_GAP = 0.5
"""Ems, see above."""
HEADING_REACH = 12
"""Lines below a heading that are looked at for the numbers it stands over."""
EDGE_SLACK = 1.0
"""Points by which a heading may miss the right edge of its numbers."""
POINTS = 3
"""Decimals of a coordinate: a thousandth of a point."""

OPENING = regex.compile(r"[(（\[△▲¥￥$\\+＋]++")
CLOSING = regex.compile(r"[)）\]%％]++")
RAISED_MARK = regex.compile(r"[*＊※†]?+[⁽]?+[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}+[⁾]?+\Z")
"""The mark of a note, raised behind a number."""
NIL = regex.compile(r"[(（]?[-−‐‑‒–—―－ー]{1,3}+[)）%％]*+")
DASH = regex.compile(r"[-−‐‑‒–—―－ー]++")
DIGITS = regex.compile(r"[0-9０-９,，.．]++[)）%％]*+|[(（△▲\-−－]++[0-9０-９,，.．]++[)）%％]*+")
KANJI = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
LETTER = regex.compile(r"\p{Letter}")
MARK = regex.compile(r"(?P<mark>[※＊*]|[(（]?注[)）]?)")
MARKS = "※＊*注(（"
"""What a note's mark begins with."""
BRACKETED_MARK = regex.compile(r"[(（][0-9０-９]{1,2}[)）]")
"""The mark of a note, and no number of a column where it stands a blank behind a word."""
LISTED = regex.compile(r"(?:[0-9]{1,2}[,、])+")
NOTE_NUMBER = regex.compile(r"[0-9]{1,2}[,、]?")
"""The numbers of notes: 5, 9."""
GOES_ON = regex.compile(
    r"""
    (?: [はがのをにでともや、，：]                                                  # a particle: the sentence needs more
      | \b (?: of | to | from | by | in | at | for | or | and | with | than | was | were | is | are | the | about | approximately ) ) \Z
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
DIGIT = regex.compile(r"[0-9０-９]")


def line_to_chunks(line: WordLine, rulings: Sequence[Ruling] = ()) -> tuple[Chunk, ...]:
    """The chunks of a line, left to right. rulings: the page's upright lines."""
    rulings = [rule for rule in rulings if rule.top <= line.baseline <= rule.bottom + line.words[0].size]
    words = join_numbers([part for word in line.words for part in cut_note(word, line.edges)], rulings)
    groups: list[list[GlyphWord]] = []
    for word in words:
        if groups and _groups_with(groups[-1][-1], word) and not _crossing(groups[-1][-1], word, rulings):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(_words_to_chunk(part) for place, group in enumerate(groups) for part in cut_numbers(group, place == 0))


def gap_between(left: GlyphWord, right: GlyphWord) -> float:
    """The gap in ems of the larger type."""
    return (right.x0 - left.x1) / max(left.size, right.size, 1e-6)


def _crossing(left: GlyphWord, right: GlyphWord, rulings: Sequence[Ruling]) -> bool:
    """An upright ruling stands in the gap."""
    middle = (right.top + right.bottom) / 2
    slack = 0.15 * right.size
    return any(
        left.x1 - slack <= rule.x0 and rule.x1 <= right.x0 + slack and rule.top <= middle <= rule.bottom and rule.x1 > left.x0 + slack
        for rule in rulings
    )


@lru_cache(maxsize=1 << 16)
def is_number(text: str) -> bool:
    """Whether a text is a number or a nil mark as a cell prints it, with or without the raised mark of a note.

    >>> is_number("△1,234"), is_number("(-)"), is_number("2004年"), is_number("3,720²"), is_number("²")
    (True, True, False, True, False)
    """
    text = RAISED_MARK.sub("", text) if text and text[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁾" else text
    return NUMBER.fullmatch(text) is not None or NIL.fullmatch(text) is not None


class Shape(NamedTuple):
    """What a word can be of a number."""

    number: bool
    dash: bool
    digits: bool
    """A piece of a number."""
    opening: bool
    closing: bool


WORDS_ONLY = Shape(False, False, False, False, False)


@lru_cache(maxsize=1 << 16)
def shape_of(text: str) -> Shape:
    """The shape of a word.

    >>> shape_of("(1,234"), shape_of("Net") == WORDS_ONLY
    (Shape(number=True, dash=False, digits=True, opening=False, closing=False), True)
    """
    if text.isalpha() and "ー" not in text:
        return WORDS_ONLY
    patterns = (DASH, DIGITS, OPENING, CLOSING)
    return Shape(is_number(text), *(pattern.fullmatch(text) is not None for pattern in patterns))


def _groups_with(left: GlyphWord, right: GlyphWord) -> bool:
    gap = gap_between(left, right)
    before, behind = shape_of(left.text), shape_of(right.text)
    if (before.number and not before.dash) or (behind.number and not behind.dash):
        return gap <= (TEXT_GAP if _spelled_on(left, right) else NUMBER_GAP)
    if gap <= KANJI_GAP and len(left.text) == 1 == len(right.text) and KANJI.match(left.text) and KANJI.match(right.text):
        return True
    if right.run != left.last_run and not right.blank:
        return gap <= UNDRAWN_GAP
    if right.blank and (before.dash or behind.dash):
        return gap <= DASH_GAP
    return gap <= TEXT_GAP


# ---------------------------------------------------------------------------------------------------------------------
# Numbers that come in pieces, and notes glued to numbers


def join_numbers(words: list[GlyphWord], rulings: Sequence[Ruling]) -> list[GlyphWord]:
    """The words with the pieces of each number joined, but over no upright ruling."""
    joined: list[GlyphWord] = []
    for at, word in enumerate(words):
        if joined and _continues(joined[-1], word) and not _begins_text(joined[-1], word, words[at + 1 : at + 2]) and not _crossing(joined[-1], word, rulings):
            joined[-1] = join_words(joined[-1], word)
        else:
            joined.append(word)
    return joined


def _begins_text(left: GlyphWord, word: GlyphWord, after: Sequence[GlyphWord]) -> bool:
    """Was it drawn in one string with the words behind it and apart from the number before it: "2017" and "% change"?"""
    return word.run != left.last_run and any(behind.run == word.last_run and behind.blank and LETTER.match(behind.text) for behind in after)


def _continues(left: GlyphWord, right: GlyphWord) -> bool:
    before, behind = shape_of(left.text), shape_of(right.text)
    if not (before.opening or behind.closing or (before.digits and behind.digits)):
        return False
    gap = gap_between(left, right)
    if gap < -DIGITS_GAP:
        return False
    if before.opening:
        return gap <= OPENING_GAP and (behind.number or behind.digits or behind.opening)
    if behind.closing:
        return (before.number or before.digits) and gap <= (OPENING_GAP if left.text[0] in "(（[" and left.text[-1] not in ")）]" else CLOSING_GAP)
    if gap > DIGITS_GAP or not (before.digits and behind.digits):
        return False
    whole = NUMBER.fullmatch(left.text + right.text)
    return whole is not None and not (stands_alone(left.text) and stands_alone(right.text))


def cut_note(word: GlyphWord, edges: Edges | None) -> list[GlyphWord]:
    """The word, or the note mark and the number that were glued: ※１303,921 is ※１ and 303,921."""
    mark = MARK.match(word.text) if word.text[:1] in MARKS else None
    if mark is None:
        return [word]
    cuts = [
        cut
        for cut in range(mark.end(), len(word.text))
        if all(DIGIT.match(char) for char in word.text[mark.end() : cut])
        and cut - mark.end() <= 2
        and NUMBER.fullmatch(word.text[cut:])
        and stands_alone(word.text[cut:])
        and len(word.text) - cut > 1
    ]
    wide = [cut for cut in cuts if cut > mark.end() and word.text[cut - 1] in "０１２３４５６７８９" and word.text[cut] not in "０１２３４５６７８９"]
    best = wide if wide else [cut for cut in cuts if "," in word.text[cut:] or "，" in word.text[cut:]]
    return cut_word(word, best[0], edges.of(word)) if len(best) == 1 and edges is not None else [word]


def cut_word(word: GlyphWord, cut: int, edges: Sequence[tuple[float, float]]) -> list[GlyphWord]:
    """The word in two, before its character `cut`. edges: left and right edge of each of its characters."""
    left = replace(word, text=word.text[:cut], x1=max(x1 for _, x1 in edges[:cut]), bold=word.bold * cut / len(word.text), spans=())
    right = replace(
        word, text=word.text[cut:], x0=min(x0 for x0, _ in edges[cut:]), bold=word.bold - left.bold, blank=False, run=word.last_run, spans=()
    )
    return [left, right]


# ---------------------------------------------------------------------------------------------------------------------
# Numbers at the end of a text


def cut_numbers(group: list[GlyphWord], leads: bool) -> list[list[GlyphWord]]:
    """The parts of a group that are chunks: each number by itself, unless words go on behind it as in a sentence.

    leads: the group is the first of its line, where a dash before words is a bullet and no nil mark.
    """
    if len(group) == 3 and all(DASH.fullmatch(group[i].text) for i in (0, 2)) and BARE.fullmatch(group[1].text):
        return [group]  # - 12 -, the number of the page
    texts = [place for place, word in enumerate(group) if not shape_of(word.text).number]
    if not texts:
        return [[word] for word in group]
    first, last = texts[0], texts[-1]
    while last + 1 < len(group) and _reads_on(group[last], group[last + 1]):
        last += 1
    while first > 0 and _numbers_it(group[first - 1]) and first - 1 == 0:
        first -= 1
    if first and (_is_unit_of(group[first - 1], group[first]) or (leads and first == 1 and DASH.fullmatch(group[0].text))):
        first -= 1
    return [[word] for word in group[:first]] + [group[first : last + 1]] + [[word] for word in group[last + 1 :]]


def _reads_on(left: GlyphWord, right: GlyphWord) -> bool:
    """A number that was written in one string with the words before it (March 31, 2004), or that ends a line in mid-sentence."""
    if (right.run == left.last_run and right.blank) or _spelled_on(left, right):
        return True  # however wide the font's blank is: half an em in Japanese fonts, more in those of fixed width
    gap = gap_between(left, right)
    if right.blank and gap <= NUMBER_GAP and DASH.fullmatch(right.text):
        return True  # a dash a blank behind a word is no nil mark of a column
    if gap <= NUMBER_GAP and LISTED.fullmatch(left.text) and NOTE_NUMBER.fullmatch(right.text):
        return True
    if gap <= SENTENCE_GAP and (GOES_ON.search(left.text) or BRACKETED_MARK.fullmatch(right.text)):
        return True
    bare = right.text.rstrip(")）")  # to December 31, | 2024): the bracket was opened in the line above
    return gap <= SENTENCE_GAP and BARE.fullmatch(bare) is not None and len(bare) <= 4


def _spelled_on(left: GlyphWord, right: GlyphWord) -> bool:
    """Were both drawn letter by letter, with one blank and nothing else between them, as browsers draw one text?"""
    apart = all(word.last_run - word.run == len(word.text) - 1 for word in (left, right)) and len(left.text) + len(right.text) > 2
    return apart and right.blank and right.run == left.last_run + 2


def _numbers_it(word: GlyphWord) -> bool:
    """`1 Cash`, `(2) Notes`: the number of an item."""
    return len(word.text.strip("()（）")) <= 2 and word.text.strip("()（）").isdigit()


def _is_unit_of(number: GlyphWord, text: GlyphWord) -> bool:
    """The first text behind a number stands so close that it is its unit: 26,246 千株."""
    return NIL.fullmatch(number.text) is None and gap_between(number, text) <= SENTENCE_GAP


# ---------------------------------------------------------------------------------------------------------------------
# Headings that run together


def cut_headings(lines: Sequence[tuple[Chunk, ...]]) -> list[tuple[Chunk, ...]]:
    """The lines of a page with headings cut that stand over different columns of numbers; both edges must be met twice."""
    edges = [[chunk.x1 for chunk in line if is_number(chunk.text)] for line in lines]
    cut: list[tuple[Chunk, ...]] = []
    for place, line in enumerate(lines):
        if not edges[place] and any(len(chunk.words) > 1 for chunk in line):
            below = [x for row in edges[place + 1 : place + 1 + HEADING_REACH] for x in row]
            line = tuple(part for chunk in line for part in _cut_heading(chunk, below))
            above = lines[place - 1] if place else ()
            line = tuple(part for chunk in line for part in _cut_below(chunk, above)) if len(above) > len(line) else line
        cut.append(line)
    return cut


def _cut_heading(chunk: Chunk, edges: Sequence[float]) -> list[Chunk]:
    words = chunk.words
    for place in range(1, len(words)):
        left, right = words[place - 1][2], words[-1][2]
        if _met(left, edges) and _met(right, edges) and not chunk.text.startswith(("(", "（")):
            return [_part(chunk, words[:place]), *_cut_heading(_part(chunk, words[place:]), edges)]
    return [chunk]


def _cut_below(chunk: Chunk, above: Sequence[Chunk]) -> list[Chunk]:
    """A heading that ends several texts of the line above: cut once below each gap between them, where its own words leave most room.
    What stands in brackets stays together."""
    over = [one for one in above if one.x0 < chunk.x1 and chunk.x0 < one.x1]
    if len(over) < 2:
        return [chunk]
    words, left, right = chunk.words, over[0], over[1]
    rooms = {
        place: words[place][1] - words[place - 1][2]
        for place in range(1, len(words))
        if words[place - 1][2] <= right.x0 and left.x1 <= words[place][1] and words[place][1] < right.x1 and not _within_brackets(words[:place])
    }
    widest = [place for place, room in rooms.items() if room >= max(rooms.values()) - EDGE_SLACK / 2]
    if len(widest) != 1 or rooms[widest[0]] <= 0:
        return [chunk]  # texts that overlap are cut where their columns are known
    return [_part(chunk, words[: widest[0]]), *_cut_below(_part(chunk, words[widest[0] :]), above)]


def _within_brackets(words: Sequence[tuple[str, float, float]]) -> bool:
    """Do the words open a bracket that they do not close?"""
    text = "".join(word[0] for word in words)
    return text.count("(") + text.count("（") > text.count(")") + text.count("）")


def _met(x: float, edges: Sequence[float]) -> bool:
    return sum(abs(x - edge) <= EDGE_SLACK for edge in edges) >= 2


def _part(chunk: Chunk, words: tuple[tuple[str, float, float], ...]) -> Chunk:
    assert chunk.bbox is not None
    x0, x1 = words[0][1], max(word[2] for word in words)
    return replace(chunk, text=" ".join(word[0] for word in words), x0=x0, x1=x1, bbox=(x0, chunk.bbox[1], x1, chunk.bbox[3]), words=words)


# ---------------------------------------------------------------------------------------------------------------------


def _words_to_chunk(words: list[GlyphWord]) -> Chunk:
    if len(words) == 1:
        word = words[0]
        x0, x1 = round(word.x0, POINTS), round(word.x1, POINTS)
        box = (x0, round(word.top, POINTS), x1, round(word.bottom, POINTS))
        return Chunk(word.text, x0, x1, bbox=box, bold=word.bold * 2 > len(word.text), words=((word.text, x0, x1),))
    text = " ".join([word.text for word in words])
    edges = tuple([(word.text, round(word.x0, POINTS), round(word.x1, POINTS)) for word in words])
    top, bottom = min([word.top for word in words]), max([word.bottom for word in words])
    x0, x1 = min([edge[1] for edge in edges]), max([edge[2] for edge in edges])
    bold = sum([word.bold for word in words]) * 2 > len(text) - len(words) + 1
    return Chunk(text, x0, x1, bbox=(x0, round(top, POINTS), x1, round(bottom, POINTS)), bold=bold, words=edges)
