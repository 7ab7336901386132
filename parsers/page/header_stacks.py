"""The lines of a header of running text as the texts of its columns, though single blanks part them.

                                                     3Q20                   3Q19
    3Q20 3Q19                                        Amount | % of total    Amount | % of total | Year-on-year change (%)
    % of % of Year-on-year                  ->
    Amount total Amount total change (%)

The texts of one level stand on the same line below and are one line high or more; together they hold every word of the lines, in
order. Each says one whole thing of the frame: "Amount % of" says two halves, "total" nothing. Of the ways in which that can be so
the one is right in which no column lacks its period and the fewest words say it; where two are as good, nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial, reduce
from itertools import product

import regex

from parsers.page.joining import join_header
from parsers.page.lines import AMOUNT_HEAD
from parsers.periods.composed import compose
from parsers.text.scanner import Scanner, Text
from parsers.words.vocabulary import words_of

LONGEST = 4
"""Pieces of one text in one line."""
ODD = 100
MOST_TRIED = 10_000
"""Texts that are tried for the columns of some lines; what needs more is left open: no header of a release does."""
TRIED_IN_ALL = 150_000
"""The same, of a whole document."""
MOST_LINES = 8
MOST_COLUMNS = 16
WIDE = regex.compile(r"\s{2,}")
BESIDE = regex.compile(
    r"\b(?:for the|end of|as (?:of|at)|ended|ending)\b|直?[当前]?(?:第\d)?(?:四半期|中間)?(?:連結)?(?:累計|会計)?(?:期間|年度)?末?|[\W\d_]++", regex.IGNORECASE
)
"""What may stand beside the words of the frame in the text of a column."""
DIGIT = regex.compile(r"\d")
TOKEN = regex.compile(r"\S+")
OPENS = regex.compile(r"[(（]?[自至]")
FROM_TO = regex.compile(r"[(（]?(?:[自至]|from|to)", regex.IGNORECASE)
"""Begins a text of its own, though a range of days may run on through it: 自 4月1日 自 10月1日 over 至 9月30日 至 3月31日."""
AROUND = regex.compile(r"[自至]|現在|\b(?:from|to|as|at|of)\b", regex.IGNORECASE)
MARK = regex.compile(r"[(（]\d{1,2}[)）]")
RATIO_HEAD = regex.compile(r"\bratio\b", regex.IGNORECASE)
"""Over a column of shares, and no word of the frame by itself."""
TERM_NAMES = tuple(map(regex.compile, (r"[当前](?:第\d)?(?:四半期|中間|連結|事業|会計)", r"(?:累計|会計)(?:期間|年度)")))
"""A text names its term once, beside the days of it."""
LETTER = regex.compile(r"\p{Letter}")
WORD = regex.compile(r"\p{Letter}++")
OPEN_END = regex.compile(r"(?:\A(?:of|to|from|and)|\b(?:of|to|from|and|the)|[自至])\Z|\A(?:of|to(?! equity)|and)\b", regex.IGNORECASE)
"""Begins or ends a text that is only a part of one."""
RATE, MONEY, DATED, HALF = "rate", "money", "dated", "half"


@dataclass(frozen=True, slots=True)
class ColumnText:
    """What a text says if it stands over a column."""

    text: str
    says: frozenset[str]
    """rate: a change or share; money: an amount; dated: a period with its year; half: one without."""
    words: int
    """Of the frame; a share or change with a period of its own, not that of the amount beside it, is as unlikely as ODD more."""
    bare: bool
    """Is its period a year, of which nothing says how much?"""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A line in the pieces that nothing parts further."""

    texts: tuple[str, ...]
    most: int
    """Pieces of one text: where two blanks part them, each is one."""


@dataclass(slots=True)
class Trials:
    """How much of a document may still be tried: the ways to read lines that are no header can be more than anybody can count."""

    left: int = TRIED_IN_ALL
    least: int = 0
    known: dict[str, ColumnText | None] = field(default_factory=dict)
    """What the texts say that were tried: most stand over a column in many ways to read the lines."""

    def begin(self) -> None:
        """Other lines are looked at from here on."""
        self.least = max(0, self.left - MOST_TRIED)

    def over(self) -> bool:
        """Is nothing left to be tried for these lines?"""
        return self.left <= self.least


@dataclass(frozen=True, slots=True)
class Way:
    """One way to give the lines to columns: the levels, outermost first, each with its texts, and how far each text reaches."""

    levels: tuple[tuple[str, ...], ...]
    cost: tuple[int, int, int]
    """Periods without a year; words of the frame; texts that differ."""


Fits = Callable[[int, ColumnText], bool]
"""Can this text stand over that column?"""


def to_levels(lines: Sequence[str], columns: int, fits: Fits, scanner: Scanner, trials: Trials) -> tuple[tuple[str, ...], ...] | None:
    """The levels of a header, outermost first, each with the texts of its columns; the last has one text a column. None where the lines
    are no such header, or where it can be read in several ways."""
    if not 2 <= columns <= MOST_COLUMNS or not 1 <= len(lines) <= MOST_LINES:
        return None
    cells = [_cells(line, scanner) for line in lines]
    if len(cells[-1].texts) < columns:
        return None
    best: list[Way] = []
    trials.begin()
    for height in range(1, len(lines) + 1):
        for words, leaves in _stacks(cells[-height:], columns, fits, scanner, trials):
            for way in _over(cells[:-height], leaves, words, scanner, trials):
                best = _better(best, way)
    return best[0].levels if len(best) == 1 and not trials.over() else None


def to_texts(lines: Sequence[str], scanner: Scanner, trials: Trials) -> tuple[str, ...] | None:
    """The texts of lines that stand over groups of columns, however many; None where they are not, each, a period with its year."""
    if not all(_names_periods(line, scanner) for line in lines):
        return None
    cells = [_cells(line, scanner) for line in lines]
    trials.begin()
    found = [
        tuple(leaf.text for leaf in leaves)
        for count in range(2, min(len(cells[-1].texts), MOST_COLUMNS) + 1)
        for _, leaves in _stacks(cells, count, lambda _, leaf: leaf.says == {DATED}, scanner, trials)
    ]
    return found[0] if len(found) == 1 and not trials.over() else None


def strange_words(line: str, scanner: Scanner) -> frozenset[str]:
    """Words of a line that no phrase of the frame has; some are parts of periods (Fiscal year, over ended March 31)."""
    left = _without_words(scanner(line)).casefold()
    return frozenset(word for word in WORD.findall(left) if word not in _pieces_of_words() and not BESIDE.fullmatch(word))


@cache
def _pieces_of_words() -> frozenset[str]:
    """The words that phrases of the frame are made of."""
    return frozenset(piece for phrase in words_of("comparison", "measure", "money", "rate", "scale", "scenario", "scope") for piece in WORD.findall(phrase.text))


def _names_periods(line: str, scanner: Scanner) -> bool:
    """Does a line hold nothing but periods and what stands around them?"""
    return LETTER.search(AROUND.sub("", BESIDE.sub("", _without_words(scanner(line))))) is None


def _without_words(text: Text) -> str:
    """A text with the words of the frame blotted out."""
    bare = list(text.plain.printed)
    for word in text.words:
        bare[word.start : word.end] = " " * (word.end - word.start)
    return "".join(bare)


def _cells(line: str, scanner: Scanner) -> Pieces:
    """Texts two blanks apart; where there are none, words of the frame and other words."""
    wide = WIDE.split(line.strip())
    if len(wide) > 1:
        return Pieces(tuple(wide), 1)
    words = scanner(line).words
    cells: list[str] = []
    for found in TOKEN.finditer(line):
        inside = any(word.start < found.start() < word.end for word in words)
        if cells and ((inside and not FROM_TO.fullmatch(found[0])) or OPENS.fullmatch(cells[-1]) or MARK.fullmatch(found[0])):
            cells[-1] += f" {found[0]}"
        else:
            cells.append(found[0])
    return Pieces(tuple(cells), LONGEST)


def _over(cells: Sequence[Pieces], leaves: Sequence[ColumnText], words: int, scanner: Scanner, trials: Trials) -> Iterator[Way]:
    """The ways to give the lines above to groups of the columns below: a group each, a column each, or all."""
    texts = tuple(leaf.text for leaf in leaves)
    if not _alike(leaves):
        return
    if not cells:
        yield Way((texts,), (sum(1 for leaf in leaves if HALF in leaf.says), words, len(set(texts))))
        return
    groups = [len(group) for group in _groups(texts)]
    for sizes in {tuple(groups), (1,) * len(texts), (len(texts),)}:
        for more, above in _stacks(cells, len(sizes), partial(_spans, sizes), scanner, trials):
            reach = [over for over, size in zip(above, sizes, strict=True) for _ in range(size)]
            if _alike(above) and not any(over.says & leaf.says & {DATED, HALF} for over, leaf in zip(reach, leaves, strict=True)):
                halves = sum(1 for over, leaf in zip(reach, leaves, strict=True) if HALF in over.says | leaf.says and DATED not in over.says | leaf.says)
                yield Way((tuple(over.text for over in above), texts), (halves, words + more, len(set(texts))))


def _spans(sizes: Sequence[int], at: int, text: ColumnText) -> bool:
    """Can a text stand over several columns? A change does over its amount and its rate, among others; money over none."""
    return MONEY not in text.says and (RATE not in text.says or (text.says == {RATE} and len(sizes) > 1 and sizes[at] > 1))


def _alike(leaves: Sequence[ColumnText]) -> bool:
    """Have the texts of one level one form: all periods bare years, or none, all amounts with a period, or none?"""
    forms = ({leaf.bare for leaf in leaves if DATED in leaf.says}, *({DATED in leaf.says for leaf in leaves if kind in leaf.says} for kind in (RATE, MONEY)))
    return all(len(form) <= 1 for form in forms)


def _groups(texts: Sequence[str]) -> list[list[str]]:
    """Texts in runs: a new one begins where a text stands in the run already."""
    groups: list[list[str]] = [[]]
    for text in texts:
        if text in groups[-1]:
            groups.append([])
        groups[-1].append(text)
    return groups


def _better(best: list[Way], way: Way) -> list[Way]:
    if not best or way.cost < best[0].cost:
        return [way]
    return [*best, way] if way.cost == best[0].cost and all(way.levels != other.levels for other in best) else best


def _stacks(cells: Sequence[Pieces], count: int, fits: Fits, scanner: Scanner, trials: Trials) -> list[tuple[int, tuple[ColumnText, ...]]]:
    """The ways of fewest words, two at most, to give all the pieces of the lines to `count` texts that end in the last line: how many
    words, and the texts. None where it takes too many trials."""
    ends = tuple(len(line.texts) for line in cells)
    depth = len(cells)
    stops = [[_stops(line, start) for start in range(len(line.texts))] for line in cells]

    @cache
    def rest(at: tuple[int, ...], column: int) -> tuple[tuple[int, tuple[ColumnText, ...]], ...]:
        if column == count:
            return ((0, ()),) if at == ends else ()
        left = count - column
        if ends[-1] - at[-1] < left:
            return ()
        found: dict[tuple[str, ...], tuple[int, tuple[ColumnText, ...]]] = {}
        for height in range(1, depth + 1):
            first = depth - height
            if any(at[line] == ends[line] for line in range(first, depth)) or (left == 1 and at[:first] != ends[:first]):
                continue
            spans = [stops[line][at[line]] if left > 1 else {ends[line]} & set(stops[line][at[line]]) for line in range(first, depth)]
            for found_ends in product(*spans):
                if trials.over():
                    return ()
                trials.left -= 1
                pieces = [" ".join(cells[line].texts[at[line] : stop]) for line, stop in zip(range(first, depth), found_ends, strict=True)]
                leaf = _column_text(pieces, scanner, trials)
                if leaf is None or not fits(column, leaf):
                    continue
                for words, others in rest((*at[:first], *found_ends), column + 1):
                    texts = (leaf, *others)
                    found[tuple(one.text for one in texts)] = (words + leaf.words, texts)
        return tuple(sorted(found.values(), key=lambda one: one[0])[:2])

    ways = list(rest(tuple(0 for _ in cells), 0)) if all(ends) else []
    return [way for way in ways if way[0] == ways[0][0]] if not trials.over() else []


def _stops(line: Pieces, start: int) -> list[int]:
    """Where a text can end that begins at a piece of a line: no text says a word twice."""
    found = []
    for stop in range(start + 1, min(start + line.most, len(line.texts)) + 1):
        if _repeats(line.texts[start:stop]):
            break
        found.append(stop)
    return found


def _repeats(pieces: Sequence[str]) -> bool:
    said = [word for piece in pieces for word in piece.split() if not DIGIT.search(word)]
    return len(set(said)) < len(said)


def _column_text(pieces: Sequence[str], scanner: Scanner, trials: Trials) -> ColumnText | None:
    """What the pieces of one text, above each other, say over a column; None where that is nothing or more than one thing."""
    if _repeats(pieces):
        return None
    text = reduce(join_header, pieces)
    if text not in trials.known:
        trials.known[text] = _meaning(scanner(text))
    return trials.known[text]


def _meaning(scanned: Text) -> ColumnText | None:
    text = scanned.printed
    if any(len(name.findall(text)) > 1 for name in TERM_NAMES) or OPEN_END.search(text) or text.count("(") + text.count("（") != text.count(")") + text.count("）"):
        return None
    words = scanned.words
    bare = _without_words(scanned)
    left = BESIDE.sub("", bare)
    amounts, ratios = AMOUNT_HEAD.findall(left), RATIO_HEAD.findall(left)
    if LETTER.search(RATIO_HEAD.sub("", AMOUNT_HEAD.sub("", left))) or not (words or amounts or ratios):
        return None
    measures = [word for word in words if word.kind in ("measure", "comparison")]
    currencies = [word for word in words if word.kind == "unit" and word.unit != "pure"]
    percents = [word for word in words if word.unit == "pure"]
    periods = [word.period for word in words if word.period is not None]
    dated = [period for period in periods if not period.yearless and period.kind != "relative"]
    halves = [period for period in periods if period.yearless]
    if max(len(measures), len(percents), len(currencies) + len(amounts), len(dated), len(halves), len(periods) - len(dated) - len(halves)) > 1:
        return None
    rate = bool(measures or percents or ratios)
    if rate and (currencies or amounts):
        return None
    whole = compose(periods)
    says = {RATE} if rate else set()
    says |= {MONEY} if currencies or amounts else set()
    if whole is not None:
        says |= {HALF} if whole.yearless else {DATED}
    if not periods and LETTER.search("".join(BESIDE.findall(bare))):
        return None  # 連結累計期間 says something of a period only
    count = len(words) + len(amounts) + len(ratios) + (ODD if rate and periods else 0)
    return ColumnText(text, frozenset(says), count, whole is not None and whole.kind == "year")
