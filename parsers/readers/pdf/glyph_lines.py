"""From the glyphs of a page to lines of words: what shares a baseline, what stands together without a gap.

    glyphs     in the order of drawing
    fragments  glyphs drawn one after the other on one baseline, in one size, without a gap over 0.2 em (none between two show
               operators) and without a blank
    lines      fragments whose baselines differ by less than 0.3 em, with the small raised fragments (footnote marks) beside them
    words      fragments of a line that touch, left to right

Fragments come before words because two texts may overlap on the page (a label that runs into its number): sorted by
position alone, their characters would mix.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median_low
from unicodedata import normalize

import numpy as np
import regex

from parsers.readers.pdf.glyphs import Flags, Glyphs, Ints, Page, level

WORD_GAP = 0.2
"""Ems: a wider gap parts two words."""
TOUCHING = 0.02
"""Ems: what another show operator draws that near goes on where the one before it ended."""
OVERLAP = 0.4
"""Ems that a glyph may reach back over the one before it (kerning) and still continue it."""
SAME_BASELINE = 0.3
"""Ems by which baselines of one line may differ (fonts of different design in one row are set a little off)."""
RAISED_SIZE = 0.82
"""A superscript is no taller than this part of the text that it marks, ..."""
RAISED_SMALLEST = 0.35
"""... no smaller than this part of it (else that text is a watermark, or a title beside a table), ..."""
RAISED_BY = (0.12, 0.9)
"""... and stands this much of that text's em above its baseline ..."""
RAISED_GAP = 0.45
"""... and this close to it, in ems of it."""
RAISED_LONGEST = 8
"""Characters."""

SUPERSCRIPT = str.maketrans("0123456789()+-=０１２３４５６７８９（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁼⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")

RADICALS = "⺟母⺠民⻁虎⻄西⻆角⻑長⻘青⻝食⻤鬼⻨麦⻩黄⻫斉⻭歯⻯竜⻲亀"
"""Radicals that NFKC leaves alone, each followed by the ideograph that was meant."""
FOLDED = str.maketrans(
    {chr(code): normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | dict(zip(RADICALS[::2], RADICALS[1::2], strict=True))
    | {chr(code): normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB05)}
    | {"\u2012": "\u2013", "\u2027": "\u30fb"}
)
"""What fonts say and no author wrote: radicals for ideographs (one glyph serves both, and the font's map names the wrong one),
Latin ligatures for their letters, the figure dash that the character collection Adobe-Japan1 gives for the en dash, and the
hyphenation point that Noto's fonts give for the middle dot of Japanese words."""

NUMBER = regex.compile(
    r"""
    [(（\[△▲+＋\-−‐‑‒–—－¥￥$\\]*+                           # signs and brackets before it
    (?: [0-9０-９]{1,3} (?: [,，][0-9０-９]{3} )++            # grouped
      | [0-9０-９]++ )                                       # or not
    (?: [.．・][0-9０-９]++ )?+
    [)）\]%％]*+
    """,
    regex.VERBOSE,
)
BARE = regex.compile(r"[0-9０-９]{1,4}+")


@dataclass(slots=True)
class Fragment:
    """Glyphs `start` to `end` of the kept ones; edges in points of page space."""

    start: int
    end: int
    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    blank: bool
    """A blank was drawn directly before it."""
    run: int
    last_run: int
    top: float
    bottom: float
    raised: bool = False


@dataclass(slots=True)
class GlyphWord:
    """What stands together on a line."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    baseline: float
    bold: float
    """How many of its characters are bold."""
    blank: bool
    """A blank was drawn directly before it."""
    run: int
    """The show operator that drew its first glyph ..."""
    last_run: int
    """... and its last."""
    spans: tuple[tuple[int, int, int], ...] = ()
    """First and last + 1 of its glyphs among the kept ones, and how many characters they are; fragment by fragment."""


@dataclass(frozen=True, slots=True)
class WordLine:
    """Words on one baseline, left to right."""

    baseline: float
    words: tuple[GlyphWord, ...]
    edges: Edges | None = None
    """Of the page's glyphs, for cutting a word between two characters."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Text, left and right edge of each kept glyph, as plain lists."""

    texts: list[str]
    left: list[float]
    right: list[float]

    def of(self, word: GlyphWord) -> list[tuple[float, float]]:
        """The edges of each character of the word."""
        found: list[tuple[float, float]] = []
        for start, end, length in word.spans:
            pairs = zip(self.texts[start:end], self.left[start:end], self.right[start:end], strict=True)
            found += [(left, right) for text, left, right in pairs for _ in (text if length != end - start else " ")]
        return found


def page_to_word_lines(page: Page) -> tuple[list[WordLine], int]:
    """The lines of an upright page from top to bottom, and how many glyphs run aslant or up the page and are in none of them."""
    vertical_fonts = np.array([font.vertical for font in page.fonts], dtype=np.bool_)
    vertical = vertical_fonts[page.glyphs.fonts] if len(page.fonts) else np.zeros(0, np.bool_)
    upright = level(page)
    lines = _level_lines(page, upright & ~vertical) + _columns(page, upright & vertical)
    aslant = sum(not page.glyphs.texts[i].isspace() for i in np.flatnonzero(~upright).tolist())
    return sorted(lines, key=lambda line: (line.baseline, line.words[0].x0)), aslant


def _level_lines(page: Page, keep: Flags) -> list[WordLine]:
    fragments, glyphs = glyphs_to_fragments(page, keep)
    fragments = mark_raised(fragments)
    edges = Edges(glyphs.texts, glyphs.boxes[:, 0].tolist(), glyphs.boxes[:, 2].tolist())
    return [_words_of(line, edges) for line in fragments_to_lines(fragments)]


def glyphs_to_fragments(page: Page, keep: Flags) -> tuple[list[Fragment], Glyphs]:
    """The fragments in the order of drawing, and the glyphs that their places count."""
    texts = page.glyphs.texts
    blanks_drawn = {text for text in set(texts) if text == "" or text.isspace()}
    inked = np.fromiter(map(blanks_drawn.__contains__, texts), np.bool_, len(texts))
    inked = ~inked & keep
    places = np.flatnonzero(inked)
    if not len(places):
        return [], page.glyphs.take(places)
    glyphs = page.glyphs.take(places)
    bold = np.array([font.bold for font in page.fonts])[glyphs.fonts] | (glyphs.modes == 2)
    if len(page.emboldened):
        bold |= page.emboldened[places]
    breaks = np.flatnonzero(_breaks(glyphs, places)) + 1
    starts = np.concatenate(([0], breaks))
    ends = np.concatenate((breaks, [len(places)]))
    blanks = np.concatenate(([False], np.diff(places) > 1))
    x0, x1 = np.minimum.reduceat(glyphs.boxes[:, 0], starts), np.maximum.reduceat(glyphs.boxes[:, 2], starts)
    top, bottom = np.minimum.reduceat(glyphs.boxes[:, 1], starts), np.maximum.reduceat(glyphs.boxes[:, 3], starts)
    heavy = np.add.reduceat(bold.astype(np.int64), starts) * 2 > ends - starts
    texts = glyphs.texts
    columns = (starts, ends, x0, x1, glyphs.origins[starts, 1], glyphs.sizes[starts], heavy, blanks[starts], glyphs.runs[starts],
               glyphs.runs[ends - 1], top, bottom)  # fmt: skip
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Fragment(start, end, "".join(texts[start:end]).translate(FOLDED), *rest) for start, end, *rest in rows], glyphs


def _breaks(glyphs: Glyphs, places: Ints) -> Flags:
    """(n - 1,): a fragment ends after this glyph."""
    boxes, sizes, baselines = glyphs.boxes, glyphs.sizes, glyphs.origins[:, 1]
    em = np.maximum(sizes[:-1], 1e-6)
    gap = (boxes[1:, 0] - boxes[:-1, 2] - np.maximum(glyphs.spacing[:-1], 0.0)) / em
    broken: Flags = (
        (gap > WORD_GAP)
        | (gap < -OVERLAP)
        | (np.abs(np.diff(baselines)) > 0.05 * em)
        | (np.abs(np.diff(sizes)) > 0.05 * em)
        | (np.diff(places) > 1)
        | ((np.diff(glyphs.runs) != 0) & (np.abs(gap) > TOUCHING))
    )
    return broken


def mark_raised(fragments: list[Fragment]) -> list[Fragment]:
    """The fragments with footnote marks raised: small, above the baseline of larger text, and beside it.

    A raised fragment takes over the baseline of the text that it marks.
    """
    largest = max((fragment.size for fragment in fragments), default=0.0)
    order = sorted(range(len(fragments)), key=lambda place: fragments[place].baseline)
    baselines = [fragments[place].baseline for place in order]
    marked = list(fragments)
    for i, fragment in enumerate(fragments):
        if fragment.size > RAISED_SIZE * largest or fragment.end - fragment.start > RAISED_LONGEST:
            continue
        first = bisect_left(baselines, fragment.baseline + RAISED_BY[0] * fragment.size / RAISED_SIZE)
        last = bisect_right(baselines, fragment.baseline + RAISED_BY[1] * largest)
        host = _host(fragment, [fragments[place] for place in order[first:last]])
        if host is not None:
            marked[i] = replace(fragment, raised=True, baseline=host.baseline)
    return marked


def _host(fragment: Fragment, below: list[Fragment]) -> Fragment | None:
    """The nearest of the texts below its foot that it can be the superscript of."""
    nearest, distance = None, RAISED_GAP
    for other in below:
        em = other.size
        gap = min(abs(fragment.x0 - other.x1), abs(other.x0 - fragment.x1)) / em if em else RAISED_GAP + 1
        raised = (other.baseline - fragment.baseline) / em if em else 0.0
        if gap <= distance and RAISED_SMALLEST * em <= fragment.size <= RAISED_SIZE * em and RAISED_BY[0] <= raised <= RAISED_BY[1]:
            nearest, distance = other, gap
    return nearest


def fragments_to_lines(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments by line, top to bottom, each line left to right."""
    lines: list[list[Fragment]] = []
    level_, weight, smallest = 0.0, 0, 0.0
    for fragment in sorted(fragments, key=lambda f: (f.baseline, f.x0)):
        count = fragment.end - fragment.start
        if lines and fragment.baseline - level_ <= SAME_BASELINE * min(smallest, fragment.size if not fragment.raised else smallest):
            lines[-1].append(fragment)
            level_ = (level_ * weight + fragment.baseline * count) / (weight + count)
            weight += count
            smallest = min(smallest, fragment.size) if not fragment.raised else smallest
        else:
            lines.append([fragment])
            level_, weight, smallest = fragment.baseline, count, fragment.size
    return [sorted(line, key=lambda f: (f.x0, f.start)) for line in lines]


def _words_of(line: list[Fragment], edges: Edges) -> WordLine:
    words: list[GlyphWord] = []
    for fragment in line:
        word = _fragment_to_word(fragment)
        if words and _touches(words[-1], word, fragment):
            words[-1] = join_words(words[-1], word)
        else:
            words.append(word)
    baselines = [fragment.baseline for fragment in line if not fragment.raised] or [line[0].baseline]
    return WordLine(median_low(baselines), tuple(words), edges)


def _fragment_to_word(fragment: Fragment) -> GlyphWord:
    text = fragment.text.translate(SUPERSCRIPT) if fragment.raised else fragment.text
    return GlyphWord(
        text, fragment.x0, fragment.x1, fragment.top, fragment.bottom, fragment.size, fragment.baseline,
        len(text) if fragment.bold else 0, fragment.blank, fragment.run, fragment.last_run,
        ((fragment.start, fragment.end, len(text)),),
    )  # fmt: skip


def _touches(left: GlyphWord, right: GlyphWord, fragment: Fragment) -> bool:
    """Whether two neighbours are one word. A number drawn on its own beside a text, or beside a number, stays on its own."""
    em = max(left.size, right.size)
    gap = (right.x0 - left.x1) / em
    if fragment.raised:
        return -1.0 < gap <= RAISED_GAP
    if right.blank or not -OVERLAP <= gap <= WORD_GAP:
        return False
    if right.run == left.last_run:
        return True
    if gap < TOUCHING and not is_digit(left.text[-1:]):  # the same text goes on in another font
        return True
    return not parted_numbers(left.text, right.text)


def parted_numbers(left: str, right: str) -> bool:
    """Whether a number that is drawn directly behind something is a cell of its own: it is whole, and not the rest of what stands before it.

    >>> parted_numbers("Total assets", "9,633"), parted_numbers("2", "04,183"), parted_numbers("1,234", "5,678")
    (True, False, True)
    """
    if not NUMBER.fullmatch(right) or BARE.fullmatch(right):
        return False
    if left[-1:] in "(（[△▲-−－¥￥$\\+":
        return False
    return NUMBER.fullmatch(left + right) is None or (stands_alone(left) and stands_alone(right))


def is_digit(char: str) -> bool:
    """Whether a character is a digit, of either width, or closes a number."""
    return char != "" and char in "0123456789０１２３４５６７８９)）%％"


def stands_alone(text: str) -> bool:
    """Whether a text is a well-grouped number without an idle zero in front.

    >>> stands_alone("0.5"), stands_alone("204"), stands_alone("04,183")
    (True, True, False)
    """
    digits = text.lstrip("(（△▲-−－")
    return NUMBER.fullmatch(text) is not None and not (digits[:1] in "0０" and digits[1:2] not in ("", ".", "．", ")", "）", "%", "％"))


def join_words(left: GlyphWord, right: GlyphWord) -> GlyphWord:
    """Both as one, without a blank."""
    return GlyphWord(
        left.text + right.text, min(left.x0, right.x0), max(left.x1, right.x1), min(left.top, right.top),
        max(left.bottom, right.bottom), max(left.size, right.size), left.baseline, left.bold + right.bold, left.blank, left.run,
        right.last_run, left.spans + right.spans,
    )  # fmt: skip


def _columns(page: Page, keep: Flags) -> list[WordLine]:
    """Vertical writing: each column of glyphs is a line of one word at the column's place."""
    lines: list[WordLine] = []
    glyphs = page.glyphs.take(keep)
    column: list[int] = []
    for i in range(len(glyphs)):
        if column and not _goes_down(glyphs, column[-1], i):
            lines.extend(_column_line(page, glyphs, column))
            column = []
        column.append(i)
    return lines + _column_line(page, glyphs, column)


def _goes_down(glyphs: Glyphs, above: int, below: int) -> bool:
    em = float(glyphs.sizes[above])
    aside = abs(float(glyphs.boxes[below, 0] - glyphs.boxes[above, 0]))
    gap = float(glyphs.boxes[below, 1] - glyphs.boxes[above, 3])
    return aside <= 0.5 * em and -0.5 * em <= gap <= 1.5 * em


def _column_line(page: Page, glyphs: Glyphs, column: list[int]) -> list[WordLine]:
    text = "".join(glyphs.texts[i] for i in column).strip().translate(FOLDED)
    if not text:
        return []
    boxes = glyphs.boxes[column]
    x0, top, x1, bottom = float(boxes[:, 0].min()), float(boxes[:, 1].min()), float(boxes[:, 2].max()), float(boxes[:, 3].max())
    size = float(glyphs.sizes[column[0]])
    bold = page.fonts[int(glyphs.fonts[column[0]])].bold
    word = GlyphWord(text, x0, x1, top, bottom, size, top + size, len(text) if bold else 0, False, 0, 0)
    return [WordLine(top + size, (word,))]
